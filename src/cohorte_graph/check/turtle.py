"""A term as one would write it in Turtle, with the prefixes that everybody knows."""

from __future__ import annotations

import json
import re

import pyoxigraph as ox

from cohorte_graph.iri import PREFIXES, compact
from cohorte_graph.validate.results import Term

__all__ = ["turtle"]

_NAME = re.compile(r"\w+:[A-Za-z_][\w-]*", re.ASCII)
_BARE = {
    PREFIXES["xsd"] + "integer": re.compile(r"[+-]?[0-9]+"),
    PREFIXES["xsd"] + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    PREFIXES["xsd"] + "double": re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+"),
    PREFIXES["xsd"] + "boolean": re.compile("true|false"),
}
"""The words that are read as of a datatype where they stand without quotes (Turtle §2.5)."""


def turtle(term: Term) -> str:
    """A short name only where it needs no escapes, no quotes only where the words alone tell the datatype; ``[ ]``
    for what has no name."""
    if isinstance(term, ox.NamedNode):
        known = any(term.value.startswith(namespace) for namespace in PREFIXES.values())
        name = compact(term.value)
        return name if known and _NAME.fullmatch(name) else str(term)
    if isinstance(term, ox.Literal):
        return _literal(term)
    return "[ ]"


def _literal(term: ox.Literal) -> str:
    bare = _BARE.get(term.datatype.value)
    if bare and bare.fullmatch(term.value):
        return term.value
    text = json.dumps(term.value, ensure_ascii=False)
    if term.language:
        return f"{text}@{term.language}"
    plain = term.datatype.value == PREFIXES["xsd"] + "string"
    return text if plain else f"{text}^^{turtle(term.datatype)}"
