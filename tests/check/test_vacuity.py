"""A shape that meets no node has checked nothing, and is told so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

from cohorte_graph.check.result import CheckReport, CheckResult
from cohorte_graph.check.run import Options, check
from cohorte_graph.check.subject import of_files
from cohorte_graph.check.vacuity import focus_counts
from cohorte_graph.validate.shapes import ShapesGraph

ZOO = Path(__file__).parents[1] / "fixtures" / "lint" / "ontology" / "zoo.ttl"
PREFIXES = """@prefix ex: <http://example.org/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix coh: <https://w3id.org/cohorte-graph/def#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
EX = "http://example.org/ns#"


def _triples(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)]


def _counts(data: str, shapes: str) -> dict[str, int]:
    counts = focus_counts(_triples(data), ShapesGraph(_triples(shapes)))
    return {shape.strip("<>").removeprefix(EX): count for shape, count in counts.items()}


DATA = """
ex:rex a ex:Dog ; ex:keptBy ex:ann , ex:bob ; ex:weight 30 , "30" , 30.0 .
ex:tom a ex:Cat , ex:Animal ; ex:keptBy ex:ann .
[] a ex:Dog .
ex:Dog rdfs:subClassOf ex:Mammal . ex:Mammal rdfs:subClassOf ex:Animal . ex:Animal rdfs:subClassOf ex:Animal .
"""


@pytest.mark.parametrize(
    ("shape", "count"),
    {
        "sh:targetClass ex:Dog": 2,
        "sh:targetClass ex:Animal": 3,
        "sh:targetClass ex:Bird": 0,
        "sh:targetClass ex:Dog , ex:Cat": 3,
        "sh:targetNode ex:rex , ex:nobody , 5": 3,
        "sh:targetSubjectsOf ex:keptBy": 2,
        "sh:targetObjectsOf ex:keptBy": 2,
        "sh:targetObjectsOf ex:weight": 3,
        "sh:targetObjectsOf ex:absent": 0,
        "sh:targetClass ex:Cat ; sh:targetNode ex:tom ; sh:targetSubjectsOf ex:keptBy": 2,
        "sh:targetSubjectsOf rdfs:subClassOf": 3,
        "sh:targetSubjectsOf <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>": 3,
        "sh:deactivated false ; sh:targetClass ex:Cat": 1,
    }.items(),
    ids=str,
)
def test_each_kind_of_target_is_counted(shape: str, count: int) -> None:
    assert _counts(DATA, f"ex:S {shape} .") == {"S": count}


@pytest.mark.parametrize(
    "shape",
    [
        "ex:Dog a rdfs:Class , sh:NodeShape .",
        "ex:Dog a owl:Class , sh:NodeShape .",
        "ex:Dog a rdfs:Class , sh:PropertyShape ; sh:path ex:p .",
        "ex:Dog a rdfs:Class ; sh:property [ sh:path ex:p ] .",
        "ex:Kind rdfs:subClassOf rdfs:Class . ex:Dog a ex:Kind , sh:NodeShape .",
    ],
)
def test_a_shape_that_is_a_class_meets_its_members(shape: str) -> None:
    assert _counts(DATA, shape) == {"Dog": 2}


@pytest.mark.parametrize(
    "shape",
    [
        "ex:S a sh:NodeShape .",
        "ex:S sh:targetClass ex:Dog ; sh:deactivated true .",
        "ex:S sh:targetClass ex:Dog ; sh:deactivated '1'^^<http://www.w3.org/2001/XMLSchema#boolean> .",
        "ex:Dog a rdfs:Class .",
        "ex:Kind rdfs:subClassOf ex:Top . ex:Top rdfs:subClassOf rdfs:Class . ex:Dog a ex:Kind , sh:NodeShape .",
    ],
)
def test_what_has_no_target_or_is_deactivated_is_not_counted(shape: str) -> None:
    assert _counts(DATA, shape) == {}


