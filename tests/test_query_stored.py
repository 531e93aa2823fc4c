"""Stored queries: their headers, their catalogue, and values that become checked terms or errors."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohorte_graph.errors import CallError, InputError
from cohorte_graph.iri import CONCEPT, ID
from cohorte_graph.query import Catalogue, Questions, Statements, StoredQuery, Table, Truth
from cohorte_graph.query.header import read_header
from cohorte_graph.query.tokens import Kind, tokenise
from cohorte_graph.store import OxigraphStore

NASTY = [
    'gruissan" . } DELETE WHERE { ?s ?p ?o',
    "gruissan> ?p ?o } #",
    "gruissan' UNION { ?s ?p ?o }",
    "?x . DELETE { ?s ?p ?o }",
    "http://a/b> . ?s ?p <http://a/c",
    f"{ID}territory/gruissan> ?p ?o . <{ID}x",
    "<http://a b>",
    "gruissan\\u003E",
    "\\u0022 . } INSERT",
    '"""',
    "'''\n'''",
    "a\nb\tc\r\x00\x07",
    "\x1b[31mrouge",
    "# comment",
    "?_lang",
    "UNDEF",
    "\\",
    "\udc80",
    "_:b1",
    "",
    " ",
    "é" * 499,
    "x" * 5000,
    "gruissan/../canohes",
    "javascript:alert(1)",
]


def rows(answer: object) -> list[tuple[str, ...]]:
    assert isinstance(answer, Table)
    return [tuple(str(getattr(cell, "value", "")) for cell in row) for row in answer.rows]


# -- answers


@pytest.mark.parametrize(
    "value",
    [
        "gruissan",
        "Gruissan",
        "GRUISSAN",
        "la commune de gruissan",
        "territory/gruissan",
        f"{ID}territory/gruissan",
    ],
)
def test_a_value_is_a_slug_a_label_or_an_iri(questions: Questions, value: str) -> None:
    answer = questions.ask("effects-of-territory", {"territory": value, "cohort": "c1"})
    assert [row[2] for row in rows(answer)] == ["1", "2"]


def test_an_absent_optional_parameter_restricts_nothing(questions: Questions) -> None:
    assert len(rows(questions.ask("effects-of-territory", {"territory": "gruissan"}))) == 3


@pytest.mark.parametrize("value", ["outillage", "Tools", "outils", f"{CONCEPT}effect-type/outillage"])
def test_concepts_by_scheme_and_hidden_label(questions: Questions, value: str) -> None:
    assert len(rows(questions.ask("effects-of-type", {"effectType": value}))) == 2


def test_a_triple_in_two_graphs_is_one_row(questions: Questions) -> None:
    """effect 1 has its type in graph/report and in graph/curation."""
    counts = {row[1]: row[4] for row in rows(questions.ask("matrix", {}))}
    assert counts == {"Outillage": "2", "Seul": "1"}


def test_labels_are_in_the_language_asked_else_french_else_the_name(
    questions: Questions,
) -> None:
    answer = questions.ask("effects-of-territory", {"territory": "gruissan"}, "en")
    assert isinstance(answer, Table)
    assert [column.name for column in answer.columns] == ["effect", "effectLabel", "number", "text"]
    assert [row[1] for row in rows(answer)] == ["Effect 1", "Effet 2", "effect/c2/gruissan/1"]


def test_an_empty_answer_has_the_same_columns(questions: Questions) -> None:
    empty = questions.ask("effects-of-territory", {"territory": "canohes"})
    full = questions.ask("effects-of-territory", {"territory": "gruissan"})
    assert isinstance(empty, Table)
    assert isinstance(full, Table)
    assert empty.columns == full.columns
    assert empty.rows == []


def test_a_label_the_query_projects_is_not_added_again(questions: Questions) -> None:
    answer = questions.sparql("SELECT ?x ?xLabel { ?x a coh:Pilot ; rdfs:label ?xLabel }")
    assert isinstance(answer, Table)
    assert [column.name for column in answer.columns] == ["x", "xLabel"]
    assert answer.shown() == [1]


