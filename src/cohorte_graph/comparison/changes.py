"""What differs between two snapshots, one change a resource."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from cohorte_graph.comparison.pairing import pair
from cohorte_graph.comparison.snapshot import LABELS, Quoted, Resource, Snapshot, Statement
from cohorte_graph.comparison.withdrawal import Withdrawal
from cohorte_graph.iri import COH

__all__ = ["Change", "Comparison", "Kind", "PropertyChange", "compare"]

Kind: TypeAlias = Literal["added", "withdrawn", "removed", "changed", "renumbered", "moved", "linked"]
KINDS: tuple[Kind, ...] = ("added", "withdrawn", "removed", "changed", "renumbered", "moved", "linked")
NUMBER = COH + "number"


@dataclass(frozen=True)
class PropertyChange:
    """Values of one property that are gone and new, with the kinds of graphs that say so."""

    property: str
    gone: tuple[tuple[Statement, tuple[str, ...]], ...]
    new: tuple[tuple[Statement, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Change:
    """What became of one resource.

    ``kind`` is the strongest that applies: ``withdrawn`` where the later build has a tombstone of it, or it went with
    what has one, and then nothing but its address and classes is told; ``renumbered`` where only its number (and the
    label that tells it) differs, ``moved`` where only the places of its quotes do, ``linked`` where only ``links``
    differ: statements about things that were themselves added, withdrawn or removed.
    """

    kind: Kind
    before: Resource | None
    after: Resource | None
    properties: tuple[PropertyChange, ...] = ()
    links: tuple[PropertyChange, ...] = ()
    quotes_gone: tuple[Quoted, ...] = ()
    quotes_new: tuple[Quoted, ...] = ()

    @property
    def resource(self) -> Resource:
        """As it is now, or as it was where it is gone."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Comparison:
    """All changes, sorted by kind and IRI, with the snapshots they are between; ``before`` has no words of what is
    withdrawn."""

    before: Snapshot
    after: Snapshot
    changes: tuple[Change, ...]

    @cached_property
    def corrected_quotes(self) -> int:
        """Quotes that read otherwise than before, in resources that both builds have."""
        return sum(max(len(c.quotes_gone), len(c.quotes_new)) for c in self.changes if c.before and c.after)

    def label(self, iri: str, lang: str) -> str:
        """The label of an IRI in the later build, else in the earlier."""
        snapshot = self.after if iri in self.after.resources else self.before
        return snapshot.label(iri, lang)


def compare(before: Snapshot, after: Snapshot) -> Comparison:
    """What differs, from ``before`` to ``after``."""
    paired = pair(before, after)
    there = set(paired.values())
    withdrawal = Withdrawal.between(before, after, [iri for iri in before.resources if iri not in paired])
    before = withdrawal.wordless(before)
    changes = [Change("withdrawn", before.resources[iri], None) for iri in withdrawal.resources]
    paired = {a: b for a, b in paired.items() if a not in withdrawal.resources}
    removed = before.resources.keys() - paired.keys() - withdrawal.resources
    changes += [Change("removed", before.resources[iri], None) for iri in removed]
    changes += [
        _blotted(Change("added", None, found), withdrawal) for iri, found in after.resources.items() if iri not in there
    ]
    lone = {change.resource.iri for change in changes}
    renamed = {f"<{a}>": f"<{b}>" for a, b in paired.items() if a != b}
    for a, b in paired.items():
        found = _differences(before.resources[a], after.resources[b], renamed, lone)
        changes += (_blotted(change, withdrawal) for change in found)
    return Comparison(
        before, after, tuple(sorted(changes, key=lambda c: (KINDS.index(c.kind), _order(c.resource.iri))))
    )


def _order(iri: str) -> tuple[str, int]:
    head, _, last = iri.rpartition("/")
    return (head, int(last)) if last.isdigit() else (iri, 0)


def _differences(a: Resource, b: Resource, renamed: dict[str, str], lone: set[str]) -> Iterator[Change]:
    was = {Statement(s.property, renamed.get(s.value, s.value)): kinds for s, kinds in a.statements.items()}
    properties: list[PropertyChange] = []
    links: list[PropertyChange] = []
    for name in sorted({s.property for s in (was.keys() ^ b.statements.keys()) | _elsewhere(was, b)}):
        change = PropertyChange(name, _only(was, b.statements, name), _only(b.statements, was, name))
        told = [s.value for s, _ in (*change.gone, *change.new)]
        (links if all(value[1:-1] in lone for value in told) else properties).append(change)
    gone = _unmatched(a.quotes, b.quotes)
    new = _unmatched(b.quotes, a.quotes)
    renumbered = a.iri != b.iri
    if renumbered:
        properties = [change for change in properties if change.property not in (NUMBER, *LABELS)]
    kind: Kind
    if properties or gone or new:
        kind = "changed"
    elif renumbered:
        kind = "renumbered"
    elif a.quotes != b.quotes:
        kind = "moved"
    elif links:
        kind = "linked"
    else:
        return
    yield Change(kind, a, b, tuple(properties), tuple(links), gone, new)


def _blotted(change: Change, withdrawal: Withdrawal) -> Change:
    """A change without the words that name what is withdrawn, also where the report still prints them."""
    if not withdrawal.names:
        return change

    def said(told: tuple[tuple[Statement, tuple[str, ...]], ...]) -> tuple[tuple[Statement, tuple[str, ...]], ...]:
        return tuple((withdrawal.blotted(statement), kinds) for statement, kinds in told)

    def blotted(told: tuple[PropertyChange, ...]) -> tuple[PropertyChange, ...]:
        return tuple(replace(one, gone=said(one.gone), new=said(one.new)) for one in told)

    def unquoted(resource: Resource | None) -> Resource | None:
        return resource and replace(resource, quotes=set(map(withdrawal.unquoted, resource.quotes)))

    return replace(
        change,
        before=unquoted(change.before),
        after=unquoted(change.after),
        properties=blotted(change.properties),
        links=blotted(change.links),
        quotes_gone=tuple(map(withdrawal.unquoted, change.quotes_gone)),
        quotes_new=tuple(map(withdrawal.unquoted, change.quotes_new)),
    )


def _elsewhere(was: dict[Statement, set[str]], b: Resource) -> set[Statement]:
    """Statements of both that other kinds of graphs make now."""
    return {s for s in was.keys() & b.statements.keys() if was[s] != b.statements[s]}


def _only(
    own: dict[Statement, set[str]], other: dict[Statement, set[str]], name: str
) -> tuple[tuple[Statement, tuple[str, ...]], ...]:
    return tuple(
        (s, tuple(sorted(kinds))) for s, kinds in sorted(own.items()) if s.property == name and other.get(s) != kinds
    )


def _unmatched(own: set[Quoted], other: set[Quoted]) -> tuple[Quoted, ...]:
    """Quotes whose words the other does not have, wherever they stand there."""
    words = {quote.exact for quote in other}
    return tuple(sorted((quote for quote in own if quote.exact not in words), key=lambda q: (q.source, q.start)))
