"""Texts in French and English, and how a user's value is shown back in a message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

__all__ = ["LANGUAGES", "Texts", "said", "shown"]

Texts: TypeAlias = Mapping[str, str]
LANGUAGES: Final = ("fr", "en")


def said(texts: Texts, lang: str, otherwise: str = "") -> str:
    """The text in the language asked, else in French, else in any, else ``otherwise``.

    >>> said({"fr": "Effet"}, "en")
    'Effet'
    """
    for key in (lang, *LANGUAGES, ""):
        if key in texts:
            return texts[key]
    return next(iter(texts.values()), otherwise)


def shown(value: str, limit: int = 80) -> str:
    """A value fit for a message: control characters escaped (a terminal obeys them), long ones cut."""
    plain = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in value[: limit + 1])
    return plain if len(value) <= limit else plain[:limit] + "…"
