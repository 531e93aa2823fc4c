"""Words for a sort of thing that the thing is not of: sorts of territory, and a fifth of the four Fantastiques."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cohorte_graph.extract.context import Passage
from cohorte_graph.extract.gazetteer import Name
from cohorte_graph.extract.proofreading_remarks import PROSE, Remark, Report, sentence
from cohorte_graph.iri import concept_iri

__all__ = ["sort_remarks"]

_SORTS = {
    "CommunityOfCommunes": r"communaut[ée]s? de communes|com' ?com'",
    "AgglomerationCommunity": r"communaut[ée]s? d'agglom[ée]ration",
    "Metropolis": r"m[ée]tropoles?",
    "Commune": r"communes?",
}
"""The class of territories that a word stands for; the longer words first."""
_NAMES = {
    "CommunityOfCommunes": ("une communauté de communes", "a community of communes"),
    "AgglomerationCommunity": ("une communauté d'agglomération", "an agglomeration community"),
    "Metropolis": ("une métropole", "a metropolis"),
    "Commune": ("une commune", "a commune"),
}
_SORT = re.compile(
    r"(?P<one>\b(?:la|cette|notre) )?(?<![\w-])(?:"
    + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _SORTS.items())
    + r")(?![\w-])(?P<of> (?:de la |du |de |d'))?",
    re.IGNORECASE,
)

FOUR = ("elus", "agents-collectivites", "agents-etat", "acteurs-socio-economiques")
"""The narrower concepts of actor-role/quatre-fantastiques."""
_FANTASTIQUE = re.compile(
    r"\b(?:le|la|un|une|ce|cet|cette) fantastique (?:[«\"“]\s*(?P<quoted>[^»\"”]+?)\s*[»\"”]|(?P<bare>[^\W\d_]+))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?P<quoted>(?:deux|trois|cinq|six|sept|huit|[235-9]) fantastiques)\b", re.IGNORECASE)


def sort_remarks(report: Report) -> Iterator[Remark]:
    """The remarks on sorts of territory and on Fantastiques, in no particular order."""
    for passage in report.passages(*PROSE):
        yield from _territories(report, passage)
        yield from _fantastiques(report, passage)


def _territories(report: Report, passage: Passage) -> Iterator[Remark]:
    for found in _SORT.finditer(passage.text):
        kind = next(kind for kind in _SORTS if found[kind])
        territory = _meant(report, passage, found)
        if territory and territory.kind in _SORTS and territory.kind != kind:
            printed = found.group().removesuffix(found["of"] or "")
            said, true = _NAMES[kind], _NAMES[territory.kind]
            yield Remark(
                "nature-contradictoire",
                (sentence(passage, found.start()),),
                printed,
                (
                    f"« {printed} » : {territory.label} est {true[0]}, pas {said[0]}.",
                    f"'{printed}': {territory.label} is {true[1]}, not {said[1]}.",
                ),
                territory.iri,
            )


def _meant(report: Report, passage: Passage, found: re.Match[str]) -> Name | None:
    """The territory that a word for its sort is said of: the one it names, else that of the chapter.

    Without a name the word must be singular and definite ("la communauté de communes"), and name nobody else.
    """
    start, end = found.start(), found.end()
    named = next((m.name for m in passage.territories() if m.start <= end and start < m.end), None)
    if named or not found["one"]:
        return named
    if found["of"] and passage.text[end : end + 1].isupper():
        return None
    return report.chapters.get(passage.section.slug)


def _fantastiques(report: Report, passage: Passage) -> Iterator[Remark]:
    four = [concept_iri("actor-role", slug) for slug in FOUR]
    for pattern in (_FANTASTIQUE, _NUMBERED):
        for found in pattern.finditer(passage.text):
            said = found["quoted"] or found["bare"]
            role = passage.context.vocabulary.find("actor-role", said)
            if role in four:
                continue
            names = [passage.context.vocabulary.names.get(known, (known, known)) for known in four]
            yield Remark(
                "cinquieme-fantastique",
                (sentence(passage, found.start()),),
                found.group(),
                (
                    f"« {said} » n'est aucun des quatre Fantastiques : {', '.join(n[0] for n in names)}.",
                    f"'{said}' is none of the four Fantastiques: {', '.join(n[1] for n in names)}.",
                ),
                report.about(passage),
            )
