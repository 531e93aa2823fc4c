"""``cohorte completion``: the script that teaches a shell the names of queries and parameters."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from cohorte_graph.cli.settings import common_options

__all__ = ["completion"]

VARIABLE = "_COHORTE_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@common_options
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script for SHELL.

    For bash: cohorte completion bash > ~/.local/share/bash-completion/completions/cohorte
    """
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(ctx.find_root().command, {}, "cohorte", VARIABLE).source())
