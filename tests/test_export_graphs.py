"""Graphs in every RDF format say the same triples, always in the same bytes."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare

from cohorte_graph.export import write
from cohorte_graph.export.resource import write_resource
from cohorte_graph.iri import ID
from cohorte_graph.query import Questions, Statements
from cohorte_graph.query.resource import Resource, describe

READERS = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld", "rdf": "xml"}


@pytest.fixture
def statements(questions: Questions) -> Statements:
    answer = questions.sparql("CONSTRUCT { ?s ?p ?o . [] coh:of ?s } WHERE { ?s a coh:Effect ; ?p ?o }")
    assert isinstance(answer, Statements)
    return answer


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser uses it
@pytest.mark.parametrize("format", READERS)
def test_rdflib_reads_back_the_same_graph(statements: Statements, format: str) -> None:
    expected = rdflib.Graph().parse(data="".join(f"{t} .\n" for t in statements.triples), format="nt")
    if format in ("nq", "trig"):
        kind = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}[format]
        lines = "".join(f"{quad.triple} .\n" for quad in ox.parse(write(statements, format), format=kind))
        read = rdflib.Graph().parse(data=lines, format="nt")
    else:
        read = rdflib.Graph().parse(data=write(statements, format), format=READERS[format])
    assert rdflib.compare.isomorphic(read, expected)


@pytest.mark.parametrize("format", READERS)
def test_order_and_names_of_blank_nodes_do_not_matter(questions: Questions, format: str) -> None:
    query = "CONSTRUCT { [] coh:of ?s } WHERE { ?s a coh:Effect }"
    first, second = questions.sparql(query), questions.sparql(query)
    assert isinstance(second, Statements)
    assert first != second
    assert write(first, format) == write(Statements(second.triples[::-1]), format)


def test_turtle_has_the_prefixes_it_uses_and_the_class_first(questions: Questions) -> None:
    text = write(questions.ask("about", {"subject": "effect/c1/gruissan/1"}), "ttl").decode()
    assert "@prefix coh:" in text
    assert "@prefix skos:" not in text
    assert "> a coh:Effect" in text


@pytest.mark.parametrize("format", READERS)
def test_an_empty_graph_is_written(format: str) -> None:
    assert isinstance(write(Statements([]), format), bytes)


# -- one resource


@pytest.fixture
def resource(questions: Questions) -> Resource:
    return describe(f"{ID}effect/c1/gruissan/1", questions.engine, questions.labels, "fr")


def test_a_resource_has_origins_passages_and_links(resource: Resource, questions: Questions) -> None:
    assert (resource.label, resource.classes) == ("Effet 1", ("effet",))
    origins = {fact.property.rpartition("#")[2]: fact.origins for fact in resource.facts}
    assert origins["effectType"] == ("curation", "report")
    assert origins["text"] == ("report",)
    (quote,) = resource.quotes
    assert (quote.exact, quote.pages, quote.source, quote.start) == (
        "Un « effet »",
        "36-37",
        "source/s",
        "10",
    )
    territory = describe(f"{ID}territory/gruissan", questions.engine, questions.labels, "fr")
    assert len(territory.links) == 3


def test_a_resource_as_a_page(resource: Resource) -> None:
    page = write_resource(resource, "table", "fr").decode()
    assert page.startswith("Effet 1 (effet)\n<https://w3id.org/")
    assert "numéro: 1 (report)" in page
    assert "« Un « effet » » (p. 36-37, s:10-22)" in page
    assert write_resource(resource, "md", "fr").startswith(b"# Effet 1 (effet)\n")


def test_a_resource_as_json_and_turtle(resource: Resource) -> None:
    content = json.loads(write_resource(resource, "json", "en"))
    assert content["name"] == "effect/c1/gruissan/1"
    assert content["passages"][0]["start"] == 10
    graph = rdflib.Graph().parse(data=write_resource(resource, "ttl", "fr"), format="turtle")
    assert len(graph) == len(resource.facts)
