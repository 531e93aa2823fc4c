"""The quads of one build, streamed in the order of its canonical text; whole, or without the words of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from cohorte_graph.dataset.lookup import quads_below
from cohorte_graph.dataset.wordless import Wordless, tells_of_words
from cohorte_graph.errors import CallError, InputError, Place, did_you_mean
from cohorte_graph.generation import GRAPH_FILE, current, damaged_files, whole_manifest
from cohorte_graph.iri import GRAPH
from cohorte_graph.project import Project
from cohorte_graph.store import OxigraphStore

__all__ = ["UNION", "Dataset", "open_dataset"]

UNION = "union"
"""The name of the default graph: the set union of all named graphs but the shapes."""


@dataclass(frozen=True)
class Dataset:
    """``path`` is the sorted N-Quads text of a build, ``facts`` its manifest.

    The text is never read into memory as a whole: ``quads`` and ``triples`` read it from the disk each time.
    """

    path: Path
    facts: Mapping[str, Any] = field(default_factory=dict)
    with_text: bool = True
    ontology: Path | None = None
    """The folder of the ontology that it was built with, which has the JSON-LD context and the frames."""

    @cached_property
    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs, sorted."""
        return tuple(sorted(self.facts.get("triples", {}))) or tuple(sorted(set(self._named())))

    def _named(self) -> Iterator[str]:
        for quad in ox.parse(path=str(self.path), format=ox.RdfFormat.N_QUADS):
            if isinstance(quad.graph_name, ox.NamedNode):
                yield quad.graph_name.value

    @cached_property
    def cohorts(self) -> tuple[str, ...]:
        """The slugs of the cohorts whose reports are in it."""
        prefix = f"{GRAPH}report/"
        return tuple(name.removeprefix(prefix) for name in self.graphs if name.startswith(prefix))

    @staticmethod
    def short(graph: str | None) -> str:
        """The name that people call a graph by: "report/<cohort>", or UNION."""
        return graph.removeprefix(GRAPH) if graph else UNION

    def graph_called(self, name: str) -> str | None:
        """The IRI of a graph by its short name ("report/<cohort>") or its IRI, None for the union.

        Raises CallError, with the close ones, for a name that is no graph's.
        """
        if name == UNION:
            return None
        iri = name if name.startswith(GRAPH) else GRAPH + name.removeprefix("graph/")
        if iri not in self.graphs:
            known = [UNION, *map(self.short, self.graphs)]
            hint = did_you_mean(name, known) or f"Graphs: {', '.join(known)}."
            raise CallError(f"'{name}' is no graph of this build.", hint=hint)
        return iri

    def quads(self, below: str = "") -> Iterator[ox.Quad]:
        """All quads, the union's among them as quads of the default graph.

        With ``below`` only those whose subjects' IRIs begin so, found without reading the others.
        """
        quads = quads_below(self.path, f"<{below}" if below else "")
        return quads if self.with_text else self._wordless.quads(quads)

    def triples(self, graph: str | None = None, below: str = "") -> Iterator[ox.Triple]:
        """The triples of one named graph by its IRI, or of the union; each subject's stand together.

        ``below`` is as in ``quads``.
        """
        wanted: ox.NamedNode | ox.DefaultGraph = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        for quad in self.quads(below):
            if quad.graph_name == wanted:
                yield quad.triple

    @cached_property
    def _wordless(self) -> Wordless:
        return Wordless.of(self._where(tells_of_words), self.cohorts)

    def of_subjects(self, *starts: str) -> Iterator[ox.Triple]:
        """The triples of the union whose subjects' IRIs begin so, words and all: no line but theirs is read."""
        for start in starts:
            for quad in quads_below(self.path, f"<{start}"):
                if isinstance(quad.graph_name, ox.DefaultGraph):
                    yield quad.triple

    def _where(self, wanted: Callable[[bytes], bool]) -> Iterator[ox.Quad]:
        with self.path.open("rb") as lines:
            for line in filter(wanted, lines):
                yield from ox.parse(line, format=ox.RdfFormat.N_QUADS)

    @cached_property
    def engine(self) -> OxigraphStore:
        """The same quads in memory, to be asked; for what is made of single resources, not for dumps."""
        store = OxigraphStore()
        store.extend(self.quads())
        return store


def open_dataset(project: Project, *, with_text: bool = True) -> Dataset:
    """The dataset of the current build.

    Raises InputError where nothing was built, or where the build's files are not as its manifest says.
    """
    folder = current(project)
    facts = whole_manifest(project)
    if current(project) != folder:
        return open_dataset(project, with_text=with_text)  # another build took its place meanwhile
    if facts is None:
        damaged = damaged_files(project)  # says so itself where it is the manifest
        raise InputError("the built graph is damaged.", place=Place(damaged[0]), hint="Run: cohorte build")
    return Dataset(folder / GRAPH_FILE, facts, with_text, project.ontology)
