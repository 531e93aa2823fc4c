"""The canonical text of a build as lines: those of all quads, of one graph, of some subjects; no term is read.

A line of the text is a quad in canonical N-Quads, the lines sorted: a subject's stand together, and among them those
of a predicate. What is taken from it keeps its bytes and its order.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.dataset import Dataset

__all__ = [
    "TYPE",
    "Lines",
    "by_graph",
    "graph_lines",
    "graph_of",
    "groups",
    "quad_lines",
    "quads_of_graph",
    "subject_lines",
    "triples",
    "united",
]

TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
END = b" .\n"
BUFFERED = 8 << 20
"""Bytes of lines that wait in memory until they are added to the files of their graphs."""


@dataclass(frozen=True)
class Lines:
    """Lines that are read anew each time they are asked for."""

    read: Callable[[], Iterator[bytes]]

    def __iter__(self) -> Iterator[bytes]:
        return self.read()


def quad_lines(dataset: Dataset) -> Lines:
    """All quads as N-Quads; without the words of the report, sorted again subject by subject."""
    return Lines(lambda: _file_lines(dataset.path) if dataset.with_text else _sorted(dataset.quads()))


def graph_lines(dataset: Dataset, graph: str | None) -> Lines:
    """The triples of a named graph by its IRI, or of the union, as N-Triples."""
    if graph is None:
        return Lines(lambda: united(quad_lines(dataset)))
    name = f"<{graph}>".encode()
    return Lines(lambda: (_bare(line, name) for line in quads_of_graph(dataset, graph)))


def quads_of_graph(dataset: Dataset, graph: str) -> Iterator[bytes]:
    """The quads of a named graph by its IRI, as N-Quads."""
    end = f" <{graph}>".encode() + END
    return (line for line in quad_lines(dataset) if line.endswith(end) and graph_of(line))


def subject_lines(dataset: Dataset, subjects: Iterable[str]) -> Lines:
    """The quads of some subjects by their IRIs, as N-Quads; one that ends in a slash stands for all below it."""
    begins = [iri if iri.endswith("/") else f"{iri}>" for iri in subjects]
    return Lines(lambda: (line for begin in begins for line in _sorted(dataset.quads(begin))))


def united(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Of quads those of the union, as N-Triples."""
    return (line for line in lines if not graph_of(line))


def graph_of(line: bytes) -> bytes:
    """The name of the graph of a quad in angle brackets, empty for the default graph."""
    quote = line.rfind(b'"')
    spaces = line.count(b" ", quote + 1)
    named = spaces == (4 if quote < 0 else 2)
    return line[line.rfind(b" ", 0, -len(END)) + 1 : -len(END)] if named else b""


def groups(lines: Iterable[bytes]) -> Iterator[tuple[bytes, list[tuple[bytes, bytes]]]]:
    """Each subject of N-Triples with its predicates and objects, rdf:type first, the rest in the order of the lines."""
    split = (line[: -len(END)].split(b" ", 2) for line in lines)
    for subject, members in groupby(split, key=lambda parts: parts[0]):
        pairs = [(predicate, value) for _, predicate, value in members]
        pairs.sort(key=lambda pair: pair[0] != TYPE)
        yield subject, pairs


def triples(lines: Iterable[bytes]) -> Iterator[ox.Triple]:
    """N-Triples parsed as they are read."""
    parsed = ox.parse(_Stream(iter(lines)), format=ox.RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
    return (quad.triple for quad in parsed)


@contextmanager
def by_graph(lines: Iterable[bytes]) -> Iterator[dict[str, Lines]]:
    """The N-Triples of each named graph by its IRI, sorted, of lines read once and kept on the disk meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        paths: dict[bytes, Path] = {}
        waiting: dict[bytes, list[bytes]] = {}
        size = 0
        for line in lines:
            if graph := graph_of(line):
                waiting.setdefault(graph, []).append(_bare(line, graph))
                size += len(line)
            if size > BUFFERED:
                _append(waiting, paths, Path(folder))
                size = 0
        _append(waiting, paths, Path(folder))
        yield {name[1:-1].decode(): Lines(partial(_file_lines, path)) for name, path in sorted(paths.items())}


def _append(waiting: dict[bytes, list[bytes]], paths: dict[bytes, Path], folder: Path) -> None:
    for graph, lines in waiting.items():
        path = paths.setdefault(graph, folder / f"{len(paths)}.nt")
        with path.open("ab") as file:
            file.writelines(lines)
    waiting.clear()


def _bare(line: bytes, graph: bytes) -> bytes:
    return line[: -len(graph) - len(END) - 1] + END


def _file_lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def _sorted(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """Quads whose subjects stand together as lines, each subject's sorted and each line once."""
    for _, members in groupby(quads, key=lambda quad: quad.subject):
        yield from sorted({f"{quad} .\n".encode() for quad in members})


class _Stream:
    """Lines as a file that a parser reads from."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        pieces, length = [self._rest], len(self._rest)
        while size < 0 or length < size:
            line = next(self._lines, None)
            if line is None:
                break
            pieces.append(line)
            length += len(line)
        content = b"".join(pieces)
        cut = len(content) if size < 0 else size
        self._rest = content[cut:]
        return content[:cut]
