"""Property paths (SHACL §2.3.1) as values, written and read as SPARQL writes them (SPARQL 1.1 §9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from cohorte_graph.iri import compact, expand

__all__ = ["Path", "parse_path"]

REPEATS = ("*", "+", "?")


@dataclass(frozen=True)
class Path:
    """``kind`` is "iri" (then ``iri`` is one), "^", "/", "|", "*", "+" or "?" (then ``parts`` are paths)."""

    kind: str
    iri: str = ""
    parts: tuple[Path, ...] = ()

    def __str__(self) -> str:
        """A predicate alone is its full IRI, in angle brackets where it has signs of paths in it; in longer paths
        names are short where they have a known prefix."""
        if self.kind == "iri":
            return self.iri if _is_plain(self.iri) or _NAME.fullmatch(self.iri) else f"<{self.iri}>"
        return self._written()

    def _written(self) -> str:
        if self.kind == "iri":
            name = compact(self.iri)
            return name if _NAME.fullmatch(name) else f"<{self.iri}>"
        if self.kind == "^":
            return "^" + self.parts[0]._grouped()
        if self.kind in REPEATS:
            return self.parts[0]._grouped() + self.kind
        return self.kind.join(part._grouped() if part.kind == "|" else part._written() for part in self.parts)

    def _grouped(self) -> str:
        return self._written() if self.kind == "iri" else f"({self._written()})"

    def steps(self) -> list[tuple[str, bool]] | None:
        """(predicate, whether it is gone backwards) for each step; None where a path branches or repeats."""
        if self.kind == "iri":
            return [(self.iri, False)]
        if self.kind not in ("^", "/"):
            return None
        below = [part.steps() for part in self.parts]
        flat = [step for steps in below if steps is not None for step in steps]
        if None in below:
            return None
        return [(iri, not back) for iri, back in reversed(flat)] if self.kind == "^" else flat

    @property
    def predicates(self) -> frozenset[str]:
        """Every predicate that the path names."""
        return frozenset([self.iri]) if self.kind == "iri" else frozenset().union(*(p.predicates for p in self.parts))


_TOKEN = re.compile(r"<([^<>]*)>|([()^/|*+?])|([^\s()^/|*+?<>]+)")
_NAME = re.compile(r"[^\s()^/|*+?<>]+")


def _is_plain(iri: str) -> bool:
    """Whether a text can only be an IRI."""
    return "://" in iri and not set(iri) & set("<>()^|*+ ")


def parse_path(text: str) -> Path | None:
    """The path that a text writes, None for the empty text; ValueError where it writes none."""
    if not text:
        return None
    if _is_plain(text):
        return Path("iri", text)
    tokens: Tokens = [(found[1], found[2], found[3]) for found in _TOKEN.finditer(text)]
    path, rest = _alternatives(tokens)
    if rest:
        raise ValueError(f"no path: {text}")
    return path


Tokens = list[tuple[str | None, str | None, str | None]]
Reader = Callable[[Tokens], tuple[Path, Tokens]]


def _alternatives(tokens: Tokens) -> tuple[Path, Tokens]:
    return _joined(tokens, "|", lambda rest: _joined(rest, "/", _step))


def _joined(tokens: Tokens, sign: str, read: Reader) -> tuple[Path, Tokens]:
    part, rest = read(tokens)
    parts = [part]
    while rest and rest[0][1] == sign:
        part, rest = read(rest[1:])
        parts.append(part)
    return (parts[0] if len(parts) == 1 else Path(sign, parts=tuple(parts))), rest


def _step(tokens: Tokens) -> tuple[Path, Tokens]:
    if not tokens:
        raise ValueError("a path ends too early")
    iri, sign, name = tokens[0]
    if sign == "^":
        below, rest = _step(tokens[1:])
        return Path("^", parts=(below,)), rest
    if sign == "(":
        path, rest = _alternatives(tokens[1:])
        if not rest or rest[0][1] != ")":
            raise ValueError("a bracket of a path is not closed")
        rest = rest[1:]
    elif iri is not None or name is not None:
        path, rest = Path("iri", iri if iri is not None else expand(name or "")), tokens[1:]
    else:
        raise ValueError(f"'{sign}' begins no step of a path")
    while rest and rest[0][1] in REPEATS:
        path, rest = Path(str(rest[0][1]), parts=(path,)), rest[1:]
    return path, rest
