"""Why something belongs to a class, or does not: which condition of which rule holds by which statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from cohorte_graph.errors import CallError, did_you_mean
from cohorte_graph.folding import fold
from cohorte_graph.iri import COH, GRAPH, expand
from cohorte_graph.reason.conditions import (
    Absence,
    Comparison,
    Condition,
    Count,
    Definition,
    Pattern,
    Step,
    definition,
)
from cohorte_graph.reason.rules import Rule
from cohorte_graph.store import Engine, Rows, Term

__all__ = ["Explanation", "Finding", "Route", "Statement", "class_named", "explain"]

TYPE = expand("rdf:type")
SUBCLASS = expand("rdfs:subClassOf")
PIECES = " […] "
Row = dict[str, Term]


@dataclass(frozen=True)
class Statement:
    """A statement of the graph, the kinds of the graphs that hold it, and the words of the report behind it."""

    subject: Term
    property: str
    object: Term
    origins: tuple[str, ...] = ()
    quote: str = ""
    pages: str = ""


@dataclass(frozen=True)
class Finding:
    """What became of one condition: the statements that meet it, or that it forbids; values and numbers it judges."""

    condition: Condition
    holds: bool
    statements: tuple[Statement, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Route:
    """One rule's conditions as far as they were met, and the first that is not."""

    definition: Definition
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        return all(finding.holds for finding in self.findings)


@dataclass(frozen=True)
class Explanation:
    """Whether a resource belongs to a class, and by what.

    ``routes`` are the rules that decide the class, ``stated`` the membership where a source states it, ``narrower``
    the classes of the resource that lie below the class.
    """

    resource: str
    class_iri: str
    belongs: bool
    routes: tuple[Route, ...]
    stated: tuple[Statement, ...]
    narrower: tuple[str, ...]


def class_named(engine: Engine, value: str) -> str:
    """The class of a name, a label or an IRI; CallError with the close ones where there is none."""
    names: dict[str, str] = {}
    shown: set[str] = set()
    query = f"SELECT ?c ?l WHERE {{ ?c a <{expand('owl:Class')}> ; <{expand('rdfs:label')}> ?l FILTER(isIRI(?c)) }}"
    for row in _rows(engine, query):
        iri, label = _plain(row["c"]), _plain(row["l"])
        name = iri.removeprefix(COH)
        names |= {fold(label): iri, fold(name): iri, iri: iri}
        shown |= {label, name}
    bare = value.strip().removeprefix("<").removesuffix(">")
    found = names.get(expand(bare)) or names.get(fold(bare.removeprefix("coh:")))
    if found is None:
        example = f"A class has a name and labels, for instance {min(shown, default='coh:Class')}."
        hints = (did_you_mean(bare, sorted(shown)), example)
        raise CallError(f"'{value}' is no class of the ontology.", hint="\n".join(hint for hint in hints if hint))
    return found


def explain(engine: Engine, rules: Iterable[Rule], resource: str, class_iri: str) -> Explanation:
    """Why a resource belongs to a class, or does not."""
    found = (definition(rule) for rule in rules)
    reader = _Reader(engine, resource)
    node, kind = str(ox.NamedNode(resource)), str(ox.NamedNode(class_iri))
    member = reader.statement(ox.NamedNode(resource), (Step(TYPE),), ox.NamedNode(class_iri))
    above = f"SELECT DISTINCT ?c WHERE {{ {node} a ?c . ?c <{SUBCLASS}>+ {kind} FILTER(?c != {kind}) }} ORDER BY ?c"
    return Explanation(
        resource,
        class_iri,
        member is not None,
        tuple(reader.route(one) for one in found if one and one.class_iri == class_iri),
        (member,) if member and set(member.origins) - {"inference"} else (),
        tuple(_plain(row["c"]) for row in _rows(engine, above)),
    )


