"""What pyshacl and the fast engine are known to treat differently, so that auto leaves it to pyshacl.

Measured with pyshacl 0.40 and shacl 0.3.4 on every constraint of SHACL Core against values of every kind; the
list is of what agrees, and ``tests/test_engines.py`` holds both engines to it. What is left out differs on some
values (comparisons across datatypes, strings with a line feed at their end), fails in one of them (lookaround,
``\\p``), or is told more fully by pyshacl (sh:detail of sh:node).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from cohorte_graph.iri import PREFIXES, compact
from cohorte_graph.validate.results import Term

__all__ = ["treated_differently"]

SH = PREFIXES["sh"]
XSD = PREFIXES["xsd"]
TYPE = PREFIXES["rdf"] + "type"
SUBCLASS = PREFIXES["rdfs"] + "subClassOf"
AGREED = frozenset(
    """
    and alternativePath class closed datatype deactivated declare defaultValue description disjoint equals flags group
    hasValue ignoredProperties in inversePath languageIn maxCount maxLength message minCount minLength name namespace
    nodeKind not oneOrMorePath or order path pattern prefix prefixes property qualifiedMaxCount qualifiedMinCount
    qualifiedValueShape severity suggestedShapesGraph targetClass targetNode targetObjectsOf targetSubjectsOf
    uniqueLang xone zeroOrMorePath zeroOrOnePath
    """.split()
)
BOUNDS = frozenset("minInclusive maxInclusive minExclusive maxExclusive".split())
NUMBERS = frozenset(XSD + name for name in ("integer", "decimal"))
TEXTS = frozenset((XSD + "string", PREFIXES["rdf"] + "langString"))
_COMMON_PATTERN = re.compile(
    r"""(?:
    [^\\\[\](){}*+?]                            # a character, ^ $ . | among them
    | \\[dDwWsSbB.\-\\/()\[\]{}*+?|^$"']        # an escape that both know
    | \[\^?(?:[^\\\[\]&~]|\\[dwsDWS.\-\\/\[\]^])+\]
    | \((?:\?:)?(?!\?) | \) | [*+?]\?? | \{\d+(?:,\d*)?\}
    )*""",
    re.VERBOSE,
)


def treated_differently(shapes: Sequence[ox.Triple], data: Iterable[ox.Triple]) -> list[str]:
    """What in these shapes, or in these data under them, the engines do not surely agree on; sorted, short."""
    found = {*_terms(shapes), *_classes(shapes)}
    for triple in shapes:
        found |= set(_values(triple.predicate.value.removeprefix(SH), triple.object))
    if not found:
        found |= set(_data(shapes, data))
    return sorted(found)


def _terms(shapes: Iterable[ox.Triple]) -> Iterator[str]:
    lists = {triple.subject for triple in shapes if triple.predicate.value == PREFIXES["rdf"] + "rest"}
    for triple in shapes:
        if not triple.predicate.value.startswith(SH):
            continue
        name = triple.predicate.value.removeprefix(SH)
        if name not in AGREED | BOUNDS:
            yield f"sh:{name}"
        elif name == "inversePath" and triple.object in lists:
            yield "sh:inversePath ( … )"


def _classes(shapes: Iterable[ox.Triple]) -> Iterator[str]:
    """Shapes that are classes too: the fast engine sees as targets those that are typed rdfs:Class alone."""
    shaped = {t.subject for t in shapes if t.predicate.value.startswith(SH) or str(t.object).startswith(f"<{SH}")}
    for triple in shapes:
        name = compact(str(triple.object)[1:-1])
        if triple.predicate.value == TYPE and name == "owl:Class" and triple.subject in shaped:
            yield "owl:Class sh:NodeShape"
        elif triple.predicate.value == SUBCLASS and name in ("rdfs:Class", "owl:Class"):
            yield f"rdfs:subClassOf {name}"


def _values(name: str, value: Term) -> Iterator[str]:
    """Parameters on whose values it depends."""
    if not isinstance(value, ox.Literal):
        return
    if name == "flags" and value.value not in ("", "i"):
        yield f'sh:flags "{value.value}"'
    elif name == "pattern" and not _COMMON_PATTERN.fullmatch(value.value):
        yield f'sh:pattern "{value.value}"'
    elif name == "minLength" and value.value == "0":
        yield "sh:minLength 0"
    elif name in BOUNDS and value.datatype.value not in NUMBERS:
        yield f"sh:{name} {value}"


def _data(shapes: Iterable[ox.Triple], data: Iterable[ox.Triple]) -> Iterator[str]:
    """Values that both judge alike only where they are written plainly; numbers under a bound among others."""
    bounded = any(triple.predicate.value.removeprefix(SH) in BOUNDS for triple in shapes)
    numbers = _compared(shapes) if bounded else frozenset[str]()
    for triple in data:
        value = triple.object
        if not isinstance(value, ox.Literal):
            continue
        kind = value.datatype.value
        text = kind in TEXTS
        if value.value.endswith("\n") or (not text and value.value != value.value.strip()):
            yield "space at the end of values"
        elif triple.predicate.value in numbers and not text and kind not in NUMBERS:
            yield f"bounds for {compact(kind)}"


def _compared(shapes: Iterable[ox.Triple]) -> frozenset[str]:
    """Every predicate of a path: to tell which of them a bound is about would be to read the shapes in full."""
    paths = {SH + name for name in ("path", "inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")}
    paths |= {PREFIXES["rdf"] + "first"}
    return frozenset(
        triple.object.value
        for triple in shapes
        if triple.predicate.value in paths and isinstance(triple.object, ox.NamedNode)
    )
