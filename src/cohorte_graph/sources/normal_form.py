"""The normal form of a text, and for each of its characters the raw offset it comes from.

Version 1. From the raw text as received:

1. A hyphen at a line's end is undone with the white space that follows, unless it is real: the hyphenated
   word stands unbroken elsewhere in the document; digits stand on both sides; a capital follows a small
   letter; what precedes ends on "-à" (vis-à-vis); or what follows is "même(s)" or a small word inside a
   place's name ("-des-" and a capital).
2. White space of every kind (no-break, narrow, tabs, line and column breaks) becomes one space; none stays
   at the ends.
3. The apostrophes ’ ʼ ‘ become ', and a gap that kerning left around them is closed ("l ‘histoire").
4. A word that kerning broke in two is closed ("art iculer") where the second part is no word, stands
   nowhere else, and both together are a French word (dictionary: simplemma).
5. Zero-width characters, soft hyphens and a byte-order mark are dropped; in Markdown also ``**`` and
   escaped list marks.

Everything else stays as printed, misprints included. Rules 1 and 4 look at the whole document, so a slice is
normalised with the ``Marks`` of its document.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import simplemma

from cohorte_graph.folding import APOSTROPHES, fold

__all__ = ["VERSION", "Marks", "normalise"]

VERSION = "1"

_BREAK = re.compile(r"(?<=[^\W_])-[^\S\n]*\n\s*(?=[^\W_])")
_LEFT = re.compile(r"[^\s(\[«\"]+$")
_RIGHT = re.compile(r"[^\s)\]».,;:!?\"]+")
_IN_PLACE_NAME = re.compile(r"(?i:des?|du|la|les?|lès|en|sur|sous|aux?|à)-[A-ZÀ-Ý]")
_APOSTROPHE_GAP = re.compile(r"\b(?:[dlsnmtjcDLSNMTJC]|[qQ]u)([ \xa0\u202f]+)(?=[’ʼ‘'][^\W\d_])")
_WORD_GAP = re.compile(
    r"(?<![\w’ʼ‘'-])((?:[dlsnmtjc][ \xa0\u202f]?[’ʼ‘'])?[^\W\d_]{2,})([ \xa0\u202f])([^\W\d_]{5,})(?![\w-])"
)
_DROPPED = {"\ufeff", "\u200b", "\u200c", "\u200d", "\u2060", "\xad"}
_STRAIGHT = {chr(code): straight for code, straight in APOSTROPHES.items()}
_MARKDOWN = re.compile(r"\*\*|\\\*[ \t]*|\\(?=[^\w\s])")


@dataclass(frozen=True)
class Marks:
    """What the whole document says about its characters: offsets of real hyphens and of characters to drop."""

    real_hyphens: frozenset[int]
    dropped: frozenset[int]

    @classmethod
    def of(cls, raw: str, *, markdown: bool = False) -> Marks:
        """The marks of a document."""
        dropped = {i for i, c in enumerate(raw) if c in _DROPPED}
        dropped |= _offsets(_APOSTROPHE_GAP, raw, 1) | _broken_words(raw)
        if markdown:
            dropped |= _offsets(_MARKDOWN, raw, 0)
        return cls(frozenset(_real_hyphens(raw)), frozenset(dropped))


def normalise(raw: str, marks: Marks, start: int = 0, end: int | None = None) -> tuple[str, list[int]]:
    """The normal form of ``raw[start:end]`` and the raw offset of each of its characters."""
    end = len(raw) if end is None else end
    text: list[str] = []
    offsets: list[int] = []
    at = start
    while at < end:
        char = raw[at]
        if at in marks.dropped:
            at += 1
            continue
        if char == "-" and (found := _BREAK.match(raw, at, end)):
            if at in marks.real_hyphens:
                text.append("-")
                offsets.append(at)
            at = found.end()
            continue
        if char.isspace():
            if text and text[-1] != " ":
                text.append(" ")
                offsets.append(at)
        else:
            text.append(_STRAIGHT.get(char, char))
            offsets.append(at)
        at += 1
    if text and text[-1] == " ":
        text.pop()
        offsets.pop()
    return "".join(text), offsets


def _offsets(pattern: re.Pattern[str], raw: str, group: int) -> set[int]:
    return {i for found in pattern.finditer(raw) for i in range(*found.span(group))}


def _real_hyphens(raw: str) -> set[int]:
    unbroken = Counter(
        fold(re.split(r"['’ʼ‘/]", word)[-1]) for word in re.findall(r"[^\s«»\"(),;:!?]+-[^\s«»\"(),;:!?]+", raw)
    )
    known = " ".join(f"|{word}|" for word in unbroken)
    real = set()
    for found in _BREAK.finditer(raw):
        left_match = _LEFT.search(raw, max(0, found.start() - 60), found.start())
        right_match = _RIGHT.match(raw, found.end())
        if left_match and right_match and _is_real(left_match.group(), right_match.group(), known):
            real.add(found.start())
    return real


def _is_real(left: str, right: str, known: str) -> bool:
    if left[-1].isdigit() and right[0].isdigit():
        return True
    if left.endswith("-à") or re.match(r"(?:mêmes?\b|à-)", right) or _IN_PLACE_NAME.match(right):
        return True
    if right[0].isupper() and not left.isupper() and left[-1].islower():
        return True
    # Elided articles are no part of the word; a hyphen of the same word further on may be absent elsewhere.
    word = re.split(r"['’ʼ‘/]", left)[-1]
    ahead = re.split(r"[-/]", right)[0]
    folded = fold(f"{word}-{ahead}")
    return len(word) > 1 and re.search(rf"\|{re.escape(folded)}[ |.']", known) is not None


def _broken_words(raw: str) -> set[int]:
    standing = Counter(re.findall(r"[^\W\d_]+", raw.lower()))
    gaps = set()
    for found in _WORD_GAP.finditer(raw):
        left, right = found[1].lower(), found[3].lower()
        if standing[right] > 1 or simplemma.is_known(right, lang="fr"):
            continue
        whole = re.split(r"['’ʼ‘]", left)[-1].strip() + right
        if simplemma.is_known(whole, lang="fr"):
            gaps.add(found.start(2))
    return gaps
