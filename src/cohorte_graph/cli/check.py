"""``cohorte check``: SHACL validation for editors and CI, of the project or of anybody's files."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cohorte_graph.cli.progress import progress
from cohorte_graph.cli.settings import chosen_language, common_options, current_project, is_own

if TYPE_CHECKING:
    from cohorte_graph.check import CheckReport
    from cohorte_graph.check.result import CheckResult
    from cohorte_graph.errors import CohorteError
    from cohorte_graph.project import Project

__all__ = ["check"]

STEPS = {
    "read": ("lecture des fichiers", "reading the files"),
    "sources": ("lecture des répertoires et des concepts", "reading gazetteers and concepts"),
    "extract": ("lecture du rapport", "reading the report"),
    "graph": ("écriture des graphes", "writing the graphs"),
    "reason": ("application des règles", "applying the rules"),
    "lint": ("relecture des formes", "linting the shapes"),
    "vacuity": ("recherche des formes sans objet", "looking for shapes that meet nothing"),
    "validate": ("validation SHACL", "SHACL validation"),
    "locate": ("recherche des lignes", "finding the lines"),
}
FAIL_ON = ("violation", "warning", "info")
SECONDS = 600.0
MEBIBYTES = 4096
paths = click.Path(path_type=Path)


@dataclass(frozen=True)
class _Call:
    """What was asked for."""

    data: tuple[Path, ...]
    shapes: tuple[Path, ...]
    ontology: tuple[Path, ...]
    engine: str
    strict: bool
    may_be_empty: tuple[str, ...]
    fail_on: str
    format: str
    output: Path | None
    reports: tuple[Path, ...]
    baseline: Path | None
    update: bool
    lang: str


@click.command()
@click.argument("data", nargs=-1, type=paths)
@click.option("--shapes", multiple=True, type=paths, metavar="PATH", help="Shapes: a file or folder; repeatable.")
@click.option(
    "--ontology", multiple=True, type=paths, metavar="PATH", help="Words that data and shapes may use; repeatable."
)
@click.option(
    "--engine",
    type=click.Choice(("auto", "pyshacl", "fast", "both")),
    default="auto",
    show_default=True,
    help="Who judges: pyshacl, the fast one, which auto takes wherever the two are known to agree, or both, compared.",
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default=FAIL_ON[0],
    show_default=True,
    help="The least grave result that ends with exit code 1.",
)
@click.option(
    "--format", "format", metavar="FORMAT", help="text (by default), github, sarif, junit, markdown, json, ttl."
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write there.")
@click.option(
    "--report",
    "reports",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a report besides, its format by its ending (.txt .sarif .xml .md .json .ttl); repeatable.",
)
@click.option("--baseline", type=paths, metavar="FILE", help="Known debts: they pass, what is new or gone does not.")
@click.option("--update-baseline", is_flag=True, help="Write what is found now into the baseline.")
@click.option("--may-be-empty", multiple=True, metavar="SHAPE", help="A shape that may meet nothing, or all.")
@click.option("--strict", is_flag=True, help="Ask of foreign shapes too: IRIs, codes, messages in two languages.")
@click.option("--explain", metavar="CODE", help="Tell what a rule wants and why, with examples, and check nothing.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="Give up after so long.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=256),
    default=MEBIBYTES,
    show_default=True,
    metavar="MIB",
    help="Give up beyond so much memory.",
)
@common_options
def check(
    data: tuple[Path, ...],
    shapes: tuple[Path, ...],
    ontology: tuple[Path, ...],
    engine: str,
    fail_on: str,
    format: str | None,
    output: Path | None,
    reports: tuple[Path, ...],
    baseline: Path | None,
    update_baseline: bool,
    may_be_empty: tuple[str, ...],
    strict: bool,
    explain: str | None,
    timeout: float,
    memory: int,
) -> int:
    """Check DATA (files or folders) against shapes; without DATA, check the project.

    Reads Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML. First the shapes are read for dead and misspelt
    terms, then for targets that meet nothing, then the data are validated, and each result is led back to its line.

    Exit code 1 where there are results at or above --fail-on, 2 for a wrong call, 3 where a file cannot be read or
    the check cannot be done.
    """
    lang = chosen_language()
    from cohorte_graph.cli.supervised import supervised

    if explain is not None:
        code = explain
        return supervised(lambda: _explain(code, shapes, lang), seconds=timeout, mebibytes=memory, lang=lang)
    asked = _Call(
        data=data,
        shapes=shapes,
        ontology=ontology,
        engine=engine,
        strict=strict,
        may_be_empty=may_be_empty,
        fail_on=fail_on,
        format=format or "",
        output=output,
        reports=reports,
        baseline=baseline,
        update=update_baseline,
        lang=lang,
    )
    call = _complete(asked)
    return supervised(lambda: _checked(call), seconds=timeout, mebibytes=memory, lang=lang)


def _complete(call: _Call) -> _Call:
    """The call with its format; CallError for options that do not go together."""
    from cohorte_graph.check.report import FORMATS
    from cohorte_graph.cli.output import chosen_format
    from cohorte_graph.errors import CallError

    if call.data and not call.shapes:
        raise CallError("DATA needs shapes to be checked against.", hint="Name them: --shapes PATH")
    if (call.shapes or call.ontology) and not call.data:
        raise CallError(
            "shapes and ontology are given, but no DATA.",
            hint="Without DATA the project is checked, by its own shapes.",
        )
    if call.update and not call.baseline:
        raise CallError("--update-baseline needs --baseline FILE.")
    for path in call.reports:
        _format_of(path)
    _demand_apart(call)
    by_ending = call.output is not None and call.output.suffix and not call.format
    chosen = _format_of(call.output) if by_ending and call.output else chosen_format(call.format, None, FORMATS)
    return replace(call, format=chosen or FORMATS[0])


def _demand_apart(call: _Call) -> None:
    """CallError where what is written would replace what is read, or another thing that is written."""
    from cohorte_graph.errors import CallError

    written = [path for path in (call.output, *call.reports, call.baseline) if path and str(path) != "-"]
    known = {os.path.realpath(path) for path in (*call.data, *call.shapes, *call.ontology)}
    for path in written:
        if os.path.realpath(path) in known and (path.is_file() or not path.exists()):
            raise CallError(
                f"'{path}' would be written twice, or over what is read.", hint="Name another file to write to."
            )
        known.add(os.path.realpath(path))


def _format_of(path: Path) -> str:
    from cohorte_graph.check.report import ENDINGS
    from cohorte_graph.errors import CallError

    if path.suffix not in ENDINGS:
        raise CallError(f"'{path.name}' has an ending that names no report.", hint=f"Known: {', '.join(ENDINGS)}")
    return ENDINGS[path.suffix]


def _explain(code: str, paths: tuple[Path, ...], lang: str) -> int:
    from cohorte_graph.check.explain import explain, explanation_text
    from cohorte_graph.check.reading import read_files
    from cohorte_graph.iri import BASE

    project = current_project()
    shapes = paths or project.turtle_files(project.ontology / "shapes")
    words = [*sorted(project.ontology.glob("*.ttl")), *project.turtle_files(project.ontology / "concepts")]
    rules, known = ([t for file in read_files(found, BASE) for t in file.triples] for found in (shapes, words))
    click.echo(explanation_text(explain(code, rules, known, project.examples), lang))
    return 0


def _checked(call: _Call) -> int:
    """Check, write, and say by the exit code whether something is wanting."""
    from cohorte_graph.errors import CallError, CohorteError

    try:
        report = _against_baseline(_run(call), call)
    except CallError:
        raise
    except CohorteError as error:
        _report_failure(error, call)
        raise
    _write_besides(report, call)
    _write(report, call)
    return 1 if report.failing(call.fail_on) else 0


def _write(report: CheckReport, call: _Call) -> None:
    from cohorte_graph.check.report import write_report
    from cohorte_graph.cli.output import emit

    color = call.format == "text" and call.output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    emit(write_report(report, call.format, call.lang, fail_on=call.fail_on, color=color), call.output)


def _write_besides(report: CheckReport, call: _Call) -> None:
    """The reports wanted besides, and the summary of a step."""
    from cohorte_graph.check.report import ENDINGS, write_report
    from cohorte_graph.cli.output import emit

    for path in call.reports:
        emit(write_report(report, ENDINGS[path.suffix], call.lang, fail_on=call.fail_on), path)
    if call.format == "github":
        _summarise(report, call)


def _report_failure(error: CohorteError, call: _Call) -> None:
    """The error in the reports that programs read; people find it on standard error."""
    from cohorte_graph.check.failure import failed
    from cohorte_graph.check.result import Text
    from cohorte_graph.cli.messages import translated

    def said(sentences: str) -> Text:
        french = [translated(one, "fr") for one in sentences.splitlines()]
        return Text(" ".join(french), " ".join(sentences.splitlines()))

    report = failed(error, said(error.message), said(error.hint))
    _write_besides(report, call)
    if call.format != "text" or call.output is not None:
        _write(report, call)


def _run(call: _Call) -> CheckReport:
    from cohorte_graph.check.run import Options, check
    from cohorte_graph.check.subject import of_files, of_project

    options = Options(call.engine, call.strict, call.may_be_empty)
    with progress(call.lang, STEPS) as step:
        if call.data:
            return check(of_files(call.data, call.shapes, call.ontology), options, step)
        project = _own_project()
        subject = of_project(project, step)
        return check(replace(subject, settings=refused_by_catalogue(project)), options, step)


def refused_by_catalogue(project: Project) -> list[CheckResult]:
    """What an export would refuse of the catalogue's description; no shape speaks of it."""
    from cohorte_graph.catalogue.reading import read_description
    from cohorte_graph.check.subject import refused_catalogue
    from cohorte_graph.cli.messages import translated
    from cohorte_graph.errors import InputError

    try:
        read_description(project)
    except InputError as error:
        return [refused_catalogue(error, lambda text: translated(text, "fr"))]
    return []


