"""ro-crate-metadata.json: the deposit as an RO-Crate 1.3 (https://w3id.org/ro/crate/1.3), every file with its facts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from cohorte_graph.bundles.edition import CC_BY, MAKER, Edition
from cohorte_graph.bundles.readme import SUMS, SUMS_ABOUT
from cohorte_graph.bundles.rights_text import NAME as RIGHTS
from cohorte_graph.catalogue.rights import PARTLY
from cohorte_graph.dataset import Part, Written

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

__all__ = ["CRATE", "CRATE_ABOUT", "crate_part"]

CRATE = "ro-crate-metadata.json"
CRATE_ABOUT = ("Description RO-Crate 1.3 du dépôt", "RO-Crate 1.3 description of the deposit")
AUTHOR = f"#{MAKER}"
IDENTIFIER = "#identifier"
VERSION = "1.3"


def crate_part(edition: Edition, written: Sequence[Written]) -> Part:
    """The crate of the files written so far, and of the checksums that follow it."""
    content = json.dumps(_described(edition, written), ensure_ascii=False, indent=1) + "\n"
    return Part.of_bytes(CRATE, "application/ld+json", *CRATE_ABOUT, content.encode(), "catalogue")


def _described(edition: Edition, written: Sequence[Written]) -> Any:
    from rocrate.rocrate import ROCrate

    crate = ROCrate(gen_preview=False, version=VERSION)
    for one in written:
        crate.add_file(dest_path=one.part.name, properties=_file(one))
    fr, en = SUMS_ABOUT
    sums = {"name": fr, "description": en, "encodingFormat": "text/plain"}
    crate.add_file(dest_path=SUMS, properties={**sums, "author": {"@id": AUTHOR}})
    _contexts(crate, edition, written)
    _root(crate, edition)
    return crate.metadata.generate()


def _file(written: Written) -> dict[str, Any]:
    """A file; under the licence of the whole, which the standard wants said once."""
    part = written.part
    told = {
        "name": part.fr,
        "description": part.en,
        "encodingFormat": part.media_type,
        "contentSize": str(written.bytes),
        "sha256": written.sha256,
        "author": {"@id": AUTHOR},
        "conformsTo": _linked(part.conforms_to),
    }
    return {name: value for name, value in told.items() if value}


def _linked(iris: Iterable[str]) -> dict[str, str] | list[dict[str, str]]:
    """Links to entities; one is no list, as the standard recommends."""
    found = [{"@id": iri} for iri in iris]
    return found[0] if len(found) == 1 else found


def _root(crate: ROCrate, edition: Edition) -> None:
    """The whole; without a day from the build there is none, since the library would take the clock's."""
    reports = edition.rights.reports
    publishers = dict.fromkeys(report.publisher_iri for report in reports if report.publisher_iri)
    told: dict[str, Any] = {
        "name": edition.title("fr"),
        "description": edition.description("fr"),
        "identifier": {"@id": IDENTIFIER},
        "author": {"@id": AUTHOR},
        "publisher": {"@id": AUTHOR},
        "contributor": _linked(publishers),
        "isBasedOn": _linked(report.iri for report in reports),
        "license": {"@id": _licence(edition)},
        "conditionsOfAccess": " ".join(edition.rights.statements("fr")),
        "keywords": edition.keywords("fr", "en"),
        "inLanguage": ["fr", "en"],
    }
    root = crate.root_dataset
    for name, value in told.items():
        if value:
            root[name] = value
    if edition.day:
        root["datePublished"] = edition.day
    else:
        del root["datePublished"]


def _contexts(crate: ROCrate, edition: Edition, written: Sequence[Written]) -> None:
    """What the files and the whole point to: author, publishers, reports, licence, standards."""
    _add_author(crate, edition)
    for report in edition.rights.reports:
        publisher = {"publisher": {"@id": report.publisher_iri}} if report.publisher_iri else {}
        _add(crate, report.iri, "CreativeWork", report.title, **publisher)
        if report.publisher_iri:
            _add(crate, report.publisher_iri, "Organization", report.publisher)
    _add(crate, IDENTIFIER, "PropertyValue", "IRI", value=edition.iri)
    _add_licence(crate, edition)
    for standard in sorted({one for file in written for one in file.part.conforms_to}):
        _add(crate, standard, "CreativeWork", standard, url=standard)


def _licence(edition: Edition) -> str:
    """The IRI of the licence of all files, or of what stands in its place: the one that catalogues give too."""
    return edition.licence or f"{edition.iri}#licence"


def _add_licence(crate: ROCrate, edition: Edition) -> None:
    licence = _licence(edition)
    own = "CC BY 4.0" if edition.rights.licence == CC_BY else edition.rights.licence
    fr, en = (PARTLY[lang].format(licence=own) for lang in ("fr", "en"))
    free = {"url": licence, "description": "La licence de tous les fichiers. The licence of all files."}
    name, told = (own, free) if edition.licence else (fr, {"description": en})
    _add(crate, licence, "CreativeWork", name, **told, subjectOf={"@id": RIGHTS})


def _add_author(crate: ROCrate, edition: Edition) -> None:
    """Who made the structure, and where to ask: the contact of the catalogue, an organisation."""
    contact = edition.about.contact
    if contact is None:
        _add(crate, AUTHOR, "Organization", MAKER)
        return
    told = {"url": contact.pages[:1], "email": contact.emails[:1]}
    name = contact.name.get("fr") or next(iter(contact.name.values()))
    _add(crate, contact.iri, "ContactPoint", name, **{key: value[0] for key, value in told.items() if value})
    _add(crate, AUTHOR, "Organization", MAKER, contactPoint={"@id": contact.iri})


def _add(crate: ROCrate, iri: str, kind: str, name: str, **more: Any) -> None:
    from rocrate.model.contextentity import ContextEntity

    if crate.get(iri) is None:
        crate.add(ContextEntity(crate, iri, properties={"@type": kind, "name": name or iri, **more}))
