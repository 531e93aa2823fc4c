"""Hashes of graphs that do not depend on a format, an order or the names of blank nodes.

SHA-256 of the canonical N-Quads of RDF Dataset Canonicalization (RDFC-1.0, https://www.w3.org/TR/rdf-canon/ §4.4).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

__all__ = ["GraphHash", "graph_hash"]


@dataclass(frozen=True)
class GraphHash:
    """The number of triples of a graph, and its hash in hexadecimal."""

    triples: int
    rdfc10: str


def graph_hash(triples: Iterable[ox.Triple]) -> GraphHash:
    """Count and hash of a graph given in any order, each triple counted once."""
    graph = set(triples)
    if any(isinstance(term, ox.BlankNode) for triple in graph for term in (triple.subject, triple.object)):
        dataset = ox.Dataset(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in graph)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        graph = {quad.triple for quad in dataset}
    text = ox.serialize(graph, format=ox.RdfFormat.N_TRIPLES) or b""
    digest = hashlib.sha256()
    for line in sorted(text.splitlines(keepends=True)):
        digest.update(line)
    return GraphHash(len(graph), digest.hexdigest())
