"""``cohorte build``: not there yet."""

from __future__ import annotations

import click

from cohorte_graph.cli.settings import common_options
from cohorte_graph.errors import RunError

__all__ = ["build"]


@click.command()
@common_options
def build() -> None:
    """Not there yet."""
    raise RunError("The command 'build' is not there yet.")
