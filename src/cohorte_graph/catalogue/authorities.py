"""The concepts that DCAT-AP takes from the EU's authority tables, with their classes and labels.

A catalogue that carries them can be checked, and read by people, without asking anybody for them.
https://op.europa.eu/en/web/eu-vocabularies/dcat-ap
"""

from __future__ import annotations

from typing import Final

from cohorte_graph.catalogue.statements import Statements, iri, plain, texts

__all__ = [
    "ADMS",
    "AUTHORITY",
    "AVAILABILITIES",
    "FREQUENCIES",
    "LANGUAGES",
    "PUBLISHER_TYPES",
    "SHA256",
    "THEMES",
    "declare_file_type",
    "declare_media_type",
    "declare_standard",
    "declare_table",
    "declare_terms",
    "file_type",
]

AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
ADMS: Final = "http://purl.org/adms/"
SHA256: Final = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"

THEMES: Final = {
    "AGRI": ("Agriculture, pêche, sylviculture et alimentation", "Agriculture, fisheries, forestry and food"),
    "ECON": ("Économie et finances", "Economy and finance"),
    "EDUC": ("Éducation, culture et sport", "Education, culture and sport"),
    "ENER": ("Énergie", "Energy"),
    "ENVI": ("Environnement", "Environment"),
    "GOVE": ("Gouvernement et secteur public", "Government and public sector"),
    "HEAL": ("Santé", "Health"),
    "INTR": ("Questions internationales", "International issues"),
    "JUST": ("Justice, système juridique et sécurité publique", "Justice, legal system and public safety"),
    "OP_DATPRO": ("Données provisoires", "Provisional data"),
    "REGI": ("Régions et villes", "Regions and cities"),
    "SOCI": ("Population et société", "Population and society"),
    "TECH": ("Science et technologie", "Science and technology"),
    "TRAN": ("Transports", "Transport"),
}
FREQUENCIES: Final = {
    "ANNUAL": ("annuel", "annual"),
    "ANNUAL_2": ("semestriel", "semiannual"),
    "BIENNIAL": ("bisannuel", "biennial"),
    "IRREG": ("irrégulier", "irregular"),
    "MONTHLY": ("mensuel", "monthly"),
    "NEVER": ("jamais", "never"),
    "OTHER": ("autre", "other"),
    "QUARTERLY": ("trimestriel", "quarterly"),
    "TRIENNIAL": ("triennal", "triennial"),
    "UNKNOWN": ("inconnu", "unknown"),
}
AVAILABILITIES: Final = {
    "AVAILABLE": ("disponible", "available"),
    "EXPERIMENTAL": ("expérimental", "experimental"),
    "STABLE": ("stable", "stable"),
    "TEMPORARY": ("temporaire", "temporary"),
}
ACCESS_RIGHTS: Final = {"PUBLIC": ("public", "public")}
LANGUAGES: Final = {"FRA": ("français", "French"), "ENG": ("anglais", "English")}
PUBLISHER_TYPES: Final = {
    "Academia-ScientificOrganisation": ("Organisme scientifique ou universitaire", "Academia/Scientific organisation"),
    "Company": ("Entreprise", "Company"),
    "LocalAuthority": ("Collectivité locale", "Local authority"),
    "NationalAuthority": ("Autorité nationale", "National authority"),
    "NonGovernmentalOrganisation": ("Organisation non gouvernementale", "Non-governmental organisation"),
    "NonProfitOrganisation": ("Organisation à but non lucratif", "Non-profit organisation"),
    "RegionalAuthority": ("Autorité régionale", "Regional authority"),
}
TABLES: Final = {
    "access-right": (ACCESS_RIGHTS, "dcterms:RightsStatement"),
    "data-theme": (THEMES, "skos:Concept"),
    "frequency": (FREQUENCIES, "dcterms:Frequency"),
    "language": (LANGUAGES, "dcterms:LinguisticSystem"),
    "planned-availability": (AVAILABILITIES, "skos:Concept"),
}
FILE_TYPES: Final = {
    "application/geo+json": ("GEOJSON", "GeoJSON"),
    "application/json": ("JSON", "JSON"),
    "application/ld+json": ("JSON_LD", "JSON-LD"),
    "application/n-quads": ("RDF_N_QUADS", "RDF N-Quads"),
    "application/n-triples": ("RDF_N_TRIPLES", "RDF N-Triples"),
    "application/rdf+xml": ("RDF_XML", "RDF XML"),
    "application/trig": ("RDF_TRIG", "RDF TriG"),
    "application/csvm+json": ("JSON_LD", "JSON-LD"),
    "application/vnd.apache.parquet": ("PARQUET", "Parquet"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("XLSX", "Excel XLSX"),
    "application/zip": ("ZIP", "ZIP"),
    "text/csv": ("CSV", "CSV"),
    "text/html": ("HTML", "HTML"),
    "text/plain": ("TXT", "Plain text"),
    "text/turtle": ("RDF_TURTLE", "RDF Turtle"),
}
"""Media types and the codes and names of the table file-type."""


def file_type(media_type: str) -> tuple[str, str] | None:
    """Code and name of the EU's file type for a media type; None where the table has none."""
    return FILE_TYPES.get(media_type.partition(";")[0].strip())


def declare_terms(known: Statements, table: str, codes: list[str]) -> list[str]:
    """State classes and labels of some concepts of a table; their IRIs."""
    labels, kind = TABLES[table]
    found = []
    for code in codes:
        concept = f"{AUTHORITY}{table}/{code}"
        fr, en = labels[code]
        known.say(concept, a=[kind, "skos:Concept"], skos_prefLabel=texts({"fr": fr, "en": en}))
        known.say(concept, skos_inScheme=iri(AUTHORITY + table))
        found.append(concept)
    declare_table(known, table)
    return found


def declare_table(known: Statements, table: str) -> str:
    """State that a table is a concept scheme; its IRI."""
    titles = {
        "access-right": ("Droits d'accès", "Access rights"),
        "data-theme": ("Thèmes de données", "Data themes"),
        "file-type": ("Types de fichier", "File types"),
        "frequency": ("Fréquences", "Frequencies"),
        "language": ("Langues", "Languages"),
        "planned-availability": ("Disponibilités prévues", "Planned availabilities"),
    }
    fr, en = titles[table]
    known.say(AUTHORITY + table, a="skos:ConceptScheme", dcterms_title=texts({"fr": fr, "en": en}))
    return AUTHORITY + table


def declare_file_type(known: Statements, media_type: str) -> str | None:
    """State what the EU's file type of a media type is; its IRI, None where the table has none."""
    found = file_type(media_type)
    if found is None:
        return None
    code, name = found
    node = f"{AUTHORITY}file-type/{code}"
    known.say(node, a=["dcterms:MediaTypeOrExtent", "skos:Concept"], skos_prefLabel=plain(name))
    known.say(node, skos_inScheme=iri(declare_table(known, "file-type")))
    return node


def declare_media_type(known: Statements, media_type: str) -> str:
    """State that IANA's IRI of a media type is one; the IRI."""
    found = MEDIA_TYPES + media_type.partition(";")[0].strip()
    known.say(found, a="dcterms:MediaType")
    return found


def declare_standard(known: Statements, standard: str) -> str:
    """State that an IRI is that of a standard; the IRI."""
    known.say(standard, a="dcterms:Standard")
    return standard
