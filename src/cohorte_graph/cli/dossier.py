"""``cohorte dossier``: what the graph knows of one territory, as a page to print."""

from __future__ import annotations

from pathlib import Path

import click

from cohorte_graph.cli.output import chosen_format, emit
from cohorte_graph.cli.settings import built_questions, chosen_language, common_options, output_option, timeout_option
from cohorte_graph.cli.time_limit import time_limit

__all__ = ["dossier"]


@click.command()
@click.argument("territory")
@click.option(
    "--format",
    "format",
    metavar="FORMAT",
    help="html (one file, made for A4 paper) or md; by default what the name of -o FILE ends in, else md.",
)
@output_option
@click.option("--cohort", metavar="COHORT", help="Which cohort's report, where a territory is a member of several.")
@timeout_option
@common_options
def dossier(territory: str, format: str | None, output: Path | None, cohort: str | None, timeout: float) -> None:
    """Write the dossier of a TERRITORY: pilot, effects, limits, viewpoints, allies, figures, sources.

    TERRITORY is a slug, a label or a full IRI. Every statement carries its quote, its pages and its place in the
    source file. To print: cohorte dossier TERRITORY -o dossier.html, then print from a browser.
    """
    from cohorte_graph.export.dossier_gathering import gather
    from cohorte_graph.export.dossier_page import FORMATS, write_dossier

    lang, format = chosen_language(), chosen_format(format, output, FORMATS) or FORMATS[0]
    door = built_questions()
    with time_limit(timeout, lang):
        found = gather(door, territory, lang, cohort)
    emit(write_dossier(found, format), output)
