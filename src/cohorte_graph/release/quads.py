"""The quads of a release, read from the file that it is proven from."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from cohorte_graph.errors import InputError, Place

__all__ = ["QUADS", "read_quads"]

QUADS = "graph/cohorte-graph.nq.gz"
"""Every named graph and the union, in the order of the build's own text."""


def read_quads(folder: Path) -> Iterator[ox.Quad]:
    """The quads of a release's folder, blank nodes under the names they have; InputError where they cannot be read."""
    path = folder / QUADS
    try:
        with gzip.open(path) as file:
            yield from ox.parse(cast(IO[bytes], file), format=ox.RdfFormat.N_QUADS, rename_blank_nodes=False)
    except (OSError, EOFError, SyntaxError) as error:
        raise InputError(f"the quads of the release cannot be read: {error}", place=Place(path)) from error
