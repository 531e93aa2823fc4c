"""How fast ``cohorte check`` is beside pyshacl's own command, and the fast engine beside pyshacl: ``make bench``."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
import pytest
from measuring import Run, cohorte, python

from cohorte_graph.generation import read_inputs, whole_manifest
from cohorte_graph.validate import ValidationResult, validate
from cohorte_graph.validate.engines import differences
from cohorte_graph.validate.fast import validate_fast
from conftest import Corpus

PYSHACL = "from pyshacl.cli import main; main()"
RESULT = "ValidationResult"


@pytest.fixture
def small(corpus: Corpus) -> Corpus:
    """A corpus that the naive way is tried on too."""
    if not corpus.naive:
        pytest.skip("checks are left out at this size, as pyshacl is")
    return corpus


# -- the whole command, cold, on a project that has not changed since its build


def demand_unchanged(corpus: Corpus) -> None:
    known = whole_manifest(corpus.project)
    assert known is not None
    assert not read_inputs(corpus.project).changed(known["inputs"]), "the program changed while it was measured"


@pytest.mark.benchmark(group="cold check")
def test_cold_check_ours(benchmark: Any, small: Corpus) -> None:
    runs: list[Run] = []
    call = ("--project", small.project.root, "check", "--format", "json")
    demand_unchanged(small)
    benchmark.pedantic(lambda: runs.append(cohorte(*call)), rounds=5, warmup_rounds=1)
    demand_unchanged(small)
    told = json.loads(runs[0].output)["results"]
    small.label(benchmark, who="ours", found=sum(one["stage"] == "validate" for one in told))


@pytest.mark.benchmark(group="cold check")
def test_cold_check_naive(benchmark: Any, small: Corpus) -> None:
    """pyshacl's command, its warnings allowed as ours are, on the same triples in one file."""
    runs: list[Run] = []
    call = ("-s", small.shapes, "-sf", "nt", "-df", "nt", "--allow-warnings", "-f", "nt", small.union)
    benchmark.pedantic(lambda: runs.append(python(PYSHACL, *call)), rounds=3 if small.cohorts == 1 else 1)
    small.label(benchmark, who="naive", found=sum(RESULT in line for line in runs[0].output.splitlines()))


# -- the engines alone: the same triples in, the same results out


@dataclass(frozen=True)
class Judging:
    """What an engine found in a graph, and the seconds of all processors that it took."""

    results: list[ValidationResult]
    seconds: float


Engine = Callable[[Sequence[ox.Triple], Sequence[ox.Triple]], list[ValidationResult]]


def judged(engine: Engine, corpus: Corpus) -> Judging:
    data, shapes = (
        [quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES)]
        for path in (corpus.union, corpus.shapes)
    )
    begun = time.process_time()
    results = engine(data, shapes)
    return Judging(results, time.process_time() - begun)


@pytest.mark.benchmark(group="engine of check")
def test_engine_of_check_ours(benchmark: Any, small: Corpus) -> None:
    runs: list[Judging] = []
    benchmark.pedantic(lambda: runs.append(judged(validate_fast, small)), rounds=5, warmup_rounds=1)
    seconds = sorted(run.seconds for run in runs)[len(runs) // 2]
    small.label(benchmark, who="ours", cpu=seconds, found=len(runs[0].results))


@pytest.mark.benchmark(group="engine of check")
def test_engine_of_check_naive(benchmark: Any, small: Corpus) -> None:
    run = benchmark.pedantic(lambda: judged(validate, small), rounds=1)
    assert differences(run.results, judged(validate_fast, small).results) == ({}, {})
    small.label(benchmark, who="naive", cpu=run.seconds, found=len(run.results))
