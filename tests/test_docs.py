"""The documents are run: their commands, their outputs, their links and their lists are those of today."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

import cohorte_graph
from cohorte_graph.build import BuildReport
from cohorte_graph.check.report import FORMATS as CHECK_FORMATS
from cohorte_graph.cli import main
from cohorte_graph.cli.group import COMMANDS
from cohorte_graph.dumps import FORMATS as DUMP_FORMATS
from cohorte_graph.export import FORMATS, comparison, dossier_page, resource
from cohorte_graph.generation import current
from cohorte_graph.project import Project
from cohorte_graph.tables import FORMATS as TABLE_FORMATS

ROOT = Path(__file__).parents[1]
README, ARCHITECTURE, CONTRIBUTING, CHANGELOG = (
    ROOT / f"{name}.md" for name in ("README", "ARCHITECTURE", "CONTRIBUTING", "CHANGELOG")
)
OWN = (README, ARCHITECTURE, CONTRIBUTING, CHANGELOG)
DOCUMENTS = sorted({*OWN, *(ROOT / "data").rglob("*.md"), *(ROOT / "ontology").rglob("*.md")})
QUERIES = {path.stem for path in (ROOT / "queries").glob("*.rq")}
MODULES = sorted((ROOT / "src" / "cohorte_graph").rglob("*.py"))
NOT_YET = "not there yet"
FORMATS_OF = {
    "show": resource.FORMATS,
    "dossier": dossier_page.FORMATS,
    "diff": comparison.FORMATS,
    "check": CHECK_FORMATS,
    "export": (*DUMP_FORMATS, *TABLE_FORMATS),
}
"""The formats of the commands that do not write rows or graphs."""
CHECKING = {"build", "check", "verify"}
"""The commands that can find something wanting, and so end with 1."""


def read(path: Path) -> str:
    return path.read_text("utf-8")


def blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of a document in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", read(path), re.MULTILINE | re.DOTALL)


def prose(path: Path) -> str:
    return re.sub(r"^```.*?^```$", "", read(path), flags=re.MULTILINE | re.DOTALL)


def shell_lines(path: Path) -> list[str]:
    return [line for block in blocks(path, "sh") for line in block.splitlines() if line]


def sessions(path: Path) -> list[tuple[str, str]]:
    """The commands of a document that show what they print, and what they print."""
    found = []
    for block in blocks(path, "console"):
        for session in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = session.partition("\n")
            found.append((command, output))
    return found


MAKE = [line for line in shell_lines(README) if line.startswith("make ")]
RUN = [line for line in shell_lines(README) if not line.startswith("make ")]
SHOWN = sessions(README)
assert len(RUN) > 10
assert SHOWN


@pytest.fixture(scope="module")
def folder(built: tuple[Project, BuildReport], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder laid out as the repository, with the build of this session in it."""
    root = tmp_path_factory.mktemp("readme")
    for name in ("data", "ontology", "queries"):
        (root / name).symlink_to(ROOT / name)
    shutil.copytree(built[0].build, root / "build")
    generation = current(built[0])
    shutil.copytree(generation, root / "build" / "generations" / "an-earlier-one")
    return root


