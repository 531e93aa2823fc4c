"""What would mend a result: facts of the constraint, the line of Turtle to add, the word that was meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from cohorte_graph.check.lint.vocabulary import namespace
from cohorte_graph.check.result import Remedy, Text
from cohorte_graph.check.samples import SOME_IRI, SOME_TEXT, like, sample, typed, written
from cohorte_graph.errors import did_you_mean
from cohorte_graph.iri import PREFIXES, compact
from cohorte_graph.validate import ValidationResult, plain
from cohorte_graph.validate.paths import parse_path
from cohorte_graph.validate.results import Term
from cohorte_graph.validate.shapes import ShapesGraph

__all__ = ["Remedies"]

SH = PREFIXES["sh"]
TYPE = PREFIXES["rdf"] + "type"
FIRST, REST = PREFIXES["rdf"] + "first", PREFIXES["rdf"] + "rest"
TOLD = (
    "minCount", "maxCount", "datatype", "class", "nodeKind", "pattern", "flags", "minLength", "maxLength",
    "minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "hasValue", "in", "languageIn",
    "qualifiedMinCount", "qualifiedMaxCount", "lessThan", "lessThanOrEquals", "equals", "disjoint", "node",
)  # fmt: skip
"""Parameters that are told as facts, where they are those of the component that is broken."""


class Remedies:
    """Remedies for results of one run, by the shapes and the data of it."""

    def __init__(self, data: Iterable[ox.Triple], shapes: ShapesGraph) -> None:
        self._data = data
        self._shapes = shapes
        self._stated: dict[str, dict[str, list[Term]]] = {}

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
            return _adding(f"{path} {written(wanted[0])} ;") if wanted else None
        if result.component == "Class":
            return _meaning(value, self._instances(shape), path)
        if result.component == "In":
            return _meaning(value, [one for head in self._parameter(shape, "in") for one in self._list(head)], path)
        if result.component == "Closed":
            return self._other_property(result, shape)
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
        told = sample(lambda name: self._parameter(shape, name), self._list, taken)
        usual = next((like(values[0]) for values in stated.values() if values), SOME_TEXT)
        classes = [_short(one) for one in self._parameter(shape, "class")] if told == SOME_IRI else []
        return _adding(f"{path} {told or usual} ;" + (f" # {', '.join(classes)}" if classes else ""))

    def _instances(self, shape: str) -> list[Term]:
        wanted = {str(value) for value in self._parameter(shape, "class")}
        typed = (t for t in self._data if t.predicate.value == TYPE and str(t.object) in wanted)
        return list(dict.fromkeys(triple.subject for triple in typed))

    def _other_property(self, result: ValidationResult, shape: str) -> Remedy | None:
        """The property like this one that a closed shape allows."""
        wrong = f"<{result.path}>"
        ignored = [one for head in self._parameter(shape, "ignoredProperties") for one in self._list(head)]
        below = [
            one for property in self._parameter(shape, "property") for one in self._parameter(str(property), "path")
        ]
        return _meaning(wrong, [*ignored, *below], value=result.value)

    def _typed(self, result: ValidationResult, shape: str, path: str) -> Remedy | None:
        wanted = [plain(str(value)) for value in self._parameter(shape, "datatype")]
        line = typed(plain(result.value), wanted[0]) if wanted and path else ""
        return _adding(f"{path} {line} ;", "Écrire", "Write") if line else None


def _adding(line: str, fr: str = "Ajouter", en: str = "Add") -> Remedy:
    return Remedy(Text(f"{fr} : {line}", f"{en}: {line}"), line)


def _meaning(given: str, known: Iterable[Term], path: str = "", *, value: str = "") -> Remedy | None:
    """The close ones among what would do, and the line with the closest: as the value of a path, or before a value.

    IRIs of one namespace are compared by what follows it: a long namespace makes all of them look alike.
    """
    usable = [one for one in known if isinstance(one, ox.NamedNode | ox.Literal) and str(one) != given]
    elsewhere = [one for one in usable if _has_other_namespace(one, given)]
    close = elsewhere or _close(given, usable)
    if not close:
        return None
    names = [plain(str(one)) if elsewhere else _short(one) for one in close]
    words = Text(f"Vouliez-vous dire {' ou '.join(names)} ?", f"Did you mean {' or '.join(names)}?")
    return Remedy(words, _line(str(close[0]) if elsewhere else written(close[0]), path, value))


def _has_other_namespace(known: Term, given: str) -> bool:
    """Whether two IRIs differ in nothing but what their prefix stands for: written with one, they look the same."""
    wrong = plain(given)
    name = wrong.removeprefix(namespace(wrong)) if given.startswith("<") else ""
    return bool(name) and isinstance(known, ox.NamedNode) and known.value == namespace(known.value) + name


def _close(given: str, usable: list[ox.NamedNode | ox.Literal]) -> list[ox.NamedNode | ox.Literal]:
    around = namespace(plain(given)) if given.startswith("<") else ""
    near = [one for one in usable if around and isinstance(one, ox.NamedNode) and namespace(one.value) == around]
    terms = {plain(str(one)).removeprefix(around) if near else _short(one): one for one in near or usable}
    wrong = plain(given).removeprefix(around) if near else compact(plain(given))
    found = did_you_mean(wrong, terms).removeprefix("Did you mean ").removesuffix("?")
    return [terms[name] for name in found.split(" or ") if name in terms]


def _line(word: str, path: str, value: str) -> str:
    """A line of Turtle; none for a value that is a blank node, whose description the line would need too."""
    if path:
        return f"{path} {word} ;"
    return f"{word} {value} ;" if value and not value.startswith("_:") else ""


def _predicate(path: str) -> str:
    """A path that is one predicate, as Turtle writes it; '' for a longer one."""
    parsed = parse_path(path)
    return written(ox.NamedNode(parsed.iri)) if parsed and parsed.kind == "iri" else ""


def _short(value: Term) -> str:
    return compact(value.value) if isinstance(value, ox.NamedNode) else plain(str(value))
