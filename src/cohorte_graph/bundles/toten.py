"""The regional platform's bundle: DCAT, JSON-LD documents, one workbook, and a dossier to print for each territory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cohorte_graph.bundles.bundle import Bundle
from cohorte_graph.bundles.dossiers import dossier_parts
from cohorte_graph.bundles.edition import Edition
from cohorte_graph.dataset import Part, Written
from cohorte_graph.dumps import graph_part
from cohorte_graph.tables import workbook_part

__all__ = ["toten"]

DOCUMENTS = "documents/"
CATALOGUES = ("catalogue.ttl", "catalogue.jsonld", "catalogue.fr.ttl")
INTRO = """
Lot pour une plateforme territoriale : un catalogue DCAT-AP 3, le graphe, un document JSON-LD par ressource,
un classeur de toutes les tables{dossiers}.
"""
WITH_DOSSIERS = ", et un dossier à imprimer par territoire"
LOADING = """
- **Moissonner** : `catalogue.ttl` ou `catalogue.jsonld` (français et anglais) ; `catalogue.fr.ttl` pour un moissonneur
  qui ne lit qu'une langue.
- **Afficher une fiche** : `documents/` suit les chemins des IRI ; l'IRI `…/id/territory/SLUG` a son document dans
  `documents/territory/SLUG.jsonld`. Chacun se lit comme du JSON ordinaire.
- **Lire dans un tableur** : `tables.xlsx`, une feuille par classe et un dictionnaire des données.
- **Charger le graphe** : `union.ttl` (Turtle) dans tout entrepôt RDF.
"""
PRINTING = "- **Imprimer** : `dossiers/COHORTE/TERRITOIRE.html`, à ouvrir dans un navigateur et à imprimer en A4.\n"


def toten(edition: Edition) -> Bundle:
    """Everything of one territory a click away: its document, its dossier, and the whole behind them."""
    from cohorte_graph.documents import parts as document_parts

    dataset = edition.dataset
    dossiers = dossier_parts(edition)
    documents = [replace(part, name=DOCUMENTS + part.name) for part in document_parts(dataset)]
    return Bundle(
        partner="toten",
        intro=INTRO.format(dossiers=WITH_DOSSIERS if dossiers else ""),
        loading=LOADING.lstrip() + (PRINTING if dossiers else ""),
        parts=(graph_part(dataset, None, "ttl"), workbook_part(dataset, "fr"), *documents, *dossiers),
        later=(lambda written: _catalogues(edition, written),),
    )


def _catalogues(edition: Edition, written: Sequence[Written]) -> Iterable[Part]:
    return [part for part in edition.catalogue(written) if part.name in CATALOGUES]
