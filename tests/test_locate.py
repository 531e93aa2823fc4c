"""Results of SHACL lead to the line and column of the Turtle that states what they are about.

Each ``bad`` fixture of a shape says with ``# expect: CODE`` on which lines the results must be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohorte_graph.iri import BASE
from cohorte_graph.turtle import read_turtle, subjects
from cohorte_graph.validate import ValidationResult, plain
from cohorte_graph.validate.fast import validate_fast
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
    return [result for result in validate_fast(data, shapes()) if result.code == code]


AT_THE_STATEMENT = {
    "ALLY-ACCOMPANIMENT": "coh:carriedOutBy",
    "COHORT-PILOTS": "coh:hasMember",
    "NO-ALLY-VIEWPOINT-NONE": "coh:hasViewpoint",
}
"""Rules whose fixtures mark the class of what lacks something; the statement at odds with it is found."""


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_result_is_where_its_fixture_says(path: Path) -> None:
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
            assert plain(result.focus).removeprefix(BASE) not in about, "the file has the subject, so it has the place"


# -- the places themselves


def located(text: str, *, trig: bool = False) -> Located:
    return read_located(Path("x.ttl"), text, BASE, trig=trig)


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_parser_that_is_followed_reads_the_same(path: Path) -> None:
    """The triples that Oxigraph's parser reads, each at a place where a term of its kind begins."""
    text = path.read_text("utf-8")
    found = located(text)
    assert canonical(found.triples) == canonical(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=BASE))
    assert found.objects or not found.triples
    for triple, offset in found.objects.items():
        rest = text[offset:]
        if isinstance(triple.object, ox.BlankNode):
            assert rest[0] in "[(_"
        elif isinstance(triple.object, ox.NamedNode):
            assert rest[0] == "<" or re.match(r"[\w.-]*:", rest), rest[:20]
            assert re.split(r"[/#:]", triple.object.value)[-1] in rest.split("\n")[0]
        else:
            assert rest[0] in "\"'+-.0123456789tf"
    for triple, offset in found.predicates.items():
        assert re.match(r"a\s|<|[\w.-]*:", text[offset:]), text[offset : offset + 20]
        assert re.split(r"[/#:]", triple.predicate.value)[-1] in ("type", re.split(r"[/#:<>\s]", text[offset:])[1])
    ends = {"http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"}
    assert {t.predicate.value for t in found.triples if t not in found.objects} <= ends


def canonical(triples: Iterable[ox.Triple | ox.Quad]) -> str:
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad}\n" for quad in dataset))


def places_of(found: Located) -> dict[str, tuple[int | None, int | None]]:
    """Line and column by predicate and object, written short."""
    said = {f"{t.predicate.value}|{str(t.object)[:6]}": found.at(t) for t in found.objects}
    return {name: (place.line, place.column) for name, place in said.items()}


def test_columns_count_code_points_and_only_a_line_feed_ends_a_line() -> None:
    found = located('@prefix : <x:> .\r\n:a :p "é😀\u2028" , :b ;\r\n  :q [ :r ( 1 2 ) ; :s "z" ] .\r\n')
    said = places_of(found)
    assert said["x:p|<x:b>"] == (2, 15)
    assert said['x:s|"z"'] == (3, 24)
    assert str(found.subject("<x:a>")) == "x.ttl:2:1"


def test_numbers_keep_their_words_and_members_of_lists_have_places() -> None:
    found = located("@prefix : <x:> .\n:a :p 01 , +1.50 , 1E0 , true ;\n :l ( 1 :b [ :q ( 2 ) ] 1 ) .")
    objects = {str(triple.object) for triple in found.triples if triple.predicate.value == "x:p"}
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert objects == {
        f'"01"^^<{xsd}integer>', f'"+1.50"^^<{xsd}decimal>', f'"1E0"^^<{xsd}double>', f'"true"^^<{xsd}boolean>'
    }  # fmt: skip
    firsts = sorted(found.at(t).column or 0 for t in found.objects if t.predicate.value.endswith("#first"))
    line = found.text.text.splitlines()[2]
    assert firsts == [
        n + 1 for n in (line.index("1"), line.index(":b"), line.index("["), line.index("2"), line.rindex("1"))
    ]


def test_trig_has_places_in_every_graph() -> None:
    found = located("@prefix : <x:> .\n:g { :a :b :c . [] :d :e }\nGRAPH :h { :a :b 5 }\n:o :p :q .", trig=True)
    said = places_of(found)
    assert said["x:b|<x:c>"] == (2, 12)
    assert said['x:b|"5"^^<'] == (3, 18)
    assert said["x:p|<x:q>"] == (4, 7)


def test_a_missing_value_is_where_the_class_is_given() -> None:
    result = ValidationResult("Violation", "X", f"<{BASE}a>", BASE + "gone", "", "", "")
    found = located(f"<{BASE}a>\n  <{BASE}b> 1 ;\n  a <{BASE}C> .\n")
    assert str(found.subject(f"<{BASE}a>")) == "x.ttl:3:5"
    assert locate([result], []) == {}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8), min_size=1, max_size=6))
def test_any_text_before_a_value_moves_it_and_nothing_else(comments: list[str]) -> None:
    """Comments of whatever characters in front: the line is one further for each line feed in them."""
    lines = [f"# {''.join(c for c in comment if c not in chr(10) + chr(13))}" for comment in comments]
    found = located("\n".join([*lines, f"<{BASE}a> <{BASE}b> 'v' ."]))
    ((triple, _),) = found.objects.items()
    assert found.at(triple).line == len(lines) + 1
    assert found.at(triple).column == len(f"<{BASE}a> <{BASE}b> ") + 1


@pytest.mark.parametrize("path", TURTLE[::4], ids=lambda path: path.name)
def test_subjects_begin_in_the_text_where_rdflib_reads_them(path: Path) -> None:
    """Two readers of one text: the tokens of ``turtle`` and rdflib's parser, followed."""
    text = path.read_bytes().decode()
    first: dict[str, int] = {}
    for offset, iri in subjects(text):
        first.setdefault(iri, offset)
    read = read_located(path, text, BASE)
    assert {f"<{iri}>": offset for iri, offset in first.items() if iri} == {
        node: offset for node, offset in read.subjects.items() if node.startswith("<")
    }
    blank = {offset for node, offset in read.subjects.items() if node.startswith("_:")}
    assert blank <= {offset for offset, iri in subjects(text) if not iri}
