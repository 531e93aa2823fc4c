"""Tables as one Excel workbook: what it is, what each column means, then a sheet a table.

Heads are in the language asked; names come first, the IRIs they stand for in the last columns. Cells are as in
``export/xlsx.py``: numbers and dates as such, no text a formula, no clock. A cell of several values is text.
A text longer than Excel's 32,767 characters is cut and ends in a mark; the first sheet lists each one that was cut.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from itertools import islice
from typing import Any, BinaryIO

from cohorte_graph.dataset.rights import Rights
from cohorte_graph.errors import RunError
from cohorte_graph.tables.columns import KEY, Column
from cohorte_graph.tables.dictionary import HEADS, dictionary
from cohorte_graph.tables.table import Row, Table, Tables
from cohorte_graph.tables.values import term
from cohorte_graph.tables.words import title

__all__ = ["MARK", "write_workbook"]

MAX_NAME = 31
MAX_ROWS = 1_048_576
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
LITTLE_WORDS = re.compile(r"( \w{1,3})+$")
MARK = {"fr": " […] (texte coupé)", "en": " […] (text cut)"}
SAMPLE = 200
SAID = {
    "fr": {
        "about": "À propos",
        "dictionary": "Dictionnaire",
        "title": "Graphe du bilan, en tables",
        "sheets": "Une feuille par classe de ressources ; la feuille « Dictionnaire » dit le sens de chaque colonne.",
        "cut": "Textes coupés, trop longs pour Excel (entiers dans les autres formats) :",
        "whole": "Aucun texte n'est coupé.",
        "rights": "Droits",
    },
    "en": {
        "about": "About",
        "dictionary": "Dictionary",
        "title": "The graph of the report as tables",
        "sheets": "One sheet for each class of resources; the sheet “Dictionary” says what each column means.",
        "cut": "Texts cut because they are too long for Excel (whole in the other formats):",
        "whole": "No text is cut.",
        "rights": "Rights",
    },
}


def write_workbook(tables: Tables, shown: list[Table], lang: str, rights: Rights, file: BinaryIO) -> None:
    """The tables in one workbook; RunError where a table has more rows than a sheet can hold, or the disk fails."""
    from openpyxl import Workbook

    from cohorte_graph.export.xlsx import sheets_of, timeless

    said = SAID.get(lang, SAID["en"])
    book = Workbook(write_only=True)
    book.properties.creator = "cohorte-graph"
    book.properties.title = said["title"]
    buffer = io.BytesIO()
    with sheets_of(book):
        about: Any = book.create_sheet(said["about"])
        about.column_dimensions["A"].width = 110
        taken = {said["about"].casefold(), said["dictionary"].casefold()}
        _sheet(book, said["dictionary"], [HEADS[name][lang == "en"] for name in HEADS], dictionary(tables, shown, lang))
        cut: list[str] = []
        for table in shown:
            cut += _table(book, _name(tables, table, lang, taken), tables, table, lang)
        _about(about, said, rights.statements(lang), cut)
        book.save(buffer)
    file.write(timeless(buffer.getvalue()))


def _about(sheet: Any, said: dict[str, str], rights: list[str], cut: list[str]) -> None:
    from cohorte_graph.export.xlsx import excel_cell

    sheet.append([excel_cell(sheet, said["title"], bold=True)])
    for text in (said["sheets"], *([said["cut"], *cut] if cut else [said["whole"]])):
        sheet.append([excel_cell(sheet, text)])
    sheet.append([excel_cell(sheet, said["rights"], bold=True)])
    for text in rights:
        sheet.append([excel_cell(sheet, text)])


def _name(tables: Tables, table: Table, lang: str, taken: set[str]) -> str:
    """The class's label as a sheet's name: 31 characters, none that Excel forbids, no name twice whatever its case."""
    label = tables.label(table, lang)
    base = _shortened(FORBIDDEN.sub(" ", label[:1].upper() + label[1:]).strip(" '") or table.kind)
    name, number = base, 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = base[: MAX_NAME - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name


def _shortened(text: str) -> str:
    """A text cut behind a word that says something, with a mark, where it is too long for a sheet's name.

    >>> _shortened("Étape de l'accompagnement du territoire")
    "Étape de l'accompagnement…"
    """
    if len(text) <= MAX_NAME:
        return text
    words = text[:MAX_NAME].rpartition(" ")[0]
    return (LITTLE_WORDS.sub("", words) or text[: MAX_NAME - 1]) + "…"


def _table(book: Any, name: str, tables: Tables, table: Table, lang: str) -> list[str]:
    """Write the rows; what was cut, a line each."""
    from cohorte_graph.export.xlsx import MAX_TEXT

    named = {column.name: column for column in table.columns}
    places = _places(table.columns)
    heads = [_head(tables, table.columns[place], named, lang) for place in places]
    cut: list[str] = []

    def values() -> Iterable[list[Any]]:
        for row in tables.rows(table, lang):
            cells = [_value(table.columns[place], row[place]) for place in places]
            for n, cell in enumerate(cells):
                if isinstance(cell, str) and len(cell) > MAX_TEXT:
                    cells[n] = cell[: MAX_TEXT - len(MARK[lang])] + MARK[lang]
                    cut.append(f"{name}, {heads[n]}, {_iri(row)}")
            yield cells

    _sheet(book, name, heads, values())
    return cut


def _sheet(book: Any, name: str, heads: list[str], rows: Iterable[list[Any]]) -> None:
    from openpyxl.utils import get_column_letter

    from cohorte_graph.export.xlsx import excel_cell, widths

    sheet: Any = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    coming = iter(rows)
    first = list(islice(coming, SAMPLE))  # widths must be told before the first row
    for n, width in enumerate(widths(heads, first), start=1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.append([excel_cell(sheet, head, bold=True) for head in heads])
    count, style = 1, excel_cell(sheet, "")
    for lines in (first, coming):
        for row in lines:
            count += 1
            if count > MAX_ROWS:
                raise RunError(f"The sheet '{name}' would have more rows than Excel can hold.", hint="Ask for csv.")
            sheet.append([excel_cell(sheet, value, like=style) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{count}"


def _places(columns: tuple[Column, ...]) -> list[int]:
    """Names before IRIs; an IRI without a name stays where it is, but for the row's own."""
    named = {column.labels_of for column in columns} | {KEY.name}
    behind = [n for n, column in enumerate(columns) if column.name in named]
    return [*(n for n in range(len(columns)) if n not in behind), *behind]


def _head(tables: Tables, column: Column, named: dict[str, Column], lang: str) -> str:
    said = title(tables.survey, column, named).heads
    head = said.get(lang, said["en"])
    return f"{head} (IRI)" if column.is_iri and column != KEY else head


def _value(column: Column, values: tuple[str, ...]) -> Any:
    from cohorte_graph.export.xlsx import excel_value

    if column.separator or not values:
        return column.cell(values) if values else None
    return excel_value(term(column, values[0]))


def _iri(row: Row) -> str:
    return row[0][0]
