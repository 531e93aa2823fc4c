"""The commands as a user calls them: answers, exit codes, messages in two languages, files written whole."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cohorte_graph.cli import main
from cohorte_graph.cli.french import FRENCH
from cohorte_graph.cli.group import COMMANDS
from cohorte_graph.cli.messages import translated
from cohorte_graph.project import Project

Call = Callable[..., Result]
CARTESIAN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CALL = "from cohorte_graph.cli import main; main()"


@pytest.fixture
def call(small_project: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the command inside this process."""
    monkeypatch.delenv("COHORTE_LANG", raising=False)

    def run(*args: str, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, ["--project", str(small_project), *args], input=input)

    return run


def process(project: Path, *args: str, code: str = CALL, **extra: object) -> subprocess.CompletedProcess[str]:
    """Call the command as a process of its own."""
    command = [sys.executable, "-c", code, "--project", str(project), *args]
    environment = {**os.environ, "COHORTE_LANG": "en"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, **extra)  # type: ignore


# -- answers


def test_ask_as_table_and_as_csv(call: Call) -> None:
    result = call("ask", "effects-of-territory", "territory=gruissan", "cohort=c1")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split() == ["Effet", "N°", "Texte"]
    result = call("ask", "effects-of-territory", "territory=gruissan", "--format", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["effectLabel"] for row in rows] == ["Effect 1", "Effet 2", "effect/c2/gruissan/1"]


def test_options_stand_before_or_behind_the_command(call: Call) -> None:
    before = call("--lang", "en", "ask", "matrix")
    assert before.stdout == call("ask", "matrix", "--lang", "en").stdout
    assert before.stdout != call("ask", "matrix").stdout


def test_the_environment_chooses_the_language(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COHORTE_LANG", "en")
    assert "Tools" in call("ask", "matrix").stdout
    assert "Outillage" in call("ask", "matrix", "--lang", "fr").stdout


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("SELECT (1 AS ?n) { }", "n\n-\n1\n"),
        ("ASK { ?s a coh:Pilot }", "oui\n"),
        ("ASK { ?s a coh:Nothing }", "non\n"),
        ("CONSTRUCT { <a:a> a coh:X } WHERE { }", "<a:a> a coh:X .\n"),
        ("DESCRIBE <https://w3id.org/cohorte-graph/id/person/a>", 'rdfs:label "Ada" .\n'),
    ],
)
def test_sparql_answers_every_form(call: Call, text: str, output: str) -> None:
    result = call("sparql", text)
    assert result.exit_code == 0
    assert result.stdout.endswith(output)


