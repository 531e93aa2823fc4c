"""Turtle and TriG made for reading and for diffs: a subject, then a line for each of its statements.

The terms are those of the canonical text: no lexical form changes. Our own IRIs are written against ``@base`` as in
the project's files, since a prefix would want a backslash before each of their slashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

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
    """N-Triples whose subjects stand together, as Turtle; read twice, first for the prefixes.

    ``notice`` are comments for whoever opens the file.
    """
    names = _Names(prefixes)
    for _ in _blocks(lines, names):
        pass
    file.write(names.head() + notice)
    for block in _blocks(lines, names):
        file.write(b"\n" + block)


def write_trig(graphs: Mapping[str, Lines], prefixes: Mapping[str, str], file: BinaryIO, notice: bytes = b"") -> None:
    """Named graphs, each in a block of its own, as TriG; ``notice`` as in Turtle."""
    names = _Names(prefixes)
    for graph, lines in graphs.items():
        names.iri(f"<{graph}>".encode())
        for _ in _blocks(lines, names):
            pass
    file.write(names.head() + notice)
    for graph, lines in graphs.items():
        file.write(b"\nGRAPH " + names.iri(f"<{graph}>".encode()) + b" {\n")
        for number, block in enumerate(_blocks(lines, names, b"    ")):
            file.write(b"\n" * (number > 0) + block)
        file.write(b"}\n")


def _blocks(lines: Iterable[bytes], names: _Names, indent: bytes = b"") -> Iterator[bytes]:
    """The text of each subject."""
    for subject, pairs in groups(lines):
        pieces = [indent, names.term(subject)]
        before = None
        for predicate, value in pairs:
            if predicate == before:
                pieces += [b" ,\n        ", indent, names.term(value)]
            else:
                verb = b"a" if predicate == TYPE else names.iri(predicate)
                pieces += [b"\n    " if before is None else b" ;\n    ", indent, verb, b" ", names.term(value)]
            before = predicate
        yield b"".join([*pieces, b" .\n"])
