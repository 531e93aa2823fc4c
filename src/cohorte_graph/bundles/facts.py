"""What the graph states of resources by property, kept small: of the classes and properties that are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from cohorte_graph.dataset import Dataset
from cohorte_graph.iri import COH, ID, expand, local_path

__all__ = ["Facts", "facts_of"]

TYPE, LABEL = expand("rdf:type"), expand("rdfs:label")


@dataclass(frozen=True)
class Facts:
    """Values by subject and property; names of properties are short: "coh:title"."""

    values: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = field(default_factory=dict)

    def members(self, *classes: str) -> list[str]:
        """The IRIs of the resources of a class of ours, sorted: tombstones are of none of them."""
        wanted = {COH + name for name in classes}
        return sorted(iri for iri, known in self.values.items() if wanted & {t.value for t in known.get(TYPE, ())})

    def text(self, iri: str, name: str) -> str:
        """One value of a property, in French where it has languages; '' where there is none."""
        found = [value for value in self._of(iri, name) if isinstance(value, ox.Literal)]
        return min(found, key=lambda value: (value.language != "fr", value.value)).value if found else ""

    def texts(self, iri: str, name: str) -> list[str]:
        """All values of a property that are French or of no language, each once, sorted."""
        found = (value for value in self._of(iri, name) if isinstance(value, ox.Literal))
        return sorted({value.value for value in found if value.language in (None, "fr")})

    def literal(self, iri: str, name: str) -> ox.Literal | None:
        """One value of a property, with its datatype."""
        return min((v for v in self._of(iri, name) if isinstance(v, ox.Literal)), key=str, default=None)

    def links(self, iri: str, *names: str) -> list[str]:
        """The IRIs that some properties lead to, each once, sorted."""
        return sorted({v.value for name in names for v in self._of(iri, name) if isinstance(v, ox.NamedNode)})

    def label(self, iri: str) -> str:
        """The label of a resource, or its path where it has none."""
        return self.text(iri, "rdfs:label") or local_path(iri)

    def _of(self, iri: str, name: str) -> list[ox.NamedNode | ox.Literal]:
        return self.values.get(iri, {}).get(expand(name), [])


def facts_of(dataset: Dataset, kinds: Iterable[str], names: Iterable[str], *others: str) -> Facts:
    """The facts of the resources of some kinds ("pilot"), and of ``others`` by the begin of their IRIs."""
    wanted = {TYPE, LABEL, *map(expand, names)}
    values: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for start in (*(f"{ID}{kind}/" for kind in kinds), *others):
        for triple in dataset.triples(below=start):
            subject, value = triple.subject, triple.object
            if triple.predicate.value not in wanted or not isinstance(subject, ox.NamedNode):
                continue
            if isinstance(value, ox.NamedNode | ox.Literal):
                values[subject.value][triple.predicate.value].append(value)
    return Facts(values)
