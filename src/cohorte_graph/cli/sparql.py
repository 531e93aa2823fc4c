"""``cohorte sparql``: a query of the user's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cohorte_graph.cli.messages import error_text
from cohorte_graph.cli.output import chosen_format, emit_answer
from cohorte_graph.cli.settings import (
    built_questions,
    chosen_language,
    common_options,
    output_options,
    timeout_option,
)
from cohorte_graph.cli.time_limit import time_limit
from cohorte_graph.errors import CallError, InputError, Place

__all__ = ["sparql"]


@click.command()
@click.argument("text", required=False)
@click.option("-f", "--file", type=click.Path(path_type=Path), help="Read the query from a file.")
@output_options
@timeout_option
@common_options
def sparql(text: str | None, file: Path | None, format: str | None, output: Path | None, timeout: float) -> None:
    """Answer the SPARQL query TEXT, or that of a file, or of standard input (-).

    The prefixes coh, skos, rdfs, oa and the like need no declaration. A name that stands nowhere in the graph is
    told beside the answer: a misspelt one would only make it empty.
    """
    from cohorte_graph.export import FORMATS

    lang, format = chosen_language(), chosen_format(format, output, FORMATS)
    query, name = _query_text(text, file)
    door = built_questions()
    with time_limit(timeout, lang):
        answer = door.sparql(query, lang, name)
        notes = door.unknown_words(query, name)
    emit_answer(answer, format, output, lang)
    for note in notes:
        click.echo(error_text(note, lang), err=True)


def _query_text(text: str | None, file: Path | None) -> tuple[str, Path | str]:
    """The query and what to call it in messages."""
    if (text is None) == (file is None):
        raise CallError("Give one query: as TEXT, with -f FILE, or - for standard input.")
    if file is not None:
        return _decoded(_bytes(file), file), file
    if text == "-":
        return _decoded(sys.stdin.buffer.read(), "standard input"), "standard input"
    return _decoded((text or "").encode(errors="surrogateescape"), "query"), "query"


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=Place(file)) from error


def _decoded(content: bytes, name: Path | str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("is not UTF-8.", place=Place(name, line)) from error
