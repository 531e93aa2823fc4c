"""pair.jsonld: territories, people, organisations, pilots, events and productions in the words of PAIR.

PAIR (http://virtual-assembly.org/ontologies/pair) is what SemApps and the platforms built on it speak. Our classes and
properties are mapped by IRI to those that truly say the same: effects and limits have no class there and are left out.
The file has the form of an LDP container, as SemApps gives them: the container, then its members.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, Final

from cohorte_graph.bundles.edition import Edition
from cohorte_graph.bundles.facts import Facts, facts_of
from cohorte_graph.dataset import Dataset, Part
from cohorte_graph.iri import PREFIXES

__all__ = ["CLASSES", "PAIR", "pair_facts", "pair_part"]

PAIR: Final = "http://virtual-assembly.org/ontologies/pair#"
CLASSES: Final[dict[str, tuple[str, ...]]] = {
    "Territory": ("Place", "Organization"),
    "Region": ("Place",),
    "Department": ("Place",),
    "Place": ("Place",),
    "Organisation": ("Organization",),
    "Person": ("Person",),
    "Pilot": ("Project",),
    "Event": ("Event",),
    "Production": ("Document",),
}
"""Our classes and PAIR's. A territory is place and public authority at once, as the report speaks."""
LINKS: Final = ("affiliatedBy", "hasLocation", "involvedIn", "involves", "partOf", "producedBy")
PLAIN: Final[dict[str, str]] = {
    "skos:altLabel": "alternativeLabel",
    "insee:codeINSEE": "identifier",
    "coh:url": "webPage",
}
LOCATIONS: Final = ("coh:pilotOf", "coh:place")
WHOLES: Final = ("coh:partOf", "coh:department", "coh:region")
KINDS = ("territory", "region", "department", "place", "organisation", "person", "pilot", "event", "production")
BETWEEN = ("accompaniment", "mention")
"""Kinds that are links between others: who took part, and for which organisation."""
NAMES = (
    *PLAIN,
    *LOCATIONS,
    *WHOLES,
    *("coh:title", "coh:text", "coh:date", "coh:startDate", "coh:endDate", "schema:latitude", "schema:longitude"),
    *("coh:attendee", "coh:producer", "coh:carriedOutBy", "coh:onBehalfOf", "coh:pilot"),
    *("coh:mentionOf", "coh:organisation", "coh:printedFunction"),
)
DATE, DATE_TIME = PREFIXES["xsd"] + "date", "xsd:dateTime"
CONTEXT: Final[dict[str, Any]] = {
    "pair": PAIR,
    "ldp": "http://www.w3.org/ns/ldp#",
    "dcterms": PREFIXES["dcterms"],
    "xsd": PREFIXES["xsd"],
    "ldp:contains": {"@type": "@id"},
    "dcterms:license": {"@type": "@id"},
    **{f"pair:{name}": {"@type": "@id"} for name in LINKS},
}


def pair_facts(dataset: Dataset) -> Facts:
    """What the graph says of those that PAIR has classes for."""
    return facts_of(dataset, (*KINDS, *BETWEEN), NAMES)


