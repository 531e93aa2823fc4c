"""Where the files of a catalogue are served, which version they are, and when they were issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote, urlsplit

from cohorte_graph.catalogue.description import Description
from cohorte_graph.errors import CallError

__all__ = ["UNPLACED", "WORDLESS", "Settings"]

UNPLACED: Final = "https://served-nowhere-yet.invalid/"
"""Stands before the names of files that are served nowhere yet.

DCAT needs absolute addresses. Names below ``.invalid`` never resolve (RFC 6761), so nobody takes them for true ones,
while w3id.org, where the graph's IRIs lie, would seem to serve the files and does not.
"""
WORDLESS: Final = "without-text/"
"""The folder of a release with the files that hold no words of the report."""


@dataclass(frozen=True)
class Settings:
    """``base_url`` is the address of the folder, None as long as it is served nowhere.

    ``issued`` is the day of this version, ``first_issued`` that of the first one, where there was another. Without
    ``issued`` no date is stated: the same files make the same catalogue on any day.
    Raises CallError where ``base_url`` is no web address.
    """

    base_url: str | None = None
    version: str = ""
    issued: date | None = None
    description: Description | None = None
    first_issued: date | None = None

    def __post_init__(self) -> None:
        if self.base_url is None:
            return
        found = urlsplit(self.base_url)
        strange = not self.base_url.isascii() or any(c <= " " or c in '<>"{}|\\^`' for c in self.base_url)
        if found.scheme not in ("http", "https") or not found.hostname or found.query or found.fragment or strange:
            raise CallError(
                f"'{self.base_url}' is no address of a folder on the web.",
                hint="Write it whole, with a slash at the end: --base-url https://example.org/data/",
            )

    @property
    def folder(self) -> str:
        """The address that names of files are put behind."""
        return UNPLACED if self.base_url is None else self.base_url.rstrip("/") + "/"

    def address(self, name: str) -> str:
        """The address of a file by its name."""
        return self.folder + quote(name)
