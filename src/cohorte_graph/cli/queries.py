"""``cohorte queries``: which questions can be asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cohorte_graph.cli.output import chosen_format, emit_answer
from cohorte_graph.cli.settings import chosen_language, common_options, output_options, questions

if TYPE_CHECKING:
    from cohorte_graph.query import StoredQuery, Table

__all__ = ["queries"]

HEADS = {
    "name": {"fr": "Nom", "en": "Name"},
    "question": {"fr": "Question", "en": "Question"},
    "parameters": {"fr": "Paramètres", "en": "Parameters"},
    "tags": {"fr": "Mots-clés", "en": "Tags"},
}


@click.command()
@click.argument("words", nargs=-1)
@output_options
@common_options
def queries(words: tuple[str, ...], format: str | None, output: Path | None) -> None:
    """List the stored queries, all of them or those about WORDS."""
    from cohorte_graph.export import FORMATS

    lang, format = chosen_language(), chosen_format(format, output, FORMATS)
    found = questions().catalogue.search(" ".join(words))
    emit_answer(_table(found, lang), format, output, lang)


def _table(found: list[StoredQuery], lang: str) -> Table:
    import pyoxigraph as ox

    from cohorte_graph.query import Column, Table

    rows = [(query.name, _question(query, lang), _usage(query), ", ".join(query.header.tags)) for query in found]
    columns = tuple(Column(name, heads) for name, heads in HEADS.items())
    return Table(columns, [tuple(ox.Literal(cell) for cell in row) for row in rows])


def _question(query: StoredQuery, lang: str) -> str:
    from cohorte_graph.query.texts import said

    return said(query.header.question, lang, query.header.summary)


def _usage(query: StoredQuery) -> str:
    """The parameters with their examples, optional ones in brackets."""
    shown = (f"{p.name}={p.example or '…'}" for p in query.header.parameters)
    return " ".join(text if p.required else f"[{text}]" for text, p in zip(shown, query.header.parameters, strict=True))
