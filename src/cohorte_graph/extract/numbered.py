"""Records that a number, a text and sometimes a title make up."""

from __future__ import annotations

import re
from typing import TypeVar

from cohorte_graph.extract.context import Passage
from cohorte_graph.extract.records import Record

__all__ = ["numbered", "printed_title", "shortened"]

LABEL_LENGTH = 60
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
    title = printed_title(passage.text) if titled else None
    about = title or shortened(passage.text)
    return kind(
        path=(path, context.cohort, number),
        label=(f"{name[0]} {number} : {about}", f"{name[1]} {number}: {about}"),
        evidence=(passage.evidence(),),
        number=number,  # type: ignore[call-arg]
        text=passage.text,
        title=title,
    )


def shortened(text: str) -> str:
    """The first words of a text, for a label."""
    if len(text) <= LABEL_LENGTH:
        return text.rstrip(" .;:")
    return text[:LABEL_LENGTH].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def printed_title(text: str) -> str | None:
    """The title that a colon separates from its text: "Title : text"."""
    found = _TITLED.match(text)
    return found["title"].strip() if found else None
