"""What a text says of the people it names: their function, their organisation, the role these reveal."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cohorte_graph.extract import template
from cohorte_graph.extract.dates import dates
from cohorte_graph.extract.gazetteer import Match
from cohorte_graph.extract.vocabulary import Vocabulary
from cohorte_graph.folding import fold

__all__ = ["Standing", "is_function", "organisation_role", "standing"]

FUNCTION_WORDS = frozenset(
    "president presidente directeur directrice chef cheffe charge chargee responsable maire adjoint"
    " adjointe elu elue agent agente conseiller conseillere secretaire delegue deleguee coordinateur"
    " coordinatrice depute deputee senateur senatrice prefet prefete animateur animatrice allie alliee"
    " membre vice redacteur redactrice fondateur fondatrice gerant gerante consultant consultante"
    " journaliste".split()
)
_TOLD = re.compile(r"\s*»?\s*: (?P<text>.+)")
_CALLED = re.compile(r"(?P<text>[\w-]+) «\s*$")
_ORDINAL = re.compile(r"\d+(?:er?|ère|ème)\s+|premi(?:er|ère) |deuxième |troisième ")
_AFTER = re.compile(r"(?:,\s*|\s*\()(?P<text>[^,.;)(]+)")
_BEFORE = re.compile(r"(?:^|[\s('’])(?P<text>[\w-]+),? $")
_CUT = re.compile(r" (?:dans|aux? côtés?|lors|pour la |qui|à l'occasion|en présence)\b")
_HELD_AT = re.compile(r"\b(?:(?:de la|du|des|de|à la|au|aux|chez) |(?:de l|d|à l)')$")
_OF = re.compile(r"\s*(?:(?:de la|de l'|du|des|de|d')\s?|[-–(]\s?|,? chez )?$")


@dataclass(frozen=True)
class Standing:
    """A person's function as printed, with the organisation named beside them and the role it reveals."""

    function: str | None = None
    organisation: str | None = None
    role: str | None = None


def standing(text: str, person: Match, names: list[Match], vocabulary: Vocabulary) -> Standing:
    """What is printed right beside a person's name in ``text``; ``names`` are all names in it."""
    after = _after(text, person, names, vocabulary)
    function = text[slice(*after)] if after else _before(text, person, vocabulary)
    organisation = _organisation(text, person, names, after)
    role = vocabulary.find("actor-role", function) if function else None
    return Standing(function, organisation, role)


def organisation_role(text: str, organisation: Match, vocabulary: Vocabulary) -> str | None:
    """The role that the words beside an organisation give it: "X : allié pivot …", "le média « X »"."""
    told = _TOLD.match(text, organisation.end)
    if told:
        found = vocabulary.starts("actor-role", told["text"])
        return found[0] if found else None
    called = _CALLED.search(text, 0, organisation.start)
    if called:
        return vocabulary.concept("actor-role", called["text"])
    if template.CHOSEN_EVALUATOR.search(text, 0, organisation.start):
        return vocabulary.concept("actor-role", "évaluateur")
    return None


def _after(text: str, person: Match, names: list[Match], vocabulary: Vocabulary) -> tuple[int, int] | None:
    """Where an apposition or a bracket after the name says the function: "N, 3e adjointe," or "N (agent du …)"."""
    found = _AFTER.match(text, person.end)
    if not found:
        return None
    start, end = found.span("text")
    for other in names:
        # The next person's name ends the apposition: "chef de projet et N".
        if other.name.kind == "Person" and start < other.start < end:
            end = other.start
    function = re.sub(r"\s+et\s*$", "", text[start:end])
    cut = _CUT.search(function)
    function = function[: cut.start()] if cut else function
    start += len(function) - len(function.lstrip())
    function = function.strip()
    return (start, start + len(function)) if function and is_function(function, vocabulary) else None


def _before(text: str, person: Match, vocabulary: Vocabulary) -> str | None:
    """A function right before the name: "la Présidente N", "Le maire, N,"."""
    found = _BEFORE.search(text, 0, person.start)
    if found and is_function(found["text"], vocabulary):
        return found["text"]
    return None


def is_function(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text begins as the words for a function do."""
    bare = _ORDINAL.sub("", text)
    first = re.split(r"[\s-]", fold(bare))[0]
    return first in FUNCTION_WORDS or vocabulary.starts("actor-role", bare) is not None


def _organisation(text: str, person: Match, names: list[Match], function: tuple[int, int] | None) -> str | None:
    """The organisation that follows the person, the people named together with them, or their function."""
    at = person.end
    following = [m for m in names if m.start >= at]
    for match in following:
        between = text[at : match.start]
        if match.name.kind == "Person":
            if re.fullmatch(r"\s*(?:,|et|,? et)\s*", between):
                at = match.end
                continue
            return None
        if match.name.kind != "Organisation":
            return None
        near = _OF.fullmatch(between) is not None
        # The words of the function alone say where it is held: after them the text tells of something else.
        within = function is not None and match.end <= function[1] and _HELD_AT.search(text, function[0], match.start)
        return match.name.iri if (near or within) and not _is_dated(text, match) else None
    return None


def _is_dated(text: str, match: Match) -> bool:
    """Whether a name is a gathering held on a day, such as "l'Assemblée du 19 mars 2024": no body to belong to."""
    return any(text[match.end : date.at] in (" du ", " en ", " de ") for date in dates(text))
