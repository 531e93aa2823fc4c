"""The JSON-LD context of documents: short keys as in ``ontology/context.jsonld``, with full IRIs, nothing to fetch.

Prefixes are spelt out, so that every IRI in a document is one that can be followed; ``id`` and ``type`` stand for
``@id`` and ``@type``. A document holds those keys alone that it uses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from cohorte_graph.errors import InputError, Place
from cohorte_graph.iri import PREFIXES

__all__ = ["Context", "read_context", "read_json"]

KEYWORDS: Mapping[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"}
RDF_TYPE = PREFIXES["rdf"] + "type"


@dataclass(frozen=True)
class Context:
    """``terms`` are the definitions of keys by their name, each with a full ``@id`` or ``@reverse``."""

    prefixes: Mapping[str, str]
    terms: Mapping[str, Mapping[str, str]]

    @cached_property
    def _names(self) -> dict[str, str]:
        """The key of an IRI; of two the first."""
        found: dict[str, str] = {}
        for name, term in self.terms.items():
            if "@id" in term:
                found.setdefault(term["@id"], name)
        return found

    def full(self, name: str) -> str:
        """The IRI of a prefixed name; a full IRI or a keyword as it is."""
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local if prefix in self.prefixes else name

    def extended(self, own: Mapping[str, Any]) -> Context:
        """This context with keys of a frame's own."""
        return Context(self.prefixes, {**self.terms, **{name: self.definition(term) for name, term in own.items()}})

    def with_lists(self, properties: frozenset[str]) -> Context:
        """This context with lists for the values of some properties, be they one or several."""
        terms = {
            name: {**term, "@container": "@set"} if term.get("@id") in properties and "@container" not in term else term
            for name, term in self.terms.items()
        }
        return Context(self.prefixes, terms)

    def definition(self, term: Any) -> dict[str, str]:
        """What the context says of a key, its names in full."""
        given = term if isinstance(term, dict) else {"@id": term}
        return {key: self.full(value) if key != "@container" else value for key, value in given.items()}

    def used(self, triples: Iterable[ox.Triple], reverse: Iterable[str]) -> dict[str, Any]:
        """The context of a document that holds these triples, and the ``reverse`` keys by name.

        A property or class that has no key gets one: its local name, unless another has it.
        """
        values: dict[str, set[tuple[str, str]]] = {}
        for triple in triples:
            if triple.predicate.value == RDF_TYPE and isinstance(triple.object, ox.NamedNode):
                values.setdefault(triple.object.value, set())
            else:
                values.setdefault(triple.predicate.value, set()).add(_kind(triple.object))
        found: dict[str, Any] = {name: dict(self.terms[name]) for name in reverse}
        for iri in sorted(values):
            name = self._names.get(iri)
            if name is None:
                name = next(
                    name for name in _candidates(iri, self.prefixes) if name not in {*self.terms, *found, *KEYWORDS}
                )
                found[name] = _coerced(iri, values[iri])
            else:
                found[name] = dict(self.terms[name])
        shortened = {name: term["@id"] if term.keys() == {"@id"} else term for name, term in found.items()}
        return {**KEYWORDS, **dict(sorted(shortened.items()))}


def _kind(value: Any) -> tuple[str, str]:
    if isinstance(value, ox.NamedNode):
        return "@type", "@id"
    return ("@container", "@language") if value.language else ("@type", value.datatype.value)


def _coerced(iri: str, kinds: set[tuple[str, str]]) -> dict[str, str]:
    """A key whose values are all of one kind says so, and they need not."""
    plain = ("@type", PREFIXES["xsd"] + "string")
    return {"@id": iri, **(dict(kinds) if len(kinds) == 1 and plain not in kinds else {})}


def _candidates(iri: str, prefixes: Mapping[str, str]) -> Iterable[str]:
    local = re.split(r"[/#]", iri)[-1]
    yield local
    prefix = next((prefix for prefix, namespace in prefixes.items() if iri == namespace + local), "x")
    yield f"{prefix}_{local}"
    yield iri


def read_context(ontology: Path) -> Context:
    """The context of an ontology's folder; InputError where it is missing or broken."""
    content = read_json(ontology / "context.jsonld")["@context"]
    prefixes = {name: term["@id"] for name, term in content.items() if isinstance(term, dict) and term.get("@prefix")}
    bare = Context(prefixes, {})
    terms = {name: term for name, term in content.items() if name not in prefixes and not name.startswith("@")}
    return Context(prefixes, {name: bare.definition(term) for name, term in terms.items()})


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file; InputError with its place."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", place=Place(path)) from error
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise InputError("is not JSON.", place=Place(path, line, getattr(error, "colno", None))) from error
    if not isinstance(content, dict):
        raise InputError("is not JSON.", place=Place(path, 1, 1))
    return content
