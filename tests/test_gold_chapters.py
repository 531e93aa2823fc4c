"""The chapters against what a careful reader found in them, line by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cohorte_graph.extract.records import Record

GOLD = Path(__file__).parent / "gold" / "chapters"
CHAPTERS = sorted(GOLD.glob("*.json"))
COHORT = "occitanie-2024-2025"

assert len(CHAPTERS) == 8


@pytest.fixture(params=CHAPTERS, ids=lambda path: path.stem)
def gold(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(request.param.read_text("utf-8"))
    return found


@pytest.fixture
def chapter(gold: dict[str, Any], report: dict[str, Record]) -> Any:
    """A function from a path below the chapter to the record there."""

    def find(kind: str, *rest: str | int) -> Any:
        return report.get("/".join(map(str, (kind, COHORT, gold["territory"], *rest))))

    return find


def test_pilot(gold: dict[str, Any], chapter: Any) -> None:
    pilot = chapter("pilot")
    assert pilot.title == gold["pilot"]["title"]
    assert pilot.tagline == gold["pilot"]["tagline"].rstrip(".")
    assert (pilot.text or "").split("\n\n") == gold["pilot"]["paragraphs"]
    actions = [chapter("action", n + 1).text for n in range(len(pilot.actions))]
    assert actions == gold["pilot"]["actions"]


def test_facts(gold: dict[str, Any], chapter: Any) -> None:
    facts = gold["facts"]
    assert float(chapter("figure", "population").value) == facts["population"]
    assert float(chapter("figure", "superficie").value) == facts["areaKm2"]
    communes = chapter("figure", "communes")
    assert (int(communes.value) if communes else None) == facts["communes"]


def test_effects(gold: dict[str, Any], chapter: Any) -> None:
    assert len(chapter("pilot").effects) == len(gold["effects"])
    for expected in gold["effects"]:
        effect = chapter("effect", expected["number"])
        assert effect.text == expected["text"]
        assert list(effect.printed_labels) == expected["labels"]
        assert len(effect.effect_types) == len(expected["labels"])


def test_limits(gold: dict[str, Any], chapter: Any) -> None:
    assert len(chapter("pilot").limits) == len(gold["limits"])
    for expected in gold["limits"]:
        assert chapter("limit", expected["number"]).text == expected["text"]


def test_ally_viewpoint(gold: dict[str, Any], chapter: Any) -> None:
    expected, viewpoint = gold["ally_viewpoint"], chapter("viewpoint", "ally")
    if expected is None:
        assert viewpoint is None
        return
    assert viewpoint.heading == expected["heading"]
    assert viewpoint.text.split("\n\n") == expected["paragraphs"]
    assert len(viewpoint.speakers) == len(expected["persons"])
    assert len(viewpoint.organisations) == len(expected["organisations"])


def test_territory_viewpoint(gold: dict[str, Any], chapter: Any) -> None:
    expected, viewpoint = gold["territory_viewpoint"], chapter("viewpoint", "territory")
    assert viewpoint.heading == expected["heading"]
    assert viewpoint.text.split("\n\n") == expected["paragraphs"]
    if expected["byline"]:
        assert len(viewpoint.speakers) == len(expected["speakers"])


def test_pull_quote(gold: dict[str, Any], chapter: Any) -> None:
    quote = chapter("pull-quote", 1)
    assert (quote.text if quote else None) == gold["pull_quote"]
    assert chapter("pull-quote", 2) is None
