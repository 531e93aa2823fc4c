"""Small graphs of all that is nasty in RDF: every format gives them back exactly, or says why it cannot."""

from __future__ import annotations

import difflib
import io
import re
from pathlib import Path
from typing import Any
from xml.dom import minidom

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdf_reading import by_oxigraph, by_pyld, by_rdflib, canonical

from cohorte_graph.dataset import Dataset
from cohorte_graph.dumps import FORMATS, graph_part
from cohorte_graph.dumps.lines import Lines
from cohorte_graph.dumps.rdf_xml import write_rdf_xml
from cohorte_graph.errors import InputError, RunError
from cohorte_graph.iri import BASE, COH, CONCEPT, ID
from report_fixtures import ROOT

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT = "https://w3id.org/cohorte-graph/def#text"
PROPERTIES = [
    *(COH + name for name in ("text", "number", "value", "approximate", "url", "concernsRole", "pages", "unknown")),
    *(RDF + name for name in ("type", "first", "rest", "value", "_1")),
    *("http://example.org/p", "http://example.org/a-b.c", "http://example.org/é", "urn:x:y", "tag:a@b,2024:c"),
]
NO_ELEMENTS = ["http://example.org/1", "http://example.org/p/", RDF + "li", RDF + "Description", "urn:x:1"]
"""Properties that RDF/XML cannot name."""
CONFUSED = ["coh:text", "time:now", "id:1"]
"""IRIs whose schemes are prefixes of the context."""
IRIS = [
    *(ID + path for path in ("effect/c/1", "effect/c/10", "a//b", "a/../b", "./a", "a?b#c", "a:b", "é", "a.", "")),
    *(CONCEPT + "effect-type/x", BASE, BASE + "def#", COH + "Effect", COH + "a.b", RDF + "nil", RDF + "li", "urn:1"),
    *("http://example.org", "http://example.org/a%20b(c)'d,e;f", "https://schema.org//x", "mailto:a@b.c"),
]
LEXICAL = ["1", "01", "+5", "-0", "662.50", "1.", ".5", "1E3", "true", "1e400", "99999999999999999999", " 1", "", "x"]
NAMES = [BASE + "graph/report/c", BASE + "graph/ontology", "urn:g", ID + "effect/c/1"]
"""Names of graphs, one of them a thing that triples speak of."""
DATATYPES = [XSD + name for name in ("integer", "decimal", "double", "boolean", "date", "anyURI", "string")]
DATATYPES += [RDF + "JSON", RDF + "XMLLiteral", "http://example.org/type"]
MARKS = [
    "\r",
    "\n",
    "\r\n",
    "\t",
    '"',
    "'",
    "\\",
    "\\n",
    "<",
    "&",
    "]]>",
    "\x85",
    "\u2028",
    "\ufeff",
    "😀",
    "e\u0301",
    "@fr",
    "--",
]
UNWRITABLE = ["\x00", "\x01", "\x0b", "\x1f", "\ufffe", "\uffff"]

nodes = st.builds(ox.BlankNode, st.sampled_from(["a", "b1", "1", "x-61", "x", "a.b", "0a0"]))
iris = st.builds(ox.NamedNode, st.sampled_from(IRIS))
texts = st.lists(
    st.sampled_from(MARKS) | st.text(st.characters(codec="utf-8", categories=("L", "N", "Z")), max_size=3), max_size=5
).map("".join)
tagged = st.builds(
    lambda text, tag: ox.Literal(text, language=tag), texts, st.sampled_from(["fr", "en", "fr-ca", "zh-hant"])
)
typed = st.builds(
    lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(kind)),
    st.sampled_from(LEXICAL) | texts,
    st.sampled_from(DATATYPES),
)
values = iris | nodes | st.builds(ox.Literal, texts) | tagged | typed
triples = st.builds(ox.Triple, iris | nodes, st.builds(ox.NamedNode, st.sampled_from(PROPERTIES)), values)


