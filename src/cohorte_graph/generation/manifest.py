"""The manifest of a generation: its files with bytes and SHA-256, what was built, and a seal over itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cohorte_graph.errors import InputError, Place

__all__ = ["GRAPH_FILE", "MANIFEST", "STORE", "differing", "digest", "listed", "read_manifest", "sealed"]

GRAPH_FILE = "graph.nq"
MANIFEST = "manifest.json"
STORE = "store"


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def listed(folder: Path, names: list[str]) -> dict[str, dict[str, Any]]:
    """Bytes and SHA-256 of files, by their names below a folder."""
    found = {name: (folder / name).read_bytes() for name in names}
    return {name: {"bytes": len(data), "sha256": digest(data)} for name, data in sorted(found.items())}


def differing(folder: Path, files: Mapping[str, Mapping[str, Any]]) -> list[Path]:
    """The files below a folder that are not as listed, or not there."""
    return [folder / name for name, known in files.items() if not _is(folder / name, known)]


def _is(path: Path, known: Mapping[str, Any]) -> bool:
    try:
        return digest(path.read_bytes()) == str(known["sha256"])
    except OSError:
        return False


def sealed(facts: Mapping[str, Any]) -> bytes:
    """A manifest as it is written, with the SHA-256 of everything else in it as its ``seal``."""
    return _json({**facts, "seal": digest(_json(facts))})


def _json(facts: Mapping[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_manifest(path: Path) -> dict[str, Any]:
    """A manifest whose seal holds; InputError otherwise."""
    try:
        facts: dict[str, Any] = json.loads(path.read_bytes())
        seal = facts.pop("seal")
        facts["files"][GRAPH_FILE]["bytes"], facts["files"][GRAPH_FILE]["sha256"], facts[STORE].items()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError("the manifest cannot be read.", place=Place(path), hint="Run: cohorte build") from error
    if digest(_json(facts)) != seal:
        raise InputError("the manifest was changed.", place=Place(path), hint="Run: cohorte build")
    return facts
