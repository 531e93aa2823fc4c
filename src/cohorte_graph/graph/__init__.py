"""Records and hand-written Turtle become named graphs and their union."""

from cohorte_graph.graph.assembly import GraphSet
from cohorte_graph.graph.statements import Statements

__all__ = ["GraphSet", "Statements"]
