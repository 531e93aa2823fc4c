"""Rights and people: whose the words are, under which terms the rest stands, and what is said of a person."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from cohorte_graph.dataset import Dataset, Rights, open_dataset, rights
from cohorte_graph.iri import COH, compact, expand
from cohorte_graph.project import Project
from report_fixtures import ROOT

OF_A_PERSON = {
    "rdf:type", "rdfs:label", "skos:altLabel", "skos:hiddenLabel", "coh:sortKey", "coh:searchText", "coh:hasMention",
    "coh:carriesOut",
}  # fmt: skip
"""A name, its spellings, and the way to what a report says: mentions, and accompaniments carried out."""
OF_A_MENTION = {
    "rdf:type", "rdfs:label", "coh:sortKey", "coh:searchText", "coh:mentionOf", "coh:surfaceForm", "coh:actorRole",
    "coh:organisation", "coh:printedFunction", "coh:territory", "coh:number", "coh:inCohort", "coh:inSection",
    "coh:pages", "coh:passage", "coh:quote",
}  # fmt: skip
"""Function, role and organisation, and where the report says so."""
POINTING = {
    "coh:mentionOf", "coh:carriedOutBy", "coh:speaker", "coh:attendee", "coh:producer", "coh:about",
}  # fmt: skip
"""What a person did, as the report tells it; and notes on how it prints the name."""
CLASSES = {"Person", "Ally", "PilotAlly", "DiagnosisAlly", "ContinuingAlly"}

both = pytest.mark.parametrize("edition", ["dataset", "wordless"])
in_both_languages = pytest.mark.parametrize("lang", ["fr", "en"])


@pytest.fixture(scope="module")
def stated(dataset: Dataset) -> Rights:
    return rights(dataset)


def people(dataset: Dataset) -> set[object]:
    found = {t.subject for t in dataset.triples() if t.object == ox.NamedNode(COH + "Person")}
    return {subject for subject in found if "/id/person/" in str(subject)}


# --- Rights


def test_the_publisher_is_that_of_the_main_source(stated: Rights) -> None:
    described = (ROOT / "data/sources/sources.ttl").read_text("utf-8")
    main = next(block for block in described.split("\n\n") if re.search(r"coh:rank 1 \.", block))
    assert len(stated.reports) == 1
    assert stated.reports[0].publisher_iri.endswith(re.search(r"dcterms:publisher <id/(\S+)>", main)[1])  # type: ignore[index]
    assert stated.publisher == "La Fabrique des transitions"
    assert stated.reports[0].licence is None
    assert stated.title_fr == "Accompagner les transitions en Occitanie (rapport complet)"
    assert stated.title_en == "Accompagner les transitions en Occitanie (full report)"


def test_our_structure_has_the_licence_of_the_ontology(stated: Rights) -> None:
    assert stated.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert stated.licence in (ROOT / "ontology/LICENSE").read_text("utf-8")


def test_each_register_has_its_own_licence(stated: Rights) -> None:
    assert {register.iri.rsplit("/", 1)[1]: register.licence for register in stated.registers} == {
        "decoupage-administratif": "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
        "geonames": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert stated.licences == (stated.licence, "https://www.etalab.gouv.fr/licence-ouverte-open-licence")


@in_both_languages
def test_the_statements_tell_it_all(stated: Rights, lang: str) -> None:
    text = stated.text(lang)
    report = stated.reports[0]
    wanted = [stated.publisher, report.title, report.rights[lang], stated.licence]
    for register in stated.registers:
        wanted += [register.publisher, register.rights[lang], str(register.licence)]
    assert [piece for piece in wanted if piece not in text] == []
    assert text.count("\n\n") == len(stated.statements(lang)) - 1


def test_the_edition_without_words_says_that_it_has_none(wordless: Dataset) -> None:
    stated = rights(wordless)
    assert not stated.with_text
    assert "n'en contient pas les mots" in stated.text("fr")
    assert "holds none of its words" in stated.text("en")
    assert stated.reports[0].rights["fr"] not in stated.text("fr")  # it says that the texts are quoted
    assert "Le rapport n'indique aucune licence." in stated.text("fr")
    assert "fonction" not in stated.text("fr")


def test_another_report_has_its_own_publisher(built_mini: Path) -> None:
    stated = rights(open_dataset(Project.at(built_mini)))
    assert stated.publisher
    assert "Fabrique" not in stated.text("fr") + stated.text("en")


# --- People


@both
def test_of_a_person_the_name_alone_is_said(edition: str, request: pytest.FixtureRequest) -> None:
    dataset: Dataset = request.getfixturevalue(edition)
    known = people(dataset)
    assert len(known) > 10
    said = [triple for triple in dataset.triples() if triple.subject in known]
    assert {compact(triple.predicate.value) for triple in said} <= OF_A_PERSON
    kinds = {triple.object.value.removeprefix(COH) for triple in said if triple.predicate.value == expand("rdf:type")}
    assert "Person" in kinds <= CLASSES


@both
def test_mentions_add_function_and_organisation(edition: str, request: pytest.FixtureRequest) -> None:
    dataset: Dataset = request.getfixturevalue(edition)
    known = people(dataset)
    mentions = {t.subject for t in dataset.triples() if t.predicate.value == COH + "mentionOf" and t.object in known}
    said = {compact(triple.predicate.value) for triple in dataset.triples() if triple.subject in mentions}
    assert said <= OF_A_MENTION
    assert "coh:organisation" in said
    assert ("coh:printedFunction" in said) == dataset.with_text


def test_only_what_the_report_tells_points_at_people(dataset: Dataset) -> None:
    known = people(dataset)
    pointing = {compact(triple.predicate.value) for triple in dataset.triples() if triple.object in known}
    assert "coh:speaker" in pointing <= POINTING


def test_the_shape_holds_to_the_same_list() -> None:
    """So that the checks refuse what this test would find."""
    text = (ROOT / "ontology/shapes/closed.ttl").read_text("utf-8")
    block = text.partition("<shape/ClosedPerson>")[2].partition(" .\n")[0]
    listed = re.search(r"ignoredProperties \((.*?)\)", block, re.DOTALL)
    assert listed is not None
    assert set(listed[1].split()) == OF_A_PERSON
