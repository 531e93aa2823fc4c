"""Both engines give the same results wherever ``auto`` takes the fast one; where they differ, it knows.

pyshacl is the judge. Same: the same multiset of (focus, path, component, value, severity, shape).
"""

from __future__ import annotations

import logging
import random
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from cohorte_graph.build import BuildReport
from cohorte_graph.errors import RunError
from cohorte_graph.generation import GRAPH_FILE, current
from cohorte_graph.iri import graph_iri
from cohorte_graph.project import Project
from cohorte_graph.turtle import read_turtle
from cohorte_graph.validate import ValidationResult, engines, validate
from cohorte_graph.validate.agreement import treated_differently
from cohorte_graph.validate.engines import differences, judge
from cohorte_graph.validate.fast import validate_fast
from report_fixtures import ROOT

sys.path.insert(0, str(ROOT / "tests" / "mutation"))

from rules import alone

FIXTURES = ROOT / "tests" / "fixtures" / "shapes"
BAD = sorted(FIXTURES.glob("*.bad.ttl"))
OK = sorted(FIXTURES.glob("*.ok.ttl"))
assert len(BAD) > 300
PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://e/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """rdflib logs each ill-formed literal; here they are meant."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    yield
    logging.disable(before)


def turtle(text: str) -> list[ox.Triple]:
    quads = ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE, base_iri="http://b/")
    return [quad.triple for quad in quads]


def demand_same(data: Sequence[ox.Triple], shapes: Sequence[ox.Triple]) -> list[ValidationResult]:
    """The results, which are those of both engines; a difference is told from both sides."""
    slow, fast = validate(data, shapes), validate_fast(data, shapes)
    only_pyshacl, only_shacl = differences(slow, fast)
    assert (dict(only_pyshacl), dict(only_shacl)) == ({}, {})
    return slow


# --- the project's own shapes


@cache
def own_shapes() -> list[ox.Triple]:
    return [t for path in sorted((ROOT / "ontology" / "shapes").glob("*.ttl")) for t in read_turtle(path)]


@cache
def ground() -> frozenset[ox.Triple]:
    return frozenset(read_turtle(FIXTURES / "base.ttl"))


def data_of(path: Path) -> list[ox.Triple]:
    own = set(read_turtle(path))
    return list(own if path.read_text("utf-8").startswith("# without: base.ttl") else own | ground())


@pytest.mark.parametrize("path", [*BAD, *OK], ids=lambda path: path.stem)
def test_both_agree_on_every_fixture_under_its_own_rule(path: Path) -> None:
    code = path.name.split(".")[0]
    slow = demand_same(data_of(path), list(alone(code)))
    assert (code in {result.code for result in slow}) == (".bad." in path.name)


def check_fixture(path: Path) -> None:
    data = data_of(path)
    slow = demand_same(data, own_shapes())
    fast = validate_fast(data, own_shapes())
    said = [sorted((r.code, r.message_fr, r.message_en, r.source) for r in results) for results in (slow, fast)]
    assert said[0] == said[1]
    assert slow or ".ok." in path.name


SAMPLE = [*BAD[::12], *OK[::40]]


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_both_agree_on_a_fixture(path: Path) -> None:
    check_fixture(path)


@pytest.mark.slow
@pytest.mark.parametrize("path", [p for p in [*BAD, *OK] if p not in SAMPLE], ids=lambda path: path.stem)
def test_both_agree_on_every_fixture(path: Path) -> None:
    check_fixture(path)


@cache
def real(folder: Path) -> tuple[list[ox.Triple], list[ox.Triple]]:
    quads = list(ox.parse(path=str(folder / GRAPH_FILE), format=ox.RdfFormat.N_QUADS))
    data = [quad.triple for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph)]
    shapes = ox.NamedNode(graph_iri("shapes"))
    return data, [quad.triple for quad in quads if quad.graph_name == shapes]


