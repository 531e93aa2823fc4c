"""What some remarks of the lint say, word by word: place, severity, message in both languages, and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from library import checked
from linted import FIXTURES, remarks_of, report_of

from cohorte_graph.check.result import CheckResult

# (fixture, line) -> (column, severity, French, English, remedy in English, Turtle of the remedy)
SAID = {
    ("SHAPES-UNKNOWN-TERM", 9): (
        9,
        "Violation",
        "SHACL n'a pas de propriété sh:mincount : ce qui est demandé ainsi n'est jamais vérifié.",
        "SHACL has no property sh:mincount: what is asked for so is never checked.",
        "Did you mean sh:minCount?",
        "sh:minCount 1 ;",
    ),
    ("SHAPES-UNKNOWN-TERM", 19): (
        9,
        "Violation",
        "SHACL n'a pas de propriété sh:shape : ce qui est demandé ainsi n'est jamais vérifié.",
        "SHACL has no property sh:shape: what is asked for so is never checked.",
        "Did you mean sh:node or sh:NodeShape?",
        "sh:node <http://example.org/ns#Case> ;",
    ),
    ("SHAPES-UNKNOWN-TERM", 11): (
        21,
        "Violation",
        "SHACL n'a pas de terme sh:Iri.",
        "SHACL has no term sh:Iri.",
        "Did you mean sh:IRI?",
        "sh:nodeKind sh:IRI ;",
    ),
    ("SHAPES-NOT-EVALUATED-report-terms", 8): (
        5,
        "Violation",
        "sh:resultSeverity est une propriété des rapports de validation : elle ne dit rien dans une forme.",
        "sh:resultSeverity is a property of validation reports: in a shape it says nothing.",
        "Did you mean sh:severity?",
        "sh:severity sh:Warning ;",
    ),
    ("SHAPES-UNKNOWN-DATATYPE", 11): (
        38,
        "Violation",
        "xsd:sting n'est pas un type de données : aucune valeur ne l'a.",
        "xsd:sting is no datatype: no value has it.",
        "Did you mean xsd:string?",
        "sh:datatype xsd:string ;",
    ),
    ("SHAPES-UNKNOWN-DATATYPE", 13): (
        38,
        "Violation",
        "rdfs:Literal n'est pas un type de données : aucune valeur ne l'a.",
        "rdfs:Literal is no datatype: no value has it.",
        "Did you mean sh:nodeKind sh:Literal?",
        "sh:nodeKind sh:Literal ;",
    ),
    ("SHAPES-PATTERN-explosive", 8): (
        37,
        "Warning",
        (
            '"^(a+)+$" répète ce qui se lit de plusieurs façons : '
            "une valeur qui ne convient pas peut demander un temps exponentiel."
        ),
        '"^(a+)+$" repeats what can be read in several ways: a value that does not match may take exponential time.',
        "Write each repetition so that a character has one place in it: (a+)+ is a+.",
        "",
    ),
    ("SHAPES-PREFIX", 11): (
        42,
        "Violation",
        "Le préfixe skos: n'est déclaré ni dans la requête ni par sh:prefixes.",
        "The prefix skos: is declared neither in the query nor by sh:prefixes.",
        "Declare it where sh:prefixes leads.",
        'sh:declare [ sh:prefix "skos" ; sh:namespace "http://www.w3.org/2004/02/skos/core#"^^xsd:anyURI ] .',
    ),
    ("SHAPES-UNKNOWN-WORD", 10): (
        20,
        "Violation",
        "http://example.org/ns#Animl n'est pas dans l'ontologie : la forme ne rencontre rien de ce nom.",
        "http://example.org/ns#Animl is not in the ontology: the shape meets nothing of that name.",
        "Did you mean <http://example.org/ns#Animal>?",
        "sh:targetClass <http://example.org/ns#Animal> ;",
    ),
    ("SHAPES-IMPORTS", 7): (
        17,
        "Warning",
        "owl:imports n'est pas suivi : rien n'est lu de http://example.org/other.",
        "owl:imports is not followed: nothing is read of http://example.org/other.",
        "Name the file with --shapes, if it holds shapes.",
        "",
    ),
    ("STYLE-MESSAGE", 14): (
        16,
        "Info",
        "http://example.org/ns#French n'a pas de sh:message en anglais.",
        "http://example.org/ns#French has no sh:message in English.",
        "Name the thing and the remedy in it.",
        'sh:message "…"@en ;',
    ),
}


def _remark(fixture: str, line: int) -> CheckResult:
    remarks = [one for one in remarks_of(report_of(FIXTURES / f"{fixture}.ttl")) if fixture.startswith(one.code)]
    found = [one for one in remarks if one.place and one.place.line == line]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(("fixture", "line"), SAID, ids=str)
def test_a_remark_says_where_what_and_what_to_do(fixture: str, line: int) -> None:
    remark = _remark(fixture, line)

    assert remark.place
    assert remark.remedy
    assert (
        remark.place.column,
        remark.severity,
        remark.message.fr,
        remark.message.en,
        remark.remedy.words.en,
        remark.remedy.turtle,
    ) == SAID[fixture, line]


def test_the_remedy_is_in_french_too() -> None:
    remedy = _remark("SHAPES-UNKNOWN-TERM", 19).remedy

    assert remedy
    assert remedy.words.fr == "Vouliez-vous dire sh:node ou sh:NodeShape ?"


@pytest.mark.parametrize(
    ("fixture", "line", "why"),
    [
        ("SHAPES-DANGLING", 7, "no shape is called nearly so"),
        ("SHAPES-UNKNOWN-WORD", 22, "no word of the ontology is spelt nearly so"),
        ("SHAPES-UNKNOWN-TERM-places", 8, "sh:Violation is like no property"),
        ("SHAPES-UNKNOWN-DATATYPE", 17, "owl:Thing is like no datatype"),
    ],
)
def test_nothing_is_offered_where_nothing_is_alike(fixture: str, line: int, why: str) -> None:
    assert _remark(fixture, line).remedy is None, why


@pytest.mark.parametrize("fixture", ["SHAPES-PATH-cycle", "SHAPES-LIST-cycle", "SHAPES-LOOP", "SHAPES-SPARQL-outside"])
def test_shapes_that_would_loop_or_reach_outside_are_refused_before_an_engine_runs(fixture: str) -> None:
    report = report_of(FIXTURES / f"{fixture}.ttl")

    assert report.engine == ""
    assert report.engine_note.en == "shapes refused, data not checked"
    assert report.engine_note.fr == "formes refusées, données non vérifiées"


def test_the_nearest_named_shape_is_the_one_that_a_remark_names() -> None:
    assert _remark("SHAPES-UNKNOWN-TERM-places", 11).shape == "http://example.org/ns#Shape"


def test_a_severity_like_none_is_offered_all_of_them(tmp_path: Path) -> None:
    shapes = "ex:S a sh:NodeShape ; sh:targetClass ex:T ; sh:nodeKind sh:IRI ; sh:severity sh:Error ."
    (found,) = [one for one in checked(tmp_path, "ex:a a ex:T .", shapes).results if one.code == "SHAPES-UNKNOWN-TERM"]
    assert found.remedy is not None
    assert found.remedy.words.en == "Did you mean sh:Info or sh:Violation or sh:Warning?"
    assert found.remedy.turtle == ""
