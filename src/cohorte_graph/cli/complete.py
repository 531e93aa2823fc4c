"""What the shell offers when a user presses Tab: query names, parameters, values, formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from cohorte_graph.query import Questions

__all__ = ["complete_format", "complete_query", "complete_value"]

MAX_VALUES = 200


def complete_format(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The formats."""
    from cohorte_graph.export import FORMATS

    return [CompletionItem(name) for name in FORMATS if name.startswith(incomplete)]


def complete_query(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The stored queries, with their summaries; nothing where there is no project."""
    from cohorte_graph.errors import CohorteError

    try:
        catalogue = _questions(ctx).catalogue
        stored = [catalogue.get(name) for name in catalogue.paths if name.startswith(incomplete)]
    except CohorteError:
        return []
    return [CompletionItem(query.name, help=query.header.summary) for query in stored]


def complete_value(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """``name=`` of the parameters not yet given, and behind the sign the slugs that fit."""
    from cohorte_graph.errors import CohorteError

    try:
        offers = _values(_questions(ctx), ctx.params, incomplete)
    except CohorteError:
        return []
    return [CompletionItem(offer) for offer in offers if offer.startswith(incomplete)]


def _values(questions: Questions, params: dict[str, object], incomplete: str) -> list[str]:
    declared = questions.catalogue.get(str(params.get("name"))).parameters
    name, sign, _ = incomplete.partition("=")
    given = params.get("values")
    done = {str(value).partition("=")[0] for value in (given if isinstance(given, tuple) else ())}
    if not sign:
        return [f"{known}=" for known in declared if known not in done]
    if name not in declared or declared[name].kind == "datatype":
        return []
    iris = questions.terms.candidates(declared[name]).iris
    return [f"{name}={slug}" for slug in sorted({iri.rpartition("/")[2] for iri in iris})[:MAX_VALUES]]


def _questions(ctx: click.Context) -> Questions:
    from cohorte_graph.generation import open_current
    from cohorte_graph.project import Project
    from cohorte_graph.query import Questions

    root = ctx.meta.get("cohorte_graph.project")
    project = Project.at(Path(root)) if root else Project.here()
    return Questions(lambda: open_current(project), project.queries)