def faulty(data: list[ox.Triple], seed: int, faults: int) -> list[ox.Triple]:
    """The data with so many statements gone and so many with another value."""
    chance = random.Random(seed)
    chosen = chance.sample(range(len(data)), 2 * faults)
    gone, changed = set(chosen[:faults]), set(chosen[faults:])
    values = [data[n].object for n in chance.sample(range(len(data)), faults)]
    result = [triple for n, triple in enumerate(data) if n not in gone | changed]
    for n, value in zip(sorted(changed), values, strict=True):
        result.append(ox.Triple(data[n].subject, data[n].predicate, value))
    return result


def test_both_agree_on_the_report_with_faults(built: tuple[Project, BuildReport]) -> None:
    data, shapes = real(current(built[0]))
    assert len(demand_same(faulty(data, 1, 60), shapes)) > 20


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 14))
def test_both_agree_on_the_report_with_many_faults(built: tuple[Project, BuildReport], seed: int) -> None:
    data, shapes = real(current(built[0]))
    assert len(demand_same(faulty(data, seed, 300), shapes)) > 100


def test_both_agree_on_the_report(built: tuple[Project, BuildReport]) -> None:
    data, shapes = real(current(built[0]))
    assert {result.severity for result in demand_same(data, shapes)} == {"Warning", "Info"}


# --- anybody's shapes: every constraint against values of every kind

PLAIN = """
:i1 a :A ; :p 1, 2.5, "x", "é"@fr, "e"@en, "E"@EN, "f"@fr, :i2, [ :p 3 ; a :B ], true, "2025-01-01"^^xsd:date,
  "2025-02-30"^^xsd:date, "2025-01-01T00:00:00Z"^^xsd:dateTime, "2025"^^xsd:gYear, "NaN"^^xsd:double, "", "ça\\nva",
  "x"^^:dt, "1"^^xsd:boolean, "PT1H"^^xsd:duration, "ça va"@fr-CA, "http://x/é"^^xsd:anyURI .
:i1 :q 2, 5, "x", "y"@fr, :i3 ; :l (1 2 "x") .
:i2 a :C ; :p :i1 ; :q :i2 ; :n 4, 10 ; :m 5, 9.5 .
:i3 a :B ; :p :i1 ; :n 0.1, -7 ; :m 5 .
:C rdfs:subClassOf :A . :B rdfs:subClassOf :C . _:z a :A ; :p _:z, _:y . _:y :q :i1 . :k a :Cls .
:big a :A ; :p 99999999999999999, 0.1, "0.10"^^xsd:decimal .
"""
DATA = (
    PLAIN
    + """
:i1 :p "abc"^^xsd:integer, "01"^^xsd:integer, "1.0"^^xsd:decimal, "25"^^xsd:gYear, "http://x y"^^xsd:anyURI,
  "1e400"^^xsd:double, "aé日\\n😀", "2025-13"^^xsd:gYearMonth, "yes"^^xsd:boolean .
:big :p 99999999999999999999, "+5"^^xsd:integer .
"""
)
"""Values that both happen to judge alike, though not all of them are left to the fast engine."""
DATATYPES = "integer decimal double boolean string date dateTime gYear gYearMonth anyURI duration".split()
KINDS = "IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral".split()
PATTERNS = [r"^A", r"é$", r"\\w+", r"^\\w+$", r"^.+$", r"\\d", r"[^a-z]", r"\\s", r"^https?://[a-z]/i[12]$", "日",
            r"\\bx\\b", "x{1,2}", "(a|e)+", r"\\.", "^(?:a|x)$", "[A-Za-zÀ-ÿ]", r"^[^\\s]+$"]  # fmt: skip
