"""Coverage: which letters and digits of the body text lie in a passage of content (ARCHITECTURE, "Evidence")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cohorte_graph.folding import APOSTROPHES
from cohorte_graph.sources import Block, BlockKind, Document, Section, Span, Structure

__all__ = ["Coverage", "SectionCoverage", "coverage"]

_HEADINGS = (BlockKind.TITLE, BlockKind.TAGLINE, BlockKind.HEADING, BlockKind.BOX)


@dataclass(frozen=True)
class SectionCoverage:
    """Counts of one section; ``uncovered`` are the spans that no passage covers."""

    slug: str
    characters: int
    covered: int
    uncovered: tuple[Span, ...]

    @property
    def share(self) -> float:
        return self.covered / self.characters if self.characters else 1.0


@dataclass(frozen=True)
class Coverage:
    sections: tuple[SectionCoverage, ...]

    @property
    def characters(self) -> int:
        return sum(section.characters for section in self.sections)

    @property
    def covered(self) -> int:
        return sum(section.covered for section in self.sections)

    @property
    def share(self) -> float:
        return self.covered / self.characters if self.characters else 1.0


def coverage(document: Document, structure: Structure, passages: Iterable[Span]) -> Coverage:
    """The coverage of a document by passages: web addresses aside; a heading is covered by what it titles."""
    marked = bytearray(len(document.raw))
    for span in passages:
        marked[span.start : span.end] = b"\1" * (span.end - span.start)
    return Coverage(tuple(_section(document, section, marked) for section in structure.sections))


def _section(document: Document, section: Section, marked: bytearray) -> SectionCoverage:
    characters = covered = 0
    uncovered: list[Span] = []
    titled = dict(_titled(section, marked))
    for number, block in enumerate(section.blocks):
        if block.kind is BlockKind.WEB_ADDRESS:
            continue
        for span in block.spans:
            for at in range(span.start, span.end):
                if not _counts(document.raw[at]):
                    continue
                characters += 1
                if titled.get(number, False) or marked[at]:
                    covered += 1
                elif uncovered and uncovered[-1].start >= span.start and not _letters(document, uncovered[-1].end, at):
                    uncovered[-1] = Span(uncovered[-1].start, at + 1)
                else:
                    uncovered.append(Span(at, at + 1))
    return SectionCoverage(section.slug, characters, covered, tuple(uncovered))


def _letters(document: Document, start: int, end: int) -> bool:
    return any(map(_counts, document.raw[start:end]))


def _counts(char: str) -> bool:
    """Letters and digits of the normal form: the apostrophe ʼ is none, whatever Unicode calls it."""
    return char.isalnum() and ord(char) not in APOSTROPHES


def _titled(section: Section, marked: bytearray) -> Iterator[tuple[int, bool]]:
    """For each heading whether anything under it, up to the next one of its sort, is covered."""
    only_titles = all(block.kind in _HEADINGS for block in section.blocks)
    for number, block in enumerate(section.blocks):
        if block.kind in _HEADINGS:
            under = _under(section, number, block)
            yield number, only_titles or any(_is_marked(other, marked) for other in under)


def _under(section: Section, number: int, heading: Block) -> Iterator[Block]:
    whole = heading.kind in (BlockKind.TITLE, BlockKind.TAGLINE)
    met_text = False
    for block in section.blocks[number + 1 :]:
        is_heading = block.kind in _HEADINGS
        if is_heading and met_text and not whole:
            return
        if not is_heading:
            met_text = True
            yield block


def _is_marked(block: Block, marked: bytearray) -> bool:
    return any(any(marked[span.start : span.end]) for span in block.spans)
