"""The graph described in VoID: numbers, classes and properties, named graphs, dumps, links, examples.

https://www.w3.org/TR/void/
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from cohorte_graph.catalogue.description import Description
from cohorte_graph.catalogue.settings import WORDLESS, Settings
from cohorte_graph.catalogue.statements import NAMES, Statements, iri, plain, texts, typed
from cohorte_graph.catalogue.statistics import Statistics, namespace
from cohorte_graph.dataset import Written
from cohorte_graph.iri import BASE, COH, GRAPH, graph_iri

__all__ = ["void"]

EXAMPLES = ("Cohort", "Territory", "Pilot", "Effect", "Limit", "Passage")
FEATURES = {
    "application/ld+json": "JSON-LD",
    "application/n-quads": "N-Quads",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/trig": "TriG",
    "text/turtle": "Turtle",
}
FORMATS = "http://www.w3.org/ns/formats/"
SHAPES = graph_iri("shapes")
"""The one graph that the union leaves out."""


def void(
    dataset: str,
    numbers: Mapping[str | None, Statistics],
    about: Description,
    settings: Settings,
    written: Sequence[Written],
) -> set[ox.Triple]:
    """The triples of the description; ``numbers`` by graph, None for the union."""
    known = Statements()
    whole = numbers.get(None, Statistics())
    known.say(
        f"{dataset}/void",
        a="void:DatasetDescription",
        foaf_primaryTopic=iri(dataset),
        foaf_topic=[iri(name) for name in numbers if name == SHAPES],
        dcterms_title=texts({"fr": "Description VoID", "en": "VoID description"}),
    )
    known.say(dataset, dcterms_title=texts(about.title), void_uriSpace=plain(BASE))
    known.say(
        dataset,
        void_exampleResource=[iri(whole.examples[COH + name]) for name in EXAMPLES if COH + name in whole.examples],
        void_subset=[iri(name) for name in numbers if name and name != SHAPES],
    )
    for name, counted in numbers.items():
        _numbers(known, name or dataset, dataset + "#" + (_short(name) if name else "union"), counted)
    _links(known, dataset, whole)
    _dumps(known, dataset, numbers, settings, written)
    return known.triples


def _numbers(known: Statements, node: str, key: str, counted: Statistics) -> None:
    known.say(
        node,
        a="void:Dataset",
        void_triples=_count(counted.triples),
        void_entities=_count(counted.entities),
        void_distinctSubjects=_count(counted.subjects),
        void_distinctObjects=_count(counted.objects),
        void_classes=_count(len(counted.classes)),
        void_properties=_count(len(counted.properties)),
        void_vocabulary=[iri(name) for name in counted.vocabularies],
    )
    for name, tally in counted.classes.items():
        part = f"{key}.class.{_local(name)}"
        known.say(node, void_classPartition=iri(part))
        known.say(part, void_class=iri(name), void_entities=_count(tally.entities), void_triples=_count(tally.triples))
    for name, tally in counted.properties.items():
        part = f"{key}.property.{_local(name)}"
        known.say(node, void_propertyPartition=iri(part))
        known.say(part, void_property=iri(name), void_triples=_count(tally.triples))
        known.say(part, void_distinctSubjects=_count(tally.entities))


def _count(number: int) -> ox.Literal:
    return typed(number, "xsd:integer")


def _short(graph: str) -> str:
    return graph.removeprefix(GRAPH).replace("/", "-")


def _local(name: str) -> str:
    """A name for a partition: of two vocabularies with the same word each keeps its own."""
    space = namespace(name)
    prefix = next((prefix for prefix, known in NAMES.items() if known == space), None)
    return f"{prefix}-{name.removeprefix(space)}" if prefix else re.sub(r"[^A-Za-z0-9]+", "-", name.partition("://")[2])


def _links(known: Statements, dataset: str, whole: Statistics) -> None:
    """What leads out of our IRIs, by property and by the space it leads to."""
    for (predicate, space), number in whole.links.items():
        target = f"{dataset}#space.{re.sub(r'[^A-Za-z0-9]+', '-', space.partition('://')[2]).strip('-')}"
        node = f"{target}.{_local(predicate)}"
        known.say(target, a="void:Dataset", void_uriSpace=plain(space))
        known.say(dataset, void_subset=iri(node))
        known.say(
            node,
            a="void:Linkset",
            void_linkPredicate=iri(predicate),
            void_subjectsTarget=iri(dataset),
            void_objectsTarget=iri(target),
            void_triples=_count(number),
        )


def _dumps(
    known: Statements,
    dataset: str,
    numbers: Mapping[str | None, Statistics],
    settings: Settings,
    written: Sequence[Written],
) -> None:
    """The RDF files, each at the graph that its name ends in, else at the whole."""
    for one in written:
        media_type = one.part.media_type.partition(";")[0]
        if one.part.kind != "graph" or media_type not in FEATURES or one.part.name.startswith(WORDLESS):
            continue
        node = _graph_of(one.part.name, numbers) or dataset
        known.say(node, void_dataDump=iri(settings.address(one.part.name)))
        known.say(node, void_feature=iri(FORMATS + FEATURES[media_type]))


def _graph_of(name: str, numbers: Mapping[str | None, Statistics]) -> str | None:
    """The named graph whose short name a file's is, extensions and folder apart: ``graph/report/x.ttl.gz``."""
    stem = re.sub(r"(\.[a-z]+)+$", "", name).replace("/", "-")
    return next((graph for graph in numbers if graph and f"-{stem}".endswith(f"-{_short(graph)}")), None)
