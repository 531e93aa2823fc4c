"""Words made comparable: accents, case, apostrophes, hyphens and spaces folded."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold", "slugify", "sort_key", "words"]

APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "´": "'", "′": "'"})
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


@lru_cache(maxsize=1 << 15)  # names and phrases come back again and again
def fold(text: str) -> str:
    """Lower case without accents; ligatures, apostrophes, hyphens and white space unified."""
    plain = unicodedata.normalize("NFD", text.translate(APOSTROPHES).translate(_LIGATURES))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[\s\-‐‑–—_]+", " ", plain).strip()


def words(text: str) -> list[str]:
    """The folded words of a text, in order.

    >>> words("L’éco-hameau « fantastique »")
    ['l', 'eco', 'hameau', 'fantastique']
    """
    return re.findall(r"[0-9a-z]+", fold(text))


def slugify(text: str) -> str:
    """The folded words joined by hyphens, as they stand in IRIs."""
    return "-".join(words(text))


def sort_key(text: str) -> str:
    """A key whose code-point order is alphabetical order; numbers sort by value (six digits)."""
    return re.sub(r"\d+", lambda m: m.group().zfill(6), " ".join(words(text)))
