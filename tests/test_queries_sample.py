"""Each stored query on a small graph made by hand: it answers, and two engines agree on the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from cohorte_graph.iri import CONCEPT, GRAPH, expand
from cohorte_graph.query import Questions, Statements, Table
from cohorte_graph.query.stored import StoredQuery
from cohorte_graph.store import OxigraphStore

HERE = Path(__file__).parent
FOLDER = HERE.parent / "queries"
SAMPLE = HERE / "queries" / "sample.trig"
NAMES = [path.stem for path in sorted(FOLDER.glob("*.rq"))]
COHORT = "occitanie-2024-2025"
pytestmark = pytest.mark.filterwarnings(  # rdflib's Dataset warns of its own calls
    r"ignore:Dataset\.\w+ is deprecated:DeprecationWarning"
)
each_name = pytest.mark.parametrize("name", NAMES)


def sample_quads() -> list[ox.Quad]:
    return list(ox.parse(SAMPLE.read_bytes(), format=ox.RdfFormat.TRIG))


def with_union(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The named graphs and, in the default graph, their set union, as a build writes it."""
    named = list(quads)
    union = {ox.Quad(q.subject, q.predicate, q.object, ox.DefaultGraph()) for q in named}
    return [*named, *sorted(union, key=str)]


def questions_on(quads: Iterable[ox.Quad]) -> Questions:
    store = OxigraphStore()
    store.extend(with_union(quads))
    return Questions(lambda: store, FOLDER)


@pytest.fixture(scope="module")
def questions() -> Questions:
    return questions_on(sample_quads())


@pytest.fixture(scope="module")
def other_engine() -> rdflib.Dataset:
    text = ox.serialize(with_union(sample_quads()), format=ox.RdfFormat.N_QUADS)
    assert text is not None
    dataset = rdflib.Dataset()
    dataset.parse(data=text.decode(), format="nquads")
    return dataset


def examples(questions: Questions, name: str) -> dict[str, str]:
    stored = questions.catalogue.get(name)
    return {p.name: p.example for p in stored.header.parameters if p.required}


def ask(questions: Questions, name: str, lang: str = "fr", **values: str) -> list[dict[str, str]]:
    """The rows as dictionaries of texts."""
    answer = questions.ask(name, {**examples(questions, name), **values}, lang)
    assert isinstance(answer, Table)
    heads = [column.name for column in answer.columns]
    return [
        {head: "" if cell is None else getattr(cell, "value", str(cell)) for head, cell in zip(heads, row, strict=True)}
        for row in answer.rows
    ]


def test_there_are_queries() -> None:
    assert NAMES


# ---------------------------------------------------------------------------------------- every query answers


@each_name
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("cohort", ["", COHORT], ids=["all", "cohort"])
def test_it_has_rows(questions: Questions, name: str, lang: str, cohort: str) -> None:
    values = examples(questions, name)
    if cohort and "cohort" in questions.catalogue.get(name).parameters:
        values["cohort"] = cohort
    answer = questions.ask(name, values, lang)
    assert answer.triples if isinstance(answer, Statements) else isinstance(answer, Table) and answer.rows


@each_name
def test_a_row_stands_once(questions: Questions, name: str) -> None:
    answer = questions.ask(name, examples(questions, name))
    if isinstance(answer, Table):
        assert len(answer.rows) == len(set(answer.rows))


# ------------------------------------------------------------------------------------------ two engines agree


