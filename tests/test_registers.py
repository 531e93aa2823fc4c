"""The report's figures beside the registers': each divergence has a status, worked out here a second time."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from asking import by_value, rows
from cohorte_graph.build import BuildReport
from cohorte_graph.project import Project
from cohorte_graph.query import Questions
from cohorte_graph.query.stored import StoredQuery
from cohorte_graph.store import OxigraphStore, Rows
from report_fixtures import ROOT

REGISTER = Path("/work/shared/vocab/reference_territories.json")
"""The official records as received; they are not part of the repository."""
NAME = "reported-versus-official"
MEMBERS = "2026"
"""The vintage of the number of member communes: the register gives no other."""
SECONDS = 2.0
"""Of processor time: other programs may be running."""


@pytest.fixture(scope="module")
def questions(graph: OxigraphStore) -> Questions:
    return Questions(lambda: graph, ROOT / "queries")


@pytest.fixture(scope="module")
def answered(questions: Questions) -> list[dict[str, str]]:
    return rows(questions, NAME)


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    if not REGISTER.exists():
        pytest.skip(f"the official records are not beside this checkout ({REGISTER})")
    found: list[dict[str, Any]] = json.loads(REGISTER.read_text("utf-8"))
    return found


def vintages(record: dict[str, Any]) -> dict[str, int]:
    return {year[:4]: value for year, value in record["pmun"].items()}


def is_rounded(reported: int, official: int) -> bool:
    """To the nearest or cut, to a unit of at least a hundred that the reported number is a multiple of."""
    units = [10**power for power in range(2, 6) if reported >= 1000 and reported % 10**power == 0]
    return any(reported in (official // unit * unit, (official + unit // 2) // unit * unit) for unit in units)


def main_vintage(records: list[dict[str, Any]]) -> str:
    agreeing = Counter(
        year for r in records for year, value in vintages(r).items() if value == r["report"]["population"]
    )
    return max(agreeing, key=lambda year: (agreeing[year], year))


def expected(record: dict[str, Any], main: str) -> tuple[int, int, str, str]:
    """Reported, official, vintage, status of a population."""
    reported, official = record["report"]["population"], vintages(record)
    years = sorted(official, key=lambda year: (year == main, year), reverse=True)
    if official[main] == reported:
        return reported, reported, main, "same"
    for status, holds in (
        ("other vintage", lambda value: value == reported),
        ("rounded", lambda value: is_rounded(reported, value)),
    ):
        year = next((year for year in years if holds(official[year])), None)
        if year:
            return reported, official[year], year, status
    return reported, official[main], main, "unexplained"


def test_populations_agree_with_the_records_as_received(
    answered: list[dict[str, str]], records: list[dict[str, Any]]
) -> None:
    main = main_vintage(records)
    assert main == "2022"
    wanted = Counter(expected(record, main) for record in records)
    populations = [row for row in answered if row["measure"].endswith("/population")]
    assert (
        Counter((int(row["reported"]), int(row["official"]), row["year"], row["status"]) for row in populations)
        == wanted
    )


def test_numbers_of_communes_agree_with_the_records_as_received(
    answered: list[dict[str, str]], records: list[dict[str, Any]]
) -> None:
    wanted = {
        (r["report"]["communes"], len(r["members"]), "same" if r["report"]["communes"] == len(r["members"]) else "?")
        for r in records
        if "members" in r
    }
    communes = [row for row in answered if row["measure"].endswith("/communes")]
    assert {(int(row["reported"]), int(row["official"]), row["status"]) for row in communes} == wanted
    assert {row["year"] for row in communes} == {MEMBERS}


@pytest.mark.parametrize(
    ("territory", "reported", "year", "status", "difference"),
    [
        ("le-vigan", "7010", "2022", "unexplained", "3224"),
        ("frontonnais", "28233", "2021", "other vintage", "0"),
        ("montpellier-mediterranee-metropole", "516000", "2022", "rounded", "-657"),
        ("sicoval", "83758", "2022", "same", "0"),
        # equal in three vintages, the main one among them
        ("barre-des-cevennes", "200", "2022", "same", "0"),
    ],
)
def test_the_status_of_a_population(
    territory: str, reported: str, year: str, status: str, difference: str, answered: list[dict[str, str]]
) -> None:
    (row,) = [r for r in answered if r["territory"].endswith(f"/{territory}") and r["measure"].endswith("/population")]
    assert (row["reported"], row["year"], row["status"], row["difference"]) == (reported, year, status, difference)


def test_what_no_register_holds_is_not_compared(answered: list[dict[str, str]]) -> None:
    assert {row["measure"].rsplit("/", 1)[-1] for row in answered} == {"population", "communes"}
    assert len(answered) == 11


def test_every_row_leads_to_the_words_of_the_report(answered: list[dict[str, str]]) -> None:
    for row in answered:
        assert all(row[column] for column in ("quote", "pages", "figure"))


def test_the_description_tells_every_status(questions: Questions) -> None:
    told = (ROOT / "queries" / f"{NAME}.rq").read_text("utf-8")
    assert all(status in told for status in ("same (", "other vintage (", "rounded (", "unexplained."))


@pytest.mark.filterwarnings(r"ignore:Dataset\.\w+ is deprecated:DeprecationWarning")
def test_another_engine_gives_the_same_rows_in_good_time(
    built: tuple[Project, BuildReport], graph: OxigraphStore, questions: Questions
) -> None:
    answer = graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    other = rdflib.Graph()
    other.parse(data=ox.serialize(answer.triples, format=ox.RdfFormat.N_TRIPLES), format="nt11")  # type: ignore[union-attr]
    for name in (NAME, "proofreading-notes"):
        text = StoredQuery.read(ROOT / "queries" / f"{name}.rq").bound({}, "en", questions.terms).text
        mine = graph.query(text)
        assert isinstance(mine, Rows)
        started = time.process_time()
        theirs = [tuple(map(by_value, row)) for row in other.query(text)]  # type: ignore[arg-type]
        assert time.process_time() - started < SECONDS, name
        assert theirs == [tuple(map(by_value, row)) for row in mine.rows], name
