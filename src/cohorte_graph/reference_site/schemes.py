"""Concept schemes as trees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cohorte_graph.folding import fold
from cohorte_graph.iri import CONCEPT, expand
from cohorte_graph.reference_site.ontology import Ontology, short

__all__ = ["Concept", "Scheme", "concept_anchor", "schemes"]

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Concept:
    """A concept with those below it; alternative and hidden labels are by language."""

    iri: str
    label: Texts
    definition: Texts
    scope: Texts
    alternative: Mapping[str, tuple[str, ...]]
    hidden: Mapping[str, tuple[str, ...]]
    narrower: tuple[Concept, ...] = ()
    also_below: tuple[str, ...] = ()
    matches: tuple[tuple[str, str], ...] = ()

    @property
    def anchor(self) -> str:
        return concept_anchor(self.iri)

    @property
    def below(self) -> tuple[str, ...]:
        """Its own IRI and those of all concepts below it."""
        return (self.iri, *(iri for one in self.narrower for iri in one.below))


@dataclass(frozen=True)
class Scheme:
    """``kind`` is the class that its concepts belong to, where there is one of our own."""

    iri: str
    label: Texts
    definition: Texts
    kind: str
    tops: tuple[Concept, ...]

    @property
    def anchor(self) -> str:
        return concept_anchor(self.iri)

    @property
    def size(self) -> int:
        return sum(len(top.below) for top in self.tops)


def concept_anchor(iri: str) -> str:
    """The path below ``concept/``: ``actor-role/elus``; other IRIs by their local name."""
    return iri.removeprefix(CONCEPT) if iri.startswith(CONCEPT) else short(iri)


def schemes(ontology: Ontology) -> list[Scheme]:
    """All schemes, each concept once, below the first of its broader ones; sorted by their French labels."""
    return [_scheme(ontology, iri) for iri in ontology.schemes]


def _scheme(ontology: Ontology, iri: str) -> Scheme:
    in_scheme, broader = expand("skos:inScheme"), expand("skos:broader")
    members = [one for one in ontology.subjects if iri in ontology.iris(one, in_scheme)]
    kinds = sorted({kind for one in members for kind in ontology.iris(one, expand("rdf:type"))} & set(ontology.classes))
    above = {one: [parent for parent in ontology.iris(one, broader) if parent in members] for one in members}
    tops = [one for one in members if not above[one]]
    return Scheme(
        iri=iri,
        label=_label(ontology, iri),
        definition=ontology.texts(iri, expand("skos:definition")),
        kind=kinds[0] if kinds else "",
        tops=_sorted(_concept(ontology, one, above) for one in tops),
    )


def _concept(ontology: Ontology, iri: str, above: Mapping[str, list[str]]) -> Concept:
    below = [one for one, parents in above.items() if parents[:1] == [iri]]
    return Concept(
        iri=iri,
        label=_label(ontology, iri),
        definition=ontology.texts(iri, expand("skos:definition")),
        scope=ontology.texts(iri, expand("skos:scopeNote")),
        alternative=_labels(ontology, iri, "skos:altLabel"),
        hidden=_labels(ontology, iri, "skos:hiddenLabel"),
        narrower=_sorted(_concept(ontology, one, above) for one in below),
        also_below=tuple(above[iri][1:]),
        matches=tuple(
            (name, other)
            for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
            for other in ontology.iris(iri, expand(f"skos:{name}"))
        ),
    )


def _label(ontology: Ontology, iri: str) -> Texts:
    return ontology.texts(iri, expand("skos:prefLabel")) or ontology.texts(iri, expand("rdfs:label"))


def _labels(ontology: Ontology, iri: str, name: str) -> dict[str, tuple[str, ...]]:
    return {lang: tuple(ontology.all_texts(iri, expand(name), lang)) for lang in ("fr", "en")}


def _sorted(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    return tuple(sorted(concepts, key=lambda one: (fold(one.label.get("fr", one.iri)), one.iri)))
