"""The real report in every RDF format: read back the same by other parsers, fit for people and for diffs."""

from __future__ import annotations

import difflib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdf_reading import OXIGRAPH, by_oxigraph, by_pyld, by_rdflib, canonical

from cohorte_graph.dataset import Dataset, Part, rights
from cohorte_graph.dumps import FORMATS, class_part, graph_part, parts, resource_part
from cohorte_graph.errors import CallError
from cohorte_graph.iri import GRAPH, ID

OF_TRIPLES = [name for name, format in FORMATS.items() if not format.of_graphs]
OF_GRAPHS = [name for name, format in FORMATS.items() if format.of_graphs]
EFFECT = f"{ID}effect/occitanie-2024-2025/gruissan/1"
GRAPHS = ["report", "ontology"]
"""The longest graph, and one with blank nodes."""


def content(part: Part) -> bytes:
    file = io.BytesIO()
    part.write(file)
    return file.getvalue()


def named(dataset: Dataset, kind: str) -> str:
    return next(iri for iri in dataset.graphs if iri.removeprefix(GRAPH).startswith(kind))


def parsed(dataset: Dataset) -> Iterator[ox.Quad]:
    """The quads of the build, read by the engine's parser alone."""
    return ox.parse(path=str(dataset.path), format=ox.RdfFormat.N_QUADS)


def expected(dataset: Dataset, graph: str | None, format: str) -> list[str]:
    """What a file of a graph must say; formats of graphs keep its name."""
    wanted = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    quads = (quad for quad in parsed(dataset) if quad.graph_name == wanted)
    return canonical(quads if format in OF_GRAPHS else (ox.Quad(*quad.triple) for quad in quads))


@pytest.fixture(scope="module", params=GRAPHS)
def graph(request: pytest.FixtureRequest, dataset: Dataset) -> str:
    return named(dataset, str(request.param))


@pytest.mark.parametrize("format", FORMATS)
def test_rdflib_reads_a_graph_back_isomorphic(dataset: Dataset, graph: str, format: str) -> None:
    said = by_rdflib(content(graph_part(dataset, graph, format)), format)
    assert said == expected(dataset, graph, format)
    assert len(said) > 2000


def test_pyld_expands_a_graph_to_the_same_triples(dataset: Dataset, graph: str) -> None:
    assert by_pyld(content(graph_part(dataset, graph, "jsonld"))) == expected(dataset, graph, "jsonld")


@pytest.mark.parametrize("format", OF_TRIPLES)
def test_the_union_is_read_back_isomorphic(dataset: Dataset, format: str) -> None:
    assert by_oxigraph(content(graph_part(dataset, None, format)), format) == expected(dataset, None, format)


def test_trig_holds_every_named_graph_and_no_union(dataset: Dataset) -> None:
    text = content(graph_part(dataset, None, "trig"))
    named = canonical(quad for quad in parsed(dataset) if quad.graph_name != ox.DefaultGraph())
    assert by_oxigraph(text, "trig") == named
    assert text.count(b"\nGRAPH <") == len(dataset.graphs)


def test_n_quads_are_the_bytes_of_the_build(dataset: Dataset) -> None:
    assert content(graph_part(dataset, None, "nq")) == dataset.path.read_bytes()


def test_n_triples_are_lines_of_the_build(dataset: Dataset) -> None:
    lines = content(graph_part(dataset, None, "nt")).splitlines(keepends=True)
    union = sum(quad.graph_name == ox.DefaultGraph() for quad in parsed(dataset))
    assert len(lines) == len(set(lines)) == union
    assert set(lines) <= set(dataset.path.read_bytes().splitlines(keepends=True))
    assert lines == sorted(lines)


def test_a_graph_of_quads_is_its_lines(dataset: Dataset, graph: str) -> None:
    lines = content(graph_part(dataset, graph, "nq")).splitlines()
    assert len(lines) == dataset.facts["triples"][graph]
    assert set(lines) <= set(dataset.path.read_bytes().splitlines())


def test_every_part_has_its_own_name_and_every_graph_a_file(dataset: Dataset) -> None:
    made = parts(dataset)
    names = [part.name for part in made]
    assert len(set(names)) == len(names)
    assert {Path(name).suffix[1:] for name in names} == set(FORMATS)
    assert {f"graph/{dataset.short(iri)}.ttl" for iri in dataset.graphs} <= set(names)
    assert all(part.fr != part.en and part.conforms_to for part in made)


def test_an_unknown_format_is_refused_with_the_close_ones(dataset: Dataset) -> None:
    with pytest.raises(CallError, match="There is no format 'tutle'") as error:
        graph_part(dataset, None, "tutle")
    assert "ttl" in error.value.hint


# -- without words


@pytest.mark.parametrize("format", OF_TRIPLES)
def test_without_words_every_format_says_the_same(wordless: Dataset, format: str) -> None:
    text = content(graph_part(wordless, None, format))
    assert by_oxigraph(text, format) == canonical(ox.Quad(*triple) for triple in wordless.triples())
    assert "un diagnostic sensible jugée utile".encode() not in text


def test_without_words_graphs_and_quads_agree(wordless: Dataset) -> None:
    quads = content(graph_part(wordless, None, "nq"))
    assert by_oxigraph(quads, "nq") == canonical(wordless.quads())
    named = canonical(quad for quad in ox.parse(quads, format=OXIGRAPH["nq"]) if quad.graph_name != ox.DefaultGraph())
    assert by_oxigraph(content(graph_part(wordless, None, "trig")), "trig") == named


# -- for people and for diffs


