"""What was withdrawn between two builds, told by its address and class alone: its words are in neither list nor feed.

A change list stands beside the graph that a resource was withdrawn from: with words it would give back what the graph
no longer says, and point to where the report still does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyoxigraph as ox

from cohorte_graph.comparison.snapshot import LABELS, TYPE, Quoted, Resource, Snapshot, Statement, parse_term
from cohorte_graph.folding import words
from cohorte_graph.iri import COH, expand

__all__ = ["Withdrawal"]

TOMBSTONE = Statement(TYPE, f"<{COH}Tombstone>")
NAMES = (*LABELS, expand("skos:altLabel"), expand("skos:hiddenLabel"))
MENTION_OF, AS_PRINTED = COH + "mentionOf", COH + "surfaceForm"
GONE = "[…]"


@dataclass(frozen=True)
class Withdrawal:
    """``resources`` of the earlier build are withdrawn or went with those that are; ``names`` are theirs, folded."""

    resources: frozenset[str]
    names: frozenset[str]

    @classmethod
    def between(cls, before: Snapshot, after: Snapshot, removed: Iterable[str]) -> Withdrawal:
        """What the later build has tombstones of and the earlier had not; of what is ``removed``, all that pointed
        at that or printed its name went with it."""
        gone = {iri for iri in before.resources if _is_tombstone(after, iri) and not _is_tombstone(before, iri)}
        found = cls(frozenset(), frozenset(_names(before, gone)))
        left = {iri: before.resources[iri] for iri in removed if gone}
        gone |= {iri for iri, one in left.items() if any(map(found.prints, _texts(one)))}
        while more := {iri for iri, one in left.items() if any(s.value[1:-1] in gone for s in one.statements)} - gone:
            gone |= more
        return replace(found, resources=frozenset(gone))

    def prints(self, text: str) -> bool:
        """Whether a text holds a name of what is withdrawn, as whole words, accents and case aside."""
        folded = _folded(text)
        return any(name in folded for name in self.names)

    def wordless(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot in which these resources have their classes alone."""
        bare = {iri: Resource(iri) for iri in self.resources}
        for iri, resource in bare.items():
            known = snapshot.resources[iri].statements
            resource.statements.update((s, kinds) for s, kinds in known.items() if s.property == TYPE)
        return Snapshot({**snapshot.resources, **bare})

    def blotted(self, statement: Statement) -> Statement:
        """A statement, without its words where they hold a name."""
        term = parse_term(statement.value)
        is_named = isinstance(term, ox.Literal) and self.prints(term.value)
        return Statement(statement.property, f'"{GONE}"') if is_named else statement

    def unquoted(self, quote: Quoted) -> Quoted:
        """A quote; where it holds a name, its place alone."""
        return replace(quote, exact=GONE) if self.prints(quote.exact) else quote


def _is_tombstone(snapshot: Snapshot, iri: str) -> bool:
    return iri in snapshot.resources and TOMBSTONE in snapshot.resources[iri].statements


def _names(before: Snapshot, gone: set[str]) -> Iterable[str]:
    """What these resources are called, and how their mentions print them."""
    mentioned = {f"<{iri}>" for iri in gone}
    for iri, told in before.resources.items():
        is_mention = any(s.property == MENTION_OF and s.value in mentioned for s in told.statements)
        for statement in told.statements:
            if (iri in gone and statement.property in NAMES) or (is_mention and statement.property == AS_PRINTED):
                yield from filter(str.strip, [_folded(_text(statement))])


def _texts(resource: Resource) -> Iterable[str]:
    yield from (quote.exact for quote in resource.quotes)
    yield from map(_text, resource.statements)


def _text(statement: Statement) -> str:
    term = parse_term(statement.value)
    return term.value if isinstance(term, ox.Literal) else ""


def _folded(text: str) -> str:
    return f" {' '.join(words(text))} "
