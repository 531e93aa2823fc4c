"""Rows of stored queries as texts, and what dossiers do to their cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from cohorte_graph.export.cells import bare
from cohorte_graph.query import Questions, Table

__all__ = ["SEVERAL", "Row", "around", "distinct", "joined", "rows_of", "several"]

Row: TypeAlias = dict[str, str]
SEVERAL = " | "
MAX_QUOTE = 400
AROUND = 120


def rows_of(questions: Questions, name: str, lang: str, **values: str) -> list[Row]:
    """The rows of a stored query as texts by column."""
    answer = questions.ask(name, values, lang)
    assert isinstance(answer, Table)
    names = [column.name for column in answer.columns]
    return [dict(zip(names, map(bare, row), strict=True)) for row in answer.rows]


def around(what: str, quote: str) -> str:
    """The words around what is remarked on, cut at spaces: the passage may be a whole page."""
    before, found, after = quote.partition(what)
    if not found or len(quote) <= MAX_QUOTE:
        return quote
    left = f"[…] {before[-AROUND:].partition(' ')[2]}" if len(before) > AROUND else before
    right = f"{after[:AROUND].rpartition(' ')[0]} […]" if len(after) > AROUND else after
    return f"{left}{found}{right}"


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that joins several."""
    return tuple(cell.split(SEVERAL)) if cell else ()


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def joined(pages: Iterable[str]) -> str:
    return ", ".join(distinct(page for page in pages if page))
