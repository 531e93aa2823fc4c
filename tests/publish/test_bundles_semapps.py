"""The bundle of SemApps and Transiscope: PAIR as its ontology has it, and elements as GoGoCarto's importer reads them.

PAIR's terms below are named after its own documentation (http://virtual-assembly.org/ontologies/pair/index-fr.html),
with the classes that its axioms give them; nothing of its text is copied.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
import rdflib
from bundled import Bundles, json_of, nodes
from pyld import jsonld
from rdf_reading import refuse

from cohorte_graph.bundles.pair import CLASSES, PAIR
from cohorte_graph.dataset import Dataset, rights
from cohorte_graph.iri import COH, ID
from report_fixtures import ROOT

CLASS_TREE = {
    "Subject": (),
    "Object": (),
    "Place": ("Subject",),
    "Resource": ("Subject",),
    "Activity": ("Agent",),
    "Actor": ("Agent",),
    "Agent": ("Subject",),
    "Organization": ("Actor",),
    "Person": ("Actor",),
    "Project": ("Activity",),
    "Event": ("Activity",),
    "Document": ("Object", "Resource"),
}
"""Classes and what they are below."""
LINKS = {
    "affiliatedBy": ("Person", "Organization"),
    "hasLocation": ("Subject", "Place"),
    "involvedIn": ("Actor", "Activity"),
    "involves": ("Activity", "Actor"),
    "partOf": ("Subject", "Subject"),
    "producedBy": ("Resource", "Agent"),
}
"""Object properties: domain and range."""
VALUES = frozenset(
    "label alternativeLabel description identifier webPage date startDate endDate latitude longitude".split()
)
FUNCTIONAL = ("description", "startDate", "endDate")
LDP = "http://www.w3.org/ns/ldp#"
FRANCE = ((41.0, 51.5), (-5.5, 10.0))


@pytest.fixture(scope="module", params=[True, False], ids=["whole", "wordless"])
def expanded(bundles: Bundles, request: pytest.FixtureRequest) -> dict[str, dict[str, Any]]:
    """The nodes as PyLD expands them, by IRI; it may not load anything."""
    document = json_of(bundles.folder("semapps", request.param) / "pair.jsonld")
    found = jsonld.expand(document, {"documentLoader": refuse, "base": ""})
    return {node["@id"]: node for node in found}


def members(expanded: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {iri: node for iri, node in expanded.items() if f"{LDP}Container" not in node["@type"]}


def above(name: str) -> set[str]:
    """A class and all above it."""
    return {name}.union(*(above(one) for one in CLASS_TREE[name]))


def classes(node: dict[str, Any]) -> set[str]:
    return set().union(*(above(iri.removeprefix(PAIR)) for iri in node["@type"]))


def test_every_iri_is_absolute_and_every_term_is_one_of_pair(expanded: dict[str, dict[str, Any]]) -> None:
    for iri, node in members(expanded).items():
        assert iri.startswith(ID)
        assert {kind.removeprefix(PAIR) for kind in node["@type"]} <= set(CLASS_TREE)
        terms = {name.removeprefix(PAIR) for name in node if not name.startswith("@")}
        assert terms <= VALUES | set(LINKS), iri


def test_links_lead_between_members_of_the_right_classes(expanded: dict[str, dict[str, Any]]) -> None:
    known = members(expanded)
    followed = set()
    for iri, node in known.items():
        for name, (domain, range_) in LINKS.items():
            for value in node.get(PAIR + name, ()):
                followed.add(name)
                assert domain in classes(node), f"{iri} {name}"
                assert range_ in classes(known[value["@id"]]), f"{iri} {name} {value['@id']}"
    assert followed == set(LINKS)


def test_involvement_is_told_of_both(expanded: dict[str, dict[str, Any]]) -> None:
    known = members(expanded)
    there = {(a, v["@id"]) for a, node in known.items() for v in node.get(f"{PAIR}involvedIn", ())}
    back = {(v["@id"], a) for a, node in known.items() for v in node.get(f"{PAIR}involves", ())}
    assert there == back != set()


def test_every_member_has_one_plain_label_and_functional_properties_one_value(
    expanded: dict[str, dict[str, Any]],
) -> None:
    for iri, node in members(expanded).items():
        (label,) = node[f"{PAIR}label"]
        assert set(label) == {"@value"}, iri
        assert label["@value"].strip()
        assert all(len(node.get(PAIR + name, [])) <= 1 for name in FUNCTIONAL), iri


def test_the_container_holds_all_members_and_says_its_rights(expanded: dict[str, dict[str, Any]]) -> None:
    (container,) = (node for node in expanded.values() if f"{LDP}Container" in node["@type"])
    assert f"{LDP}BasicContainer" in container["@type"]
    assert {value["@id"] for value in container[f"{LDP}contains"]} == set(members(expanded))
    rights = {value["@language"]: value["@value"] for value in container["http://purl.org/dc/terms/rights"]}
    assert set(rights) == {"fr", "en"}
    assert all("La Fabrique des transitions" in text for text in rights.values())


def test_only_what_is_free_of_the_report_is_under_a_licence(bundles: Bundles) -> None:
    licences = {
        with_text: [
            node.get("dcterms:license")
            for node in json_of(bundles.folder("semapps", with_text) / "pair.jsonld")["@graph"][:1]
        ]
        for with_text in (True, False)
    }
    assert licences == {True: [None], False: ["https://creativecommons.org/licenses/by/4.0/"]}


def test_all_of_the_classes_of_the_graph_are_there(bundles: Bundles, dataset: Dataset) -> None:
    """Counted in the graph by SPARQL, with rdf:type alone."""
    kinds = " ".join(f"<{COH}{name}>" for name in CLASSES)
    rows = dataset.engine.query(f"SELECT DISTINCT ?s WHERE {{ VALUES ?kind {{ {kinds} }} ?s a ?kind }}")
    found = nodes(json_of(bundles.folder("semapps") / "pair.jsonld"))
    assert {row[0].value for row in rows.rows} == {iri for iri in found if iri.startswith(ID)}  # type: ignore[union-attr]


def test_the_classes_agree_with_the_alignments() -> None:
    graph = rdflib.Graph().parse(ROOT / "ontology/alignments.ttl")
    stated = {
        (str(ours).removeprefix(COH), str(theirs).removeprefix(PAIR))
        for ours, theirs in graph.subject_objects(rdflib.RDFS.subClassOf)
        if str(theirs).startswith(PAIR)
    }
    assert stated
    assert stated <= {(ours, theirs) for ours, several in CLASSES.items() for theirs in several}


def test_a_pilot_reads_as_the_graph_has_it(bundles: Bundles) -> None:
    found = nodes(json_of(bundles.folder("semapps") / "pair.jsonld"))
    pilot = found[f"{ID}pilot/occitanie-2024-2025/gruissan"]
    assert pilot["@type"] == ["pair:Project"] or pilot["@type"] == "pair:Project"
    assert pilot["pair:hasLocation"] == f"{ID}territory/gruissan"
    assert set(pilot["pair:involves"]) >= {
        f"{ID}territory/gruissan",
        f"{ID}person/frederique-assal",
        f"{ID}person/olivier-pezilla",
    }
    assert "station balnéaire" in pilot["pair:label"]
    gruissan = found[f"{ID}territory/gruissan"]
    assert (gruissan["pair:latitude"], gruissan["pair:longitude"]) == (43.10759, 3.08651)
    assert gruissan["pair:identifier"] == "11170"


def test_people_appear_with_name_function_organisation_and_what_they_took_part_in(bundles: Bundles) -> None:
    found = nodes(json_of(bundles.folder("semapps") / "pair.jsonld"))
    people = [node for node in found.values() if "pair:Person" in node["@type"]]
    allowed = {"@id", "@type", "label", "alternativeLabel", "description", "affiliatedBy", "involvedIn"}
    assert len(people) > 10
    assert {name.removeprefix("pair:") for person in people for name in person} <= allowed
    assert any("pair:affiliatedBy" in person for person in people)
    assert any("pair:description" in person for person in people)


def test_dates_keep_what_was_printed(bundles: Bundles) -> None:
    found = nodes(json_of(bundles.folder("semapps") / "pair.jsonld"))
    events = [node for node in found.values() if "pair:Event" in node["@type"]]
    starts = [event["pair:startDate"] for event in events if "pair:startDate" in event]
    assert starts
    for start in starts:
        assert start["@type"] == "xsd:dateTime"
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T00:00:00", start["@value"])
    less = {event["pair:date"]["@type"].rsplit("#")[-1] for event in events if "pair:date" in event}
    assert less <= {"gYearMonth", "gYear"}
    assert "gYearMonth" in less


@pytest.mark.parametrize("with_text", [True, False])
def test_elements_are_what_the_importer_of_gogocarto_reads(bundles: Bundles, with_text: bool) -> None:
    """Its rules: an array; id, name and categories; a position by numbers or an address to look up; plain fields."""
    elements = json_of(bundles.folder("semapps", with_text) / "elements.json")
    assert isinstance(elements, list)
    assert len(elements) >= 5
    assert len({one["id"] for one in elements}) == len(elements)
    for one in elements:
        assert isinstance(one["name"], str)
        assert one["name"].strip()
        assert one["categories"]
        assert all(isinstance(name, str) and name and "," not in name for name in one["categories"])
        assert set(one["address"]) <= {"streetAddress", "addressLocality", "postalCode", "addressCountry"}
        if "geo" in one:
            for name, (low, high) in zip(("latitude", "longitude"), FRANCE, strict=True):
                assert low < one["geo"][name] < high
        else:
            assert one["address"]["addressLocality"]
        assert isinstance(one["source"], str)
        assert one["sourceKey"]
        rest = set(one) - {"geo", "address", "categories"}
        assert all(isinstance(one[name], str) for name in rest)


@pytest.mark.parametrize("with_text", [True, False])
def test_an_element_says_whose_its_words_are(bundles: Bundles, dataset: Dataset, with_text: bool) -> None:
    """It goes to a map without the rest of the folder."""
    stated = rights(dataset)
    for one in json_of(bundles.folder("semapps", with_text) / "elements.json"):
        assert stated.publisher in one["rights"]
        assert all(licence in one["rights"] for licence in stated.licences)
        assert ("n'en contient pas les mots" in one["rights"]) is not with_text


def test_elements_tell_the_pilot_unless_without_words(bundles: Bundles) -> None:
    told, bare = (
        {one["name"]: one for one in json_of(bundles.folder("semapps", with_text) / "elements.json")}
        for with_text in (True, False)
    )
    assert set(told) == set(bare)
    assert "station balnéaire" in told["Gruissan"]["description"]
    assert "concertation" in told["Gruissan"]["descriptionMore"]
    assert "station balnéaire" not in str(bare["Gruissan"])
    assert "descriptionMore" not in bare["Gruissan"]
    assert told["Gruissan"]["categories"][0] == "Commune"
    assert "geo" not in told["Barre-des-Cévennes"]
