"""Versions of releases: three numbers (https://semver.org), told apart and put in order."""

from __future__ import annotations

import re
from pathlib import Path

from cohorte_graph.errors import CallError

__all__ = ["demand_version", "is_version", "key", "released"]

FORM = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


def demand_version(version: str) -> None:
    """CallError where it is not three numbers with dots."""
    if not FORM.fullmatch(version):
        raise CallError(f"'{version}' is no version.", hint="A version is three numbers: 1.0.0")


def is_version(name: str) -> bool:
    """Whether a name is three numbers with dots."""
    return bool(FORM.fullmatch(name))


def key(version: str) -> tuple[int, ...]:
    """What versions are sorted by."""
    return tuple(map(int, version.split(".")))


def released(folder: Path) -> list[str]:
    """The versions that have a folder, from the oldest on."""
    found = [path.name for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
    return sorted(filter(FORM.fullmatch, found), key=key)
