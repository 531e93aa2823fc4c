"""The catalogue tells of each file what it is, in both languages or in French, always in the same bytes."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from catalogued import (
    AUTHORITY,
    BASE_URL,
    DCAT,
    DCATAP,
    LISTED,
    SPDX,
    contents,
    described,
    made,
    many_documents,
    read,
    settings,
    written,
)
from pyld import jsonld
from rdf_reading import refuse
from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, PROV

from cohorte_graph import catalogue
from cohorte_graph.dataset import Dataset, open_dataset, write_folder
from cohorte_graph.errors import CallError
from cohorte_graph.project import Project

NAMES = ("catalogue.ttl", "catalogue.jsonld", "catalogue.rdf", "catalogue.fr.ttl", "catalogue.fr.rdf", "void.ttl")


@pytest.fixture(scope="module")
def files(dataset: Dataset) -> dict[str, bytes]:
    return made(dataset)


@pytest.fixture(scope="module")
def graph(files: dict[str, bytes]) -> Graph:
    return read(files["catalogue.ttl"])


def of(graph: Graph, kind: URIRef) -> URIRef:
    """The one resource of a class."""
    (found,) = graph.subjects(RDF.type, kind)
    assert isinstance(found, URIRef)
    return found


def at(graph: Graph, name: str) -> URIRef:
    """The distribution of a file by its name."""
    (found,) = graph.subjects(DCAT.downloadURL, URIRef(BASE_URL + name))
    assert isinstance(found, URIRef)
    return found


def test_the_same_catalogue_comes_in_three_formats_and_in_french(files: dict[str, bytes]) -> None:
    assert tuple(files) == NAMES
    both = read(files["catalogue.ttl"])
    assert isomorphic(both, read(files["catalogue.rdf"], "xml"))
    assert isomorphic(both, read(files["catalogue.jsonld"], "json-ld"))
    assert isomorphic(read(files["catalogue.fr.ttl"]), read(files["catalogue.fr.rdf"], "xml"))


def test_a_json_ld_library_reads_the_same_triples_without_fetching_anything(files: dict[str, bytes]) -> None:
    document = json.loads(files["catalogue.jsonld"])
    quads = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": refuse})
    assert isomorphic(read(quads.encode(), "nt"), read(files["catalogue.ttl"]))


def test_the_french_catalogue_says_the_same_without_english(files: dict[str, bytes], graph: Graph) -> None:
    french = read(files["catalogue.fr.ttl"])
    left = graph - french
    english = [o for _, _, o in left if isinstance(o, Literal) and o.language == "en"]
    (rest,) = [t for t in left if not isinstance(t[2], Literal)]
    assert rest == (of(graph, DCAT.Catalog), DCTERMS.language, AUTHORITY["language/ENG"])
    assert len(english) == len(left) - 1
    assert not (french - graph)
    assert not [o for o in french.objects() if isinstance(o, Literal) and o.language == "en"]
    assert [o.language for o in french.objects(of(french, DCAT.Dataset), DCTERMS.title)] == ["fr"]


def test_every_text_that_has_a_language_is_in_both(graph: Graph) -> None:
    spoken: dict[tuple[object, object], list[str]] = {}
    for subject, predicate, value in graph:
        if isinstance(value, Literal) and value.language:
            spoken.setdefault((subject, predicate), []).append(value.language)
    assert len(spoken) > 40
    for place, languages in spoken.items():
        assert languages.count("fr") == languages.count("en") > 0, place


def test_each_data_file_is_one_distribution_and_nothing_else_is(graph: Graph) -> None:
    found = list(graph.objects(of(graph, DCAT.Dataset), DCAT.distribution))
    urls = [str(graph.value(one, DCAT.downloadURL)) for one in found]
    assert sorted(urls) == sorted(BASE_URL + name for name, *_ in LISTED)
    assert set(found) == set(graph.subjects(RDF.type, DCAT.Distribution))
    assert graph.value(of(graph, DCAT.Dataset), FOAF.page) == URIRef(BASE_URL + "LISEZMOI.md")


@pytest.mark.parametrize("name", [name for name, *_ in LISTED])
def test_a_distribution_states_size_and_checksum_as_written(graph: Graph, name: str) -> None:
    node = at(graph, name)
    assert graph.value(node, DCAT.byteSize) == Literal(len(name.encode()), datatype=XSD.nonNegativeInteger)
    checksum = graph.value(node, SPDX.checksum)
    assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
    value = graph.value(checksum, SPDX.checksumValue)
    assert str(value).lower() == hashlib.sha256(name.encode()).hexdigest()
    assert graph.value(node, DCAT.accessURL) == graph.value(node, DCAT.downloadURL)
    assert graph.value(node, DCATAP.availability) == AUTHORITY["planned-availability/EXPERIMENTAL"]


@pytest.mark.parametrize(
    ("name", "media_type", "file_type", "packed", "languages"),
    [
        ("graph/cohorte-graph.ttl.gz", "text/turtle", "RDF_TURTLE", "application/gzip", "ENG FRA"),
        ("graph/concepts.ttl", "text/turtle", "RDF_TURTLE", None, "ENG FRA"),
        ("tables/effect.csv", "text/csv", "CSV", None, "ENG FRA"),
        (
            "tables/cohorte.en.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "XLSX",
            None,
            "ENG FRA",
        ),
        ("documents/territory/gruissan.jsonld", "application/ld+json", "JSON_LD", None, "ENG FRA"),
        ("without-text/cohorte-graph.nq.gz", "application/n-quads", "RDF_N_QUADS", "application/gzip", "ENG FRA"),
    ],
)
def test_a_distribution_says_what_its_bytes_are(
    graph: Graph, name: str, media_type: str, file_type: str, packed: str | None, languages: str
) -> None:
    node = at(graph, name)
    iana = "https://www.iana.org/assignments/media-types/"
    assert graph.value(node, DCAT.mediaType) == URIRef(iana + media_type)
    assert graph.value(node, DCTERMS.format) == AUTHORITY[f"file-type/{file_type}"]
    assert graph.value(node, DCAT.compressFormat) == (URIRef(iana + packed) if packed else None)
    spoken = sorted(str(one).rsplit("/", 1)[-1] for one in graph.objects(node, DCTERMS.language))
    assert " ".join(spoken) == languages


def test_a_file_of_no_known_type_has_a_media_type_and_no_format(dataset: Dataset) -> None:
    files = made(dataset, files=written([("a.gexf", "application/gexf+xml", "graph", ())]))
    graph = read(files["catalogue.ttl"])
    assert graph.value(at(graph, "a.gexf"), DCTERMS.format) is None
    assert str(graph.value(at(graph, "a.gexf"), DCAT.mediaType)).endswith("/application/gexf+xml")


def test_standards_are_named(graph: Graph) -> None:
    assert graph.value(at(graph, "tables/effect.csv"), DCTERMS.conformsTo) == URIRef("http://www.w3.org/ns/csvw")
    ontology = URIRef("https://w3id.org/cohorte-graph/def")
    assert graph.value(of(graph, DCAT.Dataset), DCTERMS.conformsTo) == ontology


def test_rights_quote_what_the_source_says_and_differ_without_its_words(graph: Graph, dataset: Dataset) -> None:
    source = URIRef("https://w3id.org/cohorte-graph/id/source/occitanie-2024-2025")
    stated = read((Path(__file__).parents[2] / "data/sources/sources.ttl").read_bytes())
    said = {text.language: str(text) for text in stated.objects(source, DCTERMS.rights)}
    assert set(said) == {"fr", "en"}

    def rights(name: str) -> dict[str, str]:
        node = graph.value(at(graph, name), DCTERMS.rights)
        assert (node, RDF.type, DCTERMS.RightsStatement) in graph
        return {text.language: str(text) for text in graph.objects(node, RDFS.label)}

    for language, text in said.items():
        assert text in rights("tables/effect.csv")[language]
        assert "CC BY 4.0" in rights("tables/effect.csv")[language]
        assert text not in rights("without-text/cohorte-graph.nq.gz")[language]


def test_files_that_quote_the_report_are_not_under_the_licence_of_our_structure(graph: Graph) -> None:
    ours = URIRef("https://creativecommons.org/licenses/by/4.0/")
    for name, *_ in LISTED:
        licence = graph.value(at(graph, name), DCTERMS.license)
        assert (licence, RDF.type, DCTERMS.LicenseDocument) in graph
        assert (licence == ours) == name.startswith("without-text/")
    (partly,) = set(graph.subjects(RDFS.seeAlso, ours))
    assert {text.language: "CC BY 4.0" in text for text in graph.objects(partly, DCTERMS.title)} == {
        "fr": True,
        "en": True,
    }
    assert graph.value(of(graph, DCAT.Catalog), DCTERMS.license) == ours


def test_the_dataset_tells_who_where_when_and_whence(graph: Graph) -> None:
    dataset = of(graph, DCAT.Dataset)
    publisher = graph.value(dataset, DCTERMS.publisher)
    assert publisher == graph.value(of(graph, DCAT.Catalog), DCTERMS.publisher)
    assert str(graph.value(publisher, FOAF.name)) == "cohorte-graph", "not the report's, who has promised nothing"
    period = graph.value(dataset, DCTERMS.temporal)
    years = [graph.value(period, DCAT.startDate), graph.value(period, DCAT.endDate)]
    assert [(str(year)[:4], year.datatype) for year in years] == [("2024", XSD.gYear), ("2025", XSD.gYear)]
    sources = {str(one).rsplit("/", 1)[-1] for one in graph.objects(dataset, PROV.wasDerivedFrom)}
    assert sources == {
        "occitanie-2024-2025",
        "montpellier-mediterranee-metropole",
        "decoupage-administratif",
        "geonames",
    }
    assert graph.value(dataset, DCTERMS.accessRights) == AUTHORITY["access-right/PUBLIC"]
    assert str(graph.value(dataset, DCAT.version)) == "1.0.0"
    regions = {str(one).rsplit("/", 1)[-1] for one in graph.objects(dataset, DCTERMS.spatial)}
    assert regions == {"occitanie", "cohortes#territories"}


def test_the_box_holds_the_points_of_the_register(graph: Graph) -> None:
    schema = "https://schema.org/"
    known = read((Path(__file__).parents[2] / "data/reference/communes.ttl").read_bytes())
    east = {s: float(o) for s, o in known.subject_objects(URIRef(schema + "longitude"))}
    north = {s: float(o) for s, o in known.subject_objects(URIRef(schema + "latitude"))}
    assert len(east) == len(north) == 4
    (text,) = graph.objects(None, DCAT.bbox)
    corners = [tuple(map(float, pair.split())) for pair in str(text)[9:-2].split(",")]
    assert corners[0] == corners[-1] == (min(east.values()), min(north.values()))
    assert max(corners) == (max(east.values()), max(north.values()))
    turn = sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(corners))
    assert turn < 0, "counter-clockwise, as RFC 7946 wants polygons"


def test_the_wordless_variant_is_another_dataset_and_says_so(wordless: Dataset, graph: Graph) -> None:
    files = made(wordless)
    found = read(files["catalogue.ttl"])
    dataset = of(found, DCAT.Dataset)
    assert dataset != of(graph, DCAT.Dataset)
    assert str(found.value(dataset, DCTERMS.identifier)) == str(dataset)
    titles = {text.language: str(text) for text in found.objects(dataset, DCTERMS.title)}
    assert titles["fr"].endswith("(sans les textes)")
    assert titles["en"].endswith("(without the texts)")
    rights = {found.value(one, DCTERMS.rights) for one in found.subjects(RDF.type, DCAT.Distribution)}
    assert len(rights) == 1
    licences = {found.value(one, DCTERMS.license) for one in found.subjects(RDF.type, DCAT.Distribution)}
    assert licences == {URIRef("https://creativecommons.org/licenses/by/4.0/")}


def test_harvesters_of_data_gouv_fr_find_title_identifier_and_extensions(files: dict[str, bytes]) -> None:
    for name, format in (("catalogue.ttl", "turtle"), ("catalogue.fr.rdf", "xml")):
        graph = read(files[name], format)
        for dataset in graph.subjects(RDF.type, DCAT.Dataset):
            assert str(graph.value(dataset, DCTERMS.title, any=True))
            assert str(graph.value(dataset, DCTERMS.identifier))
        urls = [str(url) for url in graph.objects(None, DCAT.downloadURL)]
        assert len(urls) == len(LISTED)
        for url in urls:
            assert Path(urlsplit(url).path).suffix, url
        (box,) = graph.objects(None, DCAT.bbox)
        assert str(box).startswith("POLYGON")


def test_only_what_is_written_is_made(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who takes the catalogue does not wait for VoID's numbers, which all quads are read for."""
    counted = []
    monkeypatch.setattr("cohorte_graph.catalogue.files.statistics", lambda quads: counted.append(quads) or {})
    parts = {part.name: part for part in catalogue.parts(dataset, written(), settings())}
    assert contents([parts["catalogue.fr.ttl"]])["catalogue.fr.ttl"]
    assert counted == []
    assert contents([parts["void.ttl"]])["void.ttl"]
    assert len(counted) == 1


