"""Projects of each size, built once a session: how many cohorts is set by COHORTE_BENCH_COHORTS (1,4,36)."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from corpus import grow
from measuring import Run, python

from cohorte_graph.generation import GRAPH_FILE, current, load_current, manifest
from cohorte_graph.iri import graph_iri
from cohorte_graph.project import Project
from cohorte_graph.query import Questions
from cohorte_graph.query.syntax import Query
from cohorte_graph.store import OxigraphStore

COHORTS = [int(number) for number in os.environ.get("COHORTE_BENCH_COHORTS", "1,4,36").split(",")]
NAIVE_LIMIT = 200_000
"""Triples past which the naive way is left out: it would take a quarter of an hour and more."""
BUILD = """
import json, sys
from pathlib import Path
from cohorte_graph.build import build
from cohorte_graph.project import Project
report = build(Project.at(Path(sys.argv[1])), force=True)
print(json.dumps({"seconds": report.seconds, "timings": dict(report.timings)}))
"""


@dataclass(frozen=True)
class Corpus:
    """A built project, and the same triples as N-Triples for the naive way."""

    project: Project
    cohorts: int
    triples: int
    union: Path
    shapes: Path
    built: Run

    @property
    def graph(self) -> Path:
        return current(self.project) / GRAPH_FILE

    @property
    def naive(self) -> bool:
        """Whether the naive way is tried at this size."""
        return self.triples < NAIVE_LIMIT

    def label(self, benchmark: Any, **extra: object) -> None:
        """What the table needs to know beside the time."""
        benchmark.extra_info.update({"triples": self.triples, "cohorts": self.cohorts, **extra})


@pytest.fixture(scope="session", params=COHORTS, ids=lambda n: f"{n} cohort{'s' * (n > 1)}")
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    cohorts = int(request.param)
    project = grow(tmp_path_factory.mktemp("corpus") / "project", cohorts)
    built = python(BUILD, project.root)
    union, shapes = project.root / "union.nt", project.root / "shapes.nt"
    store = load_current(project)
    count = 0
    for path, name in ((union, None), (shapes, graph_iri("shapes"))):
        with path.open("wb") as file:
            for quad in store.quads(name):
                file.write(f"{quad.triple} .\n".encode())
                count += name is None
    assert sum(manifest(project)["triples"].values()) >= count
    return Corpus(project, cohorts, count, union, shapes, built)


@dataclass(frozen=True)
class Asked:
    """The stored queries, each with its example, over a graph held in memory."""

    questions: Questions
    values: dict[str, dict[str, str]]
    bound: dict[str, Query]
    raw: ox.Store


@pytest.fixture(scope="session")
def asked(corpus: Corpus) -> Asked:
    store = OxigraphStore.load(corpus.graph)
    questions = Questions(lambda: store, corpus.project.queries)
    values = {
        query.name: {name: p.example for name, p in query.parameters.items() if p.required}
        for query in questions.catalogue
    }
    bound = {name: questions.catalogue.get(name).bound(values[name], "fr", questions.terms) for name in values}
    raw = ox.Store()
    raw.bulk_load(path=str(corpus.graph), format=ox.RdfFormat.N_QUADS)
    return Asked(questions, values, bound, raw)
