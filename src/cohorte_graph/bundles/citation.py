"""CITATION.cff: how the dataset is cited (https://citation-file-format.github.io/, 1.2.0)."""

from __future__ import annotations

from typing import Any, Final

from cohorte_graph.bundles.edition import CC_BY, MAKER, Edition
from cohorte_graph.dataset import Part
from cohorte_graph.iri import local_path

__all__ = ["citation_part"]

SPDX: Final = {CC_BY: "CC-BY-4.0"}
MESSAGE = "Pour citer ces données, reprendre les éléments de ce fichier, et citer aussi le rapport dont elles viennent."


def citation_part(edition: Edition) -> Part:
    """Authors are organisations; the reports are references. A licence stands only where it holds for all files."""
    import yaml

    told = {
        "cff-version": "1.2.0",
        "message": MESSAGE,
        "type": "dataset",
        "title": edition.title("fr"),
        "abstract": " ".join([edition.description("fr"), *edition.rights.statements("fr")]),
        "authors": [{"name": MAKER}],
        "date-released": edition.day,
        "identifiers": [{"type": "other", "value": edition.iri, "description": "IRI du jeu de données"}],
        "keywords": edition.keywords("fr", "en"),
        "license": SPDX.get(edition.licence, ""),
        "references": _references(edition),
    }
    kept = {name: value for name, value in told.items() if value not in ("", [])}
    content = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=110).encode()
    return Part.of_bytes("CITATION.cff", "text/yaml", "Comment citer ces données", "How to cite these data", content)


def _references(edition: Edition) -> list[dict[str, Any]]:
    return [
        {
            "type": "report",
            "title": report.title or local_path(report.iri),
            "authors": [{"name": report.publisher or MAKER}],
            **({"publisher": {"name": report.publisher}} if report.publisher else {}),
            "identifiers": [{"type": "other", "value": report.iri, "description": "IRI du rapport"}],
        }
        for report in edition.rights.reports
    ]
