"""The manifest of a release: what it is made from, its files with bytes and SHA-256, its graphs with their hashes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cohorte_graph.dataset import Dataset, Part, Written
from cohorte_graph.dumps.lines import by_graph, quad_lines, triples
from cohorte_graph.errors import InputError, Place
from cohorte_graph.generation import sealed
from cohorte_graph.release.hashes import graph_hash

__all__ = ["MANIFEST", "manifest_part", "read_release"]

MANIFEST = "manifest.json"
FORM = 1
"""The form of manifests; a reader that knows another one must say so."""


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
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
        facts: dict[str, Any] = json.loads(content)
        seal = facts["seal"]
        files, graphs, form = facts["files"], facts["graphs"], facts["form"]
        files.items(), graphs.items()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(
            "is no release: its manifest cannot be read.",
            place=Place(path),
            hint="Name the folder of a release, such as releases/1.0.0",
        ) from error
    if form != FORM:
        raise InputError(f"has a form that this program does not know: {form}.", place=Place(path))
    unsealed = {name: value for name, value in facts.items() if name != "seal"}
    if sealed(unsealed) != content or not seal:
        raise InputError("the manifest was changed.", place=Place(path), hint="Take the release anew from its source.")
    return facts, content
