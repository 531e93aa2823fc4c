"""``cohorte export``: what is asked for by name goes to standard output, a file or a folder, whole or not at all."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from rdf_reading import by_oxigraph, canonical

from cohorte_graph.cli import main
from cohorte_graph.generation import GRAPH_FILE, current
from cohorte_graph.iri import ID
from cohorte_graph.project import Project

COMMAND = "import sys; from cohorte_graph.cli import main; main(sys.argv[1:])"


def export(project: Path, *args: str | Path, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ["--lang", lang, "--project", str(project), "export", *map(str, args)])


def read(content: bytes, format: ox.RdfFormat) -> set[ox.Quad]:
    return set(ox.parse(content, format=format))


@pytest.fixture(scope="module")
def mini(built_mini: Path) -> Path:
    return built_mini


@pytest.fixture(scope="module")
def quads(mini: Path) -> set[ox.Quad]:
    return read((current(Project.at(mini)) / GRAPH_FILE).read_bytes(), ox.RdfFormat.N_QUADS)


@pytest.fixture(scope="module")
def cohort(quads: set[ox.Quad]) -> str:
    """The slug of the cohort."""
    begin = f"{ID}cohort/"
    return min(str(q.subject.value) for q in quads if str(q.subject).startswith("<" + begin)).removeprefix(begin)


@pytest.fixture(scope="module")
def territory(quads: set[ox.Quad]) -> str:
    begin = f"{ID}territory/"
    return min(str(q.subject.value) for q in quads if str(q.subject).startswith("<" + begin)).removeprefix(begin)


# -- what, and in which format


def test_nothing_asked_for_is_the_union_as_turtle(mini: Path, quads: set[ox.Quad]) -> None:
    said = export(mini)
    assert said.exit_code == 0
    assert by_oxigraph(said.stdout_bytes, "ttl") == canonical(q for q in quads if q.graph_name == ox.DefaultGraph())


def test_a_misspelt_resource_is_met_with_those_that_are_close(mini: Path, territory: str) -> None:
    said = export(mini, f"territory/{territory[:-1]}")
    assert said.exit_code == 2
    assert f"territory/{territory}" in said.stderr


@pytest.mark.parametrize("what", ["ontology", "graph/ontology", "https://w3id.org/cohorte-graph/graph/ontology"])
def test_a_graph_is_named_in_short_or_in_full(mini: Path, quads: set[ox.Quad], what: str) -> None:
    said = export(mini, what, "--format", "nq")
    name = ox.NamedNode("https://w3id.org/cohorte-graph/graph/ontology")
    assert read(said.stdout_bytes, ox.RdfFormat.N_QUADS) == {q for q in quads if q.graph_name == name}


def test_the_graph_of_a_report_is_named_by_its_cohort(mini: Path, cohort: str) -> None:
    said = export(mini, f"report/{cohort}", "--format", "nt")
    assert said.exit_code == 0
    assert said.stdout.count("\n") > 500


@pytest.mark.parametrize(
    ("name", "opening"),
    [
        ("all.ttl", b"@base <"),
        ("all.turtle", b"@base <"),
        ("all.jsonld", b'{\n  "@context": {'),
        ("all.rdf", b"<?xml"),
        ("all.XML", b"<?xml"),
        ("all.trig", b"@base <"),
        ("all", b"@base <"),
        ("all-1.0", b"@base <"),
    ],
)
def test_the_ending_of_the_file_chooses_the_format(mini: Path, tmp_path: Path, name: str, opening: bytes) -> None:
    said = export(mini, "-o", tmp_path / name)
    assert (said.exit_code, said.output) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(opening)


def test_gz_compresses_and_says_nothing_of_when(mini: Path, tmp_path: Path) -> None:
    for name in ("a.nq.gz", "b.nq.GZ"):
        assert export(mini, "-o", tmp_path / name).exit_code == 0
    packed = (tmp_path / "a.nq.gz").read_bytes()
    assert packed == (tmp_path / "b.nq.GZ").read_bytes()
    assert gzip.decompress(packed) == (current(Project.at(mini)) / GRAPH_FILE).read_bytes()


def test_a_format_asked_for_wins_over_the_ending(mini: Path, tmp_path: Path) -> None:
    for name in ("o.ttl", "o.pdf"):
        assert export(mini, "ontology", "--format", "nt", "-o", tmp_path / name).exit_code == 0
        assert not (tmp_path / name).read_text("utf-8").startswith("@")


def test_a_resource_by_path_slug_or_iri_is_the_same(mini: Path, territory: str) -> None:
    ways = [f"territory/{territory}", f"{ID}territory/{territory}", territory]
    said = [export(mini, way, "--format", "ttl") for way in ways]
    assert {one.exit_code for one in said} == {0}
    assert len({one.stdout for one in said}) == 1
    assert f"<id/territory/{territory}>\n    a " in said[0].stdout


def test_a_class_is_asked_for_by_the_kind_in_iris(mini: Path, quads: set[ox.Quad]) -> None:
    said = export(mini, "territory", "--format", "nt")
    subjects = {str(quad.subject) for quad in read(said.stdout_bytes, ox.RdfFormat.N_TRIPLES)}
    assert subjects == {str(q.subject) for q in quads if str(q.subject).startswith(f"<{ID}territory/")}
    assert subjects


def test_without_text_the_words_are_gone(mini: Path) -> None:
    exact = "http://www.w3.org/ns/oa#exact"
    assert exact in export(mini, "--format", "nt").stdout
    said = export(mini, "--format", "nt", "--without-text")
    assert said.exit_code == 0
    assert f"> <{exact}> " not in said.stdout
    assert "exactSha256" in said.stdout


# -- what a file cannot say itself


@pytest.mark.parametrize(
    ("what", "format"),
    [("union", "nq"), ("report/COHORT", "nt"), ("effect", "csv"), ("effect", "nq"), ("territory/TERRITORY", "nt")],
)
def test_whose_the_words_are_is_told_beside_what_has_no_place_for_it(
    mini: Path, cohort: str, territory: str, tmp_path: Path, what: str, format: str
) -> None:
    name = what.replace("COHORT", cohort).replace("TERRITORY", territory)
    english, french = (export(mini, name, "--format", format, lang=lang) for lang in ("en", "fr"))
    assert "Manufacture des passages" in english.stderr
    assert english.stderr.startswith("This format says nothing of rights. ")
    assert french.stderr.startswith("Ce format ne dit rien des droits. ")
    assert english.stderr.count("\n") == french.stderr.count("\n") == 1
    to_file = export(mini, name, "--format", format, "-o", tmp_path / f"a.{format}.gz")
    assert to_file.stderr == english.stderr
    assert gzip.decompress((tmp_path / f"a.{format}.gz").read_bytes()) == english.stdout_bytes


@pytest.mark.parametrize(
    "args",
    [["--format", "nt", "--without-text"], ["ontology", "--format", "nt"], ["effect", "--format", "ttl"], ["void"]],
)
def test_nothing_is_told_where_there_are_no_words_or_the_file_says_it(mini: Path, args: list[str]) -> None:
    assert "Manufacture des passages" not in export(mini, *args).stderr


@pytest.mark.parametrize(("what", "begin"), [("catalogue", "dcat:Catalog"), ("void", "void:Dataset")])
def test_a_catalogue_alone_says_that_it_describes_no_file(mini: Path, what: str, begin: str) -> None:
    said = export(mini, what)
    assert (said.exit_code, begin in said.stdout) == (0, True)
    assert "No file is described in it" in said.stderr
    assert "Aucun fichier n'y est décrit" in export(mini, what, lang="fr").stderr


def test_a_catalogue_alone_says_where_it_is_served_and_of_no_addresses(mini: Path) -> None:
    bare, placed = export(mini, "catalogue"), export(mini, "catalogue", "--base-url", "https://example.org/data/")
    assert ".invalid" not in bare.stdout
    assert "No file is described here." in bare.stdout
    assert "<https://example.org/data/>" not in bare.stdout
    assert "dcat:landingPage <https://example.org/data/>" in placed.stdout
    assert export(mini, "catalogue", "--base-url", "data.example.org").exit_code == 2


# -- a wrong call


@pytest.mark.parametrize(
    ("args", "message", "hint"),
    [
        (["ontolgy"], "Nothing is called 'ontolgy'.", "Did you mean ontology"),
        (["teritory"], "Nothing is called 'teritory'.", "territory"),
        (["report/nowhere"], "'report/nowhere' is no graph of this build.", "report/"),
        (["https://w3id.org/cohorte-graph/graph/x"], "is no graph of this build.", "Graphs: union"),
        (["https://example.org/x"], "Nothing is called 'https://example.org/x'.", "WHAT is a graph"),
        (["ontology", "--format", "tutle"], "'ontology' does not come as 'tutle'.", "Formats that fit: ttl"),
        (["ontology", "--format", "csv"], "'ontology' does not come as 'csv'.", "Formats that fit: ttl"),
        (["-o", "all.csv"], "'union' does not come as 'csv'.", "Formats that fit: ttl"),
        (["-o", "all.pdf"], "'all.pdf' has an ending that names no format.", ".ttl, .trig, .nt"),
        (["effect", "-o", "effects.ods.gz"], "'effects.ods.gz' has an ending that names no format.", ".csv, .xlsx"),
        (["tables", "-o", "tables.docx"], "'tables.docx' has an ending that names no format.", "--format FORMAT"),
        (["ontology", "--base-url", "nonsense"], "--base-url says nothing of this", "catalogue, --for"),
        (["void", "--base-url", "https://example.org/"], "--base-url says nothing of this", "catalogue, --for"),
        (["--base-url", "https://example.org/"], "--base-url says nothing of this", "catalogue, --for"),
        (["ontology", "--for", "toten"], "--for PARTNER says all", "Leave WHAT"),
    ],
)
def test_a_wrong_call_is_told_with_what_is_close(
    mini: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], message: str, hint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = export(mini, *args)
    assert said.exit_code == 2
    assert said.stdout == ""
    assert message in said.stderr
    assert hint in said.stderr
    french = export(mini, *args, lang="fr")
    assert french.stderr.splitlines()[0].startswith("Erreur : ")
    assert message not in french.stderr
    assert list(tmp_path.iterdir()) == []


# -- what a disk or a build may do


def ran(*args: str | Path, before: str = "", **options: object) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, after some code."""
    call = [sys.executable, "-c", f"{before}\n{COMMAND}", "--lang", "en", *map(str, args)]
    return subprocess.run(call, capture_output=True, check=False, timeout=60, **options)  # type: ignore[call-overload,no-any-return]


