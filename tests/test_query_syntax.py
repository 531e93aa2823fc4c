"""Query texts that are refused say where; those that pass run as they are."""

from __future__ import annotations

import contextlib

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohorte_graph.errors import InputError
from cohorte_graph.query.syntax import checked
from cohorte_graph.store import Graph, OxigraphStore, Rows

REFUSED = [
    ("", "1:1", "empty"),
    ("# only a comment", "1:17", "empty"),
    ("SELEC * { ?s ?p ?o }", "1:1", "does not begin with 'SELEC'"),
    ("SELECT * {\n ?s ?p ?o ", "1:10", "nothing closes this '{'"),
    ("SELECT * { ?s ?p ?o } }", "1:23", "nothing opens this '}'"),
    ("SELECT * {\n  ?s ?p 'é }", "2:9", "a string begins here"),
    ("SELECT * { ?s cho:p ?o }", "1:15", "'cho:' is not declared"),
    ("SELECT * { ?s <p> ?o }", "1:15", "<p> is not absolute"),
    ("SELECT * { ?s ?p ?o } `", "1:23", "cannot stand here"),
    ("SELECT *\n{ SERVICE <http://localhost/> { ?s ?p ?o } }", "2:3", "SERVICE is refused"),
    ("SELECT * { service silent ?s { ?s ?p ?o } }", "1:12", "SERVICE is refused"),
    ("SELECT * FROM <http://a/> { ?s ?p ?o }", "1:10", "FROM is refused"),
    ("SELECT * FROM NAMED <http://a/> { ?s ?p ?o }", "1:10", "FROM is refused"),
    ("INSERT DATA { <a:a> <a:b> <a:c> }", "1:1", "updates are refused"),
    ("PREFIX a: <a:>\nDELETE WHERE { ?s ?p ?o }", "2:1", "updates are refused"),
    ("WITH <a:g> DELETE { } WHERE { }", "1:1", "updates are refused"),
    ("SELECT " + "(" * 300 + ")" * 300, "1:1", "nest 300 deep"),
    ("SELECT * {" + "?s ?p ?o ." * 2000 + "}", "1:1", "tokens"),
    # two readings of '<…>': a comment that only the engine sees would hide the end of a string from us
    ("SELECT * { ?s ?p ?o FILTER(?o<?s#>'''\n) SERVICE <http://a/> {} } #'''", "1:30", "reads as an IRI"),
    ("ASK { ?s ?p ?o FILTER(?o<?_x&&?o>1) }", "1:25", "reads as an IRI"),
]


@pytest.mark.parametrize(("text", "place", "words"), REFUSED, ids=[words for *_, words in REFUSED])
def test_refused_with_its_place(text: str, place: str, words: str) -> None:
    with pytest.raises(InputError, match=r"\S") as caught:
        checked(text)
    assert str(caught.value).startswith(f"query:{place}: ")
    assert words in str(caught.value)


UNPARSABLE = [
    ("SELECT * {\n  ?s a coh:Pilot\n  ?x ?y }", "3:3"),
    ("SELECT * { ?s ?p ?o . . }", "1:23"),
    ("SELECT ?s { ?s ?p ?o } ORDER ?s", "1:30"),
    ("SELECT * { ?a ?p ?b OPTINAL { ?a ?b ?c } }", "1:21"),
    ("SELECT * { ?s ?p ?o FILTER(nope(?s)) }", "1:28"),
    ("SELECT * { VALUES ?é (1 2) }", "1:22"),
    ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "1:1"),
    ("SELECT * {}; ASK {}", "1:11"),
]


@pytest.mark.parametrize(("text", "place"), UNPARSABLE, ids=[text[:30] for text, _ in UNPARSABLE])
def test_what_the_engine_cannot_parse_has_a_true_place_and_few_words(text: str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        checked(text, "my.rq").run(OxigraphStore())
    assert str(caught.value).startswith(f"my.rq:{place}: the SPARQL does not parse: ")
    assert len(str(caught.value)) < 160


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE <http://a/> FROM' } # FROM",
        "SELECT ?from ?service { ?from ?service <http://a/SERVICE> }",
        "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
        "SELECT * { VALUES (?a ?b) { ('x' <http://a/b#c>) } }",
        "BASE <http://a/> SELECT * { ?s <p> <?q#f> }",
        "DESCRIBE <http://a/>",
        "PREFIX insert: <http://a/> ASK { ?s insert:delete 1 }",
        "SELECT * { VALUES ?x { " + "1 " * 5000 + "} }",
    ],
)
def test_what_only_looks_refusable_runs(text: str) -> None:
    checked(text).run(OxigraphStore())


HIDING = [
    "<",
    ">",
    "?o",
    "?s ?p ?o",
    "#",
    "\n",
    '"""',
    "'''",
    '"',
    "'",
    "<?s#>",
    "a:b#",
    "\\",
    "&&",
    "1",
    " ",
]
HIDING += ["SERVICE <http://127.0.0.1:9/> { ?x ?y ?z }", "FILTER(", ")", "(", "{", "}", ".", "1", " ", "EXISTS {"]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(HIDING), max_size=14).map("".join))
def test_nothing_hides_a_service_from_us_that_the_engine_sees(middle: str) -> None:
    """The engine would try to connect, and fail with a RunError that is no InputError."""
    store = OxigraphStore()
    a, b, c = (ox.NamedNode(f"http://a/{name}") for name in "abc")
    store.extend([ox.Quad(a, b, c)])
    with contextlib.suppress(InputError):
        checked(f'PREFIX a: <http://a/> ASK {{ ?s ?p ?o {middle} }} #"""').run(store)


def test_known_prefixes_need_no_declaration(engine: OxigraphStore) -> None:
    answer = checked("SELECT ?s { ?s a coh:Pilot }").run(engine)
    assert isinstance(answer, Rows)
    assert len(answer.rows) == 1


def test_graphs_come_in_a_stable_order(engine: OxigraphStore) -> None:
    query = checked("CONSTRUCT { ?s ?p ?o } WHERE { ?s a coh:Effect ; ?p ?o }")
    first, second = query.run(engine), query.run(engine)
    assert isinstance(first, Graph)
    assert first == second
