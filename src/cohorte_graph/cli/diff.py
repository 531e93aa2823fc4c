"""``cohorte diff``: what changed between two builds, by resource, in words."""

from __future__ import annotations

from pathlib import Path

import click

from cohorte_graph.cli.output import chosen_format, emit
from cohorte_graph.cli.settings import chosen_language, common_options, current_project, output_option

__all__ = ["diff"]


@click.command()
@click.argument("a", default="previous")
@click.argument("b", default="current")
@click.option("--format", "format", metavar="FORMAT", help="text, md or json.")
@output_option
@click.option("--exit-code", is_flag=True, help="Exit with 1 where something differs, for scripts.")
@common_options
def diff(a: str, b: str, format: str | None, output: Path | None, exit_code: bool) -> int:
    """Compare two builds, A and B, by resource, with passages: by default the previous build and the current one.

    A and B are 'previous', 'current', the name of a generation, or the folder of a project or of a build.
    """
    from cohorte_graph.comparison import compare, take
    from cohorte_graph.export.comparison import FORMATS, write_comparison
    from cohorte_graph.generation import differing_inputs, find_build, read_build

    lang, format = chosen_language(), chosen_format(format, output, FORMATS)
    folders = [find_build(current_project, name) for name in (a, b)]
    builds = [read_build(folder) for folder in folders]
    comparison = compare(*(take(build.store, build.facts["triples"]) for build in builds))
    names = (builds[0].title, builds[1].title)
    files = differing_inputs(builds[0].facts, builds[1].facts)
    emit(write_comparison(comparison, names, files, format or FORMATS[0], lang), output)
    return int(exit_code and bool(comparison.changes))
