"""Which engine judges: pyshacl, the judge; the fast one, wherever the two are known to agree; or both, compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from cohorte_graph.errors import RunError
from cohorte_graph.validate.agreement import treated_differently
from cohorte_graph.validate.fast import is_installed, validate_fast
from cohorte_graph.validate.results import ValidationResult
from cohorte_graph.validate.shacl import validate

__all__ = ["ENGINES", "JUDGE", "Judged", "differences", "judge", "key"]

ENGINES = ("auto", "pyshacl", "fast", "both")
JUDGE = "pyshacl"
"""Whose results stand: a build asks no other, and where both are asked the other must find the same."""
SHOWN = 3
LISTED = 20

Key = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class Judged:
    """The results, the engine that found them ("pyshacl", "shacl" or "pyshacl = shacl"), and why auto chose it."""

    results: list[ValidationResult]
    engine: str
    note_fr: str = ""
    note_en: str = ""


def judge(data: Sequence[ox.Triple], shapes: Sequence[ox.Triple], engine: str, *, proven: bool = False) -> Judged:
    """The results of one of ENGINES; RunError where it is not installed, fails, or both differ.

    ``proven`` says of the shapes that tests hold both engines to the same results on each of them; the data may yet
    hold what they read differently.
    """
    if engine == "pyshacl":
        return Judged(validate(data, shapes), "pyshacl")
    if engine in ("fast", "both"):
        if not is_installed():
            raise RunError("the engine 'shacl' is not installed.", hint="Install it: pip install shacl")
        fast = validate_fast(data, shapes)
        return Judged(fast, "shacl") if engine == "fast" else _agreed(validate(data, shapes), fast)
    if not is_installed():
        why = "le paquet shacl n'est pas installé", "the package shacl is not installed"
        return Judged(validate(data, shapes), "pyshacl", *why)
    apart = treated_differently(shapes, data, proven=proven)
    if apart:
        named = ", ".join(apart[:SHOWN]) + (", …" if len(apart) > SHOWN else "")
        why = f"les moteurs peuvent différer : {named}", f"the engines may differ: {named}"
        return Judged(validate(data, shapes), "pyshacl", *why)
    return Judged(validate_fast(data, shapes), "shacl")


def _agreed(slow: list[ValidationResult], fast: list[ValidationResult]) -> Judged:
    """The judge's results; RunError that lists those of each engine that the other has not."""
    sides = differences(slow, fast)
    if not any(sides):
        return Judged(slow, "pyshacl = shacl")
    listed = [
        f"{engine}: {number} × {' '.join(filter(None, told))}"
        for engine, side in zip(("pyshacl", "shacl"), sides, strict=True)
        for told, number in sorted(side.items())[:LISTED]
    ]
    count = sum(side.total() for side in sides)
    raise RunError(f"pyshacl and shacl differ: {count} results of one are not the other's.", hint="\n".join(listed))


def key(result: ValidationResult) -> Key:
    """What two engines must agree on."""
    return result.focus, result.path, result.component, result.value, result.severity, result.shape


def differences(
    one: Iterable[ValidationResult], other: Iterable[ValidationResult]
) -> tuple[Counter[Key], Counter[Key]]:
    """The results that only one of two engines has, each as often as it has more of them."""
    a, b = Counter(map(key, one)), Counter(map(key, other))
    return a - b, b - a
