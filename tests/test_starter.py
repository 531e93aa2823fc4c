"""``cohorte init``: what it lays out builds as it is, leads an editor to a graph, and overwrites nothing."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cohorte_graph.build import build
from cohorte_graph.check.report import write_report
from cohorte_graph.check.run import Options, check
from cohorte_graph.check.subject import of_project
from cohorte_graph.cli import main
from cohorte_graph.dataset.rights import Rights, SourceRights, demand_stated
from cohorte_graph.errors import CallError, CheckError, CohorteError, InputError, RunError
from cohorte_graph.extract import Gazetteer
from cohorte_graph.generation import open_current
from cohorte_graph.iri import ID
from cohorte_graph.project import Project
from cohorte_graph.query import Questions, Table
from cohorte_graph.starter import EXAMPLE, lay_out
from cohorte_graph.verify import verify
from report_fixtures import MINI, ROOT

REPORT = ROOT / "data" / "sources" / "occitanie-2024-2025.txt"
TEXT = MINI / "data" / "sources" / "armoree-2025-2026.txt"

PUBLISHER = "dcterms:publisher <id/organisation/manufacture-des-passages>"
RIGHTS = 'dcterms:rights "Cité pour analyse."@fr , "Quoted for analysis."@en'
MISSPELT = f"\n<id/limit/{EXAMPLE}/roche-lavande/2> coh:concernsRole <concept/actor-role/elues> .\n"


def command(*args: str, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ["--lang", lang, *args])


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("starter") / "a new cohort"
    done = command("init", str(folder))
    assert done.exit_code == 0, done.output
    written = [Path(line) for line in done.stdout.splitlines()]
    assert sorted(written) == sorted(path for path in folder.rglob("*") if path.is_file())
    assert done.stderr == f"Next: cohorte --project '{folder}' build\n"
    return Project.at(folder)


def test_the_example_builds_and_every_quote_is_at_its_place(example: Project) -> None:
    report = build(example)
    assert report.results == {}, "an example has nothing to be warned of"
    assert report.coverage[EXAMPLE]["share"] == 1.0
    counts = report.counts[EXAMPLE]
    assert (counts["Effect"], counts["Limit"], counts["Pilot"], counts["Lesson"]) == (2, 2, 1, 2)
    assert not {"UnknownName", "ProofreadingNote"} & counts.keys()
    assert verify(example).ok
    questions = Questions(lambda: open_current(example), example.queries)
    answer = questions.ask("limits-of-territory", {"territory": "Roche-Lavande"}, "fr")
    assert isinstance(answer, Table)
    themes = [str(row[answer.position("limitThemes") or 0]) for row in answer.rows]
    assert themes == ['"Temps et calendrier"', '"Moyens humains et financiers"']


def test_the_shapes_it_has_no_use_for_are_told_in_one_line(example: Project) -> None:
    """They are the program's, and another report than the one they were written for need not speak of everything."""
    report = check(of_project(example), Options())
    assert {(one.code, one.severity) for one in report.results} == {("NO-FOCUS", "Info")}
    lines = write_report(report, "text", "en", fail_on="violation").decode().splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"info[NO-FOCUS] {len(report.results)} shapes of the program meet nothing here")


