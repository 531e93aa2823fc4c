"""Names printed in several ways: another letter, accent, hyphen, small word or capital in one name.

Short forms and abbreviations are other names of a thing, no spellings. What stands in a line of capitals says
nothing of capitals, and the capital that opens a sentence says nothing either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from cohorte_graph.extract.gazetteer import Match, Name
from cohorte_graph.extract.proofreading_remarks import Remark, Report, listed, sentence
from cohorte_graph.extract.records import Evidence
from cohorte_graph.folding import words
from cohorte_graph.sources import BlockKind

__all__ = ["name_remarks"]

ALIKE = 85.0
"""Names whose folded letters are this alike (rapidfuzz ratio, 0 to 100) are spellings of one name."""
STEM = 5
"""Two words that share so many letters in a row are forms of one word."""
COMMON = "Term"
"""A term is made of words of the language: its capitals and plurals are no spelling."""
_TEXTS = tuple(kind for kind in BlockKind if kind is not BlockKind.WEB_ADDRESS)
_ARTICLE = re.compile(r"^(?:l'|la |le |les )", re.IGNORECASE)
_SORT = re.compile(
    r"^(?:communes?|communauté de communes|communauté d'agglomération|com' ?com'|cc|ca|métropole)"
    r" (?:de la |du |de |d')",
    re.IGNORECASE,
)
_SMALL = frozenset("a au aux d de des du en et l la le les un une".split())


@dataclass
class _Form:
    """One way a name is printed, how often, and where first."""

    printed: str
    first: Evidence
    count: int = 0
    longer: Counter[str] = field(default_factory=Counter)
    """The same with the sort of territory in front: "commune de …"."""

    @property
    def words(self) -> list[str]:
        return words(self.printed)


def name_remarks(report: Report) -> Iterator[Remark]:
    """One remark for each thing printed in several ways, at the first that is not the usual one."""
    for name, forms in _printed(report):
        odd = [group for group in _groups(forms, name) if len(group) > 1]
        if odd:
            yield _remark(name, odd)


def _printed(report: Report) -> Iterator[tuple[Name, list[_Form]]]:
    """Each thing with the forms of its name, in the order they are first printed."""
    names: dict[str, Name] = {}
    plain: dict[str, dict[str, _Form]] = {}
    capitals: dict[str, dict[str, _Form]] = {}
    for passage in report.passages(*_TEXTS):
        in_capitals = passage.text.isupper()
        for match in passage.names():
            iri, printed = match.name.iri, _ARTICLE.sub("", match.printed)
            if match.name.kind != COMMON and printed.islower():
                continue  # common nouns that elsewhere are a name
            names[iri] = match.name
            key, shown = _key(match, printed)
            known = (capitals if in_capitals else plain).setdefault(iri, {})
            form = known.setdefault(key, _Form(shown, sentence(passage, match.start)))
            form.count += 1
            form.longer[printed] += 1
    for iri, name in names.items():
        known = plain.get(iri, {})
        folded = {key.casefold() for key in known}
        yield name, [*known.values(), *(f for k, f in capitals.get(iri, {}).items() if k.casefold() not in folded)]


def _key(match: Match, printed: str) -> tuple[str, str]:
    """What tells forms apart, and the form shown: a territory without its sort, a term without capitals, plural."""
    if match.name.is_territory:
        shown = _SORT.sub("", printed)
        return shown, shown
    if match.name.kind == COMMON:
        return " ".join(re.sub(r"s$", "", word) for word in printed.lower().split(" ")), printed
    return printed, printed


def _groups(forms: list[_Form], name: Name) -> Iterator[list[_Form]]:
    """Forms that are spellings of one another; the usual one first, the others in reading order."""
    order = {id(form): number for number, form in enumerate(forms)}
    left = sorted(forms, key=lambda f: (-f.count, f.printed != name.label, order[id(f)]))
    while left:
        usual, *others = left
        alike = [other for other in others if _is_spelling(usual, other) or _is_synonym(usual, other, name)]
        left = [other for other in others if other not in alike]
        yield [usual, *sorted(alike, key=lambda f: order[id(f)])]


def _is_spelling(one: _Form, other: _Form) -> bool:
    first, second = one.words, other.words
    if first == second:
        return True
    if _within(first, second) or _within(second, first):
        # A sort of territory with a misprint is not taken off: "communauté de communs de …".
        return any(_alike(words(a), words(b)) for a in one.longer for b in other.longer if _neither_within(a, b))
    return _alike(first, second)


def _alike(first: list[str], second: list[str]) -> bool:
    if [word for word in first if word not in _SMALL] == [word for word in second if word not in _SMALL]:
        return True
    return fuzz.ratio("".join(first), "".join(second)) >= ALIKE


def _within(short: list[str], long: list[str]) -> bool:
    """Whether one form is the other without its beginning or end: a short form."""
    size = len(short)
    return size < len(long) and any(long[at : at + size] == short for at in range(len(long) - size + 1))


def _neither_within(one: str, other: str) -> bool:
    first, second = words(one), words(other)
    return first != second and not _within(first, second) and not _within(second, first)


def _is_synonym(one: _Form, other: _Form, name: Name) -> bool:
    """Two words for one term that share no stem and no abbreviation: the reader may take them for two things."""
    if name.kind != COMMON or one.printed.isupper() or other.printed.isupper():
        return False
    if len(one.words) > 1 or len(other.words) > 1:
        return False
    first, second = one.words[0], other.words[0]
    return SequenceMatcher(None, first, second).find_longest_match().size < STEM


def _remark(name: Name, groups: list[list[_Form]]) -> Remark:
    odd = [form for _, *others in groups for form in others]
    evidence = [*(form.first for form in odd), *(group[0].first for group in groups)]
    shown = [[_shown(form, group) for form in group] for group in groups]
    french = " ; ".join(listed([f"« {form} » ({count} fois)" for form, count in group], "et") for group in shown)
    english = "; ".join(listed([f"'{form}' ({_times(count)})" for form, count in group], "and") for group in shown)
    return Remark(
        "graphies-multiples",
        tuple(dict.fromkeys(evidence)),
        odd[0].printed,
        (f"Une chose imprimée de plusieurs façons : {french}.", f"One thing printed in several ways: {english}."),
        name.iri,
    )


def _shown(form: _Form, group: list[_Form]) -> tuple[str, int]:
    """The form as it is compared, and how often: with its sort where another one has the sort misprinted."""
    whole = [words(other.printed) for other in group if other is not form and _within(form.words, other.words)]
    longer = next((x for x in form.longer if any(_alike(words(x), y) for y in whole)), None)
    return (longer, form.longer[longer]) if longer else (form.printed, form.count)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
