"""The graphs of a project: everything that its files state, that its reports say, and that follows by rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from cohorte_graph.cohort import Cohort, read_cohort
from cohorte_graph.errors import InputError, Place
from cohorte_graph.extract import Gazetteer, Record, Vocabulary
from cohorte_graph.graph.assembly import SHAPES, GraphSet
from cohorte_graph.graph.coverage import Coverage, coverage
from cohorte_graph.graph.curation import check_folders, read_curation
from cohorte_graph.graph.printed_names import WithdrawnNames, still_printed, without_contexts
from cohorte_graph.graph.removal import Removal
from cohorte_graph.graph.sections import section_triples
from cohorte_graph.graph.statements import Statements
from cohorte_graph.graph.withdrawal import FILE, Withdrawals, read_withdrawals
from cohorte_graph.iri import COH, data_iri, graph_iri
from cohorte_graph.project import Project
from cohorte_graph.reason import infer, read_rules
from cohorte_graph.sources import Span
from cohorte_graph.sources.description import read_source_files
from cohorte_graph.turtle import read_turtle

__all__ = ["ProjectGraphs", "Withdrawn", "content_spans", "read_graphs"]


@dataclass(frozen=True)
class Withdrawn:
    """How many resources are withdrawn, what went with them (themselves among it), how many quotes of what is left
    still print a name of theirs, and where the reports speak of what went, by source: read, and so counted as covered,
    but nobody's any more."""

    resources: int = 0
    gone: frozenset[str] = frozenset()
    printed: int = 0
    spans: dict[str, list[Span]] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        """For the manifest."""
        spans = {slug: [[span.start, span.end] for span in found] for slug, found in sorted(self.spans.items())}
        return {"resources": self.resources, "gone": len(self.gone), "printed": self.printed, "spans": spans}


@dataclass(frozen=True)
class ProjectGraphs:
    """The graphs but that of provenance and what a reasoner adds; the cohorts, coverage by source, withdrawals."""

    graphs: GraphSet
    cohorts: list[Cohort]
    covered: dict[str, Coverage]
    withdrawn: Withdrawn = field(default_factory=Withdrawn)


def read_graphs(project: Project, step: Callable[[str], None] = lambda name: None) -> ProjectGraphs:
    """Read and extract everything, and apply the rules; ``step`` hears "sources", "extract", "graph", "reason".

    Raises InputError, with the place, for a file that cannot be used.
    """
    step("sources")
    withdrawals = read_withdrawals(project.data / FILE)
    files = read_source_files(project.data / "sources")
    gazetteer = Gazetteer.load(project.turtle_files(project.data / "gazetteers"))
    vocabulary = Vocabulary.load(project.turtle_files(project.ontology / "concepts"))
    step("extract")
    cohorts = [
        read_cohort(slug, list(group), gazetteer, vocabulary)
        for slug, group in groupby(files, key=lambda file: file.cohort)
    ]
    step("graph")
    graphs = _stated(project)
    covered = _extracted(project, graphs, cohorts)
    step("reason")
    withdrawn = _withdraw(project, graphs, cohorts, withdrawals) if withdrawals else Withdrawn()
    _infer(project, graphs, cohorts)
    for name, triples in graphs.graphs.items() if withdrawals else ():
        graphs.graphs[name] = set(withdrawals.without(triples))
    graphs.add(graph_iri("reference"), withdrawals.tombstones)
    graphs.index()
    kept = [replace(cohort, records=tuple(_kept(cohort.records, withdrawn))) for cohort in cohorts]
    return ProjectGraphs(graphs, kept, covered, withdrawn)


def _withdraw(project: Project, graphs: GraphSet, cohorts: list[Cohort], withdrawals: Withdrawals) -> Withdrawn:
    """Take what is withdrawn, and what cannot stand without it, out of what is stated, before the rules speak.

    What hangs on what shows only where all that follows is stated too: the rules are applied to a copy.
    """
    whole = GraphSet({name: set(triples) for name, triples in graphs.graphs.items()})
    _infer(project, whole, cohorts)
    union = whole.union()
    withdrawals.demand_known(str(getattr(triple.subject, "value", "")) for triple in union)
    removal = Removal.of(withdrawals.resources, union, graphs.graphs[SHAPES])
    members = {str(t.subject.value) for t in union if t.predicate.value == COH + "memberOf"}  # type: ignore[union-attr]
    withdrawals.demand_standing(removal.resources, members)
    documents = [read.document for cohort in cohorts for read in cohort.documents]
    names = WithdrawnNames(withdrawals.resources, union)
    for name, triples in graphs.graphs.items():
        graphs.graphs[name] = set(without_contexts(removal.applied(triples), names, documents))
    spans: dict[str, list[Span]] = {}
    for cohort in cohorts:
        for slug in (read.document.slug for read in cohort.documents):
            spans.setdefault(slug, []).extend(sorted(set(_lost_spans(cohort.records, removal, slug))))
    printed = still_printed(graphs.union(), names)
    return Withdrawn(len(withdrawals.resources), frozenset(removal.resources), printed, spans)


