"""The catalogue and its one dataset in DCAT-AP 3.

One dataset, the graph of all cohorts: its files are the same statements in other formats or cut by class and resource,
a portal shows them on one page, and a dump of the union cannot be divided by cohort. There is no series either, since
each version holds the ones before, and no data service, since there is no server yet.
https://semiceu.github.io/DCAT-AP/releases/3.0.0/
"""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from cohorte_graph.catalogue.authorities import (
    ADMS,
    PUBLISHER_TYPES,
    declare_standard,
    declare_table,
    declare_terms,
)
from cohorte_graph.catalogue.coverage import say_period, say_places
from cohorte_graph.catalogue.description import Contact, Description
from cohorte_graph.catalogue.distributions import DISTRIBUTED, Distributions, Terms
from cohorte_graph.catalogue.rights import say_licence, say_licences, say_rights
from cohorte_graph.catalogue.scope import Organisation, Scope
from cohorte_graph.catalogue.settings import Settings
from cohorte_graph.catalogue.statements import Statements, iri, plain, texts, typed
from cohorte_graph.dataset import Rights, Written
from cohorte_graph.iri import BASE

__all__ = ["dataset_iri", "dcat"]

UNPLACED_NOTE = {
    "fr": "Les fichiers ne sont encore servis nulle part : leurs adresses (.invalid) sont à remplacer.",
    "en": "The files are served nowhere yet: their addresses (.invalid) are to be replaced.",
}
UNLISTED_NOTE = {
    "fr": "Aucun fichier n'est décrit ici.",
    "en": "No file is described here.",
}
WORDLESS_NOTE = {
    "fr": " Cette variante ne contient pas les mots des rapports : ni textes, ni citations, ni noms imprimés.",
    "en": " This variant holds no words of the reports: no texts, no quotes, no printed names.",
}
PUBLISHER_TYPES_TITLE = {"fr": "Types d'éditeurs", "en": "Publisher types"}
WORDLESS_TITLE = {"fr": " (sans les textes)", "en": " (without the texts)"}
DOCUMENTS_TITLE = {"fr": " : un document par ressource", "en": ": a document a resource"}
DOCUMENTS_NOTE = {
    "fr": " Ce jeu réunit les documents JSON-LD, un par ressource, lisibles sans connaître RDF.",
    "en": " This dataset holds the JSON-LD documents, one a resource, readable without knowing RDF.",
}
FEW = 20
"""More documents than that are a dataset of their own: hundreds would bury the files that people look for."""
KINDS = {
    "association": "NonProfitOrganisation",
    "bureau-d-etudes": "Company",
    "collectivite": "LocalAuthority",
    "commune": "LocalAuthority",
    "conseil-regional": "RegionalAuthority",
    "entreprise": "Company",
    "fondation": "NonProfitOrganisation",
    "intercommunalite": "LocalAuthority",
    "ong": "NonGovernmentalOrganisation",
    "reseau": "NonProfitOrganisation",
    "universite": "Academia-ScientificOrganisation",
}
"""Kinds of organisations (the concept's slug) and ADMS's types of publishers."""


def dataset_iri(about: Description, with_text: bool) -> str:
    """The IRI of the dataset; the variant without the words of the report is another one."""
    return about.dataset if with_text else f"{about.dataset}/without-text"


def dcat(
    scope: Scope, rights: Rights, about: Description, settings: Settings, written: Sequence[Written]
) -> set[ox.Triple]:
    """The triples of the catalogue, its datasets and a distribution for each file."""
    known = Statements()
    dataset = dataset_iri(about, rights.with_text)
    documents = f"{dataset}/documents"
    apart = sum(one.part.kind == "document" for one in written) > FEW
    datasets = [dataset, documents] if apart else [dataset]
    publisher = _publisher(known, scope, about)
    _shared(known, scope, about, settings, (about.catalogue, *datasets), publisher, rights.licence)
    _catalogue(known, about, settings, datasets, has_files=bool(written))
    for one in datasets:
        _dataset(known, scope, about, settings, one, with_text=rights.with_text, of_documents=one == documents)
    availability = declare_terms(known, "planned-availability", [about.availability])[0]
    terms = Terms(say_licences(known, dataset, rights), say_rights(known, dataset, rights), availability)
    distributions = {name: Distributions(known, name, settings, terms) for name in datasets}
    for written_one in written:
        if written_one.part.kind in DISTRIBUTED:
            own = apart and written_one.part.kind == "document"
            distributions[documents if own else dataset].add(written_one)
        elif written_one.part.kind == "text":
            _page(known, dataset, settings, written_one)
    return known.triples


def _shared(
    known: Statements,
    scope: Scope,
    about: Description,
    settings: Settings,
    subjects: Sequence[str],
    publisher: str | None,
    licence: str,
) -> None:
    """What a catalogue and its datasets have all, and the licence."""
    languages = [iri(one) for one in declare_terms(known, "language", ["FRA", "ENG"])]
    day, first = (
        typed(found.isoformat(), "xsd:date") if found else None
        for found in (settings.issued, settings.first_issued or settings.issued)
    )
    home = about.homepage or settings.base_url
    for subject in subjects:
        known.say(
            subject,
            dcterms_publisher=iri(publisher) if publisher else None,
            dcterms_language=languages,
            dcterms_issued=first,
            dcterms_modified=day,
            dcterms_license=iri(licence) if licence and subject == about.catalogue else None,
        )
        say_places(known, subject, about.catalogue, scope)
    if home:
        known.say(home, a="foaf:Document")
    if licence:
        say_licence(known, licence)


