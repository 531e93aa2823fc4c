"""A second, invented report of the template: other names, other noise, other order, read with data alone."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import fields
from typing import Any

import pytest

from cohorte_graph.cohort import Cohort
from cohorte_graph.extract.records import Record
from cohorte_graph.project import Project
from cohorte_graph.sources import Span
from report_fixtures import MINI, by_path, read

EXPECTED: dict[str, Any] = json.loads((MINI / "expected.json").read_text("utf-8"))
GENERAL = EXPECTED["general"]
COHORT = "armoree-2025-2026"


@pytest.fixture(scope="module")
def records(mini_cohort: Cohort) -> dict[str, Record]:
    return by_path(mini_cohort)


def of_class(records: dict[str, Record], *names: str) -> list[Any]:
    return [record for record in records.values() if type(record).__name__ in names]


@pytest.fixture(params=EXPECTED["chapters"], ids=lambda c: c["territory"])
def chapter(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


def get(records: dict[str, Record], kind: str, *rest: str | int) -> Any:
    return records.get("/".join(map(str, (kind, COHORT, *rest))))


def test_pilot_and_facts(chapter: dict[str, Any], records: dict[str, Record]) -> None:
    territory = chapter["territory"]
    pilot = get(records, "pilot", territory)
    assert pilot.title == chapter["pilot"]["title"]
    assert pilot.tagline == chapter["pilot"]["tagline"].rstrip(".")
    assert pilot.text.split("\n\n") == chapter["pilot"]["paragraphs"]
    actions = [get(records, "action", territory, n + 1).text for n in range(len(pilot.actions))]
    assert actions == chapter["pilot"]["actions"]
    assert float(get(records, "figure", territory, "population").value) == chapter["facts"]["population"]
    assert float(get(records, "figure", territory, "superficie").value) == chapter["facts"]["area_km2"]
    member: Any = records[f"territory/{territory}"]
    assert member.department.endswith("/" + chapter["facts"]["department"])
    assert member.region.endswith("/" + chapter["facts"]["region"])


def test_effects_and_limits(chapter: dict[str, Any], records: dict[str, Record]) -> None:
    territory = chapter["territory"]
    for expected in chapter["effects"]:
        effect = get(records, "effect", territory, expected["number"])
        assert effect.text == expected["text"]
        assert list(effect.printed_labels) == expected["labels"]
        found = [iri.rsplit("/", 1)[-1] for iri in effect.effect_types]
        assert found == (expected["types"] if expected["origin"] == "report" else [])
    assert get(records, "effect", territory, len(chapter["effects"]) + 1) is None
    for expected in chapter["limits"]:
        assert get(records, "limit", territory, expected["number"]).text == expected["text"]
    assert get(records, "limit", territory, len(chapter["limits"]) + 1) is None


def test_viewpoints(chapter: dict[str, Any], records: dict[str, Record]) -> None:
    territory = chapter["territory"]
    for kind in ("ally", "territory"):
        expected, found = chapter[f"{kind}_viewpoint"], get(records, "viewpoint", territory, kind)
        if expected is None:
            assert found is None
            continue
        assert found.heading == expected["heading"]
        assert found.text.split("\n\n") == expected["paragraphs"]
        slugs = [iri.rsplit("/", 1)[-1] for iri in found.speakers]
        assert slugs == expected.get("persons", expected.get("speakers"))
    quote = get(records, "pull-quote", territory, 1)
    assert (quote.text if quote else None) == _text(chapter["pull_quote"])


def _text(value: Any) -> Any:
    return value["text"] if isinstance(value, dict) else value


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("phases", "Phase"),
        ("pilot_support_steps", "PilotSupportStep"),
        ("missions", "Mission"),
        ("testimonies", "Testimony"),
        ("improvements", "Improvement"),
        ("stakes", "Stake"),
        ("strategic_questions", "StrategicQuestion"),
        ("perspectives", "Perspective"),
        ("previous_cohorts", "PreviousCohort"),
    ],
)
def test_general_lists(key: str, name: str, records: dict[str, Record]) -> None:
    assert [record.text for record in of_class(records, name)] == [_text(item) for item in GENERAL[key]]


def test_findings(records: dict[str, Record]) -> None:
    found = [
        (type(r).__name__.lower(), r.number, r.title, r.text)
        for r in of_class(records, "Strength", "Fragility", "Tension")
    ]
    expected = [(f["kind"], f["number"], f["title"], f["text"]) for f in GENERAL["findings"]]
    assert sorted(found) == sorted(expected)


def test_lessons_and_objectives(records: dict[str, Record]) -> None:
    lessons = [record.text for record in of_class(records, "Lesson")]
    assert [text for text in lessons if text in {item["text"] for item in GENERAL["lessons"]}] == [
        item["text"] for item in GENERAL["lessons"]
    ]
    for section, expected in GENERAL["objectives"].items():
        found = [r.text for r in of_class(records, "Objective") if r.path[2] == section]
        assert found == expected


def test_events(records: dict[str, Record]) -> None:
    found = {
        (
            str(e.kind).rsplit("/", 1)[-1],
            e.date,
            e.start_date,
            e.end_date,
            e.participants_min,
            e.participants_max,
            e.place.rsplit("/", 1)[-1] if e.place else None,
        )
        for e in of_class(records, "Event")
    }
    for event in GENERAL["events"]:
        key = tuple(
            event.get(name)
            for name in (
                "kind",
                "date",
                "start_date",
                "end_date",
                "participants_min",
                "participants_max",
                "place",
            )
        )
        assert key in found, event["text"]


def test_who_accompanies_and_who_diagnosed(records: dict[str, Record]) -> None:
    found = {
        (r.carried_out_by.rsplit("/", 1)[-1], r.territory.rsplit("/", 1)[-1])
        for r in of_class(records, "Accompaniment")
    }
    assert {(a["agent"], a["territory"]) for a in GENERAL["accompaniments"]} <= found
    diagnosed = {
        r.path[-1]: r.diagnosed_by.rsplit("/", 1)[-1] for r in of_class(records, "Diagnosis") if r.diagnosed_by
    }
    assert diagnosed == {d["territory"]: d["organisation"] for d in GENERAL["diagnoses"] if d["organisation"]}


def test_region(records: dict[str, Record]) -> None:
    for key, name in (("orientations", "RegionOrientation"), ("action_sheets", "RegionActionSheet")):
        assert [r.text for r in of_class(records, name)] == GENERAL["region"][key]
    assert [r.text for r in of_class(records, "RegionOutcome")] == [GENERAL["region"]["outcome"]]
    yearless = {r.surface_form for r in of_class(records, "ProofreadingNote")}
    assert set(GENERAL["region"]["dates_without_year"]) <= yearless


def test_productions_and_their_addresses(records: dict[str, Record]) -> None:
    found = {r.title: [r.url] if r.url else [] for r in of_class(records, "Production")}
    for production in GENERAL["productions"]:
        title = next(t for t in found if production["title"].startswith(t))
        assert found[title] == production["urls"], title


def test_unknown_names(records: dict[str, Record]) -> None:
    assert {r.surface_form for r in of_class(records, "UnknownName")} == set(GENERAL["unknown_names"])


def test_passages_are_code_points(mini_cohort: Cohort) -> None:
    document = mini_cohort.documents[0].document
    for item in EXPECTED["offsets"]:
        span = Span(item["start"], item["end"])
        assert document.text(span) == item["text"]


def test_cut_sentences_have_a_passage_for_each_piece(mini_cohort: Cohort, records: dict[str, Record]) -> None:
    document = mini_cohort.documents[0].document
    for key in ("cut_sentence", "evaluation_paragraph", "introduction_cut_paragraph"):
        record = next(r for r in of_class(records, "Explanation") if r.text == GENERAL[key]["text"])
        assert [document.text(span) for span in record.evidence[0].spans] == GENERAL[key]["pieces"]


def test_the_project_holds_data_alone(mini_cohort: Cohort) -> None:
    project = Project.at(MINI)
    assert not (MINI / "ontology").exists()
    assert project.ontology.is_dir()
    assert mini_cohort.slug == COHORT


@pytest.mark.parametrize("bullet", ["\t- ", "– ", " - ", "-\t"])
def test_a_report_with_dashes_for_bullets_is_read_alike(
    bullet: str, records: dict[str, Record], mini_project: Project
) -> None:
    """Lists, effects with their labels, boxes and sheets: all but the bullet is the same."""
    text = next((mini_project.data / "sources").glob("*.txt"))
    described = text.with_name("sources.ttl")
    before = text.read_bytes()
    after = re.sub(r"(?m)^([ \f]?)[ \t]*[✳•]\s*", rf"\1{bullet}", before.decode()).encode()
    assert after.decode().count(bullet) > 50
    text.write_bytes(after)
    sums = [hashlib.sha256(data).hexdigest() for data in (before, after)]
    described.write_text(described.read_text("utf-8").replace(*sums), encoding="utf-8")
    found = by_path(read(mini_project))
    assert {path: told(record) for path, record in found.items()} == {p: told(r) for p, r in records.items()}


def told(record: Record) -> dict[str, Any]:
    """What a record states, without the places of its words, which another bullet moves."""
    return {field.name: getattr(record, field.name) for field in fields(record) if field.name != "evidence"}
