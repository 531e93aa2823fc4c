"""The bundle of a deposit on Zenodo: dumps, tables, how to cite, and an RO-Crate that tells of every file."""

from __future__ import annotations

from cohorte_graph.bundles.bundle import Bundle
from cohorte_graph.bundles.citation import citation_part
from cohorte_graph.bundles.crate import CRATE, CRATE_ABOUT, crate_part
from cohorte_graph.bundles.deposit import deposit_part
from cohorte_graph.bundles.edition import Edition
from cohorte_graph.dataset import Dataset, Part
from cohorte_graph.dumps import graph_part
from cohorte_graph.tables import parts as table_parts

__all__ = ["zenodo"]

GRAPHS = ("ontology", "concepts", "shapes")
INTRO = """
Lot pour un dépôt Zenodo : le graphe entier, ses tables, et un RO-Crate 1.3 qui décrit chaque fichier.
"""
LOADING = """
1. Créer un dépôt de type « jeu de données » et y déposer tous les fichiers de ce dossier : ils sont au même niveau, car
   Zenodo ne garde pas les dossiers, et moins de cent, ce qu'il accepte.
2. Reprendre les métadonnées de `.zenodo.json` (un dépôt fait par l'intégration GitHub ou par l'API les lit tel quel).
3. `ro-crate-metadata.json` décrit le tout pour les outils RO-Crate ; `CITATION.cff` dit comment citer.

`dataset.nq.gz` contient tous les graphes nommés et leur réunion (N-Quads, gzip) ; `union.ttl` leur réunion en Turtle ;
`tables.xlsx` et les `.csv`, décrits par `csv-metadata.json` (CSVW), les mêmes données par classe.
"""


def zenodo(edition: Edition) -> Bundle:
    """Names are flat: Zenodo keeps no folders."""
    dataset = edition.dataset
    return Bundle(
        partner="zenodo",
        intro=INTRO,
        loading=LOADING,
        parts=(
            graph_part(dataset, None, "nq", "dataset.nq.gz"),
            graph_part(dataset, None, "ttl"),
            *_graphs(dataset),
            *table_parts(dataset, "fr"),
            citation_part(edition),
            deposit_part(edition),
        ),
        closing=(lambda written: [crate_part(edition, written)],),
        announced=((CRATE, CRATE_ABOUT[0]),),
    )


def _graphs(dataset: Dataset) -> list[Part]:
    """The graphs that tell what the others mean, as far as there are some."""
    known = set(map(dataset.short, dataset.graphs))
    return [graph_part(dataset, dataset.graph_called(name), "ttl") for name in GRAPHS if name in known]
