"""The contents table: titles in their order and the pages that stand detached from them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from cohorte_graph.errors import InputError, Place
from cohorte_graph.folding import fold
from cohorte_graph.sources.lines import Line, LineKind

__all__ = ["Contents", "Entry", "compact", "find_contents"]

HEADINGS = {"sommaire", "table des matieres"}
_ARTICLE = re.compile(r"^(?:les?|la|l')(?=[a-z])")


@dataclass(frozen=True)
class Entry:
    """A title with its page; ``part`` where it is printed in capitals."""

    title: str
    page: int
    part: bool


@dataclass(frozen=True)
class Contents:
    """The entries and the index of the first line after the table."""

    entries: tuple[Entry, ...]
    end: int

    def match(self, title: str, after: int) -> int | None:
        """The index of the first entry past ``after`` that a printed title stands for.

        Spaces, hyphens, accents and case do not count; the article in front may be missing.
        """
        wanted = compact(title)
        for index in range(after + 1, len(self.entries)):
            entry = compact(self.entries[index].title)
            if wanted in (entry, _ARTICLE.sub("", entry)):
                return index
        return None

    def pages(self, index: int) -> str:
        """The range from an entry's page to the page before the next entry: "36-37"; the last one's own."""
        first = self.entries[index].page
        if index + 1 == len(self.entries):
            # The last entry opens a spread like all others: an even page and the one that faces it.
            return f"{first}-{first + 1}" if first % 2 == 0 else str(first)
        last = self.entries[index + 1].page - 1
        return f"{first}-{last}" if last > first else str(first)


def compact(title: str) -> str:
    """A title's letters, digits and apostrophes alone, folded."""
    return re.sub(r"[^a-z0-9']", "", fold(title))


def find_contents(lines: list[Line], path: Path) -> Contents:
    """The contents table; InputError where there is none, or titles and pages differ in number."""
    start = next((n for n, line in enumerate(lines) if fold(line.text) in HEADINGS), None)
    if start is None:
        raise InputError(
            "no contents table: no line reads SOMMAIRE.",
            place=Place(path, 1, 1),
            hint="A report of this template lists its sections with their pages under SOMMAIRE.",
        )
    titles, pages, end = _column(lines, start + 1)
    while titles and len(titles) == len(pages):
        more, more_pages, more_end = _column(lines, end)
        if not more or len(more) != len(more_pages):
            break
        titles, pages, end = titles + more, pages + more_pages, more_end
    if not titles or len(titles) != len(pages):
        raise InputError(
            f"the contents table has {len(titles)} titles but {len(pages)} pages.",
            place=Place(path, start + 1, 1),
            hint="Each title needs its page; check whether the text was cut.",
        )
    if sorted(pages) != pages:
        raise InputError(
            "the pages of the contents table do not ascend: they belong to other titles.",
            place=Place(path, start + 1, 1),
            hint="Put titles and pages in the order of the report.",
        )
    entries = tuple(Entry(title, page, title.upper() == title) for title, page in zip(titles, pages, strict=True))
    return Contents(entries, end)


def _column(lines: list[Line], start: int) -> tuple[list[str], list[int], int]:
    """One column of the table: its titles, then as many pages, and the index of the line after them."""
    titles: list[str] = []
    pages: list[int] = []
    end = start
    after_blank = True
    for number in range(start, len(lines)):
        line = lines[number]
        if line.kind is LineKind.BLANK:
            after_blank = True
            continue
        if line.kind is LineKind.TEXT and not pages and not line.starts_sheet:
            if after_blank or not titles:
                titles.append(line.text)
            else:
                titles[-1] = f"{titles[-1]} {line.text}"
        elif _is_page(line) and len(pages) < len(titles):
            pages.append(int(line.text))
        else:
            break
        after_blank = False
        end = number + 1
    return titles, pages, end


def _is_page(line: Line) -> bool:
    return line.kind is LineKind.NOISE and re.fullmatch(r"\d{1,3}", line.text) is not None
