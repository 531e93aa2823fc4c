"""How many nodes each shape meets: one that meets none has checked nothing, whatever the verdict says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from cohorte_graph.check.lint.terms import PARAMETERS, TARGETS
from cohorte_graph.check.lint.vocabulary import closest_iri
from cohorte_graph.check.result import CheckResult, Remedy, Rule, ShapeCount, Text
from cohorte_graph.iri import COH, PREFIXES, compact
from cohorte_graph.validate.results import Term, ValidationResult
from cohorte_graph.validate.shapes import ShapesGraph

__all__ = ["NO_FOCUS", "Targets", "absent_nodes", "counted", "empty_shapes", "focus_counts", "targets_of"]

NO_FOCUS = "NO-FOCUS"
MAY_BE_EMPTY = COH + "mayBeEmpty"
SH = PREFIXES["sh"]
TYPE = PREFIXES["rdf"] + "type"
SUBCLASS = PREFIXES["rdfs"] + "subClassOf"
KINDS = {f"<{SH}NodeShape>", f"<{SH}PropertyShape>"}
SHAPING = {SH + name for name in PARAMETERS | TARGETS}
RDFS_CLASS = f"<{PREFIXES['rdfs']}Class>"
CLASSES = {RDFS_CLASS, f"<{PREFIXES['owl']}Class>"}


@dataclass(frozen=True)
class Targets:
    """What one shape declares as its targets (SHACL §2.1.3); terms as N-Triples writes them."""

    shape: str
    classes: frozenset[str]
    nodes: frozenset[str]
    subjects_of: frozenset[str]
    objects_of: frozenset[str]
    may_be_empty: bool


def targets_of(shapes: ShapesGraph) -> list[Targets]:
    """The shapes that have targets and are not deactivated, sorted by name."""
    found, implicit = [], _implicit(shapes)
    for shape in sorted({str(triple.subject) for triple in shapes.triples}):
        classes, nodes, subjects_of, objects_of = (
            _values(shapes, shape, name) for name in ("Class", "Node", "SubjectsOf", "ObjectsOf")
        )
        if shape in implicit:
            classes |= {shape}
        aimed = bool(classes | nodes | subjects_of | objects_of)
        if aimed and not _true(shapes.values(shape, SH + "deactivated")):
            empty = _true(shapes.values(shape, MAY_BE_EMPTY))
            found.append(Targets(shape, classes, nodes, subjects_of, objects_of, empty))
    return found


def _values(shapes: ShapesGraph, shape: str, name: str) -> frozenset[str]:
    return frozenset(str(value) for value in shapes.values(shape, f"{SH}target{name}"))


def _implicit(shapes: ShapesGraph) -> set[str]:
    """The shapes that are classes too, whose members they then target (SHACL §2.1.3.3), with types or without.

    Engines take for a class what is typed so, or by a class directly below rdfs:Class, and so do counts.
    """
    classes = set(CLASSES)
    shaping: set[str] = set()
    for triple in shapes.triples:
        predicate, object_ = triple.predicate.value, str(triple.object)
        if predicate == SUBCLASS and object_ == RDFS_CLASS:
            classes.add(str(triple.subject))
        if predicate in SHAPING or (predicate == TYPE and object_ in KINDS):
            shaping.add(str(triple.subject))
    return {one for one in shaping if classes & set(map(str, shapes.values(one, TYPE)))}


def _true(values: list[Term]) -> bool:
    return any(isinstance(value, ox.Literal) and value.value in ("true", "1") for value in values)


def focus_counts(data: Iterable[ox.Triple], shapes: ShapesGraph) -> dict[str, int]:
    """The number of focus nodes by shape, for each shape with targets."""
    targets = targets_of(shapes)
    members, below, ends = _indexed(data, targets)
    counts = {}
    for target in targets:
        nodes = set(target.nodes)
        for wanted in target.classes:
            for one in _closure(wanted, below):
                nodes |= members.get(one, set())
        for name in target.subjects_of:
            nodes |= ends.get((name, False), set())
        for name in target.objects_of:
            nodes |= ends.get((name, True), set())
        counts[target.shape] = len(nodes)
    return counts


Ends = dict[tuple[str, bool], set[str]]


def _indexed(
    data: Iterable[ox.Triple], targets: list[Targets]
) -> tuple[dict[str, set[str]], dict[str, set[str]], Ends]:
    """Instances by class, classes by super-class, and subjects and objects of the predicates that targets name."""
    named = {name[1:-1] for target in targets for name in target.subjects_of | target.objects_of}
    members: dict[str, set[str]] = defaultdict(set)
    below: dict[str, set[str]] = defaultdict(set)
    ends: Ends = defaultdict(set)
    for triple in data:
        predicate = triple.predicate.value
        if predicate == TYPE:
            members[str(triple.object)].add(str(triple.subject))
        elif predicate == SUBCLASS:
            below[str(triple.object)].add(str(triple.subject))
        if predicate in named:
            ends[f"<{predicate}>", False].add(str(triple.subject))
            ends[f"<{predicate}>", True].add(str(triple.object))
    return members, below, ends


def _closure(wanted: str, below: dict[str, set[str]]) -> set[str]:
    found, new = {wanted}, {wanted}
    while new:
        new = {one for each in new for one in below.get(each, ())} - found
        found |= new
    return found


def empty_shapes(
    counts: dict[str, int], shapes: ShapesGraph, allowed: Collection[str], known: Collection[str]
) -> list[CheckResult]:
    """A result for each shape that met no node and is not declared to be one that may.

    ``allowed`` are codes, IRIs or short names of shapes, or "all". Where all that a shape aims at is among the
    ``known`` words of an ontology, there just are none of these things, which is a warning; else the shape may well
    be aimed at nothing.
    """
    by_shape = {target.shape: target for target in targets_of(shapes)}
    found = []
    for shape, count in counts.items():
        if not count and not _is_allowed(by_shape[shape], shapes, allowed):
            found.append(_empty(by_shape[shape], shapes.code(shape), known, shapes))
    return found


def _empty(target: Targets, code: str, known: Collection[str], shapes: ShapesGraph) -> CheckResult:
    wanted = [one.strip("<>") for one in sorted(target.classes | target.subjects_of | target.objects_of)]
    said, unknown = ", ".join(map(compact, wanted)), [one for one in wanted if one not in known]
    offered = compact(next(filter(None, (closest_iri(one, known) for one in unknown)), ""))
    return CheckResult(
        severity="Violation" if unknown or not wanted else "Warning",
        code=NO_FOCUS,
        stage="vacuity",
        message=Text(
            f"La forme {code} ne rencontre aucun nœud ({said}) : elle n'a rien vérifié.",
            f"The shape {code} meets no node ({said}): it has checked nothing.",
        ),
        focus=target.shape,
        shape=shapes.nearest(target.shape),
        remedy=_remedy(offered, code),
        anchor=shapes.nearest(target.shape),
    )


def _remedy(offered: str, code: str) -> Remedy:
    """What is close to the target, where something is, and what else may be done about it."""
    words = Text(
        (f"Vouliez-vous dire {offered} ? " if offered else "")
        + f"Corriger la cible, donner les données qui manquent, ou admettre le vide : --may-be-empty {code}",
        (f"Did you mean {offered}? " if offered else "")
        + f"Correct the target, give the data that are missing, or admit the void: --may-be-empty {code}",
    )
    return Remedy(words, "coh:mayBeEmpty true ;")


def absent_nodes(
    data: Iterable[ox.Triple], shapes: ShapesGraph, results: Iterable[ValidationResult], allowed: Collection[str]
) -> list[tuple[CheckResult, ox.Triple]]:
    """A result for each IRI that a shape names as a target and the data do not, with the statement that names it.

    Engines validate it all the same; where they found nothing, that may be because there is nothing. ``results`` are
    what they found.
    """
    told = {result.focus for result in results}
    wanted: dict[object, list[Targets]] = defaultdict(list)
    for target in targets_of(shapes):
        for node in target.nodes:
            if node.startswith("<") and node not in told and not _is_allowed(target, shapes, allowed):
                wanted[ox.NamedNode(node[1:-1])].append(target)
    named: set[str] = set()
    for triple in data if wanted else ():
        for term in (triple.subject, triple.object):
            wanted.pop(term, None)
            if isinstance(term, ox.NamedNode):
                named.add(term.value)
    return [
        (_absent(node, target, shapes, named), ox.Triple(_as_term(target.shape), ox.NamedNode(SH + "targetNode"), node))
        for node, targets in wanted.items()
        for target in targets
        if isinstance(node, ox.NamedNode)
    ]


def _as_term(shape: str) -> ox.NamedNode | ox.BlankNode:
    return ox.NamedNode(shape[1:-1]) if shape.startswith("<") else ox.BlankNode(shape[2:])


def _absent(node: ox.NamedNode, target: Targets, shapes: ShapesGraph, named: Collection[str]) -> CheckResult:
    code, said = shapes.code(target.shape), compact(node.value)
    offered = compact(closest_iri(node.value, named))
    return CheckResult(
        severity="Warning",
        code=NO_FOCUS,
        stage="vacuity",
        message=Text(
            f"Les données ne parlent pas de {said}, que vise la forme {code} : elle n'y a rien trouvé à vérifier.",
            f"The data do not speak of {said}, at which the shape {code} aims: it found nothing there to check.",
        ),
        focus=target.shape,
        value=str(node),
        shape=shapes.nearest(target.shape),
        remedy=_remedy(offered, code),
        anchor=shapes.nearest(target.shape),
    )


def _is_allowed(target: Targets, shapes: ShapesGraph, allowed: Collection[str]) -> bool:
    """Whether a shape may meet no node."""
    shape = target.shape.strip("<>")
    return target.may_be_empty or bool({"all", shapes.code(target.shape), shape, compact(shape)} & set(allowed))


def counted(counts: dict[str, int], shapes: ShapesGraph, results: Iterable[CheckResult]) -> tuple[ShapeCount, ...]:
    """Each shape with its focus nodes and results, for reports."""
    told = Counter(result.rule for result in results)
    nodes: dict[Rule, int] = defaultdict(int)
    for shape, count in sorted(counts.items()):
        nodes[shapes.code(shape), shapes.nearest(shape)] += count
    return tuple(ShapeCount(shape, code, met, told[code, shape]) for (code, shape), met in nodes.items())
