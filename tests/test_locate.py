"""Results of SHACL lead to the line and column of the Turtle that states what they are about.

Each ``bad`` fixture of a shape says with ``# expect: CODE`` on which lines the results must be.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, URIRef
from rdflib.compare import isomorphic

from cohorte_graph.iri import BASE
from cohorte_graph.turtle import read_turtle
from cohorte_graph.validate import ValidationResult, validate
from cohorte_graph.validate.locate import locate
from cohorte_graph.validate.positions import Located, read_located
from report_fixtures import ROOT

FIXTURES = ROOT / "tests" / "fixtures" / "shapes"
BAD = sorted(FIXTURES.glob("*.bad.ttl"))
TURTLE = sorted([*ROOT.glob("data/**/*.ttl"), *ROOT.glob("ontology/**/*.ttl"), *BAD[::20]])
assert len(BAD) > 300
assert len(TURTLE) > 60


@cache
def shapes() -> frozenset[ox.Triple]:
    return frozenset(t for path in sorted((ROOT / "ontology" / "shapes").glob("*.ttl")) for t in read_turtle(path))


@cache
def ground() -> frozenset[ox.Triple]:
    return frozenset(read_turtle(FIXTURES / "base.ttl"))


def results_of(path: Path) -> list[ValidationResult]:
    """All results of a fixture about its own rule."""
    own = set(read_turtle(path))
    data = own if path.read_text("utf-8").startswith("# without: base.ttl") else own | ground()
    code = path.name.removesuffix(".bad.ttl")
    return [result for result in validate(data, shapes()) if result.code == code]


SAMPLE = BAD[::12]
AT_THE_STATEMENT = {
    "ALLY-ACCOMPANIMENT": "coh:carriedOutBy",
    "COHORT-PILOTS": "coh:hasMember",
    "NO-ALLY-VIEWPOINT-NONE": "coh:hasViewpoint",
}
"""Rules whose fixtures mark the class of what lacks something; the statement at odds with it is found."""


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_a_result_is_where_its_fixture_says(path: Path) -> None:
    check(path)


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in BAD if path not in SAMPLE], ids=lambda path: path.stem)
def test_every_result_is_where_its_fixture_says(path: Path) -> None:
    check(path)


def check(path: Path) -> None:
    code = path.name.removesuffix(".bad.ttl")
    text = path.read_text("utf-8")
    marked = {n for n, line in enumerate(text.splitlines(), 1) if f"# expect: {code}" in line}
    results = results_of(path)
    assert results
    places = locate(results, [path])
    about = {m[1] for m in re.finditer(r"^<([^>]+)>", text, re.MULTILINE)}
    for result in results:
        if result in places and code in AT_THE_STATEMENT:
            stated = {n for n, line in enumerate(text.splitlines(), 1) if AT_THE_STATEMENT[code] in line}
            assert places[result].line in marked | stated, result.line("en")
        elif result in places and result.value in ("", result.focus) and not result.path:
            assert re.match(r"(<\S+> )?\s*a ", text.splitlines()[(places[result].line or 0) - 1]), "a node as a whole"
        elif result in places:
            assert places[result].line in marked, result.line("en")
        else:
            assert result.focus.removeprefix(BASE) not in about, "the file has the subject, so it has the place"


# -- the places themselves


def located(text: str) -> tuple[Graph, Located]:
    graph = Graph()
    return graph, read_located(Path("x.ttl"), text, graph, BASE)


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_parser_that_is_followed_reads_the_same(path: Path) -> None:
    """The same triples as rdflib's own reading, each at a place where a term of its kind begins."""
    text = path.read_text("utf-8")
    graph, found = located(text)
    assert isomorphic(graph, Graph().parse(data=text, format="turtle", publicID=BASE))
    assert found.objects
    for (_, _, value), offset in found.objects.items():
        rest = text[offset:]
        if isinstance(value, BNode):
            assert rest[0] in "[(_"
        elif isinstance(value, URIRef):
            assert rest[0] == "<" or re.match(r"[\w.-]*:", rest), rest[:20]
            assert re.split(r"[/#:]", str(value))[-1] in rest.split("\n")[0]
        else:
            assert rest[0] in "\"'+-.0123456789tf"
    cells = [t for t in graph if t not in found.objects]
    assert all(str(predicate).startswith("http://www.w3.org/1999/02/22-rdf-syntax-ns#") for _, predicate, _ in cells)


def test_columns_count_code_points_and_only_a_line_feed_ends_a_line() -> None:
    text = '@prefix : <x:> .\r\n:a :p "é😀\u2028" , :b ;\r\n  :q [ :r ( 1 2 ) ; :s "z" ] .\r\n'
    _, found = located(text)
    said = {str(t[1]) + "|" + t[2].n3()[:6]: (found.at(t).line, found.at(t).column) for t in found.objects}
    assert said["x:p|<x:b>"] == (2, 15)
    assert said['x:s|"z"'] == (3, 24)
    assert found.subject(URIRef("x:a")) is not None
    assert str(found.subject(URIRef("x:a"))) == "x.ttl:2:1"


def test_a_missing_value_is_where_the_class_is_given() -> None:
    result = ValidationResult("Violation", "X", BASE + "a", BASE + "gone", "", "", "")
    path = FIXTURES / "none"
    _, found = located(f"<{BASE}a>\n  <{BASE}b> 1 ;\n  a <{BASE}C> .\n")
    assert str(found.subject(URIRef(BASE + "a"))) == "x.ttl:3:5"
    assert locate([result], []) == {}
    assert not path.exists()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8), min_size=1, max_size=6))
def test_any_text_before_a_value_moves_it_and_nothing_else(comments: list[str]) -> None:
    """Comments of whatever characters in front: the line is one further for each line feed in them."""
    lines = [f"# {''.join(c for c in comment if c not in chr(10) + chr(13))}" for comment in comments]
    _, found = located("\n".join([*lines, f"<{BASE}a> <{BASE}b> 'v' ."]))
    ((triple, _),) = found.objects.items()
    assert found.at(triple).line == len(lines) + 1
    assert found.at(triple).column == len(f"<{BASE}a> <{BASE}b> ") + 1
