"""The concepts by whose labels printed words are recognised: effect types, measures, roles, kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.folding import fold
from cohorte_graph.iri import CONCEPT, expand
from cohorte_graph.turtle import read_turtle

__all__ = ["Vocabulary"]

_LABELS = tuple(expand(f"skos:{name}") for name in ("prefLabel", "altLabel", "hiddenLabel"))


@dataclass
class Vocabulary:
    """French labels of concepts, by scheme: folded label → concept IRI."""

    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The preferred labels of a concept: French, English."""

    @classmethod
    def load(cls, paths: Iterable[Path]) -> Vocabulary:
        """The concepts of Turtle files."""
        vocabulary = cls()
        for path in paths:
            for triple in read_turtle(path):
                vocabulary._add(triple)
        return vocabulary

    def _add(self, triple: ox.Triple) -> None:
        subject = str(getattr(triple.subject, "value", ""))
        scheme, slash, _ = subject.removeprefix(CONCEPT).partition("/")
        if not subject.startswith(CONCEPT) or not slash or triple.predicate.value not in _LABELS:
            return
        assert isinstance(triple.object, ox.Literal)
        if triple.predicate.value == _LABELS[0]:
            fr, en = self.names.get(subject, ("", ""))
            value = triple.object.value
            self.names[subject] = (value, en) if triple.object.language == "fr" else (fr, value)
        if triple.object.language == "fr":
            self.labels.setdefault(scheme, {})[fold(triple.object.value)] = subject

    def concept(self, scheme: str, label: str) -> str | None:
        """The concept whose label a printed word is; an article or preposition in front does not count."""
        known = self.labels.get(scheme, {})
        folded = fold(label)
        return known.get(folded) or known.get(re.sub(r"^(?:d'|de |du |l'|la |le |les )", "", folded))

    def find(self, scheme: str, text: str) -> str | None:
        """The concept whose label stands in a text; the earliest one, the longest of those."""
        folded = f" {re.sub(r'[^a-z0-9².·]+', ' ', fold(text))} "
        best: tuple[int, int, str] | None = None
        for label, concept in self.labels.get(scheme, {}).items():
            at = folded.find(f" {re.sub(r'[^a-z0-9².·]+', ' ', label)} ")
            if at >= 0 and (best is None or (at, -len(label)) < best[:2]):
                best = (at, -len(label), concept)
        return best[2] if best else None

    def starts(self, scheme: str, text: str) -> tuple[str, str] | None:
        """The concept whose label a text begins with, and the label as printed; the longest one."""
        words = text.split(" ")
        for count in range(min(5, len(words)), 0, -1):
            printed = " ".join(words[:count]).strip(',;:.!?()»«" ')
            concept = self.labels.get(scheme, {}).get(fold(printed))
            if concept and printed:
                return concept, printed
        return None
