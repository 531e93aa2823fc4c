"""JSON-LD written subject by subject, with the names of the project's context; expanding it gives the same triples.

https://www.w3.org/TR/json-ld11/ - numbers and booleans are JSON's own only where reading gives their lexical form back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, BinaryIO

import pyoxigraph as ox

from cohorte_graph.dumps.context import ANY, LANGUAGE, LINK, Context
from cohorte_graph.dumps.lines import triples
from cohorte_graph.errors import RunError
from cohorte_graph.iri import PREFIXES

__all__ = ["write_json_ld"]

RDF_TYPE = PREFIXES["rdf"] + "type"
XSD = PREFIXES["xsd"]
RIGHTS = "rightsNotice"
INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
NATIVE = {XSD + "integer": INTEGER, XSD + "boolean": re.compile("true|false")}
_json = json.JSONEncoder(ensure_ascii=False).encode
Node = dict[str, Any]


def write_json_ld(lines: Iterable[bytes], context: Context, file: BinaryIO, notice: Sequence[str] = ()) -> None:
    """N-Triples whose subjects stand together, as one document with the context inside.

    ``notice`` stands under a key that the context says means nothing, so that no triple comes of it.
    """
    definitions = {**context.definitions, RIGHTS: None} if notice else context.definitions
    file.write(b"{\n")
    if definitions:
        file.write(f'  "@context": {_indented(definitions)},\n'.encode())
    if notice:
        file.write(f'  "{RIGHTS}": {_indented(list(notice))},\n'.encode())
    file.write(b'  "@graph": [')
    for number, node in enumerate(_nodes(lines, context)):
        file.write(b",\n" if number else b"\n")
        file.write(_text(node).encode())
    file.write(b"\n  ]\n}\n")


def _indented(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")


def _text(node: Node) -> str:
    """A node with a line for each of its keys."""
    members = ",\n".join(f"      {_json(key)}: {_json(value)}" for key, value in node.items())
    return f"    {{\n{members}\n    }}"


def _nodes(lines: Iterable[bytes], context: Context) -> Iterator[Node]:
    for subject, members in groupby(triples(lines), key=lambda triple: triple.subject):
        node: Node = {"@id": _name(subject, context)}
        types: list[str] = []
        rest: Node = {}
        for triple in members:
            if triple.predicate.value == RDF_TYPE and not isinstance(triple.object, ox.Literal):
                types.append(_class_name(triple.object, context))
            else:
                _add(rest, triple, context)
        if types:
            node["@type"] = types[0] if len(types) == 1 else types
        yield {**node, **rest}


def _add(node: Node, triple: ox.Triple, context: Context) -> None:
    """Put a value under the term that reads it back, else under the name of the property, saying what it is."""
    predicate, value = triple.predicate.value, triple.object
    if isinstance(value, ox.Literal):
        _add_literal(node, predicate, value, context)
        return
    name = _name(value, context)
    if term := context.term(predicate, LINK):
        _put(node, term, name)
    else:
        _put(node, _key(predicate, context), {"@id": name})


def _add_literal(node: Node, predicate: str, literal: ox.Literal, context: Context) -> None:
    text, language, datatype = literal.value, literal.language, literal.datatype.value
    if language:
        if term := context.term(predicate, LANGUAGE):
            _put(node.setdefault(term, {}), language, text)
        else:
            _put(node, _key(predicate, context), {"@value": text, "@language": language})
    elif term := context.term(predicate, datatype):
        _put(node, term, _native(text, datatype))
    elif datatype == XSD + "string":
        _put(node, _key(predicate, context), text)
    elif isinstance(_native(text, datatype), str):
        _put(node, _key(predicate, context), {"@value": text, "@type": _type_name(datatype, context)})
    else:
        _put(node, _key(predicate, context), _native(text, datatype))


def _native(text: str, datatype: str) -> Any:
    form = NATIVE.get(datatype)
    return json.loads(text) if form and form.fullmatch(text) else text


def _put(node: Node, key: str, value: Any) -> None:
    """Add a value; a single one stands alone, several in an array."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _key(predicate: str, context: Context) -> str:
    return context.term(predicate, ANY) or context.compact(predicate)


def _type_name(iri: str, context: Context) -> str:
    return context.term(iri, ANY) or context.compact(iri)


def _class_name(term: object, context: Context) -> str:
    return _type_name(term.value, context) if isinstance(term, ox.NamedNode) else _name(term, context)


def _name(term: object, context: Context) -> str:
    if isinstance(term, ox.NamedNode):
        return context.compact(term.value)
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    raise RunError("a statement about a statement has no form in JSON-LD.", hint="Choose another format: nt, ttl, nq.")
