"""The command group: commands imported when called, errors told once, exit codes as ARCHITECTURE has them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from cohorte_graph.cli.messages import error_text, language, said_in
from cohorte_graph.cli.settings import common_options

__all__ = ["Commands", "main"]

COMMANDS = tuple(
    "init build check verify queries ask sparql show explain dossier diff export docs release completion".split()
)
INTERRUPTED = 130


class Commands(click.Group):
    """A group whose commands live in modules of their own name, imported only when one is called.

    Measured: importing every command with what it needs takes longer than answering a query.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"cohorte_graph.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run and exit: 0 done, 1 found wanting, 2 wrong call, 3 could not run, 130 interrupted."""
        given = list(sys.argv[1:] if args is None else args)
        extra["standalone_mode"] = False
        sys.exit(self._exit_code(given, prog_name or "cohorte", language(given), extra))

    def _exit_code(self, args: list[str], prog_name: str, lang: str, extra: dict[str, Any]) -> int:
        from cohorte_graph.errors import CohorteError

        try:
            code = super().main(args, prog_name=prog_name, **extra)
        except CohorteError as error:
            _tell(error_text(error, lang))
            return error.exit_code
        except click.ClickException as error:
            _tell(_usage_text(error, lang))
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED
        except Exception as error:
            if os.environ.get("COHORTE_DEBUG"):
                raise
            _tell(said_in(lang, "unexpected", error=f"{type(error).__name__}: {error}"))
            return CohorteError.exit_code
        return code if isinstance(code, int) else 0


def _tell(text: str) -> None:
    click.echo(text, err=True)


def _usage_text(error: click.ClickException, lang: str) -> str:
    """A mistake that click found, told as our own are; asking for nothing is answered with the help."""
    from cohorte_graph.errors import CallError, did_you_mean

    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    hints = [f"Help: {ctx.command_path} --help"] if ctx else []
    message = error.format_message().partition(" Did you mean")[0].partition(" (Possible options")[0]
    wrong = message.partition("'")[2].partition("'")[0]
    if ctx and message.startswith("No such command"):
        hints.insert(0, did_you_mean(wrong, COMMANDS))
    if ctx and isinstance(error, click.NoSuchOption):
        known = (name for parameter in ctx.command.get_params(ctx) for name in parameter.opts if name[:2] == "--")
        hints.insert(0, did_you_mean(error.option_name, known))
    return error_text(CallError(message, hint="\n".join(hint for hint in hints if hint)), lang)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cohorte-graph", prog_name="cohorte")
@common_options
def main() -> None:
    """Programme reports as knowledge graphs in which every statement leads back to its sentence.

    Exit codes: 0 done, 1 checked and found wanting, 2 the call is wrong, 3 could not run.
    """
