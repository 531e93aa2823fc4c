"""Texts that are refused before they are parsed: XML with entities, brackets in brackets in brackets, triple terms."""

from __future__ import annotations

import re
from pathlib import Path
from xml.parsers import expat

import pyoxigraph as ox

from cohorte_graph.check.faults import broken
from cohorte_graph.errors import InputError, Place
from cohorte_graph.query.texts import shown

__all__ = ["demand_harmless", "demand_names", "triple_term"]

DEEPEST = 500
"""Brackets within brackets; what people write stays below ten."""
TURTLES = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)

_STRING = r'"(?:[^"\\\n]|\\.)*"'
_SKIPPED = rf"\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|{_STRING}|'(?:[^'\\\n]|\\.)*'|<(?!<)[^<>\s]*>|#[^\n]*"
_BRACKET = re.compile(rf"{_SKIPPED}|([\[(]|[\])])", re.DOTALL)
_JSON_STRING = re.compile(r'"(?P<name>(?:[^"\\]|\\.)*)"(?P<key>\s*:)?')
_TRIPLE_TERM = re.compile(rf"{_SKIPPED}|(<<|\{{\||~)|(@\w[\w-]*?--\w+)|[^\s<>\"'#~{{]+", re.DOTALL)


def demand_harmless(text: str, path: Path, format: ox.RdfFormat) -> None:
    """InputError for XML that is not well-formed or declares entities, which can grow without end, and for brackets
    in brackets in brackets …"""
    if format == ox.RdfFormat.RDF_XML:
        _demand_plain_xml(text, path)
    elif format in TURTLES and sum(map(text.count, "[(")) > DEEPEST:
        _demand_shallow(text, path)


def demand_names(text: str, path: Path) -> None:
    """InputError for JSON-LD without a context whose plain names, which then have no IRI, are read as nothing."""
    if "@context" in text or "\\u0040context" in text:
        return
    for found in _JSON_STRING.finditer(text):
        name = found["name"]
        if found["key"] and not name.startswith("@") and ":" not in name:
            raise InputError(
                f"'{shown(name)}' has no IRI, as there is no @context: what it says would be dropped.",
                place=Place.at(path, text, found.start()),
                hint="Give the document a @context, or write the names as IRIs.",
            )


def _demand_plain_xml(text: str, path: Path) -> None:
    """Oxigraph's parser takes XML that ends too early for complete, so that another reads it before."""
    data = text.encode()
    parser = expat.ParserCreate("utf-8", " ")

    def refuse(*_: object) -> None:
        raise InputError(
            "declares XML entities, which can grow without end or reach outside: refused.",
            place=Place.behind(path, data[: parser.CurrentByteIndex]),
            hint="Write namespaces in full and the file without a DOCTYPE.",
        )

    def begin_doctype(name: str, system: str | None, public: str | None, has_subset: bool) -> None:
        if system or public:
            refuse()

    parser.EntityDeclHandler = refuse
    parser.StartDoctypeDeclHandler = begin_doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        place = Place.behind(path, data[: parser.ErrorByteIndex])
        raise broken(expat.ErrorString(error.code), place, ox.RdfFormat.RDF_XML) from error


def _demand_shallow(text: str, path: Path) -> None:
    depth = 0
    for found in _BRACKET.finditer(text):
        if found[1]:
            depth += 1 if found[1] in "[(" else -1
            if depth > DEEPEST:
                raise InputError(
                    f"more than {DEEPEST} brackets within brackets: refused.",
                    place=Place.at(path, text, found.start()),
                    hint="Give the inner nodes names of their own.",
                )


def triple_term(text: str, path: Path, format: ox.RdfFormat) -> InputError:
    """The error for a text that parses, but only as RDF 1.2."""
    found = None
    if format not in (ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD):
        found = next((one for one in _TRIPLE_TERM.finditer(text) if one[1] or one[2]), None)
    return InputError(
        "states something about a statement (RDF 1.2), which SHACL does not know.",
        place=Place.at(path, text, found.start()) if found else Place(path),
        hint="Leave triple terms out, or reify them.",
    )
