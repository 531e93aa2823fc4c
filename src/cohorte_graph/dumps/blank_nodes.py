"""Blank nodes as Turtle can write them without a name: where they are referred to, as ``[ … ]`` or ``( … )``.

Names of blank nodes are renumbered by any new one among them, so that a name in a file makes a large difference of a
small change. A node keeps its name where it needs one: referred to twice, from two graphs, or from itself by a cycle.
What is said of blank nodes is held in memory, up to ``MOST`` lines of a graph; past that all of its nodes keep names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from cohorte_graph.iri import PREFIXES

__all__ = ["FIRST", "NIL", "REST", "Met", "Nodes", "is_blank"]

MOST = 100_000
DEEPEST = 40
"""Nodes within nodes: past that all keep their names, since readers descend no deeper than they can count on."""
FIRST, REST, NIL = (f"<{PREFIXES['rdf']}{name}>".encode() for name in ("first", "rest", "nil"))
Pairs = list[tuple[bytes, bytes]]


def is_blank(term: bytes) -> bool:
    return term.startswith(b"_:")


@dataclass
class Met:
    """The blank nodes met while a graph is read: how often each is referred to, from where, and what is said of it.

    ``links`` are the statements that make lists. ``keep_names`` where all keep theirs: there are too many, or a triple
    speaks of triples.
    """

    references: Counter[bytes] = field(default_factory=Counter)
    parents: dict[bytes, bytes] = field(default_factory=dict)
    pairs: dict[bytes, Pairs] = field(default_factory=dict)
    lines: int = 0
    links: int = 0
    keep_names: bool = False

    def add(self, subject: bytes, pairs: Pairs) -> None:
        """What is said of a subject."""
        if self.keep_names:
            return
        for _, value in pairs:
            if is_blank(value):
                self.references[value] += 1
                self.parents[value] = subject
                self.lines += 1
            self.keep_names |= value.startswith(b"<<")
        if is_blank(subject):
            self.pairs[subject] = pairs
            self.lines += len(pairs)
        if self.lines > MOST or self.keep_names:
            self.keep_names = True
            for known in (self.references, self.parents, self.pairs):
                known.clear()

    @property
    def nodes(self) -> set[bytes]:
        return {*self.references, *self.pairs}


class Nodes:
    """``pairs`` is what is said of the nodes that stand without a name, ``lists`` the items of those that begin a list,
    ``roots`` those that nothing refers to."""

    def __init__(self, met: Met, shared: Collection[bytes] = ()) -> None:
        self._parents = met.parents
        nameless = self._without_cycles({n for n, count in met.references.items() if count == 1 and n not in shared})
        self.lists, self._heads = _lists(met, nameless)
        if self._depth(nameless) > DEEPEST:
            nameless, self.lists, self._heads = set(), {}, {}
        self.pairs = {node: met.pairs.get(node, []) for node in nameless}
        self.roots = {node for node in met.pairs if not met.references[node] and node not in shared}

    @property
    def cells(self) -> int:
        """How many nodes stand as part of a list."""
        return len(self._heads)

    def _without_cycles(self, once: set[bytes]) -> set[bytes]:
        found: dict[bytes, bool] = {}
        for node in once:
            path: dict[bytes, int] = {}
            while node in once and node not in found and node not in path:
                path[node] = len(path)
                node = self._parents[node]
            cycle = path.get(node, len(path))
            found.update({one: place < cycle for one, place in path.items()})
        return {node for node, is_nameless in found.items() if is_nameless}

    def _depth(self, nameless: set[bytes]) -> int:
        """How deep nodes stand within each other; a list is one, however long."""
        depths: dict[bytes, int] = {}
        for node in nameless:
            path = []
            place = self._heads.get(node, node)
            while place in nameless and place not in depths:
                path.append(place)
                parent = self._parents[place]
                place = self._heads.get(parent, parent)
            depth = depths.get(place, 0)
            depths.update({one: depth + n for n, one in enumerate(reversed(path), start=1)})
        return max(depths.values(), default=0)


def _lists(met: Met, nameless: set[bytes]) -> tuple[dict[bytes, list[bytes]], dict[bytes, bytes]]:
    """The items of well-formed lists by their first nodes (two statements a node, to the end); these by all nodes."""
    cells = {
        node: (pairs[0][1], pairs[1][1])
        for node, pairs in met.pairs.items()
        if node in nameless and [predicate for predicate, _ in pairs] == [FIRST, REST]
    }
    lists: dict[bytes, list[bytes]] = {}
    heads: dict[bytes, bytes] = {}
    for head in cells.keys() - {rest for _, rest in cells.values()}:
        chain, node = [], head
        while node in cells:
            chain.append(node)
            node = cells[node][1]
        if node == NIL:
            lists[head] = [cells[one][0] for one in chain]
            heads.update(dict.fromkeys(chain, head))
    return lists, heads
