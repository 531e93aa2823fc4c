"""One SHACL result (sh:ValidationResult, SHACL §3.6.2) with our code and messages."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from cohorte_graph.iri import compact

__all__ = ["SEVERITIES", "Term", "ValidationResult", "plain"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

SEVERITIES = ("Violation", "Warning", "Info")
"""From the one that stops a build to the one that only tells."""


@dataclass(frozen=True, order=True)
class ValidationResult:
    """``focus`` and ``value`` are terms as N-Triples writes them, '' for none; ``path`` is as SPARQL writes it.

    ``component`` is what is broken: MinCount, Class … of SHACL's own, else the full IRI. ``shape`` is the IRI of the
    nearest shape that has one, ``source`` the shape itself as N-Triples writes it, and ``details`` what sh:detail tells
    of the shapes below.
    """

    severity: str
    code: str
    focus: str
    path: str
    value: str
    message_fr: str
    message_en: str
    component: str = ""
    shape: str = ""
    source: str = ""
    details: tuple[ValidationResult, ...] = ()

    def message(self, language: str) -> str:
        return (self.message_en if language == "en" else self.message_fr) or self.message_fr or self.message_en

    def line(self, language: str) -> str:
        """``severity[CODE] focus path value: message``."""
        terms = (plain(self.focus), self.path, plain(self.value))
        facts = " ".join(compact(part) for part in terms if part)
        return f"{self.severity.lower()}[{self.code}] {facts}: {self.message(language)}"


def plain(term: str) -> str:
    """What a term of N-Triples holds: an IRI without its brackets, a literal without quotes, type and language."""
    if term.startswith("<"):
        return term[1:-1]
    if term.startswith('"'):
        (quad,) = ox.parse(f"<a:> <a:> {term} .", format=ox.RdfFormat.N_TRIPLES)
        assert isinstance(quad.object, ox.Literal)
        return quad.object.value
    return term