def test_every_form_is_answered(questions: Questions) -> None:
    assert questions.sparql("ASK { ?s a coh:Pilot }") == Truth(True)
    assert questions.sparql("ASK { ?s a coh:Nothing }") == Truth(False)
    assert isinstance(questions.sparql(f"DESCRIBE <{ID}pilot/c1/gruissan>"), Statements)
    graph = questions.ask("about", {"subject": "effect/c1/gruissan/1"})
    assert isinstance(graph, Statements)
    assert len(graph.triples) == 11


def test_the_language_is_bound_in_free_queries_and_other_parameters_are_refused(questions: Questions) -> None:
    assert rows(questions.sparql("SELECT (?_lang AS ?l) { }", "en")) == [("en",)]
    with pytest.raises(InputError, match=r"query:1:18: '\?_territory' is a parameter"):
        questions.sparql("SELECT * { ?s ?p ?_territory }")


# -- wrong calls


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("effects-of-teritory", {}, ["effects-of-teritory", "Did you mean effects-of-territory"]),
        ("effects-of-territory", {}, ["needs 'territory'", "territory=gruissan"]),
        ("effects-of-territory", {"teritory": "x"}, ["no parameter 'teritory'", "Did you mean territory"]),
        ("effects-of-territory", {"territory": "gruisan"}, ["is no coh:Territory", "Did you mean gruissan"]),
        (
            "effects-of-territory",
            {"territory": "outillage"},
            ["is no coh:Territory", "a full IRI"],
        ),
        ("effects-of-territory", {"territory": f"{ID}territory/x"}, ["is no coh:Territory"]),
        ("effects-of-type", {"effectType": "gruissan"}, ["is no effect-type"]),
        ("about", {"subject": "gruissan"}, ["several", "territory/gruissan", "pilot/c1/gruissan"]),
        ("about", {"subject": "Ada"}, ["several", "person/a, person/b"]),
        ("search", {"text": " "}, ["is empty"]),
        ("search", {"text": "x" * 501}, ["longer than 500"]),
        ("search", {"text": "x", "from": "1e9"}, ["is not a whole number"]),
        ("search", {"text": "x", "lang": "en"}, ["no parameter 'lang'"]),
    ],
)
def test_a_wrong_call_says_what_and_how(
    questions: Questions, name: str, values: dict[str, str], words: list[str]
) -> None:
    with pytest.raises(CallError) as caught:
        questions.ask(name, values)
    assert caught.value.exit_code == 2
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_a_wrong_name_is_told_without_opening_the_graph(small_project: Path) -> None:
    def never() -> OxigraphStore:
        raise AssertionError("the graph was opened")

    questions = Questions(never, small_project / "queries")
    with pytest.raises(CallError):
        questions.ask("effects-of-territory", {})


# -- injection


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("effects-of-territory", "territory"),
        ("effects-of-territory", "cohort"),
        ("effects-of-type", "effectType"),
        ("about", "subject"),
        ("search", "from"),
    ],
)
def test_nothing_but_a_resource_or_a_number_passes(questions: Questions, name: str, parameter: str, value: str) -> None:
    required = {"effects-of-territory": {"territory": "gruissan"}, "search": {"text": "x"}}
    with pytest.raises(CallError) as caught:
        questions.ask(name, {**required.get(name, {}), parameter: value})
    assert "\x1b" not in str(caught.value)
    assert len(caught.value.message) < 300


@pytest.mark.parametrize("value", [value for value in NASTY if value.strip()], ids=ascii)
def test_a_string_is_one_literal_or_refused(questions: Questions, value: str) -> None:
    try:
        answer = questions.ask("search", {"text": value})
    except CallError:
        assert len(value) > 500 or "\udc80" in value
    else:
        assert rows(answer) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(min_size=1, max_size=500).filter(lambda text: text.strip()))
