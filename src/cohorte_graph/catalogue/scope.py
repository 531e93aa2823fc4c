"""What the graph itself knows that a catalogue tells: cohorts and their periods, reports, places, who published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from cohorte_graph.catalogue.statements import Texts
from cohorte_graph.iri import COH, ID, PREFIXES

__all__ = ["KINDS", "Cohort", "Organisation", "Place", "Scope", "Source", "scope_of"]

KINDS = ("cohort", "source", "territory", "region", "department", "organisation")
"""The kinds of resources, as in their IRIs, that a scope is read from."""
TYPE = PREFIXES["rdf"] + "type"
LABEL = PREFIXES["rdfs"] + "label"
TITLE = PREFIXES["dcterms"] + "title"
PUBLISHER = PREFIXES["dcterms"] + "publisher"
LATITUDE = PREFIXES["schema"] + "latitude"
LONGITUDE = PREFIXES["schema"] + "longitude"
CODE = PREFIXES["insee"] + "codeINSEE"
WANTED = frozenset(
    {TYPE, LABEL, TITLE, PUBLISHER, LATITUDE, LONGITUDE, CODE}
    | {COH + name for name in ("period", "rank", "inCohort", "region", "department", "memberOf", "organisationKind")}
)

Known = dict[str, list[ox.NamedNode | ox.Literal]]
Facts = dict[str, Known]


@dataclass(frozen=True)
class Cohort:
    """``start`` and ``end`` are years as printed, '' where none is."""

    iri: str
    label: Texts
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Source:
    """A text of a cohort, its report of rank 1, or a register, which has no rank."""

    iri: str
    label: Texts
    title: Texts
    publisher: str | None
    rank: int | None


@dataclass(frozen=True)
class Place:
    """A region, or a department where no region is known, with its official code."""

    iri: str
    label: Texts
    code: str | None


@dataclass(frozen=True)
class Organisation:
    iri: str
    name: Texts
    kind: str | None


@dataclass(frozen=True)
class Scope:
    """``points`` are (longitude, latitude) of the members of the cohorts that have some."""

    cohorts: tuple[Cohort, ...]
    sources: tuple[Source, ...]
    places: tuple[Place, ...]
    points: tuple[tuple[float, float], ...]
    organisations: dict[str, Organisation]

    @property
    def reports(self) -> tuple[Source, ...]:
        """The sources that have a rank: texts of a cohort, its report first."""
        return tuple(sorted((s for s in self.sources if s.rank), key=lambda s: (s.rank, s.iri)))

    @property
    def publisher(self) -> Organisation | None:
        """Who published the report: the publisher of the first source of rank 1."""
        named = next((report.publisher for report in self.reports if report.rank == 1 and report.publisher), None)
        return self.organisations.get(named or "")


def scope_of(triples: Iterable[ox.Triple]) -> Scope:
    """What the triples about resources of KINDS say."""
    facts: Facts = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        subject = triple.subject
        if (
            isinstance(subject, ox.NamedNode)
            and triple.predicate.value in WANTED
            and isinstance(triple.object, ox.NamedNode | ox.Literal)
        ):
            facts[subject.value][triple.predicate.value].append(triple.object)
    members = sorted(iri for iri, known in facts.items() if _is(known, "Territory"))
    return Scope(
        cohorts=tuple(_cohort(iri, known) for iri, known in sorted(facts.items()) if _is(known, "Cohort")),
        sources=tuple(_source(iri, known) for iri, known in sorted(facts.items()) if _is(known, "Source")),
        places=tuple(_place(iri, facts[iri]) for iri in _around(members, facts) if iri in facts),
        points=tuple(filter(None, (_point(facts[iri]) for iri in members))),
        organisations={
            iri: Organisation(iri, _texts(known, LABEL), _local(known, COH + "organisationKind"))
            for iri, known in facts.items()
            if iri.startswith(ID + "organisation/")
        },
    )


def _is(known: Known, name: str) -> bool:
    return any(term.value == COH + name for term in known.get(TYPE, ()))


def _texts(known: Known, name: str) -> dict[str, str]:
    literals = sorted((t.language or "", t.value) for t in known.get(name, ()) if isinstance(t, ox.Literal))
    return dict(literals)


def _one(known: Known, name: str) -> str | None:
    return min((term.value for term in known.get(name, ())), default=None)


def _local(known: Known, name: str) -> str | None:
    found = _one(known, name)
    return found.rsplit("/", 1)[-1] if found else None


def _cohort(iri: str, known: Known) -> Cohort:
    start, _, end = (_one(known, COH + "period") or "").partition("-")
    return Cohort(iri, _texts(known, LABEL), start, end or start)


def _source(iri: str, known: Known) -> Source:
    rank = _one(known, COH + "rank")
    titles = _texts(known, TITLE)
    return Source(
        iri=iri,
        label=_texts(known, LABEL) or titles,
        title=titles,
        publisher=_one(known, PUBLISHER),
        rank=int(rank) if rank else None,
    )


def _around(members: list[str], facts: Facts) -> list[str]:
    """The regions of the members; the departments where no member has a region."""
    for name in ("region", "department"):
        found = {term.value for iri in members for term in facts[iri].get(COH + name, ())}
        if found:
            return sorted(found)
    return []


def _place(iri: str, known: Known) -> Place:
    return Place(iri, _texts(known, LABEL), _one(known, CODE))


def _point(known: Known) -> tuple[float, float] | None:
    longitude, latitude = _one(known, LONGITUDE), _one(known, LATITUDE)
    return (float(longitude), float(latitude)) if longitude and latitude else None
