"""Every code that a check can give is explained in both languages, by examples that the real check bears out."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from cohorte_graph.check.baseline import compare, read_baseline
from cohorte_graph.check.explain import Explanation, explain, explain_all, explanation_text
from cohorte_graph.check.explanations import own_rules
from cohorte_graph.check.failure import failed
from cohorte_graph.check.lint import CODES
from cohorte_graph.check.reading import read_files
from cohorte_graph.check.result import Text
from cohorte_graph.check.run import Options, check
from cohorte_graph.check.subject import Subject, of_files
from cohorte_graph.cli.check import refused_by_catalogue
from cohorte_graph.errors import CallError, InputError
from cohorte_graph.iri import BASE, COH, PREFIXES
from cohorte_graph.project import Project
from cohorte_graph.validate import SEVERITIES
from report_fixtures import ROOT

SOURCE = ROOT / "src" / "cohorte_graph" / "check"
EXAMPLES = ROOT / "tests" / "fixtures" / "shapes"
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
EX = HEAD + "@prefix ex: <https://example.org/> .\n"
BASED = HEAD + f"@base <{BASE}> .\n"
WORDS = """
ex:Book a owl:Class . ex:Atlas a owl:Class ; rdfs:subClassOf ex:Book .
ex:title a owl:DatatypeProperty . ex:pages a owl:DatatypeProperty . ex:sequel a owl:ObjectProperty .
"""
DATA = """
ex:atlas a ex:Book ; ex:title "A" ; ex:pages 12 .
"""
SHAPE = """
ex:BookShape a sh:NodeShape ; sh:targetClass ex:Book ; sh:nodeKind sh:IRI .
"""
SH = PREFIXES["sh"]
LANGUAGES = ("fr", "en")


@cache
def rules() -> list[ox.Triple]:
    files = sorted((ROOT / "ontology" / "shapes").glob("*.ttl"))
    return [triple for file in read_files(files, BASE) for triple in file.triples]


@cache
def words() -> list[ox.Triple]:
    files = [*sorted((ROOT / "ontology").glob("*.ttl")), *sorted((ROOT / "ontology" / "concepts").glob("*.ttl"))]
    return [triple for file in read_files(files, BASE) for triple in file.triples]


@cache
def all_explained() -> dict[str, Explanation]:
    return {one.code: one for part in explain_all(rules(), words(), EXAMPLES) for one in part}


def explained(code: str) -> Explanation:
    return all_explained()[code]


@cache
def about(subject: object) -> list[ox.Triple]:
    return [triple for triple in rules() if triple.subject == subject]


SHAPE_CODES = sorted(
    {t.object.value for t in rules() if t.predicate.value == COH + "code" and isinstance(t.object, ox.Literal)}
)
OWN_CODES = sorted(own_rules())
by_own_code = pytest.mark.parametrize("code", OWN_CODES)
by_shape_code = pytest.mark.parametrize("code", SHAPE_CODES)


def emitted() -> set[str]:
    """What the sources of the check name in the form of a code: two words or more, in capitals, joined by hyphens."""
    texts = (
        node.value
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text for text in texts if re.fullmatch(r"[A-Z]+(-[A-Z]+)+", text)} - {"SHACL-AF", "SHACL-JS"}


def test_every_code_that_the_check_can_give_is_written_about() -> None:
    assert emitted() == set(own_rules())
    assert set(CODES) <= emitted()
    assert len(SHAPE_CODES) > 300


def test_codes_of_the_lint_have_the_severity_that_the_lint_gives_them() -> None:
    assert {code: own_rules()[code].severity for code in CODES} == CODES


def demand_whole(told: Explanation) -> None:
    """Both languages say all, each in its own words."""
    assert told.severity in SEVERITIES
    for texts in (told.what, told.why):
        assert texts
        for text in texts:
            assert text.fr.strip()
            assert text.en.strip()
            assert text.fr != text.en
    assert told.bad.strip()
    assert told.good.strip()
    assert told.bad != told.good
    french, english = (explanation_text(told, lang) for lang in LANGUAGES)
    assert french.startswith(f"{told.code} — ")
    assert {"Pourquoi", "Mauvais", "Bon"} < set(french.splitlines())
    assert {"Why", "Bad", "Good"} < set(english.splitlines())


@by_own_code
def test_the_check_s_own_codes_are_explained(code: str) -> None:
    demand_whole(explained(code))


@by_shape_code
def test_every_rule_of_the_project_is_explained(code: str) -> None:
    told = explained(code)
    demand_whole(told)
    assert told.bad.count(f"# ← {code}") >= 1
    assert "expect" not in told.bad + told.good


@by_shape_code
def test_examples_are_turtle_by_themselves(code: str) -> None:
    told = explained(code)
    others = "@prefix insee: <http://rdf.insee.fr/def/geo#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
    for example in (told.bad, told.good):
        assert list(ox.parse(BASED + others + example, format=ox.RdfFormat.TURTLE))


@by_shape_code
def test_the_excerpt_states_what_the_shape_states(code: str) -> None:
    """Read again by the parser, the excerpt is the shape without its code, words and severity."""
    told = explained(code)
    read = [quad.triple for quad in ox.parse(BASED + told.turtle, format=ox.RdfFormat.TURTLE)]
    (shape,) = {t.subject for t in rules() if t.predicate.value == COH + "code" and t.object == ox.Literal(code)}
    assert canonical(read) == canonical(below(shape))


def below(shape: object) -> list[ox.Triple]:
    """What is stated of a shape, of the blank nodes below it, and of its SPARQL constraint, named or not."""
    left_out = {COH + "code", SH + "message", SH + "severity", SH + "prefixes"}
    found, level = [], [(shape, shape)]
    while level:
        node, name = level.pop()
        for triple in about(node):
            if triple.predicate.value in left_out:
                continue
            value = triple.object
            if isinstance(value, ox.BlankNode) or triple.predicate.value == SH + "sparql":
                inner = value if isinstance(value, ox.BlankNode) else ox.BlankNode()
                level.append((value, inner))
                value = inner
            found.append(ox.Triple(name, triple.predicate, value))  # type: ignore[arg-type]
    return found


def canonical(triples: list[ox.Triple]) -> set[str]:
    """The triples with blank nodes named by content, query texts without their layout."""
    dataset = ox.Dataset([ox.Quad(t.subject, t.predicate, laid_out_alike(t.object)) for t in triples])  # type: ignore[arg-type]
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


def laid_out_alike(term: object) -> object:
    if isinstance(term, ox.Literal) and "\n" in term.value:
        return ox.Literal(" ".join(term.value.split()))
    return term


# the hand-written examples, by the real check


def subject(code: str, example: str, folder: Path) -> Subject:
    """What the example is part of: beside shapes some data and an ontology, beside data the others."""
    of = own_rules()[code].of
    own = code == "DATA-DANGLING"
    shape = SHAPE.replace("ex:Book ", "coh:Effect ") if own else SHAPE
    texts = {"shapes.ttl": shape, "data.ttl": DATA, "words.ttl": WORDS, f"{of}.ttl": example}
    for name, text in texts.items():
        (folder / name).write_text(EX + text, "utf-8")
    if own:
        return of_project_words(folder)
    words_known = () if code == "NO-FOCUS" and "Boock" in example else (folder / "words.ttl",)
    return of_files([folder / "data.ttl"], [folder / "shapes.ttl"], words_known)


def of_project_words(folder: Path) -> Subject:
    """The example among the data of a project, whose concepts are described."""
    data = read_files([folder / "data.ttl", EXAMPLES / "base.ttl"], BASE)
    shapes = read_files([folder / "shapes.ttl"], BASE, first=2)
    return Subject(data, shapes, words(), [*data[0].triples, *data[1].triples, *words()], own=True)


def given(code: str, example: str, folder: Path) -> set[tuple[str, str, int | None]]:
    """(code, severity, line in the example) of the results."""
    if own_rules()[code].of == "baseline":
        path = folder / "baseline.json"
        path.write_text(example, "utf-8")
        stale = compare([], read_baseline(path), path).stale
        return {(result.code, result.severity, result.place.line if result.place else None) for result in stale}
    if own_rules()[code].of == "catalogue":
        (folder / "data").mkdir()
        (folder / "data" / "catalogue.ttl").write_text(BASED + example, "utf-8")
        found = refused_by_catalogue(Project(folder, folder / "build"))
        return {(one.code, one.severity, one.place.line - BASED.count("\n")) for one in found}  # type: ignore
    try:
        report = check(subject(code, example, folder), Options(engine="pyshacl", strict=True))
    except InputError as error:
        report = failed(error, Text("", error.message), Text("", error.hint))
    before = EX.count("\n")
    return {
        (result.code, result.severity, result.place.line - before if result.place and result.place.line else None)
        for result in report.results
    }


@by_own_code
def test_a_hand_written_bad_example_gives_its_code_where_it_is_marked(code: str, tmp_path: Path) -> None:
    bad = own_rules()[code].bad
    found = {line for name, _, line in given(code, bad, tmp_path) if name == code}
    assert found
    marked = {number for number, line in enumerate(bad.splitlines(), 1) if f"# ← {code}" in line}
    if code in ("NOT-VALIDATED", "NOTHING-CHECKED"):  # of the whole, in a file and without a line
        assert found == {None}
    elif code == "BASELINE-STALE":  # JSON, which has no comments
        assert found == {2}
    else:
        assert found == marked


@by_own_code
def test_a_hand_written_good_example_does_not_give_its_code(code: str, tmp_path: Path) -> None:
    good = own_rules()[code].good
    found = given(code, good, tmp_path)
    assert code not in {name for name, _, _ in found}
    custom = {"STYLE-IRI", "STYLE-CODE", "STYLE-MESSAGE", "STYLE-SEVERITY"}
    assert {name for name, severity, _ in found if severity == "Violation"} <= custom


@by_own_code
def test_no_result_is_graver_than_its_explanation_says(code: str, tmp_path: Path) -> None:
    told = own_rules()[code].severity
    grave = [severity for name, severity, _ in given(code, own_rules()[code].bad, tmp_path) if name == code]
    assert min(map(SEVERITIES.index, grave)) >= SEVERITIES.index(told)


# what is asked for


@pytest.mark.parametrize("asked", ["effect-number", "Effect-Number", " EFFECT-NUMBER "])
def test_case_does_not_matter(asked: str) -> None:
    assert explain(asked, rules(), words(), EXAMPLES) == explained("EFFECT-NUMBER")


def test_an_unknown_code_is_answered_with_close_ones() -> None:
    with pytest.raises(CallError, match="EFFECT-NUMBER") as raised:
        explain("EFECT-NUMBER", rules(), words(), EXAMPLES)
    assert raised.value.exit_code == 2
    assert raised.value.hint.startswith("Did you mean EFFECT-NUMBER")


def test_an_explanation_says_what_the_ontology_says_of_the_class_and_the_property() -> None:
    told = explanation_text(explained("EFFECT-NUMBER"), "en")
    assert "coh:Effect: Positive impact that the report ascribes to the accompaniment of a pilot." in told
    assert "coh:number: Rank of a resource among its like" in told
    assert "sh:minInclusive 1" in told
    assert "it stops a build" in told


def test_the_check_s_own_codes_are_not_said_to_stop_a_build() -> None:
    assert "stops a build" not in explanation_text(explain("SHAPES-LOOP", [], [], None), "en")


FOREIGN = """
ex:BookShape a sh:NodeShape ; sh:targetClass ex:Book ; sh:property
  [ sh:path ex:title ; sh:minCount 1 ; sh:message "A book has a title." ; sh:severity sh:Warning ;
    sh:description "Without one nobody finds it."@en , "Sans lui, nul ne le trouve."@fr ] .
