"""What a build says of one resource, with the passages it rests on, or of all members of a class."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import pyoxigraph as ox

from cohorte_graph.dataset import Dataset, Part
from cohorte_graph.dumps.context import read_context
from cohorte_graph.dumps.formats import RdfFormat, format_called, write_graphs, write_statements
from cohorte_graph.dumps.lines import Lines, by_graph, subject_lines, triples, united
from cohorte_graph.dumps.notice import notice
from cohorte_graph.errors import CallError
from cohorte_graph.iri import COH, CONCEPT, ID, PREFIXES, local_path

__all__ = ["class_part", "resource_part"]

PASSAGE = COH + "passage"
SELECTOR = PREFIXES["oa"] + "hasSelector"


def resource_part(dataset: Dataset, iri: str, format: str) -> Part:
    """The statements about a resource, then about each of its passages and their selectors.

    TriG and N-Quads tell in which named graph each stands. Raises CallError for an unknown format and for an IRI of
    which nothing is said.
    """
    chosen = format_called(format)
    subjects = _with_passages(dataset, iri)
    path = local_path(iri)
    name = path if "://" not in path else "resource"
    fr, en = f"{path}, avec ses passages, en {chosen.title}", f"{path} with its passages, in {chosen.title}"

    def write(file: BinaryIO) -> None:
        _write(dataset, subjects, chosen, file)

    return Part(f"{name}.{format}", chosen.media_type, fr, en, write, "document", (chosen.standard,))


def class_part(dataset: Dataset, kind: str, format: str) -> Part:
    """The statements about all whose IRIs are of a kind ("effect", "territory")."""
    chosen = format_called(format)
    fr, en = (
        f"Tout ce qui est dit des « {kind} », en {chosen.title}",
        f"All that is said of each {kind}, in {chosen.title}",
    )

    def write(file: BinaryIO) -> None:
        _write(dataset, [f"{CONCEPT}{kind}/", f"{ID}{kind}/"], chosen, file)

    return Part(f"{kind}.{format}", chosen.media_type, fr, en, write, "graph", (chosen.standard,))


def _with_passages(dataset: Dataset, iri: str) -> list[str]:
    own = list(triples(united(subject_lines(dataset, [iri]))))
    if not own:
        raise CallError(f"Nothing is said of '{iri}'.", hint="See: cohorte show")
    passages = _values(own, PASSAGE)
    selectors = _values(triples(united(subject_lines(dataset, passages))), SELECTOR)
    return [iri, *sorted({*passages, *selectors} - {iri})]


def _values(found: Iterable[ox.Triple], predicate: str) -> list[str]:
    return [
        triple.object.value
        for triple in found
        if triple.predicate.value == predicate and isinstance(triple.object, ox.NamedNode)
    ]


def _write(dataset: Dataset, subjects: list[str], format: RdfFormat, file: BinaryIO) -> None:
    context = read_context(dataset.ontology)
    quads = subject_lines(dataset, subjects)
    told = notice(dataset) if format.tells else ()
    if format.name == "nq":
        file.writelines(quads)
    elif format.of_graphs:
        with by_graph(quads) as graphs:
            write_graphs(graphs, context, file, told)
    else:
        write_statements(format, Lines(lambda: united(quads)), context, file, told)
