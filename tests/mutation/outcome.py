"""Which mutants the fixtures notice, held against the list of survivors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from mutants import PATTERN, Mutant
from rules import Results, alone, elsewhere, fixtures_of, judged_by_pyshacl, results

__all__ = ["Outcome", "is_killed", "listed_survivors", "try_out"]

SURVIVORS = Path(__file__).parent / "survivors.yaml"


@dataclass(frozen=True)
class Outcome:
    """What became of some mutants."""

    tried: tuple[Mutant, ...]
    survivors: frozenset[str]

    def unlisted(self) -> list[str]:
        """Survivors without a reason."""
        return sorted(self.survivors - set(listed_survivors()))

    def stale(self) -> list[str]:
        """Mutants with a reason to survive that are killed."""
        return sorted({m.name for m in self.tried} & set(listed_survivors()) - self.survivors)

    def rows(self) -> list[tuple[str, int, int, int, int]]:
        """(kind, mutants, killed, survivors listed, survivors not listed), by kind."""
        unlisted = set(self.unlisted())
        made = Counter(m.kind for m in self.tried)
        alive = Counter(m.kind for m in self.tried if m.name in self.survivors)
        bare = Counter(m.kind for m in self.tried if m.name in unlisted)
        return [(kind, n, n - alive[kind], alive[kind] - bare[kind], bare[kind]) for kind, n in sorted(made.items())]


@cache
def listed_survivors() -> dict[str, str]:
    """The reason of each survivor by the mutant's name."""
    groups = yaml.safe_load(SURVIVORS.read_text("utf-8")) or []
    return {name: group["reason"] for group in groups for name in group["mutants"]}


def try_out(tried: Iterable[Mutant]) -> Outcome:
    """Run the fixtures against each mutant."""
    given = tuple(tried)
    return Outcome(given, frozenset(mutant.name for mutant in given if not is_killed(mutant)))


def is_killed(mutant: Mutant) -> bool:
    """Whether a fixture of a rule that it changes has other results than with the rule unchanged."""
    more = [elsewhere()] if mutant.kind == PATTERN else []
    return any(_noticed(mutant, code, data) for code in mutant.codes for data in fixtures_of(code) + more)


def _noticed(mutant: Mutant, code: str, data: str) -> bool:
    try:
        return results(mutant.of(code), data) != _unchanged(code, data)
    except ValueError:  # the engine cannot read the mutant: the judge can, or raises
        return judged_by_pyshacl(mutant.of(code), data) != judged_by_pyshacl(alone(code), data)


@cache
def _unchanged(code: str, data: str) -> Results:
    return results(alone(code), data)
