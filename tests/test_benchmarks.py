"""The benchmarks themselves: larger projects are what they claim to be, the table says what was measured."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cohorte_graph.build import BuildReport, build
from cohorte_graph.generation import open_current
from cohorte_graph.project import Project
from cohorte_graph.query import Questions, Table
from report_fixtures import ROOT

BENCHMARKS = Path(__file__).parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from corpus import COHORT, grow  # noqa: E402
from table import main as write_table  # noqa: E402


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, BuildReport]:
    project = grow(tmp_path_factory.mktemp("grown") / "project", 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cohorte_graph.build.validate", lambda data, shapes: [])
        return project, build(project)


def test_a_copy_is_a_cohort_with_everything_of_its_own(
    grown: tuple[Project, BuildReport], built: tuple[Project, BuildReport]
) -> None:
    _, report = grown
    _, real = built
    assert list(report.counts) == ["copie-2-2024-2025", COHORT]
    alone = {kind: n for kind, n in real.counts[COHORT].items() if kind != "SourceDifference"}
    for counts in report.counts.values():
        assert {kind: n for kind, n in counts.items() if kind != "SourceDifference"} == alone
    copied = report.triples["https://w3id.org/cohorte-graph/graph/report/copie-2-2024-2025"]
    assert copied > 0.9 * real.triples[f"https://w3id.org/cohorte-graph/graph/report/{COHORT}"]


@pytest.mark.parametrize("query", ["effects-of-territory", "limits-of-territory", "speakers-of-territory"])
def test_each_cohort_answers_for_itself(
    grown: tuple[Project, BuildReport], built: tuple[Project, BuildReport], query: str
) -> None:
    def rows(project: Project, **values: str) -> int:
        questions = Questions(lambda: open_current(project), project.queries)
        answer = questions.ask(query, {"territory": "gruissan", **values}, "fr")
        assert isinstance(answer, Table)
        return len(answer.rows)

    alone = rows(built[0])
    assert alone > 0
    assert rows(grown[0]) == 2 * alone
    assert rows(grown[0], cohort=COHORT) == rows(grown[0], cohort="copie-2-2024-2025") == alone


def test_the_table_divides_what_was_measured(tmp_path: Path) -> None:
    def one(group: str, who: str, triples: int, median: float, **extra: object) -> dict[str, object]:
        facts = {"who": who, "triples": triples, "cohorts": 1, "mebibytes": 100.0, **extra}
        return {"group": group, "extra_info": facts, "stats": {"median": median}}

    queries = {"a": 0.001, "b": 0.004}
    run = {
        "datetime": "2026-01-02T03:04:05",
        "machine_info": {"python_version": "3.11.0", "machine": "x86_64", "cpu": {"count": 2}},
        "benchmarks": [
            one("load", "ours", 100_000, 0.5),
            one("load", "naive", 100_000, 5.0),
            one("cold ask", "ours", 100_000, 0.2),
            one("cold ask", "naive", 100_000, 0.5),
            one("cold check", "ours", 100_000, 2.0),
            one("cold check", "naive", 100_000, 20.0),
            one("engine of check", "ours", 100_000, 9, cpu=0.5),
            one("engine of check", "naive", 100_000, 9, cpu=20.0),
            one("stored queries", "ours", 100_000, 1, queries=queries, bare={"a": 0.0009, "b": 0.001}),
            one("stored queries", "naive", 100_000, 1, queries={"a": 0.1, "b": 0.1}),
            one("build", "ours", 100_000, 0, seconds=10.0, judge=8.0),
            one("build", "naive", 100_000, 0, seconds=6.0, judge=3.0),
            one("unchanged build", "ours", 100_000, 0.4),
        ],
    }
    (tmp_path / "run.json").write_text(json.dumps(run))
    write_table(tmp_path / "run.json", tmp_path / "speed.md")
    said = (tmp_path / "speed.md").read_text("utf-8")
    for line in (
        "| load into memory | 0.50 s · 5.00 s · **10×** |",
        "| cold `cohorte ask` | 0.20 s · 0.50 s · **2.5×** |",
        "| cold `cohorte check`, unchanged project | 2.00 s · 20 s · **10×** |",
        "| … its engine alone, CPU time | 0.50 s · 20 s · **40×** |",
        "| stored queries, geometric mean | 2.00 ms · 0.10 s · **50×** (2 queries) |",
        "| … beside the bare engine | 1 of 2 within 1.5× or 0.3 ms; median + 1.55 ms |",
        "| full build, pyshacl and reasoner apart | 2.00 s · 6.00 s · **3.0×** |",
        "| … pyshacl's share of that | 80 % · 50 % |",
        "| full build per 100,000 triples | 10 s |",
    ):
        assert line in said, said


def test_readme_quotes_what_was_measured() -> None:
    """Each ratio of the README stands in the table that the last run wrote."""
    readme = (ROOT / "README.md").read_text("utf-8")
    section = readme[readme.index("## Speed") :].split("\n## ")[0]
    measured = (ROOT / "docs" / "speed.md").read_text("utf-8")
    quoted = re.findall(r"\*\*[\d.]+×\*\*", section)
    assert quoted
    assert [ratio for ratio in quoted if ratio not in measured] == []


@pytest.mark.slow
def test_the_benchmarks_run(tmp_path: Path) -> None:
    """At the smallest size, each once; the table is written from what they say."""
    options = ["-o", "python_files=bench_*.py", "-o", "filterwarnings=default", "-p", "no:xdist", "-q"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", BENCHMARKS, *options, "--benchmark-json", tmp_path / "run.json"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "COHORTE_BENCH_COHORTS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    write_table(tmp_path / "run.json", tmp_path / "speed.md")
    assert (tmp_path / "speed.md").read_text("utf-8").count("×**") >= 6