@pytest.fixture(scope="module", autouse=True)
def lexical_forms_kept() -> object:
    """rdflib rewrites numbers as it reads them, unless told not to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        patch.setattr("rdflib.term.rdflib.NORMALIZE_LITERALS", False)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nasty")


def written(folder: Path, found: list[ox.Triple], format: str, ontology: Path | None = ROOT / "ontology") -> bytes:
    """The triples as a build has them, then as a dump."""
    path, file = folder / "graph.nq", io.BytesIO()
    lines = ox.serialize([ox.Quad(*triple) for triple in found], format=ox.RdfFormat.N_QUADS)
    path.write_bytes(b"".join(sorted(set(lines.splitlines(keepends=True)))))
    graph_part(Dataset(path, ontology=ontology), None, format).write(file)
    return file.getvalue()


def expected(found: list[ox.Triple]) -> list[str]:
    return canonical(ox.Quad(*triple) for triple in found)


@pytest.mark.parametrize("format", [name for name, format in FORMATS.items() if name != "trig"])
@given(st.lists(triples, min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_every_format_gives_back_the_graph(folder: Path, format: str, found: list[ox.Triple]) -> None:
    assert by_oxigraph(written(folder, found, format), format) == expected(found)


@pytest.mark.parametrize("format", [name for name, format in FORMATS.items() if name != "trig"])
@given(st.lists(triples, min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_rdflib_gives_back_the_graph(folder: Path, format: str, found: list[ox.Triple]) -> None:
    assert by_rdflib(written(folder, found, format), format) == expected(found)


@given(st.lists(triples, min_size=1, max_size=6), st.booleans())
@settings(max_examples=200, deadline=None)
def test_pyld_gives_back_the_graph(folder: Path, found: list[ox.Triple], context: bool) -> None:
    """Doubles aside: PyLD 3 writes all of them in its own form, against the standard."""
    found = [triple for triple in found if "XMLSchema#double" not in str(triple.object)]
    text = written(folder, found, "jsonld", ROOT / "ontology" if context else None)
    assert by_pyld(text) == expected(found)


@pytest.mark.parametrize("format", ["trig", "nq"])
@given(st.lists(st.tuples(triples, st.sampled_from(NAMES)), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_graphs_are_given_back_with_their_names(folder: Path, format: str, found: list[tuple[ox.Triple, str]]) -> None:
    """The union's triples beside them: only N-Quads hold those."""
    quads = [ox.Quad(*triple, ox.NamedNode(name)) for triple, name in found]
    union = [ox.Quad(*triple) for triple, _ in found]
    path, file = folder / "graph.nq", io.BytesIO()
    lines = ox.serialize([*quads, *union], format=ox.RdfFormat.N_QUADS)
    path.write_bytes(b"".join(sorted(set(lines.splitlines(keepends=True)))))
    graph_part(Dataset(path), None, format).write(file)
    said = canonical([*quads, *(union if format == "nq" else [])])
    assert by_oxigraph(file.getvalue(), format) == by_rdflib(file.getvalue(), format) == said
    for name in {name for _, name in found}:
        file = io.BytesIO()
        graph_part(Dataset(path), name, format).write(file)
        assert by_oxigraph(file.getvalue(), format) == canonical(q for q in quads if q.graph_name == ox.NamedNode(name))


@given(st.lists(st.text(alphabet="-a >!", max_size=8), max_size=3))
@settings(max_examples=100, deadline=None)
def test_hyphens_in_the_notice_of_rights_leave_rdf_xml_well_formed(notice: list[str]) -> None:
    """A title may hold any number of them; a comment of XML holds no two together, and does not end in one."""
    notice, file = ["---", *notice, "-"], io.BytesIO()
    write_rdf_xml(Lines(lambda: iter([f'<urn:s> <{TEXT}> "x" .\n'.encode()])), {"coh": COH}, file, notice)
    said = [node.data for node in minidom.parseString(file.getvalue()).childNodes if isinstance(node, minidom.Comment)]
    assert [line.replace(" ", "") for line in said] == [line.replace(" ", "") for line in notice]


# -- blank nodes

few = st.builds(ox.BlankNode, st.sampled_from(["a", "b", "c", "d", "e"]))
links = st.builds(
    ox.Triple,
    few | st.just(ox.NamedNode("urn:s")),
    st.builds(ox.NamedNode, st.sampled_from(["urn:p", RDF + "first", RDF + "rest", RDF + "type"])),
    few | st.sampled_from([ox.NamedNode(RDF + "nil"), ox.Literal("x"), ox.NamedNode("urn:o")]),
)


@given(st.lists(links, min_size=1, max_size=12))
@settings(max_examples=300, deadline=None)
def test_blank_nodes_and_lists_however_ill_formed_are_given_back(folder: Path, found: list[ox.Triple]) -> None:
    """Cycles, nodes referred to twice or never, lists with two ends, none, or a statement too many."""
    text = written(folder, found, "ttl")
    assert by_oxigraph(text, "ttl") == by_rdflib(text, "ttl") == expected(found)


@given(st.lists(st.tuples(links, st.sampled_from(NAMES[:2])), min_size=1, max_size=10))
@settings(max_examples=150, deadline=None)
def test_blank_nodes_that_several_graphs_share_stay_the_same(folder: Path, found: list[tuple[ox.Triple, str]]) -> None:
    quads = [ox.Quad(*triple, ox.NamedNode(name)) for triple, name in found]
    path, file = folder / "graph.nq", io.BytesIO()
    lines = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    path.write_bytes(b"".join(sorted(set(lines.splitlines(keepends=True)))))
    graph_part(Dataset(path), None, "trig").write(file)
    assert by_oxigraph(file.getvalue(), "trig") == by_rdflib(file.getvalue(), "trig") == canonical(quads)


trees = st.recursive(
    st.sampled_from(["1", "<urn:o>", '"x"@fr', "[]"]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda items: f"( {' '.join(items)} )")
        | st.lists(st.tuples(st.sampled_from(["<urn:p>", "<urn:q>", "a"]), inner), min_size=1, max_size=3).map(
            lambda pairs: f"[ {' ; '.join(f'{name} {value}' for name, value in pairs)} ]"
        )
    ),
    max_leaves=12,
)


