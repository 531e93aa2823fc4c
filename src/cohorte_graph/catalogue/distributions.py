"""One dcat:Distribution for each file: where it is, how long, which checksum, format, licence and rights.

https://semiceu.github.io/DCAT-AP/releases/3.0.0/#Distribution
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from cohorte_graph.catalogue.authorities import (
    AUTHORITY,
    LANGUAGES,
    SHA256,
    declare_file_type,
    declare_media_type,
    declare_standard,
)
from cohorte_graph.catalogue.settings import WORDLESS, Settings
from cohorte_graph.catalogue.statements import Statements, iri, plain, texts, typed
from cohorte_graph.dataset import Written

__all__ = ["DISTRIBUTED", "Distributions", "Terms"]

DISTRIBUTED = ("graph", "table", "document")
"""The kinds of parts that are data; texts are documentation of them, a catalogue is not part of what it lists."""
GZIP = "application/gzip"


@dataclass(frozen=True)
class Terms:
    """The IRIs of licence and rights by whether a file holds the words of the report; how long files will be there."""

    licences: dict[bool, str]
    rights: dict[bool, str]
    availability: str


class Distributions:
    """Adds the distributions of a dataset to statements."""

    def __init__(self, known: Statements, dataset: str, settings: Settings, terms: Terms) -> None:
        self.known = known
        self.dataset = dataset
        self.settings = settings
        self.terms = terms

    def add(self, written: Written) -> None:
        """State what is known of one file."""
        part = written.part
        node = f"{self.dataset}/distribution/{quote(part.name)}"
        quoted = not part.name.startswith(WORDLESS)
        licence = self.terms.licences.get(quoted)
        known, address = self.known, iri(self.settings.address(part.name))
        self.known.say(self.dataset, dcat_distribution=iri(node))
        known.say(
            node,
            a="dcat:Distribution",
            dcterms_title=texts({"fr": part.fr, "en": part.en}),
            dcterms_description=texts(
                {"fr": f"{part.fr} Fichier : {part.name}", "en": f"{part.en} File: {part.name}"}
                if part.fr.endswith((".", "!", "?"))
                else {"fr": f"{part.fr} ({part.name})", "en": f"{part.en} ({part.name})"}
            ),
            dcat_accessURL=address,
            dcat_downloadURL=address,
            dcat_byteSize=typed(written.bytes, "xsd:nonNegativeInteger"),
            dcterms_license=iri(licence) if licence else None,
            dcterms_rights=iri(self.terms.rights[quoted]),
            dcterms_language=[iri(f"{AUTHORITY}language/{code}") for code in LANGUAGES],
            dcatap_availability=iri(self.terms.availability),
            dcterms_issued=self._date(),
            dcterms_conformsTo=[iri(declare_standard(known, standard)) for standard in part.conforms_to],
        )
        self._checksum(node, written.sha256)
        self._format(node, part.name, part.media_type)

    def _date(self) -> object:
        return typed(self.settings.issued.isoformat(), "xsd:date") if self.settings.issued else None

    def _checksum(self, node: str, digest: str) -> None:
        checksum = f"{node}#sha256"
        self.known.say(node, spdx_checksum=iri(checksum))
        self.known.say(
            checksum,
            a="spdx:Checksum",
            spdx_algorithm=iri(SHA256),
            spdx_checksumValue=typed(digest, "xsd:hexBinary"),
        )
        self.known.say(SHA256, a="spdx:ChecksumAlgorithm", rdfs_label=plain("SHA-256"))

    def _format(self, node: str, name: str, media_type: str) -> None:
        """Format and media type of what the file holds; a packed one says so apart."""
        kind = declare_file_type(self.known, media_type)
        self.known.say(
            node,
            dcat_mediaType=iri(declare_media_type(self.known, media_type)),
            dcterms_format=iri(kind) if kind else None,
            dcat_compressFormat=iri(declare_media_type(self.known, GZIP)) if name.endswith(".gz") else None,
        )
