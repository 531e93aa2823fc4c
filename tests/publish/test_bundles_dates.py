"""The day of a bundle comes from the build or from SOURCE_DATE_EPOCH, never from the clock."""

from __future__ import annotations

from pathlib import Path

import pytest
from bundled import json_of, nodes

from cohorte_graph.build import BuildReport
from cohorte_graph.bundles.crate import crate_part
from cohorte_graph.bundles.edition import Edition
from cohorte_graph.dataset import Dataset, write_folder
from cohorte_graph.project import Project

CASES = {
    "the build's": ({"built": "2025-03-04T05:06:07Z"}, "", "2025-03-04"),
    "the epoch's": ({}, "86400", "1970-01-02"),
    "the build's before the epoch's": ({"built": "2025-03-04T05:06:07Z"}, "86400", "2025-03-04"),
    "nobody's": ({}, "", None),
}


@pytest.mark.parametrize(("facts", "epoch", "day"), CASES.values(), ids=CASES)
def test_the_crate_is_of_the_day_of_the_build(
    dataset: Dataset,
    built: tuple[Project, BuildReport],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    facts: dict[str, str],
    epoch: str,
    day: str | None,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    edition = Edition.of(Dataset(dataset.path, facts, True, dataset.ontology), built[0], None)
    write_folder(tmp_path / "new", [crate_part(edition, [])])
    root = nodes(json_of(tmp_path / "new" / "ro-crate-metadata.json"))["./"]
    assert root.get("datePublished") == day