def _catalogue(
    known: Statements, about: Description, settings: Settings, datasets: Sequence[str], *, has_files: bool
) -> None:
    home = about.homepage or settings.base_url
    unplaced = UNPLACED_NOTE if settings.base_url is None else None
    note = unplaced if has_files else UNLISTED_NOTE
    known.say(
        about.catalogue,
        a="dcat:Catalog",
        dcterms_title=texts(about.catalogue_title),
        dcterms_description=texts(about.catalogue_description),
        dcat_dataset=[iri(dataset) for dataset in datasets],
        dcat_themeTaxonomy=iri(declare_table(known, "data-theme")),
        foaf_homepage=iri(home) if home else None,
        rdfs_comment=texts(note) if note else None,
    )


def _dataset(
    known: Statements,
    scope: Scope,
    about: Description,
    settings: Settings,
    dataset: str,
    *,
    with_text: bool,
    of_documents: bool,
) -> None:
    home = about.homepage or settings.base_url
    title, description = dict(about.title), dict(about.description)
    for holds, more, note in (
        (of_documents, DOCUMENTS_TITLE, DOCUMENTS_NOTE),
        (not with_text, WORDLESS_TITLE, WORDLESS_NOTE),
    ):
        if holds:
            title = {language: text + more[language] for language, text in title.items()}
            description = {language: text + note[language] for language, text in description.items()}
    known.say(
        dataset,
        a="dcat:Dataset",
        dcterms_title=texts(title),
        dcterms_description=texts(description),
        dcterms_identifier=plain(dataset),
        dcterms_accessRights=iri(declare_terms(known, "access-right", ["PUBLIC"])[0]),
        dcterms_conformsTo=iri(declare_standard(known, f"{BASE}def")),
        dcterms_accrualPeriodicity=iri(declare_terms(known, "frequency", [about.frequency])[0]),
        dcat_theme=[iri(theme) for theme in declare_terms(known, "data-theme", list(about.themes))],
        dcat_keyword=[texts({language: word}) for language, words in about.keywords.items() for word in words],
        dcat_landingPage=iri(home) if home else None,
        dcat_version=plain(settings.version) if settings.version else None,
        dcat_contactPoint=iri(_contact(known, scope, about)),
    )
    say_period(known, dataset, scope)
    _origin(known, dataset, scope)


def _origin(known: Statements, dataset: str, scope: Scope) -> None:
    """Where the statements come from, as links and in words."""
    for source in scope.sources:
        known.say(dataset, prov_wasDerivedFrom=iri(source.iri))
        known.say(source.iri, a="prov:Entity", rdfs_label=texts(source.label))
    reports = [source for source in scope.reports if source.rank == 1]
    fr = ", ".join(f"« {report.title.get('fr', report.iri)} »" for report in reports)
    en = ", ".join(f"“{report.title.get('en', report.title.get('fr', report.iri))}”" for report in reports)
    known.say(dataset, dcterms_provenance=iri(f"{dataset}#provenance"))
    known.say(
        f"{dataset}#provenance",
        a="dcterms:ProvenanceStatement",
        rdfs_label=texts(
            {
                "fr": f"Tiré par programme de {fr} ; chaque énoncé porte le passage cité, ses positions et ses pages.",
                "en": f"Drawn by program from {en}; every statement bears the passage quoted, its offsets and pages.",
            }
        ),
    )


def _publisher(known: Statements, scope: Scope, about: Description) -> str | None:
    """The publisher that the description names, else the report's; its IRI."""
    found = _named(about) or (scope.organisations.get(about.publisher) if about.publisher else scope.publisher)
    if found is None:
        return None
    kind = about.publisher_type or KINDS.get(found.kind or "")
    known.say(found.iri, a=["foaf:Agent", "foaf:Organization"], foaf_name=texts(found.name))
    if kind:
        fr, en = PUBLISHER_TYPES[kind]
        node = f"{ADMS}publishertype/{kind}"
        known.say(found.iri, dcterms_type=iri(node))
        known.say(node, a="skos:Concept", skos_prefLabel=texts({"fr": fr, "en": en}))
        scheme = f"{ADMS}publishertype/1.0"
        known.say(node, skos_inScheme=iri(scheme))
        known.say(scheme, a="skos:ConceptScheme", dcterms_title=texts(PUBLISHER_TYPES_TITLE))
    return found.iri


def _named(about: Description) -> Organisation | None:
    """A publisher whom the description itself describes, such as one that no report names."""
    if about.publisher is None or not about.publisher_name:
        return None
    return Organisation(about.publisher, about.publisher_name, kind=None)


def _contact(known: Statements, scope: Scope, about: Description) -> str:
    """The contact described, else the publisher by its name alone."""
    contact = about.contact
    if contact is None:
        name = scope.publisher.name if scope.publisher else about.catalogue_title
        contact = Contact(f"{about.catalogue}#contact", name)
    known.say(
        contact.iri,
        a=["vcard:Kind", "vcard:Organization"],
        vcard_fn=texts(contact.name),
        vcard_hasEmail=[iri(email) for email in contact.emails],
        vcard_hasURL=[iri(page) for page in contact.pages],
    )
    return contact.iri


def _page(known: Statements, dataset: str, settings: Settings, written: Written) -> None:
    """A text that tells of the data: documentation, not a distribution."""
    part = written.part
    address = settings.address(part.name)
    known.say(dataset, foaf_page=iri(address))
    known.say(address, a="foaf:Document", dcterms_title=texts({"fr": part.fr, "en": part.en}))
    known.say(address, dcterms_format=plain(part.media_type))
