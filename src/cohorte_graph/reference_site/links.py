"""Where each term, concept, code, query and rule stands on the pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cohorte_graph.query.texts import said
from cohorte_graph.reason import Rule
from cohorte_graph.reference_site.entries import ClassEntry, PropertyEntry
from cohorte_graph.reference_site.ontology import Ontology
from cohorte_graph.reference_site.schemes import Concept, Scheme

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["Links"]

NAMED = re.compile(r"(?<![\w/.-])(?:([a-z]+):([A-Za-z]\w*)|(rules/([a-z-]+)\.rq))")


@dataclass(frozen=True)
class Links:
    """``places`` are addresses by IRI, ``labels`` by IRI and language, ``codes``, ``queries`` and ``rules`` by name."""

    ontology: Ontology
    places: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    codes: Mapping[str, str]
    queries: Mapping[str, str]
    rules: Mapping[str, str]

    @classmethod
    def to(
        cls,
        ontology: Ontology,
        entries: Sequence[ClassEntry | PropertyEntry],
        schemes: Sequence[Scheme],
        codes: Iterable[str],
        queries: Iterable[str],
        rules: Iterable[Rule],
    ) -> Links:
        """The addresses, relative to a page of the same language."""
        concepts: list[Scheme | Concept] = [*schemes, *(one for scheme in schemes for one in _all(scheme.tops))]
        places = {entry.iri: f"ontology.html#{entry.anchor}" for entry in entries}
        places |= {one.iri: f"concepts.html#{one.anchor}" for one in concepts}
        labels = {one.iri: one.label for one in [*entries, *concepts]}
        return cls(
            ontology=ontology,
            places=places,
            labels=labels,
            codes={code: f"shapes.html#{code}" for code in codes},
            queries={name: f"queries.html#{name}" for name in queries},
            rules={rule.name: f"ontology.html#rule-{rule.name}" for rule in rules},
        )

    def label(self, iri: str, lang: str) -> str:
        """The label of one of our terms, else its prefixed name."""
        return said(self.labels.get(iri, {}), lang, self.ontology.name(iri))

    def name(self, iri: str) -> str:
        """The name of a term as expressions write it: ours without a prefix."""
        return self.ontology.name(iri).removeprefix("coh:")

    def linked(self, text: str) -> Markup:
        """A text, escaped, in which the prefixed names of our terms and the names of rules are links."""
        from markupsafe import Markup, escape

        spaces = {prefix: space for space, prefix in self.ontology.prefixes.items()}
        pieces, end = [], 0
        for found in NAMED.finditer(text):
            prefix, local, _, rule = found.groups()
            place = self.rules.get(rule) if rule else self.places.get(spaces.get(prefix, "") + local)
            if place:
                pieces += [escape(text[end : found.start()]), Markup('<a href="{}">{}</a>').format(place, found[0])]
                end = found.end()
        return Markup("").join([*pieces, escape(text[end:])])


def _all(concepts: Iterable[Concept]) -> Iterable[Concept]:
    for concept in concepts:
        yield concept
        yield from _all(concept.narrower)
