"""The words of reports that are not a rule's: severities, counts, what stands at a place; names shown short."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from cohorte_graph.check.components import default_message
from cohorte_graph.check.result import NOT_CHECKED, CheckReport, CheckResult
from cohorte_graph.errors import Place
from cohorte_graph.iri import BASE, compact
from cohorte_graph.validate import plain

__all__ = [
    "about",
    "commanding_nothing",
    "explaining",
    "facts",
    "joined",
    "noted",
    "printable",
    "sentence",
    "severity",
    "shown_path",
    "shown_place",
    "summary",
    "verdict",
]

SEVERITY = {
    "Violation": ("violation", "violation"),
    "Warning": ("avertissement", "warning"),
    "Info": ("information", "info"),
}
FACTS = {
    "focus": ("sujet", "focus"),
    "path": ("chemin", "path"),
    "value": ("valeur", "value"),
    "found": ("trouvées", "found"),
}
NOTES = {
    "shape": (
        "rien dans les données : la forme qui le demande est ici",
        "nothing in the data: the shape asking is here",
    ),
    "passage": ("le passage du rapport d'où vient l'énoncé", "the passage of the report that the statement comes from"),
    "file": ("la ligne ne peut pas être dite ici", "the line cannot be told here"),
}
DERIVED = ("énoncé déduit par une règle, sans ligne à lui", "a statement derived by a rule, with no line of its own")


def severity(result: CheckResult, lang: str) -> str:
    """In the language of the report."""
    return SEVERITY[result.severity][lang == "en"]


def shown_path(path: object) -> str:
    """A path as it is shorter to read, below the working directory, with slashes."""
    given = Path(str(path))
    for below in (given.absolute, given.resolve):  # as it was reached, which a link may lead out of, else as it is
        with suppress(ValueError, OSError):
            return below().relative_to(Path.cwd()).as_posix()
    return given.as_posix()


def shown_place(place: Place | None) -> str:
    """``path:line:column`` as far as known, '' for none."""
    return printable(str(Place(shown_path(place.path), place.line, place.column))) if place else ""


def about(result: CheckResult) -> str:
    """The thing a result is about, short."""
    return printable(compact(plain(result.focus))) if result.focus else printable(compact(result.anchor))


def sentence(result: CheckResult, lang: str) -> str:
    """Message and remedy where no facts follow them; the path too where the shape has no words of its own."""
    silent = result.component and result.message == default_message(result.component)
    path = f" ({compact(result.path)})" if silent and result.path else ""
    remedy = f" → {result.remedy.words.said(lang)}" if result.remedy else ""
    return f"{result.message.said(lang)}{path}{remedy}"


def facts(result: CheckResult, lang: str) -> list[tuple[str, str]]:
    """What is known of a result besides its message, under words of the language."""
    value = "" if result.value == result.focus else plain(result.value)
    terms = {"focus": plain(result.focus), "path": result.path, "value": value}
    told = [(name, compact(text)) for name, text in terms.items() if text]
    told = [(FACTS[name][lang == "en"], text) for name, text in told]
    told += [(FACTS[name][lang == "en"] if name in FACTS else f"sh:{name}", text) for name, text in result.facts]
    return [(name, printable(text)) for name, text in told]


def joined(told: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Facts by name; of one that is told several times all values."""
    found: dict[str, str] = {}
    for name, text in told:
        found[name] = f"{found[name]}, {text}" if name in found else text
    return found


def explaining(result: CheckResult) -> str:
    """The command that explains a result's code; another's shapes must be named for it."""
    foreign = result.stage == "validate" and not result.shape.startswith(BASE)
    return f"cohorte check --explain {shlex.quote(printable(result.code))}{' --shapes …' if foreign else ''}"


def noted(result: CheckResult, lang: str) -> list[str]:
    """What must be said of a place that is not the statement's own."""
    notes = [DERIVED[lang == "en"]] if result.derived else []
    return notes + ([NOTES[result.at][lang == "en"]] if result.at in NOTES and result.code not in NOT_CHECKED else [])


def summary(report: CheckReport, lang: str) -> str:
    """Counts of results, of what was checked and how, in a line."""
    en = lang == "en"
    counts = {name: len(report.of([name])) for name in SEVERITY}
    told = ", ".join(_many(count, SEVERITY[name][en]) for name, count in counts.items() if count)
    head = told or ("no result" if en else "aucun résultat")
    met = sum(1 for shape in report.shapes if shape.focus_nodes)
    files = _many(len(report.data_files), "file" if en else "fichier")
    triples = _many(report.triples, "triple" if en else "triplet")
    shapes = f"{met}/{len(report.shapes)} {'shapes met nodes' if en else 'formes ont rencontré des nœuds'}"
    known = [_known(report.known, en)] if report.known else []
    note = report.engine_note.said(lang)
    engine = [report.engine + (f" ({note})" if note else "")] if report.engine else [note] if note else []
    return printable(f"{head} — {', '.join([files, triples, shapes, *known, *engine])}, {report.seconds:.1f} s")


def verdict(report: CheckReport, fail_on: str, lang: str) -> str:
    """Whether it passes, in a word or two."""
    if report.failing(fail_on):
        return "does not conform" if lang == "en" else "non conforme"
    return "conforms" if lang == "en" else "conforme"


def _known(count: int, en: bool) -> str:
    many = "s" if count > 1 else ""
    return f"{count} known debt{many}" if en else f"{count} dette{many} connue{many}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("s" if count > 1 and noun != "info" else "")


def printable(text: str) -> str:
    """Text of strangers, whose control characters would command a terminal."""
    return "".join(one if one.isprintable() or one in " \u00a0\u202f" else f"\\x{ord(one):02x}" for one in text)


def commanding_nothing(text: str) -> str:
    """A text without lines that a CI takes for commands (``::error::``)."""
    return re.sub(r"(?m)^(?=\s*::)", "  | ", text)
