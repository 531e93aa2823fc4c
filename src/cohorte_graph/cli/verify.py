"""``cohorte verify``: not there yet."""

from __future__ import annotations

import click

from cohorte_graph.cli.settings import common_options
from cohorte_graph.errors import RunError

__all__ = ["verify"]


@click.command()
@common_options
def verify() -> None:
    """Not there yet."""
    raise RunError("The command 'verify' is not there yet.")
