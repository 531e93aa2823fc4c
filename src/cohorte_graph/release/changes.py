"""What a release changes: the release before and this one compared by resource, in words."""

from __future__ import annotations

from pathlib import Path

from cohorte_graph.comparison import Comparison, Snapshot, compare, take
from cohorte_graph.comparison.words import summary
from cohorte_graph.dataset import Dataset, Part
from cohorte_graph.export.comparison import write_comparison
from cohorte_graph.release.manifest import read_release
from cohorte_graph.release.quads import read_quads
from cohorte_graph.store import OxigraphStore

__all__ = ["FIRST", "change_parts", "changed_since", "sentence", "snapshot_of"]

FIRST = ("Première version publiée.", "The first release.")


def snapshot_of(folder: Path) -> Snapshot:
    """A release as it was published; InputError where its manifest or its quads cannot be read."""
    store = OxigraphStore()
    store.extend(read_quads(folder))
    return take(store, read_release(folder)[0]["graphs"])


def changed_since(previous: Snapshot, dataset: Dataset) -> Comparison:
    """What differs from the release before."""
    return compare(previous, take(dataset.engine, dataset.graphs))


def sentence(changes: Comparison | None, lang: str) -> str:
    """The changes in a sentence."""
    return f"{summary(changes, lang)}." if changes else FIRST[lang == "en"]


def change_parts(changes: Comparison | None, versions: tuple[str, str]) -> list[Part]:
    """The change list for people and for programs; that of a first release is a sentence."""
    made = []
    for name, media, format, lang in (
        ("changes.fr.md", "text/markdown", "md", "fr"),
        ("changes.en.md", "text/markdown", "md", "en"),
        ("changes.json", "application/json", "json", "en"),
    ):
        if changes:
            content = write_comparison(changes, versions, [], format, lang)
        else:
            said = FIRST[lang == "en"]
            content = f"{said}\n".encode() if format == "md" else b'{\n  "changes": []\n}\n'
        about = (
            f"Ce qui a changé depuis {versions[0] or 'le début'}",
            f"What changed since {versions[0] or 'the beginning'}",
        )
        made.append(Part.of_bytes(name, media, *about, content))
    return made
