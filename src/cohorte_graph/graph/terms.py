"""RDF terms of values."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from cohorte_graph.extract.records import As
from cohorte_graph.iri import COH, expand

__all__ = ["coh", "french", "iri", "literal", "named", "terms_of"]

_XSD = {
    name: ox.NamedNode(expand(f"xsd:{name}"))
    for name in ("integer", "decimal", "date", "gYearMonth", "gYear", "anyURI")
}
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def iri(text: str) -> ox.NamedNode:
    return ox.NamedNode(text)


def named(prefixed: str) -> ox.NamedNode:
    """The node of a prefixed name."""
    return ox.NamedNode(expand(prefixed))


def coh(name: str) -> ox.NamedNode:
    return ox.NamedNode(COH + name)


def french(text: str) -> ox.Literal:
    return ox.Literal(text, language="fr")


def literal(text: object, datatype: str | None = None) -> ox.Literal:
    return ox.Literal(str(text), datatype=_XSD[datatype]) if datatype else ox.Literal(str(text))


def terms_of(value: Any, kind: As) -> list[ox.NamedNode | ox.Literal]:
    """The terms that state one value of a record's field."""
    if kind is As.RESOURCE:
        return [iri(value)]
    if kind is As.TEXT:
        return [french(value)]
    if kind is As.BILINGUAL:
        return [ox.Literal(text, language=tag) for text, tag in zip(value, ("fr", "en"), strict=True)]
    if kind is As.DATE:
        return [literal(value, _DATE_TYPES[len(value)])]
    if kind is As.BOOLEAN:
        return [ox.Literal(bool(value))]
    datatype = {As.INTEGER: "integer", As.DECIMAL: "decimal", As.URI: "anyURI"}.get(kind)
    return [literal(value, datatype)]
