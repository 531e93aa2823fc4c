"""Dates as printed, with the precision printed: a day, a month, a year, or a period of these."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from babel.dates import get_month_names

from cohorte_graph.folding import fold

__all__ = ["PrintedDate", "dates", "yearless_dates"]

MONTHS = {fold(name): number for number, name in get_month_names("wide", locale="fr").items()}
_NAMES = get_month_names("wide", locale="fr").values()
_MONTH = "|".join(sorted({*_NAMES, *map(fold, _NAMES)}, key=len, reverse=True))
_DATE = re.compile(
    rf"""
    (?<![\w/])(?:
      (?P<start>\d{{1,2}})(?:er)?(?:\ (?:et|au|-|–)\ |[-–])(?P<until>\d{{1,2}})(?:er)?
        \ (?P<days_month>{_MONTH})\ (?P<days_year>\d{{4}})
    | (?P<day>\d{{1,2}})(?:er)?\ (?P<month>{_MONTH})\ (?P<year>\d{{4}})
    | (?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>\d{{4}}|\d{{2}})
    | (?P<first>{_MONTH})(?:\ (?:et|à|-|–|jusqu'en)\ |[-–])(?P<last>{_MONTH})\ (?P<period_year>\d{{4}})
    | (?P<only_month>{_MONTH})\ (?P<month_year>\d{{4}})
    | (?<!\d[-–])(?P<from>(?:19|20)\d{{2}})[-–](?P<to>(?:19|20)\d{{2}})(?![-–]\d)
    | (?:(?<=[Ee]n\ )|(?<=depuis\ ))(?P<only_year>(?:19|20)\d{{2}})
    )(?![\w/])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YEARLESS = re.compile(
    rf"(?<![\w/])(?:(?:[Ll]e |du |au )\d{{1,2}}(?:er)? (?:{_MONTH})|(?:[Ee]n |à partir de |de |d'|depuis )(?:{_MONTH}))"
    rf"(?!\w)(?!\s*(?:(?:et|à|-|–)\s+(?:\d{{1,2}} )?(?:{_MONTH})\s+)?\d{{4}})",
    re.IGNORECASE,
)
CENTURY = 2000


@dataclass(frozen=True)
class PrintedDate:
    """A date at ``text[at:end]``: ``first`` and ``last`` are ISO dates cut at their precision ("2024-05")."""

    at: int
    end: int
    printed: str
    first: str
    last: str | None = None


def dates(text: str) -> list[PrintedDate]:
    """The dates with a year in a text of normal form, in its order.

    What no calendar has (31 février, 32/13/24) and a period that ends before it begins ("septembre à mars 2025":
    the first year is not printed) is no date: it stays text.
    """
    return [date for found in _DATE.finditer(text) if (date := _read(found))]


def yearless_dates(text: str) -> list[tuple[int, int]]:
    """Where a day or month stands without a year: nobody may guess it."""
    return [found.span() for found in _YEARLESS.finditer(text)]


def _read(found: re.Match[str]) -> PrintedDate | None:
    part = found.groupdict()
    first, last = "", None
    if part["start"]:
        month = f"{part['days_year']}-{MONTHS[fold(part['days_month'])]:02}"
        first, last = f"{month}-{int(part['start']):02}", f"{month}-{int(part['until']):02}"
    elif part["day"]:
        first = f"{part['year']}-{MONTHS[fold(part['month'])]:02}-{int(part['day']):02}"
    elif part["d"]:
        year = int(part["y"])
        year = year + CENTURY if year < 100 else year
        first = f"{year}-{int(part['m']):02}-{int(part['d']):02}"
    elif part["first"]:
        first = f"{part['period_year']}-{MONTHS[fold(part['first'])]:02}"
        last = f"{part['period_year']}-{MONTHS[fold(part['last'])]:02}"
    elif part["only_month"]:
        first = f"{part['month_year']}-{MONTHS[fold(part['only_month'])]:02}"
    elif part["from"]:
        first, last = part["from"], part["to"]
    else:
        first = part["only_year"]
    if not all(map(_in_calendar, filter(None, (first, last)))) or (last and last < first):
        return None
    return PrintedDate(found.start(), found.end(), found.group(), first, last)


def _in_calendar(date: str) -> bool:
    try:
        datetime.date.fromisoformat(f"{date}-01-01"[:10])
    except ValueError:
        return False
    return True
