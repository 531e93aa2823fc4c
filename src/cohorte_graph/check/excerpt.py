"""A shape as a short piece of Turtle: what it asks for, without its code, words and severity."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from cohorte_graph.check.turtle import turtle
from cohorte_graph.iri import BASE, COH, PREFIXES
from cohorte_graph.validate.results import Term

__all__ = ["Excerpts"]

SH = PREFIXES["sh"]
RDF = PREFIXES["rdf"]
NIL = RDF + "nil"
TOLD_ELSEWHERE = {COH + "code", *(SH + name for name in ("message", "severity", "name", "description", "prefixes"))}
TARGETS = tuple(SH + f"target{name}" for name in ("Class", "Node", "SubjectsOf", "ObjectsOf"))
WIDTH = 100


class Excerpts:
    """Excerpts of one shapes graph, and what its shapes apply to."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._about: dict[str, list[ox.Triple]] = defaultdict(list)
        self._towards: dict[str, list[str]] = defaultdict(list)
        for triple in triples:
            self._about[str(triple.subject)].append(triple)
            self._towards[str(triple.object)].append(str(triple.subject))

    def of(self, shape: str) -> str:
        """The Turtle of a shape, named as N-Triples does; parts without a name stand inside."""
        lines = list(self._lines(shape, frozenset([shape])))
        name = "[ ]" if shape.startswith("_:") else _name(ox.NamedNode(shape[1:-1]))
        return "\n    ".join([name, *(line.replace("\n", "\n    ") for line in lines)]) + " ."

    def aims(self, shape: str) -> list[str]:
        """The IRIs a shape is aimed at: by its own targets, else by those of the shapes that lead to it."""
        level, seen = [shape], {shape}
        while level:
            targets = [t.object for one in level for t in self._about[one] if t.predicate.value in TARGETS]
            found = [target.value for target in targets if isinstance(target, ox.NamedNode)]
            if found:
                return list(dict.fromkeys(found))
            level = [above for one in level for above in self._towards[one] if above not in seen]
            seen.update(level)
        return []

    def predicates(self, shape: str) -> list[str]:
        """The properties that the path of a shape goes along."""
        paths = [triple.object for triple in self._about[shape] if triple.predicate.value == SH + "path"]
        return list(dict.fromkeys(self._steps(paths, set())))

    def _steps(self, nodes: Iterable[Term], seen: set[str]) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, ox.NamedNode) and node.value != NIL:
                yield node.value
            elif isinstance(node, ox.BlankNode) and str(node) not in seen:
                seen.add(str(node))
                yield from self._steps([triple.object for triple in self._about[str(node)]], seen)

    def _lines(self, node: str, inside: frozenset[str]) -> Iterator[str]:
        """``predicate values`` for each predicate, with the sign that follows it in all but the last."""
        values: dict[str, list[str]] = {}
        for triple in self._about[node]:
            if triple.predicate.value not in TOLD_ELSEWHERE:
                value = self._value(triple.object, inside, whole=triple.predicate.value == SH + "sparql")
                values.setdefault(triple.predicate.value, []).append(value)
        for number, (predicate, told) in enumerate(values.items(), 1):
            name = "a" if predicate == RDF + "type" else _name(ox.NamedNode(predicate))
            between = " ,\n    " if sum(map(len, told)) > WIDTH else " , "
            yield f"{name} {between.join(told)}" + (" ;" if number < len(values) else "")

    def _value(self, term: Term, inside: frozenset[str], *, whole: bool = False) -> str:
        node = str(term)
        if isinstance(term, ox.Literal) and "\n" in term.value:
            text = textwrap.dedent(term.value).rstrip().replace("\\", "\\\\").replace('"""', '\\"""')
            return f'"""{text}\n"""'
        if not isinstance(term, ox.BlankNode) and not (whole and self._about[node]):
            return _name(term)
        if node in inside:
            return "[ … ]"
        members = self._members(node, inside)
        if members is not None:
            return f"( {' '.join(members)} )"
        return f"[ {' '.join(self._lines(node, inside | {node}))} ]"

    def _members(self, node: str, inside: frozenset[str]) -> list[str] | None:
        """The members of a list, None for what is none."""
        found, seen = [], set(inside)
        while node != f"<{NIL}>":
            firsts, rests = ([t.object for t in self._about[node] if t.predicate.value == RDF + name] for name in
                             ("first", "rest"))  # fmt: skip
            if node in seen or not firsts or not rests:
                return None
            seen.add(node)
            found.append(self._value(firsts[0], inside | seen))
            node = str(rests[0])
        return found


def _name(term: Term) -> str:
    """A term as the project's files write it: short, or relative to their base."""
    if isinstance(term, ox.NamedNode) and term.value.startswith(BASE) and not term.value.startswith(COH):
        return f"<{term.value.removeprefix(BASE)}>"
    return turtle(term)