VALUES = [":i1", "1", '"x"', '"e"@en', "true", '"01"^^xsd:integer', "1.0", "5"]
CONSTRAINTS = [
    *(f"sh:datatype xsd:{name}" for name in DATATYPES),
    "sh:datatype rdf:langString",
    "sh:datatype :dt",
    *(f"sh:nodeKind sh:{kind}" for kind in KINDS),
    *(f"sh:class :{name}" for name in "ABCZ"),
    *(f"sh:minCount {n}" for n in (1, 2, 20)),
    *(f"sh:maxCount {n}" for n in (0, 1, 20)),
    *(f"sh:minLength {n}" for n in (1, 3, 20)),
    *(f"sh:maxLength {n}" for n in (0, 1, 5)),
    *(f'sh:pattern "{pattern}"' for pattern in PATTERNS),
    'sh:pattern "^a" ; sh:flags "i"',
    *(f"sh:languageIn ( {tags} )" for tags in ('"fr"', '"en" "fr"', '"FR"', '"fr-CA"')),
    "sh:uniqueLang true",
    "sh:equals :q",
    "sh:disjoint :q",
    *(f"sh:hasValue {value}" for value in VALUES),
    *(f"sh:in ( {value} :i2 2.5 )" for value in VALUES),
    "sh:not [ sh:datatype xsd:integer ]",
    "sh:or ( [ sh:datatype xsd:integer ] [ sh:nodeKind sh:IRI ] )",
    "sh:and ( [ sh:nodeKind sh:IRI ] [ sh:class :C ] )",
    "sh:xone ( [ sh:datatype xsd:integer ] [ sh:nodeKind sh:Literal ] )",
    "sh:property [ sh:path :q ; sh:minCount 1 ]",
    "sh:qualifiedValueShape [ sh:class :A ] ; sh:qualifiedMinCount 2",
    "sh:qualifiedValueShape [ sh:datatype xsd:integer ] ; sh:qualifiedMaxCount 1",
    "sh:minCount 50 ; sh:deactivated true",
    "sh:minCount 50 ; sh:severity sh:Warning",
    "sh:minCount 50 ; sh:severity :grave",
    'sh:minCount 50 ; sh:message "un"@fr , "one"@en',
]
NODE_CONSTRAINTS = [
    "sh:closed true",
    "sh:closed true ; sh:ignoredProperties ( rdf:type :q ) ; sh:property [ sh:path :p ]",
    "sh:closed false",
    *(one for one in CONSTRAINTS if one.split()[0] in
      ("sh:class", "sh:nodeKind", "sh:hasValue", "sh:in", "sh:pattern", "sh:not", "sh:or", "sh:and", "sh:xone")),
]  # fmt: skip
PATHS = [
    ":p", ":q", ":n", "[ sh:inversePath :p ]", "( :p :q )", "( :p [ sh:inversePath :q ] )",
    "[ sh:alternativePath ( :p :q ) ]", "[ sh:zeroOrMorePath :p ]", "[ sh:oneOrMorePath :p ]",
    "[ sh:zeroOrOnePath :p ]",
    "( [ sh:zeroOrMorePath [ sh:inversePath :p ] ] :q )", "( rdf:type [ sh:zeroOrMorePath rdfs:subClassOf ] )",
    "[ sh:alternativePath ( ( :p :q ) [ sh:inversePath :q ] ) ]", "( :l [ sh:zeroOrMorePath rdf:rest ] rdf:first )",
]  # fmt: skip
TARGETS = [
    "sh:targetClass :A", "sh:targetClass :C, :B", "sh:targetClass :Z", 'sh:targetNode :i1, :absent, "lit", 5',
    "sh:targetSubjectsOf :q", "sh:targetObjectsOf :p",
]  # fmt: skip


def shape(parts: Sequence[str], target: str, *, path: str = "") -> str:
    told = f"sh:property [ sh:path {path} ; {' ; '.join(parts)} ]" if path else " ; ".join(parts)
    return f":S a sh:NodeShape ; {target} ; {told} ."


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_both_agree_on_a_property_constraint(constraint: str) -> None:
    shapes = turtle(shape([constraint], TARGETS[0], path=":p"))
    assert treated_differently(shapes, turtle(PLAIN)) == []
    demand_same(turtle(DATA), shapes)


@pytest.mark.parametrize("constraint", NODE_CONSTRAINTS)
def test_both_agree_on_a_node_constraint(constraint: str) -> None:
    demand_same(turtle(DATA), turtle(shape([constraint], TARGETS[0])))


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("path", PATHS)
def test_both_agree_on_paths_and_targets(path: str, target: str) -> None:
    parts = ["sh:maxCount 0", "sh:nodeKind sh:IRI"]
    demand_same(turtle(DATA), turtle(shape(parts, target, path=path)))


