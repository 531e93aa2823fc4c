"""A dossier as a page: one HTML file made for A4 paper, or Markdown.

The report's words are data: HTML escapes every expression (autoescape), Markdown passes every expression through
``escaped``; a filter that writes marks of its own says so by returning Markup.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cohorte_graph.export.dossier import Dossier, Place, Source, Voice
from cohorte_graph.export.dossier_words import WORDS

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["FORMATS", "escaped", "write_dossier"]

FORMATS: Final = ("md", "html")
TEMPLATES = Path(__file__).parent / "templates"
REPORT_LANGUAGE: Final = "fr"
"""The language of the report's words, whatever the language of the page."""


def write_dossier(dossier: Dossier, format: str) -> bytes:
    """The dossier in one of FORMATS, in UTF-8; the same dossier gives the same bytes."""
    words = {name: texts[dossier.lang] for name, texts in WORDS.items()}
    template = _environment(format).get_template(f"dossier.{format}.jinja")
    page = template.render(d=dossier, w=words, report_language=REPORT_LANGUAGE)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" +\n", "\n", page)).encode()


@cache
def _environment(format: str) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    is_html = format == "html"
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=is_html,
        finalize=None if is_html else _marked,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "amount": _amount,
        "code": _code,
        "css": _css,
        "issued": _issued,
        "pages": _pages,
        "places": _places,
        "title": _title,
        "together": _together,
    }
    return environment


def _marked(value: object) -> object:
    """What an expression of the Markdown template writes: Markup as it is, any other text escaped."""
    from markupsafe import Markup

    return value if isinstance(value, Markup) else escaped(str(value))


def escaped(text: str) -> str:
    """A text on one line that Markdown shows as it is (https://spec.commonmark.org/0.31.2/#backslash-escapes).

    Escaped are the signs that would mark something where they stand, so that plain prose stays readable in the
    source: an underscore inside a word stays bare, a hyphen or a number with a point only matters in front.

    >>> escaped("1. un *mot* et snake_case <b>")
    '1\\\\. un \\\\*mot\\\\* et snake_case \\\\<b>'
    """
    line = re.sub(r"[ \t\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+", " ", text)
    line = re.sub(r"[\\`*<\[\]|]|~~|(?<!\w)_|_(?!\w)|&(?=#?\w+;)", lambda sign: f"\\{sign[0]}", line)
    line = re.sub(r"^([-+=>]|#{1,6}(?= |$)|~)", r"\\\1", line)
    line = re.sub(r"(?<= )(#+) ?$", r"\\\1", line)
    return re.sub(r"^(\d+)([.)])(?= |$)", r"\1\\\2", line)


def _code(text: str) -> Any:
    """Markdown code; a text with a sign that code cannot hold everywhere (a table ends at any pipe) as words."""
    from markupsafe import Markup

    line = " ".join(text.split())
    return Markup(escaped(line) if re.search(r"[`|]", line) else f"`{line}`")


def _css(text: str) -> Any:
    """A CSS string: everything but letters and digits by its number, so that nothing can end the style sheet."""
    from markupsafe import Markup

    return Markup(f'"{"".join(c if c.isascii() and c.isalnum() else f"{chr(92)}{ord(c):x} " for c in text)}"')


def _amount(value: str, lang: str) -> str:
    """A number as people of that language write it; a text that is none comes back unchanged."""
    from babel.numbers import format_decimal

    try:
        return format_decimal(Decimal(value), locale=lang)
    except InvalidOperation:
        return value


def _pages(pages: str) -> str:
    """Pages as cited; no-break spaces keep them together."""
    return f"p.\u00a0{pages}" if pages else ""


def _places(places: tuple[Place, ...]) -> list[tuple[str, list[str]]]:
    """The ranges by file."""
    grouped = groupby(places, key=lambda place: place.file)
    return [(file, [f"{place.start}-{place.end}" for place in group]) for file, group in grouped]


def _together(voices: tuple[Voice, ...]) -> list[tuple[list[str], str, str]]:
    """Names, function and organisation, those who share both in one; no organisation that the function names."""
    grouped = groupby(voices, key=lambda voice: (voice.function, voice.organisation))
    return [
        ([voice.name for voice in group], function, "" if organisation in function else organisation)
        for (function, organisation), group in grouped
    ]


def _issued(source: Source) -> str:
    return f"{source.publisher} ({source.period})" if source.period else source.publisher


def _title(source: Source) -> str:
    return f"{source.title}. {source.subtitle}" if source.subtitle else source.title
