"""Rows in every format, read back by other programs' parsers."""

from __future__ import annotations

import csv
import datetime
import io
import json

import openpyxl
import pyoxigraph as ox
import pytest
import rdflib
import rdflib.query
from hypothesis import given
from hypothesis import strategies as st

from cohorte_graph.errors import CallError
from cohorte_graph.export import Terminal, formats_for, write
from cohorte_graph.iri import PREFIXES
from cohorte_graph.query import Column, Questions, Statements, Table, Truth
from cohorte_graph.query.header import Chart

XSD = PREFIXES["xsd"]
TEXTS = [
    "=1+1",
    "+a",
    "a|b",
    'dit "oui", non',
    "deux\nlignes",
    "tab\tici",
    "\\",
    "#N/A",
    "<b>",
    "",
    "é’𝔘",
    "_:x",
]


def typed(value: str, name: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + name))


def table(*rows: tuple[object, ...], names: tuple[str, ...] = ("x", "y")) -> Table:
    return Table(tuple(Column(name) for name in names), list(rows))  # type: ignore[arg-type]


@pytest.fixture
def texts() -> Table:
    return table(*((ox.Literal(text), ox.Literal(text, language="fr")) for text in TEXTS))


@pytest.fixture
def answer(questions: Questions) -> Table:
    answer = questions.ask("effects-of-territory", {"territory": "gruissan"}, "fr")
    assert isinstance(answer, Table)
    return answer


# -- csv, tsv, json, jsonl


def test_csv_keeps_variable_names_and_data_unaltered(texts: Table) -> None:
    content = write(texts, "csv").decode()
    assert content.startswith("x,y\r\n")
    assert list(csv.reader(io.StringIO(content, newline="")))[1:] == [[text, text] for text in TEXTS]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1))
def test_any_text_survives_csv(values: list[str]) -> None:
    content = write(table(tuple(ox.Literal(value) for value in values), names=tuple(map(str, values))), "csv")
    assert list(csv.reader(io.StringIO(content.decode(), newline="")))[1:] in ([values], [[]])


@pytest.mark.parametrize("format", ["tsv", "json"])
def test_standard_results_are_read_back_term_by_term(answer: Table, texts: Table, format: str) -> None:
    kinds = {"tsv": ox.QueryResultsFormat.TSV, "json": ox.QueryResultsFormat.JSON}
    for rows in (answer, texts):
        read = ox.parse_query_results(write(rows, format), format=kinds[format])
        assert isinstance(read, ox.QuerySolutions)
        names = [variable.value for variable in read.variables]
        assert names == [column.name for column in rows.columns]
        assert [tuple(row[name] for name in names) for row in read] == rows.rows


def test_json_is_read_back_by_rdflib(answer: Table) -> None:
    read = rdflib.query.Result.parse(io.BytesIO(write(answer, "json")), format="json")
    assert [[str(cell) for cell in row if cell is not None] for row in read] == [
        [cell.value for cell in row if cell is not None]  # type: ignore[union-attr]
        for row in answer.rows
    ]


def test_json_of_a_truth() -> None:
    assert json.loads(write(Truth(False), "json")) == {"head": {}, "boolean": False}


def test_jsonl_has_numbers_truths_and_nulls() -> None:
    rows = table(
        (typed("3", "integer"), typed("13.90", "decimal")),
        (typed("200.0", "decimal"), typed("true", "boolean")),
        (ox.NamedNode("http://a/b"), None),
        (typed("2024-05-07", "date"), typed("NaN", "double")),
    )
    lines = [list(json.loads(line).values()) for line in write(rows, "jsonl").splitlines()]
    assert lines == [[3, 13.9], [200, True], ["http://a/b", None], ["2024-05-07", "NaN"]]


# -- xlsx


def test_xlsx_holds_labels_first_types_and_no_formula(answer: Table) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(answer, "xlsx", "en")))
    assert book.sheetnames == ["Answer"]
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0] == ("Effect", "No.", "Text", "Effect (IRI)")
    assert rows[2][:3] == ("Effet 2", 2, "=1+1")
    assert rows[1][3] == "https://w3id.org/cohorte-graph/id/effect/c1/gruissan/1"
    assert book.active["C3"].data_type == "s"


