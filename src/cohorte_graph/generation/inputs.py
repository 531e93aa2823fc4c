"""What a build depends on, by SHA-256: the project's files, the program itself, the libraries it reads with."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cohorte_graph import __version__
from cohorte_graph.errors import InputError, Place
from cohorte_graph.generation.manifest import digest
from cohorte_graph.project import Project

__all__ = ["Inputs", "differing_names", "read_inputs"]

READ = (".ttl", ".rq", ".txt", ".md")
DISTRIBUTION = "cohorte-graph"
PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Inputs:
    """SHA-256 by file name below the project, and what of the program could change a build."""

    files: dict[str, str]
    program: dict[str, str]

    @property
    def facts(self) -> dict[str, Any]:
        """For the manifest."""
        return {"files": self.files, "program": self.program}

    def changed(self, known: Any) -> list[str]:
        """The names of what is not as a manifest has it: changed, new or gone; all of them for a strange one."""
        try:
            before = {**known["files"], **known["program"]}
        except (TypeError, KeyError):
            before = {}
        return differing_names(before, {**self.files, **self.program})


def differing_names(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The names under which two listings hold something else, or only one holds something."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def read_inputs(project: Project) -> Inputs:
    """Every file of data/ and ontology/, whether a build reads it or not: none that it reads is then forgotten.

    Only what editors leave beside a file (hidden, or with a tilde) does not count, unless a build would read it.
    """
    files = {}
    for kind, folder in (("data", project.data), ("ontology", project.ontology)):
        for path in sorted(folder.rglob("*")):
            aside = path.name.startswith(".") or path.name.endswith("~")
            if path.is_file() and not (aside and path.suffix not in READ):
                files[f"{kind}/{path.relative_to(folder).as_posix()}"] = digest(_bytes(path))
    return Inputs(files, _program())


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}.", place=Place(path), hint="Give the file back its rights, or remove it."
        ) from error


def _program() -> dict[str, str]:
    """The version and code of the program, its libraries' versions, and the environment that a build looks at."""
    import platform  # this and importlib.metadata take 15 ms, which no answer pays

    code = b"".join(path.read_bytes() for path in sorted(PACKAGE.rglob("*.py")))
    found = {
        DISTRIBUTION: __version__,
        "code": digest(code),
        "python": platform.python_version(),
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", ""),
    }
    return {**found, **_libraries()}


def _libraries() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, requires, version

    found: dict[str, str] = {}
    try:
        stated = requires(DISTRIBUTION) or []
    except PackageNotFoundError:  # run from a folder that nothing installed
        return found
    for line in stated:
        name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
        if "extra ==" not in line:
            found[name] = version(name)
    return found
