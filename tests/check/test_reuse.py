"""The check in the repositories of others: the hooks of pre-commit and the GitHub Action, run from their own files."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from report_fixtures import MINI, ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
INSTALL, CHECK = ACTION["runs"]["steps"]
EXPRESSION = re.compile(r"\$\{\{ *(.+?) *\}\}")
HOSTILE = "x$(touch pwned)`touch pwned`; touch pwned #' \" \\"
SHAPES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/> .

ex:PersonShape a sh:NodeShape ;
  sh:targetClass ex:Person ;
  sh:property [ sh:path ex:name ; sh:minCount 1 ; sh:maxLength 20 ] .
"""
GOOD = '@prefix ex: <http://example.org/> .\n\nex:ada a ex:Person ; ex:name "Ada" .\n'
BAD = GOOD + 'ex:bob a ex:Person ; ex:name "Bob of the exceedingly long name" .\nex:eve a ex:Person .\n'
PLACES = [("4", "30"), ("5", "10")]
"""Line and column of the long name, and of the class of the one without a name."""

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="no git")


def environment(folder: Path) -> dict[str, str]:
    """The variables of a clean machine: this environment's commands, no settings of git's or pip's, no network."""
    return {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), "/usr/bin", "/bin")),
        "HOME": str(folder / "home"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it as the option: 0 is "no isolation"
        "PIP_CONFIG_FILE": os.devnull,
    }


