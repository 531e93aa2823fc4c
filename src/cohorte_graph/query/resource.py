"""One resource as a reader wants it: its statements with their origin, its passages, what points at it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pyoxigraph as ox

from cohorte_graph.iri import GRAPH, expand, local_path
from cohorte_graph.query.labels import Labels
from cohorte_graph.store import Engine, Rows, Term

__all__ = ["Fact", "Link", "Quote", "Resource", "describe"]

PROLOGUE = "".join(f"PREFIX {prefix}: <{expand(prefix + ':')}>\n" for prefix in ("coh", "oa", "rdf"))
ORIGINS = {"inferred": "inference"}


@dataclass(frozen=True)
class Fact:
    """A statement about the resource and the graphs it stands in, by their kind (report, curation …)."""

    property: str
    property_label: str
    value: Term
    value_label: str
    origins: tuple[str, ...]


@dataclass(frozen=True)
class Quote:
    """A passage the resource rests on: the words, their pages, and where they stand in the source file."""

    passage: str
    exact: str
    pages: str
    source: str
    start: str
    end: str


@dataclass(frozen=True)
class Link:
    """A statement that points at the resource."""

    subject: str
    subject_label: str
    property: str
    property_label: str


@dataclass(frozen=True)
class Resource:
    """Everything the graph says about one IRI, in one language."""

    iri: str
    label: str
    classes: tuple[str, ...]
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...]
    links: tuple[Link, ...]


def describe(iri: str, engine: Engine, labels: Labels, lang: str) -> Resource:
    """The resource of an IRI; empty of facts where the graph does not know it."""
    node = str(ox.NamedNode(iri))
    facts = _facts(node, engine, labels, lang)
    return Resource(
        iri=iri,
        label=labels.text(iri, lang),
        classes=tuple(fact.value_label for fact in facts if fact.property == expand("rdf:type")),
        facts=facts,
        quotes=_quotes(node, engine),
        links=_links(node, engine, labels, lang),
    )


def _rows(engine: Engine, text: str) -> list[tuple[Term | None, ...]]:
    result = engine.query(PROLOGUE + text)
    assert isinstance(result, Rows)
    return result.rows


def _facts(node: str, engine: Engine, labels: Labels, lang: str) -> tuple[Fact, ...]:
    """The statements sorted by property and value; one that stands in no named graph has no origin."""
    origins: dict[tuple[str, Term], set[str]] = defaultdict(set)
    query = f"SELECT ?p ?o ?g WHERE {{ {node} ?p ?o . OPTIONAL {{ GRAPH ?g {{ {node} ?p ?o }} }} }}"
    for p, o, graph in _rows(engine, query):
        assert isinstance(p, ox.NamedNode)
        assert o is not None
        origins[p.value, o] |= {_origin(graph.value)} if isinstance(graph, ox.NamedNode) else set()
    values = (value.value for _, value in origins if isinstance(value, ox.NamedNode))
    labels.learn([*(p for p, _ in origins), *values])
    facts = (
        Fact(p, labels.text(p, lang), o, _text(o, labels, lang), tuple(sorted(graphs)))
        for (p, o), graphs in origins.items()
    )
    return tuple(sorted(facts, key=lambda fact: (fact.property, fact.value_label, str(fact.value))))


def _origin(graph: str) -> str:
    """The kind of a named graph: report, curation, reference, inference, ontology …"""
    kind = graph.removeprefix(GRAPH).partition("/")[0]
    return ORIGINS.get(kind, kind)


def _text(term: Term, labels: Labels, lang: str) -> str:
    if isinstance(term, ox.NamedNode):
        return labels.text(term.value, lang)
    return str(term) if isinstance(term, ox.Triple) else term.value


def _quotes(node: str, engine: Engine) -> tuple[Quote, ...]:
    """The passages in the order of the source, the main source first."""
    rows = _rows(
        engine,
        f"""SELECT DISTINCT ?passage ?exact ?pages ?source ?start ?end WHERE {{
          {node} coh:passage ?passage .
          ?passage oa:hasSource ?source ; oa:hasSelector ?position .
          ?position oa:start ?start ; oa:end ?end .
          OPTIONAL {{ ?passage oa:hasSelector/oa:exact ?exact }}
          OPTIONAL {{ ?passage coh:pages ?pages }}
          OPTIONAL {{ ?passage coh:sourceRank ?rank }}
        }} ORDER BY ?rank ?source ?start""",
    )
    return tuple(Quote(*(_plain(term) for term in row)) for row in rows)


def _plain(term: Term | None) -> str:
    if isinstance(term, ox.NamedNode):
        return local_path(term.value)
    return term.value if isinstance(term, ox.Literal) else ""


def _links(node: str, engine: Engine, labels: Labels, lang: str) -> tuple[Link, ...]:
    rows = _rows(engine, f"SELECT DISTINCT ?s ?p WHERE {{ ?s ?p {node} FILTER(isIRI(?s)) }} ORDER BY ?p ?s")
    pairs = [(s.value, p.value) for s, p in rows if isinstance(s, ox.NamedNode) and isinstance(p, ox.NamedNode)]
    labels.learn(iri for pair in pairs for iri in pair)
    return tuple(Link(s, labels.text(s, lang), p, labels.text(p, lang)) for s, p in pairs)
