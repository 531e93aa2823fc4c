"""The promise re-checked by a machine: each quote at its offset, no quote across a seam, nothing left out.

Everything is read anew: the passages from the built graph, the texts from data/sources. Only where a report speaks of
what was withdrawn (data/withdrawn.ttl) is told by the build's manifest: those words were read, and count as covered.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from cohorte_graph.extract.records import RECORDS
from cohorte_graph.generation import damaged_files, load_current, manifest
from cohorte_graph.graph.coverage import Coverage, SectionCoverage, coverage
from cohorte_graph.graph.withdrawal import FILE, read_withdrawals
from cohorte_graph.iri import COH, local_path
from cohorte_graph.project import Project
from cohorte_graph.sources import Document, SectionKind, Span, Structure, read_structure
from cohorte_graph.sources.description import SourceFile, read_source_files
from cohorte_graph.sources.markdown import read_markdown
from cohorte_graph.store import OxigraphStore, Rows

__all__ = ["CHAPTER_GOAL", "WHOLE_GOAL", "Fault", "SourceReport", "VerifyReport", "verify"]

CHAPTER_GOAL = 1.0
WHOLE_GOAL = 0.98
"""Coverage that the chapters and the whole report must reach (ARCHITECTURE, "Evidence")."""

_PASSAGES = """
PREFIX coh: <https://w3id.org/cohorte-graph/def#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?passage ?source ?start ?end ?exact ?prefix ?suffix WHERE {
  ?passage a coh:Passage ; oa:hasSource ?source ; oa:hasSelector ?quote , ?position .
  ?quote oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
  ?position oa:start ?start ; oa:end ?end .
}"""
_STATED = """
PREFIX coh: <https://w3id.org/cohorte-graph/def#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT DISTINCT ?class ?passage WHERE {
  { ?resource coh:passage ?passage ; a ?class FILTER (?class != coh:Figure) }
  UNION
  { BIND (coh:Figure AS ?class) ?figure coh:passage ?passage ; a coh:Figure ; coh:figureOf/a coh:Territory }
  UNION
  { BIND (coh:Territory AS ?class) ?fact oa:hasBody/a coh:Territory ; oa:hasTarget ?passage }
}"""


@dataclass(frozen=True)
class Fault:
    """Something found wanting; ``place`` is ``file:line:column``."""

    place: str
    what: str
    fr: str
    en: str

    def line(self, language: str) -> str:
        return f"{self.place}: {self.en if language == 'en' else self.fr} ({self.what})"


@dataclass(frozen=True)
class SourceReport:
    """What was found for one source."""

    document: Document
    structure: Structure
    rank: int
    passages: int
    coverage: Coverage

    def below_goal(self) -> list[SectionCoverage]:
        """The chapters of a main source that are not covered to the goal."""
        if self.rank != 1:
            return []
        kinds = {section.slug: section.kind for section in self.structure.sections}
        return [
            found
            for found in self.coverage.sections
            if kinds[found.slug] is SectionKind.CHAPTER and found.share < CHAPTER_GOAL
        ]


@dataclass
class VerifyReport:
    """All sources with their faults; ``ok`` where nothing was found wanting."""

    sources: list[SourceReport] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.faults


@dataclass(frozen=True)
class _Quote:
    """A passage as the graph states it."""

    iri: str
    span: Span
    exact: str
    prefix: str
    suffix: str


def verify(project: Project) -> VerifyReport:
    """Check the current build against the source texts.

    Raises InputError where nothing was built or a source cannot be read.
    """
    store = load_current(project, as_it_stands=True)
    quotes = _quotes(store)
    content = _content(store)
    report = VerifyReport()
    report.faults += [
        Fault(
            str(path),
            "SHA-256",
            f"{path.name} n'a plus les octets de son manifeste.",
            f"{path.name} no longer has the bytes of its manifest.",
        )
        for path in damaged_files(project)
    ]
    withdrawn = _withdrawn(project)
    blotted = bool(read_withdrawals(project.data / FILE))
    known: set[str] = set()
    for file in read_source_files(project.data / "sources"):
        document = Document.open(file.path, file.slug)
        structure = read_markdown(document, document.slug) if document.markdown else read_structure(document)
        own = quotes.get(file.slug, [])
        known.add(file.slug)
        report.faults += _changed(file, document)
        for quote in own:
            report.faults += _wrong(quote, document, structure, blotted)
        spans = [*withdrawn.get(file.slug, []), *(quote.span for quote in own if quote.iri in content)]
        found = SourceReport(document, structure, file.rank, len(own), coverage(document, structure, spans))
        report.sources.append(found)
        report.faults += _uncovered(found)
    for slug in sorted(quotes.keys() - known):
        what = f"{len(quotes[slug])} passages"
        report.faults.append(Fault(f"source/{slug}", what, "aucun fichier n'a ce texte.", "no file holds this text."))
    return report


def _withdrawn(project: Project) -> dict[str, list[Span]]:
    """By source, where what was withdrawn stood; nothing for a project that withdraws nothing."""
    told = manifest(project).get("withdrawn", {}).get("spans", {}) if read_withdrawals(project.data / FILE) else {}
    return {slug: [Span(start, end) for start, end in spans] for slug, spans in told.items()}


def _quotes(store: OxigraphStore) -> dict[str, list[_Quote]]:
    answer = store.query(_PASSAGES)
    assert isinstance(answer, Rows)
    result: dict[str, list[_Quote]] = defaultdict(list)
    for row in answer.rows:
        passage, source, start, end, exact, prefix, suffix = (str(getattr(term, "value", "")) for term in row)
        quote = _Quote(passage, Span(int(start), int(end)), exact, prefix, suffix)
        result[source.rsplit("/", 1)[-1]].append(quote)
    for found in result.values():
        found.sort(key=lambda quote: (quote.span, quote.iri))
    return result


def _content(store: OxigraphStore) -> set[str]:
    """The passages of content: single facts of a territory, not the territory; no mention, note or address."""
    classes = {COH + record.__name__ for record in RECORDS if record.content} | {COH + "Territory"}
    answer = store.query(_STATED)
    assert isinstance(answer, Rows)
    return {
        str(getattr(passage, "value", ""))
        for kind, passage in answer.rows
        if str(getattr(kind, "value", "")) in classes
    }


def _changed(file: SourceFile, document: Document) -> list[Fault]:
    if file.describes(document):
        return []
    return [
        Fault(
            document.name,
            f"SHA-256 {document.sha256[:12]}…",
            "le fichier n'est plus celui qui est décrit dans data/sources.",
            "the file is no longer the one described in data/sources.",
        )
    ]


def _wrong(quote: _Quote, document: Document, structure: Structure, blotted: bool) -> list[Fault]:
    """What is wrong with a passage; where something is withdrawn, contexts that name it are ``blotted`` out."""
    line, column = document.line_column(min(quote.span.start, len(document.raw)))
    place = f"{document.name}:{line}:{column}"
    what = local_path(quote.iri)
    if document.text(quote.span) != quote.exact:
        return [
            Fault(
                place,
                what,
                f"la citation « {quote.exact[:60]} » n'est pas à sa place.",
                f"the quote '{quote.exact[:60]}' is not at its place.",
            )
        ]
    faults = []
    told = zip((quote.prefix, quote.suffix), document.context(quote.span), strict=True)
    if any(said != true and (said or not blotted) for said, true in told):
        faults.append(Fault(place, what, "le contexte de la citation diffère.", "the quote's context differs."))
    if not _within_a_block(quote.span, structure):
        faults.append(
            Fault(
                place,
                what,
                "la citation franchit une couture de l'ordre de lecture.",
                "the quote runs across a seam of the reading order.",
            )
        )
    return faults


def _within_a_block(span: Span, structure: Structure) -> bool:
    return any(
        piece.start <= span.start and span.end <= piece.end
        for section in structure.sections
        for block in section.blocks
        for piece in block.spans
    )


def _uncovered(found: SourceReport) -> list[Fault]:
    faults = []
    for section in found.below_goal():
        line, column = found.document.line_column(section.uncovered[0].start)
        faults.append(
            Fault(
                f"{found.document.name}:{line}:{column}",
                section.slug,
                f"couverture du chapitre {section.share:.4f}, objectif {CHAPTER_GOAL}.",
                f"coverage of the chapter {section.share:.4f}, goal {CHAPTER_GOAL}.",
            )
        )
    if found.rank == 1 and found.coverage.share < WHOLE_GOAL:
        share = f"{found.coverage.share:.4f}"
        faults.append(
            Fault(
                found.document.name,
                "coverage",
                f"couverture du rapport {share}, objectif {WHOLE_GOAL}.",
                f"coverage of the report {share}, goal {WHOLE_GOAL}.",
            )
        )
    return faults
