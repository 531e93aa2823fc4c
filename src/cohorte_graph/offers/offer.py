"""An offer: something that was asked for by name, with its formats and the files it is in each of them.

Those who write tables, documents and catalogues are imported when one is made: a Turtle must not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cohorte_graph.dataset import Dataset, Part
from cohorte_graph.dumps import FORMATS, class_part, graph_part, resource_part
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


@dataclass(frozen=True)
class Offer:
    """``formats`` are those it comes in, the usual one first; in one of ``folders`` it is a folder of files."""

    name: str
    formats: tuple[str, ...]
    make: Callable[[str], list[Part]]
    folders: frozenset[str] = frozenset()

    def parts(self, format: str) -> list[Part]:
        """The files it is in a format; CallError, with those it has, for a format it does not come in."""
        if format not in self.formats:
            close = did_you_mean(format, self.formats)
            listed = f"Formats that fit: {', '.join(self.formats)}."
            raise CallError(f"'{self.name}' does not come as '{format}'.", hint=f"{close}\n{listed}".strip())
        return self.make(format)


def graph(dataset: Dataset, iri: str | None) -> Offer:
    """The union, or a named graph by its IRI."""
    return Offer(dataset.short(iri), RDF, lambda format: [graph_part(dataset, iri, format)])


def resource(dataset: Dataset, iri: str) -> Offer:
    """A resource: a document for people who do not know RDF, or its statements and passages."""

    def make(format: str) -> list[Part]:
        if format != "jsonld":
            return [resource_part(dataset, iri, format)]
        from cohorte_graph.documents import document_part

        return [document_part(dataset, iri)]

    others = (format for format in RDF if format != "jsonld")
    return Offer(local_path(iri), ("jsonld", *others), make)


def members(dataset: Dataset, kind: str, lang: str) -> Offer:
    """The members of a class by the kind in their IRIs, as a table or as their statements; or a table alone."""

    def make(format: str) -> list[Part]:
        if format in RDF:
            return [class_part(dataset, kind, format)]
        from cohorte_graph.tables import part

        return [part(dataset, kind, format, lang)]

    return Offer(kind, TABLES_ALONE.get(kind) or (*TABLE_FORMATS, *RDF), make)


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

    return Offer(name, CATALOGUES[name], make)
