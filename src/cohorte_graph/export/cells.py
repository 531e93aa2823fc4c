"""Cells of answers as text and as numbers and dates."""

from __future__ import annotations

import datetime
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from cohorte_graph.iri import PREFIXES, compact
from cohorte_graph.query.answer import Table
from cohorte_graph.store import Term

__all__ = ["bare", "number", "readable", "readable_rows", "typed"]

XSD = PREFIXES["xsd"]
INTEGERS = frozenset(
    XSD + name for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "gYear")
)
DECIMALS = frozenset(XSD + name for name in ("decimal", "double", "float"))


def bare(term: Term | None) -> str:
    """The cell without marks of its kind, as in SPARQL's CSV results; a blank node keeps its ``_:``."""
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def readable(term: Term | None) -> str:
    """The cell for a person: IRIs in their short form."""
    return compact(term.value) if isinstance(term, ox.NamedNode) else bare(term)


def readable_rows(answer: Table, lang: str) -> tuple[list[str], list[list[str]]]:
    """Heads and cells of the columns people read."""
    places = answer.shown()
    heads = [answer.columns[place].head(lang) for place in places]
    return heads, [[readable(row[place]) for place in places] for row in answer.rows]


def typed(term: Term | None) -> str | int | Decimal | bool | datetime.date | None:
    """The cell as a Python value where its datatype has one, else as text."""
    if not isinstance(term, ox.Literal):
        return None if term is None else bare(term)
    datatype = term.datatype.value
    try:
        if datatype in INTEGERS:
            return int(term.value)
        if datatype in DECIMALS:
            number = Decimal(term.value)
            return number if number.is_finite() else term.value
        if datatype == XSD + "boolean":
            return term.value in ("true", "1")
        if datatype == XSD + "date":
            return datetime.date.fromisoformat(term.value)
    except (ValueError, InvalidOperation):
        pass
    return term.value


def number(term: Term | None) -> str | int | float | bool | datetime.date | None:
    """The cell for JSON: a whole number as int, whatever its datatype, any other as float."""
    value = typed(term)
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
