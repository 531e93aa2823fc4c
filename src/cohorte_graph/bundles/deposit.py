""".zenodo.json: the metadata of a deposit, in the fields that https://developers.zenodo.org/ tells."""

from __future__ import annotations

import json
from html import escape
from typing import Any, Final

from cohorte_graph.bundles.edition import CC_BY, MAKER, Edition
from cohorte_graph.dataset import Part

__all__ = ["deposit_part"]

LICENCES: Final = {CC_BY: "cc-by-4.0"}
NOT_OPEN: Final = "other-closed"
"""What a deposit with words of the report is under as a whole: they are quoted, and under no licence."""


def deposit_part(edition: Edition) -> Part:
    """A dataset in French, made by an organisation, with the publishers of the reports as contributors."""
    content = json.dumps(_metadata(edition), ensure_ascii=False, indent=1) + "\n"
    fr, en = "Métadonnées du dépôt Zenodo", "Metadata of the Zenodo deposit"
    return Part.of_bytes(".zenodo.json", "application/json", fr, en, content.encode())


def _metadata(edition: Edition) -> dict[str, Any]:
    known = edition.rights
    publishers = dict.fromkeys(report.publisher for report in known.reports if report.publisher)
    told: dict[str, Any] = {
        "upload_type": "dataset",
        "title": edition.title("fr"),
        "description": _paragraphs([edition.description("fr"), edition.description("en")]),
        "creators": [{"name": MAKER}],
        "contributors": [{"name": name, "type": "Other"} for name in publishers],
        "publication_date": edition.day,
        "access_right": "open",
        "license": LICENCES.get(edition.licence, NOT_OPEN),
        "keywords": edition.keywords("fr", "en"),
        "language": "fra",
        "notes": _paragraphs([*known.statements("fr"), *known.statements("en")]),
        "related_identifiers": [
            {"identifier": edition.iri, "relation": "isVariantFormOf", "resource_type": "dataset"},
            *(
                {"identifier": report.iri, "relation": "isDerivedFrom", "resource_type": "publication-report"}
                for report in known.reports
            ),
        ],
    }
    return {name: value for name, value in told.items() if value not in ("", [])}


def _paragraphs(texts: list[str]) -> str:
    """Zenodo's descriptions are HTML."""
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts)
