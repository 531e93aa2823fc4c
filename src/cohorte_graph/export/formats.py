"""Which formats there are, which fit which answer, and the one function that writes them.

Writers are imported when they are needed: a CSV must not wait for openpyxl or rich.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cohorte_graph.errors import CallError, did_you_mean
from cohorte_graph.query.answer import Answer, Statements, Table, Truth
from cohorte_graph.query.texts import shown

__all__ = ["BINARY", "FORMATS", "Terminal", "check_format", "default_format", "formats_for", "write"]

FITTING: Final = {
    "rows": ("table", "csv", "tsv", "json", "jsonl", "xlsx", "md", "svg"),
    "boolean": ("table", "json"),
    "graph": ("ttl", "nt", "nq", "trig", "jsonld", "rdf"),
}
FORMATS: Final = tuple(dict.fromkeys(name for names in FITTING.values() for name in names))
BINARY: Final = frozenset({"xlsx"})
WORDS: Final = {"rows": "a table of rows", "boolean": "a yes or no", "graph": "a graph"}


@dataclass(frozen=True)
class Terminal:
    """The terminal a table is drawn for."""

    width: int
    color: bool


def formats_for(answer: Answer) -> tuple[str, ...]:
    """The formats an answer can be written in; svg only where a chart is declared."""
    names = FITTING[answer.kind]
    has_chart = isinstance(answer, Table) and answer.chart
    return tuple(name for name in names if name != "svg" or has_chart)


def default_format(answer: Answer) -> str:
    """The format of an answer where none is asked for."""
    return FITTING[answer.kind][0]


def check_format(name: str, known: tuple[str, ...] = FORMATS) -> None:
    """CallError with the close ones for a format that does not exist."""
    if name not in known:
        hint = "\n".join(line for line in (did_you_mean(name, known), f"Formats: {', '.join(known)}.") if line)
        raise CallError(f"There is no format '{shown(name)}'.", hint=hint)


def write(answer: Answer, format: str, lang: str = "fr", terminal: Terminal | None = None) -> bytes:
    """The answer in a format, in UTF-8 where it is text.

    ``terminal`` matters to tables only: with one, long cells wrap to its width. Raises CallError for an
    unknown format, and for one that does not fit the answer.
    """
    check_format(format)
    fitting = formats_for(answer)
    if format not in fitting:
        raise _misfit(answer, format, fitting)
    if isinstance(answer, Table):
        return _write_table(answer, format, lang, terminal)
    if isinstance(answer, Truth):
        return _write_truth(answer, format, lang)
    return _write_statements(answer, format)


def _misfit(answer: Answer, format: str, fitting: tuple[str, ...]) -> CallError:
    hint = f"Formats that fit: {', '.join(fitting)}."
    if format == "svg" and isinstance(answer, Table):
        return CallError("The query declares no chart, so there is no svg.", hint=hint)
    return CallError(f"The answer is {WORDS[answer.kind]}: it cannot be written as {format}.", hint=hint)


def _write_table(answer: Table, format: str, lang: str, terminal: Terminal | None) -> bytes:
    if format == "table":
        from cohorte_graph.export import table

        if terminal:
            return table.drawn(answer, lang, terminal.width, terminal.color).encode()
        return table.aligned(answer, lang).encode()
    if format in ("csv", "tsv"):
        from cohorte_graph.export import delimited

        return (delimited.csv_text(answer) if format == "csv" else delimited.tsv_text(answer)).encode()
    if format in ("json", "jsonl"):
        from cohorte_graph.export import json_rows

        return (json_rows.results(answer) if format == "json" else json_rows.lines(answer)).encode()
    if format == "xlsx":
        from cohorte_graph.export import xlsx

        return xlsx.workbook(answer, lang)
    if format == "md":
        from cohorte_graph.export import markdown

        return markdown.text(answer, lang).encode()
    from cohorte_graph.export import chart

    return chart.svg(answer, lang).encode()


def _write_truth(answer: Truth, format: str, lang: str) -> bytes:
    if format == "json":
        from cohorte_graph.export import json_rows

        return json_rows.boolean(answer.value).encode()
    words = ("oui", "non") if lang == "fr" else ("yes", "no")
    return f"{words[not answer.value]}\n".encode()


def _write_statements(answer: Statements, format: str) -> bytes:
    from cohorte_graph.export import graphs

    return graphs.serialised(answer.triples, format)