def test_the_same_files_make_the_same_bytes_in_another_process(files: dict[str, bytes], dataset: Dataset) -> None:
    code = "\n".join(
        (
            "import sys, json, hashlib; from pathlib import Path",
            "sys.path[:0] = sys.argv[2:]",
            "from catalogued import made; from cohorte_graph.dataset import Dataset",
            "facts = {'triples': json.loads(sys.stdin.read())}",
            "found = made(Dataset(Path(sys.argv[1]), facts))",
            "print(json.dumps({n: hashlib.sha256(c).hexdigest() for n, c in found.items()}))",
        )
    )
    folders = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
    done = subprocess.run(
        [sys.executable, "-c", code, str(dataset.path), *folders],
        input=json.dumps(dataset.facts["triples"]),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert json.loads(done.stdout) == {name: hashlib.sha256(c).hexdigest() for name, c in files.items()}


def test_nothing_is_dated_without_a_date(dataset: Dataset) -> None:
    graph = read(made(dataset, catalogue.Settings(BASE_URL, "1.0.0", None, described()))["catalogue.ttl"])
    assert not list(graph.subject_objects(DCTERMS.issued))
    assert not list(graph.subject_objects(DCTERMS.modified))


def test_the_day_of_the_first_version_stays_that_of_issue(dataset: Dataset) -> None:
    dated = catalogue.Settings(None, "1.1.0", date(2026, 3, 1), described(), first_issued=date(2025, 11, 24))
    graph = read(made(dataset, dated)["catalogue.ttl"])
    for subject in (of(graph, DCAT.Catalog), of(graph, DCAT.Dataset)):
        days = [str(graph.value(subject, day)) for day in (DCTERMS.issued, DCTERMS.modified)]
        assert days == ["2025-11-24", "2026-03-01"]


def test_many_documents_are_a_dataset_of_their_own(dataset: Dataset) -> None:
    """It has all that a dataset must have; a few documents stay with the other files."""
    files = many_documents()
    graph = read(made(dataset, files=files)["catalogue.ttl"])
    whole, documents = sorted(graph.objects(of(graph, DCAT.Catalog), DCAT.dataset))
    assert str(documents) == f"{whole}/documents"
    held = {str(graph.value(node, DCAT.downloadURL)) for node in graph.objects(documents, DCAT.distribution)}
    assert held == {BASE_URL + one.part.name for one in files if one.part.kind == "document"}
    assert {t.language for t in graph.objects(documents, DCTERMS.title)} == {"fr", "en"}
    few = read(made(dataset, settings())["catalogue.ttl"])
    assert len(list(few.subjects(RDF.type, DCAT.Dataset))) == 1


def test_files_served_nowhere_have_addresses_that_never_resolve(dataset: Dataset) -> None:
    files = made(dataset, settings(None))
    graph = read(files["catalogue.ttl"])
    places = (DCAT.accessURL, DCAT.downloadURL, DCAT.landingPage, FOAF.homepage, FOAF.page)
    urls = [str(url) for place in places for url in graph.objects(None, place)]
    assert len(urls) == 2 * len(LISTED) + 1
    assert all(str(urlsplit(url).hostname).endswith(".invalid") for url in urls)
    notes = {text.language for text in graph.objects(of(graph, DCAT.Catalog), RDFS.comment)}
    assert notes == {"fr", "en"}
    dumps = list(read(files["void.ttl"]).objects(None, URIRef("http://rdfs.org/ns/void#dataDump")))
    assert len(dumps) == 3
    assert all(".invalid/" in str(url) for url in dumps)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/data/", "https://example.org/data/a%20b.csv"),
        ("https://example.org/data", "https://example.org/data/a%20b.csv"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/a%20b.csv"),
    ],
)
def test_addresses_are_the_folder_and_the_name(url: str, address: str) -> None:
    assert catalogue.Settings(url).address("a b.csv") == address


