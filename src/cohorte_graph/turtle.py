"""Turtle files read with the true line and column of an error (Oxigraph's parser; rdflib can name a wrong line)."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.errors import InputError, Place
from cohorte_graph.iri import BASE

__all__ = ["line_of_subject", "read_turtle"]


def read_turtle(path: Path) -> list[ox.Triple]:
    """The triples of a Turtle file in the order of the file.

    Raises InputError with ``path:line:column`` where it is missing or does not parse.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=Place(path), hint="Mend or remove it.") from error
    try:
        quads = list(ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=BASE))
    except SyntaxError as error:
        reason = re.sub(r"^Parser error.*?: ", "", str(error.msg))
        raise InputError(
            f"the Turtle does not parse: {reason}",
            place=Place(path, error.lineno, error.offset),
            hint="Look for a missing '.', ';', quote or prefix just before.",
        ) from error
    blank = any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    return _named_alike(quads, path) if blank else [quad.triple for quad in quads]


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
