"""``cohorte verify``: each quote re-read at its offset, coverage per section, what is left uncovered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from cohorte_graph.cli.settings import chosen_language, common_options, current_project

if TYPE_CHECKING:
    from cohorte_graph.verify import SourceReport

__all__ = ["verify"]


@click.command()
@common_options
def verify() -> None:
    """Re-read the sources and check every quote of the current build; print the coverage.

    Exit code 1 where a quote is not at its offset or runs across a seam, or where coverage is below its goal.
    """
    from cohorte_graph.errors import CheckError
    from cohorte_graph.verify import verify as run

    lang = chosen_language()
    report = run(current_project())
    for source in report.sources:
        for line in _shown(source, lang):
            click.echo(line)
    if not report.ok:
        lines = "\n".join(fault.line(lang) for fault in report.faults[:50])
        raise CheckError(f"{len(report.faults)} faults found.", hint=lines)
    passages = sum(source.passages for source in report.sources)
    said = f"{passages} passages, each at its place." if lang == "en" else f"{passages} passages, tous à leur place."
    click.echo(said)


def _shown(source: SourceReport, lang: str) -> Iterator[str]:
    """One line a section; below it what no passage covers."""
    document = source.document
    yield f"{document.name}  {source.coverage.share:.4f}"
    width = max(len(section.slug) for section in source.coverage.sections)
    for section in source.coverage.sections:
        yield f"  {section.slug:<{width}}  {section.covered:>6}/{section.characters:<6}  {section.share:.4f}"
        for span in section.uncovered:
            line, column = document.line_column(span.start)
            words = "not covered" if lang == "en" else "non couvert"
            yield f"    {document.name}:{line}:{column}: {words}: {document.text(span)[:70]}"
