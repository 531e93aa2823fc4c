"""The RDF formats: their names, media types and standards, and how lines become a file in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from cohorte_graph.dumps.context import Context
from cohorte_graph.dumps.json_ld import write_json_ld
from cohorte_graph.dumps.lines import Lines
from cohorte_graph.dumps.notice import Notice, as_comments
from cohorte_graph.dumps.rdf_xml import write_rdf_xml
from cohorte_graph.dumps.turtle import write_trig, write_turtle
from cohorte_graph.export.formats import check_format

__all__ = ["FORMATS", "RdfFormat", "format_called", "write_graphs", "write_statements"]


@dataclass(frozen=True)
class RdfFormat:
    """``name`` is also the ending of files; ``standard`` the IRI of its recommendation."""

    name: str
    title: str
    media_type: str
    standard: str
    of_graphs: bool = False
    """Whether its files tell in which named graph a statement stands."""

    @property
    def tells(self) -> bool:
        """Whether its files have a place for words that are no statements; lines of N-Triples stay the build's own."""
        return self.name not in ("nt", "nq")


FORMATS: Final = {
    format.name: format
    for format in (
        RdfFormat("ttl", "Turtle", "text/turtle", "https://www.w3.org/TR/turtle/"),
        RdfFormat("trig", "TriG", "application/trig", "https://www.w3.org/TR/trig/", of_graphs=True),
        RdfFormat("nt", "N-Triples", "application/n-triples", "https://www.w3.org/TR/n-triples/"),
        RdfFormat("nq", "N-Quads", "application/n-quads", "https://www.w3.org/TR/n-quads/", of_graphs=True),
        RdfFormat("jsonld", "JSON-LD", "application/ld+json", "https://www.w3.org/TR/json-ld11/"),
        RdfFormat("rdf", "RDF/XML", "application/rdf+xml", "https://www.w3.org/TR/rdf-syntax-grammar/"),
    )
}


def format_called(name: str) -> RdfFormat:
    """The format of a name; CallError with the close ones for another."""
    check_format(name, tuple(FORMATS))
    return FORMATS[name]


def write_statements(format: RdfFormat, lines: Lines, context: Context, file: BinaryIO, notice: Notice = ()) -> None:
    """N-Triples in a format; N-Quads are lines too. ``notice`` is told where the format has a place for it."""
    if format.name == "ttl":
        write_turtle(lines, context.prefixes, file, as_comments(notice))
    elif format.name == "jsonld":
        write_json_ld(lines, context, file, notice)
    elif format.name == "rdf":
        write_rdf_xml(lines, context.prefixes, file, notice)
    else:
        file.writelines(lines)


def write_graphs(graphs: Mapping[str, Lines], context: Context, file: BinaryIO, notice: Notice = ()) -> None:
    """Named graphs by their IRIs, in TriG; ``notice`` as above."""
    write_trig(graphs, context.prefixes, file, as_comments(notice))
