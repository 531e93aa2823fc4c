"""Triples as one JSON document, by JSON-LD framing (https://www.w3.org/TR/json-ld11-framing/), offline."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import pyoxigraph as ox

from cohorte_graph.documents.frames import Frame
from cohorte_graph.errors import RunError
from cohorte_graph.iri import PREFIXES

__all__ = ["document", "refuse"]

XSD = PREFIXES["xsd"]
TYPE = PREFIXES["rdf"] + "type"
CANONICAL = re.compile(r"-?[1-9]\d{0,14}|0")
RIGHTS = "rightsNotice"
FIRST = ("@context", "id", "type", "label")


def document(iri: str, frame: Frame, triples: set[ox.Triple], rights: Sequence[str] = ()) -> bytes:
    """The triples as a tree below one resource; expanding it gives them back.

    ``rights`` stand last, under a key that the context says means nothing.

    What several places point at is told in each of them, but within itself: there its ``id`` stands.
    """
    from pyld import jsonld

    context = frame.context.used(triples, sorted(frame.names.values()))
    wanted: dict[str, Any] = {"@context": context, "@id": iri}
    wanted |= {name: _classes(frame.reverse[property]) for property, name in frame.names.items()}
    options = {"documentLoader": refuse, "embed": "@always", "omitGraph": True, "omitDefault": True}
    framed = jsonld.frame(_nodes(triples), wanted, options)
    told = _readable(framed)
    if rights:
        told["@context"][RIGHTS] = None
        told[RIGHTS] = list(rights)
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def refuse(url: str, options: object = None) -> Any:
    """Load nothing: every context is in its document."""
    raise RunError(f"a JSON-LD document asks for '{url}'.", hint="Documents hold their context; nothing is fetched.")


def _classes(frame: Frame) -> dict[str, Any]:
    return {"@type": sorted(frame.classes)} if frame.classes else {}


def _nodes(triples: set[ox.Triple]) -> list[dict[str, Any]]:
    """The triples as expanded JSON-LD, in a stable order."""
    nodes: dict[str, dict[str, Any]] = {}
    for triple in sorted(triples, key=str):
        assert isinstance(triple.subject, ox.NamedNode)
        node = nodes.setdefault(triple.subject.value, {"@id": triple.subject.value})
        if triple.predicate.value == TYPE and isinstance(triple.object, ox.NamedNode):
            node.setdefault("@type", []).append(triple.object.value)
        else:
            node.setdefault(triple.predicate.value, []).append(_value(triple.object))
    return list(nodes.values())


def _value(term: Any) -> dict[str, Any]:
    """Whole numbers and truths are JSON's own where that writes them alike; decimals stay text, and so exact."""
    if isinstance(term, ox.NamedNode):
        return {"@id": term.value}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == XSD + "string":
        return {"@value": term.value}
    native: Any = term.value
    if datatype == XSD + "integer" and CANONICAL.fullmatch(term.value):
        native = int(term.value)
    elif datatype == XSD + "boolean" and term.value in ("true", "false"):
        native = term.value == "true"
    return {"@value": native, "@type": datatype}


def _readable(value: Any) -> Any:
    """The same with names first, then what is short, then what is nested."""
    if isinstance(value, list):
        return [_readable(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {key: value[key] if key == "@context" else _readable(value[key]) for key in sorted(value, key=_order(value))}


def _order(value: dict[str, Any]) -> Any:
    def order(key: str) -> tuple[int, bool, str]:
        place = FIRST.index(key) if key in FIRST else len(FIRST)
        return place, isinstance(value[key], dict | list) and place == len(FIRST), key

    return order
