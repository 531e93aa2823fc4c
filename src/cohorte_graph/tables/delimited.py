"""Tables as CSV (RFC 4180), in UTF-8, under their variable names; cells are the data, unaltered."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from cohorte_graph.tables.links import HEADS, links
from cohorte_graph.tables.table import Table, Tables

__all__ = ["write_csv", "write_links"]


def write_csv(tables: Tables, table: Table, lang: str, file: BinaryIO) -> None:
    """One line a row; several values of a cell stand between the separator that its column has."""
    with _writer(file) as writer:
        writer.writerow([column.name for column in table.columns])
        for row in tables.rows(table, lang):
            writer.writerow([column.cell(values) for column, values in zip(table.columns, row, strict=True)])


def write_links(tables: Tables, lang: str, file: BinaryIO) -> None:
    """One line a link, in the order of the build's text."""
    lines: Iterator[Iterable[str]] = links(tables, lang)
    with _writer(file) as writer:
        writer.writerow(HEADS)
        writer.writerows(lines)


@contextmanager
def _writer(file: BinaryIO) -> Iterator[Any]:
    """A CSV writer on a file of bytes, which stays open."""
    text = io.TextIOWrapper(file, "utf-8", newline="")
    yield csv.writer(text, lineterminator="\r\n")
    text.detach()  # after a flush
