"""Blocks as they stand in the file: lines between blank lines, cut where the type changes.

What a block is shows in its form: capitals that a contents entry repeats (title), narrow lines without a full
stop (tagline, heading) or with one (pull quote), a sign in front (item). No word of a report is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from statistics import quantiles

from cohorte_graph.folding import fold
from cohorte_graph.sources.blocks import BlockKind
from cohorte_graph.sources.contents import Contents
from cohorte_graph.sources.lines import Line, LineKind, is_terminated

__all__ = ["TEMPLATE_HEADINGS", "Piece", "lay_out"]

TEMPLATE_HEADINGS = (
    r"le territoire",
    r"le projet pilote",
    r"les impacts positifs",
    r"les limites",
    r"le point de vue (?:de l'|des |du )(?:allie[·.]?e?[·.]?s?|territoire)",
)
BOX_HEADINGS = {"ressources", "ressource", "pour aller plus loin"}
NARROW = 0.62
"""Lines up to this share of the body's width are set in a narrower measure."""
HEADING_LINES = 3
HEADING_LENGTH = 110
_NEVER_HEADED = (BlockKind.TITLE, BlockKind.WEB_ADDRESS, BlockKind.BOX)
_INNER_SENTENCE = re.compile(r"[.!?] (?=[«\"]?[A-ZÀ-Ý])")
_TEMPLATE_HEADING = re.compile("|".join(TEMPLATE_HEADINGS))


@dataclass
class Piece:
    """Lines of one kind that stand together in the file."""

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    sheet: int = 0
    entry: int | None = None
    template_heading: bool = False
    after_gap: bool = True

    @property
    def printed(self) -> str:
        return " ".join(line.text for line in self.lines)


def lay_out(lines: list[Line], contents: Contents) -> list[Piece]:
    """The pieces after the contents table, in the order of the file."""
    body = lines[contents.end :]
    narrow = _body_width(body) * NARROW
    pieces: list[Piece] = []
    entry = -1
    for sheet, group in _groups(body):
        while group:
            end = _next_heading(group, contents, entry)
            for piece in _cut(group[:end], contents, entry, narrow):
                piece.sheet = sheet
                if piece.entry is not None:
                    entry = piece.entry
                pieces.append(piece)
            group = group[end:]
    return _headings_found(pieces, narrow)


def _next_heading(group: list[Line], contents: Contents, entry: int) -> int:
    """Where, past its start, a run of lines comes to a title of the contents or to a heading of the template.

    Where the extractor marks no sheets, the first line of a sheet follows the last line of the one before it.
    """
    for at in range(1, len(group)):
        before: int | None = entry
        if _is_capital(group[at - 1].text):  # in the middle of a title, or between two titles
            whole = all(map(_is_capital_line, group[:at]))
            before = contents.match("".join(line.text for line in group[:at]), entry) if whole else None
        if before is not None and _begins_title(group[at:], contents, before):
            return at
        if group[at].text[:1].isupper() and _template_heading_lines(group[at:]):
            return at
    return len(group)


def _begins_title(lines: list[Line], contents: Contents, entry: int) -> bool:
    capitals = list(takewhile(_is_capital_line, lines))
    texts = ("".join(line.text for line in capitals[:count]) for count in range(1, len(capitals) + 1))
    return any(contents.match(text, entry) is not None for text in texts)


def _is_capital_line(line: Line) -> bool:
    return _is_capital(line.text) and not line.bullet


def _body_width(lines: list[Line]) -> float:
    widths = [len(line.text) for line in lines if line.kind is LineKind.TEXT]
    return quantiles(widths, n=4)[2] if len(widths) > 1 else 40.0


def _groups(lines: list[Line]) -> Iterator[tuple[int, list[Line]]]:
    """Runs of text lines between blank lines and sheet starts, with the number of their sheet."""
    sheet = 0
    group: list[Line] = []
    for line in lines:
        if line.starts_sheet or line.kind is not LineKind.TEXT:
            if group:
                yield sheet, group
            group = []
        sheet += line.starts_sheet
        if line.kind is LineKind.TEXT:
            group.append(line)
        elif line.kind is LineKind.WEB_ADDRESS:
            yield sheet, [line]
    if group:
        yield sheet, group


