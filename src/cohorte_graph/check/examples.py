"""A bad and a good example of a rule, cut out of the files that prove it.

``<CODE>.bad.ttl`` breaks the rule on the lines marked ``# expect: CODE``, ``<CODE>.ok.ttl`` keeps it; both build on
``base.ttl``. Blocks of these files are parted by blank lines, and each parses by itself behind the file's prefixes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.iri import BASE, PREFIXES

__all__ = ["Example", "example_of"]

TYPE = PREFIXES["rdf"] + "type"
MARK = "# expect: "
SHOWN_MARK = "# ← "
WITHOUT = "# without: base.ttl"


@dataclass(frozen=True)
class Example:
    """Turtle without its prefixes; the line at fault is marked ``# ← CODE``."""

    bad: str
    good: str


@dataclass(frozen=True)
class _Block:
    """The description of one thing."""

    text: str
    head: str

    @cached_property
    def triples(self) -> list[ox.Triple]:
        quads = ox.parse(self.head + self.text, format=ox.RdfFormat.TURTLE, base_iri=BASE)
        return [quad.triple for quad in quads]

    @property
    def is_marked(self) -> bool:
        return MARK in self.text

    @property
    def subjects(self) -> set[str]:
        return {str(triple.subject) for triple in self.triples}

    @property
    def classes(self) -> set[str]:
        return {str(triple.object) for triple in self.triples if triple.predicate.value == TYPE}

    @property
    def named(self) -> set[str]:
        """The things it speaks of, its own subject too."""
        return self.subjects | {str(t.object) for t in self.triples if t.predicate.value != TYPE}


def example_of(code: str, folder: Path) -> Example | None:
    """The example of a code; None where the folder has none."""
    bad, good = folder / f"{code}.bad.ttl", folder / f"{code}.ok.ttl"
    if not re.fullmatch(r"[A-Z0-9-]+", code) or not (bad.is_file() and good.is_file()):
        return None
    broken, kept = _blocks(bad), _blocks(good)
    marked = next(block for block in broken if block.is_marked)
    beside = [] if WITHOUT in good.read_text("utf-8") else _blocks(folder / "base.ttl")
    like = _like(marked, kept)
    return Example(_shown(marked, broken).replace(MARK, SHOWN_MARK), _shown(_fuller(like, beside), kept))


def _blocks(path: Path) -> list[_Block]:
    lines = path.read_text("utf-8").split("\n")
    head = "".join(line + "\n" for line in lines if line.startswith("@"))
    rest = "\n".join(line for line in lines if not line.startswith("@") and line != WITHOUT)
    blocks = [_Block(text.strip("\n"), head) for text in re.split(r"\n\s*\n", rest)]
    return [block for block in blocks if block.triples]


def _like(wanted: _Block, blocks: list[_Block]) -> _Block:
    """The block about the same thing, else about one of the same class, else the first."""
    same = [block for block in blocks if block.subjects & wanted.subjects]
    alike = [block for block in blocks if block.classes & wanted.classes]
    return [*same, *alike, *blocks][0]


def _fuller(block: _Block, others: list[_Block]) -> _Block:
    """Where a block only names a thing, the one that describes it."""
    told = [other for other in others if other.subjects & block.subjects]
    return max([block, *told], key=lambda one: len(one.triples))


def _shown(block: _Block, file: list[_Block]) -> str:
    """A block, with the unmarked ones of its file that it names or that name it."""
    beside = [
        other
        for other in file
        if not other.is_marked and not other.subjects & block.subjects
        and (other.subjects & block.named or block.subjects & other.named)
    ]  # fmt: skip
    return "\n\n".join(one.text for one in [block, *beside])
