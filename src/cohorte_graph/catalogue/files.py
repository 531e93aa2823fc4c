"""The files of the catalogue: DCAT in three formats, in French alone for harvesters of one language, and VoID."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import BinaryIO

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
    """The catalogue of some written files; those that are catalogues themselves are not listed.

    Each is made when it is written, and what several are made of once.
    """
    scope = scope_of(dataset.of_subjects(*(f"{ID}{kind}/" for kind in KINDS)))
    about = settings.description or default_description(scope)

    @cache
    def both() -> set[ox.Triple]:
        return dcat(scope, rights(dataset), about, settings, written)

    def french() -> set[ox.Triple]:
        english = ox.Triple(iri(about.catalogue), iri(expanded("dcterms:language")), iri(f"{AUTHORITY}language/ENG"))
        return french_alone(both()) - {english}

    def described() -> set[ox.Triple]:
        return void(dataset_iri(about, dataset.with_text), statistics(dataset.quads()), about, settings, written)

    bilingual = ("Catalogue DCAT-AP 3, en français et en anglais", "DCAT-AP 3 catalogue, in French and English")
    alone = ("Catalogue DCAT-AP 3, en français seulement", "DCAT-AP 3 catalogue, in French alone")
    numbers = ("Description VoID du graphe", "VoID description of the graph")
    return [
        *(_part(f"catalogue.{format}", bilingual, both, PROFILE) for format in ("ttl", "jsonld", "rdf")),
        *(_part(f"catalogue.fr.{format}", alone, french, PROFILE) for format in ("ttl", "rdf")),
        _part("void.ttl", numbers, described, VOID),
    ]


def _part(name: str, told: tuple[str, str], made: Callable[[], set[ox.Triple]], standard: str) -> Part:
    format = name.rpartition(".")[2]

    def write(file: BinaryIO) -> None:
        file.write(serialised(made(), format))

    return Part(name, MEDIA[format], *told, write, "catalogue", (standard,))
