"""Where a hand-written Turtle file states what a SHACL result is about, read from its blocks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cohorte_graph.errors import Place
from cohorte_graph.iri import compact, local_path
from cohorte_graph.validate.results import ValidationResult

__all__ = ["locate"]


def locate(result: ValidationResult, paths: Iterable[Path]) -> Place | None:
    """The line of the value, else of the property, else of the focus node's block; None where no file has it.

    A block is what stands from a line that opens with the focus node's IRI to the next blank line: so our files
    are written.
    """
    focus = local_path(result.focus)
    best: tuple[int, Place] | None = None
    for path in paths:
        for start, block in _blocks(path, focus):
            rank, line = _within(block, result)
            if best is None or rank < best[0]:
                best = (rank, Place(path, start + line))
    return best[1] if best else None


def _blocks(path: Path, focus: str) -> list[tuple[int, list[str]]]:
    lines = path.read_text("utf-8").splitlines()
    found = []
    for number, line in enumerate(lines):
        opening = line.split(" ", 1)[0].strip("<>")
        if opening == focus or opening.endswith(f"/{focus}"):
            end = next((n for n in range(number, len(lines)) if not lines[n].strip()), len(lines))
            found.append((number + 1, lines[number:end]))
    return found


def _within(block: list[str], result: ValidationResult) -> tuple[int, int]:
    """How exactly the block has the result's place (0 is best), and the line in it."""
    for rank, words in enumerate((local_path(result.value), compact(result.path))):
        if words:
            for number, line in enumerate(block):
                if words in line:
                    return rank, number
    return 2, 0
