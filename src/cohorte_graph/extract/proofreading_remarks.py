"""A remark of the proof-reader, and the report as the proof-reader's rules see it: texts, records, places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cohorte_graph.extract.context import Context, Passage
from cohorte_graph.extract.gazetteer import Name
from cohorte_graph.extract.records import Evidence, Explanation, Figure, Mention, Record
from cohorte_graph.extract.sentences import sentences
from cohorte_graph.iri import data_iri
from cohorte_graph.sources import BlockKind, Section, SectionKind, Span, Structure

__all__ = ["PROSE", "Remark", "Report", "listed", "sentence"]

PROSE = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.PULL_QUOTE)


@dataclass(frozen=True)
class Remark:
    """What a rule found odd: ``kind`` is a slug of concept/note-kind, ``printed`` the odd words.

    The note stands where its first evidence stands; ``reason`` is said in French and in English. ``name`` says
    in the note's label what the printed words alone would not; ``territory`` is by default that of the chapter.
    """

    kind: str
    evidence: tuple[Evidence, ...]
    printed: str
    reason: tuple[str, str]
    about: str | None = None
    name: str | None = None
    territory: str | None = None


@dataclass(frozen=True)
class Report:
    """One document with its records, as the rules read it; ``chapters`` by the slug of their section."""

    structure: Structure
    context: Context
    records: tuple[Record, ...]
    chapters: dict[str, Name]

    def passages(self, *kinds: BlockKind) -> Iterator[Passage]:
        """The texts of the report in its order; only those of the kinds given, if any."""
        for section in self.structure.sections:
            yield from self.texts(section, *kinds)

    def texts(self, section: Section, *kinds: BlockKind) -> Iterator[Passage]:
        for block in section.blocks:
            if not kinds or block.kind in kinds:
                yield self.context.passage(section, block)

    def chapter_sections(self) -> Iterator[tuple[Section, Name]]:
        for section in self.structure.sections:
            if section.kind is SectionKind.CHAPTER:
                yield section, self.chapters[section.slug]

    def about(self, passage: Passage) -> str:
        """The thing whose words a text is, else its section."""
        section = data_iri("section", self.context.document.slug, passage.section.slug)
        return self._owners.get(passage.block.spans, section)

    def place(self, evidence: Evidence) -> tuple[int, int, int, int]:
        """Where words stand in reading order: section, text, piece of the text, offset."""
        start = evidence.spans[0].start
        for number, section in enumerate(self.structure.sections):
            if section.slug == evidence.section:
                for order, block in enumerate(section.blocks):
                    for piece, span in enumerate(block.spans):
                        if span.start <= start < span.end:
                            return number, order, piece, start
                return number, 0, 0, start
        return len(self.structure.sections), 0, 0, start

    @cached_property
    def _owners(self) -> dict[tuple[Span, ...], str]:
        """The record that each text states, a more telling class first."""
        owners: dict[tuple[Span, ...], str] = {}
        for record in sorted(self.records, key=lambda r: isinstance(r, Explanation)):
            if record.content and not isinstance(record, (Figure, Mention)):
                for evidence in record.evidence:
                    owners.setdefault(evidence.spans, data_iri(*record.path))
        return owners


def sentence(passage: Passage, at: int) -> Evidence:
    """The sentence that stands at ``passage.text[at]``."""
    return next((passage.part(*bounds) for bounds in sentences(passage.text) if at < bounds[1]), passage.evidence())


def listed(words: list[str], last: str) -> str:
    """
    >>> listed(["8", "9", "10"], "et")
    '8, 9 et 10'
    """
    return " ".join([", ".join(words[:-1]), last, words[-1]]) if len(words) > 1 else "".join(words)
