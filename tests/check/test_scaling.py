"""Thousands of results take as many steps each as a few do: what is counted is work, not time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from library import checked, of_results, result

from cohorte_graph.check import candidates
from cohorte_graph.check.baseline import baseline_bytes, compare, read_baseline
from cohorte_graph.check.places import Places
from cohorte_graph.check.reading import RdfFile, read_files
from cohorte_graph.check.remedies import Remedies
from cohorte_graph.validate import ValidationResult
from cohorte_graph.validate.shapes import ShapesGraph

EX = "https://example.org/"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
MANY = 200
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .
ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property ex:P .
ex:P a sh:PropertyShape ; sh:path ex:p ; sh:class ex:Colour .
"""


class Watched(tuple[ox.Triple, ...]):
    """Triples that know how often they have been gone through."""

    times = 0

    def __iter__(self) -> Iterator[ox.Triple]:
        Watched.times += 1
        return super().__iter__()


@pytest.fixture(autouse=True)
def _unwatched() -> None:
    Watched.times = 0


def _iri(name: str) -> ox.NamedNode:
    return ox.NamedNode(EX + name)


def _results(component: str, value: str = "") -> list[ValidationResult]:
    return [
        ValidationResult(
            *("Violation", "P", str(_iri(f"thing{n}")), EX + "p", value and str(_iri(f"{value}{n}")), "", ""),
            component=component,
            source=str(_iri("P")),
        )
        for n in range(MANY)
    ]


def test_remedies_read_the_data_once_and_compare_only_so_many_words(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def close_words(wrong: str, known: Iterable[str]) -> list[str]:
        compared.append(len(names := list(known)))
        return names[:1]

    monkeypatch.setattr(candidates, "close_words", close_words)
    monkeypatch.setattr(candidates, "COMPARED", 10 * MANY)
    data = Watched(ox.Triple(_iri(f"colour{n}"), TYPE, _iri("Colour")) for n in range(MANY))
    shapes = ShapesGraph(quad.triple for quad in ox.parse(SHAPES, format=ox.RdfFormat.TURTLE))
    remedies = Remedies(data, shapes)
    found = [remedies.remedy(one) for one in _results("Class", "color")]
    assert Watched.times == 1
    assert compared == [MANY] * 10
    assert [one is not None for one in found] == [True] * 10 + [False] * (MANY - 10)
    assert remedies.remedy(_results("Class", "color")[0]) == found[0], "what was asked before is known"


def test_the_results_that_a_report_shows_first_are_given_their_remedies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine tells them in the order of their names, the report in that of the lines."""
    monkeypatch.setattr(candidates, "COMPARED", 1)
    data = "ex:z a ex:Thing ; ex:p ex:redd .\nex:a a ex:Thing ; ex:p ex:reed .\nex:red a ex:Colour ."
    shapes = SHAPES.partition("org/> .")[2]
    first, second = [one for one in checked(tmp_path, data, shapes).results if one.stage == "validate"]
    assert first.focus == str(_iri("z"))
    assert first.remedy
    assert first.remedy.words.en == "Did you mean https://example.org/red?"
    assert second.remedy is None


def test_places_in_a_file_without_lines_go_through_its_triples_a_few_times(tmp_path: Path) -> None:
    told: list[dict[str, Any]] = [{"@id": f"{EX}thing{n}", f"{EX}p": {"@id": f"{EX}value{n}"}} for n in range(MANY)]
    (tmp_path / "data.jsonld").write_text(json.dumps(told))
    (file,) = read_files([tmp_path / "data.jsonld"])
    file = RdfFile(file.path, file.format, file.text, Watched(file.triples), file.base, file.number)
    places = Places([file], [file])
    report = of_results(*(result("P") for _ in range(MANY)))
    named = [one.__class__(**{**vars(one), "focus": str(_iri(f"value{n}"))}) for n, one in enumerate(_results("Class"))]
    for one in [*_results("MinCount"), *named]:
        placed = places.placed(report.results[0], one)
        assert placed.place
        assert (placed.place.path, placed.at) == (file.path, "file")
    for triple in tuple.__iter__(file.triples):
        assert places.of_statement(triple)[1] == places.of_shape(str(triple.subject))[1] == "file"
    assert places.of_shape(str(_iri("nobody")))[0] is None
    assert Watched.times <= 4


def test_stale_entries_read_the_baseline_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "known.json"
    path.write_bytes(baseline_bytes(result("A", anchor=f'{EX}"{n}') for n in range(MANY)))
    entries, reading, read = read_baseline(path), Path.read_text, list[Path]()

    def watched(self: Path, *args: Any) -> str:
        read.append(self)
        return reading(self, *args)

    monkeypatch.setattr(Path, "read_text", watched)
    stale = compare([], entries, path).stale
    assert read == [path]
    assert [one.place.line for one in stale if one.place] == list(range(2, MANY + 2))
