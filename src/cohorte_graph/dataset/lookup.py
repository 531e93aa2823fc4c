"""Lines of a sorted N-Quads text found by bisection: those of one resource, or of all whose IRIs begin alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

__all__ = ["quads_below"]


def quads_below(path: Path, begin: str = "") -> Iterator[ox.Quad]:
    """All quads, or the quads of the lines that begin so ("<https://…/id/effect/"), in their order.

    The text is sorted by bytes, as a build writes it: some twenty reads find the first and the last of them.
    """
    if not begin:
        yield from ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS, rename_blank_nodes=False)
        return
    key = begin.encode()
    size = path.stat().st_size
    with path.open("rb") as file:
        first = _bound(file, key, size)
        last = _bound(file, key + b"\xff", size)
        file.seek(first)
        part = cast(IO[bytes], _Part(file, last - first))
        yield from ox.parse(input=part, format=ox.RdfFormat.N_QUADS, rename_blank_nodes=False)


def _bound(file: IO[bytes], key: bytes, size: int) -> int:
    """The offset of the first line that does not sort before the key."""
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        file.seek(max(middle - 1, 0))
        if middle:
            file.readline()  # to the begin of a line, the middle itself where it is one
        begin = file.tell()
        line = file.readline() if begin < high else b""
        if line and line < key:
            low = begin + len(line)
        else:
            high = middle
    return low


class _Part:
    """What a parser reads: the next so many bytes of a file."""

    def __init__(self, file: IO[bytes], left: int) -> None:
        self._file = file
        self._left = left

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(block)
        return block
