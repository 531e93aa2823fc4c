"""Rows as a Markdown table."""

from __future__ import annotations

import re

from cohorte_graph.export.cells import readable_rows
from cohorte_graph.query.answer import Table

__all__ = ["cell", "text"]


def text(answer: Table, lang: str) -> str:
    """A pipe table under heads in the language asked."""
    heads, rows = readable_rows(answer, lang)
    lines = [heads, ["---"] * len(heads), *rows]
    marks = [[cell(part) for part in line] if n != 1 else line for n, line in enumerate(lines)]
    return "".join(f"| {' | '.join(line)} |\n" for line in marks)


def cell(content: str) -> str:
    """A text that stays one cell and shows as it is: pipes, backslashes, tags and line ends escaped."""
    escaped = re.sub(r"([\\|`*_\[\]])", r"\\\1", content).replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"\r\n|[\r\n\u2028\u2029]", "<br>", escaped)
