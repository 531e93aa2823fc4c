"""What is counted of the values that a property has in one table, so that columns follow from the data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pyoxigraph as ox

from cohorte_graph.iri import PREFIXES

__all__ = ["IRI", "NULL", "Form", "Forms", "bars", "mark_of"]

IRI = ""
NULL = "\\N"
BARS = re.compile(r"(?:^|(?<= ))\|+(?=$| )")
DECIMAL = PREFIXES["xsd"] + "decimal"


def mark_of(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """What tells the columns of one property apart: IRI, a language with its ``@``, or the IRI of a datatype."""
    if not isinstance(term, ox.Literal):
        return IRI
    return f"@{term.language}" if term.language else term.datatype.value


def bars(text: str) -> int:
    """The longest run of bars between spaces or ends, which could be taken for a separator."""
    return max(map(len, BARS.findall(text)), default=0) if "|" in text else 0


@dataclass
class Form:
    """Of one property and one mark: how many values, subjects, values of one subject; what separators must avoid.

    ``curated`` tells whether a person stated any of the links, ``targets`` are the kinds pointed at, ``outside`` some
    of the IRIs that are of none.
    """

    values: int = 0
    subjects: int = 0
    most: int = 0
    bars: int = 0
    has_empty: bool = False
    nulls: int = 0
    scale: int = 0
    digits: int = 0
    curated: bool = False
    targets: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)

    def add(self, texts: list[str], mark: str) -> None:
        """The values of one subject."""
        self.values += len(texts)
        self.subjects += 1
        self.most = max(self.most, len(texts))
        for text in texts:
            if "|" in text:
                self.bars = max(self.bars, bars(text))
            if not text:
                self.has_empty = True
            elif text.startswith(NULL):
                self.nulls = max(self.nulls, len(text))
            if mark == DECIMAL:
                whole, _, fraction = text.strip("+-").partition(".")
                self.scale, self.digits = max(self.scale, len(fraction)), max(self.digits, len(whole))

    def merge(self, other: Form) -> None:
        """Add what was counted of other subjects."""
        self.values += other.values
        self.subjects += other.subjects
        for name in ("most", "bars", "has_empty", "nulls", "scale", "digits", "curated"):
            setattr(self, name, max(getattr(self, name), getattr(other, name)))
        self.targets |= other.targets
        self.outside |= other.outside


Forms = dict[tuple[str, str], Form]
"""Forms by property and mark."""
