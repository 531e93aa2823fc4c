"""What a build adds to the pages: a real thing of each class, how often words are used, first rows of answers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from cohorte_graph.dataset import Dataset
from cohorte_graph.errors import CallError
from cohorte_graph.export.cells import readable, readable_rows
from cohorte_graph.iri import COH, CONCEPT, ID, PREFIXES, expand
from cohorte_graph.project import Project
from cohorte_graph.query import Questions, Statements, Table, Truth
from cohorte_graph.query.resource import Quote, describe
from cohorte_graph.query.stored import StoredQuery
from cohorte_graph.store import Rows, Term

__all__ = ["Answered", "Built", "Sample", "Statement"]

SHOWN_ROWS = 3
SHOWN_FACTS = 8
LONGEST = 160
UNTOLD = frozenset(
    expand(name) for name in ("rdf:type", "rdfs:label", "coh:searchText", "coh:sortKey", "coh:quote", "coh:passage")
)
"""Properties that an example leaves out: said beside it, or written for programs."""


@dataclass(frozen=True)
class Sample:
    """A real thing: its properties with their values in words, ours first, and the passage behind it.

    ``count`` are all of its class, ``facts_left`` the properties that are not shown.
    """

    iri: str
    label: str
    facts: tuple[tuple[str, str], ...]
    quote: Quote | None
    count: int
    facts_left: int = 0


@dataclass(frozen=True)
class Statement:
    """A real statement of a property in words; ``count`` are all of that property."""

    subject: str
    value: str
    count: int


@dataclass(frozen=True)
class Answered:
    """The first rows of an answer; ``values`` are those it was asked with, ``total`` counts all rows or triples."""

    values: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    kind: str
    columns: tuple[str, ...]


class Built:
    """One build, asked; each thing that is counted is counted once, for both languages."""

    def __init__(self, project: Project, dataset: Dataset) -> None:
        self.dataset = dataset
        self._questions = Questions(lambda: dataset.engine, project.queries)

    def sample(self, class_iri: str, lang: str) -> Sample | None:
        """The first thing of a class by its IRI; None where there is none."""
        iri, count = self._first.get(class_iri, ("", 0))
        if not iri:
            return None
        found = describe(iri, self._questions.engine, self._questions.labels, lang)
        values: dict[str, list[str]] = defaultdict(list)
        for fact in found.facts:
            if fact.property not in UNTOLD and fact.value_label not in values[fact.property]:
                values[fact.property].append(fact.value_label)
        ours_first = sorted(values, key=lambda name: (not name.startswith(COH), name))
        told = tuple((name, _cut(" | ".join(values[name]))) for name in ours_first)
        quote = found.quotes[0] if found.quotes and found.quotes[0].exact else None
        return Sample(iri, found.label, told[:SHOWN_FACTS], quote, count, max(0, len(told) - SHOWN_FACTS))

    @cached_property
    def _first(self) -> dict[str, tuple[str, int]]:
        rows = self._rows(
            "SELECT ?class (MIN(STR(?x)) AS ?first) (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a ?class . "
            f'FILTER (STRSTARTS(STR(?x), "{ID}") || STRSTARTS(STR(?x), "{CONCEPT}")) }} GROUP BY ?class'
        )
        return {_value(one): (_value(first), int(_value(n))) for one, first, n in rows}

    def statement(self, property_iri: str, lang: str) -> Statement | None:
        """The first statement of a property about a thing of the data; None where there is none."""
        found = self._said.get(property_iri)
        if not found:
            return None
        rows = self._rows(f"SELECT ?o WHERE {{ <{found[0]}> <{property_iri}> ?o }}")
        value = min(
            (row[0] for row in rows if row[0] is not None), key=lambda term: (_language(term) != lang, str(term))
        )
        labels = self._questions.labels
        words = labels.text(value.value, lang) if isinstance(value, ox.NamedNode) else _value(value)
        return Statement(_cut(labels.text(found[0], lang)), _cut(words), found[1])

    @cached_property
    def _said(self) -> dict[str, tuple[str, int]]:
        rows = self._rows(
            "SELECT ?p (MIN(STR(?s)) AS ?first) (COUNT(*) AS ?n) WHERE { ?s ?p ?o . "
            f'FILTER (STRSTARTS(STR(?s), "{ID}") || STRSTARTS(STR(?s), "{CONCEPT}")) }} GROUP BY ?p'
        )
        return {_value(one): (_value(first), int(_value(n))) for one, first, n in rows}

    @cached_property
    def size(self) -> int:
        """The number of triples in the union of its graphs."""
        return int(_value(self._rows("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[0][0]))

    @cached_property
    def uses(self) -> dict[str, frozenset[str]]:
        """By the IRI of a concept, the things that carry it; what concepts say of each other does not count."""
        found: dict[str, set[str]] = defaultdict(set)
        rows = self._rows(
            f"SELECT DISTINCT ?concept ?x WHERE {{ ?concept a <{PREFIXES['skos']}Concept> . ?x ?p ?concept . "
            f'FILTER (STRSTARTS(STR(?x), "{ID}")) }}'
        )
        for concept, thing in rows:
            found[_value(concept)].add(_value(thing))
        return {iri: frozenset(things) for iri, things in found.items()}

    def answer(self, query: StoredQuery, lang: str) -> Answered | None:
        """The answer to the query's own example; where the build does not know its values, to the first it knows."""
        for values in self._values(query):
            try:
                found = self._questions.ask(query.name, values, lang)
            except CallError:
                continue
            return _answered(found, values, lang)
        return None

    def _values(self, query: StoredQuery) -> list[dict[str, str]]:
        required = [parameter for parameter in query.header.parameters if parameter.required]
        own = {parameter.name: parameter.example for parameter in required}
        known: dict[str, str] = {}
        for number, parameter in enumerate(required):
            if parameter.kind == "datatype":
                known[parameter.name] = parameter.example
                continue
            iris = sorted(self._questions.terms.candidates(parameter).iris)
            if not iris:
                return [own]
            known[parameter.name] = iris[min(number, len(iris) - 1)]
        return [own, known]

    def _rows(self, text: str) -> list[tuple[Term | None, ...]]:
        result = self.dataset.engine.query(text)
        assert isinstance(result, Rows)
        return result.rows


def _answered(answer: Table | Truth | Statements, values: dict[str, str], lang: str) -> Answered:
    given = tuple(sorted(values.items()))
    if isinstance(answer, Truth):
        return Answered(given, (), ((str(answer.value).lower(),),), 1, answer.kind, ())
    if isinstance(answer, Statements):
        terms = ((t.subject, t.predicate, t.object) for t in answer.triples[:SHOWN_ROWS])
        rows = tuple(tuple(_cut(readable(term)) for term in triple) for triple in terms)
        return Answered(given, (), rows, len(answer.triples), answer.kind, ())
    heads, cells = readable_rows(answer, lang)
    rows = tuple(tuple(map(_cut, row)) for row in cells[:SHOWN_ROWS])
    columns = tuple(column.name for column in answer.columns)
    return Answered(given, tuple(heads), rows, len(cells), answer.kind, columns)


def _cut(text: str) -> str:
    """A text short enough for an example, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rpartition(" ")[0] + " …"


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def _language(term: object) -> str:
    return getattr(term, "language", None) or ""
