"""The shapes are proven: no constraint can be dropped, weakened or moved without a fixture that notices.

``make mutation`` prints the table of it.
"""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from mutants import PATTERN, Mutant, mutants
from outcome import is_killed, listed_survivors, try_out
from pattern_mutants import pattern_mutants
from rules import CODES, SH, TARGETS, alone, fixtures_of, judged_by_pyshacl, results, shapes
from select_mutants import select_mutants

MUTANTS = mutants()
KINDS = sorted({mutant.kind for mutant in MUTANTS})
assert len(MUTANTS) > 3000
assert len(KINDS) > 12
INERT = {"path", "inversePath", "message", "prefixes", "declare", "prefix", "namespace"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_mutant_is_killed_or_listed(kind: str) -> None:
    outcome = try_out(mutant for mutant in MUTANTS if mutant.kind == kind)
    assert outcome.unlisted() == [], "add to a fixture what tells them from the rule, or say why nothing can"
    assert outcome.stale() == [], "listed in survivors.yaml, yet killed"


def test_survivors_are_mutants_with_a_reason() -> None:
    assert set(listed_survivors()) <= {mutant.name for mutant in MUTANTS}
    assert all(len(reason) > 30 for reason in listed_survivors().values())


def test_names_are_unique_and_every_rule_has_mutants() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    assert {code for mutant in MUTANTS for code in mutant.codes} == set(CODES.values())


def test_every_statement_of_shacl_is_mutated() -> None:
    """A parameter that nobody has taught to ``mutants`` fails here."""
    changed = frozenset[ox.Triple]().union(*(mutant.removed for mutant in MUTANTS))
    said = {t for triples in shapes().of.values() for t in triples if t.predicate.value.startswith(SH)}
    assert len(said) > 2000
    left = {t.predicate.value.removeprefix(SH) for t in said - changed}
    assert left <= INERT
    assert TARGETS & {t.predicate for t in changed}


def test_a_mutant_that_changes_nothing_lives() -> None:
    """The judge can acquit: otherwise every verdict would be worthless."""
    idle = [replace(mutant, removed=frozenset(), added=frozenset()) for mutant in MUTANTS[::100]]
    assert len(idle) > 30
    assert [mutant.name for mutant in idle if is_killed(mutant)] == []


def test_every_mutant_is_another_rule() -> None:
    assert all(mutant.of(code) != alone(code) for mutant in MUTANTS for code in mutant.codes)


@pytest.mark.slow
def test_the_judge_sees_the_same() -> None:
    """pyshacl kills what ``shacl`` kills, in a sample that holds every kind."""
    sample = [mutant for kind in KINDS for mutant in [m for m in MUTANTS if m.kind == kind][::20]]
    assert len(sample) > 150
    assert {mutant.kind for mutant in sample} == set(KINDS)
    assert [mutant.name for mutant in sample if not _judged_alike(mutant)] == []


def _judged_alike(mutant: Mutant) -> bool:
    """Whether both engines find the same results, path apart, for the mutant's first rule."""
    code = mutant.codes[0]
    return all(
        {(focus, severity, value) for focus, severity, value, _ in results(mutant.of(code), data)}
        == judged_by_pyshacl(mutant.of(code), data)
        for data in fixtures_of(code)
    )


def test_patterns_are_mutated_at_each_place() -> None:
    assert pattern_mutants("^a[.][0-9]+(-[xy]{2})?(on|off)$") == [
        ("^ removed at 1", "a[.][0-9]+(-[xy]{2})?(on|off)$"),
        ("[.] → . at 3", "^a.[0-9]+(-[xy]{2})?(on|off)$"),
        ("[0-9] → . at 6", "^a[.].+(-[xy]{2})?(on|off)$"),
        ("+ → * at 11", "^a[.][0-9]*(-[xy]{2})?(on|off)$"),
        ("[xy] → . at 14", "^a[.][0-9]+(-.{2})?(on|off)$"),
        ("{2} → {1,2} at 18", "^a[.][0-9]+(-[xy]{1,2})?(on|off)$"),
        ("{2} → {2,} at 18", "^a[.][0-9]+(-[xy]{2,})?(on|off)$"),
        ("? → * at 22", "^a[.][0-9]+(-[xy]{2})*(on|off)$"),
        ("|on removed at 23", "^a[.][0-9]+(-[xy]{2})?(off)$"),
        ("|off removed at 23", "^a[.][0-9]+(-[xy]{2})?(on)$"),
        ("$ removed at 31", "^a[.][0-9]+(-[xy]{2})?(on|off)"),
    ]
    assert any(mutant.kind == PATTERN for mutant in MUTANTS)


def test_queries_are_mutated_at_each_condition() -> None:
    query = "SELECT $this WHERE { $this a ?b ; c:d ?e . FILTER (?e < 3 && ?b != ?e) MINUS { $this c:f ?e } }"
    made = select_mutants(query, "PREFIX c: <c:> ")
    assert [said for said, _ in made] == [
        "FILTER ( ?e < 3 && ?b != ?e ) removed",
        "?e < 3 → <=",
        "&& → || before ?b != ?e",
        "?e < 3 removed",
        "?b != ?e removed",
        "?b != ?e → =",
        "MINUS { $this c:f ?e } removed",
        "$this a ?b removed",
        "$this c:d ?e removed",
        "$this c:f ?e removed",
    ]
    assert dict(made)["$this a ?b removed"].startswith("SELECT $this WHERE { $this c:d ?e . FILTER")
    assert len(set(dict(made).values())) == len(made)
