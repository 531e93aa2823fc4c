"""Who accompanies which territory: members of the ally lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cohorte_graph.extract.context import Passage
from cohorte_graph.extract.gazetteer import Match
from cohorte_graph.extract.records import Accompaniment, Diagnosis, Record

__all__ = ["read_accompaniments"]

_ACCOMPANIED_BY = re.compile(r"accompagn[ée]+s? par\s*$")
_BELONGS = re.compile(r"\s*(?:de l'|de la |de |d'|du |des )\s*$")


def read_accompaniments(passage: Passage, diagnosed: Passage | None) -> list[Record]:
    """Such as "N et M de X à Y et à Z": people, the organisation they come from, the territories.

    ``diagnosed``: the paragraph that says that these allies had made the diagnosis as well, if one does.
    """
    territories = passage.territories()
    agents = list(_agents(passage))
    if not territories or not agents:
        return []
    records: list[Record] = []
    for territory in {m.name.iri: m for m in territories}.values():
        for agent, organisation in agents:
            records.append(_accompaniment([passage], territory, agent, organisation, "appui-projet-pilote"))
        if diagnosed:
            records += _diagnosis([diagnosed, passage], territory, agents)
    return records


def _agents(passage: Passage) -> Iterator[tuple[Match, Match | None]]:
    """Each person with their organisation; an organisation that accompanies besides them stands alone."""
    waiting: list[Match] = []
    end = 0
    for match in passage.names("Person", "Organisation"):
        between = passage.text[end : match.start]
        end = match.end
        if match.name.kind == "Person":
            waiting.append(match)
        elif waiting and _BELONGS.fullmatch(between):
            yield from ((person, match) for person in waiting)
            waiting = []
        elif _ACCOMPANIED_BY.search(between):
            yield match, None
    yield from ((person, None) for person in waiting)


def _accompaniment(
    said: list[Passage], territory: Match, agent: Match, organisation: Match | None, task: str
) -> Accompaniment:
    context = said[0].context
    slug = agent.name.slug if task == "appui-projet-pilote" else f"{agent.name.slug}-{task}"
    fr, en = context.vocabulary.names.get(context.concept("task", task), (task, task))
    where = territory.name.label
    return Accompaniment(
        path=("accompaniment", context.cohort, territory.name.slug, slug),
        label=(f"{agent.name.label}, {where} : {fr}", f"{agent.name.label}, {where}: {en}"),
        evidence=tuple(passage.evidence() for passage in said),
        territory=territory.name.iri,
        carried_out_by=agent.name.iri,
        on_behalf_of=organisation.name.iri if organisation else None,
        pilot=context.iri("pilot", territory.name.slug) if task == "appui-projet-pilote" else None,
        task=context.concept("task", task),
        role=context.concept("actor-role", "allie"),
    )


def _diagnosis(said: list[Passage], territory: Match, agents: list[tuple[Match, Match | None]]) -> Iterator[Record]:
    context = said[0].context
    first = next((organisation for _, organisation in agents if organisation), None)
    if first is None:
        return
    yield Diagnosis(
        path=("diagnosis", context.cohort, territory.name.slug),
        label=(
            f"{territory.name.label}, diagnostic sensible",
            f"{territory.name.label}, sensitive diagnosis",
        ),
        evidence=tuple(passage.evidence() for passage in said),
        territory=territory.name.iri,
        diagnosed_by=first.name.iri,
    )
    yield _accompaniment(said, territory, first, None, "diagnostic-sensible")
