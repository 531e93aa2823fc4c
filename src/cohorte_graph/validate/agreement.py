"""What pyshacl and the fast engine are not known to treat alike, so that auto leaves it to pyshacl.

Measured with pyshacl 0.40 and shacl 0.3.4 on every constraint of SHACL Core against values of every kind; the
list is of what agrees, and ``tests/test_engines.py`` and ``tests/test_engines_values.py`` hold both engines to it.
What is left out differs on some values (comparisons across datatypes, ``1e5`` as a decimal, ``\\w`` on ``²``), fails
in one of them (lookaround, ``\\p``), or is told more fully by pyshacl (sh:detail of sh:node).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import prod

import pyoxigraph as ox

from cohorte_graph.iri import PREFIXES, compact
from cohorte_graph.validate.literals import NUMBERS, TEXTS, is_familiar, is_plain
from cohorte_graph.validate.results import Term

__all__ = ["treated_differently"]

SH = PREFIXES["sh"]
XSD = PREFIXES["xsd"]
NIL = PREFIXES["rdf"] + "nil"
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
COUNTS = frozenset("minCount maxCount minLength maxLength qualifiedMinCount qualifiedMaxCount".split())
TRUTHS = frozenset("closed deactivated uniqueLang".split())
NOT_EMPTY = frozenset("and or xone".split())
ONCE = BOUNDS | COUNTS | TRUTHS | frozenset("datatype flags in languageIn nodeKind path pattern".split())
REPEATING = frozenset(SH + name for name in ("zeroOrMorePath", "zeroOrOnePath"))
LONGEST_REPEAT = 100
SPACE = "unusual spaces in values"
SHOWN = 30
_COMMON_PATTERN = re.compile(
    r"""(?:
    (?: [^\\\[\](){}*+?^$|]                       # a character
      | \\[dDwWsS.\-\\/()\[\]{}*+?|^$"']          # an escape that both know
      | \[\^?(?:[^\\\[\]&~|-]|-(?!-)|\\[dwsDWS.\-\\/\[\]^])+\]
      | \)
    )(?:[*+?]\??|\{\d+(?:,\d*)?\})?
    | [|^$] | \\b | \((?:\?:)?(?!\?)
    )*""",
    re.VERBOSE,
)
_CLASS = re.compile(r"(?:[^\\]|\\[^dDwWsSb])*")
"""A pattern without escapes for classes of characters."""


def treated_differently(shapes: Sequence[ox.Triple], data: Iterable[ox.Triple], *, proven: bool = False) -> list[str]:
    """What in these shapes, or in these data under them, the engines do not surely agree on; sorted, short.

    Of shapes that are ``proven`` to be judged alike only the data are looked at.
    """
    found = set() if proven else {*_terms(shapes), *_classes(shapes), *_repeated(shapes)}
    for triple in () if proven else shapes:
        found |= set(_values(triple.predicate.value.removeprefix(SH), triple.object))
    return sorted(found or _Values(shapes).odd(data))


def _terms(shapes: Iterable[ox.Triple]) -> Iterator[str]:
    lists = {triple.subject for triple in shapes if triple.predicate.value == PREFIXES["rdf"] + "rest"}
    with_path = {triple.subject for triple in shapes if triple.predicate.value == SH + "path"}
    for triple in shapes:
        if not triple.predicate.value.startswith(SH):
            continue
        name = triple.predicate.value.removeprefix(SH)
        if name not in AGREED | BOUNDS:
            yield f"sh:{name}"
        elif name == "inversePath" and triple.object in lists:
            yield "sh:inversePath ( … )"
        elif name == "closed" and triple.subject in with_path:
            yield "sh:closed of a property shape"
        elif name in NOT_EMPTY and triple.object == ox.NamedNode(NIL):
            yield f"sh:{name} ()"


def _classes(shapes: Iterable[ox.Triple]) -> Iterator[str]:
    """Shapes that are classes too: the fast engine sees as targets those that are typed rdfs:Class alone."""
    shaped = {t.subject for t in shapes if t.predicate.value.startswith(SH) or str(t.object).startswith(f"<{SH}")}
    for triple in shapes:
        name = compact(str(triple.object)[1:-1])
        if triple.predicate.value == TYPE and name == "owl:Class" and triple.subject in shaped:
            yield "owl:Class sh:NodeShape"
        elif triple.predicate.value == SUBCLASS and name in ("rdfs:Class", "owl:Class"):
            yield f"rdfs:subClassOf {name}"


def _repeated(shapes: Iterable[ox.Triple]) -> Iterator[str]:
    """Parameters that a shape may have once."""
    told = set()
    for triple in dict.fromkeys(shapes):
        name = triple.predicate.value.removeprefix(SH)
        if name in ONCE:
            if (triple.subject, name) in told:
                yield f"sh:{name} twice"
            told.add((triple.subject, name))


def _values(name: str, value: Term) -> Iterator[str]:
    """Parameters on whose values it depends."""
    if not isinstance(value, ox.Literal):
        return
    datatype = value.datatype.value
    if name == "flags" and value.value not in ("", "i"):
        yield f'sh:flags "{value.value}"'
    elif name == "pattern" and not _is_common(value.value):
        yield f'sh:pattern "{value.value}"'
    elif name == "minLength" and value.value == "0":
        yield "sh:minLength 0"
    elif (
        (name in BOUNDS and not (datatype in NUMBERS and is_plain(value)))
        or (name in COUNTS and not (datatype == XSD + "integer" and is_plain(value)))
        or (name in TRUTHS and not (datatype == XSD + "boolean" and value.value in ("true", "false")))
    ):
        yield f"sh:{name} {value}"


def _is_common(pattern: str) -> bool:
    if not _COMMON_PATTERN.fullmatch(pattern):
        return False
    repeats = [max(map(int, filter(None, found))) for found in re.findall(r"(?<!\\)\{(\d+)(?:,(\d*))?\}", pattern)]
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return False
    return prod(repeats) <= LONGEST_REPEAT


class _Values:
    """Values that both judge alike only where they are written plainly, by what the shapes ask of them."""

    def __init__(self, shapes: Sequence[ox.Triple]) -> None:
        self._objects: dict[object, list[ox.Triple]] = defaultdict(list)
        self._subjects: dict[object, list[ox.Triple]] = defaultdict(list)
        for triple in shapes:
            self._objects[triple.subject].append(triple)
            self._subjects[triple.object].append(triple)
        named: dict[str, list[ox.Triple]] = defaultdict(list)
        for triple in shapes:
            named[triple.predicate.value.removeprefix(SH)].append(triple)
        self.every = bool(named["sparql"])
        self.datatypes = {str(triple.object)[1:-1] for triple in named["datatype"]}
        self.compared = self._compared([t for name in BOUNDS for t in named[name]])
        for triple in (*named["lessThan"], *named["lessThanOrEquals"]):
            self.compared |= {str(triple.object)[1:-1], *self._compared([triple])}
        self.bounded = bool(self.compared)
        self.classes = [
            pattern
            for triple in named["pattern"]
            if not _CLASS.fullmatch(pattern := str(getattr(triple.object, "value", "")))
            or self._has(triple.subject, "flags")
        ]
        self.targets = [triple.object for triple in named["targetNode"]]

    def _has(self, node: object, name: str) -> bool:
        return any(triple.predicate.value == SH + name for triple in self._objects[node])

    def _compared(self, bounds: Iterable[ox.Triple]) -> set[str]:
        """The predicates whose values a bound is about: of its shape's path, else of the shapes around it."""
        found, level, seen = set[str](), [triple.subject for triple in bounds], set[object]()
        while level:
            node = level.pop()
            if node in seen:
                continue
            seen.add(node)
            about = self._objects[node]
            paths = [triple.object for triple in about if triple.predicate.value == SH + "path"]
            reached, repeats = self._of_paths(paths)
            found |= reached
            if not paths or repeats:
                found |= {str(t.object)[1:-1] for t in about if t.predicate.value == SH + "targetObjectsOf"}
                level += [triple.subject for triple in self._subjects[node]]
        return found

    def _of_paths(self, paths: list[Term | ox.Triple]) -> tuple[set[str], bool]:
        """The predicates of paths, and whether one of them may lead to the focus node itself."""
        found, repeats, seen = set[str](), False, set[object]()
        while paths:
            node = paths.pop()
            if isinstance(node, ox.NamedNode):
                found.add(node.value)
            elif node not in seen:
                seen.add(node)
                repeats |= any(triple.predicate.value in REPEATING for triple in self._objects[node])
                paths += [triple.object for triple in self._objects[node]]
        return found, repeats

    def odd(self, data: Iterable[ox.Triple]) -> set[str]:
        """What is odd about the values, once of each kind of oddness."""
        found = {f"pattern {one}": f'sh:pattern "{one}"' for one in self.classes if not is_familiar(one)}
        for triple in data:
            value = triple.object
            if isinstance(value, ox.Literal):
                datatype, words = value.datatype.value, value.value
                if datatype not in TEXTS:
                    self._typed(value, triple.predicate.value in self.compared, found)
                elif words.endswith("\n"):
                    found["space"] = SPACE
            if self.classes:
                self._text(triple.subject, found)
                self._text(value, found)
        for target in self.targets:
            if isinstance(target, ox.Literal):
                self._typed(target, self.bounded, found)
            self._text(target, found)
        return set(found.values())

    def _typed(self, value: ox.Literal, compared: bool, found: dict[str, str]) -> None:
        datatype, words = value.datatype.value, value.value
        if words != " ".join(words.split()):  # rdflib rewrites those of xsd:token
            found["space"] = SPACE
        if compared and datatype not in NUMBERS | TEXTS:
            found[f"bound {datatype}"] = f"bounds for {compact(datatype)}"
        if (compared or self.every or datatype in self.datatypes) and not is_plain(value):
            found.setdefault(datatype, f'{compact(datatype)} "{_short(words)}"')

    def _text(self, value: object, found: dict[str, str]) -> None:
        words = getattr(value, "value", "")
        if self.classes and "pattern" not in found and not is_familiar(words):
            found["pattern"] = f'sh:pattern "{self.classes[0]}" on "{_short(words)}"'


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
