"""Property functions: predicates of a query that one engine computes and that no data state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from cohorte_graph.query.tokens import Kind, Token

__all__ = ["property_functions"]

COMPUTED = (
    "java:",
    "http://jena.apache.org/ARQ/property#",
    "http://jena.hpl.hp.com/ARQ/property#",
    "http://jena.apache.org/text#",
    "http://jena.apache.org/spatial#",
    "http://spinrdf.org/spif#",
    "http://www.openlinksw.com/schemas/bif#",
    "http://www.bigdata.com/rdf/search#",
    "tag:stardog:api:",
)
"""Namespaces of Jena, SPIN, Virtuoso, Blazegraph and Stardog that hold nothing else."""


def property_functions(tokens: list[Token], namespaces: Mapping[str, str]) -> Iterator[str]:
    """Each name of a text, as written there, that is one of COMPUTED, once; ``namespaces`` are by prefix."""
    own = {a.text[:-1]: b.text[1:-1] for a, b in pairwise(tokens) if a.kind is Kind.NAME and b.kind is Kind.IRI}
    declared = {token.start for a, token in pairwise(tokens) if a.kind is Kind.NAME and a.text.endswith(":")}
    known = {**namespaces, **own}
    found = dict[str, None]()
    for token in tokens:
        prefix, _, name = token.text.partition(":")
        whole = token.text[1:-1] if token.kind is Kind.IRI and token.start not in declared else ""
        if token.kind is Kind.NAME and name:
            whole = known.get(prefix, "") + name
        if whole.startswith(COMPUTED):
            found[token.text] = None
    yield from found
