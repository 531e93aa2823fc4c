"""Gazetteers, sources and registers agree with the files as received and with the official codes."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

DATA = Path(__file__).parents[1] / "data"
GAZETTEERS = sorted((DATA / "gazetteers").glob("*.ttl"))
TURTLE = [*GAZETTEERS, DATA / "sources" / "sources.ttl", *sorted((DATA / "reference").glob("*.ttl"))]
REGISTER = Path(__file__).parents[2] / "shared" / "vocab" / "reference_territories.json"

BASE = "https://w3id.org/cohorte-graph/"
COH = Namespace(BASE + "def#")
INSEE = Namespace("http://rdf.insee.fr/def/geo#")
COHORT = URIRef(BASE + "id/cohort/occitanie-2024-2025")
LABELS = (RDFS.label, SKOS.altLabel, SKOS.hiddenLabel)

MEMBERS = {
    "barre-des-cevennes": "Commune",
    "canohes": "Commune",
    "frontonnais": "CommunityOfCommunes",
    "gruissan": "Commune",
    "le-vigan": "Commune",
    "montpellier-mediterranee-metropole": "Metropolis",
    "saint-hilaire-de-brethmas": "Commune",
    "sicoval": "AgglomerationCommunity",
}
PERSONS = 19


def id_of(*path: str) -> URIRef:
    return URIRef(BASE + "id/" + "/".join(path))


def read(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="module")
def gazetteers() -> Graph:
    return read(*GAZETTEERS)


@pytest.fixture(scope="module")
def sources() -> Graph:
    return read(DATA / "sources" / "sources.ttl")


@pytest.fixture(scope="module")
def reference() -> Graph:
    return read(*sorted((DATA / "reference").glob("*.ttl")))


@pytest.fixture(scope="module")
def register() -> dict[str, dict[str, Any]]:
    """The official records by SIREN."""
    if not REGISTER.exists():
        pytest.skip("the official records are not beside this checkout")
    return {record["siren"]: record for record in json.loads(REGISTER.read_text(encoding="utf-8"))}


def fold(text: str) -> str:
    """As labels are matched: case, apostrophes, hyphens and white space do not count, accents do."""
    text = unicodedata.normalize("NFC", re.sub("[’ʼ‘]", "'", text)).casefold()
    return re.sub(r"[\s\-‐‑]+", " ", text).strip()


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def slug(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", without_accents(label.casefold())).strip("-")


def printed(label: str, text: str) -> bool:
    """Whether the label stands in the folded text as whole words."""
    return re.search(rf"(?<!\w){re.escape(fold(label))}(?!\w)", text) is not None


@pytest.fixture(scope="module")
def text(sources: Graph) -> str:
    """The folded words of all files: once with line-end hyphens undone, once with them kept."""
    files = [DATA / "sources" / str(name) for name in sources.objects(None, COH.fileName)]
    raw = "\n".join(path.read_text(encoding="utf-8") for path in sorted(files))
    raw = re.sub(r"https?://\S+", "", raw)
    return fold(re.sub(r"(\w)-[ \t]*\n\s*(?=\w)", r"\1", raw)) + " ¶ " + fold(raw)


def labels_of(graph: Graph) -> Iterator[tuple[Node, URIRef, Literal]]:
    for predicate in LABELS:
        for subject, label in graph.subject_objects(predicate):
            assert isinstance(label, Literal)
            yield subject, predicate, label


def test_all_files_are_there() -> None:
    expected = {"territories", "people", "organisations", "places", "policies", "terms"}
    assert {path.stem for path in GAZETTEERS} == expected
    assert {path.stem for path in (DATA / "reference").glob("*.ttl")} == {"communes", "intercommunalities"}


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.stem)
def test_file_has_a_header_and_sorted_blocks(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    blocks = re.findall(r"^<([^>]+)>", content, re.MULTILINE)
    assert content.startswith("# ")
    assert blocks
    assert blocks == sorted(set(blocks))
    assert {str(subject) for subject in read(path).subjects()} == {BASE + block for block in blocks}


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.stem)
def test_labels_are_plain_or_in_both_languages(path: Path) -> None:
    labels: dict[Node, list[str]] = defaultdict(list)
    for subject, label in read(path).subject_objects(RDFS.label):
        assert isinstance(label, Literal)
        labels[subject].append(label.language or "")
    odd = {str(s): langs for s, langs in labels.items() if sorted(langs) not in ([""], ["en", "fr"])}
    assert odd == {}


def test_bytes_of_the_sources_are_those_described(sources: Graph) -> None:
    described = {
        str(sources.value(source, COH.fileName)): str(sources.value(source, COH.sha256))
        for source in sources.subjects(COH.inCohort, COHORT)
    }
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (DATA / "sources").iterdir()
        if path.suffix in {".txt", ".md"} and path.name != "RIGHTS.md"
    }
    assert described == found


def test_the_full_report_is_the_main_source(sources: Graph) -> None:
    ranks = {source: int(str(rank)) for source, rank in sources.subject_objects(COH.rank)}
    assert ranks == {
        id_of("source", "occitanie-2024-2025"): 1,
        id_of("source", "montpellier-mediterranee-metropole"): 2,
    }


def test_every_alias_is_printed(gazetteers: Graph, text: str) -> None:
    claimed = [(s, label) for s, p, label in labels_of(gazetteers) if p != RDFS.label]
    assert claimed
    assert [(str(s), str(label)) for s, label in claimed if not printed(str(label), text)] == []


def test_every_resource_is_named_in_the_text(gazetteers: Graph, text: str) -> None:
    named = {subject for subject, _, label in labels_of(gazetteers) if printed(str(label), text)}
    assert {str(subject) for subject in gazetteers.subjects(RDF.type, None) if subject not in named} == set()


def test_a_folded_label_belongs_to_one_resource(gazetteers: Graph) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for subject, _, label in labels_of(gazetteers):
        owners[without_accents(fold(str(label)))].add(str(subject))
    assert {label: sorted(who) for label, who in owners.items() if len(who) > 1} == {}


@pytest.mark.parametrize("path", GAZETTEERS, ids=lambda path: path.stem)
def test_iris_are_kebab_case_of_a_label(path: Path) -> None:
    graph = read(path)
    slugs: dict[Node, set[str]] = defaultdict(set)
    for subject, _, label in labels_of(graph):
        slugs[subject] |= {slug(str(label)), slug(re.sub("^La ", "", str(label)))}
    odd = {str(s) for s, known in slugs.items() if str(s).rsplit("/", 1)[1] not in known}
    assert odd <= {str(id_of("organisation", "reseau-des-villes-apprenantes"))}


def test_exactly_eight_members(gazetteers: Graph) -> None:
    members = set(gazetteers.subjects(COH.memberOf, COHORT))
    assert members == {id_of("territory", name) for name in MEMBERS}
    for name, kind in MEMBERS.items():
        assert list(gazetteers.objects(id_of("territory", name), RDF.type)) == [COH[kind]]


def test_departments_and_region_of_the_members(gazetteers: Graph, register: dict[str, dict[str, Any]]) -> None:
    for member in gazetteers.subjects(COH.memberOf, COHORT):
        record = register[str(gazetteers.value(member, COH.siren))]
        department = gazetteers.value(member, COH.department)
        region = gazetteers.value(member, COH.region)
        code = record.get("departement") or record["members"][0]["code"][:2]
        assert str(gazetteers.value(department, INSEE.codeINSEE)) == code
        assert str(gazetteers.value(region, INSEE.codeINSEE)) == record.get("region", "76")


def test_codes_are_those_of_the_register(gazetteers: Graph, register: dict[str, dict[str, Any]]) -> None:
    codes = {
        str(gazetteers.value(member, COH.siren)): gazetteers.value(member, INSEE.codeINSEE)
        for member in gazetteers.subjects(COH.memberOf, COHORT)
    }
    found = {siren: code and str(code) for siren, code in codes.items()}
    assert found == {siren: record.get("codeINSEE") for siren, record in register.items()}


def test_codes_of_the_towns_are_those_of_the_register(gazetteers: Graph, register: dict[str, dict[str, Any]]) -> None:
    official = {m["nom"]: m["code"] for record in register.values() for m in record.get("members", [])}
    towns = {
        str(gazetteers.value(place, RDFS.label)): str(gazetteers.value(place, INSEE.codeINSEE))
        for place in gazetteers.subjects(RDF.type, COH.Place)
        if gazetteers.value(place, INSEE.codeINSEE)
    }
    toulouse = towns.pop("Toulouse")
    assert toulouse == "31555"  # in none of the three intercommunalities
    assert towns == {name: official[name] for name in ("Fronton", "Grabels", "Montpellier")}


def test_nineteen_persons_all_in_the_text(gazetteers: Graph, text: str) -> None:
    names = {p: str(gazetteers.value(p, RDFS.label)) for p in gazetteers.subjects(RDF.type, COH.Person)}
    assert len(names) == PERSONS
    assert [name for name in names.values() if not printed(name, text)] == []


def test_a_misprint_of_a_person_is_one_person(gazetteers: Graph) -> None:
    labels = {str(label) for p in LABELS for label in gazetteers.objects(id_of("person", "pierre-cance"), p)}
    assert labels == {"Pierre Cance", "Pierre Cancé"}


def test_organisations_have_a_kind_of_the_scheme(gazetteers: Graph) -> None:
    scheme = read(Path(__file__).parents[1] / "ontology" / "concepts" / "organisation-kinds.ttl")
    known = set(scheme.subjects(RDF.type, COH.OrganisationKind))
    for organisation in gazetteers.subjects(RDF.type, COH.Organisation):
        kinds = list(gazetteers.objects(organisation, COH.organisationKind))
        assert len(kinds) == 1, organisation
        assert kinds[0] in known, organisation


def test_terms_are_defined_in_both_languages(gazetteers: Graph) -> None:
    for term in gazetteers.subjects(RDF.type, COH.Term):
        definitions = list(gazetteers.objects(term, SKOS.definition))
        assert sorted(str(d.language) for d in definitions if isinstance(d, Literal)) == ["en", "fr"], term


def test_register_figures_are_those_of_the_register(
    gazetteers: Graph, reference: Graph, register: dict[str, dict[str, Any]]
) -> None:
    expected: dict[tuple[str, str, str], int] = {}
    for member in gazetteers.subjects(COH.memberOf, COHORT):
        record = register[str(gazetteers.value(member, COH.siren))]
        for vintage, population in record["pmun"].items():
            expected[str(member), "population", vintage[:4]] = population
        if "members" in record:
            expected[str(member), "communes", "2026"] = len(record["members"])
    found: dict[tuple[str, str, str], int] = {}
    for figure in reference.subjects(RDF.type, COH.Figure):
        territory = reference.value(figure, COH.territory)
        measure = str(reference.value(figure, COH.measure)).rsplit("/", 1)[1]
        vintage = str(reference.value(figure, COH.vintage))
        place = str(territory).rsplit("/", 1)[1]
        assert figure == id_of("figure", "reference", place, f"{measure}-{vintage}")
        assert territory == reference.value(figure, COH.figureOf)
        found[str(territory), measure, vintage] = int(str(reference.value(figure, COH.value)))
    assert found == expected


def test_a_sum_of_members_says_so(reference: Graph, register: dict[str, dict[str, Any]]) -> None:
    sums = {
        str(figure)
        for figure, label in reference.subject_objects(RDFS.label)
        if "sum of the member communes" in str(label)
    }
    marked = sum(any("sum" in vintage for vintage in record["pmun"]) for record in register.values())
    assert len(sums) == marked == 3


def test_coordinates_are_those_of_the_register(
    gazetteers: Graph, reference: Graph, register: dict[str, dict[str, Any]]
) -> None:
    schema = Namespace("https://schema.org/")
    found = {
        str(gazetteers.value(territory, COH.siren)): (
            float(str(latitude)),
            float(str(reference.value(territory, schema.longitude))),
        )
        for territory, latitude in reference.subject_objects(schema.latitude)
    }
    known = {siren: record["geonames"] for siren, record in register.items() if record.get("geonames")}
    assert found == {siren: (latitude, longitude) for siren, (_, latitude, longitude) in known.items()}


def test_figures_name_a_described_source(reference: Graph, sources: Graph) -> None:
    source = URIRef("http://purl.org/dc/terms/source")
    named = set(reference.objects(None, source))
    assert named
    assert named <= set(sources.subjects(RDF.type, COH.Source))
