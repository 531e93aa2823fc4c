"""A table whose rows have coordinates as GeoJSON (https://www.rfc-editor.org/rfc/rfc7946): a point each, or none."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, BinaryIO

from cohorte_graph.errors import CallError
from cohorte_graph.tables.columns import Column
from cohorte_graph.tables.table import Row, Table, Tables
from cohorte_graph.tables.values import python_values
from cohorte_graph.tables.words import LANGUAGES

__all__ = ["check_coordinates", "write_geojson"]


def write_geojson(tables: Tables, table: Table, lang: str, file: BinaryIO) -> None:
    """One feature a row, its IRI as ``id``; null where no coordinates are known.

    Properties have the names of the CSV's columns; those of several values are lists; what a row lacks is left out.
    The collection says whose the words are, as a foreign member (RFC 7946, section 6.1).
    """
    places = check_coordinates(tables, table)
    features = [_feature(table, row, places) for row in tables.rows(table, lang)]
    stated = {lang: tables.rights.statements(lang) for lang in LANGUAGES} if tables.rights.reports else {}
    content = {"type": "FeatureCollection", **({"rights": stated} if stated else {}), "features": features}
    file.write((json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def check_coordinates(tables: Tables, table: Table) -> tuple[int, int]:
    """The places of longitude and latitude; CallError for a table that has none."""
    if table.coordinates is None:
        having = [kind for kind, other in tables.all.items() if other.coordinates]
        raise CallError(
            f"The table '{table.kind}' has no coordinates: it cannot be written as geojson.",
            hint=f"Tables with coordinates: {', '.join(having)}." if having else "",
        )
    return table.coordinates


def _feature(table: Table, row: Row, places: tuple[int, int]) -> dict[str, Any]:
    point = [_number(value) for place in places for value in row[place][:1]]
    geometry = {"type": "Point", "coordinates": point} if len(point) == 2 else None
    told = {column.name: _value(column, values) for column, values in zip(table.columns, row, strict=True) if values}
    return {"type": "Feature", "id": told.pop("iri"), "geometry": geometry, "properties": told}


def _value(column: Column, values: tuple[str, ...]) -> Any:
    found = [_number(str(value)) if isinstance(value, Decimal) else value for value in python_values(column, values)]
    texts = [value if isinstance(value, int | float | bool) else str(value) for value in found]
    return texts if column.separator else texts[0]


def _number(text: str) -> int | float:
    """A JSON number; whole ones without a point."""
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else float(value)
