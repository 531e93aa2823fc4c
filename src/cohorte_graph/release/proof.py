"""A release proven offline: every file and every graph against its manifest, the manifest against its neighbours."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from cohorte_graph.errors import InputError
from cohorte_graph.generation import digest
from cohorte_graph.iri import compact, graph_iri
from cohorte_graph.release.hashes import graph_hash
from cohorte_graph.release.history import recorded
from cohorte_graph.release.manifest import MANIFEST, read_release
from cohorte_graph.release.quads import QUADS, read_quads

__all__ = ["Difference", "Proof", "prove"]


@dataclass(frozen=True)
class Difference:
    """Something that is not as the manifest says: a file, or a graph by its short name."""

    what: str
    fr: str
    en: str

    def line(self, lang: str) -> str:
        return f"{self.what}: {self.en if lang == 'en' else self.fr}"


@dataclass(frozen=True)
class Proof:
    """What was looked at, the manifest among the files, and what differs."""

    version: str
    files: int
    graphs: int
    sha256: str
    differences: tuple[Difference, ...]


def prove(folder: Path) -> Proof:
    """Read a release again; InputError where it is none, or its manifest was changed."""
    facts, content = read_release(folder)
    found = [*_files(folder, facts), *_strangers(folder, facts), *_neighbours(folder, facts, content)]
    if not any(difference.what == QUADS for difference in found):
        found += _graphs(folder, facts)
    return Proof(str(facts["version"]), len(facts["files"]) + 1, len(facts["graphs"]), digest(content), tuple(found))


def _files(folder: Path, facts: dict[str, Any]) -> Iterator[Difference]:
    for name, known in facts["files"].items():
        path = folder / name
        if not path.is_file():
            yield Difference(name, "ce fichier manque.", "this file is missing.")
        elif path.stat().st_size != known["bytes"]:
            sizes = f"{path.stat().st_size} / {known['bytes']}"
            yield Difference(name, f"la taille diffère ({sizes} octets).", f"the size differs ({sizes} bytes).")
        elif _sha256(path) != known["sha256"]:
            yield Difference(name, "le SHA-256 diffère.", "the SHA-256 differs.")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _strangers(folder: Path, facts: dict[str, Any]) -> Iterator[Difference]:
    """What stands in the folder and not in the manifest."""
    known = {*facts["files"], MANIFEST}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_dir() and name not in known:
            yield Difference(name, "ce fichier n'est pas dans le manifeste.", "this file is not in the manifest.")


def _graphs(folder: Path, facts: dict[str, Any]) -> Iterator[Difference]:
    """Each named graph by count and hash; the union by what they state."""
    graphs: dict[str, set[ox.Triple]] = defaultdict(set)
    try:
        for quad in read_quads(folder):
            graphs[quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""].add(quad.triple)
    except InputError as error:
        yield Difference(QUADS, error.message, error.message)
        return
    union = graphs.pop("", set())
    stated = set[ox.Triple]().union(*(found for name, found in graphs.items() if name != graph_iri("shapes")))
    if union != stated:
        yield Difference(QUADS, "l'union n'est pas celle des graphes.", "the union is not that of the graphs.")
    for name in sorted({*graphs, *facts["graphs"]}):
        known = facts["graphs"].get(name, {"triples": 0, "rdfc10": ""})
        found = graph_hash(graphs.get(name, ()))
        if found.triples != known["triples"]:
            counts = f"{found.triples} / {known['triples']}"
            yield Difference(compact(name), f"{counts} triplets.", f"{counts} triples.")
        elif found.rdfc10 != known["rdfc10"]:
            yield Difference(compact(name), "l'empreinte RDFC-1.0 diffère.", "the RDFC-1.0 hash differs.")


def _neighbours(folder: Path, facts: dict[str, Any], content: bytes) -> Iterator[Difference]:
    """What the list of releases and the release before say of this one, where they stand beside it."""
    known = recorded(folder.resolve().parent).get(str(facts["version"]))
    if known and known != digest(content):
        yield Difference(
            MANIFEST,
            "la liste des versions (releases.json) en a un autre SHA-256.",
            "the list of releases (releases.json) has another SHA-256 of it.",
        )
    previous = facts["previous"]
    beside = folder.resolve().parent / previous["version"] if previous else None
    if previous and beside and beside.is_dir():
        try:
            before = digest(read_release(beside)[1])
        except InputError:
            before = ""
        if before != previous["manifest"]:
            yield Difference(
                MANIFEST,
                f"la version précédente, {previous['version']}, n'est plus celle qu'elle était.",
                f"the release before, {previous['version']}, is no longer what it was.",
            )