def cell_of_ox(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> object:
    if isinstance(term, ox.Literal):
        return value(term.value, term.datatype.value)
    return term.value if isinstance(term, ox.NamedNode) else None


def cell_of_rdflib(term: object) -> object:
    if isinstance(term, rdflib.Literal):
        return value(str(term), str(term.datatype or ""))
    return str(term) if isinstance(term, rdflib.URIRef) else None


def value(lexical: str, datatype: str) -> object:
    """Numbers by value (engines print quotients differently), the rest by its words."""
    is_number = datatype in {expand("xsd:decimal"), expand("xsd:integer")}
    return Decimal(lexical) if is_number else lexical


def bound(questions: Questions, name: str) -> str:
    stored = StoredQuery.read(FOLDER / f"{name}.rq")
    return stored.bound(examples(questions, name), "en", questions.terms).text


@each_name
def test_rdflib_gives_the_same_rows(questions: Questions, other_engine: rdflib.Dataset, name: str) -> None:
    text = bound(questions, name)
    result, other = questions.engine.query(text), other_engine.query(text)
    if not hasattr(result, "rows"):
        mine = {tuple(cell_of_ox(t) for t in (x.subject, x.predicate, x.object)) for x in result.triples}
        assert mine == {tuple(cell_of_rdflib(t) for t in triple) for triple in other}
        return
    mine = [tuple(cell_of_ox(cell) for cell in row) for row in result.rows]
    theirs = [tuple(cell_of_rdflib(cell) for cell in row) for row in other]
    assert [str(v) for v in other.vars] == list(result.variables)
    assert Counter(mine) == Counter(theirs)
    assert mine == theirs, "the same rows in another order"


# ------------------------------------------------------------------------------ a triple in two graphs is one


def planted(kind: str) -> list[ox.Quad]:
    """The sample with every triple of the graph of that kind planted in its sister as well."""
    quads = sample_quads()
    report, curation = (ox.NamedNode(f"{GRAPH}{g}/{COHORT}") for g in ("report", "curation"))
    source, target = (report, curation) if kind == "report" else (curation, report)
    twins = [ox.Quad(q.subject, q.predicate, q.object, target) for q in quads if q.graph_name == source]
    return quads + twins


# statements-by-origin counts the statements of each graph, on purpose
@pytest.mark.parametrize("kind", ["report", "curation"])
@pytest.mark.parametrize("name", [name for name in NAMES if name != "statements-by-origin"])
def test_a_triple_planted_in_two_graphs_counts_once(questions: Questions, name: str, kind: str) -> None:
    twice = questions_on(planted(kind))
    values = examples(questions, name)
    once, again = questions.ask(name, values), twice.ask(name, values)
    if isinstance(once, Statements):
        assert again == once
        return
    assert isinstance(once, Table)
    assert isinstance(again, Table)
    hidden = once.position("origin")
    assert [without(row, hidden) for row in again.rows] == [without(row, hidden) for row in once.rows]


def without(row: tuple[object, ...], place: int | None) -> tuple[object, ...]:
    return tuple(cell for n, cell in enumerate(row) if n != place)


def test_origins_are_joined() -> None:
    rows = ask(questions_on(planted("report")), "effects-of-territory")
    assert [row["origin"] for row in rows] == ["curation | report", "curation | report", "curation"]


# ------------------------------------------------------------------------------------ labels and joined cells


def test_a_missing_english_label_drops_no_row(questions: Questions) -> None:
    french, english = (ask(questions, "effects-of-territory", lang) for lang in ("fr", "en"))
    assert len(french) == len(english) == 3
    assert [row["effectLabel"] for row in english] == [
        "Effect 1 in Gruissan",
        "Effet 2 à Gruissan",
        "Effect 3 in Gruissan",
    ]
    assert [row["effectTypes"] for row in english] == [
        "Tools and methods | Replicable method",
        "Transversalité",
        "Change",
    ]
    assert [row["effectTypes"] for row in french] == [
        "Outillage | Réplicabilité méthodologique",
        "Transversalité",
        "Changement",
    ]


def test_every_english_label_may_be_missing() -> None:
    unlabelled = [
        quad for quad in sample_quads() if not (isinstance(quad.object, ox.Literal) and quad.object.language == "en")
    ]
    french_only, both = questions_on(unlabelled), questions_on(sample_quads())
    for name in NAMES:
        if name in ("search", "statements-by-origin", "profile-of-territory"):
            continue  # they count or show the English texts themselves
        assert len(ask(french_only, name, "en")) == len(ask(both, name, "en")), name


def test_several_values_stand_in_one_cell(questions: Questions) -> None:
    first, *_ = ask(questions, "effects-of-territory")
    assert first["labels"] == "outillage | réplicabilité méthodologique"
    assert first["quote"] == (
        "Effet « outillage » et « réplicabilité méthodologique » : […] un apport de l'accompagnateur sur des outils."
    )


def test_origin_says_who_classified(questions: Questions) -> None:
    assert [row["origin"] for row in ask(questions, "effects-of-territory")] == [
        "report",
        "report",
        "curation",
    ]
    assert [row["origin"] for row in ask(questions, "effects-of-territory", territory="saint-hilaire-de-brethmas")] == [
        "report"
    ] * 2


# --------------------------------------------------------------------------------------- some answers in full


def test_a_broader_type_includes_narrower_ones_and_an_effect_stands_once(questions: Questions) -> None:
    rows = ask(questions, "effects-of-type", effectType="ingenierie-et-methode")
    assert [(row["effectLabel"], row["effectTypeLabel"]) for row in rows] == [
        ("Effet 1 à Gruissan", "Outillage"),
        ("Effet 1 à Saint-Hilaire-de-Brethmas", "Outillage"),
    ]
    counts = {row["effectType"]: row["effects"] for row in ask(questions, "effect-types")}
    assert counts[f"{CONCEPT}effect-type/ingenierie-et-methode"] == "2"
    assert counts[f"{CONCEPT}effect-type/cooperation-et-dialogue"] == "1"


def test_a_cohort_without_data_has_no_rows(questions: Questions) -> None:
    quads = sample_quads()
    empty = ox.NamedNode("https://w3id.org/cohorte-graph/id/cohort/demain")
    kind = ox.Quad(
        empty,
        ox.NamedNode(expand("rdf:type")),
        ox.NamedNode(expand("coh:Cohort")),
        ox.NamedNode(GRAPH + "reference"),
    )
    asked = questions_on([*quads, kind])
    counted = ("effect-types", "limit-themes", "actor-roles")  # concepts stand there with their zeros
    for name in NAMES:
        if "cohort" in asked.catalogue.get(name).parameters and name not in counted:
            assert ask(asked, name, cohort="demain") == [], name
    assert {row["effects"] for row in ask(asked, "effect-types", cohort="demain")} == {"0"}


def test_reported_figures_face_the_vintage_that_agrees(questions: Questions) -> None:
    rows = ask(questions, "reported-versus-official")
    assert [
        (r["territoryLabel"], r["reported"], r["official"], r["year"], r["difference"], r["status"]) for r in rows
    ] == [
        ("Gruissan", "5068", "5068", "2022", "0", "same"),
        ("Saint-Hilaire-de-Brethmas", "4643", "4643", "2022", "0", "same"),
    ]


@pytest.mark.parametrize(
    ("reported", "status"),
    [
        ("5068", "same"),
        ("5096", "other vintage"),
        ("5000", "rounded"),
        ("5060", "unexplained"),
        ("7010", "unexplained"),
    ],
)
def test_a_figure_is_the_same_rounded_or_unexplained(reported: str, status: str) -> None:
    figure = f"https://w3id.org/cohorte-graph/id/figure/{COHORT}/gruissan/population"
    number = ox.Literal(reported, datatype=ox.NamedNode(expand("xsd:decimal")))
    quads = [
        ox.Quad(q.subject, q.predicate, number, q.graph_name)
        if q.subject == ox.NamedNode(figure) and q.predicate == ox.NamedNode(expand("coh:value"))
        else q
        for q in sample_quads()
    ]
    row, _ = ask(questions_on(quads), "reported-versus-official")
    assert (row["reported"], row["status"]) == (reported, status)


def test_densities_are_of_the_report_s_figures(questions: Questions) -> None:
    rows = ask(questions, "densities")
    assert [(row["territoryLabel"], row["density"]) for row in rows] == [
        ("Gruissan", "116.1"),
        ("Saint-Hilaire-de-Brethmas", "334"),
    ]


@pytest.mark.parametrize(
    ("text", "first", "score"),
    [
        ("carottes", "Limite 1 à Saint-Hilaire-de-Brethmas", "1"),
        ("CAROTTES cuites", "Limite 1 à Saint-Hilaire-de-Brethmas", "1"),
        ("échéances ELECTORALES, carottes", "Limite 2 à Gruissan", "0.67"),
        ("l'allié s'implantant", "Le point de vue de l'allié, Gruissan", "1"),
        (
            "e\N{COMBINING ACUTE ACCENT}che\N{COMBINING ACUTE ACCENT}ances électorales approche",
            "Limite 2 à Gruissan",
            "1",
        ),
    ],
)
def test_search_folds_words_and_counts_them(questions: Questions, text: str, first: str, score: str) -> None:
    best, *_ = [row for row in ask(questions, "search", text=text) if "/concept/" not in row["subject"]]
    assert (best["label"], best["score"]) == (first, score)


def test_search_finds_nothing_for_no_word(questions: Questions) -> None:
    assert ask(questions, "search", text="?!") == []
    assert ask(questions, "search", text="introuvable") == []


def test_evidence_comes_piece_by_piece(questions: Questions) -> None:
    rows = ask(questions, "evidence-of")
    assert [row["quote"] for row in rows] == [
        "Effet « outillage » et « réplicabilité méthodologique » :",
        "un apport de l'accompagnateur sur des outils.",
    ]
    assert [row["property"] for row in rows] == ["texte", "texte"]
    assert all(int(row["end"]) - int(row["start"]) == len(row["quote"]) for row in rows)


def test_evidence_of_a_person_is_that_of_its_mentions(questions: Questions) -> None:
    quotes = [row["quote"] for row in ask(questions, "evidence-of", subject="person/sylvain-pambour")]
    assert "Sylvain Pambour, allié mobilisé pour accompagner le territoire" in quotes


def test_a_dossier_holds_the_passages_and_the_labels(questions: Questions) -> None:
    answer = questions.ask("profile-of-territory", {"territory": "gruissan"})
    assert isinstance(answer, Statements)
    facts = {(str(t.predicate), str(t.object)) for t in answer.triples}
    assert (f"<{expand('oa:exact')}>", '"Population : 5068 habitants."') in facts
    assert (f"<{expand('rdfs:label')}>", '"Outillage"@fr') in facts
    assert not [t for t in answer.triples if "saint-hilaire" in str(t.subject)]


def test_who_never_said_is_listed(questions: Questions) -> None:
    assert [row["territoryLabel"] for row in ask(questions, "chapters-without-pull-quote")] == ["Gruissan"]
    assert [row["territoryLabel"] for row in ask(questions, "diagnoses-unattributed")] == ["Gruissan"]
    assert [row["territoryLabel"] for row in ask(questions, "territories-without-ally-viewpoint")] == [
        "Saint-Hilaire-de-Brethmas"
    ]
    assert [row["ally"].rpartition("/")[2] for row in ask(questions, "diagnoses-by-the-ally")] == ["sylvain-pambour"]
