"""Bundles written: the partner's files, then its catalogue, README, and checksums, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from cohorte_graph.bundles.bundle import Bundle
from cohorte_graph.bundles.ckan import ckan
from cohorte_graph.bundles.datagouv import datagouv
from cohorte_graph.bundles.edition import Edition
from cohorte_graph.bundles.readme import readme_part, sums_part
from cohorte_graph.bundles.rights_text import rights_part
from cohorte_graph.bundles.semapps import semapps
from cohorte_graph.bundles.toten import toten
from cohorte_graph.bundles.zenodo import zenodo
from cohorte_graph.dataset import Dataset, Written, write_folder
from cohorte_graph.dataset.rights import demand_stated
from cohorte_graph.errors import CallError, did_you_mean
from cohorte_graph.project import Project

__all__ = ["PARTNERS", "write_bundle"]

BUNDLES: Final[dict[str, Callable[[Edition], Bundle]]] = {
    "toten": toten,
    "datagouv": datagouv,
    "ckan": ckan,
    "semapps": semapps,
    "zenodo": zenodo,
}
PARTNERS: Final[tuple[str, ...]] = tuple(BUNDLES)


def write_bundle(
    partner: str,
    dataset: Dataset,
    project: Project,
    target: Path,
    *,
    base_url: str | None = None,
    step: Callable[[str], None] = lambda name: None,
) -> list[Written]:
    """Write the folder of a partner.

    Raises CallError, with the close ones, for an unknown partner, and for a ``base_url`` that is no web address;
    CheckError where nobody has said who published a report or by what right it is quoted;
    RunError where the folder stands already or the disk fails: then nothing is left behind.
    """
    if partner not in BUNDLES:
        known = f"Partners: {', '.join(PARTNERS)}."
        hint = f"{did_you_mean(partner, PARTNERS)}\n{known}".strip()
        raise CallError(f"There is no partner '{partner}'.", hint=hint)
    edition = Edition.of(dataset, project, base_url)
    demand_stated(edition.rights, project.data / "sources")
    bundle = BUNDLES[partner](edition)
    return write_folder(
        target,
        [*bundle.parts, rights_part(edition)],
        *bundle.later,
        lambda written: [readme_part(edition, bundle, written)],
        *bundle.closing,
        lambda written: [sums_part(written)],
        step=step,
    )
