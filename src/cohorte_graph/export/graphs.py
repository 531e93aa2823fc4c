"""Graphs in the RDF formats, the same triples always as the same bytes."""

from __future__ import annotations

import json

import pyoxigraph as ox

from cohorte_graph.iri import PREFIXES

__all__ = ["FORMATS", "serialised", "stable"]

RDF_TYPE = PREFIXES["rdf"] + "type"
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
PREFIXED = ("ttl", "trig", "rdf")


def serialised(triples: list[ox.Triple], format: str) -> bytes:
    """The triples sorted, with the prefixes they use where the format has prefixes."""
    ordered = stable(triples)
    prefixes = _used_prefixes(ordered) if format in PREFIXED else None
    content = ox.serialize(ordered, format=FORMATS[format], prefixes=prefixes) or b""
    if format == "jsonld":
        return (json.dumps(json.loads(content), ensure_ascii=False, indent=2) + "\n").encode()
    return content if content.endswith(b"\n") or not content else content + b"\n"


def stable(triples: list[ox.Triple]) -> list[ox.Triple]:
    """The triples by subject, rdf:type first; blank nodes named by RDFC-1.0, or they change at each run."""
    if any(isinstance(term, ox.BlankNode) for triple in triples for term in triple):
        dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        triples = [quad.triple for quad in dataset]
    return sorted(set(triples), key=_key)


def _key(triple: ox.Triple) -> tuple[str, bool, str, str]:
    is_class = triple.predicate.value == RDF_TYPE
    return str(triple.subject), not is_class, str(triple.predicate), str(triple.object)


def _used_prefixes(triples: list[ox.Triple]) -> dict[str, str]:
    text = "\n".join(str(triple) for triple in triples)
    return {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text}
