"""``cohorte init``: a folder for the next cohort's report, which builds as it is."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from cohorte_graph.cli.settings import chosen_language, common_options

__all__ = ["init"]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option(
    "--cohort",
    metavar="SLUG",
    help="What the cohort is called in IRIs and file names, its years last; by default as the text is.",
)
@click.option(
    "--text",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The report's text, taken as it is; without one an invented example that builds at once.",
)
@common_options
def init(folder: Path, cohort: str | None, text: Path | None) -> None:
    """Lay out a project for a cohort in FOLDER: sources, gazetteers and curation, with examples.

    FOLDER must be empty or not there: nothing is overwritten.
    """
    from cohorte_graph.starter import lay_out

    for path in lay_out(folder, cohort or "", text):
        click.echo(str(folder / path))
    following = "Next:" if chosen_language() == "en" else "Ensuite :"
    click.echo(f"{following} cohorte --project {shlex.quote(str(folder))} build", err=True)
