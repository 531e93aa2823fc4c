"""The shapes: each rule has an address, a code and words, and a fixture that keeps it and one that breaks it.

``tests/fixtures/shapes/<CODE>.ok.ttl`` keeps the rule CODE. Each resource of ``<CODE>.bad.ttl`` breaks one
constraint of it, on the line marked ``# expect: CODE`` (a missing value on the line of its class).
Both build on ``base.ttl``, a complete cohort, unless they begin with ``# without: base.ttl``.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).parent.parent
SHAPES = sorted((ROOT / "ontology" / "shapes").glob("*.ttl"))
FIXTURES = ROOT / "tests" / "fixtures" / "shapes"
BASE = "https://w3id.org/cohorte-graph/"
COH = Namespace(BASE + "def#")

# https://www.w3.org/TR/shacl/ (Core and SPARQL-based constraints), as far as these shapes use it.
SHACL_TERMS = set(
    re.findall(
        r"\w+",
        """
        NodeShape PropertyShape SPARQLConstraint IRI Violation Warning Info
        targetClass targetNode targetSubjectsOf targetObjectsOf property path inversePath severity message
        class datatype nodeKind minCount maxCount minInclusive maxInclusive minExclusive maxExclusive
        minLength maxLength pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals
        not and or xone node qualifiedValueShape qualifiedMinCount qualifiedMaxCount closed ignoredProperties
        hasValue in sparql select prefixes declare prefix namespace
        """,
    )
)
DESCRIPTIONS = {
    RDF.type, COH.code, COH.mayBeEmpty, SH.path, SH.property, SH.severity, SH.message, SH.prefixes,
    SH.targetClass, SH.targetNode, SH.targetSubjectsOf,
}  # fmt: skip
TOGETHER: dict[Node, Node] = {
    SH.closed: SH.ignoredProperties,
    SH.qualifiedMinCount: SH.qualifiedValueShape,
    SH.qualifiedMaxCount: SH.qualifiedValueShape,
}
BUILT_IN = tuple(str(namespace) for namespace in (RDF, RDFS, XSD, SH, OWL))


def _load(paths: list[Path]) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, publicID=BASE)
    return graph


@cache
def shapes() -> Graph:
    return _load(SHAPES)


@cache
def ontology() -> Graph:
    return _load(sorted((ROOT / "ontology").glob("*.ttl")))


@cache
def concepts() -> Graph:
    return _load(sorted((ROOT / "ontology" / "concepts").glob("*.ttl")))


def _all_shapes() -> list[Node]:
    return [shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in shapes().subjects(RDF.type, kind)]


CODES = {str(shapes().value(shape, COH.code)): shape for shape in _all_shapes()}
# Rules whose ok fixtures hold whole resources; those of the two other files are about what surrounds one.
WHOLE = {
    str(code)
    for path in SHAPES
    if path.stem not in ("completeness", "defined")
    for code in _load([path]).objects(None, COH.code)
}
BY_CODE = pytest.mark.parametrize("code", sorted(CODES))


def _closure(node: Node) -> Graph:
    """The triples of a shape with the blank nodes below it and its SPARQL constraint."""
    found = Graph()
    for triple in shapes().triples((node, None, None)):
        found.add(triple)
        if isinstance(triple[2], BNode) or triple[1] in (SH.sparql, SH.prefixes, SH.declare):
            found += _closure(triple[2])
    return found


def _alone(shape: Node) -> Graph:
    """A shapes graph in which this shape alone speaks; a property shape keeps its node shape's targets."""
    graph = _closure(shape)
    graph.remove((shape, SH.property, None))
    for parent in shapes().subjects(SH.property, shape):
        graph.add((parent, RDF.type, SH.NodeShape))
        graph.add((parent, SH.property, shape))
        for target in (SH.targetClass, SH.targetNode, SH.targetSubjectsOf):
            for value in shapes().objects(parent, target):
                graph.add((parent, target, value))
    return graph


@cache
def _text(code: str, kind: str) -> str:
    return (FIXTURES / f"{code}.{kind}.ttl").read_text(encoding="utf-8")


