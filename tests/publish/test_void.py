"""Every number that VoID states is counted again in SPARQL, by the engine, from the quads of the build."""

from __future__ import annotations

import pytest
from catalogued import BASE_URL, VOID, made, read, settings
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF
from rdflib.term import Node

from cohorte_graph.dataset import Dataset
from cohorte_graph.iri import BASE, COH, GRAPH, ID
from cohorte_graph.store import OxigraphStore, Rows


@pytest.fixture(scope="module")
def void(dataset: Dataset) -> Graph:
    return read(made(dataset)["void.ttl"])


@pytest.fixture(scope="module")
def engine(dataset: Dataset) -> OxigraphStore:
    return dataset.engine


def rows(engine: OxigraphStore, text: str) -> list[tuple[str, ...]]:
    answer = engine.query(text)
    assert isinstance(answer, Rows)
    return [tuple(str(getattr(term, "value", term)) for term in row) for row in answer.rows]


def whole(void: Graph) -> URIRef:
    """The dataset that the description is about."""
    (found,) = void.objects(None, FOAF.primaryTopic)
    assert isinstance(found, URIRef)
    return found


def described(void: Graph) -> dict[str, URIRef]:
    """The nodes of what is counted: "" for the union, else the IRI of a named graph."""
    graphs = {str(node): node for node in void.subjects(VOID.triples) if str(node).startswith(GRAPH)}
    return {"": whole(void), **graphs}


def number(void: Graph, node: Node, name: str) -> int:
    value = void.value(node, VOID[name])
    assert isinstance(value, Literal)
    return int(value)


def within(graph: str, pattern: str) -> str:
    return f"GRAPH <{graph}> {{ {pattern} }}" if graph else pattern


COUNTS = {
    "triples": ("COUNT(*)", "?s ?p ?o"),
    "distinctSubjects": ("COUNT(DISTINCT ?s)", "?s ?p ?o"),
    "distinctObjects": ("COUNT(DISTINCT ?o)", "?s ?p ?o"),
    "properties": ("COUNT(DISTINCT ?p)", "?s ?p ?o"),
    "classes": ("COUNT(DISTINCT ?o)", "?s a ?o FILTER(isIRI(?o))"),
    "entities": ("COUNT(DISTINCT ?s)", f'?s ?p ?o FILTER(isIRI(?s) && STRSTARTS(STR(?s), "{BASE}"))'),
}


def test_every_graph_is_described_and_those_of_the_union_are_subsets(void: Graph, dataset: Dataset) -> None:
    assert set(described(void)) == {"", *dataset.graphs}
    subsets = {str(one) for one in void.objects(whole(void), VOID.subset)}
    linked = {str(one) for one in void.subjects(RDF.type, VOID.Linkset)}
    assert subsets - linked == set(dataset.graphs) - {GRAPH + "shapes"}
    assert linked < subsets
    assert set(void.objects(None, FOAF.topic)) == {URIRef(GRAPH + "shapes")}


@pytest.mark.parametrize("name", COUNTS)
def test_each_count_is_that_of_sparql(void: Graph, engine: OxigraphStore, name: str) -> None:
    counted, pattern = COUNTS[name]
    for graph, node in described(void).items():
        ((found,),) = rows(engine, f"SELECT ({counted} AS ?n) WHERE {{ {within(graph, pattern)} }}")
        off = int(found) - number(void, node, name)
        if name == "distinctObjects":  # the engine knows numbers by value, "1.0" and "1" are one to it
            assert off <= 0
            assert abs(off) <= 0.01 * int(found)
        else:
            assert off == 0, graph


def test_distinct_objects_are_those_of_the_text(void: Graph, dataset: Dataset) -> None:
    for graph, node in described(void).items():
        texts = {str(triple.object) for triple in dataset.triples(graph or None)}
        assert number(void, node, "distinctObjects") == len(texts), graph


def test_each_class_partition_is_that_of_sparql(void: Graph, engine: OxigraphStore) -> None:
    for graph, node in described(void).items():
        pattern = within(graph, "?s a ?c . ?s ?p ?o FILTER(isIRI(?c))")
        query = f"SELECT ?c (COUNT(DISTINCT ?s) AS ?n) (COUNT(*) AS ?t) WHERE {{ {pattern} }} GROUP BY ?c"
        expected = {(name, int(n), int(t)) for name, n, t in rows(engine, query)}
        parts = list(void.objects(node, VOID.classPartition))
        found = {
            (str(void.value(p, VOID["class"])), number(void, p, "entities"), number(void, p, "triples")) for p in parts
        }
        assert found == expected, graph
        assert len(parts) == len(expected)
    assert len(list(void.objects(whole(void), VOID.classPartition))) > 40


