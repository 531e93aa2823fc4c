"""The build: sources → records → graphs → rules → SHACL → verified → published, as calls."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from cohorte_graph import __version__
from cohorte_graph.cohort import Cohort, read_cohort
from cohorte_graph.errors import CheckError
from cohorte_graph.extract import Gazetteer, Record, Vocabulary
from cohorte_graph.generation import GRAPH_FILE, build_lock, publish
from cohorte_graph.graph.assembly import SHAPES, GraphSet
from cohorte_graph.graph.coverage import Coverage, coverage
from cohorte_graph.graph.provenance import provenance
from cohorte_graph.graph.sections import section_triples
from cohorte_graph.graph.statements import Statements
from cohorte_graph.iri import graph_iri
from cohorte_graph.project import Project
from cohorte_graph.reason import infer, read_rules
from cohorte_graph.sources import Span
from cohorte_graph.sources.description import read_source_files
from cohorte_graph.turtle import read_turtle
from cohorte_graph.validate import ValidationResult, validate

__all__ = ["BuildReport", "ViolationsError", "build"]

Progress = Callable[[str], None]

SHOWN_VIOLATIONS = 20


class ViolationsError(CheckError):
    """SHACL violations that stop a build."""

    def __init__(self, violations: list[ValidationResult]) -> None:
        self.violations = violations
        super().__init__(
            f"{len(violations)} SHACL violations; the previous build stays in place.", hint=self.lines("en")
        )

    def lines(self, language: str) -> str:
        """The first violations, one a line, in the language asked."""
        shown = [result.line(language) for result in self.violations[:SHOWN_VIOLATIONS]]
        more = len(self.violations) - SHOWN_VIOLATIONS
        return "\n".join([*shown, f"… and {more} more."] if more > 0 else shown)


STEPS = ("sources", "extract", "graph", "reason", "validate", "publish")
"""The names a progress callback hears, in this order."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did; ``counts`` are records by class, ``triples`` by graph, per cohort coverage."""

    generation: Path
    counts: dict[str, dict[str, int]]
    triples: dict[str, int]
    results: list[ValidationResult]
    coverage: dict[str, Coverage]
    seconds: float
    timings: dict[str, float] = field(default_factory=dict)


def build(project: Project, progress: Progress = lambda step: None) -> BuildReport:
    """Build the project's graph and let it answer from now on.

    Raises InputError for a file that cannot be used, CheckError for a SHACL violation (the previous build
    then stays in place), BuildRunning where another build is under way.
    """
    with build_lock(project.build):
        return _Builder(project, progress).run()