@pytest.mark.parametrize("bound", ["minInclusive 4", "maxInclusive 4.5", "minExclusive 4", "maxExclusive 9.5"])
def test_both_agree_on_bounds_for_plain_numbers(bound: str) -> None:
    plain = ("http://e/n", "http://e/m")
    data = [t for t in turtle(DATA) if t.predicate.value in plain or "22-rdf" in str(t) or "subClassOf" in str(t)]
    shapes = turtle(shape([f"sh:{bound}"], TARGETS[0], path=":n"))
    assert treated_differently(shapes, data) == []
    assert demand_same(data, shapes)


def test_both_agree_on_a_class_that_is_its_own_shape() -> None:
    shapes = turtle(":Cls a sh:NodeShape, rdfs:Class ; sh:property [ sh:path :q ; sh:minCount 1 ] .")
    assert demand_same(turtle(DATA), shapes)


def generated(seed: int) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """Some data, and a few shapes of several constraints each, nested here and there."""
    chance = random.Random(seed)
    data = turtle(PLAIN)
    kept = [triple for triple in data if chance.random() < 0.7]
    texts = []
    for number in range(chance.randint(1, 4)):
        parts = {one.split()[0]: one for one in chance.choices(CONSTRAINTS, k=chance.randint(1, 3))}
        inner = shape(list(parts.values()), chance.choice(TARGETS), path=chance.choice(PATHS))
        if chance.random() < 0.4:
            inner = inner.removesuffix(" .") + f" ; {chance.choice(NODE_CONSTRAINTS[:3])} ."
        texts.append(inner.replace(":S ", f":S{number} ", 1))
    return kept, turtle("\n".join(texts))


def check_generated(seed: int) -> int:
    data, shapes = generated(seed)
    if treated_differently(shapes, data):
        return 0
    demand_same(data, shapes)
    return 1


def test_both_agree_on_generated_graphs() -> None:
    assert sum(check_generated(seed) for seed in range(250)) > 200


@pytest.mark.slow
def test_both_agree_on_many_generated_graphs() -> None:
    assert sum(check_generated(seed) for seed in range(250, 5000)) > 4000


# --- what they treat differently

APART = {
    "sh:minLength 0": (":p", "sh:minLength 0", ":i a :A ; :p _:b ."),
    'sh:flags "x"': (":p", 'sh:pattern "a b" ; sh:flags "x"', ':i a :A ; :p "ab" .'),
    'sh:flags "s"': (":p", 'sh:pattern "^a.b$" ; sh:flags "s"', ':i a :A ; :p "a\\nb" .'),
    "lookaround": (":p", 'sh:pattern "(?=x)x"', ':i a :A ; :p "y" .'),
    "a letter of any alphabet": (":p", 'sh:pattern "\\\\p{L}"', ':i a :A ; :p "1" .'),
    "POSIX classes": (":p", 'sh:pattern "[[:alpha:]]"', ':i a :A ; :p "x" .'),
    "a string that ends with a line feed": (":p", 'sh:pattern "^x$"', ':i a :A ; :p "x\\n" .'),
    "spaces around a number": (":p", "sh:datatype xsd:integer", ':i a :A ; :p " 5 "^^xsd:integer .'),
    "bounds of dates": (":p", 'sh:minInclusive "2025-01-01"^^xsd:date', ":i a :A ; :p 5 ."),
    "bounds for truths": (":p", "sh:maxInclusive 2", ":i a :A ; :p true ."),
    "the inverse of a sequence": ("[ sh:inversePath ( :p :q ) ]", "sh:maxCount 0", ":j a :A . :i :p :k . :k :q :j ."),
    "sh:lessThan": (":p", "sh:lessThan :q", ":i a :A ; :p _:b ; :q 1 ."),
}


