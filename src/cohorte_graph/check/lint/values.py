"""Values of SHACL's parameters: of the kind that each asks for, as many as it allows, and where it allows them.

The syntax rules are those of https://www.w3.org/TR/shacl/#syntax-rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from cohorte_graph.check.lint.remark import WARNING, Remark, said
from cohorte_graph.check.lint.statements import Node, Statements, is_resource
from cohorte_graph.check.lint.terms import NODE_KINDS, SEVERITIES, SH, TERMS, local
from cohorte_graph.iri import PREFIXES
from cohorte_graph.validate.results import Term

__all__ = ["value_remarks"]

VALUE = "SHAPES-VALUE"
XSD = PREFIXES["xsd"]
LANG_STRING = PREFIXES["rdf"] + "langString"
BOOLEANS = ("true", "false", "1", "0")


def _datatype(value: object) -> str:
    return value.datatype.value if isinstance(value, ox.Literal) else ""


def _is_integer(value: object) -> bool:
    right = isinstance(value, ox.Literal) and re.fullmatch(r"[+-]?[0-9]+", value.value) is not None
    return right and _datatype(value) == XSD + "integer"


def _is_count(value: object) -> bool:
    return _is_integer(value) and isinstance(value, ox.Literal) and int(value.value) >= 0


def _is_boolean(value: object) -> bool:
    return isinstance(value, ox.Literal) and _datatype(value) == XSD + "boolean" and value.value in BOOLEANS


def _is_number(value: object) -> bool:
    return _is_integer(value) or _datatype(value) in (XSD + "decimal", XSD + "double")


def _is_text(value: object) -> bool:
    return _datatype(value) in (XSD + "string", LANG_STRING)


@dataclass(frozen=True)
class Kind:
    """What a parameter takes, in words, and the test for it."""

    fr: str
    en: str
    holds: Callable[[object], bool]


IRI = Kind("une IRI", "an IRI", lambda value: isinstance(value, ox.NamedNode))
LITERAL = Kind("un littéral", "a literal", lambda value: isinstance(value, ox.Literal))
RESOURCE = Kind("une IRI ou un nœud anonyme", "an IRI or a blank node", is_resource)
SHAPE = Kind("une forme", "a shape", is_resource)
NAMED = Kind(
    "une IRI ou un littéral", "an IRI or a literal", lambda value: isinstance(value, ox.NamedNode | ox.Literal)
)
COUNT = Kind("un entier (xsd:integer) à partir de 0", "an integer (xsd:integer) from 0", _is_count)
BOOLEAN = Kind("true ou false", "true or false", _is_boolean)
STRING = Kind("une chaîne sans langue", "a string without language", lambda value: _datatype(value) == XSD + "string")
TEXT = Kind("une chaîne", "a string", _is_text)
NUMBER = Kind("un nombre", "a number", _is_number)
NAMESPACE = Kind(
    "une IRI écrite en littéral xsd:anyURI", "an IRI as an xsd:anyURI literal", lambda v: _datatype(v) == XSD + "anyURI"
)
KINDS = {
    IRI: "class datatype nodeKind equals disjoint lessThan lessThanOrEquals targetClass targetSubjectsOf "
    "targetObjectsOf severity",
    LITERAL: "minExclusive minInclusive maxExclusive maxInclusive",
    COUNT: "minCount maxCount minLength maxLength qualifiedMinCount qualifiedMaxCount",
    BOOLEAN: "uniqueLang closed deactivated qualifiedValueShapesDisjoint",
    STRING: "pattern flags prefix",
    TEXT: "message name description",
    NUMBER: "order",
    SHAPE: "node property not qualifiedValueShape",
    RESOURCE: "sparql prefixes declare",
    NAMED: "targetNode",
    NAMESPACE: "namespace",
}
ONE = frozenset(
    """
    datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength maxLength pattern
    flags languageIn uniqueLang qualifiedValueShape qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint
    closed ignoredProperties in severity deactivated order prefix namespace
    """.split()
)
"""At most one value: told of each, or by the rule for components of several parameters (pattern, closed …; §2.1)."""
ON_PATHS = (
    "minCount",
    "maxCount",
    "uniqueLang",
    "lessThan",
    "lessThanOrEquals",
    "qualifiedValueShape",
    "qualifiedMinCount",
    "qualifiedMaxCount",
)
"""Only property shapes may have them."""
PAIRS = (("minCount", "maxCount"), ("minLength", "maxLength"), ("qualifiedMinCount", "qualifiedMaxCount"))
COMPANIONS = (
    ("qualifiedMinCount", ("qualifiedValueShape",)),
    ("qualifiedMaxCount", ("qualifiedValueShape",)),
    ("qualifiedValueShape", ("qualifiedMinCount", "qualifiedMaxCount")),
    ("qualifiedValueShapesDisjoint", ("qualifiedValueShape",)),
    ("flags", ("pattern",)),
    ("ignoredProperties", ("closed",)),
)
"""What a parameter says nothing without."""


def value_remarks(graph: Statements) -> Iterator[Remark]:
    """A remark for each value that a parameter cannot have."""
    for kind, names in KINDS.items():
        for triple in graph.all(*names.split()):
            yield from _kind_remarks(graph, triple, kind)
    for name in sorted(ONE):
        yield from _count_remarks(graph, name)
    for shape in graph.shapes:
        yield from _scope_remarks(graph, shape)
        yield from _pair_remarks(graph, shape)
        yield from _companion_remarks(graph, shape)


def _kind_remarks(graph: Statements, triple: ox.Triple, kind: Kind) -> Iterator[Remark]:
    name, value = local(triple.predicate.value), triple.object
    if told := _tolerated(graph, name, value):
        yield graph.remark(VALUE, triple, *told, severity=WARNING)
    elif not kind.holds(value):
        yield graph.remark(
            VALUE,
            triple,
            f"sh:{name} demande {kind.fr}, non {said(value)}.",
            f"sh:{name} asks for {kind.en}, not {said(value)}.",
        )
    elif isinstance(value, ox.NamedNode) and (told := _choice(name, value)):
        yield graph.remark(VALUE, triple, *told)


def _tolerated(graph: Statements, name: str, value: Term | ox.Triple) -> tuple[str, str] | None:
    """What is said of a value that SHACL or our engines admit, and that may yet not mean what it seems to."""
    if name == "namespace" and _is_text(value):
        return (
            f"sh:namespace demande un littéral xsd:anyURI : tous les engins ne lisent pas {said(value)}.",
            f"sh:namespace asks for an xsd:anyURI literal: not every engine reads {said(value)}.",
        )
    if name == "severity" and isinstance(value, ox.NamedNode) and not value.value.startswith(SH):
        if SH + "Severity" in graph.types(value):
            return None
        return (
            f"{said(value)} n'est pas une gravité de SHACL : elle compte ici comme sh:Violation.",
            f"{said(value)} is no severity of SHACL's: here it counts as sh:Violation.",
        )
    return None


def _choice(name: str, value: ox.NamedNode) -> tuple[str, str] | None:
    """What is wrong with an IRI where only some may stand; terms that SHACL does not have are told elsewhere."""
    if value.value.startswith(SH) and local(value.value) not in TERMS:
        return None
    shown = said(value)
    if name == "nodeKind" and local(value.value) not in NODE_KINDS:
        kinds = ", ".join(f"sh:{kind}" for kind in sorted(NODE_KINDS))
        return f"{shown} n'est pas une sorte de nœud : {kinds}.", f"{shown} is no node kind: {kinds}."
    if name == "severity" and value.value.startswith(SH) and local(value.value) not in SEVERITIES:
        return (
            f"{shown} n'est pas une gravité : sh:Violation, sh:Warning ou sh:Info.",
            f"{shown} is no severity: sh:Violation, sh:Warning or sh:Info.",
        )
    if name in ("class", "targetClass") and (
        value.value.startswith(XSD) or shown in ("rdfs:Literal", "rdf:langString")
    ):
        return (
            f"Aucun littéral n'est membre d'une classe : demander sh:datatype ou sh:nodeKind, non sh:{name} {shown}.",
            f"No literal is a member of a class: ask for sh:datatype or sh:nodeKind, not for sh:{name} {shown}.",
        )
    return None


def _count_remarks(graph: Statements, name: str) -> Iterator[Remark]:
    first: dict[object, ox.Triple] = {}
    for triple in graph.all(name):
        known = first.setdefault(triple.subject, triple)
        if known is not triple:
            yield graph.remark(
                VALUE,
                triple,
                f"sh:{name} n'a qu'une valeur par forme : {said(known.object)} est déjà donné.",
                f"sh:{name} has one value to a shape: {said(known.object)} is given already.",
            )


def _scope_remarks(graph: Statements, shape: Node) -> Iterator[Remark]:
    if graph.is_property_shape(shape):
        return
    for triple in graph.shacl(shape, *ON_PATHS):
        name = local(triple.predicate.value)
        yield graph.remark(
            VALUE,
            triple,
            f"sh:{name} ne vaut que sur une forme de propriété : cette forme n'a pas de sh:path.",
            f"sh:{name} holds on a property shape only: this shape has no sh:path.",
        )


def _pair_remarks(graph: Statements, shape: Node) -> Iterator[Remark]:
    for low, high in PAIRS:
        least, most = graph.shacl(shape, low), graph.shacl(shape, high)
        if not (least and most and _is_count(least[0].object) and _is_count(most[0].object)):
            continue
        if _number(least[0]) > _number(most[0]):
            yield graph.remark(
                VALUE,
                most[0],
                f"sh:{high} {said(most[0].object)} est plus petit que sh:{low} {said(least[0].object)} : "
                "rien ne satisfait les deux.",
                f"sh:{high} {said(most[0].object)} is less than sh:{low} {said(least[0].object)}: "
                "nothing satisfies both.",
            )


def _number(triple: ox.Triple) -> int:
    return int(triple.object.value) if isinstance(triple.object, ox.Literal) else 0


def _companion_remarks(graph: Statements, shape: Node) -> Iterator[Remark]:
    for name, companions in COMPANIONS:
        alone = graph.shacl(shape, name)
        if alone and not graph.shacl(shape, *companions):
            wanted_fr, wanted_en = (word.join(f"sh:{one}" for one in companions) for word in (" ou ", " or "))
            yield graph.remark(
                VALUE,
                alone[0],
                f"sh:{name} ne dit rien sans {wanted_fr}.",
                f"sh:{name} says nothing without {wanted_en}.",
            )
