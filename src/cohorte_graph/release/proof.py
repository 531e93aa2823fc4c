"""A release proven offline: its files against its manifest and each other, the manifest against its neighbours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cohorte_graph.generation import digest
from cohorte_graph.release.agreement import Agreement
from cohorte_graph.release.contents import expected
from cohorte_graph.release.difference import Difference
from cohorte_graph.release.manifest import MANIFEST, is_sealed, read_manifest
from cohorte_graph.release.neighbours import beside

__all__ = ["Difference", "Proof", "prove"]


@dataclass(frozen=True)
class Proof:
    """What was looked at, the manifest among the files, and what differs; ``read`` are the files that were compared by
    what they state."""

    version: str
    files: int
    graphs: int
    read: int
    sha256: str
    differences: tuple[Difference, ...]


def prove(folder: Path) -> Proof:
    """Read a release again; InputError where it is none.

    What files state is compared where each of them is the file of the manifest: else that is what there is to say.
    """
    facts, content = read_manifest(folder)
    changed = list(_files(folder, facts))
    agreement = None if changed else Agreement(folder, facts)
    found = [
        *_seal(facts, content),
        *changed,
        *_strangers(folder, facts),
        *beside(folder, facts, content),
        *_unlisted(facts),
        *(agreement.differences if agreement else ()),
    ]
    numbers = (len(facts["files"]) + 1, len(facts["graphs"]), len(agreement.read) if agreement else 0)
    return Proof(facts["version"], *numbers, digest(content), tuple(found))


def _seal(facts: dict[str, Any], content: bytes) -> Iterator[Difference]:
    if not is_sealed(facts, content):
        yield Difference(
            MANIFEST,
            "le manifeste a été modifié : son sceau ne lui va plus.",
            "the manifest was changed: its seal does not fit it any more.",
        )


def _unlisted(facts: dict[str, Any]) -> Iterator[Difference]:
    """What every release of these graphs has, and the manifest does not list."""
    for name in sorted(expected(facts["graphs"]) - facts["files"].keys()):
        yield Difference(name, "ce fichier manque au manifeste.", "the manifest lacks this file.")


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
