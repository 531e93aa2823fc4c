"""The bundle of SemApps and Transiscope: actors and projects in PAIR, and territories as elements of a map."""

from __future__ import annotations

from cohorte_graph.bundles.bundle import Bundle
from cohorte_graph.bundles.edition import Edition
from cohorte_graph.bundles.elements import elements_part
from cohorte_graph.bundles.pair import pair_facts, pair_part

__all__ = ["semapps"]

INTRO = """
Lot pour SemApps, Transiscope et les cartes GoGoCarto : les acteurs, projets, événements et lieux du rapport dans
l'ontologie PAIR, et les territoires en éléments de carte.
"""
LOADING = """
- **SemApps** : `pair.jsonld` est un conteneur LDP, ses membres ont leurs IRI entières et leur contexte est dans le
  fichier. Envoyer chaque membre au conteneur de sa classe (`POST`, `Content-Type: application/ld+json`), ou charger le
  fichier dans l'entrepôt.
- **GoGoCarto, Transiscope** : déclarer l'adresse de `elements.json` comme source externe (import JSON). Les catégories
  absentes de la carte sont créées par l'import ; un territoire dont aucun point n'est connu est placé par son adresse,
  et n'y figure pas s'il n'est pas une commune. À montrer dans la fiche : `source` et `rights`, qui disent à qui sont
  les textes.

| cohorte-graph | PAIR |
|---|---|
| territoire | `pair:Place` et `pair:Organization` (lieu et collectivité à la fois) |
| région, département, lieu | `pair:Place` |
| organisation, personne | `pair:Organization`, `pair:Person` |
| projet pilote, événement | `pair:Project`, `pair:Event` |
| production | `pair:Document` |

Effets et limites n'ont pas de classe dans PAIR : ils n'y sont pas.
Une date imprimée au jour devient le début de ce jour (`pair:startDate` veut une heure) ; une date moins précise reste
telle qu'elle est imprimée (`pair:date`).
"""


def semapps(edition: Edition) -> Bundle:
    """Two files, each for the tool that reads it."""
    return Bundle(
        partner="semapps",
        intro=INTRO,
        loading=LOADING,
        parts=(pair_part(edition, pair_facts(edition.dataset)), elements_part(edition)),
    )
