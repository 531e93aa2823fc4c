"""Under what terms files stand: what the dataset says of its rights, with the words of reports or without them."""

from __future__ import annotations

from dataclasses import replace

from cohorte_graph.catalogue.statements import Statements, Texts, iri, plain, texts
from cohorte_graph.dataset import Rights

__all__ = ["say_licence", "say_licences", "say_rights"]

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_TYPES = "http://purl.org/adms/licencetype/"
PARTLY = {
    "fr": "{licence} pour la structure seulement ; les textes cités n'en relèvent pas",
    "en": "{licence} for the structure alone; the texts quoted are not covered",
}


def say_rights(known: Statements, dataset: str, rights: Rights) -> dict[bool, str]:
    """State the rights of files with the words of the reports (True), and of those without (False); their IRIs."""
    wanted = {True: f"{dataset}#rights", False: f"{dataset}#rights-without-text"}
    if not rights.with_text:
        wanted[True] = wanted[False]
    for quoted, node in wanted.items():
        held = replace(rights, with_text=quoted and rights.with_text)
        said = {language: " ".join(held.statements(language)) for language in ("fr", "en")}
        known.say(node, a="dcterms:RightsStatement", rdfs_label=texts(said))
    return wanted


def say_licences(known: Statements, dataset: str, rights: Rights) -> dict[bool, str]:
    """State the licences of files with the words of the reports (True), and of those without (False); their IRIs.

    The licence of our structure is not that of a file that quotes a report: portals would offer its texts under it.
    Nothing where the structure has none.
    """
    if not rights.licence:
        return {}
    own = rights.licence
    say_licence(known, own)
    if not rights.with_text:
        return {True: own, False: own}
    node = f"{dataset}#licence"
    name = "CC BY 4.0" if own == CC_BY else own
    known.say(
        node,
        a="dcterms:LicenseDocument",
        dcterms_title=texts({language: text.format(licence=name) for language, text in PARTLY.items()}),
        dcterms_type=iri(_type(known, "OtherRestrictiveClauses", {"fr": "Autres clauses", "en": "Other clauses"})),
        rdfs_seeAlso=iri(own),
    )
    return {True: node, False: own}


def say_licence(known: Statements, licence: str) -> None:
    """State that an IRI is that of a licence, with name and type where it is the one we know."""
    known.say(licence, a="dcterms:LicenseDocument")
    if licence == CC_BY:
        kind = _type(known, "Attribution", {"fr": "Attribution", "en": "Attribution"})
        known.say(licence, dcterms_title=plain("CC BY 4.0"), dcterms_identifier=plain("CC-BY-4.0"))
        known.say(licence, dcterms_type=iri(kind))


def _type(known: Statements, code: str, label: Texts) -> str:
    """State one of ADMS's types of licences; its IRI."""
    kind, scheme = LICENCE_TYPES + code, f"{LICENCE_TYPES}1.0"
    known.say(kind, a="skos:Concept", skos_prefLabel=texts(label), skos_inScheme=iri(scheme))
    known.say(scheme, a="skos:ConceptScheme", dcterms_title=texts({"fr": "Types de licences", "en": "Licence types"}))
    return kind
