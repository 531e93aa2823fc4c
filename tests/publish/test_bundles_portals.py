"""The bundles of CKAN and data.gouv.fr: read by CKAN's own parser, and by the published rules of udata."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bundled import BASE_URL, Bundles, files, graph_of, json_of
from catalogued import contents
from rdflib import RDF, Graph, Literal, Namespace

from cohorte_graph.build import BuildReport
from cohorte_graph.bundles.edition import Edition
from cohorte_graph.bundles.udata import udata_part
from cohorte_graph.catalogue.authorities import FREQUENCIES as EU_CODES
from cohorte_graph.dataset import Dataset
from cohorte_graph.project import Project

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
READER = Path(__file__).parent / "readers" / "read_with_ckan.py"
NOT_DATA = {"README.md", "DROITS.md", "SHA256SUMS", "dataset.json"}
FREQUENCIES = {
    "ANNUAL": "annual",
    "ANNUAL_2": "semiannual",
    "ANNUAL_3": "threeTimesAYear",
    "AS_NEEDED": "punctual",
    "BIENNIAL": "biennial",
    "BIMONTHLY": "bimonthly",
    "BIWEEKLY": "biweekly",
    "DAILY": "daily",
    "DECENNIAL": "decennial",
    "IRREG": "irregular",
    "MONTHLY": "monthly",
    "NEVER": "never",
    "NOT_PLANNED": "notPlanned",
    "OTHER": "other",
    "QUADRENNIAL": "quadrennial",
    "QUARTERLY": "quarterly",
    "QUINQUENNIAL": "quinquennial",
    "TRIENNIAL": "triennial",
    "UNKNOWN": "unknown",
    "UPDATE_CONT": "continuous",
    "WEEKLY": "weekly",
}
"""The words of udata's API for the EU's codes, as its own harvester maps them (udata/core/dataset/rdf.py)."""
TYPES = {"main", "documentation", "update", "api", "code", "other"}
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
both = pytest.mark.parametrize("with_text", [True, False], ids=["whole", "wordless"])


def catalogues(folder: Path) -> list[Path]:
    found = [path for path in files(folder) if path.name.startswith("catalogue")]
    assert found
    return found


def data(folder: Path) -> set[str]:
    return {path.name for path in files(folder)} - NOT_DATA - {path.name for path in catalogues(folder)}


@pytest.mark.parametrize(
    ("partner", "with_text"),
    [
        ("ckan", True),
        ("datagouv", True),
        ("datagouv", False),
        pytest.param("ckan", False, marks=pytest.mark.slow),
    ],
)
def test_catalogues_list_every_file_where_it_will_be_served(bundles: Bundles, partner: str, with_text: bool) -> None:
    folder = bundles.folder(partner, with_text)
    for path in catalogues(folder):
        graph = graph_of(path)
        (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
        assert graph.value(dataset, DCT.title)
        assert graph.value(dataset, DCT.identifier)
        urls = {str(graph.value(node, DCAT.downloadURL)) for node in graph.objects(dataset, DCAT.distribution)}
        assert urls == {BASE_URL + name for name in data(folder)}


@both
def test_data_gouv_takes_the_format_from_the_end_of_each_address(bundles: Bundles, with_text: bool) -> None:
    endings = {name.rpartition(".")[2] for name in data(bundles.folder("datagouv", with_text))}
    assert endings == {"csv", "ttl", "json", "xlsx", "geojson"}


@both
def test_the_catalogues_of_data_gouv_are_in_french_alone(bundles: Bundles, with_text: bool) -> None:
    for path in catalogues(bundles.folder("datagouv", with_text)):
        texts = [value for value in graph_of(path).objects() if isinstance(value, Literal)]
        assert {text.language for text in texts} <= {None, "fr"}
        assert any(text.language == "fr" for text in texts)


@both
def test_the_spatial_coverage_of_data_gouv_is_a_polygon(bundles: Bundles, with_text: bool) -> None:
    """udata reads every literal of a dct:spatial node, and keeps a Polygon or MultiPolygon."""
    for path in catalogues(bundles.folder("datagouv", with_text)):
        graph = graph_of(path)
        (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
        shapes = [
            str(value)
            for place in graph.objects(dataset, DCT.spatial)
            for value in graph.objects(place)
            if isinstance(value, Literal) and str(value.datatype).endswith("wktLiteral")
        ]
        assert len(shapes) == 1
        assert shapes[0].startswith("POLYGON((")


def test_the_catalogues_of_data_gouv_differ_by_the_point_alone(bundles: Bundles) -> None:
    """What is left out is the point; nothing else of what ckan's has (its files apart)."""

    def kept(graph: Graph) -> set[Any]:
        return {p for s, p, o in graph if "/distribution/" not in str(s) and not str(s).startswith(BASE_URL)}

    ours = graph_of(bundles.folder("datagouv") / "catalogue.fr.ttl")
    whole = graph_of(bundles.folder("ckan") / "catalogue.fr.ttl")
    assert kept(whole) - kept(ours) == {DCAT.centroid}


