"""Pull quotes and the text they are taken from: word for word, reworded, or not there at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from cohorte_graph.extract.numbered import shortened
from cohorte_graph.extract.proofreading_remarks import Remark, Report
from cohorte_graph.extract.records import Evidence, PullQuote
from cohorte_graph.extract.sentences import sentences
from cohorte_graph.folding import words
from cohorte_graph.iri import data_iri
from cohorte_graph.sources import BlockKind, Section

__all__ = ["quote_remarks"]

NEAR = 0.7
"""A text with this share of a pull quote's words, in their order, is where it was taken from."""
_BODY = (BlockKind.PARAGRAPH, BlockKind.ITEM)


@dataclass(frozen=True)
class _Likeness:
    """A text beside the pull quote: the share of the quote's words it has, and the words it has not or alone."""

    share: float
    evidence: Evidence
    added: tuple[str, ...]
    left_out: tuple[str, ...]


def quote_remarks(report: Report) -> Iterator[Remark]:
    """One remark for each pull quote whose words, folded, are not those of a text of its section."""
    sections = {section.slug: section for section in report.structure.sections}
    for quote in report.records:
        if isinstance(quote, PullQuote):
            yield from _remark(report, quote, sections[quote.evidence[0].section])


def _remark(report: Report, quote: PullQuote, section: Section) -> Iterator[Remark]:
    printed = quote.text or ""
    if _follows(words(printed), [word for p in report.texts(section, *_BODY) for word in words(p.text)]):
        return
    near = max(_likenesses(report, printed, section), key=lambda n: n.share, default=None)
    if near and near.share >= NEAR:
        yield Remark(
            "exergue-remanie",
            (quote.evidence[0], near.evidence),
            printed,
            (
                "L'exergue suit de près un passage de sa section sans le reprendre mot à mot. " + _changes(near, "fr"),
                "The pull quote is close to a passage of its section but does not repeat it word for word. "
                + _changes(near, "en"),
            ),
            data_iri(*quote.path),
        )
    else:
        yield Remark(
            "exergue-hors-texte",
            quote.evidence[:1],
            printed,
            (
                "L'exergue ne se trouve pas dans le texte de sa section, et rien n'y ressemble.",
                "The pull quote does not stand in the text of its section, nor anything like it.",
            ),
            data_iri(*quote.path),
        )


def _follows(wanted: list[str], text: list[str]) -> bool:
    """Whether the words stand in a text one after the other."""
    return any(text[at : at + len(wanted)] == wanted for at in range(len(text) - len(wanted) + 1))


def _likenesses(report: Report, printed: str, section: Section) -> Iterator[_Likeness]:
    """The sentences and the whole texts of a section beside the pull quote; sentences first."""
    for passage in report.texts(section, *_BODY):
        for start, end in [*sentences(passage.text), (0, len(passage.text))]:
            yield _likeness(printed.split(" "), passage.text[start:end].split(" "), passage.part(start, end))


def _likeness(quote: list[str], text: list[str], evidence: Evidence) -> _Likeness:
    first, second = (["".join(words(word)) for word in side] for side in (quote, text))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    added: list[str] = []
    left_out: list[str] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            added += [" ".join(quote[a:b])] if a < b else []
            # What precedes and follows the passage is not left out of it.
            left_out += [" ".join(text[c:d])] if c < d and 0 < a < len(quote) else []
    return _Likeness(same / len(quote), evidence, tuple(added), tuple(left_out))


def _changes(near: _Likeness, language: str) -> str:
    """Which words the pull quote has and the passage has not, and the other way round."""
    sides = ((near.added, "Propre à l'exergue", "Only in the pull quote"), (near.left_out, "Omis", "Left out"))
    said = []
    for changed, fr, en in sides:
        shown = [shortened(text) for text in changed if words(text)]
        if shown and language == "fr":
            said.append(f"{fr} : " + ", ".join(f"« {text} »" for text in shown) + ".")
        elif shown:
            said.append(f"{en}: " + ", ".join(f"'{text}'" for text in shown) + ".")
    return " ".join(said)
