"""A user's value as a checked, typed term: a resource that stands in the graph, or a literal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as ox

from cohorte_graph.errors import CallError, did_you_mean
from cohorte_graph.folding import fold, slugify
from cohorte_graph.iri import BASE, COH, CONCEPT, ID, PREFIXES, compact, expand, local_path
from cohorte_graph.query.header import Parameter
from cohorte_graph.query.texts import said, shown
from cohorte_graph.store import Engine, Rows, Term

__all__ = ["Candidates", "Terms"]

MAX_STRING = 500
MAX_RESOURCE = 2_000
MAX_LISTED = 10
XSD = PREFIXES["xsd"]
NAMING = ("rdfs:label", "skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")
FORMS = {
    "integer": (r"[+-]?\d{1,18}", "a whole number, for instance 12"),
    "decimal": (r"[+-]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})", "a number, for instance 12.5"),
    "boolean": (r"true|false", "true or false"),
    "date": (r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date, for instance 2024-05-07"),
    "gYearMonth": (r"\d{4}-(0[1-9]|1[0-2])", "a year and month, for instance 2024-05"),
    "gYear": (r"\d{4}", "a year, for instance 2024"),
}


class Candidates:
    """The resources a parameter may name, found by IRI, by the end of their path, or by a label."""

    def __init__(self, engine: Engine, pattern: str) -> None:
        self._engine = engine
        self._pattern = pattern

    @cached_property
    def iris(self) -> frozenset[str]:
        """The IRIs that match the pattern."""
        return frozenset(iri for (iri,) in self._select("?x", self._pattern or "?x ?property ?value ."))

    @cached_property
    def by_label(self) -> dict[str, set[str]]:
        """The IRIs by folded label, and by the words of the label as a slug."""
        names = " ".join(f"<{expand(name)}>" for name in NAMING)
        found: dict[str, set[str]] = defaultdict(set)
        for iri, label in self._select("?x ?l", f"{self._pattern} VALUES ?n {{ {names} }} ?x ?n ?l ."):
            found[fold(label)].add(iri)
        return found

    def _select(self, variables: str, pattern: str) -> Iterable[tuple[str, ...]]:
        result = self._engine.query(f"SELECT DISTINCT {variables} WHERE {{ {pattern} FILTER(isIRI(?x)) }}")
        assert isinstance(result, Rows)
        return (tuple(_value(term) for term in row) for row in result.rows)

    def matching(self, value: str) -> list[str]:
        """The IRIs a value names, sorted: by IRI, else whole path, else end of path, else label."""
        bare = value.strip().removeprefix("<").removesuffix(">")
        iri = expand(bare)
        if iri in self.iris:
            return [iri]
        if "://" in iri:
            return []
        whole = [base + bare for base in (ID, CONCEPT, BASE) if base + bare in self.iris]
        return whole[:1] or self._by_path_end(bare) or sorted(self.by_label.get(fold(bare), ()))

    def _by_path_end(self, value: str) -> list[str]:
        ends = {f"/{value}", f"/{'/'.join(slugify(part) for part in value.split('/'))}"} - {"/"}
        return sorted(iri for iri in self.iris if iri.endswith(tuple(ends)) and "/" in local_path(iri))

    def near(self, value: str) -> str:
        """A hint with the slugs, else the labels, close to a wrong value."""
        slugs = {iri.rpartition("/")[2] for iri in self.iris} - {""}
        wrong = local_path(value.strip("<>"))
        return did_you_mean(slugify(wrong), sorted(slugs)) or did_you_mean(wrong, sorted(self.by_label))


class Terms:
    """Typed terms for parameter values, checked against one graph."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._candidates: dict[str, Candidates] = {}

    def term(self, parameter: Parameter, value: str) -> ox.NamedNode | ox.Literal:
        """The term a value stands for; CallError with the close ones where it stands for none or several."""
        if any(0xD800 <= ord(character) <= 0xDFFF for character in value):
            raise self._wrong(parameter, value, "is not UTF-8.")
        if parameter.kind == "datatype":
            return self._literal(parameter, value)
        return ox.NamedNode(self._resource(parameter, value))

    def resource(self, value: str) -> str:
        """The IRI of any resource of the graph; of several, the one whose path alone is shortest."""
        subject = Parameter("resource", "class", "any", required=True, example="territory/SLUG")
        found = self.candidates(subject).matching(value) if len(value) <= MAX_RESOURCE else []
        shortest = min((iri.count("/") for iri in found), default=0)
        short = [iri for iri in found if iri.count("/") == shortest]
        return short[0] if len(short) == 1 else self._resource(subject, value)

    def candidates(self, parameter: Parameter) -> Candidates:
        """The resources that a parameter may name."""
        pattern = _pattern(parameter)
        if pattern not in self._candidates:
            self._candidates[pattern] = Candidates(self._engine, pattern)
        return self._candidates[pattern]

    def _resource(self, parameter: Parameter, value: str) -> str:
        if len(value) > MAX_RESOURCE:
            raise self._wrong(parameter, value, f"is longer than {MAX_RESOURCE} characters.")
        candidates = self.candidates(parameter)
        found = candidates.matching(value)
        if len(found) == 1:
            return self._standing(parameter, value, found[0])
        if found:
            listed = ", ".join(local_path(iri) for iri in found[:MAX_LISTED])
            more = ", …" if len(found) > MAX_LISTED else ""
            raise self._wrong(parameter, value, "names several things.", f"Say which: {listed}{more}.")
        for iri in Candidates(self._engine, f"?x <{COH}withdrawnOn> ?day .").matching(value):
            self._standing(parameter, value, iri)
        kind = "resource" if parameter.of == "any" else compact(parameter.of)
        raise self._wrong(parameter, value, f"is no {kind} of this graph.", candidates.near(value))

    def _standing(self, parameter: Parameter, value: str, iri: str) -> str:
        """The IRI again; CallError where all that is left of it is its tombstone."""
        answer = self._engine.query(f"SELECT ?day WHERE {{ {ox.NamedNode(iri)} <{COH}withdrawnOn> ?day }}")
        assert isinstance(answer, Rows)
        for (day,) in answer.rows:
            raise self._wrong(parameter, value, f"was withdrawn on {_value(day)}.")
        return iri

    def _literal(self, parameter: Parameter, value: str) -> ox.Literal:
        name = parameter.of.removeprefix(XSD)
        if len(value) > MAX_STRING:
            raise self._wrong(parameter, value, f"is longer than {MAX_STRING} characters.")
        if name == "string":
            return self._string(parameter, value)
        form, words = FORMS[name]
        if not re.fullmatch(form, value.strip(), re.ASCII):
            raise self._wrong(parameter, value, f"is not {words}.")
        return ox.Literal(value.strip(), datatype=ox.NamedNode(parameter.of))

    def _string(self, parameter: Parameter, value: str) -> ox.Literal:
        if not value.strip():
            raise self._wrong(parameter, value, "is empty.")
        return ox.Literal(value)

    def _wrong(self, parameter: Parameter, value: str, why: str, near: str = "") -> CallError:
        hints = [near, _expected(parameter, self._example(parameter))]
        return CallError(f"{parameter.name}='{shown(value)}' {why}", hint="\n".join(h for h in hints if h))

    def _example(self, parameter: Parameter) -> str:
        """The parameter's own example where this graph holds it, else the first value that it does hold."""
        if parameter.kind == "datatype" or not parameter.example:
            return parameter.example
        candidates = self.candidates(parameter)
        if parameter.of == "any" or candidates.matching(parameter.example) or not candidates.iris:
            return parameter.example
        return min(candidates.iris).rpartition("/")[2]


def _value(term: Term | None) -> str:
    return "" if term is None or isinstance(term, ox.Triple) else term.value


def _pattern(parameter: Parameter) -> str:
    """The graph pattern that ``?x`` must match to be a value of the parameter; empty for any resource."""
    if parameter.kind == "scheme":
        scheme = parameter.of if "://" in parameter.of else CONCEPT + parameter.of
        return f"?x <{expand('skos:inScheme')}> {ox.NamedNode(scheme)} ."
    if parameter.of == "any":
        return ""
    return f"?x <{expand('rdf:type')}>/<{expand('rdfs:subClassOf')}>* {ox.NamedNode(parameter.of)} ."


def _expected(parameter: Parameter, example: str) -> str:
    """The form a value has, with an example."""
    example = f", for instance {parameter.name}={example}" if example else ""
    if parameter.kind == "datatype":
        return f"Expected: {said(parameter.label, 'en', parameter.name).lower()}{example}." if example else ""
    return f"Expected: a slug, a label or a full IRI{example}."
