"""What a record is: one resource the report states something about, with the words that state it.

A field's metadata names the property that states it and how its value becomes a term, so that one loop in
``graph`` writes every class. ``path`` is the IRI below ``id/``; ``evidence`` says which words state what.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar, TypeAlias

from cohorte_graph.sources import Span

__all__ = ["As", "Evidence", "NumberedRecord", "Path", "Record", "stated"]

Path: TypeAlias = tuple[str | int, ...]


class As(Enum):
    """How a value becomes a term."""

    TEXT = "the report's words: a literal in French"
    BILINGUAL = "our words: a pair (fr, en)"
    PLAIN = "a string"
    INTEGER = "xsd:integer"
    DECIMAL = "xsd:decimal"
    BOOLEAN = "xsd:boolean"
    DATE = "xsd:date, xsd:gYearMonth or xsd:gYear, by its length"
    URI = "xsd:anyURI"
    RESOURCE = "an IRI"


def stated(name: str, kind: As, *, default: Any = None, many: bool = False) -> Any:
    """A field stated by the property ``coh:<name>``; ``many``: a tuple, one triple each."""
    return field(default=() if many else default, metadata={"property": name, "as": kind, "many": many})


@dataclass(frozen=True)
class Evidence:
    """Words that state something: spans in reading order, in one section of one source.

    ``property`` names the one fact they state where a resource has several; None means all of it.
    """

    source: str
    section: str
    spans: tuple[Span, ...]
    property: str | None = None


@dataclass(frozen=True, kw_only=True)
class Record:
    """One resource that the report states something about."""

    path: Path
    label: tuple[str, str]
    evidence: tuple[Evidence, ...] = ()
    territory: str | None = stated("territory", As.RESOURCE)

    content: ClassVar[bool] = True
    """Whether its passages say all of a text: those of a mention, a note or an address do not."""

    @property
    def covering(self) -> tuple[Evidence, ...]:
        """The evidence that counts for coverage."""
        return self.evidence if self.content else ()


@dataclass(frozen=True, kw_only=True)
class NumberedRecord(Record):
    number: int | None = stated("number", As.INTEGER)
    title: str | None = stated("title", As.TEXT)
    text: str | None = stated("text", As.TEXT)
    introduced_by: str | None = stated("introducedBy", As.RESOURCE)
    """The paragraph that introduces the list it is a member of."""
