"""Results as SARIF 2.1.0, which code scanning reads (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cohorte_graph import __version__
from cohorte_graph.check.report.fingerprint import fingerprint
from cohorte_graph.check.report.words import about, explaining, joined, noted, sentence, shown_path
from cohorte_graph.check.result import CheckReport, CheckResult
from cohorte_graph.errors import Place
from cohorte_graph.validate import plain

__all__ = ["sarif"]

LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(report: CheckReport, lang: str) -> bytes:
    """One run: a rule for each code, a result for each result; columns count code points (§3.14.17)."""
    first: dict[str, CheckResult] = {}
    for result in report.results:
        first.setdefault(result.code, result)
    codes = sorted(first)
    driver = {
        "name": "cohorte check",
        "semanticVersion": __version__,
        "rules": [_rule(code, first[code], lang) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The working directory of the check."}}},
        "results": [_result(result, codes.index(result.code), lang) for result in report.results],
    }
    told = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _rule(code: str, result: CheckResult, lang: str) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": result.message.said(lang) or code},
        "defaultConfiguration": {"level": LEVELS[result.severity]},
        "help": {"text": explaining(result)},
    }


def _result(result: CheckResult, rule: int, lang: str) -> dict[str, Any]:
    notes = "".join(f" ({note})" for note in noted(result, lang))
    location: dict[str, Any] = {"physicalLocation": _physical(result.place)} if result.place else {}
    if result.focus:
        location["logicalLocations"] = [{"fullyQualifiedName": about(result), "kind": "resource"}]
    told = {name: plain(text) for name, text in (("focus", result.focus), ("value", result.value)) if text}
    told |= {name: text for name, text in (("path", result.path), ("shape", result.shape)) if text}
    return {
        "ruleId": result.code,
        "ruleIndex": rule,
        "level": LEVELS[result.severity],
        "message": {"text": f"{sentence(result, lang)}{notes}" or result.code},
        "locations": [location] if location else [],
        "partialFingerprints": {"cohorte/v1": fingerprint(result)},
        "properties": {**told, **joined(result.facts)},
    }


def _physical(place: Place) -> dict[str, Any]:
    path = shown_path(place.path)
    inside = not path.startswith(("/", "../"))
    uri = quote(os.fsencode(path if inside else Path(path).resolve().as_posix()), safe="/")
    artifact = {"uri": uri, "uriBaseId": "SRCROOT"} if inside else {"uri": f"file://{uri}"}
    found: dict[str, Any] = {"artifactLocation": artifact}
    if place.line:
        found["region"] = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
    return found
