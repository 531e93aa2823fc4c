"""The accompaniment of the Region: what was proposed, what became of it, step by step."""

from __future__ import annotations

from collections.abc import Iterator

from cohorte_graph.extract import template
from cohorte_graph.extract.context import Context, Passage
from cohorte_graph.extract.dates import dates
from cohorte_graph.extract.numbered import shortened
from cohorte_graph.extract.records import (
    Record,
    RegionAccompaniment,
    RegionActionSheet,
    RegionOrientation,
    RegionOutcome,
    RegionStep,
)

__all__ = ["RegionSteps"]

_NAMES = {
    RegionStep: ("Étape", "Step"),
    RegionOrientation: ("Orientation", "Orientation"),
    RegionActionSheet: ("Fiche action", "Action sheet"),
    RegionOutcome: ("Issue", "Outcome"),
}
OPENING = 20
"""A date within so many characters of a step's start is the step's date."""


class RegionSteps:
    """The steps in their order; the last paragraph of the section tells the outcome."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.opening: Passage | None = None
        self.steps: list[RegionStep] = []

    def add_paragraph(self, passage: Passage, *, last: bool) -> None:
        """The first paragraph tells of the accompaniment as a whole."""
        if self.opening is None:
            self.opening = passage
        else:
            self._add(RegionOutcome if last else RegionStep, passage)

    def add_item(self, passage: Passage, lead: str) -> None:
        """A list's member: ``lead`` is the folded text that introduces the list."""
        if template.ACTION_SHEETS.search(lead):
            self._add(RegionActionSheet, passage)
        elif template.ORIENTATIONS.search(lead):
            self._add(RegionOrientation, passage)
        else:
            self._add(RegionStep, passage)

    def _add(self, kind: type[RegionStep], passage: Passage) -> None:
        number = len(self.steps) + 1
        of_kind = sum(type(step) is kind for step in self.steps) + 1
        when = [d for d in dates(passage.text) if d.at < OPENING and d.last is None]
        self.steps.append(
            kind(
                path=("region-step", self.context.cohort, number),
                label=(
                    f"{_NAMES[kind][0]} {of_kind} : {shortened(passage.text)}",
                    f"{_NAMES[kind][1]} {of_kind}: {shortened(passage.text)}",
                ),
                evidence=(passage.evidence(),),
                number=number,
                text=passage.text,
                date=when[0].first if when else None,
            )
        )

    def records(self) -> Iterator[Record]:
        if self.opening is None:
            return
        yield RegionAccompaniment(
            path=("region-accompaniment", self.context.cohort),
            label=("Accompagnement régional", "Support to the Region"),
            evidence=(self.opening.evidence(),),
            text=self.opening.text,
            steps=tuple(self.context.iri("region-step", step.number or 0) for step in self.steps),
        )
        yield from self.steps
