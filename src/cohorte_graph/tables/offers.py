"""The files that tables are offered as: each class in each format, all of them together, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import BinaryIO, Final

from cohorte_graph.dataset import Dataset, Part
from cohorte_graph.errors import CallError, did_you_mean
from cohorte_graph.tables.links import LINKS
from cohorte_graph.tables.table import Table, Tables

__all__ = ["FORMATS", "part", "parts", "workbook_part"]

MEDIA_TYPES: Final = {
    "csv": "text/csv",
    "csvw": "application/csvm+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
}
FORMATS: Final = tuple(MEDIA_TYPES)
STANDARDS: Final = {
    "csv": ("https://www.rfc-editor.org/rfc/rfc4180",),
    "csvw": ("https://www.w3.org/TR/tabular-metadata/",),
    "geojson": ("https://www.rfc-editor.org/rfc/rfc7946",),
}
DEFAULT: Final = ("csv", "csvw", "xlsx", "geojson")
"""What ``parts`` offers where nothing is asked for: what needs no library besides ours."""


def part(dataset: Dataset, kind: str, format: str, lang: str) -> Part:
    """One table, as ``kind.format``; ``kind`` is that of the IRIs ("effect"), or "links".

    Labels of what is pointed at are in the language asked. Raises CallError, with the close ones, for an unknown kind
    or format, and for geojson of what has no coordinates; the part's ``write`` raises RunError for parquet where
    pyarrow is not installed.
    """
    return _part(Tables(dataset), kind, format, lang)


def workbook_part(dataset: Dataset, lang: str) -> Part:
    """All tables as one Excel workbook."""
    return _workbook(Tables(dataset), lang)


def parts(dataset: Dataset, lang: str, formats: Iterable[str] = DEFAULT) -> list[Part]:
    """All tables: CSV files, their metadata in one file beside them, one workbook, points; "parquet" when asked for."""
    tables, asked = Tables(dataset), set(formats)
    for format in sorted(asked):
        _check(format)
    found = []
    for kind, table in tables.all.items():
        fitting = [format for format in ("csv", "parquet", "geojson") if format != "geojson" or table.coordinates]
        found += [_part(tables, kind, format, lang) for format in fitting if format in asked]
    if "csv" in asked:
        found.append(_part(tables, LINKS, "csv", lang))
    if "csvw" in asked:
        found.append(_metadata(tables))
    if "xlsx" in asked:
        found.append(_workbook(tables, lang))
    return found


def _check(format: str) -> None:
    if format not in FORMATS:
        hint = did_you_mean(format, FORMATS) or f"Formats: {', '.join(FORMATS)}."
        raise CallError(f"A table cannot be written as '{format}'.", hint=hint)


def _part(tables: Tables, kind: str, format: str, lang: str) -> Part:
    _check(format)
    if kind == LINKS and format in ("csv", "csvw"):
        return _links(tables, format, lang)
    table = tables.called(kind)
    if format == "geojson":
        from cohorte_graph.tables.geojson import check_coordinates

        check_coordinates(tables, table)
    name = f"{kind}.csv-metadata.json" if format == "csvw" else f"{kind}.{format}"
    fr, en = (tables.label(table, language) for language in ("fr", "en"))
    told = (f"Table de la classe « {fr} »", f"Table of the class “{en}”")
    return _made(name, format, told, _writer(tables, table, format, lang))


def _made(name: str, format: str, told: tuple[str, str], write: Callable[[BinaryIO], None]) -> Part:
    return Part(name, MEDIA_TYPES[format], *told, write, "table", STANDARDS.get(format, ()))


def _writer(tables: Tables, table: Table, format: str, lang: str) -> Callable[[BinaryIO], None]:
    """The function that writes a table; what it needs is imported and read when it is called."""

    def write(file: BinaryIO) -> None:
        if format == "csv":
            from cohorte_graph.tables.delimited import write_csv

            write_csv(tables, table, lang, file)
        elif format == "csvw":
            from cohorte_graph.tables.csvw import table_metadata

            file.write(table_metadata(tables, table, tables.rights))
        elif format == "xlsx":
            from cohorte_graph.tables.workbook import write_workbook

            write_workbook(tables, [table], lang, tables.rights, file)
        elif format == "parquet":
            from cohorte_graph.tables.parquet import write_parquet

            write_parquet(tables, table, lang, tables.rights, file)
        else:
            from cohorte_graph.tables.geojson import write_geojson

            write_geojson(tables, table, lang, file)

    return write


def _workbook(tables: Tables, lang: str) -> Part:
    def write(file: BinaryIO) -> None:
        from cohorte_graph.tables.workbook import write_workbook

        write_workbook(tables, list(tables.all.values()), lang, tables.rights, file)

    told = ("Toutes les tables, avec leur dictionnaire de données", "All tables, with their data dictionary")
    return _made("tables.xlsx", "xlsx", told, write)


def _links(tables: Tables, format: str, lang: str) -> Part:
    def write(file: BinaryIO) -> None:
        from cohorte_graph.tables.csvw import links_metadata
        from cohorte_graph.tables.delimited import write_links

        if format == "csv":
            write_links(tables, lang, file)
        else:
            file.write(links_metadata(tables.rights))

    name = f"{LINKS}.csv-metadata.json" if format == "csvw" else f"{LINKS}.csv"
    return _made(name, format, ("Liens entre les ressources", "Links between resources"), write)


def _metadata(tables: Tables) -> Part:
    def write(file: BinaryIO) -> None:
        from cohorte_graph.tables.csvw import folder_metadata

        file.write(folder_metadata(tables, tables.rights))

    told = ("Ce que veulent dire les tables et leurs colonnes", "What the tables and their columns mean")
    return _made("csv-metadata.json", "csvw", told, write)