class _Builder:
    def __init__(self, project: Project, progress: Progress) -> None:
        self.project = project
        self.progress = progress
        self.started = time.perf_counter()
        self.timings: dict[str, float] = {}
        self._step_started = self.started
        self._step_name = ""

    def run(self) -> BuildReport:
        self._step("sources")
        files = read_source_files(self.project.data / "sources")
        gazetteer = Gazetteer.load(self.project.turtle_files(self.project.data / "gazetteers"))
        vocabulary = Vocabulary.load(self.project.turtle_files(self.project.ontology / "concepts"))
        self._step("extract")
        cohorts = [
            read_cohort(slug, list(group), gazetteer, vocabulary)
            for slug, group in groupby(files, key=lambda file: file.cohort)
        ]
        self._step("graph")
        graphs, covered = self._graphs(cohorts)
        self._step("reason")
        self._infer(graphs, cohorts)
        graphs.index()
        self._step("validate")
        results = validate(graphs.union(), graphs.graphs[SHAPES])
        self._refuse_violations(results)
        self._step("publish")
        graphs.add(graph_iri("provenance"), provenance(self.project, graphs))
        return self._publish(graphs, cohorts, results, covered)

    def _step(self, name: str) -> None:
        now = time.perf_counter()
        if self._step_name:
            self.timings[self._step_name] = now - self._step_started
        self._step_name, self._step_started = name, now
        if name:
            self.progress(name)

    def _graphs(self, cohorts: list[Cohort]) -> tuple[GraphSet, dict[str, Coverage]]:
        graphs = GraphSet()
        covered: dict[str, Coverage] = {}
        ontology, data = self.project.ontology, self.project.data
        graphs.add(graph_iri("ontology"), _turtle(p for p in sorted(ontology.glob("*.ttl"))))
        graphs.add(graph_iri("concepts"), _turtle(self.project.turtle_files(ontology / "concepts")))
        graphs.add(SHAPES, _turtle(self.project.turtle_files(ontology / "shapes")))
        for folder in ("sources", "gazetteers", "reference"):
            graphs.add(graph_iri("reference"), _turtle(self.project.turtle_files(data / folder)))
        for cohort in cohorts:
            statements = Statements(cohort.slug, [read.source for read in cohort.documents])
            for record in cohort.records:
                statements.add(record)
            report = graph_iri("report", cohort.slug)
            graphs.add(report, statements.triples)
            curated = self.project.turtle_files(data / "curation" / cohort.slug)
            graphs.add(graph_iri("curation", cohort.slug), _turtle(curated))
            for read in cohort.documents:
                found = coverage(read.document, read.structure, content_spans(cohort.records, read.document.slug))
                covered[read.document.slug] = found
                territories = cohort.extraction.territories
                graphs.add(report, section_triples(read.source, read.structure, found, territories))
        return graphs, covered

    def _infer(self, graphs: GraphSet, cohorts: list[Cohort]) -> None:
        """What follows goes to the cohort that its subject names, else to each cohort's graph."""
        rules = read_rules(self.project.ontology / "rules")
        slugs = [cohort.slug for cohort in cohorts]
        for triple in infer(graphs.union(), rules):
            subject = str(getattr(triple.subject, "value", ""))
            own = [slug for slug in slugs if f"/{slug}/" in subject or subject.endswith(f"/{slug}")]
            for slug in own or slugs:
                graphs.add(graph_iri("inferred", slug), [triple])

    def _refuse_violations(self, results: list[ValidationResult]) -> None:
        violations = [result for result in results if result.severity == "Violation"]
        if violations:
            raise ViolationsError(violations)

    def _publish(
        self,
        graphs: GraphSet,
        cohorts: list[Cohort],
        results: list[ValidationResult],
        covered: dict[str, Coverage],
    ) -> BuildReport:
        triples = {name: len(found) for name, found in sorted(graphs.graphs.items())}
        counts = {cohort.slug: _counted(cohort.records) for cohort in cohorts}
        facts: dict[str, Any] = {
            "program": f"cohorte-graph {__version__}",
            "built": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "triples": triples,
            "records": counts,
            "results": dict(Counter(result.severity for result in results)),
            "coverage": {slug: round(found.share, 6) for slug, found in sorted(covered.items())},
            "reasoned": "rules",
        }
        shown = [result.__dict__ for result in results]
        files = {
            GRAPH_FILE: graphs.n_quads(),
            "results.json": json.dumps(shown, ensure_ascii=False, indent=1, sort_keys=True).encode(),
        }
        folder = publish(self.project.build, files, facts)
        self._step("")
        seconds = time.perf_counter() - self.started
        return BuildReport(folder, counts, triples, results, covered, seconds, self.timings)


def content_spans(records: Iterable[Record], source: str) -> Iterable[Span]:
    """The spans of one source that count for coverage."""
    for record in records:
        if record.content:
            for evidence in record.evidence:
                if evidence.source == source:
                    yield from evidence.spans


def _turtle(paths: Iterable[Path]) -> list[ox.Triple]:
    return [triple for path in paths for triple in read_turtle(path)]


def _counted(records: Iterable[Record]) -> dict[str, int]:
    return dict(sorted(Counter(type(record).__name__ for record in records).items()))