@pytest.mark.parametrize(
    "url", ["", "example.org/data/", "ftp://example.org/", "https:///data/", "https://a.org/?x=1", "https://a b.org/"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(CallError) as refused:
        catalogue.Settings(url)
    assert refused.value.exit_code == 2
    assert "--base-url" in refused.value.hint


def test_a_project_without_a_description_has_a_catalogue_by_its_cohorts_names(built_mini: Path) -> None:
    project = Project.at(built_mini)
    assert catalogue.read_description(project) is None
    files = contents(catalogue.parts(open_dataset(project), written(), catalogue.Settings(BASE_URL, "0.1.0")))
    graph = read(files["catalogue.ttl"])
    titles = {text.language: str(text) for text in graph.objects(of(graph, DCAT.Dataset), DCTERMS.title)}
    assert titles == {
        "fr": "Graphe de connaissances : Cohorte régionale Armorée (2025-2026)",
        "en": "Knowledge graph: Armorée regional cohort (2025-2026)",
    }
    assert str(of(graph, DCAT.Dataset)).endswith("/dataset/armoree-2025-2026")
    publisher = graph.value(of(graph, DCAT.Dataset), DCTERMS.publisher)
    assert str(graph.value(publisher, FOAF.name)) == "Manufacture des passages"


def test_a_written_folder_and_its_catalogue_agree(dataset: Dataset, tmp_path: Path) -> None:
    dumps = pytest.importorskip("cohorte_graph.dumps", reason="needs the dumps")
    concepts = dataset.graph_called("concepts")
    parts = [
        dumps.graph_part(dataset, concepts, "ttl", "graph/concepts.ttl"),
        dumps.graph_part(dataset, concepts, "nq", "graph/concepts.nq.gz"),
        dumps.graph_part(dataset, concepts, "rdf", "graph/concepts.rdf"),
    ]
    folder = tmp_path / "published"
    write_folder(folder, parts, lambda done: catalogue.parts(dataset, done, settings()))
    graph = read((folder / "catalogue.ttl").read_bytes())
    listed = list(graph.subjects(RDF.type, DCAT.Distribution))
    assert len(listed) == 3
    for one in listed:
        content = (folder / str(graph.value(one, DCAT.downloadURL)).removeprefix(BASE_URL)).read_bytes()
        assert int(str(graph.value(one, DCAT.byteSize))) == len(content)
        value = graph.value(graph.value(one, SPDX.checksum), SPDX.checksumValue)
        assert str(value).lower() == hashlib.sha256(content).hexdigest()
        media_type = str(graph.value(one, DCAT.mediaType)).split("/media-types/")[1]
        packed = graph.value(one, DCAT.compressFormat) is not None
        assert packed == content.startswith(b"\x1f\x8b")
        assert media_type in ("text/turtle", "application/n-quads", "application/rdf+xml")
