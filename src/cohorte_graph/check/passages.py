"""Extracted statements lead into the report: the passage of a resource, as a line of the source text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.errors import Place
from cohorte_graph.iri import COH, ID, PREFIXES

__all__ = ["Passages"]

OA = PREFIXES["oa"]
_PASSAGE = re.compile(rf"<{re.escape(ID)}passage/([^/]+)/(\d+)-\d+")


class Passages:
    """The passages of what was extracted, from the triples of the report graphs and the texts of their sources.

    The IRI of a passage says its source and offset (ARCHITECTURE, "Names").
    """

    def __init__(self, triples: Iterable[ox.Triple], sources: Mapping[str, Path]) -> None:
        self._triples = list(triples)
        self._sources = sources
        self._texts: dict[str, str] = {}

    def __contains__(self, triple: ox.Triple) -> bool:
        """Whether a statement was extracted."""
        return triple in self._known

    def place(self, node: str, predicate: str = "") -> Place | None:
        """The passage of one property of a node where it has its own, else the node's first, of a section the first
        in it; None for none."""
        if found := _PASSAGE.match(node):
            return self._place(found)
        own = self._first(self._of_property[node, predicate], node) or self._first(self._of_node[node], node)
        return own or self._first(self._of_section[node])

    def _first(self, passages: list[str], node: str = "") -> Place | None:
        """The first of them in reading order: a text cut by a seam may go on before where it began."""
        known = [found for found in map(_PASSAGE.match, passages) if found and found[1] in self._sources]
        order = {slug: number for number, slug in enumerate(self._sources)}
        known.sort(key=lambda found: (order[found[1]], self._numbers.get((node, found.string), 0), int(found[2])))
        return self._place(known[0]) if known else None

    def _place(self, found: re.Match[str]) -> Place | None:
        path = self._sources.get(found[1])
        if path is None:
            return None
        if found[1] not in self._texts:
            self._texts[found[1]] = path.read_bytes().decode()
        return Place.at(path, self._texts[found[1]], int(found[2]))

    @cached_property
    def _known(self) -> set[ox.Triple]:
        return set(self._triples)

    @cached_property
    def _of_node(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for triple in self._triples:
            if triple.predicate.value == COH + "passage":
                found[str(triple.subject)].append(str(triple.object))
        return found

    @cached_property
    def _of_section(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for triple in self._triples:
            if triple.predicate.value == COH + "inSection" and _PASSAGE.match(str(triple.subject)):
                found[str(triple.object)].append(str(triple.subject))
        return found

    @cached_property
    def _annotations(self) -> list[dict[str, str]]:
        """What says which sentence states what: body, target and property, and the number of a piece."""
        parts: dict[str, dict[str, str]] = defaultdict(dict)
        wanted = {OA + "hasBody", OA + "hasTarget", COH + "property"}
        for triple in self._triples:
            if triple.predicate.value in wanted | {COH + "number"}:
                parts[str(triple.subject)][triple.predicate.value] = str(triple.object)
        return [facts for facts in parts.values() if wanted <= facts.keys()]

    @cached_property
    def _of_property(self) -> dict[tuple[str, str], list[str]]:
        """By (body, property)."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for facts in self._annotations:
            found[facts[OA + "hasBody"], facts[COH + "property"].strip("<>")].append(facts[OA + "hasTarget"])
        return found

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], int]:
        """By (body, passage): which piece it is of a text that a seam cuts."""
        return {
            (facts[OA + "hasBody"], facts[OA + "hasTarget"]): int(facts[COH + "number"].split('"')[1])
            for facts in self._annotations
            if COH + "number" in facts
        }
