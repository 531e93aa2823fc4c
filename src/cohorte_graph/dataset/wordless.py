"""Quads without the words of the report: facts, concepts, offsets and hashes stay, texts and quotes go.

What goes: the values of every property that the ontology marks as ``coh:printed``, the context of a quote, the
hidden labels and examples of concepts and terms, and the alternative labels of concepts that a report prints as a
label. A quote is replaced by its SHA-256; labels and sort keys made of printed words by the class and the path.
What stays: classes, links, numbers, dates, pages, web addresses (they are names of places, not sentences), names
from gazetteers, titles of the sources, and the unit of a register's figure.
Texts and labels that shapes demand are then missing: this edition is not made to conform to them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox

from cohorte_graph.errors import RunError
from cohorte_graph.folding import fold
from cohorte_graph.iri import COH, CONCEPT, ID, PREFIXES

__all__ = ["Wordless", "tells_of_words"]

LABEL = PREFIXES["rdfs"] + "label"
ALTERNATIVE = PREFIXES["skos"] + "altLabel"
EXACT = PREFIXES["oa"] + "exact"
PRINTED = COH + "printed"
PRINTED_LABEL = COH + "printedLabel"
UNIT = COH + "unit"
HASH = ox.NamedNode(COH + "exactSha256")
SORT_KEY = COH + "sortKey"
ELSEWHERE = frozenset(
    {
        PREFIXES["oa"] + "prefix",
        PREFIXES["oa"] + "suffix",
        PREFIXES["skos"] + "hiddenLabel",
        PREFIXES["skos"] + "example",
    }
)
"""Properties of other vocabularies whose values here are words of a report, or were matched against them."""
_TELLING = tuple(f"<{start}".encode() for start in (COH, ID + "source/"))


def tells_of_words(line: bytes) -> bool:
    """Whether a line of N-Quads is among those that ``Wordless.of`` looks at: one in some ten."""
    return line.startswith(_TELLING) or PRINTED_LABEL.encode() in line


@dataclass(frozen=True)
class Wordless:
    """``printed`` are the properties that hold words of a report, ``labels`` the folded labels that one prints,
    ``kinds`` the labels of classes by the kind in the IRIs of their members, ``bound`` the form of an IRI that a
    report is bound to: its kind, and its path below the cohort or the source."""

    printed: frozenset[str]
    labels: frozenset[str]
    kinds: dict[str, dict[str, str]]
    bound: re.Pattern[str]

    @classmethod
    def of(cls, quads: Iterable[ox.Quad], cohorts: Iterable[str]) -> Wordless:
        """What the quads say of properties, classes and sources, and the labels that reports print.

        Raises RunError where no ontology in them says of any property that it holds printed words: then nothing could
        be left out.
        """
        printed, labels, sources = set(ELSEWHERE), set(), set()
        kinds: dict[str, dict[str, str]] = {}
        for quad in quads:
            subject, predicate = _iri(quad.subject), quad.predicate.value
            if predicate == PRINTED:
                printed.add(subject)
            elif predicate == PRINTED_LABEL and isinstance(quad.object, ox.Literal):
                labels.add(fold(quad.object.value))
            elif predicate == LABEL and subject.startswith(COH) and isinstance(quad.object, ox.Literal):
                kind = _kebab(subject.removeprefix(COH))
                kinds.setdefault(kind, {})[quad.object.language or ""] = quad.object.value
            elif subject.startswith(ID + "source/"):
                sources.add(subject.removeprefix(ID + "source/").split("/")[0])
        if printed == ELSEWHERE:
            raise RunError(
                "the build does not say which properties hold words of the report (coh:printed).",
                hint="Build again, with an ontology that says so: cohorte build",
            )
        names = "|".join(map(re.escape, sorted({*cohorts, *sources})))
        bound = re.compile(rf"{re.escape(ID)}([a-z-]+)/(?:{names})/(.+)")
        return cls(frozenset(printed), frozenset(labels), kinds, bound)

    def quads(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """The quads of each subject without their words, in order again where one became another."""
        for _, group in groupby(quads, key=lambda quad: quad.subject):
            before = list(group)
            after = [kept for quad in before if (kept := self._kept(quad)) is not None]
            yield from after if set(after) <= set(before) else sorted(after, key=str)

    def _kept(self, quad: ox.Quad) -> ox.Quad | None:
        """The quad, another in its place, or nothing."""
        predicate, value = quad.predicate.value, quad.object
        if not isinstance(value, ox.Literal):
            return quad
        if predicate == EXACT:
            digest = hashlib.sha256(value.value.encode()).hexdigest()
            return ox.Quad(quad.subject, HASH, ox.Literal(digest), quad.graph_name)
        subject = _iri(quad.subject)
        if predicate in self.printed:
            return quad if predicate == UNIT and not self.bound.fullmatch(subject) else None
        if predicate == ALTERNATIVE and subject.startswith(CONCEPT):
            return None if fold(value.value) in self.labels else quad
        if predicate in (LABEL, SORT_KEY) and (found := self.bound.fullmatch(subject)):
            kind, path = found.groups()
            plain = self._plain_label(kind, path, value) if predicate == LABEL else _sort_key(kind, path)
            return ox.Quad(quad.subject, quad.predicate, plain, quad.graph_name)
        return quad

    def _plain_label(self, kind: str, path: str, label: ox.Literal) -> ox.Literal:
        """Class and path, in the language of the label that they replace."""
        language = label.language
        text = f"{self.kinds.get(kind, {}).get(language or 'fr', kind)} {path}"
        return ox.Literal(text, language=language) if language else ox.Literal(text)


def _sort_key(kind: str, path: str) -> ox.Literal:
    return ox.Literal(re.sub(r"\d+", lambda number: number[0].zfill(6), f"{kind} {path}"))


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
