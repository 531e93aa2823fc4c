"""The dossier of one territory, as records: what a reader wants on paper, each part with its evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = [
    "Accompaniment",
    "Classification",
    "Dossier",
    "Fact",
    "Figure",
    "Group",
    "Pilot",
    "Place",
    "Register",
    "Remark",
    "Source",
    "Statement",
    "Viewpoint",
    "Voice",
    "Words",
]


@dataclass(frozen=True)
class Place:
    """Where words stand: a file as received, offsets in code points from 0, the end exclusive."""

    file: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.file}:{self.start}-{self.end}"


@dataclass(frozen=True)
class Words:
    """What the report says, the words it says it with, and where."""

    text: str
    quote: str = ""
    pages: str = ""
    places: tuple[Place, ...] = ()

    @property
    def paragraphs(self) -> list[str]:
        return [part for part in self.text.split("\n\n") if part.strip()]

    @property
    def other_quote(self) -> str:
        """The quote where it says more than the text; a text cut by a column says the same."""
        return "" if _letters(self.quote) == _letters(self.text) else self.quote


@dataclass(frozen=True)
class Classification:
    """An effect type or a limit theme, its group, and who classified."""

    name: str
    group: str
    origins: tuple[str, ...]


@dataclass(frozen=True)
class Statement:
    """An effect or a limit."""

    number: str
    labels: tuple[str, ...]
    words: Words
    classifications: tuple[Classification, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """A group of types or themes: the numbers that fall under it, and in how many territories some does."""

    name: str
    numbers: tuple[str, ...]
    territories: int


@dataclass(frozen=True)
class Register:
    """The values of an official register, by year."""

    name: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Fact:
    """A figure of the territory, and the register's beside it; ``status`` as reported-versus-official has it."""

    measure: str
    value: str
    words: Words
    status: str = ""
    official: str = ""
    year: str = ""
    registers: tuple[Register, ...] = ()


@dataclass(frozen=True)
class Figure:
    """Another figure of the chapter: what is measured, of what, as printed."""

    measure: str
    subject: str
    words: Words


@dataclass(frozen=True)
class Pilot:
    """The pilot, each printed part with its own place."""

    title: Words
    tagline: Words
    description: Words
    actions: tuple[Words, ...]
    project_names: tuple[Words, ...]


@dataclass(frozen=True)
class Voice:
    """Who speaks, with function and organisation as far as the report prints them."""

    name: str
    function: str
    organisation: str


@dataclass(frozen=True)
class Viewpoint:
    """A viewpoint, of the ally or of the territory."""

    kind: str
    heading: str
    voices: tuple[Voice, ...]
    words: Words


@dataclass(frozen=True)
class Accompaniment:
    """Who did what for the territory, and the sentences that say so; no voices where none is named."""

    tasks: tuple[tuple[str, tuple[Voice, ...]], ...]
    evidence: tuple[Words, ...]


@dataclass(frozen=True)
class Remark:
    """A note for the proof-reader."""

    kind: str
    what: str
    note: str
    words: Words


@dataclass(frozen=True)
class Source:
    """A document or register behind the dossier."""

    title: str
    subtitle: str
    publisher: str
    period: str
    file: str
    sha256: str
    rights: str


@dataclass(frozen=True)
class Dossier:
    """All of it, in one language; the report's words stay in theirs."""

    lang: str
    iri: str
    name: str
    kind: str
    department: str
    region: str
    location: Words
    codes: tuple[tuple[str, str], ...]
    cohort: str
    members: int
    pilot: Pilot | None
    facts: tuple[Fact, ...]
    effects: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    effect_groups: tuple[Group, ...]
    limit_groups: tuple[Group, ...]
    viewpoints: tuple[Viewpoint, ...]
    pull_quotes: tuple[Words, ...]
    allies: tuple[Accompaniment, ...]
    diagnoses: tuple[Accompaniment, ...]
    figures: tuple[Figure, ...]
    remarks: tuple[Remark, ...]
    sources: tuple[Source, ...]
    registers: tuple[Source, ...]

    @property
    def pages(self) -> str:
        """The pages of the chapter."""
        words = [self.pilot.description] if self.pilot else []
        words += [statement.words for statement in (*self.effects, *self.limits)]
        words += [viewpoint.words for viewpoint in self.viewpoints]
        return next((found.pages for found in words if found.pages), "")


def _letters(text: str) -> str:
    """A text without what a seam changes: spaces, hyphens, the mark of a cut."""
    return re.sub(r"[\s-]|\[…\]", "", text)
