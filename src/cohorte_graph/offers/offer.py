"""An offer: something that was asked for by name, with its formats and the files it is in each of them.

Those who write tables, documents and catalogues are imported when one is made: a Turtle must not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from cohorte_graph.dataset import Dataset, Part, rights
from cohorte_graph.dumps import FORMATS, class_part, graph_part, quotes, resource_part
from cohorte_graph.errors import CallError, did_you_mean
from cohorte_graph.iri import local_path
from cohorte_graph.project import Project

__all__ = [
    "BINARY",
    "CATALOGUES",
    "KNOWN",
    "TABLES",
    "TABLES_ALONE",
    "Offer",
    "catalogue",
    "graph",
    "members",
    "resource",
    "tables",
]

TABLES: Final = "tables"
CATALOGUES: Final = {"catalogue": ("ttl", "jsonld", "rdf"), "void": ("ttl",)}
BINARY: Final = frozenset({"xlsx", "parquet"})
RDF: Final = tuple(FORMATS)
TABLE_FORMATS: Final = ("csv", "xlsx", "parquet", "geojson", "csvw")
KNOWN: Final = (*RDF, *TABLE_FORMATS)
"""All formats that anything is exported in."""
FOLDERS: Final = {"csv": ("csv", "csvw"), "parquet": ("parquet",)}
"""The formats in which all tables are a folder, with the formats of the files in it."""
TABLES_ALONE: Final = {"links": ("csv", "csvw"), "concept-scheme": ("csv", "xlsx", "parquet", "csvw")}
"""Tables that belong to no kind of IRIs, and their formats."""


SILENT: Final = frozenset({"nt", "nq", "csv"})
"""The formats that have no place for whose the words in them are."""
WORDS: Final = (
    "Ce format ne dit rien des droits. {fr} Tous les droits : cohorte export --format ttl",
    "This format says nothing of rights. {en} All rights: cohorte export --format ttl",
)
UNLISTED: Final = (
    "Aucun fichier n'y est décrit : voir les catalogues des lots (cohorte export --for) et des versions publiées.",
    "No file is described in it: see the catalogues of bundles (cohorte export --for) and of releases.",
)
Note: TypeAlias = tuple[str, str] | None
"""What is to be said beside a file, in French and English."""


def _nothing(format: str) -> Note:
    return None


@dataclass(frozen=True)
class Offer:
    """``formats`` are those it comes in, the usual one first; in one of ``folders`` it is a folder of files. ``note``
    tells for a format what the file itself cannot say."""

    name: str
    formats: tuple[str, ...]
    make: Callable[[str], list[Part]]
    folders: frozenset[str] = frozenset()
    note: Callable[[str], Note] = _nothing

    def parts(self, format: str) -> list[Part]:
        """The files it is in a format; CallError, with those it has, for a format it does not come in."""
        if format not in self.formats:
            close = did_you_mean(format, self.formats)
            listed = f"Formats that fit: {', '.join(self.formats)}."
            raise CallError(f"'{self.name}' does not come as '{format}'.", hint=f"{close}\n{listed}".strip())
        return self.make(format)


def graph(dataset: Dataset, iri: str | None) -> Offer:
    """The union, or a named graph by its IRI."""
    note = partial(_whose_words, dataset) if quotes(iri) else _nothing
    return Offer(dataset.short(iri), RDF, lambda format: [graph_part(dataset, iri, format)], note=note)


def resource(dataset: Dataset, iri: str) -> Offer:
    """A resource: a document for people who do not know RDF, or its statements and passages."""

    def make(format: str) -> list[Part]:
        if format != "jsonld":
            return [resource_part(dataset, iri, format)]
        from cohorte_graph.documents import document_part

        return [document_part(dataset, iri)]

    others = (format for format in RDF if format != "jsonld")
    return Offer(local_path(iri), ("jsonld", *others), make, note=partial(_whose_words, dataset))


def members(dataset: Dataset, kind: str, lang: str) -> Offer:
    """The members of a class by the kind in their IRIs, as a table or as their statements; or a table alone."""

    def make(format: str) -> list[Part]:
        if format in RDF:
            return [class_part(dataset, kind, format)]
        from cohorte_graph.tables import part

        return [part(dataset, kind, format, lang)]

    formats = TABLES_ALONE.get(kind) or (*TABLE_FORMATS, *RDF)
    return Offer(kind, formats, make, note=partial(_whose_words, dataset))


def tables(dataset: Dataset, lang: str) -> Offer:
    """All classes as tables: a folder of files, or one workbook."""

    def make(format: str) -> list[Part]:
        from cohorte_graph.tables import parts, workbook_part

        if format == "xlsx":
            return [workbook_part(dataset, lang)]
        return parts(dataset, lang, FOLDERS[format])

    return Offer(TABLES, ("csv", "xlsx", "parquet"), make, frozenset(FOLDERS))


def catalogue(dataset: Dataset, project: Project, name: str, base_url: str | None) -> Offer:
    """The catalogue, or the VoID description, of a graph none of whose files are listed yet."""

    def make(format: str) -> list[Part]:
        from cohorte_graph.catalogue import Settings, parts, read_description

        settings = Settings(base_url, description=read_description(project))
        return [part for part in parts(dataset, [], settings) if part.name == f"{name}.{format}"]

    return Offer(name, CATALOGUES[name], make, note=lambda format: UNLISTED)


def _whose_words(dataset: Dataset, format: str) -> Note:
    """Whose the words of reports are, where the format has no place for it."""
    if format not in SILENT or not dataset.with_text:
        return None
    stated = rights(dataset)
    fr, en = (" ".join(stated.statements(lang)[: len(stated.reports)]) for lang in ("fr", "en"))
    return (WORDS[0].format(fr=fr), WORDS[1].format(en=en)) if stated.reports else None
