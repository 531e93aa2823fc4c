"""The catalogue of what is published: DCAT-AP 3 for portals, VoID for those who work with the graph."""

from cohorte_graph.catalogue.description import Contact, Description
from cohorte_graph.catalogue.files import parts
from cohorte_graph.catalogue.reading import read_description
from cohorte_graph.catalogue.settings import UNPLACED, WORDLESS, Settings

__all__ = ["UNPLACED", "WORDLESS", "Contact", "Description", "Settings", "parts", "read_description"]
