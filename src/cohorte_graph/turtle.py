"""Turtle files read with the true line and column of an error (Oxigraph's parser; rdflib can name a wrong line)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.errors import InputError, Place
from cohorte_graph.iri import BASE

__all__ = ["hint_for", "place_of_subject", "read_turtle", "subjects"]

_CONFLICT = re.compile(r"(<{7}|={7}|>{7})( |$)")
_TOKEN = re.compile(
    r'''"""(?:[^\\]|\\.)*?"""|"(?:[^"\\]|\\.)*"'''
    r"""|'''(?:[^\\]|\\.)*?'''|'(?:[^'\\]|\\.)*'"""
    r"""|<[^<>\s]*>|\#[^\n\r]*|[\[\]();,]|(?:\\.|\.+(?=[^\s\[\]();,<>"'#.])|[^\s\[\]();,<>"'#.\\])+|\.""",
    re.DOTALL,
)
_DIRECTIVES = {"@prefix": 4, "@base": 3, "PREFIX": 3, "BASE": 2}
"""How many tokens each has, with its word and, where there is one, its dot."""
_UNDECLARED = re.compile(r"The prefix (\S*): has not been declared")


def read_turtle(path: Path) -> list[ox.Triple]:
    """The triples of a Turtle file in the order of the file; a mark that some editors write in front is none of it.

    Raises InputError with ``path:line:column`` where it is missing or does not parse.
    """
    try:
        data = path.read_bytes().removeprefix("\ufeff".encode())
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=Place(path), hint="Mend or remove it.") from error
    try:
        quads = list(ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=BASE))
    except SyntaxError as error:
        reason = re.sub(r"^Parser error.*?: ", "", str(error.msg))
        raise InputError(
            f"the Turtle does not parse: {reason}",
            place=Place(path, error.lineno, error.offset),
            hint=hint_for(reason, _line(data, error.lineno)),
        ) from error
    blank = any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    return _named_alike(quads, path) if blank else [quad.triple for quad in quads]


def _line(data: bytes, number: int | None) -> str:
    return data.decode("utf-8", "replace").split("\n")[number - 1].rstrip("\r") if number else ""


def hint_for(reason: str, line: str) -> str:
    """What to do about a Turtle text that does not parse, by the parser's reason and the line it stops at."""
    if _CONFLICT.match(line):
        return "Two versions meet here: keep one and remove the lines <<<<<<<, ======= and >>>>>>>."
    if undeclared := _UNDECLARED.search(reason):
        return f"Declare it above, or correct it: @prefix {undeclared[1]}: <…> ."
    return "Look for a missing '.', ';', quote or prefix just before."


def _named_alike(quads: list[ox.Quad], path: Path) -> list[ox.Triple]:
    """The triples with blank nodes named by the content of the file (RDFC-1.0), so that builds repeat."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    prefix = re.sub(r"[^A-Za-z0-9]", "", f"{path.parent.name}{path.stem}")

    def named(term: object) -> object:
        return ox.BlankNode(f"{prefix}{term.value}") if isinstance(term, ox.BlankNode) else term

    return [ox.Triple(named(q.subject), q.predicate, named(q.object)) for q in dataset]  # type: ignore[arg-type]


def place_of_subject(path: Path, iri: str = "") -> Place:
    """Where a Turtle file that parses last makes a resource a subject, or a blank node where no IRI is given; without
    such a place the file."""
    text = path.read_bytes().decode("utf-8-sig")
    offsets = [offset for offset, subject in subjects(text) if subject == iri]
    return Place.behind(path, text[: offsets[-1]].encode()) if offsets else Place(path)


def subjects(text: str) -> Iterator[tuple[int, str]]:
    """Each subject of a Turtle text that parses, where it begins and its IRI, which is empty for blank nodes."""
    tokens = [found for found in _TOKEN.finditer(text) if not found[0].startswith("#")]
    prologue, begin, depth, directive = "", 0, 0, 0
    for number, token in enumerate(tokens):
        word = token[0]
        if number == begin:
            directive = _DIRECTIVES.get(word if word[0] == "@" else word.upper(), 0)
            blank = word[0] in "[(" or word.startswith("_:")
            if not directive:
                yield token.start(), "" if blank else _resolved(word, prologue)
        elif word in ("[", "(") and tokens[number + 1][0] not in ("]", ")"):
            yield token.start(), ""
        depth += (word in ("[", "(")) - (word in ("]", ")"))
        if number - begin + 1 == directive if directive else word == "." and not depth:
            if directive:
                prologue += text[tokens[begin].start() : token.end()] + "\n"
            begin = number + 1


@cache
def _resolved(word: str, prologue: str) -> str:
    """The IRI that a name stands for below some prefixes and a base."""
    quads = ox.parse(f"{prologue}{word} <u:p> <u:o> .".encode(), format=ox.RdfFormat.TURTLE, base_iri=BASE)
    (subject,) = (quad.subject for quad in quads)
    return subject.value if isinstance(subject, ox.NamedNode) else ""
