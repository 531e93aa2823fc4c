"""``cohorte ask``: a stored query by its name."""

from __future__ import annotations

from pathlib import Path

import click

from cohorte_graph.cli.complete import complete_query, complete_value
from cohorte_graph.cli.output import chosen_format, emit_answer
from cohorte_graph.cli.settings import (
    built_questions,
    chosen_language,
    common_options,
    output_options,
    timeout_option,
)
from cohorte_graph.cli.time_limit import time_limit
from cohorte_graph.errors import CallError

__all__ = ["ask"]


@click.command()
@click.argument("name", shell_complete=complete_query)
@click.argument("values", nargs=-1, metavar="[PARAM=VALUE]…", shell_complete=complete_value)
@output_options
@timeout_option
@common_options
def ask(name: str, values: tuple[str, ...], format: str | None, output: Path | None, timeout: float) -> None:
    """Answer the stored query NAME.

    A value is a slug, a label or a full IRI: territory=SLUG, "territory=LABEL".
    """
    from cohorte_graph.export import FORMATS

    lang, format = chosen_language(), chosen_format(format, output, FORMATS)
    door = built_questions()
    with time_limit(timeout, lang):
        answer = door.ask(name, _named(values), lang)
    emit_answer(answer, format, output, lang)


def _named(values: tuple[str, ...]) -> dict[str, str]:
    """The values by parameter name; CallError for one without a name, and for a name given twice."""
    named: dict[str, str] = {}
    for text in values:
        name, sign, value = text.partition("=")
        if not sign:
            raise CallError(f"'{text}' has no parameter name.", hint="Write: name=value")
        if name in named:
            raise CallError(f"The parameter '{name}' is given twice.")
        named[name] = value
    return named
