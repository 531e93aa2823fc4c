"""Signs at the beginning of lines that may be bullets and were not read as such: a list could be hidden there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cohorte_graph.extract.numbered import shortened
from cohorte_graph.extract.proofreading_remarks import PROSE, Remark, Report, sentence
from cohorte_graph.sources import BlockKind

__all__ = ["sign_remarks"]

_OPENING = re.compile(r"[^\w\s«\"“”‘'’(\[…#@&/%€$+]")
"""What no text begins with, unless it is a bullet."""
_DASH = re.compile(r"(?P<sign>[-–])(?:\s+(?=\S)|(?=[A-ZÀ-Ý]))")


def sign_remarks(report: Report) -> Iterator[Remark]:
    """The remarks on signs that begin a text, or a line within it, in no particular order."""
    raw = report.context.document.raw
    for passage in report.passages(*PROSE):
        reading = report.context.document.read_spans(passage.block.spans)
        starts = {0} if passage.block.kind is not BlockKind.PULL_QUOTE and _OPENING.match(reading.text) else set()
        for at, offset in enumerate(reading.offsets):
            line = raw.rfind("\n", 0, offset) + 1
            if at and offset >= 0 and not raw[line:offset].strip():
                dash = _DASH.match(reading.text, at)
                if dash and not _encloses(reading.text, at, dash["sign"]):
                    starts.add(at)
        for at in sorted(starts):
            sign = reading.text[at]
            yield Remark(
                "puce-possible",
                (sentence(passage, at),),
                shortened(reading.text[at:]),
                (
                    f"Le signe « {sign} » en début de ligne est peut-être une puce ; il est lu comme du texte.",
                    f"The sign '{sign}' at the line's beginning may be a bullet; it is read as text.",
                ),
            )


def _encloses(text: str, at: int, sign: str) -> bool:
    """Whether a dash has its fellow in the sentence: then both enclose a parenthesis."""
    first = max(text.rfind(end, 0, at) for end in ".;!?") + 1
    last = min((i for end in ".;!?" if (i := text.find(end, at)) >= 0), default=len(text))
    return len(re.findall(rf"(?<!\S){sign}(?!\S)", text[first:last])) > 1
