"""Single words: dates without their year, and what the dictionary and agreement show to be a misprint.

Only two sorts of misprint are told, because others were wrong more often than right: a determiner whose noun
has the other number ("la maisons", "des maison"), and an auxiliary printed together with its participle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import simplemma

from cohorte_graph.extract.context import Passage
from cohorte_graph.extract.dates import yearless_dates
from cohorte_graph.extract.proofreading_remarks import PROSE, Remark, Report, sentence

__all__ = ["word_remarks"]

# "les maisons se ferment en septembre" tells what happens every year: a pronoun with its verb in the present.
_HABIT = re.compile(
    r"\b(?:s'|se |on |ils? |elles? |nous )(?![\w-]*(?:ra|ront|rons|aient|ait) )[\w-]+(?:e|es|ent|t|ons) $",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(r"en [^\W\d_]+")

_WORD = r"(?P<word>[a-zà-ÿœ]{3,})(?![\w·'(-]|\.\w)"
_ONE = re.compile(rf"(?<![\w-])(?:[Ll]a|[Cc]ette|[Uu]ne?|[Ll]e|[Cc]e|[Ss]a|[Ss]on|[Cc]haque|[Dd]u) {_WORD}")
_MANY = re.compile(
    rf"(?P<before>[\w-]+ |\w')?(?<![\w-])(?P<many>[LlDdCcSs]es|[Ll]eurs|[Nn]os|[Pp]lusieurs|[Qq]uelques) {_WORD}"
)
_SUBJECTS = frozenset("ne on il elle ils elles nous vous je tu qui y à pour de en".split())
"""Before "les" they show that it is a pronoun and a verb follows: "on les écoute"."""
_GLUED = re.compile(
    r"(?<![\w'·.-])(?P<first>a|ont|est|sont)(?P<rest>[a-zà-ÿœ]{3,}(?:é|ée|és|ées|i|is|it|u|us|ert))(?![\w·'-]|\.\w)"
)

SHORT = 4
"""A participle of so few letters is too likely the end of another word."""


def word_remarks(report: Report) -> Iterator[Remark]:
    """The remarks on single words of the texts, in no particular order."""
    for passage in report.passages(*PROSE):
        yield from _dates(report, passage)
        yield from _misprints(report, passage)


def _dates(report: Report, passage: Passage) -> Iterator[Remark]:
    for start, end in yearless_dates(passage.text):
        printed = passage.text[start:end]
        if _MONTH_ALONE.fullmatch(printed) and _HABIT.search(passage.text, 0, start):
            continue
        yield Remark(
            "date-sans-annee",
            (sentence(passage, start),),
            printed,
            (
                f"La date « {printed} » est imprimée sans année ; elle reste un texte.",
                f"The date '{printed}' is printed without a year; it stays a text.",
            ),
            report.about(passage),
        )


def _misprints(report: Report, passage: Passage) -> Iterator[Remark]:
    for start, printed, meant in sorted(_found(passage.text)):
        yield Remark(
            "coquille-possible",
            (sentence(passage, start),),
            printed,
            (
                f"« {printed} » : sans doute « {meant} » ; le texte reste tel qu'imprimé.",
                f"'{printed}': probably '{meant}'; the text stays as printed.",
            ),
            report.about(passage),
        )


def _found(text: str) -> Iterator[tuple[int, str, str]]:
    """Each possible misprint: where it starts, as printed, as it is probably meant."""
    for found in _ONE.finditer(text):
        word = found["word"]
        if word.endswith("s") and _lemma(word) == word[:-1]:
            yield found.start(), found.group(), found.group()[:-1]
    for found in _MANY.finditer(text):
        word = found["word"]
        if not _is_singular_noun(word) or _is_pronoun(found):
            continue
        at = found.start("many")
        printed = text[at : found.end()]
        yield at, printed, printed + "s"
    for found in _GLUED.finditer(text):
        if len(found["rest"]) > SHORT and not _known(found.group()) and _known(found["rest"]):
            yield found.start(), found.group(), f"{found['first']} {found['rest']}"


def _is_pronoun(found: re.Match[str]) -> bool:
    before = (found["before"] or "").strip().lower()
    return found["many"].lower() == "les" and (before in _SUBJECTS or before.endswith("'"))


def _is_singular_noun(word: str) -> bool:
    """A known word that is its own lemma; verbs in the infinitive and numbers look so as well."""
    if word.endswith(("s", "x", "z", "er", "ir", "re")) or word in _NUMBERS:
        return False
    return _known(word) and _lemma(word) == word


@cache
def _known(word: str) -> bool:
    return bool(simplemma.is_known(word, lang="fr"))


@cache
def _lemma(word: str) -> str:
    return str(simplemma.lemmatize(word, lang="fr"))


_NUMBERS = frozenset(
    "quatre cinq sept huit neuf onze douze treize quatorze quinze seize vingt trente quarante cent".split()
)
