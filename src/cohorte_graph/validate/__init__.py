"""SHACL results as our own records; pyshacl is the judge.

``locate``, which needs rdflib's parser, is imported from its module where there is something to locate.
"""

from cohorte_graph.validate.results import SEVERITIES, ValidationResult, plain
from cohorte_graph.validate.shacl import validate

__all__ = ["SEVERITIES", "ValidationResult", "plain", "validate"]
