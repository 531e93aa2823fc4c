"""Which releases of a folder may still name what this one withdraws: they are older than its tombstones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.dataset import Dataset
from cohorte_graph.iri import COH, graph_iri
from cohorte_graph.release.version import released

__all__ = ["naming_still", "tombstones"]

TOMBSTONE = ox.NamedNode(COH + "Tombstone")


def tombstones(dataset: Dataset) -> set[object]:
    """What is withdrawn from a dataset."""
    withdraws = bool(dataset.facts.get("withdrawn", {}).get("resources"))
    return _of(dataset.triples(graph_iri("reference"))) if withdraws else set()


def naming_still(folder: Path, dataset: Dataset) -> tuple[str, ...]:
    """The releases that have no tombstone of something that the dataset has one of, from the oldest on."""
    gone = tombstones(dataset)
    return tuple(version for version in released(folder) if gone - _in_release(folder / version)) if gone else ()


def _in_release(folder: Path) -> set[object]:
    """The tombstones of a release; none where its file cannot be read."""
    path = folder / "graph" / "reference.ttl"
    try:
        return _of(quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError):
        return set()


def _of(triples: Iterable[ox.Triple]) -> set[object]:
    return {triple.subject for triple in triples if triple.object == TOMBSTONE}
