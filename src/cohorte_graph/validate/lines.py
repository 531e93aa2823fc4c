"""Lines of a long text that hold some words, found without reading the others."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["lines_with"]


def lines_with(text: str, words: str) -> Iterator[tuple[int, str]]:
    """(number from 1, line with its end) for each line that holds the words."""
    number, counted, found = 1, 0, text.find(words)
    while found >= 0:
        start = text.rfind("\n", 0, found) + 1
        end = text.find("\n", found) + 1 or len(text)
        number += text.count("\n", counted, start)
        counted = start
        yield number, text[start:end]
        found = text.find(words, end)
