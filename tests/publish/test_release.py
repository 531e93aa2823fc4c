"""Releases: written whole, proven offline, told apart from the one before; what is tampered with is named."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import feedparser
import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from pyld import jsonld
from rdflib import DCAT, DCTERMS, RDF, Graph

from cohorte_graph import dumps
from cohorte_graph.build import build
from cohorte_graph.cli import main
from cohorte_graph.errors import CallError, CheckError, InputError, RunError
from cohorte_graph.project import Project
from cohorte_graph.reason import find_java
from cohorte_graph.release import prove, publishing, release
from cohorte_graph.release.hashes import graph_hash
from cohorte_graph.release.history import write_history
from cohorte_graph.release.publishing import Published, sweep
from cohorte_graph.release.quads import QUADS
from report_fixtures import MINI


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path, Published]:
    """The invented report's project, built and released as 1.0.0."""
    root = tmp_path_factory.mktemp("project") / "mini"
    shutil.copytree(MINI, root)
    project = Project.at(root)
    reasoned(project)
    folder = root / "build" / "releases"
    return project, folder, release(project, "1.0.0", folder)


def reasoned(project: Project) -> None:
    """A build worth releasing."""
    if find_java() is None:
        pytest.skip("needs a Java for the reasoner")
    build(project, reasoner_seconds=120)


@pytest.fixture
def copied(made: tuple[Project, Path, Published], tmp_path: Path) -> Path:
    """The folder of releases, to be spoilt."""
    return Path(shutil.copytree(made[1], tmp_path / "releases"))


def manifest(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "manifest.json").read_text("utf-8")))


