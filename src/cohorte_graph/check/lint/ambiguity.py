"""Regular expressions that may take exponential time: those that repeat what can be read in more than one way.

Each repetition is turned into the places of its characters and the ways from place to place (Glushkov's automaton),
two ways counting as two even where they lead to one place: ``(a+)+`` goes from a to a by either plus. Where two ways
from one place take the same character, a backtracking matcher tries both, again at each turn: 2ⁿ tries for n turns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, combinations
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

__all__ = ["is_explosive"]

MANY = 10
"""A repetition that may go on so long counts as one without end."""
LARGEST = 400
"""Places of a pattern; beyond it is not looked at, for the ways grow with the square."""
SAMPLE = "".join(map(chr, range(128))) + "\xa0éÉßœΩжא中٣\u2028"
REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
SINGLE = ("LITERAL", "NOT_LITERAL", "ANY", "IN", "CATEGORY", "RANGE")

Way = tuple[int, int]
"""The place a way leads to, and a number of its own."""


@dataclass(frozen=True)
class _Part:
    """Where a piece of a pattern can begin and end, and whether it can be empty."""

    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()
    nullable: bool = True


@dataclass
class _Places:
    flags: int
    letters: str
    taken: list[frozenset[str]] = field(default_factory=list)
    ways: dict[int, list[Way]] = field(default_factory=lambda: defaultdict(list))
    number: int = 0
    explosive: bool = False

    def sequence(self, items: Iterable[Any]) -> _Part:
        whole = _Part()
        for item in items:
            part = self.item(item)
            self.join(whole.last, part.first)
            whole = _Part(
                whole.first + part.first if whole.nullable else whole.first,
                whole.last + part.last if part.nullable else part.last,
                whole.nullable and part.nullable,
            )
        return whole

    def item(self, item: Any) -> _Part:
        name, value = str(item[0]), item[1]
        if name in SINGLE:
            return self.place(item)
        if name in REPEATS:
            return self.repeat(*value)
        if name == "SUBPATTERN":
            return self.sequence(value[-1])
        if name == "ATOMIC_GROUP":
            return self.sequence(value)
        if name == "BRANCH":
            return self.choice(value[1])
        if name == "POSSESSIVE_REPEAT":
            return self.sequence(value[2])
        return _Part()  # places, lookaround and references take no character of their own here

    def place(self, item: Any) -> _Part:
        state = _parser.State()
        state.flags = self.flags
        one = _compiler.compile(_parser.SubPattern(state, [item]), self.flags)
        self.taken.append(frozenset(letter for letter in self.letters if one.fullmatch(letter)))
        number = (len(self.taken) - 1,)
        return _Part(number, number, nullable=False)

    def choice(self, branches: list[Any]) -> _Part:
        parts = [self.sequence(branch) for branch in branches]
        return _Part(
            tuple(one for part in parts for one in part.first),
            tuple(one for part in parts for one in part.last),
            any(part.nullable for part in parts),
        )

    def repeat(self, least: int, most: int, body: Any) -> _Part:
        """A number of times that is fixed is written out, as far as it counts: ``(a?){3}`` is a?a?a?."""
        begin = len(self.taken)
        times = min(most, MANY + 1) if least == most and begin < LARGEST else 1
        inner = self.sequence(chain.from_iterable([body] * times))
        if most > 1 and least != most:
            self.join(inner.last, inner.first)
        if most > MANY:
            self.look(range(begin, len(self.taken)), inner, body)
        return _Part(inner.first, inner.last, inner.nullable or least == 0)

    def join(self, before: tuple[int, ...], after: tuple[int, ...]) -> None:
        self.number += 1
        for one in before:
            self.ways[one] += [(other, self.number) for other in after]

    def look(self, places: range, inner: _Part, body: Any) -> None:
        """Whether from some place in a repetition, or at its beginning, two ways take one character."""
        begins = [(one, 0) for one in inner.first]
        if any(map(self.meet, [begins, *(self.ways[one] for one in places)])) or _empty_twice(body):
            self.explosive = True

    def meet(self, ways: list[Way]) -> bool:
        if len(ways) > LARGEST:
            return False
        return any(one != other and self.taken[one[0]] & self.taken[other[0]] for one, other in combinations(ways, 2))


def _empty_twice(items: Any) -> bool:
    """Whether a choice has two empty branches, which is what the parser makes of ``a|a``."""
    for name, value in items:
        if str(name) == "BRANCH" and sum(1 for branch in value[1] if not len(branch)) > 1:
            return True
        if str(name) == "SUBPATTERN" and _empty_twice(value[-1]):
            return True
    return False


def is_explosive(pattern: str, flags: int = 0) -> bool:
    """Whether a pattern that compiles repeats something ambiguous; False for patterns too large to tell."""
    parsed = _parser.parse(pattern, flags)
    if len(pattern) > LARGEST * 10:
        return False
    places = _Places(parsed.state.flags, "".join(sorted(set(SAMPLE + pattern))))
    places.sequence(parsed)
    return places.explosive
