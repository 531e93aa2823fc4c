"""Projects of any size: the real report as one cohort, then copies of it as further cohorts under new slugs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from cohorte_graph.project import Project

__all__ = ["COHORT", "grow"]

ROOT = Path(__file__).parents[2]
COHORT = "occitanie-2024-2025"


def grow(root: Path, cohorts: int) -> Project:
    """A project with the real data and so many cohorts in all, each with its text, chapters and curation.

    People, organisations and territories are the same in each cohort, as they would be when a territory comes
    back; everything that exists in a cohort only, from pilots to passages, has IRIs of its own.
    """
    shutil.copytree(ROOT / "data", root / "data")
    slugs = [f"copie-{number}-2024-2025" for number in range(2, cohorts + 1)]
    described = root / "data" / "sources" / "sources.ttl"
    text = described.read_text("utf-8")
    blocks = re.findall(rf"^<id/(?:cohort|source)/{COHORT}> .*?^    .*? \.$", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    copies = ["\n\n".join(block.replace(COHORT, slug) for block in blocks) for slug in slugs]
    described.write_text("\n\n".join([text, *copies, ""]), "utf-8")
    for slug in slugs:
        shutil.copyfile(root / "data" / "sources" / f"{COHORT}.txt", root / "data" / "sources" / f"{slug}.txt")
        for path in (ROOT / "data" / "curation" / COHORT).glob("*.ttl"):
            copy = root / "data" / "curation" / slug / path.name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(path.read_text("utf-8").replace(COHORT, slug), "utf-8")
    territories = root / "data" / "gazetteers" / "territories.ttl"
    members = " , ".join(f"<id/cohort/{slug}>" for slug in (COHORT, *slugs))
    told = territories.read_text("utf-8").replace(f"coh:memberOf <id/cohort/{COHORT}>", f"coh:memberOf {members}")
    territories.write_text(told, "utf-8")
    return Project.at(root)
