"""Rows as an SVG chart: bars, or a heat map, by Vega-Lite, offline."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cohorte_graph.errors import CallError
from cohorte_graph.export.cells import readable, typed
from cohorte_graph.query.answer import Table
from cohorte_graph.query.header import Chart
from cohorte_graph.query.texts import said

__all__ = ["specification", "svg"]

VERSION = "5.20"
STEP = {"step": 22}
COLOR = "#2f6f6d"


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
    names = [name for name in (chart.x, chart.y, chart.value) if name]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": said(answer.title, lang), "anchor": "start"},
        "data": {"values": _values(answer, names)},
        "width": 420 if chart.type == "bar" else STEP,
        "height": STEP,
        "config": {"font": "sans-serif", "axis": {"labelLimit": 320}, "bar": {"color": COLOR}},
        **encoding,
    }


def _bars(answer: Table, chart: Chart, lang: str) -> dict[str, Any]:
    """Bars lie down: the names are long, and read better on the left than aslant below."""
    category = _channel(answer, chart.x, "nominal", lang)
    amount = _channel(answer, chart.y, "quantitative", lang)
    amount["axis"] = {"tickMinStep": 1, "title": amount.pop("title")}
    return {"mark": "bar", "encoding": {"y": category, "x": amount}}


def _heat_map(answer: Table, chart: Chart, lang: str) -> dict[str, Any]:
    cell = {"x": _channel(answer, chart.x, "nominal", lang), "y": _channel(answer, chart.y, "nominal", lang)}
    value = _channel(answer, chart.value, "quantitative", lang)
    shade = {**value, "scale": {"scheme": "teals", "zero": True}}
    number = {"field": chart.value, "type": "quantitative"}
    return {
        "encoding": cell,
        "layer": [
            {"mark": "rect", "encoding": {"color": shade}},
            {"mark": {"type": "text", "color": "black"}, "encoding": {"text": number}},
        ],
    }


def _channel(answer: Table, name: str, kind: str, lang: str) -> dict[str, Any]:
    """A column as a channel; names keep the order of the rows."""
    place = _place(answer, name)
    order = {"sort": None} if kind == "nominal" else {}
    return {"field": name, "type": kind, "title": answer.columns[place].head(lang), **order}


def _values(answer: Table, names: list[str]) -> list[dict[str, Any]]:
    places = {name: _place(answer, name) for name in names}
    return [{name: _value(row[place]) for name, place in places.items()} for row in answer.rows]


def _value(term: Any) -> Any:
    value = typed(term)
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int) or value is None else readable(term)


def _place(answer: Table, name: str) -> int:
    place = answer.position(name)
    if place is None:
        columns = ", ".join(column.name for column in answer.columns)
        raise CallError(f"The chart names a column '{name}' that is not there.", hint=f"Columns: {columns}.")
    return place
