"""Reports that programs read: SARIF by its schema, JUnit by an XML parser, JSON, and SHACL's own by two RDF parsers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
import rdflib.compare
from library import DATA, checked, laid_out, of_results, result
from rdflib import RDF, SH
from rdflib.collection import Collection

from cohorte_graph.check.report import FORMATS, write_report
from cohorte_graph.check.result import CheckReport, ShapeCount, Text
from cohorte_graph.errors import Place
from report_fixtures import ROOT

SCHEMAS = ROOT.parent / "shared" / "vocab" / "sarif-2.1.0"


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CheckReport:
    monkeypatch.chdir(tmp_path)
    return checked(tmp_path)


def sarif(report: CheckReport, lang: str = "en") -> Any:
    return json.loads(write_report(report, "sarif", lang, fail_on="violation"))


def junit(report: CheckReport, fail_on: str = "violation") -> ET.Element:
    return ET.fromstring(write_report(report, "junit", "en", fail_on=fail_on))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_two_checks_write_the_same_but_for_the_seconds(
    format: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    one, other = (
        write_report(replace(checked(tmp_path), seconds=1.0), format, lang, fail_on="violation") for _ in range(2)
    )
    assert one == other


# SARIF


def schema() -> Any:
    found = sorted(SCHEMAS.glob("*.json"))
    if not found:
        pytest.skip("the schema of SARIF 2.1.0 is not here")
    return json.loads(found[0].read_text("utf-8"))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_sarif_is_valid(lang: str, report: CheckReport) -> None:
    validator = jsonschema.validators.validator_for(schema())(schema())
    told = sarif(report, lang)
    assert [error.message for error in validator.iter_errors(told)] == []
    assert len(told["runs"][0]["results"]) == len(report.results) > 5


def test_sarif_of_nothing_and_of_strange_results_is_valid() -> None:
    validator = jsonschema.validators.validator_for(schema())(schema())
    strange = [
        result("A", message=""),
        result("B", place=Place("é è/#?.ttl")),
        result("C", "Info", place=Place("../x.ttl", 3), focus='"a literal"', facts=(("class", "a"), ("class", "b"))),
        result("D", message="\x00\x1b[31m\ud800"),
    ]
    for one in (of_results(), of_results(*strange)):
        assert [error.message for error in validator.iter_errors(sarif(one))] == []


def test_sarif_counts_columns_in_code_points_and_points_at_the_value(report: CheckReport) -> None:
    (run,) = sarif(report)["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    (found,) = [one for one in run["results"] if one["properties"].get("value") == "no"]
    region = found["locations"][0]["physicalLocation"]["region"]
    line = Path("data.ttl").read_text("utf-8").split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 :].startswith('"no"')
    assert "🎉" in line[: region["startColumn"]]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "data.ttl", "uriBaseId": "SRCROOT"}


def test_sarif_names_files_elsewhere_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    told = sarif(of_results(result("A", place=Place("../data set.ttl", 1))))
    artifact = told["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": f"{(tmp_path / 'data set.ttl').resolve().as_uri()}"}


def test_sarif_rules_are_those_of_the_results(report: CheckReport) -> None:
    (run,) = sarif(report)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert sorted(set(rules)) == rules == sorted({one.code for one in report.results})
    assert all(rules[one["ruleIndex"]] == one["ruleId"] for one in run["results"])


def fingerprints(report: CheckReport) -> Counter[str]:
    return Counter(one["partialFingerprints"]["cohorte/v1"] for one in sarif(report)["runs"][0]["results"])


def test_fingerprints_stay_when_lines_move_and_blank_nodes_are_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = fingerprints(checked(tmp_path))
    blocks = DATA.replace("_:lost", "_:found").strip().split(" .\n")
    moved = "\n\n# moved\n\n" + " .\n\n".join(reversed([block.rstrip(" .\n") for block in blocks])) + " .\n"
    assert fingerprints(checked(tmp_path, moved)) == before
    assert fingerprints(checked(tmp_path, DATA.replace("beaucoup", "trop"))) != before


# JUnit


def test_junit_has_a_case_for_each_shape_with_the_nodes_it_met(report: CheckReport) -> None:
    cases = {case.get("name"): case for case in junit(report).iter("testcase")}
    met = {
        name: found.get("value")
        for name, case in cases.items()
        if (found := case.find("properties/property[@name='focusNodes']")) is not None
    }
    assert met == {"BOOK": "4", "ROOM": "0", "AUTHOR": "2"}
    assert cases["ROOM"].find("skipped") is not None
    assert cases["AUTHOR"].get("classname") == "https://example.org/Author-shape"


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [
        ("violation", {"BOOK", "BOOK-TITLE", "AUTHOR"}),
        ("warning", {"BOOK", "BOOK-TITLE", "AUTHOR", "BOOK-PAGES"}),
        ("info", {"BOOK", "BOOK-TITLE", "AUTHOR", "BOOK-PAGES", "BOOK-SHELF", "STYLE"}),
    ],
)
def test_junit_fails_for_what_counts_and_only_tells_the_rest(
    fail_on: str, failing: set[str], report: CheckReport
) -> None:
    suite = junit(report, fail_on)
    found = {str(case.get("name")) for case in suite.iter("testcase") if case.find("failure") is not None}
    assert {name.partition("-")[0] if name.startswith("STYLE") else name for name in found} == failing
    assert suite.get("failures") == str(len(found))
    assert suite.get("tests") == str(len(list(suite)))
    pages = next(case for case in suite.iter("testcase") if case.get("name") == "BOOK-PAGES")
    told = pages.findtext("failure" if fail_on != "violation" else "system-out") or ""
    assert told.count("data.ttl:") == 3


def test_junit_is_xml_whatever_strangers_write() -> None:
    told = result("A\x00<&", message='\x1b[31m "quoted" ]]> & <b>é漢\ufffe', place=Place("a\x07.ttl", 1))
    (case,) = junit(of_results(told)).iter("testcase")
    assert case.get("name") == "A<&"
    assert 'quoted" ]]> & <b>é漢' in str(case.findtext("failure"))


def test_junit_says_utf_8_in_any_locale(tmp_path: Path) -> None:
    laid_out(tmp_path)
    call = [sys.executable, "-c", "from cohorte_graph.cli import main; main()", "check", "data.ttl"]
    env = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*call, "--shapes", "shapes.ttl", "--format", "junit"], capture_output=True, cwd=tmp_path, env=env, check=False
    )
    assert b"utf-8" in done.stdout.splitlines()[0].lower()
    assert "à".encode() in done.stdout or "é".encode() in done.stdout
    ET.fromstring(done.stdout)


def test_a_shape_that_met_nothing_is_no_success() -> None:
    empty = of_results(
        shapes=(ShapeCount("https://example.org/S", "S", 0), ShapeCount("https://example.org/T", "T", 1))
    )
    suite = junit(empty)
    assert [case.find("skipped") is not None for case in suite.iter("testcase")] == [True, False]
    assert suite.get("skipped") == "1"


ALIKE = """
@prefix a: <https://a.example/> . @prefix b: <https://b.example/> .
a:PersonShape a sh:NodeShape ; sh:targetClass a:Person ; sh:nodeKind sh:IRI .
b:PersonShape a sh:NodeShape ; sh:targetClass b:Person ; sh:nodeKind sh:BlankNode .
"""
PEOPLE = """
<https://a.example/x> a <https://a.example/Person> . <https://b.example/x> a <https://b.example/Person> .
<https://b.example/y> a <https://b.example/Person> .
"""


def test_shapes_of_one_local_name_are_two(tmp_path: Path) -> None:
    found = checked(tmp_path, PEOPLE, ALIKE)
    counts = [(one.shape, one.code, one.focus_nodes, one.results) for one in found.shapes]
    assert counts == [
        ("https://a.example/PersonShape", "PersonShape", 1, 0),
        ("https://b.example/PersonShape", "PersonShape", 2, 2),
    ]
    failed = {case.get("classname") for case in junit(found).iter("testcase") if case.find("failure") is not None}
    assert failed == {"https://b.example/PersonShape"}
    assert [row[3:5] for row in rows_of(found, "PersonShape")] == [[" 2 ", " 2 "]]


def rows_of(report: CheckReport, code: str) -> list[list[str]]:
    """The cells of the table of rules, of the rows of a code."""
    table = write_report(report, "markdown", "en", fail_on="violation").decode()
    return [line.split("|") for line in table.split("\n") if line.startswith(f"| {code} |")]


def test_results_of_two_shapes_of_one_name_are_rows_of_their_own() -> None:
    ones = [result("S", shape=f"https://{whose}.example/S") for whose in "aab"]
    shapes = tuple(ShapeCount(f"https://{whose}.example/S", "S", met) for whose, met in (("a", 7), ("b", 8)))
    report = of_results(*ones, shapes=shapes)
    assert [row[3:5] for row in rows_of(report, "S")] == [[" 2 ", " 7 "], [" 1 ", " 8 "]]
    assert [len(str(one.text).split("\n")) for one in junit(report).iter("failure")] == [2, 1]


def test_shapes_without_a_name_are_counted_together(tmp_path: Path) -> None:
    """Nothing tells their results apart."""
    shapes = "[] sh:targetClass ex:A ; sh:nodeKind sh:IRI . [] sh:targetClass ex:B ; sh:nodeKind sh:BlankNode ."
    found = checked(tmp_path, "ex:a a ex:A . ex:b a ex:B .", shapes)
    assert [(one.focus_nodes, one.results) for one in found.shapes] == [(2, 1)]
    (case,) = [one for one in junit(found).iter("testcase") if one.find("properties") is not None]
    assert case.find("failure") is not None


def test_no_line_of_junit_commands_a_ci() -> None:
    told = result("A", message="x\n::error::y", place=Place("::warning::hi.ttl", 3, 1))
    text = write_report(of_results(told), "junit", "en", fail_on="violation").decode()
    assert "::warning::hi.ttl:3:1" in text
    assert not [line for line in text.split("\n") if line.strip().startswith("::")]


# JSON


def test_json_tells_all_of_a_result_in_both_languages(report: CheckReport) -> None:
    told = json.loads(write_report(report, "json", "en", fail_on="violation"))
    assert told["version"] == 1
    assert told["conforms"] is False
    assert told["dataFiles"] == ["data.ttl"]
    assert told["shapeFiles"] == ["shapes.ttl"]
    assert {shape["code"]: shape["focusNodes"] for shape in told["shapes"]} == {"BOOK": 4, "ROOM": 0, "AUTHOR": 2}
    assert len(told["results"]) == len(report.results)
    (missing,) = [one for one in told["results"] if one["code"] == "BOOK-TITLE"]
    number = next(n for n, line in enumerate(Path("data.ttl").read_text("utf-8").split("\n"), 1) if "ex:nana" in line)
    assert missing["place"]["file"] == "data.ttl"
    assert missing["place"]["line"] == number
    assert missing["focus"] == "<https://example.org/nana>"
    assert missing["message"] == {"fr": "Un livre a un titre : l'écrire.", "en": "A book has a title: write it."}
    assert missing["facts"] == {"minCount": "1", "found": "0"}
    assert missing["remedy"]["turtle"].startswith("<https://example.org/title>")
    (author,) = [one for one in told["results"] if one["code"] == "AUTHOR"]
    assert [detail["path"] for detail in author["details"]] == ["http://www.w3.org/2000/01/rdf-schema#label"]


def test_json_of_nothing_conforms() -> None:
    assert json.loads(write_report(of_results(), "json", "en", fail_on="violation"))["conforms"] is True


# SHACL's own report


Facts = Counter[tuple[str, ...]]


def facts(graph: rdflib.Graph) -> Facts:
    """(focus, path, value, severity, component) of each result that is not a detail; blank nodes are alike."""

    def written(node: rdflib.term.Node | None) -> str:
        if not isinstance(node, rdflib.BNode):
            return node.n3() if node is not None else ""  # type: ignore[attr-defined, no-any-return]
        if (node, RDF.first, None) in graph:
            return "/".join(map(written, Collection(graph, node)))
        inner = [(p.n3(), written(o)) for p, o in graph.predicate_objects(node) if p in (SH.inversePath,)]  # type: ignore[attr-defined]
        return str(inner) if inner else "_:"

    wanted = (SH.focusNode, SH.resultPath, SH.value, SH.resultSeverity, SH.sourceConstraintComponent)
    return Counter(
        tuple(written(graph.value(one, name)) for name in wanted) for _, one in graph.subject_objects(SH.result)
    )


def test_ttl_is_the_report_of_pyshacl(tmp_path: Path) -> None:
    data, shapes = laid_out(tmp_path)
    _, expected, _ = pyshacl.validate(rdflib.Graph().parse(data), shacl_graph=rdflib.Graph().parse(shapes))
    text = write_report(checked(tmp_path), "ttl", "fr", fail_on="violation")
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert facts(graph) == facts(expected)
    assert sum(facts(graph).values()) > 5
    assert set(graph.objects(None, SH.conforms)) == {rdflib.Literal(False)}
    assert (None, SH.detail, None) in graph


def test_ttl_is_the_same_graph_to_two_parsers(tmp_path: Path) -> None:
    text = write_report(checked(tmp_path), "ttl", "fr", fail_on="violation")
    graph = rdflib.Graph().parse(data=text, format="turtle")
    ours = rdflib.Graph().parse(
        data=ox.serialize(ox.parse(text, format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES), format="nt"
    )
    assert rdflib.compare.isomorphic(graph, ours)


def test_ttl_writes_each_kind_of_path() -> None:
    iri = "https://example.org/p"
    paths = [iri, f"^<{iri}>", f"<{iri}>/rdfs:label", f"<{iri}>|^rdfs:label", f"<{iri}>*", f"(<{iri}>/rdfs:label)+"]
    results = [result("A", focus="<https://example.org/a>", path=path) for path in paths]
    graph = rdflib.Graph().parse(data=write_report(of_results(*results), "ttl", "en", fail_on="violation"))
    assert len(list(graph.subject_objects(SH.resultPath))) == len(paths)
    assert len(set(graph.objects(None, SH.inversePath))) == 2
    assert len(list(graph.subject_objects(SH.alternativePath))) == 1
    for name in (SH.zeroOrMorePath, SH.oneOrMorePath):
        assert len(list(graph.subject_objects(name))) == 1


def test_ttl_keeps_a_message_without_language_and_strange_ones() -> None:
    told = replace(result("A", message='a "b" \\ \n c'), message=Text("é « … »", "en"))
    graph = rdflib.Graph().parse(
        data=write_report(of_results(result("B", message='a "b" \\ \n c'), told), "ttl", "en", fail_on="violation")
    )
    assert set(graph.objects(None, SH.resultMessage)) == {
        rdflib.Literal('a "b" \\ \n c'),
        rdflib.Literal("é « … »", lang="fr"),
        rdflib.Literal("en", lang="en"),
    }
