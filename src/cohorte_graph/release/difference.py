"""Something that is not as the manifest of a release says."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Difference", "unreadable"]


@dataclass(frozen=True)
class Difference:
    """``what`` is a file, or a graph by its short name."""

    what: str
    fr: str
    en: str

    def line(self, lang: str) -> str:
        return f"{self.what}: {self.en if lang == 'en' else self.fr}"


def unreadable(name: str, error: Exception) -> Difference:
    """A file that has the bytes of the manifest, and is not what its name says."""
    return Difference(name, f"ce fichier est illisible : {error}", f"this file cannot be read: {error}")
