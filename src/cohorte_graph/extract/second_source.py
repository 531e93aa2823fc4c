"""A second text of the same report: the same resources get second passages, differences become notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from cohorte_graph.extract.records import Evidence, Record, SourceDifference
from cohorte_graph.folding import fold
from cohorte_graph.iri import data_iri
from cohorte_graph.sources import Block, BlockKind, Document, Section, Span, Structure

__all__ = ["with_second_source"]

ALIKE = 75.0
"""Texts this alike (rapidfuzz ratio of the folded texts, 0 to 100) are two readings of one text."""
_TEXTS = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.PULL_QUOTE, BlockKind.TAGLINE)


@dataclass(frozen=True)
class _Pair:
    """A text of the main source with its second reading."""

    main: Block
    section: Section
    second: Block


def with_second_source(
    records: list[Record],
    main: tuple[Document, Structure],
    second: tuple[Document, Structure],
    cohort: str,
    first_note: int,
) -> list[Record]:
    """``records`` with evidence from the second document, and a note for each difference of the readings."""
    pairs, alone = _pair(main[1], second[1])
    document, section = second[0], second[1].sections[0]
    extended = [_extended(record, pairs, main[0], document, section.slug) for record in records]
    notes: list[Record] = []
    about = _abouts(records)
    for pair in pairs:
        for printed, other in _differences(pair.main.text, pair.second.text):
            notes.append(
                _difference(
                    pair,
                    about,
                    (printed, other),
                    (main[0], document),
                    section,
                    cohort,
                    first_note + len(notes),
                )
            )
    for block in alone:
        notes.append(_only_there(block, document, section, cohort, first_note + len(notes)))
    return extended + notes


def _pair(main: Structure, second: Structure) -> tuple[list[_Pair], list[Block]]:
    candidates = [(s, b, fold(b.text)) for s in main.sections for b in s.blocks if b.kind in _TEXTS]
    headings = {re.sub(r"\W", "", fold(b.text)) for s in main.sections for b in s.blocks if b.kind not in _TEXTS}
    pairs: list[_Pair] = []
    alone: list[Block] = []
    for block in second.sections[0].blocks:
        folded = fold(block.text)
        if re.sub(r"\W", "", folded) in headings:
            continue
        best = max(candidates, key=lambda c: fuzz.ratio(folded, c[2], score_cutoff=ALIKE))
        if fuzz.ratio(folded, best[2]) >= ALIKE:
            pairs.append(_Pair(best[1], best[0], block))
        else:
            alone.append(block)
    return pairs, alone


def _extended(record: Record, pairs: list[_Pair], main: Document, second: Document, section: str) -> Record:
    more = []
    for evidence in record.evidence:
        for pair in pairs:
            spans = _spans_in(evidence, pair, main, second)
            if spans:
                more.append(Evidence(second.slug, section, spans, evidence.property))
                break
    return replace(record, evidence=record.evidence + tuple(more)) if more else record


def _spans_in(evidence: Evidence, pair: _Pair, main: Document, second: Document) -> tuple[Span, ...] | None:
    """Where the second reading has the words of ``evidence``; None where they are none of this pair."""
    if evidence.section != pair.section.slug or evidence.source != main.slug:
        return None
    inside = all(any(b.start <= s.start and s.end <= b.end for b in pair.main.spans) for s in evidence.spans)
    if not inside:
        return None
    if evidence.spans == pair.main.spans:
        return pair.second.spans
    wanted = main.join(evidence.spans)
    reading = second.read_spans(pair.second.spans)
    at = reading.text.find(wanted)
    if at >= 0:
        return reading.locate(at, at + len(wanted))
    near = fuzz.partial_ratio_alignment(wanted, reading.text, score_cutoff=ALIKE)
    if near is None:
        return pair.second.spans
    start = reading.text.rfind(" ", 0, near.dest_start + 1) + 1
    end = reading.text.find(" ", near.dest_end - 1)
    return reading.locate(start, len(reading.text) if end < 0 else end)


def _abouts(records: list[Record]) -> dict[tuple[Span, ...], str]:
    """The first thing that a text as a whole is."""
    result: dict[tuple[Span, ...], str] = {}
    for record in records:
        if record.content:
            for evidence in record.evidence:
                result.setdefault(evidence.spans, data_iri(*record.path))
    return result


def _differences(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Where two readings have other words or signs, white space aside."""
    first, second = _tokens(one), _tokens(other)
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _around(first, a, b), _around(second, c, d)


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", text)


def _around(words: list[str], start: int, end: int) -> str:
    text = " ".join(words[max(0, start - 3) : end + 3])
    return re.sub(r" ([,.;)])", r"\1", re.sub(r" ?' ?", "'", text))


def _difference(
    pair: _Pair,
    about: dict[tuple[Span, ...], str],
    readings: tuple[str, str],
    documents: tuple[Document, Document],
    section: Section,
    cohort: str,
    number: int,
) -> SourceDifference:
    main, second = documents
    return SourceDifference(
        path=("note", cohort, "source-difference", number),
        label=(f"Différence entre les sources {number}", f"Difference between the sources {number}"),
        evidence=(
            Evidence(main.slug, pair.section.slug, pair.main.spans),
            Evidence(second.slug, section.slug, pair.second.spans),
        ),
        about=about.get(pair.main.spans),
        surface_form=readings[0],
        note=(
            f"« {readings[0]} » dans {main.name}, « {readings[1]} » dans {second.name}.",
            f"'{readings[0]}' in {main.name}, '{readings[1]}' in {second.name}.",
        ),
    )


def _only_there(block: Block, document: Document, section: Section, cohort: str, number: int) -> SourceDifference:
    return SourceDifference(
        path=("note", cohort, "source-difference", number),
        label=(f"Différence entre les sources {number}", f"Difference between the sources {number}"),
        evidence=(Evidence(document.slug, section.slug, block.spans),),
        surface_form=block.text[:80],
        note=(f"Ne se trouve que dans {document.name}.", f"Stands only in {document.name}."),
    )
