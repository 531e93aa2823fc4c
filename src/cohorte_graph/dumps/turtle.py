"""Turtle and TriG made for reading and for diffs: a subject, then a line for each of its statements.

Blank nodes stand where they are referred to, wherever they can do without a name, in the order of what they say.

The terms are those of the canonical text: no lexical form changes. Our own IRIs are written against ``@base`` as in
the project's files, since a prefix would want a backslash before each of their slashes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO

from cohorte_graph.dumps.blank_nodes import FIRST, NIL, REST, Met, Nodes, is_blank
from cohorte_graph.dumps.lines import TYPE, Lines, groups
from cohorte_graph.iri import BASE

__all__ = ["write_trig", "write_turtle"]

LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
RELATIVE = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9_.~-]*(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*")
XSD = b"http://www.w3.org/2001/XMLSchema#"
BARE = {
    b"<" + XSD + b"integer>": re.compile(rb'"(0|-?[1-9][0-9]*)"'),
    b"<" + XSD + b"decimal>": re.compile(rb'"(-?(?:0|[1-9][0-9]*)\.[0-9]{1,6})"'),
    b"<" + XSD + b"boolean>": re.compile(rb'"(true|false)"'),
}
"""Literals that stand without quotes: only where every parser reads the same lexical form back."""
REMEMBERED = 10_000
LINE = 80
"""Bytes of a list, or a node of one statement, that stands on one line."""


class _Names:
    """Shortens IRIs, and knows which prefixes that took."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        longest = sorted(prefixes, key=lambda prefix: -len(prefixes[prefix]))
        self._prefixes = prefixes
        self._namespaces = [(prefixes[prefix], prefix) for prefix in longest]
        self._known: dict[bytes, bytes] = {}
        self._used: set[str] = set()

    def head(self) -> bytes:
        """The declarations of what was used, sorted."""
        base = f"@base <{BASE}> .\n" if "@base" in self._used else ""
        names = sorted(self._used - {"@base"})
        return "".join([base, *(f"@prefix {name}: <{self._prefixes[name]}> .\n" for name in names)]).encode()

    def term(self, term: bytes) -> bytes:
        """A term of N-Triples as Turtle has it."""
        first = term[:1]
        if first == b"<" and not term.startswith(b"<<"):
            return self.iri(term)
        if first == b'"' and term.endswith(b">"):
            text, _, datatype = term.rpartition(b"^^")
            bare = BARE.get(datatype)
            if bare and (found := bare.fullmatch(text)):
                return found[1]
            return text + b"^^" + self.iri(datatype)
        return term

    def nodes(self, met: Met, shared: Collection[bytes] = ()) -> Nodes:
        """The forms of the blank nodes met, and the names that take those lists which cannot be written as such."""
        nodes = Nodes(met, shared)
        if met.links > 2 * nodes.cells:
            self.iri(FIRST)
        return nodes

    def iri(self, iri: bytes) -> bytes:
        """An IRI in angle brackets, shortened where that is safe."""
        if (known := self._known.get(iri)) is None:
            known = self._shortened(iri)
            if len(self._known) > REMEMBERED:
                self._known.clear()
            self._known[iri] = known
        return known

    def _shortened(self, iri: bytes) -> bytes:
        text = iri[1:-1].decode()
        if text.startswith(BASE) and RELATIVE.fullmatch(text, len(BASE)):
            self._used.add("@base")
            return b"<" + text[len(BASE) :].encode() + b">"
        for namespace, prefix in self._namespaces:
            if text.startswith(namespace) and LOCAL.fullmatch(text, len(namespace)):
                self._used.add(prefix)
                return f"{prefix}:{text[len(namespace) :]}".encode()
        return iri


def write_turtle(lines: Lines, prefixes: Mapping[str, str], file: BinaryIO, notice: bytes = b"") -> None:
    """N-Triples whose subjects stand together, as Turtle; read twice, first for the prefixes and blank nodes.

    ``notice`` are comments for whoever opens the file.
    """
    names = _Names(prefixes)
    nodes = names.nodes(_met(lines, names))
    file.write(names.head() + notice)
    for block in _blocks(lines, names, nodes):
        file.write(b"\n" + block)


