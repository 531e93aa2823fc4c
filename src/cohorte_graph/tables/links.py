"""All links between resources as one table: subject, property, object, each with its label, and who states them.

A column of CSVW that holds several IRIs in a cell cannot say that each of them is the value of the property
(https://www.w3.org/TR/csv2rdf/ makes one triple of a valueUrl): here each link has a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

import pyoxigraph as ox

from cohorte_graph.tables.kinds import kind_of
from cohorte_graph.tables.origins import origin
from cohorte_graph.tables.table import Tables

__all__ = ["HEADS", "LINKS", "links"]

LINKS: Final = "links"
"""The name of the table; a kind of resources cannot be called so, since no class is."""
HEADS: Final = ("subject", "subjectLabel", "property", "propertyLabel", "object", "objectLabel", "origin")


def links(tables: Tables, lang: str) -> Iterator[tuple[str, ...]]:
    """Each statement about a row of a table whose value is an IRI."""
    label = tables.survey.label
    for iris, quads in groupby(tables.dataset.quads(), key=_iris):
        if iris and kind_of(iris[0]):
            graphs = [quad.graph_name for quad in quads]
            if ox.DefaultGraph() in graphs:
                told = origin(graph.value for graph in graphs if isinstance(graph, ox.NamedNode))
                yield (*(cell for iri in iris for cell in (iri, label(iri, lang))), told)


def _iris(quad: ox.Quad) -> tuple[str, str, str] | None:
    """What tells links apart; nothing of a statement that is none."""
    subject, value = quad.subject, quad.object
    is_link = isinstance(value, ox.NamedNode) and isinstance(subject, ox.NamedNode)
    return (subject.value, quad.predicate.value, value.value) if is_link else None  # type: ignore[union-attr]
