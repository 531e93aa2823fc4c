"""What is checked: the data with the files that state them, the shapes, the ontology, and where the rest comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.check.passages import Passages
from cohorte_graph.check.reading import RdfFile, read_files
from cohorte_graph.check.result import CheckResult, Remedy, Text
from cohorte_graph.errors import InputError, Place
from cohorte_graph.generation import GRAPH_FILE, current, read_inputs, whole_manifest
from cohorte_graph.iri import BASE, graph_iri
from cohorte_graph.project import Project
from cohorte_graph.sources.description import read_source_files

__all__ = ["CATALOGUE_REFUSED", "Subject", "of_files", "of_project", "refused_catalogue"]

CATALOGUE_REFUSED = "CATALOGUE-REFUSED"

Step = Callable[[str], None]


@dataclass(frozen=True)
class Subject:
    """``data`` are all triples to validate; ``data_files`` those that people wrote, which places lead to.

    ``own`` says whether these are a project's data and shapes, or anybody's; ``proven`` whether tests hold both
    engines to the same results on these shapes, as on the ones that come with the program; ``borrowed`` whether they
    are the installed program's, which a project without an ontology/ folder uses and its steward cannot change.
    ``settings`` are results on files that no shape speaks of, since they state nothing of the graph.
    """

    data_files: Sequence[RdfFile]
    shape_files: Sequence[RdfFile]
    ontology: Sequence[ox.Triple]
    data: Sequence[ox.Triple]
    own: bool = False
    passages: Passages | None = None
    derived: frozenset[ox.Triple] = frozenset()
    proven: bool = False
    borrowed: bool = False
    settings: Sequence[CheckResult] = ()

    @property
    def shapes(self) -> list[ox.Triple]:
        return [triple for file in self.shape_files for triple in file.triples]


def of_files(data: Sequence[Path], shapes: Sequence[Path], ontology: Sequence[Path]) -> Subject:
    """Anybody's data, shapes and, perhaps, ontology.

    Raises InputError or CallError where a file cannot be used, and InputError where there are no shapes.
    """
    data_files = read_files(data)
    shape_files = read_files(shapes, first=len(data_files))
    words = read_files(ontology, first=len(data_files) + len(shape_files))
    _demand_shapes_in_each(shape_files, shapes)
    triples = dict.fromkeys(triple for file in data_files for triple in file.triples)
    return Subject(data_files, shape_files, _all(words), list(triples))


def of_project(project: Project, step: Step = lambda name: None) -> Subject:
    """The project: what its files state, its reports say and its rules derive.

    Where nothing has changed since the last build, that build's graph is what would be read again.
    """
    ontology = [*sorted(project.ontology.glob("*.ttl")), *project.turtle_files(project.ontology / "concepts")]
    step("read")
    shape_files = read_files(project.turtle_files(project.ontology / "shapes"), BASE)
    words = read_files(ontology, BASE, first=1000)
    files = read_files(project.turtle_files(project.data), BASE, first=2000)
    data_files = [*(file for file in files if file.path != project.catalogue_file), *words]
    _demand_shapes([triple for file in shape_files for triple in file.triples], [project.ontology / "shapes"])
    graphs = _built(project) or _read(project, step)
    reports = [graph_iri("report", slug) for slug in _cohorts(graphs)]
    stated = {
        name: found for name, found in graphs.items() if name not in (graph_iri("shapes"), graph_iri("provenance"))
    }
    derived = {t for name, found in stated.items() if name.startswith(graph_iri("inferred")) for t in found}
    for name, found in stated.items():
        if not name.startswith(graph_iri("inferred")):
            derived -= set(found)
    sources = {file.slug: file.path for file in read_source_files(project.data / "sources")}
    return Subject(
        data_files=data_files,
        shape_files=shape_files,
        ontology=_all(words),
        data=list({triple for found in stated.values() for triple in found}),
        own=True,
        passages=Passages((t for name in reports for t in graphs[name]), sources),
        derived=frozenset(derived),
        proven=project.has_packaged_ontology,
        borrowed=project.ontology != project.root / "ontology",
    )


def refused_catalogue(error: InputError, french: Callable[[str], str]) -> CheckResult:
    """What the reader of data/catalogue.ttl refuses, as a result; the caller, above both, has asked it."""
    return CheckResult(
        severity="Violation",
        code=CATALOGUE_REFUSED,
        stage="lint",
        message=Text(french(error.message), error.message),
        place=error.place,
        at="statement",
        value=str(ox.Literal(error.message)),
        remedy=Remedy(Text(french(error.hint), error.hint)),
    )


def _built(project: Project) -> Mapping[str, Iterable[ox.Triple]] | None:
    """The named graphs of the current build, where it is whole and comes from the files as they are."""
    known = whole_manifest(project)
    if not known or read_inputs(project).changed(known.get("inputs")):
        return None
    found: dict[str, list[ox.Triple]] = {}
    for quad in ox.parse(path=str(current(project) / GRAPH_FILE), format=ox.RdfFormat.N_QUADS):
        if isinstance(quad.graph_name, ox.NamedNode):
            found.setdefault(quad.graph_name.value, []).append(quad.triple)
    return found


def _read(project: Project, step: Step) -> Mapping[str, Iterable[ox.Triple]]:
    from cohorte_graph.project_graphs import read_graphs  # 0.2 s that an unchanged project does not pay

    return read_graphs(project, step).graphs.graphs


def _cohorts(graphs: Mapping[str, object]) -> list[str]:
    prefix = graph_iri("report", "")
    return [name.removeprefix(prefix) for name in graphs if name.startswith(prefix)]


def _all(files: Iterable[RdfFile]) -> list[ox.Triple]:
    return [triple for file in files for triple in file.triples]


def _demand_shapes_in_each(files: Iterable[RdfFile], named: Iterable[Path]) -> None:
    """InputError for a file that was named among others for its shapes and holds none."""
    for path in named:
        below = [file.triples for file in files if file.path == path or path in file.path.parents]
        if below:  # a file that was named twice, by two spellings, is read once
            _demand_shapes((triple for triples in below for triple in triples), [path])


def _demand_shapes(triples: Iterable[ox.Triple], paths: Sequence[Path]) -> None:
    if not any(triple.predicate.value.startswith("http://www.w3.org/ns/shacl#") for triple in triples):
        raise InputError(
            "holds no SHACL shape: nothing would be checked.",
            place=Place(paths[0]),
            hint="Name the file with the shapes: --shapes FILE",
        )
