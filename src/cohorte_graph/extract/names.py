"""Unknown names: what is printed as a name but stands in no gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import simplemma

from cohorte_graph.extract.context import Passage
from cohorte_graph.extract.gazetteer import Match
from cohorte_graph.extract.records import UnknownName
from cohorte_graph.extract.sentences import sentences
from cohorte_graph.extract.shown_names import MASK, shown_names

__all__ = ["read_unknown_names"]

_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ][\w·-]*"
_RUN = re.compile(rf"(?<![\w'’-]){_CAPITAL}(?: (?:(?:de|du|des|d'|la|le|les|l') ?)*{_CAPITAL})*")
_OPENING = ("«", '"', ":", "(", "“")
_PLACES = ("Department", "Region", "Place")
_ROMAN = re.compile(r"[IVXLC]+")
_ELIDED = re.compile(r"\b[dlsnmtjcqDLSNMTJCQ]u?'")


def read_unknown_names(passage: Passage, where: str) -> Iterator[UnknownName]:
    """One note for each unknown name in a text."""
    context = passage.context
    text = passage.text
    known = passage.names()
    hidden = _mask(text, [(m.start, m.end) for m in known])
    found = [(start, text[start:end]) for start, end in shown_names(passage, hidden)]
    hidden = _mask(hidden, [(start, start + len(printed)) for start, printed in found])
    found += _runs(text, hidden, [m for m in known if m.name.is_territory or m.name.kind in _PLACES])
    seen = {name.label.split(" ")[0] for name in context.gazetteer.names if name.kind == "Person"}
    for start, printed in sorted(found):
        if printed in seen:
            continue
        seen.add(printed)
        number = context.next("note", "unknown-name")
        yield UnknownName(
            path=("note", context.cohort, "unknown-name", number),
            label=(f"Nom inconnu : {printed}", f"Unknown name: {printed}"),
            evidence=(passage.part(start, start + len(printed)),),
            surface_form=printed,
            note=(
                f"« {printed} » n'est dans aucun répertoire de data/gazetteers.",
                f"'{printed}' is in no gazetteer of data/gazetteers.",
            ),
        )


def _runs(text: str, hidden: str, places: list[Match]) -> Iterator[tuple[int, str]]:
    """Words with a capital that are no style, with the place that ends the name: "Nom Région"."""
    starts = {start for start, _ in sentences(text)}
    for found in _RUN.finditer(_ELIDED.sub(lambda m: " " * len(m.group()), hidden)):
        start, printed = _without_opening(found.start(), found.group(), text, starts)
        if printed and _is_name(printed, start in starts or text[max(0, start - 2) : start].strip() in _OPENING):
            end = next((p.end for p in places if p.start == found.end() + 1), found.end())
            yield start, text[start:end]


def _mask(text: str, places: list[tuple[int, int]]) -> str:
    for start, end in places:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def _without_opening(start: int, printed: str, text: str, starts: set[int]) -> tuple[int, str]:
    """A run of capitals without the word that has its capital from the sentence's start."""
    opens = start in starts or text[max(0, start - 2) : start].strip() in _OPENING
    first, space, rest = printed.partition(" ")
    if opens and _is_word(first):
        rest = re.sub(r"^(?:(?:de|du|des|d'|la|le|les|l') ?)+", "", rest)
        return start + len(printed) - len(rest), rest if space else ""
    return start, printed


def _is_name(printed: str, opens: bool) -> bool:
    words = re.findall(_CAPITAL, printed)
    unknown = [word for word in words if not _is_word(word)]
    if len(printed) < 2 or not unknown or _ROMAN.fullmatch(printed):
        return False
    return not (opens and len(words) == 1)


def _is_word(word: str) -> bool:
    """Whether a word is French in small letters: then its capital is style."""
    lower = word.lower().strip("·-")
    parts = re.split(r"[-·]", lower)
    return all(_known(part) for part in parts if part)


_SMALL_WORDS = frozenset(
    "à au aux de du des la le les un une et ou en ce cet cette ces il elle ils elles on nous je tu vous"
    " qui que pour par sur dans avec sans afin or ni car donc mais si sa son ses leur leurs notre nos y où"
    " dont chez entre vers dès lors ici puis ainsi enfin cela ceci celle celui ceux celles chacun chacune"
    " chaque toujours ensemble c s d l j m t n qu travers plusieurs tant temps plus moins tout tous toute"
    " toutes aucun aucune ne pas".split()
)


def _known(part: str) -> bool:
    return part in _SMALL_WORDS or part.isdigit() or bool(simplemma.is_known(part, lang="fr"))
