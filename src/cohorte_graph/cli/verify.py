"""``cohorte verify``: each quote re-read at its offset, coverage per section, what is left uncovered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cohorte_graph.cli.settings import chosen_language, common_options, current_project

if TYPE_CHECKING:
    from cohorte_graph.verify import SourceReport

__all__ = ["verify"]

SHOWN = 50
"""Faults that are told; the rest is counted."""


@click.command()
@click.argument("release", required=False, type=click.Path(path_type=Path))
@common_options
def verify(release: Path | None) -> None:
    """Re-read the sources and check every quote of the current build; print the coverage.

    With the folder of a RELEASE, prove that instead, offline: each file and each graph against its manifest, the
    manifest against the releases beside it, and what dumps, tables, documents and catalogues state against the graphs.

    Exit code 1 where a quote is not at its offset or runs across a seam, where coverage is below its goal, or where a
    release is not what its manifest says.
    """
    lang = chosen_language()
    if release:
        _prove(release, lang)
    else:
        _verify(lang)


def _prove(folder: Path, lang: str) -> None:
    from cohorte_graph.errors import CheckError
    from cohorte_graph.release import prove

    proof = prove(folder)
    if proof.differences:
        lines = "\n".join(difference.line(lang) for difference in proof.differences[:SHOWN])
        raise CheckError(f"Differences from the manifest: {len(proof.differences)}.", hint=lines)
    files, graphs = f"{proof.files} {'files' if lang == 'en' else 'fichiers'}", proof.graphs
    click.echo(
        f"{proof.version}: {files} and {graphs} graphs, each as in the manifest."
        if lang == "en"
        else f"{proof.version} : {files} et {graphs} graphes, tous conformes au manifeste."
    )
    alone = proof.files - proof.read
    click.echo(
        f"{proof.read} files read again: they state what the graphs do; {alone} by their SHA-256 alone."
        if lang == "en"
        else f"{proof.read} fichiers relus : ils disent ce que disent les graphes ; {alone} par leur seul SHA-256."
    )
    click.echo(f"manifest.json sha256 {proof.sha256}")


def _verify(lang: str) -> None:
    from cohorte_graph.errors import CheckError
    from cohorte_graph.verify import verify as run

    report = run(current_project())
    for source in report.sources:
        for line in _shown(source, lang):
            click.echo(line)
    if not report.ok:
        lines = "\n".join(fault.line(lang) for fault in report.faults[:SHOWN])
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
