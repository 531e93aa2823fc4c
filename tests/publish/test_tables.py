"""Tables read back by other libraries say what their CSV says, and the CSV says what the graph says."""

from __future__ import annotations

import builtins
import csv
import datetime
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest

from cohorte_graph import tables
from cohorte_graph.dataset import Dataset, Part
from cohorte_graph.errors import CallError, RunError
from cohorte_graph.iri import COH, ID, PREFIXES

XSD = PREFIXES["xsd"]
LABEL = f"<{PREFIXES['rdfs']}label>"
KINDS = ("effect", "territory", "event", "figure", "passage", "note", "source")


def content(part: Part) -> bytes:
    file = io.BytesIO()
    part.write(file)
    assert not file.closed
    return file.getvalue()


OFFERED: dict[tuple[Path, bool, str], dict[str, Part]] = {}
CONTENT: dict[tuple[Path, bool, str, str], bytes] = {}


def offered(dataset: Dataset, name: str, lang: str = "fr") -> bytes:
    """A file of those that all tables are offered as, each made once."""
    edition = (dataset.path, dataset.with_text, lang)
    if edition not in OFFERED:
        OFFERED[edition] = {part.name: part for part in tables.parts(dataset, lang, tables.FORMATS)}
    if (*edition, name) not in CONTENT:
        CONTENT[*edition, name] = content(OFFERED[edition][name])
    return CONTENT[*edition, name]


def rows(dataset: Dataset, kind: str, lang: str = "fr") -> list[dict[str, str]]:
    text = offered(dataset, f"{kind}.csv", lang).decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


Made = Callable[..., Dataset]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A dataset of statements in N-Triples, ``id:`` and ``coh:`` standing for their namespaces."""

    def make(*lines: str) -> Dataset:
        full = (
            line.replace("<id:", f"<{ID}").replace("<coh:", f"<{COH}").replace(" a <", f" <{PREFIXES['rdf']}type> <")
            for line in lines
        )
        path = tmp_path / "graph.nq"
        path.write_text("".join(sorted(f"{line} .\n" for line in full)), "utf-8")
        return Dataset(path)

    return make


# ----------------------------------------------------------------------------------------------------- rows and columns


def test_rows_of_effects_follow_the_sort_key_and_name_what_they_point_at(dataset: Dataset) -> None:
    found = rows(dataset, "effect")
    assert len(found) == 32
    assert [row["sortKey"] for row in found] == sorted(row["sortKey"] for row in found)
    first = next(row for row in found if row["iri"].endswith("gruissan/1"))
    assert first["territory"] == f"{ID}territory/gruissan"
    assert first["territoryLabel"] == "Gruissan"
    assert first["typeLabel"] == "effet"
    assert next(iter(first)) == "iri"
    assert list(first)[1:3] == ["label_fr", "label_en"]


def test_labels_come_in_the_language_asked(dataset: Dataset) -> None:
    assert {row["typeLabel"] for row in rows(dataset, "limit", "en")} == {"limit"}
    assert {row["typeLabel"] for row in rows(dataset, "limit", "fr")} == {"limite"}


def test_several_values_stand_sorted_in_one_cell_with_their_labels_in_the_same_order(dataset: Dataset) -> None:
    names = {row["iri"]: row["label_fr"] for row in rows(dataset, "limit-theme")}
    several = [row for row in rows(dataset, "limit") if " | " in row["limitTheme"]]
    assert len(several) > 10
    for row in several:
        themes = row["limitTheme"].split(" | ")
        assert themes == sorted(themes)
        assert row["limitThemeLabel"].split(" | ") == [names[theme] for theme in themes]


def graphs_of_links(dataset: Dataset) -> dict[tuple[str, str, str], set[str]]:
    """The first word of the name of each graph that states a link."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for quad in dataset.quads():
        if isinstance(quad.graph_name, ox.NamedNode):
            link = tuple(str(term).strip("<>") for term in quad.triple)
            found.setdefault(link, set()).add(quad.graph_name.value.split("/graph/")[1].split("/")[0])
    return found


