"""Rows as an SVG chart: bars, or a heat map, by Vega-Lite, offline."""

from __future__ import annotations

from typing import Any

from cohorte_graph.errors import CallError
from cohorte_graph.export.cells import number, readable
from cohorte_graph.folding import sort_key
from cohorte_graph.query.answer import Table
from cohorte_graph.query.header import Chart
from cohorte_graph.query.texts import said

__all__ = ["specification", "svg"]

VERSION = "5.20"
STEP = {"step": 22}
CONFIG = {
    "font": "sans-serif",
    "axis": {"labelLimit": 320, "titlePadding": 12},
    "bar": {"color": "#2f6f6d"},
}
MAX_TICKS = 12


def svg(answer: Table, lang: str) -> str:
    """The chart the query declares; CallError where it declares none or names a column the rows lack."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(specification(answer, lang), vl_version=VERSION))


def specification(answer: Table, lang: str) -> dict[str, Any]:
    """The Vega-Lite description, its data inside."""
    chart = answer.chart
    if chart is None:
        raise CallError("The query declares no chart, so there is no svg.")
    encoding = _bars(answer, chart, lang) if chart.type == "bar" else _heat_map(answer, chart, lang)
    names = {name: name for name in (chart.x, chart.y, chart.value) if name}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": said(answer.title, lang), "anchor": "start"},
        "data": {"values": _values(answer, names)},
        "width": 420 if chart.type == "bar" else STEP,
        "height": STEP,
        "config": CONFIG,
        **encoding,
    }


def _bars(answer: Table, chart: Chart, lang: str) -> dict[str, Any]:
    """Bars lie down: the names are long, and read better on the left than aslant below."""
    category = _names(answer, chart.x, lang)
    amount = _amounts(answer, chart.y, lang)
    return {"mark": "bar", "encoding": {"y": category, "x": amount}}


def _heat_map(answer: Table, chart: Chart, lang: str) -> dict[str, Any]:
    """Cells carry their number, so there is no legend; rows keep their order, columns are alphabetical."""
    columns = sorted({str(cell["x"]) for cell in _values(answer, {"x": chart.x})}, key=sort_key)
    largest = max((cell["n"] or 0 for cell in _values(answer, {"n": chart.value})), default=0)
    is_dark = {"test": f"datum.{chart.value} > {largest / 2}", "value": "white"}
    shade = {**_amounts(answer, chart.value, lang), "legend": None, "scale": {"scheme": "teals"}}
    number = {"text": {"field": chart.value}, "color": {"condition": is_dark, "value": "black"}}
    return {
        "encoding": {
            "x": {**_names(answer, chart.x, lang), "sort": columns},
            "y": _names(answer, chart.y, lang),
        },
        "layer": [{"mark": "rect", "encoding": {"color": shade}}, {"mark": "text", "encoding": number}],
    }


def _names(answer: Table, name: str, lang: str) -> dict[str, Any]:
    """A column of names, in the order of the rows."""
    return {"field": name, "type": "nominal", "title": _head(answer, name, lang), "sort": None}


def _amounts(answer: Table, name: str, lang: str) -> dict[str, Any]:
    """A column of numbers; a short scale of whole numbers has no halves."""
    amounts = [cell["n"] for cell in _values(answer, {"n": name})]
    channel: dict[str, Any] = {"field": name, "type": "quantitative", "title": _head(answer, name, lang)}
    if all(isinstance(n, int) for n in amounts) and max(amounts, default=0) <= MAX_TICKS:
        channel["axis"] = {"values": list(range(max(amounts, default=0) + 1)), "format": "d"}
    return channel


def _head(answer: Table, name: str, lang: str) -> str:
    return answer.columns[_place(answer, name)].head(lang)


def _values(answer: Table, names: dict[str, str]) -> list[dict[str, Any]]:
    """The rows as records; ``names`` maps the names wanted to the columns there are."""
    places = {wanted: _place(answer, name) for wanted, name in names.items()}
    return [{wanted: _value(row[place]) for wanted, place in places.items()} for row in answer.rows]


def _value(term: Any) -> Any:
    value = number(term)
    return value if isinstance(value, int | float) or value is None else readable(term)


def _place(answer: Table, name: str) -> int:
    place = answer.position(name)
    if place is None:
        columns = ", ".join(column.name for column in answer.columns)
        raise CallError(f"The chart names a column '{name}' that is not there.", hint=f"Columns: {columns}.")
    return place
