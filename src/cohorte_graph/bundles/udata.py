"""dataset.json: the dataset as data.gouv.fr's API takes it (udata: https://udata.readthedocs.io/)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from cohorte_graph.bundles.edition import CC_BY, Edition
from cohorte_graph.dataset import Part, Written
from cohorte_graph.folding import slugify

__all__ = ["udata_part"]

NAME = "dataset.json"
FREQUENCIES: Final = {
    "ANNUAL": "annual",
    "ANNUAL_2": "semiannual",
    "BIENNIAL": "biennial",
    "IRREG": "irregular",
    "MONTHLY": "monthly",
    "NEVER": "never",
    "OTHER": "other",
    "QUARTERLY": "quarterly",
    "TRIENNIAL": "triennial",
    "UNKNOWN": "unknown",
}
"""udata's words (udata/core/dataset/rdf.py) for the EU's codes that catalogues take."""
TYPES: Final = {"text": "documentation"}
UNLICENSED = "notspecified"


def udata_part(edition: Edition, written: Sequence[Written]) -> Part:
    """The form of a dataset whose resources are the files, served at the base URL."""
    content = json.dumps(_dataset(edition, written), ensure_ascii=False, indent=1) + "\n"
    fr, en = "Fiche du jeu de données pour l'API de data.gouv.fr", "The dataset in the form of data.gouv.fr's API"
    return Part.of_bytes(NAME, "application/json", fr, en, content.encode())


def _dataset(edition: Edition, written: Sequence[Written]) -> dict[str, Any]:
    rights = "\n\n".join(edition.rights.statements("fr"))
    told = {
        "title": edition.title("fr"),
        "description": f"{edition.description('fr')}\n\n## Droits\n\n{rights}",
        "license": "cc-by" if edition.licence == CC_BY else UNLICENSED,
        "frequency": FREQUENCIES[edition.about.frequency],
        "tags": sorted({slugify(word) for word in edition.keywords("fr")}),
        "resources": [_resource(edition, one) for one in written if one.part.kind != "catalogue"],
        "extras": {"dct:identifier": edition.iri, "remote_id": edition.iri},
    }
    zones = [f"fr:region:{place.code}" for place in edition.scope.places if place.code and "/region/" in place.iri]
    if zones:
        told["spatial"] = {"zones": zones}
    return told


def _resource(edition: Edition, written: Written) -> dict[str, Any]:
    part = written.part
    return {
        "title": part.fr,
        "description": f"Fichier : {part.name}",
        "type": TYPES.get(part.kind, "main"),
        "filetype": "remote",
        "url": edition.settings.address(part.name),
        "format": part.name.rpartition(".")[2],
        "mime": part.media_type,
        "filesize": written.bytes,
        "checksum": {"type": "sha256", "value": written.sha256},
    }
