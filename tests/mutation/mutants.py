"""The mutants of ontology/shapes/: each constraint dropped or weakened, one at a time, wherever it stands.

Bounds and members are moved both ways: a rule that has become too strict is wrong too, and an ``ok`` fixture says so.
Left out, as nothing could ever tell them from another mutant: a count or a length of 1 lowered to 0 (that is the
drop), sh:closed and sh:uniqueLang dropped (that is ``false``). sh:minLength is not raised: of a text of one letter no
fixture speaks. sh:path, sh:message and sh:prefixes constrain nothing by themselves: a path is mutated from within.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from pattern_mutants import pattern_mutants
from rules import BASE, CODES, COH, PROPERTY, SH, TARGETS, Node, Shapes, alone, codes_below, shapes, superclasses
from select_mutants import select_mutants

__all__ = ["PATTERN", "Mutant", "mutants"]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
FIRST, REST, NIL = (ox.NamedNode(RDF + name) for name in ("first", "rest", "nil"))
PREFIXES = {BASE + "def#": "coh:", BASE: "", SH: "sh:", "http://www.w3.org/2004/02/skos/core#": "skos:",
            "http://www.w3.org/ns/oa#": "oa:", "http://www.w3.org/2001/XMLSchema#": "xsd:", RDF: "rdf:",
            "http://www.w3.org/2000/01/rdf-schema#": "rdfs:", "http://purl.org/dc/terms/": "dcterms:"}  # fmt: skip


def sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)


DROPPED = {
    "class", "datatype", "nodeKind", "minCount", "maxCount", "minInclusive", "maxInclusive", "minExclusive",
    "maxExclusive", "minLength", "maxLength", "pattern", "languageIn", "equals", "disjoint", "lessThan",
    "lessThanOrEquals", "not", "and", "or", "xone", "node", "qualifiedMinCount", "qualifiedMaxCount",
    "ignoredProperties", "hasValue", "in", "sparql", "property",
}  # fmt: skip
LISTS = {"or", "and", "xone", "in", "ignoredProperties", "languageIn"}
MOVED = {
    "minCount", "maxCount", "minLength", "maxLength", "minInclusive", "maxInclusive", "qualifiedMinCount",
    "qualifiedMaxCount",
}  # fmt: skip
COUNTED_FROM_ONE = {"minCount", "minLength", "qualifiedMinCount"}
RENAMED = {
    "minExclusive": "minInclusive", "maxExclusive": "maxInclusive", "lessThan": "lessThanOrEquals",
    "lessThanOrEquals": "lessThan", "xone": "or",
}  # fmt: skip
REPLACED = {
    ("nodeKind", "IRI"): ("BlankNodeOrIRI", "IRIOrLiteral"),
    ("severity", "Violation"): ("Warning", "Info"),
    ("severity", "Warning"): ("Info",),
    ("severity", "Info"): ("Warning",),
}
PATTERN = "pattern loosened or tightened"
FOREIGN = {"in": ox.Literal("Violation"), "languageIn": ox.Literal("en")}


@dataclass(frozen=True)
class Mutant:
    """A change of some triples, and the rules whose fixtures can notice it."""

    name: str
    kind: str
    codes: tuple[str, ...]
    removed: Shapes
    added: Shapes

    def of(self, code: str) -> Shapes:
        """The rule, changed."""
        return (alone(code) - self.removed) | self.added


Change = tuple[str, str, set[ox.Triple], set[ox.Triple]]
"""(kind, what was done, triples removed, triples added)"""


@cache
def mutants() -> tuple[Mutant, ...]:
    """All mutants, by name."""
    found = [mutant for shape, code in CODES.items() for mutant in _of_shape(shape, code)]
    return tuple(sorted(found, key=lambda mutant: mutant.name))


def _of_shape(shape: Node, code: str) -> Iterator[Mutant]:
    for node, place in _places(shape, ""):
        for triple in sorted(shapes().of.get(node, []), key=str):
            codes = _governed(triple, code)
            for kind, said, removed, added in _changes(triple):
                if not removed & alone(codes[-1]):
                    raise ValueError(f"{code}: {said} would change nothing")
                yield Mutant(f"{code} {place}{said}", kind, codes, frozenset(removed), frozenset(added))


def _governed(triple: ox.Triple, code: str) -> tuple[str, ...]:
    """The codes of the rules that a triple speaks in."""
    if triple.predicate in TARGETS:
        return tuple(codes_below(triple.subject))
    if triple.predicate == PROPERTY and triple.object in CODES:
        return (CODES[triple.object],)
    return (code,)


def _places(node: Node, place: str) -> Iterator[tuple[Node, str]]:
    """The nodes of a shape, down to its anonymous ones, each with the way that leads there."""
    yield node, place
    for triple in sorted(shapes().of.get(node, []), key=str):
        name, below = _name(triple.predicate), triple.object
        if triple.predicate == sh("path"):
            continue
        if isinstance(below, ox.BlankNode) or triple.predicate == sh("sparql"):
            cells = _cells(below)
            if not cells:
                yield from _places(below, f"{place}{name}{_path_mark(below)} / ")
            for n, cell in enumerate(cells, 1):
                yield from _places(_value(cell, FIRST), f"{place}{name}[{n}] / ")


def _path_mark(node: Node) -> str:
    """[path] of an anonymous property shape: several may stand side by side."""
    paths = [t.object for t in shapes().of[node] if t.predicate == sh("path")]
    return f"[{_name(paths[0])}]" if paths else ""


def _changes(triple: ox.Triple) -> Iterator[Change]:
    """What can be changed about one triple."""
    parameter = triple.predicate.value.removeprefix(SH)
    name = f"{_name(triple.predicate)} {_name(triple.object)}"
    if triple.predicate in TARGETS:
        yield "target dropped", f"{name} dropped", {triple}, set()
    elif triple.predicate == sh("path"):
        yield from _of_path(triple)
    elif parameter in DROPPED:
        partner = {t for t in shapes().of[triple.subject] if t.predicate == sh("qualifiedValueShape")}
        together = partner if parameter.startswith("qualified") else set()
        kind = "sh:property link dropped" if parameter == "property" else "constraint dropped"
        yield kind, f"{name} dropped", {triple} | together, set()
    yield from _weakened(triple, parameter)
    if parameter in LISTS:
        yield from _of_list(triple, parameter)


def _weakened(triple: ox.Triple, parameter: str) -> Iterator[Change]:
    def put(kind: str, new: Node, predicate: ox.NamedNode = triple.predicate) -> Change:
        other = "" if predicate == triple.predicate else f"{_name(predicate)} "
        said = f"{_name(triple.predicate)} {_name(triple.object)} → {other}{_name(new)}"
        return kind, said, {triple}, {ox.Triple(triple.subject, predicate, new)}

    value = triple.object
    for step in (-1, 1) if parameter in MOVED else ():
        moved = int(value.value) + step
        counted = parameter in COUNTED_FROM_ONE and moved < 1
        if not counted and not (moved < 0 and "Count" in parameter) and (parameter, step) != ("minLength", 1):
            yield put("bound moved by one", ox.Literal(str(moved), datatype=value.datatype))
    if parameter in RENAMED:
        yield put("inclusive, exclusive, either", value, sh(RENAMED[parameter]))
    for new in REPLACED.get((parameter, _name(value).removeprefix("sh:")), ()):
        yield put("severity changed" if parameter == "severity" else "node kind loosened", sh(new))
    if parameter == "class":
        for above in superclasses().get(value, []):
            yield put("class → superclass", above)
    if parameter in ("closed", "uniqueLang"):
        yield put("true → false", ox.Literal(False))
    if parameter == "pattern":
        for said, text in pattern_mutants(value.value):
            added = {ox.Triple(triple.subject, triple.predicate, ox.Literal(text))}
            yield PATTERN, f"sh:pattern {said}", {triple}, added
    if parameter == "select":
        for said, text in select_mutants(value.value, f"PREFIX coh: <{COH}> "):
            added = {ox.Triple(triple.subject, triple.predicate, ox.Literal(text))}
            yield "query condition", said, {triple}, added


def _of_list(triple: ox.Triple, parameter: str) -> Iterator[Change]:
    """A list without each of its members; with a foreign one."""
    cells = _cells(triple.object)
    before = triple
    for n, cell in enumerate(cells, 1):
        link = next(t for t in shapes().of[cell] if t.predicate == REST)
        member = _name(_value(cell, FIRST))
        label = f"[{n}]" if isinstance(_value(cell, FIRST), ox.BlankNode) else f" {member}"
        shorter = {ox.Triple(before.subject, before.predicate, link.object)}
        yield "list member dropped", f"sh:{parameter}{label} dropped", {before}, shorter
        before = link
    foreign = FOREIGN.get(parameter)
    if foreign in [_value(cell, FIRST) for cell in cells]:
        foreign = ox.Literal("de")
    if foreign is not None:
        cell = ox.BlankNode("foreign")
        longer = {
            ox.Triple(triple.subject, triple.predicate, cell),
            ox.Triple(cell, FIRST, foreign),
            ox.Triple(cell, REST, triple.object),
        }
        yield "foreign list member added", f"sh:{parameter} {_name(foreign)} added", {triple}, longer


def _of_path(triple: ox.Triple) -> Iterator[Change]:
    """The path without each inverse sign and without each step."""
    cells = _cells(triple.object)
    for holder in [triple] if not cells else [t for c in cells for t in shapes().of[c] if t.predicate == FIRST]:
        inverse = _value(holder.object, sh("inversePath"))
        if inverse is not None:
            plain = {ox.Triple(holder.subject, holder.predicate, inverse)}
            yield "path changed", f"sh:path ^{_name(inverse)} → {_name(inverse)}", {holder}, plain
    if len(cells) == 2:
        for n, kept in ((1, cells[1]), (2, cells[0])):
            one = {ox.Triple(triple.subject, triple.predicate, _value(kept, FIRST))}
            yield "path changed", f"sh:path step {n} removed", {triple}, one
    elif cells:
        raise ValueError(f"a path of {len(cells)} steps: teach _of_path how to shorten it")


def _value(node: Node, predicate: ox.NamedNode) -> Node | None:
    return next((t.object for t in shapes().of.get(node, []) if t.predicate == predicate), None)


def _cells(head: Node) -> list[Node]:
    """The cells of a list; none where ``head`` is no list."""
    found = []
    while _value(head, FIRST) is not None:
        found.append(head)
        head = _value(head, REST)
    return found


def _name(node: Node | None) -> str:
    """A term as the shapes write it; an anonymous one as what it is made of."""
    if isinstance(node, ox.NamedNode):
        prefix = next((p for p in PREFIXES if node.value.startswith(p)), "")
        return PREFIXES.get(prefix, "") + node.value.removeprefix(prefix)
    if isinstance(node, ox.Literal):
        return node.value if node.datatype.value.endswith(("integer", "boolean", "decimal")) else f'"{node.value}"'
    cells = [] if node is None else _cells(node)
    if cells:
        return f"({' '.join(_name(_value(cell, FIRST)) for cell in cells)})"
    parts = sorted(shapes().of.get(node, []), key=lambda t: (t.predicate != sh("path"), _name(t.predicate)))
    return f"[{' ; '.join(f'{_name(t.predicate)} {_name(t.object)}' for t in parts)}]"
