"""Names that their place shows, whatever their words: in a byline, after a noun for a body, in a list of allies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cohorte_graph.extract import template
from cohorte_graph.extract.context import Passage
from cohorte_graph.extract.people import is_function
from cohorte_graph.folding import fold
from cohorte_graph.sources import BlockKind

__all__ = ["MASK", "is_byline", "shown_names"]

MASK = "·"
"""Stands for each letter of a known name in a masked text."""
BYLINE_LENGTH = 160
"""A line under a viewpoint's heading that is no sentence and no longer than this says who speaks."""
_TOKEN = rf"(?:[A-ZÀ-ÖØ-ÞŒ][\w{MASK}-]*|{MASK}+)"
_RUN = re.compile(rf"{_TOKEN}(?: (?:(?:d[eu]|des|la|les?) |[dl]')*{_TOKEN})*")
_BODY = re.compile(
    r"(?<![\w-])(?P<noun>(?i:agence|association|bureau d'études|cabinet|collectif|compagnie|coopérative|entreprise"
    r"|fondation|institut|média|réseau|société|syndicat(?: mixte)?)|PETR|PNR|SCIC|SCOP) (?:(?P<mark>[«\"“]) ?)?"
)
"""A noun for a body: what stands behind it with a capital or between quotation marks is the body's name."""
_QUOTED = re.compile(r"[^»\"”]+")
_BELONGS = re.compile(
    r" (?:(?:de la|du|des|de) |(?:de l|d)')(?P<name>[A-ZÀ-Ý].*?)(?=\s*(?: (?:à|a|aux?|pour) |[,;.(]|$))"
)
_SPEAKING = re.compile(r"(?P<people>[^()]+?)(?: ?\((?P<bracket>[^()]+)\)| [-–—] (?P<rest>.+)|$)(?:,? et |, ?|$)")
_SMALL = re.compile(r"\b(?:et|de|du|des|la|le|les|pour|en|à|au|aux|chez)\b|\b[dl]'", re.IGNORECASE)


def is_byline(text: str) -> bool:
    """Whether a line that stands under a viewpoint's heading says who speaks."""
    return len(text) <= BYLINE_LENGTH and not re.search(r"[.!?]»?\s*$", text)


def shown_names(passage: Passage, masked: str) -> Iterator[tuple[int, int]]:
    """Where in a text such names stand that are not known; ``masked`` is the text with its known names masked."""
    found = [*_after_nouns(passage.text, masked)]
    if _under_viewpoint(passage):
        found += _in_byline(passage)
    if passage.block.kind is BlockKind.ITEM and passage.territories():
        found += [m.span("name") for p in passage.names("Person") if (m := _BELONGS.match(passage.text, p.end))]
    end = 0
    # The longest of those that overlap.
    for start, stop in sorted(found, key=lambda f: (f[0], -f[1])):
        if start >= end and _says_more(masked[start:stop]):
            yield start, stop
            end = stop


def _says_more(masked: str) -> bool:
    """Whether words are left that no known name explains."""
    return any(char.isalpha() for char in _SMALL.sub("", masked))


def _after_nouns(text: str, masked: str) -> Iterator[tuple[int, int]]:
    for noun in _BODY.finditer(text):
        name = _QUOTED.match(text, noun.end()) if noun["mark"] else _RUN.match(masked, noun.end())
        if name and any(char.isupper() for char in masked[slice(*name.span())]):
            # The noun is part of a name that writes it with a capital of its own: "la Fondation N", "le PETR N".
            opens = re.search(r"(?:^|[.!?:«(])\s*$", text[: noun.start()])
            own = noun["noun"].isupper() or (noun["noun"][0].isupper() and not opens)
            start = noun.start() if own and not noun["mark"] else name.start()
            yield start, name.start() + len(name.group().rstrip())


def _under_viewpoint(passage: Passage) -> bool:
    blocks = passage.section.blocks
    at = next((i for i, block in enumerate(blocks) if block is passage.block), 0)
    above = blocks[at - 1] if at else None
    if above is None or above.kind is not BlockKind.HEADING or not is_byline(passage.text):
        return False
    heading = fold(above.text)
    return any(p.fullmatch(heading) for p in (template.ALLY_VIEWPOINT, template.TERRITORY_VIEWPOINT))


def _in_byline(passage: Passage) -> Iterator[tuple[int, int]]:
    """Such as "N et M (the body)" and "N - the body": the people, and of what is no function the whole."""
    for found in _SPEAKING.finditer(passage.text):
        for part, divider in (("people", r",? et |, "), ("bracket", r"[,;/] ?"), ("rest", r"[,;/] ")):
            start = found.start(part)
            for piece in re.split(f"({divider})", found[part] or ""):
                name = piece.strip()
                at = start + len(piece) - len(piece.lstrip())
                start += len(piece)
                if name[:1].isupper() and not is_function(name, passage.context.vocabulary):
                    yield at, at + len(name)
