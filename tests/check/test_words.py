"""Words of the data that their ontology does not have, and values that lead nowhere."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from cohorte_graph.check.reading import read_files
from cohorte_graph.check.result import At, CheckResult
from cohorte_graph.check.run import Options, check
from cohorte_graph.check.subject import Subject, of_files
from cohorte_graph.check.words import dangling, unknown_words
from cohorte_graph.errors import Place

FIXTURES = Path(__file__).parents[1] / "fixtures" / "lint"
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/ns#> .
ex:AnimalShape sh:targetClass ex:Animal ; sh:nodeKind sh:IRI .
"""
DATA = """@prefix ex: <http://example.org/ns#> .
@prefix other: <http://example.org/other#> .

<urn:rex> a ex:Mamal ;
    ex:wieght 30 ;
    other:wieght 30 ;
    ex:keptBy <urn:ann> , [ a other:Nobody , ex:Keeper ] ;
    ex:born "2020" .
<urn:tom> a ex:Mammal ; ex:speaks ex:Latin ; <urn:plain> 1 .
"""
ID = "https://w3id.org/cohorte-graph/id/"


def _checked(tmp_path: Path, data: str, name: str = "data.ttl", ontology: str = "zoo.ttl") -> list[CheckResult]:
    (tmp_path / name).write_text(data)
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    words = [FIXTURES / "ontology" / ontology] if ontology else []
    report = check(of_files([tmp_path / name], [tmp_path / "shapes.ttl"], words), Options())
    return [one for one in report.results if one.code.startswith("DATA-")]


def _where(results: list[CheckResult]) -> list[tuple[int | None, int | None, str]]:
    return [(one.place.line, one.place.column, one.at) if one.place else (None, None, "") for one in results]


def test_unknown_classes_are_placed_at_the_class_and_unknown_predicates_at_the_predicate(tmp_path: Path) -> None:
    found = _checked(tmp_path, DATA)

    assert _where(found) == [(4, 13, "value"), (5, 5, "value"), (9, 25, "value")]
    assert [one.message.en.split()[0] for one in found] == [
        "http://example.org/ns#Mamal",
        "http://example.org/ns#wieght",
        "http://example.org/ns#speaks",
    ]
    assert {one.severity for one in found} == {"Violation"}
    assert {one.code for one in found} == {"DATA-UNKNOWN-WORD"}


def test_the_word_that_was_meant_is_offered_in_both_languages(tmp_path: Path) -> None:
    remedies = [one.remedy and (one.remedy.words.fr, one.remedy.words.en) for one in _checked(tmp_path, DATA)]

    assert remedies == [
        ("Vouliez-vous dire http://example.org/ns#Mammal ?", "Did you mean http://example.org/ns#Mammal?"),
        ("Vouliez-vous dire http://example.org/ns#weight ?", "Did you mean http://example.org/ns#weight?"),
        None,
    ]


def test_each_statement_with_an_unknown_word_is_told(tmp_path: Path) -> None:
    data = "@prefix ex: <http://example.org/ns#> .\n" + "".join(f"<urn:{n}> ex:wieght {n} .\n" for n in range(5))

    assert [one.place.line for one in _checked(tmp_path, data) if one.place] == [2, 3, 4, 5, 6]


def test_without_an_ontology_no_word_is_unknown(tmp_path: Path) -> None:
    assert _checked(tmp_path, DATA, ontology="") == []


def test_of_a_format_without_lines_the_file_is_told(tmp_path: Path) -> None:
    data = '{"@id": "urn:rex", "http://example.org/ns#wieght": 30}'
    (found,) = _checked(tmp_path, data, "data.jsonld")

    assert found.place == Place(tmp_path / "data.jsonld")
    assert found.at == "file"


def _locate(triple: ox.Triple, predicate: bool) -> tuple[Place | None, At]:
    return None, ""


def _triple(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (ox.NamedNode(ID + "territory/gruisan"), True),
        (ox.NamedNode(ID + "territory/gruissan"), False),
        (ox.NamedNode("https://w3id.org/cohorte-graph/concept/task/none"), True),
        (ox.NamedNode("https://w3id.org/cohorte-graph/def#Effect"), False),
        (ox.NamedNode("https://example.org/id/territory/x"), False),
        (ox.Literal(ID + "territory/gruisan"), False),
    ],
    ids=str,
)
def test_only_an_iri_of_the_project_can_lead_nowhere(value: ox.NamedNode | ox.Literal, found: bool) -> None:
    statement = _triple("urn:a", "urn:p", value)

    assert len(dangling([statement], {ID + "territory/gruissan"}, _locate)) == found


def test_a_dangling_value_offers_the_resource_that_was_meant() -> None:
    statement = _triple(ID + "effect/x/1", "urn:p", ox.NamedNode(ID + "territory/gruisan"))
    described = {ID + "territory/gruissan", ID + "territory/canohes", ID + "person/gruisan"}
    (found,) = dangling([statement], described, _locate)

    assert found.remedy
    assert found.remedy.words.fr == "Vouliez-vous dire territory/gruissan ?"
    assert found.anchor == ID + "effect/x/1"
    assert found.message.en == "Nothing is said of territory/gruisan: the value leads nowhere."


def test_what_only_a_rule_says_of_a_misspelt_resource_does_not_describe_it(tmp_path: Path) -> None:
    """The inverse of a property makes each of its values a subject."""
    said = (
        f"<{ID}figure/x/1> a ex:Animal ;\n    ex:of <{ID}territory/gruisan> .\n<{ID}territory/gruissan> a ex:Animal ."
    )
    texts = {"data.ttl": f"@prefix ex: <http://example.org/ns#> .\n{said}", "shapes.ttl": SHAPES}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    data, shapes = (read_files([tmp_path / name]) for name in texts)
    stated = data[0].triples
    derived = _triple(f"{ID}territory/gruisan", "http://example.org/ns#has", ox.NamedNode(f"{ID}figure/x/1"))
    subject = Subject(data, shapes, stated, [*stated, derived], own=True, derived=frozenset({derived}))

    found = [one for one in check(subject, Options()).results if one.code == "DATA-DANGLING"]

    assert _where(found) == [(3, 11, "value")]
    assert [one.remedy and one.remedy.words.en for one in found] == ["Did you mean territory/gruissan?"]


def test_what_is_said_with_an_iri_as_a_class_counts_only_of_described_namespaces() -> None:
    rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    statements = [
        _triple("urn:a", rdf_type, ox.NamedNode("http://a/b#Known")),
        _triple("urn:a", rdf_type, ox.NamedNode("http://a/b#Other")),
        _triple("urn:a", rdf_type, ox.NamedNode("http://a/c#Other")),
        _triple("urn:a", "http://a/b#Known", ox.Literal("http://a/b#Other")),
    ]
    found = unknown_words(statements, {"http://a/b#Known"}, {"http://a/b#"}, _locate)

    assert [one.value for one in found] == ["<http://a/b#Other>"]
