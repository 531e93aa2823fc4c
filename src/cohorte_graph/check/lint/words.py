"""Classes, predicates and datatypes of the shapes that their ontology, XSD or RDF does not know."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from cohorte_graph.check.lint.paths import predicates
from cohorte_graph.check.lint.remark import Remark, closest, meant, said
from cohorte_graph.check.lint.statements import TYPE, Node, Statements
from cohorte_graph.check.lint.terms import SH
from cohorte_graph.check.lint.vocabulary import Vocabulary, closest_iri
from cohorte_graph.check.result import Remedy
from cohorte_graph.check.turtle import turtle
from cohorte_graph.iri import PREFIXES, compact, expand

__all__ = ["unknown_datatypes", "unknown_words"]

DATATYPE = "SHAPES-UNKNOWN-DATATYPE"
WORD = "SHAPES-UNKNOWN-WORD"
CLASS_TAKING = ("class", "targetClass")
PREDICATE_TAKING = ("disjoint", "equals", "lessThan", "lessThanOrEquals", "targetObjectsOf", "targetSubjectsOf")
# https://www.w3.org/TR/xmlschema11-2/, https://www.w3.org/TR/rdf12-concepts/, https://www.w3.org/TR/owl2-syntax/
DATATYPES = {
    PREFIXES[prefix] + name
    for prefix, names in {
        "xsd": """anyAtomicType anySimpleType anyType anyURI base64Binary boolean byte date dateTime dateTimeStamp
        dayTimeDuration decimal double duration ENTITIES ENTITY float gDay gMonth gMonthDay gYear gYearMonth hexBinary
        ID IDREF IDREFS int integer language long Name NCName negativeInteger NMTOKEN NMTOKENS nonNegativeInteger
        nonPositiveInteger normalizedString NOTATION positiveInteger QName short string time token unsignedByte
        unsignedInt unsignedLong unsignedShort yearMonthDuration""",
        "rdf": "dirLangString HTML JSON langString PlainLiteral XMLLiteral",
        "owl": "rational real",
    }.items()
    for name in names.split()
}
JUDGED = tuple(PREFIXES[prefix] for prefix in ("xsd", "rdf", "rdfs", "owl", "sh"))


def unknown_datatypes(graph: Statements, words: Vocabulary | None) -> Iterator[Remark]:
    """A remark for each sh:datatype that is none; of other namespaces only an ontology that speaks of them knows."""
    own = Vocabulary.of(graph)
    for triple in graph.all("datatype"):
        value = triple.object
        if not isinstance(value, ox.NamedNode) or value.value in DATATYPES | own.terms:
            continue
        if not value.value.startswith(JUDGED) and not (words and words.misses(value.value)):
            continue
        if words and value.value in words.terms:
            continue
        yield graph.remark(
            DATATYPE,
            triple,
            f"{said(value)} n'est pas un type de données : aucune valeur ne l'a.",
            f"{said(value)} is no datatype: no value has it.",
            remedy=_datatype_meant(value.value, words),
        )


def _datatype_meant(iri: str, words: Vocabulary | None) -> Remedy | None:
    name = compact(iri)
    if name in ("rdfs:Literal", "rdfs:Resource"):
        kind = "sh:nodeKind sh:Literal" if name == "rdfs:Literal" else "sh:nodeKind sh:BlankNodeOrIRI"
        return meant(kind, line=f"{kind} ;")
    declared = words.terms if words else frozenset()
    better = closest_iri(iri, DATATYPES | declared) or expand(closest(name, map(compact, DATATYPES)))
    right = turtle(ox.NamedNode(better)) if better else ""
    return meant(right, line=f"sh:datatype {right} ;")


def unknown_words(graph: Statements, words: Vocabulary | None) -> Iterator[Remark]:
    """A remark for each class or predicate that is not in the ontology, where that speaks of its namespace."""
    if words is None:
        return
    own = Vocabulary.of(t for t in graph if t.subject not in graph.shapes).terms
    for triple in _classes(graph):
        yield from _unknown(graph, triple, triple.object, words, own)
    for triple in _implicit(graph):
        yield from _unknown(graph, triple, triple.subject, words, own)
    for triple in _predicates(graph):
        yield from _unknown(graph, triple, triple.object, words, own)


def _classes(graph: Statements) -> list[ox.Triple]:
    return graph.all(*CLASS_TAKING)


def _implicit(graph: Statements) -> list[ox.Triple]:
    shapes: list[Node] = [shape for shape in graph.shapes if graph.is_implicit_class(shape)]
    return [graph.about(shape, TYPE)[0] for shape in shapes]


def _predicates(graph: Statements) -> Iterator[ox.Triple]:
    yield from (triple for triple in predicates(graph) if triple.subject not in graph.parameters)
    yield from graph.all(*PREDICATE_TAKING)
    for triple in graph.all("ignoredProperties"):
        yield from graph.members(triple)[0]


def _unknown(
    graph: Statements, triple: ox.Triple, term: object, words: Vocabulary, own: frozenset[str]
) -> Iterator[Remark]:
    if not isinstance(term, ox.NamedNode) or term.value in own or not words.misses(term.value):
        return
    better = closest_iri(term.value, words.terms)
    yield graph.remark(
        WORD,
        triple,
        f"{said(term)} n'est pas dans l'ontologie : la forme ne rencontre rien de ce nom.",
        f"{said(term)} is not in the ontology: the shape meets nothing of that name.",
        remedy=_line(triple, term, better),
    )


def _line(triple: ox.Triple, term: ox.NamedNode, better: str) -> Remedy | None:
    if not better:
        return None
    direct = triple.object == term and triple.predicate.value.startswith(SH)
    right = turtle(ox.NamedNode(better))
    return meant(right, line=f"{turtle(triple.predicate)} {right} ;" if direct else "")