def test_a_release_is_what_its_manifest_says(made: tuple[Project, Path, Published]) -> None:
    folder = made[1] / "1.0.0"
    facts = manifest(folder)
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"manifest.json"}
    assert files == set(facts["files"])
    for name, known in facts["files"].items():
        content = (folder / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (known["bytes"], known["sha256"])
    proof = prove(folder)
    assert proof.differences == ()
    assert proof.files == made[2].files == len(files) + 1, "the manifest is proven too"
    assert not list(made[1].glob(".*"))


def test_it_holds_every_format_tables_documents_and_a_wordless_variant(made: tuple[Project, Path, Published]) -> None:
    names = set(manifest(made[1] / "1.0.0")["files"])
    for format in ("ttl", "trig", "nt", "nq", "jsonld", "rdf"):
        assert f"graph/cohorte-graph.{format}.gz" in names
    for name in ("catalogue.ttl", "void.ttl", "changes.fr.md", "tables/territory.csv", "tables/csv-metadata.json"):
        assert name in names
    assert any(name.startswith("documents/territory/") for name in names)
    assert {"without-text/cohorte-graph.ttl.gz", "without-text/cohorte-graph.nq.gz"} <= names


def test_its_catalogue_lists_each_file_and_buries_none(made: tuple[Project, Path, Published]) -> None:
    """A distribution a file; hundreds of documents are a dataset of their own."""
    folder = made[1] / "1.0.0"
    catalogue = Graph().parse(folder / "catalogue.ttl")
    listed: dict[str, set[str]] = {}
    for dataset in catalogue.objects(catalogue.value(None, RDF.type, DCAT.Catalog), DCAT.dataset):
        nodes = catalogue.objects(dataset, DCAT.distribution)
        listed[str(dataset)] = {str(catalogue.value(node, DCAT.downloadURL)) for node in nodes}
    whole, documents = sorted(listed.values(), key=len)
    known = set(manifest(folder)["files"])
    data = {name for name in known if name.startswith(("graph/", "tables/", "without-text/"))}
    assert {url.partition(".invalid/")[2] for url in whole} == data
    assert {url.partition(".invalid/")[2] for url in documents} == {n for n in known if n.startswith("documents/")}
    assert len(documents) > 300 > 100 > len(whole)


def test_it_does_not_go_by_the_name_of_the_report(made: tuple[Project, Path, Published]) -> None:
    """Its publisher is another: what is released are data drawn from the report."""
    readme = (made[1] / "1.0.0" / "README.md").read_text("utf-8")
    heads = [line for line in readme.splitlines() if line.startswith("# ")]
    assert [head.split()[1] for head in heads] == ["Données", "Data"]
    feed = feedparser.parse((made[1] / "feed.xml").read_bytes())
    assert feed.feed.title.startswith("Données tirées de « ")
    assert "<h1>Données tirées de « " in (made[1] / "index.html").read_text("utf-8")


def test_graph_hashes_are_those_of_another_implementation(made: tuple[Project, Path, Published]) -> None:
    """RDFC-1.0 is URDNA2015 but for the escapes of control characters, of which these graphs have none."""
    folder = made[1] / "1.0.0"
    with gzip.open(folder / "graph" / "cohorte-graph.nq.gz", "rt", encoding="utf-8") as file:
        quads = list(ox.parse(file.read(), format=ox.RdfFormat.N_QUADS))
    small = {name: known for name, known in manifest(folder)["graphs"].items() if known["triples"] < 5000}
    assert len(small) > 5, "the other implementation is slow"
    for name, known in small.items():
        triples = [quad.triple for quad in quads if quad.graph_name == ox.NamedNode(name)]
        text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
        told = jsonld.normalize(
            text, {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"}
        )
        assert hashlib.sha256(told.encode()).hexdigest() == known["rdfc10"], name
        assert len(told.splitlines()) == known["triples"]


def test_a_hash_does_not_depend_on_order_or_names_of_blank_nodes() -> None:
    def triples(text: str) -> list[ox.Triple]:
        return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]

    one = graph_hash(triples('@prefix : <x:> . :a :p [ :q 1 , 2 ; :r [ ] ] , "é" .'))
    assert one == graph_hash(reversed(triples('@prefix : <x:> . _:z :r _:y ; :q 2 , 1 . :a :p "é" , _:z .')))
    assert one != graph_hash(triples('@prefix : <x:> . :a :p [ :q 1 , 2 ; :r [ ] ] , "e" .'))
    assert graph_hash([]).triples == 0


@pytest.mark.slow
def test_the_same_build_gives_the_same_release(made: tuple[Project, Path, Published], tmp_path: Path) -> None:
    again = release(made[0], "1.0.0", tmp_path / "again")
    differing = [
        name
        for name, known in manifest(again.folder)["files"].items()
        if known != manifest(made[1] / "1.0.0")["files"].get(name)
    ]
    assert differing == []
    assert (again.folder / "manifest.json").read_bytes() == (made[1] / "1.0.0" / "manifest.json").read_bytes()


# -- tampered with


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def test_any_file_that_is_changed_is_named(copied: Path) -> None:
    folder = copied / "1.0.0"
    for name in sorted(manifest(folder)["files"])[::60]:
        for spoil in (flip, truncate, Path.unlink):
            before = (folder / name).read_bytes()
            spoil(folder / name)
            assert next(difference.what for difference in prove(folder).differences) == name
            (folder / name).write_bytes(before)
    assert prove(folder).differences == ()


def test_a_file_that_was_put_in_is_named(copied: Path) -> None:
    (copied / "1.0.0" / "tables" / "more.csv").write_text("a")
    assert [one.what for one in prove(copied / "1.0.0").differences] == ["tables/more.csv"]


def rewritten(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """A manifest changed by someone who knows how to seal it."""
    from cohorte_graph.generation import sealed

    facts = {name: value for name, value in manifest(folder).items() if name != "seal"}
    change(facts)
    (folder / "manifest.json").write_bytes(sealed(facts))


def test_a_manifest_made_to_fit_is_found_by_the_list_and_by_the_graphs(copied: Path) -> None:
    """Who changes a statement and the manifest's checksums with it is still betrayed."""
    folder = copied / "1.0.0"
    path = folder / "graph" / "cohorte-graph.nq.gz"
    text = gzip.decompress(path.read_bytes()).decode()
    assert '/def#number> "1"' in text
    path.write_bytes(gzip.compress(text.replace('/def#number> "1"', '/def#number> "7"').encode(), mtime=0))

    def fit(facts: dict[str, Any]) -> None:
        content = path.read_bytes()
        facts["files"]["graph/cohorte-graph.nq.gz"] = {
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }

    rewritten(folder, fit)
    told = [one.what for one in prove(folder).differences]
    assert "manifest.json" in told
    assert any(name.startswith("graph/report/") or "report" in name for name in told)


def sealed_anew(folder: Path) -> None:
    """The manifest made to fit the files that are there, by someone who knows how."""

    def fit(facts: dict[str, Any]) -> None:
        contents = {name: folder / name for name in facts["files"] if (folder / name).is_file()}
        facts["files"] = {
            name: {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
            for name, path in contents.items()
        }

    rewritten(folder, fit)


def packed(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """A change of what is compressed."""
    return lambda content: gzip.compress(change(gzip.decompress(content)), mtime=0)


def another(old: str, new: str) -> Callable[[bytes], bytes]:
    """The first place where one stands becomes another."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return change


def without_last_line(content: bytes) -> bytes:
    return b"".join(content.splitlines(keepends=True)[:-1])


FORGED: dict[str, tuple[Callable[[bytes], bytes] | None, str]] = {
    "graph/report/armoree-2025-2026.ttl": (another("coh:number 1 ", "coh:number 7 "), "hash differs"),
    "graph/cohorte-graph.nt.gz": (packed(without_last_line), "not those of graph/cohorte-graph.nq.gz"),
    "graph/cohorte-graph.trig.gz": (packed(another("GRAPH <graph/", "GRAPH <x/")), "not those of"),
    "graph/cohorte-graph.rdf.gz": (packed(lambda content: content[:-9]), "cannot be read"),
    "graph/cohorte-graph.jsonld.gz": (None, "the manifest lacks this file"),
    "without-text/cohorte-graph.nq.gz": (packed(without_last_line), "not the graph without the words"),
    "without-text/cohorte-graph.ttl.gz": (packed(lambda content: content + b"\n<x> <y> 1 .\n"), "not those of without"),
    "tables/effect.csv": (another(",1,", ",7,"), "says what the graph does not"),
    "tables/viewpoint.csv": (another(",Les Semeurs d'Estran,", ",Les Semeurs,"), "speakerOrganisationLabel"),
    "tables/links.csv": (another(",concepts\r\n", ",curation\r\n"), "origin curation"),
    "tables/place.csv": (without_last_line, "statements of the graph"),
    "tables/figure.csv": (None, "the manifest lacks this table"),
    "tables/more.csv": (lambda _: b"iri\r\n", "does not describe it"),
    "documents/actor-role.jsonld": (another('"Partners"', '"Opponents"'), "says what the graph does not"),
    "documents/effect-type.jsonld": (None, ""),
    "catalogue.rdf": (another("</dcterms:title>", " !</dcterms:title>"), "not those of catalogue.ttl"),
}
"""Files made to say something else, or taken away, or put in; and what is told of each."""


def test_a_forged_file_is_found_by_what_the_others_state(copied: Path) -> None:
    """Bytes, SHA-256 and seal made to fit, the list taken away: what a file states betrays it all the same."""
    folder = copied / "1.0.0"
    for name, (change, _) in FORGED.items():
        path = folder / name
        if change:
            path.write_bytes(change(path.read_bytes() if path.exists() else b""))
        else:
            path.unlink()
    rewritten(folder, lambda facts: facts["files"].setdefault("tables/more.csv", {}))
    sealed_anew(folder)
    for name in ("releases.json", "latest.json", "feed.xml"):
        (copied / name).unlink()
    lines = [one.line("en") for one in prove(folder).differences]
    for name, (_, told) in FORGED.items():
        if told:
            assert [line for line in lines if line.startswith(f"{name}: ") and told in line], name
    assert "catalogue.ttl: its files are not those of the manifest." in lines


def test_the_edition_without_text_may_hold_no_words(made: tuple[Project, Path, Published]) -> None:
    """The same triples in both of its dumps are not enough."""
    from cohorte_graph.release.agreement import is_wordless, printed_properties
    from cohorte_graph.release.graphs import read_quads_of

    folder = made[1] / "1.0.0"
    whole, less = (
        {quad.triple for quad in read_quads_of(folder / name) if quad.graph_name == ox.DefaultGraph()}
        for name in ("graph/cohorte-graph.nq.gz", "without-text/cohorte-graph.nq.gz")
    )
    printed = printed_properties(whole)
    assert is_wordless(less, whole, printed)
    assert not is_wordless(whole, whole, printed)
    text = next(t for t in whole if t.predicate.value.endswith("def#text"))
    assert not is_wordless(less | {text}, whole, printed)
    link = next(t for t in less if isinstance(t.object, ox.NamedNode))
    assert not is_wordless(less - {link}, whole, printed)


def test_a_manifest_that_its_seal_does_not_fit_differs(copied: Path) -> None:
    path = copied / "1.0.0" / "manifest.json"
    path.write_bytes(another('"reasoned": "consistent"', '"reasoned": "consistenT"')(path.read_bytes()))
    differences = prove(copied / "1.0.0").differences
    assert {one.what for one in differences} == {"manifest.json"}
    result = CliRunner().invoke(main, ["--lang", "en", "verify", str(copied / "1.0.0")])
    assert result.exit_code == 1
    assert "manifest.json: the manifest was changed" in result.stderr


MALFORMED: dict[str, Callable[[dict[str, Any]], None]] = {
    "files": lambda facts: facts["files"].update({"README.md": 5}),
    "files outside": lambda facts: facts["files"].update({"../x": {"bytes": 1, "sha256": ""}}),
    "bytes": lambda facts: facts["files"]["README.md"].update(bytes="5"),
    "graphs": lambda facts: facts["graphs"].update({next(iter(facts["graphs"])): 5}),
    "previous": lambda facts: facts.update(previous="x"),
    "version": lambda facts: facts.update(version=None),
    "form": lambda facts: facts.update(form=2),
    "form missing": lambda facts: facts.pop("form"),
}


@pytest.mark.parametrize("key", MALFORMED)
def test_a_manifest_that_is_none_is_told_with_its_place(copied: Path, key: str) -> None:
    rewritten(copied / "1.0.0", MALFORMED[key])
    result = CliRunner().invoke(main, ["verify", str(copied / "1.0.0")])
    assert result.exit_code == 3
    assert f"{copied / '1.0.0' / 'manifest.json'}: " in result.stderr
    assert "imprévue" not in result.stderr


@pytest.mark.parametrize("text", ["", "{", "[]", "5", '"x"', "{}", "[" * 100_000, "\xff"])
def test_a_file_that_is_no_manifest_is_told(copied: Path, text: str) -> None:
    (copied / "1.0.0" / "manifest.json").write_text(text, "latin-1")
    with pytest.raises(InputError, match="is no release"):
        prove(copied / "1.0.0")


def test_what_is_no_release_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no release"):
        prove(tmp_path)


# -- one after the other


@pytest.fixture(scope="module")
def second(made: tuple[Project, Path, Published], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Published]:
    """1.1.0 after a change: a person goes by another name."""
    root = tmp_path_factory.mktemp("second") / "mini"
    shutil.copytree(made[0].root, root)
    path = root / "data" / "curation"
    turtle = min(path.rglob("*.ttl"))
    text = turtle.read_text("utf-8")
    assert "coh:effectType" in text
    turtle.write_text(text.replace("coh:effectType", "coh:effectType <concept/effect-type/outillage> ,", 1), "utf-8")
    project = Project.at(root)
    reasoned(project)
    folder = root / "build" / "releases"
    return folder, release(project, "1.1.0", folder)


def test_a_release_tells_what_changed_since_the_one_before(second: tuple[Path, Published]) -> None:
    folder, published = second
    assert published.previous == "1.0.0"
    told = json.loads((folder / "1.1.0" / "changes.json").read_text("utf-8"))
    assert told["changes"]
    assert published.changes["fr"] != published.changes["en"]
    assert prove(folder / "1.1.0").differences == ()
    before = hashlib.sha256((folder / "1.0.0" / "manifest.json").read_bytes()).hexdigest()
    assert manifest(folder / "1.1.0")["previous"] == {"version": "1.0.0", "manifest": before}


def test_the_catalogue_tells_the_day_of_the_first_release_and_of_this_one(second: tuple[Path, Published]) -> None:
    folder = second[0]
    catalogue = Graph().parse(folder / "1.1.0" / "catalogue.ttl")
    datasets = catalogue.objects(catalogue.value(None, RDF.type, DCAT.Catalog), DCAT.dataset)
    built = [str(manifest(folder / version)["built"])[:10] for version in ("1.0.0", "1.1.0")]
    for dataset in datasets:
        days = [str(catalogue.value(dataset, day)) for day in (DCTERMS.issued, DCTERMS.modified)]
        assert days == built


def test_a_release_before_that_was_replaced_is_noticed(second: tuple[Path, Published], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(second[0], tmp_path / "releases"))
    rewritten(folder / "1.0.0", lambda facts: facts.update(program="another"))
    assert [one.what for one in prove(folder / "1.1.0").differences] == ["manifest.json"]


def test_an_older_release_under_the_name_of_a_newer_is_noticed(second: tuple[Path, Published], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(second[0], tmp_path / "releases"))
    shutil.rmtree(folder / "1.1.0")
    shutil.copytree(folder / "1.0.0", folder / "1.1.0")
    (difference,) = prove(folder / "1.1.0").differences
    assert difference.line("en") == "manifest.json: the folder is called 1.1.0, and the manifest is that of 1.0.0."
    (folder / "1.0.0").rename(folder / "elsewhere")
    assert prove(folder / "elsewhere").differences == ()


def test_a_list_a_latest_and_a_feed_that_lack_a_release_are_noticed(
    second: tuple[Path, Published], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(second[0], tmp_path / "releases"))
    listed = json.loads((folder / "releases.json").read_text("utf-8"))["releases"]
    (folder / "latest.json").write_text(json.dumps(listed[0]), "utf-8")
    feed = (folder / "feed.xml").read_text("utf-8")
    (folder / "feed.xml").write_text(feed.replace("release/1.0.0</id>", "release/0.9.0</id>"), "utf-8")
    for version in ("1.0.0", "1.1.0"):
        assert [one.line("en") for one in prove(folder / version).differences] == [
            "latest.json: the latest release is 1.1.0.",
            "feed.xml: the feed does not tell of 1.0.0.",
        ]
    (folder / "releases.json").write_text(json.dumps({"releases": listed[1:]}), "utf-8")
    (folder / "latest.json").write_text(json.dumps(listed[1]), "utf-8")
    assert [one.what for one in prove(folder / "1.0.0").differences] == ["manifest.json"]
    assert prove(folder / "1.1.0").differences == ()


def test_the_folder_can_be_served_and_followed(second: tuple[Path, Published]) -> None:
    folder = second[0]
    feed = feedparser.parse((folder / "feed.xml").read_bytes())
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["1.1.0", "1.0.0"]
    assert all(entry.updated and entry.summary and entry.id.startswith("https://") for entry in feed.entries)
    anchors = re.findall(r'id="([^"]+)"', (folder / "index.html").read_text("utf-8"))
    for entry in feed.entries:
        page, _, anchor = entry.link.partition("#")
        assert page == "index.html"
        assert anchor in anchors
        assert all((folder / link.href.partition("#")[0]).is_file() for link in entry.links)
    latest = json.loads((folder / "latest.json").read_text("utf-8"))
    assert latest["version"] == "1.1.0"
    assert (folder / latest["folder"] / "manifest.json").is_file()
    listed = json.loads((folder / "releases.json").read_text("utf-8"))["releases"]
    assert [one["version"] for one in listed] == ["1.0.0", "1.1.0"]
    page = (folder / "index.html").read_text("utf-8")
    assert all(f'href="{one["version"]}/manifest.json"' in page for one in listed)


def test_what_a_killed_run_left_is_swept_and_a_run_under_way_is_not(tmp_path: Path) -> None:
    for name, age in ((".1.0.0.dead", 7200), (".1.0.0.alive", 60)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "half.ttl").write_text("half")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    sweep(tmp_path)
    assert {path.name for path in tmp_path.glob(".*")} == {".1.0.0.alive"}


# -- refused


@pytest.mark.parametrize("version", ["1", "1.0", "v1.0.0", "1.0.0-rc", "01.0.0", "../1.0.0", "1.0.0/x", ""])
def test_a_version_is_three_numbers(made: tuple[Project, Path, Published], version: str) -> None:
    with pytest.raises(CallError, match="no version"):
        release(made[0], version, made[1])


def test_a_release_is_never_written_twice_and_never_before_the_latest(made: tuple[Project, Path, Published]) -> None:
    with pytest.raises(RunError, match="stands there already"):
        release(made[0], "1.0.0", made[1])
    with pytest.raises(CallError, match=r"0\.9\.0 does not come after 1\.0\.0"):
        release(made[0], "0.9.0", made[1])


def test_a_missing_release_before_is_told(
    second: tuple[Path, Published], made: tuple[Project, Path, Published], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(second[0], tmp_path / "releases"))
    shutil.rmtree(folder / "1.1.0")
    with pytest.raises(RunError, match=r"1\.1\.0 is listed and not there"):
        release(made[0], "1.2.0", folder)


def test_an_older_release_may_be_taken_away(second: tuple[Path, Published], tmp_path: Path) -> None:
    """As where it names what was withdrawn: what changed is told from the latest."""
    folder = Path(shutil.copytree(second[0], tmp_path / "releases"))
    shutil.rmtree(folder / "1.0.0")
    before = publishing._before(folder, "1.2.0")
    assert before is not None
    assert before.version == "1.1.0"
    assert prove(folder / "1.1.0").differences == ()


def test_an_unreasoned_build_is_not_released(tmp_path: Path) -> None:
    root = Path(shutil.copytree(MINI, tmp_path / "mini", ignore=shutil.ignore_patterns("build")))
    build(Project.at(root))
    with pytest.raises(CheckError, match="not reasoned"):
        release(Project.at(root), "1.0.0", tmp_path / "releases")
    assert not (tmp_path / "releases").exists()


def test_a_build_of_other_files_is_not_released(made: tuple[Project, Path, Published], tmp_path: Path) -> None:
    root = Path(shutil.copytree(made[0].root, tmp_path / "mini"))
    path = next((root / "data" / "gazetteers").glob("*.ttl"))
    path.write_text(path.read_text("utf-8") + "# changed\n", "utf-8")
    with pytest.raises(RunError, match="not of the files as they are"):
        release(Project.at(root), "2.0.0", tmp_path / "releases")


def test_a_release_that_cannot_be_listed_leaves_nothing_behind(
    made: tuple[Project, Path, Published], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release of its quads alone, which is quicker, and would not be proven: it lacks the rest."""
    monkeypatch.setattr(publishing, "contents", lambda dataset: [dumps.graph_part(dataset, None, "nq", QUADS)])
    monkeypatch.setattr(publishing, "prove", lambda folder: SimpleNamespace(differences=()))
    (tmp_path / "feed.xml").mkdir()
    with pytest.raises(RunError, match=r"feed\.xml: cannot be written"):
        release(made[0], "1.0.0", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["feed.xml"]


@pytest.mark.parametrize("name", ["releases.json", "latest.json", "index.html", "feed.xml"])
def test_where_one_of_the_four_lists_cannot_be_written_the_others_are_what_they_were(copied: Path, name: str) -> None:
    lists = {path: b"old" for path in copied.iterdir() if path.is_file() and path.name not in (name, "latest.json")}
    for path, content in lists.items():
        path.write_bytes(content)
    for gone in (name, "latest.json"):
        (copied / gone).unlink(missing_ok=True)
    (copied / name).mkdir()
    with pytest.raises(RunError, match=f"{name}: cannot be written"):
        write_history(copied, ("a", "b"), None)
    assert {path: path.read_bytes() for path in copied.iterdir() if path.is_file()} == lists
    assert {path.name for path in copied.iterdir()} == {"1.0.0", name, *(path.name for path in lists)}


def test_a_folder_with_a_neighbours_name_hinders_no_list(copied: Path) -> None:
    (copied / ".feed.xml").mkdir()
    write_history(copied, ("Titre", "Title"), None)
    assert feedparser.parse((copied / "feed.xml").read_bytes()).feed.title.startswith("Titre")


def test_nothing_is_left_where_the_disk_fails(made: tuple[Project, Path, Published], tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_text("no folder")
    with pytest.raises(RunError, match="cannot be written"):
        release(made[0], "1.0.0", target)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
