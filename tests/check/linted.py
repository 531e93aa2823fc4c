"""The real check of one fixture, and the lines of it on which remarks are expected."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from cohorte_graph.check.lint import CODES
from cohorte_graph.check.result import CheckReport, CheckResult
from cohorte_graph.check.run import Options, check
from cohorte_graph.check.subject import of_files

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "lint"
EXPECT = re.compile(r"# expect: ([A-Z-]+(?:, [A-Z-]+)*)$")
ONTOLOGY = re.compile(r"^# ontology: (\S+)$", re.MULTILINE)

Marked = set[tuple[int, str]]


def report_of(shapes: Path, *, strict: bool = False) -> CheckReport:
    """The check of no data with these shapes, and with the ontology that the fixture names."""
    named = ONTOLOGY.search(shapes.read_text())
    ontology = [FIXTURES / "ontology" / named[1]] if named else []
    return check(of_files([], [shapes], ontology), Options(strict=strict))


def remarks_of(report: CheckReport) -> list[CheckResult]:
    """What the lint of the shapes said."""
    return [result for result in report.results if result.code in CODES]


def marked(shapes: Path) -> Marked:
    """(line, code) of each ``# expect: CODE`` of a fixture."""
    return {
        (number, code)
        for number, line in enumerate(shapes.read_text().split("\n"), 1)
        for found in EXPECT.finditer(line)
        for code in found[1].split(", ")
    }


def told(remarks: Iterable[CheckResult]) -> Marked:
    """(line, code) of each remark; a remark without a line has 0."""
    return {(remark.place.line or 0 if remark.place else 0, remark.code) for remark in remarks}
