"""How fast, how much memory, and how many times faster than the naive way, in one run: ``make bench``.

Not collected with the tests: times are no assertions on noisy machines. ``table.py`` writes the table.
"""

from __future__ import annotations

import csv
import json
import signal
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from measuring import cohorte, python
from naive import ASK

from cohorte_graph.reason import find_java
from cohorte_graph.store import OxigraphStore
from conftest import BUILD, Asked, Corpus

QUERY_LIMIT = 60
"""Seconds after which a query of the naive way is counted as taking just these."""
COLD_QUERY = "pilots"
LOAD_OURS = """
import sys, pathlib
from cohorte_graph.store import OxigraphStore
print(len(OxigraphStore.load(pathlib.Path(sys.argv[1]))))
"""
LOAD_NAIVE = """
import sys, rdflib
print(len(rdflib.Graph().parse(sys.argv[1], format="nt11")))
"""


def rounds(corpus: Corpus, many: int) -> int:
    return many if corpus.triples < 50_000 else max(1, many // 3)


# -- load


@pytest.mark.benchmark(group="load")
def test_load_ours(benchmark: Any, corpus: Corpus) -> None:
    """The whole graph as N-Quads: the union and each named graph, twice the triples that the naive way reads."""
    store = benchmark.pedantic(lambda: OxigraphStore.load(corpus.graph), rounds=rounds(corpus, 5))
    assert len(store) > corpus.triples
    corpus.label(benchmark, who="ours", mebibytes=python(LOAD_OURS, corpus.graph).mebibytes)


@pytest.mark.benchmark(group="load")
def test_load_naive(benchmark: Any, corpus: Corpus) -> None:
    if not corpus.naive:
        pytest.skip("the naive way is left out at this size")
    graph = benchmark.pedantic(lambda: rdflib.Graph().parse(corpus.union, format="nt11"), rounds=1)
    assert len(graph) > 0.99 * corpus.triples
    corpus.label(benchmark, who="naive", mebibytes=python(LOAD_NAIVE, corpus.union).mebibytes)


# -- cold ask


@pytest.mark.benchmark(group="cold ask")
def test_cold_ask_ours(benchmark: Any, corpus: Corpus) -> None:
    runs = []
    call = ("--project", corpus.project.root, "ask", COLD_QUERY, "--format", "csv")
    benchmark.pedantic(lambda: runs.append(cohorte(*call)), rounds=7, warmup_rounds=1)
    assert len(list(csv.reader(runs[0].output.splitlines()))) > 8 * corpus.cohorts
    corpus.label(benchmark, who="ours", mebibytes=runs[0].mebibytes)


@pytest.mark.benchmark(group="cold ask")
def test_cold_ask_naive(benchmark: Any, corpus: Corpus, asked: Asked, tmp_path: Path) -> None:
    if not corpus.naive:
        pytest.skip("the naive way is left out at this size")
    query = tmp_path / "query.rq"
    query.write_text(asked.bound[COLD_QUERY].text, "utf-8")
    runs = []
    benchmark.pedantic(lambda: runs.append(python(ASK, corpus.union, query)), rounds=rounds(corpus, 3))
    assert len(runs[0].output.splitlines()) >= 8 * corpus.cohorts
    corpus.label(benchmark, who="naive", mebibytes=runs[0].mebibytes)


# -- stored queries, held in memory


def each(names: list[str], asks: list[Callable[[str], object]], repeat: int) -> list[dict[str, float]]:
    """Median seconds of each query asked in several ways, in turn, so that what slows one slows all.

    Everything is asked once before, which fills caches and is not counted.
    """
    found: list[dict[str, float]] = [{} for _ in asks]
    for name in names:
        for ask in asks:
            ask(name)
    for name in names:
        times: list[list[float]] = [[] for _ in asks]
        for _ in range(repeat):
            for ask, taken in zip(asks, times, strict=True):
                begun = time.perf_counter()
                ask(name)
                taken.append(time.perf_counter() - begun)
        for one, taken in zip(found, times, strict=True):
            one[name] = statistics.median(taken)
    return found


def read(answer: Any) -> object:
    """All of a bare engine's answer as Python terms."""
    return (
        bool(answer)
        if isinstance(answer, ox.QueryBoolean)
        else [x if isinstance(x, ox.Triple) else tuple(x) for x in answer]
    )


@pytest.mark.benchmark(group="stored queries")
def test_queries(benchmark: Any, corpus: Corpus, asked: Asked) -> None:
    """Ours, and the engine alone with the same bound texts, its answers read as terms."""

    def ours(name: str) -> object:
        return asked.questions.ask(name, asked.values[name], "fr")

    def bare(name: str) -> object:
        return read(asked.raw.query(asked.bound[name].text))

    repeat = 5 if corpus.naive else 2
    times = benchmark.pedantic(lambda: each(list(asked.values), [ours, bare], repeat), rounds=1)
    corpus.label(benchmark, who="ours", queries=times[0], bare=times[1])


class _TooLong(Exception):
    pass


@pytest.mark.benchmark(group="stored queries")
def test_queries_naive(benchmark: Any, corpus: Corpus, asked: Asked) -> None:
    """rdflib over the same quads in memory; a query past the limit is stopped and counted with the limit."""
    if not corpus.naive:
        pytest.skip("the naive way is left out at this size")
    dataset = rdflib.Dataset()
    dataset.parse(corpus.graph, format="nquads")

    def stop(*given: object) -> None:
        raise _TooLong

    def ask(name: str) -> object:
        return list(dataset.query(asked.bound[name].text))

    def all_once() -> dict[str, float]:
        found = {}
        before = signal.signal(signal.SIGALRM, stop)
        try:
            for name in asked.values:
                signal.alarm(QUERY_LIMIT)
                begun = time.perf_counter()
                try:
                    ask(name)
                except _TooLong:
                    pass
                finally:
                    signal.alarm(0)
                found[name] = time.perf_counter() - begun
        finally:
            signal.signal(signal.SIGALRM, before)
        return found

    all_once()  # rdflib compiles its grammar at the first query
    corpus.label(benchmark, who="naive", queries=benchmark.pedantic(all_once, rounds=1))


# -- build


@pytest.mark.benchmark(group="build")
def test_build_ours(benchmark: Any, corpus: Corpus) -> None:
    """Processes of their own, all steps but the reasoner: the build that made the corpus, and two more; the median."""
    runs = [corpus.built]
    benchmark.pedantic(lambda: runs.append(python(BUILD, corpus.project.root)) if corpus.naive else None, rounds=2)
    told = sorted((json.loads(run.output) for run in runs), key=lambda one: one["seconds"])[len(runs) // 2]
    memory = max(run.mebibytes for run in runs)
    corpus.label(benchmark, who="ours", seconds=told["seconds"], judge=told["timings"]["validate"], mebibytes=memory)


@pytest.mark.benchmark(group="build")
def test_build_naive(benchmark: Any, corpus: Corpus, tmp_path: Path) -> None:
    if not corpus.naive:
        pytest.skip("the naive way is left out at this size")
    given = (corpus.union, corpus.shapes, tmp_path / "out.nt")
    run = benchmark.pedantic(lambda: python("from naive import main; main()", *given), rounds=1)
    told = json.loads(run.output)
    corpus.label(benchmark, who="naive", seconds=told["all"], judge=told["validate"], mebibytes=run.mebibytes)


@pytest.mark.benchmark(group="unchanged build")
def test_unchanged_build(benchmark: Any, corpus: Corpus) -> None:
    runs = []
    call = ("--lang", "en", "--project", corpus.project.root, "build", "--no-reasoner")
    benchmark.pedantic(lambda: runs.append(cohorte(*call)), rounds=5, warmup_rounds=1)
    assert "nothing has changed" in runs[0].output
    corpus.label(benchmark, who="ours", mebibytes=runs[0].mebibytes)


@pytest.mark.benchmark(group="reasoner")
def test_reasoner(benchmark: Any, corpus: Corpus) -> None:
    """HermiT on one cohort, the real one: it judges one at a time, whatever their number."""
    if corpus.cohorts > 1:
        pytest.skip("one cohort at a time")
    if find_java() is None:
        pytest.skip("no Java")
    code = """
import json, sys
from pathlib import Path
from cohorte_graph.build import build
from cohorte_graph.project import Project
report = build(Project.at(Path(sys.argv[1])), force=True, reasoner_seconds=300)
print(json.dumps(dict(report.timings)))
"""
    run = benchmark.pedantic(lambda: python(code, corpus.project.root), rounds=1)
    corpus.label(benchmark, who="ours", seconds=json.loads(run.output)["reasoner"])
