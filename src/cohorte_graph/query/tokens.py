"""SPARQL text as tokens: which variables are parameters, which form a query has, what it reaches for.

The lexical rules are those of https://www.w3.org/TR/sparql11-query/#sparqlGrammar. Tokens never change the
text: they are offsets into it, so that a bound query keeps its lines, and an error its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from cohorte_graph.iri import PREFIXES

__all__ = [
    "FORMS",
    "Kind",
    "Token",
    "bind",
    "cut",
    "declared_prefixes",
    "depth",
    "fill",
    "form",
    "full_iri",
    "parameter",
    "parameters",
    "prefixes",
    "tokenise",
    "unclosed",
    "values_data",
]

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
OPENING = {"{": "}", "(": ")", "[": "]"}


class Kind(Enum):
    """What a token is."""

    COMMENT = "comment"
    STRING = "string"
    IRI = "iri"
    VARIABLE = "variable"
    NAME = "name"
    BLANK = "blank"
    WORD = "word"
    LANGUAGE = "language"
    NUMBER = "number"
    SIGN = "sign"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of query text and the offset it begins at."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """The keyword in capitals; empty for what is no bare word."""
        return self.text.upper() if self.kind is Kind.WORD else ""


_LETTER = r"[^\W\d_]"
_LOCAL = r"(?:[\w:·‿⁀-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
_RULES: tuple[tuple[Kind, str], ...] = (
    (Kind.COMMENT, r"#[^\r\n]*"),
    (Kind.STRING, r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""'),
    (Kind.STRING, r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''"),
    (Kind.STRING, r'"(?!"")(?:[^"\\\r\n]|\\.)*"'),
    (Kind.STRING, r"'(?!'')(?:[^'\\\r\n]|\\.)*'"),
    (Kind.IRI, r"<[^<>\"{}|^`\x00-\x20]*>"),
    (Kind.VARIABLE, r"[?$]\w[\w·‿⁀]*"),
    (Kind.LANGUAGE, r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"),
    (Kind.BLANK, r"_:\w(?:[\w.·‿⁀-]*[\w·‿⁀-])?"),
    (Kind.NAME, rf"(?:{_LETTER}(?:[\w.·‿⁀-]*[\w·‿⁀-])?)?:(?:{_LOCAL}(?:(?:{_LOCAL}|\.)*{_LOCAL})?)?"),
    (Kind.NUMBER, r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"),
    (Kind.WORD, r"[A-Za-z_]\w*"),
    (Kind.SIGN, r"\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;|/^*+?!=<>\-~$]"),
    (Kind.BROKEN, r"\S"),
)
_GROUPS = {f"g{number}": kind for number, (kind, _) in enumerate(_RULES)}
_LEXER = re.compile("|".join(f"(?P<g{n}>{rule})" for n, (_, rule) in enumerate(_RULES)), re.DOTALL)


def tokenise(text: str) -> list[Token]:
    """The tokens of a query text, comments included, white space left out.

    An unclosed string or a stray character is a BROKEN token of one character: nothing is dropped.
    """
    return [_token(match) for match in _LEXER.finditer(text)]


def _token(match: re.Match[str]) -> Token:
    return Token(_GROUPS[match.lastgroup or ""], match.group(), match.start())


def parameters(tokens: Iterable[Token]) -> list[str]:
    """The names of the ``?_name`` parameters, in the order they first appear."""
    return list(dict.fromkeys(name for token in tokens if (name := parameter(token))))


def parameter(token: Token) -> str:
    """The name of a parameter token; empty for every other token."""
    is_parameter = token.kind is Kind.VARIABLE and token.text[1] == "_" and len(token.text) > 2
    return token.text[2:] if is_parameter else ""


def bind(text: str, terms: Mapping[str, str]) -> str:
    """The text with each ``?_name`` token replaced by the term of that name (N-Triples form, or UNDEF)."""
    return fill(cut(text, tokenise(text)), terms)


def cut(text: str, tokens: Iterable[Token]) -> list[str]:
    """The text cut at its parameters: a piece of text and a name in turn, a piece of text last."""
    pieces, position = [], 0
    for token in tokens:
        if name := parameter(token):
            pieces += [text[position : token.start], name]
            position = token.end
    return [*pieces, text[position:]]


def fill(pieces: list[str], terms: Mapping[str, str]) -> str:
    """The text again, with the terms of the names between its pieces."""
    return "".join(terms[piece] if n % 2 else piece for n, piece in enumerate(pieces))


def form(tokens: Iterable[Token]) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE: the first such word; empty if there is none."""
    return next((token.word for token in tokens if token.word in FORMS), "")


def values_data(tokens: list[Token]) -> set[int]:
    """The offsets of the tokens inside the data braces of VALUES blocks, where UNDEF may stand."""
    offsets: set[int] = set()
    code = iter([token for token in tokens if token.kind is not Kind.COMMENT])
    for token in code:
        if token.word == "VALUES":
            offsets.update(_block(code))
    return offsets


def _block(code: Iterator[Token]) -> Iterator[int]:
    for token in code:
        if token.text == "{":
            break
        if token.kind is not Kind.VARIABLE and token.text not in "()":
            return
    for token in code:
        if token.text == "}":
            return
        yield token.start


def unclosed(tokens: Iterable[Token]) -> Token | None:
    """The first bracket that nothing closes, or that closes nothing; None where all pair up."""
    stack: list[Token] = []
    for token in tokens:
        if token.kind is not Kind.SIGN:
            continue
        if token.text in OPENING:
            stack.append(token)
        elif token.text in OPENING.values() and (not stack or OPENING[stack.pop().text] != token.text):
            return token
    return stack[-1] if stack else None


def depth(tokens: Iterable[Token]) -> int:
    """How deep brackets nest."""
    deepest = level = 0
    for token in tokens:
        if token.kind is Kind.SIGN:
            level += (token.text in OPENING) - (token.text in OPENING.values())
            deepest = max(deepest, level)
    return deepest


def declared_prefixes(tokens: Iterable[Token]) -> set[str]:
    """The prefixes a text declares, without their colon."""
    code = [token for token in tokens if token.kind is not Kind.COMMENT]
    names = (name for word, name in pairwise(code) if word.word == "PREFIX")
    return {name.text[:-1] for name in names if name.kind is Kind.NAME}


def prefixes(tokens: Iterable[Token]) -> dict[str, str]:
    """The namespaces by prefix that names of a text may have: the project's, and over them those it declares."""
    code = [token for token in tokens if token.kind is not Kind.COMMENT]
    declared = {
        name.text[:-1]: iri.text[1:-1]
        for name, iri in pairwise(code)
        if name.kind is Kind.NAME and name.text.endswith(":") and iri.kind is Kind.IRI
    }
    return {**PREFIXES, **declared}


def full_iri(token: Token, declared: Mapping[str, str]) -> str:
    """What an IRI or a prefixed name stands for; a name of no known prefix is left as it is."""
    if token.kind is Kind.IRI:
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return declared.get(prefix, prefix + ":") + local
