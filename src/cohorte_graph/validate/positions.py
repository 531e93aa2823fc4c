"""Where each triple of a Turtle or TriG text stands: offsets noted while rdflib's own parser reads it.

No parser tells places, so the parser is followed as it goes: each subject, each predicate and each object is noted
where it begins, under the very triple it makes. Reading so costs about half as much again, and is done only after
a failure.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.plugins.parsers.notation3 import RDFSink, SinkParser
from rdflib.plugins.parsers.trig import TrigSinkParser

from cohorte_graph.errors import Place
from cohorte_graph.iri import PREFIXES
from cohorte_graph.validate.results import Term

__all__ = ["Located", "Text", "read_located"]

RDF = PREFIXES["rdf"]
TYPE = RDF + "type"
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
FRAMES = 20_000
_VERSION = re.compile(r"""^[ \t]*@?version[ \t]+("[^"\n]*"|'[^'\n]*')[ \t]*\.?""", re.IGNORECASE | re.MULTILINE)
"""What Turtle 1.2 may declare, and rdflib does not know."""
NUMBERS = {int: "integer", bool: "boolean", Decimal: "decimal"}


@dataclass(frozen=True)
class Text:
    """A file's text as decoded; columns count code points, and only a line feed ends a line, as in editors.

    ``numbers`` are those of the lines in the file where the text is only some of them.
    """

    path: Path
    text: str
    numbers: tuple[int, ...] = ()

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(n + 1 for n, character in enumerate(self.text) if character == "\n")]

    def place(self, offset: int) -> Place:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._lines, offset)
        number = self.numbers[line - 1] if self.numbers else line
        return Place(self.path, number, offset - self._lines[line - 1] + 1)


@dataclass
class Located:
    """What one text states, and where: each triple's object and predicate, each subject's first mention."""

    text: Text
    objects: dict[ox.Triple, int] = field(default_factory=dict)
    predicates: dict[ox.Triple, int] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    triples: list[ox.Triple] = field(default_factory=list)

    def at(self, triple: ox.Triple) -> Place:
        """Where the object of a triple stands; KeyError for a triple that the text does not state."""
        return self.text.place(self.objects[triple])

    def predicate(self, triple: ox.Triple) -> Place:
        """Where the predicate of a triple stands; KeyError for a triple that the text does not state."""
        return self.text.place(self.predicates.get(triple, self.objects[triple]))

    def subject(self, node: str) -> Place | None:
        """The class that is given to a subject, else its first mention as a subject; None where it is none."""
        if node not in self.subjects:
            return None
        typed = [self.objects[t] for t in self.about(node) if t.predicate.value == TYPE]
        return self.text.place(min(typed, default=self.subjects[node]))

    def about(self, node: str) -> Iterator[ox.Triple]:
        """The placed triples with a subject, a term as N-Triples writes it."""
        yield from self._by_subject.get(node, ())

    def towards(self, node: str) -> Iterator[ox.Triple]:
        """The placed triples with an object."""
        yield from self._by_object.get(node, ())

    @cached_property
    def _by_subject(self) -> dict[str, list[ox.Triple]]:
        return _grouped((str(triple.subject), triple) for triple in self.objects)

    @cached_property
    def _by_object(self) -> dict[str, list[ox.Triple]]:
        return _grouped((str(triple.object), triple) for triple in self.objects)


def _grouped(pairs: Iterator[tuple[str, ox.Triple]]) -> dict[str, list[ox.Triple]]:
    found: dict[str, list[ox.Triple]] = defaultdict(list)
    for key, triple in pairs:
        found[key].append(triple)
    return found


def read_located(
    path: Path, text: str, base: str, *, trig: bool = False, blank: str = "b", numbers: tuple[int, ...] = ()
) -> Located:
    """The triples of a text with their places; blank nodes are named ``blank`` and a number, as they come.

    ``numbers`` are the numbers of the text's lines in the file, where it is not the whole of it.

    Raises rdflib's BadSyntax, or RecursionError, where it cannot follow; callers have parsed the text before.
    """
    mark = len(text) - len(text.removeprefix("\ufeff"))
    sink = _Sink(Located(Text(path, text, numbers)), mark, blank)
    parser = (_TrigParser if trig else _Follower)(sink, base)
    sink.parser = parser
    with _deep_nesting():
        parser.loadBuf(_VERSION.sub(lambda found: " " * len(found[0]), text[mark:]))
    return sink.located


@contextmanager
def _deep_nesting() -> Iterator[None]:
    """rdflib's parser calls itself some ten times for each bracket in a bracket."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


class _Sink(RDFSink):
    """Notes what the parser states, with the offsets that the parser says subject, predicate and object have."""

    parser: _Follower

    def __init__(self, located: Located, shift: int, blank: str) -> None:
        super().__init__(Graph())
        self.located = located
        self.shift = shift
        self._blank = blank
        self._terms: dict[Any, Term] = {}
        self._blank_nodes: dict[BNode, Term] = {}

    def newLiteral(self, s: str, dt: Any, lang: str | None) -> Literal:  # noqa: N802 (rdflib's name)
        """In the words of the text: rdflib would write ``01`` as ``1``."""
        return Literal(s, lang=lang) if lang else Literal(s, datatype=dt, normalize=False)

    def newList(self, n: list[Any], f: Any) -> Any:  # noqa: N802
        """A list whose members have the places they are read at."""
        self.parser.begin_list(n)
        return super().newList(n, f)

    def makeStatement(self, quadruple: Any, why: Any = None) -> None:  # noqa: N802
        _, predicate, subject, object_ = quadruple
        triple = ox.Triple(*(self.term(one) for one in (subject, predicate, object_)))  # type: ignore[arg-type]
        self.located.triples.append(triple)
        verb, start = self.parser.offsets_of(quadruple)
        if start is not None:
            self.located.objects.setdefault(triple, start + self.shift)
        if verb is not None:
            self.located.predicates.setdefault(triple, verb + self.shift)

    def note_subject(self, subject: Any, start: int) -> None:
        self.located.subjects.setdefault(str(self.term(subject)), start + self.shift)

    def term(self, given: Any) -> Term:
        """A term of the parser as the engine's."""
        node = self.normalise(None, given)
        if isinstance(node, Literal):  # equal ones may be written in other words
            return _literal(node)
        if isinstance(node, BNode):
            name = f"{self._blank}{len(self._blank_nodes)}"
            return self._blank_nodes.setdefault(node, ox.BlankNode(name))
        if node not in self._terms:
            self._terms[node] = ox.NamedNode(str(node))
        return self._terms[node]


