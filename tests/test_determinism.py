"""The same inputs give the same bytes, whoever builds, wherever and whenever; and the union counts once."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from cohorte_graph.build import BuildReport
from cohorte_graph.generation import GRAPH_FILE, current
from cohorte_graph.graph import GraphSet
from cohorte_graph.graph.assembly import SHAPES
from cohorte_graph.iri import graph_iri
from cohorte_graph.project import Project
from cohorte_graph.store import OxigraphStore, Rows
from report_fixtures import MINI, ROOT

BUILD = "import sys; from cohorte_graph.cli import main; main(sys.argv[1:])"
ONLY_GRAPH = (
    "import sys, pathlib, cohorte_graph.build as b; from cohorte_graph.project import Project;"
    " b.validate = lambda data, shapes: [];"
    " b.build(Project(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))"
)


def start(code: str, *args: str, cwd: Path, **environment: str) -> subprocess.Popen[str]:
    """A build in a process and a world of its own."""
    inherited = {k: v for k, v in os.environ.items() if k not in ("PYTHONHASHSEED", "LC_ALL", "LANG", "TZ")}
    return subprocess.Popen(
        [sys.executable, "-c", code, *args],
        cwd=cwd,
        env={**inherited, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(*processes: subprocess.Popen[str]) -> None:
    for process in processes:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said


def copied(target: Path, touched: int) -> Path:
    """The invented project elsewhere, its files written in another order and dated otherwise."""
    files = sorted(path for path in MINI.rglob("*") if path.is_file())
    for number, path in enumerate(reversed(files)):
        copy = target / path.relative_to(MINI)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (touched + number, touched + number))
    return target


@pytest.fixture(scope="module")
def two_builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The generations of two builds of the invented project by two processes that have little in common."""
    roots = [
        copied(tmp_path_factory.mktemp("one") / "mini", 1_000_000_000),
        copied(tmp_path_factory.mktemp("two") / "a folder with spaces, é" / "mini", 1_700_000_000),
    ]
    finish(
        start(
            BUILD,
            "--project",
            str(roots[0]),
            "build",
            "--no-reasoner",
            cwd=ROOT,
            PYTHONHASHSEED="1",
            LC_ALL="C",
            TZ="UTC",
        ),
        start(
            BUILD,
            "build",
            "--no-reasoner",
            cwd=roots[1] / "data" / "curation",
            PYTHONHASHSEED="4242",
            LC_ALL="C.UTF-8",
            TZ="Pacific/Auckland",
            COHORTE_LANG="en",
        ),
    )
    one, two = (current(Project.at(root)) for root in roots)
    return one, two


@pytest.mark.parametrize("name", [GRAPH_FILE, "results.json"])
def test_two_builds_write_the_same_bytes(two_builds: tuple[Path, Path], name: str) -> None:
    one, two = two_builds
    assert (one / name).read_bytes() == (two / name).read_bytes()
    assert one.name == two.name, "a generation is named by its bytes"


