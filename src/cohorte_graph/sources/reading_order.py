"""Reading order: pieces of the file brought into sections of blocks as a reader meets them.

Three things stand elsewhere than they are read, whatever the report says:

- a chapter's spread may open, before its title, with the tail of its own last section and a pull quote;
- boxes and web addresses stand in the middle of the text, and cut a sentence or a list in two;
- a column or a sheet ends in the middle of a sentence, of a word or of a list.

Without marks of sheets (another extractor) the headings decide: a pull quote right above a title and a section
that the chapter above has already belong to the title's chapter; a tail without a heading cannot be told
from what precedes it and stays there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from cohorte_graph.errors import InputError, Place
from cohorte_graph.folding import fold, slugify
from cohorte_graph.sources.blocks import Block, BlockKind, Section, SectionKind, Span, Structure
from cohorte_graph.sources.contents import Contents, find_contents
from cohorte_graph.sources.document import Document
from cohorte_graph.sources.layout import Piece, lay_out
from cohorte_graph.sources.lines import LineKind, is_terminated, read_lines

__all__ = ["read_structure"]

CHAPTER_HEADINGS = {"le territoire", "le projet pilote", "les impacts positifs", "les limites"}
BACK_COVER = "quatrieme-de-couverture"
_DANGLING = re.compile(
    r"(?:^|\s)(?:de|du|des|d'|la|le|les|l'|à|au|aux|en|et|ou|par|pour|sur|dans|avec|un|une|que|qui|qu'|se|ne|sa|son"
    r"|ses|leur|leurs|notre|nos|ce|cette|ces|dont|entre|vers|sans|sous|chez|comme)$",
    re.IGNORECASE,
)
_BODY = (BlockKind.PARAGRAPH, BlockKind.ITEM)


@dataclass
class _Draft:
    """A section while its pieces are gathered."""

    entry: int | None
    pieces: list[Piece] = field(default_factory=list)

    @property
    def is_chapter(self) -> bool:
        return len(CHAPTER_HEADINGS & self.headings) > 1

    @property
    def headings(self) -> set[str]:
        return {fold(piece.printed) for piece in self.pieces if piece.template_heading}


def read_structure(document: Document) -> Structure:
    """The sections of a report in reading order.

    Raises InputError where the contents table is missing or one of its sections has no heading in the text.
    """
    lines = read_lines(document.raw)
    contents = find_contents(lines, document.path)
    pieces = lay_out(lines, contents)
    drafts = _sections(pieces, len(contents.entries) - 1)
    _require_all(drafts, contents, document, lines[contents.end - 1].end)
    marked = any(line.starts_sheet for line in lines[contents.end :])
    _bring_tails_home(drafts)
    _require_headings(drafts, contents, document)
    sections = tuple(_section(draft, contents, document) for draft in drafts)
    skipped = lines[: contents.end]
    noise = [line.span for line in lines if line.kind is LineKind.NOISE and line not in skipped]
    return Structure(tuple((entry.title, entry.page) for entry in contents.entries), sections, tuple(noise), marked)


def _sections(pieces: list[Piece], last: int) -> list[_Draft]:
    drafts: list[_Draft] = []
    for piece in pieces:
        if piece.kind is BlockKind.TITLE:
            drafts.append(_Draft(piece.entry))
        if drafts:
            drafts[-1].pieces.append(piece)
    if drafts and drafts[-1].entry == last:
        _split_back_cover(drafts)
    return drafts


def _split_back_cover(drafts: list[_Draft]) -> None:
    """What stands after the last section's pull quote is the back cover, which no contents table lists."""
    last = drafts[-1]
    for index, piece in enumerate(last.pieces[:-1]):
        if piece.kind is BlockKind.PULL_QUOTE:
            rest = last.pieces[index + 1 :]
            del last.pieces[index + 1 :]
            drafts.append(_Draft(None, rest))
            return


def _require_all(drafts: list[_Draft], contents: Contents, document: Document, after: int) -> None:
    found = {draft.entry for draft in drafts}
    for index, entry in enumerate(contents.entries):
        if index in found:
            continue
        earlier = [d for d in drafts if d.entry is not None and d.entry < index]
        offset = earlier[-1].pieces[-1].lines[-1].end if earlier else after
        raise InputError(
            f"the section '{entry.title}' (page {entry.page} of the contents) has no heading in the text.",
            place=Place(document.path, *document.line_column(offset)),
            hint="A section's title stands in capitals on lines of its own, as the contents table spells it.",
        )


def _require_headings(drafts: list[_Draft], contents: Contents, document: Document) -> None:
    """A chapter that lacks a heading would lose what stands under it."""
    for draft in drafts:
        missing = sorted(CHAPTER_HEADINGS - draft.headings)
        if draft.is_chapter and draft.entry is not None and missing:
            raise InputError(
                f"the chapter '{contents.entries[draft.entry].title}' has no heading '{missing[0].capitalize()}'.",
                place=Place(document.path, *document.line_column(draft.pieces[0].lines[0].start)),
                hint="A chapter has Le territoire, Le projet pilote, Les impacts positifs and Les limites,"
                " each on a line of its own.",
            )


