"""``cohorte check`` ends with 0 only where everything that it was given has been checked and found right."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commanding import Call, call, start

from cohorte_graph.check.explanations import own_rules
from cohorte_graph.cli.supervised import supervised
from cohorte_graph.errors import RunError
from report_fixtures import MINI

__all__ = ["call"]

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://e/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
SHAPE = ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] ."
GOOD = ":a a :C ; :p 1 ."
BAD = ":a a :C ."
WORDS = ":C a owl:Class . :p a owl:DatatypeProperty ."


def check(call: Call, data: str, shapes: str, *more: str) -> tuple[int, str]:
    """The exit code, and all that was said."""
    Path("d.ttl").write_text(PREFIXES + data, "utf-8")
    Path("s.ttl").write_text(PREFIXES + shapes, "utf-8")
    Path("words.ttl").write_text(PREFIXES + WORDS, "utf-8")
    told = call("d.ttl", "--shapes", "s.ttl", "--lang", "en", *more)
    assert told.out or told.err
    return told.code, told.out + told.err


# -- what was checked


@pytest.mark.parametrize("engine", ["auto", "pyshacl", "fast"])
def test_data_that_are_right_end_with_0_and_others_with_1(engine: str, call: Call) -> None:
    assert check(call, GOOD, SHAPE, "--engine", engine)[0] == 0
    code, said = check(call, BAD, SHAPE, "--engine", engine)
    assert (code, "violation[S]" in said) == (1, True)


@pytest.mark.parametrize(
    ("severity", "codes"),
    [("Violation", (1, 1, 1)), ("Warning", (0, 1, 1)), ("Info", (0, 0, 1))],
)
def test_the_least_grave_result_that_fails_is_a_choice(severity: str, codes: tuple[int, ...], call: Call) -> None:
    shape = SHAPE.replace("sh:minCount 1", f"sh:minCount 1 ; sh:severity sh:{severity}")
    strict = [check(call, BAD, shape, "--fail-on", level)[0] for level in ("violation", "warning", "info")]
    assert tuple(strict) == codes


# -- what was not


NOTHING = {  # (data, shapes, options, a word of what is said)
    "empty data": ("", SHAPE, (), "NO-FOCUS"),
    "no data of the class": (":a a :D .", SHAPE, (), "NO-FOCUS"),
    "empty data, of which an ontology knows the words": ("", SHAPE, ("--ontology", "words.ttl"), "NOTHING-CHECKED"),
    "shapes that are all deactivated": (BAD, SHAPE.replace("sh:prop", "sh:deactivated true ; sh:prop"), (), "NOTHING"),
    "shapes without targets": (BAD, ":S a sh:NodeShape ; sh:property [ sh:path :p ; sh:minCount 1 ] .", (), "NOTHING"),
    "shapes whose target is left to others": (BAD, ":S a sh:NodeShape ; sh:nodeKind sh:IRI .", (), "NOTHING"),
    "deactivated, and the void admitted": (
        BAD, SHAPE.replace("sh:prop", "sh:deactivated true ; sh:prop"), ("--may-be-empty", "all"), "NOTHING",
    ),
    "targets in SPARQL only": (
        BAD, ":S a sh:NodeShape ; sh:nodeKind sh:IRI ; sh:target [ sh:select 'SELECT ?this { ?this a ?x }' ] .", (),
        "NOTHING",
    ),
    "a query that reaches outside": (
        GOOD, SHAPE + ":S sh:sparql [ sh:select 'SELECT $this { SERVICE <http://e/> { $this ?p ?o } }' ] .", (),
        "SERVICE",
    ),
    "a count that is no number": (GOOD, SHAPE.replace("minCount 1", 'minCount "one"'), (), "one"),
    "a misspelt constraint": (BAD, SHAPE.replace("minCount", "mincount"), (), "mincount"),
}  # fmt: skip


@pytest.mark.parametrize("engine", ["auto", "pyshacl", "fast"])
@pytest.mark.parametrize("what", NOTHING)
def test_what_has_not_been_checked_is_no_success(what: str, engine: str, call: Call) -> None:
    data, shapes, options, word = NOTHING[what]
    code, said = check(call, data, shapes, *options, "--engine", engine)
    assert (code, word in said) == (1, True), said


@pytest.mark.parametrize("shapes", ["", ":a :p :b .", "# only words"])
def test_shapes_that_hold_none_cannot_check(shapes: str, call: Call) -> None:
    code, said = check(call, GOOD, shapes)
    assert (code, "s.ttl: holds no SHACL shape" in said) == (3, True), said


def test_what_may_be_empty_is_admitted_by_name(call: Call) -> None:
    for name in ("S", "http://e/S", "all"):
        assert check(call, ":a a :D .", SHAPE, "--may-be-empty", name)[0] == 0
    assert check(call, ":a a :D .", SHAPE, "--may-be-empty", "T")[0] == 1


def test_a_result_counts_although_its_baseline_is_gone(call: Call) -> None:
    code, said = check(call, BAD, SHAPE, "--baseline", "known.json")
    assert (code, said.startswith("known.json: ")) == (3, True)


CRASH = """
import cohorte_graph.validate.engines as engines
def crash(*given, **more):
    {how}