def _lost_spans(records: Iterable[Record], removal: Removal, source: str) -> Iterator[Span]:
    """Where content stood that goes, or of which a passage goes."""
    for record in records:
        iri = data_iri(*record.path)
        uncited = removal.passages.get(iri, set())
        for span in content_spans([record], source):
            passage = data_iri("passage", source, f"{span.start}-{span.end}")
            if iri in removal.resources or passage in removal.resources | uncited:
                yield span


def _kept(records: Iterable[Record], withdrawn: Withdrawn) -> Iterator[Record]:
    """The records of what is left."""
    return (record for record in records if data_iri(*record.path) not in withdrawn.gone)


def _stated(project: Project) -> GraphSet:
    """Ontology, concepts, shapes and reference, as the files state them."""
    graphs = GraphSet()
    ontology = project.ontology
    graphs.add(graph_iri("ontology"), _turtle(sorted(ontology.glob("*.ttl"))))
    graphs.add(graph_iri("concepts"), _turtle(project.turtle_files(ontology / "concepts")))
    graphs.add(SHAPES, _turtle(project.turtle_files(ontology / "shapes")))
    if not graphs.graphs[SHAPES]:
        raise InputError(
            "there are no shapes: nothing could be called conforming.",
            place=Place(ontology / "shapes"),
            hint="Put the shapes back, or remove the project's own ontology/ to use the program's.",
        )
    for folder in ("sources", "gazetteers", "reference"):
        graphs.add(graph_iri("reference"), _turtle(project.turtle_files(project.data / folder)))
    return graphs


def _extracted(project: Project, graphs: GraphSet, cohorts: list[Cohort]) -> dict[str, Coverage]:
    """What the reports say, with what is curated about it, added to the graphs; coverage by source."""
    check_folders(project.data / "curation", (cohort.slug for cohort in cohorts))
    covered: dict[str, Coverage] = {}
    for cohort in cohorts:
        statements = Statements(cohort.slug, [read.source for read in cohort.documents])
        for record in cohort.records:
            statements.add(record)
        report = graph_iri("report", cohort.slug)
        graphs.add(report, statements.triples)
        curated = project.turtle_files(project.data / "curation" / cohort.slug)
        known = {str(getattr(triple.subject, "value", "")) for triple in statements.triples}
        graphs.add(graph_iri("curation", cohort.slug), read_curation(curated, known))
        for read in cohort.documents:
            found = coverage(read.document, read.structure, content_spans(cohort.records, read.document.slug))
            covered[read.document.slug] = found
            territories = cohort.extraction.territories
            graphs.add(report, section_triples(read.source, read.structure, found, territories))
    return covered


def _infer(project: Project, graphs: GraphSet, cohorts: list[Cohort]) -> None:
    """What follows goes to the cohort that its subject names, else to each cohort's graph."""
    rules = read_rules(project.ontology / "rules")
    slugs = [cohort.slug for cohort in cohorts]
    for triple in infer(graphs.union(), rules):
        subject = str(getattr(triple.subject, "value", ""))
        own = [slug for slug in slugs if f"/{slug}/" in subject or subject.endswith(f"/{slug}")]
        for slug in own or slugs:
            graphs.add(graph_iri("inferred", slug), [triple])


def content_spans(records: Iterable[Record], source: str) -> Iterable[Span]:
    """The spans of one source that count for coverage."""
    for record in records:
        for evidence in record.covering:
            if evidence.source == source:
                yield from evidence.spans


def _turtle(paths: Iterable[Path]) -> list[ox.Triple]:
    return [triple for path in paths for triple in read_turtle(path)]
