"""Query text made fit for the engine, or refused with its line and column before the engine sees it.

What is refused, and why: updates (queries only read); SERVICE (it reaches the network, the loopback
included); FROM (several of them count a triple once per graph, and the default graph is the union already);
texts so large or so deeply nested that the engine's planner runs away or overflows its stack, which would
end the process without a message (measured: 10,000 operators in a row do).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from cohorte_graph.errors import InputError, Place, did_you_mean
from cohorte_graph.iri import PREFIXES
from cohorte_graph.query.texts import shown
from cohorte_graph.query.tokens import (
    FORMS,
    Kind,
    Token,
    declared_prefixes,
    depth,
    form,
    tokenise,
    unclosed,
    values_data,
)
from cohorte_graph.store import Engine, Result

__all__ = ["Query", "checked"]

MAX_TOKENS = 4_000
MAX_DEPTH = 200
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
OPERANDS = (Kind.VARIABLE, Kind.NUMBER, Kind.STRING, Kind.NAME, Kind.LANGUAGE, Kind.IRI)
REFUSED = {
    "SERVICE": "SERVICE is refused: a query reads this graph and reaches nothing else.",
    "FROM": "FROM is refused: the default graph is already the union of the graphs.",
}
HINTS = {
    "SERVICE": "Save the other endpoint's answer to a file and join the two outside.",
    "FROM": "Ask for one graph with GRAPH <…> { … }.",
}


@dataclass(frozen=True)
class Query:
    """A checked query text; ``added`` counts the prologue lines put in front of the user's own."""

    text: str
    form: str
    place: Place
    added: int = 0

    def with_body(self, text: str) -> Query:
        """The same prologue in front of another text, which differs in its terms alone."""
        return replace(self, text="".join(self.text.splitlines(keepends=True)[: self.added]) + text)

    def run(self, engine: Engine) -> Result:
        """The engine's answer; an error's line is counted in the user's text, not in ours."""
        try:
            return engine.query(self.text, place=self.place)
        except InputError as error:
            raise InputError(error.message, hint=error.hint, place=self._shifted(error.place)) from error

    def _shifted(self, place: Place | None) -> Place | None:
        if place is None or place.line is None:
            return place
        return replace(place, line=max(1, place.line - self.added))


def checked(text: str, path: Path | str = "query") -> Query:
    """The query, with the known prefixes it uses declared; InputError says where and why it is refused.

    Raises InputError for an empty text, an open string or bracket, an undeclared prefix, an update, SERVICE,
    FROM, or a text past the limits.
    """
    check = _Check(text, path, tokenise(text))
    check.characters()
    check.limits()
    check.reach()
    check.brackets()
    check.form()
    prologue = check.prologue()
    return Query(prologue + text, form(check.tokens), Place(path), prologue.count("\n"))


@dataclass(frozen=True)
class _Check:
    text: str
    path: Path | str
    tokens: list[Token]

    def refuse(self, message: str, token: Token | None = None, hint: str = "") -> InputError:
        offset = token.start if token else len(self.text)
        return InputError(message, hint=hint, place=Place.at(self.path, self.text, offset))

    @property
    def code(self) -> list[Token]:
        return [token for token in self.tokens if token.kind is not Kind.COMMENT]

    def characters(self) -> None:
        """No string left open, no character outside the language, one reading of each ``<``."""
        if found := self.ambiguous():
            message = f"'{shown(found.text)}' reads as an IRI and as '<'."
            raise self.refuse(message, found, "Put a space after the '<'.")
        for token in self.tokens:
            if token.kind is Kind.BROKEN and token.text in "\"'":
                raise self.refuse("a string begins here and is not closed.", token)
            if token.kind is Kind.BROKEN:
                raise self.refuse(f"the character {token.text!a} cannot stand here.", token)
            relative = token.kind is Kind.IRI and not re.match(r"<[A-Za-z][A-Za-z0-9+.-]*:", token.text)
            if relative and not any(other.word == "BASE" for other in self.code):
                raise self.refuse(f"the IRI {shown(token.text)} is not absolute.", token)

    def ambiguous(self) -> Token | None:
        """A ``<…>`` after an operand in parentheses: engines that parse without tokens read a comparison.

        Harmless but where the IRI would hide a variable, or a comment that hides what follows from us.
        """
        innermost = [""]
        previous: Token | None = None
        for token in self.code:
            if token.kind is Kind.SIGN and token.text in "{([":
                innermost.append(token.text)
            elif token.kind is Kind.SIGN and token.text in "})]":
                innermost = innermost[:-1] or [""]
            operand = previous is not None and (previous.kind in OPERANDS or previous.text == ")")
            hides = token.kind is Kind.IRI and "://" not in token.text and set(token.text) & set("?$#")
            if hides and operand and innermost[-1] == "(":
                return token
            previous = token
        return None

    def limits(self) -> None:
        """Neither longer nor deeper than what the engine survives; data of VALUES may be long."""
        data = values_data(self.tokens)
        counted = sum(1 for token in self.code if token.start not in data)
        if counted > MAX_TOKENS:
            raise self.refuse(f"the query has {counted} tokens; {MAX_TOKENS} are allowed.", self.tokens[0])
        if (deep := depth(self.tokens)) > MAX_DEPTH:
            raise self.refuse(f"brackets nest {deep} deep; {MAX_DEPTH} are allowed.", self.tokens[0])

    def reach(self) -> None:
        """Nothing but this graph's own union and named graphs."""
        for token in self.code:
            if token.word in REFUSED:
                raise self.refuse(REFUSED[token.word], token, HINTS[token.word])

    def brackets(self) -> None:
        if token := unclosed(self.tokens):
            nothing = "nothing closes" if token.text in "{([" else "nothing opens"
            raise self.refuse(f"{nothing} this '{token.text}'.", token)

    def form(self) -> None:
        """A query form comes first after the prologue, and no update."""
        words = [token for token in self.code if token.word not in ("", "BASE", "PREFIX")]
        if not self.code or not words:
            hint = "Write a SELECT, ASK, CONSTRUCT or DESCRIBE query."
            raise self.refuse("the query is empty.", hint=hint)
        if words[0].word in UPDATES:
            hint = "Edit the files in data/ and build again."
            raise self.refuse("updates are refused: a query only reads.", words[0], hint)
        if words[0].word not in FORMS:
            raise self.refuse(
                f"a query does not begin with '{shown(words[0].text)}'.",
                words[0],
                did_you_mean(words[0].word, FORMS),
            )

    def prologue(self) -> str:
        """PREFIX lines for the known prefixes that the text uses without declaring them."""
        declared = declared_prefixes(self.tokens)
        needed: list[str] = []
        for token in self.code:
            prefix = token.text.partition(":")[0] if token.kind is Kind.NAME else None
            if prefix is None or prefix in declared or prefix in needed:
                continue
            if prefix not in PREFIXES:
                hint = did_you_mean(prefix, [*PREFIXES, *declared])
                raise self.refuse(f"the prefix '{prefix}:' is not declared.", token, hint)
            needed.append(prefix)
        return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in needed)
