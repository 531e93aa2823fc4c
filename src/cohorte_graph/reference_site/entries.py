"""Classes and properties as the pages describe them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph as ox

from cohorte_graph.iri import COH, expand
from cohorte_graph.reference_site.expressions import Expression, chain, expression
from cohorte_graph.reference_site.ontology import Ontology, Term, short
from cohorte_graph.reference_site.usage import Usage

__all__ = ["ClassEntry", "PropertyEntry", "class_entries", "disjoint_groups", "property_entries"]

Texts = Mapping[str, str]

SUB_CLASS, SUB_PROPERTY = expand("rdfs:subClassOf"), expand("rdfs:subPropertyOf")
DOMAIN, RANGE = expand("rdfs:domain"), expand("rdfs:range")
INVERSE, EQUIVALENT = expand("owl:inverseOf"), expand("owl:equivalentClass")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What classes and properties have in common; lists of terms hold IRIs, ``broader`` and ``narrower`` our own.

    ``aligned`` are the more general terms of other vocabularies, ``see_also`` those that resemble it.
    """

    iri: str
    label: Texts
    definition: Texts
    scope: Texts = field(default_factory=dict)
    editorial: Texts = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    aligned: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        return short(self.iri)


@dataclass(frozen=True, kw_only=True)
class ClassEntry(Entry):
    """``conditions`` are necessary, ``equivalents`` sufficient too; ``rules`` decide who is a member."""

    conditions: tuple[Expression, ...] = ()
    equivalents: tuple[Expression, ...] = ()
    parts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    inherited: tuple[tuple[str, tuple[str, ...]], ...] = ()
    pointing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PropertyEntry(Entry):
    """``kinds`` are IRIs of OWL; ``printed`` says that its values are words of a report."""

    kinds: tuple[str, ...] = ()
    domain: tuple[Expression, ...] = ()
    range: tuple[Expression, ...] = ()
    inverse: tuple[str, ...] = ()
    chains: tuple[Expression, ...] = ()
    printed: bool = False


def class_entries(ontology: Ontology, usage: Usage) -> list[ClassEntry]:
    """All classes, by their local names."""
    aimed, reached = _by_class(ontology, DOMAIN), _by_class(ontology, RANGE)
    return [_class(ontology, usage, iri, aimed, reached) for iri in sorted(ontology.classes, key=short)]


def _class(
    ontology: Ontology, usage: Usage, iri: str, aimed: dict[str, list[str]], reached: dict[str, list[str]]
) -> ClassEntry:
    general = ontology.values(iri, SUB_CLASS)
    unions = ontology.values(iri, expand("owl:disjointUnionOf"))
    above = _above(ontology, iri)
    return ClassEntry(
        **_common(ontology, usage, iri, SUB_CLASS, ontology.classes),
        conditions=tuple(expression(ontology, term) for term in general if isinstance(term, ox.BlankNode)),
        equivalents=tuple(expression(ontology, term) for term in ontology.values(iri, EQUIVALENT)),
        parts=tuple(part.value for head in unions for part in ontology.members(head) if isinstance(part, ox.NamedNode)),
        rules=tuple(usage.rules.get(iri, ())),
        properties=tuple(aimed.get(iri, ())),
        inherited=tuple((one, tuple(aimed[one])) for one in above if one in aimed),
        pointing=tuple(reached.get(iri, ())),
    )


def property_entries(ontology: Ontology, usage: Usage) -> list[PropertyEntry]:
    """All properties, by their local names."""
    return [_property(ontology, usage, iri) for iri in sorted(ontology.properties, key=short)]


def _property(ontology: Ontology, usage: Usage, iri: str) -> PropertyEntry:
    others = (one for one in ontology.properties if iri in ontology.iris(one, INVERSE))
    heads = ontology.values(iri, expand("owl:propertyChainAxiom"))
    return PropertyEntry(
        **_common(ontology, usage, iri, SUB_PROPERTY, ontology.properties),
        kinds=tuple(ontology.iris(iri, expand("rdf:type"))),
        domain=tuple(expression(ontology, term) for term in ontology.values(iri, DOMAIN)),
        range=tuple(expression(ontology, term) for term in ontology.values(iri, RANGE)),
        inverse=tuple(sorted({*ontology.iris(iri, INVERSE), *others})),
        chains=tuple(chain(ontology, head) for head in heads),
        printed=any(getattr(value, "value", "") == "true" for value in ontology.values(iri, COH + "printed")),
    )


def _common(ontology: Ontology, usage: Usage, iri: str, general: str, own: list[str]) -> dict[str, Any]:
    broader = ontology.iris(iri, general)
    return {
        "iri": iri,
        "label": ontology.texts(iri, expand("rdfs:label")),
        "definition": ontology.texts(iri, expand("skos:definition")) or ontology.texts(iri, expand("rdfs:comment")),
        "scope": ontology.texts(iri, expand("skos:scopeNote")),
        "editorial": ontology.texts(iri, expand("skos:editorialNote")),
        "examples": tuple(getattr(value, "value", "") for value in ontology.values(iri, expand("skos:example"))),
        "broader": tuple(one for one in broader if one in own),
        "narrower": tuple(one for one in own if iri in ontology.iris(one, general)),
        "aligned": tuple(one for one in broader if one not in own),
        "see_also": tuple(ontology.iris(iri, expand("rdfs:seeAlso"))),
        "checks": tuple(sorted(usage.checks.get(iri, ()))),
        "queries": tuple(sorted(usage.queries.get(iri, ()))),
    }


def _above(ontology: Ontology, iri: str) -> list[str]:
    """The more general classes of our own, the nearest first."""
    found: list[str] = []
    level = [iri]
    while level:
        level = [one for each in level for one in ontology.iris(each, SUB_CLASS) if one in ontology.classes]
        level = [one for one in dict.fromkeys(level) if one not in found and one != iri]
        found += level
    return found


def _by_class(ontology: Ontology, predicate: str) -> dict[str, list[str]]:
    """The properties whose domain or range is a class, or a union that has it as a member."""
    found: dict[str, list[str]] = {}
    for iri in ontology.properties:
        for name in dict.fromkeys(_names(ontology, ontology.values(iri, predicate))):
            found.setdefault(name, []).append(iri)
    return found


def _names(ontology: Ontology, terms: Iterable[Term]) -> Iterable[str]:
    for term in terms:
        if isinstance(term, ox.NamedNode):
            yield term.value
        for head in ontology.values(term, expand("owl:unionOf")):
            yield from _names(ontology, ontology.members(head))


def disjoint_groups(ontology: Ontology) -> list[tuple[str, ...]]:
    """The groups of classes of which no thing is of two, the largest first."""
    heads = [triple.object for triple in ontology.words if triple.predicate.value == expand("owl:members")]
    groups = (
        tuple(member.value for member in ontology.members(head) if isinstance(member, ox.NamedNode)) for head in heads
    )
    return sorted(groups, key=lambda group: (-len(group), group))
