"""A chapter given as Markdown: its headings and texts as one section of blocks (markdown-it finds them)."""

from __future__ import annotations

import re
from itertools import pairwise

from markdown_it import MarkdownIt

from cohorte_graph.sources.blocks import Block, BlockKind, Section, SectionKind, Span, Structure
from cohorte_graph.sources.document import Document

__all__ = ["read_markdown"]

_MARK = re.compile(r"[ \t]*(?:[-*+]|#{1,6}|>|\d+[.)])[ \t]+")
_ESCAPED_BULLET = re.compile(r"\\\*")


def read_markdown(document: Document, slug: str) -> Structure:
    """The blocks of a Markdown text in its order, as one section named ``slug``.

    An escaped bullet begins a new block; a block that begins with a small letter goes on with the one before.
    """
    blocks: list[Block] = []
    starts = _line_starts(document.raw)
    is_heading = False
    for token in MarkdownIt("commonmark").parse(document.raw):
        if token.type in ("heading_open", "paragraph_open"):
            is_heading = token.type == "heading_open"
        if token.type == "inline" and token.map:
            for span in _pieces(document, starts[token.map[0]], starts[token.map[1]]):
                _add(document, blocks, span, BlockKind.HEADING if is_heading else BlockKind.PARAGRAPH)
    title = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    section = Section(SectionKind.CHAPTER, slug, title, "", blocks)
    return Structure((), (section,), (), marked_sheets=False)


def _line_starts(raw: str) -> list[int]:
    starts = [0]
    for line in raw.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _pieces(document: Document, start: int, end: int) -> list[Span]:
    raw = document.raw
    end = min(end, len(raw))
    mark = _MARK.match(raw, start, end)
    begin = mark.end() if mark else start
    cuts = [begin, *(m.end() for m in _ESCAPED_BULLET.finditer(raw, begin, end)), end + 2]
    spans = []
    for first, last in pairwise(cuts):
        piece = raw[first : min(last - 2, end)]
        stripped = piece.strip()
        if stripped:
            at = first + len(piece) - len(piece.lstrip())
            spans.append(Span(at, at + len(stripped)))
    return spans


def _add(document: Document, blocks: list[Block], span: Span, kind: BlockKind) -> None:
    text = document.text(span)
    goes_on = blocks and kind is BlockKind.PARAGRAPH and blocks[-1].kind is kind and text[:1].islower()
    # A list member may begin small as well: only what follows a text without an end, or prose, goes on.
    if goes_on and not blocks[-1].text.endswith((":", ";")):
        before = blocks[-1]
        joined = Span(before.spans[0].start, span.end)
        blocks[-1] = Block(kind, (joined,), document.text(joined), before.lines + 1)
    else:
        blocks.append(Block(kind, (span,), text))
