"""What can be exported: graphs, classes, resources, tables, the catalogue, each with the formats it comes in."""

from cohorte_graph.offers.finding import find_offer
from cohorte_graph.offers.offer import Offer

__all__ = ["Offer", "find_offer"]
