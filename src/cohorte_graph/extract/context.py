"""What every reader of a section needs: the document, the names, the concepts, and the text with its places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from cohorte_graph.extract.gazetteer import Gazetteer, Match
from cohorte_graph.extract.records import Evidence
from cohorte_graph.extract.vocabulary import Vocabulary
from cohorte_graph.folding import fold
from cohorte_graph.iri import concept_iri, data_iri
from cohorte_graph.sources import Block, Document, Section

__all__ = ["Context", "Passage"]


@dataclass(frozen=True)
class Passage:
    """A text of the report with what is needed to say where any part of it stands."""

    context: Context
    section: Section
    block: Block

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def folded(self) -> str:
        return fold(self.block.text)

    def evidence(self, property: str | None = None) -> Evidence:
        """The whole text as evidence."""
        return Evidence(self.context.document.slug, self.section.slug, self.block.spans, property)

    def part(self, start: int, end: int, property: str | None = None) -> Evidence:
        """``text[start:end]`` as evidence."""
        reading = self.context.document.read_spans(self.block.spans)
        spans = reading.locate(start, end)
        return Evidence(self.context.document.slug, self.section.slug, spans, property)

    def names(self, *kinds: str) -> list[Match]:
        """The names of the gazetteers in the text."""
        return self.context.gazetteer.find(self.text, *kinds)

    def territories(self) -> list[Match]:
        return [match for match in self.names() if match.name.is_territory]


@dataclass
class Context:
    """One document being read for one cohort."""

    document: Document
    cohort: str
    gazetteer: Gazetteer
    vocabulary: Vocabulary
    publisher: str | None = None
    _counts: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def passage(self, section: Section, block: Block) -> Passage:
        return Passage(self, section, block)

    def next(self, *path: str) -> int:
        """The next number under a path, from 1."""
        self._counts[path] += 1
        return self._counts[path]

    def iri(self, kind: str, *path: str | int) -> str:
        """The IRI of a thing of this cohort."""
        return data_iri(kind, self.cohort, *path)

    def concept(self, scheme: str, slug: str) -> str:
        return concept_iri(scheme, slug)
