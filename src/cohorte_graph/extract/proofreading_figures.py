"""Figures that contradict each other: a fact told twice, an announced number and what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cohorte_graph.extract import template
from cohorte_graph.extract.context import Passage
from cohorte_graph.extract.proofreading_remarks import PROSE, Remark, Report, listed
from cohorte_graph.extract.records import Evidence, Figure
from cohorte_graph.extract.sentences import sentences
from cohorte_graph.iri import data_iri
from cohorte_graph.sources import BlockKind, Span

__all__ = ["figure_remarks"]

FACTS = frozenset(template.FACTS.values())
"""Measures that a chapter states of its territory."""
NOT_LISTED = frozenset({"personnes", "participants", "annees", "jours", "heures", *FACTS})
"""Measures of what no list enumerates."""
_OWNED = re.compile(r"\b(?:ses|leurs) $", re.IGNORECASE)
_ALL = re.compile(r"\b(?:les|des|ces|aux|nos) $", re.IGNORECASE)
_BETWEEN = (BlockKind.BOX, BlockKind.WEB_ADDRESS, BlockKind.PULL_QUOTE)


def figure_remarks(report: Report) -> Iterator[Remark]:
    """The figures that another figure of the same measure and scope contradicts, or a count."""
    figures = [record for record in report.records if isinstance(record, Figure)]
    facts = {(f.figure_of, _measure(f)): f for f in figures if _measure(f) in FACTS and _is_fact(f)}
    told: dict[tuple[Span, ...], list[Figure]] = {}
    for figure in figures:
        if not _is_fact(figure):
            told.setdefault(figure.evidence[0].spans, []).append(figure)
    for passage in report.passages(*PROSE):
        for start, end in sentences(passage.text):
            for figure in told.get(passage.part(start, end).spans, []):
                before = _before(passage.text[start:end], figure)
                yield from _against_facts(report, passage, figure, before, facts)
                yield from _against_members(report, figure, before)
    yield from _against_lists(report, told)


def _measure(figure: Figure) -> str:
    return figure.measure.rsplit("/", 1)[-1]


def _is_fact(figure: Figure) -> bool:
    return figure.territory is not None and figure.figure_of == figure.territory


def _before(text: str, figure: Figure) -> str:
    """The words of a sentence before the figure."""
    return text.partition(figure.value_text or "\0")[0]


def _agree(figure: Figure, value: float) -> bool:
    """Whether a value is that of the figure, within its bounds where it has some."""
    low, high = figure.value or figure.value_min, figure.value or figure.value_max
    return (low is None or float(low) <= value) and (high is None or value <= float(high))


def _against_facts(
    report: Report, passage: Passage, figure: Figure, before: str, facts: dict[tuple[str, str], Figure]
) -> Iterator[Remark]:
    """What prose says of a territory, and what the territory's chapter states.

    Prose speaks of a territory that its sentence names, of the chapter's own, or, with "ses" and "leurs", of
    one of the members.
    """
    measure = _measure(figure)
    if measure not in FACTS or figure.approximate:
        return
    stated = {name.iri: facts[name.iri, measure] for name in report.chapters.values() if (name.iri, measure) in facts}
    named = [m.name.iri for m in passage.territories()]
    scope = named or ([figure.territory] if figure.territory else list(stated) if _OWNED.search(before) else [])
    compared = {iri: stated[iri] for iri in scope if iri in stated}
    if not compared or any(_agree(figure, float(fact.value or 0)) for fact in compared.values()):
        return
    names = {name.iri: name.label for name in report.chapters.values()}
    known = [(names[iri], fact.value_text) for iri, fact in compared.items()]
    yield Remark(
        "chiffres-contradictoires",
        (*figure.evidence[:1], *(fact.evidence[0] for fact in compared.values())),
        figure.value_text or "",
        (
            f"« {figure.value_text} » ici, mais dans son chapitre, " + ", ".join(f"{n} : {v}" for n, v in known) + ".",
            f"'{figure.value_text}' here, but in its chapter, " + ", ".join(f"{n}: {v}" for n, v in known) + ".",
        ),
        next(iter(compared)) if len(compared) == 1 else data_iri(*figure.path),
    )


def _against_members(report: Report, figure: Figure, before: str) -> Iterator[Remark]:
    """The members announced, or all their delegations, and the chapters there are."""
    measure = _measure(figure)
    announced = measure == "membres-cohorte" or (measure == "delegations" and _ALL.search(before))
    count = len(report.chapters)
    if announced and not _agree(figure, count):
        yield Remark(
            "chiffres-contradictoires",
            figure.evidence[:1],
            figure.value_text or "",
            (
                f"« {figure.value_text} » ici, mais le rapport a {count} chapitres de territoires.",
                f"'{figure.value_text}' here, but the report has {count} chapters of territories.",
            ),
            data_iri(*figure.path),
        )


def _against_lists(report: Report, told: dict[tuple[Span, ...], list[Figure]]) -> Iterator[Remark]:
    """A lead that counts what it introduces, and the members of its list."""
    for lead, members in _lists(report):
        counted = [f for f in told.get(lead.spans, []) if _measure(f) not in NOT_LISTED]
        if counted and not any(_agree(f, len(members)) for f in counted):
            printed = [f.value_text or "" for f in counted]
            yield Remark(
                "chiffres-contradictoires",
                (lead,),
                printed[0],
                (
                    f"« {listed(printed, 'et')} » annoncé, {len(members)} énumérés dans la liste qui suit.",
                    f"'{listed(printed, 'and')}' announced, {len(members)} listed below.",
                ),
                data_iri(*counted[0].path),
            )


def _lists(report: Report) -> Iterator[tuple[Evidence, list[Passage]]]:
    """Each list with the sentence that introduces it, a colon at its end."""
    for section in report.structure.sections:
        lead: Evidence | None = None
        members: list[Passage] = []
        for passage in report.texts(section):
            kind = passage.block.kind
            if kind is BlockKind.ITEM and lead:
                members.append(passage)
            elif kind not in _BETWEEN:
                if lead and members:
                    yield lead, members
                lead, members = _lead(passage), []
        if lead and members:
            yield lead, members


def _lead(passage: Passage) -> Evidence | None:
    if passage.block.kind is BlockKind.PARAGRAPH and passage.text.rstrip().endswith(":"):
        return passage.part(*sentences(passage.text)[-1])
    return None
