"""Fixtures of the real report and of the invented one: read once, built once a session."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cohorte_graph.build import BuildReport, build
from cohorte_graph.cohort import Cohort, read_cohort
from cohorte_graph.extract import Gazetteer, Record, Vocabulary
from cohorte_graph.generation import open_current
from cohorte_graph.project import Project
from cohorte_graph.sources.description import read_source_files
from cohorte_graph.store import OxigraphStore

ROOT = Path(__file__).parents[1]
MINI = Path(__file__).parent / "fixtures" / "mini-report"


def read(project: Project) -> Cohort:
    """The one cohort of a project, read into records."""
    files = read_source_files(project.data / "sources")
    gazetteer = Gazetteer.load(project.turtle_files(project.data / "gazetteers"))
    vocabulary = Vocabulary.load(project.turtle_files(project.ontology / "concepts"))
    return read_cohort(files[0].cohort, files, gazetteer, vocabulary)


def by_path(cohort: Cohort) -> dict[str, Record]:
    return {"/".join(map(str, record.path)): record for record in cohort.records}


@pytest.fixture(scope="session")
def cohort() -> Cohort:
    """The real report, read."""
    return read(Project.at(ROOT))


@pytest.fixture(scope="session")
def report(cohort: Cohort) -> dict[str, Record]:
    """The records of the real report by their paths."""
    return by_path(cohort)


@pytest.fixture(scope="session")
def mini_cohort() -> Cohort:
    """The invented report, read."""
    return read(Project.at(MINI))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, BuildReport]:
    """The real project, built into a folder of its own."""
    project = Project(ROOT, tmp_path_factory.mktemp("build"))
    return project, build(project)


@pytest.fixture(scope="session")
def graph(built: tuple[Project, BuildReport]) -> OxigraphStore:
    """The real graph."""
    return open_current(built[0])


@pytest.fixture(scope="session")
def built_mini(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented project, built once without pyshacl; tests copy it before they spoil it."""
    root = tmp_path_factory.mktemp("built") / "mini"
    shutil.copytree(MINI, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cohorte_graph.build.validate", lambda data, shapes: [])
        build(Project.at(root))
    return root


@pytest.fixture
def no_shacl(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds without pyshacl, for what is none of its business."""
    monkeypatch.setattr("cohorte_graph.build.validate", lambda data, shapes: [])


@pytest.fixture
def mini_project(tmp_path: Path) -> Project:
    """A copy of the invented project that a test may spoil."""
    root = tmp_path / "mini"
    shutil.copytree(MINI, root)
    return Project.at(root)