def test_sparql_from_file_and_standard_input(call: Call, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_bytes("\ufeffASK {}".encode())
    assert call("sparql", "-f", str(tmp_path / "q.rq")).stdout == "oui\n"
    assert call("sparql", "-", input="ASK {}").stdout == "oui\n"


def test_an_empty_answer_is_no_mistake(call: Call) -> None:
    result = call("ask", "effects-of-territory", "territory=canohes")
    assert (result.exit_code, result.stderr) == (0, "Aucune ligne.\n")
    result = call("ask", "effects-of-territory", "territory=canohes", "--format", "csv")
    assert (result.stdout, result.stderr) == ("effect,effectLabel,number,text\n", "")


def test_queries_lists_and_searches(call: Call) -> None:
    assert len(call("queries").stdout.splitlines()) == 7
    found = json.loads(call("queries", "evidence", "ici", "--format", "jsonl").stdout)
    assert found["name"] == "effects-of-territory"
    assert found["parameters"] == "territory=gruissan [cohort=c1]"


def test_show_takes_a_slug_a_path_or_a_label(call: Call) -> None:
    assert call("show", "gruissan").stdout.startswith("Gruissan (commune)\n")
    assert call("show", "effect/c1/gruissan/1", "--lang", "en").stdout.startswith("Effect 1 (effect)\n")
    assert json.loads(call("show", "Évian", "--format", "json").stdout)["name"] == "territory/evian"
    assert call("show", "1").exit_code == 2
    assert call("show", "gruissan", "--format", "csv").exit_code == 2


def test_every_command_has_help_and_is_listed(call: Call) -> None:
    listing = call("--help").stdout
    for name in COMMANDS:
        assert f"\n  {name} " in listing
        assert call(name, "--help").exit_code == 0


# -- mistakes


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["ask", "effects-of-teritory"], 2, "Erreur : Aucune requête enregistrée"),
        (["ask", "effects-of-territory"], 2, "demande 'territory'"),
        (["ask", "effects-of-territory", "gruissan"], 2, "sans nom de paramètre"),
        (["ask", "matrix", "x=1"], 2, "n'a pas de paramètre « x »"),
        (["ask", "search", "text=a", "text=b"], 2, "donné deux fois"),
        (["ask", "effects-of-territory", "territory=gruisan"], 2, "Vouliez-vous dire gruissan"),
        (["ask", "matrix", "--format", "xslx"], 2, "Vouliez-vous dire xlsx"),
        (["ask", "matrix", "--format", "ttl"], 2, "ne peut pas s'écrire en ttl"),
        (["ask", "search", "text=a", "--format", "svg"], 2, "aucun graphique"),
        (["ask", "matrix", "-o", "x.pdf"], 2, "« x.pdf » a une extension qui ne désigne aucun format."),
        (["ask", "matrix", "-o", "x.csv.gz"], 2, "Extensions connues : .csv, .tsv, "),
        (["show", "Gruissan", "-o", "x.docx"], 2, "Extensions connues : .md, .json, .ttl, .txt, .markdown, .turtle."),
        (["ask", "matrix", "--timeout", "0"], 2, "Valeur refusée pour '--timeout'"),
        (["ask", "matrix", "--timeut", "1"], 2, "Vouliez-vous dire --timeout"),
        (["ask"], 2, "Il manque l'argument « NAME »"),
        (["aks"], 2, "Vouliez-vous dire ask"),
        (["ask", "matrix", "--lang", "de"], 2, "Valeur refusée"),
        (["sparql"], 2, "Donner une requête"),
        (["sparql", "ASK {}", "-f", "x"], 2, "Donner une requête"),
        (["sparql", "SELECT * {\n ?s ?p }"], 3, "query:2:2: ce SPARQL ne se lit pas"),
        (["sparql", "SELECT * {\n SERVICE <a:b> { ?s ?p ?o } }"], 3, "query:2:2: SERVICE est refusé"),
        (["sparql", "DROP ALL"], 3, "query:1:1: les mises à jour sont refusées"),
        (["sparql", "-f", "/nowhere.rq"], 3, "/nowhere.rq: ne peut pas être lu"),
        (["ask", "matrix", "-o", "/nowhere/x.csv"], 3, "/nowhere/x.csv: ne peut pas être écrit"),
        (["show", "nothing-of-that-name"], 2, "ne désigne rien"),
    ],
)
def test_a_mistake_has_its_code_and_its_words(call: Call, args: list[str], code: int, words: str) -> None:
    result = call(*args)
    assert result.exit_code == code, result.output
    assert words in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.output


def test_mistakes_are_told_in_english_where_asked(call: Call) -> None:
    result = call("ask", "effects-of-teritory", "--lang", "en")
    assert result.stderr.startswith("Error: No stored query is called 'effects-of-teritory'.\nDid you mean ")


