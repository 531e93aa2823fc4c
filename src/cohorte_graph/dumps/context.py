"""The project's JSON-LD context, read the way back: from IRIs and values to the names that stand for them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from cohorte_graph.errors import InputError, Place, RunError
from cohorte_graph.iri import PREFIXES

__all__ = ["CONTEXT_FILE", "Context", "read_context"]

CONTEXT_FILE = "context.jsonld"
LANGUAGE, LINK, ANY = "@language", "@id", ""


@dataclass(frozen=True)
class Context:
    """``definitions`` are what the context says, in its order; none of them makes names stay IRIs."""

    definitions: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The namespaces by their prefix."""
        found = {
            name: one["@id"] for name, one in self.definitions.items() if isinstance(one, dict) and "@prefix" in one
        }
        return found or dict(PREFIXES)

    def term(self, iri: str, kind: str) -> str | None:
        """The term for a property and a kind of value: LANGUAGE, LINK, the IRI of a datatype, or ANY."""
        return self._terms.get((iri, kind))

    def compact(self, iri: str) -> str:
        """The IRI with a prefix of the context, or whole.

        Raises RunError for one that a reader would take for a prefixed name.
        """
        if (found := self._namespace.match(iri)) and found.end() < len(iri):
            rest = iri[found.end() :]
            if not rest.startswith("//"):
                return f"{self._prefix_of[found.group()]}:{rest}"
        scheme, _, rest = iri.partition(":")
        if scheme in self.definitions and not rest.startswith("//"):
            raise RunError(
                f"the IRI '{iri}' begins like a prefixed name of the JSON-LD context.",
                hint="Choose another format: nt, ttl, nq.",
            )
        return iri

    @cached_property
    def _prefix_of(self) -> dict[str, str]:
        return {namespace: prefix for prefix, namespace in self.prefixes.items()} if self.definitions else {}

    @cached_property
    def _namespace(self) -> re.Pattern[str]:
        longest = sorted(self._prefix_of, key=lambda namespace: -len(namespace))
        return re.compile("|".join(map(re.escape, longest)) or r"(?!)")

    @cached_property
    def _terms(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for name, one in self.definitions.items():
            stated = {"@id": one} if isinstance(one, str) else one
            kind = _kind(stated) if isinstance(stated, dict) and "@id" in stated else None
            if kind is not None:
                kind = self._expand(kind) if ":" in kind else kind
                found.setdefault((self._expand(stated["@id"]), kind), name)
        return found

    def _expand(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local if prefix in self.prefixes and not local.startswith("//") else name


def _kind(stated: dict[str, Any]) -> str | None:
    """What values a term takes; None for prefixes and for forms that are not written here."""
    rest = {key: value for key, value in stated.items() if key != "@id"}
    if rest == {"@container": "@language"}:
        return LANGUAGE
    if set(rest) == {"@type"}:
        return LINK if rest["@type"] == "@id" else (None if rest["@type"].startswith("@") else str(rest["@type"]))
    return None if rest else ANY


def read_context(folder: Path | None) -> Context:
    """The context beside an ontology; an empty one where there is none. Raises InputError for a damaged one."""
    path = folder / CONTEXT_FILE if folder else None
    if path is None or not path.is_file():
        return Context()
    try:
        return Context(dict(json.loads(path.read_text("utf-8"))["@context"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("is no JSON-LD context that can be read.", place=Place(path), hint="Mend the file.") from error
