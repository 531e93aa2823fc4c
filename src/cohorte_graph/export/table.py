"""Rows as a table for people: aligned text, or drawn to the width of a terminal."""

from __future__ import annotations

import io
import unicodedata

from cohorte_graph.export.cells import readable_rows
from cohorte_graph.query.answer import Table

__all__ = ["aligned", "drawn", "visible"]


def visible(text: str) -> str:
    """A text on one line whose control characters a terminal cannot obey."""
    return "".join(c if c.isprintable() else " " if c.isspace() else ascii(c)[1:-1] for c in text)


def aligned(answer: Table, lang: str) -> str:
    """One line a row, columns aligned by spaces, heads underlined; for pipes and files."""
    heads, cells = readable_rows(answer, lang)
    lines = [[visible(cell) for cell in row] for row in (heads, *cells)]
    widths = [max(_width(row[n]) for row in lines) for n in range(len(heads))]
    lines.insert(1, ["-" * width for width in widths])
    return "".join("  ".join(map(_padded, row, widths)).rstrip() + "\n" for row in lines)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """How many columns a text takes; combining marks take none, wide characters two."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def drawn(answer: Table, lang: str, width: int, color: bool) -> str:
    """A table of the given width, long cells wrapped."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as Drawing
    from rich.text import Text

    heads, cells = readable_rows(answer, lang)
    drawing = Drawing(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for head in heads:
        drawing.add_column(Text(visible(head)), overflow="fold")
    for row in cells:
        drawing.add_row(*(Text(visible(cell)) for cell in row))
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, force_terminal=color, no_color=not color, highlight=False)
    console.print(drawing)
    return buffer.getvalue()