engines.{engine} = crash
"""


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("import os; os.abort()", 3),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", 3),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 3),
        ("raise MemoryError", 3),
        ("raise ZeroDivisionError('x')", 3),
        ("raise BaseException('panicked')", 3),
        ("raise SystemExit(0)", 3),
        ("raise GeneratorExit", 3),
        ("raise RecursionError", 3),
    ],
)
def test_an_engine_that_crashes_is_no_success(how: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "d.ttl").write_text(PREFIXES + GOOD, "utf-8")
    (tmp_path / "s.ttl").write_text(PREFIXES + SHAPE, "utf-8")
    program = CRASH.format(how=how, engine="validate") + "from cohorte_graph.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "d.ttl", "--shapes", "s.ttl", "--engine", "pyshacl", "--lang", "en"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_an_engine_that_panics_is_told_as_a_failure_of_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("shacl")
    from cohorte_graph.validate.fast import validate_fast

    class Panic(BaseException):
        pass

    def panic(*_: object) -> None:
        raise Panic("index out of bounds")

    monkeypatch.setattr("shacl.Shapes", type("Shapes", (), {"from_text": panic}))
    with pytest.raises(RunError, match="could not validate: index out of bounds"):
        validate_fast([], [])


def test_what_the_child_says_is_the_exit_code() -> None:
    for code in (0, 1, 2, 3, 130):
        assert supervised(lambda code=code: code, seconds=30, mebibytes=4096, lang="en") == code  # type: ignore[misc]


def test_limits_beyond_what_the_system_knows_are_no_limits(call: Call) -> None:
    for option, value in (("--timeout", "inf"), ("--timeout", "nan"), ("--timeout", "1e300"), ("--memory", "9" * 30)):
        assert check(call, BAD, SHAPE, option, value)[0] == 1


# -- wrong calls


@pytest.mark.parametrize(
    ("args", "french", "english"),
    [
        (["d.ttl"], "il faut des formes", "needs shapes"),
        (["--shapes", "s.ttl"], "pas de données", "no DATA"),
        (["d.ttl", "--shapes", "s.ttl", "--update-baseline"], "demande --baseline", "needs --baseline"),
        (["d.ttl", "--shapes", "s.ttl", "--report", "x.doc"], "aucun rapport", "no report"),
        (["d.ttl", "--shapes", "s.ttl", "-o", "x.json", "--report", "x.json"], "deux fois", "twice"),
        (["d.ttl", "--shapes", "s.ttl", "--report", "x.md", "--report", "./x.md"], "deux fois", "twice"),
        (["d.ttl", "--shapes", "s.ttl", "-o", "link.ttl"], "ce qui est lu", "what is read"),
        (["d.ttl", "--shapes", "s.ttl", "--report", "s.ttl"], "ce qui est lu", "what is read"),
        (["d.ttl", "--shapes", "s.ttl", "--baseline", "d.ttl", "--update-baseline"], "ce qui est lu", "what is read"),
        (["d.ttl", "--shapes", "s.ttl", "--engine", "slow"], "slow", "slow"),
        (["d.ttl", "--shapes", "s.ttl", "--timeout", "0"], "0", "0"),
        (["d.ttl", "--shapes", "s.ttl", "--memory", "1"], "256", "256"),
        (["d.ttl", "--shapes", "s.ttl", "--format", "pdf"], "pdf", "pdf"),
    ],
)
def test_a_wrong_call_is_told_in_two_languages_and_writes_nothing(
    args: list[str], french: str, english: str, call: Call
) -> None:
    Path("d.ttl").write_text(PREFIXES + GOOD, "utf-8")
    Path("s.ttl").write_text(PREFIXES + SHAPE, "utf-8")
    Path("link.ttl").symlink_to("d.ttl")
    before = {path: path.read_bytes() for path in Path().iterdir()}
    for lang, word in (("fr", french), ("en", english)):
        told = call(*args, "--lang", lang)
        assert (told.code, told.out) == (2, ""), told
        assert word in told.err
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


# -- what is written


@pytest.mark.parametrize("place", ["gone/report.json", "s.ttl/report.json"])
@pytest.mark.parametrize("option", ["-o", "--report"])
def test_a_report_that_cannot_be_written_fails_and_leaves_no_half_of_it(option: str, place: str, call: Call) -> None:
    code, said = check(call, BAD, SHAPE, option, place)
    assert (code, said.startswith(f"{place}: cannot be written")) == (3, True), said
    assert sorted(path.name for path in Path().iterdir()) == ["d.ttl", "s.ttl", "words.ttl"]


def test_a_full_device_fails(call: Call) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    Path("full.json").symlink_to("/dev/full")
    for option in ("-o", "--report"):
        code, said = check(call, GOOD, SHAPE, option, "full.json")
        assert (code, "cannot be written" in said) == (3, True), said


def test_a_summary_that_cannot_be_written_fails(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "gone/summary.md")
    code, said = check(call, GOOD, SHAPE, "--format", "github")
    assert (code, "gone/summary.md: cannot be written" in said) == (3, True), said


def test_several_reports_are_written_beside_what_is_printed(call: Call) -> None:
    code, said = check(call, BAD, SHAPE, "--report", "r.json", "--report", "r.md", "-o", "-")
    assert (code, "violation[S]" in said) == (1, True)
    assert json.loads(Path("r.json").read_text("utf-8"))
    assert Path("r.md").read_text("utf-8").startswith("#")
    again = check(call, BAD, SHAPE, "--report", "r.json")
    assert again[0] == 1, "an old report is replaced"


@pytest.mark.parametrize(("data", "code"), [(GOOD, 0), (BAD, 1)])
def test_a_reader_that_has_seen_enough_changes_no_exit_code(data: str, code: int, tmp_path: Path) -> None:
    many = "".join(data.replace(":a ", f":a{n} ") for n in range(2000))
    (tmp_path / "d.ttl").write_text(PREFIXES + many, "utf-8")
    (tmp_path / "s.ttl").write_text(PREFIXES + SHAPE, "utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    process = start("d.ttl", "--shapes", "s.ttl", "--format", "json", cwd=tmp_path, stdout=writing)
    os.close(writing)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (code, "")


def test_nobody_who_listens_to_errors_changes_no_exit_code(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = start("gone.ttl", "--shapes", "gone.ttl", cwd=tmp_path, stderr=writing)
    os.close(writing)
    process.communicate(timeout=60)
    assert process.returncode == 3


# -- where there is nothing to check


def test_away_from_any_project_the_one_of_the_program_is_not_taken_for_it(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = call("--lang", "en")
    assert told.code == 2
    assert "no project here" in told.err


@pytest.mark.parametrize("format", ["text", "github", "sarif", "junit", "markdown", "json", "ttl"])
def test_a_file_may_have_any_name_that_the_disk_takes(format: str, call: Call) -> None:
    name = os.fsdecode(b"d\xff,:%\n.ttl")
    Path(name).write_text(PREFIXES + BAD, "utf-8")
    Path("s.ttl").write_text(PREFIXES + SHAPE, "utf-8")
    told = call(name, "--shapes", "s.ttl", "--format", format)
    assert told.code == 1
    assert told.out


# -- what could not be checked is in the reports too


BROKEN = {"github": "::error file=d.ttl,title=NOT-READ,line=3,col=", "json": '"NOT-READ"', "sarif": '"startLine": 3',
          "junit": "<failure", "markdown": "| NOT-READ |", "ttl": "sh:conforms false"}  # fmt: skip


@pytest.mark.parametrize("format", BROKEN)
def test_a_file_that_does_not_parse_is_told_to_programs(format: str, call: Call) -> None:
    Path("d.ttl").write_text(PREFIXES + ":a :p 1 2 .", "utf-8")
    Path("s.ttl").write_text(PREFIXES + SHAPE, "utf-8")
    told = call("d.ttl", "--shapes", "s.ttl", "--format", format, "--report", "r.sarif", "--lang", "en")
    assert (told.code, told.err.startswith("d.ttl:3:")) == (3, True), told
    assert BROKEN[format] in told.out
    (found,) = json.loads(Path("r.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert found["locations"][0]["physicalLocation"]["region"]["startLine"] == 3


def test_people_read_it_once(call: Call) -> None:
    Path("d.ttl").write_text(PREFIXES + ":a :p 1 2 .", "utf-8")
    told = call("d.ttl", "--shapes", "d.ttl", "--lang", "en")
    assert (told.code, told.out) == (3, "")
    assert told.err.startswith("d.ttl:3:")


@pytest.mark.parametrize(
    "shapes", ["", SHAPE.replace(":S ", ":S sh:deactivated true ; "), ":S a sh:NodeShape ; sh:foo 1 ."]
)
def test_every_result_has_a_file_for_code_scanning(shapes: str, call: Call) -> None:
    Path("d.ttl").write_text(PREFIXES + BAD, "utf-8")
    Path("s.ttl").write_text(PREFIXES + shapes, "utf-8")
    told = call("d.ttl", "--shapes", "s.ttl", "--format", "sarif")
    results = json.loads(told.out)["runs"][0]["results"]
    assert told.code in (1, 3)
    assert results
    for one in results:
        assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "s.ttl", one


def test_data_that_conform_are_said_to_whatever_is_said_of_the_shapes(call: Call) -> None:
    for format, words in (("ttl", "sh:conforms true"), ("json", '"conforms": true')):
        code, said = check(call, GOOD, SHAPE, "--format", format)
        assert (code, words in said, "STYLE-CODE" in said) == (0, True, True), said
    _, said = check(call, BAD, SHAPE, "--format", "ttl")
    assert "sh:conforms false" in said


# -- nothing that was named or lies in the folder is passed over


def test_a_file_named_for_its_shapes_must_hold_some(call: Call) -> None:
    Path("d.ttl").write_text(PREFIXES + GOOD, "utf-8")
    Path("s.ttl").write_text(PREFIXES + SHAPE, "utf-8")
    Path("t.ttl").write_text((PREFIXES + SHAPE).replace("http://www.w3.org/ns/shacl#", "https://www.w3.org/ns/shacl#"))
    told = call("d.ttl", "--shapes", "s.ttl", "--shapes", "t.ttl", "--lang", "en")
    assert (told.code, told.err.startswith("t.ttl: holds no SHACL shape")) == (3, True), told


def in_folder(call: Call, name: str, text: str | None) -> tuple[int, str]:
    """The check of a folder that holds good data and one more file, or for None a link to nothing."""
    folder = Path("folder")
    folder.mkdir()
    (folder / "good.ttl").write_text(PREFIXES + GOOD, "utf-8")
    Path("s.ttl").write_text(PREFIXES + SHAPE, "utf-8")
    (folder / name).symlink_to("nowhere") if text is None else (folder / name).write_text(text, "utf-8")
    told = call("folder", "--shapes", "s.ttl", "--lang", "en")
    return told.code, told.out + told.err


XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">
<e:C rdf:about="http://e/bad"/></rdf:RDF>"""


