"""The build: sources → records → graphs → rules → reasoner → SHACL → verified → published, as calls."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

import pyoxigraph as ox

from cohorte_graph import __version__
from cohorte_graph.build_report import SHOWN_VIOLATIONS, BuildReport, ViolationsError
from cohorte_graph.cohort import Cohort
from cohorte_graph.errors import InputError, Place
from cohorte_graph.extract import Record
from cohorte_graph.generation import (
    Inputs,
    Publication,
    build_lock,
    current,
    read_inputs,
    whole_manifest,
)
from cohorte_graph.graph.assembly import SHAPES, GraphSet
from cohorte_graph.graph.coverage import Coverage
from cohorte_graph.graph.provenance import provenance
from cohorte_graph.iri import graph_iri
from cohorte_graph.project import Project
from cohorte_graph.project_graphs import ProjectGraphs, read_graphs
from cohorte_graph.reason import Verdict, find_java, reason
from cohorte_graph.validate import ValidationResult, validate
from cohorte_graph.validate.engines import JUDGE

__all__ = ["BuildReport", "ViolationsError", "build"]

Progress = Callable[[str], None]

STEPS = ("sources", "extract", "graph", "reason", "reasoner", "validate", "publish")
"""The names a progress callback hears, in this order; behind the last one each point of publishing, as
``publish:write``."""


def build(
    project: Project, progress: Progress = lambda step: None, *, reasoner_seconds: float = 0, force: bool = False
) -> BuildReport:
    """Build the project's graph and let it answer from now on.

    Where the current generation is whole and comes from the same inputs, it is left as it is, unless ``force``.
    The reasoner is given ``reasoner_seconds`` for each cohort; with none it is left out. Raises InputError for a
    file that cannot be used, CheckError for a SHACL violation or where the reasoner finds that what is stated
    cannot be true (the previous build then stays in place), BuildRunning where another build is under way.
    """
    with build_lock(project.build):
        started = time.perf_counter()
        inputs = read_inputs(project)
        known = None if force else whole_manifest(project)
        if known and not inputs.changed(known.get("inputs")) and _as_reasoned(known, reasoner_seconds):
            return BuildReport(current(project), known, time.perf_counter() - started, unchanged=True)
        return _Builder(project, progress, reasoner_seconds, inputs).run()


def _as_reasoned(known: Mapping[str, Any], seconds: float) -> bool:
    """Whether a build found what the reasoner, given so much time here and now, would find."""
    reasoned = known["reasoned"]
    if reasoned["status"] == "consistent":
        return seconds > 0
    if reasoned["status"] == "timed out":
        return 0 < seconds <= float(reasoned["limit"])
    wanted_then, wanted = float(reasoned["limit"]) > 0, seconds > 0
    return wanted == wanted_then and (not wanted or find_java() is None)


class _Builder:
    def __init__(self, project: Project, progress: Progress, reasoner_seconds: float, inputs: Inputs) -> None:
        self.project = project
        self.inputs = inputs
        self.progress = progress
        self.reasoner_seconds = reasoner_seconds
        self.started = time.perf_counter()
        self.timings: dict[str, float] = {}
        self._step_started = self.started
        self._step_name = ""

    def run(self) -> BuildReport:
        read = read_graphs(self.project, self._step)
        graphs, cohorts = read.graphs, read.cohorts
        stated = graphs.union()
        graphs.add(graph_iri("provenance"), provenance(self.project, graphs))
        with Publication(self.project.build, lambda point: self.progress(f"publish:{point}")) as publication:
            reasoned, results = self._judged(graphs, stated, cohorts, publication)
            self._refuse_violations(results)
            self._step("publish")
            return self._complete(publication, read, results, reasoned)

    def _step(self, name: str) -> None:
        now = time.perf_counter()
        if self._step_name:
            self.timings[self._step_name] = now - self._step_started
        self._step_name, self._step_started = name, now
        if name:
            self.progress(name)

    def _judged(
        self, graphs: GraphSet, stated: set[ox.Triple], cohorts: list[Cohort], publication: Publication
    ) -> tuple[dict[str, Verdict], list[ValidationResult]]:
        """The verdicts of the reasoner and the results of SHACL, while the graph is written.

        Both judge the graph as it stands, and the engine writes it, at the same time: HermiT is a process of its
        own, and the engine needs no interpreter. What the reasoner adds goes to the cohort's inferred graph alone;
        then SHACL judges, and the graph is written, once more.
        """
        stop = threading.Event()
        with ThreadPoolExecutor(max_workers=2) as pool:
            self._step("reasoner")
            reasoning = pool.submit(self._verdicts, graphs, cohorts, stop)
            writing = pool.submit(publication.write_graph, graphs.n_quads())
            try:
                self._step("validate")
                results = validate(stated, graphs.graphs[SHAPES])
                self._refuse_violations(results)  # before the reasoner's contradiction, which has no line
                self._step("")  # what follows is waiting for the others
                verdicts = reasoning.result()
                writing.result()
            except BaseException:
                stop.set()
                raise
        self.timings["reasoner"] = sum(verdict.seconds for verdict in verdicts.values())
        for slug, verdict in verdicts.items():
            verdict.require(slug)
            graphs.add(graph_iri("inferred", slug), verdict.memberships)
        added = {triple for verdict in verdicts.values() for triple in verdict.memberships}
        if added:
            results = validate(stated | added, graphs.graphs[SHAPES])
            publication.write_graph(graphs.n_quads())
        return verdicts, results

    def _verdicts(self, graphs: GraphSet, cohorts: list[Cohort], stop: threading.Event) -> dict[str, Verdict]:
        """The reasoner's verdict on each cohort by itself."""
        verdicts: dict[str, Verdict] = {}
        for cohort in cohorts:
            inferred = graph_iri("inferred", cohort.slug)
            own = [graph_iri("reference"), graph_iri("concepts")]
            own += [graph_iri(kind, cohort.slug) for kind in ("report", "curation")]
            stated = [triple for name in own for triple in graphs.graphs.get(name, ())]
            ontology, derived = graphs.graphs[graph_iri("ontology")], graphs.graphs.get(inferred, set())
            verdicts[cohort.slug] = reason(ontology, stated, derived, self.reasoner_seconds, stop)
        return verdicts

    def _refuse_violations(self, results: list[ValidationResult]) -> None:
        violations = [result for result in results if result.severity == "Violation"]
        if violations:
            from cohorte_graph.validate.locate import locate  # rdflib's parser, after a failure only

            folders = (self.project.data, self.project.ontology / "concepts")
            paths = [path for folder in folders for path in self.project.turtle_files(folder)]
            raise ViolationsError(violations, locate(violations[:SHOWN_VIOLATIONS], paths))

    def _complete(
        self,
        publication: Publication,
        read: ProjectGraphs,
        results: list[ValidationResult],
        reasoned: dict[str, Verdict],
    ) -> BuildReport:
        facts: dict[str, Any] = {
            "program": f"cohorte-graph {__version__}",
            "built": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "inputs": self.inputs.facts,
            "triples": {name: len(found) for name, found in sorted(read.graphs.graphs.items())},
            "records": {cohort.slug: _counted(cohort.records) for cohort in read.cohorts},
            "judge": JUDGE,
            "results": dict(Counter(result.severity for result in results)),
            "coverage": {slug: _share(found) for slug, found in sorted(read.covered.items())},
            "withdrawn": read.withdrawn.facts,
            "dangling": len(read.graphs.dangling()),
            "reasoned": _told(reasoned, self.reasoner_seconds),
        }
        shown = [asdict(result) for result in results]
        results_file = json.dumps(shown, ensure_ascii=False, indent=1, sort_keys=True).encode()
        self._demand_same_inputs()
        folder = publication.complete({"results.json": results_file}, facts)
        self._step("")
        return BuildReport(folder, facts, time.perf_counter() - self.started, timings=self.timings)

    def _demand_same_inputs(self) -> None:
        """InputError where a file changed while it was read: the graph would come from no state of the files."""
        changed = read_inputs(self.project).changed(self.inputs.facts)
        if changed:
            raise InputError(
                f"changed while the build was reading: {', '.join(changed)}.",
                place=Place(self.project.root),
                hint="The previous build still answers. Run: cohorte build",
            )


def _share(found: Coverage) -> dict[str, Any]:
    return {"share": round(found.share, 6), "covered": found.covered, "characters": found.characters}


def _told(reasoned: dict[str, Verdict], limit: float) -> dict[str, Any]:
    """Whether the reasoner ran, for the manifest: of several cohorts the one it did least for speaks for all."""
    order = ("not reasoned", "timed out", "consistent")
    worst = min(reasoned.values(), key=lambda verdict: order.index(verdict.status), default=Verdict("not reasoned"))
    cohorts = {
        slug: {
            "status": verdict.status,
            "note": verdict.note,
            "memberships": len(verdict.memberships),
            "unconfirmed": list(verdict.unconfirmed),
        }
        for slug, verdict in sorted(reasoned.items())
    }
    told = {"status": worst.status, "note": worst.note, "java": worst.java, "limit": limit}
    return {**told, "rules": True, "cohorts": cohorts}


def _counted(records: Iterable[Record]) -> dict[str, int]:
    return dict(sorted(Counter(type(record).__name__ for record in records).items()))
