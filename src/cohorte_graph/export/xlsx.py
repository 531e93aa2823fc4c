"""Rows as an Excel workbook: heads in the language asked, typed cells, no formula from data, no clock.

The same answer gives the same bytes (with one version of openpyxl): openpyxl stamps the time on the archive
and in its properties, so both are written anew with a fixed one.
"""

from __future__ import annotations

import datetime
import errno
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from cohorte_graph.errors import Place, RunError
from cohorte_graph.export.cells import bare, typed
from cohorte_graph.query.answer import Table
from cohorte_graph.query.texts import said

__all__ = ["MAX_TEXT", "excel_cell", "excel_value", "sheets_of", "timeless", "widths", "workbook"]

MAX_TEXT = 32_767
MAX_DIGITS = 15
WIDTHS = (8, 70)
EPOCH = (1980, 1, 1, 0, 0, 0)
STAMP = b"2000-01-01T00:00:00Z"
FAILING = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO)
"""What a disk says that takes no more."""
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def workbook(answer: Table, lang: str) -> bytes:
    """Labels first; the IRIs they stand for follow in the last columns, so that sheets can be joined."""
    book = Workbook(write_only=True)
    book.properties.creator = "cohorte-graph"
    book.properties.title = said(answer.title, lang) or None
    with sheets_of(book):
        _fill(book, answer, lang)
        buffer = io.BytesIO()
        book.save(buffer)
    return timeless(buffer.getvalue())


def _fill(book: Workbook, answer: Table, lang: str) -> None:
    sheet: Any = book.create_sheet("Réponse" if lang == "fr" else "Answer")
    shown = answer.shown()
    places = [*shown, *(n for n in range(len(answer.columns)) if n not in shown)]
    rows = [[excel_value(row[n]) for n in places] for row in answer.rows]
    heads = [_head(answer, n, n in shown, lang) for n in places]
    sheet.freeze_panes = "A2"
    for n, width in enumerate(widths(heads, rows), start=1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.append([excel_cell(sheet, head, bold=True) for head in heads])
    for row in rows:
        sheet.append([excel_cell(sheet, value) for value in row])
    if places:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(places))}{len(rows) + 1}"


@contextmanager
def sheets_of(book: Workbook) -> Iterator[None]:
    """While sheets are filled, kept by openpyxl in temporary files; RunError, with their place, where the disk fails.

    lxml, where it is installed, has an error of its own for that, and says it again of each sheet left open.
    """
    try:
        yield
    except Exception as error:
        for sheet in book.worksheets:
            with suppress(Exception):
                sheet.close()
            with suppress(Exception):
                sheet._writer.close()  # type: ignore[attr-defined]
        number = getattr(error, "errno", None)
        if type(error).__name__ == "SerialisationError":
            number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        if number not in FAILING:
            raise
        raise RunError(f"cannot be written: {os.strerror(number)}", place=Place(tempfile.gettempdir())) from error


def _head(answer: Table, place: int, is_shown: bool, lang: str) -> str:
    head = answer.columns[place].head(lang)
    return head if is_shown else f"{head} (IRI)"


def excel_value(term: Any) -> Any:
    """What Excel can hold as such; numbers past its 15 digits and dates before 1900 stay text."""
    value = typed(term)
    if isinstance(value, datetime.date):
        return value if value.year >= 1900 else bare(term)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value if len(re.sub(r"\D", "", str(value))) <= MAX_DIGITS else bare(term)
    return value


def excel_cell(sheet: Any, value: Any, bold: bool = False, like: Any = None) -> Any:
    """A cell; text is marked as text after openpyxl has guessed, or '=1+1' would be a formula.

    ``like`` is a text cell of the same workbook whose style text takes: that is three times faster than telling it.
    """
    text = isinstance(value, str)
    cell: Any = WriteOnlyCell(sheet, FORBIDDEN.sub("\ufffd", value)[:MAX_TEXT] if text else value)
    if text:
        cell.data_type = "s"
        if like is None:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        else:
            cell._style = like._style
    if bold:
        cell.font = Font(bold=True)
    return cell


def widths(heads: list[str], rows: Iterable[list[Any]]) -> list[int]:
    longest = [len(head) for head in heads]
    for row in rows:
        longest = [max(width, len(str(value))) for width, value in zip(longest, row, strict=True)]
    return [min(max(width + 2, WIDTHS[0]), WIDTHS[1]) for width in longest]


def timeless(content: bytes) -> bytes:
    """The archive with one fixed time everywhere."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", STAMP, part)
            new.writestr(zipfile.ZipInfo(name, EPOCH), part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
