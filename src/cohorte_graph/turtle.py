"""Turtle files read with the true line and column of an error (Oxigraph's parser; rdflib can name a wrong line)."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.errors import InputError, Place
from cohorte_graph.iri import BASE

__all__ = ["hint_for", "line_of_subject", "read_turtle"]

_CONFLICT = re.compile(r"(<{7}|={7}|>{7})( |$)")
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


def line_of_subject(path: Path, name: str) -> int:
    """The last line on which ``name`` opens a block (its IRI's path, or a blank node's bracket), else 1."""
    found = 1
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        opening = line.lstrip().split(" ", 1)[0].strip("<>")
        if opening.endswith(name) or (name == "[" and opening.startswith("[")):
            found = number
    return found
