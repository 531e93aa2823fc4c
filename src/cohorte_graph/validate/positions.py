"""Where each triple of a Turtle text stands: offsets noted while rdflib's own parser reads it.

No parser tells places, so the parser is followed as it goes: each subject and each object is noted where it begins,
under the very triple that the graph then holds. Reading so costs about half as much again, and is done only after
a failure.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from rdflib import RDF, Graph
from rdflib.plugins.parsers.notation3 import RDFSink, SinkParser
from rdflib.term import Node

from cohorte_graph.errors import Place

__all__ = ["Located", "Text", "Triple", "read_located"]

Triple = tuple[Node, Node, Node]


@dataclass(frozen=True)
class Text:
    """A file's text as decoded; columns count code points, and only a line feed ends a line, as in editors."""

    path: Path
    text: str

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(n + 1 for n, character in enumerate(self.text) if character == "\n")]

    def place(self, offset: int) -> Place:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._lines, offset)
        return Place(self.path, line, offset - self._lines[line - 1] + 1)


@dataclass
class Located:
    """What one text states, and where: each triple's objects, each subject's first mention."""

    text: Text
    objects: dict[Triple, int] = field(default_factory=dict)
    subjects: dict[Node, int] = field(default_factory=dict)

    def at(self, triple: Triple) -> Place:
        """Where the object of a triple stands; KeyError for a triple that the text does not state."""
        return self.text.place(self.objects[triple])

    def subject(self, node: Node) -> Place | None:
        """The class that is given to a subject, else its first mention as a subject; None where it is none."""
        if node not in self.subjects:
            return None
        typed = [offset for (s, p, _), offset in self.objects.items() if s == node and p == RDF.type]
        return self.text.place(min(typed, default=self.subjects[node]))


def read_located(path: Path, text: str, graph: Graph, base: str) -> Located:
    """The triples of a Turtle text added to ``graph``, with their places; blank nodes are those of the graph.

    Raises rdflib's BadSyntax where the text does not parse; callers have parsed it before.
    """
    located = Located(Text(path, text))
    _Parser(_Sink(graph, located), base).loadBuf(text.removeprefix("\ufeff"))
    return located


class _Sink(RDFSink):
    """Adds triples to the graph, and notes the offset that the parser says the object has."""

    def __init__(self, graph: Graph, located: Located) -> None:
        super().__init__(graph)
        self.located = located
        self.offset: int | None = None

    def makeStatement(self, quadruple: Any, why: Any = None) -> None:  # noqa: N802 (rdflib's name)
        formula, predicate, subject, object_ = quadruple
        super().makeStatement(quadruple, why)
        if self.offset is not None:
            stored = [self.normalise(formula, term) for term in (subject, predicate, object_)]
            self.located.objects.setdefault((stored[0], stored[1], stored[2]), self.offset)


class _Parser(SinkParser):
    """rdflib's parser, which tells where subjects and objects begin."""

    def __init__(self, sink: _Sink, base: str) -> None:
        super().__init__(sink, baseURI=base, turtle=True)
        self._sink = sink
        self._pending: list[tuple[Any, int]] = []

    def statement(self, argstr: str, i: int) -> int:
        start = self.skipSpace(argstr, i)
        found: list[Any] = []
        end = self.object(argstr, i, found)
        if end < 0:
            return end
        self._note(found[0], start)
        after = self.property_list(argstr, end, found[0])
        if after < 0:
            self.BadSyntax(argstr, end, "expected propertylist")
        return after

    def _note(self, subject: Any, start: int) -> None:
        node = self._sink.normalise(None, subject)
        self._sink.located.subjects.setdefault(node, start)

    def node(self, argstr: str, i: int, res: Any, subjectAlready: Any = None) -> int:  # noqa: N803
        start = self.skipSpace(argstr, i)
        end = super().node(argstr, i, res, subjectAlready)
        if end >= 0 and start >= 0 and argstr[start] == "[":
            self._note(res[-1], start)
        return end

    def objectList(self, argstr: str, i: int, res: Any) -> int:  # noqa: N802
        """The objects, each with where it begins, which the statements made of them next then note."""
        starts: list[int] = []
        end = self._objects(argstr, i, res, starts)
        self._pending = list(zip(res, starts, strict=True))
        return end

    def _objects(self, argstr: str, i: int, res: Any, starts: list[int]) -> int:
        starts.append(self.skipSpace(argstr, i))
        end = self.object(argstr, i, res)
        while end >= 0:
            after = self.skipSpace(argstr, end)
            if after < 0:
                self.BadSyntax(argstr, after, "EOF found after object")
            if argstr[after] != ",":
                return after
            starts.append(self.skipSpace(argstr, after + 1))
            end = self.object(argstr, after + 1, res)
        return -1

    def makeStatement(self, quadruple: Any) -> None:  # noqa: N802
        """Statements of an object list come in its order, right after it; those of list cells have no place."""
        self._sink.offset = self._pending.pop(0)[1] if self._is_next(quadruple) else None
        super().makeStatement(quadruple)
        self._sink.offset = None

    def _is_next(self, quadruple: Any) -> bool:
        return bool(self._pending) and any(self._pending[0][0] is term for term in quadruple[2:])
