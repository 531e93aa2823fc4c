"""Bundles of the real report, written once for all the processes that test, and how tests read them."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cohorte_graph.bundles import PARTNERS, write_bundle
from cohorte_graph.dataset import Dataset
from cohorte_graph.project import Project

__all__ = ["BASE_URL", "EDITIONS", "Bundles", "files", "graph_of", "json_of", "nodes"]

BASE_URL = "https://example.org/data/"
EDITIONS = tuple((partner, with_text) for partner in PARTNERS for with_text in (True, False))


class Bundles:
    """Folders by partner and edition, written when first asked for."""

    def __init__(self, whole: Dataset, wordless: Dataset, project: Project, folder: Path) -> None:
        self._datasets = {True: whole, False: wordless}
        self._project = project
        self._folder = folder

    def folder(self, partner: str, with_text: bool = True) -> Path:
        target = self._folder / f"{partner}-{with_text}"
        with (self._folder / f"{target.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not target.exists():
                write_bundle(partner, self._datasets[with_text], self._project, target, base_url=BASE_URL)
        return target


def files(folder: Path) -> Iterator[Path]:
    """The files of a folder and of those below, sorted."""
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def json_of(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def nodes(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The nodes of a document with @graph, by IRI."""
    return {node["@id"]: node for node in document["@graph"]}


def graph_of(path: Path) -> Any:
    """A Turtle or RDF/XML file as rdflib reads it, which is none of what wrote it."""
    import rdflib

    return rdflib.Graph().parse(path, format="xml" if path.suffix == ".rdf" else "turtle")