def _literal(node: Literal) -> ox.Literal:
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))


@cache
def _resolved(reference: str, base: str) -> str:
    (quad,) = ox.parse(f"<a:> <a:> {reference} .", format=ox.RdfFormat.TURTLE, base_iri=base)
    assert isinstance(quad.object, ox.NamedNode)
    return quad.object.value


class _Follower(SinkParser):
    """rdflib's parser, which tells where subjects, predicates and objects begin."""

    def __init__(self, sink: _Sink, base: str) -> None:
        super().__init__(sink, baseURI=base, turtle=True)
        self._sink = sink
        self._verb = 0
        self._pending: list[tuple[Any, int, int]] = []
        self._members: list[tuple[Any, int]] = []
        self._cells: list[tuple[Any, int]] = []

    @property
    def _baseURI(self) -> str | None:  # noqa: N802 (rdflib's name)
        """What relative references are relative to, which never is a part of a document."""
        return self._base

    @_baseURI.setter
    def _baseURI(self, iri: str | None) -> None:  # noqa: N802
        self._base = iri and iri.partition("#")[0]

    def uri_ref2(self, argstr: str, i: int, res: Any) -> int:
        """Relative references as Oxigraph resolves them (RFC 3986, 5.2): rdflib leaves dots in some."""
        start = self.skipSpace(argstr, i)
        end = argstr.find(">", start) if start >= 0 and argstr[start] == "<" else -1
        if end < 0 or ABSOLUTE.match(argstr, start + 1):
            return int(super().uri_ref2(argstr, i, res))
        res.append(URIRef(_resolved(argstr[start : end + 1], self._base or "")))
        return end + 1

    def statement(self, argstr: str, i: int) -> int:
        self._members.clear()
        start = self.skipSpace(argstr, i)
        found: list[Any] = []
        end = self.object(argstr, i, found)
        if end < 0:
            return end
        self._sink.note_subject(found[0], start)
        after = self.property_list(argstr, end, found[0])
        if after < 0:
            self.BadSyntax(argstr, end, "expected propertylist")
        return after

    def node(self, argstr: str, i: int, res: Any, subjectAlready: Any = None) -> int:  # noqa: N803
        start = self.skipSpace(argstr, i)
        end = super().node(argstr, i, res, subjectAlready)
        if end >= 0 and start >= 0 and argstr[start] == "[":
            self._sink.note_subject(res[-1], start)
        return end

    def nodeOrLiteral(self, argstr: str, i: int, res: Any) -> int:  # noqa: N802
        """Numbers and truths in the words of the text."""
        start = self.skipSpace(argstr, i)
        end: int = super().nodeOrLiteral(argstr, i, res)
        if end >= 0 and not isinstance(res[-1], URIRef | BNode | Literal | tuple):
            kind = NUMBERS.get(type(res[-1]), "double")
            res[-1] = Literal(argstr[start:end], datatype=URIRef(PREFIXES["xsd"] + kind), normalize=False)
        return end

    def item(self, argstr: str, i: int, res: Any) -> int:
        """A member of a list, perhaps; what was read inside it is no longer of interest."""
        start, depth = self.skipSpace(argstr, i), len(self._members)
        end: int = super().item(argstr, i, res)
        del self._members[depth:]
        if end >= 0:
            self._members.append((res[-1], start))
        return end

    def begin_list(self, members: list[Any]) -> None:
        """The statements of a list's cells come next."""
        known = self._members[-len(members) :] if members else []
        self._cells = [one for one, member in zip(known, members, strict=False) if one[0] is member]

    def verb(self, argstr: str, i: int, res: Any) -> int:
        start = self.skipSpace(argstr, i)
        end: int = super().verb(argstr, i, res)
        self._verb = start
        return end

    def objectList(self, argstr: str, i: int, res: Any) -> int:  # noqa: N802
        """The objects, each with where it begins, which the statements made of them next then note."""
        verb, starts = self._verb, list[int]()
        end = self._objects(argstr, i, res, starts)
        self._pending = [(term, verb, start) for term, start in zip(res, starts, strict=True)]
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

    def offsets_of(self, quadruple: Any) -> tuple[int | None, int | None]:
        """Where predicate and object of the statement that is being made begin.

        Statements of an object list come in its order, right after it; those of a list's cells come in its order
        too, the rests between them without a place.
        """
        _, _, subject, object_ = quadruple
        if self._cells and self._cells[0][0] is object_:
            return None, self._cells.pop(0)[1]
        if self._pending and any(self._pending[0][0] is term for term in (subject, object_)):
            _, verb, start = self._pending.pop(0)
            return verb, start
        return None, None


class _TrigParser(_Follower, TrigSinkParser):
    pass
