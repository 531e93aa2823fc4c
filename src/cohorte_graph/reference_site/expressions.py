"""Class expressions as people read them: the Manchester syntax, in pieces that a page can link.

https://www.w3.org/TR/owl2-manchester-syntax/. Names are local names; what cannot be told is an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from cohorte_graph.iri import expand
from cohorte_graph.reference_site.ontology import Ontology, Term

__all__ = ["Expression", "Piece", "chain", "expression", "plain"]


@dataclass(frozen=True)
class Piece:
    """A word of an expression: the name of a term, a keyword of the syntax, or a value."""

    kind: Literal["name", "key", "value"]
    text: str
    iri: str = ""


Expression = tuple[Piece, ...]

QUANTIFIERS = {"someValuesFrom": "some", "allValuesFrom": "only", "hasValue": "value"}
CARDINALITIES = {
    name: word
    for word, names in {
        "min": ("minCardinality", "minQualifiedCardinality"),
        "max": ("maxCardinality", "maxQualifiedCardinality"),
        "exactly": ("cardinality", "qualifiedCardinality"),
    }.items()
    for name in names
}
FACETS = {"minInclusive": "≥", "maxInclusive": "≤", "minExclusive": ">", "maxExclusive": "<"}
JOINED = {"unionOf": "or", "intersectionOf": "and"}
OPEN, CLOSE = Piece("key", "("), Piece("key", ")")


def expression(ontology: Ontology, term: Term) -> Expression:
    """The expression that a node of the ontology stands for."""
    if isinstance(term, ox.NamedNode):
        return (Piece("name", ontology.name(term.value).removeprefix("coh:"), term.value),)
    if isinstance(term, ox.Literal):
        return (Piece("value", term.value),)
    for name, word in JOINED.items():
        for head in ontology.values(term, expand(f"owl:{name}")):
            return _joined(word, [_nested(ontology, member) for member in ontology.members(head)])
    for negated in ontology.values(term, expand("owl:complementOf")):
        return (Piece("key", "not"), *_nested(ontology, negated))
    for head in ontology.values(term, expand("owl:oneOf")):
        names = [expression(ontology, member) for member in ontology.members(head)]
        return (Piece("key", "{"), *_joined(",", names), Piece("key", "}"))
    for datatype in ontology.values(term, expand("owl:onDatatype")):
        return (*expression(ontology, datatype), *_facets(ontology, term))
    for inverse in ontology.values(term, expand("owl:inverseOf")):
        return (Piece("key", "inverse"), *expression(ontology, inverse))
    for along in ontology.values(term, expand("owl:onProperty")):
        return (*expression(ontology, along), *_restricted(ontology, term))
    return (Piece("value", "…"),)


def chain(ontology: Ontology, head: Term) -> Expression:
    """A property chain: ``effectOf o pilotOf``."""
    return _joined("o", [expression(ontology, member) for member in ontology.members(head)])


def plain(pieces: Expression) -> str:
    """The expression as text."""
    text = " ".join(piece.text for piece in pieces)
    return text.replace("( ", "(").replace(" )", ")").replace("[ ", "[").replace(" ]", "]").replace(" ,", ",")


def _restricted(ontology: Ontology, term: Term) -> Expression:
    for name, word in QUANTIFIERS.items():
        for value in ontology.values(term, expand(f"owl:{name}")):
            return (Piece("key", word), *_nested(ontology, value))
    for name, word in CARDINALITIES.items():
        for number in ontology.values(term, expand(f"owl:{name}")):
            of = [*ontology.values(term, expand("owl:onClass")), *ontology.values(term, expand("owl:onDataRange"))]
            filler = _nested(ontology, of[0]) if of else ()
            return (Piece("key", word), *expression(ontology, number), *filler)
    return (Piece("value", "…"),)


def _facets(ontology: Ontology, term: Term) -> Expression:
    told: list[Expression] = []
    for head in ontology.values(term, expand("owl:withRestrictions")):
        for facet in ontology.members(head):
            for name, sign in FACETS.items():
                bounds = ontology.values(facet, expand(f"xsd:{name}"))
                told += [(Piece("key", sign), *expression(ontology, bound)) for bound in bounds]
    return (Piece("key", "["), *_joined(",", told), Piece("key", "]"))


def _nested(ontology: Ontology, term: Term) -> Expression:
    """In brackets where it is more than a name, a value or a datatype with its bounds."""
    pieces = expression(ontology, term)
    return pieces if len(pieces) == 1 or pieces[1].text == "[" else (OPEN, *pieces, CLOSE)


def _joined(word: str, parts: Iterable[Expression]) -> Expression:
    pieces: list[Piece] = []
    for part in parts:
        pieces += [Piece("key", word)] if pieces else []
        pieces += part
    return tuple(pieces)
