"""The accompaniment of the Region: what was proposed, what became of it, step by step."""

from __future__ import annotations

from collections.abc import Iterator

from cohorte_graph.extract import template
from cohorte_graph.extract.context import Context, Passage
from cohorte_graph.extract.dates import dates
from cohorte_graph.extract.records import (
    Record,
    RegionAccompaniment,
    RegionActionSheet,
    RegionOrientation,
    RegionOutcome,
    RegionStep,
)

__all__ = ["RegionSteps"]

OPENING = 20
"""A date within so many characters of a step's start is the step's date."""


class RegionSteps:
    """The steps in their order; the last paragraph of the section tells the outcome."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.steps: list[RegionStep] = []

    def add_paragraph(self, passage: Passage, *, last: bool) -> None:
        self._add(RegionOutcome if last and self.steps else RegionStep, passage)

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
        when = [d for d in dates(passage.text) if d.at < OPENING and d.last is None]
        self.steps.append(
            kind(
                path=("region-step", self.context.cohort, number),
                label=(
                    f"Accompagnement de la Région, étape {number}",
                    f"Support to the Region, step {number}",
                ),
                evidence=(passage.evidence(),),
                number=number,
                text=passage.text,
                date=when[0].first if when else None,
            )
        )

    def records(self) -> Iterator[Record]:
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
