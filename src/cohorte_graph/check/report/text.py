"""Results for people: place, message, the line itself with a caret, facts, remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cohorte_graph.check.report.words import (
    about,
    commanding_nothing,
    explaining,
    facts,
    noted,
    printable,
    severity,
    shown_place,
    summary,
    verdict,
)
from cohorte_graph.check.result import CheckReport, CheckResult, Rule
from cohorte_graph.check.vacuity import NO_FOCUS
from cohorte_graph.errors import Place
from cohorte_graph.iri import compact

__all__ = ["text"]

SHOWN = {"Violation": 5, "Warning": 3, "Info": 1}
"""Results of one rule that are told in full, by severity."""
NAMED = 5
"""Shapes of the program that meet nothing, which are told together, that are named."""
WIDTH = 100
COLORS = {"Violation": "31", "Warning": "33", "Info": "36"}


def text(report: CheckReport, lang: str, *, fail_on: str, color: bool = False) -> bytes:
    """Each rule's first results in full, how many more there are, and the counts at the end."""
    lines: list[str] = []
    counts, told = Counter(map(_rule, report.results)), Counter[tuple[str, Rule]]()
    gathered = [result for result in report.results if _is_gathered(result)]
    for result in report.results:
        if _is_gathered(result):
            continue
        rule, shown = _rule(result), SHOWN[result.severity]
        told[rule] += 1
        if told[rule] <= shown:
            lines += [*_result(result, lang, color), ""]
        elif told[rule] == counts[rule]:
            lines += [_more(counts[rule] - shown, result, lang), ""]
    if gathered:
        lines += [_together(gathered, report, lang, color), ""]
    lines.append(f"SHACL{'' if lang == 'en' else ' '}: {verdict(report, fail_on, lang)}. {summary(report, lang)}")
    return (commanding_nothing("\n".join(lines)) + "\n").encode("utf-8", "replace")


def _rule(result: CheckResult) -> tuple[str, Rule]:
    return result.severity, result.rule


def _is_gathered(result: CheckResult) -> bool:
    """Whether a result is one of many that nobody here can mend: what they say is told in one line."""
    return result.code == NO_FOCUS and result.severity == "Info"


def _together(results: list[CheckResult], report: CheckReport, lang: str, color: bool) -> str:
    codes = {shape.shape: shape.code for shape in report.shapes}
    names = [printable(codes.get(result.shape, compact(result.shape))) for result in results]
    shown = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
    if lang == "en":
        words = f"{len(names)} shapes of the program meet nothing here, where there is nothing of the kind: {shown}"
    else:
        words = f"{len(names)} formes du programme ne rencontrent rien ici, où il n'y a rien de tel : {shown}"
    return f"{_kind(results[0], lang, color)} {words}"


def _kind(result: CheckResult, lang: str, color: bool) -> str:
    kind = f"{severity(result, lang)}[{printable(result.code)}]"
    return f"\x1b[1;{COLORS[result.severity]}m{kind}\x1b[0m" if color else kind


def _more(count: int, result: CheckResult, lang: str) -> str:
    code = printable(result.code)
    if lang == "en":
        return f"… and {count} more of {code}: {explaining(result)}"
    return f"… et {count} autre{'s' if count > 1 else ''} de {code} : {explaining(result)}"


def _result(result: CheckResult, lang: str, color: bool) -> Iterator[str]:
    where = shown_place(result.place) or about(result) or "—"
    yield f"{where}: {_kind(result, lang, color)} {printable(result.message.said(lang))}"
    yield from _excerpt(result.place)
    colon = ":" if lang == "en" else " :"
    known = "  ".join(f"{name}{colon} {_cut(value)}" for name, value in facts(result, lang))
    if known and (result.stage == "validate" or not result.place):
        yield f"    {known}"
    for note in noted(result, lang):
        yield f"    ({note})"
    for detail in result.details:
        yield from (f"    · {line}" for line in _detail(detail, lang))
    if result.remedy:
        yield f"    → {printable(result.remedy.words.said(lang))}"


def _detail(result: CheckResult, lang: str) -> Iterator[str]:
    path = printable(compact(result.path))
    place = shown_place(result.place)
    yield f"{place + ': ' if place else ''}{printable(result.message.said(lang))}{f' ({path})' if path else ''}"
    for detail in result.details:
        yield from (f"  {line}" for line in _detail(detail, lang))


def _cut(value: str) -> str:
    return value if len(value) <= WIDTH else value[: WIDTH - 1] + "…"


def _excerpt(place: Place | None) -> Iterator[str]:
    """The line, cut around the column, and a caret below; nothing where the line cannot be read."""
    if place is None or place.line is None:
        return
    lines = _lines(Path(str(place.path)))
    if place.line > len(lines):
        return
    line, column = lines[place.line - 1].rstrip("\r"), (place.column or 1) - 1
    start = max(0, column - WIDTH // 2) if len(line) > WIDTH else 0
    shown = line[start : start + WIDTH]
    yield f"  | {'…' if start else ''}{_plain(shown)}{'…' if start + WIDTH < len(line) else ''}"
    yield f"  | {' ' if start else ''}{_below(shown[: column - start])}^"


def _plain(line: str) -> str:
    return "".join(one if one == "\t" else printable(one) for one in line)


def _below(before: str) -> str:
    """Blanks as wide as some text is on a terminal."""
    from rich.cells import cell_len

    return "".join("\t" if one == "\t" else " " * cell_len(printable(one)) for one in before)


@cache
def _lines(path: Path) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8", "replace").split("\n")
    except OSError:
        return []
