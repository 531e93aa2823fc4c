"""Two builds compared by resource: what was added, removed, renumbered, changed, and which quotes moved."""

from cohorte_graph.comparison.changes import Change, Comparison, PropertyChange, compare
from cohorte_graph.comparison.snapshot import Quoted, Resource, Snapshot, Statement, take

__all__ = ["Change", "Comparison", "PropertyChange", "Quoted", "Resource", "Snapshot", "Statement", "compare", "take"]
