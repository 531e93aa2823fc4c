"""The real report's dataset, and the tools of partners where they are."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from bundled import Bundles

from cohorte_graph.build import BuildReport
from cohorte_graph.dataset import Dataset, open_dataset
from cohorte_graph.project import Project


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the tools of partners is marked so, and is no ordinary test."""
    for item in items:
        if "partner_python" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.partners)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def dataset(built: tuple[Project, BuildReport]) -> Dataset:
    """The dataset of the real report."""
    return open_dataset(built[0])


@pytest.fixture(scope="session")
def wordless(built: tuple[Project, BuildReport]) -> Dataset:
    """The same without the words of the report."""
    return open_dataset(built[0], with_text=False)


@pytest.fixture(scope="session")
def partner_python() -> Callable[[str], Path]:
    """The Python of a partner's tools by name ("ckan", "rocrate", "cff"); the test is skipped where it is not there.

    ``.ci/run`` makes their environments: what they need does not go together with what this project needs.
    """

    def python(name: str) -> Path:
        folder = os.environ.get("COHORTE_PARTNER_VENVS", "")
        found = Path(folder) / name / "bin" / "python"
        if not folder or not found.is_file():
            pytest.skip(f"needs the environment '{name}' in the folder that COHORTE_PARTNER_VENVS names")
        return found

    return python


@pytest.fixture(scope="session")
def bundles(
    dataset: Dataset,
    wordless: Dataset,
    built: tuple[Project, BuildReport],
    tmp_path_factory: pytest.TempPathFactory,
) -> Bundles:
    """The bundles of the real report, each written when it is first asked for."""
    among_others = "PYTEST_XDIST_WORKER" in os.environ
    folder = tmp_path_factory.getbasetemp().parent / "bundles" if among_others else tmp_path_factory.mktemp("bundles")
    folder.mkdir(exist_ok=True)
    return Bundles(dataset, wordless, built[0], folder)
