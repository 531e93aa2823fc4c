"""One SHACL result (sh:ValidationResult, SHACL §3.6.2) with our code and messages."""

from __future__ import annotations

from dataclasses import dataclass

from cohorte_graph.iri import compact

__all__ = ["SEVERITIES", "ValidationResult"]

SEVERITIES = ("Violation", "Warning", "Info")
"""From the one that stops a build to the one that only tells."""


@dataclass(frozen=True, order=True)
class ValidationResult:
    """``focus``, ``path`` and ``value`` are texts of terms; ``component`` is what is broken: MinCount, Class …"""

    severity: str
    code: str
    focus: str
    path: str
    value: str
    message_fr: str
    message_en: str
    component: str = ""

    def message(self, language: str) -> str:
        return (self.message_en if language == "en" else self.message_fr) or self.message_fr or self.message_en

    def line(self, language: str) -> str:
        """``severity[CODE] focus path value: message``."""
        facts = " ".join(compact(part) for part in (self.focus, self.path, self.value) if part)
        return f"{self.severity}[{self.code}] {facts}: {self.message(language)}"