@pytest.mark.parametrize(
    ("kind", "name"), [("effect", "effectType"), ("limit", "limitTheme"), ("effect", "concernsRole")]
)
def test_what_a_person_classified_is_told_from_what_the_report_says(dataset: Dataset, kind: str, name: str) -> None:
    graphs = graphs_of_links(dataset)
    seen = set()
    for row in rows(dataset, kind):
        values = row[name].split(" | ") if row[name] else []
        expected = ["+".join(sorted(graphs[row["iri"], COH + name, value])) for value in values]
        assert row[f"{name}Origin"] == " | ".join(expected)
        seen.update(expected)
    assert "curation" in seen
    assert ("report" in seen) == (name == "effectType")


def test_origins_are_told_only_where_a_person_stated_something(dataset: Dataset) -> None:
    assert [name for name in rows(dataset, "effect")[0] if name.endswith("Origin")] == [
        "concernsRoleOrigin",
        "effectTypeOrigin",
    ]
    assert not any(name.endswith("Origin") for name in rows(dataset, "territory")[0])


def test_each_link_says_who_states_it(dataset: Dataset) -> None:
    graphs = graphs_of_links(dataset)
    found = rows(dataset, "links")
    assert len(found) > 5_000
    for row in found:
        kinds = graphs[row["subject"], row["property"], row["object"]]
        assert row["origin"].split("+") == sorted("inference" if kind == "inferred" else kind for kind in kinds)
    assert {"report", "curation", "reference", "inference", "concepts"} <= {row["origin"] for row in found}


def test_a_passage_has_its_quote_and_its_place_in_its_row(dataset: Dataset) -> None:
    found = rows(dataset, "passage")
    assert len(found) == 591
    for row in found:
        assert row["iri"].endswith(f"/{row['start']}-{row['end']}")
        assert row["exact"]
    assert "hasSelector" not in found[0]


def test_a_date_keeps_the_precision_it_was_printed_with(dataset: Dataset) -> None:
    found = rows(dataset, "event")
    assert {len(row["date_date"]) for row in found} == {0, 10}
    assert {len(row["date_gYearMonth"]) for row in found} == {0, 7}
    assert all(sum(bool(row[f"date_{kind}"]) for kind in ("date", "gYearMonth", "gYear")) <= 1 for row in found)


def test_every_kind_of_the_data_has_a_table(dataset: Dataset) -> None:
    names = {part.name.removesuffix(".csv") for part in tables.parts(dataset, "fr", ["csv"])}
    kinds = {str(t.subject).split("/")[5] for t in dataset.triples() if str(t.subject).startswith(f"<{ID}")}
    schemes = {"actor-role", "effect-type", "limit-theme", "measure", "task"}
    assert kinds | schemes | {"concept-scheme", "links"} <= names


def test_columns_without_values_vanish_without_the_words(dataset: Dataset, wordless: Dataset) -> None:
    before, after = rows(dataset, "effect"), rows(wordless, "effect")
    assert [row["iri"] for row in after] == sorted(row["iri"] for row in before)
    assert {"text_fr", "quote", "printedLabel_fr"} <= before[0].keys() - after[0].keys()
    assert [row["exactSha256"] for row in rows(wordless, "passage")].count("") == 0


def test_a_separator_in_a_value_makes_the_separator_longer(made: Made) -> None:
    dataset = made(
        '<id:thing/a> <coh:note> "one | two"',
        '<id:thing/a> <coh:note> "three |"',
        '<id:thing/a> <coh:note> "|| four"',
        '<id:thing/a> <coh:code> "x|y"',
        '<id:thing/a> <coh:code> "z"',
    )
    (row,) = rows(dataset, "thing")
    assert row["note"].split(" ||| ") == ["one | two", "three |", "|| four"]
    assert row["code"] == "x|y | z"


def test_an_empty_text_is_told_from_none(made: Made) -> None:
    dataset = made('<id:thing/a> <coh:before> ""', '<id:thing/b> <coh:after> "x"', '<id:thing/a> <coh:after> "\\\\N"')
    assert [row["before"] for row in rows(dataset, "thing")] == ["", "\\N"]
    (column,) = [c for c in metadata(dataset, "thing")["columns"] if c["name"] == "before"]
    assert column["null"] == ["\\N"]


