"""What is odd in a chapter: a part that others have, an effect without a label, a heading that does not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cohorte_graph.extract.numbered import shortened
from cohorte_graph.extract.proofreading_remarks import Remark, Report
from cohorte_graph.extract.records import AllyViewpoint, Diagnosis, Effect, PullQuote, Record, TerritoryViewpoint
from cohorte_graph.folding import fold
from cohorte_graph.iri import data_iri
from cohorte_graph.sources import BlockKind

__all__ = ["chapter_remarks"]

_PARTS: tuple[tuple[type[Record], str, tuple[str, str]], ...] = (
    (AllyViewpoint, "chapitre-sans-point-de-vue", ("de point de vue de l'allié·e", "ally's viewpoint")),
    (TerritoryViewpoint, "chapitre-sans-point-de-vue", ("de point de vue du territoire", "viewpoint of the territory")),
    (PullQuote, "chapitre-sans-exergue", ("d'exergue", "pull quote")),
)
_SEVERAL_ALLIES = re.compile(r"\bdes allie")


def chapter_remarks(report: Report) -> Iterator[Remark]:
    """What the chapters lack or say askew, in no particular order."""
    for kind, slug, name in _PARTS:
        yield from _lacking(report, kind, slug, name)
    yield from _unlabelled(report)
    yield from _unattributed(report)
    yield from _heading_numbers(report)


def _lacking(report: Report, kind: type[Record], slug: str, name: tuple[str, str]) -> Iterator[Remark]:
    """A part is missing only where other chapters have it: a report may do without pull quotes altogether."""
    having = {record.territory for record in report.records if isinstance(record, kind)}
    chapters = list(report.chapter_sections())
    count = sum(territory.iri in having for _, territory in chapters)
    for section, territory in chapters:
        if count and territory.iri not in having:
            title = next(report.texts(section))
            yield Remark(
                slug,
                (title.evidence(),),
                title.text,
                (
                    f"Ce chapitre n'a pas {name[0]}, à la différence de {count} des {len(chapters)} chapitres.",
                    f"This chapter has no {name[1]}, unlike {count} of the {len(chapters)} chapters.",
                ),
                territory.iri,
                name=territory.label,
            )


def _unlabelled(report: Report) -> Iterator[Remark]:
    effects = [record for record in report.records if isinstance(record, Effect)]
    if not any(effect.printed_labels for effect in effects):
        return
    for effect in effects:
        if not effect.printed_labels:
            yield Remark(
                "effet-sans-libelle",
                effect.evidence[:1],
                shortened(effect.text or ""),
                (
                    f"L'effet {effect.number} du chapitre n'a pas de libellé entre guillemets, d'autres en ont un.",
                    f"Effect {effect.number} of the chapter has no label between quotation marks, others have one.",
                ),
                data_iri(*effect.path),
            )


def _unattributed(report: Report) -> Iterator[Remark]:
    """The report says that a diagnosis was made there, and nowhere by whom."""
    names = {name.iri: name.label for name in report.chapters.values()}
    diagnoses = [record for record in report.records if isinstance(record, Diagnosis)]
    if not any(diagnosis.diagnosed_by for diagnosis in diagnoses):
        return
    for diagnosis in diagnoses:
        if diagnosis.diagnosed_by is None and diagnosis.territory in names:
            where = names[diagnosis.territory]
            yield Remark(
                "diagnostic-sans-auteur",
                diagnosis.evidence[:1],
                shortened(report.context.document.join(diagnosis.evidence[0].spans)),
                (
                    f"Le rapport ne dit pas qui a réalisé le diagnostic sensible de ce territoire : {where}.",
                    f"The report does not say who made the sensitive diagnosis of this territory: {where}.",
                ),
                data_iri(*diagnosis.path),
                name=where,
                territory=diagnosis.territory,
            )


def _heading_numbers(report: Report) -> Iterator[Remark]:
    """A heading announces one ally and the line below it names several, or the other way round."""
    for section, territory in report.chapter_sections():
        for viewpoint in report.records:
            if not isinstance(viewpoint, AllyViewpoint) or viewpoint.territory != territory.iri:
                continue
            number = len(viewpoint.speakers)
            plural = _SEVERAL_ALLIES.search(fold(viewpoint.heading or "")) is not None
            if number and plural != (number > 1):
                headings = [p for p in report.texts(section, BlockKind.HEADING) if p.text == viewpoint.heading]
                byline = [e for e in viewpoint.evidence if e.property == "speaker"]
                announced = ("plusieurs allié·es", "several allies") if plural else ("un·e allié·e", "one ally")
                yield Remark(
                    "intertitre-discordant",
                    (*(p.evidence() for p in headings[:1]), *(replace(e, property=None) for e in byline[:1])),
                    viewpoint.heading or "",
                    (
                        f"L'intertitre annonce {announced[0]}, la ligne qui suit en nomme {number}.",
                        f"The heading announces {announced[1]}, the line below it names {number}.",
                    ),
                    data_iri(*viewpoint.path),
                )