def test_a_file_that_is_no_text_is_told_with_its_line(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_bytes(b"ASK {}\n# \xff")
    result = call("sparql", "-f", str(path))
    assert (result.exit_code, result.stderr) == (3, f"{path}:2: n'est pas en UTF-8.\n")


def test_without_a_build_or_a_project_the_remedy_is_told(call: Call, tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["--project", str(tmp_path), "queries"]).exit_code == 3
    (tmp_path / "data" / "sources").mkdir(parents=True)
    result = CliRunner().invoke(main, ["--project", str(tmp_path), "sparql", "ASK {}"])
    assert result.exit_code == 3
    assert "cohorte build" in result.stderr


def test_an_unforeseen_error_is_no_traceback(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("cohorte_graph.query.Questions.ask", broken)
    result = call("ask", "matrix")
    assert result.exit_code == 3
    assert "Erreur imprévue : ZeroDivisionError: oops" in result.stderr


# -- files


@pytest.mark.parametrize("name", ["x.csv", "x.json", "x.xlsx", "x.md", "x.svg", "x.txt"])
def test_the_ending_of_the_file_chooses_the_format(call: Call, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    result = call("ask", "matrix", "-o", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    starts = {
        "csv": b"effectType,",
        "json": b"{",
        "xlsx": b"PK",
        "md": b"| Type",
        "svg": b"<svg",
        "txt": b"Type",
    }
    assert path.read_bytes().startswith(starts[name[2:]])
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_and_no_other(call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old")
    path.chmod(0o600)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        result = call("ask", "matrix", "-o", str(path))
    assert (result.exit_code, path.read_text(), list(tmp_path.iterdir())) == (3, "old", [path])
    assert call("ask", "matrix", "-o", str(path)).exit_code == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text() != "old"


def test_a_device_is_written_and_stays_a_device(call: Call) -> None:
    assert call("ask", "matrix", "-o", os.devnull).exit_code == 0
    assert not Path(os.devnull).is_file()


# -- processes


def test_the_time_limit_ends_a_query_that_listens_to_nothing(small_project: Path) -> None:
    began = time.monotonic()
    done = process(small_project, "sparql", "--timeout", "1", CARTESIAN)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("Error: No answer within 1 s.\nAsk for less")
    assert 1 <= time.monotonic() - began < 4


@pytest.mark.parametrize("words", [("ask", "matrix"), ("sparql", "ASK {}"), ("show", "effect/c1/gruissan/1")])
def test_a_first_build_does_not_count_as_time_of_the_question(
    words: tuple[str, ...], call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    monkeypatch.setattr(Project, "awaits_first_build", True)
    monkeypatch.setattr("cohorte_graph.build.build", lambda project: order.append("build"))
    monkeypatch.setattr(f"cohorte_graph.cli.{words[0]}.time_limit", lambda *_: nullcontext(order.append("limit")))
    assert call(*words).exit_code == 0
    assert order == ["build", "limit"]


def test_a_reader_that_has_seen_enough_is_no_mistake(small_project: Path) -> None:
    command = f"{sys.executable} -c '{CALL}' --project {small_project} ask matrix --format csv; echo $? >&2"
    done = subprocess.run(["bash", "-c", f"({command}) | true"], capture_output=True, text=True, check=True)
    assert done.stderr == "0\n"


def test_an_answer_needs_no_reasoner_no_validator_and_no_office(small_project: Path) -> None:
    code = (
        "import sys\nfrom cohorte_graph.cli import main\n"
        "try:\n    main()\nfinally:\n    print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    loaded = set(process(small_project, "ask", "matrix", "--format", "csv", code=code).stdout.split())
    assert "pyoxigraph" in loaded
    assert not loaded & {
        "rdflib",
        "pyshacl",
        "owlready2",
        "openpyxl",
        "rich",
        "vl_convert",
        "jinja2",
        "babel",
    }


def test_the_shell_completes_names_parameters_and_values(small_project: Path) -> None:
    def offers(words: str) -> list[str]:
        line = f"cohorte --project {small_project} {words}"
        environment = {**os.environ, "_COHORTE_COMPLETE": "bash_complete", "COMP_WORDS": line}
        environment["COMP_CWORD"] = str(len(line.split()) - 1)
        code = "from cohorte_graph.cli import main; main(prog_name='cohorte')"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
        return [line.partition(",")[2] for line in done.stdout.splitlines()]

    assert offers("ask eff") == ["effects-of-territory", "effects-of-type"]
    assert offers("ask effects-of-territory t") == ["territory="]
    assert offers("ask effects-of-territory territory=g") == ["territory=gruissan"]
    assert offers("ask matrix --format xl") == ["xlsx"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(call: Call, shell: str) -> None:
    assert "_COHORTE_COMPLETE" in call("completion", shell).stdout


# -- messages


def test_every_french_sentence_has_the_slots_of_its_english_one() -> None:
    import string

    def slots(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert FRENCH
    for english, french in FRENCH.items():
        assert slots(english) == slots(french), english


def test_a_sentence_without_translation_is_told_in_english() -> None:
    assert translated("Something new.", "fr") == "Something new."
    assert translated("Did you mean a or b?", "fr") == "Vouliez-vous dire a ou b ?"
    assert translated("Did you mean a or b?", "en") == "Did you mean a or b?"
