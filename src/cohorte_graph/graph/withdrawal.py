"""What is withdrawn: ``data/withdrawn.ttl`` names resources that no output may speak of any more.

    <id/person/SLUG> a coh:Tombstone ;
        coh:withdrawnOn "2026-11-28"^^xsd:date ;
        rdfs:comment "À sa demande."@fr , "At their request."@en .

Nothing else may be said there. The date and the languages of the reason are left to the shapes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.errors import InputError, did_you_mean
from cohorte_graph.iri import COH, ID, compact, expand, local_path
from cohorte_graph.turtle import place_of_subject, read_turtle

__all__ = ["FILE", "Withdrawals", "read_withdrawals"]

FILE = "withdrawn.ttl"
_TYPE = expand("rdf:type")
_TOMBSTONE = COH + "Tombstone"
_STANDING = ("cohort/", "source/", "section/")
_ALLOWED = (_TYPE, COH + "withdrawnOn", expand("rdfs:comment"))


@dataclass(frozen=True)
class Withdrawals:
    """The tombstones of a project, as its file states them."""

    path: Path
    tombstones: frozenset[ox.Triple] = field(default_factory=frozenset)

    @property
    def resources(self) -> frozenset[str]:
        """The IRIs of what is withdrawn."""
        return frozenset(triple.subject.value for triple in self.tombstones if isinstance(triple.subject, ox.NamedNode))

    def __bool__(self) -> bool:
        return bool(self.tombstones)

    def without(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """The triples that neither say anything of what is withdrawn nor point at it."""
        resources = self.resources
        for triple in triples:
            if not {getattr(triple.subject, "value", ""), getattr(triple.object, "value", "")} & resources:
                yield triple

    def demand_known(self, known: Iterable[str]) -> None:
        """InputError, with the line and the close ones, where one is no resource of the graph: it would stay hidden
        under another address."""
        names = {local_path(iri) for iri in known if iri.startswith(ID)}
        for iri in sorted(self.resources):
            name = local_path(iri)
            if name not in names:
                near = [other for other in sorted(names) if other.count("/") == name.count("/")]
                raise self.error(
                    iri,
                    f"'{name}' is withdrawn, but the graph has no such resource.",
                    did_you_mean(name, near) or "Look its IRI up with: cohorte show",
                )

    def demand_standing(self, gone: Iterable[str], members: Collection[str]) -> None:
        """InputError where a cohort, a source or a section would go, without which no report is left to speak of, or
        one of the members of a cohort or their pilots, which a report is known to be whole by."""
        for iri in sorted(gone, key=lambda iri: (not local_path(iri).startswith(_STANDING), iri)):
            name, hint = local_path(iri), ""
            if name.startswith(_STANDING):
                hint = "Cohorts, sources and sections stay: take their files out of data/sources instead."
            elif iri in members or name.startswith("pilot/"):
                hint = "Members and pilots stay: withdraw what must not be told of them, or take the report out."
            if hint:
                first = iri if iri in self.resources else min(self.resources)
                raise self.error(first, f"'{name}' would go with what is withdrawn.", hint)

    def error(self, iri: str, message: str, hint: str) -> InputError:
        """An error about the block of a resource."""
        place = place_of_subject(self.path, iri)
        return InputError(message, place=place, hint=hint)


def read_withdrawals(path: Path) -> Withdrawals:
    """The tombstones of a file; none where there is no file.

    Raises InputError, with the line, for anything that is no tombstone's date or reason.
    """
    if not path.exists():
        return Withdrawals(path)
    found = Withdrawals(path, frozenset(read_turtle(path)))
    typed = {triple.subject for triple in found.tombstones if triple.predicate.value == _TYPE}
    for triple in sorted(found.tombstones, key=str):
        _demand_tombstone(found, triple, typed)
    return found


def _demand_tombstone(found: Withdrawals, triple: ox.Triple, typed: Collection[object]) -> None:
    if not isinstance(triple.subject, ox.NamedNode):
        place = place_of_subject(found.path)
        hint = "Name the resource by its IRI."
        raise InputError("a blank node is withdrawn, which nobody can ask for.", place=place, hint=hint)
    iri, name = triple.subject.value, local_path(triple.subject.value)
    if not iri.startswith(ID):
        raise found.error(iri, f"'{name}' is no resource of a report or a register.", "Only those can be withdrawn.")
    if triple.predicate.value not in _ALLOWED:
        said = compact(triple.predicate.value)
        hint = "Only coh:withdrawnOn and rdfs:comment may be said of it."
        raise found.error(iri, f"{said} is said of '{name}', which is withdrawn.", hint)
    is_other = triple.predicate.value == _TYPE and triple.object != ox.NamedNode(_TOMBSTONE)
    if is_other or triple.subject not in typed:
        raise found.error(iri, f"'{name}' is called no tombstone.", "Write it: a coh:Tombstone")
