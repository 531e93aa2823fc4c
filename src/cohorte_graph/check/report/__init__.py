"""A report of a check in the formats that people, editors and CI read."""

from __future__ import annotations

from cohorte_graph.check.result import CheckReport

__all__ = ["ENDINGS", "FORMATS", "write_report"]

FORMATS = ("text", "github", "sarif", "junit", "markdown", "json", "ttl")
ENDINGS = {
    ".txt": "text",
    ".sarif": "sarif",
    ".xml": "junit",
    ".md": "markdown",
    ".json": "json",
    ".ttl": "ttl",
}


def write_report(report: CheckReport, format: str, lang: str, *, fail_on: str, color: bool = False) -> bytes:
    """The report in one of FORMATS; ``fail_on`` is the least grave severity that fails, as the command has it."""
    if format == "github":
        from cohorte_graph.check.report.github import github

        return github(report, lang)
    if format == "sarif":
        from cohorte_graph.check.report.sarif import sarif

        return sarif(report, lang)
    if format == "junit":
        from cohorte_graph.check.report.junit import junit

        return junit(report, lang, fail_on=fail_on)
    if format == "markdown":
        from cohorte_graph.check.report.markdown import markdown

        return markdown(report, lang, fail_on=fail_on)
    if format == "json":
        from cohorte_graph.check.report.as_json import as_json

        return as_json(report)
    if format == "ttl":
        from cohorte_graph.check.report.ttl import ttl

        return ttl(report)
    from cohorte_graph.check.report.text import text

    return text(report, lang, fail_on=fail_on, color=color)
