"""The wheel carries what the program needs: away from a checkout a question is answered."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from report_fixtures import ROOT


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout, unpacked where Python finds it first."""
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    code = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    target = folder / "site"
    with zipfile.ZipFile(folder / done.stdout.split()[-1]) as wheel:
        wheel.extractall(target)
    return target


def run(unpacked: Path, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    own = {"PYTHONPATH": str(unpacked), "XDG_CACHE_HOME": str(folder / "cache"), "COHORTE_LANG": "en"}
    variables = {**os.environ, **own}
    return subprocess.run(
        [sys.executable, "-c", "from cohorte_graph.cli import main; main()", *args],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_an_empty_folder_answers(unpacked: Path, tmp_path: Path) -> None:
    first = run(unpacked, tmp_path, "ask", "territories", "--format", "csv")
    assert first.returncode == 0, first.stderr
    assert f"built in {tmp_path / 'cache' / 'cohorte-graph'}" in first.stderr
    assert len(first.stdout.splitlines()) == 9
    second = run(unpacked, tmp_path, "ask", "territories", "--format", "csv")
    assert (second.stdout, second.stderr, second.returncode) == (first.stdout, "", 0)
    assert not (unpacked / "cohorte_graph" / "_project" / "build").exists()


def test_the_wheel_carries_ontology_data_and_queries(unpacked: Path) -> None:
    inside = unpacked / "cohorte_graph" / "_project"
    for folder in ("ontology", "data", "queries"):
        ours = {p.relative_to(ROOT / folder) for p in (ROOT / folder).rglob("*") if p.is_file()}
        assert {p.relative_to(inside / folder) for p in (inside / folder).rglob("*") if p.is_file()} == ours
    assert (unpacked / "cohorte_graph" / "py.typed").is_file()
    assert list(unpacked.glob("*.dist-info/licenses/**/LICENSE"))
