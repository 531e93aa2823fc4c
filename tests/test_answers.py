"""Every stored query on the real graph: rows there are, and a second engine gives the same ones by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from report_fixtures import ROOT

from cohorte_graph.build import BuildReport
from cohorte_graph.generation import GRAPH_FILE
from cohorte_graph.project import Project
from cohorte_graph.query import Questions
from cohorte_graph.query.stored import StoredQuery
from cohorte_graph.store import Graph, MemoryStore, Rows

QUERIES = sorted((ROOT / "queries").glob("*.rq"))
EMPTY_IS_RIGHT = {
    "unknown-names": "every name of the report stands in a gazetteer",
    "effects-unclassified": "every effect has a type",
    "limits-unclassified": "every limit has a theme",
}

assert len(QUERIES) >= 45

# rdflib's own N-Quads parser and SPARQL engine still use a name that rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")


@pytest.fixture(scope="module")
def real(graph: MemoryStore) -> Questions:
    return Questions(lambda: graph, ROOT / "queries")


@pytest.fixture(scope="module")
def second(built: tuple[Project, BuildReport]) -> rdflib.Dataset:
    """The same quads in rdflib's memory, the default graph apart from the named ones."""
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(data=(built[1].generation / GRAPH_FILE).read_text("utf-8"), format="nquads")
    return dataset


def bound(path: Path, questions: Questions) -> tuple[StoredQuery, str]:
    stored = questions.catalogue.get(path.stem)
    values = {p.name: str(p.example) for p in stored.header.parameters if p.required}
    return stored, stored.bound(values, "fr", questions.terms).text


def by_value(term: Any) -> Any:
    """A term as both engines mean it: numbers by value, texts with their language."""
    if term is None:
        return None
    if isinstance(term, (ox.NamedNode, rdflib.URIRef)):
        return ("iri", str(getattr(term, "value", term)))
    text = str(getattr(term, "value", term)) if isinstance(term, ox.Literal) else str(term)
    datatype = term.datatype.value if isinstance(term, ox.Literal) else str(term.datatype or "")
    if datatype.rsplit("#", 1)[-1] in ("integer", "decimal", "double", "float"):
        return ("number", round(Decimal(text), 9))
    return ("text", text, (term.language or "").lower())


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_two_engines_agree(path: Path, real: Questions, graph: MemoryStore, second: rdflib.Dataset) -> None:
    _, text = bound(path, real)
    result = graph.query(text)
    if isinstance(result, Graph):
        other = {tuple(map(by_value, triple)) for triple in second.query(text)}
        assert {tuple(map(by_value, (t.subject, t.predicate, t.object))) for t in result.triples} == other
        return
    assert isinstance(result, Rows)
    answer = second.query(text)
    assert tuple(map(str, answer.vars or ())) == result.variables
    mine = Counter(tuple(map(by_value, row)) for row in result.rows)
    assert mine == Counter(tuple(map(by_value, row)) for row in answer)


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_the_example_has_an_answer(path: Path, real: Questions, graph: MemoryStore) -> None:
    _, text = bound(path, real)
    result = graph.query(text)
    count = len(result.triples if isinstance(result, Graph) else result.rows)  # type: ignore[union-attr]
    assert (count == 0) == (path.stem in EMPTY_IS_RIGHT)


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_no_row_repeats(path: Path, real: Questions, graph: MemoryStore) -> None:
    _, text = bound(path, real)
    result = graph.query(text)
    if isinstance(result, Rows):
        assert max(Counter(result.rows).values(), default=1) == 1


def rows(real: Questions, name: str, **values: str) -> Iterator[dict[str, Any]]:
    answer: Any = real.ask(name, values)
    for row in answer.rows:
        yield {
            column.name: getattr(term, "value", None) for column, term in zip(answer.columns, row, strict=True)
        }


def test_evidenced_rows_have_quotes_and_pages(real: Questions) -> None:
    for name in ("effects", "limits", "events", "lessons", "findings"):
        found = list(rows(real, name))
        assert found
        for row in found:
            assert row["quote"]
            assert row["pages"]