@pytest.mark.parametrize(
    ("name", "text", "code", "words"),
    [
        ("bad.json", '{"@id": "http://e/bad", "@type": "http://e/C"}', 1, "2 files"),
        ("bad.xml", XML, 1, "2 files"),
        ("bad.owl", XML, 1, "2 files"),
        ("package.json", '{"name": "x"}', 0, "1 file,"),
        ("pom.xml", "<project/>", 0, "1 file,"),
        ("notes.txt", "x", 0, "1 file,"),
        ("bad.n3", ":a a :C .", 3, "bad.n3: would not be read"),
        ("bad.ttl.gz", "x", 3, "bad.ttl.gz: would not be read"),
        ("gone.ttl", None, 3, "gone.ttl: cannot be read"),
    ],
)
def test_what_a_folder_holds_is_read_or_told(name: str, text: str | None, code: int, words: str, call: Call) -> None:
    found, said = in_folder(call, name, text)
    assert (found, words in said) == (code, True), said


def test_folders_that_links_lead_to_are_read_once(call: Call) -> None:
    Path("far").mkdir()
    Path("far/bad.ttl").write_text(PREFIXES + BAD, "utf-8")
    Path("folder").mkdir()
    Path("folder/near").symlink_to("../far")
    Path("folder/loop").symlink_to("../folder")
    Path("s.ttl").write_text(PREFIXES + SHAPE, "utf-8")
    told = call("folder", "--shapes", "s.ttl", "--lang", "en")
    assert (told.code, "1 file," in told.out) == (1, True), told


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"@id": "http://e/a", "name": "x: y"}', "d.jsonld:1:23: 'name'"),
        ('[{"@id": "http://e/a", "http://e/p": "say \\"hi\\": you"},\n {"x": 1}]', "d.jsonld:2:3: 'x'"),
        ('{"@context": {"name": "http://e/p"}, "@id": "http://e/a", "name": "x"}', ""),
        ('{"@id": "http://e/a", "http://e/p": "name\\": 1"}', ""),
    ],
)
def test_names_of_json_that_would_be_dropped_are_refused(text: str, place: str, call: Call) -> None:
    Path("d.jsonld").write_text(text, "utf-8")
    Path("d.ttl").write_text(PREFIXES + GOOD, "utf-8")
    Path("s.ttl").write_text(PREFIXES + SHAPE, "utf-8")
    told = call("d.ttl", "d.jsonld", "--shapes", "s.ttl", "--lang", "en")
    assert (told.code, told.err[: len(place)]) == (3 if place else 0, place), told


