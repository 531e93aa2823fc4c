"""The statements of the ontology, of concepts and of shapes, as a page asks for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import pyoxigraph as ox

from cohorte_graph.check.reading import read_files
from cohorte_graph.iri import BASE, COH, PREFIXES, expand
from cohorte_graph.project import Project

__all__ = ["CLASSES", "HEADER", "PROPERTIES", "Ontology", "Term", "read_ontology", "short"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

HEADER = BASE + "def"
CLASSES = tuple(map(expand, ("owl:Class", "rdfs:Class")))
PROPERTIES = tuple(
    map(expand, ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty", "rdf:Property"))
)
TYPE, LABEL = expand("rdf:type"), expand("rdfs:label")
FIRST, REST, NIL = expand("rdf:first"), expand("rdf:rest"), expand("rdf:nil")
DECLARED = (expand("sh:prefix"), expand("sh:namespace"))


@dataclass(frozen=True)
class Ontology:
    """``words`` are the triples of the ontology's own files, ``concepts`` and ``shapes`` those of their folders."""

    words: tuple[ox.Triple, ...]
    concepts: tuple[ox.Triple, ...]
    shapes: tuple[ox.Triple, ...]

    @cached_property
    def _about(self) -> Mapping[str, Mapping[str, list[Term]]]:
        found: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in (*self.words, *self.concepts):
            found[str(triple.subject)][triple.predicate.value].append(triple.object)
        return found

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The IRIs that something is said of, sorted."""
        return tuple(sorted(node[1:-1] for node in self._about if node.startswith("<")))

    def values(self, term: Term | str, predicate: str) -> list[Term]:
        """The values of a property of a node, or of an IRI given as text, in the order of the files."""
        node = f"<{term}>" if isinstance(term, str) else str(term)
        return self._about.get(node, {}).get(predicate, [])

    def iris(self, term: Term | str, predicate: str) -> list[str]:
        """Those of the values that are IRIs."""
        return [value.value for value in self.values(term, predicate) if isinstance(value, ox.NamedNode)]

    def texts(self, term: Term | str, predicate: str) -> dict[str, str]:
        """The text of a property by language; of several in one language the first."""
        literals = [value for value in self.values(term, predicate) if isinstance(value, ox.Literal)]
        return {value.language or "": value.value for value in reversed(literals)}

    def all_texts(self, term: Term | str, predicate: str, lang: str) -> list[str]:
        """All texts of a property in a language, or in none."""
        literals = (value for value in self.values(term, predicate) if isinstance(value, ox.Literal))
        return [value.value for value in literals if value.language in (lang, None)]

    def members(self, head: Term) -> Iterator[Term]:
        """The members of a list, in order."""
        seen = set()
        while str(head) != f"<{NIL}>" and str(head) not in seen:
            seen.add(str(head))
            yield from self.values(head, FIRST)[:1]
            head = next(iter(self.values(head, REST)), ox.NamedNode(NIL))

    def of_kind(self, *kinds: str) -> list[str]:
        """The IRIs that are declared as one of the kinds and have a label: external terms have none here."""
        return [iri for iri in self.subjects if set(self.iris(iri, TYPE)) & set(kinds) and self.values(iri, LABEL)]

    @cached_property
    def classes(self) -> list[str]:
        return self.of_kind(*CLASSES)

    @cached_property
    def properties(self) -> list[str]:
        return self.of_kind(*PROPERTIES)

    @cached_property
    def schemes(self) -> list[str]:
        return [iri for iri in self.subjects if expand("skos:ConceptScheme") in self.iris(iri, TYPE)]

    @cached_property
    def external(self) -> list[str]:
        """The terms of other vocabularies that are declared here, with their kind and nothing more."""
        kinds = set(CLASSES) | set(PROPERTIES)
        own = {*self.classes, *self.properties}
        return [iri for iri in self.subjects if kinds & set(self.iris(iri, TYPE)) and iri not in own]

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that the ontology declares (sh:declare), by namespace; else those of the program."""
        found = {space: prefix for prefix, space in PREFIXES.items()}
        for declared in self._about.values():
            prefix, space = (declared.get(name, []) for name in DECLARED)
            if prefix and space:
                found[getattr(space[0], "value", "")] = getattr(prefix[0], "value", "")
        return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))

    def name(self, iri: str) -> str:
        """The IRI as a prefixed name where there is a prefix for it."""
        for space, prefix in self.prefixes.items():
            if iri.startswith(space) and iri != space:
                return f"{prefix}:{iri.removeprefix(space)}"
        return iri


def read_ontology(project: Project) -> Ontology:
    """What the ontology folder of a project states, in the order of its files.

    Raises InputError, with the place, for a file that does not parse.
    """
    folder = project.ontology
    files = (sorted(folder.glob("*.ttl")), *(project.turtle_files(folder / name) for name in ("concepts", "shapes")))
    counts = accumulate((len(paths) for paths in files[:-1]), initial=0)
    words, concepts, shapes = (
        tuple(triple for file in read_files(paths, BASE, first=first) for triple in file.triples)
        for paths, first in zip(files, counts, strict=True)
    )
    return Ontology(words, concepts, shapes)


def short(iri: str) -> str:
    """The local name, which is the anchor of a term: ``def#Effect`` stands at ``#Effect``."""
    return iri.removeprefix(COH).rstrip("/#").replace("#", "/").rpartition("/")[2]