@cache
def _data(code: str, kind: str) -> Graph:
    text = _text(code, kind)
    graph = Graph() if text.startswith("# without: base.ttl") else _load([FIXTURES / "base.ttl"])
    return graph.parse(data=text, format="turtle")


def _results(data: Graph, rules: Graph) -> list[tuple[Node | None, Node | None, Node | None]]:
    """(source shape, focus node, severity) of each result."""
    _, report, _ = pyshacl.validate(data, shacl_graph=rules, do_owl_imports=False, inference="none")
    assert isinstance(report, Graph), report
    return [
        (report.value(r, SH.sourceShape), report.value(r, SH.focusNode), report.value(r, SH.resultSeverity))
        for r in report.objects(None, SH.result)
    ]


def _focus(code: str, kind: str, rules: Graph) -> set[str]:
    """The focus nodes that the rule reports; "_:" stands for a blank node."""
    found = {focus for shape, focus, _ in _results(_data(code, kind), rules) if shape == CODES[code]}
    return {"_:" if isinstance(focus, BNode) else str(focus) for focus in found}


def _expected(code: str) -> set[str]:
    """The subjects of the statements that hold a mark; the target node where it stands before them all."""
    subject, found = "", set()
    for line in _text(code, "bad").splitlines():
        start = re.match(r"<([^>]+)>|_:", line)
        if start:
            subject = BASE + start[1] if start[1] else "_:"
        if f"# expect: {code}" in line and subject:
            found.add(subject)
    return found or {str(shapes().value(CODES[code], SH.targetNode))}


def _mutants(shape: Node) -> list[tuple[str, Graph]]:
    """The rule with one constraint left out, once for each."""
    found = []
    for _, parameter, value in sorted(shapes().triples((shape, None, None))):
        if parameter in DESCRIPTIONS or parameter == SH.qualifiedValueShape:
            continue
        mutant = _alone(shape)
        mutant.remove((shape, parameter, value))
        if parameter in TOGETHER:
            mutant.remove((shape, TOGETHER[parameter], None))
        found.append((f"{parameter} {value}", mutant))
    return found


def test_there_are_shapes() -> None:
    assert len(SHAPES) > 10
    assert len(CODES) > 300


def test_every_shape_has_an_address_and_a_code_of_its_own() -> None:
    graph = shapes()
    for shape in _all_shapes():
        assert isinstance(shape, URIRef)
        assert str(shape).startswith(BASE + "shape/")
        assert len(list(graph.objects(shape, COH.code))) == 1, shape
    counts = Counter(str(code) for code in graph.objects(None, COH.code))
    assert [code for code, n in counts.items() if n > 1] == []
    assert [code for code in counts if not re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", code)] == []


def test_property_shapes_are_named_and_used() -> None:
    graph = shapes()
    named = set(graph.subjects(RDF.type, SH.PropertyShape))
    targets = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf)
    for shape in named:
        parents = list(graph.subjects(SH.property, shape))
        own = [value for target in targets for value in graph.objects(shape, target)]
        assert len(parents) + bool(own) == 1, f"{shape}: one node shape, or targets of its own"
    for parent in graph.subjects(RDF.type, SH.NodeShape):
        assert set(graph.objects(parent, SH.property)) <= named, parent
        assert any(graph.objects(parent, target) for target in targets), parent


def test_every_shape_speaks_french_and_english_and_says_how_grave_it_is() -> None:
    graph = shapes()
    for shape in [*_all_shapes(), *graph.subjects(RDF.type, SH.SPARQLConstraint)]:
        messages = [m for m in graph.objects(shape, SH.message) if isinstance(m, Literal)]
        assert sorted(str(m.language) for m in messages) == ["en", "fr"], shape
        assert min(len(m) for m in messages) > 30, shape
    for shape in _all_shapes():
        severities = list(graph.objects(shape, SH.severity))
        assert len(severities) == 1, shape
        assert severities[0] in (SH.Violation, SH.Warning, SH.Info), shape


