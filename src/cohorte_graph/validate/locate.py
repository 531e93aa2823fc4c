"""Where Turtle and TriG texts state what a SHACL result is about: the value, else the property, else the subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.errors import Place
from cohorte_graph.iri import BASE
from cohorte_graph.validate.paths import parse_path
from cohorte_graph.validate.positions import TYPE, Located, read_located
from cohorte_graph.validate.results import ValidationResult

__all__ = ["Found", "find", "locate"]

MISSING = ("MinCount", "QualifiedMinCount", "HasValue")
"""Constraints whose results are about what is not there."""

Step = tuple[str, bool]


@dataclass(frozen=True)
class Found:
    """A place, and what stands there: "value", "statement", "class" or "subject"."""

    place: Place
    at: str


def locate(results: Iterable[ValidationResult], paths: Iterable[Path]) -> dict[ValidationResult, Place]:
    """The place of each result that one of the project's Turtle files states something about.

    The files have been parsed before.
    """
    texts = [read_located(path, path.read_bytes().decode(), BASE) for path in paths]
    found = {result: find(result, texts) for result in results}
    return {result: one.place for result, one in found.items() if one}


def find(result: ValidationResult, texts: Sequence[Located]) -> Found | None:
    """The best place that the texts have for a result; None where none of them speaks of its focus node.

    A result with a value points at the value, one about too many values at the last of them, one about a missing
    value at the line that gives the subject its class.
    """
    return _value(result, texts) or _statement(result, texts) or _subject(result, texts)


def _value(result: ValidationResult, texts: Sequence[Located]) -> Found | None:
    """Where the value is stated; without one, or for a focus node that is its own value, there is no such place."""
    if not result.value:
        return None
    steps = _steps(result)
    if steps is None:
        stated = [(text, triple) for text, triple in _direct(result, texts) if str(triple.object) == result.value]
    elif _about_absence(result, steps):
        return None
    elif steps:
        stated = list(_leading(result.focus, steps, result.value, texts))
    elif result.value == result.focus:
        return None
    else:
        stated = [(t, one) for t in texts for one in t.about(result.focus) if str(one.object) == result.value]
    if not stated:
        return None
    text, triple = stated[0]
    return Found(text.predicate(triple) if result.component == "Closed" else text.at(triple), "value")


def _direct(result: ValidationResult, texts: Sequence[Located]) -> Iterator[tuple[Located, ox.Triple]]:
    """The statements about the focus node with any predicate of a path that branches or repeats."""
    path = parse_path(result.path)
    predicates = path.predicates if path else frozenset()
    for text in texts:
        for triple in text.about(result.focus):
            if triple.predicate.value in predicates:
                yield text, triple


def _statement(result: ValidationResult, texts: Sequence[Located]) -> Found | None:
    """The last of the statements that are the first step of the path."""
    steps = _steps(result)
    if not steps or _about_absence(result, steps):
        return None
    stated = [text.at(triple) for text in texts for triple, _ in _over(result.focus, steps[0], text)]
    return Found(max(stated, key=_order), "statement") if stated else None


def _subject(result: ValidationResult, texts: Sequence[Located]) -> Found | None:
    """Where the focus node gets its class, else where it is first a subject, else where a literal is a value."""
    for text in texts:
        if any(triple.predicate.value == TYPE for triple in text.about(result.focus)):
            place = text.subject(result.focus)
            assert place is not None
            return Found(place, "class")
    for text in texts:
        if place := text.subject(result.focus):
            return Found(place, "subject")
    if result.focus.startswith('"'):
        for text in texts:
            for triple in text.towards(result.focus):
                return Found(text.at(triple), "value")
    return None


def _steps(result: ValidationResult) -> list[Step] | None:
    """The steps of the path, none of a node shape's; None where the path branches or repeats."""
    path = parse_path(result.path)
    return [] if path is None else path.steps()


def _about_absence(result: ValidationResult, steps: list[Step]) -> bool:
    """Whether what is there cannot be what is missing."""
    return result.component in MISSING and (len(steps) > 1 or any(back for _, back in steps))


def _over(node: str, step: Step, text: Located) -> Iterator[tuple[ox.Triple, str]]:
    """The triples of a text that a step from a node goes over, with the node it leads to."""
    predicate, back = step
    for triple in text.towards(node) if back else text.about(node):
        if triple.predicate.value == predicate:
            yield triple, str(triple.subject if back else triple.object)


def _leading(node: str, steps: list[Step], value: str, texts: Sequence[Located]) -> Iterator[tuple[Located, ox.Triple]]:
    """The statements by which a path leads to a value: its last step, where the texts state the whole way."""
    for text in texts:
        for triple, reached in _over(node, steps[0], text):
            if len(steps) > 1:
                yield from _leading(reached, steps[1:], value, texts)
            elif reached == value:
                yield text, triple


def _order(place: Place) -> tuple[str, int, int]:
    return str(place.path), place.line or 0, place.column or 0
