"""Terms that are offered as Turtle are Turtle, and the same terms."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohorte_graph.check.turtle import turtle
from cohorte_graph.iri import PREFIXES

XSD = PREFIXES["xsd"]
HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
KINDS = ("integer", "decimal", "double", "boolean", "string", "date", "float")
WORDS = (
    "abc",
    "5",
    "-5",
    "+5",
    "5.",
    ".5",
    "5.0",
    "1e3",
    "1.e3",
    ".e3",
    "true",
    "1",
    "",
    " 5",
    "٣",
    "5\n",
    'a"\\\n\x07',
)
NAMES = ("name", "name.", "a(b", "a/b", "1a", "a,b", "a-b", "_a", "a;b", "a'b", "é", "a%20b", "", "-a")


def read_back(text: str) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    (quad,) = ox.parse(f"{HEAD}<a:> <a:> {text} .", format=ox.RdfFormat.TURTLE)
    return quad.object


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("words", WORDS)
def test_literals(kind: str, words: str) -> None:
    literal = ox.Literal(words, datatype=ox.NamedNode(XSD + kind))
    assert read_back(turtle(literal)) == literal


@pytest.mark.parametrize("namespace", [PREFIXES["schema"], PREFIXES["coh"], "https://example.org/"])
@pytest.mark.parametrize("name", NAMES)
def test_names(namespace: str, name: str) -> None:
    assert read_back(turtle(ox.NamedNode(namespace + name))) == ox.NamedNode(namespace + name)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["fr", "en-GB", ""]))
def test_texts(words: str, language: str) -> None:
    literal = ox.Literal(words, language=language) if language else ox.Literal(words)
    assert read_back(turtle(literal)) == literal


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (ox.NamedNode(PREFIXES["schema"] + "name"), "schema:name"),
        (ox.Literal("5", datatype=ox.NamedNode(XSD + "integer")), "5"),
        (ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")), "true"),
        (ox.Literal("1", datatype=ox.NamedNode(XSD + "boolean")), '"1"^^xsd:boolean'),
        (ox.BlankNode("b"), "[ ]"),
    ],
    ids=str,
)
def test_what_can_be_short_is(term: ox.NamedNode | ox.Literal | ox.BlankNode, text: str) -> None:
    assert turtle(term) == text
