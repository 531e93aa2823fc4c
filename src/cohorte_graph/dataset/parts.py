"""A file to be published: its name, what it is, and the function that writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

__all__ = ["Part", "Written"]


@dataclass(frozen=True)
class Part:
    """``name`` is a path below the folder, with slashes; ``media_type`` IANA's; ``about`` what the file holds.

    ``kind`` groups the files of a catalogue: "graph" (all statements), "table", "document", "catalogue", "text".
    ``conforms_to`` are IRIs of the standards that the file follows.
    """

    name: str
    media_type: str
    fr: str
    en: str
    write: Callable[[BinaryIO], None]
    kind: str = "graph"
    conforms_to: tuple[str, ...] = ()

    @classmethod
    def of_bytes(cls, name: str, media_type: str, fr: str, en: str, content: bytes, kind: str = "text") -> Part:
        """A part whose bytes are known already."""
        return cls(name, media_type, fr, en, lambda file: _put(file, content), kind)


@dataclass(frozen=True)
class Written:
    """A part with what was written: its length in bytes and its SHA-256 in hexadecimal."""

    part: Part
    bytes: int
    sha256: str


def _put(file: BinaryIO, content: bytes) -> None:
    file.write(content)
