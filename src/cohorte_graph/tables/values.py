"""Cells as Python values, where their datatype has one: for spreadsheets, Parquet and JSON."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pyoxigraph as ox

from cohorte_graph.export.cells import typed
from cohorte_graph.tables.columns import Column

__all__ = ["python_values", "term"]


def python_values(column: Column, values: tuple[str, ...]) -> list[str | int | Decimal | bool | datetime.date | None]:
    """Numbers, truths and dates as such; everything else as text."""
    return [typed(term(column, value)) for value in values]


def term(column: Column, value: str) -> ox.Literal:
    """The literal of a cell; an IRI as its text."""
    return ox.Literal(value, datatype=ox.NamedNode(column.datatype))
