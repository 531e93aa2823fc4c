"""A check that could not be done, as a report: CI reads reports, and not what a program says beside them."""

from __future__ import annotations

from cohorte_graph.check.result import CheckReport, CheckResult, Remedy, Text
from cohorte_graph.errors import CohorteError
from cohorte_graph.validate import SEVERITIES

__all__ = ["failed"]

NOT_READ = "NOT-READ"


def failed(error: CohorteError, message: Text, hint: Text) -> CheckReport:
    """A report whose one result is the error, at its place; ``message`` and ``hint`` are its words."""
    result = CheckResult(
        severity=SEVERITIES[0],
        code=NOT_READ,
        stage="parse",
        message=message,
        place=error.place,
        remedy=Remedy(hint) if hint.en else None,
    )
    return CheckReport(results=(result,), shapes=(), data_files=(), shape_files=(), triples=0, engine="")
