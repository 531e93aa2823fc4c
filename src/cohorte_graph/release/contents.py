"""What a release holds: dumps, tables, documents, and the same dumps without the words of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from cohorte_graph import documents, dumps, tables
from cohorte_graph.catalogue import WORDLESS
from cohorte_graph.dataset import Dataset, Part
from cohorte_graph.iri import GRAPH
from cohorte_graph.release.quads import QUADS

__all__ = ["DOCUMENTS", "LISTED", "METADATA", "TABLES", "UNIONS", "WORDLESS_DUMPS", "contents", "dump_name", "expected"]

TABLES: Final = "tables/"
DOCUMENTS: Final = "documents/"
METADATA: Final = f"{TABLES}csv-metadata.json"
UNIONS: Final = tuple(QUADS.replace(".nq.", f".{format}.") for format in ("ttl", "trig", "nt", "nq", "jsonld", "rdf"))
WORDLESS_DUMPS: Final = tuple(f"{WORDLESS}cohorte-graph.{format}.gz" for format in ("nq", "ttl"))
LISTED: Final = ("graph/", TABLES, DOCUMENTS, WORDLESS)
"""Where the files lie that the catalogue lists."""
BESIDE: Final = (
    *("README.md", "RIGHTS.md", "changes.fr.md", "changes.en.md", "changes.json", "void.ttl"),
    *("catalogue.ttl", "catalogue.rdf", "catalogue.jsonld", "catalogue.fr.ttl", "catalogue.fr.rdf"),
)


def contents(dataset: Dataset) -> Iterator[Part]:
    """The parts of a release, catalogue and manifest apart."""
    for name in UNIONS:
        yield dumps.graph_part(dataset, None, _format(name), name)
    for graph in dataset.graphs:
        yield dumps.graph_part(dataset, graph, "ttl", dump_name(graph))
    yield from (_below(TABLES, part) for part in tables.parts(dataset, "fr"))
    yield from (_below(DOCUMENTS, part) for part in documents.parts(dataset))
    wordless = replace(dataset, with_text=False)
    for name in WORDLESS_DUMPS:
        yield dumps.graph_part(wordless, None, _format(name), name)


def dump_name(graph: str) -> str:
    """The file of a named graph by its IRI."""
    return f"graph/{graph.removeprefix(GRAPH)}.ttl"


def expected(graphs: Iterable[str]) -> set[str]:
    """The files without which no release of these graphs is whole; its tables are told by their metadata."""
    return {*BESIDE, *UNIONS, *WORDLESS_DUMPS, *map(dump_name, graphs), METADATA, f"{TABLES}tables.xlsx"}


def _format(name: str) -> str:
    return name.removesuffix(".gz").rpartition(".")[2]


def _below(folder: str, part: Part) -> Part:
    return replace(part, name=folder + part.name)
