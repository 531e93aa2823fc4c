"""A regular expression, loosened or tightened at one place at a time."""

from __future__ import annotations

import re

__all__ = ["pattern_mutants"]

TOKEN = re.compile(r"\\.|\[[^]]+\]|\{\d+(?:,\d*)?\}|.")
QUANTIFIER = re.compile(r"[*+?]|\{")


def pattern_mutants(pattern: str) -> list[tuple[str, str]]:
    """(what was done, the other pattern), each once: anchors, classes, quantifiers and alternatives."""
    tokens = TOKEN.findall(pattern)
    found: list[tuple[str, str]] = []

    def put(said: str, at: int, new: str, size: int = 1) -> None:
        text = "".join(tokens[:at]) + new + "".join(tokens[at + size :])
        if text != pattern:
            found.append((f"{said} at {len(''.join(tokens[:at])) + 1}", text))

    for at, token in enumerate(tokens):
        bare = at + 1 == len(tokens) or not QUANTIFIER.match(tokens[at + 1])
        if token in "^$":
            put(f"{token} removed", at, "")
        elif token.startswith("["):
            put(f"{token} → .", at, ".")
            if bare and len(token) > 3:  # not [.], which writes a plain dot
                put(f"{token} → {token}?", at, token + "?")
        elif token.startswith("{"):
            for new in _counts(token):
                put(f"{token} → {new}", at, new)
        elif token in "+?":
            put(f"{token} → *", at, "*")
        elif token == "(" and "|" in tokens[at : _end(tokens, at)]:
            end = _end(tokens, at)
            choices = "".join(tokens[at + 1 : end]).split("|")
            for choice in choices:
                rest = "|".join(other for other in choices if other != choice)
                put(f"|{choice} removed", at, f"({rest})", end - at + 1)
    return found


def _counts(braces: str) -> list[str]:
    """{n} with one less, with more."""
    least = int(re.findall(r"\d+", braces)[0])
    return [f"{{{least - 1},{least}}}", f"{{{least},}}"]


def _end(tokens: list[str], start: int) -> int:
    """Where the group that opens at ``start`` closes."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[at], 0)
        if depth == 0:
            return at
    raise ValueError("a group is not closed")