def _cut(group: list[Line], contents: Contents, entry: int, narrow: float) -> Iterator[Piece]:
    """One run of lines cut into pieces."""
    if group[0].kind is LineKind.WEB_ADDRESS:
        yield Piece(BlockKind.WEB_ADDRESS, group)
        return
    capitals = _count_while(group, _is_capital_line)
    if capitals:
        kind, found = BlockKind.BOX, None
        for count in range(capitals, 0, -1):
            found = contents.match("".join(line.text for line in group[:count]), entry)
            if found is not None:
                kind, capitals = BlockKind.TITLE, count
                break
        yield Piece(kind, group[:capitals], entry=found)
        group = group[capitals:]
        if kind is BlockKind.TITLE:
            narrow_lines = _count_while(group, lambda line: len(line.text) <= narrow and not line.bullet)
            if narrow_lines:
                yield Piece(BlockKind.TAGLINE, group[:narrow_lines])
                group = group[narrow_lines:]
    heading = _template_heading_lines(group)
    if heading:
        yield Piece(BlockKind.HEADING, group[:heading], template_heading=True)
        group = group[heading:]
    yield from _text_pieces(group, narrow)


def _text_pieces(group: list[Line], narrow: float) -> Iterator[Piece]:
    """What follows titles: a heading in narrow lines right above its text, paragraphs, items."""
    if not group:
        return
    if fold(group[0].text) in BOX_HEADINGS:
        yield Piece(BlockKind.BOX, group[:1])
        group = group[1:]
    lead = _count_while(group, lambda line: len(line.text) <= narrow and not line.bullet)
    if 0 < lead < len(group) and lead <= HEADING_LINES and _heads(group, lead):
        yield Piece(BlockKind.HEADING, group[:lead])
        group = group[lead:]
    piece: Piece | None = None
    for line in group:
        if piece is None or line.bullet:
            if piece:
                yield piece
            piece = Piece(BlockKind.ITEM if line.bullet else BlockKind.PARAGRAPH)
        piece.lines.append(line)
    if piece:
        yield piece


def _heads(group: list[Line], lead: int) -> bool:
    text = " ".join(line.text for line in group[:lead])
    follows = group[lead]
    return (
        text[:1].isupper()
        and not is_terminated(text)
        and not text.endswith("-")
        and not follows.bullet
        and follows.text[:1].isupper()
    )


def _template_heading_lines(group: list[Line]) -> int:
    """How many lines at the start of a run make up one of the template's headings."""
    for count in range(min(HEADING_LINES, len(group)), 0, -1):
        if any(line.bullet for line in group[:count]):
            continue
        if _TEMPLATE_HEADING.fullmatch(fold(" ".join(line.text for line in group[:count]))):
            return count
    return 0


def _headings_found(pieces: list[Piece], narrow: float) -> list[Piece]:
    """Paragraph pieces told apart: headings, pull quotes."""
    for index, piece in enumerate(pieces):
        if piece.kind is not BlockKind.PARAGRAPH:
            continue
        follows = pieces[index + 1] if index + 1 < len(pieces) else None
        before = pieces[index - 1] if index else None
        if _is_pull_quote(piece, narrow):
            piece.kind = BlockKind.PULL_QUOTE
        elif _is_heading(piece, before, follows):
            piece.kind = BlockKind.HEADING
    return pieces


def _is_pull_quote(piece: Piece, narrow: float) -> bool:
    return (
        len(piece.lines) > 1
        and all(len(line.text) <= narrow for line in piece.lines)
        and piece.printed[:1].isupper()
        and is_terminated(piece.printed)
        and not piece.printed.rstrip().endswith((":", ";"))
    )


def _is_heading(piece: Piece, before: Piece | None, follows: Piece | None) -> bool:
    """A short text without an end that something follows and that continues nothing."""
    text = piece.printed
    if len(piece.lines) > HEADING_LINES or len(text) > HEADING_LENGTH or is_terminated(text):
        return False
    if follows is None or follows.sheet != piece.sheet or follows.kind in _NEVER_HEADED:
        return False
    if _INNER_SENTENCE.search(text):
        return False
    if not (text[:1].isupper() or text[:1] == "«") or text.endswith((",", "-")):
        return False
    if before is not None and before.template_heading:
        return False  # the line under a viewpoint's heading says who speaks
    start = follows.lines[0].text[:1]
    return bool(follows.lines[0].bullet) or start.isupper() or start in '«"'


def _is_capital(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and not any(c.islower() for c in letters)


def _count_while(group: list[Line], test: Callable[[Line], bool]) -> int:
    return len(list(takewhile(test, group)))
