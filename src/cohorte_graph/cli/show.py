"""``cohorte show``: what the graph says about one thing."""

from __future__ import annotations

from pathlib import Path

import click

from cohorte_graph.cli.output import chosen_format, emit
from cohorte_graph.cli.settings import built_questions, chosen_language, common_options, output_option, timeout_option
from cohorte_graph.cli.time_limit import time_limit

__all__ = ["show"]


@click.command()
@click.argument("resource")
@click.option("--format", "format", metavar="FORMAT", help="table, md, json or ttl.")
@output_option
@timeout_option
@common_options
def show(resource: str, format: str | None, output: Path | None, timeout: float) -> None:
    """Show a RESOURCE: its statements and their origin, its passages, what points at it.

    RESOURCE is a full IRI, a path such as effect/COHORT/TERRITORY/1, a slug or a label.
    """
    from cohorte_graph.export.resource import FORMATS, write_resource
    from cohorte_graph.query.resource import describe

    lang, format = chosen_language(), chosen_format(format, output, FORMATS)
    door = built_questions()
    with time_limit(timeout, lang):
        described = describe(door.terms.resource(resource), door.engine, door.labels, lang)
    emit(write_resource(described, format or FORMATS[0], lang), output)
