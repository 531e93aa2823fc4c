"""Rules: ontology/rules/*.rq, one CONSTRUCT a file, applied to a fixpoint."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.errors import InputError, Place, RunError
from cohorte_graph.store import Graph, OxigraphStore

__all__ = ["ROUNDS", "Rule", "infer", "read_rules"]

_SERVICE = re.compile(r"\bSERVICE\b", re.IGNORECASE)
_ASIDE = re.compile(r"^\s*#.*$|<[^<>\s]*>|\"[^\"\n]*\"|'[^'\n]*'", re.MULTILINE)
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
    return [Rule(path.stem, path, _text(path)) for path in sorted(folder.glob("*.rq"))]


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"the rule is not UTF-8: byte 0x{data[error.start]:02x}.",
            place=Place.behind(path, data[: error.start]),
            hint="Convert it: iconv -f WINDOWS-1252 -t UTF-8",
        ) from error


def infer(union: Iterable[ox.Triple], rules: list[Rule]) -> set[ox.Triple]:
    """All triples that the rules add to ``union``.

    Raises InputError with the rule's file for a rule that does not parse or is no CONSTRUCT, RunError for
    rules that do not come to an end.
    """
    known = set(union)
    store = OxigraphStore()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in known)
    added: set[ox.Triple] = set()
    restless: list[str] = []
    for _ in range(ROUNDS):
        found = {rule.name: _constructed(store, rule) - known for rule in rules}
        restless = [name for name, triples in found.items() if triples]
        fresh = set().union(*found.values())
        if not fresh:
            return added
        store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in fresh)
        known |= fresh
        added |= fresh
    raise RunError(
        f"The rules still add triples after {ROUNDS} rounds: {', '.join(restless)}.",
        hint="A rule must not make new terms from what it made itself.",
    )


def _constructed(store: OxigraphStore, rule: Rule) -> set[ox.Triple]:
    if _SERVICE.search(_ASIDE.sub(" ", rule.text)):
        raise InputError(
            "a rule must not ask another server (SERVICE).",
            place=Place(rule.path, 1),
            hint="A rule is one CONSTRUCT in SPARQL 1.1.",
        )
    try:
        answer = store.query(rule.text, place=Place(rule.path))
    except InputError as error:
        error.hint = error.hint or "A rule is one CONSTRUCT in SPARQL 1.1."
        raise
    if not isinstance(answer, Graph):
        raise InputError(
            "a rule must be a CONSTRUCT.", place=Place(rule.path, 1), hint="A rule is one CONSTRUCT in SPARQL 1.1."
        )
    return set(answer.triples)
