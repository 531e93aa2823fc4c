"""A value of a kind that is asked for, as Turtle writes it, to be replaced by the true one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from decimal import Decimal
from math import ceil, floor
from operator import ge, gt, le, lt

import pyoxigraph as ox

from cohorte_graph.check.turtle import turtle
from cohorte_graph.iri import PREFIXES
from cohorte_graph.validate.results import Term

__all__ = ["SOME_IRI", "SOME_TEXT", "Asked", "like", "sample", "typed"]

XSD = PREFIXES["xsd"]
LANG_STRING = PREFIXES["rdf"] + "langString"
SOME_IRI = "<…>"
SOME_TEXT = '"…"'
SAMPLES = {
    "integer": "1", "decimal": "1.0", "double": "1.0e0", "boolean": "true", "string": '"…"', "date": '"2025-01-31"',
    "float": '"1.0"', "nonNegativeInteger": '"1"', "positiveInteger": '"1"', "int": '"1"', "long": '"1"',
    "time": '"12:00:00"', "duration": '"P1D"',
    "gYear": '"2025"', "gYearMonth": '"2025-01"', "dateTime": '"2025-01-31T00:00:00Z"', "anyURI": '"https://…"',
}  # fmt: skip
FORMS = {
    "integer": r"[+-]?\d+", "decimal": r"[+-]?\d*\.?\d+", "double": r"[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?",
    "boolean": "true|false|0|1", "date": r"\d{4}-\d\d-\d\d", "gYear": r"\d{4}", "gYearMonth": r"\d{4}-\d\d",
    "dateTime": r"\d{4}-\d\d-\d\dT.+", "nonNegativeInteger": r"\d+", "positiveInteger": r"[1-9]\d*",
}  # fmt: skip
"""The words that a datatype takes; a value in other words is not mended by naming the datatype."""
BARE = ("integer", "decimal", "double", "boolean", "string")


WHOLE = ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")
NUMBERS = (*WHOLE, "decimal", "double", "float")
HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "minInclusive": ge, "maxInclusive": le, "minExclusive": gt, "maxExclusive": lt
}  # fmt: skip
LEAST = {"nonNegativeInteger": 0, "positiveInteger": 1}
"""The least value of a datatype that has one."""

Asked = Callable[[str], list[Term]]
"""The values of a parameter of the shape, by its name."""


def sample(asked: Asked, members: Callable[[Term], list[Term]], taken: Collection[str]) -> str:
    """What a shape's parameters tell of a value; '' for nothing. ``taken`` are the languages that there are already."""
    for value in [*asked("hasValue"), *(one for head in asked("in") for one in members(head)[:1])]:
        return turtle(value)
    languages = [one.value for head in asked("languageIn") for one in members(head) if isinstance(one, ox.Literal)]
    datatypes = [value.value for value in asked("datatype") if isinstance(value, ox.NamedNode)]
    if languages or LANG_STRING in datatypes:
        free = [one for one in languages or ["fr", "en"] if one not in taken]
        return f"{SOME_TEXT}@{(free or languages or ['fr'])[0]}"
    for datatype in datatypes:
        return _of_datatype(datatype, asked)
    if any(str(kind).endswith("#BlankNode>") for kind in asked("nodeKind")):
        return f"[ a {turtle(asked('class')[0])} ]" if asked("class") else "[ ]"
    if asked("class") or any(str(kind).endswith("IRI>") for kind in asked("nodeKind")):
        return SOME_IRI
    return SOME_TEXT if asked("pattern") or asked("minLength") or asked("nodeKind") else ""


def _of_datatype(datatype: str, asked: Asked) -> str:
    short = datatype.removeprefix(XSD)
    value = _within(short, asked) if short in NUMBERS else SAMPLES.get(short, SOME_TEXT)
    return value if short in BARE else f"{value}^^{turtle(ox.NamedNode(datatype))}"


def _within(short: str, asked: Asked) -> str:
    """A number within the bounds, a bound itself or a step from one where it may be; a blank where none is found."""
    bounds = {
        name: Decimal(one.value)
        for name in HOLDS
        for one in asked(name)
        if isinstance(one, ox.Literal) and re.fullmatch(r"[+-]?\d+(?:\.\d+)?", one.value)
    }
    near = [
        one for bound in bounds.values() for one in (bound, bound + 1, bound - 1, floor(bound) + 1, ceil(bound) - 1)
    ]
    middle = [sum(bounds.values(), Decimal()) / len(bounds)] if bounds else []
    for value in map(Decimal, [*near, *middle, SAMPLES[short].strip('"')]):
        possible = short not in WHOLE or (value == value.to_integral_value() and value >= LEAST.get(short, value))
        if possible and all(HOLDS[name](value, bound) for name, bound in bounds.items()):
            return _number(value, short)
    return SOME_TEXT


def _number(value: Decimal, short: str) -> str:
    words = f"{int(value)}" if short in WHOLE else f"{value:f}"
    words += "" if short in WHOLE or "." in words else ".0"
    words += "e0" if short == "double" else ""
    return words if short in BARE else f'"{words}"'


def like(value: Term) -> str:
    """A value of the kind of one that others have."""
    if isinstance(value, ox.Literal):
        return (
            f"{SOME_TEXT}@{value.language}" if value.language else _of_datatype(value.datatype.value, lambda name: [])
        )
    return SOME_IRI


def typed(words: str, datatype: str) -> str:
    """The same words as a value of a datatype; '' where it does not take them."""
    form = FORMS.get(datatype.removeprefix(XSD))
    if form and not re.fullmatch(form, words):
        return ""
    text = str(ox.Literal(words))
    if datatype == LANG_STRING:
        return f"{text}@fr"
    return text if datatype == XSD + "string" else f"{text}^^{turtle(ox.NamedNode(datatype))}"