def write_trig(graphs: Mapping[str, Lines], prefixes: Mapping[str, str], file: BinaryIO, notice: bytes = b"") -> None:
    """Named graphs, each in a block of its own, as TriG; ``notice`` as in Turtle."""
    names = _Names(prefixes)
    met: dict[str, Met] = {}
    for graph, lines in graphs.items():
        names.iri(f"<{graph}>".encode())
        met[graph] = _met(lines, names)
    counts = Counter(node for one in met.values() for node in one.nodes)
    unknown = any(one.keep_names for one in met.values())  # a graph whose nodes were too many may speak of any
    shared = {node for node, count in counts.items() if count > 1 or unknown}
    nodes = {graph: names.nodes(one, shared) for graph, one in met.items()}
    file.write(names.head() + notice)
    for graph, lines in graphs.items():
        file.write(b"\nGRAPH " + names.iri(f"<{graph}>".encode()) + b" {\n")
        for number, block in enumerate(_blocks(lines, names, nodes[graph], b"    ")):
            file.write(b"\n" * (number > 0) + block)
        file.write(b"}\n")


def _met(lines: Iterable[bytes], names: _Names) -> Met:
    """The blank nodes, all names but those of lists known on the way."""
    met = Met()
    for subject, pairs in groups(lines):
        met.add(subject, pairs)
        names.term(subject)
        for predicate, value in pairs:
            if is_blank(subject) and predicate in (FIRST, REST):
                met.links += 1
                if value == NIL:
                    continue
            elif predicate != TYPE:
                names.iri(predicate)
            names.term(value)
    return met


def _blocks(lines: Iterable[bytes], names: _Names, nodes: Nodes, indent: bytes = b"") -> Iterator[bytes]:
    """The text of each subject; those without a name last, by what they say."""
    roots = []
    for subject, pairs in groups(lines):
        if subject in nodes.pairs:
            continue
        text = b"".join([b"\n    ", indent, _predicates(pairs, names, nodes, b"    " + indent), b" .\n"])
        if subject in nodes.roots:
            roots.append(indent + b"[]" + text)
        else:
            yield indent + names.term(subject) + text
    yield from sorted(roots)


def _predicates(pairs: Iterable[tuple[bytes, bytes]], names: _Names, nodes: Nodes, margin: bytes) -> bytes:
    """What is said of a subject, a line for each statement, from a margin on."""
    pieces: list[bytes] = []
    for predicate, members in groupby(pairs, key=itemgetter(0)):
        verb = b"a" if predicate == TYPE else names.iri(predicate)
        values = [value for _, value in members]
        plain = [names.term(value) for value in values if value not in nodes.pairs]
        nested = sorted(_node(value, names, nodes, margin + b"    ") for value in values if value in nodes.pairs)
        pieces.append(verb + b" " + (b" ,\n    " + margin).join([*plain, *nested]))
    return (b" ;\n" + margin).join(pieces)


def _node(node: bytes, names: _Names, nodes: Nodes, margin: bytes) -> bytes:
    """A blank node without a name, its end on a margin; on one line where it is a short one."""
    inner = margin + b"    "
    if node in nodes.lists:
        items = [_item(item, names, nodes, inner) for item in nodes.lists[node]]
        return _enclosed(b"(", items, b")", inner, margin)
    pairs = nodes.pairs[node]
    said = [_predicates(pairs, names, nodes, inner)] if pairs else []
    return _enclosed(b"[", said, b"]", inner, margin, short=len(pairs) == 1)


def _enclosed(
    opening: bytes, inside: list[bytes], closing: bytes, inner: bytes, margin: bytes, short: bool = True
) -> bytes:
    line = b" ".join([opening, *inside, closing])
    if not inside or (short and len(line) <= LINE and b"\n" not in line):
        return line
    return opening + b"".join(b"\n" + inner + piece for piece in inside) + b"\n" + margin + closing


def _item(term: bytes, names: _Names, nodes: Nodes, margin: bytes) -> bytes:
    return _node(term, names, nodes, margin) if term in nodes.pairs else names.term(term)
