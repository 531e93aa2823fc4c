"""The pages of the reference documentation as parts of a folder: one site a language, one style sheet, one script.

Why not pyLODE, which writes such pages of an ontology: 3.4.1 fails on import, 3.3.4 crashes on nested class
expressions, and it knows one language, no shapes, no queries, no rules and no data. A view simplified enough for it
would lack what these pages are for.

One site a language rather than two texts side by side: who reads wants one, and finds the other a click away, at the
same place of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from cohorte_graph import __version__
from cohorte_graph.check.explain import Explanation, explain_all
from cohorte_graph.dataset import Dataset, Part
from cohorte_graph.dataset.rights import Rights, rights
from cohorte_graph.folding import fold
from cohorte_graph.iri import expand
from cohorte_graph.project import Project
from cohorte_graph.query.stored import Catalogue, StoredQuery
from cohorte_graph.query.texts import said
from cohorte_graph.reason import Rule, read_rules
from cohorte_graph.reference_site.built import Built
from cohorte_graph.reference_site.diagram import diagram
from cohorte_graph.reference_site.entries import (
    ClassEntry,
    PropertyEntry,
    class_entries,
    disjoint_groups,
    property_entries,
)
from cohorte_graph.reference_site.links import Links
from cohorte_graph.reference_site.ontology import HEADER, Ontology, read_ontology, short
from cohorte_graph.reference_site.pages import PAGES, asset, gateway, render
from cohorte_graph.reference_site.phrases import LANGUAGES
from cohorte_graph.reference_site.schemes import Scheme, schemes
from cohorte_graph.reference_site.usage import Usage

__all__ = ["parts"]

E = TypeVar("E", ClassEntry, PropertyEntry)

TITLES = {
    "index": ("Documentation de référence : accueil", "Reference documentation: home"),
    "ontology": ("Documentation de référence : ontologie", "Reference documentation: ontology"),
    "concepts": ("Documentation de référence : concepts", "Reference documentation: concepts"),
    "shapes": ("Documentation de référence : règles de contrôle", "Reference documentation: rules of the check"),
    "queries": ("Documentation de référence : requêtes", "Reference documentation: queries"),
}


def parts(project: Project, dataset: Dataset | None = None) -> list[Part]:
    """All files of the site; without a dataset they come without examples from data.

    Raises InputError, with the place, for an ontology, rule or query that cannot be read.
    """
    content = _content(project, dataset)
    made = [
        Part.of_bytes("index.html", "text/html", *TITLES["index"], gateway()),
        Part.of_bytes("site.css", "text/css", "Mise en page", "Style sheet", asset("site.css")),
        Part.of_bytes("site.js", "text/javascript", "Filtre des pages", "Filter of the pages", asset("site.js")),
    ]
    for lang in LANGUAGES:
        values = content.in_language(lang)
        for page in PAGES:
            text = render(page, lang, content.links, values)
            made.append(Part.of_bytes(f"{lang}/{page}.html", "text/html", *TITLES[page], text))
    return made


@dataclass(frozen=True)
class _Content:
    """What the pages tell, for both languages."""

    ontology: Ontology
    classes: list[ClassEntry]
    properties: list[PropertyEntry]
    schemes: list[Scheme]
    checks: list[Explanation]
    own_checks: list[Explanation]
    queries: list[StoredQuery]
    rules: list[Rule]
    links: Links
    built: Built | None
    rights: Rights | None

    def in_language(self, lang: str) -> dict[str, Any]:
        """The values of the templates."""
        built = self.built
        return {
            "classes": _by_label(self.classes, lang),
            "properties": _by_label(self.properties, lang),
            "roots": _by_label([entry for entry in self.classes if not entry.broader], lang),
            "by_iri": {entry.iri: entry for entry in (*self.classes, *self.properties)},
            "schemes": sorted(self.schemes, key=lambda scheme: fold(said(scheme.label, lang))),
            "checks": self._by_aim(lang),
            "own_checks": self.own_checks,
            "queries": self.queries,
            "rules": self.rules,
            "disjoint": disjoint_groups(self.ontology),
            "external": [(iri, self._kinds(iri), self._towards(iri)) for iri in self.ontology.external],
            "diagram": diagram(self.classes, self.properties, lang),
            "header": self._header(lang),
            "program_version": __version__,
            "rights": self.rights.statements(lang) if self.rights else [],
            "reports": self.rights.reports if self.rights else (),
            "with_text": built is None or built.dataset.with_text,
            "triples": built.size if built else 0,
            "samples": {e.iri: built.sample(e.iri, lang) for e in self.classes} if built else {},
            "said": {e.iri: built.statement(e.iri, lang) for e in self.properties} if built else {},
            "uses": built.uses if built else None,
            "answers": {query.name: built.answer(query, lang) for query in self.queries} if built else {},
        }

    def _header(self, lang: str) -> dict[str, str]:
        ontology = self.ontology
        single = {
            name: next(iter(ontology.values(HEADER, expand(prefixed))), None)
            for name, prefixed in {
                "version": "owl:versionInfo",
                "creator": "dcterms:creator",
                "created": "dcterms:created",
                "licence": "dcterms:license",
            }.items()
        }
        texts = {
            name: said(ontology.texts(HEADER, expand(f"dcterms:{name}")), lang) for name in ("title", "description")
        }
        return {"iri": HEADER, **texts, **{name: str(getattr(value, "value", "")) for name, value in single.items()}}

    def _by_aim(self, lang: str) -> list[tuple[str, list[Explanation]]]:
        """The codes by the one term they are aimed at; those with several aims, or none, at the end under ''."""
        found: dict[str, list[Explanation]] = {}
        for check in self.checks:
            found.setdefault(check.aims[0] if len(check.aims) == 1 else "", []).append(check)
        return sorted(found.items(), key=lambda pair: (not pair[0], fold(self.links.label(pair[0], lang)), pair[0]))

    def _kinds(self, iri: str) -> list[str]:
        return [short(kind) for kind in self.ontology.iris(iri, expand("rdf:type"))]

    def _towards(self, iri: str) -> list[str]:
        entries: Iterable[ClassEntry | PropertyEntry] = (*self.classes, *self.properties)
        return [entry.iri for entry in entries if iri in (*entry.aligned, *entry.see_also)]


def _content(project: Project, dataset: Dataset | None) -> _Content:
    ontology = read_ontology(project)
    queries = list(Catalogue(project.queries))
    rules = read_rules(project.ontology / "rules")
    examples = project.examples
    checks, own_checks = explain_all(ontology.shapes, [*ontology.words, *ontology.concepts], examples)
    usage = Usage.of(checks, queries, rules)
    classes, properties, trees = class_entries(ontology, usage), property_entries(ontology, usage), schemes(ontology)
    codes = [check.code for check in (*checks, *own_checks)]
    return _Content(
        ontology=ontology,
        classes=classes,
        properties=properties,
        schemes=trees,
        checks=checks,
        own_checks=own_checks,
        queries=queries,
        rules=rules,
        links=Links.to(ontology, [*classes, *properties], trees, codes, [query.name for query in queries], rules),
        built=Built(project, dataset) if dataset else None,
        rights=rights(dataset) if dataset else None,
    )


def _by_label(entries: Sequence[E], lang: str) -> list[E]:
    return sorted(entries, key=lambda entry: (fold(said(entry.label, lang)), entry.iri))
