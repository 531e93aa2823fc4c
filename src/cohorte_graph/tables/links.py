"""All links between resources as one table: subject, property, object, each with its label.

A column of CSVW that holds several IRIs in a cell cannot say that each of them is the value of the property
(https://www.w3.org/TR/csv2rdf/ makes one triple of a valueUrl): here each link has a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from cohorte_graph.tables.kinds import kind_of
from cohorte_graph.tables.table import Tables

__all__ = ["HEADS", "LINKS", "links"]

LINKS: Final = "links"
"""The name of the table; a kind of resources cannot be called so, since no class is."""
HEADS: Final = ("subject", "subjectLabel", "property", "propertyLabel", "object", "objectLabel")


def links(tables: Tables, lang: str) -> Iterator[tuple[str, ...]]:
    """Each statement about a row of a table whose value is an IRI."""
    label = tables.survey.label
    for triple in tables.dataset.triples():
        subject, value = triple.subject, triple.object
        if isinstance(value, ox.NamedNode) and isinstance(subject, ox.NamedNode) and kind_of(subject.value):
            iris = (subject.value, triple.predicate.value, value.value)
            yield tuple(cell for iri in iris for cell in (iri, label(iri, lang)))
