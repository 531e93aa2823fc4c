"""What HermiT is given: the statements that some axiom speaks of, as N-Triples lines.

Left out, because no axiom can be broken by it or something else judges it better:

- annotations (labels, definitions, dates): OWL gives them no meaning, and HermiT refuses xsd:date and its like;
- ``owl:imports`` and the headers of ontologies: nothing is to be fetched;
- literals whose datatype is not of OWL 2: HermiT stops at them, shapes check them;
- the words and places of passages (selectors), the reading order (annotations), and the texts written for queries
  (WRITTEN): programs write them, shapes and ``verify`` check each. Measured on the real cohort: 25,000 lines take
  twice as long as the 13,000 that are left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from cohorte_graph.iri import BASE, CONCEPT, ID, PREFIXES, expand

__all__ = ["Axioms", "one_name_each"]

TYPE = expand("rdf:type")
UNREAD = frozenset(expand(name) for name in ("oa:Annotation", "oa:TextQuoteSelector", "oa:TextPositionSelector"))
WRITTEN = frozenset(expand(name) for name in ("coh:sortKey", "coh:searchText", "coh:quote", "coh:pages"))
MEANINGLESS = frozenset(
    expand(name)
    for name in (
        "rdfs:label", "rdfs:comment", "rdfs:seeAlso", "rdfs:isDefinedBy",
        "owl:imports", "owl:versionInfo", "owl:versionIRI", "owl:priorVersion", "owl:backwardCompatibleWith",
        "owl:incompatibleWith", "owl:deprecated",
    )
)  # fmt: skip
LOGIC = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd"))
NUMBERS = """decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte
unsignedLong unsignedInt unsignedShort unsignedByte double float"""
OTHERS = """string normalizedString token language Name NCName NMTOKEN boolean hexBinary base64Binary anyURI dateTime
dateTimeStamp"""
DATATYPES = frozenset(
    {expand(f"xsd:{name}") for name in (NUMBERS + " " + OTHERS).split()}
    | {expand(name) for name in ("rdf:langString", "rdf:PlainLiteral", "rdf:XMLLiteral", "owl:real", "owl:rational")}
)
"""The OWL 2 datatype map (https://www.w3.org/TR/owl2-syntax/#Datatype_Maps) and RDF 1.1's name for texts."""
KEY = BASE + "reasoner#name"


@dataclass(frozen=True)
class Axioms:
    """The axioms of an ontology, and which statements about individuals they speak of."""

    triples: frozenset[ox.Triple]

    def lines(self) -> list[str]:
        """The axioms themselves."""
        return sorted(str(triple) for triple in self.triples if self._logical(triple))

    def _logical(self, triple: ox.Triple) -> bool:
        predicate, value = triple.predicate.value, triple.object
        if not predicate.startswith(LOGIC) or predicate in MEANINGLESS:
            return False
        if predicate == TYPE and isinstance(value, ox.NamedNode):
            known = value.value.startswith(LOGIC) or value.value in self.classes
            return known and value.value != expand("owl:Ontology")
        return True

    @cached_property
    def classes(self) -> frozenset[str]:
        return self._of_kind("owl:Class")

    @cached_property
    def relations(self) -> frozenset[str]:
        return self._of_kind("owl:ObjectProperty")

    @cached_property
    def values(self) -> frozenset[str]:
        return self._of_kind("owl:DatatypeProperty") - WRITTEN

    @cached_property
    def defined(self) -> frozenset[str]:
        """The classes whose members OWL can decide: those with an equivalent expression."""
        same = expand("owl:equivalentClass")
        return frozenset(_value(t.subject) for t in self.triples if t.predicate.value == same) - {""}

    def _of_kind(self, kind: str) -> frozenset[str]:
        wanted = expand(kind)
        stated = (t for t in self.triples if t.predicate.value == TYPE and _value(t.object) == wanted)
        return frozenset(_value(t.subject) for t in stated) - {""}

    def about(self, data: Iterable[ox.Triple]) -> list[ox.Triple]:
        """The statements of ``data`` that count, sorted."""
        data = list(data)
        unread = {str(t.subject) for t in data if t.predicate.value == TYPE and _value(t.object) in UNREAD}
        return sorted(
            (t for t in data if self._counts(t) and str(t.subject) not in unread and str(t.object) not in unread),
            key=str,
        )

    def _counts(self, triple: ox.Triple) -> bool:
        predicate, value = triple.predicate.value, triple.object
        if not _value(triple.subject) or isinstance(value, (ox.BlankNode, ox.Triple)):
            return False
        if predicate == TYPE:
            return _value(value) in self.classes
        if isinstance(value, ox.Literal):
            return predicate in self.values and value.datatype.value in DATATYPES
        return predicate in self.relations or predicate in (expand("owl:sameAs"), expand("owl:differentFrom"))


def one_name_each(data: Iterable[ox.Triple]) -> list[ox.Triple]:
    """What makes all our individuals different from each other: a name that each has alone and only once.

    Says the same as owl:AllDifferent, which for n individuals becomes n²/2 statements inside HermiT.
    """
    nodes = (node.value for t in data for node in (t.subject, t.object) if isinstance(node, ox.NamedNode))
    key = ox.NamedNode(KEY)
    kinds = (expand("owl:DatatypeProperty"), expand("owl:FunctionalProperty"))
    return [
        *(ox.Triple(key, ox.NamedNode(TYPE), ox.NamedNode(kind)) for kind in kinds),
        *(
            ox.Triple(ox.NamedNode(iri), key, ox.Literal(iri))
            for iri in sorted({iri for iri in nodes if iri.startswith((ID, CONCEPT))})
        ),
    ]


def _value(term: object) -> str:
    """The IRI of a named node, else nothing."""
    return term.value if isinstance(term, ox.NamedNode) else ""
