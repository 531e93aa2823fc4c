"""The general part: each paragraph and list member read by the section, heading and lead it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cohorte_graph.extract import template
from cohorte_graph.extract.accompaniments import read_accompaniments
from cohorte_graph.extract.context import Context, Passage
from cohorte_graph.extract.dates import dates
from cohorte_graph.extract.events import attendance, dated_assemblies, listed_event, prose_events
from cohorte_graph.extract.gazetteer import Name
from cohorte_graph.extract.productions import read_box
from cohorte_graph.extract.records import (
    Diagnosis,
    Event,
    Explanation,
    Fragility,
    Improvement,
    Lesson,
    Member,
    Mission,
    Objective,
    Perspective,
    Phase,
    Pilot,
    PilotSupportStep,
    PreviousCohort,
    PullQuote,
    Record,
    RegionAccompaniment,
    RegionActionSheet,
    RegionOrientation,
    RegionOutcome,
    RegionStep,
    Stake,
    StrategicQuestion,
    Strength,
    Tension,
    Testimony,
)
from cohorte_graph.extract.sentences import sentences
from cohorte_graph.folding import fold, words
from cohorte_graph.sources import Block, BlockKind, Section

__all__ = ["read_general"]

_FINDING = {"strength": Strength, "fragility": Fragility, "tension": Tension}
_FINDING_NAMES = {
    "strength": ("Atout", "Strength"),
    "fragility": ("Fragilité", "Fragility"),
    "tension": ("Tension", "Tension"),
}
_TITLED = re.compile(r"^(?P<title>[^:.!?]{3,90}?) ?: ?(?=\S)")
_ENUMERATING = re.compile(r"^(?:d'abord|ensuite|puis|de plus|en outre|enfin)\b|\bd'abord\b")


def read_general(section: Section, context: Context, territories: list[Name]) -> list[Record]:
    """The records of a section of the general part, without mentions and figures."""
    return list(_General(section, context, territories).read())


@dataclass
class _General:
    section: Section
    context: Context
    territories: list[Name]
    heading: str = ""
    lead: Passage | None = None
    listed: list[Event] = field(default_factory=list)
    known_events: list[Event] = field(default_factory=list)
    steps: list[RegionStep] = field(default_factory=list)

    def __post_init__(self) -> None:
        title = fold(self.section.title)
        self.kind = next((k for k, p in template.SECTION.items() if p.fullmatch(title)), "")
        bodies = [b for b in self.section.blocks if b.kind is BlockKind.PARAGRAPH and not b.box]
        self.first, self.last = (bodies[0], bodies[-1]) if bodies else (None, None)

    def read(self) -> Iterator[Record]:
        boxed: list[Block] = []
        for block in self.section.blocks:
            passage = self.context.passage(self.section, block)
            if self._is_boxed(block):
                boxed.append(block)
            elif block.kind is BlockKind.HEADING:
                yield from self._close_list()
                self.heading, self.lead = fold(block.text), None
            elif block.kind is BlockKind.PULL_QUOTE:
                yield self._pull_quote(passage)
            elif block.kind is BlockKind.PARAGRAPH:
                yield from self._paragraph(passage)
            elif block.kind is BlockKind.ITEM:
                yield from self._item(passage)
        yield from self._close_list()
        yield from self._boxes(boxed)
        yield from self._region()

    # Boxes

    def _is_boxed(self, block: Block) -> bool:
        return bool(block.box) or block.kind in (BlockKind.BOX, BlockKind.WEB_ADDRESS)

    def _boxes(self, blocks: list[Block]) -> Iterator[Record]:
        """Boxes of one sheet together; a box whose members each name a territory lists the pilots."""
        for sheet in sorted({b.sheet for b in blocks}):
            rest: list[Block] = []
            for block in (b for b in blocks if b.sheet == sheet):
                passage = self.context.passage(self.section, block)
                if block.bullet == "→" and passage.territories():
                    yield self._tagline(passage)
                elif block.kind is BlockKind.PARAGRAPH and block.text.endswith(":"):
                    yield self._explanation(passage)
                else:
                    rest.append(block)
            yield from read_box(self.section, rest, self.context)

    def _tagline(self, passage: Passage) -> Pilot:
        match = passage.territories()[0]
        text = passage.text[match.end :].lstrip(" :")
        start = len(passage.text) - len(text)
        return Pilot(
            path=("pilot", self.context.cohort, match.name.slug),
            label=(f"Projet pilote de {match.name.label}", f"Pilot project of {match.name.label}"),
            evidence=(passage.part(0, len(passage.text), "tagline"),),
            territory=match.name.iri,
            tagline=passage.text[start:].rstrip(" ."),
        )

    # Paragraphs

    def _paragraph(self, passage: Passage) -> Iterator[Record]:
        attended = attendance(passage, self.listed)
        if attended:
            self.listed = attended
            return
        yield from self._close_list()
        self.lead = passage
        self.known_events += (told := list(prose_events(passage)))
        yield from told
        folded = fold(passage.text)
        if template.DIAGNOSED_EVERYWHERE.search(folded):
            yield from self._diagnoses(passage)
        yield from self._testimonies(passage, folded)
        yield from self._main_record(passage)

    def _main_record(self, passage: Passage) -> Iterator[Record]:
        """The one record that a paragraph as a whole is."""
        if self.kind == "region":
            self._region_step(passage)
        elif self.kind == "perspectives":
            yield self._plain(Perspective, passage, "perspective", ("Perspective", "Perspective"))
        elif self.kind == "lessons" and not self.heading:
            yield self._lesson(passage)
        else:
            yield self._explanation(passage)
            if self._states_objectives(passage):
                yield from self._objectives_in(passage)

    def _explanation(self, passage: Passage) -> Explanation:
        number = self.context.next("explanation", self.section.slug)
        return Explanation(
            path=("explanation", self.context.cohort, self.section.slug, number),
            label=(
                f"{self.section.title or 'Quatrième de couverture'}, explication {number}",
                f"{self.section.title or 'Back cover'}, explanation {number}",
            ),
            evidence=(passage.evidence(),),
            number=number,
            text=passage.text,
        )

    def _states_objectives(self, passage: Passage) -> bool:
        opening = fold(self.first.text) if self.first else ""
        return (
            not self.heading
            and self.kind == "pilots"
            and template.OBJECTIVES.search(opening) is not None
            and _ENUMERATING.search(fold(passage.text)) is not None
        )

    def _objectives_in(self, passage: Passage) -> Iterator[Objective]:
        """Objectives told one after the other: "d'abord …", "Ensuite …", "De plus …"."""
        bounds = sentences(passage.text)
        first = next(
            (n for n, (a, b) in enumerate(bounds) if _ENUMERATING.search(fold(passage.text[a:b]))), None
        )
        if first is not None:
            yield self._objective(passage, bounds[first][0], bounds[-1][1])

    def _objective(self, passage: Passage, start: int, end: int) -> Objective:
        number = self.context.next("objective", self.section.slug)
        return Objective(
            path=("objective", self.context.cohort, self.section.slug, number),
            label=(
                f"{self.section.title}, objectif {number}",
                f"{self.section.title}, objective {number}",
            ),
            evidence=(passage.part(start, end) if (start, end) != (0, len(passage.text)) else passage.evidence(),),
            number=number,
            text=passage.text[start:end],
        )

    def _diagnoses(self, passage: Passage) -> Iterator[Diagnosis]:
        for name in self.territories:
            yield Diagnosis(
                path=("diagnosis", self.context.cohort, name.slug),
                label=(f"Diagnostic sensible de {name.label}", f"Sensitive diagnosis of {name.label}"),
                evidence=(passage.evidence(),),
                territory=name.iri,
            )

    def _testimonies(self, passage: Passage, folded: str) -> Iterator[Testimony]:
        found = template.TESTIMONIES.search(folded)
        if not found:
            return
        about = set(words(found[1])) - {"la", "de", "journee"}
        event = next((e for e in self.known_events if about & set(words(e.topic or ""))), None)
        for quote in template.IMPACT_LABEL.finditer(passage.text):
            number = self.context.next("testimony")
            yield Testimony(
                path=("testimony", self.context.cohort, number),
                label=(f"Parole de participant {number}", f"Participant's words {number}"),
                evidence=(passage.part(*quote.span()),),
                number=number,
                text=quote[1],
                event=self.context.iri("event", event.path[-1]) if event else None,
            )

    # Lists

    def _item(self, passage: Passage) -> Iterator[Record]:
        lead = self.lead.text if self.lead else ""
        event = listed_event(passage, self.heading, lead)
        if event:
            self.listed.append(event)
            return
        yield from dated_assemblies(passage, 0, len(passage.text))
        if self.kind == "region":
            self._region_item(passage, fold(lead))
            return
        yield from self._by_rule(passage, fold(lead)) or [self._explanation(passage)]

    def _by_rule(self, passage: Passage, lead: str) -> list[Record]:
        """The records of a list's member: the first rule that fits its section, heading and lead."""
        for kind, pattern in template.FINDINGS:
            if pattern.search(self.heading) and self.kind == "diagnoses":
                return [self._finding(kind, passage)]
        if template.IMPROVEMENTS.search(self.heading):
            return [self._plain(Improvement, passage, "improvement", ("Amélioration", "Improvement"))]
        if template.QUESTIONS.search(self.heading):
            return [
                self._plain(
                    StrategicQuestion,
                    passage,
                    "strategic-question",
                    ("Question stratégique", "Strategic question"),
                )
            ]
        if template.STAKES.search(self.heading):
            return [self._plain(Stake, passage, "stake", ("Enjeu", "Stake"))]
        if self.kind == "lessons":
            return [self._lesson(passage)]
        return self._by_lead(passage, lead)

    def _by_lead(self, passage: Passage, lead: str) -> list[Record]:
        if template.FORMER_COHORTS.search(lead):
            return [self._previous_cohort(passage)]
        if template.PILOT_SUPPORT.search(lead):
            return [self._plain(PilotSupportStep, passage, "pilot-support-step", ("Étape d'appui", "Support step"))]
        if template.PHASES.search(lead):
            return [self._plain(Phase, passage, "phase", ("Phase", "Phase"), titled=True)]
        if template.MISSIONS.search(lead) and lead.endswith(":"):
            return [self._mission(passage)]
        if template.OBJECTIVES.search(lead) or (self.kind == "pilots" and not self.heading):
            return [self._objective(passage, 0, len(passage.text))]
        if passage.names("Person"):
            diagnosed = template.DIAGNOSED_BY_ALLY.search(lead) is not None
            found = read_accompaniments(passage, diagnosed=diagnosed)
            if found:
                return found
        territory = self._whole_territory(passage)
        return [self._membership(passage, territory), self._explanation(passage)] if territory else []

    def _plain(
        self,
        kind: type[Record],
        passage: Passage,
        path: str,
        name: tuple[str, str],
        *,
        titled: bool = False,
    ) -> Record:
        number = self.context.next(path)
        title = _TITLED.match(passage.text) if titled else None
        return kind(
            path=(path, self.context.cohort, number),
            label=(f"{name[0]} {number}", f"{name[1]} {number}"),
            evidence=(passage.evidence(),),
            number=number,  # type: ignore[call-arg]
            text=passage.text,
            title=title["title"].strip() if title else None,
        )

    def _lesson(self, passage: Passage) -> Record:
        is_item = passage.block.kind is BlockKind.ITEM
        return self._plain(Lesson, passage, "lesson", ("Enseignement", "Lesson"), titled=is_item)

    def _finding(self, kind: str, passage: Passage) -> Record:
        number = self.context.next("finding", kind)
        fr, en = _FINDING_NAMES[kind]
        title = _TITLED.match(passage.text.replace("vs.", "vs"))
        printed = passage.text[: title.end("title") + passage.text[:90].count("vs.")].strip(" :") if title else None
        return _FINDING[kind](
            path=("finding", self.context.cohort, kind, number),
            label=(f"{fr} : {printed or number}", f"{en}: {printed or number}"),
            evidence=(passage.evidence(),),
            number=number,
            title=printed,
            text=passage.text,
        )

    def _mission(self, passage: Passage) -> Mission:
        number = self.context.next("mission")
        names = self.lead.names("Organisation") if self.lead else []
        return Mission(
            path=("mission", self.context.cohort, number),
            label=(f"Mission {number}", f"Mission {number}"),
            evidence=(passage.evidence(),),
            number=number,
            text=passage.text,
            assigned_to=names[0].name.iri if names else None,
        )

    def _previous_cohort(self, passage: Passage) -> PreviousCohort:
        number = self.context.next("previous-cohort")
        periods = [d for d in dates(passage.text) if d.last]
        supporters = passage.names("Organisation")
        return PreviousCohort(
            path=("previous-cohort", self.context.cohort, number),
            label=(f"Cohorte précédente {number}", f"Previous cohort {number}"),
            evidence=(passage.evidence(),),
            number=number,
            text=passage.text,
            start_date=periods[0].first if periods else None,
            end_date=periods[0].last if periods else None,
            supported_by=tuple(dict.fromkeys(m.name.iri for m in supporters)),
        )

    def _whole_territory(self, passage: Passage) -> Name | None:
        """The territory that a list's member consists of, a second name in brackets aside."""
        text = re.sub(r"\(.*?\)", "", passage.text).strip(" ;.")
        name = self.context.gazetteer.named(text)
        return name if name and name.is_territory else None

    def _membership(self, passage: Passage, name: Name) -> Member:
        return Member(
            path=("territory", name.slug),
            label=(name.label, name.label),
            evidence=(passage.evidence("memberOf"),),
            member_of=self.context.iri("cohort"),
        )

    def _close_list(self) -> Iterator[Record]:
        """The events of a list, once nothing more can be said of all of them."""
        self.known_events += self.listed
        yield from self.listed
        self.listed = []

    # The Region

    def _region_step(self, passage: Passage) -> None:
        is_outcome = passage.block is self.last and len(self.steps) > 0
        self._add_step(RegionOutcome if is_outcome else RegionStep, passage)

    def _region_item(self, passage: Passage, lead: str) -> None:
        if template.ACTION_SHEETS.search(lead):
            self._add_step(RegionActionSheet, passage)
        elif template.ORIENTATIONS.search(lead):
            self._add_step(RegionOrientation, passage)
        else:
            self._add_step(RegionStep, passage)

    def _add_step(self, kind: type[RegionStep], passage: Passage) -> None:
        number = len(self.steps) + 1
        when = [d for d in dates(passage.text) if d.at < 20 and d.last is None]
        self.steps.append(
            kind(
                path=("region-step", self.context.cohort, number),
                label=(f"Accompagnement de la Région, étape {number}", f"Support to the Region, step {number}"),
                evidence=(passage.evidence(),),
                number=number,
                text=passage.text,
                date=when[0].first if when else None,
            )
        )

    def _region(self) -> Iterator[Record]:
        if not self.steps:
            return
        first = self.steps[0]
        yield RegionAccompaniment(
            path=("region-accompaniment", self.context.cohort),
            label=("Accompagnement de la Région", "Support to the Region"),
            evidence=first.evidence,
            text=first.text,
            steps=tuple(self.context.iri("region-step", step.number or 0) for step in self.steps),
        )
        yield from self.steps

    def _pull_quote(self, passage: Passage) -> PullQuote:
        number = self.context.next("pull-quote", self.section.slug)
        return PullQuote(
            path=("pull-quote", self.context.cohort, self.section.slug, number),
            label=(f"Exergue, {self.section.title}", f"Pull quote, {self.section.title}"),
            evidence=(passage.evidence(),),
            number=number,
            text=passage.text,
        )
