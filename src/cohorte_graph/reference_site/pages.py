"""The pages as HTML: templates filled with what is to be told, everything escaped that is not told by us."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cohorte_graph.check.report.words import SEVERITY
from cohorte_graph.iri import compact
from cohorte_graph.query.stored import StoredQuery
from cohorte_graph.query.texts import said
from cohorte_graph.reference_site.built import Answered
from cohorte_graph.reference_site.entries import ClassEntry
from cohorte_graph.reference_site.links import Links
from cohorte_graph.reference_site.ontology import short
from cohorte_graph.reference_site.phrases import KINDS, LANGUAGES, phrases

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["PAGES", "asset", "gateway", "render"]

TEMPLATES = Path(__file__).parent / "templates"
PAGES: Final = ("index", "ontology", "concepts", "shapes", "queries")


def render(page: str, lang: str, links: Links, values: Mapping[str, Any]) -> bytes:
    """One page in one language, in UTF-8; the same values give the same bytes."""
    place = LANGUAGES.index(lang)
    template = _environment().get_template(f"{page}.html.jinja")
    text = template.render(
        **values,
        page=page,
        pages=PAGES,
        lang=lang,
        other=LANGUAGES[1 - place],
        links=links,
        w=phrases(lang),
        kinds={name: texts[place] for name, texts in KINDS.items()},
        severities={name: texts[place] for name, texts in SEVERITY.items()},
    )
    return re.sub(r"\n{3,}", "\n\n", text).encode()


def gateway() -> bytes:
    """The page above both sites: it goes on to the French one, and offers both."""
    return _environment().get_template("gateway.html.jinja").render().encode()


def asset(name: str) -> bytes:
    """The style sheet or the script."""
    return (TEMPLATES / name).read_bytes()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "entries_of": _entries_of,
        "example": _example,
        "kind_words": _kind_words,
        "number": _number,
        "said": said,
        "used_below": _used_below,
    }
    return environment


def _number(value: int, lang: str) -> str:
    """A number with its thousands apart."""
    return f"{value:,}".replace(",", "\u202f" if lang == "fr" else ",")


def _entries_of(by_iri: Mapping[str, ClassEntry], iris: Sequence[str], parent: str) -> list[ClassEntry]:
    """The entries of the IRIs below a parent; one that has several parents stands below the first alone."""
    return [by_iri[iri] for iri in iris if by_iri[iri].broader[0] == parent]


def _kind_words(kinds: Sequence[str], words: Mapping[str, str]) -> str:
    """What a term is, in words, the chief kind first."""
    names = [short(kind) for kind in kinds]
    return ", ".join(words[name] for name in words if name in names)


def _used_below(iris: Sequence[str], uses: Mapping[str, frozenset[str]]) -> int:
    """How many things carry one of the concepts."""
    return len(frozenset().union(*(uses.get(iri, frozenset()) for iri in iris)))


def _example(query: StoredQuery, answer: Answered | None) -> list[tuple[str, str]]:
    """The values to call a query with: those that were answered, else its own examples; quoted for a shell."""
    own = [(p.name, p.example or "…") for p in query.header.parameters if p.required]
    values = [(name, compact(value)) for name, value in answer.values] if answer else own
    return [(name, shlex.quote(value)) for name, value in values]
