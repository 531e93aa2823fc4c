"""A summary of a step, as Markdown: a table of rules, and below each rule its results."""

from __future__ import annotations

import html
import re
from collections import defaultdict

from cohorte_graph.check.report.words import about, printable, sentence, severity, shown_place, summary, verdict
from cohorte_graph.check.result import CheckReport, CheckResult, Rule

__all__ = ["markdown"]

SHOWN = 50


def markdown(report: CheckReport, lang: str, *, fail_on: str) -> bytes:
    """Headline, table, and for each rule a fold with up to SHOWN results."""
    en = lang == "en"
    rules: dict[tuple[Rule, str], list[CheckResult]] = defaultdict(list)
    for result in report.results:
        rules[result.rule, result.severity].append(result)
    lines = [f"## SHACL{'' if en else ' '}: {verdict(report, fail_on, lang)}", "", _escaped(summary(report, lang)), ""]
    if rules:
        heads = ("rule", "severity", "results", "focus nodes", "first") if en else (
            "règle", "gravité", "résultats", "nœuds visés", "premier")  # fmt: skip
        lines += [_row(heads), "|---|---|--:|--:|---|"]
        nodes = {shape.rule: str(shape.focus_nodes) for shape in report.shapes}
        for (rule, _), results in rules.items():
            first, met = results[0], nodes.get(rule, "")
            place = shown_place(first.place) or about(first)
            lines.append(_row((rule[0], severity(first, lang), str(len(results)), met, place)))
        lines.append("")
    for ((code, _), _), results in rules.items():
        lines += [f"<details><summary>{_unlinked(html.escape(printable(code)))} ({len(results)})</summary>", ""]
        lines += [f"- {_begun(_escaped(_told(result, lang).lstrip()))}" for result in results[:SHOWN]]
        if len(results) > SHOWN:
            lines.append(f"- … {_more(len(results) - SHOWN, lang)}")
        lines += ["", "</details>", ""]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _told(result: CheckResult, lang: str) -> str:
    place, subject = shown_place(result.place), about(result)
    head = " ".join(part for part in (place, subject) if part)
    return f"{head}: {sentence(result, lang)}"


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(text: str) -> str:
    """Text that stays text: no markup, no mention, no formula, no cell of its own."""
    marked = re.sub(r"([\\`*_\[\]~!])", r"\\\1", html.escape(printable(text), quote=False))
    return _unlinked(marked).replace("|", "&#124;").replace("$", "<span>$</span>")


def _unlinked(text: str) -> str:
    """GitHub looks for mentions (@name, #1) in what is rendered, where a backslash is gone: a comment parts them."""
    return re.sub(r"([@#])(?=\w)", r"\1<!-- -->", text)


def _begun(text: str) -> str:
    """Text at the beginning of a block, where some signs and numbers would open a list or a heading."""
    return re.sub(r"^([-+=#]|\d+(?=[.)]))", lambda found: _literally(found[1]), text)


def _literally(sign: str) -> str:
    return f"&#{ord(sign[0])};{sign[1:]}"


def _more(count: int, lang: str) -> str:
    return f"{count} more" if lang == "en" else f"{count} autre{'s' if count > 1 else ''}"