ex:Bare sh:targetClass ex:Book ; sh:property [ sh:path ex:title ; sh:pattern "a  b\\\\d" ] ; sh:severity sh:Info .
<https://w3id.org/elsewhere/EFFECT-NUMBER> a sh:NodeShape ; sh:targetClass ex:Book ; sh:nodeKind sh:IRI .
"""


def foreign(code: str, lang: str, tmp_path: Path) -> str:
    path = tmp_path / "foreign.ttl"
    path.write_text(EX + FOREIGN, "utf-8")
    triples = [triple for file in read_files([path]) for triple in file.triples]
    return explanation_text(explain(code, triples, [], EXAMPLES), lang)


def test_a_foreign_shape_is_explained_by_what_it_states(tmp_path: Path) -> None:
    told = foreign("bookshape", "fr", tmp_path)
    assert "A book has a title." in told
    assert "Sans lui, nul ne le trouve." in told
    assert "sh:path <https://example.org/title> ; sh:minCount 1" in told
    assert "sans exemple" in told
    assert "arrête la construction" not in told


def test_a_foreign_shape_without_words_says_so(tmp_path: Path) -> None:
    told = foreign("BARE", "en", tmp_path)
    assert "The shape has no message" in told
    assert "Neither the shape nor the ontology says why." in told
    assert r'sh:pattern "a  b\\d"' in told


def test_the_gravest_of_nested_shapes_is_told(tmp_path: Path) -> None:
    """sh:severity is each shape's own: the property below an Info shape states none, so it is a violation."""
    assert foreign("BARE", "en", tmp_path).startswith("Bare — violation")


def test_a_foreign_shape_with_a_code_of_ours_has_not_our_examples(tmp_path: Path) -> None:
    assert "exemple-2024" not in foreign("EFFECT-NUMBER", "en", tmp_path)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--explain", "no-focus", "--lang", "fr"], 0, "NO-FOCUS — violation"),
        (["--explain", "effect-number", "--lang", "en"], 0, "What the rule says"),
        (["--explain", "EFFECT-NUMBR", "--lang", "fr"], 2, "Vouliez-vous dire EFFECT-NUMBER"),
        (["--explain", "EFFECT-NUMBER", "--shapes", "nowhere.ttl", "--lang", "en"], 3, "nowhere.ttl"),
    ],
)
def test_the_command_explains(arguments: list[str], code: int, said: str) -> None:
    call = [sys.executable, "-c", "from cohorte_graph.cli import main; main()", "check", *arguments]
    done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == code
    assert said in (done.stderr if code else done.stdout)
