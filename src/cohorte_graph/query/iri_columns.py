"""Which variables of a query hold IRIs, told from its text, for the head line of an empty answer.

An answer with rows shows which columns hold IRIs; an empty one must have the same columns all the same, or a
program that reads the CSV breaks on the first empty answer. A variable holds IRIs where it is the subject of
a triple pattern, or the object of a property that the ontology calls an object property, or another such
variable under a new name.
"""

from __future__ import annotations

from itertools import pairwise

import pyoxigraph as ox

from cohorte_graph.iri import PREFIXES, expand
from cohorte_graph.query.tokens import Kind, Token, tokenise
from cohorte_graph.store import Engine, Rows

__all__ = ["iri_columns"]

VERBS = (Kind.IRI, Kind.NAME, Kind.VARIABLE)


def iri_columns(text: str, engine: Engine) -> frozenset[str]:
    """The names of the variables that would hold IRIs."""
    code = [token for token in tokenise(text) if token.kind is not Kind.COMMENT]
    prefixes = _prefixes(code)
    objects = _objects(code, prefixes)
    properties = _object_properties(set(objects.values()), engine)
    found = _subjects(code) | {name for name, verb in objects.items() if verb in properties}
    return frozenset(found | _renamed(code, found))


def _subjects(code: list[Token]) -> set[str]:
    """Variables with a verb behind them where a triple pattern begins."""
    triples = zip(code, code[1:], code[2:], strict=False)
    return {
        subject.text[1:]
        for before, subject, verb in triples
        if before.text in ("{", ".", "}") and subject.kind is Kind.VARIABLE and _is_verb(verb)
    }


def _is_verb(token: Token) -> bool:
    return token.kind in VERBS or token.text in ("a", "^", "(")


def _objects(code: list[Token], prefixes: dict[str, str]) -> dict[str, str]:
    """Variables by the last property in front of them; path modifiers and brackets skipped."""
    found: dict[str, str] = {}
    last = ""
    for token in code:
        if token.kind in (Kind.IRI, Kind.NAME):
            last = _full(token, prefixes)
        elif token.text == "a":
            last = expand("rdf:type")
        elif token.kind is Kind.VARIABLE:
            found.setdefault(token.text[1:], last)
            last = ""
        elif token.text not in "*+?),":
            last = ""
    return {name: verb for name, verb in found.items() if verb}


def _prefixes(code: list[Token]) -> dict[str, str]:
    declared = {
        name.text[:-1]: iri.text[1:-1]
        for name, iri in pairwise(code)
        if name.kind is Kind.NAME and name.text.endswith(":") and iri.kind is Kind.IRI
    }
    return {**PREFIXES, **declared}


def _full(token: Token, prefixes: dict[str, str]) -> str:
    if token.kind is Kind.IRI:
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix, prefix + ":") + local


def _object_properties(iris: set[str], engine: Engine) -> set[str]:
    """Those of the IRIs that the ontology calls object properties, and rdf:type."""
    nodes = []
    for iri in sorted(iris):
        try:
            nodes.append(str(ox.NamedNode(iri)))
        except ValueError:
            continue
    kinds = f"VALUES ?kind {{ <{expand('owl:ObjectProperty')}> }}"
    result = engine.query(
        f"SELECT ?p WHERE {{ VALUES ?p {{ {' '.join(nodes)} }} {kinds} ?p <{expand('rdf:type')}> ?kind }}"
    )
    assert isinstance(result, Rows)
    found = {term.value for (term,) in result.rows if isinstance(term, ox.NamedNode)}
    return found | {expand("rdf:type"), expand("skos:broader")}


def _renamed(code: list[Token], found: set[str]) -> set[str]:
    """Variables that are another name of one of these: ``(?x AS ?y)``, ``BIND(?x AS ?y)``, ``SAMPLE(?x)``."""
    names: set[str] = set()
    for place, token in enumerate(code):
        is_renaming = token.word == "AS" and place + 1 < len(code)
        if is_renaming and _source(code, place) in found | names:
            names.add(code[place + 1].text[1:])
    return names


def _source(code: list[Token], place: int) -> str:
    """The variable in front of AS, alone or as the argument of SAMPLE; else empty."""
    before = code[place - 1]
    if before.text == ")" and place > 3 and code[place - 4].word == "SAMPLE":
        before = code[place - 2]
    return before.text[1:] if before.kind is Kind.VARIABLE else ""
