"""``cohorte dossier``: not there yet."""

from __future__ import annotations

import click

from cohorte_graph.cli.settings import common_options
from cohorte_graph.errors import RunError

__all__ = ["dossier"]


@click.command()
@click.argument("territory")
@common_options
def dossier(territory: str) -> None:
    """Not there yet."""
    raise RunError("The command 'dossier' is not there yet.")
