"""How fast graphs are written in the RDF formats beside rdflib's serialisers, in how much memory: ``make bench``."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest
import rdflib
from measuring import cohorte

from cohorte_graph.dataset import open_dataset
from cohorte_graph.dumps import FORMATS, graph_part
from conftest import Corpus

RDFLIB = {"ttl": "turtle", "trig": "trig", "nt": "nt11", "nq": "nquads", "jsonld": "json-ld", "rdf": "xml"}
STREAMED = (("--format", "ttl"), ("--format", "nq"), ("effect", "--format", "csv"))
"""What is held against a limit of memory, each in a process of its own."""


def each_format(write: Callable[[str, BinaryIO], object], folder: Path) -> dict[str, float]:
    """Seconds that each format takes, from the first byte to the last."""
    found = {}
    for format in FORMATS:
        begun = time.perf_counter()
        with (folder / format).open("wb") as file:
            write(format, file)
        found[format] = time.perf_counter() - begun
    return found


def label(corpus: Corpus, benchmark: Any, who: str, runs: list[dict[str, float]], **extra: object) -> None:
    """The best run in all, and its formats."""
    best = min(runs, key=lambda run: sum(run.values()))
    corpus.label(benchmark, who=who, seconds=sum(best.values()), formats=best, **extra)


@pytest.mark.benchmark(group="export")
def test_export_ours(benchmark: Any, corpus: Corpus, tmp_path: Path) -> None:
    """Reading the build's text among it: nothing is loaded before."""
    dataset = open_dataset(corpus.project)
    runs: list[dict[str, float]] = []

    def run() -> None:
        runs.append(each_format(lambda format, file: graph_part(dataset, None, format).write(file), tmp_path))

    benchmark.pedantic(run, rounds=3 if corpus.naive else 1, warmup_rounds=int(corpus.naive))
    held = {}
    for call in STREAMED:
        target = tmp_path / f"streamed.{call[-1]}"
        held[call[-1]] = cohorte("--project", corpus.project.root, "export", *call, "-o", target).mebibytes
        assert target.stat().st_size > 10_000
    label(corpus, benchmark, "ours", runs, mebibytes=max(held.values()), held=held)


@pytest.mark.benchmark(group="export")
def test_export_naive(benchmark: Any, corpus: Corpus, tmp_path: Path) -> None:
    """rdflib's serialisers, everything loaded before: the union, for TriG the named graphs, for N-Quads both."""
    if not corpus.naive:
        pytest.skip("the naive way is left out at this size")
    union, named, both = rdflib.Graph(), rdflib.Dataset(), rdflib.Dataset()
    union.parse(corpus.union, format="nt11")
    both.parse(corpus.graph, format="nquads")
    for quad in both.quads():
        if quad[3] != rdflib.graph.DATASET_DEFAULT_GRAPH_ID and quad[3] is not None:
            named.add(quad)
    held = {"trig": named, "nq": both}
    runs: list[dict[str, float]] = []

    def run() -> None:
        runs.append(
            each_format(
                lambda format, file: held.get(format, union).serialize(file, format=RDFLIB[format], encoding="utf-8"),
                tmp_path,
            )
        )

    benchmark.pedantic(run, rounds=1)
    label(corpus, benchmark, "naive", runs)
