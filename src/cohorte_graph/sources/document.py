"""A source text as received, with its normal form and the map back to raw offsets."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cohorte_graph.errors import InputError, Place
from cohorte_graph.sources.blocks import Span
from cohorte_graph.sources.normal_form import Marks, normalise

__all__ = ["CONTEXT", "Document", "Reading"]

CONTEXT = 32
"""Characters of context on each side of a quote (ARCHITECTURE, "Evidence")."""

_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True)
class Document:
    """The text of one file, never changed; offsets are 0-based code points of the file as received."""

    slug: str
    path: Path
    raw: str
    sha256: str

    @property
    def name(self) -> str:
        """The file's name, as evidence names it."""
        return self.path.name

    @property
    def markdown(self) -> bool:
        return self.path.suffix == ".md"

    @classmethod
    def open(cls, path: Path, slug: str) -> Document:
        """The document in a file of UTF-8 text.

        Raises InputError where the file is missing, empty, binary or in another encoding.
        """
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError(
                f"the source text cannot be read: {error.strerror}",
                place=Place(path),
                hint="Put the text there, or mend coh:fileName in data/sources.",
            ) from error
        return cls(slug, path, _decode(data, path), hashlib.sha256(data).hexdigest())

    @cached_property
    def marks(self) -> Marks:
        return Marks.of(self.raw, markdown=self.markdown)

    @cached_property
    def _normal(self) -> tuple[str, list[int]]:
        return normalise(self.raw, self.marks)

    @property
    def normal(self) -> str:
        """The normal form of the whole file, in the order of the file."""
        return self._normal[0]

    @property
    def offsets(self) -> list[int]:
        """The raw offset of each character of ``normal``."""
        return self._normal[1]

    def text(self, span: Span) -> str:
        """The normal form of one span."""
        return self._piece(span)[0]

    def _piece(self, span: Span) -> tuple[str, list[int]]:
        """One span's normal form, kept: the same block is read for names, figures, sentences and passages."""
        if span not in self._pieces:
            self._pieces[span] = normalise(self.raw, self.marks, span.start, span.end)
        return self._pieces[span]

    @cached_property
    def _pieces(self) -> dict[Span, tuple[str, list[int]]]:
        return {}

    def join(self, spans: Iterable[Span]) -> str:
        """The normal form of several spans read one after the other, half words joined."""
        return self.read_spans(spans).text

    def read_spans(self, spans: Iterable[Span]) -> Reading:
        """Several spans read one after the other: a space between them, or half words joined."""
        kept = tuple(spans)
        text = ""
        offsets: list[int] = []
        for span in kept:
            piece, places = self._piece(span)
            if text.endswith("-") and text[-2:-1].isalpha() and piece[:1].islower():
                text = text[:-1]
                offsets.pop()
            elif text and piece:
                text += " "
                offsets.append(-1)
            text += piece
            offsets += places
        return Reading(text, tuple(offsets), kept)

    def context(self, span: Span) -> tuple[str, str]:
        """The normal text of up to 32 characters before and after a span, as it stands in the file."""
        first = bisect_left(self.offsets, span.start)
        last = bisect_left(self.offsets, span.end)
        return self.normal[max(0, first - CONTEXT) : first], self.normal[last : last + CONTEXT]

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column, counted from 1, of an offset."""
        before = self.raw.rfind("\n", 0, offset)
        return self.raw.count("\n", 0, offset) + 1, offset - before


def _decode(data: bytes, path: Path) -> str:
    start = Place(path, 1, 1)
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise InputError("the source text is empty.", place=start, hint="Put the report's text there.")
    wide = _utf_16(data)
    if wide:
        raise InputError(
            f"the source text is {wide}, not UTF-8.", place=start, hint=f"Convert it: iconv -f {wide} -t UTF-8"
        )
    if b"\0" in data:
        raise InputError(
            "the source text is binary, not UTF-8 text.",
            place=Place.behind(path, data[: data.index(b"\0")]),
            hint="Extract the text of the report first (for example pdftotext).",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place.behind(path, data[: error.start])
        if error.reason == "unexpected end of data" and error.end == len(data):
            raise InputError(
                "the source text is cut in the middle of a character.",
                place=place,
                hint="Fetch the file again: its end is missing.",
            ) from error
        raise InputError(
            f"the source text is not UTF-8: byte 0x{data[error.start]:02x}.",
            place=place,
            hint="Convert it: iconv -f WINDOWS-1252 -t UTF-8",
        ) from error


def _utf_16(data: bytes) -> str | None:
    """The kind of UTF-16 that a byte-order mark or the zero bytes of Latin letters show."""
    for mark, name in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return name
    even, odd = data[0:2000:2], data[1:2000:2]
    for zeros, letters, name in ((odd, even, "UTF-16LE"), (even, odd, "UTF-16BE")):
        if zeros.count(0) > 0.8 * len(zeros) and letters.count(0) < 0.1 * len(letters):
            return name
    return None


@dataclass(frozen=True)
class Reading:
    """The joined text of some spans, with the raw offset of each character, so that a part can be located."""

    text: str
    offsets: tuple[int, ...]
    spans: tuple[Span, ...]

    def locate(self, start: int, end: int) -> tuple[Span, ...]:
        """The raw spans of ``text[start:end]``, one for each span that the part touches, in reading order."""
        parts: list[Span] = []
        wanted = [offset for offset in self.offsets[start:end] if offset >= 0]
        for number, span in enumerate(self.spans):
            inside = [offset for offset in wanted if span.start <= offset < span.end]
            if not inside:
                continue
            last = number + 1 < len(self.spans) and any(
                s.start <= offset < s.end for s in self.spans[number + 1 :] for offset in wanted
            )
            # Where the part goes on after a seam, a hyphen at the seam belongs to it.
            parts.append(Span(inside[0], span.end if last else inside[-1] + 1))
        return tuple(parts)
