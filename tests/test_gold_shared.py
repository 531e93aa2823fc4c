"""Two chapters as an independent reader found them, against the graph, by stored queries.

``gold/shared/`` holds what that reader wrote. ``themes``, ``short`` and ``category`` are words of the reader's
own and stay out; a spread is two printed pages, and pages of the general part are those of a section, so there a
page in common is enough.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from asking import cells, rows
from cohorte_graph.folding import fold
from cohorte_graph.query import Questions
from cohorte_graph.store import OxigraphStore
from report_fixtures import ROOT

CHAPTERS = sorted((Path(__file__).parent / "gold" / "shared").glob("*.json"))
assert [path.stem for path in CHAPTERS] == ["barre-des-cevennes", "gruissan"]

Row = dict[str, str]
VIEWPOINTS = {"ally_viewpoint": "AllyViewpoint", "territory_viewpoint": "TerritoryViewpoint"}
QUOTED = ("quote", "quotes", "tagline_quote", "facts_quotes", "cohort_list_quote")


@pytest.fixture(scope="module")
def real(graph: OxigraphStore) -> Questions:
    return Questions(lambda: graph, ROOT / "queries")


@pytest.fixture(params=CHAPTERS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def gold(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


@pytest.fixture
def ask(real: Questions, path: Path) -> Any:
    """A stored query: of this territory where it takes one, else its rows that belong to this territory."""

    def answer(name: str) -> list[Row]:
        if "territory" in real.catalogue.get(name).parameters:
            return rows(real, name, territory=path.stem)
        return [row for row in rows(real, name) if row["territory"].endswith(f"/{path.stem}")]

    return answer


@pytest.fixture
def pages(gold: dict[str, Any]) -> str:
    """The spread of the chapter as rows write it."""
    return "-".join(map(str, gold["spread"]))


def split(cell: str) -> list[str]:
    return cell.split(" | ") if cell else []


def printed(label: str) -> str:
    """The name of a thing without what varies in print: case, accents, hyphens."""
    return fold(label).replace("-", " ")


# ------------------------------------------------------------------------------------------------ territory


def test_territory(gold: dict[str, Any], ask: Any) -> None:
    (row,) = ask("territories")
    assert row["name"] == gold["short_name"]
    assert row["kindLabel"] == gold["kind"]
    assert row["departmentLabel"] == gold["departement"]
    assert row["regionLabel"] == gold["region"]
    assert Decimal(row["population"]) == gold["population"]
    assert Decimal(row["areaKm2"]) == Decimal(str(gold["area_km2"]))
    assert row["communes"] == ("" if gold["n_communes"] is None else str(gold["n_communes"]))


def test_every_spelling_is_a_name_of_the_territory(gold: dict[str, Any], real: Questions, path: Path) -> None:
    found = cells(
        real.sparql(
            "SELECT ?label WHERE { <https://w3id.org/cohorte-graph/id/territory/"
            f"{path.stem}> rdfs:label|skos:altLabel ?label }}"
        )
    )
    names = {row["label"] for row in found}
    assert gold["name"] in names
    assert {printed(name) for name in gold["spellings"]} <= {printed(name) for name in names}


def test_the_chapter_stands_where_the_contents_table_says(gold: dict[str, Any], real: Questions, pages: str) -> None:
    chapters = [row for row in rows(real, "source-coverage") if printed(row["heading"]) == printed(gold["name"])]
    assert [row["pages"] for row in chapters] == [pages]
    assert pages.startswith(f"{gold['chapter_page']}-")


def test_it_is_the_chapter_of_that_number(gold: dict[str, Any], real: Questions, path: Path) -> None:
    pilots = sorted(rows(real, "pilots"), key=lambda row: int(row["pages"].partition("-")[0]))
    assert [row["territory"].rsplit("/", 1)[-1] for row in pilots].index(path.stem) + 1 == gold["order"]


# ---------------------------------------------------------------------------------------------------- pilot


def test_pilot(gold: dict[str, Any], ask: Any, pages: str) -> None:
    (row,) = ask("pilots")
    pilot = gold["pilot"]
    assert row["title"] == pilot["title"]
    assert row["tagline"] == pilot["tagline"]
    assert row["description"].split("\n\n") == pilot["paragraphs"]
    assert row["description"] == pilot["text"]
    assert split(row["actions"]) == pilot["sub_actions"]
    assert row["pages"] == pages
    assert split(row["projectNames"])
    assert {printed(name) for name in split(row["projectNames"])} <= {printed(name) for name in pilot["named_as"]}


# ------------------------------------------------------------------------------------------ effects, limits


def test_effects(gold: dict[str, Any], ask: Any, pages: str) -> None:
    found = ask("effects-of-territory")
    assert len(found) == gold["n_effects"]
    for number, (row, expected) in enumerate(zip(found, gold["effects"], strict=True), start=1):
        assert int(row["number"]) == expected["index"] == number
        assert row["text"] == expected["text"]
        assert row["text"].endswith(expected["body"])
        assert split(row["labels"]) == sorted(expected["labels"])
        assert bool(row["labels"]) == expected["labelled"]
        assert expected["quote"] in row["quote"]
        assert row["pages"] == pages
        assert row["effectTypes"]
    assert sum(len(split(row["labels"])) for row in found) == gold["n_labels"]


def test_each_printed_label_is_a_type(gold: dict[str, Any], ask: Any, real: Questions) -> None:
    """Asked by the words of the report, a type gives the effect that bears them."""
    for expected, row in zip(gold["effects"], ask("effects-of-territory"), strict=True):
        for label in expected["labels_norm"]:
            assert row["effect"] in {found["effect"] for found in rows(real, "effects-of-type", effectType=label)}


def test_limits(gold: dict[str, Any], ask: Any, pages: str) -> None:
    found = ask("limits-of-territory")
    assert len(found) == gold["n_limits"]
    for number, (row, expected) in enumerate(zip(found, gold["limits"], strict=True), start=1):
        assert int(row["number"]) == expected["index"] == number
        assert row["text"] == expected["text"]
        assert expected["quote"] in row["quote"]
        assert row["pages"] == pages
        assert row["limitThemes"]


def test_counts_beside_the_other_territories(gold: dict[str, Any], ask: Any) -> None:
    (row,) = ask("effects-and-limits-by-territory")
    assert (int(row["effects"]), int(row["limits"])) == (gold["n_effects"], gold["n_limits"])


# ----------------------------------------------------------------------------------------------- viewpoints


@pytest.mark.parametrize("kind", VIEWPOINTS)
def test_viewpoint(kind: str, gold: dict[str, Any], ask: Any, pages: str) -> None:
    (row,) = [row for row in ask("viewpoints-of-territory") if row["kind"].endswith(VIEWPOINTS[kind])]
    expected = gold[kind]
    people = expected.get("persons") or [speaker["name"] for speaker in expected["speakers"]]
    assert row["heading"] == expected.get("header", "Le point de vue du territoire")
    assert split(row["speaker"]) == sorted(people)
    assert set(expected.get("organisations", [])) <= set(split(row["organisation"]))
    assert row["text"].split("\n\n") == expected["paragraphs"]
    assert row["text"] == expected["text"]
    assert row["pages"] == pages


def test_speakers_and_their_functions(gold: dict[str, Any], ask: Any) -> None:
    found = {row["speakerLabel"]: row for row in ask("speakers-of-territory")}
    assert set(gold["ally_viewpoint"]["persons"]) <= set(found)
    for person in gold["ally_viewpoint"]["persons"]:
        assert split(found[person]["organisation"]) == gold["ally_viewpoint"]["organisations"]
    for speaker in gold["territory_viewpoint"]["speakers"]:
        assert found[speaker["name"]]["function"] == speaker["role"]


def test_the_ally_accompanied_the_pilot(gold: dict[str, Any], ask: Any) -> None:
    found = [row for row in ask("accompaniments") if row["task"] == "Appui à un projet pilote"]
    assert sorted(row["allyLabel"] for row in found) == sorted(gold["ally_viewpoint"]["persons"])
    assert {row["organisation"] for row in found} == set(gold["ally_viewpoint"]["organisations"])


def test_reading_order(gold: dict[str, Any], ask: Any) -> None:
    """The pieces follow each other in the text, although the first ones stand further down in the file."""
    viewpoint = gold["territory_viewpoint"]
    (row,) = [row for row in ask("viewpoints-of-territory") if row["kind"].endswith("TerritoryViewpoint")]
    pieces = [piece["quote"] for piece in viewpoint["reading_order_pieces"]]
    places = [row["text"].index(piece) for piece in pieces]
    assert places == sorted(places)
    printed_at = [
        int(passage["start"])
        for passage in ask("passages-of-territory")
        if passage["statement"] == row["viewpoint"] and passage["propertyLabel"] == "texte"
    ]
    assert (printed_at != sorted(printed_at)) == viewpoint["tail_at_head_of_spread"]


def test_cut_paragraphs(gold: dict[str, Any], ask: Any) -> None:
    """One piece more than there are paragraphs, for each paragraph that the layout cuts."""
    whole = {row["pilot"]: gold["pilot"]["paragraphs"] for row in ask("pilots")}
    for row in ask("viewpoints-of-territory"):
        whole[row["viewpoint"]] = row["text"].split("\n\n")
    pieces = [row for row in ask("passages-of-territory") if row["propertyLabel"] == "texte"]
    found = [row for row in pieces if row["statement"] in whole]
    assert len(found) - sum(map(len, whole.values())) == gold["cut_paragraphs"]


def test_pull_quote(gold: dict[str, Any], ask: Any, pages: str) -> None:
    found = ask("pull-quotes")
    if gold["pull_quote"] is None:
        assert not found
        assert ask("chapters-without-pull-quote")
        return
    (row,) = found
    assert row["text"] == gold["pull_quote"]["text"]
    assert row["pages"] == pages
    assert not ask("chapters-without-pull-quote")


# -------------------------------------------------------------------------------------------------- evidence


def quotes(found: Any) -> Iterator[str]:
    """Every sentence that the reader copied."""
    if isinstance(found, dict):
        for key, value in found.items():
            if key in QUOTED:
                yield from [value] if isinstance(value, str) else value
            else:
                yield from quotes(value)
    elif isinstance(found, list):
        for value in found:
            yield from quotes(value)


def test_every_sentence_the_reader_copied_is_a_passage(gold: dict[str, Any], ask: Any) -> None:
    passages = [row["quote"] for row in ask("passages-of-territory")]
    copied = list(quotes(gold))
    assert len(copied) >= 20
    for sentence in copied:
        assert any(sentence in passage for passage in passages), sentence


def test_passages_stand_on_the_pages_of_their_spread(gold: dict[str, Any], ask: Any) -> None:
    """The chapter's own on its spread; the tagline and the list of members share a page with theirs."""
    where = {row["quote"]: row["pages"] for row in ask("passages-of-territory")}
    places = [(gold["pilot"]["tagline_quote"], gold["pilot"]["tagline_loc"])]
    places += zip(gold["facts_quotes"], gold["facts_locs"], strict=True)
    places.append((gold["cohort_list_quote"], gold["cohort_list_loc"]))
    places += [(item["quote"], item["loc"]) for item in (*gold["effects"], *gold["limits"])]
    for sentence, place in places:
        first, last = place["spread"]
        (found,) = {pages for quote, pages in where.items() if sentence in quote}
        begin, _, end = found.partition("-")
        assert int(begin) <= last, sentence
        assert int(end or begin) >= first, sentence
