"""Mentions: each name of the gazetteers where it is printed, with the sentence it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cohorte_graph.extract.context import Passage
from cohorte_graph.extract.gazetteer import Match, Name
from cohorte_graph.extract.people import Standing, organisation_role, standing
from cohorte_graph.extract.records import Mention
from cohorte_graph.extract.sentences import sentences

__all__ = ["read_mentions"]

_CAPITALISED = re.compile(r"\b[A-ZÀ-Ý][\w-]+\b(?! [A-ZÀ-Ý])")
_RECALL = re.compile(r"\bcet(?:te)? (?P<text>[\w-]+)")


def read_mentions(passage: Passage, territory: str | None, where: str, given: dict[str, Name]) -> Iterator[Mention]:
    """One mention for each name and sentence of a text; ``where`` names the section or territory in IRIs.

    ``given``: who was last called by a given name in the section; a given name alone is that person's.
    """
    full = passage.names()
    names = sorted([*full, *_given_names(passage, full, given)], key=lambda m: m.start)
    given.update({m.name.label.split(" ")[0]: m.name for m in full if m.name.kind == "Person"})
    for start, end in sentences(passage.text):
        seen: set[str] = set()
        for match in names:
            if start <= match.start < end and match.name.iri not in seen:
                seen.add(match.name.iri)
                yield _mention(passage, match, names, (start, end), territory, where)


def _given_names(passage: Passage, full: list[Match], given: dict[str, Name]) -> Iterator[Match]:
    known = given | {m.name.label.split(" ")[0]: m.name for m in full if m.name.kind == "Person"}
    for word in _CAPITALISED.finditer(passage.text):
        name = known.get(word.group())
        if name and not any(m.start <= word.start() < m.end for m in full):
            yield Match(name, word.start(), word.end(), word.group())


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
    elif match.name.kind == "Organisation":
        known = Standing(role=organisation_role(passage.text, match, context.vocabulary))
    return Mention(
        path=("mention", context.cohort, where, number),
        label=(
            f"{match.name.label}, mention {number} ({passage.section.title or 'quatrième de couverture'})",
            f"{match.name.label}, mention {number} ({passage.section.title or 'back cover'})",
        ),
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
