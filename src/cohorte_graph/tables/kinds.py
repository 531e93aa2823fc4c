"""Which table a resource stands in, told from its IRI alone: ``id/effect/…`` in effect, ``concept/task/…`` in task."""

from __future__ import annotations

import re

from cohorte_graph.iri import CONCEPT, ID

__all__ = ["SCHEMES", "class_kind", "kind_of", "starts_of"]

SCHEMES = "concept-scheme"


def kind_of(iri: str) -> str:
    """The kind of a resource of the data or of the concepts; the empty string for any other."""
    if iri.startswith(ID):
        kind, slash, rest = iri[len(ID) :].partition("/")
        return kind if slash and rest else ""
    if iri.startswith(CONCEPT):
        scheme, slash, rest = iri[len(CONCEPT) :].partition("/")
        return scheme if slash and rest else SCHEMES
    return ""


def starts_of(kind: str) -> tuple[str, ...]:
    """How the IRIs of a kind may begin."""
    return (CONCEPT,) if kind == SCHEMES else (f"{ID}{kind}/", f"{CONCEPT}{kind}/")


def class_kind(iri: str) -> str:
    """The kind that a class gives its name: ``pull-quote`` for coh:PullQuote."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", re.split(r"[/#]", iri)[-1]).lower()
