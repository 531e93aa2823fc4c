"""Everything of a report as JSON, with the fingerprint of each result."""

from __future__ import annotations

import json
from typing import Any

from cohorte_graph.check.report.fingerprint import fingerprint
from cohorte_graph.check.report.words import joined, shown_path
from cohorte_graph.check.result import CheckReport, CheckResult, Text

__all__ = ["as_json"]

VERSION = 1


def as_json(report: CheckReport) -> bytes:
    """An object with ``version``, ``results`` and what was checked; texts in both languages."""
    told = {
        "version": VERSION,
        "conforms": report.conforms,
        "engine": report.engine,
        "engineNote": _text(report.engine_note),
        "triples": report.triples,
        "seconds": round(report.seconds, 3),
        "known": report.known,
        "dataFiles": [shown_path(path) for path in report.data_files],
        "shapeFiles": [shown_path(path) for path in report.shape_files],
        "shapes": [
            {"shape": shape.shape, "code": shape.code, "focusNodes": shape.focus_nodes, "results": shape.results}
            for shape in report.shapes
        ],
        "results": [_result(result) for result in report.results],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _result(result: CheckResult) -> dict[str, Any]:
    place = result.place
    where = {"file": shown_path(place.path), "line": place.line, "column": place.column} if place else None
    remedy = result.remedy
    return {
        "severity": result.severity,
        "code": result.code,
        "stage": result.stage,
        "message": _text(result.message),
        "place": where,
        "at": result.at,
        "derived": result.derived,
        "focus": result.focus,
        "path": result.path,
        "value": result.value,
        "component": result.component,
        "shape": result.shape,
        "facts": joined(result.facts),
        "remedy": {**_text(remedy.words), "turtle": remedy.turtle} if remedy else None,
        "details": [_result(detail) for detail in result.details],
        "fingerprint": fingerprint(result),
    }


def _text(text: Text) -> dict[str, str]:
    return {"fr": text.fr, "en": text.en}
