"""Every stored query answers as the golden files say, row by row and in their order."""

from __future__ import annotations

import csv
import difflib
import io
import os

import pytest

import golden_answers
from cohorte_graph.iri import BASE
from cohorte_graph.query import Questions
from cohorte_graph.query.stored import StoredQuery
from cohorte_graph.store import OxigraphStore
from golden_answers import FOLDER, Case, cases
from report_fixtures import ROOT

QUERIES = [StoredQuery.read(path) for path in sorted((ROOT / "queries").glob("*.rq"))]
assert QUERIES

UPDATE = "run: python tests/golden_answers.py, then read the difference against the report"


@pytest.fixture(scope="module")
def real(graph: OxigraphStore) -> Questions:
    return Questions(lambda: graph, ROOT / "queries")


def lines(text: str) -> list[str]:
    """The rows of a CSV, each on a line that a person can read."""
    table = csv.reader(io.StringIO(text, newline=""))
    return [" ¦ ".join(row).replace(BASE, "").replace("\n", "⏎") for row in table]


def difference(case: Case, found: str) -> str:
    """What the golden answer has and the answer has not ('-'), and the other way round ('+')."""
    golden = case.path.read_bytes().decode()
    changes = difflib.unified_diff(lines(golden), lines(found), lineterm="", n=0)
    return "\n".join(line for line in changes if line[:3] not in ("---", "+++"))


@pytest.mark.parametrize("stored", QUERIES, ids=lambda stored: stored.name)
def test_the_answer_is_the_golden_one(stored: StoredQuery, real: Questions) -> None:
    found = {case: golden_answers.text(real, case) for case in cases(stored)}
    assert found, f"{stored.name} demands values and golden_answers.VALUES has none"
    missing = [case.path.name for case in found if not case.path.exists()]
    assert not missing, f"no golden file {', '.join(missing)}; {UPDATE}"
    changed = {case.path.name: difference(case, text) for case, text in found.items()}
    told = os.linesep.join(f"{name}\n{change}" for name, change in changes_of(changed))
    assert not told, f"{UPDATE}\n{told}"


def changes_of(changed: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, change) for name, change in changed.items() if change]


def test_every_golden_file_answers_a_question() -> None:
    wanted = {case.path.name for stored in QUERIES for case in cases(stored)}
    assert {path.name for path in FOLDER.glob("*.csv")} == wanted
