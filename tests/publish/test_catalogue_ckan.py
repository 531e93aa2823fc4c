"""ckanext-dcat's own parser reads the catalogue whole, in CKAN's own environment."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from catalogued import BASE_URL, LISTED, described, made

from cohorte_graph.dataset import Dataset

READER = Path(__file__).parent / "readers" / "read_with_ckan.py"
FORMATS = {
    "catalogue.ttl": "turtle",
    "catalogue.jsonld": "json-ld",
    "catalogue.rdf": "xml",
    "catalogue.fr.ttl": "turtle",
    "catalogue.fr.rdf": "xml",
}
EU = "http://publications.europa.eu/resource/authority/file-type/"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
PARTLY = "https://w3id.org/cohorte-graph/dataset/cohortes#licence"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def harvested(
    dataset: Dataset, partner_python: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[dict[str, Any]]]:
    """What CKAN takes from each file of the catalogue."""
    python = partner_python("ckan")
    folder = tmp_path_factory.mktemp("catalogue")
    found = {}
    for name, content in made(dataset).items():
        if name in FORMATS:
            (folder / name).write_bytes(content)
            command = [str(python), str(READER), str(folder / name), FORMATS[name]]
            done = subprocess.run(command, capture_output=True, text=True, timeout=120)
            assert done.returncode == 0, done.stderr
            found[name] = json.loads(done.stdout)
    return found


def extras(package: dict[str, Any]) -> dict[str, str]:
    return {extra["key"]: extra["value"] for extra in package["extras"]}


@pytest.mark.parametrize("name", FORMATS)
def test_ckan_takes_one_package_with_every_file(harvested: dict[str, list[dict[str, Any]]], name: str) -> None:
    (package,) = harvested[name]
    resources = {resource["url"].removeprefix(BASE_URL): resource for resource in package["resources"]}
    assert set(resources) == {listed for listed, *_ in LISTED}
    for file, media_type, _, _ in LISTED:
        resource = resources[file]
        assert resource["size"] == len(file.encode())
        assert resource["hash"].lower() == hashlib.sha256(file.encode()).hexdigest()
        assert resource["hash_algorithm"] in ("SHA-256", "http://spdx.org/rdf/terms#checksumAlgorithm_sha256")
        assert resource["mimetype"].endswith(f"/media-types/{media_type}")
        assert resource["format"].startswith(EU)
        assert resource["license"] == (CC_BY if file.startswith("without-text/") else PARTLY)
        assert resource["rights"]
        assert resource["download_url"] == resource["access_url"] == BASE_URL + file


@pytest.mark.parametrize("name", FORMATS)
def test_ckan_takes_what_is_told_of_the_dataset(harvested: dict[str, list[dict[str, Any]]], name: str) -> None:
    (package,) = harvested[name]
    known = extras(package)
    about = described()
    assert about is not None
    assert known["identifier"] == known["uri"] == about.dataset
    assert (known["publisher_name"], known["contact_name"]) == ("cohorte-graph", "La Fabrique des transitions")
    assert known["frequency"].endswith("/frequency/IRREG")
    assert len(json.loads(known["theme"])) == 3
    assert (known["temporal_start"][:4], known["temporal_end"][:4]) == ("2024", "2025")
    assert known["spatial_text"] == "Occitanie"
    assert json.loads(known["spatial_bbox"])["type"] == "Polygon"
    assert known["access_rights"].endswith("/access-right/PUBLIC")
    assert (package["version"], package["url"]) == ("1.0.0", BASE_URL)
    languages = ("fr",) if ".fr." in name else ("fr", "en")
    words = {word for language in languages for word in about.keywords[language]}
    assert {tag["name"] for tag in package["tags"]} == words


@pytest.mark.parametrize("name", [name for name in FORMATS if ".fr." in name])
def test_the_french_catalogue_gives_french_titles(harvested: dict[str, list[dict[str, Any]]], name: str) -> None:
    (package,) = harvested[name]
    about = described()
    assert about is not None
    assert package["title"] == about.title["fr"]
    assert package["notes"] == about.description["fr"]
    assert all(resource["name"].startswith("Essai ") for resource in package["resources"])


def test_with_both_languages_ckan_takes_one_of_them(harvested: dict[str, list[dict[str, Any]]]) -> None:
    """Why there is a French catalogue: a portal in France would show what ckanext-dcat picks by itself."""
    about = described()
    assert about is not None
    assert harvested["catalogue.ttl"][0]["title"] == about.title["en"]
