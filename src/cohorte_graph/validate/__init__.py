"""SHACL results as our own records; pyshacl is the judge.

``locate``, which needs rdflib's parser, is imported from its module where there is something to locate.

rdflib logs a traceback for each value that its datatype does not take. A result tells it: where nobody listens to
logs, they are not written to standard error.
"""

import logging

from cohorte_graph.validate.results import SEVERITIES, ValidationResult, plain
from cohorte_graph.validate.shacl import validate

__all__ = ["SEVERITIES", "ValidationResult", "plain", "validate"]

logging.getLogger("rdflib").addHandler(logging.NullHandler())
