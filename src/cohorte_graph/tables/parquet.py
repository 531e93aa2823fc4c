"""Tables as Parquet: typed columns, lists where a cell may hold several values, meanings in the metadata.

Whole numbers are int64, decimals decimal128, dates date32, truths bool; what does not fit such a column is text.
The same table gives the same bytes with one version of pyarrow, which writes its version into the file.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from cohorte_graph.dataset.rights import Rights
from cohorte_graph.errors import RunError
from cohorte_graph.iri import PREFIXES
from cohorte_graph.tables.columns import Column
from cohorte_graph.tables.table import Table, Tables
from cohorte_graph.tables.values import python_values
from cohorte_graph.tables.words import LANGUAGES, title

__all__ = ["write_parquet"]

XSD = PREFIXES["xsd"]
MAX_DIGITS = 38


def write_parquet(tables: Tables, table: Table, lang: str, rights: Rights, file: BinaryIO) -> None:
    """One row group; RunError where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        hint = "Install it: pip install 'cohorte-graph[parquet]'"
        raise RunError("Parquet needs the library pyarrow, which is not installed.", hint=hint) from error
    rows = list(tables.rows(table, lang))
    fields, arrays = [], []
    for place, column in enumerate(table.columns):
        array = _array(pa, column, [row[place] for row in rows])
        arrays.append(array)
        fields.append(pa.field(column.name, array.type, metadata=_meaning(tables, table, column)))
    about = {f"rights_{lang}": rights.text(lang) for lang in LANGUAGES} | {"class": table.class_iri}
    schema = pa.schema(fields, metadata=about)
    pq.write_table(
        pa.Table.from_arrays(arrays, schema=schema),
        file,
        version="2.6",
        compression="zstd",
        row_group_size=max(len(rows), 1),
    )


def _array(pa: Any, column: Column, cells: list[tuple[str, ...]]) -> Any:
    """The cells in the type of their column, or as they are written where one of them does not fit it."""
    kind = _type(pa, column)
    if kind != pa.string():
        try:
            typed = [python_values(column, values) for values in cells]
            return _filled(pa, column, typed, kind)
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
            pass
    return _filled(pa, column, [list(values) for values in cells], pa.string())


def _filled(pa: Any, column: Column, cells: list[Any], kind: Any) -> Any:
    if column.separator:
        return pa.array([values or None for values in cells], pa.list_(kind))
    return pa.array([values[0] if values else None for values in cells], kind)


def _type(pa: Any, column: Column) -> Any:
    digits, scale = column.precision
    if column.datatype == XSD + "integer":
        return pa.int64()
    if column.datatype == XSD + "decimal" and digits + scale <= MAX_DIGITS:
        return pa.decimal128(MAX_DIGITS, scale)
    if column.datatype == XSD + "boolean":
        return pa.bool_()
    return pa.date32() if column.datatype == XSD + "date" else pa.string()


def _meaning(tables: Tables, table: Table, column: Column) -> dict[str, str]:
    said = title(tables.survey, column, {other.name: other for other in table.columns})
    told = {f"title_{lang}": text for lang, text in said.heads.items()}
    told |= {f"definition_{lang}": text for lang, text in said.meanings.items()}
    told |= {
        "property": column.property_iri,
        "datatype": column.datatype,
        "lang": column.language,
        "originsOf" if column.tells_origin else "labelsOf": column.labels_of,
    }
    return {name: text for name, text in sorted(told.items()) if text}
