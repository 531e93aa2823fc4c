"""The general part: each paragraph and list member read by the section, heading and lead it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cohorte_graph.extract import template
from cohorte_graph.extract.context import Context, Passage
from cohorte_graph.extract.events import attendance, dated_assemblies, listed_event, prose_events
from cohorte_graph.extract.gazetteer import Name
from cohorte_graph.extract.list_members import ListPlace, objective, read_member
from cohorte_graph.extract.numbered import numbered
from cohorte_graph.extract.productions import read_box
from cohorte_graph.extract.records import (
    Diagnosis,
    Event,
    Explanation,
    Lesson,
    NumberedRecord,
    Objective,
    Perspective,
    Pilot,
    PullQuote,
    Record,
    Testimony,
)
from cohorte_graph.extract.region import RegionSteps
from cohorte_graph.extract.sentences import sentences
from cohorte_graph.folding import fold, words
from cohorte_graph.iri import data_iri
from cohorte_graph.sources import Block, BlockKind, Section

__all__ = ["read_general"]

_ENUMERATING = re.compile(r"^(?:d'abord|ensuite|puis|de plus|en outre|enfin)\b|\bd'abord\b")
_UNTITLED = ("Quatrième de couverture", "Back cover")


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
    lead_iri: str | None = None
    listed: list[Event] = field(default_factory=list)
    known_events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        title = fold(self.section.title)
        self.kind = next((k for k, p in template.SECTION.items() if p.fullmatch(title)), "")
        bodies = [b for b in self.section.blocks if b.kind is BlockKind.PARAGRAPH and not b.box]
        self.first: Block | None = bodies[0] if bodies else None
        self.last: Block | None = bodies[-1] if bodies else None
        self.region = RegionSteps(self.context)

    def read(self) -> Iterator[Record]:
        boxed: list[Block] = []
        for block in self.section.blocks:
            passage = self.context.passage(self.section, block)
            if block.box or block.kind in (BlockKind.BOX, BlockKind.WEB_ADDRESS):
                boxed.append(block)
            elif block.kind is BlockKind.HEADING:
                yield from self._close_list()
                self.heading, self.lead, self.lead_iri = fold(block.text), None, None
            elif block.kind is BlockKind.PULL_QUOTE:
                yield self._pull_quote(passage)
            elif block.kind is BlockKind.PARAGRAPH:
                yield from self._paragraph(passage)
            elif block.kind is BlockKind.ITEM:
                yield from self._item(passage)
        yield from self._close_list()
        yield from self._boxes(boxed)
        yield from self.region.records()

    # Boxes

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
        return Pilot(
            path=("pilot", self.context.cohort, match.name.slug),
            label=(f"{match.name.label}, projet pilote", f"{match.name.label}, pilot project"),
            evidence=(passage.evidence("tagline"),),
            territory=match.name.iri,
            tagline=passage.text[match.end :].strip(" :."),
        )

    # Paragraphs

    def _paragraph(self, passage: Passage) -> Iterator[Record]:
        attended = attendance(passage, self.listed)
        if attended:
            self.listed = attended
            return
        yield from self._close_list()
        self.lead, self.lead_iri = passage, None
        told = list(prose_events(passage))
        self.known_events += told
        yield from told
        if template.DIAGNOSED_EVERYWHERE.search(passage.folded):
            yield from self._diagnoses(passage)
        yield from self._testimonies(passage)
        yield from self._main_record(passage)

    def _main_record(self, passage: Passage) -> Iterator[Record]:
        """The one record that a paragraph as a whole is."""
        if self.kind == "region":
            self.region.add_paragraph(passage, last=passage.block is self.last)
        elif self.kind == "perspectives":
            yield numbered(Perspective, passage, "perspective", ("Perspective", "Perspective"))
        elif self.kind == "lessons" and not self.heading:
            yield numbered(Lesson, passage, "lesson", ("Enseignement", "Lesson"))
        else:
            explanation = self._explanation(passage)
            self.lead_iri = data_iri(*explanation.path)
            yield explanation
            yield from self._objectives(passage)

    def _explanation(self, passage: Passage) -> Explanation:
        number = self.context.next("explanation", self.section.slug)
        fr, en = (self.section.title, self.section.title) if self.section.title else _UNTITLED
        return Explanation(
            path=("explanation", self.context.cohort, self.section.slug, number),
            label=(f"{fr}, explication {number}", f"{en}, explanation {number}"),
            evidence=(passage.evidence(),),
            number=number,
            text=passage.text,
        )

    def _objectives(self, passage: Passage) -> Iterator[Objective]:
        """Objectives told one after the other under a section's opening: "d'abord …", "Ensuite …", "De plus …"."""
        opening = fold(self.first.text) if self.first else ""
        if self.heading or self.kind != "pilots" or not template.OBJECTIVES.search(opening):
            return
        bounds = sentences(passage.text)
        for start, end in bounds:
            if _ENUMERATING.search(fold(passage.text[start:end])):
                yield objective(passage, start, bounds[-1][1])
                return

    def _diagnoses(self, passage: Passage) -> Iterator[Diagnosis]:
        for name in self.territories:
            yield Diagnosis(
                path=("diagnosis", self.context.cohort, name.slug),
                label=(f"{name.label}, diagnostic sensible", f"{name.label}, sensitive diagnosis"),
                evidence=(passage.evidence(),),
                territory=name.iri,
            )

    def _testimonies(self, passage: Passage) -> Iterator[Testimony]:
        found = template.TESTIMONIES.search(passage.folded)
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
        place = ListPlace(self.kind, self.heading, self.lead)
        event = listed_event(passage, self.heading, self.lead.text if self.lead else "")
        if event:
            self.listed.append(event)
            return
        yield from dated_assemblies(passage, 0, len(passage.text))
        if self.kind == "region":
            self.region.add_item(passage, place.lead_words)
            return
        records = read_member(passage, place)
        if not any(record.content for record in records):
            records.append(self._explanation(passage))
        for record in records:
            yield replace(record, introduced_by=self.lead_iri) if isinstance(record, NumberedRecord) else record

    def _close_list(self) -> Iterator[Record]:
        """The events of a list, once nothing more can be said of all of them."""
        self.known_events += self.listed
        yield from self.listed
        self.listed = []

    def _pull_quote(self, passage: Passage) -> PullQuote:
        number = self.context.next("pull-quote", self.section.slug)
        return PullQuote(
            path=("pull-quote", self.context.cohort, self.section.slug, number),
            label=(f"Exergue, {self.section.title}", f"Pull quote, {self.section.title}"),
            evidence=(passage.evidence(),),
            number=number,
            text=passage.text,
        )
