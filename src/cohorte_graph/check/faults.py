"""Where a text that does not parse goes wrong, as an error: at the engine's own place, mended or sought."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.errors import InputError, Place
from cohorte_graph.turtle import hint_for

__all__ = ["broken", "unparsable"]

LONGEST = 2_000_000
"""Characters up to which a place that the engine does not tell is sought, by parsing some twenty times more."""
CANDIDATES = 50
SHOWN = 300
TURTLES = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG)

_CONTEXT = re.compile(r'"@(?:context|import)"\s*:')


def broken(reason: str, place: Place, format: ox.RdfFormat, line: str = "") -> InputError:
    """What the parser of a format says of a text, which stops at a line."""
    said = " ".join(reason.split())
    shown = said if len(said) <= SHOWN else f"{said[:SHOWN]} …"
    return InputError(
        f"the {format.name} does not parse: {shown}",
        place=place,
        hint=hint_for(reason, line) if format in TURTLES else "Mend the file, or name it by the ending of its format.",
    )


def unparsable(error: SyntaxError, path: Path, text: str, format: ox.RdfFormat, base: str) -> InputError:
    """The engine's complaint with its true place; contexts that it would have to fetch are refused as such."""
    reason = re.sub(r"^Parser error.*?: ", "", str(error.msg))
    if "LoadDocumentCallback" in reason:
        found = _CONTEXT.search(text, _beginning(error, text, format, base)) or _CONTEXT.search(text)
        return InputError(
            "asks for a context outside of the file: nothing is fetched.",
            place=Place.at(path, text, found.start()) if found else Place(path),
            hint="Put the context into the file, in the place of its address.",
        )
    place = _place(error, path, text, format, base)
    return broken(reason, place, format, text.split("\n")[place.line - 1].rstrip("\r") if place.line else "")


def _place(error: SyntaxError, path: Path, text: str, format: ox.RdfFormat, base: str) -> Place:
    if error.lineno is None or error.offset is None:
        end = _end_of_fault(error, text, format, base)
        if end is None:
            return Place(path)
        if format == ox.RdfFormat.RDF_XML:
            return Place.at(path, text, text.rfind("<", 0, end))
        return Place.at(path, text, _keyword(error, text, base, end))
    if format != ox.RdfFormat.JSON_LD:
        return Place(path, error.lineno, error.offset)
    line = text.split("\n")[error.lineno - 1]  # there columns count bytes
    return Place(path, error.lineno, len(line.encode()[: error.offset - 1].decode(errors="ignore")) + 1)


def _keyword(error: SyntaxError, text: str, base: str, end: int) -> int:
    """Where the keyword stands that is complained of: the one without which there is no complaint; else the end of
    what is complained of, which is read as a whole."""
    for name in re.findall(r"@[a-z]+", str(error.msg)):
        for found in islice(re.finditer(rf'"{name}"\s*:', text), CANDIDATES):
            without = f'{text[: found.start()]}"x:":{text[found.end() :]}'
            if _complaint(without, ox.RdfFormat.JSON_LD, base) != str(error.msg):
                return found.start()
    return max(end - 1, 0)


def _beginning(error: SyntaxError, text: str, format: ox.RdfFormat, base: str) -> int:
    """Where the last context before a fault may begin."""
    end = _end_of_fault(error, text, format, base) or 0
    return max((found.start() for found in _CONTEXT.finditer(text, 0, end)), default=0)


def _end_of_fault(error: SyntaxError, text: str, format: ox.RdfFormat, base: str) -> int | None:
    """The length of the shortest beginning of a text that meets the same complaint."""
    if len(text) > LONGEST:
        return None
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        if _complaint(text[:middle], format, base) == str(error.msg):
            high = middle
        else:
            low = middle + 1
    return high


def _complaint(text: str, format: ox.RdfFormat, base: str) -> str:
    try:
        for _ in ox.parse(text.encode(), format=format, base_iri=base):
            pass
    except SyntaxError as error:
        return str(error.msg)
    return ""
