"""The tables of a release, read by their CSVW metadata: the triples they state, and what their other cells tell.

As https://www.w3.org/TR/csv2rdf/ (minimal) has it, for what ``tables/csvw.py`` writes. What gives no triples is
compared, too: the cells of several links, the labels of what is pointed at, and who states a link.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from cohorte_graph.iri import PREFIXES, compact
from cohorte_graph.release.contents import METADATA, TABLES
from cohorte_graph.release.difference import Difference, unreadable
from cohorte_graph.release.graphs import Graphs
from cohorte_graph.tables.kinds import kind_of

__all__ = ["table_differences"]

XSD: Final = PREFIXES["xsd"]
SHOWN: Final = 120
"""Characters of an example that are told."""
MALFORMED: Final = (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, csv.Error)
"""What metadata or a table that are none raise when they are read."""
Row = Mapping[str, str]


def table_differences(folder: Path, graphs: Graphs, listed: Collection[str]) -> tuple[list[Difference], set[str]]:
    """What the tables say and the graphs do not, and what the graphs say and no table does; and the files read.

    Only files that are listed are read.
    """
    if METADATA not in listed:
        return [], set()
    found: list[Difference] = []
    stated: set[ox.Triple] = set()
    name, read = METADATA, {METADATA}
    try:
        for table in json.loads((folder / METADATA).read_bytes())["tables"]:
            name = TABLES + table["url"]
            if name not in listed:
                found.append(Difference(name, "cette table manque au manifeste.", "the manifest lacks this table."))
                continue
            read.add(name)
            sheet = _Sheet.read(folder / name, table)
            own = set(sheet.triples())
            stated |= own
            found += _strange(name, [*map(str, own - graphs.union), *sheet.asides(graphs)])
    except MALFORMED as error:
        return [*found, unreadable(name, error)], read
    return [*found, *_missing(graphs.union - stated)], read


def _strange(name: str, said: list[str]) -> Iterator[Difference]:
    if said:
        one = min(said)[:SHOWN]
        fr, en = "cette table dit ce que le graphe ne dit pas", "this table says what the graph does not"
        yield Difference(name, f"{fr} : {one}", f"{en}: {one}")


def _missing(unsaid: set[ox.Triple]) -> Iterator[Difference]:
    """By table, what the graph says of the resources that have a row and no table says."""
    subjects = (triple.subject.value for triple in unsaid if isinstance(triple.subject, ox.NamedNode))
    for kind, count in sorted(Counter(filter(None, map(kind_of, subjects))).items()):
        yield Difference(
            f"{TABLES}{kind}.csv",
            f"il y manque {count} énoncés du graphe.",
            f"it lacks {count} statements of the graph.",
        )


@dataclass(frozen=True)
class _Sheet:
    """The rows of a table, and its columns by their names, those that are in no cell among them."""

    schema: Mapping[str, Any]
    columns: Mapping[str, Mapping[str, Any]]
    rows: list[Row]

    @classmethod
    def read(cls, path: Path, table: Mapping[str, Any]) -> _Sheet:
        schema = table["tableSchema"]
        columns = {column["name"]: column for column in schema["columns"]}
        heads = [name for name, column in columns.items() if not column.get("virtual")]
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file, strict=True)
            if next(lines, None) != heads:
                raise ValueError("its head is not that of its metadata")
            return cls(schema, columns, [dict(zip(heads, line, strict=True)) for line in lines])

    def triples(self) -> Iterator[ox.Triple]:
        """What the rows state by their metadata."""
        for column in self.columns.values():
            if not column.get("suppressOutput"):
                for row in self.rows:
                    yield from self._stated(column, row)

    def _stated(self, column: Mapping[str, Any], row: Row) -> Iterator[ox.Triple]:
        values = [""] if column.get("virtual") else self._values(column, row)
        for value in values:
            about, said = ox.NamedNode(self._about(column, row)), ox.NamedNode(_filled(column["propertyUrl"], row))
            if "valueUrl" in column:
                yield ox.Triple(about, said, ox.NamedNode(_filled(column["valueUrl"], row)))
            else:
                yield ox.Triple(about, said, _literal(column, value))

    def _about(self, column: Mapping[str, Any], row: Row) -> str:
        return _filled(column.get("aboutUrl", self.schema["aboutUrl"]), row)

    @staticmethod
    def _values(column: Mapping[str, Any], row: Row) -> list[str]:
        cell = row[column["name"]]
        found = cell.split(column["separator"]) if "separator" in column and cell else [cell]
        return [value for value in found if value not in column.get("null", [""])]

    def asides(self, graphs: Graphs) -> Iterator[str]:
        """The cells that give no triples and are not as the graphs have it."""
        for name, column in self.columns.items():
            if column.get("suppressOutput"):
                for row in self.rows:
                    if not self._fits(name, column, row, graphs):
                        yield f"{row[self.schema['aboutUrl'][2:-1]]} {name} {row[name]}"

    def _fits(self, name: str, column: Mapping[str, Any], row: Row, graphs: Graphs) -> bool:
        if "propertyUrl" in column:  # several links: the table of links states them
            targets = graphs.links.get((self._about(column, row), column["propertyUrl"]), set())
            return set(self._values(column, row)) == targets
        base = self.columns.get(name.removesuffix("Label"), {})
        if base and base != column:
            return all(_names(label, iri, graphs) for iri, label in self._pairs(base, column, row))
        base = self.columns.get("object" if name == "origin" else name.removesuffix("Origin"), {})
        if base and base != column:
            return all(
                told == graphs.origin(self._link(base, row, iri)) for iri, told in self._pairs(base, column, row)
            )
        return True

    def _pairs(self, base: Mapping[str, Any], column: Mapping[str, Any], row: Row) -> Iterator[tuple[str, str]]:
        return zip(self._values(base, row), self._values(column, row), strict=True)

    def _link(self, column: Mapping[str, Any], row: Row, iri: str) -> ox.Triple:
        about, said = self._about(column, row), _filled(column["propertyUrl"], row)
        return ox.Triple(ox.NamedNode(about), ox.NamedNode(said), ox.NamedNode(iri))


def _names(label: str, iri: str, graphs: Graphs) -> bool:
    known = graphs.labels.get(iri)
    return label in known if known else label == compact(iri)


def _literal(column: Mapping[str, Any], value: str) -> ox.Literal:
    if "lang" in column:
        return ox.Literal(value, language=column["lang"])
    datatype = column["datatype"]
    return ox.Literal(value, datatype=ox.NamedNode(datatype["@id"] if isinstance(datatype, dict) else XSD + datatype))


def _filled(template: str, row: Row) -> str:
    """A URI template of the one form there is, ``{+column}``, with IRIs as they are."""
    return _form(template) % row


@cache
def _form(template: str) -> str:
    return re.sub(r"\{\+([^}]+)\}", r"%(\1)s", template.replace("%", "%%"))
