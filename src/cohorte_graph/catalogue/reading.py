"""data/catalogue.ttl: what a steward states of catalogue and dataset, read and checked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pyoxigraph as ox

from cohorte_graph.catalogue.authorities import AUTHORITY, AVAILABILITIES, FREQUENCIES, PUBLISHER_TYPES, THEMES
from cohorte_graph.catalogue.description import Contact, Description
from cohorte_graph.catalogue.statements import NAMES, expanded
from cohorte_graph.errors import InputError, Place, did_you_mean
from cohorte_graph.iri import BASE, local_path
from cohorte_graph.project import Project
from cohorte_graph.turtle import read_turtle

__all__ = ["read_description"]

PUBLISHER_TYPE = "http://purl.org/adms/publishertype/"
LANGUAGES = ("fr", "en")
CATALOGUE = frozenset({"rdf:type", "dcterms:title", "dcterms:description", "foaf:homepage"})
DATASET = frozenset(
    {"rdf:type", "dcterms:title", "dcterms:description", "dcterms:publisher", "dcterms:accrualPeriodicity"}
    | {"dcat:keyword", "dcat:theme", "dcat:contactPoint", "dcatap:availability"}
)
CONTACT = frozenset({"rdf:type", "vcard:fn", "vcard:hasEmail", "vcard:hasURL"})
PUBLISHER = frozenset({"rdf:type", "foaf:name", "dcterms:type"})


def read_description(project: Project) -> Description | None:
    """What data/catalogue.ttl states; None where there is no such file.

    Raises InputError, with file and line, for what is missing, misspelt or no term of the EU's tables.
    """
    path = project.catalogue_file
    if not path.exists():
        return None
    return _Sheet.read(path).description()


@dataclass(frozen=True)
class _Sheet:
    """The triples of the file by subject and property, in prefixed names, and its text to find lines in."""

    path: Path
    about: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]
    lines: list[str]

    @classmethod
    def read(cls, path: Path) -> _Sheet:
        about: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
        for triple in read_turtle(path):
            if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
                about[triple.subject.value][_prefixed(triple.predicate.value)].append(triple.object)
        return cls(path, about, path.read_text("utf-8").splitlines())

    def description(self) -> Description:
        catalogue, dataset = self._only("dcat:Catalog"), self._only("dcat:Dataset")
        self._known(catalogue, CATALOGUE)
        self._known(dataset, DATASET)
        contact = self._link(dataset, "dcat:contactPoint")
        publisher = self._links(dataset, "dcterms:publisher")
        kind = self._publisher_type(publisher[0]) if publisher else None
        homepages = self._links(catalogue, "foaf:homepage", schemes=("http", "https"))
        availability = self._codes(dataset, "dcatap:availability", "planned-availability", list(AVAILABILITIES))
        return Description(
            catalogue=catalogue,
            dataset=dataset,
            catalogue_title=self._texts(catalogue, "dcterms:title"),
            catalogue_description=self._texts(catalogue, "dcterms:description"),
            title=self._texts(dataset, "dcterms:title"),
            description=self._texts(dataset, "dcterms:description"),
            keywords=self._keywords(dataset),
            themes=tuple(self._codes(dataset, "dcat:theme", "data-theme", list(THEMES), needed=True)),
            frequency=self._codes(dataset, "dcterms:accrualPeriodicity", "frequency", list(FREQUENCIES), needed=True)[
                0
            ],
            availability=availability[0] if availability else "EXPERIMENTAL",
            contact=self._contact(contact),
            homepage=homepages[0] if homepages else None,
            publisher=publisher[0] if publisher else None,
            publisher_name=self._names(publisher[0], "foaf:name") if publisher else {},
            publisher_type=kind,
        )

    def _only(self, kind: str) -> str:
        """The one resource of a class."""
        found = [
            iri
            for iri, known in self.about.items()
            if any(term.value == expanded(kind) for term in known.get("rdf:type", ()))
        ]
        if len(found) != 1:
            line = self._line(found[-1]) if found else 1
            raise InputError(
                f"one {kind} is to be described here, and {len(found)} are.",
                place=Place(self.path, line),
                hint="Describe one catalogue and one dataset: all cohorts of a project are published together.",
            )
        return found[0]

    def _known(self, subject: str, names: frozenset[str]) -> None:
        for name in self.about[subject]:
            if name not in names:
                raise InputError(
                    f"'{name}' says nothing to the catalogue.",
                    place=Place(self.path, self._line(subject, name)),
                    hint=did_you_mean(name, sorted(names)) or f"Known: {', '.join(sorted(names))}",
                )

    def _lacks(self, subject: str, name: str, hint: str) -> NoReturn:
        raise InputError(
            f"<{local_path(subject)}> lacks {name}.", place=Place(self.path, self._line(subject)), hint=hint
        )

    def _texts(self, subject: str, name: str) -> dict[str, str]:
        """One text in each language."""
        found: dict[str, str] = {}
        for term in self.about[subject].get(name, ()):
            language = (term.language or "") if isinstance(term, ox.Literal) else ""
            if language not in LANGUAGES or language in found or not term.value.strip():
                raise InputError(
                    f"{name} is to be said once in French and once in English.",
                    place=Place(self.path, self._line(subject, term.value or name)),
                    hint='Write: "…"@fr , "…"@en',
                )
            found[language] = term.value
        for language in LANGUAGES:
            if language not in found:
                self._lacks(subject, f'{name} "…"@{language}', "Portals show it to those who read that language.")
        return {language: found[language] for language in LANGUAGES}

    def _keywords(self, subject: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        terms = self.about[subject].get("dcat:keyword", ())
        for language in LANGUAGES:
            words = [t.value for t in terms if isinstance(t, ox.Literal) and t.language == language]
            if not words:
                self._lacks(subject, f'dcat:keyword "…"@{language}', "Portals show it to those who read that language.")
            found[language] = tuple(sorted(words))
        if len(terms) != sum(map(len, found.values())):
            strange = next(t for t in terms if not (isinstance(t, ox.Literal) and t.language in LANGUAGES))
            raise InputError(
                f"the keyword '{strange.value}' is neither French nor English.",
                place=Place(self.path, self._line(subject, strange.value)),
                hint='Write: "…"@fr , "…"@en',
            )
        return found

    def _links(self, subject: str, name: str, schemes: tuple[str, ...] = ()) -> list[str]:
        """The IRIs that a property leads to, sorted."""
        found = []
        for term in self.about[subject].get(name, ()):
            if not isinstance(term, ox.NamedNode) or (schemes and term.value.partition(":")[0] not in schemes):
                raise InputError(
                    f"{name} leads nowhere: '{term.value}'.",
                    place=Place(self.path, self._line(subject, term.value)),
                    hint=f"Write an address in angle brackets: <{(schemes or ('https',))[0]}:…>",
                )
            found.append(term.value)
        return sorted(found)

    def _link(self, subject: str, name: str) -> str:
        found = self._links(subject, name)
        if len(found) != 1:
            self._lacks(subject, f"{name} <…>, once", "Whoever finds the data must know whom to ask.")
        return found[0]

    def _codes(self, subject: str, name: str, table: str, codes: list[str], *, needed: bool = False) -> list[str]:
        """The codes of concepts of one of the EU's tables, sorted."""
        start = f"{AUTHORITY}{table}/"
        found = self._links(subject, name)
        for value in found:
            if value.removeprefix(start) not in codes or not value.startswith(start):
                raise InputError(
                    f"{name} is no concept of the EU's table {table}: <{value}>.",
                    place=Place(self.path, self._line(subject, value)),
                    hint=did_you_mean(value.rsplit("/", 1)[-1], codes) or f"Known: {', '.join(codes)}",
                )
        if needed and not found:
            self._lacks(subject, name, f"Known: {', '.join(codes)}")
        if name != "dcat:theme" and len(found) > 1:
            raise InputError(
                f"{name} is to be said once.",
                place=Place(self.path, self._line(subject, name)),
                hint="Keep one of them.",
            )
        return [value.removeprefix(start) for value in found]

    def _contact(self, subject: str) -> Contact:
        self._known(subject, CONTACT)
        names = self._names(subject, "vcard:fn")
        if not names:
            self._lacks(subject, "vcard:fn", "Name whom to ask.")
        emails = self._links(subject, "vcard:hasEmail", schemes=("mailto",))
        pages = self._links(subject, "vcard:hasURL", schemes=("https", "http"))
        if not emails and not pages:
            self._lacks(subject, "vcard:hasEmail or vcard:hasURL", "Say how the contact can be reached.")
        return Contact(subject, names, tuple(emails), tuple(pages))

    def _names(self, subject: str, name: str) -> dict[str, str]:
        """The names of an agent by language, "" for none; a name need not be translated."""
        terms = self.about[subject].get(name, ())
        return {term.language or "": term.value for term in terms if isinstance(term, ox.Literal)}

    def _publisher_type(self, subject: str) -> str | None:
        self._known(subject, PUBLISHER)
        found = self._links(subject, "dcterms:type")
        if not found:
            return None
        code = found[0].removeprefix(PUBLISHER_TYPE)
        if code not in PUBLISHER_TYPES:
            raise InputError(
                f"the type of the publisher is none of ADMS: <{found[0]}>.",
                place=Place(self.path, self._line(subject, found[0])),
                hint=did_you_mean(code, PUBLISHER_TYPES) or f"Known: {', '.join(PUBLISHER_TYPES)}",
            )
        return code

    def _line(self, subject: str, word: str = "") -> int:
        """The line of a word within the block of a subject, or of the block's first line, or 1."""
        names = (f"<{subject.removeprefix(BASE)}>", f"<{subject}>")
        start = next((n for n, line in enumerate(self.lines, 1) if line.startswith(names)), None)
        if start is None:
            return 1
        first = word.split("\n", 1)[0].replace('"', '\\"')
        wanted = (first, first.rsplit("/", 1)[-1]) if "://" in first else (first,)
        for number, line in enumerate(self.lines[start - 1 :], start):
            if word and any(one in line for one in wanted):
                return number
            if line.rstrip().endswith(" .") and not line.lstrip().startswith("#"):
                break
        return start


def _prefixed(iri: str) -> str:
    return next((f"{p}:{iri.removeprefix(name)}" for p, name in NAMES.items() if iri.startswith(name)), f"<{iri}>")
