"""The class diagram: the core classes at places chosen by hand, the properties between them as the ontology has them.

A layout by hand reads better than any computed one at this size, and needs no program that may be missing. Nothing
is drawn that the ontology does not state: a class it lacks, or a property that does not lead from one class to the
other, is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cohorte_graph.iri import COH
from cohorte_graph.query.texts import said
from cohorte_graph.reference_site.entries import ClassEntry, PropertyEntry
from cohorte_graph.reference_site.expressions import Expression

__all__ = ["Box", "Diagram", "Edge", "diagram"]

BOX_WIDTH, BOX_HEIGHT = 162, 46
COLUMN, ROW = 262, 112
MARGIN = 12
LINE = 14

PLACES: dict[str, tuple[int, int]] = {
    "Department": (0, 0), "Cohort": (1, 0), "Viewpoint": (2, 0), "Limit": (3, 0), "LimitTheme": (4, 0),
    "Event": (0, 1), "Territory": (1, 1), "Pilot": (2, 1), "Effect": (3, 1), "EffectType": (4, 1),
    "Measure": (0, 2), "Figure": (1, 2), "Accompaniment": (2, 2), "ActorRole": (3, 2), "Passage": (4, 2),
    "Mention": (0, 3), "Organisation": (1, 3), "Person": (2, 3), "Task": (3, 3), "Source": (4, 3),
}  # fmt: skip
"""Column and row of each class."""

DRAWN = (
    ("hasMember", "Cohort", "Territory"),
    ("department", "Territory", "Department"),
    ("hasPilot", "Territory", "Pilot"),
    ("hasViewpoint", "Territory", "Viewpoint"),
    ("hasEffect", "Pilot", "Effect"),
    ("hasLimit", "Pilot", "Limit"),
    ("effectType", "Effect", "EffectType"),
    ("limitTheme", "Limit", "LimitTheme"),
    ("concernsRole", "Effect", "ActorRole"),
    ("pilot", "Accompaniment", "Pilot"),
    ("inRole", "Accompaniment", "ActorRole"),
    ("task", "Accompaniment", "Task"),
    ("carriedOutBy", "Accompaniment", "Person"),
    ("carriedOutBy", "Accompaniment", "Organisation"),
    ("hasFigure", "Territory", "Figure"),
    ("measure", "Figure", "Measure"),
    ("mentionOf", "Mention", "Organisation"),
    ("passage", "Effect", "Passage"),
    ("fromSource", "Passage", "Source"),
    ("place", "Event", "Territory"),
)
"""Property, from class, to class."""


@dataclass(frozen=True)
class Box:
    """A class; ``lines`` are its label, broken where it is long; ``x`` and ``y`` its middle."""

    entry: ClassEntry
    lines: tuple[str, ...]
    x: int
    y: int

    width: ClassVar[int] = BOX_WIDTH
    height: ClassVar[int] = BOX_HEIGHT

    @property
    def left(self) -> int:
        return self.x - BOX_WIDTH // 2

    @property
    def top(self) -> int:
        return self.y - BOX_HEIGHT // 2


@dataclass(frozen=True)
class Edge:
    """A property from one box to another; the arrow goes from (x1, y1) to (x2, y2), the label stands at (x, y)."""

    entry: PropertyEntry
    source: Box
    target: Box
    lines: tuple[str, ...]
    x1: int
    y1: int
    x2: int
    y2: int

    @property
    def x(self) -> int:
        return (self.x1 + self.x2) // 2

    @property
    def y(self) -> int:
        """The middle of the label: on the line, above it where the line is level."""
        above = LINE * len(self.lines) // 2 + 4 if self.y1 == self.y2 else 0
        return (self.y1 + self.y2) // 2 - above


@dataclass(frozen=True)
class Diagram:
    """What is drawn, in a field of ``width`` by ``height``."""

    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int
    line: ClassVar[int] = LINE


def diagram(classes: list[ClassEntry], properties: list[PropertyEntry], lang: str) -> Diagram:
    """The diagram in one language."""
    known = {entry.iri: entry for entry in classes}
    words = {entry.iri: entry for entry in properties}
    boxes = {name: _box(known[COH + name], *place, lang) for name, place in PLACES.items() if COH + name in known}
    edges = [
        _edge(words[COH + name], boxes[source], boxes[target], lang)
        for name, source, target in DRAWN
        if source in boxes and target in boxes and COH + name in words
        and _leads(words[COH + name], boxes[source].entry, boxes[target].entry)
    ]  # fmt: skip
    columns, rows = (max(numbers) for numbers in zip(*PLACES.values(), strict=True))
    width = columns * COLUMN + BOX_WIDTH + 2 * MARGIN
    return Diagram(tuple(boxes.values()), tuple(edges), width, rows * ROW + BOX_HEIGHT + 2 * MARGIN)


def _leads(entry: PropertyEntry, source: ClassEntry, target: ClassEntry) -> bool:
    """Whether the ontology lets the property lead from the one class to the other: an absent end is open."""
    return _names(entry.domain, source.iri) and _names(entry.range, target.iri)


def _names(expressions: tuple[Expression, ...], iri: str) -> bool:
    return not expressions or any(piece.iri == iri for pieces in expressions for piece in pieces)


def _box(entry: ClassEntry, column: int, row: int, lang: str) -> Box:
    x, y = MARGIN + BOX_WIDTH // 2 + column * COLUMN, MARGIN + BOX_HEIGHT // 2 + row * ROW
    return Box(entry, _broken(said(entry.label, lang, entry.anchor), 18), x, y)


def _edge(entry: PropertyEntry, source: Box, target: Box, lang: str) -> Edge:
    across, down = _sign(target.x - source.x), _sign(target.y - source.y)
    half = BOX_WIDTH // 2, BOX_HEIGHT // 2
    if across and down:  # from corner to corner, a little inside
        ends = source.x + across * (half[0] - 18), source.y + down * half[1]
        return Edge(entry, source, target, _broken(said(entry.label, lang, entry.anchor), 13), *ends,
                    target.x - across * (half[0] - 18), target.y - down * half[1])  # fmt: skip
    x, y = across * half[0], down * half[1]
    ends = source.x + x, source.y + y
    return Edge(
        entry, source, target, _broken(said(entry.label, lang, entry.anchor), 13), *ends, target.x - x, target.y - y
    )


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _broken(text: str, limit: int) -> tuple[str, ...]:
    """A label in lines of about so many characters."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > limit:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)
