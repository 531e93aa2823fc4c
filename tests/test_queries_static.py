"""Each stored query, without a graph: its header, its heads, its columns, its syntax on two engines."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from rdflib.plugins.sparql import prepareQuery

from cohorte_graph.iri import BASE, PREFIXES
from cohorte_graph.query.stored import LANGUAGE, StoredQuery
from cohorte_graph.query.tokens import bind, parameters, tokenise

FOLDER = Path(__file__).parent.parent / "queries"
FILES = sorted(FOLDER.glob("*.rq"))
COMPETENCY = sorted((Path(__file__).parent / "queries" / "competency").glob("*.rq"))
each_query = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])

REQUIRED = {
    "territories": "territory name kind department region population areaKm2 communes",
    "pilots": "territory pilot title tagline description",
    "effects-of-territory": "effect number labels text effectTypes origin quote pages",
    "effects-of-type": "effect territory labels text effectType origin quote pages",
    "effects-of-role": "effect territory text quote pages",
    "limits-of-role": "limit territory text quote pages",
    "effect-types": "effectType label broader effects territories",
    "effect-type-matrix": "effectType territory effects",
    "limits-of-territory": "limit number text limitThemes origin quote pages",
    "limits-of-theme": "limit territory text limitTheme origin quote pages",
    "limit-themes": "limitTheme label broader limits territories",
    "effects-and-limits-by-territory": "territory effects limits",
    "territories-sharing-effects": "other shared effectTypes",
    "territories-sharing-limits": "other shared limitThemes",
    "compare-territories": "facet concept inTerritory inOther",
    "allies": "ally name organisation territory task quote pages",
    "actor-roles": "actorRole label effects limits people",
    "people": "person name function actorRole organisation territory",
    "organisations": "organisation name kind aliases",
    "viewpoints-of-territory": "viewpoint kind speaker text quote pages",
    "pull-quotes": "territory text pages",
    "events": "event title kind date place topic participantsMin participantsMax",
    "diagnoses": "territory organisation quote pages",
    "findings": "finding kind title text pages",
    "lessons": "lesson number text quote pages",
    "improvements": "improvement number text quote pages",
    "stakes": "stake number text quote pages",
    "strategic-questions": "strategicQuestion number text quote pages",
    "perspectives": "perspective number text quote pages",
    "phases": "phase text quote pages",
    "policies": "policy quote pages",
    "previous-cohorts": "previousCohort text quote pages",
    "region-accompaniment": "step text quote pages",
    "figures": "figure subject measure value unit quote pages",
    "productions": "production kind title producer url",
    "reported-versus-official": "territory measure reported official year difference status",
    "evidence-of": "passage quote section pages source start end",
    "source-coverage": "section characters covered share",
    "source-differences": "what where quote pages note",
    "unknown-names": "what where quote pages note",
    "proofreading-notes": "what where quote pages note",
    "search": "subject class label snippet score",
    "statements-by-origin": "origin class statements",
    "profile-of-territory": "",
}
"""The columns that people outside rely on, in their order; further ones may stand between or behind."""

TAKES = {
    "effects-of-territory": {"territory"},
    "limits-of-territory": {"territory"},
    "effects-of-type": {"effectType"},
    "limits-of-theme": {"limitTheme"},
    "effects-of-role": {"actorRole"},
    "limits-of-role": {"actorRole"},
    "territories-sharing-effects": {"territory"},
    "territories-sharing-limits": {"territory"},
    "compare-territories": {"territory", "other"},
    "viewpoints-of-territory": {"territory"},
    "evidence-of": {"subject"},
    "search": {"text"},
    "profile-of-territory": {"territory"},
}
"""The parameters the required queries demand; the others of that list demand none."""


def header_lines(path: Path) -> list[str]:
    return [line[2:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#+")]


def yaml_of(path: Path) -> dict[str, object]:
    header = yaml.safe_load("\n".join(header_lines(path)))
    assert isinstance(header, dict)
    return header


def dummy_bound(path: Path, *, absent: bool = False) -> str:
    """The text with a term in place of each parameter, UNDEF for the optional ones if ``absent``."""
    query = StoredQuery.read(path)
    terms = {LANGUAGE: '"fr"'}
    for name in parameters(tokenise(query.text)):
        if declared := query.parameters.get(name):
            is_text = declared.kind == "datatype"
            terms[name] = '"mot"' if is_text else f"<{BASE}id/nothing>"
            if absent and not declared.required:
                terms[name] = "UNDEF"
    return bind(query.text, terms)


def projected(path: Path) -> list[str]:
    answer = ox.Store().query(dummy_bound(path))
    return [v.value for v in answer.variables] if isinstance(answer, ox.QuerySolutions) else []


def test_there_are_queries() -> None:
    assert len(FILES) >= len(REQUIRED)


@pytest.mark.parametrize("name", REQUIRED)
def test_a_required_query_exists(name: str) -> None:
    assert (FOLDER / f"{name}.rq").is_file()


@pytest.mark.parametrize("name", [name for name, columns in REQUIRED.items() if columns])
def test_a_required_query_has_its_columns_in_order(name: str) -> None:
    columns = projected(FOLDER / f"{name}.rq")
    wanted = REQUIRED[name].split()
    assert [column for column in columns if column in wanted] == wanted


@pytest.mark.parametrize("name", REQUIRED)
def test_a_required_query_demands_its_parameters_and_no_other(name: str) -> None:
    header = StoredQuery.read(FOLDER / f"{name}.rq").header
    assert {p.name for p in header.parameters if p.required} == TAKES.get(name, set())


@each_query
def test_the_header_is_first_with_summary_on_top_and_tags_last(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    keys = [match[1] for line in header_lines(path) if (match := re.match(r" ([a-z-]+):", line))]
    assert text.startswith("#+ summary: ")
    assert keys[0] == "summary"
    assert keys[-1] == "tags"
    assert set(keys) <= {"summary", "description", "x-cohorte", "tags"}
    assert "#+" not in text[text.index("\n\n") :]
    assert yaml_of(path)["tags"]


@each_query
def test_the_question_is_asked_in_both_languages(path: Path) -> None:
    question = StoredQuery.read(path).header.question
    assert set(question) == {"fr", "en"}
    assert all(text.endswith("?") for text in question.values())


@each_query
def test_every_column_has_heads_in_both_languages_and_every_head_a_column(path: Path) -> None:
    heads = StoredQuery.read(path).header.columns
    assert list(heads) == projected(path)
    assert all(set(texts) == {"fr", "en"} and all(texts.values()) for texts in heads.values())


@each_query
def test_every_parameter_has_an_example_and_labels(path: Path) -> None:
    for declared in StoredQuery.read(path).header.parameters:
        assert declared.example, declared.name
        assert set(declared.label) == {"fr", "en"}, declared.name


@each_query
def test_labels_of_iri_columns_are_left_to_the_query_layer(path: Path) -> None:
    columns = projected(path)
    assert not [column for column in columns if column.removesuffix("Label") != column]


@each_query
def test_the_chart_draws_columns_of_the_answer(path: Path) -> None:
    query = StoredQuery.read(path)
    if query.header.chart:
        known = {*projected(path), *(f"{column}Label" for column in projected(path))}
        named = {query.header.chart.x, query.header.chart.y, query.header.chart.value} - {""}
        assert named <= known


@each_query
@pytest.mark.parametrize("absent", [False, True], ids=["given", "absent"])
def test_the_text_parses_on_both_engines_without_help(path: Path, absent: bool) -> None:
    text = dummy_bound(path, absent=absent)
    ox.Store().query(text)
    prepareQuery(text)


@each_query
def test_prefixes_are_declared_as_everywhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for prefix, iri in re.findall(r"^PREFIX (\w+): <([^>]+)>$", text, re.MULTILINE):
        assert PREFIXES[prefix] == iri


@pytest.mark.parametrize("path", COMPETENCY, ids=[path.stem for path in COMPETENCY])
def test_the_questions_without_a_stored_query_parse_on_both_engines(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert isinstance(ox.Store().query(text), ox.QuerySolutions)
    prepareQuery(text)
    assert not parameters(tokenise(text))
