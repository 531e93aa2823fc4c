"""The one module that spells IRIs (ARCHITECTURE, "Names")."""

from __future__ import annotations

from typing import Final

__all__ = [
    "BASE",
    "COH",
    "CONCEPT",
    "GRAPH",
    "ID",
    "PREFIXES",
    "compact",
    "concept_iri",
    "data_iri",
    "expand",
    "graph_iri",
    "local_path",
    "namespace",
]

BASE: Final = "https://w3id.org/cohorte-graph/"
COH: Final = BASE + "def#"
ID: Final = BASE + "id/"
CONCEPT: Final = BASE + "concept/"
GRAPH: Final = BASE + "graph/"
SHAPE: Final = BASE + "shape/"

PREFIXES: Final[dict[str, str]] = {
    "coh": COH,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "sh": "http://www.w3.org/ns/shacl#",
    "insee": "http://rdf.insee.fr/def/geo#",
    "schema": "https://schema.org/",
}


def data_iri(*path: str | int) -> str:
    """The IRI of a thing: ``data_iri("effect", cohort, territory, 1)``."""
    return ID + "/".join(str(part) for part in path)


def concept_iri(scheme: str, slug: str) -> str:
    """The IRI of a concept of one of our schemes."""
    return f"{CONCEPT}{scheme}/{slug}"


def graph_iri(*path: str) -> str:
    """The IRI of a named graph: ``graph_iri("report", cohort)``."""
    return GRAPH + "/".join(path)


def expand(name: str) -> str:
    """The full IRI of a prefixed name; a name without a known prefix comes back unchanged."""
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name


def compact(iri: str) -> str:
    """The shortest reading of an IRI: a prefixed name, a path under the base, or the IRI itself."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return local_path(iri)


def namespace(iri: str) -> str:
    """An IRI up to its last ``#`` or ``/``."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def local_path(iri: str) -> str:
    """The path of one of our data or concept IRIs below ``id/`` or ``concept/``; other IRIs unchanged."""
    for namespace in (ID, CONCEPT, BASE):
        if iri.startswith(namespace):
            return iri[len(namespace) :]
    return iri
