"""Words of the data that their ontology does not know: a misspelling that SHACL alone passes over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import pyoxigraph as ox

from cohorte_graph.check.lint.vocabulary import closest_iri
from cohorte_graph.check.result import At, CheckResult, Remedy, Text
from cohorte_graph.errors import Place
from cohorte_graph.iri import CONCEPT, ID, PREFIXES, compact, namespace

__all__ = ["dangling", "unknown_words"]

UNKNOWN = "DATA-UNKNOWN-WORD"
DANGLING = "DATA-DANGLING"
TYPE = PREFIXES["rdf"] + "type"

Locate = Callable[[ox.Triple, bool], tuple[Place | None, At]]
"""Where a statement stands: at its predicate where the second argument says so, else at its object."""


def unknown_words(
    triples: Iterable[ox.Triple], words: Collection[str], namespaces: Collection[str], locate: Locate
) -> list[CheckResult]:
    """A result for each statement whose predicate or class is of a described namespace, but not described."""
    found, judged, remedies = [], dict[str, bool](), dict[str, Remedy | None]()
    for triple in triples:
        predicate = triple.predicate.value
        for iri, is_predicate in ((predicate, True), (_class(triple, predicate), False)):
            if iri not in judged:
                judged[iri] = iri == "" or iri in words or namespace(iri) not in namespaces
            if not judged[iri]:
                remedies[iri] = remedies[iri] if iri in remedies else _meant(iri, words)
                found.append(_unknown(triple, iri, remedies[iri], *locate(triple, is_predicate)))
    return found


def _class(triple: ox.Triple, predicate: str) -> str:
    return triple.object.value if predicate == TYPE and isinstance(triple.object, ox.NamedNode) else ""


def _unknown(triple: ox.Triple, iri: str, remedy: Remedy | None, place: Place | None, at: At) -> CheckResult:
    name = compact(iri)
    message = Text(
        f"{name} n'est pas dans l'ontologie : aucune règle ne voit ce qui est dit ainsi.",
        f"{name} is not in the ontology: no rule sees what is said with it.",
    )
    return _result(UNKNOWN, triple, message, remedy, place, at)


def dangling(triples: Iterable[ox.Triple], described: Collection[str], locate: Locate) -> list[CheckResult]:
    """A result for each statement that leads to an IRI of the project's own of which nothing is stated."""
    found = []
    for triple in triples:
        if not isinstance(triple.object, ox.NamedNode):
            continue
        iri = triple.object.value
        if iri.startswith((ID, CONCEPT)) and iri not in described:
            place, at = locate(triple, False)
            found.append(_dangling(triple, iri, described, place, at))
    return found


def _dangling(triple: ox.Triple, iri: str, described: Collection[str], place: Place | None, at: At) -> CheckResult:
    message = Text(
        f"Rien n'est dit de {compact(iri)} : la valeur ne mène nulle part.",
        f"Nothing is said of {compact(iri)}: the value leads nowhere.",
    )
    return _result(DANGLING, triple, message, _meant(iri, described), place, at)


def _result(
    code: str, triple: ox.Triple, message: Text, remedy: Remedy | None, place: Place | None, at: At
) -> CheckResult:
    """A violation that one statement of the files is."""
    return CheckResult(
        severity="Violation",
        code=code,
        stage="lint",
        message=message,
        place=place,
        at=at,
        focus=str(triple.subject),
        path=triple.predicate.value,
        value=str(triple.object),
        remedy=remedy,
        anchor=_anchor(triple),
    )


def _meant(iri: str, known: Iterable[str]) -> Remedy | None:
    better = closest_iri(iri, known)
    if not better:
        return None
    return Remedy(Text(f"Vouliez-vous dire {compact(better)} ?", f"Did you mean {compact(better)}?"))


def _anchor(triple: ox.Triple) -> str:
    return triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""
