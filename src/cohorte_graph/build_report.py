"""What a build did, or found done already, and the violations that stopped it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cohorte_graph.errors import CheckError, Place
from cohorte_graph.validate import ValidationResult

__all__ = ["SHOWN_VIOLATIONS", "BuildReport", "ViolationsError"]

SHOWN_VIOLATIONS = 20


class ViolationsError(CheckError):
    """SHACL violations that stop a build."""

    def __init__(self, violations: list[ValidationResult], places: dict[ValidationResult, Place]) -> None:
        self.violations = violations
        self.places = places
        super().__init__(f"SHACL violations: {len(violations)}; this build is not published.", hint=self.lines("en"))

    def lines(self, language: str) -> str:
        """The first violations, one a line, in the language asked."""
        shown = [
            f"{self.places[result]}: {result.line(language)}" if result in self.places else result.line(language)
            for result in self.violations[:SHOWN_VIOLATIONS]
        ]
        more = len(self.violations) - SHOWN_VIOLATIONS
        return "\n".join([*shown, f"… and {more} more."] if more > 0 else shown)


@dataclass(frozen=True)
class BuildReport:
    """What a build did, or found done already; the facts are those of the generation's manifest."""

    generation: Path
    facts: Mapping[str, Any]
    seconds: float
    unchanged: bool = False
    timings: Mapping[str, float] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Records by class, by cohort."""
        return dict(self.facts["records"])

    @property
    def triples(self) -> dict[str, int]:
        """Triples by named graph."""
        return dict(self.facts["triples"])

    @property
    def results(self) -> dict[str, int]:
        """SHACL results by severity."""
        return dict(self.facts["results"])

    @property
    def coverage(self) -> dict[str, dict[str, Any]]:
        """``share``, ``covered`` and ``characters`` by source."""
        return dict(self.facts["coverage"])

    @property
    def reasoned(self) -> dict[str, dict[str, Any]]:
        """``status``, ``note``, ``memberships`` and ``unconfirmed`` by cohort."""
        return dict(self.facts["reasoned"]["cohorts"])
