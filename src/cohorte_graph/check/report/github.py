"""Annotations of GitHub Actions: workflow commands, ten of a kind a step, each rule heard before any is twice.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections import Counter

from cohorte_graph.check.report.words import about, printable, sentence, shown_path, summary
from cohorte_graph.check.result import CheckReport, CheckResult, Rule

__all__ = ["github"]

LIMIT = 10
KINDS = {"Violation": "error", "Warning": "warning", "Info": "notice"}


def github(report: CheckReport, lang: str) -> bytes:
    """One line an annotation; the last of a kind tells how many more the step summary has."""
    lines: list[str] = []
    for severity, kind in KINDS.items():
        results = _fairly(report.of([severity]))
        shown = results if len(results) <= LIMIT else results[: LIMIT - 1]
        lines += [_annotation(kind, result, lang) for result in shown]
        if rest := len(results) - len(shown):
            more = f"{rest} more in the step summary" if lang == "en" else f"{rest} autres dans le résumé de l'étape"
            lines.append(f"::{kind} title=cohorte check::{_data(more)}")
    lines.append(summary(report, lang))
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _fairly(results: tuple[CheckResult, ...]) -> list[CheckResult]:
    """Each rule's first result, then each rule's second, and so on."""
    turns, told = [], Counter[Rule]()
    for result in results:
        turns.append(told[result.rule])
        told[result.rule] += 1
    return [result for _, result in sorted(zip(turns, results, strict=True), key=lambda pair: pair[0])]


def _annotation(kind: str, result: CheckResult, lang: str) -> str:
    where = {"title": result.code}
    if result.place:
        where = {"file": shown_path(result.place.path), **where}
        where |= {"line": str(result.place.line)} if result.place.line else {}
        where |= {"col": str(result.place.column)} if result.place.column else {}
    properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
    subject = "" if result.place else f"{about(result)}: "
    return f"::{kind} {properties}::{_data(subject + sentence(result, lang))}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
