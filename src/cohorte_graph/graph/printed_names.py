"""Withdrawn names in print: found in the words of the report, left out around quotes, and counted where they stay."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox

from cohorte_graph.extract import Gazetteer, Name
from cohorte_graph.folding import words
from cohorte_graph.iri import COH, data_iri, expand
from cohorte_graph.sources import Document, Span
from cohorte_graph.sources.document import CONTEXT

__all__ = ["EXACT", "NAMING", "WithdrawnNames", "still_printed", "without_contexts"]

EXACT, PREFIX, SUFFIX = (expand(f"oa:{name}") for name in ("exact", "prefix", "suffix"))
MENTION_OF, AS_PRINTED = COH + "mentionOf", COH + "surfaceForm"
NAMING = frozenset(map(expand, ("rdfs:label", "skos:altLabel", "skos:hiddenLabel")))
KINDS = frozenset(COH + name for name in ("Person", "Policy", "Term"))
"""Classes on which it depends how a name is found."""


class WithdrawnNames:
    """What finds withdrawn resources in print: by their labels, and by how their mentions print them.

    A first name alone may be such a form; within the name of another person it is not theirs.
    """

    def __init__(self, resources: Collection[str], union: Collection[ox.Triple]) -> None:
        kinds = {_iri(t.subject): _iri(t.object).removeprefix(COH) for t in union if _iri(t.object) in KINDS}
        mentioned = {_iri(t.subject): _iri(t.object) for t in union if t.predicate.value == MENTION_OF}
        labels: dict[str, set[str]] = defaultdict(set)
        for triple in union:
            subject, is_form = _iri(triple.subject), triple.predicate.value == AS_PRINTED
            named = mentioned.get(subject, "") if is_form else subject
            is_other = named not in resources and kinds.get(named) == "Person"
            if (is_form or triple.predicate.value in NAMING) and (named in resources or (is_other and not is_form)):
                labels[named].update(filter(words, [getattr(triple.object, "value", "")]))
        self._resources = resources
        self._gazetteer = Gazetteer(
            Name(iri, kinds.get(iri, ""), min(said), tuple(sorted(said)))
            for iri, said in sorted(labels.items(), key=lambda one: (one[0] in resources, one[0]))
            if said
        )

    def find(self, text: str) -> list[tuple[int, int]]:
        """Where a text names one of them."""
        return [(hit.start, hit.end) for hit in self._gazetteer.find(text) if hit.name.iri in self._resources]


def without_contexts(
    triples: Iterable[ox.Triple], names: WithdrawnNames, documents: Iterable[Document]
) -> Iterator[ox.Triple]:
    """The triples, with empty contexts where the words around a quote hold such a name or a part of it."""
    printed = {document.slug: (document, names.find(document.normal)) for document in documents}
    selector = re.compile(re.escape(data_iri("passage")) + r"/(?P<source>.+)/(?P<start>\d+)-(?P<end>\d+)/quote")
    for triple in triples:
        if triple.predicate.value in (PREFIX, SUFFIX):
            found = selector.fullmatch(getattr(triple.subject, "value", ""))
            if found and found["source"] in printed:
                document, places = printed[found["source"]]
                around = _around(document, Span(int(found["start"]), int(found["end"])), triple.predicate.value)
                if any(start < around[1] and around[0] < end for start, end in places):
                    triple = ox.Triple(triple.subject, triple.predicate, ox.Literal(""))
        yield triple


def _around(document: Document, span: Span, side: str) -> tuple[int, int]:
    """Where the context of a quote stands in the normal form (``Document.context``)."""
    if side == PREFIX:
        first = bisect_left(document.offsets, span.start)
        return first - CONTEXT, first
    last = bisect_left(document.offsets, span.end)
    return last, last + CONTEXT


def still_printed(triples: Iterable[ox.Triple], names: WithdrawnNames) -> int:
    """How many quotes of the report hold such a name."""
    quotes = (triple.object for triple in triples if triple.predicate.value == EXACT)
    return sum(isinstance(quote, ox.Literal) and bool(names.find(quote.value)) for quote in quotes)


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
