"""Every stored query on the real graph: rows there are, and a second engine gives the same ones by value."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from asking import by_value, rows
from cohorte_graph.build import BuildReport
from cohorte_graph.generation import GRAPH_FILE
from cohorte_graph.project import Project
from cohorte_graph.query import Questions, Table
from cohorte_graph.query.stored import StoredQuery
from cohorte_graph.query.syntax import checked
from cohorte_graph.store import Graph, OxigraphStore, Rows, Term
from report_fixtures import ROOT

QUERIES = sorted((ROOT / "queries").glob("*.rq"))
COMPETENCY = sorted((Path(__file__).parent / "queries" / "competency").glob("*.rq"))
EMPTY_IS_RIGHT = {
    "unknown-names": "every name of the report stands in a gazetteer",
    "effects-unclassified": "every effect has a type",
    "limits-unclassified": "every limit has a theme",
}
EMPTY_COLUMNS: dict[str, set[str]] = {}
"""Columns that have no value in any row, with the reason."""

assert len(QUERIES) >= 45
assert len(COMPETENCY) >= 3


def takes_a_value(path: Path) -> bool:
    return any(parameter.required for parameter in StoredQuery.read(path).header.parameters)


each_query = pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
compared = pytest.mark.parametrize("path", [*QUERIES, *COMPETENCY], ids=lambda path: path.stem)
pytestmark = pytest.mark.filterwarnings(  # rdflib's Dataset warns of its own calls
    r"ignore:Dataset\.\w+ is deprecated:DeprecationWarning"
)


@pytest.fixture(scope="module")
def real(graph: OxigraphStore) -> Questions:
    return Questions(lambda: graph, ROOT / "queries")


@pytest.fixture(scope="module")
def second(built: tuple[Project, BuildReport]) -> rdflib.Dataset:
    """The same quads in rdflib's memory, the default graph apart from the named ones."""
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(data=(built[1].generation / GRAPH_FILE).read_text("utf-8"), format="nquads")
    return dataset


def examples(questions: Questions, name: str) -> dict[str, str]:
    """The values of the parameters that a query demands, as its header gives them."""
    return {p.name: p.example for p in questions.catalogue.get(name).header.parameters if p.required}


def bound(path: Path, questions: Questions, lang: str = "fr") -> str:
    """The text of a query with its example values; those of the competency questions take none."""
    if path in COMPETENCY:
        return checked(path.read_text("utf-8"), path).text
    stored = questions.catalogue.get(path.stem)
    return stored.bound(examples(questions, path.stem), lang, questions.terms).text


# ------------------------------------------------------------------------------------------------ two engines


@compared
def test_two_engines_agree(path: Path, real: Questions, graph: OxigraphStore, second: rdflib.Dataset) -> None:
    """The same columns and rows; in the same order where the query orders them."""
    text = bound(path, real)
    result, answer = graph.query(text), second.query(text)
    if isinstance(result, Graph):
        other = {tuple(map(by_value, triple)) for triple in answer}
        assert {tuple(map(by_value, (t.subject, t.predicate, t.object))) for t in result.triples} == other
        return
    assert isinstance(result, Rows)
    assert tuple(map(str, answer.vars or ())) == result.variables
    mine = [tuple(map(by_value, row)) for row in result.rows]
    theirs = [tuple(map(by_value, row)) for row in answer]
    assert Counter(mine) == Counter(theirs)
    if "ORDER BY" in text.rpartition("}")[2]:
        assert mine == theirs, "the same rows in another order"


def test_every_query_orders_its_rows() -> None:
    """So that their order is compared, and an answer reads the same on any engine."""
    unordered = {path.stem for path in (*QUERIES, *COMPETENCY) if "ORDER BY" not in path.read_text().rpartition("}")[2]}
    assert unordered == {"profile-of-territory"}


# ---------------------------------------------------------------------------------------------- every answer


@each_query
def test_the_example_has_an_answer(path: Path, real: Questions, graph: OxigraphStore) -> None:
    result = graph.query(bound(path, real))
    count = len(result.triples if isinstance(result, Graph) else result.rows)  # type: ignore[union-attr]
    assert (count == 0) == (path.stem in EMPTY_IS_RIGHT)


@each_query
def test_no_row_repeats(path: Path, real: Questions, graph: OxigraphStore) -> None:
    result = graph.query(bound(path, real))
    if isinstance(result, Rows):
        assert max(Counter(result.rows).values(), default=1) == 1


@pytest.mark.parametrize("path", [path for path in QUERIES if not takes_a_value(path)], ids=lambda path: path.stem)
def test_no_column_is_empty_throughout(path: Path, real: Questions) -> None:
    """A column that no row of the whole cohort fills tells nobody anything."""
    answer = real.ask(path.stem, {})
    assert isinstance(answer, Table)
    places = range(len(answer.columns)) if answer.rows else ()
    empty = {answer.columns[n].name for n in places if all(row[n] is None for row in answer.rows)}
    assert empty == EMPTY_COLUMNS.get(path.stem, set())


def test_evidenced_rows_have_quotes_and_pages(real: Questions) -> None:
    for name in ("effects", "limits", "events", "lessons", "findings"):
        found = rows(real, name)
        assert found
        for row in found:
            assert row["quote"]
            assert row["pages"]


# --------------------------------------------------------------------------------------------------- English


@each_query
def test_english_answers_what_french_does(path: Path, real: Questions) -> None:
    """As many rows, the same IRIs in them, and a label wherever French has one."""
    values = examples(real, path.stem)
    french, english = (real.ask(path.stem, values, lang) for lang in ("fr", "en"))
    if not isinstance(french, Table):
        assert english.triples == french.triples  # type: ignore[union-attr]
        return
    assert isinstance(english, Table)
    assert len(english.rows) == len(french.rows)
    assert [column.name for column in english.columns] == [column.name for column in french.columns]
    assert Counter(map(outline, english.rows)) == Counter(map(outline, french.rows))


def outline(row: tuple[Term | None, ...]) -> tuple[str, ...]:
    """What does not depend on the language: the IRIs, and which of the other cells hold something."""
    return tuple(
        cell.value if isinstance(cell, ox.NamedNode) else str(cell is not None and getattr(cell, "value", "") != "")
        for cell in row
    )
