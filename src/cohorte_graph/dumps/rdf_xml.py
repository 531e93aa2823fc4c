"""RDF/XML that every XML parser reads back: what XML cannot hold is refused, not written.

https://www.w3.org/TR/rdf-syntax-grammar/ - a carriage return is a character reference, or XML would read a line feed;
a property whose IRI does not end in an XML name has no element, and a control character has no form at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import BinaryIO

import pyoxigraph as ox

from cohorte_graph.dumps.lines import Lines, triples
from cohorte_graph.errors import RunError
from cohorte_graph.iri import PREFIXES

__all__ = ["write_rdf_xml"]

RDF = PREFIXES["rdf"]
XSD_STRING = PREFIXES["xsd"] + "string"
HINT = "Choose another format: nt, ttl, jsonld."
LOCAL = re.compile(r"[A-Za-z_À-ÖØ-öø-ÿ][A-Za-z0-9_.À-ÖØ-öø-ÿ-]*\Z")
LABEL = re.compile(r"[A-Za-wyz_][A-Za-z0-9_.-]*|x(?:[A-Za-z0-9_.][A-Za-z0-9_.-]*)?")
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
RESERVED = frozenset(
    RDF + name
    for name in "RDF ID about parseType resource nodeID datatype li Description bagID aboutEach aboutEachPrefix".split()
)
"""Names of RDF/XML's own grammar, which stand for no property and no class there."""
OF_XML = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/")


def write_rdf_xml(lines: Lines, prefixes: Mapping[str, str], file: BinaryIO, notice: Sequence[str] = ()) -> None:
    """N-Triples whose subjects stand together, as RDF/XML; read twice, first for the prefixes.

    ``notice`` are comments, in which XML allows no two hyphens: they are set apart, however many.
    """
    names = _Names(prefixes, _properties(lines))
    file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    file.writelines(f"<!-- {re.sub('-(?=-)', '- ', line)} -->\n".encode() for line in notice)
    file.write(b"<rdf:RDF")
    for prefix, namespace in names.declared:
        file.write(f'\n    xmlns:{prefix}="{_attribute(namespace)}"'.encode())
    file.write(b">\n")
    for subject, members in groupby(triples(lines), key=lambda triple: triple.subject):
        file.write(_element(subject, list(members), names).encode())
    file.write(b"</rdf:RDF>\n")


def _properties(lines: Iterable[bytes]) -> set[str]:
    """The IRIs that become names of elements."""
    found = {b"<" + RDF.encode() + b"type>"}
    classes: set[bytes] = set()
    for line in lines:
        _, predicate, value = line.split(b" ", 2)
        found.add(predicate)
        if predicate == b"<" + RDF.encode() + b"type>":
            classes.add(value[:-3])
    return {iri for terms in (found, classes) for iri in map(_plain, terms) if iri}


def _plain(term: bytes) -> str:
    """The IRI of a term of N-Triples, whose escapes only a parser undoes; empty for other terms."""
    if not term.startswith(b"<") or term.startswith(b"<<"):
        return ""
    quad = next(iter(ox.parse(b"<x:> <x:> " + term + b" .", format=ox.RdfFormat.N_TRIPLES)))
    return str(quad.object.value) if isinstance(quad.object, ox.NamedNode) else ""


class _Names:
    """The names of elements: with a prefix where the namespace has one, else declared on the spot."""

    def __init__(self, prefixes: Mapping[str, str], iris: set[str]) -> None:
        known = {namespace: prefix for prefix, namespace in prefixes.items()}
        used = {namespace for namespace, _ in map(_split, iris)}
        self._prefix_of = {namespace: known[namespace] for namespace in known if namespace in used} | {RDF: "rdf"}
        self.of = lru_cache(maxsize=None)(self._name)

    @property
    def declared(self) -> list[tuple[str, str]]:
        """Prefixes and namespaces, sorted."""
        return sorted((prefix, namespace) for namespace, prefix in self._prefix_of.items())

    def _name(self, iri: str) -> tuple[str, str] | None:
        """The name of an element and the declaration it needs; None for an IRI that can be none."""
        namespace, local = _split(iri)
        if not local or iri in RESERVED or namespace.startswith(OF_XML):
            return None
        if prefix := self._prefix_of.get(namespace):
            return f"{prefix}:{local}", ""
        return local, f' xmlns="{_attribute(namespace)}"'


def _split(iri: str) -> tuple[str, str]:
    """The namespace and the local name, the longest that XML allows."""
    found = LOCAL.search(iri)
    return (iri[: found.start()], found.group()) if found else (iri, "")


def _element(subject: object, members: list[ox.Triple], names: _Names) -> str:
    """A subject with its properties, the element named by its first class where that can be done."""
    kind = next((found for triple in members if (found := _class(triple, names))), None)
    name, declared = names.of(kind.object.value) if kind else ("rdf:Description", "")  # type: ignore[union-attr,misc]
    inner = "".join(_property(triple, names) for triple in members if triple is not kind)
    return f"  <{name}{declared} {_reference(subject, 'rdf:about')}>\n{inner}  </{name}>\n"


def _class(triple: ox.Triple, names: _Names) -> ox.Triple | None:
    is_class = triple.predicate.value == RDF + "type" and isinstance(triple.object, ox.NamedNode)
    return triple if is_class and names.of(triple.object.value) else None  # type: ignore[union-attr]


def _property(triple: ox.Triple, names: _Names) -> str:
    found = names.of(triple.predicate.value)
    if found is None:
        raise RunError(f"the property {triple.predicate} cannot be the name of an XML element.", hint=HINT)
    name, declared = found
    value = triple.object
    if not isinstance(value, ox.Literal):
        return f"    <{name}{declared} {_reference(value, 'rdf:resource')}/>\n"
    kind = ""
    if value.language:
        kind = f' xml:lang="{value.language}"'
    elif value.datatype.value != XSD_STRING:
        kind = f' rdf:datatype="{_attribute(value.datatype.value)}"'
    return f"    <{name}{declared}{kind}>{_escaped(value.value)}</{name}>\n"


def _reference(term: object, attribute: str) -> str:
    if isinstance(term, ox.NamedNode):
        return f'{attribute}="{_attribute(term.value)}"'
    if isinstance(term, ox.BlankNode):
        return f'rdf:nodeID="{_node_id(term.value)}"'
    raise RunError("a statement about a statement has no form in RDF/XML.", hint=HINT)


def _node_id(label: str) -> str:
    """A label as an XML name; one that is none, or begins with "x-", is spelt in hexadecimal behind "x-"."""
    return label if LABEL.fullmatch(label) else f"x-{label.encode().hex()}"


def _attribute(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")


def _escaped(text: str) -> str:
    if found := UNWRITABLE.search(text):
        raise RunError(f"a text holds the character U+{ord(found[0]):04X}, which XML cannot write.", hint=HINT)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
