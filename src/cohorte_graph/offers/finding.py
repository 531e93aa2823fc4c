"""From the WHAT of a call to what it names: the union, a graph, a class, all tables, the catalogue, or a resource."""

from __future__ import annotations

import re

from cohorte_graph.dataset import UNION, Dataset
from cohorte_graph.errors import CallError, did_you_mean
from cohorte_graph.generation import open_current
from cohorte_graph.iri import CONCEPT, GRAPH, ID, local_path
from cohorte_graph.offers.offer import (
    CATALOGUES,
    TABLES,
    TABLES_ALONE,
    Offer,
    catalogue,
    graph,
    members,
    resource,
    tables,
)
from cohorte_graph.project import Project
from cohorte_graph.query.terms import Candidates

__all__ = ["find_offer"]

KIND = re.compile(r"[a-z]+(?:-[a-z]+)*")
SHOWN = 10


def find_offer(dataset: Dataset, project: Project, what: str, lang: str, base_url: str | None = None) -> Offer:
    """What a name means; a short name of a graph or class wins over a resource with the same label.

    Raises CallError, with the close names, for one that means nothing, or several things.
    """
    if what == TABLES:
        return tables(dataset, lang)
    if what in CATALOGUES:
        return catalogue(dataset, project, what, base_url)
    if _is_graph(dataset, what):
        return graph(dataset, dataset.graph_called(what))
    if what in TABLES_ALONE or (KIND.fullmatch(what) and _has_members(dataset, what)):
        return members(dataset, what, lang)
    return resource(dataset, _resource(dataset, project, what))


def _is_graph(dataset: Dataset, what: str) -> bool:
    """Whether it is the name of a graph, or can only be meant for one: "report/" and a misspelt cohort."""
    short = what.removeprefix(GRAPH).removeprefix("graph/")
    parents = {name.partition("/")[0] for name in map(dataset.short, dataset.graphs) if "/" in name}
    known = {UNION, *map(dataset.short, dataset.graphs)}
    return short in known or short != what or short.partition("/")[0] in parents


def _has_members(dataset: Dataset, kind: str) -> bool:
    return any(next(dataset.quads(f"{base}{kind}/"), None) for base in (ID, CONCEPT))


def _resource(dataset: Dataset, project: Project, what: str) -> str:
    """The IRI of a resource by its IRI, path, slug or label; of several, the one whose path alone is shortest."""
    candidates = Candidates(open_current(project), "")
    found = candidates.matching(what)
    shortest = min((iri.count("/") for iri in found), default=0)
    short = [iri for iri in found if iri.count("/") == shortest]
    if len(short) == 1:
        return short[0]
    if found:
        listed = ", ".join(local_path(iri) for iri in found[:SHOWN])
        raise CallError(f"'{what}' names several things.", hint=f"Say which: {listed}.")
    names = [UNION, TABLES, *CATALOGUES, *TABLES_ALONE, *map(dataset.short, dataset.graphs), *_kinds(candidates)]
    if "/" in what:
        paths = list(map(local_path, candidates.iris))
        names = [path for path in paths if path.startswith(f"{what.partition('/')[0]}/")] or paths
    hint = did_you_mean(what, sorted(names)) or candidates.near(what)
    ways = (
        "WHAT is a graph (union, ontology), a class (effect), tables, catalogue, void, or a resource (territory/SLUG)."
    )
    raise CallError(f"Nothing is called '{what}'.", hint=f"{hint}\n{ways}".strip())


def _kinds(candidates: Candidates) -> list[str]:
    """The kinds of the IRIs of data and concepts."""
    paths = (iri.removeprefix(ID).removeprefix(CONCEPT) for iri in candidates.iris if iri.startswith((ID, CONCEPT)))
    return sorted({kind for kind, slash, _ in (path.partition("/") for path in paths) if slash})
