"""What would mend a result: facts of the constraint, the line of Turtle to add, the word that was meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as ox

from cohorte_graph.check.candidates import Candidates
from cohorte_graph.check.result import Remedy, Text
from cohorte_graph.check.samples import SOME_IRI, SOME_TEXT, Asked, like, sample, typed
from cohorte_graph.check.turtle import turtle
from cohorte_graph.iri import PREFIXES, compact
from cohorte_graph.validate import ValidationResult, plain
from cohorte_graph.validate.paths import parse_path
from cohorte_graph.validate.results import Term
from cohorte_graph.validate.shapes import ShapesGraph

__all__ = ["Remedies"]

SH = PREFIXES["sh"]
TYPE = PREFIXES["rdf"] + "type"
RANGE = PREFIXES["rdfs"] + "range"
LANG_STRING = PREFIXES["rdf"] + "langString"
OBJECT_PROPERTY = ox.NamedNode(PREFIXES["owl"] + "ObjectProperty")
FIRST, REST = PREFIXES["rdf"] + "first", PREFIXES["rdf"] + "rest"
TOLD = (
    "minCount", "maxCount", "datatype", "class", "nodeKind", "pattern", "flags", "minLength", "maxLength",
    "minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "hasValue", "in", "languageIn",
    "qualifiedMinCount", "qualifiedMaxCount", "lessThan", "lessThanOrEquals", "equals", "disjoint", "node",
)  # fmt: skip
"""Parameters that are told as facts, where they are those of the component that is broken."""


class Remedies:
    """Remedies for results of one run, by its shapes and data, and by the ranges that an ontology states."""

    def __init__(self, data: Iterable[ox.Triple], shapes: ShapesGraph, ontology: Iterable[ox.Triple] = ()) -> None:
        self._data = data
        self._shapes = shapes
        self._ontology = ontology
        self._stated: dict[str, dict[str, list[Term]]] = {}
        self._admitted: dict[tuple[str, str], Candidates] = {}

    def facts(self, result: ValidationResult) -> tuple[tuple[str, str], ...]:
        """What the broken constraint asks for, and how many values there are where it counts them."""
        shape = result.source
        name = result.component[:1].lower() + result.component[1:]
        wanted = [(name, self._told(value)) for value in self._parameter(shape, name)]
        if name in ("minCount", "maxCount") and _predicate(result.path):
            wanted.append(("found", str(self._count(result))))
        return tuple((key, text) for key, text in wanted if key in TOLD or key == "found")

    def remedy(self, result: ValidationResult) -> Remedy | None:
        """What to do, where more can be told than the message tells."""
        shape, path, value = result.source, _predicate(result.path), result.value
        if result.component == "MinCount" and path:
            return self._missing(result, shape, path)
        if result.component == "HasValue" and path:
            present = set(map(str, self._values(result.path).get(result.focus, ())))
            wanted = [one for one in self._parameter(shape, "hasValue") if str(one) not in present]
            return _adding(f"{path} {turtle(wanted[0])} ;") if wanted else None
        if result.component in ("Class", "In"):
            return _meaning(value, self._candidates(result.component, shape), path)
        if result.component == "Closed":
            return _meaning(f"<{result.path}>", self._candidates("Closed", shape), value=value)
        if result.component == "Datatype" and value.startswith('"'):
            return self._typed(result, shape, path)
        return None

    def _parameter(self, shape: str, name: str) -> list[Term]:
        return self._shapes.values(shape, SH + name)

    def _told(self, value: Term) -> str:
        members = [_short(one) for one in self._list(value)] if isinstance(value, ox.BlankNode) else []
        return ", ".join(members) if members else _short(value)

    def _list(self, head: Term) -> list[Term]:
        found: list[Term] = []
        seen = set()
        while isinstance(head, ox.BlankNode) and head not in seen:
            seen.add(head)
            found += self._shapes.values(str(head), FIRST)[:1]
            head = next(iter(self._shapes.values(str(head), REST)), head)
        return found

    def _count(self, result: ValidationResult) -> int:
        return len(self._values(result.path).get(result.focus, ()))

    def _values(self, predicate: str) -> dict[str, list[Term]]:
        """The values by subject, read once for each predicate that is asked for."""
        if predicate not in self._stated:
            found: dict[str, list[Term]] = defaultdict(list)
            for triple in self._data:
                if triple.predicate.value == predicate:
                    found[str(triple.subject)].append(triple.object)
            self._stated[predicate] = found
        return self._stated[predicate]

    def _missing(self, result: ValidationResult, shape: str, path: str) -> Remedy:
        """The line for a value of the kind that is wanted, else of the kind that other things have."""
        stated = self._values(result.path)
        taken = {one.language or "" for one in stated.get(result.focus, ()) if isinstance(one, ox.Literal)}
        for asked in (lambda name: self._parameter(shape, name), self._ranges(result.path)):
            if told := sample(asked, self._list, taken):
                classes = [_short(one) for one in asked("class")] if told == SOME_IRI else []
                return _adding(f"{path} {told} ;" + (f" # {', '.join(classes)}" if classes else ""))
        usual = next((like(values[0]) for values in stated.values() if values), SOME_TEXT)
        return _adding(f"{path} {usual} ;")

    def _ranges(self, predicate: str) -> Asked:
        """What the ontology says of the values of a property, as the parameters of a shape would."""
        stated = [(t.predicate.value, t.object) for t in self._about.get(f"<{predicate}>", ())]
        ranges = [one for name, one in stated if name == RANGE and isinstance(one, ox.NamedNode)]
        datatypes = [one for one in ranges if one.value.startswith(PREFIXES["xsd"]) or one.value == LANG_STRING]
        things = any(name == TYPE and one == OBJECT_PROPERTY for name, one in stated)
        asked: dict[str, list[Term]] = {
            "datatype": [*datatypes],
            "class": [one for one in ranges if one not in datatypes] if things else [],
            "nodeKind": [ox.NamedNode(SH + "IRI")] if things else [],
        }
        return lambda name: asked.get(name, [])

    @cached_property
    def _about(self) -> dict[str, list[ox.Triple]]:
        """What the ontology states, by subject."""
        found: dict[str, list[ox.Triple]] = defaultdict(list)
        for triple in self._ontology:
            found[str(triple.subject)].append(triple)
        return found

    def _candidates(self, component: str, shape: str) -> Candidates:
        """What a shape admits under a component, gathered once."""
        if (component, shape) not in self._admitted:
            gathered = {"Class": self._instances, "In": self._listed, "Closed": self._properties}[component]
            self._admitted[component, shape] = Candidates(gathered(shape))
        return self._admitted[component, shape]

    def _instances(self, shape: str) -> list[Term]:
        return [one for value in self._parameter(shape, "class") for one in self._members.get(str(value), ())]

    @cached_property
    def _members(self) -> dict[str, list[Term]]:
        """The things of each class."""
        found: dict[str, list[Term]] = defaultdict(list)
        for triple in self._data:
            if triple.predicate.value == TYPE:
                found[str(triple.object)].append(triple.subject)
        return found

    def _listed(self, shape: str) -> list[Term]:
        return [one for head in self._parameter(shape, "in") for one in self._list(head)]

    def _properties(self, shape: str) -> list[Term]:
        """The properties that a closed shape allows."""
        ignored = [one for head in self._parameter(shape, "ignoredProperties") for one in self._list(head)]
        below = self._parameter(shape, "property")
        return [*ignored, *(one for property in below for one in self._parameter(str(property), "path"))]

    def _typed(self, result: ValidationResult, shape: str, path: str) -> Remedy | None:
        wanted = [plain(str(value)) for value in self._parameter(shape, "datatype")]
        line = typed(plain(result.value), wanted[0]) if wanted and path else ""
        return _adding(f"{path} {line} ;", "Écrire", "Write") if line else None


def _adding(line: str, fr: str = "Ajouter", en: str = "Add") -> Remedy:
    return Remedy(Text(f"{fr} : {line}", f"{en}: {line}"), line)


def _meaning(wrong: str, admitted: Candidates, path: str = "", *, value: str = "") -> Remedy | None:
    """The close ones among what would do, and the line with the closest: as the value of a path, or before a value."""
    elsewhere = admitted.elsewhere(wrong)
    close = elsewhere or admitted.close(wrong)
    if not close:
        return None
    names = [plain(str(one)) if elsewhere else _short(one) for one in close]
    words = Text(f"Vouliez-vous dire {' ou '.join(names)} ?", f"Did you mean {' or '.join(names)}?")
    return Remedy(words, _line(str(close[0]) if elsewhere else turtle(close[0]), path, value))


def _line(word: str, path: str, value: str) -> str:
    """A line of Turtle; none for a value that is a blank node, whose description the line would need too."""
    if path:
        return f"{path} {word} ;"
    return f"{word} {value} ;" if value and not value.startswith("_:") else ""


def _predicate(path: str) -> str:
    """A path that is one predicate, as Turtle writes it; '' for a longer one."""
    parsed = parse_path(path)
    return turtle(ox.NamedNode(parsed.iri)) if parsed and parsed.kind == "iri" else ""


def _short(value: Term) -> str:
    return compact(value.value) if isinstance(value, ox.NamedNode) else plain(str(value))
