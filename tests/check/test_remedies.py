"""The line of Turtle that a remedy offers, written into the file as it is, makes the result go away."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from commanding import Call, call  # noqa: F401 (a fixture)
from library import HEAD, checked, laid_out

from cohorte_graph.check.remedies import Remedies
from cohorte_graph.check.result import CheckReport, CheckResult
from cohorte_graph.check.run import Options, check
from cohorte_graph.check.subject import of_files
from cohorte_graph.iri import expand
from cohorte_graph.turtle import read_turtle
from cohorte_graph.validate import ValidationResult
from cohorte_graph.validate.shapes import ShapesGraph
from report_fixtures import ROOT

THING = "ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property ex:P .\nex:P a sh:PropertyShape ; sh:path ex:p ; "
OTHERS = """
ex:red a ex:Colour . ex:green a ex:Colour . ex:blue a ex:Colour .
"""
COLOURS = "sh:in ( ex:crimson ex:scarlet ex:vermilion ) ."
CLOSED = """ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
    sh:property [ sh:path ex:title ] , [ sh:path ex:pages ] ."""

ADDED = {
    "minCount": "sh:minCount 1 .",
    "minCount of a text": "sh:minCount 1 ; sh:datatype xsd:string .",
    "minCount of an integer": "sh:minCount 1 ; sh:datatype xsd:integer .",
    "minCount of an integer from 5": "sh:minCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 5 .",
    "minCount of an integer above 5": "sh:minCount 1 ; sh:datatype xsd:integer ; sh:minExclusive 5 .",
    "minCount of an integer below 0": "sh:minCount 1 ; sh:datatype xsd:integer ; sh:maxExclusive 0 .",
    "minCount of a decimal": "sh:minCount 1 ; sh:datatype xsd:decimal .",
    "minCount of a decimal from 10.5": "sh:minCount 1 ; sh:datatype xsd:decimal ; sh:minInclusive 10.5 .",
    "minCount of a decimal from 10": "sh:minCount 1 ; sh:datatype xsd:decimal ; sh:minInclusive 10 .",
    "a decimal within": "sh:datatype xsd:decimal ; sh:minCount 1 ; sh:minExclusive 1 ; sh:maxExclusive 1.5 .",
    "minCount of a double above 7": "sh:minCount 1 ; sh:datatype xsd:double ; sh:minExclusive 7 .",
    "minCount of one integer": "sh:minCount 1 ; sh:datatype xsd:integer ; sh:minExclusive 4.5 ; sh:maxInclusive 5 .",
    "minCount of a positive integer from 0": "sh:minCount 1 ; sh:datatype xsd:positiveInteger ; sh:minInclusive 0 .",
    "minCount of a blank node": "sh:minCount 1 ; sh:nodeKind sh:BlankNode .",
    "minCount of a blank node of a class": "sh:minCount 1 ; sh:nodeKind sh:BlankNode ; sh:class ex:Colour .",
    "minCount of a boolean": "sh:minCount 1 ; sh:datatype xsd:boolean .",
    "minCount of a date": "sh:minCount 1 ; sh:datatype xsd:date .",
    "minCount of a year": "sh:minCount 1 ; sh:datatype xsd:gYear .",
    "minCount of a month": "sh:minCount 1 ; sh:datatype xsd:gYearMonth .",
    "minCount of a moment": "sh:minCount 1 ; sh:datatype xsd:dateTime .",
    "minCount of a float": "sh:minCount 1 ; sh:datatype xsd:float .",
    "minCount of a positive integer": "sh:minCount 1 ; sh:datatype xsd:positiveInteger .",
    "minCount of a text in some language": "sh:minCount 1 ; sh:datatype rdf:langString .",
    "minCount of a text in German": 'sh:minCount 1 ; sh:languageIn ( "de" "it" ) .',
    "minCount of an IRI": "sh:minCount 1 ; sh:nodeKind sh:IRI .",
    "minCount of a listed value": 'sh:minCount 1 ; sh:in ( "a \\"b\\"" "c" ) .',
    "hasValue, an IRI": "sh:hasValue ex:red .",
    "hasValue, a text": 'sh:hasValue "é \\"x\\" \\\\"@fr .',
    "hasValue, a number": "sh:hasValue 5 .",
    "hasValue, a urn": "sh:hasValue <urn:isbn:1> .",
    "hasValue, a name that needs escapes": "sh:hasValue <https://w3id.org/cohorte-graph/def#a.b,c> .",
}
REPLACED = {
    "datatype: a number as a text": ('"12"', "sh:datatype xsd:integer ."),
    "datatype: an integer for a decimal": ("12", "sh:datatype xsd:decimal ."),
    "datatype: a text in a language": ('"a"@fr', "sh:datatype xsd:string ."),
    "datatype: a text without language": ('"a"', "sh:datatype rdf:langString ."),
    "datatype: a date as a text": ('"2025-01-31"', "sh:datatype xsd:date ."),
    "datatype: a year as an integer": ("2025", "sh:datatype xsd:gYear ."),
    "class: an individual misspelt": ("ex:gren", "sh:class ex:Colour ."),
    "in: an IRI misspelt": ("ex:crimsom", COLOURS),
    "in: a text misspelt": ('"vermillon"', 'sh:in ( "crimson" "vermilion" ) .'),
}


def only(report: CheckReport) -> CheckResult:
    """The one result of validation."""
    (found,) = [one for one in report.results if one.stage == "validate"]
    return found


def is_gone(report: CheckReport, component: str) -> bool:
    return component not in {one.component for one in report.results if one.stage == "validate"}


def line(found: CheckResult) -> str:
    assert found.remedy is not None
    assert found.remedy.turtle
    return found.remedy.turtle


@pytest.mark.parametrize("kind", ADDED)
def test_the_line_to_add_mends_what_is_missing(kind: str, tmp_path: Path) -> None:
    shapes = THING + ADDED[kind]
    found = only(checked(tmp_path, OTHERS + "ex:a a ex:Thing .", shapes))
    assert found.component in ("MinCount", "HasValue")
    mended = checked(tmp_path, OTHERS + f"ex:a a ex:Thing ;\n    {line(found)}\n.", shapes)
    assert [one for one in mended.results if one.stage == "validate"] == []


def test_the_line_to_add_is_turtle_where_a_thing_of_a_class_is_missing(tmp_path: Path) -> None:
    """Which thing only people know: the line has its place, and names its class behind it."""
    shapes = THING + "sh:minCount 1 ; sh:class ex:Colour ."
    found = only(checked(tmp_path, OTHERS + "ex:a a ex:Thing .", shapes))
    assert line(found).endswith("# https://example.org/Colour")
    mended = checked(tmp_path, OTHERS + f"ex:a a ex:Thing ;\n    {line(found).replace('<…>', 'ex:red')}\n.", shapes)
    assert [one for one in mended.results if one.stage == "validate"] == []
    assert is_gone(checked(tmp_path, OTHERS + f"ex:a a ex:Thing ;\n    {line(found)}\n.", shapes), "MinCount")


def test_the_language_that_is_missing_is_offered(tmp_path: Path) -> None:
    shapes = THING + 'sh:minCount 2 ; sh:languageIn ( "fr" "en" ) ; sh:uniqueLang true .'
    found = only(checked(tmp_path, 'ex:a a ex:Thing ; ex:p "un"@fr .', shapes))
    mended = checked(tmp_path, f'ex:a a ex:Thing ; ex:p "un"@fr ;\n    {line(found)}\n.', shapes)
    assert [one for one in mended.results if one.stage == "validate"] == []


def test_of_several_values_asked_for_the_missing_one_is_offered(tmp_path: Path) -> None:
    shapes = THING + "sh:hasValue ex:red , ex:green ."
    found = only(checked(tmp_path, "ex:a a ex:Thing ; ex:p ex:red .", shapes))
    assert line(found) == "<https://example.org/p> <https://example.org/green> ;"


def test_a_value_like_those_of_other_things_is_offered_where_the_shape_tells_none(tmp_path: Path) -> None:
    found = only(checked(tmp_path, "ex:a a ex:Thing . ex:b a ex:Thing ; ex:p 5 .", THING + "sh:minCount 1 ."))
    assert line(found) == "<https://example.org/p> 1 ;"


@pytest.mark.parametrize("kind", REPLACED)
def test_the_line_to_write_instead_mends_a_wrong_value(kind: str, tmp_path: Path) -> None:
    wrong, constraint = REPLACED[kind]
    found = only(checked(tmp_path, OTHERS + f"ex:a a ex:Thing ; ex:p {wrong} .", THING + constraint))
    mended = checked(tmp_path, OTHERS + f"ex:a a ex:Thing ;\n    {line(found)}\n.", THING + constraint)
    assert [one for one in mended.results if one.stage == "validate"] == []


def test_a_misspelt_property_of_a_closed_shape(tmp_path: Path) -> None:
    found = only(checked(tmp_path, 'ex:a a ex:Thing ; ex:tilte "A" .', CLOSED))
    assert found.component == "Closed"
    assert found.remedy is not None
    assert found.remedy.words.en == "Did you mean https://example.org/title?"
    assert found.remedy.words.fr == "Vouliez-vous dire https://example.org/title ?"
    mended = checked(tmp_path, f"ex:a a ex:Thing ;\n    {line(found)}\n.", CLOSED)
    assert [one for one in mended.results if one.stage == "validate"] == []


def test_a_prefix_that_stands_for_something_else_is_told_by_the_whole_name(tmp_path: Path) -> None:
    """Short, the name would be the very one that stands in the file."""
    shapes = CLOSED.replace("ex:title", "coh:title")
    data = "@prefix coh: <https://w3id.org/cohorte-graph/def/> .\nex:a a ex:Thing ; coh:title 1 ."
    found = only(checked(tmp_path, data, shapes))
    assert found.remedy is not None
    assert found.remedy.words.en == "Did you mean https://w3id.org/cohorte-graph/def#title?"
    mended = checked(tmp_path, data.replace("coh:title 1 .", line(found)) + "\n.", shapes)
    assert [one for one in mended.results if one.stage == "validate"] == []


def test_a_value_that_no_datatype_takes_is_given_no_line(tmp_path: Path) -> None:
    found = only(checked(tmp_path, 'ex:a a ex:Thing ; ex:p "douze" .', THING + "sh:datatype xsd:integer ."))
    assert found.remedy is None


@pytest.mark.parametrize("engine", ["fast", "pyshacl"])
def test_a_value_that_no_datatype_takes_is_told_by_its_result_alone(
    engine: str,
    call: Call,  # noqa: F811
    tmp_path: Path,
) -> None:
    laid_out(tmp_path, 'ex:a a ex:Thing ; ex:p "2O4"^^xsd:decimal .', THING + "sh:datatype xsd:decimal .")
    done = call("data.ttl", "--shapes", "shapes.ttl", "--engine", engine)
    assert done.code == 1
    assert "data.ttl:7:24: violation[P]" in done.out
    assert done.err == ""


def test_nothing_like_it_is_offered_nothing(tmp_path: Path) -> None:
    found = only(checked(tmp_path, OTHERS + "ex:a a ex:Thing ; ex:p <urn:x> .", THING + "sh:class ex:Colour ."))
    assert found.remedy is None


WORDS = """
ex:Thing a <http://www.w3.org/2002/07/owl#Class> . ex:p a rdf:Property . ex:colour a rdf:Property .
"""


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("ex:a a ex:Thing , ex:Thingg .", "https://example.org/Thing"),
        ("ex:a a ex:Thing ; ex:color 1 .", "https://example.org/colour"),
    ],
    ids=["a class", "a property"],
)
def test_misspelt_words_of_the_data_are_offered_the_known_ones(wrong: str, right: str, tmp_path: Path) -> None:
    def report(data: str) -> CheckReport:
        paths = {"data": data, "shapes": THING + "sh:maxCount 1 .", "words": WORDS}
        for name, text in paths.items():
            (tmp_path / f"{name}.ttl").write_text(HEAD + text, "utf-8")
        files = [[tmp_path / f"{name}.ttl"] for name in paths]
        return check(of_files(*files), Options())

    (found,) = [one for one in report(wrong).results if one.code == "DATA-UNKNOWN-WORD"]
    assert found.remedy is not None
    offered = re.findall(r"https?://\S+?(?= |\?|$)", found.remedy.words.en)
    assert offered[0] == right
    misspelt = re.search(r"ex:(Thingg|color)\b", wrong)
    assert misspelt
    mended = report(wrong.replace(misspelt[0], f"<{offered[0]}>"))
    assert [one for one in mended.results if one.code == "DATA-UNKNOWN-WORD"] == []


def test_names_with_a_known_prefix_are_offered_short(tmp_path: Path) -> None:
    shapes = "ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property [ sh:path rdfs:label ; sh:minCount 1 ] ."
    assert line(only(checked(tmp_path, "ex:a a ex:Thing .", shapes))) == 'rdfs:label "…" ;'


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("a owl:ObjectProperty ; rdfs:range ex:Colour .", "<…> ; # https://example.org/Colour"),
        ("a owl:ObjectProperty .", "<…> ;"),
        ("a owl:DatatypeProperty ; rdfs:range xsd:date .", '"2025-01-31"^^xsd:date ;'),
        ("a owl:DatatypeProperty ; rdfs:range rdf:langString .", '"…"@fr ;'),
        ("a owl:AnnotationProperty ; rdfs:range rdfs:Literal .", '"…" ;'),
    ],
)
def test_where_nothing_has_such_a_value_the_ontology_tells_its_kind(words: str, told: str, tmp_path: Path) -> None:
    data, shapes = laid_out(tmp_path, "ex:a a ex:Thing .", THING + "sh:minCount 1 .")
    ontology = tmp_path / "words.ttl"
    owl = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    ontology.write_text(f"{owl}{HEAD}ex:p {words} ex:Thing a owl:Class .", "utf-8")
    assert line(only(check(of_files([data], [shapes], [ontology]), Options()))) == f"<https://example.org/p> {told}"


def test_a_limit_is_offered_a_theme_and_not_a_text() -> None:
    """A text would break LIMIT-THEME."""
    ontology = [t for file in sorted((ROOT / "ontology").glob("*.ttl")) for t in read_turtle(file)]
    shapes = ShapesGraph(t for file in sorted((ROOT / "ontology" / "shapes").glob("*.ttl")) for t in read_turtle(file))
    shape = next(str(t.subject) for t in shapes.triples if str(t.object) == '"LIMIT-UNCLASSIFIED"')
    missing = ValidationResult("Warning", "LIMIT-UNCLASSIFIED", "<urn:limit>", expand("coh:limitTheme"), "", "", "")
    told = Remedies([], shapes, ontology).remedy(replace(missing, component="MinCount", source=shape))
    assert told
    assert told.turtle == "coh:limitTheme <…> ; # coh:LimitTheme"
