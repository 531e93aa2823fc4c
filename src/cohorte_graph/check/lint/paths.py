"""Property paths read with suspicion (SHACL §2.3.1), and the shapes that must or must not have one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from cohorte_graph.check.lint.lists import FIRST, NIL, REST
from cohorte_graph.check.lint.remark import Fault, Remark, said
from cohorte_graph.check.lint.statements import Node, Statements
from cohorte_graph.check.lint.terms import SH, local

__all__ = ["path_remarks", "predicates"]

PATH = "SHAPES-PATH"
KINDS = ("alternativePath", "inversePath", "oneOrMorePath", "zeroOrMorePath", "zeroOrOnePath")
DEEPEST = 100
"""Paths within paths; what people write stays below five."""


@dataclass
class _Reading:
    """One path: the statements whose object is a predicate of it, and what is wrong."""

    graph: Statements
    predicates: list[ox.Triple] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    read: set[object] = field(default_factory=set)

    def step(self, triple: ox.Triple, above: tuple[object, ...] = ()) -> None:
        """The path that a statement leads to."""
        node = triple.object
        if node == NIL:
            self.fault(triple, "Une séquence vide ne mène nulle part.", "An empty sequence leads nowhere.")
        elif isinstance(node, ox.NamedNode):
            self.predicates.append(triple)
        elif not isinstance(node, ox.BlankNode):
            self.fault(triple, f"{said(node)} n'est pas un chemin.", f"{said(node)} is no path.")
        elif node in above or len(above) > DEEPEST:
            self.fault(triple, "Le chemin revient sur lui-même.", "The path comes back upon itself.", fatal=True)
        elif node not in self.read:
            self.read.add(node)
            self.kind(triple, (*above, node))

    def kind(self, triple: ox.Triple, above: tuple[object, ...]) -> None:
        """A blank node is a path of exactly one kind."""
        node = triple.object
        kinds = self.graph.shacl(node, *KINDS)
        is_list = bool(self.graph.about(node, FIRST) or self.graph.about(node, REST))
        if len(kinds) + is_list > 1:
            self.fault(
                (kinds[1:] or kinds)[0],
                "Un nœud est un chemin d'une sorte : en écrire un second entre crochets, ou une séquence ( … ).",
                "A node is a path of one kind: write a second one in brackets, or a sequence ( … ).",
            )
        if is_list:
            self.members(triple, above, "Une séquence", "A sequence")
        elif not kinds:
            self.fault(
                triple,
                "Ce nœud anonyme n'est pas un chemin : ni séquence, ni sh:inversePath ou autre.",
                "This blank node is no path: no sequence, no sh:inversePath or other.",
            )
        for one in kinds:
            if local(one.predicate.value) == "alternativePath":
                self.members(one, above, "Un choix de chemins", "An alternative path")
            else:
                self.step(one, above)

    def members(self, triple: ox.Triple, above: tuple[object, ...], fr: str, en: str) -> None:
        members, fault = self.graph.members(triple)
        if fault:
            self.faults.append(fault)
        elif len(members) < 2:
            self.fault(
                triple,
                f"{fr} a au moins deux membres, non {len(members)} : écrire le chemin sans parenthèses.",
                f"{en} has at least two members, not {len(members)}: write the path without parentheses.",
            )
        for member in members:
            self.step(member, above)

    def fault(self, triple: ox.Triple, fr: str, en: str, *, fatal: bool = False) -> None:
        self.faults.append(Fault(triple, fr, en, fatal))


def _read(graph: Statements, triple: ox.Triple) -> _Reading:
    reading = _Reading(graph)
    reading.step(triple)
    return reading


def predicates(graph: Statements) -> list[ox.Triple]:
    """Each statement whose object is a predicate of a path."""
    return [found for triple in graph.all("path") for found in _read(graph, triple).predicates]


def path_remarks(graph: Statements) -> Iterator[Remark]:
    """A remark for each path that is none, and for each shape with too many or too few of them."""
    for triple in graph.all("path"):
        for fault in _read(graph, triple).faults:
            yield graph.of_fault(PATH, fault)
    for shape in graph.shapes:
        yield from _shape_remarks(graph, shape)


def _shape_remarks(graph: Statements, shape: Node) -> Iterator[Remark]:
    paths = graph.shacl(shape, "path")
    if paths and SH + "NodeShape" in graph.types(shape):
        yield graph.remark(
            PATH,
            paths[0],
            "Une forme de nœud n'a pas de sh:path : en faire une sh:PropertyShape, ou l'ôter.",
            "A node shape has no sh:path: make it a sh:PropertyShape, or remove it.",
        )
    if len(paths) > 1:
        yield graph.remark(
            PATH,
            paths[1],
            f"Une forme de propriété a un sh:path, non {len(paths)}.",
            f"A property shape has one sh:path, not {len(paths)}.",
        )
    if not paths and graph.is_property_shape(shape):
        yield graph.remark(
            PATH,
            graph.entry(shape),
            "Cette forme de propriété n'a pas de sh:path : elle ne vaut pour aucune propriété.",
            "This property shape has no sh:path: it holds for no property.",
        )
