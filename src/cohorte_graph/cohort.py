"""One cohort's texts read into records: the report itself, then further texts of it."""

from __future__ import annotations

from dataclasses import dataclass

from cohorte_graph.errors import InputError, Place
from cohorte_graph.extract import Context, Extraction, Gazetteer, Record, Vocabulary, extract
from cohorte_graph.extract.second_source import with_second_source
from cohorte_graph.graph.statements import Source
from cohorte_graph.sources import Document, Section, Structure, read_structure
from cohorte_graph.sources.description import SourceFile
from cohorte_graph.sources.markdown import read_markdown

__all__ = ["Cohort", "ReadDocument", "read_cohort"]


@dataclass(frozen=True)
class ReadDocument:
    """A document in reading order."""

    document: Document
    structure: Structure
    rank: int

    @property
    def source(self) -> Source:
        pages = {section.slug: section.pages for section in self.structure.sections if section.pages}
        return Source(self.document, self.rank, pages)

    def sections(self) -> tuple[Section, ...]:
        return self.structure.sections


@dataclass(frozen=True)
class Cohort:
    """The records of a cohort and the documents they come from, the main one first."""

    slug: str
    documents: tuple[ReadDocument, ...]
    extraction: Extraction
    records: tuple[Record, ...]


def read_cohort(slug: str, files: list[SourceFile], gazetteer: Gazetteer, vocabulary: Vocabulary) -> Cohort:
    """Read all texts of a cohort; ``files`` are sorted by rank.

    Raises InputError for a text that cannot be read and for a cohort whose first text is no full report.
    """
    main_file = files[0]
    document = main_file.open()
    if document.markdown:
        raise InputError(
            f"the cohort {slug} has no full report: its first source is a Markdown chapter.",
            place=Place(main_file.described_in),
            hint="Give the report's text coh:rank 1.",
        )
    structure = read_structure(document)
    context = Context(document, slug, gazetteer, vocabulary, main_file.publisher)
    extraction = extract(structure, context)
    records = list(extraction.records)
    documents = [ReadDocument(document, structure, main_file.rank)]
    for file in files[1:]:
        second = file.open()
        second_structure = read_markdown(second, second.slug)
        notes = sum(record.path[0] == "note" and record.path[2] == "source-difference" for record in records)
        records = with_second_source(records, (document, structure), (second, second_structure), slug, notes + 1)
        documents.append(ReadDocument(second, second_structure, file.rank))
    return Cohort(slug, tuple(documents), extraction, tuple(records))