@pytest.mark.parametrize("format", ["ttl", "trig"])
def test_a_file_that_quotes_a_report_says_whose_the_words_are(dataset: Dataset, wordless: Dataset, format: str) -> None:
    def comments(of: Dataset, graph: str | None) -> str:
        lines = content(graph_part(of, graph, format)).decode().splitlines()
        return "\n".join(line for line in lines if line.startswith("# "))

    quoting = [None, *(graph for graph in dataset.graphs if "/graph/report/" in graph)]
    assert len(quoting) > 1
    for graph in quoting:
        assert comments(dataset, graph) == "\n".join(
            f"# {said}" for lang in ("fr", "en") for said in rights(dataset).statements(lang)
        )
    assert "aucune licence" in comments(dataset, None)
    assert "Cette édition n'en contient pas les mots" in comments(wordless, None)
    assert comments(dataset, next(graph for graph in dataset.graphs if graph.endswith("/ontology"))) == ""


def test_turtle_declares_what_it_uses_and_opens_with_the_class(dataset: Dataset, graph: str) -> None:
    text = content(graph_part(dataset, graph, "ttl")).decode()
    declared = re.findall(r"^@prefix (\w+): ", text, re.MULTILINE)
    body = text.split("\n\n", 1)[1]
    words = re.sub(r'"(?:[^"\\]|\\.)*"', '""', body)
    assert declared == sorted(declared)
    assert [prefix for prefix in declared if not re.search(rf"(?<![\w<]){prefix}:", words)] == []
    assert ("@base" in text) == bool(re.search(r"<(?:id|concept|graph)/", words))
    blocks = body.strip().split("\n\n")
    assert len(blocks) > 100
    late = [block for block in blocks if re.search(r"^    a ", block, re.MULTILINE) and "\n    a " not in block[:400]]
    assert late == []


def test_one_changed_sentence_is_a_small_diff(dataset: Dataset, tmp_path: Path) -> None:
    """As many lines as statements that hold the sentence, in Turtle as in JSON-LD."""
    old, new = "qui a pu alimenter le projet pilote", "qui a nourri le projet pilote"
    text = dataset.path.read_text("utf-8")
    changed = replace(dataset, path=tmp_path / "graph.nq")
    edited = text.replace(old, new).encode()
    changed.path.write_bytes(b"".join(sorted(edited.splitlines(keepends=True))))
    for format in ("ttl", "jsonld", "rdf"):
        before, after = (
            content(graph_part(one, named(dataset, "report"), format)).decode().splitlines()
            for one in (dataset, changed)
        )
        diff = [
            line for line in difflib.unified_diff(before, after, n=0, lineterm="") if re.match(r"[-+](?![-+])", line)
        ]
        holding = sum(old in line for line in before)
        assert holding >= 3
        assert len(diff) == 2 * holding, "\n".join(diff)


def test_json_ld_reads_without_knowing_rdf(dataset: Dataset) -> None:
    document = json.loads(content(resource_part(dataset, EFFECT, "jsonld")))
    effect = next(node for node in document["@graph"] if node["@type"] == "Effect")
    assert effect["number"] == 1
    assert effect["pages"] == "36-37"
    assert effect["territory"] == "id:territory/gruissan"
    assert effect["text"]["fr"].startswith("Effet « prise de conscience »")


# -- a resource, a class


@pytest.mark.parametrize("format", FORMATS)
def test_a_resource_comes_with_its_passages_and_selectors(dataset: Dataset, format: str) -> None:
    quads = ox.parse(content(resource_part(dataset, EFFECT, format)), format=OXIGRAPH[format])
    found = rdflib.Graph().parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt11")
    coh = rdflib.Namespace("https://w3id.org/cohorte-graph/def#")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    (passage,) = found.objects(rdflib.URIRef(EFFECT), coh.passage)
    exact = {
        str(text) for selector in found.objects(passage, oa.hasSelector) for text in found.objects(selector, oa.exact)
    }
    assert len(exact) == 1
    assert exact.pop().startswith("Effet « prise de conscience »")
    assert len(set(found.subjects())) == 4


def test_a_resource_says_all_that_the_union_says_of_it(dataset: Dataset) -> None:
    said = by_oxigraph(content(resource_part(dataset, EFFECT, "ttl")), "ttl")
    subject = ox.NamedNode(EFFECT)
    all_of_it = {str(ox.Quad(*triple)) for triple in dataset.triples() if triple.subject == subject}
    assert all_of_it <= set(said)


def test_quads_of_a_resource_tell_who_says_what(dataset: Dataset) -> None:
    quads = list(ox.parse(content(resource_part(dataset, EFFECT, "trig")), format=ox.RdfFormat.TRIG))
    kinds = {str(quad.graph_name.value).removeprefix(GRAPH).partition("/")[0] for quad in quads}
    assert "report" in kinds
    assert set(quads) <= {
        quad for quad in parsed(dataset) if str(quad.subject).startswith(("<" + EFFECT, f"<{ID}passage/"))
    }


def test_nothing_is_said_of_a_stranger(dataset: Dataset) -> None:
    with pytest.raises(CallError, match="Nothing is said of"):
        resource_part(dataset, "https://example.org/x", "ttl")


@pytest.mark.parametrize("format", FORMATS)
def test_a_class_holds_its_members_and_no_others(dataset: Dataset, format: str) -> None:
    quads = list(ox.parse(content(class_part(dataset, "effect", format)), format=OXIGRAPH[format]))
    subjects = {quad.subject.value for quad in quads}  # type: ignore[union-attr]
    effects = {t.subject.value for t in dataset.triples() if str(t.subject).startswith(f"<{ID}effect/")}
    assert subjects == effects
    assert len(effects) > 20


def test_a_class_of_concepts_is_found_too(dataset: Dataset) -> None:
    assert b"<concept/effect-type/" in content(class_part(dataset, "effect-type", "ttl"))
