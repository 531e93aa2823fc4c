"""CSV files with their metadata: read by another library, and turned back into the very triples they were made of."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import csvw
import pyoxigraph as ox
import pytest
from uritemplate import expand

from cohorte_graph import tables
from cohorte_graph.dataset import Dataset, write_folder
from cohorte_graph.iri import CONCEPT, ID

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def folder(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All tables of the report with their metadata."""
    target = tmp_path_factory.mktemp("tables") / "fr"
    write_folder(target, tables.parts(dataset, "fr", ("csv", "csvw")))
    return target


def converted(metadata: dict[str, Any], folder: Path) -> set[ox.Triple]:
    """The triples of CSV files, told from their metadata alone (https://www.w3.org/TR/csv2rdf/, minimal)."""
    described = metadata.get("tables", [metadata])
    return {triple for table in described for triple in of_table(table, folder)}


def of_table(table: dict[str, Any], folder: Path) -> Iterator[ox.Triple]:
    schema = table["tableSchema"]
    with (folder / table["url"]).open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, strict=True)
        cells = [column for column in schema["columns"] if not column.get("virtual")]
        assert next(lines) == [column["name"] for column in cells]
        for line in lines:
            row = dict(zip((column["name"] for column in cells), line, strict=True))
            for column in schema["columns"]:
                if not column.get("suppressOutput"):
                    yield from of_cell(schema, column, row)


def of_cell(schema: dict[str, Any], column: dict[str, Any], row: dict[str, str]) -> Iterator[ox.Triple]:
    about = ox.NamedNode(expand(column.get("aboutUrl", schema["aboutUrl"]), row))
    said = ox.NamedNode(expand(column["propertyUrl"], row))
    null = column.get("null", [""])
    values = [""] if column.get("virtual") else [row[column["name"]]]
    if "separator" in column:
        values = values[0].split(column["separator"]) if values[0] else []
    for value in values:
        if value in null and not column.get("virtual"):
            continue
        if "valueUrl" in column:
            yield ox.Triple(about, said, ox.NamedNode(expand(column["valueUrl"], row)))
        else:
            yield ox.Triple(about, said, literal(column, value))


def literal(column: dict[str, Any], value: str) -> ox.Literal:
    if "lang" in column:
        return ox.Literal(value, language=column["lang"])
    datatype = column["datatype"]
    return ox.Literal(value, datatype=ox.NamedNode(datatype["@id"] if isinstance(datatype, dict) else XSD + datatype))


def stated(dataset: Dataset) -> set[ox.Triple]:
    """What the union says of the resources that have tables."""
    named = (triple for triple in dataset.triples() if isinstance(triple.subject, ox.NamedNode))
    return {triple for triple in named if triple.subject.value.startswith((ID, CONCEPT))}


def read(folder: Path, name: str = "csv-metadata.json") -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / name).read_text("utf-8"))
    return content


def test_the_triples_come_back_from_the_tables(folder: Path, dataset: Dataset) -> None:
    expected = stated(dataset)
    assert len(expected) > 20_000
    assert converted(read(folder), folder) == expected


def test_the_triples_come_back_without_the_words_of_the_report(wordless: Dataset, tmp_path: Path) -> None:
    write_folder(tmp_path / "fr", tables.parts(wordless, "fr", ("csv", "csvw")))
    metadata = read(tmp_path / "fr")
    assert converted(metadata, tmp_path / "fr") == stated(wordless)
    names = {column["name"] for table in metadata["tables"] for column in table["tableSchema"]["columns"]}
    assert "text_fr" not in names
    assert "exact" not in names


def test_another_library_reads_the_folder_by_its_metadata(folder: Path) -> None:
    """Warnings are errors: a datatype it cannot read, a header that differs, an unknown term would be one."""
    group = csvw.TableGroup.from_file(folder / "csv-metadata.json")
    assert len(group.tables) > 40
    count = 0
    for table in group.tables:
        assert table.check_primary_key(), table.url
        with (folder / str(table.url)).open(encoding="utf-8", newline="") as file:
            lines = sum(1 for _ in csv.reader(file)) - 1
        rows = list(table.iterdicts(strict=True))
        assert len(rows) == lines > 0, table.url
        count += len(rows)
    assert count > 10_000
    assert group.check_referential_integrity()


def test_the_library_would_see_a_broken_link(folder: Path, tmp_path: Path) -> None:
    """The check above can fail: without the pilots, the effects point nowhere."""
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    lines = (tmp_path / "pilot.csv").read_bytes().splitlines(keepends=True)
    (tmp_path / "pilot.csv").write_bytes(lines[0])
    group = csvw.TableGroup.from_file(tmp_path / "csv-metadata.json")
    with pytest.raises(ValueError, match=r"not found in table pilot\.csv"):
        group.check_referential_integrity()


def test_tables_point_at_each_other(folder: Path) -> None:
    keys = {
        (table["url"], key["columnReference"], key["reference"]["resource"])
        for table in read(folder)["tables"]
        for key in table["tableSchema"].get("foreignKeys", [])
    }
    assert {("effect.csv", "effectOf", "pilot.csv"), ("territory.csv", "hasPilot", "pilot.csv")} <= keys


def test_one_table_alone_gives_all_but_the_columns_of_several_links(dataset: Dataset, tmp_path: Path) -> None:
    parts = [tables.part(dataset, "passage", format, "en") for format in ("csv", "csvw")]
    write_folder(tmp_path / "one", parts)
    metadata = read(tmp_path / "one", "passage.csv-metadata.json")
    several = {
        column["propertyUrl"]
        for column in metadata["tableSchema"]["columns"]
        if "separator" in column and "propertyUrl" in column
    }
    about = {t for t in stated(dataset) if str(t.subject).startswith(f"<{ID}passage/")}
    of_parts = {t for t in about if str(t.subject).endswith(("/quote>", "/position>"))}
    expected = {t for t in about if t.predicate.value not in several} | of_parts
    assert converted(metadata, tmp_path / "one") == expected
    assert len(of_parts) == 7 * 591


def test_the_metadata_say_whose_the_words_are(folder: Path, dataset: Dataset) -> None:
    metadata = read(folder)
    rights = [said["@value"] for said in metadata["dc:rights"] if said["@language"] == "fr"]
    assert any("aucune licence" in said for said in rights)
    assert metadata["dc:publisher"] in " ".join(rights)
    assert {"@id": "https://creativecommons.org/licenses/by/4.0/"} in metadata["dc:license"]


def test_columns_are_titled_in_both_languages(folder: Path) -> None:
    columns = [column for table in read(folder)["tables"] for column in table["tableSchema"]["columns"]]
    titled = [column for column in columns if not column.get("virtual")]
    assert all(column["titles"].keys() == {"und", "fr", "en"} for column in titled)
    bare = {
        column["name"] for column in titled if column["titles"]["fr"][:1].islower() or ":" in column["titles"]["fr"]
    }
    assert bare == set()
