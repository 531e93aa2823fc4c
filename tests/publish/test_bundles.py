"""Every bundle: whole or not at all, told in its README, provable by its checksums, and without words when asked."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from bundled import BASE_URL, EDITIONS, Bundles, files, graph_of
from catalogued import contents, written
from click.testing import CliRunner
from printed_words import ours, printed, runs
from rdflib import Namespace

from cohorte_graph.build import BuildReport
from cohorte_graph.bundles import PARTNERS, write_bundle
from cohorte_graph.bundles.edition import Edition
from cohorte_graph.bundles.readme import readme_part
from cohorte_graph.bundles.semapps import semapps
from cohorte_graph.cli import main
from cohorte_graph.dataset import Dataset, rights
from cohorte_graph.errors import CallError, RunError
from cohorte_graph.project import Project

assert len(EDITIONS) == 10
SLOW = ("toten", "ckan", "datagouv")
"""The bundles that take longest, of which one edition is enough for every day."""


def marked(*values: object, slow: bool) -> Any:
    return pytest.param(*values, marks=pytest.mark.slow if slow else ())


each_edition = pytest.mark.parametrize(
    ("partner", "with_text"),
    [marked(partner, whole, slow=partner in SLOW and not whole) for partner, whole in EDITIONS],
)
each_partner = pytest.mark.parametrize("partner", PARTNERS)
each_anew = pytest.mark.parametrize("partner", [marked(partner, slow=partner in SLOW) for partner in PARTNERS])
"""Written once more, for one test."""
CONTENTS = {
    "toten": {"catalogue.ttl", "catalogue.jsonld", "catalogue.fr.ttl", "tables.xlsx", "union.ttl"},
    "datagouv": {
        "catalogue.fr.ttl",
        "catalogue.fr.rdf",
        "dataset.json",
        "territory.geojson",
        "effect.csv",
        "union.ttl",
    },
    "ckan": {"catalogue.ttl", "catalogue.fr.ttl", "effect.csv", "union.ttl"},
    "semapps": {"pair.jsonld", "elements.json"},
    "zenodo": {"ro-crate-metadata.json", "CITATION.cff", ".zenodo.json", "dataset.nq.gz"},
}
EVERYWHERE = {"README.md", "DROITS.md", "SHA256SUMS"}
DOSSIERS = 8
ADDRESS = re.compile(r"https?://[^\s\"<>]+")
DCAT = Namespace("http://www.w3.org/ns/dcat#")


def test_the_partners_are_those_of_the_issue() -> None:
    assert PARTNERS == ("toten", "datagouv", "ckan", "semapps", "zenodo")


@each_edition
def test_a_bundle_holds_what_its_partner_takes(bundles: Bundles, partner: str, with_text: bool) -> None:
    folder = bundles.folder(partner, with_text)
    names = {path.name for path in folder.iterdir()}
    assert names >= CONTENTS[partner] | EVERYWHERE
    assert all(path.stat().st_size for path in files(folder))


@each_edition
def test_the_checksums_are_of_all_other_files(bundles: Bundles, partner: str, with_text: bool) -> None:
    folder = bundles.folder(partner, with_text)
    stated = dict(reversed(line.split("  ", 1)) for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files(folder)
    }
    del found["SHA256SUMS"]
    assert stated == found
    assert list(stated) == sorted(stated)


def test_a_checksum_tool_reads_them(bundles: Bundles) -> None:
    folder = bundles.folder("semapps")
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("\n") == len(list(files(folder))) - 1


@each_edition
def test_the_readme_tells_every_file_or_its_folder(bundles: Bundles, partner: str, with_text: bool) -> None:
    folder = bundles.folder(partner, with_text)
    text = (folder / "README.md").read_text("utf-8")
    told = set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
    for path in files(folder):
        name = path.relative_to(folder).as_posix()
        assert {name, f"{name.partition('/')[0]}/"} & told or name == "README.md", name
    assert all((folder / name).exists() for name in told)
    assert not re.search(r"\| +\|", text), "no cell is blank"
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Charger", "Fichiers", "Droits", "Vérifier"]
    assert "La Fabrique des transitions" in text
    assert "https://creativecommons.org/licenses/by/4.0/" in text


@each_edition
def test_the_readme_says_which_edition_it_is(bundles: Bundles, partner: str, with_text: bool) -> None:
    text = (bundles.folder(partner, with_text) / "README.md").read_text("utf-8")
    assert ("ne contient pas les mots du rapport" in text) is not with_text
    assert ".invalid" not in text  # a base URL was given


@each_anew
def test_an_edition_without_words_holds_none(bundles: Bundles, wordless: Dataset, partner: str) -> None:
    """No run of words that the report prints, in any file that is text; but those of names that people wrote."""
    excused = ours() | told_by_us(wordless)
    for path in files(bundles.folder(partner, False)):
        if path.suffix in (".xlsx", ".gz"):
            continue
        found = [run for piece in pieces(path) for run in runs(piece) if run in printed() and run not in excused]
        assert found == [], f"{path}: {found[:3]}"


def told_by_us(dataset: Dataset) -> frozenset[tuple[str, ...]]:
    """The runs of what is said of rights: that the publisher published."""
    return frozenset(run for lang in ("fr", "en") for text in rights(dataset).statements(lang) for run in runs(text))


def pieces(path: Path) -> list[str]:
    """The texts of a file but addresses; those that stand side by side in a cell or in a statement are not one."""
    if path.suffix in (".json", ".jsonld", ".geojson"):
        return ADDRESS.sub("", json_text(path)).split("\n")
    return re.split(r'[|;,"<>\n]', ADDRESS.sub("", path.read_text("utf-8")))


def json_text(path: Path) -> str:
    """The texts of a JSON file, one a line."""
    texts: list[str] = []

    def keep(value: object) -> None:
        if isinstance(value, str):
            texts.append(value.replace("\n", " "))
        elif isinstance(value, dict):
            for one in value.values():
                keep(one)
        elif isinstance(value, list):
            for one in value:
                keep(one)

    keep(json.loads(path.read_text("utf-8")))
    return "\n".join(texts)


@each_partner
def test_with_words_the_same_check_finds_some(bundles: Bundles, partner: str) -> None:
    text = "\n".join(json_text(p) for p in files(bundles.folder(partner)) if p.suffix in (".jsonld", ".json"))
    text += "\n".join(p.read_text("utf-8") for p in files(bundles.folder(partner)) if p.name == "effect.csv")
    excused = ours()
    if partner != "zenodo":
        assert any(run in printed() and run not in excused for piece in text.split("\n") for run in runs(piece))


def test_every_territory_has_a_dossier_to_print(bundles: Bundles) -> None:
    pages = [path for path in files(bundles.folder("toten") / "dossiers") if path.suffix == ".html"]
    assert len(pages) == DOSSIERS
    assert {path.parent.name for path in pages} == {"occitanie-2024-2025"}
    gruissan = next(path for path in pages if path.stem == "gruissan").read_text("utf-8")
    assert gruissan.startswith("<!DOCTYPE html>")
    assert "<h1>Gruissan" in gruissan


@pytest.mark.slow
def test_no_dossier_is_made_without_words(bundles: Bundles) -> None:
    assert not (bundles.folder("toten", False) / "dossiers").exists()
    readme = (bundles.folder("toten", False) / "README.md").read_text("utf-8")
    assert "Les dossiers imprimables, faits de ces mots, n'y sont pas." in readme
    assert "dossiers/" not in readme


def test_the_regional_platform_finds_the_document_of_an_iri(bundles: Bundles) -> None:
    folder = bundles.folder("toten")
    document = json.loads((folder / "documents/territory/gruissan.jsonld").read_text("utf-8"))
    assert document["id"].endswith("territory/gruissan")
    listed = {str(url) for url in graph_of(folder / "catalogue.ttl").objects(None, DCAT.downloadURL)}
    documents = {url.removeprefix(BASE_URL) for url in listed if "/documents/" in url}
    assert documents == {path.relative_to(folder).as_posix() for path in files(folder / "documents")}
    assert len([path for path in documents if path.startswith("documents/territory/")]) == DOSSIERS
    assert all((folder / url.removeprefix(BASE_URL)).is_file() for url in listed)


@pytest.mark.parametrize("partner", ["semapps", "zenodo"])
def test_twice_the_same_bytes(
    bundles: Bundles, dataset: Dataset, built: tuple[Project, BuildReport], tmp_path: Path, partner: str
) -> None:
    write_bundle(partner, dataset, built[0], tmp_path / "again", base_url=BASE_URL)
    first = (bundles.folder(partner) / "SHA256SUMS").read_text("utf-8")
    assert (tmp_path / "again" / "SHA256SUMS").read_text("utf-8") == first


@pytest.mark.slow
@pytest.mark.parametrize("partner", ["toten", "datagouv", "ckan"])
def test_twice_the_same_bytes_of_the_large_ones(
    bundles: Bundles, dataset: Dataset, built: tuple[Project, BuildReport], tmp_path: Path, partner: str
) -> None:
    test_twice_the_same_bytes(bundles, dataset, built, tmp_path, partner)


def test_an_unknown_partner_is_refused_with_close_ones(
    dataset: Dataset, built: tuple[Project, BuildReport], tmp_path: Path
) -> None:
    with pytest.raises(CallError, match="There is no partner 'zenod'") as caught:
        write_bundle("zenod", dataset, built[0], tmp_path / "new")
    assert "Did you mean zenodo" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_strange_address_is_refused_before_anything_is_written(
    dataset: Dataset, built: tuple[Project, BuildReport], tmp_path: Path
) -> None:
    with pytest.raises(CallError, match="is no address of a folder on the web"):
        write_bundle("ckan", dataset, built[0], tmp_path / "new", base_url="data")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("partner", ["semapps"])
def test_a_folder_that_stands_is_left_alone(
    dataset: Dataset, built: tuple[Project, BuildReport], tmp_path: Path, partner: str
) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "mine.txt").write_text("mine")
    with pytest.raises(RunError, match="stands there already"):
        write_bundle(partner, dataset, built[0], tmp_path / "old")
    assert [path.name for path in tmp_path.rglob("*")] == ["old", "mine.txt"]


def test_without_an_address_the_readme_of_a_catalogue_says_what_to_do(
    dataset: Dataset, built: tuple[Project, BuildReport]
) -> None:
    edition = Edition.of(dataset, built[0], None)
    bundle = semapps(edition)
    catalogued, others = written(), [one for one in written() if one.part.kind != "catalogue"]
    told, untold = (contents([readme_part(edition, bundle, files)])["README.md"] for files in (catalogued, others))
    for words in (b".invalid", b"--base-url"):
        assert words in told
        assert words not in untold


@pytest.fixture(scope="module")
def unlabelled(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The dataset where a territory, a person, a pilot and the report have no label and no title; without its
    publisher's name nothing is bundled."""
    bare = ("territory/gruissan>", "person/", "pilot/", "source/occitanie", "organisation/arec")
    named = ("rdf-schema#label>", "dc/terms/title>", "def#title>")
    path = tmp_path_factory.mktemp("unlabelled") / "graph.nq"
    with dataset.path.open(encoding="utf-8") as lines, path.open("w", encoding="utf-8") as kept:
        for line in lines:
            subject, predicate, _ = line.split(" ", 2)
            if not (
                subject.startswith(tuple(f"<https://w3id.org/cohorte-graph/id/{one}" for one in bare))
                and predicate.endswith(named)
            ):
                kept.write(line)
    return Dataset(path, dataset.facts, True, dataset.ontology)


