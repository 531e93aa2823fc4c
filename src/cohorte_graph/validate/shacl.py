"""pyshacl run on plain graphs; rdflib and pyshacl are imported only here, where a build needs them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from cohorte_graph.errors import RunError
from cohorte_graph.iri import COH, compact
from cohorte_graph.validate.results import SEVERITIES, ValidationResult

if TYPE_CHECKING:
    import rdflib
    from rdflib import URIRef
    from rdflib.term import Node

__all__ = ["validate"]


def validate(data: Iterable[ox.Triple], shapes: Iterable[ox.Triple]) -> list[ValidationResult]:
    """The results of validating ``data`` against ``shapes``, sorted, the worst first.

    Shapes see the data as they are: no entailment, no owl:imports. Raises RunError where pyshacl fails.
    """
    import pyshacl  # half a second that only builds pay
    from rdflib import SH

    shapes_graph = _rdflib_graph(shapes)
    try:
        _, report, _ = pyshacl.validate(
            _rdflib_graph(data),
            shacl_graph=shapes_graph,
            inference="none",
            do_owl_imports=False,
            advanced=False,
            meta_shacl=False,
        )
    except Exception as error:  # pyshacl raises its own errors and rdflib's
        raise RunError(f"pyshacl could not validate: {error}") from error
    results = [_result(report, node, shapes_graph) for node in report.subjects(None, SH.ValidationResult)]
    return sorted(results, key=lambda r: (SEVERITIES.index(r.severity), r))


def _rdflib_graph(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt11")
    return graph


def _result(report: rdflib.Graph, node: Node, shapes: rdflib.Graph) -> ValidationResult:
    from rdflib import SH, URIRef

    def one(predicate: URIRef) -> str:
        value = report.value(node, predicate)
        return "" if value is None else str(value)

    shape = report.value(node, SH.sourceShape)
    code = shapes.value(shape, URIRef(COH + "code"))
    messages = _messages(report, node, SH.resultMessage)
    if not {"fr", "en"} <= messages.keys():
        # pyshacl strips the languages of the messages of SPARQL constraints: the shapes have them.
        for source in (report.value(node, SH.sourceConstraint), shape):
            messages = messages | _messages(shapes, source, SH.message) if source is not None else messages
    return ValidationResult(
        severity=one(SH.resultSeverity).rsplit("#", 1)[-1],
        code=str(code or shape or ""),
        focus=one(SH.focusNode),
        path=_path(report, report.value(node, SH.resultPath)),
        value=one(SH.value),
        message_fr=messages.get("fr", messages.get("", "")),
        message_en=messages.get("en", messages.get("", "")),
        component=one(SH.sourceConstraintComponent).rsplit("#", 1)[-1].removesuffix("ConstraintComponent"),
    )


def _messages(graph: rdflib.Graph, node: Node, predicate: URIRef) -> dict[str, str]:
    from rdflib import Literal

    return {str(m.language or ""): str(m) for m in graph.objects(node, predicate) if isinstance(m, Literal)}


def _path(graph: rdflib.Graph, path: Node | None) -> str:
    """A property path as SPARQL writes it (SHACL §2.3.1): an IRI alone stays one."""
    from rdflib import RDF, SH, URIRef
    from rdflib.collection import Collection

    if path is None or isinstance(path, URIRef):
        return str(path or "")
    if graph.value(path, RDF.first) is not None:
        return "/".join(compact(_path(graph, step)) for step in Collection(graph, path))
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return "^" + compact(_path(graph, inverse))
    either = graph.value(path, SH.alternativePath)
    if either is not None:
        return "|".join(compact(_path(graph, step)) for step in Collection(graph, either))
    for name, sign in ((SH.zeroOrMorePath, "*"), (SH.oneOrMorePath, "+"), (SH.zeroOrOnePath, "?")):
        repeated = graph.value(path, name)
        if repeated is not None:
            return compact(_path(graph, repeated)) + sign
    return ""
