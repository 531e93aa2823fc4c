"""A build as resources: each with its statements and quotes, the nodes that only carry evidence folded in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from cohorte_graph.iri import GRAPH, ID, compact, expand, local_path
from cohorte_graph.store import Engine

__all__ = ["Quoted", "Resource", "Snapshot", "Statement", "parse_term", "take"]

LEFT_OUT = ("provenance",)
"""Graphs of digests and dates: which files changed stands in the manifests."""
EVIDENCE = (ID + "passage/", ID + "annotation/")
WRITTEN_FOR_QUERIES = frozenset(expand(name) for name in ("coh:sortKey", "coh:searchText", "coh:quote", "coh:pages"))
"""What the build derives from labels, texts and passages, which are compared themselves."""
PASSAGE, TOLD = expand("coh:passage"), expand("coh:property")
SELECTOR, BODY, TARGET = expand("oa:hasSelector"), expand("oa:hasBody"), expand("oa:hasTarget")
LABELS = (expand("rdfs:label"), expand("skos:prefLabel"))
TYPE = expand("rdf:type")
MAX_DEPTH = 8


@dataclass(frozen=True, order=True)
class Statement:
    """A property and a value as N-Triples; a blank node's value is what is said of it, in brackets."""

    property: str
    value: str


@dataclass(frozen=True, order=True)
class Quoted:
    """Words of a source and where they stand."""

    exact: str
    source: str
    start: int
    end: int
    pages: str = ""

    @property
    def place(self) -> str:
        return f"{self.source}:{self.start}-{self.end}"


@dataclass
class Resource:
    """An IRI with what the graphs say of it; ``statements`` to the kinds of graphs that say so."""

    iri: str
    statements: dict[Statement, set[str]] = field(default_factory=dict)
    quotes: set[Quoted] = field(default_factory=set)

    @property
    def classes(self) -> list[str]:
        """The stated classes, sorted; classes that only follow are left to the statements."""
        types = ((s.value[1:-1], kinds) for s, kinds in self.statements.items() if s.property == TYPE)
        return sorted(name for name, kinds in types if kinds != {"inferred"})

    def label(self, lang: str) -> str:
        """The label in a language, else any, else the IRI in short."""
        values = (parse_term(s.value) for s in sorted(self.statements) if s.property in LABELS)
        labels = [value for value in values if isinstance(value, ox.Literal)]
        best = sorted(labels, key=lambda label: (label.language != lang, label.language != "fr"))
        return best[0].value if best else compact(self.iri)


def parse_term(text: str) -> ox.NamedNode | ox.Literal | None:
    """A term from its N-Triples form; None for the description of a blank node."""
    if text.startswith("["):
        return None
    triple = next(ox.parse(f"<x:x> <x:x> {text} .", format=ox.RdfFormat.N_TRIPLES)).object
    return triple if isinstance(triple, ox.NamedNode | ox.Literal) else None


@dataclass(frozen=True)
class Snapshot:
    """The resources of a build by IRI."""

    resources: Mapping[str, Resource]

    def label(self, iri: str, lang: str) -> str:
        """The label of an IRI of the build, else the IRI in short."""
        found = self.resources.get(iri)
        return found.label(lang) if found else compact(iri)


def take(engine: Engine, graphs: Iterable[str]) -> Snapshot:
    """The snapshot of a store's named graphs."""
    resources: dict[str, Resource] = {}
    evidence = _Evidence()
    for name in graphs:
        kind = name.removeprefix(GRAPH).split("/")[0]
        if kind in LEFT_OUT:
            continue
        triples = [quad.triple for quad in engine.quads(name)]
        blank = _blank_descriptions(triples)
        for triple in triples:
            if not isinstance(triple.subject, ox.NamedNode):
                continue
            subject, predicate = triple.subject.value, triple.predicate.value
            if subject.startswith(EVIDENCE):
                evidence.add(subject, predicate, str(getattr(triple.object, "value", triple.object)))
                continue
            resource = resources.setdefault(subject, Resource(subject))
            if predicate == PASSAGE and isinstance(triple.object, ox.NamedNode):
                evidence.passages_of[subject].add(triple.object.value)
            elif predicate not in WRITTEN_FOR_QUERIES:
                value = blank.get(triple.object) or str(triple.object)
                resource.statements.setdefault(Statement(predicate, value), set()).add(kind)
    evidence.fold_into(resources)
    return Snapshot(resources)


def _blank_descriptions(triples: list[ox.Triple]) -> dict[object, str]:
    """What is said of each blank node, as text that does not depend on its label."""
    said: dict[object, list[ox.Triple]] = defaultdict(list)
    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode):
            said[triple.subject].append(triple)

    def text(node: object, depth: int) -> str:
        if not isinstance(node, ox.BlankNode):
            return compact(node.value) if isinstance(node, ox.NamedNode) else str(node)
        if depth > MAX_DEPTH:
            return "[…]"
        parts = sorted(f"{compact(t.predicate.value)} {text(t.object, depth + 1)}" for t in said[node])
        return f"[ {' ; '.join(parts)} ]"

    return {node: text(node, 0) for node in said}


@dataclass
class _Evidence:
    """Passages with their selectors, and annotations, until they are folded into what they speak of."""

    nodes: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    passages_of: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, node: str, predicate: str, value: str) -> None:
        self.nodes.setdefault(node, {}).setdefault(predicate, []).append(value)

    def fold_into(self, resources: dict[str, Resource]) -> None:
        """Quotes for passages; for an annotation also the property of which its passage is the evidence."""
        for node in self.nodes.values():
            for body in node.get(BODY, ()):
                self.passages_of[body].update(node.get(TARGET, ()))
                statements = resources.setdefault(body, Resource(body)).statements
                for told in node.get(TOLD, ()):
                    statements.setdefault(Statement(TOLD, f"<{told}>"), set()).add("report")
        for iri, passages in self.passages_of.items():
            resources[iri].quotes.update(filter(None, map(self._quoted, passages)))

    def _quoted(self, passage: str) -> Quoted | None:
        node = self.nodes.get(passage, {})
        said = [self.nodes.get(selector, {}) for selector in node.get(SELECTOR, ())]

        def one(name: str) -> str:
            return next((values[0] for part in (node, *said) if (values := part.get(expand(name)))), "")

        if not said:
            return None
        source = local_path(one("oa:hasSource")).removeprefix("source/")
        return Quoted(one("oa:exact"), source, int(one("oa:start") or 0), int(one("oa:end") or 0), one("coh:pages"))
