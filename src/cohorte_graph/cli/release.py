"""``cohorte release``: everything that is published, in a folder that proves itself."""

from __future__ import annotations

from pathlib import Path

import click

from cohorte_graph.cli.settings import chosen_language, common_options, current_project

__all__ = ["release"]

STEPS = {
    "verify": ("relecture des sources", "reading the sources again"),
    "changes": ("comparaison avec la version précédente", "comparing with the release before"),
    "prove": ("preuve de ce qui est écrit", "proving what was written"),
}
UNSERVED = {
    "fr": "Sans --base-url, les adresses du catalogue ne mènent nulle part : aucun portail ne peut le moissonner.",
    "en": "Without --base-url the addresses in the catalogue lead nowhere: no portal can harvest it.",
}

FIRST = {
    "fr": "Aucune version antérieure dans {folder} : s'il y en a une ailleurs, l'y remettre d'abord. Ce dossier se "
    "garde : ce qui change se dit d'une version à l'autre.",
    "en": "No earlier release in {folder}: if there is one elsewhere, put it back there first. Keep this folder: what "
    "changes is told from one release to the next.",
}
NAMING = {
    "fr": "Ce que data/withdrawn.ttl retire peut encore être nommé dans : {versions}. Une version publiée n'est pas "
    "réécrite : supprimer ces dossiers de {folder}, là où ils sont servis, et prévenir ceux qui les ont repris.",
    "en": "What data/withdrawn.ttl takes out may still be named in: {versions}. A published release is not rewritten: "
    "delete these folders in {folder} and where they are served, and tell those who took them.",
}


@click.command()
@click.argument("version")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder of the releases, to be kept; by default releases/ of the project, which 'make clean' leaves alone.",
)
@click.option("--base-url", metavar="URL", help="Where that folder is served, for the addresses in the catalogue.")
@common_options
def release(version: str, output: Path | None, base_url: str | None) -> None:
    """Write the release VERSION (1.0.0) of the current build: graphs, tables, documents, catalogue, manifest, changes.

    The build must conform, be reasoned, and keep every quote at its place. Releases follow one another in one folder,
    which any static host can serve: releases.json, latest.json and feed.xml are written beside them.
    'cohorte verify DIR/VERSION' proves a release, offline.
    """
    from cohorte_graph.cli.progress import progress
    from cohorte_graph.release import release as run

    lang, project = chosen_language(), current_project()
    folder = output or (project.build if project.is_packaged else project.root) / "releases"
    url = f"{base_url.rstrip('/')}/" if base_url else None
    with progress(lang, STEPS) as step:
        made = run(project, version, folder, url, step)
    size = f"{made.bytes / 1e6:.1f}"
    if url is None:
        click.echo(UNSERVED[lang], err=True)
    if not made.previous:
        click.echo(FIRST[lang].format(folder=folder), err=True)
    if made.naming:
        click.echo(NAMING[lang].format(versions=", ".join(made.naming), folder=folder), err=True)
    if lang == "en":
        click.echo(f"{made.folder}: {made.files} files, {size} MB, proven.")
        click.echo(f"Since {made.previous}: {made.changes['en']}" if made.previous else made.changes["en"])
    else:
        click.echo(f"{made.folder} : {made.files} fichiers, {size.replace('.', ',')} Mo, prouvés.")
        click.echo(f"Depuis {made.previous} : {made.changes['fr']}" if made.previous else made.changes["fr"])
