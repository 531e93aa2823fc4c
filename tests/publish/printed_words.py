"""The words of the reports as runs, read from the raw files: what an edition without them must not hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "data/sources"
TEXTS = tuple(p for p in sorted(SOURCES.iterdir()) if p.suffix in (".txt", ".md") and p.stem.islower())
OURS = ("ontology", "data/gazetteers", "data/reference", "data/sources")
"""Where people wrote names, titles and definitions; data/curation is not among them, for it may quote."""
QUOTING = ("example", "hiddenLabel")
"""Properties of those files that may hold printed words, and so excuse nothing."""


def plain_words(text: str) -> list[str]:
    """Lower-case words without accents; hyphens and apostrophes stay inside them.

    >>> plain_words("L’éco-hameau « fantastique », œuvre")
    ["l'eco-hameau", 'fantastique', 'oeuvre']
    """
    text = text.replace("’", "'").replace("ʼ", "'").replace("œ", "oe").replace("Œ", "oe").lower()
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    found = (word.strip("'-") for word in re.findall(r"[0-9a-z'\-]+", bare))
    return [word for word in found if word]


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """The telling runs: five words, or four with one of eight letters or more."""
    words = plain_words(text)
    yield from zip(*(words[n:] for n in range(5)), strict=False)
    for four in zip(*(words[n:] for n in range(4)), strict=False):
        if any(len(word) >= 8 for word in four):
            yield four


@cache
def printed() -> frozenset[tuple[str, ...]]:
    """The runs of the texts as received."""
    return frozenset(run for path in TEXTS for run in runs(path.read_text("utf-8")))


@cache
def ours() -> frozenset[tuple[str, ...]]:
    """The runs of names, titles, labels and definitions that people wrote by hand."""
    files = (path for folder in OURS for path in sorted((ROOT / folder).rglob("*.ttl")))
    base = "https://w3id.org/cohorte-graph/"
    quads = (q for path in files for q in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=base))
    texts = (
        q.object.value
        for q in quads
        if isinstance(q.object, ox.Literal) and not q.predicate.value.endswith(tuple(f"#{name}" for name in QUOTING))
    )
    return frozenset(run for text in texts for run in runs(text))


def quoting(quads: Iterable[ox.Quad], excused: frozenset[tuple[str, ...]]) -> list[str]:
    """The literals that hold words of a report, each with the first run of them."""
    found = []
    for quad in quads:
        value = quad.object
        if isinstance(value, ox.Literal) and not value.datatype.value.endswith("#anyURI"):
            said = next((run for run in runs(value.value) if run in printed() and run not in excused), None)
            if said:
                found.append(f"{quad.subject} {quad.predicate}: {' '.join(said)}")
    return found
