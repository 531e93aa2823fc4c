"""Which resource of one build is which of another: by IRI, but where words have moved to another number, by words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from rapidfuzz import fuzz, process

from cohorte_graph.comparison.snapshot import Resource, Snapshot
from cohorte_graph.iri import COH, ID

__all__ = ["pair"]

Group: TypeAlias = tuple[str, tuple[str, ...]]
MENTION_OF = COH + "mentionOf"
"""All names in a sentence share its words: what a mention names is part of what it is."""

ALIKE = 75
"""Of 100: words changed to this degree are still the same words, as for the second text of a report."""


def pair(before: Snapshot, after: Snapshot) -> dict[str, str]:
    """For each resource of ``before`` its IRI in ``after``, if it has one.

    Things that are numbered (``effect/<cohort>/<territory>/2``) take another number when one is put in before
    them: among those of one sort and place, mentions of one thing among themselves, the same words are the same
    thing, then similar words, then the same IRI.
    """
    paired = {iri: iri for iri in before.resources if iri in after.resources and _numbered(iri) is None}
    old, new = _by_group(before), _by_group(after)
    for group in old:
        paired.update(_pairs(old[group], new.get(group, {})))
    return paired


def _numbered(iri: str) -> str | None:
    """The IRI of a thing of ours less its number; None for an IRI without."""
    head, _, last = iri.rpartition("/")
    return head if iri.startswith(ID) and last.isdigit() else None


def _by_group(snapshot: Snapshot) -> dict[Group, dict[str, str]]:
    groups: dict[Group, dict[str, str]] = defaultdict(dict)
    for iri, resource in snapshot.resources.items():
        if head := _numbered(iri):
            named = sorted(said.value for said in resource.statements if said.property == MENTION_OF)
            groups[head, tuple(named)][iri] = _words(resource)
    return groups


def _words(resource: Resource) -> str:
    return " ".join(quote.exact for quote in sorted(resource.quotes, key=lambda q: (q.source, q.start)))


def _pairs(old: dict[str, str], new: dict[str, str]) -> Iterator[tuple[str, str]]:
    left, right = dict(old), dict(new)

    def take(found: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        for a, b in found:
            if a in left and b in right:
                del left[a], right[b]
                yield a, b

    yield from take([(iri, iri) for iri in old if old[iri] == new.get(iri)])
    places: dict[str, list[str]] = defaultdict(list)
    for iri, words in right.items():
        places[words].append(iri)
    yield from take([(a, b) for a, words in list(left.items()) if words for b in places[words]])
    yield from take(_alike(left, right))
    yield from take([(iri, iri) for iri in list(left) if iri in right])


def _alike(left: dict[str, str], right: dict[str, str]) -> list[tuple[str, str]]:
    """Pairs of similar words, the most similar first; the same number decides between equals."""
    scored = [
        (score, a == b, a, b)
        for a, words in left.items()
        if words
        for _, score, b in process.extract(words, right, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
    ]
    return [(a, b) for _, _, a, b in sorted(scored, key=lambda s: (-s[0], not s[1], s[2], s[3]))]
