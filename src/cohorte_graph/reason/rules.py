"""Rules: ontology/rules/*.rq, one CONSTRUCT a file, applied to a fixpoint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.errors import InputError, Place, RunError
from cohorte_graph.store import Graph, MemoryStore

__all__ = ["ROUNDS", "Rule", "infer", "read_rules"]

ROUNDS = 12
"""More rounds than this mean that rules feed each other without end."""


@dataclass(frozen=True)
class Rule:
    """One rule: its name is its file's."""

    name: str
    path: Path
    text: str


def read_rules(folder: Path) -> list[Rule]:
    """The rules of a folder, sorted by name."""
    return [Rule(path.stem, path, path.read_text("utf-8")) for path in sorted(folder.glob("*.rq"))]


def infer(union: Iterable[ox.Triple], rules: list[Rule]) -> set[ox.Triple]:
    """All triples that the rules add to ``union``.

    Raises InputError with the rule's file for a rule that does not parse or is no CONSTRUCT, RunError for
    rules that do not come to an end.
    """
    known = set(union)
    store = MemoryStore()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in known)
    added: set[ox.Triple] = set()
    for _ in range(ROUNDS):
        fresh: set[ox.Triple] = set()
        for rule in rules:
            answer = store.query(rule.text, place=Place(rule.path))
            if not isinstance(answer, Graph):
                raise InputError("a rule must be a CONSTRUCT.", place=Place(rule.path, 1))
            fresh |= set(answer.triples) - known
        if not fresh:
            return added
        store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in fresh)
        known |= fresh
        added |= fresh
    raise RunError(f"The rules still add triples after {ROUNDS} rounds: {', '.join(r.name for r in rules)}.")