def test_values_that_look_like_nothing_stay_values(made: Made) -> None:
    dataset = made('<id:thing/a> <coh:before> ""', '<id:thing/b> <coh:before> "\\\\N"', '<id:thing/c> <coh:after> "x"')
    assert [row["before"] for row in rows(dataset, "thing")] == ["", "\\N", "\\NN"]


def metadata(dataset: Dataset, kind: str) -> dict[str, Any]:
    described = json.loads(offered(dataset, "csv-metadata.json"))["tables"]
    return dict(next(table["tableSchema"] for table in described if table["url"] == f"{kind}.csv"))


def test_properties_of_one_local_name_have_columns_of_their_own(made: Made) -> None:
    dataset = made(
        '<id:thing/a> <coh:title> "ours"',
        '<id:thing/a> <http://purl.org/dc/terms/title> "theirs"',
        '<id:thing/a> <http://example.org/title> "another"',
        '<id:thing/a> <coh:iri> "not the key"',
    )
    (row,) = rows(dataset, "thing")
    assert row == {
        "iri": f"{ID}thing/a",
        "coh_iri": "not the key",
        "dcterms_title": "theirs",
        "title": "ours",
        "x_title": "another",
    }


def test_texts_keep_their_lines_and_quotes(made: Made) -> None:
    text = 'a "quote", a line\nand another\r\n= end'
    dataset = made(f"<id:thing/a> <coh:text> {ox.Literal(text, language='fr-ca')}")
    (row,) = rows(dataset, "thing")
    assert row["text_fr_ca"] == text


def test_what_is_a_part_of_most_but_not_of_all_stands_in_rows_of_its_own(made: Made) -> None:
    """A part in the row would be invented for the resource that has none."""
    lines = ['<id:thing/b> <coh:name> "no part"']
    for name in ("a", "c"):
        lines += [f"<id:thing/{name}> <coh:has> <id:thing/{name}/side>", f'<id:thing/{name}/side> <coh:size> "{name}"']
        lines += [f"<id:thing/{name}/side> a <coh:Side>"]
    found = rows(made(*lines), "thing")
    assert [row["iri"].removeprefix(f"{ID}thing/") for row in found] == ["a", "a/side", "b", "c", "c/side"]


def test_a_resource_without_label_is_called_by_its_name(made: Made) -> None:
    dataset = made(
        "<id:thing/a> <coh:near> <id:thing/b>", "<id:thing/b> <coh:near> <id:thing/a>", f'<id:thing/b> {LABEL} "B"'
    )
    assert [row["nearLabel"] for row in rows(dataset, "thing")] == ["B", "thing/a"]


def test_a_link_to_what_is_not_there_is_no_foreign_key(made: Made) -> None:
    dataset = made("<id:thing/a> <coh:near> <id:thing/b>", "<id:thing/b> <coh:near> <id:thing/gone>")
    (part,) = tables.parts(dataset, "fr", ["csvw"])
    assert b"foreignKeys" not in content(part)


# ------------------------------------------------------------------------------------------------------- other formats


@pytest.fixture(scope="module")
def book(dataset: Dataset) -> Any:
    return openpyxl.load_workbook(io.BytesIO(offered(dataset, "tables.xlsx")))


def test_the_workbook_has_a_sheet_for_each_class_and_what_they_mean(book: Any, dataset: Dataset) -> None:
    kinds = [part for part in tables.parts(dataset, "fr", ["csv"]) if part.name != "links.csv"]
    assert book.sheetnames[:2] == ["À propos", "Dictionnaire"]
    assert len(book.sheetnames) == len(kinds) + 2
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert {"Effet", "Territoire", "Passage", "Annotation", "Schéma de concepts"} <= set(book.sheetnames)
    assert "Étape de l'accompagnement…" in book.sheetnames  # of the Region, which does not fit
    about = [cell.value for (cell,) in book["À propos"].iter_rows()]
    assert any("aucune licence" in text for text in about)


