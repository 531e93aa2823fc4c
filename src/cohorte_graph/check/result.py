"""What a check found: results with their places, and the report that holds them all.

A *result* is one thing found, whichever stage found it: the lint of the shapes, the search for shapes that meet no
focus node, or SHACL validation (sh:ValidationResult, SHACL §3.6.2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cohorte_graph.errors import Place
from cohorte_graph.validate import SEVERITIES

__all__ = ["NOT_CHECKED", "At", "CheckReport", "CheckResult", "Remedy", "Rule", "ShapeCount", "Stage", "Text", "grave"]

Stage = Literal["parse", "lint", "vacuity", "validate"]

At = Literal["value", "statement", "subject", "class", "shape", "passage", "file", ""]
"""What stands at the place of a result: the value itself, the last of several statements, the subject where it is
first described, the line that gives it its class, the shape that asks for what is absent, the passage of a report
that an extracted statement comes from, a file of a format that tells no lines, or nothing known."""


NOT_CHECKED = ("NOT-READ", "NOT-VALIDATED", "NOTHING-CHECKED")
"""The codes of results after which nothing is known of the data."""

Rule = tuple[str, str]
"""What results are counted under: a code and the shape that has it, since shapes of two namespaces may have one local
name; of what is not a shape's own the stage."""


@dataclass(frozen=True, order=True)
class Text:
    """A sentence in French and in English; either may be empty."""

    fr: str
    en: str

    def said(self, language: str) -> str:
        return (self.en or self.fr) if language == "en" else (self.fr or self.en)


@dataclass(frozen=True, order=True)
class Remedy:
    """What to do: words, and the line of Turtle to write where one can be told ('' else)."""

    words: Text
    turtle: str = ""


@dataclass(frozen=True)
class CheckResult:
    """One result.

    ``focus`` and ``value`` are terms as N-Triples writes them ('' for none), ``path`` a property path as SPARQL
    writes it, ``shape`` the IRI of the nearest named shape, ``component`` what is broken (MinCount, Class …; of one
    that is not SHACL's own the IRI).
    ``facts`` are what the constraint and the data say besides: ("minCount", "1"), ("found", "0").
    ``anchor`` is the nearest named resource, by which a result is known again when lines have moved.
    """

    severity: str
    code: str
    stage: Stage
    message: Text
    place: Place | None = None
    at: At = ""
    derived: bool = False
    focus: str = ""
    path: str = ""
    value: str = ""
    component: str = ""
    shape: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    remedy: Remedy | None = None
    details: tuple[CheckResult, ...] = ()
    anchor: str = ""

    @property
    def rule(self) -> Rule:
        return self.code, self.shape if self.stage == "validate" else self.stage


@dataclass(frozen=True)
class ShapeCount:
    """A shape with targets of its own: how many nodes it met, and how many results it gave.

    Shapes without a name are counted with the shape around them or, where none has a name, together.
    """

    shape: str
    code: str
    focus_nodes: int
    results: int = 0

    @property
    def rule(self) -> Rule:
        return self.code, self.shape


@dataclass(frozen=True)
class CheckReport:
    """All results, the worst first, then by place; what was checked, and by which engine.

    ``known`` counts the results that a baseline accepts and that are not among these.
    """

    results: tuple[CheckResult, ...]
    shapes: tuple[ShapeCount, ...]
    data_files: tuple[str, ...]
    shape_files: tuple[str, ...]
    triples: int
    engine: str
    engine_note: Text = Text("", "")
    seconds: float = 0.0
    known: int = 0

    def of(self, severities: Iterable[str]) -> tuple[CheckResult, ...]:
        """The results of some severities."""
        wanted = set(severities)
        return tuple(result for result in self.results if result.severity in wanted)

    @property
    def conforms(self) -> bool:
        """What sh:conforms says (SHACL §3.6): whether all was validated, and without a result, known or new."""
        found = any(result.stage == "validate" or result.code in NOT_CHECKED for result in self.results)
        return not found and not self.known

    def failing(self, fail_on: str) -> tuple[CheckResult, ...]:
        """The results by which the check fails."""
        return self.of(grave(fail_on))


def grave(fail_on: str) -> tuple[str, ...]:
    """The severities that fail a check, from the gravest to the least that counts."""
    return SEVERITIES[: SEVERITIES.index(fail_on.capitalize()) + 1]