def test_the_catalogue_s_description_is_checked_with_the_project(call: Call, tmp_path: Path) -> None:
    """No shape speaks of it; an export would be refused, and so is the check."""
    shutil.copytree(MINI / "data", tmp_path / "mini" / "data")
    path = tmp_path / "mini" / "data" / "catalogue.ttl"
    head = "@base <https://w3id.org/cohorte-graph/> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n"
    path.write_text(head + own_rules()["CATALOGUE-REFUSED"].bad, "utf-8")
    line = head.count("\n") + own_rules()["CATALOGUE-REFUSED"].bad.split("tittle")[0].count("\n") + 1
    told = call("--project", tmp_path / "mini", "--lang", "en")
    assert told.code == 1
    assert f"mini/data/catalogue.ttl:{line}: violation[CATALOGUE-REFUSED] 'dcterms:tittle' says nothing" in told.out
    assert "Did you mean dcterms:title" in told.out


def test_a_prefix_that_is_declared_over_an_import_in_the_shapes_is_known(call: Call) -> None:
    """SHACL §5.2.1: sh:prefixes/owl:imports*/sh:declare. The engine itself looks no further than sh:prefixes."""
    shapes = """:P owl:imports :Q . :Q owl:imports :R , :P . :R sh:declare
        [ sh:prefix "e" ; sh:namespace "http://e/"^^xsd:anyURI ] . :S a sh:NodeShape ; sh:targetClass :C ;
        sh:sparql [ sh:prefixes :P ; sh:select "SELECT $this { $this e:p ?v }" ] ."""
    code, told = check(call, GOOD, shapes, "--format", "json")
    found = [(one["code"], one["severity"]) for one in json.loads(told)["results"] if one["stage"] == "validate"]
    assert (code, found) == (1, [("S", "Violation")])
    assert check(call, BAD, shapes)[0] == 0
