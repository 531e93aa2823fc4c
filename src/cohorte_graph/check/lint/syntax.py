"""Whether a query text parses, found out without running it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cohorte_graph.errors import InputError
from cohorte_graph.query.syntax import MAX_DEPTH, MAX_TOKENS, checked
from cohorte_graph.query.tokens import Kind, Token, depth, tokenise, values_data
from cohorte_graph.store import prepared

__all__ = ["ABSENT", "Broken", "broken", "dangerous", "readings"]

ABSENT = "urn:absent:"
"""Begins the namespaces that stand for those of missing prefixes."""


@dataclass(frozen=True)
class Broken:
    """Why a text does not parse, as the end of a sentence; ``fatal`` where reading it would end the process."""

    fr: str
    en: str
    fatal: bool = False


def readings(text: str) -> list[str]:
    """The text as it is, and with the escapes that parsers resolve first, each in its way: ``\\u0046ROM`` is FROM.

    SPARQL 1.1 §19.2 has \\u with four digits and \\U with eight; rdflib takes both for either.
    """
    plain = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", _character, text)
    greedy = re.sub(r"\\u([0-9a-f]{4}(?:[0-9a-f]{4})?)", _character, text, flags=re.IGNORECASE)
    return list(dict.fromkeys([text, plain, greedy]))


def _character(match: re.Match[str]) -> str:
    code = int(next(filter(None, match.groups())), 16)
    return chr(code) if code < 0x110000 else match.group()


def dangerous(text: str) -> Broken | None:
    """A text that overflows a parser's stack, or that parsers read in two ways, one of which may hide SERVICE."""
    tokens = tokenise(text)
    data = values_data(tokens)
    counted = sum(1 for token in tokens if token.kind is not Kind.COMMENT and token.start not in data)
    if counted > MAX_TOKENS or depth(tokens) > MAX_DEPTH:
        return Broken("elle est trop longue ou trop profonde", "it is too long or too deep", fatal=True)
    try:
        checked(text)
    except InputError as error:
        if "reads as an IRI" in error.message:
            return Broken("un « < » y commence aussi une IRI", "a '<' in it begins an IRI as well", fatal=True)
    return None


def broken(text: str, tokens: list[Token], namespaces: dict[str, str]) -> Broken | None:
    """Why a text does not parse, with the declared prefixes in front and a path for $PATH."""
    prologue = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in namespaces.items())
    try:
        prepared(prologue + _with_path(text, tokens))
    except SyntaxError as error:
        return _told(str(error.msg), prologue.count("\n"), text)
    except RuntimeError as error:
        return _unable(str(error))
    return None


def _unable(reason: str) -> Broken | None:
    """A text that parses and that the engine cannot run; of what a missing prefix hides nothing can be said."""
    function = re.search(r"function <([^>]*)>", reason)
    if not function:
        return Broken(reason, reason)
    if function[1].startswith(ABSENT):
        return None
    return Broken(f"nul moteur ne connaît la fonction <{function[1]}>", f"no engine knows the function <{function[1]}>")


def _with_path(text: str, tokens: list[Token]) -> str:
    """The text with a predicate of the same length for $PATH, so that places stay."""
    for token in tokens:
        if token.kind is Kind.VARIABLE and token.text[1:] == "PATH":
            text = f"{text[: token.start]}<u:p>{text[token.end :]}"
    return text


def _told(message: str, added: int, text: str) -> Broken:
    found = re.search(r"error at (\d+):(\d+)", message)
    if "Prefix not found" in message and not found:
        return Broken("un préfixe y manque", "a prefix is missing")
    if not found:
        reason = message.splitlines()[0] if message else "?"
        return Broken(reason, reason)
    line, column = int(found[1]) - added, int(found[2])
    lines = text.splitlines() or [""]
    near = lines[line - 1][column - 1 :].strip()[:30] if 0 < line <= len(lines) else ""
    if not near:
        return Broken(f"elle s'arrête trop tôt, à sa ligne {line}", f"it ends too early, in its line {line}")
    return Broken(
        f"à sa ligne {line}, colonne {column}, devant « {near} »",
        f"in its line {line}, column {column}, before '{near}'",
    )
