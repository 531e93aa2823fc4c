"""Records as triples: one loop for every class, and the passages that are their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

import pyoxigraph as ox

from cohorte_graph.extract.records import Evidence, Member, Record
from cohorte_graph.folding import sort_key, words
from cohorte_graph.graph.terms import coh, iri, literal, named, terms_of
from cohorte_graph.iri import data_iri
from cohorte_graph.sources import Document, Span

__all__ = ["SEAM", "Source", "Statements", "index_triples"]

SEVERAL_PAGES = " | "
SEAM = " […] "
"""Between the pieces of a quote that something else separates in print."""

_TYPE, _LABEL = named("rdf:type"), named("rdfs:label")


@dataclass(frozen=True)
class Source:
    """A document with the pages of its sections; ``rank`` 1 is the main source."""

    document: Document
    rank: int
    pages: dict[str, str]

    @property
    def iri(self) -> str:
        return data_iri("source", self.document.slug)

    def section(self, slug: str) -> str:
        return data_iri("section", self.document.slug, slug)


class Statements:
    """The triples of one cohort's records."""

    def __init__(self, cohort: str, sources: Iterable[Source]) -> None:
        self.cohort = data_iri("cohort", cohort)
        self.sources = {source.document.slug: source for source in sources}
        self.triples: set[ox.Triple] = set()

    def add(self, record: Record) -> None:
        """State a record: its class, labels, fields, and evidence."""
        subject = iri(data_iri(*record.path))
        is_member = isinstance(record, Member)
        if not is_member:
            self._say(subject, _TYPE, coh(type(record).__name__))
            self._say(subject, coh("inCohort"), iri(self.cohort))
            for text, language in zip(record.label, ("fr", "en"), strict=True):
                self._say(subject, _LABEL, ox.Literal(text, language=language))
        for name, term in self._stated(record):
            self._say(subject, coh(name), term)
        self._evidence(subject, record)

    def _say(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> None:
        self.triples.add(ox.Triple(subject, predicate, value))

    @staticmethod
    def _stated(record: Record) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
        for field in fields(record):
            name, kind = field.metadata.get("property"), field.metadata.get("as")
            value = getattr(record, field.name)
            if name is None or kind is None or value is None:
                continue
            for single in value if field.metadata["many"] else (value,):
                for term in terms_of(single, kind):
                    yield name, term

    # Evidence

    def _evidence(self, subject: ox.NamedNode, record: Record) -> None:
        pieces: dict[str, int] = {}
        for evidence in record.evidence:
            source = self.sources[evidence.source]
            for span in evidence.spans:
                passage = self.passage(source, evidence.section, span)
                self._say(subject, coh("passage"), passage)
                name = evidence.property
                several = len(evidence.spans) > 1 or name is not None
                if several:
                    key = f"{name or 'whole'}"
                    pieces[key] = pieces.get(key, 0) + 1
                    self._annotation(subject, record, name, passage, pieces[key])
        main = self._main(record)
        if main:
            self._say(subject, coh("quote"), literal(self.quote(main)))
            source = self.sources[main[0].source]
            self._say(subject, coh("inSection"), iri(source.section(main[0].section)))
            pages = dict.fromkeys(source.pages.get(evidence.section, "") for evidence in main)
            if any(pages):
                self._say(subject, coh("pages"), literal(SEVERAL_PAGES.join(filter(None, pages))))

    def _main(self, record: Record) -> list[Evidence]:
        """What the quote shows: the words that state the whole, else the text, else all; of the main source."""
        if not record.evidence:
            return []
        rank = min(self.sources[e.source].rank for e in record.evidence)
        own = [e for e in record.evidence if self.sources[e.source].rank == rank]
        return [e for e in own if e.property is None] or [e for e in own if e.property == "text"] or own

    def quote(self, evidence: list[Evidence]) -> str:
        """The pieces in reading order; what only white space separates is read on."""
        text = ""
        said: set[str] = set()
        before: tuple[str, Span] | None = None
        for item in evidence:
            document = self.sources[item.source].document
            for span in item.spans:
                piece = document.text(span)
                if piece in said:
                    continue
                said.add(piece)
                if before is None:
                    text = piece
                elif before[0] == item.source and _adjoin(document.raw, before[1], span):
                    text += " " + piece
                else:
                    text += SEAM + piece
                before = (item.source, span)
        return text

    def passage(self, source: Source, section: str, span: Span) -> ox.NamedNode:
        """The IRI of a passage, stated as a W3C Web Annotation selector pair (oa:SpecificResource, §4)."""
        document = source.document
        address = data_iri("passage", document.slug, f"{span.start}-{span.end}")
        node, quote, position = iri(address), iri(f"{address}/quote"), iri(f"{address}/position")
        if ox.Triple(node, _TYPE, coh("Passage")) in self.triples:
            return node
        exact = document.text(span)
        prefix, suffix = document.context(span)
        for predicate, value in (
            (_TYPE, coh("Passage")),
            (_TYPE, named("oa:SpecificResource")),
            (_LABEL, ox.Literal(f"« {_short(exact)} »", language="fr")),
            (_LABEL, ox.Literal(f"'{_short(exact)}'", language="en")),
            (named("oa:hasSource"), iri(source.iri)),
            (named("oa:hasSelector"), quote),
            (named("oa:hasSelector"), position),
            (coh("inSection"), iri(source.section(section))),
            (coh("fromSource"), iri(source.iri)),
            (coh("sourceRank"), literal(source.rank, "integer")),
        ):
            self._say(node, predicate, value)
        if source.pages.get(section):
            self._say(node, coh("pages"), literal(source.pages[section]))
        self._say(quote, _TYPE, named("oa:TextQuoteSelector"))
        for name, text in (("exact", exact), ("prefix", prefix), ("suffix", suffix)):
            self._say(quote, named(f"oa:{name}"), literal(text))
        self._say(position, _TYPE, named("oa:TextPositionSelector"))
        self._say(position, named("oa:start"), literal(span.start, "integer"))
        self._say(position, named("oa:end"), literal(span.end, "integer"))
        return node

    def _annotation(
        self, subject: ox.NamedNode, record: Record, name: str | None, passage: ox.NamedNode, number: int
    ) -> None:
        """Which words state which fact, and the order of their pieces."""
        cohort = self.cohort.rsplit("/", 1)[-1]
        kept = [str(p) for p in record.path if p != cohort]
        fact = name or ("text" if getattr(record, "text", None) else "passage")
        node = iri(data_iri("annotation", cohort, *kept, fact, number))
        self._say(node, _TYPE, named("oa:Annotation"))
        self._say(node, named("oa:hasBody"), subject)
        self._say(node, named("oa:hasTarget"), passage)
        self._say(node, coh("property"), coh(fact))
        self._say(node, coh("number"), literal(number, "integer"))
        self._say(node, coh("inCohort"), iri(self.cohort))


def _adjoin(raw: str, first: Span, second: Span) -> bool:
    return first.end <= second.start and not raw[first.end : second.start].strip()


def _short(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


_TEXTS = (
    "text",
    "title",
    "tagline",
    "printedLabel",
    "topic",
    "projectName",
    "surfaceForm",
    "noteText",
    "quote",
)
_SEARCHED = {coh(name).value for name in _TEXTS} | {named("rdfs:label").value, named("skos:altLabel").value}
_MENTIONS = data_iri("mention")
_NAMES = {_LABEL.value, named("skos:prefLabel").value}


def index_triples(triples: Iterable[ox.Triple], typed: set[str]) -> Iterator[ox.Triple]:
    """``coh:sortKey`` and ``coh:searchText`` of the things in ``typed``, from their labels and texts."""
    labels: dict[str, tuple[int, str]] = {}
    texts: dict[str, set[str]] = {}
    for triple in triples:
        subject = str(getattr(triple.subject, "value", ""))
        predicate = triple.predicate.value
        if subject not in typed or not isinstance(triple.object, ox.Literal):
            continue
        if predicate in _NAMES:
            rank = {"fr": 0, None: 1}.get(triple.object.language, 2)
            labels[subject] = min(labels.get(subject, (9, "")), (rank, triple.object.value))
        # A mention's own label repeats a name and a number: its words are those it stands in.
        if predicate in _SEARCHED and not (predicate == _LABEL.value and subject.startswith(_MENTIONS)):
            texts.setdefault(subject, set()).add(triple.object.value)
    for subject, (_, label) in labels.items():
        yield ox.Triple(iri(subject), coh("sortKey"), literal(sort_key(label)))
    for subject, said in texts.items():
        yield ox.Triple(iri(subject), coh("searchText"), literal(_search_text(said)))


def _search_text(texts: set[str]) -> str:
    """Folded texts, each once, those contained in a longer one left out."""
    folded = sorted({" ".join(words(text)) for text in texts}, key=lambda t: (-len(t), t))
    kept: list[str] = []
    for text in folded:
        if not any(text in longer for longer in kept):
            kept.append(text)
    return " ".join(kept)
