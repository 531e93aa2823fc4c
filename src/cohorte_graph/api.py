"""The graph from Python: open it, ask, and take the rows on to pandas, rdflib or a notebook."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import pyoxigraph as ox

from cohorte_graph.errors import CallError
from cohorte_graph.generation import load_current, open_current
from cohorte_graph.project import Project
from cohorte_graph.query import Answer, Questions, Statements, Table, Truth
from cohorte_graph.query.answer import Column, Row

if TYPE_CHECKING:
    import pandas
    import rdflib

__all__ = ["Graph", "Rows", "Triples", "open_graph"]

SHOWN_ROWS = 50
"""A notebook shows so many rows; the rest is counted."""


def open_graph(project: str | Path | None = None, *, lang: str = "fr", in_memory: bool = True) -> Graph:
    """The built graph of a project; by default of the one around the working directory.

    Away from any project it is the program's own, which the first call builds into the user's cache, with a
    warning in the log. In memory, questions are answered some three times as fast; a large graph is opened
    faster where it lies. Raises InputError where there is no project, or nothing was built yet.
    """
    found = Project.at(Path(project)) if project else Project.here()
    if found.awaits_first_build:
        from cohorte_graph.build import build  # with all its libraries, once

        logging.getLogger("cohorte_graph").warning("The graph is built in %s, once and for all.", found.build)
        build(found)
    read = load_current if in_memory else open_current
    return Graph(Questions(lambda: read(found), found.queries), lang)


class Graph:
    """A built graph: stored queries, SPARQL, and its triples."""

    def __init__(self, questions: Questions, lang: str = "fr") -> None:
        self._questions = questions
        self.lang = lang

    def __repr__(self) -> str:
        return f"Graph({len(self._questions.engine)} quads, lang={self.lang!r})"

    def ask(self, name: str, /, *, lang: str | None = None, **values: str) -> Rows | Triples | bool:
        """Answer a stored query: ``graph.ask("effects-of-territory", territory="…")``.

        A parameter whose name holds a hyphen or is a Python word is given by ``**{"name": value}``.
        Raises CallError for an unknown query, parameter or value.
        """
        language = lang or self.lang
        return _result(self._questions.ask(name, values, language), language)

    def sparql(self, text: str, /, *, lang: str | None = None) -> Rows | Triples | bool:
        """Answer SPARQL; the project's prefixes need no declaration. Raises InputError with line and column.

        What the query asks for and stands nowhere in the graph is a warning in the log.
        """
        language = lang or self.lang
        answer = self._questions.sparql(text, language)
        for note in self._questions.unknown_words(text):
            logging.getLogger("cohorte_graph").warning("%s", note)
        return _result(answer, language)

    def queries(self, words: str = "") -> Rows:
        """The stored queries whose name or question holds the words."""
        catalogue = self._questions.catalogue
        found = catalogue.search(words) if words else list(catalogue)
        columns = tuple(Column(name) for name in ("name", "question"))
        rows: list[Row] = [
            (ox.Literal(query.name), ox.Literal(query.header.question.get(self.lang, query.header.summary)))
            for query in found
        ]
        return Rows(Table(columns, rows), self.lang)

    def to_rdflib(self, graph: str | None = None) -> rdflib.Graph:
        """The union of all graphs but the shapes as an rdflib graph, or one named graph by its IRI."""
        return _rdflib(quad.triple for quad in self._questions.engine.quads(graph))


class Rows(Sequence[dict[str, Any]]):
    """Rows of a SELECT: each a dictionary of Python values, in the order of the columns.

    IRIs and texts are ``str``; numbers ``int``, ``Decimal`` or ``float``; truths ``bool``; days ``date``; months and
    years stay text, as they are printed; what is unbound is ``None``.
    """

    def __init__(self, table: Table, lang: str) -> None:
        self._table = table
        self._lang = lang

    @property
    def columns(self) -> list[str]:
        """The variables, label columns among them."""
        return [column.name for column in self._table.columns]

    @property
    def heads(self) -> dict[str, str]:
        """The heads people read, by variable."""
        return {column.name: column.head(self._lang) for column in self._table.columns}

    def __len__(self) -> int:
        return len(self._table.rows)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(index, slice):
            return [self._row(row) for row in self._table.rows[index]]
        return self._row(self._table.rows[index])

    def _row(self, row: Row) -> dict[str, Any]:
        return dict(zip(self.columns, map(_value, row), strict=True))

    def column(self, name: str) -> list[Any]:
        """One column's values; CallError for a column there is none of."""
        place = self._table.position(name)
        if place is None:
            raise CallError(f"There is no column '{name}'.", hint=f"The columns are {', '.join(self.columns)}.")
        return [_value(row[place]) for row in self._table.rows]

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame, the variables as its columns (needs pandas)."""
        import pandas

        return pandas.DataFrame(list(self), columns=self.columns)

    def __repr__(self) -> str:
        return f"Rows({len(self)} × {', '.join(self.columns)})"

    def _repr_html_(self) -> str:
        """A table under heads in the language asked, labels instead of IRIs."""
        shown = self._table.shown()
        head = "".join(f"<th>{escape(self._table.columns[n].head(self._lang))}</th>" for n in shown)
        body = "".join(f"<tr>{''.join(_cell(row[n]) for n in shown)}</tr>" for row in self._table.rows[:SHOWN_ROWS])
        more = len(self) - SHOWN_ROWS
        rest = f"<p>+ {more}</p>" if more > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


class Triples:
    """The graph that a CONSTRUCT or DESCRIBE answers."""

    def __init__(self, triples: Sequence[ox.Triple]) -> None:
        self._triples = triples

    def __len__(self) -> int:
        return len(self._triples)

    def __iter__(self) -> Iterator[tuple[str, str, Any]]:
        for triple in self._triples:
            yield str(_value(triple.subject)), triple.predicate.value, _value(triple.object)

    def to_rdflib(self) -> rdflib.Graph:
        """The triples as an rdflib graph."""
        return _rdflib(self._triples)

    def __repr__(self) -> str:
        return f"Triples({len(self)})"


def _result(answer: Answer, lang: str) -> Rows | Triples | bool:
    if isinstance(answer, Truth):
        return answer.value
    if isinstance(answer, Statements):
        return Triples(answer.triples)
    return Rows(answer, lang)


def _value(term: object) -> Any:
    """A term as a Python value."""
    if not isinstance(term, ox.Literal):
        return None if term is None else str(getattr(term, "value", term))
    convert = _CONVERSIONS.get(term.datatype.value.rpartition("#")[2])
    return convert(term.value) if convert else term.value


_CONVERSIONS: Mapping[str, Any] = {
    "integer": int,
    "decimal": Decimal,
    "double": float,
    "float": float,
    "boolean": lambda text: text in ("true", "1"),
    "date": datetime.date.fromisoformat,
}


def _cell(term: object) -> str:
    value = _value(term)
    return f"<td>{'' if value is None else escape(str(value))}</td>"


def _rdflib(triples: Any) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt11")
    return graph
