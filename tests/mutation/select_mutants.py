"""A SELECT query without one of its conditions, or with one comparison turned, as far as the text still parses."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

__all__ = ["select_mutants"]

TOKEN = re.compile(r'"[^"]*"|<[^<>\s]*>|[?$]\w+|[\w-]*:[\w-]+|\w+|&&|\|\||[<>!]=|\S')
TURNED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "!=", "!=": "="}
JUNCTIONS = {"&&": "||", "||": "&&"}
OPEN, CLOSE = "{(", "})"
STOPS = {"{", "}", ".", "(", ")", "FILTER", "BIND", "OPTIONAL", "MINUS", "SELECT"}


def select_mutants(select: str, prefixes: str) -> list[tuple[str, str]]:
    """(what was done, the other query), each once."""
    tokens = TOKEN.findall(select)
    whole = " ".join(tokens)
    found: dict[str, str] = {}
    for said, start, end, new in _changes(tokens):
        text = " ".join([*tokens[:start], *new, *tokens[end:]])
        if text != whole and text not in found.values() and _parses(prefixes + text):
            name = said
            while name in found:  # the same words twice in one query: the second is told by a mark
                name += "′"
            found[name] = text
    return list(found.items())


def _parses(query: str) -> bool:
    try:
        ox.Store().query(query)
    except SyntaxError:
        return False
    return True


def _changes(tokens: list[str]) -> Iterator[tuple[str, int, int, list[str]]]:
    for at, token in enumerate(tokens):
        if token in TURNED:
            yield f"{_compared(tokens, at)} → {TURNED[token]}", at, at + 1, [TURNED[token]]
        elif token in ("FILTER", "MINUS", "OPTIONAL"):
            end = _closed(tokens, at)
            yield f"{_words(tokens[at:end])} removed", at, end, []
        elif token == "NOT" and tokens[at + 1] == "EXISTS":
            yield f"{_words(tokens[at : _closed(tokens, at)])} → EXISTS", at, at + 1, []
        elif token == "DISTINCT":
            yield "DISTINCT removed", at, at + 1, []
        elif token in JUNCTIONS:
            other = JUNCTIONS[token]
            yield f"{token} → {other} before {_words(tokens[at + 1 : at + 4])}", at, at + 1, [other]
            for start, end in (_left(tokens, at), _right(tokens, at)):
                yield f"{_words([t for t in tokens[start:end] if t != token])} removed", start, end, []
    yield from _patterns(tokens)


def _words(tokens: list[str]) -> str:
    text = " ".join(tokens).strip(" ;.")
    return text if len(text) < 90 else text[:87] + "…"


def _compared(tokens: list[str], operator: int) -> str:
    """A comparison with its two operands: a term, or a call with its arguments."""
    start, depth = operator, 0
    while True:
        start -= 1
        depth += (tokens[start] in CLOSE) - (tokens[start] in OPEN)
        if depth == 0:
            break
    start -= tokens[start] == "("
    end = _closed(tokens, operator + 1) if tokens[operator + 2] == "(" else operator + 2
    return " ".join(tokens[start:end])


def _closed(tokens: list[str], start: int) -> int:
    """Behind the group that the word at ``start`` opens."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += (tokens[at] in OPEN) - (tokens[at] in CLOSE)
        if depth == 0 and tokens[at] in CLOSE:
            return at + 1
    raise ValueError("a group is not closed")


def _left(tokens: list[str], operator: int) -> tuple[int, int]:
    """The operand before ``&&`` or ``||``, with the operator."""
    depth = 0
    for at in range(operator - 1, -1, -1):
        depth += (tokens[at] in CLOSE) - (tokens[at] in OPEN)
        if depth < 0 or (depth == 0 and tokens[at] in JUNCTIONS):
            return at + 1, operator + 1
    raise ValueError("no operand")


def _right(tokens: list[str], operator: int) -> tuple[int, int]:
    """The operand after ``&&`` or ``||``, with the operator."""
    depth = 0
    for at in range(operator + 1, len(tokens)):
        depth += (tokens[at] in OPEN) - (tokens[at] in CLOSE)
        if depth < 0 or (depth == 0 and tokens[at] in JUNCTIONS):
            return operator, at
    raise ValueError("no operand")


def _patterns(tokens: list[str]) -> Iterator[tuple[str, int, int, list[str]]]:
    """Each triple pattern; a list by ";" loses one pair at a time."""
    for start in (at + 1 for at, token in enumerate(tokens) if token in ("{", ".", "}")):
        end = next((at for at in range(start, len(tokens)) if tokens[at] in STOPS), len(tokens))
        if end - start < 3:
            continue
        subject, pairs = tokens[start], " ".join(tokens[start + 1 : end]).split(" ; ")
        for pair in pairs:
            rest = [other for other in pairs if other != pair]
            dot = end < len(tokens) and tokens[end] == "." and not rest
            new = [subject, " ; ".join(rest)] if rest else []
            yield f"{subject} {pair} removed", start, end + dot, new
