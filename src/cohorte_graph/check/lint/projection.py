"""What each SELECT of a query text returns, told by its tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cohorte_graph.query.tokens import Kind, Token

__all__ = ["Select", "selects"]


@dataclass(frozen=True)
class Select:
    """One SELECT: whether another query holds it, whether it returns everything, and the variables it names."""

    nested: bool
    all: bool
    variables: frozenset[str]


def selects(tokens: list[Token]) -> Iterator[Select]:
    """Each SELECT of a text without comments, in its order."""
    depth = 0
    for number, token in enumerate(tokens):
        if token.kind is Kind.SIGN and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        elif token.word == "SELECT":
            yield _select(tokens[number + 1 :], nested=depth > 0)


def _select(tokens: list[Token], *, nested: bool) -> Select:
    """The variables up to the body, those in parentheses left out: ``(?a AS ?b)`` returns ?b."""
    named, depth, everything = set[str](), 0, False
    for number, token in enumerate(tokens):
        if token.text == "{" or token.word in ("WHERE", "FROM"):
            break
        if token.kind is Kind.SIGN and token.text in "()":
            depth += 1 if token.text == "(" else -1
        elif token.kind is Kind.VARIABLE and (depth == 0 or tokens[number - 1].word == "AS"):
            named.add(token.text[1:])
        elif depth == 0 and token.text == "*":
            everything = True
    return Select(nested, everything, frozenset(named))
