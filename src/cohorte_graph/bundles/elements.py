"""elements.json: territories as elements of a GoGoCarto map, with the pilot each runs.

An element needs ``id``, ``name``, a position and categories; https://gitlab.com/seballot/gogocarto-js, "element
configuration", names the attributes. The importer keeps any other as a field of the element: ``rights`` goes where the
words go. Where no point is known, it finds a commune by its address; what has neither is left out, since the map would
refuse it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, Final

from cohorte_graph.bundles.edition import MAKER, Edition
from cohorte_graph.bundles.facts import Facts, facts_of
from cohorte_graph.dataset import Part
from cohorte_graph.iri import COH, ID

__all__ = ["elements_part"]

KINDS: Final = ("Commune", "CommunityOfCommunes", "AgglomerationCommunity", "Metropolis")
NAMES: Final = ("schema:latitude", "schema:longitude", "insee:codeINSEE", "coh:inCohort", "coh:siren")
PILOT: Final = ("coh:pilotOf", "coh:title", "coh:tagline", "coh:text")
ATTRIBUTION = "{title} ({publisher})"


def elements_part(edition: Edition) -> Part:
    """An array of elements, one a territory, in the order of their IRIs."""
    facts = facts_of(edition.dataset, ("territory", "pilot", "cohort"), (*NAMES, *PILOT), COH)
    pilots: dict[str, list[str]] = defaultdict(list)
    for pilot in facts.members("Pilot"):
        for territory in facts.links(pilot, "coh:pilotOf"):
            pilots[territory].append(pilot)
    found = [_element(edition, facts, iri, pilots[iri]) for iri in facts.members("Territory")]
    content = (json.dumps([one for one in found if one], ensure_ascii=False, indent=1) + "\n").encode()
    fr, en = "Territoires en éléments de carte GoGoCarto", "Territories as elements of a GoGoCarto map"
    return Part.of_bytes("elements.json", "application/json", fr, en, content, "table")


def _element(edition: Edition, facts: Facts, iri: str, pilots: list[str]) -> dict[str, Any]:
    """An element, empty where nothing tells its place."""
    place = _place(facts, iri)
    if not place:
        return {}
    told = {
        "description": " ; ".join(filter(None, (_title(facts, pilot) for pilot in pilots))),
        "descriptionMore": "\n\n".join(filter(None, (facts.text(pilot, "coh:text") for pilot in pilots))),
        "siren": facts.text(iri, "coh:siren"),
        "codeINSEE": facts.text(iri, "insee:codeINSEE"),
    }
    return {
        "id": iri,
        "name": facts.label(iri),
        **place,
        "categories": _categories(facts, iri),
        **{name: text for name, text in told.items() if text},
        "source": _source(edition),
        "rights": " ".join(edition.rights.statements("fr")),
        "sourceKey": MAKER,
    }


def _place(facts: Facts, iri: str) -> dict[str, Any]:
    latitude, longitude = (facts.text(iri, f"schema:{name}") for name in ("latitude", "longitude"))
    found: dict[str, Any] = {}
    if latitude and longitude:
        found["geo"] = {"latitude": float(latitude), "longitude": float(longitude)}
    if facts.text(iri, "insee:codeINSEE"):
        found["address"] = {"addressLocality": facts.label(iri), "addressCountry": "FR"}
    return found


def _categories(facts: Facts, iri: str) -> list[str]:
    """The kind of the territory and its cohorts, as the importer makes categories of names."""
    own = set(facts.links(iri, "rdf:type"))
    kinds = [facts.text(COH + kind, "rdfs:label") or kind for kind in KINDS if COH + kind in own]
    cohorts = [facts.label(cohort) for cohort in facts.links(iri, "coh:inCohort") if cohort.startswith(f"{ID}cohort/")]
    return [*(kind[:1].upper() + kind[1:] for kind in kinds), *cohorts]


def _title(facts: Facts, pilot: str) -> str:
    return facts.text(pilot, "coh:title") or facts.text(pilot, "coh:tagline") or facts.text(pilot, "rdfs:label")


def _source(edition: Edition) -> str:
    """Whom to name beside an element."""
    reports = edition.rights.reports
    return " ; ".join(ATTRIBUTION.format(title=one.title, publisher=one.publisher) for one in reports) or MAKER
