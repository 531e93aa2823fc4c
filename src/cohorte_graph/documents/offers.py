"""The documents that a dataset offers: one for each named resource of the data and the concepts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import BinaryIO

import pyoxigraph as ox

from cohorte_graph.dataset import Dataset, Part, rights
from cohorte_graph.documents.context import Context, read_context
from cohorte_graph.documents.frames import Frame, read_frame
from cohorte_graph.documents.framing import document
from cohorte_graph.documents.neighbourhood import Neighbourhood
from cohorte_graph.errors import CallError, did_you_mean
from cohorte_graph.iri import CONCEPT, ID, PREFIXES, local_path
from cohorte_graph.project import Project

__all__ = ["Documents", "document_part", "parts"]

LABEL = PREFIXES["rdfs"] + "label"
MEDIA_TYPE = "application/ld+json"
STANDARD = "https://www.w3.org/TR/json-ld11/"


def document_part(dataset: Dataset, iri: str) -> Part:
    """The document of one resource, by its IRI or its path ("territory/…").

    A resource without a label has one all the same, in which the key ``label`` is missing: nothing else says so.
    Raises CallError, with the close ones, for a resource that the dataset does not know.
    """
    documents = Documents(dataset)
    for full in (iri, ID + iri, CONCEPT + iri):
        if full.startswith((ID, CONCEPT)) and documents.knows(full):
            return documents.part(full)
    known = [local_path(resource) for resource in documents.resources()]
    raise CallError(f"There is no resource '{iri}'.", hint=did_you_mean(iri, known))


def parts(dataset: Dataset) -> list[Part]:
    """The documents of every kind that has a labelled resource, in the order of their IRIs.

    Not of what the frame of all resources follows (passages, mentions, figures), of annotations, which have no labels,
    and of what lies below a resource's own IRI: they stand in full in the documents of what they belong to. Each has a
    document when asked for.
    """
    documents = Documents(dataset)
    return [documents.part(iri) for iri in documents.offered()]


class Documents:
    """The documents of one dataset, which share what was read for them."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._ontology = dataset.ontology or Project.here(dataset.path.parent).ontology
        self._frames: dict[str, Frame] = {}
        self.neighbourhood = Neighbourhood(dataset)

    @cached_property
    def _context(self) -> Context:
        return read_context(self._ontology)

    @cached_property
    def _rights(self) -> list[str]:
        """Whose the words are: a document goes further than its folder."""
        stated = rights(self._dataset)
        return [line for lang in ("fr", "en") for line in stated.statements(lang)] if stated.reports else []

    def knows(self, iri: str) -> bool:
        """Whether anything is said of a resource."""
        try:
            ox.NamedNode(iri)
        except ValueError:
            return False
        return bool(self.neighbourhood.about(iri))

    def offered(self) -> list[str]:
        """The resources that have a document among ``parts``."""
        followed = read_frame(self._ontology, self._context, "").followed
        found: dict[str, bool] = {}
        told: set[str] = set()
        for iri, triples in self._subjects():
            found[iri] = any(triple.predicate.value == LABEL for triple in triples)
            links = (t.object for t in triples if t.predicate.value in followed)
            told.update(_kind(value.value) for value in links if isinstance(value, ox.NamedNode))
        kinds = {_kind(iri) for iri, has_label in found.items() if has_label} - told
        return [iri for iri in found if _kind(iri) in kinds and (iri.startswith(CONCEPT) or _above(iri) not in found)]

    def resources(self) -> Iterator[str]:
        """The IRIs of the data and the concepts."""
        return (iri for iri, _ in self._subjects())

    def _subjects(self) -> Iterator[tuple[str, list[ox.Triple]]]:
        for start in (CONCEPT, ID):
            for subject, group in groupby(self._dataset.triples(below=start), key=lambda triple: triple.subject):
                if isinstance(subject, ox.NamedNode):
                    yield subject.value, list(group)

    def frame(self, iri: str) -> Frame:
        """The frame by which a resource is told."""
        kind = _kind(iri)
        if kind not in self._frames:
            self._frames[kind] = read_frame(self._ontology, self._context, kind)
        return self._frames[kind]

    def part(self, iri: str) -> Part:
        """The document of a resource, made when it is written."""

        def write(file: BinaryIO) -> None:
            frame = self.frame(iri)
            file.write(document(iri, frame, self.neighbourhood.framed(iri, frame), self._rights))

        name = local_path(iri)
        told = (f"La ressource {name}", f"The resource {name}")
        return Part(f"{name}.jsonld", MEDIA_TYPE, *told, write, "document", (STANDARD,))


def _kind(iri: str) -> str:
    return local_path(iri).partition("/")[0]


def _above(iri: str) -> str:
    return iri.rpartition("/")[0]
