"""Mentions: each name of the gazetteers where it is printed, with the sentence it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cohorte_graph.extract.context import Passage
from cohorte_graph.extract.gazetteer import Match
from cohorte_graph.extract.people import Standing, standing
from cohorte_graph.extract.records import Mention
from cohorte_graph.extract.sentences import sentences

__all__ = ["read_mentions"]

_RECALL = re.compile(r"\bcet(?:te)? (?P<text>[\w-]+)")


def read_mentions(passage: Passage, territory: str | None, where: str) -> Iterator[Mention]:
    """One mention for each name and sentence of a text; ``where`` names the section or territory in IRIs."""
    names = passage.names()
    for start, end in sentences(passage.text):
        seen: set[str] = set()
        for match in names:
            if start <= match.start < end and match.name.iri not in seen:
                seen.add(match.name.iri)
                yield _mention(passage, match, names, (start, end), territory, where)


def _mention(
    passage: Passage,
    match: Match,
    names: list[Match],
    bounds: tuple[int, int],
    territory: str | None,
    where: str,
) -> Mention:
    context = passage.context
    number = context.next("mention", where)
    known = Standing()
    if match.name.kind == "Person":
        known = standing(passage.text, match, names, context.vocabulary)
        known = known if known.function else _recalled(passage, match, names, known)
    return Mention(
        path=("mention", context.cohort, where, number),
        label=(f"{match.name.label} : mention {number}", f"{match.name.label}: mention {number}"),
        evidence=(passage.part(*bounds),),
        territory=territory,
        mention_of=match.name.iri,
        surface_form=match.printed,
        printed_function=known.function,
        actor_role=known.role,
        organisation=known.organisation,
    )


def _recalled(passage: Passage, match: Match, names: list[Match], known: Standing) -> Standing:
    """Such as "cet écrivain-poète" after the name of a person: what they are, where only one was named last."""
    rest = passage.text[match.end :]
    later = [m for m in names if m.name.kind == "Person" and m.start > match.start]
    for found in _RECALL.finditer(rest[: later[0].start - match.end] if later else rest):
        role = passage.context.vocabulary.concept("actor-role", found["text"])
        if role:
            return Standing(found["text"], known.organisation, role)
    return known
