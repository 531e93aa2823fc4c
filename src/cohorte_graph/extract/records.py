"""The classes of records, one for each class of thing that a report tells of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cohorte_graph.extract.record import As, Evidence, NumberedRecord, Record, stated

__all__ = [
    "RECORDS",
    "Accompaniment",
    "Action",
    "AllyViewpoint",
    "As",
    "Diagnosis",
    "Effect",
    "Event",
    "Evidence",
    "Explanation",
    "Figure",
    "Fragility",
    "Improvement",
    "Lesson",
    "Limit",
    "Member",
    "Mention",
    "Mission",
    "NumberedRecord",
    "Objective",
    "Perspective",
    "Phase",
    "Pilot",
    "PilotSupportStep",
    "PreviousCohort",
    "Production",
    "ProofreadingNote",
    "PullQuote",
    "Record",
    "RegionAccompaniment",
    "RegionActionSheet",
    "RegionOrientation",
    "RegionOutcome",
    "RegionStep",
    "SourceDifference",
    "Stake",
    "StrategicQuestion",
    "Strength",
    "Tension",
    "TerritoryViewpoint",
    "Testimony",
    "UnknownName",
    "WebAddress",
]


@dataclass(frozen=True, kw_only=True)
class Member(Record):
    """A territory as a member of the cohort, with what the report says of where it lies."""

    content: ClassVar[bool] = False
    member_of: str | None = stated("memberOf", As.RESOURCE)
    department: str | None = stated("department", As.RESOURCE)
    region: str | None = stated("region", As.RESOURCE)
    pilot: str | None = stated("hasPilot", As.RESOURCE)
    viewpoints: tuple[str, ...] = stated("hasViewpoint", As.RESOURCE, many=True)

    @property
    def covering(self) -> tuple[Evidence, ...]:
        """The single facts of a territory; never the territory as a whole."""
        return tuple(evidence for evidence in self.evidence if evidence.property)


@dataclass(frozen=True, kw_only=True)
class Pilot(Record):
    title: str | None = stated("title", As.TEXT)
    tagline: str | None = stated("tagline", As.TEXT)
    text: str | None = stated("text", As.TEXT)
    project_names: tuple[str, ...] = stated("projectName", As.TEXT, many=True)
    actions: tuple[str, ...] = stated("hasAction", As.RESOURCE, many=True)
    effects: tuple[str, ...] = stated("hasEffect", As.RESOURCE, many=True)
    limits: tuple[str, ...] = stated("hasLimit", As.RESOURCE, many=True)


@dataclass(frozen=True, kw_only=True)
class Action(NumberedRecord):
    pass


@dataclass(frozen=True, kw_only=True)
class Effect(NumberedRecord):
    printed_labels: tuple[str, ...] = stated("printedLabel", As.TEXT, many=True)
    effect_types: tuple[str, ...] = stated("effectType", As.RESOURCE, many=True)


@dataclass(frozen=True, kw_only=True)
class Limit(NumberedRecord):
    pass


@dataclass(frozen=True, kw_only=True)
class _Viewpoint(Record):
    heading: str | None = stated("heading", As.TEXT)
    text: str | None = stated("text", As.TEXT)
    speakers: tuple[str, ...] = stated("speaker", As.RESOURCE, many=True)
    organisations: tuple[str, ...] = stated("speakerOrganisation", As.RESOURCE, many=True)


@dataclass(frozen=True, kw_only=True)
class AllyViewpoint(_Viewpoint):
    pass


@dataclass(frozen=True, kw_only=True)
class TerritoryViewpoint(_Viewpoint):
    pass


@dataclass(frozen=True, kw_only=True)
class PullQuote(NumberedRecord):
    pass


@dataclass(frozen=True, kw_only=True)
class Accompaniment(Record):
    carried_out_by: str = stated("carriedOutBy", As.RESOURCE)
    on_behalf_of: str | None = stated("onBehalfOf", As.RESOURCE)
    pilot: str | None = stated("pilot", As.RESOURCE)
    task: str | None = stated("task", As.RESOURCE)
    role: str | None = stated("inRole", As.RESOURCE)


@dataclass(frozen=True, kw_only=True)
class Diagnosis(Record):
    diagnosed_by: str | None = stated("diagnosedBy", As.RESOURCE)


@dataclass(frozen=True, kw_only=True)
class Event(NumberedRecord):
    kind: str | None = stated("eventKind", As.RESOURCE)
    date: str | None = stated("date", As.DATE)
    start_date: str | None = stated("startDate", As.DATE)
    end_date: str | None = stated("endDate", As.DATE)
    date_text: str | None = stated("dateText", As.PLAIN)
    place: str | None = stated("place", As.RESOURCE)
    topic: str | None = stated("topic", As.TEXT)
    participants_min: int | None = stated("participantsMin", As.INTEGER)
    participants_max: int | None = stated("participantsMax", As.INTEGER)
    attendees: tuple[str, ...] = stated("attendee", As.RESOURCE, many=True)
    occurrences: int | None = stated("occurrences", As.INTEGER)
    policies: tuple[str, ...] = stated("policy", As.RESOURCE, many=True)


class Strength(NumberedRecord):
    pass


class Fragility(NumberedRecord):
    pass


class Tension(NumberedRecord):
    pass


class Phase(NumberedRecord):
    pass


class PilotSupportStep(NumberedRecord):
    pass


class Lesson(NumberedRecord):
    pass


class Improvement(NumberedRecord):
    pass


class Stake(NumberedRecord):
    pass


class StrategicQuestion(NumberedRecord):
    pass


class Perspective(NumberedRecord):
    pass


class Objective(NumberedRecord):
    pass


class Explanation(NumberedRecord):
    pass


@dataclass(frozen=True, kw_only=True)
class Mission(NumberedRecord):
    assigned_to: str | None = stated("assignedTo", As.RESOURCE)


@dataclass(frozen=True, kw_only=True)
class Testimony(NumberedRecord):
    event: str | None = stated("event", As.RESOURCE)


@dataclass(frozen=True, kw_only=True)
class PreviousCohort(NumberedRecord):
    start_date: str | None = stated("startDate", As.DATE)
    end_date: str | None = stated("endDate", As.DATE)
    supported_by: tuple[str, ...] = stated("supportedBy", As.RESOURCE, many=True)


@dataclass(frozen=True, kw_only=True)
class RegionAccompaniment(Record):
    text: str | None = stated("text", As.TEXT)
    steps: tuple[str, ...] = stated("hasStep", As.RESOURCE, many=True)


@dataclass(frozen=True, kw_only=True)
class RegionStep(NumberedRecord):
    date: str | None = stated("date", As.DATE)


class RegionOrientation(RegionStep):
    pass


class RegionActionSheet(RegionStep):
    pass


class RegionOutcome(RegionStep):
    pass


@dataclass(frozen=True, kw_only=True)
class Production(NumberedRecord):
    kind: str | None = stated("productionKind", As.RESOURCE)
    producer: str | None = stated("producer", As.RESOURCE)
    url: str | None = stated("url", As.URI)


@dataclass(frozen=True, kw_only=True)
class WebAddress(NumberedRecord):
    content: ClassVar[bool] = False
    url: str | None = stated("url", As.URI)
    address_of: str | None = stated("addressOf", As.RESOURCE)


@dataclass(frozen=True, kw_only=True)
class Figure(Record):
    @property
    def covering(self) -> tuple[Evidence, ...]:
        """A fact of a territory stands alone; a number within a text says only part of it."""
        return self.evidence if "/id/territory/" in self.figure_of else ()

    figure_of: str = stated("figureOf", As.RESOURCE)
    measure: str = stated("measure", As.RESOURCE)
    value: str | None = stated("value", As.DECIMAL)
    value_min: str | None = stated("valueMin", As.DECIMAL)
    value_max: str | None = stated("valueMax", As.DECIMAL)
    value_text: str | None = stated("valueText", As.PLAIN)
    unit: str | None = stated("unit", As.PLAIN)
    approximate: bool | None = stated("approximate", As.BOOLEAN)


@dataclass(frozen=True, kw_only=True)
class Mention(Record):
    content: ClassVar[bool] = False
    mention_of: str = stated("mentionOf", As.RESOURCE)
    surface_form: str = stated("surfaceForm", As.PLAIN)
    printed_function: str | None = stated("printedFunction", As.TEXT)
    actor_role: str | None = stated("actorRole", As.RESOURCE)
    organisation: str | None = stated("organisation", As.RESOURCE)


@dataclass(frozen=True, kw_only=True)
class _Note(Record):
    content: ClassVar[bool] = False
    about: str | None = stated("about", As.RESOURCE)
    surface_form: str | None = stated("surfaceForm", As.PLAIN)
    note: tuple[str, str] | None = stated("noteText", As.BILINGUAL)


class SourceDifference(_Note):
    pass


class UnknownName(_Note):
    pass


@dataclass(frozen=True, kw_only=True)
class ProofreadingNote(_Note):
    number: int | None = stated("number", As.INTEGER)
    kind: str | None = stated("noteKind", As.RESOURCE)


def _concrete(kind: type[Record]) -> list[type[Record]]:
    below = [found for sub in kind.__subclasses__() for found in _concrete(sub)]
    abstract = kind is NumberedRecord or kind.__name__.startswith("_")
    return ([] if abstract else [kind]) + below


RECORDS: tuple[type[Record], ...] = tuple(dict.fromkeys(_concrete(Record)[1:]))
"""Every class of record."""
