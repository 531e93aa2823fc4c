"""Turtle files read with the true line and column of an error (Oxigraph's parser; rdflib can name a wrong line)."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.errors import InputError, Place
from cohorte_graph.iri import BASE

__all__ = ["read_turtle"]


def read_turtle(path: Path) -> list[ox.Triple]:
    """The triples of a Turtle file in the order of the file.

    Raises InputError with ``path:line:column`` where it is missing or does not parse.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=Place(path)) from error
    try:
        return [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=BASE)]
    except SyntaxError as error:
        reason = re.sub(r"^Parser error.*?: ", "", str(error.msg))
        raise InputError(
            f"the Turtle does not parse: {reason}",
            place=Place(path, error.lineno, error.offset),
            hint="Look for a missing '.', ';', quote or prefix just before.",
        ) from error
