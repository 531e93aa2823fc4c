"""What a release holds: dumps, tables, documents, and the same dumps without the words of the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cohorte_graph import documents, dumps, tables
from cohorte_graph.catalogue import WORDLESS
from cohorte_graph.dataset import Dataset, Part
from cohorte_graph.release.quads import QUADS

__all__ = ["contents"]


def contents(dataset: Dataset) -> Iterator[Part]:
    """The parts of a release, catalogue and manifest apart."""
    for format in ("ttl", "trig", "nt", "nq", "jsonld", "rdf"):
        yield dumps.graph_part(dataset, None, format, QUADS.replace(".nq.", f".{format}."))
    for name in dataset.graphs:
        short = dataset.short(name)
        yield dumps.graph_part(dataset, name, "ttl", f"graph/{short}.ttl")
    yield from (_below("tables/", part) for part in tables.parts(dataset, "fr"))
    yield from (_below("documents/", part) for part in documents.parts(dataset))
    wordless = replace(dataset, with_text=False)
    for format in ("ttl", "nq"):
        yield dumps.graph_part(wordless, None, format, f"{WORDLESS}cohorte-graph.{format}.gz")


def _below(folder: str, part: Part) -> Part:
    return replace(part, name=folder + part.name)
