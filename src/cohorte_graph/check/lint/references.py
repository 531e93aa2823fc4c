"""Shapes that refer to themselves, to nothing, or to which nothing refers; and graphs that are elsewhere."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator

import pyoxigraph as ox

from cohorte_graph.check.lint.remark import WARNING, Remark, meant, said
from cohorte_graph.check.lint.statements import Node, Statements
from cohorte_graph.check.lint.terms import SH, TARGETS
from cohorte_graph.check.lint.vocabulary import closest_iri
from cohorte_graph.check.result import Remedy, Text
from cohorte_graph.check.turtle import turtle
from cohorte_graph.iri import PREFIXES

__all__ = ["dangling", "imports", "loops", "unused"]

LOOP = "SHAPES-LOOP"
DANGLING = "SHAPES-DANGLING"
UNUSED = "SHAPES-UNUSED"
IMPORTS = "SHAPES-IMPORTS"

Edge = tuple[Node, ox.Triple]


def loops(graph: Statements) -> Iterator[Remark]:
    """A remark for each circle of shapes: what recursion means SHACL leaves open (§3.4.3)."""
    edges: dict[Node, list[Edge]] = defaultdict(list)
    for shape, target, triple in graph.references:
        edges[shape].append((target, triple))
    told: set[Node] = set()
    for shape in sorted(_circling(edges), key=lambda one: isinstance(one, ox.BlankNode)):  # a circle is told by name
        circle = [] if shape in told else _circle(shape, edges)
        if circle:
            told.update(target for target, _ in circle)
            names = " → ".join(said(node) for node in [shape, *(target for target, _ in circle)])
            yield graph.remark(
                LOOP,
                circle[-1][1],
                f"Ces formes tournent en rond, ce que SHACL ne définit pas : {names}.",
                f"These shapes go round in a circle, which SHACL leaves undefined: {names}.",
                fatal=True,
            )


def _circling(edges: dict[Node, list[Edge]]) -> list[Node]:
    """The shapes that are left when those that lead out of all circles are taken away again and again."""
    targets = {node: {target for target, _ in found} for node, found in edges.items()}
    sources: dict[Node, set[Node]] = defaultdict(set)
    for node, found in targets.items():
        for target in found:
            sources[target].add(node)
    left = {node: len(found) for node, found in targets.items()}
    ended = deque(node for node in sources if node not in left)
    while ended:
        for node in sources[ended.popleft()]:
            left[node] -= 1
            if not left[node]:
                ended.append(node)
    return [node for node in edges if left[node]]


def _circle(start: Node, edges: dict[Node, list[Edge]]) -> list[Edge]:
    """The shortest way from a shape back to it; empty where there is none."""
    came: dict[Node, tuple[Node, ox.Triple]] = {}
    level = deque([start])
    while level and start not in came:
        node = level.popleft()
        for target, triple in edges.get(node, ()):
            if target not in came:
                came[target] = (node, triple)
                level.append(target)
    way: list[Edge] = []
    node = start
    while start in came and (not way or node != start):
        before, triple = came[node]
        way.append((node, triple))
        node = before
    return way[::-1]


def dangling(graph: Statements) -> Iterator[Remark]:
    """A remark for each reference to a shape of which nothing is stated."""
    named = [shape.value for shape in graph.shapes if isinstance(shape, ox.NamedNode)]
    for _, target, triple in graph.references:
        if not isinstance(target, ox.NamedNode) or graph.about(target):
            continue
        better = closest_iri(target.value, named)
        yield graph.remark(
            DANGLING,
            triple,
            f"Rien n'est dit de la forme {said(target)} : elle n'exige rien.",
            f"Nothing is said of the shape {said(target)}: it asks for nothing.",
            remedy=meant(turtle(ox.NamedNode(better))) if better else None,
        )


def unused(graph: Statements) -> Iterator[Remark]:
    """A warning for each shape without target that nothing refers to."""
    of_components: set[object] = {t.object for node in graph.parameters for t in graph.shacl(node, "path")}
    referred = {target for _, target, _ in graph.references}
    for shape in graph.shapes:
        if shape in referred or graph.shacl(shape, "target", "deactivated", *sorted(TARGETS)):
            continue
        if graph.is_implicit_class(shape) or _is_named_otherwise(graph, shape, of_components):
            continue
        yield graph.remark(
            UNUSED,
            graph.entry(shape),
            f"La forme {said(shape)} n'a pas de cible et nulle autre ne la nomme : elle ne sert jamais.",
            f"The shape {said(shape)} has no target and no other names it: it is never used.",
            severity=WARNING,
            remedy=Remedy(
                Text("Lui donner une cible, ou la nommer.", "Give it a target, or name it."), "sh:targetClass … ;"
            ),
        )


def _is_named_otherwise(graph: Statements, shape: Node, of_components: set[object]) -> bool:
    """Whether another word of SHACL, known or not, or a parameter of a component leads to a shape."""
    return any(t.predicate.value.startswith(SH) or t.predicate in of_components for t in graph.towards(shape))


def imports(graph: Statements) -> Iterator[Remark]:
    """A warning for each owl:imports: nothing is fetched; prefixes that are declared here are found all the same."""
    for triple in graph.stated(PREFIXES["owl"] + "imports"):
        if graph.shacl(triple.object, "declare"):
            continue
        yield graph.remark(
            IMPORTS,
            triple,
            f"owl:imports n'est pas suivi : rien n'est lu de {said(triple.object)}.",
            f"owl:imports is not followed: nothing is read of {said(triple.object)}.",
            severity=WARNING,
            remedy=Remedy(
                Text(
                    "Nommer le fichier avec --shapes, s'il contient des formes.",
                    "Name the file with --shapes, if it holds shapes.",
                )
            ),
        )
