"""The proof-reader: rules read the texts and the records of a report, and what they find odd becomes notes.

The rules know the template of a report and the French language; they know no name and no error beforehand, and
they correct nothing. One more rule needs the registers, which extraction does not know: it is
``ontology/rules/unsupported-figure.rq``.
"""

from __future__ import annotations

from collections.abc import Iterator

from cohorte_graph.extract.context import Context
from cohorte_graph.extract.gazetteer import Name
from cohorte_graph.extract.proofreading_chapters import chapter_remarks
from cohorte_graph.extract.proofreading_figures import figure_remarks
from cohorte_graph.extract.proofreading_names import name_remarks
from cohorte_graph.extract.proofreading_quotes import quote_remarks
from cohorte_graph.extract.proofreading_remarks import Remark, Report
from cohorte_graph.extract.proofreading_signs import sign_remarks
from cohorte_graph.extract.proofreading_sorts import sort_remarks
from cohorte_graph.extract.proofreading_words import word_remarks
from cohorte_graph.extract.records import ProofreadingNote, Record
from cohorte_graph.sources import Structure

__all__ = ["proofread"]

_RULES = (chapter_remarks, name_remarks, figure_remarks, word_remarks, sort_remarks, quote_remarks, sign_remarks)


def proofread(
    structure: Structure, context: Context, records: list[Record], chapters: dict[str, Name]
) -> Iterator[ProofreadingNote]:
    """The notes on a document, numbered in reading order; ``chapters`` by the slug of their section."""
    report = Report(structure, context, tuple(records), chapters)
    remarks = [remark for rule in _RULES for remark in rule(report)]
    order = {id(remark): (report.place(remark.evidence[0]), remark.kind, remark.printed) for remark in remarks}
    for remark in sorted(remarks, key=lambda r: order[id(r)]):
        yield _note(report, remark)


def _note(report: Report, remark: Remark) -> ProofreadingNote:
    context = report.context
    number = context.next("note", "proofreading")
    kind = context.concept("note-kind", remark.kind)
    fr, en = context.vocabulary.names.get(kind, (remark.kind, remark.kind))
    chapter = report.chapters.get(remark.evidence[0].section)
    return ProofreadingNote(
        path=("note", context.cohort, "proofreading", number),
        label=(f"{fr} : {remark.name or remark.printed}", f"{en}: {remark.name or remark.printed}"),
        evidence=remark.evidence,
        territory=remark.territory or (chapter.iri if chapter else None),
        about=remark.about,
        surface_form=remark.printed,
        note=remark.reason,
        number=number,
        kind=kind,
    )