def test_a_reader_that_has_seen_enough_is_no_mistake(mini: Path) -> None:
    call = f'"{sys.executable}" -c "{COMMAND}" --project "{mini}" export --format ttl | head -n 2'
    done = subprocess.run(call, shell=True, capture_output=True, check=True, timeout=60)
    assert (done.stdout.count(b"\n"), done.stderr) == (2, b"")


def test_a_file_that_may_not_grow_leaves_the_old_one(mini: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.ttl"
    target.write_text("the old one", "utf-8")
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))"
    done = ran("--project", mini, "export", "-o", target, before=limit)
    assert done.returncode == 3
    assert done.stderr.decode().startswith(f"{target}: cannot be written: ")
    assert target.read_text("utf-8") == "the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["all.ttl"]


@pytest.mark.parametrize("lxml", ["True", "False"], ids=["lxml", "no lxml"])
def test_a_workbook_whose_sheets_find_no_room_is_told(mini: Path, tmp_path: Path, lxml: str) -> None:
    """openpyxl keeps them in temporary files; with lxml and without, it says so in other words."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"
    environment = {**os.environ, "TMPDIR": str(tmp_path), "OPENPYXL_LXML": lxml}
    done = ran("--project", mini, "export", "tables", "-o", tmp_path / "a.xlsx", before=limit, env=environment)
    assert done.returncode == 3
    assert done.stderr.decode() == f"{tmp_path}: cannot be written: File too large\n"
    assert list(tmp_path.iterdir()) == []


def test_a_full_device_is_told(mini: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    done = ran("--project", mini, "export", "-o", "/dev/full")
    assert done.returncode == 3
    assert b"/dev/full: cannot be written: No space left on device" in done.stderr
    with Path("/dev/full").open("wb") as full:
        call = [sys.executable, "-c", COMMAND, "--lang", "en", "--project", str(mini), "export"]
        told = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert told.returncode == 3
    assert told.stderr.startswith(b"standard output: cannot be written: No space left on device")


def test_a_folder_as_target_is_refused(mini: Path, tmp_path: Path) -> None:
    said = export(mini, "-o", tmp_path)
    assert said.exit_code == 3
    assert f"{tmp_path}: cannot be written: Is a directory" in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(mini: Path, tmp_path: Path) -> None:
    said = export(mini, "-o", tmp_path / "nowhere" / "all.ttl")
    assert said.exit_code == 3
    assert "cannot be written: No such file or directory" in said.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(mini: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    said = export(mini, "-o", tmp_path / "all.ttl")
    assert (said.exit_code, "Permission denied" in said.stderr) == (3, True)


def test_nothing_built_yet_is_told(mini_project: Project) -> None:
    said = export(mini_project.root)
    assert said.exit_code == 3
    assert "nothing was built yet." in said.stderr
    assert "Run: cohorte build" in said.stderr


@pytest.mark.parametrize("damage", ["a byte", "a line", "gone"])
def test_a_damaged_build_is_never_exported(mini: Path, tmp_path: Path, damage: str) -> None:
    root = tmp_path / "mini"
    shutil.copytree(mini, root)
    path = current(Project.at(root)) / GRAPH_FILE
    content = bytearray(path.read_bytes())
    if damage == "a byte":
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    elif damage == "a line":
        path.write_bytes(b"".join(bytes(content).splitlines(keepends=True)[:-1]))
    else:
        path.unlink()
    target = tmp_path / "all.ttl"
    said = export(root, "-o", target)
    assert said.exit_code == 3
    assert said.stderr.startswith(f"{path}: the built graph is damaged.")
    assert "Run: cohorte build" in said.stderr
    assert not target.exists()


def test_a_damaged_store_is_never_exported(mini: Path, tmp_path: Path) -> None:
    """The text alone would do, but a build with any file damaged is not published."""
    root = tmp_path / "mini"
    shutil.copytree(mini, root)
    path = next((current(Project.at(root)) / "store").glob("*.sst"))
    path.write_bytes(path.read_bytes()[:-1])
    said = export(root)
    assert (said.exit_code, said.stdout) == (3, "")
    assert "damaged" in said.stderr


def test_what_a_format_cannot_hold_leaves_no_file(mini: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cohorte_graph.dumps.rdf_xml.LOCAL", re.compile(r"(?!)"))
    said = export(mini, "-o", tmp_path / "all.rdf")
    assert said.exit_code == 3
    assert "cannot be the name of an XML element" in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_folders_are_new_and_whole(mini: Path, tmp_path: Path) -> None:
    target = tmp_path / "tables"
    assert export(mini, "tables", "-o", target).stdout.startswith(f"{target}: ")
    names = {path.name for path in target.iterdir()}
    assert {"territory.csv", "csv-metadata.json"} <= names
    again = export(mini, "tables", "-o", target)
    assert again.exit_code == 3
    assert again.stderr.startswith(f"{target}: stands there already.")
    assert {path.name for path in target.iterdir()} == names
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))"
    done = ran("--project", mini, "export", "tables", "-o", tmp_path / "other", before=limit)
    assert done.returncode == 3
    assert b"cannot be written: File too large" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


# -- the catalogue, tables, documents, bundles: that they are reached


@pytest.mark.parametrize("args", [["tables"], ["tables", "-o", "-"], ["tables", "--format", "csv"]])
def test_several_files_ask_for_a_folder(mini: Path, args: list[str]) -> None:
    said = export(mini, *args)
    assert (said.exit_code, said.stdout) == (2, "")
    assert "Name a folder: -o DIR" in said.stderr


def test_a_class_is_a_table_by_default(mini: Path, territory: str) -> None:
    rows = list(csv.DictReader(io.StringIO(export(mini, "territory").stdout)))
    assert f"{ID}territory/{territory}" in {row["iri"] for row in rows}


def test_an_unknown_partner_is_told_the_close_ones(mini: Path, tmp_path: Path) -> None:
    said = export(mini, "--for", "datagov", "-o", tmp_path / "folder")
    assert said.exit_code == 2
    assert "There is no partner 'datagov'.\nDid you mean datagouv" in said.stderr
    assert not (tmp_path / "folder").exists()


def test_a_partner_gets_a_folder(mini: Path, tmp_path: Path) -> None:
    target = tmp_path / "ckan"
    said = export(mini, "--for", "ckan", "-o", target)
    assert said.exit_code == 0, said.stderr
    assert said.stdout.startswith(f"{target}: ")
    assert any(target.rglob("README*"))


def test_a_resource_is_a_document_by_default(mini: Path, territory: str) -> None:
    said = export(mini, f"territory/{territory}")
    assert said.exit_code == 0
    assert territory in json.dumps(json.loads(said.stdout))


def test_the_help_shows_calls_that_work(mini: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example of the help is run, those of the real report's names aside."""
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, ["export", "--help"]).output
    calls = [
        line.split("  ")[1].removeprefix("cohorte export").split()
        for line in told.splitlines()
        if "  cohorte export" in line
    ]
    assert len(calls) > 5
    for call in calls:
        if not any("/" in word for word in call):
            said = export(mini, *call)
            assert said.exit_code == 0, said.stderr
    assert len(openpyxl.load_workbook("report.xlsx").sheetnames) > 10


def test_the_help_names_every_partner() -> None:
    from cohorte_graph.bundles import PARTNERS
    from cohorte_graph.cli.export import PARTNERS as TOLD

    assert tuple(TOLD.split(", ")) == PARTNERS
