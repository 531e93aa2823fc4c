"""A generation written, verified, and only then pointed at: whatever dies on the way, the previous one answers."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cohorte_graph.errors import Place, RunError
from cohorte_graph.generation.manifest import GRAPH_FILE, MANIFEST, STORE, differing, digest, listed, sealed
from cohorte_graph.store import OxigraphStore

__all__ = ["POINTS", "publish"]

POINTS = ("write", "store", "verify", "sync", "place", "point", "sweep")
"""What publishing is about to do, in this order; ``publish`` tells each to whom it may concern."""
KEPT = 2
"""Generations that stay: the current one and the one before, which a slow reader may still be opening."""


def publish(
    folder: Path,
    files: Mapping[str, bytes],
    facts: Mapping[str, Any],
    at: Callable[[str], None] = lambda point: None,
) -> Path:
    """Write a generation, verify what was written, and let the pointer name it.

    The manifest lists bytes and SHA-256 of each text file and of each file of the store that is written from
    the graph. No generation is ever changed: the same texts once more become a generation beside. Raises
    RunError where the disk fails; the previous generation then still answers.
    """
    generations = folder / "generations"
    name = hashlib.sha256(b"".join(files[key] for key in sorted(files))).hexdigest()[:16]
    try:
        generations.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".new-", dir=generations))
        work.chmod(0o755)  # a server under another name reads it too
        try:
            _write_all(work, files, facts, at)
            at("place")
            target = _free(generations, name)
            work.rename(target)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        _sync(generations)
        at("point")
        _point(folder, target.name)
        at("sweep")
        _sweep(generations, target.name)
    except OSError as error:
        raise RunError(
            f"the build could not be written: {error.strerror or error}.",
            place=Place(generations),
            hint="The previous build still answers.",
        ) from error
    return target


def _write_all(work: Path, files: Mapping[str, bytes], facts: Mapping[str, Any], at: Callable[[str], None]) -> None:
    at("write")
    for key, data in files.items():
        _write(work / key, data)
    at("store")
    count = OxigraphStore.write(work / STORE, work / GRAPH_FILE)
    at("verify")
    known = {key: {"bytes": len(data), "sha256": digest(data)} for key, data in sorted(files.items())}
    for path in differing(work, known):
        raise RunError("What was written does not read back.", place=Place(path))
    if len(OxigraphStore.open(work / STORE)) != count or not _holds_all(files[GRAPH_FILE], count, work / GRAPH_FILE):
        raise RunError("What was written does not read back.", place=Place(work / STORE))
    stored = listed(work / STORE, sorted(path.name for path in (work / STORE).iterdir()))
    _write(work / MANIFEST, sealed({**facts, "files": known, STORE: stored}))
    at("sync")
    for path in (*(work / STORE).iterdir(), work / STORE, work):
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
