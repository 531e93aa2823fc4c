"""SHACL results as our own records; pyshacl is the judge."""

from cohorte_graph.validate.locate import locate
from cohorte_graph.validate.results import SEVERITIES, ValidationResult
from cohorte_graph.validate.shacl import validate

__all__ = ["SEVERITIES", "ValidationResult", "locate", "validate"]
