"""A shapes graph as both engines' results are read by it: nearest named shape, code, messages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as ox

from cohorte_graph.iri import COH, PREFIXES
from cohorte_graph.validate.results import SEVERITIES, Term

__all__ = ["ShapesGraph"]

SH = PREFIXES["sh"]
CODE = COH + "code"


class ShapesGraph:
    """The triples of shapes, by subject and by object; terms are as N-Triples writes them."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples = list(triples)
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

    def messages(self, shape: str, constraint: str = "", said: Iterable[str] = ()) -> dict[str, str]:
        """sh:message by language, of the SPARQL constraint where it has some, else of the shape; {} for none.

        ``said`` are the engine's texts: of several SPARQL constraints they tell which, and where a message has places
        for variables they are the text that was filled in.
        """
        told = list(said)
        for one in [constraint, *self._constraints(shape, told), shape] if told else [shape]:
            found = self._texts(one)
            if found and any("{?" in text or "{$" in text for text in found.values()):
                return {"": told[0]} if told else found
            if found:
                return found
        return {}

    def _constraints(self, shape: str, said: list[str]) -> list[str]:
        """The SPARQL constraints of a shape whose messages an engine may have said."""
        found = [str(value) for value in self.values(shape, SH + "sparql")]
        return [one for one in found if len(found) == 1 or set(said) <= set(self._texts(one).values())]

    def _texts(self, node: str) -> dict[str, str]:
        texts = (value for value in self.values(node, SH + "message") if isinstance(value, ox.Literal))
        return {text.language or "": text.value for text in texts}

    def severity(self, iri: str) -> str:
        """One of SEVERITIES; a severity that SHACL does not know counts as the gravest."""
        name = iri.removeprefix(SH)
        return name if name in SEVERITIES else SEVERITIES[0]

    @cached_property
    def blank_nodes(self) -> int:
        return len({str(t) for triple in self.triples for t in (triple.subject, triple.object) if _blank(t)})


def _blank(term: object) -> bool:
    return isinstance(term, ox.BlankNode)
