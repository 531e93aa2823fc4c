"""One resource as a page of text, Markdown, JSON or Turtle."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox

from cohorte_graph.export.graphs import serialised
from cohorte_graph.export.json_rows import term_json
from cohorte_graph.export.markdown import cell
from cohorte_graph.export.table import visible
from cohorte_graph.iri import compact, expand
from cohorte_graph.query.resource import Fact, Quote, Resource

__all__ = ["FORMATS", "write_resource"]

FORMATS = ("table", "md", "json", "ttl")
ELSEWHERE = (
    "rdf:type",
    "rdfs:label",
    "coh:passage",
    "coh:quote",
    "coh:pages",
    "coh:sortKey",
    "coh:searchText",
)
INTERNAL = frozenset(expand(name) for name in ELSEWHERE)
MAX_LINKS = 40
PAGES = "p. "
HEADS = {
    "fr": ("Énoncés", "Passages", "Cité par", "et {n} autres"),
    "en": ("Statements", "Passages", "Pointed at by", "and {n} more"),
}


def write_resource(resource: Resource, format: str, lang: str) -> bytes:
    """The resource in one of FORMATS; table and md leave out what they say elsewhere."""
    if format == "ttl":
        subject = ox.NamedNode(resource.iri)
        triples = [ox.Triple(subject, ox.NamedNode(fact.property), fact.value) for fact in resource.facts]
        return serialised(triples, "ttl")
    if format == "json":
        return (json.dumps(_content(resource), ensure_ascii=False, indent=2) + "\n").encode()
    page = _Page(lang, format == "md")
    return "".join(f"{line}\n" for line in page.lines(resource)).encode()


@dataclass(frozen=True)
class _Page:
    """Text for people; in Markdown, heads and lists carry their marks."""

    lang: str
    markdown: bool

    def lines(self, resource: Resource) -> Iterator[str]:
        facts, passages, links, more = HEADS.get(self.lang, HEADS["en"])
        classes = f" ({', '.join(resource.classes)})" if resource.classes else ""
        yield self.head(1, f"{resource.label}{classes}")
        yield f"<{resource.iri}>"
        yield from self.section(facts, list(self.facts(resource.facts)))
        yield from self.section(passages, [self.quote(quote) for quote in resource.quotes])
        pointing = [f"{self.text(link.subject_label)} — {self.text(link.property_label)}" for link in resource.links]
        rest = len(pointing) - MAX_LINKS
        yield from self.section(links, pointing[:MAX_LINKS] + ([more.format(n=rest)] if rest > 0 else []))

    def section(self, title: str, lines: list[str]) -> Iterator[str]:
        if lines:
            yield ""
            yield self.head(2, title)
            yield from (["", *(f"- {line}" for line in lines)] if self.markdown else (f"  {line}" for line in lines))

    def head(self, level: int, text: str) -> str:
        return f"{'#' * level} {self.text(text)}" if self.markdown else self.text(text)

    def text(self, text: str) -> str:
        return cell(text) if self.markdown else visible(text)

    def facts(self, facts: tuple[Fact, ...]) -> Iterator[str]:
        """One line a property; the origin stands behind the values it is said of."""
        told = (fact for fact in facts if fact.property not in INTERNAL)
        for label, group in groupby(told, key=lambda fact: fact.property_label):
            yield f"{self.text(label)}: {' | '.join(self.fact(fact) for fact in group)}"

    def fact(self, fact: Fact) -> str:
        language = fact.value.language if isinstance(fact.value, ox.Literal) else None
        marks = [f"@{language}"] * bool(language) + [f"({', '.join(fact.origins)})"] * bool(fact.origins)
        return " ".join([self.text(fact.value_label), *marks])

    def quote(self, quote: Quote) -> str:
        pages = f"{PAGES}{quote.pages}, " if quote.pages else ""
        place = f"{quote.source.removeprefix('source/')}:{quote.start}-{quote.end}"
        return f"« {self.text(quote.exact)} » ({pages}{place})"


def _content(resource: Resource) -> dict[str, object]:
    """The JSON: terms as in SPARQL results, everything a program might want."""
    facts = [
        {
            "property": fact.property,
            "propertyLabel": fact.property_label,
            "value": term_json(fact.value),
            "valueLabel": fact.value_label,
            "origins": list(fact.origins),
        }
        for fact in resource.facts
    ]
    links = [
        {
            "subject": link.subject,
            "subjectLabel": link.subject_label,
            "property": link.property,
            "propertyLabel": link.property_label,
        }
        for link in resource.links
    ]
    quotes = [{**vars(quote), "start": int(quote.start), "end": int(quote.end)} for quote in resource.quotes]
    return {
        "iri": resource.iri,
        "name": compact(resource.iri),
        "label": resource.label,
        "classes": list(resource.classes),
        "statements": facts,
        "passages": quotes,
        "incoming": links,
    }
