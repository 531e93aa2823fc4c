"""Names the report may print, read from data/gazetteers: people, organisations, territories, policies, terms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.errors import InputError, Place
from cohorte_graph.folding import fold, slugify, words
from cohorte_graph.iri import COH, ID, expand
from cohorte_graph.turtle import read_turtle

__all__ = ["Gazetteer", "Match", "Name"]

TERRITORIES = frozenset({"Commune", "CommunityOfCommunes", "AgglomerationCommunity", "Metropolis", "Territory"})
_IN_SENTENCES = frozenset({"Term", "Policy"})
LONG_NAME = 3
_LABELS = frozenset(expand(name) for name in ("rdfs:label", "skos:altLabel", "skos:hiddenLabel"))


@dataclass(frozen=True)
class Name:
    """A thing with its names: ``kind`` is its class ("Person"), ``label`` its usual name."""

    iri: str
    kind: str
    label: str
    labels: tuple[str, ...]

    @property
    def slug(self) -> str:
        return self.iri.rsplit("/", 1)[-1]

    @property
    def is_territory(self) -> bool:
        return self.kind in TERRITORIES


@dataclass(frozen=True)
class Match:
    """A name found in a text at ``text[start:end]``."""

    name: Name
    start: int
    end: int
    printed: str


class Gazetteer:
    """All names, found in texts of normal form.

    Case and hyphens do not count, accents do; whole words; the longest name wins. A short proper name that begins
    with a capital is found only with one (the State is no "état"); terms, policies and names of three words or
    more also within a sentence. A name that begins small and has a capital inside is found as it is written.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = tuple(names)
        self._by_label = {_key(label): name for name in self.names for label in name.labels}

    @classmethod
    def load(cls, paths: Iterable[Path]) -> Gazetteer:
        """The names in Turtle files; InputError where one label belongs to two things."""
        names: list[Name] = []
        owner: dict[str, tuple[str, Path]] = {}
        for path in paths:
            for name in _names(path):
                for label in name.labels:
                    if not words(label):
                        raise InputError(
                            f"the label '{label}' of {_short(name.iri)} has no word.",
                            place=Place(path, _line_of(path, label)),
                            hint="Write the name as it is printed, or remove the label.",
                        )
                    other = owner.setdefault(_key(label), (name.iri, path))
                    if other[0] != name.iri:
                        raise InputError(
                            f'the label "{label}" belongs to two things: {_short(other[0])} and {_short(name.iri)}.',
                            place=Place(path, _line_of(path, label)),
                            hint="Keep it with one of them, or print a longer form.",
                        )
                names.append(name)
        return cls(names)

    def named(self, text: str) -> Name | None:
        """The thing that a text as a whole names, articles in front aside."""
        return self._by_label.get(_key(text)) or self._by_label.get(_key(_without_article(text)))

    def territory_of_title(self, title: str) -> Name | None:
        """The territory that a chapter's title names: as a whole, or as the longest name in it."""
        found = self.named(title)
        if found and found.is_territory:
            return found
        letters = slugify(title).replace("-", "")
        for name in self.names:
            if name.is_territory and any(slugify(x).replace("-", "") == letters for x in name.labels):
                return name
        inside = [m for m in self.find(title) if m.name.is_territory]
        return max(inside, key=lambda m: m.end - m.start).name if inside else None

    def find(self, text: str, *kinds: str) -> list[Match]:
        """The names in a text, in its order; only those of the kinds given, if any."""
        found = []
        for hit in self._pattern.finditer(text):
            name = self._by_label[_key(hit.group())]
            if not kinds or name.kind in kinds:
                found.append(Match(name, hit.start(), hit.end(), hit.group()))
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        labels = {label: name.kind for name in self.names for label in name.labels}
        if not labels:
            return re.compile(r"(?!)")
        longest_first = sorted(labels, key=lambda label: (-len(label), label))
        patterns = [_label_pattern(label, labels[label] in _IN_SENTENCES) for label in longest_first]
        return re.compile(rf"(?<![\w])(?:{'|'.join(patterns)})(?![\w])")


def _label_pattern(label: str, in_sentences: bool) -> str:
    """A label's pattern: gaps may be hyphens; letters in either case, but for the capitals that count."""
    words = re.split(r"[\s\-]+", label)
    rest = r"[\s\-]+".join(map(re.escape, words))
    first = label[0]
    if first.islower() and any(word[:1].isupper() for word in words):
        return rest
    if first.isupper() and rest.startswith(first) and not in_sentences and len(words) < LONG_NAME:
        return f"{first}(?i:{rest[len(first) :]})"
    return f"(?i:{rest})"


def _key(label: str) -> str:
    return re.sub(r"[\s\-]+", " ", label).casefold().strip()


def _without_article(text: str) -> str:
    return re.sub(r"^(?:l'|d'|la |le |les |du |de la |des |au |aux )", "", text.strip(" ;.,"), flags=re.IGNORECASE)


def _names(path: Path) -> Iterable[Name]:
    kinds: dict[str, str] = {}
    labels: dict[str, list[tuple[str, str]]] = {}
    for triple in read_turtle(path):
        subject, predicate = str(getattr(triple.subject, "value", "")), triple.predicate.value
        if not subject.startswith(ID):
            continue
        if predicate == expand("rdf:type") and isinstance(triple.object, ox.NamedNode):
            kinds.setdefault(subject, triple.object.value.removeprefix(COH))
        elif predicate in _LABELS and isinstance(triple.object, ox.Literal):
            language = triple.object.language or ""
            if language in ("", "fr"):
                labels.setdefault(subject, []).append((predicate, triple.object.value))
    for subject, kind in kinds.items():
        known = labels.get(subject, [])
        if known:
            usual = next((x for p, x in known if p == expand("rdfs:label")), known[0][1])
            yield Name(subject, kind, usual, tuple(dict.fromkeys(x for _, x in known)))


def _short(iri: str) -> str:
    return iri.removeprefix(ID)


def _line_of(path: Path, label: str) -> int:
    """The last line that holds a label: the one added to what was there."""
    wanted, last = fold(label), 1
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if any(fold(found) == wanted for found in re.findall(r'"([^"]*)"', line)):
            last = number
    return last
