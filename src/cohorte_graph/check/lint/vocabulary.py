"""The words that an ontology declares, and the namespaces of which it may therefore judge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from cohorte_graph.check.lint.remark import closest
from cohorte_graph.iri import PREFIXES, namespace

__all__ = ["Vocabulary", "closest_iri"]

TYPE = PREFIXES["rdf"] + "type"
DECLARING = {
    PREFIXES[prefix] + name
    for prefix, names in {
        "rdf": "Property",
        "rdfs": "Class Datatype ContainerMembershipProperty",
        "owl": "Class DeprecatedClass NamedIndividual ObjectProperty DatatypeProperty AnnotationProperty "
        "OntologyProperty DeprecatedProperty FunctionalProperty InverseFunctionalProperty TransitiveProperty "
        "SymmetricProperty AsymmetricProperty ReflexiveProperty IrreflexiveProperty",
        "skos": "Concept ConceptScheme Collection OrderedCollection",
    }.items()
    for name in names.split()
}


@dataclass(frozen=True)
class Vocabulary:
    """Full IRIs of declared terms, and of the namespaces that hold one of them."""

    terms: frozenset[str]
    namespaces: frozenset[str]

    @classmethod
    def of(cls, triples: Iterable[ox.Triple]) -> Vocabulary:
        """What some triples declare: each IRI that they type as a class, property, datatype, concept or individual."""
        terms = frozenset(
            triple.subject.value
            for triple in triples
            if triple.predicate.value == TYPE
            and isinstance(triple.subject, ox.NamedNode)
            and isinstance(triple.object, ox.NamedNode)
            and triple.object.value in DECLARING
        )
        return cls(terms, frozenset(map(namespace, terms)))

    def misses(self, iri: str) -> bool:
        """Whether a term is absent that the ontology, which speaks of its namespace, would declare."""
        return iri not in self.terms and namespace(iri) in self.namespaces


def closest_iri(iri: str, known: Iterable[str]) -> str:
    """The IRI of the same namespace whose last part is most like this one's, or the empty string."""
    own = namespace(iri)
    names = {one[len(own) :]: one for one in known if namespace(one) == own}
    return names.get(closest(iri[len(own) :], names), "")