@pytest.mark.parametrize("name", APART)
def test_what_is_known_to_differ_differs(name: str) -> None:
    """Else the entry is stale, and auto slower than it need be."""
    path, constraint, text = APART[name]
    data, shapes = turtle(text), turtle(shape([constraint], TARGETS[0], path=path))
    assert treated_differently(shapes, data) != []
    try:
        slow = validate(data, shapes)
        fast = validate_fast(data, shapes)
    except RunError:
        return  # one of them cannot judge it at all
    assert differences(slow, fast) != ({}, {})


def test_both_are_asked_and_must_agree() -> None:
    data, shapes = turtle(DATA), turtle(shape(["sh:datatype xsd:integer", "sh:maxCount 3"], TARGETS[0], path=":p"))
    judged = judge(data, shapes, "both")
    assert (judged.results, judged.engine) == (validate(data, shapes), "pyshacl = shacl")
    assert len(judged.results) > 10


def test_a_difference_is_an_error_that_prints_both() -> None:
    data = turtle(':i a :A ; :p "x\\n" . :j a :A ; :p true .')
    shapes = turtle(shape(['sh:pattern "^x$"'], TARGETS[0], path=":p"))
    sides = differences(validate(data, shapes), validate_fast(data, shapes))
    with pytest.raises(RunError, match="pyshacl and shacl differ: 1 results") as caught:
        judge(data, shapes, "both")
    (told,) = caught.value.hint.splitlines()
    assert sum(side.total() for side in sides) == 1
    assert told.startswith("pyshacl: 1 × <http://e/i> " if sides[0] else "shacl: 1 × <http://e/i> ")
    assert "Pattern" in told


def test_auto_says_why_it_takes_pyshacl(monkeypatch: pytest.MonkeyPatch) -> None:
    data = turtle(":i a :A .")
    plain = turtle(shape(["sh:minCount 1"], TARGETS[0], path=":p"))
    node = turtle(shape(["sh:node [ sh:property [ sh:path :p ; sh:minCount 1 ] ]"], TARGETS[0]))
    assert judge(data, plain, "auto").engine == "shacl"
    judged = judge(data, node, "auto")
    assert (judged.engine, judged.note_en) == ("pyshacl", "the engines may differ: sh:node")
    assert judged.results[0].details, "pyshacl tells what is wrong below"
    assert judge(data, node, "auto", proven=True).engine == "shacl"
    monkeypatch.setattr(engines, "is_installed", lambda: False)
    judged = judge(data, plain, "auto")
    assert (judged.engine, judged.note_en) == ("pyshacl", "the package shacl is not installed")
    with pytest.raises(RunError, match="not installed"):
        judge(data, plain, "fast")


# --- names of blank nodes


@pytest.mark.parametrize("count", [1, 37, 30_000])
def test_blank_nodes_keep_their_names(count: int) -> None:
    """The fast engine names them anew, in the order of their first mention; each is known again by its value."""
    data = [
        triple
        for n in random.Random(count).sample(range(count), count)
        for triple in (
            ox.Triple(ox.BlankNode(f"n{n}"), ox.NamedNode("http://e/o"), ox.BlankNode(f"o{n % 7}")),
            ox.Triple(ox.BlankNode(f"n{n}"), ox.NamedNode("http://e/v"), ox.Literal(str(n))),
        )
    ]
    nested = "sh:or ( [ sh:not [ sh:nodeKind sh:Literal ] ] [ sh:not [ sh:nodeKind sh:Literal ] ] )"
    shapes = turtle(f":S a sh:NodeShape ; sh:targetSubjectsOf :v ; sh:property [ sh:path :v ; {nested} ] .")
    results = validate_fast(data, shapes)
    assert len(results) == count
    assert {(r.focus, r.value) for r in results} == {(f"_:n{n}", f'"{n}"') for n in range(count)}


def test_a_strange_name_of_a_blank_node_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cohorte_graph.validate.fast._names", lambda text: [])
    with pytest.raises(RunError, match="names a blank node"):
        validate_fast(turtle("_:b :p 1 ."), turtle(shape(["sh:maxCount 0"], "sh:targetSubjectsOf :p", path=":p")))
