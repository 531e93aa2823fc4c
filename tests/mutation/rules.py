"""The rules of ontology/shapes/, each alone, and what a rule says of its fixtures."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import shacl

__all__ = [
    "BASE",
    "CODES",
    "COH",
    "FIXTURES",
    "SH",
    "TARGETS",
    "Node",
    "Results",
    "Shapes",
    "alone",
    "codes_below",
    "elsewhere",
    "fixtures_of",
    "judged_by_pyshacl",
    "results",
    "rule_codes",
    "shapes",
    "superclasses",
]  # fmt: skip

ROOT = Path(__file__).parent.parent.parent
FIXTURES = ROOT / "tests" / "fixtures" / "shapes"
BASE = "https://w3id.org/cohorte-graph/"
COH = BASE + "def#"
SH = "http://www.w3.org/ns/shacl#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SUBCLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
CODE = ox.NamedNode(COH + "code")
TARGETS = {ox.NamedNode(SH + name) for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")}
LINKS = {ox.NamedNode(SH + name) for name in ("sparql", "prefixes", "declare")}
PROPERTY = ox.NamedNode(SH + "property")

Node = ox.NamedNode | ox.BlankNode | ox.Literal
Shapes = frozenset[ox.Triple]
Result = tuple[str, str, str, str]
Results = frozenset[Result]
"""(focus node, severity, value, path) of each result; "_:" stands for a blank node, whose name depends on the text."""


def _read(*paths: Path) -> frozenset[ox.Triple]:
    return frozenset(
        quad.triple for path in paths for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=BASE)
    )


class _Graph:
    """The shapes by subject and by object."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.of: dict[Node, list[ox.Triple]] = {}
        self.to: dict[Node, list[ox.Triple]] = {}
        for triple in triples:
            self.of.setdefault(triple.subject, []).append(triple)
            self.to.setdefault(triple.object, []).append(triple)

    def closure(self, node: Node) -> frozenset[ox.Triple]:
        """The triples of a shape with the blank nodes below it and its SPARQL constraint."""
        found: set[ox.Triple] = set()
        for triple in self.of.get(node, []):
            found.add(triple)
            if isinstance(triple.object, ox.BlankNode) or triple.predicate in LINKS:
                found |= self.closure(triple.object)
        return frozenset(found)


@cache
def shapes() -> _Graph:
    return _Graph(_read(*sorted((ROOT / "ontology" / "shapes").glob("*.ttl"))))


@cache
def superclasses() -> dict[Node, list[ox.NamedNode]]:
    """The named classes right above each class of the ontology."""
    found: dict[Node, list[ox.NamedNode]] = {}
    for triple in _read(ROOT / "ontology" / "cohorte.ttl"):
        if triple.predicate == SUBCLASS and isinstance(triple.object, ox.NamedNode):
            found.setdefault(triple.subject, []).append(triple.object)
    return {name: sorted(above, key=str) for name, above in found.items()}


@cache
def rule_codes() -> dict[str, ox.NamedNode]:
    """The shape of each rule by its code."""
    return {t.object.value: t.subject for ts in shapes().of.values() for t in ts if t.predicate == CODE}


CODES = {shape: code for code, shape in rule_codes().items()}


def codes_below(shape: Node) -> list[str]:
    """The codes of a shape and of the property shapes that share its targets."""
    linked = [t.object for t in shapes().of[shape] if t.predicate == PROPERTY and t.object in CODES]
    return sorted(CODES[node] for node in [shape, *linked])


@cache
def alone(code: str) -> Shapes:
    """A shapes graph in which this rule alone speaks; a property shape keeps its node shape's targets."""
    shape, graph = rule_codes()[code], shapes()
    found = {t for t in graph.closure(shape) if (t.subject, t.predicate) != (shape, PROPERTY) or t.object not in CODES}
    for link in graph.to.get(shape, []):
        if link.predicate == PROPERTY:
            kept = {t for t in graph.of[link.subject] if t.predicate in TARGETS | {RDF_TYPE}}
            found |= {link} | kept
    return frozenset(found)


@cache
def _text(code: str, kind: str) -> str:
    """The data of a fixture as N-Triples."""
    path = FIXTURES / f"{code}.{kind}.ttl"
    own = _read(path)
    if not path.read_text("utf-8").startswith("# without: base.ttl"):
        own |= _read(FIXTURES / "base.ttl")
    return _n_triples(own)


def fixtures_of(code: str) -> list[str]:
    """The data of the rule's two fixtures."""
    return [_text(code, "ok"), _text(code, "bad")]


@cache
def elsewhere() -> str:
    """Resources whose addresses no fixture can hold."""
    return _n_triples(_read(Path(__file__).parent / "elsewhere.ttl"))


def _n_triples(triples: Iterable[ox.Triple]) -> str:
    return "".join(sorted(f"{triple} .\n" for triple in triples))


def results(rule: Shapes, data: str) -> Results:
    """What the rule says of the data, by the engine ``shacl``; ValueError where it cannot read the rule."""
    report = shacl.Shapes.from_text(_n_triples(rule), "ntriples").validate_text(data, "ntriples")
    return frozenset(
        (_name(one.focus_node), one.severity, _name(one.value or ""), one.path or "") for one in report.results
    )


def _name(term: str) -> str:
    return "_:" if term.startswith("_:") else term


def judged_by_pyshacl(rule: Shapes, data: str) -> frozenset[tuple[str, str, str]]:
    """(focus node, severity, value) of each result, by pyshacl, in N-Triples; it raises its own errors."""
    import pyshacl
    import rdflib

    graphs = [rdflib.Graph().parse(data=text, format="nt") for text in (data, _n_triples(rule))]
    _, report, said = pyshacl.validate(graphs[0], shacl_graph=graphs[1], do_owl_imports=False, inference="none")
    assert isinstance(report, rdflib.Graph), said

    def one(result: rdflib.term.Node, predicate: rdflib.URIRef) -> str:
        value = report.value(result, predicate)
        return "" if value is None else "_:" if isinstance(value, rdflib.BNode) else value.n3()

    told = rdflib.SH
    return frozenset(
        (one(r, told.focusNode), one(r, told.resultSeverity)[1:-1].removeprefix(SH), one(r, told.value))
        for r in report.objects(None, told.result)
    )
