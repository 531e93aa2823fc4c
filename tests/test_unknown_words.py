"""A free query that asks for what the graph does not hold says so, at its line and column, and only then."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from click.testing import CliRunner

from cohorte_graph import open_graph
from cohorte_graph.cli import main
from cohorte_graph.query.unknown_words import unknown_words
from cohorte_graph.store import OxigraphStore

MISSPELT = {
    "SELECT ?x { ?x a coh:Efect }": [("query:1:18", "coh:Efect", "Did you mean Effect")],
    "SELECT ?x {\n ?x rdfs:lable ?l ; rdfs:lable ?m }": [("query:2:5", "rdfs:lable", "label")],
    "PREFIX c: <https://w3id.org/cohorte-graph/def#> ASK { ?x c:teritory ?y }": [("query:1:58", "c:teritory", "")],
    "ASK { <https://w3id.org/cohorte-graph/id/territory/gruisan> ?p ?o }": [("query:1:7", "gruisan", "gruissan?")],
    "ASK { GRAPH <https://w3id.org/cohorte-graph/graph/report/c9> { ?s ?p ?o } }": [("query:1:13", "c9", "")],
    "ASK { ?x coh:one ?y ; coh:two ?z }": [("query:1:10", "coh:one", ""), ("query:1:23", "coh:two", "")],
}


@pytest.mark.parametrize("text", MISSPELT)
def test_what_stands_nowhere_is_told_with_its_place_and_what_is_close(text: str, engine: OxigraphStore) -> None:
    notes = unknown_words(text, engine)
    assert len(notes) == len(MISSPELT[text])
    for note, (place, word, close) in zip(notes, MISSPELT[text], strict=True):
        assert str(note.place) == place
        assert word in note.message
        assert close in note.hint


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x { ?x a coh:Effect ; coh:number 1 }",
        "# coh:nothing\nSELECT ?x { ?x rdfs:label 'coh:nothing <http://e/nothing>' }",
        'SELECT ?x { ?x coh:number ?n FILTER (xsd:decimal(?n) > "1"^^xsd:integer) }',
        'ASK { ?x coh:number "1"^^<http://www.w3.org/2001/XMLSchema#integer> }',
        "PREFIX new: <http://example.org/> CONSTRUCT { ?x new:name ?l } WHERE { ?x rdfs:label ?l }",
        "BASE <https://w3id.org/cohorte-graph/id/> ASK { <territory/gruissan> ?p ?o }",
        "ASK { GRAPH <https://w3id.org/cohorte-graph/graph/report/c1> { ?s ?p ?o } }",
    ],
)
def test_nothing_is_told_of_what_stands_there_or_need_not(text: str, engine: OxigraphStore) -> None:
    assert unknown_words(text, engine) == []


def test_the_command_tells_it_beside_the_answer(small_project: Path) -> None:
    call = ["--project", str(small_project), "sparql", "SELECT ?x { ?x a coh:Efect }", "--format", "csv"]
    told = CliRunner().invoke(main, ["--lang", "en", *call])
    assert (told.exit_code, told.stdout) == (0, "x,xLabel\n")
    assert told.stderr.startswith("query:1:18: 'coh:Efect' stands nowhere in the graph.\nDid you mean Effect")
    assert "« coh:Efect » ne figure nulle part" in CliRunner().invoke(main, call).stderr


def test_python_finds_it_in_the_log(small_project: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "cohorte_graph"):
        assert not open_graph(small_project).sparql("ASK { ?x a coh:Efect }")
    assert "'coh:Efect' stands nowhere in the graph" in caplog.text
