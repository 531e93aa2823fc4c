"""RDF read by parsers that are not those the project writes with, and compared by its canonical form (RDFC-1.0)."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable

import pyoxigraph as ox
import rdflib
from pyld import jsonld

RDFLIB = {"ttl": "turtle", "trig": "trig", "nt": "nt11", "nq": "nquads", "jsonld": "json-ld", "rdf": "xml"}
OXIGRAPH = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}


def canonical(quads: Iterable[ox.Quad]) -> list[str]:
    """Sorted lines that are the same for isomorphic datasets, and for no others."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(str(quad) for quad in dataset)


def by_oxigraph(content: bytes, format: str) -> list[str]:
    return canonical(ox.parse(content, format=OXIGRAPH[format]))


def by_rdflib(content: bytes, format: str) -> list[str]:
    dataset = rdflib.Dataset()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"ConjunctiveGraph|Dataset\.\w+ is deprecated")  # in rdflib's own parsers
        into = dataset if format in ("trig", "nq") else dataset.default_graph
        into.parse(data=content, format=RDFLIB[format])
    return canonical(
        ox.Quad(*(_term(term) for term in (s, p, o)), _graph(graph))  # type: ignore[arg-type]
        for s, p, o, graph in dataset.quads()
    )


def by_pyld(content: bytes) -> list[str]:
    """JSON-LD as PyLD expands it; it may not load anything."""
    found = jsonld.to_rdf(json.loads(content), {"format": "application/n-quads", "documentLoader": refuse})
    return canonical(ox.parse(found, format=ox.RdfFormat.N_QUADS))


def refuse(url: str, options: object = None) -> dict[str, object]:
    """A loader of documents for PyLD that loads none."""
    raise AssertionError(f"{url} would be loaded")


def _term(term: object) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or rdflib.XSD.string)))
    return ox.BlankNode(f"b{term.encode().hex()}") if isinstance(term, rdflib.BNode) else ox.NamedNode(str(term))


def _graph(name: object) -> ox.NamedNode | ox.DefaultGraph:
    plain = str(getattr(name, "identifier", name))
    return ox.DefaultGraph() if name is None or plain == "urn:x-rdflib:default" else ox.NamedNode(plain)
