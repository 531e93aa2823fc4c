"""Two builds compared, as text, Markdown or JSON: a sentence, then what became of each resource, with passages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from cohorte_graph.comparison import Change, Comparison, PropertyChange, Quoted, Statement
from cohorte_graph.comparison.changes import Kind
from cohorte_graph.comparison.snapshot import parse_term
from cohorte_graph.comparison.words import class_noun, summary
from cohorte_graph.export.markdown import cell
from cohorte_graph.export.table import visible
from cohorte_graph.iri import compact, expand

__all__ = ["FORMATS", "write_comparison"]

FORMATS = ("text", "md", "json")
TOLD: dict[Kind, tuple[str, str]] = {
    "added": ("Ajouts", "Added"),
    "withdrawn": (
        "Occultations : ce que data/withdrawn.ttl retire, sans ses mots",
        "Withdrawn: what data/withdrawn.ttl takes out, without its words",
    ),
    "removed": ("Retraits", "Removed"),
    "changed": ("Modifications", "Changed"),
    "renumbered": ("Autre numéro, mêmes mots", "Another number, the same words"),
}
TEXT = expand("coh:text")
ORIGINS = {"inferred": "inference"}


def write_comparison(comparison: Comparison, names: tuple[str, str], files: list[str], format: str, lang: str) -> bytes:
    """The comparison of two builds called by ``names``; ``files`` are the inputs that differ."""
    if format == "json":
        return (json.dumps(_content(comparison, names, files), ensure_ascii=False, indent=2) + "\n").encode()
    page = _Page(comparison, lang, format == "md")
    return "".join(f"{line}\n" for line in page.lines(names, files)).encode()


@dataclass(frozen=True)
class _Page:
    comparison: Comparison
    lang: str
    markdown: bool

    @property
    def en(self) -> bool:
        return self.lang == "en"

    def lines(self, names: tuple[str, str], files: list[str]) -> Iterator[str]:
        yield self.head(1, f"{names[0]} → {names[1]}")
        yield ""
        yield f"{summary(self.comparison, self.lang)}."
        if files:
            yield ""
            yield f"{'Files that differ:' if self.en else 'Fichiers différents :'} {self.text(', '.join(files))}"
        for kind, heads in TOLD.items():
            changes = [change for change in self.comparison.changes if change.kind == kind]
            if changes:
                yield ""
                yield self.head(2, heads[self.en])
                if self.markdown:
                    yield ""
                for change in changes:
                    yield from self.change(change)

    def head(self, level: int, text: str) -> str:
        return f"{'#' * level} {self.text(text)}" if self.markdown else self.text(text)

    def text(self, text: str) -> str:
        return cell(text) if self.markdown else visible(text)

    def change(self, change: Change) -> Iterator[str]:
        resource = change.resource
        noun = class_noun(resource, self.comparison, self.lang)
        iri = compact(resource.iri)
        if change.kind == "renumbered" and change.before:
            iri = f"{compact(change.before.iri)} → {iri}"
        label = resource.label(self.lang)
        told = f"{iri} ({self.text(noun)})" if label == iri else f"{self.text(label)} ({self.text(noun)}, {iri})"
        yield f"{'- ' if self.markdown else '  '}{told}"
        for line in self.details(change):
            yield f"    {'- ' if self.markdown else ''}{line}"

    def details(self, change: Change) -> Iterator[str]:
        quoted = bool(change.quotes_gone or change.quotes_new)
        for one in change.properties:
            if not (quoted and one.property == TEXT):  # its words are those of the quotes below
                yield self.property(one)
        if change.kind in ("added", "removed"):
            quotes = sorted(change.resource.quotes)
            yield from (self.quote("", quote) for quote in quotes)
        yield from (self.quote("− ", quote) for quote in change.quotes_gone)
        yield from (self.quote("+ ", quote) for quote in change.quotes_new)

    def property(self, change: PropertyChange) -> str:
        label = self.text(self.comparison.label(change.property, self.lang))
        told = [f"− {self.value(*one)}" for one in change.gone] + [f"+ {self.value(*one)}" for one in change.new]
        return f"{label}{':' if self.en else ' :'} {'  '.join(told)}"

    def value(self, statement: Statement, kinds: tuple[str, ...]) -> str:
        term = parse_term(statement.value)
        if isinstance(term, ox.NamedNode):
            text = self.comparison.label(term.value, self.lang)
        elif isinstance(term, ox.Literal):
            text = f"« {term.value} »" + (f" @{term.language}" if term.language else "")
        else:
            text = statement.value
        return f"{self.text(text)} ({', '.join(ORIGINS.get(kind, kind) for kind in kinds)})"

    def quote(self, sign: str, quote: Quoted) -> str:
        pages = f"p. {quote.pages}, " if quote.pages else ""
        return f"{sign}« {self.text(quote.exact)} » ({pages}{quote.place})"


def _content(comparison: Comparison, names: tuple[str, str], files: list[str]) -> dict[str, Any]:
    """The JSON: every change, also those the text only counts."""
    return {
        "before": names[0],
        "after": names[1],
        "summary": {lang: summary(comparison, lang) for lang in ("fr", "en")},
        "files": files,
        "changes": [_change(change, comparison) for change in comparison.changes],
    }


def _change(change: Change, comparison: Comparison) -> dict[str, Any]:
    resource = change.resource
    told = {
        "kind": change.kind,
        "resource": resource.iri,
        "was": change.before.iri if change.before and change.before.iri != resource.iri else None,
        "classes": resource.classes,
        "label": {lang: resource.label(lang) for lang in ("fr", "en")},
        "properties": [_property(one) for one in change.properties],
        "links": [_property(one) for one in change.links],
        "quotesGone": [_quote(one) for one in change.quotes_gone],
        "quotesNew": [_quote(one) for one in change.quotes_new],
        "passages": [_quote(one) for one in sorted(resource.quotes)],
    }
    return {key: value for key, value in told.items() if value not in (None, [])}


def _property(change: PropertyChange) -> dict[str, Any]:
    def values(statements: tuple[tuple[Statement, tuple[str, ...]], ...]) -> list[dict[str, Any]]:
        return [{"value": s.value, "origins": [ORIGINS.get(kind, kind) for kind in kinds]} for s, kinds in statements]

    return {"property": change.property, "gone": values(change.gone), "new": values(change.new)}


def _quote(quote: Quoted) -> dict[str, Any]:
    return {"exact": quote.exact, "source": quote.source, "start": quote.start, "end": quote.end, "pages": quote.pages}
