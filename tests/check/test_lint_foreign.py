"""The lint on shapes that stand in the world: this project's own, DCAT-AP's, and other people's style."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from linted import FIXTURES, ROOT, remarks_of, report_of

from cohorte_graph.check.lint import Vocabulary, lint_shapes
from cohorte_graph.check.reading import files_below, read_files
from cohorte_graph.check.result import CheckResult
from cohorte_graph.iri import BASE

DCAT_AP = ROOT.parent / "shared" / "vocab" / "dcat-ap-3.0.1"


def _dcat_ap(*names: str) -> list[Path]:
    paths = [DCAT_AP / f"{name}.ttl" for name in names]
    if not all(path.exists() for path in paths):
        pytest.skip("the shapes of DCAT-AP 3.0.1 are not beside this checkout")
    return paths


def _violations(path: Path) -> list[CheckResult]:
    return [remark for remark in remarks_of(report_of(path)) if remark.severity == "Violation"]


def test_the_shapes_of_this_project_get_no_remark_at_all() -> None:
    shapes = read_files([ROOT / "ontology" / "shapes"], BASE)
    words = read_files([*sorted((ROOT / "ontology").glob("*.ttl")), ROOT / "ontology" / "concepts"], BASE)
    vocabulary = Vocabulary.of(triple for file in words for triple in file.triples)

    assert len(files_below([ROOT / "ontology" / "shapes"])) > 3
    assert lint_shapes([t for file in shapes for t in file.triples], vocabulary, own_style="Violation") == []


def test_style_is_only_told_of_foreign_shapes_unless_the_call_is_strict() -> None:
    path = FIXTURES / "clean-implicit-classes.ttl"
    told, strict = remarks_of(report_of(path)), remarks_of(report_of(path, strict=True))

    assert {remark.severity for remark in told} == {"Info"}
    assert {remark.code for remark in told} == {"STYLE-IRI", "STYLE-CODE", "STYLE-MESSAGE", "STYLE-SEVERITY"}
    assert {remark.severity for remark in strict} == {"Violation"}
    assert [(one.code, one.place) for one in told] == [(one.code, one.place) for one in strict]


def test_the_dead_term_of_dcat_ap_is_found_on_each_of_its_lines() -> None:
    (path,) = _dcat_ap("shapes")
    lines = path.read_text().split("\n")
    expected = [
        (number, match.start() + 1)
        for number, line in enumerate(lines, 1)
        for match in re.finditer(r"sh:shape\b", line)
    ]
    found = _violations(path)

    assert len(expected) == 5
    assert [(one.place.line, one.place.column) for one in found if one.place] == expected
    assert {one.code for one in found} == {"SHAPES-UNKNOWN-TERM"}


@pytest.mark.parametrize("name", ["range", "shapes_recommended", "deprecateduris", "mdr-vocabularies.shape"])
def test_files_of_dcat_ap_without_a_fault_get_no_violation(name: str) -> None:
    (path,) = _dcat_ap(name)

    assert _violations(path) == []


@pytest.mark.parametrize("name", ["ranges", "dcat-ap-SHACL"])
def test_what_the_lint_refuses_in_dcat_ap_is_undescribed_there_or_a_class_of_literals(name: str) -> None:
    """By the text alone: an IRI that stands at the beginning of no line is described by none of these files."""
    (path,) = _dcat_ap(name)
    described = set(re.findall(r"^<([^>]+)>", path.read_text(), flags=re.MULTILINE))
    found = _violations(path)
    dangling = {one.value.strip("<>") for one in found if one.code == "SHAPES-DANGLING"}
    others = [(one.code, one.place.line) for one in found if one.code != "SHAPES-DANGLING" and one.place]
    literals = re.compile(r"shacl:(targetC|c)lass rdfs:Literal\b")
    lines = [number for number, line in enumerate(path.read_text().split("\n"), 1) if literals.search(line)]

    assert dangling
    assert dangling.isdisjoint(described)
    assert others == [("SHAPES-VALUE", line) for line in lines]
    assert len(lines) == (2 if name == "ranges" else 0)