def test_a_string_parameter_changes_one_token_only(questions: Questions, text: str) -> None:
    stored = questions.catalogue.get("search")
    ours = tokenise(stored.bound({"text": text}, "fr", questions.terms).text)
    other = tokenise(stored.bound({"text": "effet"}, "fr", questions.terms).text)
    changed = {new.kind for new, old in zip(ours, other, strict=True) if new.text != old.text}
    assert changed <= {Kind.STRING}


# -- a second engine


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("effects-of-territory", {"territory": "gruissan"}),
        ("effects-of-territory", {"territory": "gruissan", "cohort": "c2"}),
        ("effects-of-type", {"effectType": "outillage"}),
        ("matrix", {}),
        ("search", {"text": "« effet » \"'\\"}),
        ("search", {"text": "«"}),
    ],
)
def test_another_engine_gives_the_same_rows(
    questions: Questions, engine: OxigraphStore, name: str, values: dict[str, str]
) -> None:
    query = questions.catalogue.get(name).bound(values, "fr", questions.terms)
    graph = rdflib.Graph()
    graph.parse(data="\n".join(f"{quad.triple} ." for quad in engine.quads()), format="nt")
    ours = query.run(engine)
    theirs = [tuple(str(cell) for cell in row) for row in graph.query(query.text)]  # type: ignore[union-attr]
    assert sorted(theirs) == sorted(tuple(cell.value for cell in row) for row in ours.rows)  # type: ignore


# -- headers and the catalogue


def stored(tmp_path: Path, params: str, body: str) -> StoredQuery:
    path = tmp_path / "q.rq"
    path.write_text(f"#+ summary: s\n#+ x-cohorte:\n#+     params: {params}\n{body}\n", encoding="utf-8")
    return StoredQuery.read(path)


@pytest.mark.parametrize(
    ("params", "body", "message"),
    [
        ("{}", "SELECT * {\n ?s ?p ?_x }", r"q\.rq:5:8: '\?_x' is not declared"),
        ("{x: {class: any}}", "SELECT * { ?s ?p ?o }", "'x' is declared and not used"),
        ("{x: {class: any, required: false}}", "SELECT * { ?s ?p ?_x }", r"q\.rq:4:18: .*VALUES data only"),
        ("{x: {klass: any}}", "SELECT * { ?s ?p ?_x }", "q.rq:3: 'x' has no key 'klass'"),
        ("{x: {label: x}}", "SELECT * { ?s ?p ?_x }", "needs one of class, scheme, datatype"),
        ("{x: {class: 'cho:Pilot'}}", "SELECT * { ?s ?p ?_x }", "'cho:Pilot' of parameter 'x' is no IRI"),
        ("{x: {datatype: 'xsd:strin'}}", "SELECT * { ?s ?p ?_x }", "'xsd:strin' is none of"),
        ("{x: {class: [}", "SELECT * { ?s ?p ?_x }", r"q\.rq:3:\d+: the header is not YAML"),
    ],
)
def test_a_wrong_header_is_told_with_its_place(tmp_path: Path, params: str, body: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        stored(tmp_path, params, body)


def test_an_optional_parameter_without_default_becomes_undef(tmp_path: Path, questions: Questions) -> None:
    query = stored(
        tmp_path,
        "{c: {class: 'coh:Cohort', required: false}}",
        "SELECT ?c { VALUES ?c { ?_c } ?c a coh:Cohort }",
    )
    assert "VALUES ?c { UNDEF }" in query.bound({}, "fr", questions.terms).text


def test_a_header_reads_as_it_says() -> None:
    header = read_header("#+ summary: A\n#+ tags: [x, y]\nSELECT * { }", "q.rq")
    assert (header.summary, header.tags, header.parameters) == ("A", ("x", "y"), ())
    assert read_header("SELECT * { }", "q.rq").summary == ""


def test_the_catalogue_lists_and_searches(small_project: Path) -> None:
    catalogue = Catalogue(small_project / "queries")
    names = [query.name for query in catalogue]
    assert names == sorted(names)
    assert [query.name for query in catalogue.search("EVIDENCE")] == ["about", "effects-of-territory"]
    assert [query.name for query in catalogue.search("dit graphe")] == ["about"]
    assert catalogue.search("zzz") == []
