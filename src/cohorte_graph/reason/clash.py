"""Which statements clash: HermiT says only that some do, so it is asked again about parts of them.

First the part: things with all that is said of them and the classes of their neighbours, halved and halved
again (a clash nearly always lies so near together). Then the statements: one at a time, the last that a clash
needs is where growing beginnings of a list first become inconsistent (QuickXplain's idea, Junker 2004).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from cohorte_graph.iri import expand
from cohorte_graph.reason.axioms import one_name_each
from cohorte_graph.reason.hermit import HermiT

__all__ = ["clash"]

PARTS = 24
"""Parts asked about in one process: it takes half a second to start, and a tenth for a small part."""
TYPE = expand("rdf:type")
_Ask: TypeAlias = Callable[[list[list[ox.Triple]]], "int | None"]


def clash(hermit: HermiT, axioms: list[str], data: Sequence[ox.Triple]) -> list[ox.Triple]:
    """A smallest set of statements that cannot all be true; none where the ontology itself is inconsistent.

    Raises OutOfTime where the deadline comes before the answer.
    """

    def first_inconsistent(parts: list[list[ox.Triple]]) -> int | None:
        return hermit.first_inconsistent([axioms + _lines(part) for part in parts])

    rest, found = _near(list(data), first_inconsistent), list[ox.Triple]()
    while rest := _beginning(rest, found, first_inconsistent):
        found.append(rest.pop())
    return sorted(found, key=str)


def _lines(part: Iterable[ox.Triple]) -> list[str]:
    part = list(part)
    return [str(triple) for triple in (*part, *one_name_each(part))]


def _near(data: list[ox.Triple], first_inconsistent: _Ask) -> list[ox.Triple]:
    """The neighbourhood of as few things as HermiT still finds inconsistent.

    All where no part is; nothing where nothing is needed.
    """
    said: dict[str, list[ox.Triple]] = defaultdict(list)
    for triple in data:
        for node in {str(triple.subject), str(triple.object)}:
            said[node].append(triple)
    near, things = data, sorted({str(triple.subject) for triple in data})
    while True:
        parts = _split(things, PARTS)
        neighbourhoods = [_neighbourhood(part, said) for part in parts]
        place = first_inconsistent([[], *neighbourhoods])
        if place == 0:
            return []
        if place is None:
            return near
        near, things = neighbourhoods[place - 1], parts[place - 1]
        if len(things) == 1:
            return near


def _neighbourhood(things: Iterable[str], said: dict[str, list[ox.Triple]]) -> list[ox.Triple]:
    """What is said of things and points at them, and the classes of what is there named."""
    own = {triple for thing in things for triple in said[thing]}
    nodes = {node for triple in own for node in (str(triple.subject), str(triple.object))}
    classes = {t for node in nodes for t in said.get(node, ()) if t.predicate.value == TYPE and str(t.subject) == node}
    return sorted(own | classes, key=str)


def _beginning(rest: list[ox.Triple], found: list[ox.Triple], first_inconsistent: _Ask) -> list[ox.Triple]:
    """The shortest beginning of a list that is inconsistent with what was found; its last statement is needed.

    Nothing where what was found is inconsistent by itself.
    """
    low, high, ends = -1, len(rest), [0]
    while high - low > 1:
        step = max(1, -(-(high - low) // PARTS))
        ends = [*ends, *range(max(low, 0) + step, high, step)]
        place = first_inconsistent([found + rest[:end] for end in ends])
        if place is None:
            low, ends = ends[-1], []
        else:
            low, high, ends = (ends[place - 1] if place else low), ends[place], []
    return rest[:high]


def _split(things: list[str], parts: int) -> list[list[str]]:
    size = max(1, -(-len(things) // parts))
    return [things[begin : begin + size] for begin in range(0, len(things), size)]