def _own_project() -> Project:
    """The project to check; CallError where there is none here: the program's own is nobody's care."""
    from cohorte_graph.errors import CallError

    project = current_project()
    if not is_own(project):
        raise CallError(
            "There is no project here, and no DATA: nothing would be checked.",
            hint="Name a project with --project DIR, or files: cohorte check DATA --shapes SHAPES",
        )
    return project


def _against_baseline(report: CheckReport, call: _Call) -> CheckReport:
    """The results that the baseline does not know, and the entries of it that nothing bears out."""
    if call.baseline is None:
        return report
    from cohorte_graph.check.baseline import baseline_bytes, compare, read_baseline
    from cohorte_graph.cli.output import emit

    if call.update:
        emit(baseline_bytes(report.results), call.baseline)
    compared = compare(report.results, read_baseline(call.baseline), call.baseline)
    return replace(report, results=(*compared.stale, *compared.new), known=compared.known)


def _summarise(report: CheckReport, call: _Call) -> None:
    """The whole of it into the summary of the step, where GitHub says there is one."""
    from cohorte_graph.check.report import write_report
    from cohorte_graph.errors import Place, RunError

    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    try:
        with Path(path).open("ab") as file:
            file.write(write_report(report, "markdown", call.lang, fail_on=call.fail_on))
    except OSError as error:
        raise RunError(f"cannot be written: {error.strerror}", place=Place(path)) from error
