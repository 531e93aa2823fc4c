"""What follows from what is stated: CONSTRUCT rules, run until nothing new follows."""

from cohorte_graph.reason.rules import Rule, infer, read_rules

__all__ = ["Rule", "infer", "read_rules"]
