"""What reading order yields: spans of the raw text, blocks, sections, and the structure of a document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum

__all__ = ["Block", "BlockKind", "Section", "SectionKind", "Span", "Structure"]


@dataclass(frozen=True, order=True)
class Span:
    """A piece of the raw text: code points, 0-based, end exclusive."""

    start: int
    end: int


class BlockKind(Enum):
    TITLE = "title"
    TAGLINE = "tagline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    PULL_QUOTE = "pull-quote"
    BOX = "box"
    WEB_ADDRESS = "web-address"


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list item …: the spans of its text in reading order.

    ``spans`` has several members where something else lies between the pieces in the file.
    ``lines`` counts the printed lines; ``box`` is the heading of the box it stands in.
    """

    kind: BlockKind
    spans: tuple[Span, ...]
    text: str
    lines: int = 1
    bullet: str = ""
    sheet: int = 0
    box: str = ""

    def joined(self, other: Block, text: str) -> Block:
        """This block continued by another one that stands after a break of the reading order."""
        return replace(self, spans=self.spans + other.spans, text=text, lines=self.lines + other.lines)


class SectionKind(Enum):
    PART = "part"
    CHAPTER = "chapter"
    GENERAL = "general"
    BACK_COVER = "back-cover"


@dataclass
class Section:
    """One entry of the contents table with its blocks in reading order."""

    kind: SectionKind
    slug: str
    title: str
    pages: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class Structure:
    """A document in reading order, with what is no content (running heads, page numbers) left aside."""

    contents: tuple[tuple[str, int], ...]
    sections: tuple[Section, ...]
    noise: tuple[Span, ...]
    marked_sheets: bool