def run(command: list[str], cwd: Path, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """A command on a clean machine, with what it printed in both streams."""
    given = {**environment(folder), **more}
    return subprocess.run(
        command,
        cwd=cwd,
        env=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=240,
        stdin=subprocess.DEVNULL,
    )


def git(folder: Path, repository: Path, *arguments: str) -> str:
    done = run(["git", *arguments], repository, folder)
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with shapes and good data, in folders whose names hold spaces, quotes and accents."""
    folder = tmp_path / "a repository"
    for name, text in {"my shapes/l'été.ttl": SHAPES, "my data/people.ttl": GOOD, "notes.txt": "?"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "my data" / "people.ttl").chmod(0o644)
    return folder


def spoil(repository: Path) -> None:
    (repository / "my data" / "people.ttl").write_text(BAD, "utf-8")


# --- the action


@dataclass(frozen=True)
class Ran:
    """What became of the action's step."""

    code: int
    output: str
    summary: str

    @property
    def annotations(self) -> list[dict[str, str]]:
        """The properties of each error that GitHub would show beside a line."""
        found = re.findall(r"^::error (\S.*?)::", self.output, re.MULTILINE)
        return [dict(pair.split("=", 1) for pair in told.split(",")) for told in found]


def substituted(text: str, inputs: dict[str, str]) -> str:
    """GitHub's expressions put in: an input, the folder of the action, the first of several that is not empty."""

    def value(expression: str) -> str:
        contexts = {**{f"inputs.{name}": told for name, told in inputs.items()}, "github.action_path": str(ROOT)}
        return next((contexts[name] for name in expression.split(" || ") if contexts[name]), "")

    return EXPRESSION.sub(lambda found: value(found[1]), text)


def act(step: dict[str, Any], workspace: Path, inputs: dict[str, str], folder: Path, **more: str) -> Ran:
    """A step as a runner does it (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax)."""
    assert set(inputs) <= set(ACTION["inputs"])
    assert step["shell"] == "bash"
    given = {name: told["default"] for name, told in ACTION["inputs"].items()} | inputs
    script, summary = folder / "script.sh", folder / "summary.md"
    script.write_text(step["run"], "utf-8")
    summary.write_text("")
    variables = {name: substituted(text, given) for name, text in step["env"].items()}
    runner = {"RUNNER_TEMP": str(folder / "temp"), "GITHUB_STEP_SUMMARY": str(summary), **more}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    done = run(command, workspace, folder, **variables, **runner)
    return Ran(done.returncode, done.stdout, summary.read_text("utf-8"))


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder where the action's first step seems to have run: the environment of these tests."""
    (tmp_path / "temp").mkdir()
    (tmp_path / "temp" / "cohorte-graph").symlink_to(sys.prefix)
    return tmp_path


OURS = {"data": "my data", "shapes": "my shapes", "lang": "en"}


def test_no_input_of_the_action_is_pasted_into_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert not EXPRESSION.search(step["run"])
        assert "eval" not in step["run"]
    used = EXPRESSION.findall(" ".join(text for step in ACTION["runs"]["steps"] for text in step["env"].values()))
    assert {name.removeprefix("inputs.") for one in used for name in one.split(" || ") if "inputs" in name} == set(
        ACTION["inputs"]
    )


def test_the_action_passes_good_data(repository: Path, installed: Path) -> None:
    ran = act(CHECK, repository, OURS, installed)
    assert (ran.code, ran.annotations) == (0, []), ran.output
    assert "1/1 shapes met nodes" in ran.output


def test_the_action_points_at_each_bad_line(repository: Path, installed: Path) -> None:
    spoil(repository)
    ran = act(CHECK, repository, {**OURS, "sarif": "a report.sarif"}, installed)
    assert ran.code == 1, ran.output
    assert [(one["file"], one["line"], one["col"]) for one in ran.annotations] == [
        ("my data/people.ttl", *place) for place in PLACES
    ]
    assert "people.ttl:4" in ran.summary
    (told,) = json.loads((repository / "a report.sarif").read_text("utf-8"))["runs"]
    errors = [one["locations"][0]["physicalLocation"] for one in told["results"] if one["level"] == "error"]
    assert [one["artifactLocation"]["uri"] for one in errors] == ["my%20data/people.ttl"] * 2
    assert [(str(one["region"]["startLine"]), str(one["region"]["startColumn"])) for one in errors] == PLACES


def test_the_action_takes_a_path_a_line(repository: Path, installed: Path) -> None:
    (repository / "more *.nt").write_text('<http://example.org/x> <http://example.org/name> "x" .\n', "utf-8")
    (repository / "more 2.nt").write_text("no triples", "utf-8")
    ran = act(CHECK, repository, {**OURS, "data": "\n my data/people.ttl\n\nmore *.nt\n"}, installed)
    assert ran.code == 0, ran.output
    assert "2 files" in ran.output


@pytest.mark.parametrize("engine", ["pyshacl", "both"])
def test_the_action_hands_on_what_it_is_told(engine: str, repository: Path, installed: Path) -> None:
    spoil(repository)
    command = [str(Path(sys.executable).parent / "cohorte"), "check", "my data", "--shapes", "my shapes"]
    made = run([*command, "--baseline", "known.json", "--update-baseline"], repository, installed)
    assert made.returncode == 0, made.stdout
    asked = {**OURS, "engine": engine, "baseline": "known.json", "fail-on": "info", "lang": "fr"}
    ran = act(CHECK, repository, asked, installed)
    assert ran.code == 0, ran.output
    assert "dettes connues" in ran.output
    strict = act(CHECK, repository, {**OURS, "strict": "true"}, installed)
    assert [one["title"] for one in strict.annotations if one["title"].startswith("STYLE-")], strict.output


def test_the_action_lets_a_shape_be_empty_where_it_is_told(repository: Path, installed: Path) -> None:
    (repository / "my data" / "people.ttl").write_text(GOOD.replace("ex:Person ", "ex:Place "), "utf-8")
    assert [one["title"] for one in act(CHECK, repository, OURS, installed).annotations] == ["NO-FOCUS"]
    allowed = {**OURS, "may-be-empty": "http://example.org/Other\nhttp://example.org/PersonShape"}
    assert act(CHECK, repository, allowed, installed).code == 0


def test_the_action_checks_the_project_where_no_data_are_named(tmp_path: Path, installed: Path) -> None:
    shutil.copytree(MINI / "data", tmp_path / "workspace" / "a project" / "data")
    ran = act(CHECK, tmp_path / "workspace", {"project": "a project", "lang": "en"}, installed)
    assert (ran.code, ran.annotations) == (0, []), ran.output
    curated = next((tmp_path / "workspace" / "a project" / "data" / "curation").rglob("*.ttl"))
    curated.write_text(curated.read_text("utf-8").replace("coh:limitTheme", "coh:limitThema", 1), "utf-8")
    ran = act(CHECK, tmp_path / "workspace", {"project": "a project", "lang": "en"}, installed)
    assert ran.code == 1, ran.output
    assert ran.annotations[0]["file"] == curated.relative_to(tmp_path / "workspace").as_posix()


def test_the_action_passes_nothing_that_it_has_not_checked(repository: Path, installed: Path) -> None:
    """No data, and no project here: the program's own project would pass, and prove nothing."""
    assert act(CHECK, repository, {}, installed).code == 3
    assert act(CHECK, repository, {"data": "my data"}, installed).code == 2
    assert act(CHECK, repository, {"shapes": "my shapes"}, installed).code == 2
    assert act(CHECK, repository, {**OURS, "data": "absent"}, installed).code in (2, 3)
    assert act(CHECK, repository, {**OURS, "sarif": "report.json"}, installed).code == 2


@pytest.mark.parametrize("name", sorted(set(ACTION["inputs"]) - {"python", "package"}))
def test_an_input_of_the_action_runs_nothing(name: str, repository: Path, installed: Path) -> None:
    ran = act(CHECK, repository, {**OURS, name: HOSTILE}, installed)
    assert not list(installed.rglob("pwned")), ran.output
    ignored = {"project", "may-be-empty", "strict"}
    assert (ran.code == 0) == (name in ignored), ran.output


# --- the hooks


def configured(hook_id: str, *arguments: str, **changes: Any) -> dict[str, Any]:
    """A hook as its file has it, found in this environment rather than installed into one of its own."""
    hook = {**HOOKS[hook_id], "language": "system", "args": [*arguments], **changes}
    return {"repos": [{"repo": "local", "hooks": [hook]}]}


@pytest.fixture
def committed(repository: Path, tmp_path: Path) -> Path:
    """The repository with one commit, and the hooks of its configuration set up."""
    pytest.importorskip("pre_commit", reason="no pre-commit")
    git(tmp_path, repository, "init", "--quiet")
    config = configured("cohorte-check", "my data", "--shapes", "my shapes", "--lang", "en")
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    git(tmp_path, repository, "add", ".")
    git(tmp_path, repository, "commit", "--quiet", "-m", "first")
    return repository


def commit(repository: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    git(folder, repository, "add", ".")
    return run(["git", "commit", "-m", "next"], repository, folder)


def test_the_file_of_hooks_is_one_that_pre_commit_takes(tmp_path: Path) -> None:
    pytest.importorskip("pre_commit", reason="no pre-commit")
    done = run(["pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")], tmp_path, tmp_path)
    assert done.returncode == 0, done.stdout


@needs_git
def test_the_hook_lets_good_commits_pass_and_stops_bad_ones(committed: Path, tmp_path: Path) -> None:
    assert run(["pre-commit", "install"], committed, tmp_path).returncode == 0
    (committed / "my data" / "people.ttl").write_text(GOOD + "# more\n", "utf-8")
    done = commit(committed, tmp_path)
    assert (done.returncode, "Passed" in done.stdout) == (0, True), done.stdout
    spoil(committed)
    done = commit(committed, tmp_path)
    assert done.returncode == 1, done.stdout
    assert re.findall(r"^my data/people\.ttl:(\d+):(\d+): violation", done.stdout, re.MULTILINE) == PLACES
    assert git(tmp_path, committed, "show", "HEAD:my data/people.ttl") == GOOD + "# more\n"


@needs_git
def test_the_hook_checks_the_whole_not_the_files_of_the_commit(committed: Path, tmp_path: Path) -> None:
    """A file that only adds to what another says is no fault, and no shape is without nodes for it."""
    (committed / "my data" / "more.ttl").write_text(
        '@prefix ex: <http://example.org/> .\nex:ada ex:note "x" .\n', "utf-8"
    )
    git(tmp_path, committed, "add", ".")
    done = run(["pre-commit", "run"], committed, tmp_path)
    assert (done.returncode, "Passed" in done.stdout) == (0, True), done.stdout


@needs_git
@pytest.mark.parametrize("hook_id", HOOKS)
def test_a_commit_that_only_deletes_is_checked_too(hook_id: str, committed: Path, tmp_path: Path) -> None:
    """What the others needed may have gone; pre-commit itself counts no file that is deleted."""
    arguments = ["my data", "--shapes", "my shapes"] if hook_id == "cohorte-check" else []
    config = configured(hook_id, *arguments, "--lang", "en")
    (committed / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    (committed / "my data" / "more.ttl").write_text(
        '@prefix ex: <http://example.org/> .\nex:ada ex:note "x" .\n', "utf-8"
    )
    shutil.copytree(MINI / "data", committed / "data")
    commit(committed, tmp_path)
    gone = committed / ("my data/people.ttl" if hook_id == "cohorte-check" else "data/gazetteers/territories.ttl")
    gone.unlink()
    git(tmp_path, committed, "add", ".")
    assert git(tmp_path, committed, "diff", "--staged", "--name-status").startswith("D\t")
    done = run(["pre-commit", "run"], committed, tmp_path)
    assert (done.returncode, "Failed" in done.stdout) == (1, True), done.stdout


@needs_git
def test_the_hook_of_a_project_checks_it(committed: Path, tmp_path: Path) -> None:
    (committed / ".pre-commit-config.yaml").write_text(
        yaml.safe_dump(configured("cohorte-check-project", "--lang", "en")), "utf-8"
    )
    shutil.copytree(MINI / "data", committed / "data")
    git(tmp_path, committed, "add", ".")
    done = run(["pre-commit", "run"], committed, tmp_path)
    assert (done.returncode, "Passed" in done.stdout) == (0, True), done.stdout
    place = committed / "data" / "gazetteers" / "people.ttl"
    place.write_text(place.read_text("utf-8").replace("a coh:Person", "a coh:Persn", 1), "utf-8")
    git(tmp_path, committed, "add", ".")
    done = run(["pre-commit", "run"], committed, tmp_path)
    assert done.returncode == 1, done.stdout
    assert re.search(r"^data/gazetteers/people\.ttl:\d+:\d+: violation", done.stdout, re.MULTILINE), done.stdout


@needs_git
def test_a_hook_without_arguments_passes_nothing_that_it_has_not_checked(committed: Path, tmp_path: Path) -> None:
    (committed / ".pre-commit-config.yaml").write_text(yaml.safe_dump(configured("cohorte-check")), "utf-8")
    git(tmp_path, committed, "add", ".")
    done = run(["pre-commit", "run", "--all-files"], committed, tmp_path)
    assert done.returncode == 1, done.stdout
    assert "exit code: 3" in done.stdout


# --- as the README tells it

TOLD = [
    yaml.safe_load(block)
    for block in re.findall(r"^```yaml\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
]
(README_HOOK,) = [hook for told in TOLD for repo in told.get("repos", []) for hook in repo["hooks"]]
(README_STEP,) = [step for told in TOLD for step in told.get("steps", []) if "with" in step]


@pytest.fixture
def plain(committed: Path) -> Path:
    """The repository with the folders that the README names, their files bad in two places."""
    (committed / "my shapes").rename(committed / "shapes")
    (committed / "my data").rename(committed / "data")
    (committed / "more shapes").mkdir()
    (committed / "more shapes" / "names.ttl").write_text(SHAPES.replace("maxLength 20", "maxLength 30"), "utf-8")
    (committed / "data" / "people.ttl").write_text(BAD, "utf-8")
    return committed


@needs_git
def test_the_hook_of_the_readme_works(plain: Path, tmp_path: Path) -> None:
    config = configured(README_HOOK["id"], *README_HOOK["args"], "--lang", "en")
    (plain / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    git(tmp_path, plain, "add", ".")
    done = run(["pre-commit", "run"], plain, tmp_path)
    assert done.returncode == 1, done.stdout
    assert re.findall(r"^data/people\.ttl:(\d+):(\d+): violation", done.stdout, re.MULTILINE) == PLACES


@needs_git
def test_the_step_of_the_readme_works(plain: Path, installed: Path) -> None:
    ran = act(CHECK, plain, README_STEP["with"], installed)
    assert ran.code == 1, ran.output
    assert {(one["line"], one["col"]) for one in ran.annotations} == set(PLACES)
    assert (plain / README_STEP["with"]["sarif"]).is_file()


# --- installed as others install it


def borrowed() -> dict[str, str]:
    """The libraries of this environment for a new one, which then fetches nothing; the program itself is not lent."""
    return {"PYTHONPATH": sysconfig.get_path("purelib")}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the files of this one as they are now, in one commit."""
    folder = tmp_path_factory.mktemp("checkout")
    clone = folder / "cohorte-graph"
    listed = run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], ROOT, folder)
    if listed.returncode:
        pytest.skip("these tests do not stand in a repository")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, clone / name)
    git(folder, clone, "init", "--quiet")
    git(folder, clone, "add", ".")
    git(folder, clone, "commit", "--quiet", "-m", "as it is")
    return clone


@needs_git
@pytest.mark.slow
def test_pre_commit_installs_the_hook_from_the_repository(committed: Path, checkout: Path, tmp_path: Path) -> None:
    hook = {"id": "cohorte-check", "args": ["my data", "--shapes", "my shapes", "--lang", "en"]}
    revision = git(tmp_path, checkout, "rev-parse", "HEAD").strip()
    config = {"repos": [{"repo": str(checkout), "rev": revision, "hooks": [hook]}]}
    (committed / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    git(tmp_path, committed, "add", ".")
    done = run(["pre-commit", "run", "--all-files", "--verbose"], committed, tmp_path, **borrowed())
    assert (done.returncode, "Passed" in done.stdout) == (0, True), done.stdout
    assert list((tmp_path / "pre-commit").rglob("site-packages/cohorte_graph/_project/ontology")) != []
    spoil(committed)
    git(tmp_path, committed, "add", ".")
    done = run(["pre-commit", "run"], committed, tmp_path, **borrowed())
    assert done.returncode == 1, done.stdout
    assert re.findall(r"^my data/people\.ttl:(\d+):(\d+): violation", done.stdout, re.MULTILINE) == PLACES


@needs_git
@pytest.mark.slow
def test_the_action_installs_itself_and_checks(repository: Path, checkout: Path, tmp_path: Path) -> None:
    inputs = {**OURS, "python": sys.executable, "package": str(checkout)}
    for _ in range(2):  # a job may use the action twice
        ran = act(INSTALL, repository, inputs, tmp_path, **borrowed())
        assert ran.code == 0, ran.output
    assert list((tmp_path / "temp").rglob("site-packages/cohorte_graph/_project/ontology")) != []
    spoil(repository)
    ran = act(CHECK, repository, inputs, tmp_path, **borrowed())
    assert (ran.code, len(ran.annotations)) == (1, 2), ran.output


@pytest.mark.slow
@pytest.mark.parametrize("name", ["python", "package"])
def test_an_input_of_the_installation_runs_nothing(name: str, repository: Path, tmp_path: Path) -> None:
    inputs = {"python": sys.executable, "package": "--help", name: HOSTILE}
    assert act(INSTALL, repository, inputs, tmp_path).code != 0
    assert not list(tmp_path.rglob("pwned"))
