"""The union and the named graphs of a build as files to be published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO, Final

from cohorte_graph.dataset import UNION, Dataset, Part
from cohorte_graph.dumps.context import read_context
from cohorte_graph.dumps.formats import RdfFormat, format_called, write_graphs, write_statements
from cohorte_graph.dumps.lines import by_graph, graph_lines, quad_lines, quads_of_graph
from cohorte_graph.dumps.notice import notice
from cohorte_graph.iri import GRAPH

__all__ = ["graph_part", "parts", "quotes"]

EVERYTHING = "dataset"
UNION_FORMATS = ("ttl", "nt", "jsonld", "rdf")
ABOUT: Final[Mapping[str, tuple[str, str]]] = {
    "report": ("Énoncés tirés du rapport", "Statements taken from the report"),
    "curation": ("Énoncés ajoutés par une personne", "Statements made by a person"),
    "inferred": ("Énoncés déduits", "Inferred statements"),
    "reference": ("Énoncés tirés de registres publics", "Statements taken from public registers"),
    "ontology": ("L'ontologie : classes et propriétés", "The ontology: classes and properties"),
    "concepts": ("Les concepts : types, thèmes et rôles", "The concepts: types, themes and roles"),
    "shapes": ("Les formes SHACL : règles que suivent les données", "The SHACL shapes: rules that the data follow"),
    "provenance": ("Origine de chaque graphe", "Where each graph comes from"),
}
"""What a graph holds, by the first word of its name."""


def graph_part(dataset: Dataset, graph: str | None, format: str, name: str | None = None) -> Part:
    """A named graph by its IRI, or the union, in one of the RDF formats.

    For the union, TriG holds all named graphs and N-Quads all of the build: the named graphs and the union. Raises
    CallError for an unknown format.
    """
    chosen = format_called(format)
    stem = (EVERYTHING if chosen.of_graphs else UNION) if graph is None else graph.removeprefix(GRAPH)
    fr, en = _about(graph, chosen)

    def write(file: BinaryIO) -> None:
        _write(dataset, graph, chosen, file)

    return Part(name or f"{stem}.{format}", chosen.media_type, fr, en, write, "graph", (chosen.standard,))


def parts(dataset: Dataset) -> list[Part]:
    """The union in every format, all graphs in N-Quads and TriG, and each named graph in Turtle."""
    wholes = [graph_part(dataset, None, format) for format in (*UNION_FORMATS, "nq", "trig")]
    return [*wholes, *(graph_part(dataset, graph, "ttl", _file_name(graph)) for graph in dataset.graphs)]


def _file_name(graph: str) -> str:
    return f"graph/{graph.removeprefix(GRAPH)}.ttl"


def _write(dataset: Dataset, graph: str | None, format: RdfFormat, file: BinaryIO) -> None:
    context = read_context(dataset.ontology)
    told = notice(dataset) if format.tells and quotes(graph) else ()
    if format.name == "nq":
        file.writelines(quad_lines(dataset) if graph is None else quads_of_graph(dataset, graph))
    elif format.name != "trig":
        write_statements(format, graph_lines(dataset, graph), context, file, told)
    elif graph is not None:
        write_graphs({graph: graph_lines(dataset, graph)}, context, file, told)
    else:
        with by_graph(quad_lines(dataset)) as graphs:
            write_graphs(graphs, context, file, told)


def quotes(graph: str | None) -> bool:
    """Whether words of a report may stand in it: in the union, and in what is said of a cohort."""
    return graph is None or "/" in graph.removeprefix(GRAPH)


def _about(graph: str | None, format: RdfFormat) -> tuple[str, str]:
    if graph is None:
        fr, en = "Tous les énoncés, réunis", "All statements, united"
        if format.of_graphs:
            fr, en = "Tous les énoncés, par graphe nommé", "All statements, by named graph"
    else:
        kind, _, rest = graph.removeprefix(GRAPH).partition("/")
        fr, en = (
            f"{words} ({rest})" if rest else words for words in ABOUT.get(kind, (f"Graphe {kind}", f"Graph {kind}"))
        )
    return f"{fr}, en {format.title}", f"{en}, in {format.title}"