def pair_part(edition: Edition, facts: Facts) -> Part:
    """All members in one container."""
    members = _members(facts)
    content = {"@context": CONTEXT, "@graph": [_container(edition, members), *members]}
    told = (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    fr, en = (
        "Acteurs, projets, événements et lieux dans l'ontologie PAIR",
        "Actors, projects, events and places in PAIR",
    )
    return Part.of_bytes("pair.jsonld", "application/ld+json", fr, en, told, "graph")


def _container(edition: Edition, members: list[dict[str, Any]]) -> dict[str, Any]:
    texts = {"fr": " ".join(edition.rights.statements("fr")), "en": " ".join(edition.rights.statements("en"))}
    return _compact(
        {
            "@id": f"{edition.iri}/pair",
            "@type": ["ldp:Container", "ldp:BasicContainer"],
            "dcterms:title": [_in(edition.title(lang), lang) for lang in ("fr", "en")],
            "dcterms:rights": [_in(text, lang) for lang, text in texts.items()],
            "dcterms:license": edition.licence,
            "ldp:contains": [member["@id"] for member in members],
        }
    )


def _members(facts: Facts) -> list[dict[str, Any]]:
    classes: dict[str, list[str]] = defaultdict(list)
    for ours, theirs in CLASSES.items():
        for iri in facts.members(ours):
            classes[iri] = list(dict.fromkeys([*classes[iri], *theirs]))
    parts = _parts(facts, set(classes))
    affiliations = _affiliations(facts)
    return [_member(facts, iri, classes, parts, affiliations) for iri in classes]


def _member(
    facts: Facts,
    iri: str,
    classes: dict[str, list[str]],
    parts: dict[str, dict[str, set[str]]],
    affiliations: dict[str, dict[str, set[str]]],
) -> dict[str, Any]:
    """One resource; links lead to members alone."""

    def known(links: list[str]) -> list[str]:
        return [link for link in links if link in classes and link != iri]

    person = affiliations.get(iri, {})
    return _compact(
        {
            "@id": iri,
            "@type": [f"pair:{name}" for name in classes[iri]],
            "pair:label": facts.text(iri, "coh:title") or facts.label(iri),
            "pair:description": facts.text(iri, "coh:text") or " ; ".join(sorted(person.get("functions", ()))),
            **{f"pair:{theirs}": facts.texts(iri, ours) for ours, theirs in PLAIN.items()},
            **_position(facts, iri),
            **_dates(facts, iri),
            "pair:hasLocation": known(facts.links(iri, *LOCATIONS)),
            "pair:partOf": known(facts.links(iri, *WHOLES)),
            "pair:producedBy": known(facts.links(iri, "coh:producer")),
            "pair:affiliatedBy": known(sorted(person.get("organisations", ()))),
            **{f"pair:{name}": sorted(others) for name, others in sorted(parts.get(iri, {}).items())},
        }
    )


def _parts(facts: Facts, members: set[str]) -> dict[str, dict[str, set[str]]]:
    """Who is involved in which pilot or event, told of both."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for actor, activity in _involved(facts, members):
        found[actor]["involvedIn"].add(activity)
        found[activity]["involves"].add(actor)
    return found


def _involved(facts: Facts, members: set[str]) -> set[tuple[str, str]]:
    """Pairs of an actor and the pilot or event that it took part in."""
    found = {(actor, event) for event in facts.members("Event") for actor in facts.links(event, "coh:attendee")}
    for one in facts.members("Accompaniment"):
        actors = facts.links(one, "coh:carriedOutBy", "coh:onBehalfOf")
        found |= {(actor, pilot) for pilot in facts.links(one, "coh:pilot") for actor in actors}
    for pilot in facts.members("Pilot"):
        found |= {(territory, pilot) for territory in facts.links(pilot, "coh:pilotOf")}
    return {(actor, activity) for actor, activity in found if {actor, activity} <= members}


def _affiliations(facts: Facts) -> dict[str, dict[str, set[str]]]:
    """The organisations and printed functions of people, from the mentions of them."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"organisations": set(), "functions": set()})
    people = set(facts.members("Person"))
    for mention in facts.members("Mention"):
        for person in people.intersection(facts.links(mention, "coh:mentionOf")):
            found[person]["organisations"].update(facts.links(mention, "coh:organisation"))
            found[person]["functions"].update(facts.texts(mention, "coh:printedFunction"))
    return found


def _position(facts: Facts, iri: str) -> dict[str, Any]:
    latitude, longitude = (facts.text(iri, f"schema:{name}") for name in ("latitude", "longitude"))
    return {"pair:latitude": float(latitude), "pair:longitude": float(longitude)} if latitude and longitude else {}


def _dates(facts: Facts, iri: str) -> dict[str, Any]:
    """Begin and end, of midnight since PAIR knows no day without an hour; less than a day as it is printed."""
    found: dict[str, Any] = {}
    for name, theirs in (("coh:date", "startDate"), ("coh:startDate", "startDate"), ("coh:endDate", "endDate")):
        date = facts.literal(iri, name)
        if date is None:
            continue
        if date.datatype.value == DATE:
            found[f"pair:{theirs}"] = {"@type": DATE_TIME, "@value": f"{date.value}T00:00:00"}
        else:
            found.setdefault("pair:date", {"@type": date.datatype.value, "@value": date.value})
    return found


def _in(text: str, lang: str) -> dict[str, str]:
    return {"@language": lang, "@value": text}


def _compact(node: dict[str, Any]) -> dict[str, Any]:
    """The node without what is empty; a list of one as the one, but for its members."""
    kept = {name: value for name, value in node.items() if value not in ("", [], None)}
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 and name != "ldp:contains" else value
        for name, value in kept.items()
    }
