"""What stands beside a release: its folder's name, the list, the latest, the feed, and the release before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from cohorte_graph.errors import InputError
from cohorte_graph.generation import digest
from cohorte_graph.release.difference import Difference, unreadable
from cohorte_graph.release.history import ATOM, FEED, LATEST, NAME, recorded
from cohorte_graph.release.manifest import MANIFEST, read_release
from cohorte_graph.release.version import is_version, key

__all__ = ["beside"]


def beside(folder: Path, facts: Mapping[str, Any], content: bytes) -> Iterator[Difference]:
    """Where they stand beside a release, what they say otherwise than its manifest, and than each other."""
    place, version, own = folder.resolve(), facts["version"], digest(content)
    if is_version(place.name) and place.name != version:
        yield Difference(
            MANIFEST,
            f"le dossier s'appelle {place.name}, et le manifeste est celui de {version}.",
            f"the folder is called {place.name}, and the manifest is that of {version}.",
        )
    known = {name: sha256 for name, sha256 in recorded(place.parent).items() if is_version(name)}
    if known.get(version, own) != own:
        yield Difference(
            MANIFEST,
            "la liste des versions (releases.json) en a un autre SHA-256.",
            "the list of releases (releases.json) has another SHA-256 of it.",
        )
    if known:
        yield from _listed(place.parent, known, version)
    if facts["previous"]:
        yield from _before(place.parent, facts["previous"])


def _listed(folder: Path, known: Mapping[str, str], version: str) -> Iterator[Difference]:
    """A release is written before it is listed: only one that another came after must be in the list."""
    newest = max(known, key=key)
    if version not in known and key(version) < key(newest):
        yield Difference(
            MANIFEST,
            "la liste des versions (releases.json) ne l'a pas.",
            "the list of releases (releases.json) lacks it.",
        )
    try:
        latest = json.loads((folder / LATEST).read_bytes())
        if (latest["version"], latest["manifest"]) != (newest, known[newest]):
            yield Difference(LATEST, f"la dernière version est {newest}.", f"the latest release is {newest}.")
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield unreadable(LATEST, error)
    try:
        told = {one.text for one in ET.parse(folder / FEED).getroot().iter(f"{{{ATOM}}}id")}
    except (OSError, ET.ParseError) as error:
        yield unreadable(FEED, error)
        return
    for missing in sorted((one for one in known if NAME + one not in told), key=key):
        yield Difference(FEED, f"le fil n'annonce pas {missing}.", f"the feed does not tell of {missing}.")


def _before(folder: Path, previous: Mapping[str, str]) -> Iterator[Difference]:
    if not (folder / previous["version"]).is_dir():
        return
    try:
        sha256 = digest(read_release(folder / previous["version"])[1])
    except InputError:
        sha256 = ""
    if sha256 != previous["manifest"]:
        yield Difference(
            MANIFEST,
            f"la version précédente, {previous['version']}, n'est plus celle qu'elle était.",
            f"the release before, {previous['version']}, is no longer what it was.",
        )