def _report(tmp_path: Path, shapes: str, *, ontology: bool = False, may_be_empty: tuple[str, ...] = ()) -> CheckReport:
    (tmp_path / "data.ttl").write_text(PREFIXES + "ex:tom a ex:Keeper .\n")
    (tmp_path / "shapes.ttl").write_text(PREFIXES + shapes)
    words = [ZOO] if ontology else []
    subject = of_files([tmp_path / "data.ttl"], [tmp_path / "shapes.ttl"], words)
    return check(subject, Options(may_be_empty=may_be_empty))


def _empty(report: CheckReport) -> list[CheckResult]:
    return [one for one in report.results if one.code == "NO-FOCUS"]


SHAPE = "ex:MammalShape a sh:NodeShape ; sh:targetClass ex:{} ; sh:nodeKind sh:IRI ."


def test_a_shape_without_focus_node_is_a_violation_placed_where_it_is_described(tmp_path: Path) -> None:
    (found,) = _empty(_report(tmp_path, SHAPE.format("Mammal")))

    assert found.severity == "Violation"
    assert found.stage == "vacuity"
    assert found.at == "shape"
    assert found.place
    assert (found.place.path, found.place.line) == (tmp_path / "shapes.ttl", 6)
    assert found.shape == found.anchor == EX + "MammalShape"
    assert found.message.fr == (
        "La forme MammalShape ne rencontre aucun nœud (http://example.org/ns#Mammal) : elle n'a rien vérifié."
    )
    assert found.message.en == (
        "The shape MammalShape meets no node (http://example.org/ns#Mammal): it has checked nothing."
    )
    assert found.remedy
    assert found.remedy.turtle == "coh:mayBeEmpty true ;"
    assert "--may-be-empty MammalShape" in found.remedy.words.en


MET = "ex:KeeperShape a sh:NodeShape ; sh:targetClass ex:Keeper ; sh:nodeKind sh:IRI ."


@pytest.mark.parametrize("ontology", [True, False])
def test_a_shape_of_the_program_that_meets_nothing_is_no_fault_of_the_project(tmp_path: Path, ontology: bool) -> None:
    """The next report may have no such thing, and its steward cannot change the shape."""
    own = _report(tmp_path, SHAPE.format("Mammal") + MET, ontology=ontology)
    assert [one.severity for one in _empty(own)] == ["Warning" if ontology else "Violation"]
    subject = of_files([tmp_path / "data.ttl"], [tmp_path / "shapes.ttl"], [ZOO] if ontology else [])
    borrowed = check(replace(subject, borrowed=True), Options())
    assert [one.severity for one in _empty(borrowed)] == ["Info"]
    allowed = check(replace(subject, borrowed=True), Options(may_be_empty=("MammalShape",)))
    assert _empty(allowed) == []


def test_shapes_of_the_program_of_which_none_meets_anything_have_checked_nothing(tmp_path: Path) -> None:
    _report(tmp_path, SHAPE.format("Mammal"), ontology=True)
    subject = of_files([tmp_path / "data.ttl"], [tmp_path / "shapes.ttl"], [ZOO])
    report = check(replace(subject, borrowed=True), Options())
    assert {one.code: one.severity for one in report.results if one.stage == "vacuity"} == {
        "NO-FOCUS": "Info",
        "NOTHING-CHECKED": "Violation",
    }


def test_a_shape_that_meets_a_node_is_not_told_and_is_counted(tmp_path: Path) -> None:
    report = _report(tmp_path, SHAPE.format("Keeper"))

    assert _empty(report) == []
    assert [(one.code, one.focus_nodes) for one in report.shapes] == [("MammalShape", 1)]


