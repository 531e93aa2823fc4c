"""The bundle of data.gouv.fr: a French catalogue, tables, Turtle, points as GeoJSON, and the form of its API."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

import pyoxigraph as ox

from cohorte_graph.bundles.bundle import Bundle
from cohorte_graph.bundles.edition import Edition
from cohorte_graph.bundles.udata import udata_part
from cohorte_graph.catalogue.statements import serialised
from cohorte_graph.dataset import Part, Written
from cohorte_graph.dumps import graph_part
from cohorte_graph.tables import parts as table_parts

__all__ = ["datagouv"]

CENTROID = ox.NamedNode("http://www.w3.org/ns/dcat#centroid")
FORMATS = {"catalogue.fr.ttl": ox.RdfFormat.TURTLE, "catalogue.fr.rdf": ox.RdfFormat.RDF_XML}
INTRO = "Lot pour data.gouv.fr : un catalogue DCAT en français, les tables, le graphe, et la fiche du jeu de données."
LOADING = """
- **Moissonner** : publier ce dossier à l'adresse donnée par `--base-url`, puis déclarer l'adresse de `catalogue.fr.rdf`
  (ou `.ttl`) comme moissonneur DCAT.
- **Ou déposer** : `dataset.json` a la forme qu'attend l'API (`POST /api/1/datasets/`) ; sans elle, en recopier le
  titre, la description et les mots-clés.

Les CSV sont en UTF-8 sans marque d'ordre des octets, séparés par des virgules, avec une ligne d'en-têtes (RFC 4180) :
ce que lisent la prévisualisation et les validateurs. `tables.xlsx` les réunit pour un tableur.
Les points des territoires sont dans `territory.geojson` ; le catalogue ne dit l'emprise qu'en polygone, seule forme
que data.gouv.fr garde.
"""


def datagouv(edition: Edition) -> Bundle:
    """Names stay flat, each with its ending: the portal tells formats by the ends of addresses."""
    dataset = edition.dataset
    return Bundle(
        partner="datagouv",
        intro=INTRO,
        loading=LOADING,
        parts=(graph_part(dataset, None, "ttl"), *table_parts(dataset, "fr")),
        later=(lambda written: [*_catalogues(edition, written), udata_part(edition, written)],),
    )


def _catalogues(edition: Edition, written: Sequence[Written]) -> Iterable[Part]:
    return [_without_points(part) for part in edition.catalogue(written) if part.name in FORMATS]


def _without_points(part: Part) -> Part:
    """The catalogue without the centre of the territories, a point that the portal would refuse."""
    content = BytesIO()
    part.write(content)
    found = ox.parse(content.getvalue(), format=FORMATS[part.name], rename_blank_nodes=False)
    kept = {quad.triple for quad in found if quad.predicate != CENTROID}
    told = serialised(kept, part.name.rpartition(".")[2])
    return Part.of_bytes(part.name, part.media_type, part.fr, part.en, told, part.kind)
