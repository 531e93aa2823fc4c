"""RDF lists read with suspicion (SHACL §1.2, "SHACL list"), and the lists that parameters ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from cohorte_graph.check.lint.remark import Fault, Remark, said
from cohorte_graph.check.lint.terms import LIST_TAKING, local
from cohorte_graph.iri import PREFIXES

if TYPE_CHECKING:
    from cohorte_graph.check.lint.statements import Statements

__all__ = ["list_remarks", "read_list"]

LIST = "SHAPES-LIST"
VALUE = "SHAPES-VALUE"
FIRST = PREFIXES["rdf"] + "first"
REST = PREFIXES["rdf"] + "rest"
NIL = ox.NamedNode(PREFIXES["rdf"] + "nil")
STRING = PREFIXES["xsd"] + "string"
TAKEN = ("in", "languageIn", "ignoredProperties", *sorted(LIST_TAKING))

About = Callable[[object, str], list[ox.Triple]]


def read_list(about: About, head: ox.Triple) -> tuple[list[ox.Triple], Fault | None]:
    """The ``rdf:first`` statements of the list that ``head`` leads to, as far as it goes well, and what stops it."""
    members: list[ox.Triple] = []
    cell, seen, before = head.object, set[object](), head
    while cell != NIL:
        if cell in seen:
            return members, Fault(
                before, "La liste revient sur elle-même.", "The list comes back upon itself.", fatal=True
            )
        seen.add(cell)
        firsts, rests = about(cell, FIRST), about(cell, REST)
        if fault := _cell_fault(head, cell, firsts, rests):
            return members, fault
        members.append(firsts[0])
        before, cell = rests[0], rests[0].object
    if fault := _cell_fault(head, NIL, about(NIL, FIRST), about(NIL, REST)):
        return members, fault
    return members, None


def _cell_fault(head: ox.Triple, cell: object, firsts: list[ox.Triple], rests: list[ox.Triple]) -> Fault | None:
    if cell == NIL:
        wrong = [*firsts, *rests]
        return Fault(wrong[0], "rdf:nil ne commence aucune liste.", "rdf:nil begins no list.") if wrong else None
    if not firsts and not rests:
        if cell == head.object:
            shown = said(head.object)
            return Fault(head, f"{shown} n'est pas une liste.", f"{shown} is not a list.")
        return Fault(head, "La liste ne se termine pas par rdf:nil.", "The list does not end in rdf:nil.")
    for found, name in ((firsts, "rdf:first"), (rests, "rdf:rest")):
        if not found:
            return Fault(head, f"Un maillon de la liste n'a pas de {name}.", f"A cell of the list has no {name}.")
        if len(found) > 1:
            return Fault(
                found[1],
                f"Un maillon de la liste a {len(found)} {name} : il en faut un.",
                f"A cell of the list has {len(found)} {name}: it takes one.",
            )
    return None


def list_remarks(graph: Statements) -> Iterator[Remark]:
    """Lists that are none, and members that cannot stand in them."""
    for triple in graph.all(*TAKEN):
        members, fault = graph.members(triple)
        if fault:
            yield graph.of_fault(LIST, fault)
        for member in members:
            yield from _member_remarks(graph, local(triple.predicate.value), member)


def _member_remarks(graph: Statements, name: str, member: ox.Triple) -> Iterator[Remark]:
    value, shown = member.object, said(member.object)
    if name == "ignoredProperties" and not isinstance(value, ox.NamedNode):
        asked = ("l'IRI d'une propriété", "the IRI of a property")
    elif name == "languageIn" and not (isinstance(value, ox.Literal) and value.datatype.value == STRING):
        asked = ('une chaîne comme "fr"', 'a string like "fr"')
    elif name in LIST_TAKING and not isinstance(value, ox.NamedNode | ox.BlankNode):
        asked = ("une forme", "a shape")
    else:
        return
    yield graph.remark(
        VALUE,
        member,
        f"{shown} ne peut être membre de sh:{name} : donner {asked[0]}.",
        f"{shown} cannot be a member of sh:{name}: give {asked[1]}.",
    )
