"""Triples of a catalogue said in prefixed names, and the bytes they make, the same each time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from cohorte_graph.iri import PREFIXES

__all__ = ["NAMES", "Statements", "Texts", "expanded", "french_alone", "iri", "plain", "serialised", "texts", "typed"]

Texts: TypeAlias = Mapping[str, str]
"""A text by language: "fr", "en"."""

NAMES: Final[dict[str, str]] = {
    **{name: PREFIXES[name] for name in ("coh", "dcterms", "owl", "prov", "rdf", "rdfs", "skos", "xsd")},
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "insee": PREFIXES["insee"],
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}
TYPE = PREFIXES["rdf"] + "type"
FORMATS = {"ttl": ox.RdfFormat.TURTLE, "rdf": ox.RdfFormat.RDF_XML}

Value: TypeAlias = ox.NamedNode | ox.Literal


class Statements:
    """A set of triples that grows."""

    def __init__(self) -> None:
        self.triples: set[ox.Triple] = set()

    def say(self, subject: str, **about: object) -> None:
        """``say(iri, a="dcat:Catalog", dcterms_title=texts(…))``: one value, several, or None for nothing known.

        A plain string is a prefixed name; other values are terms.
        """
        for name, value in about.items():
            predicate = ox.NamedNode(TYPE if name == "a" else expanded(name.replace("_", ":", 1)))
            for one in _several(value):
                self.triples.add(ox.Triple(ox.NamedNode(subject), predicate, one))


def _several(value: object) -> Iterable[Value]:
    if value is None:
        return
    if isinstance(value, str):
        yield iri(expanded(value))
    elif isinstance(value, ox.NamedNode | ox.Literal):
        yield value
    elif isinstance(value, Iterable):
        for one in value:
            yield from _several(one)
    else:
        raise TypeError(f"no term: {value!r}")


def expanded(name: str) -> str:
    """The IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return NAMES[prefix] + local


def iri(value: str) -> ox.NamedNode:
    return ox.NamedNode(value)


def plain(value: str) -> ox.Literal:
    return ox.Literal(value)


def texts(value: Texts) -> list[ox.Literal]:
    """The literals of a text, a plain one for the language ''."""
    return [ox.Literal(text, language=language) if language else ox.Literal(text) for language, text in value.items()]


def typed(value: object, datatype: str) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(expanded(datatype)))


def french_alone(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """The triples but the English texts: some harvesters take any one language where there are two."""
    return {t for t in triples if not (isinstance(t.object, ox.Literal) and t.object.language == "en")}


def serialised(triples: Iterable[ox.Triple], format: str) -> bytes:
    """The triples by subject, its classes first, as "ttl", "rdf" or "jsonld"; there are no blank nodes among them."""
    ordered = sorted(
        triples, key=lambda t: (str(t.subject), t.predicate.value != TYPE, str(t.predicate), str(t.object))
    )
    if format == "jsonld":
        return _json(ordered)
    used = {prefix: name for prefix, name in NAMES.items() if any(f"<{name}" in str(t) for t in ordered)}
    return (ox.serialize(ordered, format=FORMATS[format], prefixes=used) or b"").rstrip(b"\n") + b"\n"


def _json(ordered: list[ox.Triple]) -> bytes:
    nodes = json.loads(ox.serialize(ordered, format=ox.RdfFormat.JSON_LD) or b"[]")
    graph = [_short(node) for node in nodes]
    used = json.dumps(graph)
    context = {prefix: name for prefix, name in NAMES.items() if f'"{prefix}:' in used}
    return (json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=2) + "\n").encode()


def _short(value: Any, key: str = "") -> Any:
    """Expanded JSON-LD with prefixed names for properties, classes and datatypes, and lists of one unwrapped."""
    if isinstance(value, dict):
        short = {_name(name): _short(one, name) for name, one in value.items() if name != TYPE}
        classes = [_name(one["@id"]) for one in value.get(TYPE, ())]
        return {**({"@id": short.pop("@id")} if "@id" in short else {}), **_classes(classes), **short}
    if isinstance(value, list):
        several = [_short(one, key) for one in value]
        return several[0] if len(several) == 1 else several
    return _name(value) if key == "@type" else value


def _classes(names: list[str]) -> dict[str, Any]:
    return {"@type": names[0] if len(names) == 1 else names} if names else {}


def _name(iri: str) -> str:
    return next(
        (f"{prefix}:{iri.removeprefix(name)}" for prefix, name in NAMES.items() if iri.startswith(name)),
        iri,
    )
