"""The releases of a folder as a static host serves them: a list, the latest, and an Atom feed of changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET

from cohorte_graph.errors import InputError, Place, RunError
from cohorte_graph.generation import digest
from cohorte_graph.iri import BASE
from cohorte_graph.release.manifest import MANIFEST, read_release
from cohorte_graph.release.version import released

__all__ = ["FEED", "LATEST", "LIST", "Entry", "entries", "recorded", "write_history"]

LIST = "releases.json"
LATEST = "latest.json"
FEED = "feed.xml"
PAGE = "index.html"
ATOM = "http://www.w3.org/2005/Atom"
NAME = BASE + "release/"
"""What releases are named by; a name, at which nothing answers."""


@dataclass(frozen=True)
class Entry:
    """A release in the list: ``manifest`` is the SHA-256 of its manifest, ``changes`` a sentence a language."""

    version: str
    built: str
    manifest: str
    changes: dict[str, str]


def entries(folder: Path) -> list[Entry]:
    """The releases of a folder, from the oldest on; InputError where one cannot be read."""
    found = []
    for version in released(folder):
        facts, content = read_release(folder / version)
        changes = {lang: _sentence(folder / version / f"changes.{lang}.md") for lang in ("fr", "en")}
        found.append(Entry(version, str(facts.get("built") or ""), digest(content), changes))
    return found


def _sentence(path: Path) -> str:
    """The sentence that a change list begins with."""
    try:
        lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=Place(path)) from error
    return lines[0] if lines else ""


def recorded(folder: Path) -> dict[str, str]:
    """The SHA-256 of manifests by version, as the list beside the releases has them; {} where there is none.

    InputError where the list is there and cannot be read.
    """
    path = folder / LIST
    if not path.is_file():
        return {}
    try:
        told = json.loads(path.read_bytes())
        return {str(one["version"]): str(one["manifest"]) for one in told["releases"]}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InputError(
            "is no list of releases.", place=Place(path), hint="It is made anew by the next release: move it away."
        ) from error


def write_history(folder: Path, title: tuple[str, str], base_url: str | None) -> None:
    """List, latest, page and feed, made anew from the releases that stand in the folder.

    Raises RunError where the disk fails; then all four are what they were before.
    """
    found = entries(folder)
    files = {
        LIST: _json({"releases": [_told(one) for one in found]}),
        LATEST: _json(_told(found[-1])),
        PAGE: _page(found, title),
        FEED: _feed(found, title, base_url),
    }
    try:
        with TemporaryDirectory(dir=folder, prefix=f".{found[-1].version}.", ignore_cleanup_errors=True) as fresh:
            _replace(folder, files, Path(fresh))
    except OSError as error:
        raise RunError(f"cannot be written: {error.strerror}", place=Place(error.filename2 or folder)) from error


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "version": entry.version,
        "folder": f"{entry.version}/",
        "built": entry.built,
        "manifest": entry.manifest,
        "changes": entry.changes,
    }


def _json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _feed(found: Sequence[Entry], title: tuple[str, str], base_url: str | None) -> bytes:
    """Atom (RFC 4287), the newest first; links are relative where it is not known where the folder is served.

    Readers open an alternate that is a page: with any other they would open the entry's name, where nothing answers.
    """
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "fr"} | ({"xml:base": base_url} if base_url else {}))
    ET.SubElement(feed, "id").text = NAME
    ET.SubElement(feed, "title").text = f"{title[0]} — versions"
    ET.SubElement(feed, "updated").text = found[-1].built
    ET.SubElement(ET.SubElement(feed, "author"), "name").text = "cohorte-graph"
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=FEED)
    for one in reversed(found):
        entry = ET.SubElement(feed, "entry")
        ET.SubElement(entry, "id").text = NAME + one.version
        ET.SubElement(entry, "title").text = one.version
        ET.SubElement(entry, "updated").text = one.built
        ET.SubElement(entry, "link", rel="alternate", type="text/html", href=f"{PAGE}#v{one.version}")
        ET.SubElement(entry, "link", rel="related", type="text/markdown", href=f"{one.version}/changes.fr.md")
        ET.SubElement(entry, "link", rel="related", type="application/json", href=f"{one.version}/{MANIFEST}")
        ET.SubElement(entry, "summary").text = f"{one.changes['fr']} — {one.changes['en']}"
    ET.indent(feed)
    return (ET.tostring(feed, encoding="unicode", xml_declaration=True) + "\n").encode()


def _page(found: Sequence[Entry], title: tuple[str, str]) -> bytes:
    """A page that lists the releases, for people who come by."""
    from jinja2 import Environment, PackageLoader

    pages = Environment(loader=PackageLoader("cohorte_graph.release"), autoescape=True, trim_blocks=True)
    text = pages.get_template("index.html.jinja").render(title=title, releases=list(reversed(found)), feed=FEED)
    return text.encode()


def _replace(folder: Path, files: Mapping[str, bytes], fresh: Path) -> None:
    """Put the files into the folder by way of another one; those of before are put back where one cannot take place."""
    before: dict[Path, bytes | None] = {}
    try:
        for name, content in files.items():
            (fresh / name).write_bytes(content)
        for name in files:
            path = folder / name
            old = path.read_bytes() if path.is_file() else None
            (fresh / name).replace(path)
            before[path] = old
    except BaseException:
        for path, old in before.items():
            with suppress(OSError):
                path.unlink() if old is None else path.write_bytes(old)
        raise