@pytest.mark.parametrize(
    ("target", "severity", "offered"),
    [
        ("sh:targetClass ex:Mammal", "Warning", ""),
        ("sh:targetClass ex:Mamal", "Violation", "Did you mean http://example.org/ns#Mammal? "),
        ("sh:targetClass ex:Mammal , ex:Mamal", "Violation", "Did you mean http://example.org/ns#Mammal? "),
        ("sh:targetSubjectsOf ex:keptBy", "Warning", ""),
        ("sh:targetObjectsOf ex:kepBy", "Violation", "Did you mean http://example.org/ns#keptBy? "),
        ("sh:targetClass <urn:elsewhere>", "Violation", ""),
    ],
)
def test_an_ontology_tells_what_is_only_absent_from_what_is_misspelt(
    tmp_path: Path, target: str, severity: str, offered: str
) -> None:
    (found,) = _empty(_report(tmp_path, f"ex:S a sh:NodeShape ; {target} ; sh:nodeKind sh:IRI .", ontology=True))

    assert found.severity == severity
    assert found.remedy
    assert found.remedy.words.en == (
        f"{offered}Correct the target, give the data that are missing, or admit the void: --may-be-empty S"
    )


def test_a_shape_may_declare_that_it_may_be_empty(tmp_path: Path) -> None:
    assert _empty(_report(tmp_path, SHAPE.format("Mammal ; coh:mayBeEmpty true"))) == []
    assert len(_empty(_report(tmp_path, SHAPE.format("Mammal ; coh:mayBeEmpty false")))) == 1


CODED = """
ex:One a sh:NodeShape ; coh:code "FIRST" ; sh:targetClass ex:Mammal ; sh:nodeKind sh:IRI .
coh:Two a sh:NodeShape ; sh:targetClass ex:Mammal ; sh:nodeKind sh:IRI .
"""


@pytest.mark.parametrize(
    ("allowed", "left"),
    [
        ((), ["FIRST", "Two"]),
        (("FIRST",), ["Two"]),
        ((EX + "One",), ["Two"]),
        (("One",), ["FIRST", "Two"]),
        (("coh:Two",), ["FIRST"]),
        (("Two", "FIRST"), []),
        (("all",), []),
        (("Mammal",), ["FIRST", "Two"]),
    ],
    ids=str,
)
def test_a_call_may_name_shapes_that_may_be_empty_by_code_iri_or_short_name(
    tmp_path: Path, allowed: tuple[str, ...], left: list[str]
) -> None:
    found = _empty(_report(tmp_path, CODED, may_be_empty=allowed))

    assert sorted(one.message.en.split()[2] for one in found) == left


def test_shapes_that_are_refused_are_not_said_to_be_empty(tmp_path: Path) -> None:
    report = _report(tmp_path, "ex:S a sh:NodeShape ; sh:targetClass ex:Mammal ; sh:node ex:S .")

    assert "SHAPES-LOOP" in {one.code for one in report.results}
    assert _empty(report) == []


# Random graphs; the judge is a SPARQL query in the words of SHACL §2.1.3, which rdflib answers.

NODES = st.sampled_from(["ex:n0", "ex:n1", "ex:n2", "_:b", "_:c"])
CLASSES = st.sampled_from(["ex:C0", "ex:C1", "ex:C2", "ex:C3"])
LINKS = st.sampled_from(["ex:p", "ex:q"])
VALUES = NODES | CLASSES | st.sampled_from(["1", '"1"', '"a"@en'])
STATEMENTS = st.lists(
    st.tuples(NODES, st.just("a"), CLASSES)
    | st.tuples(CLASSES, st.just("rdfs:subClassOf"), CLASSES)
    | st.tuples(NODES, LINKS, VALUES),
    max_size=14,
)
TARGETS = st.lists(
    st.tuples(st.just("sh:targetClass"), CLASSES)
    | st.tuples(st.just("sh:targetNode"), st.sampled_from(["ex:n0", "ex:n9", "ex:C0", "1"]))
    | st.tuples(st.sampled_from(["sh:targetSubjectsOf", "sh:targetObjectsOf"]), LINKS | st.just("rdfs:subClassOf"))
    | st.tuples(st.just("a"), st.sampled_from(["rdfs:Class", "sh:NodeShape"])),
    min_size=1,
    max_size=4,
)
FOCUS = {
    "sh:targetClass": "{{ ?focus a/rdfs:subClassOf* {0} }}",
    "sh:targetNode": "{{ BIND({0} AS ?focus) }}",
    "sh:targetSubjectsOf": "{{ ?focus {0} ?any }}",
    "sh:targetObjectsOf": "{{ ?any {0} ?focus }}",
}
Statement = tuple[str, str, str]
Pairs = list[tuple[str, str]]


