"""Options that every command takes, before its name or after it, and the project they lead to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from cohorte_graph.project import Project
    from cohorte_graph.query import Questions

__all__ = [
    "built_project",
    "built_questions",
    "chosen_language",
    "common_options",
    "current_project",
    "is_own",
    "output_option",
    "output_options",
    "questions",
    "timeout_option",
]

F = TypeVar("F", bound=Callable[..., Any])
LANGUAGES = ("fr", "en")
KEY = "cohorte_graph."
DEFAULT_TIMEOUT = 60.0


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Keep a given value for the whole call; ``ctx.meta`` is shared by a group and its commands."""
    if value is not None:
        ctx.meta[KEY + str(param.name)] = value


def common_options(command: F) -> F:
    """--project and --lang."""
    project = click.option(
        "--project",
        metavar="DIR",
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_remember,
        help="Folder with data/, ontology/ and queries/; by default the one around the working directory.",
    )
    lang = click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        envvar="COHORTE_LANG",
        expose_value=False,
        callback=_remember,
        help="Language of labels, heads and messages; by default fr.",
    )
    return project(lang(command))


def timeout_option(command: F) -> F:
    """--timeout."""
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=DEFAULT_TIMEOUT,
        show_default=True,
        metavar="SECONDS",
        help="Give up after so long.",
    )(command)


def output_options(command: F) -> F:
    """--format and --output."""
    from cohorte_graph.cli.complete import complete_format

    format = click.option(
        "--format",
        "format",
        metavar="FORMAT",
        shell_complete=complete_format,
        help="table, csv, tsv, json, jsonl, xlsx, md, svg; for graphs ttl, nt, nq, trig, jsonld, rdf.",
    )
    return format(output_option(command))


def output_option(command: F) -> F:
    """--output."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Write there, whole or not at all; the name's ending chooses the format.",
    )(command)


def chosen_language() -> str:
    """The language of the call."""
    return str(click.get_current_context().meta.get(KEY + "lang", LANGUAGES[0]))


def current_project() -> Project:
    """The project of --project, else the one around the working directory."""
    from cohorte_graph.project import Project

    root = click.get_current_context().meta.get(KEY + "project")
    return Project.at(root) if root else Project.here()


def is_own(project: Project) -> bool:
    """Whether --project or the working directory led to it, and not the lack of another one."""
    here = Path.cwd()
    return bool(click.get_current_context().meta.get(KEY + "project")) or project.root in (here, *here.parents)


def built_project() -> Project:
    """The project of the call, built where the first use has to."""
    project = current_project()
    if project.awaits_first_build:
        _first_build(project)
    return project


def questions() -> Questions:
    """The stored queries and the graph of the project; the graph is read when first asked."""
    from cohorte_graph.query import Questions
    from cohorte_graph.store import Engine

    project = current_project()

    def open_engine() -> Engine:
        from cohorte_graph.generation import open_current

        return open_current(project)

    return Questions(open_engine, project.queries)


def built_questions() -> Questions:
    """The same of a project that is built where the first use has to: outside any time limit, as a build takes long."""
    built_project()
    return questions()


def _first_build(project: Project) -> None:
    from cohorte_graph.build import build
    from cohorte_graph.cli.messages import said_in

    click.echo(said_in(chosen_language(), "first build", folder=str(project.build)), err=True)
    build(project)
