"""A generation written, verified, and only then pointed at: whatever dies on the way, the previous one answers."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cohorte_graph.errors import Place, RunError
from cohorte_graph.generation.manifest import GRAPH_FILE, MANIFEST, STORE, differing, digest, listed, sealed
from cohorte_graph.store import OxigraphStore

__all__ = ["POINTS", "Publication", "publish"]

POINTS = ("write", "store", "verify", "sync", "place", "point", "sweep")
"""What publishing is about to do, in this order; each is told to whom it may concern."""
KEPT = 2
"""Generations that stay: the current one and the one before, which a slow reader may still be opening."""


def publish(
    folder: Path,
    files: Mapping[str, bytes],
    facts: Mapping[str, Any],
    at: Callable[[str], None] = lambda point: None,
) -> Path:
    """Write a generation, verify what was written, and let the pointer name it.

    Raises RunError where the disk fails; the previous generation then still answers.
    """
    with Publication(folder, at) as publication:
        publication.write_graph(files[GRAPH_FILE])
        others = {name: data for name, data in files.items() if name != GRAPH_FILE}
        return publication.complete(others, facts)


class Publication:
    """A generation while it is written, in a folder of its own that is gone again unless it was completed.

    The graph may be written, as text and as the store that is made from it, while something else still judges
    it. The manifest lists bytes and SHA-256 of each text file and of each file of the store. No generation is ever
    changed: the same texts once more become a generation beside.
    """

    def __init__(self, folder: Path, at: Callable[[str], None] = lambda point: None) -> None:
        self._folder = folder
        self._generations = folder / "generations"
        self._at = at
        self._graph = b""
        self._count = 0

    def __enter__(self) -> Publication:
        import tempfile

        with self._disk():
            self._generations.mkdir(parents=True, exist_ok=True)
            self._work = Path(tempfile.mkdtemp(prefix=".new-", dir=self._generations))
            self._work.chmod(0o755)  # a server under another name reads it too
        return self

    def __exit__(self, *raised: object) -> None:
        shutil.rmtree(self._work, ignore_errors=True)

    @contextlib.contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise RunError(
                f"the build could not be written: {error.strerror or error}.",
                place=Place(self._generations),
                hint="The previous build still answers.",
            ) from error

    def write_graph(self, graph: bytes) -> None:
        """The graph as text and as store; once more where it has changed since."""
        with self._disk():
            if (self._work / STORE).exists():
                shutil.rmtree(self._work / STORE)
            self._at("write")
            self._graph = graph
            _write(self._work / GRAPH_FILE, graph)
            self._at("store")
            self._count = OxigraphStore.write(self._work / STORE, self._work / GRAPH_FILE)

    def complete(self, others: Mapping[str, bytes], facts: Mapping[str, Any]) -> Path:
        """Write the other files, verify everything, and let the pointer name the generation; its folder."""
        with self._disk():
            files = {GRAPH_FILE: self._graph, **others}
            self._write_rest(files, others, facts)
            self._at("place")
            target = _free(self._generations, digest(b"".join(files[name] for name in sorted(files)))[:16])
            self._work.rename(target)
            _sync(self._generations)
            self._at("point")
            _point(self._folder, target.name)
            self._at("sweep")
            _sweep(self._generations, target.name)
        return target

    def _write_rest(self, files: Mapping[str, bytes], others: Mapping[str, bytes], facts: Mapping[str, Any]) -> None:
        work, store = self._work, self._work / STORE
        for name, data in others.items():
            _write(work / name, data)
        self._at("verify")
        known = {name: {"bytes": len(data), "sha256": digest(data)} for name, data in sorted(files.items())}
        for path in differing(work, known):
            raise RunError("What was written does not read back.", place=Place(path))
        read_back = len(OxigraphStore.open(store)) == self._count
        if not read_back or not _holds_all(self._graph, self._count, work / GRAPH_FILE):
            raise RunError("What was written does not read back.", place=Place(store))
        stored = listed(store, sorted(path.name for path in store.iterdir()))
        _write(work / MANIFEST, sealed({**facts, "files": known, STORE: stored}))
        self._at("sync")
        for path in (*store.iterdir(), store, work):
            _sync(path)


def _holds_all(text: bytes, count: int, path: Path) -> bool:
    """Whether a store of so many quads holds all of the text's.

    Each line is a quad. The engine keeps numbers by value, so that two lines which differ in spelling alone are
    one; only then is the text read a second time to be counted by the engine itself.
    """
    return text.count(b"\n") == count or len(OxigraphStore.load(path)) == count


def _free(generations: Path, name: str) -> Path:
    """A name that no generation bears."""
    return next(path for path in _numbered(generations / name) if not path.exists())


def _numbered(path: Path) -> Iterator[Path]:
    number = 1
    yield path
    while True:
        number += 1
        yield path.with_name(f"{path.name}-{number}")


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    """What is in a file, or the names in a folder, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _point(folder: Path, name: str) -> None:
    fresh = folder / ".current"
    _write(fresh, f"{name}\n".encode())
    fresh.replace(folder / "current")
    _sync(folder)


def _sweep(generations: Path, name: str) -> None:
    """Leftovers of broken builds and generations past the one before."""
    for leftover in generations.glob(".new-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    others = sorted(
        (path for path in generations.iterdir() if path.name != name),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for path in others[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
