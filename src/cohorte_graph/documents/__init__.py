"""Resources as documents: JSON that reads without knowing RDF, and is RDF to those who do."""

from cohorte_graph.documents.offers import document_part, parts

__all__ = ["document_part", "parts"]
