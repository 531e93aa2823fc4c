"""The graphs of a release as its N-Quads have them: what every other file of it must state, too."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph as ox

from cohorte_graph.export.graphs import FORMATS
from cohorte_graph.iri import PREFIXES
from cohorte_graph.release.hashes import graph_hash
from cohorte_graph.tables.origins import origin

__all__ = ["UNREADABLE", "Graphs", "read_quads_of", "same"]

LABEL: Final = PREFIXES["rdfs"] + "label"
UNREADABLE: Final = (OSError, EOFError, SyntaxError, ValueError)
"""What a file that is no RDF, or no gzip, raises when it is read."""


def read_quads_of(path: Path) -> list[ox.Quad]:
    """The quads of a file in the format that its name tells, blank nodes under the names they have there."""
    name = path.name.removesuffix(".gz")
    with gzip.open(path) if name != path.name else path.open("rb") as file:
        format = FORMATS[name.rpartition(".")[2]]
        return list(ox.parse(cast(IO[bytes], file), format=format, rename_blank_nodes=False))


def same(one: set[ox.Triple], other: set[ox.Triple]) -> bool:
    """Whether two graphs state the same, whatever their blank nodes are called (only those are canonicalised)."""
    if one == other:
        return True
    ground, nodes = _parted(one)
    others, other_nodes = _parted(other)
    return ground == others and graph_hash(nodes) == graph_hash(other_nodes)


def _parted(graph: set[ox.Triple]) -> tuple[set[ox.Triple], set[ox.Triple]]:
    nodes = {t for t in graph if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode)}
    return graph - nodes, nodes


@dataclass(frozen=True)
class Graphs:
    """The triples of the union, and those of each named graph by its IRI."""

    union: set[ox.Triple]
    named: dict[str, set[ox.Triple]]

    @classmethod
    def of(cls, quads: Iterable[ox.Quad]) -> Graphs:
        found: dict[str, set[ox.Triple]] = defaultdict(set)
        for quad in quads:
            found[quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""].add(quad.triple)
        return cls(found.pop("", set()), dict(found))

    @cached_property
    def labels(self) -> dict[str, set[str]]:
        """What each thing is called, in any language."""
        found: dict[str, set[str]] = defaultdict(set)
        for triple in self.union:
            if triple.predicate.value == LABEL and isinstance(triple.subject, ox.NamedNode):
                found[triple.subject.value].add(getattr(triple.object, "value", ""))
        return found

    @cached_property
    def links(self) -> dict[tuple[str, str], set[str]]:
        """The IRIs that a property of a thing leads to."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for triple in self.union:
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode):
                found[triple.subject.value, triple.predicate.value].add(triple.object.value)
        return found

    def origin(self, link: ox.Triple) -> str:
        """Who states a link, in the words of the tables."""
        return origin(name for name, triples in self.named.items() if link in triples)
