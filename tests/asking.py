"""Answers for tests: the rows of a stored query as dictionaries of texts, and terms by their value."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import rdflib

from cohorte_graph.export.cells import bare
from cohorte_graph.query import Answer, Questions, Table

__all__ = ["by_value", "cells", "rows"]

NUMBERS = frozenset({"integer", "decimal", "double", "float"})


def cells(answer: Answer) -> list[dict[str, str]]:
    """The rows of a table, each a dictionary from column to text; an empty cell is ''."""
    assert isinstance(answer, Table)
    names = [column.name for column in answer.columns]
    return [dict(zip(names, map(bare, row), strict=True)) for row in answer.rows]


def rows(questions: Questions, name: str, lang: str = "fr", **values: str) -> list[dict[str, str]]:
    """The rows of a stored query."""
    return cells(questions.ask(name, values, lang))


def by_value(term: Any) -> Any:
    """A term as both engines mean it: numbers by value, texts with their language, the rest with their datatype."""
    if term is None:
        return None
    if isinstance(term, (ox.NamedNode, rdflib.URIRef)):
        return ("iri", str(getattr(term, "value", term)))
    own = isinstance(term, ox.Literal)
    text = term.value if own else str(term)
    datatype = (term.datatype.value if own else str(term.datatype or "")).rsplit("#", 1)[-1]
    if datatype in NUMBERS:
        return ("number", round(Decimal(text), 9))
    kind = "string" if datatype in ("", "langString") else datatype
    return (kind, text, (term.language or "").lower())
