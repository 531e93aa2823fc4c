"""Printed lines of a document, with what is no text (running heads, page numbers) told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from cohorte_graph.sources.blocks import Span

__all__ = ["Line", "LineKind", "read_lines"]

BULLETS = "✳•→▪●‣◦"
_SHEET_MARK = re.compile(r"\f[ ]?|[ ](?=[^\S\n]*\S)")
_BULLET = re.compile(rf"\s*[{BULLETS}]\s*")
_PAGE_NUMBER = re.compile(r"\d{1,3}( \d{1,3})?")
_GLUED_PAGE_NUMBER = re.compile(r"(\d{1,3}) (?=\S)")
_URL = re.compile(r"(?:https?://|www\.)\S+")
RUNNING_HEAD_LINES = 4
"""So many lines of a single letter in a row are a running head set vertically."""


class LineKind(Enum):
    TEXT = "text"
    BLANK = "blank"
    NOISE = "noise"
    WEB_ADDRESS = "web-address"


@dataclass(frozen=True)
class Line:
    """One line: ``start`` and ``end`` bound its text, without marks, bullets and line ends."""

    kind: LineKind
    start: int
    end: int
    text: str
    bullet: str = ""
    starts_sheet: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def read_lines(raw: str) -> list[Line]:
    """All lines of a text.

    A new printed sheet shows as one leading space (as pdftotext leaves it) or as a form feed.
    """
    lines = []
    at = 0
    for printed in raw.split("\n"):
        lines.append(_read_line(printed, at))
        at += len(printed) + 1
    return _without_page_numbers(_without_running_heads(lines))


def _read_line(printed: str, at: int) -> Line:
    start = at
    mark = _SHEET_MARK.match(printed)
    body = printed[mark.end() :] if mark else printed
    start += len(printed) - len(body)
    bullet = _BULLET.match(body)
    sign = bullet.group().strip() if bullet else ""
    skipped = bullet.end() if bullet else len(body) - len(body.lstrip())
    text = re.sub(r"\s", " ", body[skipped:].rstrip())
    start += skipped
    if not text:
        kind = LineKind.BLANK
    elif _URL.fullmatch(text):
        kind = LineKind.WEB_ADDRESS
    elif _PAGE_NUMBER.fullmatch(text) and not sign:
        kind = LineKind.NOISE
    else:
        kind = LineKind.TEXT
    return Line(kind, start, start + len(text), text, sign, starts_sheet=mark is not None)


def _without_running_heads(lines: list[Line]) -> list[Line]:
    """Running heads marked as noise; the text that follows one begins a sheet."""
    result = list(lines)
    run: list[int] = []
    for number, line in enumerate([*lines, Line(LineKind.TEXT, 0, 0, "end of text")]):
        if len(line.text) <= 1:
            if line.text:
                run.append(number)
            continue
        if len(run) >= RUNNING_HEAD_LINES:
            for index in run:
                result[index] = replace(lines[index], kind=LineKind.NOISE)
            if number < len(lines):
                result[number] = replace(line, starts_sheet=True)
        run = []
    return result


def _without_page_numbers(lines: list[Line]) -> list[Line]:
    """Page numbers glued to the first line of a sheet cut off.

    Three blank lines in a row also stand for a page, where a number is glued to capitals ("20 TITRE").
    """
    result = []
    blank = 0
    for line in lines:
        glued = _GLUED_PAGE_NUMBER.match(line.text)
        if glued and line.kind is LineKind.TEXT and not line.bullet:
            rest = line.text[glued.end() :]
            if line.starts_sheet or (blank >= 2 and rest.upper() == rest):
                number_end = line.start + len(glued[1])
                result.append(Line(LineKind.NOISE, line.start, number_end, glued[1]))
                line = replace(line, start=line.start + glued.end(), text=rest, starts_sheet=True)
        blank = blank + 1 if line.kind is LineKind.BLANK else 0
        result.append(line)
    return result
