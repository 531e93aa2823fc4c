"""A document read as a whole: every section, then names, figures and notes in every text, then the proof-reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cohorte_graph.extract.chapter import read_chapter, territory_of
from cohorte_graph.extract.context import Context
from cohorte_graph.extract.events import same_event
from cohorte_graph.extract.figures import read_figures
from cohorte_graph.extract.gazetteer import Name
from cohorte_graph.extract.general import read_general
from cohorte_graph.extract.mentions import read_mentions
from cohorte_graph.extract.merging import merge
from cohorte_graph.extract.names import read_unknown_names
from cohorte_graph.extract.proofreading import proofread
from cohorte_graph.extract.records import Event, Explanation, Figure, Record
from cohorte_graph.iri import data_iri
from cohorte_graph.sources import Block, BlockKind, Section, SectionKind, Span, Structure

__all__ = ["Extraction", "extract"]

_TEXTS = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.PULL_QUOTE)


@dataclass(frozen=True)
class Extraction:
    """The records of one document and its structure; ``territories`` by the slug of their chapter's section."""

    records: list[Record]
    structure: Structure
    territories: dict[str, Name]


def extract(structure: Structure, context: Context) -> Extraction:
    """All records of a document in reading order.

    Raises InputError where a chapter's territory stands in no gazetteer.
    """
    chapters = {
        section.slug: territory_of(section, context)
        for section in structure.sections
        if section.kind is SectionKind.CHAPTER
    }
    members = list(chapters.values())
    main: list[Record] = []
    for section in structure.sections:
        if section.kind is SectionKind.CHAPTER:
            main += read_chapter(section, context)
        else:
            main += read_general(section, context, members)
    events = iter(same_event([record for record in main if isinstance(record, Event)]))
    kept = [record for record in main if not isinstance(record, Event)] + list(events)
    records = merge(kept)
    facts = {e.spans for record in records if isinstance(record, Figure) for e in record.evidence}
    subjects = _subjects(records)
    for section in structure.sections:
        name = chapters.get(section.slug)
        records += _in_texts(section, name, context, facts, subjects)
    records += proofread(structure, context, records, chapters)
    return Extraction(records, structure, chapters)


def _subjects(records: list[Record]) -> dict[tuple[Span, ...], str]:
    """The thing that each text tells of: what a figure in it is a figure of, a more telling class first."""
    subjects: dict[tuple[Span, ...], str] = {}
    shared: set[tuple[Span, ...]] = set()
    for record in sorted(records, key=lambda r: isinstance(r, Explanation)):
        if record.content:
            iri = data_iri(*record.path)
            for evidence in record.evidence:
                if subjects.setdefault(evidence.spans, iri) != iri and isinstance(record, Event):
                    shared.add(evidence.spans)
    # What is said of each event of a list is no figure of the first one.
    return {spans: iri for spans, iri in subjects.items() if spans not in shared}


def _in_texts(
    section: Section,
    name: Name | None,
    context: Context,
    facts: set[tuple[Span, ...]],
    subjects: dict[tuple[Span, ...], str],
) -> Iterator[Record]:
    """Mentions, figures and notes of a section's texts; headings may name someone, but count nothing."""
    territory = name.iri if name else None
    where = name.slug if name else section.slug
    given: dict[str, Name] = {}
    for block in section.blocks:
        passage = context.passage(section, block)
        if block.kind is BlockKind.HEADING or block.kind in _TEXTS:
            yield from read_mentions(passage, territory, where, given)
        if block.kind in _TEXTS:
            about = _about(section, block, context, subjects)
            if block.spans not in facts:
                yield from read_figures(passage, about, subjects, territory, where)
            yield from read_unknown_names(passage, where)


def _about(section: Section, block: Block, context: Context, subjects: dict[tuple[Span, ...], str]) -> str:
    """What a text is about: the thing it states; the back cover speaks of the publisher; else its section."""
    if section.kind is SectionKind.BACK_COVER and context.publisher:
        return context.publisher
    return subjects.get(block.spans, data_iri("section", context.document.slug, section.slug))
