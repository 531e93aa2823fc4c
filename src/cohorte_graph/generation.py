"""Generations: a build is a directory of its own; one pointer, swapped by rename, says which one answers."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cohorte_graph.errors import BuildRunning, InputError, Place, RunError
from cohorte_graph.project import Project
from cohorte_graph.store import MemoryStore

__all__ = ["GRAPH_FILE", "build_lock", "current", "damaged_files", "manifest", "open_current", "publish"]

GRAPH_FILE = "graph.nq"
MANIFEST = "manifest.json"
KEPT = 2
"""Generations that stay: the current one and the one before."""


@contextlib.contextmanager
def build_lock(folder: Path) -> Iterator[None]:
    """The build folder for one build at a time; BuildRunning where another holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "lock").open("w")
    except OSError as error:
        raise RunError(
            f"the build folder cannot be written: {error.strerror}.",
            place=Place(folder),
            hint="Remove what stands in its way, or give the folder back its rights.",
        ) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BuildRunning(
                f"another build is running in '{folder}'.", hint="Wait until it has ended, then try again."
            ) from error
        yield


def publish(folder: Path, files: Mapping[str, bytes], facts: Mapping[str, Any]) -> Path:
    """Write a generation, verify what was written, and let the pointer name it.

    The manifest lists each file's bytes and SHA-256. Raises RunError where the disk fails; the previous
    generation then still answers.
    """
    generations = folder / "generations"
    name = hashlib.sha256(b"".join(files[key] for key in sorted(files))).hexdigest()[:16]
    listed = {key: {"bytes": len(data), "sha256": _digest(data)} for key, data in sorted(files.items())}
    content = json.dumps({**facts, "files": listed}, ensure_ascii=False, indent=1, sort_keys=True).encode()
    try:
        generations.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".new-", dir=generations))
        work.chmod(0o755)  # a server under another name reads it too
        try:
            for key, data in {**files, MANIFEST: content}.items():
                _write(work / key, data)
            for key, known in listed.items():
                if _digest((work / key).read_bytes()) != known["sha256"]:
                    raise RunError("What was written does not read back.", place=Place(work / key))
            target = generations / name
            if _holds(target, listed):
                (work / MANIFEST).replace(target / MANIFEST)
            else:
                # A damaged generation of this name is moved out of the way, never replaced in place.
                if target.exists():
                    target.rename(generations / f".new-damaged-{os.getpid()}")
                work.rename(target)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        _point(folder, name)
        _sweep(generations, name)
    except OSError as error:
        raise RunError(
            f"the build could not be written: {error.strerror}.",
            place=Place(generations),
            hint="The previous build still answers.",
        ) from error
    return generations / name


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
    """The manifest of the current generation."""
    path = current(project) / MANIFEST
    try:
        facts: dict[str, Any] = json.loads(path.read_text("utf-8"))
        facts["files"][GRAPH_FILE]["bytes"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InputError("the manifest cannot be read.", place=Place(path), hint="Run: cohorte build") from error
    return facts


def damaged_files(project: Project) -> list[Path]:
    """The files of the current generation whose bytes are not those of its manifest."""
    folder = current(project)
    files = manifest(project)["files"]
    return [folder / name for name, known in files.items() if not _holds(folder, {name: known})]


def open_current(project: Project) -> MemoryStore:
    """The graph of the current generation.

    Raises InputError where nothing was built, or where the file is not of the size its manifest states.
    """
    path = current(project) / GRAPH_FILE
    known = manifest(project)["files"][GRAPH_FILE]
    if not path.is_file() or path.stat().st_size != known["bytes"]:
        raise InputError("the built graph is damaged.", place=Place(path), hint="Run: cohorte build")
    return MemoryStore.load(path)


def _holds(folder: Path, listed: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a generation of these very files is there already."""
    try:
        return all(_digest((folder / key).read_bytes()) == known["sha256"] for key, known in listed.items())
    except OSError:
        return False


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _point(folder: Path, name: str) -> None:
    fresh = folder / ".current"
    _write(fresh, f"{name}\n".encode())
    fresh.replace(folder / "current")


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


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
