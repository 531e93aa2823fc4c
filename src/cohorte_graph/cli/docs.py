"""``cohorte docs``: the reference documentation of ontology, concepts, rules and stored queries, as static pages."""

from __future__ import annotations

from pathlib import Path

import click

from cohorte_graph.cli.settings import chosen_language, common_options, current_project

__all__ = ["docs"]

DONE = {
    "fr": "{folder} : {n} fichiers. Ouvrir : {index}",
    "en": "{folder}: {n} files. Open: {index}",
}
UNBUILT = {
    "fr": "Aucun graphe n'est construit : les pages sont sans exemple tiré des données.",
    "en": "No graph is built: the pages come without examples from data.",
}


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="A folder that does not exist yet; by default build/docs of the project.",
)
@common_options
def docs(output: Path | None) -> None:
    """Write the reference documentation: classes and properties, concepts, rules of the check, stored queries.

    A site of static pages in French and in English, which needs no server: open DIR/index.html. Real examples and
    counts come from the current build; without one the pages do without.
    """
    from cohorte_graph.dataset import open_dataset, write_folder
    from cohorte_graph.reference_site import parts

    lang, project = chosen_language(), current_project()
    folder = output or project.build / "docs"
    built = (project.build / "current").exists()
    written = write_folder(folder, parts(project, open_dataset(project) if built else None))
    if not built:
        click.echo(UNBUILT[lang], err=True)
    click.echo(DONE[lang].format(folder=folder, n=len(written), index=folder / "index.html"))
