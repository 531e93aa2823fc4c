"""Builds chosen by a name: the current one, the one before, a generation, or whatever folder holds one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cohorte_graph.errors import CallError, InputError, Place, did_you_mean
from cohorte_graph.generation.current import current, load_generation
from cohorte_graph.generation.inputs import differing_names
from cohorte_graph.generation.manifest import MANIFEST, read_manifest
from cohorte_graph.project import Project
from cohorte_graph.store import OxigraphStore

__all__ = ["Build", "differing_inputs", "find_build", "read_build"]


@dataclass(frozen=True)
class Build:
    """A build in memory, with the facts of its manifest."""

    folder: Path
    facts: Mapping[str, Any]
    store: OxigraphStore

    @property
    def title(self) -> str:
        """Its name and when it was built."""
        return f"{self.folder.name} ({self.facts.get('built', '')})"


def read_build(folder: Path) -> Build:
    """The build in a generation's folder; InputError where a file is not as its manifest says."""
    facts = read_manifest(folder / MANIFEST)
    if "triples" not in facts:
        raise InputError("the manifest cannot be read.", place=Place(folder / MANIFEST), hint="Run: cohorte build")
    return Build(folder, facts, load_generation(folder))


def find_build(project: Callable[[], Project], name: str) -> Path:
    """The folder of a generation: 'current', 'previous', its name, or the folder of a project, build or generation.

    The ``project`` is asked for only where a name needs one. Raises CallError for a name that means nothing.
    """
    path = Path(name)
    if (path / MANIFEST).is_file():
        return path
    for folder in (path, path / "build"):
        if (folder / "current").is_file():
            return current(Project(folder, folder))
    if name == "current":
        return current(project())
    newest = _newest_first(project())
    if name == "previous":
        others = [folder for folder in newest if folder != current(project())]
        if not others:
            raise InputError(
                "there is no previous build to compare with.",
                place=Place(project().build),
                hint="Build, change something, and build again; or name two builds: cohorte diff A B",
            )
        return others[0]
    known = {folder.name: folder for folder in newest}
    if name not in known:
        close = did_you_mean(name, ["current", "previous", *known])
        ways = "A build is named by: current, previous, its generation, its folder."
        raise CallError(f"'{name}' is no build.", hint=f"{close}\n{ways}".strip())
    return known[name]


def _newest_first(project: Project) -> list[Path]:
    folder = project.build / "generations"
    found = [path for path in folder.iterdir() if (path / MANIFEST).is_file()] if folder.is_dir() else []
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def differing_inputs(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The names of the project files that differ between two builds."""
    return differing_names(*(facts.get("inputs", {}).get("files", {}) for facts in (before, after)))