def test_no_term_is_dead() -> None:
    graph = shapes()
    known = set(ontology().subjects())
    addresses = {str(s) for s in graph.subjects()} | {str(s) for s in concepts().subjects()}
    for term in sorted({str(t) for triple in graph for t in triple if isinstance(t, URIRef)}):
        if term.startswith(str(SH)):
            assert term.removeprefix(str(SH)) in SHACL_TERMS, term
        elif term.startswith(str(XSD)):
            assert URIRef(term) in XSD, term
        elif term.startswith(BASE) and not term.startswith(str(COH)):
            assert term in addresses, f"{term}: neither a shape nor a concept"
        elif not term.startswith(BUILT_IN):
            assert URIRef(term) in known, f"{term}: not declared in ontology/"


def test_every_path_is_a_property_and_every_target_a_class() -> None:
    graph, words = shapes(), ontology()
    for target in {*graph.objects(None, SH.targetClass), *graph.objects(None, SH.targetNode)}:
        assert (target, RDF.type, OWL.Class) in words, target
    properties = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    for path in {*graph.objects(None, SH.path), *graph.objects(None, SH.targetSubjectsOf)}:
        if isinstance(path, URIRef) and not str(path).startswith(BUILT_IN):
            assert properties & set(words.objects(path, RDF.type)), path


def test_every_class_has_a_node_shape() -> None:
    words = ontology()
    targeted = {
        target
        for shape in shapes().subjects(RDF.type, SH.NodeShape)
        for target in shapes().objects(shape, SH.targetClass)
    }
    classes = {c for c in words.subjects(RDF.type, OWL.Class) if str(c).startswith(str(COH))}
    assert len(classes) > 50
    bare = {c for c in classes if not targeted & set(words.transitive_objects(c, RDFS.subClassOf))}
    assert bare == set()


def test_every_class_of_concepts_has_its_scheme_checked() -> None:
    words = ontology()
    for concept_class in words.subjects(RDFS.subClassOf, SKOS.Concept):
        assert (None, SH.targetClass, concept_class) in shapes(), concept_class


def test_fixtures_and_codes_match() -> None:
    expected = {f"{code}.{kind}.ttl" for code in CODES for kind in ("ok", "bad")}
    assert {path.name for path in FIXTURES.glob("*.ttl")} == expected | {"base.ttl"}


def test_the_base_is_flawless() -> None:
    assert _results(_load([FIXTURES / "base.ttl"]), shapes()) == []


def _batches() -> list[Graph]:
    """The ok fixtures that are whole resources, in as few graphs as hold each subject once."""
    batches: list[tuple[set[Node], Graph]] = []
    for code in sorted(WHOLE):
        own = Graph().parse(data=_text(code, "ok"), format="turtle")
        subjects = set(own.subjects())
        taken, graph = next((b for b in batches if not b[0] & subjects), (None, None))
        if taken is None or graph is None:
            taken, graph = set(), _load([FIXTURES / "base.ttl"])
            batches.append((taken, graph))
        taken |= subjects
        graph += own
    return [graph for _, graph in batches]


def test_ok_fixtures_break_no_other_rule() -> None:
    batches = _batches()
    assert batches
    apart = {CODES[code] for code in CODES if code not in WHOLE}
    grave = {
        (shape, focus)
        for graph in batches
        for shape, focus, severity in _results(graph, shapes())
        if severity == SH.Violation and shape not in apart
    }
    assert grave == set()


@BY_CODE
def test_ok_keeps_the_rule(code: str) -> None:
    assert _focus(code, "ok", _alone(CODES[code])) == set()


@BY_CODE
def test_bad_breaks_the_rule_where_marked(code: str) -> None:
    marks = re.findall(r"# expect: (\S+)", _text(code, "bad"))
    assert set(marks) == {code}
    assert _focus(code, "bad", _alone(CODES[code])) == _expected(code)


@BY_CODE
def test_each_constraint_of_the_rule_is_tried(code: str) -> None:
    mutants = _mutants(CODES[code])
    assert mutants
    for left_out, mutant in mutants:
        noticed = _focus(code, "bad", mutant) != _expected(code) or _focus(code, "ok", mutant)
        assert noticed, f"no fixture notices: {left_out}"
