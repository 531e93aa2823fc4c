"""The generation that answers: found by the pointer, its manifest read, its graph opened or loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cohorte_graph.errors import InputError, Place
from cohorte_graph.generation.manifest import GRAPH_FILE, MANIFEST, STORE, differing, read_manifest
from cohorte_graph.project import Project
from cohorte_graph.store import OxigraphStore

__all__ = ["current", "damaged_files", "load_current", "load_generation", "manifest", "open_current", "whole_manifest"]

CHECKED_BY_BLOCK = ".sst"
"""Tables of the store: the engine compares each block it reads with a checksum, so that opening need not read all."""


def current(project: Project) -> Path:
    """The directory of the current generation; InputError where nothing was built yet."""
    pointer = project.build / "current"
    try:
        name = pointer.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("nothing was built yet.", place=Place(pointer), hint="Run: cohorte build") from error
    folder = project.build / "generations" / name
    if not name or not folder.is_dir():
        raise InputError("the current build is gone.", place=Place(folder), hint="Run: cohorte build")
    return folder


def manifest(project: Project) -> dict[str, Any]:
    """The manifest of the current generation; InputError where it is damaged."""
    return read_manifest(current(project) / MANIFEST)


def damaged_files(project: Project) -> list[Path]:
    """The files of the current generation whose bytes are not those of its manifest."""
    return _damaged(current(project), manifest(project))


def whole_manifest(project: Project) -> dict[str, Any] | None:
    """The manifest of the current generation if all of its files are as it says."""
    try:
        facts = manifest(project)
        return None if _damaged(current(project), facts) else facts
    except InputError:
        return None


def open_current(project: Project) -> OxigraphStore:
    """The graph of the current generation, read from its store on disk as far as a question needs it.

    Raises InputError where nothing was built, or where a file is not the one its manifest states.
    """
    return _steady(project, _open)


def _open(folder: Path) -> OxigraphStore:
    facts = read_manifest(folder / MANIFEST)
    _demand_size(folder / GRAPH_FILE, facts["files"][GRAPH_FILE]["bytes"])
    stored = facts[STORE]
    for name, known in stored.items():
        _demand_size(folder / STORE / name, known["bytes"])
    small = {name: known for name, known in stored.items() if not name.endswith(CHECKED_BY_BLOCK)}
    for path in differing(folder / STORE, small):
        raise _damage(path)
    return OxigraphStore.open(folder / STORE)


def load_current(project: Project, *, as_it_stands: bool = False) -> OxigraphStore:
    """The graph of the current generation in memory, from the text whose SHA-256 the manifest states.

    Raises InputError where nothing was built, or where the text is another; one of as many bytes is taken
    ``as_it_stands`` by who compares it with something else.
    """
    return _steady(project, lambda folder: load_generation(folder, as_it_stands=as_it_stands))


def load_generation(folder: Path, *, as_it_stands: bool = False) -> OxigraphStore:
    """The graph of whatever generation in memory, under the same conditions."""
    known = read_manifest(folder / MANIFEST)["files"][GRAPH_FILE]
    _demand_size(folder / GRAPH_FILE, known["bytes"])
    if not as_it_stands and differing(folder, {GRAPH_FILE: known}):
        raise _damage(folder / GRAPH_FILE)
    return OxigraphStore.load(folder / GRAPH_FILE)


def _steady(project: Project, read: Callable[[Path], OxigraphStore]) -> OxigraphStore:
    """What is read of the current generation; once more where builds replaced and swept it meanwhile."""
    while True:
        folder = current(project)
        try:
            return read(folder)
        except InputError:
            if current(project) == folder:
                raise


def _damaged(folder: Path, facts: dict[str, Any]) -> list[Path]:
    return [*differing(folder, facts["files"]), *differing(folder / STORE, facts[STORE])]


def _demand_size(path: Path, size: int) -> None:
    if not path.is_file() or path.stat().st_size != size:
        raise _damage(path)


def _damage(path: Path) -> InputError:
    """The error for a file that is not the one its manifest states."""
    return InputError("the built graph is damaged.", place=Place(path), hint="Run: cohorte build")
