"""``cohorte export``: graphs, classes and resources as files that other tools read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cohorte_graph.cli.output import emit_part, is_file
from cohorte_graph.cli.settings import built_project, chosen_language, common_options
from cohorte_graph.errors import CallError

if TYPE_CHECKING:
    from cohorte_graph.dataset import Dataset, Part, Written
    from cohorte_graph.offers import Offer
    from cohorte_graph.project import Project

__all__ = ["export"]

PARTNERS = "toten, datagouv, ckan, semapps, zenodo"
"""What --help tells without waiting for what makes them; a test compares."""
WITH_ADDRESSES = "Leave it out, or ask for what holds some: catalogue, --for PARTNER."


@click.command()
@click.argument("what", default="", metavar="[WHAT]")
@click.option(
    "--format",
    "format",
    metavar="FORMAT",
    help="ttl, trig, nt, nq, jsonld, rdf; for classes also csv, xlsx, parquet, geojson, csvw.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Write there, whole or not at all; the ending chooses the format, .gz besides compresses.",
)
@click.option("--for", "partner", metavar="PARTNER", help=f"A folder as a partner takes it: {PARTNERS}.")
@click.option("--without-text", is_flag=True, help="Facts, concepts, offsets and hashes, but no words of the report.")
@click.option(
    "--base-url",
    metavar="URL",
    help="Where the files will be served, for the addresses in catalogues and a partner's files.",
)
@common_options
def export(
    what: str, format: str | None, output: Path | None, partner: str | None, without_text: bool, base_url: str | None
) -> None:
    """Export WHAT of the current build in a format, to a file or to standard output.

    WHAT is 'union' (all statements, by default), a graph (ontology, concepts, report/COHORT …), a class (effect,
    territory …), 'tables' (all classes), 'catalogue', 'void', or a resource (territory/SLUG).

    \b
    cohorte export                                    all statements, as Turtle
    cohorte export -o graph.nq.gz                     all graphs, as compressed N-Quads
    cohorte export ontology --format rdf              the ontology, as RDF/XML
    cohorte export effect -o effects.csv              a table of the effects
    cohorte export tables -o report.xlsx              all classes in one workbook
    cohorte export territory/SLUG                     one territory, as JSON-LD
    cohorte export --for zenodo -o deposit            a folder as a partner takes it
    """
    from cohorte_graph.dataset import open_dataset
    from cohorte_graph.offers import find_offer

    if base_url is not None and partner is None and what != "catalogue":
        raise CallError("--base-url says nothing of this: it holds no address of a file.", hint=WITH_ADDRESSES)
    project, lang = built_project(), chosen_language()
    dataset = open_dataset(project, with_text=not without_text)
    if partner is not None:
        if what or format:
            raise CallError("--for PARTNER says all of what is written.", hint="Leave WHAT and --format out.")
        _bundle(partner, dataset, project, output, base_url)
        return
    offer = find_offer(dataset, project, what or "union", lang, base_url)
    _write(offer, _format(format, output, offer), output)


def _format(format: str | None, output: Path | None, offer: Offer) -> str:
    """The format asked for, else the one that the file's ending names, else the usual one."""
    from cohorte_graph.cli.output import named_format
    from cohorte_graph.offers.offer import KNOWN

    return format or named_format(output, KNOWN, packed=True) or offer.formats[0]


def _write(offer: Offer, format: str, output: Path | None) -> None:
    from cohorte_graph.offers.offer import BINARY

    parts = offer.parts(format)
    if format in offer.folders:
        _folder(output, lambda target, step: _write_folder(target, parts, step))
        return
    if format in BINARY and not is_file(output) and sys.stdout.isatty():
        raise CallError(f"{format} is no text: a terminal cannot show it.", hint="Name a file with -o FILE.")
    (part,) = parts
    emit_part(replace(part, name=output.name) if output and is_file(output) else part, output)
    if note := offer.note(format):
        click.echo(note[chosen_language() == "en"], err=True)


def _write_folder(target: Path, parts: list[Part], step: Callable[[str], None]) -> list[Written]:
    from cohorte_graph.dataset import write_folder

    return write_folder(target, parts, step=step)


def _bundle(partner: str, dataset: Dataset, project: Project, output: Path | None, base_url: str | None) -> None:
    from cohorte_graph.bundles import write_bundle

    _folder(output, lambda target, step: write_bundle(partner, dataset, project, target, base_url=base_url, step=step))


def _folder(output: Path | None, write: Callable[[Path, Callable[[str], None]], list[Written]]) -> None:
    """Write a folder, each file told on a terminal, and say what it holds."""
    from cohorte_graph.cli.progress import progress

    if output is None or not is_file(output):
        raise CallError("Several files are written: they need a folder.", hint="Name a folder: -o DIR")
    lang = chosen_language()
    with progress(lang, {}) as step:
        written = write(output, step)
    size = f"{sum(one.bytes for one in written) / 1e6:.1f}"
    if lang == "en":
        click.echo(f"{output}: {len(written)} files, {size} MB.")
    else:
        click.echo(f"{output} : {len(written)} fichiers, {size.replace('.', ',')} Mo.")