class _Reader:
    """Reads a definition's conditions against the graph, for one resource."""

    def __init__(self, engine: Engine, resource: str) -> None:
        self.engine = engine
        self.resource = ox.NamedNode(resource)

    def route(self, of: Definition) -> Route:
        """The conditions from the nearest to the resource on: all that hold together, then the first that fails."""
        anchor = _values(of.variable, [str(self.resource)])
        anchor += " ".join(_values(name, terms) for name, terms in of.choices.items())
        met: list[Condition] = []
        rows: list[Row] = [{of.variable[1:]: self.resource}]
        for condition in _nearest_first(of):
            fresh = self._solutions(anchor, [*met, condition])
            if not fresh:
                forbidden = self._forbidden(anchor, met, condition)
                failed = Finding(condition, False, forbidden, tuple(self._values(condition, rows, anchor)))
                return Route(of, (*self._findings(met, rows, anchor), failed))
            met.append(condition)
            rows = fresh
        return Route(of, tuple(self._findings(met, rows, anchor)))

    def _solutions(self, anchor: str, conditions: list[Condition]) -> list[Row]:
        parts = [f"{{ {c.select(anchor, having=True)} }}" if isinstance(c, Count) else c.sparql for c in conditions]
        return _rows(self.engine, f"SELECT DISTINCT * WHERE {{ {anchor} {' '.join(parts)} }}")

    def _findings(self, met: list[Condition], rows: list[Row], anchor: str) -> Iterator[Finding]:
        for condition in met:
            statements = self._statements([condition] if isinstance(condition, Pattern) else [], rows)
            yield Finding(condition, True, statements, tuple(self._values(condition, rows, anchor)))

    def _forbidden(self, anchor: str, met: list[Condition], condition: Condition) -> tuple[Statement, ...]:
        """The statements there are where there may be none."""
        if not isinstance(condition, Absence):
            return ()
        return self._statements(condition.patterns, self._solutions(anchor, [*met, *condition.patterns]))

    def _statements(self, patterns: Iterable[Pattern], rows: list[Row]) -> tuple[Statement, ...]:
        told = (self._statement(pattern, row) for row in rows for pattern in patterns)
        return tuple(dict.fromkeys(statement for statement in told if statement))

    def _values(self, condition: Condition, rows: list[Row], anchor: str) -> Iterator[str]:
        """The values compared, or the numbers counted."""
        if isinstance(condition, Comparison):
            yield from dict.fromkeys(_filled(condition.text, row) for row in rows)
        elif isinstance(condition, Count):
            yield from sorted({_plain(row["n"]) for row in _rows(self.engine, condition.select(anchor, False))})

    def _statement(self, pattern: Pattern, row: Row) -> Statement | None:
        return self.statement(_bound(pattern.subject, row), pattern.steps, _bound(pattern.object, row))

    def statement(self, subject: Term | None, steps: tuple[Step, ...], value: Term | None) -> Statement | None:
        """The statement of the graph that goes one of these ways; rather one that is stated than one inferred."""
        if subject is None or value is None:
            return None
        found = []
        for step in steps:
            s, o = (value, subject) if step.inverse else (subject, value)
            if isinstance(s, ox.NamedNode):
                statement = f"{s} <{step.iri}> {o}"
                query = f"SELECT ?g WHERE {{ {statement} OPTIONAL {{ GRAPH ?g {{ {statement} }} }} }}"
                rows = _rows(self.engine, query)
                if rows:
                    origins = tuple(sorted({_origin(_plain(row["g"])) for row in rows if "g" in row}))
                    found.append(Statement(s, step.iri, o, origins, *self._evidence(s, step.iri, o)))
        return min(found, key=lambda one: one.origins in ((), ("inference",)), default=None)

    def _evidence(self, subject: ox.NamedNode, property: str, value: Term) -> tuple[str, str]:
        """The words that state just this, else those that its subject rests on, else those of its object."""
        query = f"""SELECT DISTINCT ?exact ?pages ?rank ?number WHERE {{
          ?annotation <{expand("oa:hasBody")}> {subject} ; <{COH}property> <{property}> ; <{COH}number> ?number ;
            <{expand("oa:hasTarget")}> ?passage .
          ?passage <{expand("oa:hasSelector")}>/<{expand("oa:exact")}> ?exact ; <{COH}sourceRank> ?rank .
          OPTIONAL {{ ?passage <{COH}pages> ?pages }}
        }} ORDER BY ?rank ?number"""
        rows = _rows(self.engine, query)
        if rows:
            main = [row for row in rows if row["rank"] == rows[0]["rank"]]
            return PIECES.join(_plain(row["exact"]) for row in main), _plain(main[0].get("pages"))
        for node in (subject, value):
            if isinstance(node, ox.NamedNode):
                quoted = f"{node} <{COH}quote> ?quote OPTIONAL {{ {node} <{COH}pages> ?pages }}"
                for row in _rows(self.engine, f"SELECT ?quote ?pages WHERE {{ {quoted} }} ORDER BY ?quote"):
                    return _plain(row["quote"]), _plain(row.get("pages"))
        return "", ""


def _nearest_first(of: Definition) -> Iterator[Condition]:
    """Conditions in an order in which each hangs on one before it: what the resource is, then what it is tied to."""
    bound, rest = {of.variable}, list(of.conditions)
    positive = {name for c in rest if isinstance(c, Pattern) for name in _variables(c)}
    while rest:
        chosen = min(
            rest, key=lambda condition: (_distance(condition, bound, positive, of.variable), rest.index(condition))
        )
        rest.remove(chosen)
        if isinstance(chosen, Pattern):
            bound |= _variables(chosen)
        yield chosen


def _distance(condition: Condition, bound: set[str], positive: set[str], variable: str) -> int:
    """0 for what can be judged now, more for what should wait."""
    if isinstance(condition, Count | Absence):
        return 5
    if isinstance(condition, Pattern):
        if condition.subject == variable and condition.is_type:
            return 0
        return 2 if _variables(condition) & bound else 4
    return 1 if _variables(condition) & positive <= bound else 3


def _variables(condition: Condition) -> set[str]:
    if isinstance(condition, Pattern):
        return {term for term in (condition.subject, condition.object) if term.startswith("?")}
    if isinstance(condition, Absence):
        return {name for pattern in condition.patterns for name in _variables(pattern)}
    return set(re.findall(r"\?\w+", condition.text)) if isinstance(condition, Comparison) else set()


def _filled(text: str, row: Row) -> str:
    """An expression with the values of its variables."""
    return re.sub(r"\?(\w+)", lambda name: _plain(row.get(name[1])), text)


def _values(variable: str, terms: Iterable[str]) -> str:
    return f"VALUES {variable} {{ {' '.join(terms)} }} "


def _bound(term: str, row: Row) -> Term | None:
    if term.startswith("?"):
        return row.get(term[1:])
    if term.startswith("<"):
        return ox.NamedNode(term[1:-1])
    return ox.Literal(term.strip('"'))


def _rows(engine: Engine, text: str) -> list[Row]:
    result = engine.query(text)
    assert isinstance(result, Rows)
    return [
        {name: term for name, term in zip(result.variables, row, strict=True) if term is not None}
        for row in result.rows
    ]


def _plain(term: Term | None) -> str:
    return "" if term is None or isinstance(term, ox.Triple) else term.value


def _origin(graph: str) -> str:
    kind = graph.removeprefix(GRAPH).partition("/")[0]
    return "inference" if kind == "inferred" else kind
