"""A shapes graph as the lint reads it: its statements by subject and by object, and which nodes are shapes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from cohorte_graph.check.lint.lists import read_list
from cohorte_graph.check.lint.remark import VIOLATION, Fault, Remark
from cohorte_graph.check.lint.terms import LIST_TAKING, PARAMETERS, SH, SHAPE_EXPECTING, TARGETS
from cohorte_graph.check.result import Remedy, Text
from cohorte_graph.iri import PREFIXES

__all__ = ["Node", "Statements", "is_resource"]

Node = ox.NamedNode | ox.BlankNode
TYPE = PREFIXES["rdf"] + "type"
SUBCLASS = PREFIXES["rdfs"] + "subClassOf"
CLASSES = (PREFIXES["rdfs"] + "Class", PREFIXES["owl"] + "Class")


def is_resource(term: object) -> bool:
    """Whether a term is an IRI or a blank node."""
    return isinstance(term, ox.NamedNode | ox.BlankNode)


class Statements:
    """The statements in the order in which they come, each once."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples = [t for t in dict.fromkeys(triples) if is_resource(t.subject)]
        self._about: dict[object, list[ox.Triple]] = defaultdict(list)
        self._towards: dict[object, list[ox.Triple]] = defaultdict(list)
        self._by_predicate: dict[str, list[ox.Triple]] = defaultdict(list)
        for triple in self.triples:
            self._about[triple.subject].append(triple)
            self._by_predicate[triple.predicate.value].append(triple)
            if is_resource(triple.object):
                self._towards[triple.object].append(triple)

    def about(self, node: object, predicate: str = "") -> list[ox.Triple]:
        """What is stated of a node, with one predicate (full IRI) where one is given."""
        found = self._about.get(node, [])
        return [t for t in found if t.predicate.value == predicate] if predicate else found

    def shacl(self, node: object, *names: str) -> list[ox.Triple]:
        """What is stated of a node with some SHACL properties, named without prefix."""
        wanted = {SH + name for name in names}
        return [triple for triple in self._about.get(node, ()) if triple.predicate.value in wanted]

    def towards(self, node: object, *names: str) -> list[ox.Triple]:
        """The statements that lead to a node, by some SHACL properties where they are named."""
        wanted = {SH + name for name in names}
        return [t for t in self._towards.get(node, ()) if not names or t.predicate.value in wanted]

    def all(self, *names: str) -> list[ox.Triple]:
        """Every statement with some SHACL properties."""
        return [triple for name in names for triple in self._by_predicate.get(SH + name, ())]

    def stated(self, predicate: str) -> list[ox.Triple]:
        """Every statement with a predicate (full IRI)."""
        return self._by_predicate.get(predicate, [])

    def types(self, node: object) -> set[str]:
        """The full IRIs of a node's classes."""
        return {t.object.value for t in self.about(node, TYPE) if isinstance(t.object, ox.NamedNode)}

    def members(self, head: ox.Triple) -> tuple[list[ox.Triple], Fault | None]:
        """The ``rdf:first`` statements of the list that a statement leads to, and what is wrong with the list."""
        return read_list(self.about, head)

    @cached_property
    def references(self) -> list[tuple[Node, Node, ox.Triple]]:
        """(shape, shape it refers to, statement that names the other): SHACL §2.1, "refers to"."""
        found = []
        for triple in self.all(*sorted(SHAPE_EXPECTING)):
            if isinstance(triple.object, ox.NamedNode | ox.BlankNode):
                found.append((_node(triple), triple.object, triple))
        for triple in self.all(*sorted(LIST_TAKING)):
            for member in self.members(triple)[0]:
                if isinstance(member.object, ox.NamedNode | ox.BlankNode):
                    found.append((_node(triple), member.object, member))
        return found

    @cached_property
    def shapes(self) -> dict[Node, None]:
        """The shapes in their order: typed, with a target or a parameter, or referred to by a shape (SHACL §2.1)."""
        marks = {SH + name for name in PARAMETERS | TARGETS}
        kinds = {SH + "NodeShape", SH + "PropertyShape"}
        found = {
            _node(triple): None
            for triple in self.triples
            if triple.predicate.value in marks
            or (
                triple.predicate.value == TYPE
                and isinstance(triple.object, ox.NamedNode)
                and triple.object.value in kinds
            )
        }
        referred = {target: None for _, target, _ in self.references if self.about(target)}
        return {node: None for node in found | referred if node not in self.parameters}

    @cached_property
    def parameters(self) -> dict[Node, None]:
        """Parameters of constraint components (SHACL §6.2): property shapes by definition, but nobody's rules."""
        declared = {t.object: None for t in self.all("parameter") if isinstance(t.object, ox.NamedNode | ox.BlankNode)}
        typed = {_node(t): None for t in self.stated(TYPE) if t.object == ox.NamedNode(SH + "Parameter")}
        return declared | typed

    def is_property_shape(self, shape: object) -> bool:
        """Whether a shape has a path, or is declared or used as one that has (SHACL §2.3)."""
        typed = SH + "PropertyShape" in self.types(shape)
        return typed or bool(self.shacl(shape, "path")) or bool(self.towards(shape, "property"))

    def is_implicit_class(self, shape: Node) -> bool:
        """Whether a shape is a class too, whose members it then targets (SHACL §2.1.3.3)."""
        return bool(self.types(shape) & self._classes)

    def is_unseen_class(self, shape: object) -> bool:
        """Whether a shape has that target by a longer chain of sub-classes than engines follow, and no other."""
        if not isinstance(shape, ox.NamedNode) or shape not in self.shapes or self.shacl(shape, *sorted(TARGETS)):
            return False
        seen = {*CLASSES, *(t.subject.value for t in self._below(CLASSES[0]) if isinstance(t.subject, ox.NamedNode))}
        return self.is_implicit_class(shape) and not self.types(shape) & seen

    @cached_property
    def _classes(self) -> set[str]:
        """rdfs:Class, owl:Class, and what these shapes say to be below."""
        found, new = set[str](), set(CLASSES)
        while new:
            found |= new
            new = {str(t.subject)[1:-1] for one in new for t in self._below(one)} - found
        return found

    def _below(self, iri: str) -> list[ox.Triple]:
        return [t for t in self._towards.get(ox.NamedNode(iri), ()) if _is_subclass(t)]

    def entry(self, node: Node) -> ox.Triple:
        """Where a node is met first: for a name its class or first statement, for brackets where they open."""
        opening = self._towards.get(node, [])
        if isinstance(node, ox.BlankNode) and opening:
            return opening[0]
        return [*self.about(node, TYPE), *self.about(node), *opening][0]

    def nearest(self, node: object) -> str:
        """The IRI of a node, or of the nearest node around it that has one; '' where none has."""
        level, seen = [node], {node}
        while level:
            named = sorted(one.value for one in level if isinstance(one, ox.NamedNode))
            if named:
                return named[0]
            level = [t.subject for one in level for t in self._towards.get(one, ()) if t.subject not in seen]
            seen.update(level)
        return ""

    def remark(
        self,
        code: str,
        triple: ox.Triple,
        fr: str,
        en: str,
        *,
        remedy: Remedy | None = None,
        severity: str = VIOLATION,
        fatal: bool = False,
        at_predicate: bool = False,
    ) -> Remark:
        """A remark about a statement of this graph."""
        shape = self.nearest(triple.subject)
        return Remark(code, severity, triple, shape, Text(fr, en), remedy, fatal, at_predicate)

    def of_fault(self, code: str, fault: Fault) -> Remark:
        """A fault of a list or a path as a remark."""
        return self.remark(code, fault.triple, fault.fr, fault.en, fatal=fault.fatal)

    def __iter__(self) -> Iterator[ox.Triple]:
        return iter(self.triples)


def _is_subclass(triple: ox.Triple) -> bool:
    return triple.predicate.value == SUBCLASS and isinstance(triple.subject, ox.NamedNode)


def _node(triple: ox.Triple) -> Node:
    subject = triple.subject
    assert isinstance(subject, ox.NamedNode | ox.BlankNode), "Statements keeps no other subjects"
    return subject
