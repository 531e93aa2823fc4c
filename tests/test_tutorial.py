"""The analysts' tutorial runs from its first cell to its last on the real graph."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from cohorte_graph.build import BuildReport
from cohorte_graph.project import Project
from report_fixtures import ROOT

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")

TUTORIAL = ROOT / "docs" / "tutoriel.ipynb"


@pytest.fixture
def checkout(built: tuple[Project, BuildReport], tmp_path: Path) -> Path:
    """A folder that looks like a built checkout."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(built[0].build, tmp_path / "build")
    return tmp_path


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_the_tutorial_runs(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(variable, str(checkout / "jupyter"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    notebook = nbformat.read(TUTORIAL, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(checkout)}}
    )
    client.execute()
    shown = [
        str(output.get("data", {}).get("text/plain", output.get("text", "")))
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]
    assert len(shown) == 8
    assert "Frontonnais" in shown[4]
    assert "Montpellier" in shown[4]
    assert "36-37" in shown[3]
    assert "prise de conscience" in shown[-1]


def test_the_tutorial_is_stored_without_outputs() -> None:
    notebook = nbformat.read(TUTORIAL, as_version=4)
    nbformat.validate(notebook)
    assert all(not cell.outputs and cell.execution_count is None for cell in notebook.cells if cell.cell_type == "code")
