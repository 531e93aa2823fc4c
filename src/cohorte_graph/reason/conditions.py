"""A rule as conditions that can be told: the WHERE of ``CONSTRUCT { ?x a CLASS }``, taken apart.

Read is the SPARQL that rules are written in: triple patterns with ``;`` and ``,``, property alternatives
(``p|^q``), VALUES, FILTER, FILTER NOT EXISTS, and one sub-select that groups and counts. A rule that says more
than that is no Definition; it still runs as a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from cohorte_graph.iri import expand
from cohorte_graph.reason.rules import Rule

__all__ = ["Absence", "Comparison", "Condition", "Count", "Definition", "Pattern", "Step", "definition"]

TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\s]*> | "(?:[^"\\]|\\.)*" | \?\w+ | [\w-]*:[\w./-]*[\w/] | \d+(?:\.\d+)? | \w+ |
        && | \|\| | <= | >= | != | [{}()\[\].;,|^/+*?=<>!-]""",
    re.VERBOSE,
)
HEAD = re.compile(r"CONSTRUCT\s*\{\s*\?(\w+)\s+a\s+([\w-]*:[\w-]+)\s*\}\s*WHERE\s*", re.IGNORECASE)
PREFIX = re.compile(r"^PREFIX\s+([\w-]*):\s*<([^>]*)>\s*$", re.MULTILINE | re.IGNORECASE)
AGGREGATE = re.compile(r"COUNT \( (DISTINCT )?\?(\w+) \) (>=|<=|>|<|=) (\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Step:
    """One way along a property, forwards or backwards."""

    iri: str
    inverse: bool = False


@dataclass(frozen=True)
class Pattern:
    """Something must be said: subject and object are variables (``?x``) or terms as N-Triples."""

    subject: str
    steps: tuple[Step, ...]
    object: str

    @property
    def sparql(self) -> str:
        path = "|".join(f"{'^' if step.inverse else ''}<{step.iri}>" for step in self.steps)
        return f"{self.subject} {path} {self.object} ."

    @property
    def is_type(self) -> bool:
        return self.steps == (Step(expand("rdf:type")),)


@dataclass(frozen=True)
class Comparison:
    """Values must compare: an expression over variables."""

    text: str

    @property
    def sparql(self) -> str:
        return f"FILTER ({self.text})"


@dataclass(frozen=True)
class Absence:
    """Nothing of the kind may be said."""

    patterns: tuple[Pattern, ...]

    @property
    def sparql(self) -> str:
        return f"FILTER NOT EXISTS {{ {' '.join(pattern.sparql for pattern in self.patterns)} }}"


@dataclass(frozen=True)
class Count:
    """So many different things must meet the conditions before, within each group."""

    grouped: tuple[str, ...]
    counted: str
    distinct: bool
    operator: str
    number: int
    where: str

    @property
    def aggregate(self) -> str:
        return f"COUNT({'DISTINCT ' if self.distinct else ''}?{self.counted})"

    def select(self, anchor: str, having: bool) -> str:
        """The groups that have so many, or how many each has; ``anchor`` binds what is asked about."""
        names = " ".join(self.grouped)
        head = names if having else f"{names} ({self.aggregate} AS ?n)"
        tail = f" HAVING ({self.aggregate} {self.operator} {self.number})" if having else ""
        return f"SELECT {head} WHERE {{ {anchor} {self.where} }} GROUP BY {names}{tail}"


Condition: TypeAlias = Pattern | Comparison | Absence | Count


@dataclass(frozen=True)
class Definition:
    """What makes something a member of a class; ``choices`` are the values that a variable may take."""

    rule: Rule
    class_iri: str
    variable: str
    choices: dict[str, tuple[str, ...]]
    conditions: tuple[Condition, ...]


class _NotTold(Exception):
    """The rule says more than conditions can tell."""


def definition(rule: Rule) -> Definition | None:
    """The definition that a rule gives; None for a rule that defines no class, or not in this form."""
    text = re.sub(r"^#.*$", "", rule.text, flags=re.MULTILINE)
    head = HEAD.search(text)
    if head is None:
        return None
    prefixes = dict(PREFIX.findall(text))
    reader = _Reader(TOKEN.findall(text[head.end() :]), prefixes)
    try:
        conditions = tuple(reader.group())
        class_iri = reader.term(head[2])[1:-1]
    except (_NotTold, IndexError):
        return None
    return Definition(rule, class_iri, "?" + head[1], reader.choices, conditions)


class _Reader:
    """Tokens of a WHERE, read from the front."""

    def __init__(self, tokens: list[str], prefixes: dict[str, str]) -> None:
        self.tokens = tokens[::-1]
        self.prefixes = prefixes
        self.choices: dict[str, tuple[str, ...]] = {}

    def next(self, expected: str = "") -> str:
        token = self.tokens.pop()
        if expected and token.upper() != expected:
            raise _NotTold(token)
        return token

    def at(self, *words: str) -> bool:
        """Whether these words come next; then they are taken."""
        ahead = [token.upper() for token in self.tokens[: -len(words) - 1 : -1]]
        if ahead != list(words):
            return False
        del self.tokens[-len(words) :]
        return True

    def group(self) -> Iterator[Condition]:
        self.next("{")
        while not self.at("}"):
            if self.at("VALUES"):
                variable = self.next()
                self.choices[variable] = tuple(map(self.term, self.until("{", "}")))
            elif self.at("FILTER", "NOT", "EXISTS"):
                yield Absence(tuple(_patterns(self.group())))
            elif self.at("FILTER"):
                yield Comparison(" ".join(map(self.operand, self.until("(", ")"))))
            elif self.at("{", "SELECT"):
                yield from self.count()
            else:
                yield from self.statements()
            self.at(".")

    def count(self) -> Iterator[Condition]:
        """A sub-select: its conditions, then that they are met so many times."""
        while not self.at("WHERE"):
            self.next()
        inner = list(_patterns(self.group()))
        self.next("GROUP")
        self.next("BY")
        grouped = []
        while not self.at("HAVING"):
            grouped.append(self.next())
        found = AGGREGATE.fullmatch(" ".join(self.until("(", ")")))
        if found is None:
            raise _NotTold
        self.next("}")
        where = " ".join(pattern.sparql for pattern in inner)
        yield from inner
        yield Count(tuple(grouped), found[2], bool(found[1]), found[3], int(found[4]), where)

    def until(self, opening: str, closing: str) -> list[str]:
        """The tokens between two brackets that belong together."""
        self.next(opening)
        found: list[str] = []
        depth = 1
        while True:
            token = self.next()
            depth += (token == opening) - (token == closing)
            if not depth:
                return found
            found.append(token)

    def statements(self) -> Iterator[Pattern]:
        subject = self.term(self.next())
        while True:
            steps = tuple(self.path())
            yield Pattern(subject, steps, self.term(self.next()))
            while self.at(","):
                yield Pattern(subject, steps, self.term(self.next()))
            if not self.at(";"):
                return

    def path(self) -> Iterator[Step]:
        while True:
            inverse = self.at("^")
            token = self.next()
            yield Step(expand("rdf:type") if token == "a" else self.term(token)[1:-1], inverse)
            if not self.at("|"):
                if self.tokens[-1] in ("/", "+", "*"):
                    raise _NotTold
                return

    def operand(self, token: str) -> str:
        """A token of an expression, prefixed names written out."""
        return self.term(token) if ":" in token and token[0] not in '"<' else token

    def term(self, token: str) -> str:
        """A variable, an IRI or a literal, prefixed names written out."""
        prefix, colon, local = token.partition(":")
        if token[0] in '?<"' or token[0].isdigit():
            return token
        if not colon or prefix not in self.prefixes:
            raise _NotTold(token)
        return f"<{self.prefixes[prefix]}{local}>"


def _patterns(conditions: Iterable[Condition]) -> Iterator[Pattern]:
    for condition in conditions:
        if not isinstance(condition, Pattern):
            raise _NotTold
        yield condition
