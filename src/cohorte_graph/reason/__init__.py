"""What follows from what is stated: rules run until nothing new follows, then a reasoner's verdict on the whole."""

from cohorte_graph.reason.hermit import find_java
from cohorte_graph.reason.rules import Rule, infer, read_rules
from cohorte_graph.reason.verdict import Verdict, reason

__all__ = ["Rule", "Verdict", "find_java", "infer", "read_rules", "reason"]
