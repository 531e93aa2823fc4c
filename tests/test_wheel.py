"""The wheel carries what the program needs: away from a checkout a question is answered."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from report_fixtures import ROOT


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout, installed in a folder of its own, without its libraries, which are here."""
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    code = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    target = folder / "site"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(target), str(folder / done.stdout.split()[-1])], check=True)
    return target


COMMAND = "from cohorte_graph.cli import main; main()"


def run(unpacked: Path, folder: Path, *args: str, code: str = COMMAND, **own: str) -> subprocess.CompletedProcess[str]:
    """A call with the unpacked wheel, in a folder and with a cache of its own."""
    world = {"PYTHONPATH": str(unpacked), "XDG_CACHE_HOME": str(folder / "cache"), "COHORTE_LANG": "en"}
    variables = {**os.environ, **world, **own}
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_the_command_is_installed(unpacked: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [unpacked / "bin" / "cohorte", "--version"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("cohorte, version ")


@pytest.fixture(scope="module")
def first(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The first question from an empty folder, which builds the graph into a cache."""
    folder = tmp_path_factory.mktemp("first")
    return folder, run(unpacked, folder, "ask", "territories", "--format", "csv")


BUILD_COPIED = """
import shutil, cohorte_graph.build as module
def build(project): shutil.copytree({0!r}, project.build, dirs_exist_ok=True, symlinks=True)
module.build = build
"""


@pytest.fixture(scope="module")
def copied(first: tuple[Path, subprocess.CompletedProcess[str]]) -> str:
    """Code after which a build is a copy of the one that was made already: where it goes is seen in an instant."""
    (made,) = (first[0] / "cache" / "cohorte-graph").iterdir()
    return BUILD_COPIED.format(str(made))


def test_an_empty_folder_answers(unpacked: Path, first: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = first
    assert done.returncode == 0, done.stderr
    assert f"built in {folder / 'cache' / 'cohorte-graph'}" in done.stderr
    assert len(done.stdout.splitlines()) == 9
    second = run(unpacked, folder, "ask", "territories", "--format", "csv")
    assert (second.stdout, second.stderr, second.returncode) == (done.stdout, "", 0)
    assert not (unpacked / "cohorte_graph" / "_project" / "build").exists()


@contextmanager
def unwritable(folder: Path) -> Iterator[Path]:
    """A folder that can be read and not written: by its mode, or for root, whom no mode stops, by its mount."""
    folder.mkdir()
    if os.geteuid() == 0:
        mount = ["mount", "-t", "tmpfs", "-o", "ro,size=64k", "tmpfs", str(folder)]
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"root may write anywhere, and nothing can be mounted: {done.stderr.strip()}")
    folder.chmod(0o555) if os.geteuid() else None
    try:
        yield folder
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        else:
            folder.chmod(0o755)


def test_a_home_that_cannot_be_written(unpacked: Path, copied: str, tmp_path: Path) -> None:
    """The graph is built among the temporary files, for this user alone; where others could write, it is not."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    with unwritable(tmp_path / "home") as home:
        own = {"XDG_CACHE_HOME": str(home / "cache"), "HOME": str(home), "TMPDIR": str(temporary)}
        done = run(unpacked, tmp_path, "ask", "territories", "--format", "csv", code=copied + COMMAND, **own)
        assert done.returncode == 0, done.stderr
        assert len(done.stdout.splitlines()) == 9
        assert f"built in {temporary}/cohorte-graph-{os.getuid()}/" in done.stderr
        (folder,) = temporary.iterdir()
        assert folder.stat().st_mode & 0o777 == 0o700
        again = run(unpacked, tmp_path, "ask", "territories", "--format", "csv", **own)
        assert (again.stdout, again.stderr) == (done.stdout, "")
        folder.chmod(0o777)
        refused = run(unpacked, tmp_path, "ask", "territories", **own)
        assert refused.returncode == 3
        assert "others could change" in refused.stderr
        assert "XDG_CACHE_HOME" in refused.stderr


def test_a_cache_built_before_answers_though_nothing_can_be_written(
    unpacked: Path, copied: str, tmp_path: Path
) -> None:
    with unwritable(tmp_path / "home") as home:
        if os.geteuid() == 0:
            subprocess.run(["mount", "-o", "remount,rw,size=80m", str(home)], check=True)
        else:
            home.chmod(0o755)
        own = {"XDG_CACHE_HOME": str(home), "HOME": str(home)}
        first = run(unpacked, tmp_path, "ask", "allies", "--format", "csv", code=copied + COMMAND, **own)
        assert first.returncode == 0, first.stderr
        if os.geteuid() == 0:
            subprocess.run(["mount", "-o", "remount,ro", str(home)], check=True)
        else:
            for path in (home, *home.rglob("*")):
                path.chmod(0o555 if path.is_dir() else 0o444)
        second = run(unpacked, tmp_path, "ask", "allies", "--format", "csv", **own)
        assert (second.returncode, second.stdout, second.stderr) == (0, first.stdout, "")
        for path in (home, *home.rglob("*")) if os.geteuid() else ():
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_python_builds_too(unpacked: Path, copied: str, tmp_path: Path) -> None:
    code = "import cohorte_graph; print(len(cohorte_graph.open_graph().ask('territories')))"
    done = run(unpacked, tmp_path, code=copied + code)
    assert (done.returncode, done.stdout) == (0, "8\n"), done.stderr
    assert f"The graph is built in {tmp_path / 'cache' / 'cohorte-graph'}" in done.stderr


def test_a_new_project_is_laid_out_and_built(unpacked: Path, tmp_path: Path) -> None:
    assert run(unpacked, tmp_path, "init", "next").returncode == 0
    built = run(unpacked, tmp_path, "--project", "next", "build", "--no-reasoner")
    assert built.returncode == 0, built.stderr
    assert "SHACL: conforms (0 warnings, 0 notes)" in built.stdout
    asked = run(
        unpacked, tmp_path / "next", "ask", "effects-of-territory", "territory=roche-lavande", "--format", "csv"
    )
    assert len(asked.stdout.splitlines()) == 3


def test_the_wheel_carries_ontology_data_and_queries(unpacked: Path) -> None:
    inside = unpacked / "cohorte_graph" / "_project"
    for folder in ("ontology", "data", "queries"):
        ours = {p.relative_to(ROOT / folder) for p in (ROOT / folder).rglob("*") if p.is_file()}
        assert {p.relative_to(inside / folder) for p in (inside / folder).rglob("*") if p.is_file()} == ours
    assert (unpacked / "cohorte_graph" / "py.typed").is_file()
    assert list(unpacked.glob("*.dist-info/licenses/**/LICENSE"))
