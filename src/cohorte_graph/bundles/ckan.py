"""The bundle of CKAN portals: catalogues that ckanext-dcat harvests, and the files they list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cohorte_graph.bundles.bundle import Bundle
from cohorte_graph.bundles.edition import Edition
from cohorte_graph.dataset import Part, Written
from cohorte_graph.dumps import graph_part
from cohorte_graph.tables import parts as table_parts

__all__ = ["ckan"]

CATALOGUES = ("catalogue.ttl", "catalogue.rdf", "catalogue.fr.ttl", "catalogue.fr.rdf")
INTRO = "Lot pour un portail CKAN : des catalogues DCAT-AP 3 et les fichiers qu'ils décrivent."
LOADING = """
1. Publier ce dossier tel quel à l'adresse donnée par `--base-url`.
2. Dans CKAN, avec l'extension `ckanext-dcat`, créer une source de moissonnage « Generic DCAT RDF Harvester » à
   l'adresse de `catalogue.fr.ttl`, avec le profil `euro_dcat_ap_3`.

CKAN garde le titre anglais quand un catalogue a les deux langues : d'où `catalogue.fr.ttl`, en français seulement.
`catalogue.ttl` est le même dans les deux langues.
"""


def ckan(edition: Edition) -> Bundle:
    """The union in the formats that CKAN's viewers and RDF stores read, and all tables."""
    dataset = edition.dataset
    return Bundle(
        partner="ckan",
        intro=INTRO,
        loading=LOADING,
        parts=(
            *(graph_part(dataset, None, format) for format in ("ttl", "jsonld")),
            *table_parts(dataset, "fr"),
        ),
        later=(lambda written: _catalogues(edition, written),),
    )


def _catalogues(edition: Edition, written: Sequence[Written]) -> Iterable[Part]:
    return [part for part in edition.catalogue(written) if part.name in CATALOGUES]
