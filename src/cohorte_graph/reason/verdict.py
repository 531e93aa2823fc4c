"""The reasoner's verdict on one cohort: whether what is stated can be true, and who belongs to which class."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import pyoxigraph as ox

from cohorte_graph.errors import CheckError
from cohorte_graph.iri import compact
from cohorte_graph.reason.axioms import TYPE, Axioms, one_name_each
from cohorte_graph.reason.clash import clash
from cohorte_graph.reason.hermit import Classification, HermiT, Inconsistent, NoReasoner, OutOfTime, running

__all__ = ["Status", "Verdict", "reason"]

SHOWN = 20
Status: TypeAlias = Literal["consistent", "inconsistent", "unsatisfiable", "timed out", "not reasoned"]


@dataclass(frozen=True)
class Verdict:
    """What HermiT found.

    ``note`` says why it did not reason, or why no fault is named. ``faults`` are the statements that clash, or the
    classes that can have no member.
    Of the classes that OWL can define, ``memberships`` are those it found and nothing states, ``unconfirmed``
    those that a rule states and that it does not find.
    """

    status: Status
    note: str = ""
    faults: tuple[str, ...] = ()
    memberships: frozenset[ox.Triple] = frozenset()
    unconfirmed: tuple[str, ...] = ()
    java: str = ""
    seconds: float = field(default=0.0, compare=False)

    def require(self, cohort: str) -> None:
        """CheckError where what is stated about a cohort cannot be true, naming what clashes."""
        if self.status == "inconsistent":
            raise CheckError(
                f"The statements about '{cohort}' contradict each other; this build is not published.",
                hint="\n".join(("These cannot all be true:", *self.faults[:SHOWN]) if self.faults else (self.note,)),
            )
        if self.status == "unsatisfiable":
            raise CheckError(
                f"Classes that can have no member: {len(self.faults)}; this build is not published.",
                hint="\n".join(self.faults[:SHOWN]),
            )


def reason(
    ontology: Iterable[ox.Triple],
    stated: Iterable[ox.Triple],
    derived: Iterable[ox.Triple],
    seconds: float,
    stop: threading.Event | None = None,
) -> Verdict:
    """The verdict on the statements of one cohort.

    What rules derived is given too, but for the members of the classes that OWL can define: these HermiT finds
    by itself, so that the two can be compared. Takes no longer than ``seconds``, or than it takes to
    see ``stop``; with no seconds it is not run.
    """
    if seconds <= 0:
        return Verdict("not reasoned", "left out")
    begun = time.perf_counter()
    try:
        with running(seconds, stop) as hermit:
            verdict = _Case(Axioms(frozenset(ontology)), frozenset(stated), frozenset(derived)).verdict(hermit)
    except NoReasoner as why:
        verdict = Verdict("not reasoned", str(why))
    except OutOfTime:
        verdict = Verdict("timed out", f"no answer within {seconds:g} s")
    return Verdict(**{**verdict.__dict__, "seconds": time.perf_counter() - begun})


@dataclass(frozen=True)
class _Case:
    axioms: Axioms
    stated: frozenset[ox.Triple]
    derived: frozenset[ox.Triple]

    def verdict(self, hermit: HermiT) -> Verdict:
        claimed = {t for t in self.derived if _is_type(t) and _object(t) in self.axioms.defined} - self.stated
        data = self.axioms.about(self.stated | (self.derived - claimed))
        axioms = self.axioms.lines()
        try:
            found = hermit.classify(str(line) for line in (*axioms, *data, *one_name_each(data)))
        except Inconsistent as fault:
            return _inconsistent(hermit, axioms, data, fault.literal)
        if found.unsatisfiable:
            return Verdict("unsatisfiable", faults=tuple(map(compact, found.unsatisfiable)))
        members = self._members(found)
        return Verdict(
            "consistent",
            memberships=frozenset(members - self.stated - self.derived),
            unconfirmed=tuple(sorted(map(_words, claimed - members))),
            java=hermit.version(),
        )

    def _members(self, found: Classification) -> set[ox.Triple]:
        """Members of the classes that OWL can define.

        Not of others: by a domain or a range a misspelt concept would become one, and no shape would see it.
        """
        return {
            ox.Triple(ox.NamedNode(one), ox.NamedNode(TYPE), ox.NamedNode(name))
            for one in found.types
            for name in found.all_types(one) & self.axioms.defined
        }


def _inconsistent(hermit: HermiT, axioms: list[str], data: list[ox.Triple], literal: str) -> Verdict:
    """The verdict with the statements that clash, as far as time allows to find them."""
    if literal:
        return Verdict("inconsistent", faults=(literal,))
    try:
        found = clash(hermit, axioms, data)
    except OutOfTime:
        return Verdict("inconsistent", "Time ran out before it was found which.")
    note = "" if found else "The ontology contradicts itself, whatever is stated."
    return Verdict("inconsistent", note, tuple(map(_words, found)))


def _words(triple: ox.Triple) -> str:
    """A statement in short names."""
    terms = (triple.subject, triple.predicate, triple.object)
    return " ".join(compact(term.value) if isinstance(term, ox.NamedNode) else str(term) for term in terms)


def _is_type(triple: ox.Triple) -> bool:
    return triple.predicate.value == TYPE


def _object(triple: ox.Triple) -> str:
    return triple.object.value if isinstance(triple.object, ox.NamedNode) else ""
