"""Who states a link: the report, a person, a register or a rule, told by the named graphs it stands in."""

from __future__ import annotations

from collections.abc import Iterable

from cohorte_graph.iri import GRAPH

__all__ = ["CURATION", "origin"]

CURATION = "curation"
WORDS = {"inferred": "inference"}
"""Where the word of the stored queries is not the first of the graph's name."""


def origin(graphs: Iterable[str]) -> str:
    """The origins of a statement by the IRIs of its graphs, as stored queries name them.

    >>> origin([GRAPH + "report/a", GRAPH + "inferred/a", GRAPH + "report/b"])
    'inference+report'
    """
    kinds = {graph.removeprefix(GRAPH).partition("/")[0] for graph in graphs}
    return "+".join(sorted(WORDS.get(kind, kind) for kind in kinds))
