"""SHACL validation that belongs in CI: lint, vacuity, results with their places, reports that CI reads."""

from cohorte_graph.check.result import CheckReport, CheckResult

__all__ = ["CheckReport", "CheckResult"]
