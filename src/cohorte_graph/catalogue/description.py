"""What the steward says of the catalogue, or what stands in its place where nobody said anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cohorte_graph.catalogue.scope import Scope
from cohorte_graph.catalogue.statements import Texts
from cohorte_graph.iri import BASE

__all__ = ["Contact", "Description", "default_description"]


@dataclass(frozen=True)
class Contact:
    """Whom to ask; emails are mailto: addresses."""

    iri: str
    name: Texts
    emails: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Description:
    """``catalogue`` and ``dataset`` are the IRIs that harvesters know them by.

    ``themes``, ``frequency`` and ``availability`` are codes of the EU's tables, ``publisher_type`` one of ADMS.
    """

    catalogue: str
    dataset: str
    catalogue_title: Texts
    catalogue_description: Texts
    title: Texts
    description: Texts
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    themes: tuple[str, ...] = ()
    frequency: str = "UNKNOWN"
    availability: str = "EXPERIMENTAL"
    contact: Contact | None = None
    homepage: str | None = None
    publisher: str | None = None
    publisher_name: Texts = field(default_factory=dict)
    publisher_type: str | None = None


def default_description(scope: Scope) -> Description:
    """A description by the names of the cohorts alone: true of every project, and poorer than what a person writes."""
    slug = scope.cohorts[0].iri.rsplit("/", 1)[-1] if scope.cohorts else "cohorts"
    fr = " ; ".join(cohort.label.get("fr", slug) for cohort in scope.cohorts) or slug
    en = "; ".join(cohort.label.get("en", slug) for cohort in scope.cohorts) or slug
    return Description(
        catalogue=f"{BASE}catalogue/{slug}",
        dataset=f"{BASE}dataset/{slug}",
        catalogue_title={"fr": f"Catalogue : {fr}", "en": f"Catalogue: {en}"},
        catalogue_description={
            "fr": "Les données tirées des bilans de ces cohortes.",
            "en": "The data drawn from the reports on these cohorts.",
        },
        title={"fr": f"Graphe de connaissances : {fr}", "en": f"Knowledge graph: {en}"},
        description={
            "fr": "Ce que disent les bilans de ces cohortes ; chaque énoncé mène au passage du rapport dont il vient.",
            "en": "What the reports on these cohorts say; every statement leads back to the passage it comes from.",
        },
        keywords={"fr": ("cohortes", "territoires", "données liées"), "en": ("cohorts", "territories", "linked data")},
        themes=("ENVI", "REGI"),
    )
