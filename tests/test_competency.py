"""The questions an analyst would ask, each with exactly the expected answer.

``gold/competency-questions.json`` holds them. An answer is what a stored query gives, a column picked or rows
filtered by a value; where no stored query fits, ``queries/competency/<question>.rq`` is a short SPARQL.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from asking import cells, rows
from cohorte_graph.query import Questions
from cohorte_graph.store import OxigraphStore
from report_fixtures import ROOT

HERE = Path(__file__).parent
GOLD: dict[str, dict[str, Any]] = {
    question["id"]: question
    for question in json.loads((HERE / "gold" / "competency-questions.json").read_text("utf-8"))
}
assert len(GOLD) == 20

SHORT_NAMES = {
    "barre-des-cevennes": "Barre-des-Cévennes",
    "canohes": "Canohès",
    "frontonnais": "Frontonnais",
    "gruissan": "Gruissan",
    "le-vigan": "Le Vigan",
    "montpellier-mediterranee-metropole": "Montpellier",
    "saint-hilaire-de-brethmas": "Saint-Hilaire-de-Brethmas",
    "sicoval": "Sicoval",
}
"""The names of the territories in the expected answers."""

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def real(graph: OxigraphStore) -> Questions:
    return Questions(lambda: graph, ROOT / "queries")


class Asking:
    """The graph, asked by stored queries or by the files of queries/competency."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions

    def __call__(self, name: str, **values: str) -> Rows:
        return rows(self._questions, name, **values)

    def file(self, name: str) -> Rows:
        path = HERE / "queries" / "competency" / f"{name}.rq"
        return cells(self._questions.sparql(path.read_text("utf-8"), path=path))


def short(found: Iterable[dict[str, str]]) -> list[str]:
    """The territories of rows under their short names."""
    return [SHORT_NAMES[row["territory"].rsplit("/", 1)[-1]] for row in found]


def one(found: Rows) -> dict[str, str]:
    (row,) = found
    return row


def bauhaus_day(ask: Asking) -> list[str]:
    """Who was there, and where."""
    day = one([row for row in ask("events") if "Bauhaus" in row["title"]])
    return [*day["attendees"].split(" | "), day["placeLabel"]]


def action_sheets(ask: Asking) -> list[str]:
    row = one(ask.file("Q37"))
    return [row["clause"], f"p. {row['pages']}"]


ANSWERS: dict[str, Callable[[Asking], list[str] | str | int]] = {
    "Q01": lambda ask: [
        row[column] for row in ask("sources") if row["rank"] == "1" for column in ("title", "subtitle")
    ],
    "Q03": lambda ask: [row["words"] for row in ask.file("Q03")],
    "Q05": lambda ask: [
        f"{row['date']} {row['placeLabel']}" for row in ask("events-of-kind", eventKind="journee-tronc-commun")
    ],
    "Q07": lambda ask: [row["text"] for row in ask("actions") if short([row]) == ["Montpellier"]],
    "Q09": lambda ask: one(ask("cohorts"))["effects"],
    "Q11": lambda ask: len(ask("people")),
    "Q13": lambda ask: len(ask("web-addresses")),
    "Q15": lambda ask: [row["allyLabel"] for row in ask("allies-of-department", department="gard")],
    "Q17": lambda ask: short(ask("diagnoses-by-the-ally")),
    "Q19": lambda ask: short(ask("effects-of-type", effectType="professionnalisation")),
    "Q21": bauhaus_day,
    "Q23": lambda ask: short(ask("chapters-without-pull-quote")),
    "Q25": lambda ask: short(ask("diagnoses-unattributed")),
    "Q27": lambda ask: short(
        row for row in ask("effects-and-limits-by-territory") if int(row["limits"]) > int(row["effects"])
    ),
    "Q29": lambda ask: sorted(short(row for n, row in enumerate(ask("densities")) if n in (0, 7))),
    "Q31": lambda ask: short(ask.file("Q31")),
    "Q33": lambda ask: [row["title"] for row in ask.file("Q33")],
    "Q35": lambda ask: one(ask.file("Q35"))["average"],
    "Q37": action_sheets,
    "Q39": lambda ask: [row["end"] for row in ask.file("Q39")],
}


def test_every_question_is_answered() -> None:
    assert list(ANSWERS) == list(GOLD)


@pytest.mark.parametrize("number", GOLD)
def test_the_answer_is_the_expected_one(number: str, real: Questions) -> None:
    """Lists are sets, each member named once; numbers count by value, texts exactly."""
    expected, found = GOLD[number]["answer"], ANSWERS[number](Asking(real))
    if GOLD[number]["answer_type"] == "number":
        assert not isinstance(found, list)
        assert Decimal(found) == expected
        return
    assert isinstance(found, list)
    assert sorted(found) == sorted(expected)


def test_the_expected_sentences_are_found_where_the_questions_say(real: Questions) -> None:
    """Each sentence that bears an answer is quoted by some statement, on pages that share one with its own."""
    for number, question in GOLD.items():
        for evidence in question["evidence"]:
            found = [row for row in quotes(real) if evidence["quote"] in row["quote"]]
            assert found, f"{number}: no statement quotes {evidence['quote']}"
            first, last = evidence["spread"]
            assert any(overlap(row["pages"], first, last) for row in found), (number, found[0]["pages"])


def quotes(real: Questions) -> Rows:
    return cells(real.sparql("SELECT ?quote ?pages WHERE { ?statement coh:quote ?quote ; coh:pages ?pages }"))


def overlap(pages: str, first: int, last: int) -> bool:
    """Whether one of the ranges of pages, such as 8-13, shares one with those from first to last."""
    ranges = [part.partition("-") for part in pages.split(" | ")]
    return any(int(begin) <= last and int(end or begin) >= first for begin, _, end in ranges)
