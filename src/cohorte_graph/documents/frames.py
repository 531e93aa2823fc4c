"""Frames: which resources a document takes in, told by JSON-LD frames in ``ontology/frames/``, one file a class.

A key that a frame names is followed, and what it leads to is told in full, as its nested frame has it; a key of the
frame's own context with ``@reverse`` is followed against its direction, to resources of the ``@type`` it names. All
other links are told with the label and class of what they point at. What is followed is a list, be it one or several:
whoever reads a document need not ask which. A class without a file has that of
``resource.jsonld``; an ontology without frames follows none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cohorte_graph.documents.context import Context, read_json
from cohorte_graph.errors import InputError, Place

__all__ = ["Frame", "read_frame"]

FALLBACK = "resource"


@dataclass(frozen=True)
class Frame:
    """``forward`` are frames by property, ``reverse`` by property against its direction; ``classes`` limit the latter.

    ``names`` are the keys of the reverse properties, ``context`` that of the documents made by it.
    """

    context: Context
    forward: Mapping[str, Frame] = field(default_factory=dict)
    reverse: Mapping[str, Frame] = field(default_factory=dict)
    classes: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def followed(self) -> frozenset[str]:
        """The properties that are followed in their direction, at any depth."""
        nested = (*self.forward.values(), *self.reverse.values())
        return frozenset(self.forward).union(*(frame.followed for frame in nested))


def read_frame(ontology: Path, context: Context, kind: str) -> Frame:
    """The frame of a kind, or without one that of all; InputError for a key that the context does not know."""
    for name in filter(None, (kind, FALLBACK)):
        path = ontology / "frames" / f"{name}.jsonld"
        if path.is_file():
            content = read_json(path)
            frame = _frame(content, context.extended(_own(content)), path)
            return replace(frame, context=frame.context.with_lists(frame.followed))
    return Frame(context)


def _own(content: dict[str, Any]) -> dict[str, Any]:
    """The keys that a frame's context adds to that of the ontology, which it names first."""
    given = content.get("@context", [])
    return {
        name: term
        for one in (given if isinstance(given, list) else [])
        if isinstance(one, dict)
        for name, term in one.items()
    }


def _frame(content: dict[str, Any], context: Context, path: Path) -> Frame:
    forward, reverse, names = {}, {}, {}
    for key, nested in content.items():
        if key.startswith("@"):
            continue
        if key not in context.terms or not isinstance(nested, dict):
            hint = "A frame nests objects under keys of context.jsonld, or of its own context."
            raise InputError(f"'{key}' is no key of a frame.", place=Place(path), hint=hint)
        term = context.terms[key]
        if "@reverse" in term:
            reverse[term["@reverse"]] = _frame(nested, context, path)
            names[term["@reverse"]] = key
        else:
            forward[term["@id"]] = _frame(nested, context, path)
    types = content.get("@type", [])
    classes = frozenset(context.terms[name]["@id"] for name in ([types] if isinstance(types, str) else types))
    return Frame(context, forward, reverse, classes, names)
