"""What the lint says of a statement of a shapes graph, and the words that all its families of rules share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from cohorte_graph.check.result import Remedy, Text
from cohorte_graph.check.turtle import turtle
from cohorte_graph.iri import compact
from cohorte_graph.validate.results import Term

__all__ = ["Fault", "Remark", "closest", "meant", "said"]

VIOLATION = "Violation"
WARNING = "Warning"
ALIKE = 72
"""Of a hundred: two words that share so much are taken for one, misspelt."""


@dataclass(frozen=True)
class Remark:
    """``triple`` is the statement the remark is about, ``shape`` the nearest named node around it ('' for none).

    ``fatal`` says that no engine may be run on these shapes: it would fetch, loop or crash. ``at_predicate`` says that
    the remark is about the predicate of the statement rather than about its object.
    """

    code: str
    severity: str
    triple: ox.Triple
    shape: str
    message: Text
    remedy: Remedy | None = None
    fatal: bool = False
    at_predicate: bool = False


@dataclass(frozen=True)
class Fault:
    """What is wrong with a list or a path, before it is known which rule asks for it."""

    triple: ox.Triple
    fr: str
    en: str
    fatal: bool = False


def said(term: Term | ox.Triple) -> str:
    """A term as a reader knows it: a short name, the literal as Turtle writes it, or brackets."""
    if isinstance(term, ox.NamedNode):
        return compact(term.value)
    return turtle(term)


def closest(wrong: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant, or the empty string; case counts for nothing."""
    from rapidfuzz import fuzz, process  # 20 ms that only a mistake pays

    found = process.extractOne(wrong, sorted(known), scorer=fuzz.ratio, processor=str.lower, score_cutoff=ALIKE)
    return str(found[0]) if found else ""


def meant(*words: str, line: str = "") -> Remedy | None:
    """The remedy that offers some words, as far as there are any; None where there is none to offer."""
    offered = [word for word in words if word]
    if not offered:
        return None
    return Remedy(Text(f"Vouliez-vous dire {' ou '.join(offered)} ?", f"Did you mean {' or '.join(offered)}?"), line)
