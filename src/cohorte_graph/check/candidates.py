"""The terms that would do in the place of a wrong one, and the close ones among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as ox

from cohorte_graph.errors import close_words
from cohorte_graph.iri import compact, namespace
from cohorte_graph.validate import plain
from cohorte_graph.validate.results import Term

__all__ = ["Candidates"]

COMPARED = 500_000
"""Words that are compared for one constraint at most, lest as many wrong values as right ones take for ever: what is
wrong so often is no slip of the pen."""

Usable = ox.NamedNode | ox.Literal


class Candidates:
    """The terms that one constraint admits; terms that are asked for are as N-Triples writes them."""

    def __init__(self, known: Iterable[Term]) -> None:
        self._known = [one for one in dict.fromkeys(known) if isinstance(one, ox.NamedNode | ox.Literal)]
        self._left = COMPARED
        self._told: dict[str, list[Usable]] = {}

    def elsewhere(self, wrong: str) -> list[ox.NamedNode]:
        """The IRIs that differ from this one in nothing but what their prefix stands for: written with one, they look
        the same."""
        name = plain(wrong).removeprefix(namespace(plain(wrong))) if wrong.startswith("<") else ""
        return [one for one in self._by_name.get(name, ()) if name and str(one) != wrong]

    def close(self, wrong: str) -> list[Usable]:
        """Those that are spelt nearly so, the closest first; none once COMPARED words have been looked at.

        IRIs of one namespace are compared by what follows it: a long namespace makes all of them look alike.
        """
        if wrong not in self._told:
            self._told[wrong] = self._sought(wrong) if self._left > 0 else []
        return self._told[wrong]

    def _sought(self, wrong: str) -> list[Usable]:
        around = namespace(plain(wrong)) if wrong.startswith("<") else ""
        near = self._near.get(around) if around else None
        terms = near or self._shown
        name = plain(wrong).removeprefix(around) if near else compact(plain(wrong))
        self._left -= len(terms)
        return [terms[word] for word in close_words(name, (one for one in terms if str(terms[one]) != wrong))]

    @cached_property
    def _near(self) -> dict[str, dict[str, Usable]]:
        """By namespace, what follows it."""
        found: dict[str, dict[str, Usable]] = defaultdict(dict)
        for one in self._iris:
            around = namespace(one.value)
            found[around][one.value.removeprefix(around)] = one
        return dict(found)

    @cached_property
    def _by_name(self) -> dict[str, list[ox.NamedNode]]:
        found: dict[str, list[ox.NamedNode]] = defaultdict(list)
        for one in self._iris:
            found[one.value.removeprefix(namespace(one.value))].append(one)
        return dict(found)

    @cached_property
    def _shown(self) -> dict[str, Usable]:
        return {compact(one.value) if isinstance(one, ox.NamedNode) else one.value: one for one in self._known}

    @property
    def _iris(self) -> Iterable[ox.NamedNode]:
        return (one for one in self._known if isinstance(one, ox.NamedNode))