def test_xlsx_text_is_text_and_numbers_are_numbers(texts: Table) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write(texts, "xlsx"))).active
    for row, text in zip(sheet.iter_rows(min_row=2), TEXTS, strict=True):
        assert row[0].value == (text or None)
        assert row[0].data_type in ("s", "inlineStr")
    cells = (
        typed("13.9", "decimal"),
        typed("2024-05-07", "date"),
        typed("1" * 20, "integer"),
        ox.Literal("\x01"),
    )
    sheet = openpyxl.load_workbook(io.BytesIO(write(table(cells, names=tuple("abcd")), "xlsx"))).active
    read = [cell.value for cell in sheet[2]]
    assert read == [13.9, datetime.datetime(2024, 5, 7), "1" * 20, "\ufffd"]


def test_xlsx_of_no_rows_and_no_columns() -> None:
    for empty in (table(), table(names=())):
        assert openpyxl.load_workbook(io.BytesIO(write(empty, "xlsx"))).active is not None


# -- table, md


def test_a_table_shows_labels_under_heads_in_the_language(answer: Table) -> None:
    lines = write(answer, "table", "fr").decode().splitlines()
    assert lines[0].split() == ["Effet", "N°", "Texte"]
    assert lines[2] == "Effet 1               1   Un « effet » | à voir"
    assert len(lines) == 2 + len(answer.rows)


def test_a_table_of_a_terminal_keeps_its_width_and_colours_only_where_wanted(answer: Table) -> None:
    drawn = write(answer, "table", "fr", Terminal(40, color=False)).decode()
    assert all(len(line) <= 40 for line in drawn.splitlines())
    assert "\x1b" not in drawn
    assert "\x1b[" in write(answer, "table", "fr", Terminal(40, color=True)).decode()


@pytest.mark.parametrize("terminal", [None, Terminal(80, color=False)])
def test_a_terminal_obeys_no_data(terminal: Terminal | None) -> None:
    drawn = write(table((ox.Literal("\x1b[31m[bold]x[/bold]\a"), None)), "table", "fr", terminal).decode()
    assert "\x1b" not in drawn
    assert "[bold]x[/bold]" in drawn


def test_markdown_cells_stay_cells(texts: Table) -> None:
    lines = write(texts, "md").decode().splitlines()
    assert len(lines) == 2 + len(TEXTS)
    assert lines[4] == "| a\\|b | a\\|b |"
    assert lines[6] == "| deux<br>lignes | deux<br>lignes |"


def test_a_truth_is_said_in_the_language() -> None:
    said = [write(Truth(value), "table", lang) for lang in ("fr", "en") for value in (True, False)]
    assert said == [b"oui\n", b"non\n", b"yes\n", b"no\n"]


# -- svg


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_declared_chart_is_drawn_in_the_language(questions: Questions, lang: str) -> None:
    drawn = write(questions.ask("matrix", {}, lang), "svg", lang).decode()
    assert drawn.startswith("<svg")
    assert {"fr": "Quels types où ?", "en": "Which types where?"}[lang] in drawn
    assert {"fr": "Outillage", "en": "Tools"}[lang] in drawn


def test_bars_are_drawn_also_of_no_rows() -> None:
    bars = Table((Column("x"), Column("n")), [(ox.Literal("a"), ox.Literal(2))], chart=Chart("bar", "x", "n"))
    empty = Table(bars.columns, [], chart=bars.chart)
    assert write(bars, "svg").startswith(b"<svg")
    assert write(empty, "svg").startswith(b"<svg")


def test_a_chart_of_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(CallError, match="names a column 'n'"):
        write(Table((Column("x"),), [], chart=Chart("bar", "x", "n")), "svg")


# -- which formats fit


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "jsonl", "xlsx", "md", "table", "svg"])
def test_the_same_answer_gives_the_same_bytes(questions: Questions, format: str) -> None:
    assert write(questions.ask("matrix", {}), format) == write(questions.ask("matrix", {}), format)


def test_an_unknown_format_is_answered_with_the_close_ones() -> None:
    with pytest.raises(CallError, match=r"no format 'xslx'\.\nDid you mean xlsx"):
        write(Truth(True), "xslx")


@pytest.mark.parametrize(
    ("answer", "format", "words"),
    [
        (Statements([]), "csv", "fit: ttl, nt, nq, trig, jsonld, rdf"),
        (Table((), []), "ttl", "fit: table, csv, tsv, json, jsonl, xlsx, md"),
        (Table((), []), "svg", "declares no chart"),
        (Truth(True), "xlsx", "fit: table, json"),
    ],
)
def test_a_format_that_does_not_fit_names_those_that_do(answer: Table, format: str, words: str) -> None:
    with pytest.raises(CallError, match=words):
        write(answer, format)


def test_svg_fits_where_a_chart_is_declared(questions: Questions, answer: Table) -> None:
    assert "svg" in formats_for(questions.ask("matrix", {}))
    assert "svg" not in formats_for(answer)