def test_git_leaves_the_text_alone_and_forgets_the_build(example: Project) -> None:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    git = ["git", "-C", str(example.root)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    told = subprocess.run(
        [*git, "check-attr", "text", "--", f"data/sources/{EXAMPLE}.txt"], capture_output=True, text=True, check=True
    )
    assert told.stdout.endswith("text: unset\n")
    for name in ("build", "releases"):
        subprocess.run([*git, "check-ignore", "--quiet", f"{name}/"], check=True)


def test_its_names_are_nobodys(example: Project) -> None:
    """The real report is not matched by a name of the example."""
    ours = Gazetteer.load(sorted((ROOT / "data" / "gazetteers").glob("*.ttl")))
    own = Gazetteer.load(sorted((example.data / "gazetteers").glob("*.ttl")))
    assert {name.iri for name in own.names}.isdisjoint(name.iri for name in ours.names)
    assert not [match.printed for match in own.find(REPORT.read_text("utf-8"))]


def test_around_a_text_of_ones_own(tmp_path: Path) -> None:
    """The text is described, the example's statements are comments, and the build asks for what is missing."""
    folder = tmp_path / "armoree"
    done = command("init", str(folder), "--text", str(TEXT))
    assert done.exit_code == 0, done.output
    project = Project.at(folder)
    copy = project.data / "sources" / TEXT.name
    assert copy.read_bytes() == TEXT.read_bytes()
    described = (project.data / "sources" / "sources.ttl").read_text("utf-8")
    assert hashlib.sha256(TEXT.read_bytes()).hexdigest() in described
    assert "<id/cohort/armoree-2025-2026> a coh:Cohort" in described
    assert 'coh:period "2025-2026"' in described
    stating = [
        path.name
        for path in project.data.rglob("*.ttl")
        if any(line.startswith("<") for line in path.read_text("utf-8").splitlines())
    ]
    assert stating == ["sources.ttl"]
    assert 'rights "' not in re.sub("#.*", "", described), "nobody's rights are made up"
    missing = command("--project", str(folder), "build", "--no-reasoner")
    assert missing.exit_code == 3
    assert missing.stderr.startswith(f"{copy}:")
    assert "gazetteers/territories.ttl" in missing.stderr
    for name in ("gazetteers", "curation"):
        shutil.rmtree(project.data / name)
        shutil.copytree(MINI / "data" / name, project.data / name)
    asked = command("--project", str(folder), "build", "--no-reasoner")
    assert asked.exit_code == 1
    sources = project.data / "sources" / "sources.ttl"
    head, *told = asked.stderr.splitlines()
    assert head == "Error: SHACL violations: 2; this build is not published."
    codes = ["SOURCE-PUBLISHER", "SOURCE-RIGHTS"]
    assert [re.match(rf"{sources}:\d+:\d+: violation\[([A-Z-]+)\]", line)[1] for line in told] == codes  # type: ignore[index]
    said = described.replace("# dcterms:publisher <id/organisation/…>", PUBLISHER)
    sources.write_text(said.replace('# dcterms:rights "…"@fr , "…"@en', RIGHTS), "utf-8")
    built = command("--project", str(folder), "build", "--no-reasoner")
    assert built.exit_code == 0, built.output
    assert "7  effects" in built.stdout


def test_only_the_files_of_git_lose_their_prefix(tmp_path: Path) -> None:
    assert Path("data/sources/antidot-2026.txt") in lay_out(tmp_path / "x", "antidot-2026")


def test_a_cohort_of_ones_own(tmp_path: Path) -> None:
    lay_out(tmp_path / "x", "vallee-2027")
    assert (tmp_path / "x/data/sources/vallee-2027.txt").is_file()
    assert (tmp_path / "x/data/curation/vallee-2027/roche-lavande.ttl").is_file()
    for path in (tmp_path / "x").rglob("*"):
        assert not path.is_file() or "__" not in path.read_text("utf-8"), path
    report = build(Project.at(tmp_path / "x"))
    assert list(report.counts) == ["vallee-2027"]


@pytest.mark.parametrize("cohort", ["Vallée-2027", "vallee", "2027", "../x-2027", "a b-2027", "vallee-99", "-2027"])
def test_what_cannot_name_a_cohort(tmp_path: Path, cohort: str) -> None:
    with pytest.raises(CallError, match="cannot name a cohort"):
        lay_out(tmp_path / "x", cohort)
    assert not (tmp_path / "x").exists()


def _occupied(folder: Path) -> None:
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")


def _a_file(folder: Path) -> None:
    folder.write_text("mine")


@pytest.mark.parametrize("occupy", [_occupied, _a_file])
def test_nothing_is_overwritten(tmp_path: Path, occupy: object) -> None:
    folder = tmp_path / "x"
    occupy(folder)  # type: ignore[operator]
    before = sorted((path, path.is_file() and path.read_bytes()) for path in tmp_path.rglob("*"))
    done = command("init", str(folder), lang="fr")
    assert done.exit_code == 2
    assert done.stderr == (
        f"Erreur : « {folder} » n'est pas vide.\nNommer un dossier qui n'existe pas encore : rien n'est écrasé.\n"
    )
    assert sorted((path, path.is_file() and path.read_bytes()) for path in tmp_path.rglob("*")) == before


def test_an_empty_folder_is_taken_and_stays_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody stands in it: ``cohorte init .``"""
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    done = command("init", ".")
    assert done.exit_code == 0, done.output
    assert tmp_path.stat().st_ino == before
    assert Path.cwd() == tmp_path
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitattributes", ".gitignore", "README.md", "data"]


@pytest.mark.parametrize(
    ("folder", "text", "error"),
    [("file/below", None, RunError), ("x", "absent.txt", InputError), ("x", ".", InputError)],
)
def test_what_cannot_be_read_or_written(
    tmp_path: Path, folder: str, text: str | None, error: type[CohorteError]
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(error) as caught:
        lay_out(tmp_path / folder, "vallee-2027", tmp_path / text if text else None)
    assert caught.value.exit_code == 3
    assert caught.value.place
    assert caught.value.hint
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_disk_that_fills_up_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(RunError, match="No space left"):
        lay_out(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_what_leads_nowhere_is_told_by_the_build_as_by_the_check(
    example: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One count for both, and none in a new project."""
    monkeypatch.setattr("cohorte_graph.build.validate", lambda data, shapes: [])
    root = Path(shutil.copytree(example.root, tmp_path / "p", ignore=shutil.ignore_patterns("build", ".git")))
    assert "lead nowhere" not in command("--project", str(root), "build", "--no-reasoner").stdout
    curated = root / "data" / "curation" / EXAMPLE / "roche-lavande.ttl"
    text = curated.read_text("utf-8")
    curated.write_text(text.replace("actor-role/habitants", "actor-role/habitats") + MISSPELT, "utf-8")
    built = command("--project", str(root), "build", "--no-reasoner")
    assert built.exit_code == 0
    assert "references that lead nowhere: 2 → cohorte check" in built.stdout
    codes = [result.code for result in check(of_project(Project.at(root)), Options()).results]
    assert codes.count("DATA-DANGLING") == 2


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("Invented example, to be replaced.", "the rights in the report are still those of the example."),
        ("Quoted for analysis.", "nothing is said of who published the report."),
    ],
)
def test_whose_a_report_is_has_to_be_said_before_it_is_given_away(example: Project, said: str, message: str) -> None:
    name = f"{ID}source/{EXAMPLE}"
    nobody = f"{ID}organisation/nobody"
    report = SourceRights(name, "R", {}, nobody, nobody, {"fr": "Cité pour analyse.", "en": said})
    with pytest.raises(CheckError, match=re.escape(message)) as caught:
        demand_stated(Rights("", "", (report,), (), with_text=True), example.data / "sources")
    assert str(caught.value.place).startswith(f"{example.data / 'sources' / 'sources.ttl'}:")
    assert caught.value.exit_code == 1


def test_an_example_is_not_given_away(example: Project, tmp_path: Path) -> None:
    build(example)
    done = command("--project", str(example.root), "export", "--for", "ckan", "-o", str(tmp_path / "ckan"), lang="fr")
    assert done.exit_code == 1
    assert "les droits sur le rapport sont encore ceux de l'exemple" in done.stderr
    assert not (tmp_path / "ckan").exists()
