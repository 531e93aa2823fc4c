"""A bundle: the files a partner takes, those that follow from them, and what its README says of them."""

from __future__ import annotations

from dataclasses import dataclass

from cohorte_graph.dataset import Part
from cohorte_graph.dataset.folder import Later

__all__ = ["Bundle"]


@dataclass(frozen=True)
class Bundle:
    """``intro`` and ``loading`` are Markdown in French: for whom it is, and how it is loaded.

    ``later`` are files that the README lists with the others; ``closing`` are told when the README stands, and
    ``announced`` are their names and what they hold, which the README lists without a size.
    """

    partner: str
    intro: str
    loading: str
    parts: tuple[Part, ...]
    later: tuple[Later, ...] = ()
    closing: tuple[Later, ...] = ()
    announced: tuple[tuple[str, str], ...] = ()