@given(st.lists(trees, min_size=1, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_what_is_written_does_not_hang_on_the_names_of_blank_nodes(folder: Path, found: list[str], random: Any) -> None:
    text = "".join(f"<urn:s> <urn:p> {one} .\n" for one in found) + f"[] <urn:p> {found[0]} ."
    one = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    nodes = sorted({term.value for triple in one for term in triple if isinstance(term, ox.BlankNode)})
    other = dict(zip(nodes, (f"n{n}" for n in random.sample(range(10_000), len(nodes))), strict=True))

    def renamed(term: Any) -> Any:
        return ox.BlankNode(other[term.value]) if isinstance(term, ox.BlankNode) else term

    first = written(folder, one, "ttl")
    assert b"_:" not in first
    assert written(folder, [ox.Triple(*map(renamed, triple)) for triple in one], "ttl") == first
    assert by_oxigraph(first, "ttl") == expected(one)


def test_a_list_of_any_length_is_one(folder: Path) -> None:
    text = f"<urn:s> <urn:p> ( {' '.join(map(str, range(5000)))} ) ."
    found = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    dump = written(folder, found, "ttl")
    assert (dump.count(b"("), dump.count(b"_:")) == (1, 0)
    assert by_oxigraph(dump, "ttl") == expected(found)


def test_nodes_nested_too_deep_keep_their_names(folder: Path) -> None:
    found = [
        ox.Triple(
            ox.BlankNode(f"n{n}") if n else ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.BlankNode(f"n{n + 1}")
        )
        for n in range(100)
    ]
    assert by_oxigraph(written(folder, found, "ttl"), "ttl") == expected(found)


def test_one_more_restriction_is_a_few_lines(folder: Path, dataset: Dataset) -> None:
    """The names of all other blank nodes change with it, as they do in a build."""
    one = list(dataset.triples(BASE + "graph/ontology"))
    text = "<urn:c> <urn:sub> [ a <urn:R> ; <urn:on> <urn:p> ] ."
    more = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    graph = ox.Dataset(ox.Quad(*triple) for triple in [*one, *more])
    graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    before, after = (
        written(folder, found, "ttl").decode().splitlines() for found in (one, [quad.triple for quad in graph])
    )
    told = [line for line in difflib.unified_diff(before, after, n=0, lineterm="") if line[0] in "+-"][2:]
    assert told == [
        "+",
        "+<urn:c>",
        "+    <urn:sub> [",
        "+            a <urn:R> ;",
        "+            <urn:on> <urn:p>",
        "+        ] .",
    ]


# -- what a format cannot hold


@pytest.mark.parametrize("property", NO_ELEMENTS)
def test_a_property_that_is_no_xml_name_is_refused(folder: Path, property: str) -> None:
    found = [ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode(property), ox.Literal("x"))]
    with pytest.raises(RunError, match=re.escape(property)) as error:
        written(folder, found, "rdf")
    assert "nt" in error.value.hint
    for format in ("ttl", "nt", "nq", "jsonld"):
        assert by_oxigraph(written(folder, found, format), format) == expected(found)


@pytest.mark.parametrize("character", UNWRITABLE)
def test_a_character_that_xml_cannot_hold_is_refused(folder: Path, character: str) -> None:
    found = [ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode(TEXT), ox.Literal(f"a{character}b"))]
    with pytest.raises(RunError, match=f"U\\+{ord(character):04X}"):
        written(folder, found, "rdf")
    for format in ("ttl", "nt", "nq", "jsonld"):
        assert by_oxigraph(written(folder, found, format), format) == expected(found)
        assert by_rdflib(written(folder, found, format), format) == expected(found)


@pytest.mark.parametrize("iri", CONFUSED)
@pytest.mark.parametrize("place", ["subject", "predicate", "object", "class", "datatype"])
def test_an_iri_that_reads_like_a_prefixed_name_is_refused_in_json_ld(folder: Path, iri: str, place: str) -> None:
    node, other = ox.NamedNode(iri), ox.NamedNode("http://example.org/x")
    found = {
        "subject": ox.Triple(node, other, other),
        "predicate": ox.Triple(other, node, other),
        "object": ox.Triple(other, other, node),
        "class": ox.Triple(other, ox.NamedNode(RDF + "type"), node),
        "datatype": ox.Triple(other, other, ox.Literal("x", datatype=node)),
    }[place]
    with pytest.raises(RunError, match=f"'{iri}' begins like a prefixed name"):
        written(folder, [found], "jsonld")
    assert by_pyld(written(folder, [found], "jsonld", None)) == expected([found])
    for format in ("ttl", "nt", "rdf"):
        if place != "predicate" or iri != "id:1":
            assert by_oxigraph(written(folder, [found], format), format) == expected([found])


@pytest.mark.parametrize("text", ["{", "[]", '{"@graph": []}', '{"@context": 7}'])
def test_a_damaged_context_is_told_with_its_place(folder: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "context.jsonld").write_text(text, "utf-8")
    found = [ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode(TEXT), ox.Literal("x"))]
    with pytest.raises(InputError, match=r"context\.jsonld: is no JSON-LD context"):
        written(folder, found, "jsonld", tmp_path)
