"""Every error the program reports, with what is wrong, what to do, and its exit code.

CohorteError
├── CheckError      1  checked and found wanting (SHACL results, a quote not at its offset, coverage)
├── CallError       2  the call is wrong (query name, parameter, format, option value)
└── RunError        3  could not run
    ├── InputError     an unreadable, missing or unparsable file or query text, with its place
    ├── TimeLimit      a query past its time limit
    └── BuildRunning   another build holds the build folder
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "BuildRunning",
    "CallError",
    "CheckError",
    "CohorteError",
    "InputError",
    "Place",
    "RunError",
    "TimeLimit",
    "close_words",
    "did_you_mean",
]


@dataclass(frozen=True)
class Place:
    """Where in a file: line and column count from 1, columns in code points."""

    path: Path | str
    line: int | None = None
    column: int | None = None

    @classmethod
    def behind(cls, path: Path | str, before: bytes) -> Place:
        """The place that follows some bytes of a file, read as UTF-8."""
        text = before.decode("utf-8", "replace")
        return cls.at(path, text, len(text))

    @classmethod
    def at(cls, path: Path | str, text: str, offset: int) -> Place:
        """The place of an offset in a text; only a line feed ends a line."""
        return cls(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))

    def __str__(self) -> str:
        parts = [str(self.path), *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


class CohorteError(Exception):
    """A mistake that the user can understand and mend; never shown as a traceback."""

    exit_code = 3

    def __init__(self, message: str, *, hint: str = "", place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.place = place

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head}\n{self.hint}" if self.hint else head


class CheckError(CohorteError):
    """Something was checked and found wanting."""

    exit_code = 1


class CallError(CohorteError):
    """The call itself is wrong."""

    exit_code = 2


class RunError(CohorteError):
    """The call is right but could not be carried out."""

    exit_code = 3


class InputError(RunError):
    """A file or a query text cannot be read or parsed."""


class TimeLimit(RunError):
    """A query ran past its time limit."""


class BuildRunning(RunError):
    """Another build holds the build folder."""


def close_words(wrong: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """The known words close to a wrong one, the closest first."""
    from rapidfuzz import fuzz, process  # 20 ms that only a mistake pays

    close = process.extract(wrong, list(known), scorer=fuzz.WRatio, limit=limit, score_cutoff=60)
    return [str(word) for word, _, _ in close]


def did_you_mean(wrong: str, known: Iterable[str], limit: int = 3) -> str:
    """A hint line with the known words close to a wrong one, or the empty string."""
    close = close_words(wrong, known, limit)
    return f"Did you mean {' or '.join(close)}?" if close else ""
