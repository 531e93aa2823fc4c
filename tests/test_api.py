"""The graph from Python: typed rows, data frames, rdflib, notebook display."""

from __future__ import annotations

import datetime
import subprocess
import sys
from decimal import Decimal

import pytest

import cohorte_graph
from cohorte_graph.api import Graph, Rows, Triples
from cohorte_graph.errors import CallError, InputError
from cohorte_graph.query import Questions
from cohorte_graph.store import OxigraphStore
from report_fixtures import ROOT


@pytest.fixture(scope="module")
def opened(graph: OxigraphStore) -> Graph:
    return Graph(Questions(lambda: graph, ROOT / "queries"))


def test_rows_have_python_values(opened: Graph) -> None:
    rows = opened.ask("effects-of-territory", territory="gruissan")
    assert isinstance(rows, Rows)
    assert [row["number"] for row in rows] == [1, 2, 3, 4]
    assert rows.column("pages") == ["36-37"] * 4
    assert rows[0]["effect"].endswith("/id/effect/occitanie-2024-2025/gruissan/1")
    assert rows[1:3] == [rows[1], rows[2]]
    assert rows.heads["quote"] == "Citation"


def test_every_type_of_value(opened: Graph) -> None:
    rows = opened.sparql(
        'SELECT (1 AS ?i) (1.5 AS ?d) (true AS ?b) ("2024-05-07"^^xsd:date AS ?day)'
        ' ("2024-05"^^xsd:gYearMonth AS ?month)'
        " (1e0 AS ?f) (<http://a.example/> AS ?iri) ?none {}"
    )
    assert isinstance(rows, Rows)
    assert rows[0] == {
        "i": 1,
        "d": Decimal("1.5"),
        "b": True,
        "day": datetime.date(2024, 5, 7),
        "month": "2024-05",
        "f": 1.0,
        "iri": "http://a.example/",
        "iriLabel": rows[0]["iriLabel"],
        "none": None,
    }


def test_ask_and_construct(opened: Graph) -> None:
    assert opened.sparql("ASK { ?s a coh:Effect }") is True
    assert opened.sparql("ASK { ?s a coh:Nothing }") is False
    profile = opened.ask("profile-of-territory", territory="canohes")
    assert isinstance(profile, Triples)
    assert len(profile) == len(list(profile)) == len(profile.to_rdflib())


def test_data_frame(opened: Graph) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    rows = opened.ask("effects-and-limits-by-territory")
    assert isinstance(rows, Rows)
    frame = rows.to_pandas()
    assert list(frame.columns) == rows.columns
    assert frame["effects"].sum() == frame["limits"].sum() == 32
    assert pandas.api.types.is_integer_dtype(frame["effects"])


def test_rdflib_has_the_union_once(opened: Graph, graph: OxigraphStore) -> None:
    assert len(opened.to_rdflib()) == len(set(graph.quads()))


def test_a_notebook_shows_heads_and_labels_and_escapes(opened: Graph) -> None:
    rows = opened.ask("territories", lang="en")
    assert isinstance(rows, Rows)
    page = rows._repr_html_()
    assert "<th>Territory</th>" in page
    assert "<td>Canohès</td>" in page
    assert "w3id.org" not in page
    planted = opened.sparql('SELECT ("<script>" AS ?x) {}')
    assert isinstance(planted, Rows)
    assert "<script>" not in planted._repr_html_()


def test_queries_are_found_by_words(opened: Graph) -> None:
    assert "effects-of-territory" in opened.queries("effets territoire").column("name")
    assert len(opened.queries()) == len(list((ROOT / "queries").glob("*.rq")))


def test_wrong_calls(opened: Graph, tmp_path: object) -> None:
    with pytest.raises(CallError, match="territoires"):
        opened.ask("territoires")
    with pytest.raises(CallError, match="column"):
        opened.queries().column("nothing")
    with pytest.raises(InputError):
        cohorte_graph.open_graph(str(tmp_path))


def test_importing_the_package_is_light() -> None:
    code = (
        "import sys, cohorte_graph; from cohorte_graph import open_graph;"
        "print([m for m in ('rdflib', 'pandas', 'pyshacl', 'owlready2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
