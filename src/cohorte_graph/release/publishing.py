"""A release made: the build demanded to be worth it, everything written, proven, and listed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cohorte_graph import catalogue
from cohorte_graph.dataset import Dataset, open_dataset, write_folder
from cohorte_graph.dataset.rights import Rights, demand_stated, rights
from cohorte_graph.errors import CallError, CheckError, Place, RunError
from cohorte_graph.generation import read_inputs
from cohorte_graph.project import Project
from cohorte_graph.release.changes import change_parts, changed_since, sentence, snapshot_of
from cohorte_graph.release.contents import contents
from cohorte_graph.release.history import entries, recorded, write_history
from cohorte_graph.release.manifest import manifest_part
from cohorte_graph.release.notices import names, notices
from cohorte_graph.release.proof import Proof, prove
from cohorte_graph.release.version import demand_version, key, released
from cohorte_graph.release.withdrawals import naming_still, tombstones
from cohorte_graph.verify import verify

__all__ = ["Published", "release", "sweep"]

LEFTOVER = 3600.0
"""Seconds past which a folder without its name yet is nobody's work any more."""
Step = Callable[[str], None]


@dataclass(frozen=True)
class Published:
    """A release that stands: its folder, files, the one before, what changed in a sentence a language, and which
    releases beside it may still name what is withdrawn."""

    folder: Path
    files: int
    bytes: int
    previous: str
    changes: dict[str, str]
    naming: tuple[str, ...] = ()


def release(
    project: Project, version: str, folder: Path, base_url: str | None = None, step: Step = lambda name: None
) -> Published:
    """Write the release of the current build into ``folder/version``.

    Raises CallError for a version that does not come after the latest, CheckError where the build is not conforming,
    not reasoned or not borne out by its sources, and RunError where the build is not of the files as they are, the
    release stands already, the one before is missing, or the disk fails; then nothing is left behind.
    """
    demand_version(version)
    if (folder / version).exists():
        raise RunError("stands there already.", place=Place(folder / version), hint="A release is never changed.")
    before = _before(folder, version)
    sweep(folder)
    step("verify")
    dataset = open_dataset(project)
    stated = rights(dataset)
    _demand_worth(project, dataset, stated)
    step("changes")
    changes = changed_since(snapshot_of(folder / before.version), dataset) if before else None
    previous = {"version": before.version, "manifest": before.sha256} if before else None
    settings = catalogue.Settings(
        base_url=f"{base_url}{version}/" if base_url else None,
        version=version,
        issued=_day(str(dataset.facts.get("built") or "")),
        first_issued=next((_day(entry.built) for entry in entries(folder)), None),
        description=catalogue.read_description(project),
    )
    naming, withdraws = naming_still(folder, dataset), bool(tombstones(dataset))
    said = {lang: sentence(changes, lang) for lang in ("fr", "en")}
    told = [
        *notices(stated, version, said, withdraws=withdraws),
        *change_parts(changes, (before.version if before else "", version)),
    ]
    written = write_folder(
        folder / version,
        [*contents(dataset), *told],
        lambda found: catalogue.parts(dataset, found, settings),
        lambda found: [manifest_part(dataset, version, found, previous)],
        step=step,
    )
    try:
        step("prove")
        if faults := prove(folder / version).differences:
            raise RunError(f"The release is not what was written: {faults[0].what}", place=Place(folder / version))
        write_history(folder, names(stated), base_url)
    except BaseException:
        shutil.rmtree(folder / version, ignore_errors=True)
        raise
    size = sum(one.bytes for one in written)
    return Published(folder / version, len(written), size, before.version if before else "", said, naming)


def _day(built: str) -> date | None:
    """The day of a build, which is all that a release knows of time."""
    return date.fromisoformat(built[:10]) if built else None


def sweep(folder: Path) -> None:
    """What runs that were killed left behind; a run under way is younger than that."""
    for leftover in folder.glob(".[0-9]*"):
        if leftover.is_dir() and time.time() - leftover.stat().st_mtime > LEFTOVER:
            shutil.rmtree(leftover, ignore_errors=True)


def _before(folder: Path, version: str) -> Proof | None:
    """The release before, proven; None for a first one."""
    there = released(folder)
    missing = sorted(set(recorded(folder)) - set(there), key=key)
    if missing and (not there or key(missing[-1]) > key(there[-1])):  # an older one may have been taken away
        raise RunError(
            f"the release {missing[-1]} is listed and not there.",
            place=Place(folder),
            hint="Put it back: what changed is told from the release before.",
        )
    if there and key(version) <= key(there[-1]):
        raise CallError(f"{version} does not come after {there[-1]}, the latest release.")
    if not there:
        return None
    proof = prove(folder / there[-1])
    if proof.differences:
        raise RunError(
            f"the release before is not what its manifest says: {proof.differences[0].what}.",
            place=Place(folder / there[-1]),
            hint=f"See: cohorte verify {folder / there[-1]}",
        )
    return proof


def _demand_worth(project: Project, dataset: Dataset, stated: Rights) -> None:
    """A release is of a build that conforms, was reasoned, comes from the files as they are, keeps the promise, and
    tells whose the report is."""
    facts = dataset.facts
    if facts.get("results", {}).get("Violation"):
        raise CheckError("The build does not conform: it is not released.", hint="See: cohorte check")
    status = facts.get("reasoned", {}).get("status")
    if status != "consistent":
        raise CheckError(
            f"The build was not reasoned ({status}): it is not released.",
            hint="Build with a reasoner: cohorte build --force",
        )
    changed = read_inputs(project).changed(facts.get("inputs"))
    if changed:
        raise RunError(
            f"the build is not of the files as they are: {', '.join(changed[:3])}.",
            place=Place(project.build),
            hint="Run: cohorte build",
        )
    faults = verify(project).faults
    if faults:
        raise CheckError(f"{len(faults)} faults found: it is not released.", hint="See: cohorte verify")
    demand_stated(stated, project.data / "sources")
