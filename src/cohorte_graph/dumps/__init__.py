"""Graphs, classes and resources as files in the RDF formats, streamed from the canonical text of a build."""

from cohorte_graph.dumps.excerpt import class_part, resource_part
from cohorte_graph.dumps.formats import FORMATS, RdfFormat
from cohorte_graph.dumps.parts import graph_part, parts, quotes

__all__ = ["FORMATS", "RdfFormat", "class_part", "graph_part", "parts", "quotes", "resource_part"]
