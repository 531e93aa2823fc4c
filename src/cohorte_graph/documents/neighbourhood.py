"""The statements that a document tells: those about its resource, and about what its frame follows."""

from __future__ import annotations

import pyoxigraph as ox

from cohorte_graph.dataset import Dataset
from cohorte_graph.documents.frames import Frame
from cohorte_graph.iri import COH, PREFIXES
from cohorte_graph.store import Rows

__all__ = ["Neighbourhood"]

TYPE = PREFIXES["rdf"] + "type"
NAMING = frozenset({TYPE, PREFIXES["rdfs"] + "label"})
LEFT_OUT = frozenset({COH + "searchText"})
"""Made from the texts for searching, and not to be read."""
MOST_KNOWN = 20_000


class Neighbourhood:
    """Looks resources up in the canonical text, since the engine does not keep how numbers are written."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._known: dict[str, tuple[ox.Triple, ...]] = {}

    def about(self, iri: str) -> tuple[ox.Triple, ...]:
        """What the union says of a resource; nothing of one it does not know."""
        if iri not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            triples = self._dataset.triples(below=f"{iri}>")
            self._known[iri] = tuple(t for t in triples if t.predicate.value not in LEFT_OUT)
        return self._known[iri]

    def framed(self, iri: str, frame: Frame) -> set[ox.Triple]:
        """The statements about a resource as its frame has it, and the names of all it points at."""
        found: set[ox.Triple] = set()
        self._follow(iri, frame, found)
        return found

    def _follow(self, iri: str, frame: Frame, found: set[ox.Triple]) -> None:
        for triple in self.about(iri):
            found.add(triple)
            value = triple.object
            if not isinstance(value, ox.NamedNode) or triple.predicate.value == TYPE:
                continue
            if (nested := frame.forward.get(triple.predicate.value)) is not None:
                self._follow(value.value, nested, found)
            else:
                found.update(self._name(value.value))
        for property, nested in frame.reverse.items():
            for other in self._pointing(iri, property, nested.classes):
                self._follow(other, nested, found)

    def _name(self, iri: str) -> list[ox.Triple]:
        return [triple for triple in self.about(iri) if triple.predicate.value in NAMING]

    def _pointing(self, iri: str, property: str, classes: frozenset[str]) -> list[str]:
        """The resources, of one of the classes where any is named, that have the IRI as value."""
        query = f"SELECT ?other WHERE {{ ?other {ox.NamedNode(property)} {ox.NamedNode(iri)} }}"
        answer = self._dataset.engine.query(query)
        assert isinstance(answer, Rows)
        others = sorted(term.value for (term,) in answer.rows if isinstance(term, ox.NamedNode))
        return [other for other in others if not classes or classes & self._classes(other)]

    def _classes(self, iri: str) -> set[str]:
        types = (triple.object for triple in self.about(iri) if triple.predicate.value == TYPE)
        return {term.value for term in types if isinstance(term, ox.NamedNode)}
