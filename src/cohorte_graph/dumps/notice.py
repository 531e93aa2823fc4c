"""Whose the words in a dump are, told in the file itself: a file goes further than its folder."""

from __future__ import annotations

from cohorte_graph.dataset import Dataset, rights

__all__ = ["Notice", "as_comments", "notice"]

Notice = tuple[str, ...]


def notice(dataset: Dataset) -> Notice:
    """The rights in both languages, a line each; nothing where no report is quoted."""
    stated = rights(dataset)
    if not stated.reports:
        return ()
    return tuple(" ".join(line.split()) for lang in ("fr", "en") for line in stated.statements(lang))


def as_comments(lines: Notice) -> bytes:
    """As comments of Turtle and TriG."""
    return "".join(f"# {line}\n" for line in lines).encode()
