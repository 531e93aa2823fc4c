"""The general part against what a careful reader found in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cohorte_graph.cohort import Cohort
from cohorte_graph.extract.records import Record
from cohorte_graph.folding import fold

GOLD: dict[str, Any] = json.loads((Path(__file__).parent / "gold" / "general.json").read_text("utf-8"))
OPTIONAL_KINDS = {"rencontre": {"rencontre", "assemblee"}}


def of_class(report: dict[str, Record], *names: str) -> list[Any]:
    return [record for record in report.values() if type(record).__name__ in names]


def texts(items: list[Any]) -> list[str]:
    return [item["text"] if isinstance(item, dict) else item for item in items]


def slug(iri: str | None) -> str | None:
    return iri.rsplit("/", 1)[-1] if iri else None


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        (texts(GOLD["phases"]), "Phase"),
        (texts(GOLD["pilot_support_steps"]), "PilotSupportStep"),
        (texts(GOLD["previous_cohorts"]), "PreviousCohort"),
        (GOLD["missions"], "Mission"),
        (GOLD["improvements"]["items"], "Improvement"),
        (GOLD["stakes"], "Stake"),
        (GOLD["strategic_questions"], "StrategicQuestion"),
        (GOLD["perspectives"], "Perspective"),
        (GOLD["testimonies"], "Testimony"),
        (GOLD["region"]["orientations"], "RegionOrientation"),
        (GOLD["region"]["action_sheets"], "RegionActionSheet"),
        ([GOLD["region"]["outcome"]], "RegionOutcome"),
        (texts(GOLD["findings"]["strengths"]), "Strength"),
        (texts(GOLD["findings"]["fragilities"]), "Fragility"),
        (texts(GOLD["findings"]["tensions"]), "Tension"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_lists(expected: list[str], name: str, report: dict[str, Record]) -> None:
    assert [record.text for record in of_class(report, name)] == expected


def test_titles_of_findings_and_phases(report: dict[str, Record]) -> None:
    for key, name in (("strengths", "Strength"), ("fragilities", "Fragility"), ("tensions", "Tension")):
        assert [f.title for f in of_class(report, name)] == [f["title"] for f in GOLD["findings"][key]]
    assert [p.title for p in of_class(report, "Phase")] == [p["title"] for p in GOLD["phases"]]


def test_lessons(report: dict[str, Record]) -> None:
    found = [record.text for record in of_class(report, "Lesson")]
    assert sorted(found) == sorted(GOLD["lessons"]["paragraphs"] + GOLD["lessons"]["items"])
    assert [t for t in found if t in GOLD["lessons"]["items"]] == GOLD["lessons"]["items"]


def test_objectives(report: dict[str, Record]) -> None:
    sections = {
        "diagnostics": "les-diagnostics-sensibles",
        "pilots": "les-projets-pilotes",
        "evaluation": "l-evaluation",
    }
    for key, section in sections.items():
        found = [r.text for r in of_class(report, "Objective") if r.path[2] == section]
        assert found == GOLD["objectives"][key]


def test_events(report: dict[str, Record]) -> None:
    events = of_class(report, "Event")
    assert len(events) == len(GOLD["events"])
    for expected in GOLD["events"]:
        kinds = OPTIONAL_KINDS.get(expected["kind"], {expected["kind"]})
        same = [
            e
            for e in events
            if slug(e.kind) in kinds
            and (e.date, e.start_date, e.end_date) == (expected["date"], expected["start"], expected["end"])
            and (expected["place"] is None) == (e.place is None)
        ]
        assert same, expected["text"]
        assert expected["participantsMin"] in {e.participants_min for e in same}
        assert expected["participantsMax"] in {e.participants_max for e in same}
        if expected["kind"] == "webinaire":
            assert expected["topic"] in {e.topic for e in same}
        attendees = [len(e.attendees) for e in same]
        assert max(attendees) == len(expected["attendees"])


def test_places_of_core_curriculum_days(report: dict[str, Record]) -> None:
    found = [(e.date, slug(e.place)) for e in of_class(report, "Event") if slug(e.kind) == "journee-tronc-commun"]
    assert found == [("2024-05-07", "fronton"), ("2024-06-24", "toulouse"), ("2025-01-21", "montpellier")]


def test_diagnoses(report: dict[str, Record]) -> None:
    found = {r.path[-1]: slug(r.diagnosed_by) for r in of_class(report, "Diagnosis")}
    said = {d["territory"] for d in GOLD["diagnoses"] if d["organisation"]}
    assert set(found) == {d["territory"] for d in GOLD["diagnoses"]}
    assert {t for t, organisation in found.items() if organisation} == said
    assert found["frontonnais"] == "arec-occitanie"


def test_accompaniments(report: dict[str, Record]) -> None:
    found: dict[str, set[str]] = {}
    for record in of_class(report, "Accompaniment"):
        if slug(record.task) == "appui-projet-pilote":
            found.setdefault(str(slug(record.territory)), set()).add(str(slug(record.carried_out_by)))
    people = {e["territory"]: {fold(p).replace(" ", "-") for p in e["people"]} for e in GOLD["accompaniments"]}
    assert set(found) == set(people)
    for territory, expected in people.items():
        assert expected <= found[territory]
    assert "eco-morphose" in found["frontonnais"]


def test_people_and_their_functions(report: dict[str, Record]) -> None:
    mentions = of_class(report, "Mention")
    named = {m.mention_of for m in mentions if "/person/" in m.mention_of}
    assert len(named) == len(GOLD["people"]) == 19
    for person in GOLD["people"]:
        own = [m for m in mentions if m.surface_form in person["spellings"]]
        functions = {m.printed_function for m in own}
        assert own, person["name"]
        if person["function"]:
            assert person["function"] in functions
        else:
            assert functions <= {None, person.get("role_printed")}


def test_figures(report: dict[str, Record]) -> None:
    figures = of_class(report, "Figure")

    def matches(record: Any, gold: dict[str, Any]) -> bool:
        numbers = {float(v) for v in (record.value, record.value_min, record.value_max) if v}
        wanted = {float(gold[k]) for k in ("value", "min", "max") if k in gold}
        unit = fold(gold["unit"]).split(" ")[0][:6]
        return wanted <= numbers and (fold(record.unit)[:6] == unit or unit in fold(record.unit))

    missing = [
        gold["quote"]
        for gold in GOLD["figures"]
        if not gold.get("optional") and not any(matches(record, gold) for record in figures)
    ]
    # The report prints "13 allié.es et agents": its unit is theirs, the reader's "personnes" is a reading.
    assert missing == ["dont 13 allié.es et agents de la Région Occitanie"]


def test_no_figure_is_invented(report: dict[str, Record]) -> None:
    expected = {float(g[k]) for g in GOLD["figures"] for k in ("value", "min", "max") if k in g}
    facts = ("population", "superficie", "communes")
    for record in of_class(report, "Figure"):
        if record.path[-1] not in facts:
            for value in (record.value, record.value_min, record.value_max):
                assert value is None or float(value) in expected, record


def test_productions(report: dict[str, Record]) -> None:
    productions = of_class(report, "Production")
    found = {fold(p.title): p for p in productions}
    for expected in GOLD["productions"]:
        production = found[fold(expected["title"])]
        assert [production.url] if production.url else expected["urls"] == []
        assert slug(production.kind) == expected["kind"]
        assert (production.producer is None) == (expected["producer"] is None)
    for resource in GOLD["resources"]:
        assert found[fold(resource["title"])].text == resource["description"]
    assert len(productions) == len(GOLD["productions"]) + len(GOLD["resources"])


def test_web_addresses(report: dict[str, Record]) -> None:
    assert {a.url for a in of_class(report, "WebAddress")} == set(GOLD["urls_distinct"])


def test_pull_quotes(report: dict[str, Record]) -> None:
    found = [q.text for q in of_class(report, "PullQuote") if q.territory is None]
    assert found == [q["text"] for q in GOLD["pull_quotes"]]


def test_prose_is_explained(report: dict[str, Record], cohort: Cohort) -> None:
    """Each paragraph is the text of a record; those that say who came are evidence of events."""
    said = {record.text for record in report.values() if hasattr(record, "text")}
    document = cohort.documents[0].document
    said |= {document.join(e.spans) for r in of_class(report, "Event") for e in r.evidence if e.property}
    for block in GOLD["prose"]:
        for paragraph in block["paragraphs"]:
            assert paragraph in said, paragraph[:60]
    assert set(GOLD["back_cover"]) <= said
    for key in ("multi_level_items", "cohort_traits", "cohort_members_printed"):
        assert set(texts(GOLD[key])) <= said
