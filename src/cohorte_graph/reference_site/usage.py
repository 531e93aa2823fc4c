"""Which rules of the check, which stored queries and which inference rules speak of a term."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cohorte_graph.check.explain import Explanation
from cohorte_graph.iri import PREFIXES
from cohorte_graph.query.stored import StoredQuery
from cohorte_graph.query.tokens import Kind, tokenise
from cohorte_graph.reason import Rule

__all__ = ["Usage", "named_in"]

PREFIX = re.compile(r"\bPREFIX\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE)
MADE = re.compile(r"CONSTRUCT\s*\{[^}]*?\?\w+\s+a\s+([\w-]*):([\w-]+)", re.IGNORECASE)
SELECT = re.compile(r'"""(.*?)"""', re.DOTALL)


@dataclass(frozen=True)
class Usage:
    """By the IRI of a term: the codes that check it, the queries that use it, the rules that decide its members."""

    checks: Mapping[str, list[str]]
    queries: Mapping[str, list[str]]
    rules: Mapping[str, list[str]]

    @classmethod
    def of(cls, checks: Iterable[Explanation], queries: Iterable[StoredQuery], rules: Iterable[Rule]) -> Usage:
        by_check, by_query, by_rule = (defaultdict[str, list[str]](list) for _ in range(3))
        for check in checks:
            asked = {iri for text in SELECT.findall(check.turtle) for iri in named_in(text)}
            for iri in {*check.aims, *check.along, *asked}:
                by_check[iri].append(check.code)
        for query in queries:
            kinds = {parameter.of for parameter in query.header.parameters if parameter.kind == "class"}
            for iri in named_in(query.text) | kinds:
                by_query[iri].append(query.name)
        for rule in rules:
            for prefix, local in MADE.findall(_without_comments(rule.text)):
                by_rule[_prefixes(rule.text).get(prefix, "") + local].append(rule.name)
        return cls(dict(by_check), dict(by_query), dict(by_rule))


def named_in(text: str) -> set[str]:
    """The IRIs that a SPARQL text names, in full or by a prefix it declares or the project has."""
    prefixes, found = _prefixes(text), set()
    for token in tokenise(text):
        if token.kind is Kind.IRI:
            found.add(token.text[1:-1])
        elif token.kind is Kind.NAME:
            prefix, _, local = token.text.partition(":")
            found.add(prefixes.get(prefix, "") + local)
    return found


def _prefixes(text: str) -> dict[str, str]:
    return {**PREFIXES, **dict(PREFIX.findall(_without_comments(text)))}


def _without_comments(text: str) -> str:
    return re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