def _counted_by_sparql(data: str, shape: str, targets: Pairs) -> dict[str, int]:
    parts = [FOCUS[name].format(value) for name, value in targets if name in FOCUS]
    is_shape = bool(parts) or ("a", "sh:NodeShape") in targets
    if is_shape and ("a", "rdfs:Class") in targets:
        parts.append(FOCUS["sh:targetClass"].format(shape))
    if not parts:
        return {}
    graph = Graph().parse(data=PREFIXES + data, format="turtle")
    rows = graph.query(
        f"PREFIX ex: <{EX}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        f"SELECT DISTINCT ?focus {{ {' UNION '.join(parts)} }}"
    )
    return {shape.removeprefix("ex:"): len(list(rows))}


@settings(max_examples=150, deadline=None)
@given(STATEMENTS, TARGETS)
def test_focus_nodes_are_as_many_as_a_sparql_query_finds(
    statements: list[tuple[str, str, str]], targets: Pairs
) -> None:
    data = " ".join(f"{' '.join(statement)} ." for statement in statements)
    shapes = " ".join(f"ex:C0 {name} {value} ." for name, value in targets)

    assert _counts(data, shapes) == _counted_by_sparql(data, "ex:C0", targets)


@pytest.mark.parametrize(
    "shape",
    [
        "ex:Keeper a rdfs:Class , sh:NodeShape ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
        "ex:Keeper a owl:Class , sh:NodeShape ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
        "ex:Kind rdfs:subClassOf rdfs:Class . ex:Keeper a ex:Kind ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
    ],
)
def test_the_engine_that_auto_takes_meets_the_nodes_that_are_counted(tmp_path: Path, shape: str) -> None:
    report = _report(tmp_path, shape)

    assert [(one.focus_nodes, one.results) for one in report.shapes] == [(1, 1)]


# a node that a shape names and the data do not


def _absent(tmp_path: Path, shapes: str, *, may_be_empty: tuple[str, ...] = ()) -> list[tuple[str, str, int | None]]:
    report = _report(tmp_path, shapes, may_be_empty=may_be_empty)
    return [(one.severity, one.value, one.place.line if one.place else None) for one in _empty(report)]


def test_a_target_that_the_data_do_not_name_is_a_warning_at_its_name(tmp_path: Path) -> None:
    shape = "ex:S a sh:NodeShape ;\n sh:targetNode ex:tom ,\n ex:tomm ; sh:property [ sh:path ex:p ; sh:maxCount 1 ] ."
    assert _absent(tmp_path, shape) == [("Warning", f"<{EX}tomm>", 8)]
    (found,) = _empty(_report(tmp_path, shape))
    assert found.remedy
    assert f"Did you mean {EX}tom?" in found.remedy.words.en
    assert found.message.fr != found.message.en
    assert _absent(tmp_path, shape, may_be_empty=("S",)) == []
    assert _absent(tmp_path, shape.replace("sh:NodeShape", "sh:NodeShape ; coh:mayBeEmpty true")) == []


def test_a_target_that_fails_is_told_by_its_result_alone(tmp_path: Path) -> None:
    shape = "ex:S a sh:NodeShape ; sh:targetNode ex:nobody ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ."
    report = _report(tmp_path, shape)
    assert [one.component for one in report.results if one.stage == "validate"] == ["MinCount"]
    assert _empty(report) == []


def test_a_literal_or_a_class_of_the_data_is_no_absent_target(tmp_path: Path) -> None:
    shape = "ex:S a sh:NodeShape ; sh:targetNode 'text' , ex:Keeper ; sh:maxLength 99 ."
    assert _absent(tmp_path, shape) == []