def shell(command: str, folder: Path) -> str:
    """What a command of a document prints, run in a folder as a reader would; it must not fail."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COHORTE_")}
    environment["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), environment.get("PATH", "")))
    environment["PYTHONIOENCODING"] = "utf-8"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


# --- README


def test_two_commands_need_nothing_set_up_before() -> None:
    targets = set(re.findall(r"^([\w-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    assert MAKE == ["make build", "make test"]
    assert {line.split()[1] for line in MAKE} <= targets
    assert "make test" in read(ROOT / ".ci" / "run")


@pytest.mark.parametrize("command", RUN)
def test_a_command_of_the_readme_runs(command: str, folder: Path) -> None:
    printed = shell(command, folder)
    written = re.search(r" -o (\S+)$", command)
    assert printed or (written and (folder / written[1]).stat().st_size > 500)


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_an_output_of_the_readme_is_what_the_command_prints_today(command: str, output: str, folder: Path) -> None:
    assert shell(command, folder) == output


def test_the_readme_shows_the_evidence_of_a_statement() -> None:
    command, output = SHOWN[0]
    assert command.startswith("cohorte show ")
    assert re.search(r"« .+ » \(p\. [\d-]+, [\w-]+:\d+-\d+\)", output)


def test_the_tree_has_ten_lines_and_names_what_is_there() -> None:
    (tree,) = blocks(README, "text")
    named = [line.split("  ")[0].strip() for line in tree.splitlines()]
    assert len(named) == 10
    assert [name for name in named if name != "build/" and not (ROOT / name).is_dir()] == []
    ignored = {line.strip("/") for line in read(ROOT / ".gitignore").splitlines()} | {".git"}
    tops = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")} - ignored
    assert tops <= {name.split("/")[0] for name in named}


def test_the_formats_of_the_readme_are_those_there_are() -> None:
    lines = [line for line in prose(README).splitlines() if line.startswith(("Rows come as", "Graphs come as"))]
    assert set(re.findall(r"`(\w+)`", " ".join(lines))) == set(FORMATS)


# --- Commands and queries


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert f"cohorte {name}" in read(README) + read(ARCHITECTURE)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_documents_name_only_commands_and_queries_that_there_are(path: Path) -> None:
    called = re.findall(r"(?:^|[`$|] ?)cohorte (?:--[a-z]+ \S+ )?([a-z]+)(?: ([a-z-]+))?", read(path), re.MULTILINE)
    assert {command for command, _ in called} <= set(COMMANDS)
    assert {name for command, name in called if command == "ask" and name} <= QUERIES


def test_every_stored_query_is_listed_with_its_question(folder: Path) -> None:
    assert "cohorte queries" in RUN
    for lang in ("fr", "en"):
        rows = list(csv.DictReader(io.StringIO(shell(f"cohorte queries --format csv --lang {lang}", folder))))
        assert {row["name"] for row in rows} == QUERIES
        assert all(row["question"].endswith("?") for row in rows)


def command_of(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


def help_of(name: str) -> str:
    """The help of a command as one line, so that wrapping hides nothing."""
    return " ".join(command_of(name).get_help(click.Context(command_of(name), info_name=name)).split())


def test_the_help_tells_the_exit_codes() -> None:
    text = " ".join(main.get_help(click.Context(main)).split())
    assert "Exit codes: 0 done, 1 checked and found wanting, 2 the call is wrong, 3 could not run." in text
    for name in CHECKING:
        assert re.search(r"[Ee]xit code 1\b", help_of(name)), name


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_explains_every_argument_and_option(name: str) -> None:
    command = command_of(name)
    text = command.help or ""
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.opts[0]} says nothing"
        else:
            word = str(parameter.name).upper()
            assert word in text or ("=" in str(parameter.metavar) and "=" in text), word


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_lists_the_formats_there_are(name: str) -> None:
    known = FORMATS_OF.get(name, FORMATS)
    every = {*FORMATS, *(format for formats in FORMATS_OF.values() for format in formats)}
    for parameter in command_of(name).params:
        if "--format" in parameter.opts:
            assert isinstance(parameter, click.Option)
            assert set(re.findall(r"\b[a-z]+\b", parameter.help or "")) & every == set(known)


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_not_there_yet_is_said_and_nothing_else(name: str) -> None:
    missing = NOT_YET in help_of(name).lower()
    said = re.search(rf"`cohorte {name}` is {NOT_YET}", read(README)) is not None
    assert said == missing
    assert (re.search(rf"`cohorte {name}` is {NOT_YET}", read(CHANGELOG)) is not None) == missing


# --- All documents


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_resolve(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(path)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        linked = (path.parent / name).resolve() if name else path
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_paths_named_in_prose_are_there(path: Path) -> None:
    tops = "|".join(sorted(p.name for p in ROOT.iterdir() if p.is_dir() and p.name not in (".git", "build", ".venv")))
    for named in re.findall(rf"`((?:{tops})/[^`\s]*)`", prose(path)):
        if not re.search(r"[<>*…{}]|[A-Z]{4}", named):
            assert (ROOT / named).exists(), named


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_one_sentence_stands_on_a_line(path: Path) -> None:
    several = re.compile(r"[.?!][)*`]* (?=[A-Z`*])")
    lines = [re.sub(r"`[^`]*`", "`x`", line) for line in prose(path).splitlines() if not line.startswith(("|", "#"))]
    assert [line for line in lines if several.search(re.sub(r"^\d+\. ", "", line))] == []


@pytest.mark.parametrize("path", [*OWN, ROOT / ".ci" / "run", ROOT / "Makefile"], ids=lambda path: path.name)
def test_no_path_of_one_machine_stands_in_a_document(path: Path) -> None:
    assert re.findall(r"(?<![\w.])/(?:home|root|tmp|work|Users)/\S*", read(path)) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "src" / "cohorte_graph")))
def test_every_module_has_its_line_in_the_architecture(path: Path) -> None:
    name = path.relative_to(ROOT / "src" / "cohorte_graph").as_posix()
    if name != "__init__.py":
        kind = "/" if path.name == "__init__.py" else ""
        told = name.removesuffix("/__init__.py") + kind
        assert f"| `{told}` |" in read(ARCHITECTURE), f"add a line for `{told}` to ARCHITECTURE.md"


def test_the_architecture_has_no_line_for_a_module_that_is_gone() -> None:
    known = {path.relative_to(ROOT / "src" / "cohorte_graph").as_posix() for path in MODULES}
    known |= {str(Path(name).parent) + "/" for name in known if name.endswith("__init__.py")}
    told = set(re.findall(r"^\| `([\w/]+(?:\.py|/))` \|", read(ARCHITECTURE), re.MULTILINE))
    assert told <= known


def test_the_code_cites_only_documents_that_are_here() -> None:
    cited = re.compile(r"(?:\(|\bas )([A-Z]{4,})(?:, \"[A-Z][a-z]| has\b)|\b([A-Z]{4,})\.md\b")
    written = {"DROITS", "RIGHTS"}  # files that a bundle or a release holds
    missing = [
        f"{path.relative_to(ROOT)}:{number}: {name}"
        for path in MODULES
        for number, line in enumerate(read(path).splitlines(), 1)
        for name in ("".join(found) for found in cited.findall(line))
        if name not in written and not (ROOT / f"{name}.md").is_file()
    ]
    assert missing == []


# --- Versions and licences


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]["version"]
    assert cohorte_graph.__version__ == version
    assert re.search(rf"^## \[{re.escape(version)}\] - (\d{{4}}-\d\d-\d\d|unreleased)$", read(CHANGELOG), re.MULTILINE)


def test_the_changelog_has_the_headings_of_keep_a_changelog() -> None:
    assert read(CHANGELOG).startswith("# Changelog\n")
    heads = set(re.findall(r"^### (.+)$", read(CHANGELOG), re.MULTILINE))
    assert heads <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_licences_are_the_ones_the_package_states() -> None:
    project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]
    assert project["license"] == "Apache-2.0 AND CC-BY-4.0"
    assert set(project["license-files"]) == {"LICENSE", "ontology/LICENSE"}
    apache, creative = read(ROOT / "LICENSE"), read(ROOT / "ontology" / "LICENSE")
    assert "Apache License" in apache
    assert "END OF TERMS AND CONDITIONS" in apache
    assert "Copyright 2026 the cohorte-graph authors" in apache
    assert "SPDX-License-Identifier: CC-BY-4.0" in creative
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in creative