def _bring_tails_home(drafts: list[_Draft]) -> None:
    """Pieces that stand before a chapter's title on its own spread moved to the chapter's end.

    A chapter on the sheet of the section before it has no mark of its own: then the headings decide.
    """
    for before, chapter in reversed(list(pairwise(drafts))):
        if not chapter.is_chapter:
            continue
        start = len(before.pieces)
        sheet = chapter.pieces[0].sheet
        if sheet != before.pieces[0].sheet:
            while start > 1 and before.pieces[start - 1].sheet == sheet:
                start -= 1
        else:
            start = _tail_by_headings(before)
        chapter.pieces += before.pieces[start:]
        del before.pieces[start:]


def _tail_by_headings(before: _Draft) -> int:
    """Where the next chapter's tail begins when no sheet is marked."""
    start = len(before.pieces)
    if start > 1 and before.pieces[-1].kind is BlockKind.PULL_QUOTE:
        start -= 1
    seen: set[str] = set()
    for index, piece in enumerate(before.pieces):
        if piece.template_heading:
            heading = fold(piece.printed)
            if heading in seen:
                return index
            seen.add(heading)
    return start


def _section(draft: _Draft, contents: Contents, document: Document) -> Section:
    blocks = _Blocks(document).read(draft.pieces)
    if draft.entry is None:
        return Section(SectionKind.BACK_COVER, BACK_COVER, "", "", blocks)
    entry = contents.entries[draft.entry]
    if draft.is_chapter:
        kind = SectionKind.CHAPTER
    elif entry.part:
        kind = SectionKind.PART
    else:
        kind = SectionKind.GENERAL
    slug = slugify(entry.title)
    if kind is SectionKind.PART:
        slug = f"partie-{slug}"
    return Section(kind, slug, entry.title, contents.pages(draft.entry), blocks)


class _Blocks:
    """Pieces of one section read into blocks: what a break cut in two is joined again."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.blocks: list[Block] = []
        self.box = ""
        self.box_sheet = 0

    def read(self, pieces: list[Piece]) -> list[Block]:
        for piece in pieces:
            self._leave_box(piece)
            open_at = self._open_block()
            if open_at is not None and piece.kind in _BODY and self._continues(self.blocks[open_at], piece):
                self._join(open_at, piece)
            else:
                self.blocks.append(self._block(piece))
            if piece.kind is BlockKind.BOX:
                self.box, self.box_sheet = self.blocks[-1].text, piece.sheet
        return self.blocks

    def _leave_box(self, piece: Piece) -> None:
        """A box ends with its sheet, with a title or template heading, or where prose follows its list."""
        if not self.box:
            return
        ended_list = (
            piece.kind is BlockKind.PARAGRAPH
            and self.blocks[-1].kind is BlockKind.ITEM
            and self.blocks[-1].bullet == "→"
        )
        fresh = piece.kind in (BlockKind.TITLE, BlockKind.TAGLINE) or piece.template_heading
        if piece.sheet != self.box_sheet or ended_list or fresh:
            self.box = ""

    def _open_block(self) -> int | None:
        """The index of the last block of running text, in the same box or outside of boxes."""
        for index in range(len(self.blocks) - 1, -1, -1):
            block = self.blocks[index]
            if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
                return None
            if block.kind is BlockKind.BOX and self.box:
                return None
            if block.kind in _BODY and block.box == self.box:
                return index
        return None

    def _continues(self, block: Block, piece: Piece) -> bool:
        """Whether a piece goes on with a block that a column, sheet or box has cut."""
        first = piece.lines[0]
        if first.bullet:
            return False
        small = first.text[:1].islower() or first.text[:1] in "(–—" or first.text[:1].isdigit()
        if block.text.endswith(":") and block.kind is BlockKind.ITEM:
            return small
        if is_terminated(block.text):
            return False
        return small or _DANGLING.search(block.text) is not None or block.text.endswith("-")

    def _join(self, index: int, piece: Piece) -> None:
        block = self.blocks[index]
        spans = list(block.spans)
        for span in self._spans(piece):
            # Only white space between, in the order of the file: a column break, no seam.
            if span.start > spans[-1].end and not self.document.raw[spans[-1].end : span.start].strip():
                spans[-1] = Span(spans[-1].start, span.end)
            else:
                spans.append(span)
        self.blocks[index] = Block(
            block.kind,
            tuple(spans),
            self.document.join(spans),
            block.lines + len(piece.lines),
            block.bullet,
            block.sheet,
            block.box,
        )

    def _block(self, piece: Piece) -> Block:
        spans = self._spans(piece)
        kind = piece.kind
        if kind is BlockKind.PARAGRAPH and self._is_unmarked_item(piece):
            kind = BlockKind.ITEM
        box = self.box if kind is not BlockKind.TITLE else ""
        text = self.document.join(spans)
        return Block(kind, spans, text, len(piece.lines), piece.lines[0].bullet, piece.sheet, box)

    def _is_unmarked_item(self, piece: Piece) -> bool:
        """A list without signs: small initial after a colon, or after a member that ends on a semicolon."""
        if not self.blocks or not piece.lines[0].text[:1].islower():
            return False
        before = self.blocks[-1]
        if before.kind is BlockKind.PARAGRAPH:
            return before.text.endswith(":")
        return before.kind is BlockKind.ITEM and not before.bullet and before.text.endswith(";")

    def _spans(self, piece: Piece) -> tuple[Span, ...]:
        """One span for lines that follow each other, whatever signs start them."""
        return (Span(piece.lines[0].start, piece.lines[-1].end),)
