"""Constraint components that are not SHACL's own: one name with both engines, and their validators' words."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from library import checked, laid_out
from rdflib import SH

from cohorte_graph.check.report import write_report
from cohorte_graph.check.result import CheckResult, Text

EX = "https://example.org/"
SELECTING = 'sh:propertyValidator [ sh:select "SELECT $this ?value { $this $PATH ?value FILTER(lang(?value) != $tag) }"'
ASKING = 'sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER(lang($value) = $tag) }"'
SHAPES = """
ex:In{end} a sh:ConstraintComponent ; sh:parameter [ sh:path ex:tag ] ; {validator} ; {words} ] .
<https://example.com/In{end}> a sh:ConstraintComponent ; sh:parameter [ sh:path ex:other ] ; {validator} ] .
ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property ex:P .
ex:P a sh:PropertyShape ; sh:path ex:p ; ex:tag "fr" ; {own} .
"""
DATA = 'ex:a a ex:Thing ; ex:p "x"@en .'
BOTH = 'sh:message "Pas {$tag}."@fr , "Not {$tag}."@en'


def _only(folder: Path, engine: str, validator: str, words: str, own: str, end: str = "Language") -> CheckResult:
    shapes = SHAPES.format(validator=validator, words=words, own=own, end=end)
    (found,) = [one for one in checked(folder, DATA, shapes, engine).results if one.stage == "validate"]
    return found


@pytest.mark.parametrize("end", ["Language", "LanguageConstraintComponent"])
@pytest.mark.parametrize("engine", ["pyshacl", "fast", "both"])
def test_a_component_has_its_whole_name_with_either_engine(engine: str, end: str, tmp_path: Path) -> None:
    """Of two that end alike it is the one whose parameter the shape has."""
    assert _only(tmp_path, engine, SELECTING, BOTH, "", end).component == f"{EX}In{end}"


@pytest.mark.parametrize("validator", [SELECTING, ASKING])
@pytest.mark.parametrize("engine", ["pyshacl", "fast"])
@pytest.mark.parametrize(
    ("words", "own", "told"),
    [
        (BOTH, "", Text("Pas fr.", "Not fr.")),
        ('sh:message "Not so."', 'sh:message "Of the shape."', Text("Not so.", "Not so.")),
        (BOTH, 'sh:message "A shape\'s."', Text("Pas fr.", "Not fr.")),
        ("", 'sh:message "Of the shape."', Text("Of the shape.", "Of the shape.")),
        (
            "",
            "",
            Text(
                "La contrainte https://example.org/InLanguage n'est pas respectée.",
                "The constraint https://example.org/InLanguage is not met.",
            ),
        ),
    ],
    ids=["filled in", "before the shape's", "whatever the shape says", "of the shape", "none"],
)
def test_a_validator_says_what_is_wrong(
    engine: str, validator: str, words: str, own: str, told: Text, tmp_path: Path
) -> None:
    assert _only(tmp_path, engine, validator, words, own).message == told


@pytest.mark.parametrize("engine", ["pyshacl", "fast"])
def test_a_constraint_of_shacl_does_not_speak_with_the_words_of_sparql(engine: str, tmp_path: Path) -> None:
    shapes = """ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:nodeKind sh:BlankNode ; sh:message "Of the shape." ;
    sh:sparql [ sh:message "Of SPARQL." ; sh:select "SELECT $this { $this <https://example.org/p> ?p }" ] ."""
    found = checked(tmp_path, DATA, shapes, engine).results
    told = {one.component: one.message.en for one in found if one.stage == "validate"}
    assert told == {"NodeKind": "Of the shape.", "SPARQL": "Of SPARQL."}


@pytest.mark.parametrize("engine", ["pyshacl", "fast"])
def test_the_report_of_shacl_names_it_as_pyshacl_does(engine: str, tmp_path: Path) -> None:
    shapes = SHAPES.format(validator=SELECTING, words=BOTH, own="", end="Language")
    text = write_report(checked(tmp_path, DATA, shapes, engine), "ttl", "en", fail_on="violation")
    assert list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    data, rules = laid_out(tmp_path, DATA, shapes)
    _, expected, _ = pyshacl.validate(rdflib.Graph().parse(data), shacl_graph=rdflib.Graph().parse(rules))
    graph = rdflib.Graph().parse(data=text, format="turtle")
    for name in (SH.sourceConstraintComponent, SH.value, SH.focusNode):
        assert set(graph.objects(None, name)) == set(expected.objects(None, name)) != set()
