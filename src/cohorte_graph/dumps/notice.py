"""Whose the words in a dump are, as comments that stand in the file itself: a file goes further than its folder."""

from __future__ import annotations

from cohorte_graph.dataset import Dataset, rights

__all__ = ["notice"]


def notice(dataset: Dataset) -> bytes:
    """The rights in both languages, as comments of Turtle and TriG; nothing where no report is quoted."""
    stated = rights(dataset)
    if not stated.reports:
        return b""
    lines = [line for lang in ("fr", "en") for line in stated.statements(lang)]
    return "".join(f"# {' '.join(line.split())}\n" for line in lines).encode()
