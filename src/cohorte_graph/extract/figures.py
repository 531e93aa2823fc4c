"""Figures in prose: numbers with what they count, the measure being the concept whose label the unit is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cohorte_graph.extract import template
from cohorte_graph.extract.context import Passage
from cohorte_graph.extract.dates import dates, yearless_dates
from cohorte_graph.extract.numbers import Quantity, quantities
from cohorte_graph.extract.records import Figure
from cohorte_graph.extract.sentences import sentences
from cohorte_graph.sources import Span

__all__ = ["read_figures"]

MASKING = ("Policy", "Term", "Organisation")
"""Names whose numbers count nothing ("les 4 Fondamentaux …")."""


def read_figures(
    passage: Passage,
    about: str,
    subjects: dict[tuple[Span, ...], str],
    territory: str | None,
    where: str,
) -> Iterator[Figure]:
    """The figures of a text.

    ``about`` is what the text is about, ``subjects`` what single sentences of it tell of (an event); ``where``
    names the place in IRIs.
    """
    text = passage.text
    masked = [(m.start, m.end) for m in passage.names(*MASKING)]
    masked += [(d.at, d.end) for d in dates(text)] + yearless_dates(text)
    found = quantities(text, masked)
    for start, end in sentences(text):
        for quantity in found:
            if not start <= quantity.start < end:
                continue
            counted = quantity.unit or _elided_unit(_without(text, masked)[: quantity.start], passage)
            if counted:
                subject = subjects.get(passage.part(start, end).spans, about)
                yield _figure(passage, quantity, counted, (start, end), subject, territory, where)


def _without(text: str, masked: list[tuple[int, int]]) -> str:
    for start, end in masked:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _elided_unit(before: str, passage: Passage) -> str:
    """What a number without a noun counts: the last measured noun before it."""
    vocabulary = passage.context.vocabulary
    for word in reversed(re.findall(r"[^\W\d_]+", before)):
        if vocabulary.concept("measure", word):
            return str(word)
    return ""


def _figure(
    passage: Passage,
    quantity: Quantity,
    counted: str,
    bounds: tuple[int, int],
    subject: str,
    territory: str | None,
    where: str,
) -> Figure:
    context = passage.context
    measure, unit = _measure(passage, quantity, counted)
    slug = measure.rsplit("/", 1)[-1]
    number = context.next("figure", where, slug)
    fr, en = context.vocabulary.names.get(measure, (unit, unit))
    exact = quantity.low == quantity.high
    printed = _printed(quantity, unit)
    subject_of = context.iri("cohort") if slug == "membres-cohorte" else subject
    return Figure(
        path=("figure", context.cohort, where, slug if number == 1 else f"{slug}-{number}"),
        label=(f"{fr} : {printed}", f"{en}: {printed}"),
        evidence=(passage.part(*bounds),),
        territory=territory,
        figure_of=subject_of,
        measure=measure,
        value=quantity.low if exact else None,
        value_min=None if exact else quantity.low,
        value_max=None if exact else quantity.high,
        value_text=printed,
        unit=unit,
        approximate=True if quantity.rounded else None,
    )


def _printed(quantity: Quantity, unit: str) -> str:
    """The number with its unit, without what follows it."""
    number = quantity.printed.removesuffix(quantity.unit) if quantity.unit else quantity.printed
    return number + unit if quantity.unit.startswith(unit) else quantity.printed


def _measure(passage: Passage, quantity: Quantity, counted: str) -> tuple[str, str]:
    context = passage.context
    if template.ANNOUNCED_MEMBERS.match(passage.text[quantity.end - len(quantity.unit) :]):
        return context.concept("measure", "membres-cohorte"), counted.split(" ")[0]
    found = context.vocabulary.starts("measure", counted)
    if found:
        return found
    # "nouvelles mesures", "projets pilotes": a noun may follow an adjective.
    second = context.vocabulary.concept("measure", counted.split(" ")[-1])
    return second or context.concept("measure", "autre"), counted.split(" ")[0] if not second else counted