@both
def test_points_are_in_geojson(bundles: Bundles, with_text: bool) -> None:
    found = json_of(bundles.folder("datagouv", with_text) / "territory.geojson")
    kinds = [feature["geometry"]["type"] for feature in found["features"] if feature["geometry"]]
    assert len(found["features"]) == 8
    assert set(kinds) == {"Point"}


def test_tables_are_what_previews_read(bundles: Bundles) -> None:
    """UTF-8 without a byte order mark, commas, a header, rows of one length."""
    tables = [path for path in files(bundles.folder("datagouv")) if path.suffix == ".csv"]
    assert len(tables) > 20
    for path in tables:
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(content.decode("utf-8").splitlines(keepends=True), strict=True))
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}
        assert all(rows[0])


@both
def test_dataset_json_has_the_form_of_udata(bundles: Bundles, with_text: bool) -> None:
    """https://udata.readthedocs.io/: the fields of a dataset and of its resources, and their words."""
    folder = bundles.folder("datagouv", with_text)
    dataset = json_of(folder / "dataset.json")
    assert 0 < len(dataset["title"]) <= 350
    assert 0 < len(dataset["description"]) <= 100_000
    assert "La Fabrique des transitions" in dataset["description"]
    assert dataset["frequency"] == "irregular"
    assert dataset["spatial"] == {"zones": ["fr:region:76"]}
    assert all(3 <= len(tag) <= 96 and tag == tag.lower() and " " not in tag for tag in dataset["tags"])
    assert dataset["license"] == ("notspecified" if with_text else "cc-by")
    names = {resource["url"].removeprefix(BASE_URL) for resource in dataset["resources"]}
    assert names == data(folder) | {"DROITS.md"}
    for resource in dataset["resources"]:
        content = (folder / resource["url"].removeprefix(BASE_URL)).read_bytes()
        assert resource["type"] in TYPES
        assert resource["filetype"] == "remote"
        assert resource["filesize"] == len(content)
        assert resource["checksum"] == {"type": "sha256", "value": hashlib.sha256(content).hexdigest()}
        assert resource["url"].endswith(f".{resource['format']}")


@pytest.mark.parametrize("code", sorted(EU_CODES))
def test_udata_is_told_every_frequency_that_a_catalogue_takes(
    dataset: Dataset, built: tuple[Project, BuildReport], code: str
) -> None:
    edition = Edition.of(dataset, built[0], BASE_URL)
    settings = replace(edition.settings, description=replace(edition.about, frequency=code))
    told = contents([udata_part(replace(edition, settings=settings), [])])["dataset.json"]
    assert json.loads(told)["frequency"] == FREQUENCIES[code]


@pytest.mark.slow
@both
@pytest.mark.parametrize("name", ["catalogue.ttl", "catalogue.rdf", "catalogue.fr.ttl", "catalogue.fr.rdf"])
def test_ckan_reads_the_bundle_whole(
    bundles: Bundles, partner_python: Callable[[str], Path], name: str, with_text: bool
) -> None:
    python, folder = partner_python("ckan"), bundles.folder("ckan", with_text)
    format = "xml" if name.endswith(".rdf") else "turtle"
    command = [str(python), str(READER), str(folder / name), format]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    (package,) = json.loads(done.stdout)
    resources = {resource["url"].removeprefix(BASE_URL): resource for resource in package["resources"]}
    assert set(resources) == data(folder)
    for file, resource in resources.items():
        content = (folder / file).read_bytes()
        assert resource["size"] == len(content)
        assert resource["hash"].lower() == hashlib.sha256(content).hexdigest()
        assert (resource["license"] == CC_BY) is not with_text
    assert ("sans les textes" in package["title"]) is (not with_text and ".fr." in name)
