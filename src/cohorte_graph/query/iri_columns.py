"""Which variables of a query hold IRIs, told from its text, for the head line of an empty answer.

An answer with rows shows which columns hold IRIs; an empty one must have the same columns all the same, or a
program that reads the CSV breaks on the first empty answer. A variable holds IRIs where it is the subject of
a triple pattern, or the object of a property that the ontology calls an object property, or another such
variable under a new name.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pyoxigraph as ox

from cohorte_graph.iri import expand
from cohorte_graph.query.tokens import Kind, Token, full_iri, prefixes, tokenise
from cohorte_graph.store import Engine, Rows

__all__ = ["iri_columns"]

VERBS = (Kind.IRI, Kind.NAME, Kind.VARIABLE)


def iri_columns(text: str, engine: Engine) -> frozenset[str]:
    """The names of the variables that would hold IRIs."""
    code = [token for token in tokenise(text) if token.kind is not Kind.COMMENT]
    objects = _objects(code, prefixes(code))
    properties = _object_properties({verb for _, verb in objects}, engine)
    found = _subjects(code) | _constants(code) | {name for name, verb in objects if verb in properties}
    while more := _renamed(code, found) - found:
        found |= more
    return frozenset(found)


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


def _objects(code: list[Token], declared: Mapping[str, str]) -> set[tuple[str, str]]:
    """Variables with the last property in front of them; path modifiers and brackets skipped."""
    found: set[tuple[str, str]] = set()
    last = ""
    for token in code:
        if token.kind in (Kind.IRI, Kind.NAME):
            last = full_iri(token, declared)
        elif token.text == "a":
            last = expand("rdf:type")
        elif token.kind is Kind.VARIABLE:
            found.add((token.text[1:], last))
            last = ""
        elif token.text not in "*+?)":
            last = ""
    return {(name, verb) for name, verb in found if verb}


def _constants(code: list[Token]) -> set[str]:
    """Variables that VALUES gives an IRI first, and graph names."""
    rows = zip(code, code[1:], code[2:], code[3:], strict=False)
    listed = {
        name.text[1:]
        for word, name, _, value in rows
        if word.word == "VALUES" and name.kind is Kind.VARIABLE and value.kind in (Kind.IRI, Kind.NAME)
    }
    return listed | {name.text[1:] for word, name in pairwise(code) if word.word == "GRAPH"}


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
    """The variables behind AS whose expression gives an IRI."""
    return {
        name.text[1:]
        for place, (word, name) in enumerate(pairwise(code))
        if word.word == "AS" and _gives_iri(_expression(code, place), found)
    }


def _expression(code: list[Token], place: int) -> list[Token]:
    """The tokens between the bracket that AS stands in and AS."""
    level = 0
    for begin in range(place - 1, -1, -1):
        level += (code[begin].text == ")") - (code[begin].text == "(")
        if level < 0:
            return code[begin + 1 : place]
    return []


def _gives_iri(expression: list[Token], found: set[str]) -> bool:
    """An IRI made or written out, one of the variables found, or a pick among such."""
    if not expression:
        return False
    head = expression[0]
    if len(expression) == 1:
        return head.kind in (Kind.IRI, Kind.NAME) or head.text[1:] in found
    if head.word in ("SAMPLE", "COALESCE"):
        return expression[2].text[1:] in found
    return head.word in ("IRI", "URI")
