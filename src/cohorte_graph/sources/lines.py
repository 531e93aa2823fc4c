"""Printed lines of a document, with what is no text (running heads, page numbers) told apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum

from cohorte_graph.sources.blocks import Span

__all__ = ["Line", "LineKind", "is_terminated", "read_lines"]

BULLETS = "✳•→▪●‣◦"
_SHEET_MARK = re.compile(r"\f[ ]?|[ ](?=[^\S\n]*\S)")
_BULLET = re.compile(rf"\s*[{BULLETS}]\s*")
_DASH = re.compile(r"(?P<sign>[-–])\s+(?P<rest>(?!\d[\d .,]*[%‰€°]|[^a-zà-ÿ]*[-–]$).*[^\W\d_].*)$")
"""A dash that may be a bullet: words follow, it is no minus ("- 3 %") and encloses no title ("- SOMMAIRE -")."""
_TERMINATED = re.compile(r"[.!?:;…][\s»”\")’']*$")
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
    lines = _without_page_numbers(_without_running_heads(_with_indents(raw, lines)))
    return _Dashes(raw, lines).read()


def is_terminated(text: str) -> bool:
    """Whether a text ends as a sentence, a list member or an introduction to a list does."""
    return _TERMINATED.search(text) is not None


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


def _with_indents(raw: str, lines: list[Line]) -> list[Line]:
    """Where most bullets stand behind so many spaces, these are their indent and mark no sheet."""
    befores = {n: _before(raw, line) for n, line in enumerate(lines) if line.bullet or _DASH.match(line.text)}
    spaces = {n: len(before) - len(before.lstrip(" ")) for n, before in befores.items()}
    for indent, count in Counter(spaces.values()).most_common(1):
        if indent and count > 1:
            return [
                replace(line, starts_sheet=False) if spaces.get(n) == indent else line for n, line in enumerate(lines)
            ]
    return lines


def _before(raw: str, line: Line) -> str:
    """What stands on the line before its text."""
    return raw[raw.rfind("\n", 0, line.start) + 1 : line.start]


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


class _Dashes:
    """Dashes at the beginning of lines, told apart: bullets, and dashes of running text.

    A dash is a bullet behind or before a tab, and where what precedes has come to its end. In the middle of a
    sentence it is one only in a text that has such bullets, where a capital follows or a list goes on; a second
    dash further on makes it a parenthesis. What stands under a member with another bullet is part of that member.
    """

    def __init__(self, raw: str, lines: list[Line]) -> None:
        self.raw = raw
        self.lines = lines
        self.found = {n: m for n, line in enumerate(lines) if (m := self._candidate(line))}
        self.below: set[int] = set()

    def read(self) -> list[Line]:
        for n in self.found:
            if self._is_below_another(n):
                self.below.add(n)
        sure = {n for n in self.found if n not in self.below and self._is_sure(n)}
        used = Counter(self.found[n]["sign"] for n in sure)
        for n, dash in self.found.items():
            if n in sure or (n not in self.below and self._is_likely(n, used[dash["sign"]] > 1)):
                line = self.lines[n]
                start = line.start + dash.start("rest")
                self.lines[n] = replace(line, start=start, text=dash["rest"], bullet=dash["sign"])
        return self.lines

    def _candidate(self, line: Line) -> re.Match[str] | None:
        return _DASH.match(line.text) if line.kind is LineKind.TEXT and not line.bullet else None

    def _previous(self, n: int) -> int | None:
        """The line of text before, whatever is no text between."""
        return next((k for k in range(n - 1, -1, -1) if self.lines[k].kind is LineKind.TEXT), None)

    def _first(self, n: int) -> int:
        """The line with which the member or paragraph of a line begins."""
        while not self.lines[n].bullet and n not in self.found and n and self.lines[n - 1].kind is LineKind.TEXT:
            n -= 1
        return n

    def _is_below_another(self, n: int) -> bool:
        previous = self._previous(n)
        if previous is None:
            return False
        first = self._first(previous)
        follows = previous == n - 1 or self.lines[previous].text.endswith(":") or first in self.below
        return follows and (first in self.below or bool(self.lines[first].bullet))

    def _is_sure(self, n: int) -> bool:
        line, dash, previous = self.lines[n], self.found[n], self._previous(n)
        if "\t" in _before(self.raw, line) or "\t" in self.raw[line.start : line.start + dash.start("rest")]:
            return True
        if previous is None:
            return True
        before = self.lines[previous].text
        return is_terminated(before) and before[-1] not in '»”"'  # who is quoted may stand behind a quote

    def _is_likely(self, n: int, used: bool) -> bool:
        """Whether a dash in the middle of a sentence is a bullet; ``used``: the text has such bullets elsewhere."""
        dash, previous = self.found[n], self._previous(n)
        assert previous is not None
        goes_on = self.lines[self._first(previous)].bullet == dash["sign"]
        above = self.lines[previous]
        if dash["rest"][0].isupper():
            return goes_on or (used and above.text[-1] not in '»”"')
        heads = used and self._first(previous) == previous and above.text[0].isupper()
        end = next(
            (k for k in range(n + 1, len(self.lines)) if k in self.found or self.lines[k].kind is not LineKind.TEXT),
            len(self.lines),
        )
        rest = " ".join([dash["rest"], *(line.text for line in self.lines[n + 1 : end])])
        return (goes_on or heads) and not re.search(rf"^[^.;]*\s{dash['sign']}(?:\s|$)", rest)
