"""Where hand-written Turtle states what a SHACL result is about: the value, else the property, else the subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.term import Node

from cohorte_graph.errors import Place
from cohorte_graph.iri import BASE, expand
from cohorte_graph.validate.positions import Located, Triple, read_located
from cohorte_graph.validate.results import ValidationResult

__all__ = ["locate"]

MISSING = ("MinCount", "QualifiedMinCount", "HasValue")
"""Constraints whose results are about what is not there."""


def locate(results: Iterable[ValidationResult], paths: Iterable[Path]) -> dict[ValidationResult, Place]:
    """The place of each result that one of the Turtle files states something about.

    A result with a value points at the value, one about too many values at the last of them, one about a missing
    value at the line that gives the subject its class. The files have been parsed before.
    """
    texts = list(_read(paths))
    found = {}
    for result in results:
        ranked = [rank for text in texts for rank in _candidates(result, text)]
        if ranked:
            found[result] = min(ranked, key=lambda one: one[0])[1]
    return found


def _read(paths: Iterable[Path]) -> Iterator[Located]:
    for path in paths:
        yield read_located(path, path.read_bytes().decode(), Graph(), BASE)


def _candidates(result: ValidationResult, text: Located) -> Iterator[tuple[int, Place]]:
    """The places in one text with how exactly they are meant, 0 the most exactly."""
    focus, steps = URIRef(result.focus), _steps(result.path)
    stated = [triple for triple in text.objects if _meant(triple, focus, steps)]
    if result.component in MISSING and (len(steps) > 1 or steps[0].startswith("^")):
        stated = []  # what is there is not what is missing
    for triple in stated:
        if _reaches(triple, steps, result.value, text):
            yield 0, text.at(triple)
    if stated and steps:
        yield 1, max((text.at(triple) for triple in stated), key=lambda place: (place.line or 0, place.column or 0))
    if subject := text.subject(focus):
        yield 2, subject


def _steps(path: str) -> list[str]:
    """The steps of a path in short form; an IRI alone is one, and what repeats or branches is none."""
    if "://" in path:
        return [path]
    if not path or set(path) & set("*+?|"):
        return []
    return [("^" if step.startswith("^") else "") + expand(step.removeprefix("^")) for step in path.split("/")]


def _meant(triple: Triple, focus: URIRef, steps: list[str]) -> bool:
    """Whether a triple is the first step from the focus node; without a path, any statement about it may be."""
    if not steps:
        return triple[0] == focus
    ends = _ends(triple, steps[0])
    return ends is not None and ends[0] == focus


def _ends(triple: Triple, step: str) -> tuple[Node, Node] | None:
    """From where to where a step leads over a triple; None where it does not."""
    subject, predicate, object_ = triple
    if str(predicate) != step.removeprefix("^"):
        return None
    return (object_, subject) if step.startswith("^") else (subject, object_)


def _reaches(triple: Triple, steps: list[str], value: str, text: Located) -> bool:
    """Whether a triple that is the first step of a path holds the value, or leads on to it."""
    ends = _ends(triple, steps[0]) if steps else (triple[0], triple[2])
    return ends is not None and _leads_to(ends[1], steps[1:], value, text)


def _leads_to(node: Node, steps: list[str], value: str, text: Located) -> bool:
    """Whether the rest of a path leads from a node to a value, as far as the same text tells."""
    if not steps:
        return str(node) == value
    reached = (ends[1] for one in text.objects if (ends := _ends(one, steps[0])) and ends[0] == node)
    return any(_leads_to(one, steps[1:], value, text) for one in reached)
