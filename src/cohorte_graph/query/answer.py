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
    cells: list[tuple[Term | None, ...]] = list(zip(*result.rows, strict=True)) or [()] * len(result.variables)
    labelled = _labelled(result.variables, cells, iri_columns)
    labels.learn({cell.value for name in labelled for cell in cells[labelled[name]] if isinstance(cell, ox.NamedNode)})
    columns: list[Column] = []
    filled: list[tuple[Term | None, ...]] = []
    for name, column in zip(result.variables, cells, strict=True):
        columns.append(Column(name, heads.get(name, {}), _named_by(name, result.variables)))
        filled.append(column)
        if name in labelled:
            columns.append(Column(f"{name}Label", heads.get(f"{name}Label", heads.get(name, {})), name))
            filled.append(_labels_of(column, labels, lang))
    return Table(tuple(columns), list(zip(*filled, strict=True)), title or {}, chart)


def _labelled(
    variables: tuple[str, ...], cells: list[tuple[Term | None, ...]], iri_columns: Callable[[], frozenset[str]]
) -> dict[str, int]:
    """The IRI columns that the query itself gives no label, with their places."""
    unlabelled = {name: place for place, name in enumerate(variables) if f"{name}Label" not in variables}
    first = {name: next((c for c in cells[place] if c is not None), None) for name, place in unlabelled.items()}
    holding = {
        name
        for name, place in unlabelled.items()
        if isinstance(first[name], ox.NamedNode) or any(isinstance(c, ox.NamedNode) for c in cells[place])
    }
    empty = {name for name in unlabelled if first[name] is None}
    would = iri_columns() if empty else frozenset()
    return {name: place for name, place in unlabelled.items() if name in holding or (name in empty and name in would)}


def _named_by(name: str, variables: tuple[str, ...]) -> str:
    base = name.removesuffix("Label")
    return base if base != name and base in variables else ""


def _labels_of(column: tuple[Term | None, ...], labels: Labels, lang: str) -> tuple[Term | None, ...]:
    """The label of each cell; a literal among IRIs is its own."""
    return tuple(labels.literal(cell.value, lang) if isinstance(cell, ox.NamedNode) else cell for cell in column)