@each_anew
def test_a_resource_without_a_label_breaks_no_bundle(
    unlabelled: Dataset, built: tuple[Project, BuildReport], tmp_path: Path, partner: str
) -> None:
    found = write_bundle(partner, unlabelled, built[0], tmp_path / "new", base_url=BASE_URL)
    assert {one.part.name for one in found} >= EVERYWHERE
    assert all(one.part.fr.strip() and one.part.en.strip() for one in found)


def test_the_command_writes_a_bundle(built: tuple[Project, BuildReport], tmp_path: Path) -> None:
    """Through the command, of the project as it is built here."""
    project, target = tmp_path / "project", tmp_path / "out"
    project.mkdir()
    for name in ("data", "ontology", "queries"):
        (project / name).symlink_to(built[0].root / name)
    (project / "build").symlink_to(built[0].build)
    call = ["--lang", "fr", "--project", str(project), "export", "-o", str(target), "--for"]
    wrong = CliRunner().invoke(main, [*call, "toton"])
    assert (wrong.exit_code, target.exists()) == (2, False)
    assert "Il n'y a pas de partenaire « toton »." in wrong.output
    assert "Vouliez-vous dire toten" in wrong.output
    done = CliRunner().invoke(main, [*call, "semapps", "--without-text"])
    assert (done.exit_code, done.output) == (0, f"{target} : 5 fichiers, 0,1 Mo.\n")
    assert "ne contient pas les mots" in (target / "README.md").read_text("utf-8")
