"""Records that a number, a text and sometimes a title make up."""

from __future__ import annotations

import re
from typing import TypeVar

from cohorte_graph.extract.context import Passage
from cohorte_graph.extract.records import Record

__all__ = ["numbered", "printed_title"]

R = TypeVar("R", bound=Record)

# "vs." and other shortened words end no title.
_TITLED = re.compile(r"^(?P<title>(?:[^:.!?]|vs\.){3,110}?) ?: ?(?=\S)")


def numbered(
    kind: type[R],
    passage: Passage,
    path: str,
    name: tuple[str, str],
    *,
    titled: bool = False,
) -> R:
    """The next record of its kind; ``name`` is what it is called in French and in English."""
    context = passage.context
    number = context.next(path)
    return kind(
        path=(path, context.cohort, number),
        label=(f"{name[0]} {number}", f"{name[1]} {number}"),
        evidence=(passage.evidence(),),
        number=number,  # type: ignore[call-arg]
        text=passage.text,
        title=printed_title(passage.text) if titled else None,
    )


def printed_title(text: str) -> str | None:
    """The title that a colon separates from its text: "Title : text"."""
    found = _TITLED.match(text)
    return found["title"].strip() if found else None
