"""Sentences of a text in normal form."""

from __future__ import annotations

import re

__all__ = ["sentences"]

# After a full stop a sentence begins with a capital, a quote or a digit; "vs. préservation", "3.5" do not.
# "M. Dupont" is no end either.
_END = re.compile(r"(?<!\bM\.)(?<!\bMM\.)(?<=[.!?…])[\"»”)]*(?: [»\"])?\s+(?=[\"«“(]?\s?[A-ZÀ-ÖØ-ÞŒ])")


def sentences(text: str) -> list[tuple[int, int]]:
    """The bounds of each sentence: ``text[start:end]``, without the white space between them."""
    bounds = []
    start = 0
    for gap in _END.finditer(text):
        end = gap.start() + len(gap.group().rstrip())
        bounds.append((start, end))
        start = gap.end()
    if start < len(text):
        bounds.append((start, len(text)))
    return bounds
