"""A shapes graph as both engines' results are read by it: nearest named shape, code, messages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as ox

from cohorte_graph.iri import COH, PREFIXES
from cohorte_graph.validate.results import SEVERITIES, Term

__all__ = ["ShapesGraph"]

SH = PREFIXES["sh"]
CODE = COH + "code"
_PLACE = re.compile(r"\{[?$]\w+\}")


class ShapesGraph:
    """The triples of shapes, by subject and by object; terms are as N-Triples writes them."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples = _with_imported_prefixes(list(triples))
        self._about: dict[str, list[tuple[str, Term]]] = defaultdict(list)
        self._above: dict[str, list[str]] = defaultdict(list)
        for triple in self.triples:
            self._about[str(triple.subject)].append((triple.predicate.value, triple.object))
            if isinstance(triple.object, ox.BlankNode):
                self._above[str(triple.object)].append(str(triple.subject))

    def values(self, shape: str, predicate: str) -> list[Term]:
        """The values of one property of a shape."""
        return [value for name, value in self._about[shape] if name == predicate]

    def nearest(self, shape: str) -> str:
        """The IRI of a shape, or of the nearest one around it that has one; '' where none has."""
        level, seen = [shape], {shape}
        while level:
            named = sorted(one for one in level if one.startswith("<"))
            if named:
                return named[0][1:-1]
            above = {parent for one in level for parent in self._above[one]} - seen
            seen |= above
            level = sorted(above)
        return ""

    def code(self, shape: str) -> str:
        """coh:code of the shape, else of the nearest named one, else that one's local name."""
        nearest = self.nearest(shape)
        for one in (shape, f"<{nearest}>"):
            for value in self.values(one, CODE):
                if isinstance(value, ox.Literal):
                    return value.value
        return nearest.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] or "SHAPE"

    def component(self, told: str, shape: str) -> str:
        """A constraint component as results name it: MinCount … for one of SHACL's own, else its IRI.

        ``told`` is its IRI or, which an engine may leave it at, the last part of it: of several that end alike it is
        the one whose parameters the shape has.
        """
        alike = self._components.get(told, [])
        meant = [iri for iri in alike if self._is_used(iri, shape)] or alike or [told]
        own = meant[0].startswith(SH) or ":" not in meant[0]
        return meant[0].removeprefix(SH).removesuffix("ConstraintComponent") if own else meant[0]

    @cached_property
    def _components(self) -> dict[str, list[str]]:
        """The IRIs of the components that this graph declares, by their last part."""
        found: dict[str, list[str]] = defaultdict(list)
        declared = (t.subject for t in self.triples if t.predicate.value == SH + "parameter")
        for subject in dict.fromkeys(declared):
            if isinstance(subject, ox.NamedNode):
                found[re.split("[#/]", subject.value)[-1]].append(subject.value)
        return found

    def _is_used(self, component: str, shape: str) -> bool:
        parameters = self.values(f"<{component}>", SH + "parameter")
        paths = [str(path)[1:-1] for one in parameters for path in self.values(str(one), SH + "path")]
        return any(self.values(shape, path) for path in paths)

    def messages(
        self, shape: str, component: str = "", constraint: str = "", said: Iterable[str] = ()
    ) -> dict[str, str]:
        """sh:message by language, of the SPARQL constraint or of the component's validator where it has some (SHACL
        §5.3.2, §6.3), else of the shape; {} for none.

        ``said`` are the engine's texts: of several constraints or validators they tell which, and where a message has
        places for variables they are the text that was filled in.
        """
        told = list(said)
        before = []
        if component == "SPARQL":
            before = [constraint, *self._constraints(shape, told)]
        elif ":" in component:
            before = self._saying(self._validators(component), told)
        for one in [*before, shape]:
            if found := self._texts(one):
                return {language: _filled(text, told) for language, text in found.items()}
        return {}

    def _constraints(self, shape: str, said: list[str]) -> list[str]:
        """The SPARQL constraints of a shape whose messages an engine may have said."""
        return self._saying([str(value) for value in self.values(shape, SH + "sparql")], said)

    def _validators(self, component: str) -> list[str]:
        names = ("validator", "nodeValidator", "propertyValidator")
        return [str(value) for name in names for value in self.values(f"<{component}>", SH + name)]

    def _saying(self, nodes: list[str], said: list[str]) -> list[str]:
        """Those of some nodes that may have said what an engine says: the only one, or whose texts are among it."""
        if len(nodes) == 1:
            return nodes
        return [one for one in nodes if any(_filled(text, said) in said for text in self._texts(one).values())]

    def _texts(self, node: str) -> dict[str, str]:
        texts = (value for value in self.values(node, SH + "message") if isinstance(value, ox.Literal))
        return {text.language or "": text.value for text in texts}

    def severity(self, iri: str) -> str:
        """One of SEVERITIES; a severity that SHACL does not know counts as the gravest."""
        name = iri.removeprefix(SH)
        return name if name in SEVERITIES else SEVERITIES[0]


def _filled(message: str, said: list[str]) -> str:
    """A message with its places for variables filled in, which is the text said that it can become."""
    if not _PLACE.search(message):
        return message
    pattern = ".*".join(map(re.escape, _PLACE.split(message)))
    return next((text for text in said if re.fullmatch(pattern, text, re.DOTALL)), message)


def _with_imported_prefixes(triples: list[ox.Triple]) -> list[ox.Triple]:
    """The triples, and what sh:prefixes reaches over owl:imports (SHACL §5.2.1), stated where engines look for it."""
    declared: dict[Term | ox.Triple, list[ox.Triple]] = defaultdict(list)
    imported: dict[Term | ox.Triple, list[Term | ox.Triple]] = defaultdict(list)
    for triple in triples:
        if triple.predicate.value == SH + "declare":
            declared[triple.subject].append(triple)
        elif triple.predicate.value == PREFIXES["owl"] + "imports":
            imported[triple.subject].append(triple.object)
    more: list[ox.Triple] = []
    for start in {t.object for t in triples if t.predicate.value == SH + "prefixes"} if imported else ():
        reached, new = {start}, [start]
        while new:
            new = [one for node in new for one in imported[node] if one not in reached]
            reached.update(new)
        for node in reached - {start}:
            more += [ox.Triple(start, t.predicate, t.object) for t in declared[node]]  # type: ignore[arg-type]
    return [*triples, *sorted(more, key=str)]
