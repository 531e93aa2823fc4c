"""The YAML header of a stored query: grlc's ``#+`` comments, our own keys under ``x-cohorte``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import yaml

from cohorte_graph.errors import InputError, Place, did_you_mean
from cohorte_graph.iri import PREFIXES, expand
from cohorte_graph.query.texts import LANGUAGES, Texts

__all__ = ["Chart", "Header", "Parameter", "read_header"]

KINDS = ("class", "scheme", "datatype")
ABSENT = (None, "", "absent", "all")
DATATYPES = ("string", "integer", "decimal", "boolean", "date", "gYearMonth", "gYear")
CHART_TYPES = ("bar", "heatmap")
OWN_KEYS = ("question", "params", "columns", "chart")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a stored query: what kind of value it takes, and what stands in when it is absent.

    ``kind`` is "class", "scheme" or "datatype"; ``of`` is the class IRI or "any", the scheme's slug or IRI,
    or the datatype IRI. ``default`` is a value as a user would give it; ``None`` on an optional parameter
    means "not restricted": its token becomes UNDEF, so it may stand in VALUES data only.
    """

    name: str
    kind: str
    of: str
    required: bool
    default: str | None = None
    example: str = ""
    label: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Chart:
    """How an answer is drawn: a bar chart of ``y`` by ``x``, or a heat map of ``value`` by both."""

    type: str
    x: str
    y: str
    value: str = ""


@dataclass(frozen=True)
class Header:
    """What a stored query says of itself."""

    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    question: Texts = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()
    columns: Mapping[str, Texts] = field(default_factory=dict)
    chart: Chart | None = None


def read_header(text: str, path: Path | str) -> Header:
    """The header of a query text; InputError with line and column where it cannot be understood."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content = yaml.load(_yaml_lines(text), Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        raise InputError(f"the header is not YAML: {error.problem}", place=place) from error
    return _Reader(text, path).header(content or {})


def _yaml_lines(text: str) -> str:
    """The header's YAML on the very lines and columns it has in the file, for the sake of error places."""
    lines = (re.sub(r"^#\+", "  ", line) if line.startswith("#+") else "" for line in text.splitlines())
    return "\n".join(lines)


@dataclass(frozen=True)
class _Reader:
    text: str
    path: Path | str

    def fail(self, message: str, word: str = "", hint: str = "") -> NoReturn:
        """An InputError on the header line that holds ``word``."""
        found = re.search(rf"^#\+.*?({re.escape(word)})", self.text, re.MULTILINE) if word else None
        line = self.text.count("\n", 0, found.start(1)) + 1 if found else 1
        raise InputError(message, hint=hint, place=Place(self.path, line))

    def header(self, content: Any) -> Header:
        top = self.mapping(content, "header", ("summary", "description", "tags", "x-cohorte"), strict=False)
        own = self.mapping(top.get("x-cohorte") or {}, "x-cohorte", OWN_KEYS)
        parameters = self.mapping(own.get("params") or {}, "params")
        columns = self.mapping(own.get("columns") or {}, "columns")
        return Header(
            summary=str(top.get("summary", "")),
            description=str(top.get("description", "")),
            tags=tuple(str(tag) for tag in top.get("tags") or ()),
            question=self.texts(own.get("question") or {}, "question"),
            parameters=tuple(self.parameter(str(name), value) for name, value in parameters.items()),
            columns={str(name): self.texts(value, str(name)) for name, value in columns.items()},
            chart=self.chart(own["chart"]) if own.get("chart") else None,
        )

    def mapping(self, value: Any, what: str, known: Iterable[str] = (), *, strict: bool = True) -> dict[str, Any]:
        """A mapping with known keys only (all keys are known where ``known`` is empty)."""
        if not isinstance(value, dict):
            self.fail(f"'{what}' must be a mapping.", what)
        known = list(known)
        for key in value if strict and known else ():
            if key not in known:
                self.fail(f"'{what}' has no key '{key}'.", str(key), did_you_mean(str(key), known))
        return value

    def texts(self, value: Any, what: str) -> Texts:
        """Texts by language; a plain string counts as French."""
        if isinstance(value, str):
            return {"fr": value}
        return {str(lang): str(text) for lang, text in self.mapping(value, what, LANGUAGES).items()}

    def parameter(self, name: str, value: Any) -> Parameter:
        keys = (*KINDS, "required", "default", "example", "label")
        given = self.mapping(value, name, keys)
        kinds = [kind for kind in KINDS if kind in given]
        if len(kinds) != 1:
            self.fail(f"the parameter '{name}' needs one of {', '.join(KINDS)}.", name)
        default = given.get("default")
        return Parameter(
            name=name,
            kind=kinds[0],
            of=self.of(name, kinds[0], str(given[kinds[0]])),
            required=bool(given.get("required", "default" not in given)),
            default=None if default in ABSENT else str(default),
            example=str(given.get("example", "")),
            label=self.texts(given.get("label") or {}, "label"),
        )

    def of(self, name: str, kind: str, value: str) -> str:
        if kind == "scheme" or value == "any":
            return value
        if (iri := expand(value)) == value and "://" not in value:
            hint = f"Known prefixes: {', '.join(PREFIXES)}."
            self.fail(f"the {kind} '{value}' of parameter '{name}' is no IRI.", value, hint)
        if kind == "datatype" and iri.removeprefix(PREFIXES["xsd"]) not in DATATYPES:
            self.fail(f"the datatype '{value}' is none of xsd:{', xsd:'.join(DATATYPES)}.", value)
        return iri

    def chart(self, value: Any) -> Chart:
        """The chart; the value of a heat map's cells may also be called ``color``."""
        given = self.mapping(value, "chart", ("type", "x", "y", "value", "color"))
        if (kind := str(given.get("type", ""))) not in CHART_TYPES:
            self.fail(f"the chart type '{kind}' is none of {', '.join(CHART_TYPES)}.", "chart")
        needed = ["x", "y"] if kind == "bar" else ["x", "y", "value"]
        given = {"value": given.get("color", ""), **given}
        if missing := [key for key in needed if not given.get(key)]:
            self.fail(f"the chart does not say its {' and '.join(missing)}.", "chart")
        return Chart(kind, str(given["x"]), str(given["y"]), str(given["value"]))
