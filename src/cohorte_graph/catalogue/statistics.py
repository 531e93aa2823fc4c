"""What VoID counts, taken from the quads as they pass: the union's numbers and each named graph's.

Kept are one set of numbers for the objects of each graph and one entry a class, property and linked space; a million
triples pass within 200 MB.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

import pyoxigraph as ox

from cohorte_graph.iri import BASE, COH, CONCEPT, ID, PREFIXES

__all__ = ["Statistics", "Tally", "namespace", "statistics"]

TYPE = PREFIXES["rdf"] + "type"
SKOS = PREFIXES["skos"]
LINKS = frozenset(
    {
        PREFIXES["owl"] + "sameAs",
        PREFIXES["rdfs"] + "seeAlso",
        *(SKOS + f"{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")),
    }
)
"""Properties whose triples link our things to others' where they lead out of our IRIs; axioms are no links."""


@dataclass
class Tally:
    """Of a property its triples and the distinct subjects that have it; of a class its instances and their triples."""

    triples: int = 0
    entities: int = 0


@dataclass
class Statistics:
    """The numbers of one graph; ``examples`` the first instance of each class of ours, ``links`` what leads out."""

    triples: int = 0
    subjects: int = 0
    entities: int = 0
    classes: dict[str, Tally] = field(default_factory=dict)
    properties: dict[str, Tally] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)
    _objects: set[int] = field(default_factory=set, repr=False)

    @property
    def objects(self) -> int:
        """Distinct objects, told apart by 64-bit hashes: two of a million take the same once in 37 million builds."""
        return len(self._objects)

    @property
    def vocabularies(self) -> list[str]:
        """The namespaces of the properties and classes used."""
        return sorted({namespace(name) for name in (*self.properties, *self.classes)})

    def add(self, subject: str | None, triples: list[ox.Quad]) -> None:
        """Count all triples of one subject, None for a blank node."""
        self.triples += len(triples)
        self.subjects += 1
        self.entities += subject is not None and subject.startswith(BASE)
        counted = Counter(triple.predicate.value for triple in triples)
        for name, number in counted.items():
            tally = self.properties.setdefault(name, Tally())
            tally.triples += number
            tally.entities += 1
        for triple in triples:
            self._object(subject, triple)
        for kind in {kind for triple in triples if (kind := _class(triple))}:
            tally = self.classes.setdefault(kind, Tally())
            tally.triples += len(triples)
            tally.entities += 1
            if subject is not None and subject.startswith(ID) and kind.startswith(COH):
                self.examples.setdefault(kind, subject)

    def _object(self, subject: str | None, triple: ox.Quad) -> None:
        self._objects.add(hash(triple.object))
        if triple.predicate.value in LINKS and subject is not None and subject.startswith((ID, CONCEPT)):
            target = triple.object.value if isinstance(triple.object, ox.NamedNode) else BASE
            if not target.startswith(BASE):
                self.links[triple.predicate.value, namespace(target)] += 1


def _class(triple: ox.Quad) -> str | None:
    if triple.predicate.value == TYPE and isinstance(triple.object, ox.NamedNode):
        return triple.object.value
    return None


def namespace(iri: str) -> str:
    """An IRI without its last name; never less than a scheme and a host."""
    found = re.match(r"([a-z][a-z0-9+.-]*://[^/#]*+[/#]?+)((?:.*[#/])?)[^#/]", iri)
    return found[1] + found[2] if found else iri


def statistics(quads: Iterable[ox.Quad]) -> dict[str | None, Statistics]:
    """The numbers of each named graph by its IRI, and of the union (None); the quads of a subject stand together."""
    found: dict[str | None, Statistics] = {}
    for subject, graph, triples in _by_subject(quads):
        found.setdefault(graph, Statistics()).add(subject, triples)
    return found


def _by_subject(quads: Iterable[ox.Quad]) -> Iterator[tuple[str | None, str | None, list[ox.Quad]]]:
    for subject, group in groupby(quads, key=lambda quad: quad.subject):
        graphs: dict[str | None, list[ox.Quad]] = {}
        for quad in group:
            name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else None
            graphs.setdefault(name, []).append(quad)
        for graph, triples in graphs.items():
            yield subject.value if isinstance(subject, ox.NamedNode) else None, graph, triples
