"""Answers: rows under heads in two languages, a truth, or a graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import pyoxigraph as ox

from cohorte_graph.query.header import Chart
from cohorte_graph.query.labels import Labels
from cohorte_graph.query.texts import Texts, said
from cohorte_graph.store import Rows, Term

__all__ = ["Answer", "Column", "Row", "Statements", "Table", "Truth", "table"]

Row: TypeAlias = tuple[Term | None, ...]


@dataclass(frozen=True)
class Column:
    """A column: its variable, its heads, and for a label column the IRI column it names."""

    name: str
    heads: Texts = field(default_factory=dict)
    label_of: str = ""

    def head(self, lang: str) -> str:
        return said(self.heads, lang, self.name)


@dataclass(frozen=True)
class Table:
    """The answer to a SELECT."""

    columns: tuple[Column, ...]
    rows: list[Row]
    title: Texts = field(default_factory=dict)
    chart: Chart | None = None

    kind = "rows"

    def position(self, name: str) -> int | None:
        """The place of a column, if there is one of that name."""
        return next((n for n, column in enumerate(self.columns) if column.name == name), None)

    def shown(self) -> list[int]:
        """The places of the columns people read: labels instead of the IRIs they name."""
        named = {column.label_of for column in self.columns}
        return [n for n, column in enumerate(self.columns) if column.name not in named]


@dataclass(frozen=True)
class Truth:
    """The answer to an ASK."""

    value: bool
    title: Texts = field(default_factory=dict)

    kind = "boolean"


@dataclass(frozen=True)
class Statements:
    """The answer to a CONSTRUCT or DESCRIBE, in a stable order."""

    triples: list[ox.Triple]
    title: Texts = field(default_factory=dict)

    kind = "graph"


Answer: TypeAlias = Table | Truth | Statements


def table(
    result: Rows,
    labels: Labels,
    lang: str,
    *,
    heads: Mapping[str, Texts] | None = None,
    iri_columns: Callable[[], frozenset[str]] = frozenset,
    title: Texts | None = None,
    chart: Chart | None = None,
) -> Table:
    """Rows with a label column after each IRI column, but where the query projects one of that name itself.

    A column is an IRI column if it holds an IRI, or holds nothing and ``iri_columns`` says that it would.
    """
    heads = heads or {}
    labelled = _labelled(result, iri_columns)
    labels.learn(cell.value for row in result.rows for cell in row if isinstance(cell, ox.NamedNode))
    columns: list[Column] = []
    for name in result.variables:
        columns.append(Column(name, heads.get(name, {}), _named_by(name, result.variables)))
        if name in labelled:
            columns.append(Column(f"{name}Label", heads.get(f"{name}Label", heads.get(name, {})), name))
    places = {result.variables.index(name) for name in labelled}
    rows = [_with_labels(row, places, labels, lang) for row in result.rows]
    return Table(tuple(columns), rows, title or {}, chart)


def _labelled(result: Rows, iri_columns: Callable[[], frozenset[str]]) -> list[str]:
    """The IRI columns that the query itself gives no label."""
    unlabelled = [n for n, name in enumerate(result.variables) if f"{name}Label" not in result.variables]
    holds_iri = {n: any(isinstance(row[n], ox.NamedNode) for row in result.rows) for n in unlabelled}
    empty = [n for n in unlabelled if all(row[n] is None for row in result.rows)]
    would = iri_columns() if empty else frozenset()
    return [name for n, name in enumerate(result.variables) if holds_iri.get(n) or (n in empty and name in would)]


def _named_by(name: str, variables: tuple[str, ...]) -> str:
    base = name.removesuffix("Label")
    return base if base != name and base in variables else ""


def _with_labels(row: Row, places: set[int], labels: Labels, lang: str) -> Row:
    """The row with a label after each place; a literal among IRIs is its own label."""
    cells: list[Term | None] = []
    for place, cell in enumerate(row):
        cells.append(cell)
        if place in places:
            cells.append(labels.literal(cell.value, lang) if isinstance(cell, ox.NamedNode) else cell)
    return tuple(cells)
