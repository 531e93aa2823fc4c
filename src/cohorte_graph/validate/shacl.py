"""pyshacl, the judge, run on plain graphs; rdflib and pyshacl are imported only in this part, where they are needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from cohorte_graph.errors import RunError
from cohorte_graph.validate.paths import Path
from cohorte_graph.validate.results import SEVERITIES, Term, ValidationResult
from cohorte_graph.validate.shapes import ShapesGraph

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

__all__ = ["ranked", "validate"]

REPEATS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def validate(data: Iterable[ox.Triple], shapes: Iterable[ox.Triple]) -> list[ValidationResult]:
    """The results of validating ``data`` against ``shapes``, sorted, the worst first.

    Shapes see the data as they are: no entailment, no owl:imports. Blank nodes keep their names. Raises RunError
    where pyshacl fails.
    """
    import pyshacl  # half a second that only builds and checks pay
    from rdflib import SH, Graph

    known = ShapesGraph(shapes)
    try:
        _, report, text = pyshacl.validate(
            rdflib_graph(data),
            shacl_graph=rdflib_graph(known.triples),
            inference="none",
            do_owl_imports=False,
            advanced=False,
            meta_shacl=False,
        )
    except MemoryError:
        raise
    except Exception as error:  # pyshacl raises its own errors and rdflib's
        raise RunError(f"pyshacl could not validate: {error}") from error
    if not isinstance(report, Graph):
        raise RunError(f"pyshacl could not validate: {text}")
    return ranked(_result(report, node, known) for node in report.objects(None, SH.result))


def ranked(results: Iterable[ValidationResult]) -> list[ValidationResult]:
    """Sorted, the worst first."""
    return sorted(results, key=lambda r: (SEVERITIES.index(r.severity), r))


def rdflib_graph(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """The same triples for rdflib: literals in the words they have, blank nodes under the names they have."""
    import rdflib

    known: dict[object, Node] = {}

    def term(given: Term) -> Node:
        found = known.get(given)
        if found is None:
            found = known[given] = _node(given)
        return found

    graph = rdflib.Graph()
    for triple in triples:
        graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph


def _node(term: Term) -> Node:
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    assert isinstance(term, ox.Literal), "no triple terms"
    if term.language:
        return Literal(term.value, lang=term.language)
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)


def _result(report: rdflib.Graph, node: Node, shapes: ShapesGraph) -> ValidationResult:
    from rdflib import SH

    def one(predicate: Node) -> str:
        value = report.value(node, predicate)
        return "" if value is None else _written(value)

    shape = one(SH.sourceShape)
    said = sorted(str(text) for text in report.objects(node, SH.resultMessage))
    component = shapes.component(one(SH.sourceConstraintComponent)[1:-1], shape)
    messages = shapes.messages(shape, component, one(SH.sourceConstraint), said)
    path = report.value(node, SH.resultPath)
    return ValidationResult(
        severity=shapes.severity(one(SH.resultSeverity)[1:-1]),
        code=shapes.code(shape),
        focus=one(SH.focusNode),
        path="" if path is None else str(_path(report, path)),
        value=one(SH.value),
        message_fr=messages.get("fr", messages.get("", "")),
        message_en=messages.get("en", messages.get("", "")),
        component=component,
        shape=shapes.nearest(shape),
        source=shape,
        details=tuple(sorted(_result(report, detail, shapes) for detail in report.objects(node, SH.detail))),
    )


def _written(node: Node) -> str:
    """A term as pyoxigraph writes it, so that the terms of both engines can be compared."""
    from rdflib import BNode, Literal, URIRef

    if isinstance(node, URIRef):
        return str(ox.NamedNode(str(node)))
    if isinstance(node, BNode):
        return f"_:{node}"
    assert isinstance(node, Literal)
    if node.language:
        return str(ox.Literal(str(node), language=node.language))
    if node.datatype:
        return str(ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))))
    return str(ox.Literal(str(node)))


def _path(graph: rdflib.Graph, node: Node) -> Path:
    """A property path of a graph (SHACL §2.3.1); a node that is none becomes an IRI that says what it is."""
    from rdflib import RDF, SH, URIRef
    from rdflib.collection import Collection

    if isinstance(node, URIRef):
        return Path("iri", str(node))
    if graph.value(node, RDF.first) is not None:
        return Path("/", parts=tuple(_path(graph, step) for step in Collection(graph, node)))
    inverse = graph.value(node, SH.inversePath)
    if inverse is not None:
        return Path("^", parts=(_path(graph, inverse),))
    either = graph.value(node, SH.alternativePath)
    if either is not None:
        return Path("|", parts=tuple(_path(graph, step) for step in Collection(graph, either)))
    for name, sign in REPEATS.items():
        repeated = graph.value(node, SH[name])
        if repeated is not None:
            return Path(sign, parts=(_path(graph, repeated),))
    return Path("iri", str(node))