def as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


@pytest.mark.parametrize("kind", KINDS)
def test_sheets_say_what_the_csv_says(book: Any, dataset: Dataset, kind: str) -> None:
    words = {row[2].value: row[3].value for row in book["Dictionnaire"].iter_rows() if row[1].value == kind}
    heading = next(row[0].value for row in book["Dictionnaire"].iter_rows() if row[1].value == kind)
    sheet = book[heading[:1].upper() + heading[1:]]
    expected = rows(dataset, kind)
    names = list(expected[0])
    labelled = [name for name in names if f"{name}Label" in names]
    order = [name for name in names if name not in (*labelled, "iri")]
    order += [name for name in names if name in labelled or name == "iri"]
    lines = list(sheet.iter_rows(values_only=True))
    heads = [words[name] for name in order]
    assert [head.removesuffix(" (IRI)") for head in lines[0]] == heads
    for row, line in zip(expected, lines[1:], strict=True):
        for name, value in zip(order, line, strict=True):
            same = as_text(value) == row[name]
            assert same or Decimal(str(value)) == Decimal(row[name]), (row["iri"], name)


def test_every_column_of_the_workbook_is_in_its_dictionary(book: Any, dataset: Dataset) -> None:
    lines = list(book["Dictionnaire"].iter_rows(values_only=True))
    told = {(line[1], line[2]) for line in lines[1:]}
    for kind in KINDS:
        assert {name for other, name in told if other == kind} == set(rows(dataset, kind)[0])
    effect = next(line for line in lines if line[1:3] == ("effect", "effectType"))
    assert effect[3:5] == ("Type d'effet", "Effect type")
    assert effect[7:11] == ("IRI", None, " | ", f"{COH}effectType")


def test_no_text_of_the_data_becomes_a_formula(made: Made) -> None:
    dataset = made('<id:thing/a> <coh:text> "=1+1"', '<id:thing/a> <coh:code> "\\u0007x"')
    book = openpyxl.load_workbook(io.BytesIO(content(tables.part(dataset, "thing", "xlsx", "en"))))
    cells = {cell.value: cell.data_type for row in book[book.sheetnames[2]].iter_rows(min_row=2) for cell in row}
    assert cells == {"=1+1": "s", "\ufffdx": "s", f"{ID}thing/a": "s"}


def test_a_text_too_long_for_excel_is_cut_and_listed(made: Made) -> None:
    dataset = made(f'<id:thing/a> <coh:text> "{"x" * 40_000}"')
    book = openpyxl.load_workbook(io.BytesIO(content(tables.part(dataset, "thing", "xlsx", "en"))))
    (text, _) = next(book[book.sheetnames[2]].iter_rows(min_row=2, values_only=True))
    assert len(text) == 32_767
    assert text.endswith("x […] (text cut)")
    about = [row[0] for row in book["About"].iter_rows(values_only=True)]
    assert any("whole in the other formats" in line for line in about)
    assert any(line.endswith(f"{ID}thing/a") for line in about)


@pytest.mark.parametrize("kind", KINDS)
def test_parquet_says_what_the_csv_says(dataset: Dataset, kind: str) -> None:
    read = pq.read_table(io.BytesIO(offered(dataset, f"{kind}.parquet")))
    expected = rows(dataset, kind)
    assert read.column_names == list(expected[0])
    separators = {column["name"]: column.get("separator") for column in metadata(dataset, kind)["columns"]}
    nulls = {column["name"]: column.get("null") for column in metadata(dataset, kind)["columns"]}
    for row, line in zip(expected, read.to_pylist(), strict=True):
        for name, value in line.items():
            texts = row[name].split(separators[name]) if separators[name] and row[name] else [row[name]]
            values = value if isinstance(value, list) else [value]
            if not row[name] and nulls[name] is None:
                assert value is None
            else:
                same = [as_text(v) for v in values] == texts
                assert same or Decimal(values[0]) == Decimal(row[name]), (row["iri"], name)


