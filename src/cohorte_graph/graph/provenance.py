"""Who or what wrote each graph, from which bytes (PROV-O).

The time stands in the manifest; in the graph only where SOURCE_DATE_EPOCH gives one, so that two builds of the
same inputs have the same bytes (https://reproducible-builds.org/specs/source-date-epoch/).
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph import __version__
from cohorte_graph.graph.assembly import GraphSet
from cohorte_graph.graph.terms import coh, iri, literal, named
from cohorte_graph.graph.withdrawal import FILE as WITHDRAWN
from cohorte_graph.iri import BASE, expand, graph_iri
from cohorte_graph.project import Project

__all__ = ["inputs_of", "provenance"]

PROGRAM = BASE + "program"


def inputs_of(project: Project) -> dict[str, list[Path]]:
    """The files that each graph is written from, by the first part of its name."""
    data, ontology = project.data, project.ontology
    rules = sorted((ontology / "rules").glob("*.rq"))
    texts = [
        p for p in sorted((data / "sources").iterdir()) if p.suffix in (".txt", ".md", ".ttl") and p.stem.islower()
    ]
    gazetteers = project.turtle_files(data / "gazetteers")
    concepts = project.turtle_files(ontology / "concepts")
    return {
        "report": [*texts, *gazetteers, *concepts],
        "curation": project.turtle_files(data / "curation"),
        "reference": [
            *project.turtle_files(data / "sources"),
            *gazetteers,
            *project.turtle_files(data / "reference"),
            *filter(Path.exists, [data / WITHDRAWN]),
        ],
        "inferred": rules,
        "ontology": sorted(ontology.glob("*.ttl")),
        "concepts": concepts,
        "shapes": project.turtle_files(ontology / "shapes"),
    }


def provenance(project: Project, graphs: GraphSet) -> Iterator[ox.Triple]:
    """The provenance of every graph there is."""
    program = iri(PROGRAM)
    yield ox.Triple(program, named("rdf:type"), named("prov:SoftwareAgent"))
    yield ox.Triple(program, named("rdfs:label"), literal(f"cohorte-graph {__version__}"))
    inputs = inputs_of(project)
    for name in sorted(graphs.graphs):
        node = iri(name)
        kind = name.removeprefix(graph_iri()).strip("/").split("/")[0]
        yield ox.Triple(node, named("rdf:type"), named("prov:Entity"))
        yield ox.Triple(node, named("prov:wasAttributedTo"), program)
        for path in inputs.get(kind, []):
            yield from _file(project, node, path)
        if "SOURCE_DATE_EPOCH" in os.environ:
            moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"])))
            stamp = ox.Literal(moment, datatype=ox.NamedNode(expand("xsd:dateTime")))
            yield ox.Triple(node, named("prov:generatedAtTime"), stamp)


def _file(project: Project, graph: ox.NamedNode, path: Path) -> Iterator[ox.Triple]:
    base = project.root if path.is_relative_to(project.root) else project.ontology.parent
    name = path.relative_to(base).as_posix()
    node = iri(BASE + "file/" + name)
    yield ox.Triple(graph, named("prov:wasDerivedFrom"), node)
    yield ox.Triple(node, named("rdf:type"), named("prov:Entity"))
    yield ox.Triple(node, named("rdfs:label"), literal(name))
    yield ox.Triple(node, coh("sha256"), literal(hashlib.sha256(path.read_bytes()).hexdigest()))
