"""The hand-written explanations of the codes that are the check's own, read from ``explanations.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cohorte_graph.check.result import Text

__all__ = ["OwnRule", "own_rules"]

FILE = Path(__file__).with_name("explanations.yaml")


@dataclass(frozen=True)
class OwnRule:
    """What a code wants and why, with a bad and a good example; ``of`` is shapes, data or baseline: what they are."""

    code: str
    of: str
    severity: str
    what: Text
    why: Text
    bad: str
    good: str


@cache
def own_rules() -> dict[str, OwnRule]:
    """The explanations by code."""
    import yaml

    told = yaml.safe_load(FILE.read_bytes())
    return {
        code: OwnRule(
            code=code,
            of=entry.get("of", "shapes"),
            severity=entry["severity"],
            what=Text(**entry["what"]),
            why=Text(**entry["why"]),
            bad=entry["bad"].rstrip(),
            good=entry["good"].rstrip(),
        )
        for code, entry in told.items()
    }
