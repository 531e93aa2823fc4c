"""The reference documentation as static pages: ontology, concepts, rules of the check and stored queries, fr and en."""

from cohorte_graph.reference_site.site import parts

__all__ = ["parts"]
