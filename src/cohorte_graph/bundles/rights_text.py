"""DROITS.md: who published the report, what holds for its words, for the structure and for the registers."""

from __future__ import annotations

from cohorte_graph.bundles.edition import Edition
from cohorte_graph.dataset import Part

__all__ = ["NAME", "rights_part"]

NAME = "DROITS.md"


def rights_part(edition: Edition) -> Part:
    """The rights in French, then in English."""
    content = edition.rights.page.encode()
    return Part.of_bytes(NAME, "text/markdown", "Droits et licences", "Rights and licences", content)
