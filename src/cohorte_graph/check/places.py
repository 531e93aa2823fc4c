"""Where each result is: in the files checked, in the report it was extracted from, or in the shape that asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pyoxigraph as ox

from cohorte_graph.check.passages import Passages
from cohorte_graph.check.reading import RdfFile
from cohorte_graph.check.result import At, CheckResult
from cohorte_graph.errors import Place
from cohorte_graph.iri import PREFIXES
from cohorte_graph.validate import ValidationResult
from cohorte_graph.validate.paths import parse_path

__all__ = ["Places"]


@dataclass(frozen=True)
class Places:
    """What is needed to find places; ``derived`` are the triples that rules added to those of files and reports."""

    data: Sequence[RdfFile]
    shapes: Sequence[RdfFile]
    passages: Passages | None = None
    derived: frozenset[ox.Triple] = frozenset()

    def placed(self, result: CheckResult, told: ValidationResult) -> CheckResult:
        """A result with its place, what stands there, and whether it is about a derived statement."""
        place, at = self._of(told)
        details = tuple(self.placed(a, b) for a, b in zip(result.details, told.details, strict=True))
        return replace(result, place=place, at=at, derived=self._is_derived(told), details=details)

    def of_statement(self, triple: ox.Triple, *, predicate: bool = False) -> tuple[Place | None, At]:
        """Where a statement of the data or of the shapes stands: at its object, or at its predicate."""
        for file in self._speaking(triple.object if isinstance(triple.object, ox.NamedNode) else triple.predicate):
            located = file.located
            if located and triple in located.objects:
                return (located.predicate(triple) if predicate else located.at(triple)), "value"
            if located is None and triple in file.stated:
                return Place(file.path), "file"
        return None, ""

    def of_shape(self, shape: str) -> tuple[Place | None, At]:
        """Where a shape is described; ``shape`` as N-Triples writes it."""
        for file in self.shapes:
            if file.located and (place := file.located.subject(shape)):
                return place, "shape"
            if shape in file.subjects and file.located is None:
                return Place(file.path), "file"
        return None, ""

    def _of(self, result: ValidationResult) -> tuple[Place | None, At]:
        steps: tuple[Callable[[ValidationResult], tuple[Place | None, At]], ...] = (
            self._extracted,
            self._stated,
            self._passage,
            self._file,
            self._named,
            self._asked_for,
        )
        for step in steps:
            place, at = step(result)
            if place:
                return place, at
        return None, ""

    def _extracted(self, result: ValidationResult) -> tuple[Place | None, At]:
        """The passage of a value that a report states, of that property where it has one of its own."""
        if self.passages and result.value and (triple := _triple(result)) and triple in self.passages:
            return self.passages.place(result.focus, result.path), "passage"
        return None, ""

    def _stated(self, result: ValidationResult) -> tuple[Place | None, At]:
        """In a file of the data; where one only adds to what a report says of a thing, the report goes first."""
        from cohorte_graph.validate.locate import find

        path = parse_path(result.path)
        far = path is not None and path.kind != "iri"  # the way may lead through what does not name the focus node
        files = [file for file in self._speaking_of(result, far=far) if file in self.data]
        texts = [file.located if far else file.located_naming(result.focus) for file in files]
        found = find(result, [text for text in texts if text])
        if found is None or (found.at == "subject" and self._passage(result)[0]):
            return None, ""
        at: At = "value" if found.at == "value" else "statement" if found.at == "statement" else "class"
        return found.place, "subject" if found.at == "subject" else at

    def _passage(self, result: ValidationResult) -> tuple[Place | None, At]:
        return (self.passages.place(result.focus, result.path) if self.passages else None), "passage"

    def _file(self, result: ValidationResult) -> tuple[Place | None, At]:
        """The file, where it is of a format that tells no lines."""
        for file in self.data:
            if result.focus in file.subjects and file.located is None:
                return Place(file.path), "file"
        return None, ""

    def _named(self, result: ValidationResult) -> tuple[Place | None, At]:
        """Where a node that nothing describes is the value of another."""
        for file in self._speaking_of(result, far=False):
            if file not in self.data:
                continue
            if file.located and (triple := next(file.located.towards(result.focus), None)):
                return file.located.at(triple), "value"
            if result.focus in file.objects and file.located is None:
                return Place(file.path), "file"
        return None, ""

    def _asked_for(self, result: ValidationResult) -> tuple[Place | None, At]:
        """The shape that asks for what is absent; one without a name where it names what it asks for."""
        if result.shape:
            return self.of_shape(f"<{result.shape}>")
        for file in self.shapes:
            for triple in file.located.towards(result.focus) if file.located else ():
                if triple.predicate.value == PREFIXES["sh"] + "targetNode" and file.located:
                    return file.located.at(triple), "shape"
        return None, ""

    def _speaking_of(self, result: ValidationResult, *, far: bool) -> Iterable[RdfFile]:
        return self._speaking(ox.NamedNode(result.focus[1:-1]) if result.focus.startswith("<") and not far else None)

    def _speaking(self, term: ox.NamedNode | None) -> list[RdfFile]:
        """The files that may name a term, told by the end of its IRI; reading places takes long, so few are read, and
        those that have been read already are not searched for it.

        Characters that a name may hold in another writing are no reason to leave a file out, nor are the words that
        Turtle writes as ``a`` and ``( … )``.
        """
        sugar = term is None or term.value.startswith(PREFIXES["rdf"])
        tail = "" if sugar or term is None else re.split(r"[/#:]", term.value)[-1]
        sure = bool(re.fullmatch(r"[A-Za-z0-9_-]+", tail))
        return [
            file
            for file in self._files
            if not sure or file.is_located or tail in file.text or file.writes_names_otherwise
        ]

    @cached_property
    def _files(self) -> list[RdfFile]:
        return [*self.data, *self.shapes]

    def _is_derived(self, result: ValidationResult) -> bool:
        triple = _triple(result)
        return triple is not None and triple in self.derived


def _triple(result: ValidationResult) -> ox.Triple | None:
    """The one statement that a result is about, where its path is a predicate and it has a value."""
    path = parse_path(result.path)
    if not result.value or path is None or path.kind != "iri" or not result.focus.startswith(("<", "_:")):
        return None
    quads = ox.parse(
        f"{result.focus} <{path.iri}> {result.value} .", format=ox.RdfFormat.N_TRIPLES, rename_blank_nodes=False
    )
    return next(ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
