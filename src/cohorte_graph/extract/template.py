"""The template of a cohort report: its fixed headings and phrases, folded; no proper name."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "ALLY_VIEWPOINT",
    "ANNOUNCED_MEMBERS",
    "ATTENDANCE",
    "CHOSEN_EVALUATOR",
    "DIAGNOSED_BY_ALLY",
    "DIAGNOSED_EVERYWHERE",
    "EFFECTS",
    "EFFECT_LABELS",
    "FACTS",
    "FINDINGS",
    "FORMER_COHORTS",
    "IMPACT_LABEL",
    "INTERVENTION",
    "LIMITS",
    "PILOT",
    "SAID",
    "SECTION",
    "TERRITORY",
    "TERRITORY_VIEWPOINT",
    "TESTIMONIES",
]

# Headings of a chapter
TERRITORY: Final = re.compile(r"le territoire")
PILOT: Final = re.compile(r"le projet pilote")
EFFECTS: Final = re.compile(r"les impacts positifs")
LIMITS: Final = re.compile(r"les limites")
ALLY_VIEWPOINT: Final = re.compile(r"le point de vue (?:de l'|des )allie.*")
TERRITORY_VIEWPOINT: Final = re.compile(r"le point de vue du territoire")

# Facts of a territory: the word before the colon, folded → measure
FACTS: Final = {
    "population": "population",
    "superficie": "superficie",
    "organisation administrative": "communes",
}
LOCATION: Final = "localisation"

# Effects: « label », one or several, after the word Effet
IMPACT_LABEL: Final = re.compile(r"«\s*([^»]*?)\s*»")
EFFECT_LABELS: Final = re.compile(r"Effets?\s*((?:«[^»]*»(?:\s*(?:,|et)\s*)?)+)")
PROJECT_NAME: Final = re.compile(
    r"[Pp]rojet (?=[A-ZÀ-Ý])(\w[\w'-]+)|^\"([^\"]{5,90})\"|\bappelée?s? (?:désormais )?«\s*([^»]+?)\s*»"
)

# Words by which a text lets someone speak: quotation marks, "selon", a verb of saying
SAID: Final = re.compile(
    r"[«\"“]|\b(?:[Ss]elon|[Dd]'après)\b|\b(?:affirme|ajoute|conclut|confie|constate|déclare|dit|estime|explique"
    r"|exprime|indique|insiste|pense|précise|raconte|rappelle|reconnaît|regrette|relève|retient"
    r"|salue|souligne|témoigne|voit)(?:nt)?\b"
)

# Sections of the general part, by their folded titles
SECTION: Final = {
    "region": re.compile(r"l'accompagnement de la region\b.*"),
    "lessons": re.compile(r"les enseignements"),
    "perspectives": re.compile(r"(?:les )?perspectives"),
    "pilots": re.compile(r"les projets pilotes"),
    "diagnoses": re.compile(r"les diagnostics sensibles"),
    "core": re.compile(r"le tronc commun"),
    "evaluation": re.compile(r"l'evaluation"),
}
FINDINGS: Final = (
    ("strength", re.compile(r"points? forts?|atouts?|forces?")),
    ("fragility", re.compile(r"fragilites?|faiblesses?")),
    ("tension", re.compile(r"tensions?|controverses?")),
)
IMPROVEMENTS: Final = re.compile(r"points? d'amelioration")
STAKES: Final = re.compile(r"enjeux")
QUESTIONS: Final = re.compile(r"questions? strategiques?")
PILOT_SUPPORT: Final = re.compile(r"definition d'un projet pilote")
PHASES: Final = re.compile(r"\bphases\b")
FORMER_COHORTS: Final = re.compile(r"cohortes? precedentes?")
MISSIONS: Final = re.compile(r"\bmissions?\b")
OBJECTIVES: Final = re.compile(r"\bobjectifs?\b")
ORIENTATIONS: Final = re.compile(r"\b(?:orientations?|propositions?)\b")
ACTION_SHEETS: Final = re.compile(r"fiches? actions?")

# Phrases of the general part
ANNOUNCED_MEMBERS: Final = re.compile(r"territoires? (?:se sont|s'est) engag[ée]s? dans la cohorte")
DIAGNOSED_EVERYWHERE: Final = re.compile(r"un diagnostic sensible a ete \w+ dans chacun des territoires")
DIAGNOSED_BY_ALLY: Final = re.compile(r"l'alliee? qui a realise le diagnostic sensible")
ATTENDANCE: Final = re.compile(r"\b(?:chacune? de ces|chaque)\b")
TESTIMONIES: Final = re.compile(r"ce que les participants ont pense de (?:la|le|l')\s?(.*?)\s?:")
HELD: Final = re.compile(
    r"(?:se sont tenue?s|se sont deroule[e]?s|ont ete (?:co )?organise[e]?s|ont ete effectue[e]?s|ont eu lieu"
    r"|a ete (?:co )?organisee?|s'est tenue?|a eu lieu)"
)
IN_PRESENCE: Final = re.compile(r"en presence d")
CHOSEN_EVALUATOR: Final = re.compile(r"nous avons choisi (?:le |la |l')?cabinet $")
INTERVENTION: Final = re.compile(r"\bintervention (?:d[eu]s?|d')\b.*?(?=, (?:nous|on|ils?|elles?)\b|[.;]|$)")
PRODUCTIONS: Final = re.compile(r"les productions d[eu'](?: la | l'|s)? ?")
