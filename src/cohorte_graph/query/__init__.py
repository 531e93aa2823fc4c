"""Stored queries and free SPARQL, through the store only."""

from cohorte_graph.query.answer import Answer, Column, Statements, Table, Truth
from cohorte_graph.query.questions import Questions
from cohorte_graph.query.stored import Catalogue, StoredQuery

__all__ = ["Answer", "Catalogue", "Column", "Questions", "Statements", "StoredQuery", "Table", "Truth"]
