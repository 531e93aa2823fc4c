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
_DIGITS = r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_WITH_WORD_BEFORE = re.compile(r"(?:\b(?:[Ee]ntre|[Uu]ne?) )?$")
_ORDINAL = re.compile(r"(?:num[ée]ro|n°|point|acte|article|phase|tome) $", re.IGNORECASE)
_TAKES_UP = re.compile(r"\b(?:en|d'en) [^\W\d_]+(?:er|ir|re) $")
_STOP = frozenset(
    "de du des d' la le les l' à au aux en et ou pour par sur dans avec qui que dont ne se sont est a ont"
    " été plus moins jours".split()
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
    rounded: bool = False
    """The number is a word for about so many ("une cinquantaine")."""


@cache
def _words() -> dict[str, int]:
    words = {num2words(n, lang="fr"): n for n in (*range(2, 1001), *range(2000, 100_001, 1000))}
    words |= {word.replace(" ", "-"): n for word, n in words.items()}
    return words | _APPROXIMATE


@cache
def _pattern() -> re.Pattern[str]:
    spelled = "|".join(sorted(map(re.escape, _words()), key=len, reverse=True))
    number = rf"(?:{_DIGITS}|{spelled})"
    return re.compile(
        rf"(?<![\w#°+./-])(?P<bound>\+ ?|(?:plus|moins) d['e] ?(?:une? )?|au moins )?(?:entre )?(?P<low>{number})"
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
    if words[0].endswith((".", ";", ":")):
        words = words[:1]  # the sentence ends here
    words = [w.rstrip(".,;:") for w in words]
    words = words[:1] if len(words) > 1 and words[1].lower() in _STOP else words
    end = hit.end("high") if high else hit.end("low")
    in_brackets = text[:start].rstrip().endswith("(") and _is_participle(words[0])
    elided = not words[0] or words[0].lower() in _STOP or in_brackets or words[0] == "autres"
    if _ORDINAL.search(text, 0, start):
        return None
    if elided and (_is_year(low) or not (in_brackets or _may_stand_alone(words[0], text, start, end))):
        return None
    start = _WITH_WORD_BEFORE.search(text, 0, start).start()  # type: ignore[union-attr]
    if not elided:
        end = hit.start("unit") + len(" ".join(words))
        if _is_year(low) and not words[0].endswith(("s", "x", "²")):
            return None
    unit = "" if elided else " ".join(words)
    bound = None if hit["bound"] and not high else high or low
    if bound is None and hit["bound"].lower().startswith("moins"):
        low, bound = None, low
    rounded = hit["low"].lower() in _APPROXIMATE
    return Quantity(start, end, text[start:end], low, bound, unit, elided, rounded)


def _may_stand_alone(following: str, text: str, start: int, end: int) -> bool:
    """Whether a number counts what was named before: "les quatre autres", "(80, …)", "en retenir deux"."""
    if following == "autres" or _TAKES_UP.search(text, 0, start):
        return True
    number, follows = text[start:end].lower(), text[end : end + 1]
    return (number[:1].isdigit() and follows == ",") or (number in _APPROXIMATE and follows == ")")


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
