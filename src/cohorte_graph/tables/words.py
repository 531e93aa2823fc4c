"""What columns are called in French and English: by the labels of the ontology, else by the words given here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cohorte_graph.iri import PREFIXES
from cohorte_graph.tables.columns import KEY, Column
from cohorte_graph.tables.survey import Survey

__all__ = ["LANGUAGES", "Title", "class_label", "title"]

LANGUAGES: Final = ("fr", "en")
ELSEWHERE: Final[dict[str, tuple[str, str]]] = {
    "rdf:type": ("classe", "class"),
    "rdfs:label": ("nom", "name"),
    "rdfs:seeAlso": ("voir aussi", "see also"),
    "owl:versionInfo": ("version", "version"),
    "skos:prefLabel": ("libellé", "preferred label"),
    "skos:altLabel": ("autre nom", "alternative label"),
    "skos:hiddenLabel": ("graphie reconnue", "hidden label"),
    "skos:definition": ("définition", "definition"),
    "skos:scopeNote": ("note d'application", "scope note"),
    "skos:example": ("exemple", "example"),
    "skos:broader": ("concept plus général", "broader concept"),
    "skos:broaderTransitive": ("concepts plus généraux", "all broader concepts"),
    "skos:narrower": ("concept plus spécifique", "narrower concept"),
    "skos:related": ("concept associé", "related concept"),
    "skos:inScheme": ("schéma de concepts", "concept scheme"),
    "skos:topConceptOf": ("concept de tête de", "top concept of"),
    "skos:hasTopConcept": ("concept de tête", "top concept"),
    "dcterms:title": ("titre", "title"),
    "dcterms:source": ("source", "source"),
    "dcterms:publisher": ("éditeur", "publisher"),
    "dcterms:license": ("licence", "licence"),
    "dcterms:rights": ("droits", "rights"),
    "dcterms:language": ("langue", "language"),
    "dcterms:format": ("format", "format"),
    "oa:exact": ("texte cité", "exact text"),
    "oa:prefix": ("texte qui précède", "text before"),
    "oa:suffix": ("texte qui suit", "text after"),
    "oa:start": ("début", "start"),
    "oa:end": ("fin", "end"),
    "oa:hasSource": ("document cité", "document quoted"),
    "oa:hasSelector": ("sélecteur", "selector"),
    "oa:hasBody": ("objet de l'annotation", "body of the annotation"),
    "oa:hasTarget": ("passage annoté", "target of the annotation"),
    "insee:codeINSEE": ("code officiel", "official code"),
    "schema:latitude": ("latitude", "latitude"),
    "schema:longitude": ("longitude", "longitude"),
}
"""Properties of other vocabularies, which our ontology does not label."""
CLASSES: Final = {PREFIXES["skos"] + "ConceptScheme": {"fr": "schéma de concepts", "en": "concept scheme"}}
"""Classes of other vocabularies that tables are of."""
ORIGIN: Final = {"fr": "origine", "en": "origin"}
ORIGIN_MEANING: Final = {
    "fr": "Qui énonce le lien : report (le rapport), curation (une personne), reference (un registre), inference "
    "(déduit).",
    "en": "Who states the link: report (the report), curation (a person), reference (a register), inference (a rule).",
}
_BY_IRI = {
    PREFIXES[prefix] + local: said for prefix, _, local, said in ((*n.partition(":"), t) for n, t in ELSEWHERE.items())
}


@dataclass(frozen=True)
class Title:
    """The head of a column, and what it means, by language; a meaning may be missing."""

    heads: dict[str, str]
    meanings: dict[str, str]


def class_label(survey: Survey, iri: str, lang: str) -> str:
    """What a class is called; '' where nobody labels it."""
    if iri in CLASSES:
        return CLASSES[iri][lang]
    return survey.label(iri, lang) if survey.has_label(iri) else ""


def title(survey: Survey, column: Column, columns: dict[str, Column]) -> Title:
    """How a column is called, and the definition of its property."""
    if column.labels_of:
        of = title(survey, columns[column.labels_of], columns)
        if not column.tells_origin:
            return of
        return Title({lang: f"{head} ({ORIGIN[lang]})" for lang, head in of.heads.items()}, ORIGIN_MEANING)
    if column == KEY:
        return Title(dict.fromkeys(LANGUAGES, "IRI"), {})
    meanings = {lang: survey.definitions.get(lang, {}).get(column.property_iri, "") for lang in LANGUAGES}
    heads = {lang: _head(survey, column, lang) for lang in LANGUAGES}
    return Title(heads, {lang: text for lang, text in meanings.items() if text})


def _head(survey: Survey, column: Column, lang: str) -> str:
    said = _BY_IRI.get(column.property_iri)
    head = said[LANGUAGES.index(lang)] if said else survey.label(column.property_iri, lang)
    head = head[:1].upper() + head[1:]
    return f"{head} ({column.variant})" if column.variant else head
