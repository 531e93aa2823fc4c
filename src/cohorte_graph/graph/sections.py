"""Sections of the sources as resources, with their coverage."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from cohorte_graph.extract.gazetteer import Name
from cohorte_graph.graph.coverage import Coverage
from cohorte_graph.graph.statements import Source
from cohorte_graph.graph.terms import coh, french, iri, literal, named
from cohorte_graph.sources import SectionKind, Structure

__all__ = ["section_triples"]

DIGITS = 6
"""Decimals of a share."""

_UNTITLED = {SectionKind.BACK_COVER: ("Quatrième de couverture", "Back cover")}


def section_triples(
    source: Source, structure: Structure, coverage: Coverage, territories: dict[str, Name]
) -> Iterator[ox.Triple]:
    """The sections of one source in their order."""
    for number, (section, found) in enumerate(zip(structure.sections, coverage.sections, strict=True), 1):
        node = iri(source.section(section.slug))
        fr, en = _UNTITLED.get(section.kind, (section.title or section.slug, section.title or section.slug))
        facts: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
            (named("rdf:type"), coh("Section")),
            (named("rdfs:label"), ox.Literal(fr, language="fr")),
            (named("rdfs:label"), ox.Literal(en, language="en")),
            (coh("heading"), french(fr)),
            (coh("fromSource"), iri(source.iri)),
            (coh("number"), literal(number, "integer")),
            (coh("characters"), literal(found.characters, "integer")),
            (coh("coveredCharacters"), literal(found.covered, "integer")),
            (coh("share"), literal(f"{found.share:.{DIGITS}f}", "decimal")),
        ]
        if section.pages:
            facts.append((coh("pages"), literal(section.pages)))
        if section.slug in territories:
            facts.append((coh("territory"), iri(territories[section.slug].iri)))
        for predicate, value in facts:
            yield ox.Triple(node, predicate, value)