def test_parquet_is_typed_and_explains_itself(dataset: Dataset) -> None:
    schema = pq.read_schema(io.BytesIO(offered(dataset, "effect.parquet")))
    assert str(schema.field("number").type) == "int64"
    assert str(schema.field("effectType").type).startswith("list<")
    told = {key.decode(): value.decode() for key, value in schema.field("effectType").metadata.items()}
    assert told["property"] == f"{COH}effectType"
    assert told["title_en"] == "Effect type"
    assert b"rights_fr" in schema.metadata
    figures = pq.read_schema(io.BytesIO(offered(dataset, "figure.parquet")))
    assert str(figures.field("value").type).startswith("decimal128")
    assert str(figures.field("approximate").type) == "bool"


def test_numbers_past_a_parquet_column_are_text(made: Made) -> None:
    dataset = made(f'<id:thing/a> <coh:n> "{10**30}"^^<{XSD}integer>', f'<id:thing/b> <coh:n> "1"^^<{XSD}integer>')
    read = pq.read_table(io.BytesIO(offered(dataset, "thing.parquet")))
    assert read["n"].to_pylist() == [str(10**30), "1"]


def test_parquet_without_its_library_says_how_to_get_it(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    offered(dataset, "effect.csv")
    load = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return load(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(RunError, match="pyarrow") as caught:
        content(OFFERED[dataset.path, True, "fr"]["effect.parquet"])
    assert "cohorte-graph[parquet]" in caught.value.hint


def test_territories_are_points_where_the_graph_knows_their_place(dataset: Dataset) -> None:
    read = json.loads(offered(dataset, "territory.geojson"))
    assert read.keys() == {"type", "rights", "features"}
    assert read["rights"].keys() == {"fr", "en"}
    assert any("aucune licence" in said for said in read["rights"]["fr"])
    assert read["type"] == "FeatureCollection"
    found: dict[str, dict[str, Decimal]] = {}
    for triple in dataset.triples():
        if triple.predicate.value.startswith("https://schema.org/l") and isinstance(triple.object, ox.Literal):
            place = found.setdefault(str(triple.subject)[1:-1], {})
            place[triple.predicate.value.rpartition("/")[2]] = Decimal(triple.object.value)
    assert len(read["features"]) == 8
    assert len(found) == 4
    for feature in read["features"]:
        assert feature.keys() == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        place = found.get(feature["id"])
        if place is None:
            assert feature["geometry"] is None
        else:
            longitude, latitude = feature["geometry"]["coordinates"]
            assert feature["geometry"]["type"] == "Point"
            assert (Decimal(str(longitude)), Decimal(str(latitude))) == (place["longitude"], place["latitude"])
            assert -5.5 < longitude < 10
            assert 41 < latitude < 52
        assert feature["properties"]["label"]
        assert isinstance(feature["properties"]["altLabel"], list)


# ---------------------------------------------------------------------------------------------------- errors and bytes


def test_an_unknown_table_or_format_is_refused_with_close_ones(dataset: Dataset) -> None:
    with pytest.raises(CallError, match="no table 'efect'") as caught:
        tables.part(dataset, "efect", "csv", "fr")
    assert "effect" in caught.value.hint
    with pytest.raises(CallError, match="cannot be written as 'xls'") as caught:
        tables.part(dataset, "effect", "xls", "fr")
    assert "xlsx" in caught.value.hint


def test_what_has_no_coordinates_is_no_geojson(dataset: Dataset) -> None:
    with pytest.raises(CallError, match="'effect' has no coordinates") as caught:
        tables.part(dataset, "effect", "geojson", "fr")
    assert caught.value.hint == "Tables with coordinates: territory."


def test_the_same_tables_are_the_same_bytes(dataset: Dataset) -> None:
    again = {part.name: part for part in tables.parts(dataset, "fr", tables.FORMATS)}
    names = ["csv-metadata.json", "tables.xlsx", "links.csv", "territory.geojson"]
    names += [f"{kind}.{format}" for kind in KINDS for format in ("csv", "parquet")]
    assert len(again) > 100
    for name in names:
        assert content(again[name]) == offered(dataset, name), name
