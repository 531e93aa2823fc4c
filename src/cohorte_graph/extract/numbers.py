"""Numbers as printed, in digits or French words, with the noun they count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from num2words import num2words

__all__ = ["Quantity", "quantities"]

_APPROXIMATE = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
}
_DIGITS = r"\d{1,3}(?: \d{3})+|\d+(?:[.,]\d+)?"
_STOP = frozenset(
    "de du des d' la le les l' à au aux en et ou pour par sur dans avec qui que dont ne se sont est a ont été"
    " plus moins jours".split()
) - {"jours"}


@dataclass(frozen=True)
class Quantity:
    """A number at ``text[start:end]`` (with its unit); ``low``/``high`` where a range or a bound is printed."""

    start: int
    end: int
    printed: str
    low: str | None
    high: str | None
    unit: str
    elided: bool = False
    """The counted noun is not printed after the number ("40 visés")."""


@cache
def _words() -> dict[str, int]:
    words = {num2words(n, lang="fr"): n for n in range(2, 101)}
    words |= {word.replace(" ", "-"): n for word, n in words.items()}
    return words | _APPROXIMATE


@cache
def _pattern() -> re.Pattern[str]:
    spelled = "|".join(sorted(map(re.escape, _words()), key=len, reverse=True))
    number = rf"(?:{_DIGITS}|{spelled})"
    return re.compile(
        rf"(?<![\w#°+./-])(?P<bound>\+|plus d['e] ?(?:une? )?|au moins )?(?:entre )?(?P<low>{number})"
        rf"(?:(?: à | et | ou |-)(?P<high>{number}))?(?![\w%/°]|[.,]\d|er\b|e\b)(?: d['e]s? ?| d')?"
        rf"\s?(?P<unit>[^\W\d_][\w·.²'’-]*(?: [^\W\d_][\w·²'’-]*)?)?",
        re.IGNORECASE,
    )


def quantities(text: str, masked: list[tuple[int, int]]) -> list[Quantity]:
    """The numbers with what they count, outside of masked places (names, dates)."""
    found = []
    for hit in _pattern().finditer(text):
        start = hit.start("bound") if hit["bound"] else hit.start("low")
        if any(a < hit.end("low") and hit.start("low") < b for a, b in masked):
            continue
        quantity = _quantity(hit, start, text)
        if quantity:
            found.append(quantity)
    return found


def _quantity(hit: re.Match[str], start: int, text: str) -> Quantity | None:
    low, high = _value(hit["low"]), _value(hit["high"])
    words = (hit["unit"] or "").strip().rstrip(".,;:").split(" ")
    words = [w.rstrip(".,;:") for w in words]
    elided = not words[0] or words[0].lower() in _STOP or _is_participle(words[0]) or words[0] == "autres"
    digits = hit["low"][0].isdigit()
    follows = text[hit.end("high" if high else "low") :][:1]
    if elided and not (digits or words[0] == "autres" or _is_participle(words[0])):
        return None
    if elided and digits and not (_is_participle(words[0]) or follows == ","):
        return None
    if elided and _is_year(low):
        return None
    if hit["low"].lower() in _APPROXIMATE and elided and follows not in ")":
        return None
    end = hit.end("high") if high else hit.end("low")
    if not elided:
        end = hit.start("unit") + len(" ".join(words))
        if _is_year(low) and not words[0].endswith(("s", "x", "²")):
            return None
    if hit["bound"] and not high:
        return Quantity(start, end, text[start:end], low, None, "" if elided else " ".join(words), elided)
    return Quantity(start, end, text[start:end], low, high or low, "" if elided else " ".join(words), elided)


def _value(printed: str | None) -> str | None:
    """The number as a decimal's lexical form."""
    if not printed:
        return None
    spelled = _words().get(printed.lower())
    if spelled is not None:
        return str(spelled)
    return printed.replace(" ", "").replace(",", ".")


def _is_participle(word: str) -> bool:
    return re.fullmatch(r"[a-zà-ÿ]+(?:é|i|u)e?s", word) is not None


def _is_year(value: str | None) -> bool:
    return value is not None and re.fullmatch(r"(?:19|20)\d\d", value) is not None