def test_manifests_differ_in_the_time_and_the_store_alone(two_builds: tuple[Path, Path]) -> None:
    """The engine's files hold times of their own; the texts are the truth."""
    one, two = (json.loads((folder / "manifest.json").read_text("utf-8")) for folder in two_builds)
    for manifest in (one, two):
        for changing in ("built", "store", "seal"):
            manifest.pop(changing)
    assert one == two
    for folder, manifest in zip(two_builds, (one, two), strict=True):
        for name, known in manifest["files"].items():
            data = (folder / name).read_bytes()
            assert known == {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def test_nothing_tells_where_it_was_built(two_builds: tuple[Path, Path]) -> None:
    for folder in two_builds:
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert len(files) > 10
        for path in files:
            data = path.read_bytes()
            assert str(folder.parents[2]).encode() not in data
            assert b"/tmp" not in data
            assert path.parent != folder or b"file:" not in data.replace(b"cohorte-graph/file/", b"")


def test_the_real_graph_has_the_same_bytes_in_another_process(
    built: tuple[Project, BuildReport], tmp_path: Path
) -> None:
    """Without pyshacl, which writes nothing into the graph."""
    build = tmp_path / "build"
    finish(start(ONLY_GRAPH, str(ROOT), str(build), cwd=tmp_path, PYTHONHASHSEED="77", LC_ALL="C", TZ="Asia/Tokyo"))
    other = Project(ROOT, build)
    mine = (current(built[0]) / GRAPH_FILE).read_bytes()
    assert mine == (current(other) / GRAPH_FILE).read_bytes()


def test_violations_are_the_same_each_time(tmp_path: Path) -> None:
    """Results that stop a build are shown, not stored: they too must read the same twice."""
    root = copied(tmp_path / "mini", 1)
    territories = root / "data" / "gazetteers" / "territories.ttl"
    member = (
        '<id/territory/zut> a coh:Commune ; rdfs:label "Zut" ; coh:memberOf <id/cohort/armoree-2025-2026> ;\n'
        '  insee:codeINSEE "99199" ; coh:siren "219901998" ; coh:department <id/department/rivelaine> ;\n'
        "  coh:region <id/region/armoree> .\n"
    )
    territories.write_text(territories.read_text("utf-8") + member, "utf-8")
    roots = [root, tmp_path / "again"]
    shutil.copytree(root, roots[1])
    calls = [
        start(BUILD, "--lang", "en", "--project", str(one), "build", "--no-reasoner", cwd=tmp_path, PYTHONHASHSEED=seed)
        for one, seed in zip(roots, ("1", "4242"), strict=True)
    ]
    said = [call.communicate(timeout=120)[1].replace(str(one), "") for one, call in zip(roots, calls, strict=True)]
    assert "territory/zut" in said[0]
    assert said[0] == said[1]


# -- the form of the file


@pytest.fixture(scope="module")
def lines(built: tuple[Project, BuildReport]) -> list[bytes]:
    data = (current(built[0]) / GRAPH_FILE).read_bytes()
    assert data.endswith(b" .\n")
    return data.splitlines()


def test_lines_are_sorted_and_each_stands_once(lines: list[bytes]) -> None:
    assert lines == sorted(lines)
    assert len(lines) == len(set(lines))


def test_no_blank_node_in_data(lines: list[bytes]) -> None:
    """Neither in the graphs of data nor in the union; shapes and ontology may write anonymous lists."""
    for line in lines:
        if re.search(rb"(?:^| )_:", line):
            assert re.search(rb"/graph/(?:shapes|ontology)> \.$", line) or not line.startswith(
                b"<https://w3id.org/cohorte-graph/id/"
            ), line


def test_blank_nodes_have_names_that_do_not_change(two_builds: tuple[Path, Path]) -> None:
    """Where the ontology and the shapes write anonymous lists, both builds name them alike."""
    found = [sorted(set(re.findall(rb"_:\w+", (folder / GRAPH_FILE).read_bytes()))) for folder in two_builds]
    assert found[0] == found[1]


# -- the union


def test_the_default_graph_is_the_set_union_of_all_but_the_shapes(lines: list[bytes]) -> None:
    """Read from the text, without the engine."""
    named: dict[bytes, set[bytes]] = {}
    default: list[bytes] = []
    pattern = re.compile(rb"^(.*) (<https://w3id\.org/cohorte-graph/graph/[^>]+>) \.$")
    for line in lines:
        found = pattern.match(line)
        if found:
            named.setdefault(found[2], set()).add(found[1])
        else:
            default.append(line.removesuffix(b" ."))
    kinds = {name.split(b"/graph/")[1].split(b"/")[0].rstrip(b">") for name in named}
    expected = "report curation reference inferred ontology concepts shapes provenance"
    assert kinds == set(expected.encode().split())
    shapes = f"<{SHAPES}>".encode()
    union = set().union(*(triples for name, triples in named.items() if name != shapes))
    assert len(default) == len(set(default))
    assert set(default) == union
    assert named[shapes] - union, "the shapes stay outside"


def test_a_triple_planted_in_two_graphs_is_one_row() -> None:
    """Oxigraph's own union, and several FROM, would count it twice."""
    triple = ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal("o"))
    hidden = ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal("of a shape"))
    graphs = GraphSet()
    for name in ("report/c", "curation/c", "reference"):
        graphs.add(graph_iri(*name.split("/")), [triple, triple])
    graphs.add(SHAPES, [triple, hidden])
    engine = OxigraphStore()
    engine.extend(graphs.quads())
    answer = engine.query("SELECT ?o WHERE { ?s <a:p> ?o }")
    assert isinstance(answer, Rows)
    assert [str(row[0]) for row in answer.rows] == ['"o"']
    counted = engine.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert isinstance(counted, Rows)
    assert getattr(counted.rows[0][0], "value", None) == "1"
    in_graphs = engine.query("SELECT ?g WHERE { GRAPH ?g { ?s <a:p> 'o' } }")
    assert isinstance(in_graphs, Rows)
    assert len(in_graphs.rows) == 4


def test_a_source_date_stands_in_the_graph_where_it_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """https://reproducible-builds.org/specs/source-date-epoch/"""
    root = copied(tmp_path / "mini", 1)
    build = tmp_path / "dated"
    finish(start(ONLY_GRAPH, str(root), str(build), cwd=tmp_path, SOURCE_DATE_EPOCH="86400", TZ="America/Lima"))
    text = (current(Project(root, build)) / GRAPH_FILE).read_text("utf-8")
    assert set(re.findall(r"generatedAtTime> \"([^\"]+)\"", text)) == {"1970-01-02T00:00:00Z"}