def test_each_property_partition_is_that_of_sparql(void: Graph, engine: OxigraphStore) -> None:
    for graph, node in described(void).items():
        query = (
            f"SELECT ?p (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {within(graph, '?s ?p ?o')} }} GROUP BY ?p"
        )
        expected = {(name, int(t), int(n)) for name, t, n in rows(engine, query)}
        parts = list(void.objects(node, VOID.propertyPartition))
        found = {
            (str(void.value(p, VOID.property)), number(void, p, "triples"), number(void, p, "distinctSubjects"))
            for p in parts
        }
        assert found == expected, graph
        assert len(parts) == len(expected) > 0


def test_partitions_have_a_name_each(void: Graph) -> None:
    """Two vocabularies that have the same word do not share a partition."""
    for kind in (VOID["class"], VOID.property):
        assert all(len(list(void.objects(part, kind))) == 1 for part in void.subjects(kind))


def test_linksets_are_the_links_that_leave_our_things(void: Graph, engine: OxigraphStore) -> None:
    query = f"""
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX owl: <http://www.w3.org/2002/07/owl#>
        SELECT ?p (COUNT(*) AS ?n) WHERE {{
            VALUES ?p {{ owl:sameAs rdfs:seeAlso skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch
                         skos:relatedMatch }}
            ?s ?p ?o FILTER(isIRI(?o) && !STRSTARTS(STR(?o), "{BASE}"))
            FILTER(STRSTARTS(STR(?s), "{ID}") || STRSTARTS(STR(?s), "{BASE}concept/"))
        }} GROUP BY ?p"""
    expected = {name: int(n) for name, n in rows(engine, query)}
    found: dict[str, int] = {}
    for linkset in void.subjects(RDF.type, VOID.Linkset):
        assert isinstance(linkset, URIRef)
        assert void.value(linkset, VOID.subjectsTarget) == whole(void)
        predicate = str(void.value(linkset, VOID.linkPredicate))
        found[predicate] = found.get(predicate, 0) + number(void, linkset, "triples")
    assert found == expected
    assert sum(found.values()) > 0
    spaces = {
        str(void.value(void.value(one, VOID.objectsTarget), VOID.uriSpace))
        for one in void.subjects(RDF.type, VOID.Linkset)
    }
    assert "https://sws.geonames.org/" in spaces


def test_examples_are_things_of_the_classes_that_matter(void: Graph, engine: OxigraphStore) -> None:
    kinds = set()
    for example in void.objects(whole(void), VOID.exampleResource):
        kinds |= {name.removeprefix(COH) for (name,) in rows(engine, f"SELECT ?c WHERE {{ <{example}> a ?c }}")}
    assert {"Cohort", "Territory", "Pilot", "Effect", "Limit", "Passage"} <= kinds
    assert str(void.value(whole(void), VOID.uriSpace)) == BASE


def test_vocabularies_are_the_namespaces_of_what_is_used(void: Graph, engine: OxigraphStore) -> None:
    used = {name for (name,) in rows(engine, "SELECT DISTINCT ?p WHERE { { ?s ?p ?o } UNION { ?s a ?p } }")}
    spaces = {str(one) for one in void.objects(whole(void), VOID.vocabulary)}
    assert {COH, "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/ns/oa#", "https://schema.org/"} <= spaces
    assert all(any(name.startswith(space) for space in spaces) for name in used if not name.startswith("_"))
    assert all(any(name.startswith(space) for name in used) for space in spaces)


def test_dumps_stand_at_the_graph_that_they_hold(void: Graph) -> None:
    found = {(str(node), str(url).removeprefix(BASE_URL)) for node, url in void.subject_objects(VOID.dataDump)}
    assert found == {
        (str(whole(void)), "graph/cohorte-graph.ttl.gz"),
        (GRAPH + "report/occitanie-2024-2025", "graph/report/occitanie-2024-2025.ttl"),
        (GRAPH + "concepts", "graph/concepts.ttl"),
    }


def test_the_wordless_variant_is_counted_by_itself(wordless: Dataset, void: Graph) -> None:
    found = read(made(wordless, settings())["void.ttl"])
    assert whole(found) != whole(void)
    triples = sum(1 for _ in wordless.triples())
    assert number(found, whole(found), "triples") == triples < number(void, whole(void), "triples")
    properties = {str(one) for one in found.objects(None, VOID.property)}
    assert COH + "text" not in properties
    assert COH + "exactSha256" in properties


def test_title_and_description_are_in_both_languages(void: Graph) -> None:
    assert {text.language for text in void.objects(whole(void), DCTERMS.title)} == {"fr", "en"}
