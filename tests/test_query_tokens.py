"""The tokeniser loses nothing, sees parameters where SPARQL has variables, and nowhere else."""

from __future__ import annotations

import string

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohorte_graph.query.tokens import Kind, bind, form, parameters, tokenise, values_data

PIECES = [
    "?x",
    "?_name",
    "<http://a/b#c>",
    '"a ?_name \\" b"',
    "'''it's\n?_name'''",
    "# ?_name\n",
    "coh:Pilot",
    "@fr",
]
PIECES += [
    "{",
    "}",
    "(",
    ")",
    "1.5",
    "SELECT",
    "^^",
    "||",
    "_:b1",
    "<",
    ">",
    "a",
    "?",
    ":x",
    "ex:a%20b",
    "…",
    "@fr",
]


@given(st.text(alphabet=string.printable + "é’\u00a0𝔘\u2028"))
def test_tokens_and_the_white_space_between_them_are_the_text(text: str) -> None:
    position = 0
    for token in tokenise(text):
        assert text[position : token.start].strip() == ""
        assert text[token.start : token.end] == token.text
        position = token.end
    assert text[position:].strip() == ""


@given(st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_binding_a_parameter_to_itself_changes_nothing(text: str) -> None:
    assert bind(text, {"name": "?_name"}) == text


@given(st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_only_parameter_tokens_are_replaced(text: str) -> None:
    bound = tokenise(bind(text, {"name": "<urn:bound>"}))
    expected = ["<urn:bound>" if token.text == "?_name" else token.text for token in tokenise(text)]
    assert [token.text for token in bound] == expected


@given(st.text())
def test_any_string_is_one_token_in_its_ntriples_form(text: str) -> None:
    literal = str(ox.Literal(text))
    assert [token.kind for token in tokenise(literal)] == [Kind.STRING]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?_a $_b ?_a ?c ?_", ["a", "b"]),
        ("'?_a' \"?_b\" <?_c> #?_d\n ?_e", ["e"]),
        ("'''x' ?_a''' \"\"\"\"?_b\"\"\" ?_c", ["c"]),
        ("ex:?_a coh:p?_b", ["a", "b"]),
        ("'a\\'?_b' ?_c", ["c"]),
    ],
)
def test_parameters_stand_where_variables_stand(text: str, expected: list[str]) -> None:
    assert parameters(tokenise(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# SELECT\nPREFIX ask: <http://select/> CONSTRUCT { } WHERE { }", "CONSTRUCT"),
        ("ask{}", "ASK"),
        ("describe <a:b>", "DESCRIBE"),
        ("DROP ALL", ""),
    ],
)
def test_form_is_the_first_form_word(text: str, expected: str) -> None:
    assert form(tokenise(text)) == expected


def test_values_data_is_what_stands_in_the_braces_of_values() -> None:
    text = "{ VALUES (?a ?b) { (1 ?_x) } VALUES ?c { ?_y } ?s ?p ?_z } VALUES ?d { 2 }"
    data = values_data(tokenise(text))
    assert [token.text for token in tokenise(text) if token.start in data] == [
        "(",
        "1",
        "?_x",
        ")",
        "?_y",
        "2",
    ]


@pytest.mark.parametrize("text", ['"open', "'open\n'", '"""open"', "`", "\\"])
def test_what_is_no_sparql_is_a_broken_token(text: str) -> None:
    assert tokenise(text)[0].kind is Kind.BROKEN
