"""Each lint rule: shapes that break it on a marked line and nowhere else, and shapes that break none.

``tests/fixtures/lint/<CODE>.ttl`` and ``<CODE>-<variant>.ttl`` mark each line that must get a remark with
``# expect: CODE``; what is unmarked must get none. ``clean-*.ttl`` hold styles of shapes as people write them.
A fixture that begins with ``# ontology: FILE`` is checked with that ontology. Foreign shapes owe this project no
style, so remarks of style count only in fixtures of style.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from linted import FIXTURES, marked, remarks_of, report_of, told

from cohorte_graph.check.lint import CODES

BAD = sorted(path for path in FIXTURES.glob("*.ttl") if not path.name.startswith("clean-"))
CLEAN = sorted(FIXTURES.glob("clean-*.ttl"))
STYLE = "STYLE-"


def _code(path: Path) -> str:
    """The code a fixture is named after: the longest that its name begins with."""
    return max((code for code in CODES if path.stem.startswith(code)), key=len, default="")


def test_every_code_of_the_lint_has_a_fixture_and_every_fixture_a_code() -> None:
    assert {_code(path) for path in BAD} == set(CODES)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_the_lint_remarks_on_the_marked_lines_and_on_no_other(path: Path) -> None:
    style = path.stem.startswith(STYLE)
    remarks = [remark for remark in remarks_of(report_of(path)) if style or not remark.code.startswith(STYLE)]

    assert told(remarks) == marked(path)
    assert _code(path) in {code for _, code in marked(path)}


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_remark_is_in_both_languages_and_at_most_as_grave_as_its_code(path: Path) -> None:
    graver = {"Violation": 2, "Warning": 1, "Info": 0}
    for remark in remarks_of(report_of(path)):
        assert remark.message.fr
        assert remark.message.en
        assert remark.message.fr != remark.message.en
        assert graver[remark.severity] <= graver[CODES[remark.code]]
        assert remark.remedy is None or (remark.remedy.words.fr and remark.remedy.words.en)


def test_there_are_clean_shapes() -> None:
    assert len(CLEAN) >= 6


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_shapes_as_people_write_them_get_no_remark(path: Path) -> None:
    strict = "own-style" in path.stem
    report = report_of(path, strict=strict)

    assert [remark for remark in remarks_of(report) if strict or not remark.code.startswith(STYLE)] == []
    assert report.engine, "the shapes were not refused"
