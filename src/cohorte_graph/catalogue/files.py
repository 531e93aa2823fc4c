"""The files of the catalogue: DCAT in three formats, in French alone for harvesters of one language, and VoID."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyoxigraph as ox

from cohorte_graph.catalogue.authorities import AUTHORITY
from cohorte_graph.catalogue.dcat import dataset_iri, dcat
from cohorte_graph.catalogue.description import default_description
from cohorte_graph.catalogue.scope import KINDS, scope_of
from cohorte_graph.catalogue.settings import Settings
from cohorte_graph.catalogue.statements import expanded, french_alone, iri, serialised
from cohorte_graph.catalogue.statistics import statistics
from cohorte_graph.catalogue.void import void
from cohorte_graph.dataset import Dataset, Part, Written, rights
from cohorte_graph.iri import ID

__all__ = ["parts"]

PROFILE = "http://data.europa.eu/r5r/"
VOID = "http://rdfs.org/ns/void"
MEDIA = {"ttl": "text/turtle", "jsonld": "application/ld+json", "rdf": "application/rdf+xml"}


def parts(dataset: Dataset, written: Sequence[Written], settings: Settings) -> list[Part]:
    """The catalogue of some written files; those that are catalogues themselves are not listed."""
    scope = scope_of(dataset.of_subjects(*(f"{ID}{kind}/" for kind in KINDS)))
    about = settings.description or default_description(scope)
    both = dcat(scope, rights(dataset), about, settings, written)
    french = french_alone(both) - {
        ox.Triple(iri(about.catalogue), iri(expanded("dcterms:language")), iri(f"{AUTHORITY}language/ENG"))
    }
    found = [
        _part(
            f"catalogue.{format}",
            "Catalogue DCAT-AP 3, en français et en anglais",
            "DCAT-AP 3 catalogue, in French and English",
            serialised(both, format),
            PROFILE,
        )
        for format in ("ttl", "jsonld", "rdf")
    ]
    found += [
        _part(
            f"catalogue.fr.{format}",
            "Catalogue DCAT-AP 3, en français seulement",
            "DCAT-AP 3 catalogue, in French alone",
            serialised(french, format),
            PROFILE,
        )
        for format in ("ttl", "rdf")
    ]
    described = void(dataset_iri(about, dataset.with_text), statistics(dataset.quads()), about, settings, written)
    content = serialised(described, "ttl")
    return [*found, _part("void.ttl", "Description VoID du graphe", "VoID description of the graph", content, VOID)]


def _part(name: str, fr: str, en: str, content: bytes, standard: str) -> Part:
    part = Part.of_bytes(name, MEDIA[name.rsplit(".", 1)[-1]], fr, en, content, "catalogue")
    return replace(part, conforms_to=(standard,))
