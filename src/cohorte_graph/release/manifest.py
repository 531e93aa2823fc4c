"""The manifest of a release: what it is made from, its files with bytes and SHA-256, its graphs with their hashes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from cohorte_graph.dataset import Dataset, Part, Written
from cohorte_graph.dumps.lines import by_graph, quad_lines, triples
from cohorte_graph.errors import InputError, Place
from cohorte_graph.generation import sealed
from cohorte_graph.release.hashes import graph_hash
from cohorte_graph.release.version import is_version

__all__ = ["MANIFEST", "is_sealed", "manifest_part", "read_manifest", "read_release"]

MANIFEST = "manifest.json"
FORM = 1
"""The form of manifests; a reader that knows another one must say so."""


def _is_version(value: object) -> bool:
    return isinstance(value, str) and is_version(value)


def _is_previous(value: object) -> bool:
    return value is None or (
        isinstance(value, dict) and _is_version(value.get("version")) and isinstance(value.get("manifest"), str)
    )


def _is_below(name: str) -> bool:
    """Whether a name is that of a file in the folder, however it is spelt."""
    parts = name.split("/")
    return "\\" not in name and "\0" not in name and not {"", ".", ".."} & set(parts)


def _are_files(value: object) -> bool:
    return isinstance(value, dict) and all(
        _is_below(name) and _holds(known, "bytes", "sha256") for name, known in value.items()
    )


def _are_graphs(value: object) -> bool:
    return isinstance(value, dict) and all(_holds(known, "triples", "rdfc10") for known in value.values())


def _holds(value: object, count: str, digest: str) -> bool:
    return isinstance(value, dict) and type(value.get(count)) is int and isinstance(value.get(digest), str)


FACTS: Final[Mapping[str, Callable[[object], bool]]] = {
    "version": _is_version,
    "previous": _is_previous,
    "files": _are_files,
    "graphs": _are_graphs,
    "seal": lambda value: isinstance(value, str),
}
"""What readers of a manifest rely on, and how each is told."""


def manifest_part(
    dataset: Dataset, version: str, written: Sequence[Written], previous: Mapping[str, str] | None
) -> Part:
    """The manifest of the files written; ``previous`` has the version and the SHA-256 of the manifest before."""
    with by_graph(quad_lines(dataset)) as graphs:
        hashes = {name: asdict(graph_hash(triples(graphs.get(name, ())))) for name in dataset.graphs}
    facts = {
        "form": FORM,
        "version": version,
        "previous": previous,
        "program": dataset.facts.get("program"),
        "built": dataset.facts.get("built"),
        "reasoned": dataset.facts.get("reasoned", {}).get("status"),
        "results": dataset.facts.get("results"),
        "coverage": dataset.facts.get("coverage"),
        "graphs": hashes,
        "files": {one.part.name: {"bytes": one.bytes, "sha256": one.sha256} for one in written},
    }
    return Part.of_bytes(
        MANIFEST,
        "application/json",
        "Les fichiers avec leurs empreintes, les graphes avec les leurs",
        "The files with their checksums, the graphs with theirs",
        sealed(facts),
    )


def read_release(folder: Path) -> tuple[dict[str, Any], bytes]:
    """The facts of a release's manifest and its bytes; InputError where it is missing, no manifest, or changed."""
    facts, content = read_manifest(folder)
    if not is_sealed(facts, content):
        raise InputError(
            "the manifest was changed.", place=Place(folder / MANIFEST), hint="Take the release anew from its source."
        )
    return facts, content


def read_manifest(folder: Path) -> tuple[dict[str, Any], bytes]:
    """The same of a manifest whose seal may not fit; InputError where it is missing, or no manifest."""
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
        facts: dict[str, Any] = json.loads(content)
        form = facts["form"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise InputError(
            "is no release: its manifest cannot be read.",
            place=Place(path),
            hint="Name the folder of a release, such as releases/1.0.0",
        ) from error
    if form != FORM:
        raise InputError(f"has a form that this program does not know: {form}.", place=Place(path))
    for name, has_form in FACTS.items():
        if not has_form(facts.get(name)):
            raise InputError(
                f"is no manifest of a release: '{name}' is missing, or not what it should be.",
                place=Place(path),
                hint="Take the release anew from its source.",
            )
    return facts, content


def is_sealed(facts: Mapping[str, Any], content: bytes) -> bool:
    """Whether a manifest is as it was sealed."""
    return sealed({name: value for name, value in facts.items() if name != "seal"}) == content
