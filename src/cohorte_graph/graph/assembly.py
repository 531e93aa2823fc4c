"""The named graphs of a build and their union, written as canonical N-Quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

import pyoxigraph as ox

from cohorte_graph.graph.statements import index_triples
from cohorte_graph.iri import CONCEPT, ID, expand, graph_iri

__all__ = ["SHAPES", "GraphSet"]

SHAPES = graph_iri("shapes")
UNSPOKEN = (SHAPES, graph_iri("provenance"), graph_iri("inferred", ""))
_TYPE = expand("rdf:type")


@dataclass
class GraphSet:
    """Named graphs by IRI; the default graph is the set union of all of them but the shapes."""

    graphs: dict[str, set[ox.Triple]] = field(default_factory=dict)

    def add(self, name: str, triples: Iterable[ox.Triple]) -> None:
        self.graphs.setdefault(name, set()).update(triples)

    def union(self) -> set[ox.Triple]:
        """Each triple once, however many graphs hold it (Oxigraph's own union counts it twice)."""
        result: set[ox.Triple] = set()
        for name, triples in self.graphs.items():
            if name != SHAPES:
                result |= triples
        return result

    def dangling(self) -> set[ox.Triple]:
        """What the files state and leads to an IRI of ours of which nothing is stated: a check calls it a violation.

        What only a rule says of a thing, it says of a misspelt one too.
        """
        spoken = {name: found for name, found in self.graphs.items() if not name.startswith(UNSPOKEN)}
        described = {triple.subject.value for found in spoken.values() for triple in found if _is_iri(triple.subject)}
        stated = (t for name, found in spoken.items() if not name.startswith(graph_iri("report", "")) for t in found)
        return {t for t in stated if _is_iri(t.object, ID, CONCEPT) and t.object.value not in described}

    def index(self) -> None:
        """Write sort keys and search texts of data and concepts beside their labels, once in the graph of each."""
        union = self.union()
        typed = {
            str(getattr(t.subject, "value", ""))
            for t in union
            if t.predicate.value == _TYPE and str(getattr(t.subject, "value", "")).startswith((ID, CONCEPT))
        }
        home = self._homes(typed)
        for triple in list(index_triples(union, typed)):
            self.graphs[home[str(getattr(triple.subject, "value", ""))]].add(triple)

    def _homes(self, typed: set[str]) -> dict[str, str]:
        """The first graph, by name, that gives each thing a class."""
        home: dict[str, str] = {}
        for name in sorted(self.graphs, reverse=True):
            for triple in self.graphs[name]:
                subject = str(getattr(triple.subject, "value", ""))
                if triple.predicate.value == _TYPE and subject in typed:
                    home[subject] = name
        return home

    def quads(self) -> Iterator[ox.Quad]:
        """The union in the default graph, then each named graph."""
        for triple in self.union():
            yield ox.Quad(triple.subject, triple.predicate, triple.object)
        for name, triples in self.graphs.items():
            graph = ox.NamedNode(name)
            for triple in triples:
                yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)

    def n_quads(self) -> bytes:
        """All quads as sorted N-Quads: the same bytes for the same quads (no blank nodes in data)."""
        lines = ox.serialize(self.quads(), format=ox.RdfFormat.N_QUADS)
        assert lines is not None
        return b"".join(sorted(lines.splitlines(keepends=True)))


def _is_iri(term: object, *starts: str) -> TypeGuard[ox.NamedNode]:
    return isinstance(term, ox.NamedNode) and (not starts or term.value.startswith(starts))
