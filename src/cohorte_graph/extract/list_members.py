"""Members of lists in the general part: what each is follows from its section, heading and lead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cohorte_graph.extract import template
from cohorte_graph.extract.accompaniments import read_accompaniments
from cohorte_graph.extract.context import Passage
from cohorte_graph.extract.dates import dates
from cohorte_graph.extract.gazetteer import Name
from cohorte_graph.extract.numbered import numbered, printed_title
from cohorte_graph.extract.records import (
    Fragility,
    Improvement,
    Lesson,
    Member,
    Mission,
    Objective,
    Phase,
    PilotSupportStep,
    PreviousCohort,
    Record,
    Stake,
    StrategicQuestion,
    Strength,
    Tension,
)

__all__ = ["ListPlace", "objective", "read_member"]

_FINDING = {"strength": Strength, "fragility": Fragility, "tension": Tension}
_FINDING_NAMES = {
    "strength": ("Atout", "Strength"),
    "fragility": ("Fragilité", "Fragility"),
    "tension": ("Tension", "Tension"),
}


@dataclass(frozen=True)
class ListPlace:
    """Where a list stands: the kind of its section, the folded heading, the paragraph that introduces it."""

    kind: str
    heading: str
    lead: Passage | None

    @property
    def lead_words(self) -> str:
        return self.lead.folded if self.lead else ""


def read_member(passage: Passage, place: ListPlace) -> list[Record]:
    """The records of a list's member: the first rule that fits; none where no rule does."""
    for kind, pattern in template.FINDINGS:
        if place.kind == "diagnoses" and pattern.search(place.heading):
            return [_finding(kind, passage)]
    if template.IMPROVEMENTS.search(place.heading):
        return [numbered(Improvement, passage, "improvement", ("Amélioration", "Improvement"))]
    if template.QUESTIONS.search(place.heading):
        name = ("Question stratégique", "Strategic question")
        return [numbered(StrategicQuestion, passage, "strategic-question", name)]
    if template.STAKES.search(place.heading):
        return [numbered(Stake, passage, "stake", ("Enjeu", "Stake"))]
    if place.kind == "lessons":
        return [numbered(Lesson, passage, "lesson", ("Enseignement", "Lesson"), titled=True)]
    return _by_lead(passage, place)


def _by_lead(passage: Passage, place: ListPlace) -> list[Record]:
    lead = place.lead_words
    if template.FORMER_COHORTS.search(lead):
        return [_previous_cohort(passage)]
    if template.PILOT_SUPPORT.search(lead):
        return [numbered(PilotSupportStep, passage, "pilot-support-step", ("Étape d'appui", "Support step"))]
    if template.PHASES.search(lead):
        return [numbered(Phase, passage, "phase", ("Phase", "Phase"), titled=True)]
    if template.MISSIONS.search(lead) and lead.endswith(":"):
        return [_mission(passage, place.lead)]
    if template.OBJECTIVES.search(lead) or (place.kind == "pilots" and not place.heading):
        return [objective(passage, 0, len(passage.text))]
    if passage.names("Person"):
        diagnosed = place.lead if template.DIAGNOSED_BY_ALLY.search(lead) else None
        found = read_accompaniments(passage, diagnosed)
        if found:
            return found
    territory = _whole_territory(passage)
    return [_membership(passage, territory)] if territory else []


def objective(passage: Passage, start: int, end: int) -> Objective:
    """``text[start:end]`` as the section's next objective."""
    context, section = passage.context, passage.section
    number = context.next("objective", section.slug)
    whole = (start, end) == (0, len(passage.text))
    return Objective(
        path=("objective", context.cohort, section.slug, number),
        label=(f"{section.title}, objectif {number}", f"{section.title}, objective {number}"),
        evidence=(passage.evidence() if whole else passage.part(start, end),),
        number=number,
        text=passage.text[start:end],
    )


def _finding(kind: str, passage: Passage) -> Record:
    context = passage.context
    number = context.next("finding", kind)
    fr, en = _FINDING_NAMES[kind]
    title = printed_title(passage.text)
    return _FINDING[kind](
        path=("finding", context.cohort, kind, number),
        label=(f"{fr} : {title or number}", f"{en}: {title or number}"),
        evidence=(passage.evidence(),),
        number=number,
        title=title,
        text=passage.text,
    )


def _mission(passage: Passage, lead: Passage | None) -> Mission:
    number = passage.context.next("mission")
    names = lead.names("Organisation") if lead else []
    return Mission(
        path=("mission", passage.context.cohort, number),
        label=(f"Mission {number}", f"Mission {number}"),
        evidence=(passage.evidence(),),
        number=number,
        text=passage.text,
        assigned_to=names[0].name.iri if names else None,
    )


def _previous_cohort(passage: Passage) -> PreviousCohort:
    number = passage.context.next("previous-cohort")
    periods = [d for d in dates(passage.text) if d.last]
    supporters = passage.names("Organisation")
    return PreviousCohort(
        path=("previous-cohort", passage.context.cohort, number),
        label=(f"Cohorte précédente {number}", f"Previous cohort {number}"),
        evidence=(passage.evidence(),),
        number=number,
        text=passage.text,
        start_date=periods[0].first if periods else None,
        end_date=periods[0].last if periods else None,
        supported_by=tuple(dict.fromkeys(m.name.iri for m in supporters)),
    )


def _whole_territory(passage: Passage) -> Name | None:
    """The territory that a list's member consists of, a second name in brackets aside."""
    text = re.sub(r"\(.*?\)", "", passage.text).strip(" ;.")
    name = passage.context.gazetteer.named(text)
    return name if name and name.is_territory else None


def _membership(passage: Passage, name: Name) -> Member:
    return Member(
        path=("territory", name.slug),
        label=(name.label, name.label),
        evidence=(passage.evidence("memberOf"),),
        member_of=passage.context.iri("cohort"),
    )
