"""The words of a dossier that are not the report's, in French and in English."""

from __future__ import annotations

from typing import Final

from cohorte_graph.query.texts import Texts

__all__ = ["WORDS"]


def _said(fr: str, en: str) -> Texts:
    return {"fr": fr, "en": en}


WORDS: Final[dict[str, Texts]] = {
    "colon": _said("\u00a0: ", ": "),
    "semicolon": _said("\u00a0; ", "; "),
    "open": _said("«\u00a0", "“"),
    "close": _said("\u00a0»", "”"),
    # the head of the page
    "dossier": _said("Dossier de territoire", "Territory dossier"),
    "chapter": _said("chapitre", "chapter"),
    "contents": _said("Sommaire", "Contents"),
    "how_to_read": _said(
        "Les mots du rapport sont en caractères à empattements\u00a0; sous chacun, "
        "les pages et la place dans le fichier source.",
        "The report's words are set in serif type, in French; below each, its pages and its place in the source file.",
    ),
    "how_to_read_md": _said(
        "Les mots du rapport sont cités en retrait ou entre guillemets\u00a0; "
        "chacun porte ses pages et sa place dans le fichier source.",
        "The report's words are block quotes or in quotation marks, in French; "
        "each has its pages and its place in the source file.",
    ),
    # facts
    "facts": _said("Repères", "Key facts"),
    "fact": _said("Repère", "Fact"),
    "reported": _said("Selon le rapport", "As reported"),
    "official": _said("Selon les registres", "According to registers"),
    "evidence": _said("Phrase du rapport", "Sentence of the report"),
    "location": _said("Localisation", "Location"),
    "same": _said("concorde avec le registre de {year}", "agrees with the register of {year}"),
    "rounded": _said("arrondi du registre de {year} ({value})", "rounded from the register of {year} ({value})"),
    "other vintage": _said("concorde avec un autre millésime, {year}", "agrees with another vintage, {year}"),
    "unexplained": _said(
        "aucune année du registre ne concorde ({value} en {year})", "no year of the register agrees ({value} in {year})"
    ),
    "no_register": _said("pas de valeur de registre", "no register value"),
    # picture
    "overview": _said("Vue d'ensemble", "Overview"),
    "overview_note": _said(
        "Une case par effet ou limite, avec son numéro\u00a0; un même énoncé peut relever de plusieurs groupes. "
        "Dernière colonne\u00a0: dans combien de territoires de la cohorte ce groupe apparaît.",
        "One box per effect or limit, with its number; one statement may fall into several groups. "
        "Last column: in how many territories of the cohort this group occurs.",
    ),
    "effect_groups": _said("Groupes d'effets", "Groups of effects"),
    "limit_groups": _said("Groupes de limites", "Groups of limits"),
    "group": _said("Groupe", "Group"),
    "here": _said("Ici", "Here"),
    "in_cohort": _said("Cohorte", "Cohort"),
    "of": _said("{n} sur {all}", "{n} of {all}"),
    # pilot
    "pilot": _said("Projet pilote", "Pilot"),
    "project_name": _said("Nom du projet", "Project name"),
    "project_names": _said("Noms du projet", "Project names"),
    "actions": _said("Actions retenues", "Actions chosen"),
    # effects and limits
    "effects": _said("Effets", "Effects"),
    "effect": _said("Effet", "Effect"),
    "unnamed": _said("sans nom dans le rapport", "not named in the report"),
    "limits": _said("Limites", "Limits"),
    "limit": _said("Limite", "Limit"),
    "type": _said("Type", "Type"),
    "types": _said("Types", "Types"),
    "theme": _said("Thème", "Theme"),
    "themes": _said("Thèmes", "Themes"),
    "unclassified": _said("non classé", "not classified"),
    "roles": _said("Acteurs concernés", "Actors concerned"),
    "report": _said("rapport", "report"),
    "curation": _said("curation", "curation"),
    "reference": _said("référence", "reference"),
    "inference": _said("déduction", "inference"),
    "origin_note": _said(
        "Après chaque type ou thème, qui classe\u00a0: «\u00a0rapport\u00a0», le nom imprimé le dit\u00a0; "
        "«\u00a0curation\u00a0», une personne l'a classé à la main\u00a0; "
        "«\u00a0déduction\u00a0», une règle le déduit.",
        "After each type or theme, who classifies: “report”, the printed name says so; “curation”, a person did "
        "by hand; “inference”, a rule derives it.",
    ),
    # viewpoints, allies
    "viewpoints": _said("Points de vue", "Viewpoints"),
    "no_voice": _said("Le rapport ne nomme personne.", "The report names nobody."),
    "allies": _said("Allié·es et diagnostic", "Allies and diagnosis"),
    "diagnosis": _said("Diagnostic sensible", "Sensitive diagnosis"),
    "nobody": _said("le rapport ne dit pas par qui", "the report does not say by whom"),
    # figures, notes
    "figures": _said("Autres chiffres du chapitre", "Other figures of the chapter"),
    "measure": _said("Mesure", "Measure"),
    "value": _said("Valeur imprimée", "Value as printed"),
    "about": _said("À propos de", "About"),
    "remarks": _said("Notes pour la relecture", "Notes for the proof-reader"),
    # sources
    "sources": _said("Sources", "Sources"),
    "cite": _said("Citer ce rapport", "Cite this report"),
    "rights": _said("Droits", "Rights"),
    "registers": _said("Registre", "Register"),
    "file": _said("Fichier cité", "File quoted"),
    "offsets_note": _said(
        "«\u00a0fichier:début-fin\u00a0»\u00a0: place des mots dans le fichier tel que reçu, "
        "en points de code Unicode à partir de 0, fin exclue\u00a0; "
        "«\u00a0[…]\u00a0» marque un saut de colonne ou de page.",
        "“file:start-end”: the place of the words in the file as received, in Unicode code points from 0, end "
        "exclusive; “[…]” marks a jump of column or page.",
    ),
    "identifier": _said("Identifiant", "Identifier"),
    "page": _said("page", "page"),
}
