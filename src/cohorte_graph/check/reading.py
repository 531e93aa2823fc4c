"""RDF files of six formats, read with the true place of an error and with nothing fetched."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox

from cohorte_graph.check.faults import unparsable
from cohorte_graph.check.refusals import demand_harmless, demand_names, triple_term
from cohorte_graph.errors import CallError, InputError, Place
from cohorte_graph.validate.lines import lines_with

if TYPE_CHECKING:
    from cohorte_graph.validate.positions import Located

__all__ = ["ENDINGS", "RdfFile", "files_below", "read_files"]

ENDINGS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
}
GUESSED = {".json": rb'"(@|\\u0040)(context|id|graph|type)"', ".xml": rb"22-rdf-syntax-ns#"}
"""Endings that other things have too, and what tells RDF: where only its folder is named, such a file is looked at."""
LOOKED_AT = 2**20
UNREAD = re.compile(r"\.n3$|\.(ttl|trig|nt|nq|jsonld|rdf|owl)\.(gz|bz2|xz|zst|zip)$", re.IGNORECASE)
FEW = 40

_STRING = r'"(?:[^"\\\n]|\\.)*"'
_SPLIT = re.compile(r"(?i)prefix\s[^<>\n]{0,99}<[^<>\s]{0,999}[^<>\s/#:]>")
_N_QUAD = re.compile(
    rf"(\s*(?:<[^>]*>|_:\S+)\s*<[^>]*>\s*(?:<[^>]*>|_:\S+|{_STRING}(?:@[\w-]+|\^\^<[^>]*>)?)\s*)(<[^>]*>|_:\S+)(\s*\.)"
)


@dataclass(frozen=True)
class RdfFile:
    """One file: its triples, of all its graphs, in the order of the file; blank nodes are its own."""

    path: Path
    format: ox.RdfFormat
    text: str
    triples: tuple[ox.Triple, ...]
    base: str
    number: int

    @cached_property
    def stated(self) -> frozenset[ox.Triple]:
        return frozenset(self.triples)

    @cached_property
    def subjects(self) -> frozenset[str]:
        """As N-Triples writes them."""
        return frozenset(str(triple.subject) for triple in self.triples)

    @cached_property
    def objects(self) -> frozenset[str]:
        """As N-Triples writes them."""
        return frozenset(str(triple.object) for triple in self.triples)

    @cached_property
    def has_blank_nodes(self) -> bool:
        return any(isinstance(t, ox.BlankNode) for triple in self.triples for t in (triple.subject, triple.object))

    @cached_property
    def located(self) -> Located | None:
        """The triples with their places; None for a format that tells none, or a text that cannot be followed."""
        return self._located(self.text)

    @cached_property
    def writes_names_otherwise(self) -> bool:
        """Whether the end of an IRI may not stand in the text as it is: in escapes, or split by a prefix."""
        return "\\" in self.text or bool(_SPLIT.search(self.text))

    @cached_property
    def _has_escapes(self) -> bool:
        return "\\u" in self.text.lower()

    @property
    def is_located(self) -> bool:
        """Whether its places have been read already."""
        return "located" in self.__dict__

    def located_naming(self, term: str) -> Located | None:
        """The same, of a format of lines only those that name a term as N-Triples writes it, as long as few are asked
        for: a file of that format may be long."""
        if (
            self.format not in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
            or term.startswith("_:")
            or self._has_escapes
        ):
            return self.located
        if term not in self._naming and len(self._naming) >= FEW:
            return self.located
        if term not in self._naming:
            naming = list(lines_with(self.text, term))
            text = "".join(line for _, line in naming)
            self._naming[term] = self._located(text, tuple(number for number, _ in naming))
        return self._naming[term]

    def _located(self, text: str, numbers: tuple[int, ...] = ()) -> Located | None:
        if self.format in (ox.RdfFormat.JSON_LD, ox.RdfFormat.RDF_XML):
            return None
        from cohorte_graph.validate.positions import read_located  # rdflib's parser, where there is something to find

        trig = self.format == ox.RdfFormat.TRIG
        if self.format == ox.RdfFormat.N_QUADS:
            text = "\n".join(_without_graph(line) for line in text.split("\n"))
        try:
            return read_located(self.path, text, self.base, trig=trig, blank=f"f{self.number}n", numbers=numbers)
        except MemoryError:
            raise
        except Exception:  # rdflib may trip over what Oxigraph has read: then there are no lines
            return None

    @cached_property
    def _naming(self) -> dict[str, Located | None]:
        return {}

    @property
    def placed_triples(self) -> tuple[ox.Triple, ...]:
        """The triples with the blank nodes that have places, where this format tells any."""
        if not self.has_blank_nodes or self.located is None:
            return self.triples
        placed = tuple(dict.fromkeys(self.located.triples))
        return placed if _alike(placed, self.triples) else self.triples


def _alike(some: Sequence[ox.Triple], others: Sequence[ox.Triple]) -> bool:
    """Whether two readings of a text are the same but for the names of blank nodes."""

    def bare(triple: ox.Triple) -> tuple[str, ...]:
        return tuple("_:" if isinstance(term, ox.BlankNode) else str(term) for term in triple)

    return Counter(map(bare, some)) == Counter(map(bare, others))


def _without_graph(line: str) -> str:
    """A line of N-Quads with blanks for the name of its graph, so that columns stay."""
    found = _N_QUAD.match(line)
    return f"{found[1]}{' ' * len(found[2])}{line[found.start(3) :]}" if found else line


def files_below(paths: Iterable[Path]) -> list[Path]:
    """The files named, and of folders every RDF file below, sorted; each once, as it is named first.

    Raises CallError for an ending that names no format, InputError for what is not there or an empty folder.
    """
    found: dict[str, Path] = {}
    for path in paths:
        named = [path]
        if path.is_dir():
            named = sorted(filter(_is_rdf, _below(path)))
            if not named:
                raise InputError("holds no RDF file.", place=Place(path), hint=_known())
        elif path.suffix.lower() not in ENDINGS:
            raise CallError(f"'{path}' has an ending that names no RDF format.", hint=_known())
        for one in named:
            found.setdefault(os.path.realpath(one), one)
    return list(found.values())


def _below(folder: Path) -> Iterator[Path]:
    """The files of a folder and of the folders in it that have an RDF ending, through links too.

    InputError where one cannot be looked into, or holds statements that would not be read.
    """

    def refuse(error: OSError) -> None:
        raise InputError(f"cannot be read: {error.strerror}", place=Place(Path(error.filename)))

    seen: set[str] = set()
    for place, folders, names in os.walk(folder, onerror=refuse, followlinks=True):
        seen.add(os.path.realpath(place))
        folders[:] = [one for one in folders if os.path.realpath(Path(place, one)) not in seen]
        for name in names:
            path = Path(place, name)
            if UNREAD.search(name):
                raise InputError(
                    "would not be read: it is packed, or Notation3.",
                    place=Place(path),
                    hint="Unpack it, or write it as Turtle; or name the files to read, not their folder.",
                )
            if path.suffix.lower() in ENDINGS:
                yield path


def _is_rdf(path: Path) -> bool:
    """Whether a file found in a folder is RDF: for endings that other things have too, by its content."""
    mark = GUESSED.get(path.suffix.lower())
    return mark is None or re.search(mark, _bytes(path)[:LOOKED_AT]) is not None


def _known() -> str:
    return f"Known endings: {', '.join(ENDINGS)}."


def read_files(paths: Iterable[Path], base: str = "", *, first: int = 0) -> list[RdfFile]:
    """The files, read; blank nodes are named after the file's number, so that no two files share one.

    Raises InputError with the place where one is missing, is no UTF-8, does not parse, or asks for what lies
    outside of it.
    """
    return [_read(path, base, number) for number, path in enumerate(files_below(paths), first)]


def _read(path: Path, base: str, number: int) -> RdfFile:
    text, format, own = _decoded(_bytes(path), path), ENDINGS[path.suffix.lower()], base or _base(path)
    demand_harmless(text, path, format)
    try:
        quads = list(ox.parse(text.encode(), format=format, base_iri=own))
    except SyntaxError as error:
        raise unparsable(error, path, text, format, own) from error
    triples = _renamed(quads, number)
    if triples is None:
        raise triple_term(text, path, format)
    if format == ox.RdfFormat.JSON_LD:
        demand_names(text, path)
    return RdfFile(path, format, text, tuple(triples), own, number)


def _bytes(path: Path) -> bytes:
    """What a file holds; pipes and devices, which may never end, are not read."""
    try:
        if not S_ISREG(path.stat().st_mode):
            raise InputError("is no regular file.", place=Place(path), hint="Write it to a file first.")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=Place(path), hint="Mend or remove it.") from error


def _base(path: Path) -> str:
    """What relative IRIs are relative to: two files of one name in two folders are two documents.

    Below the current folder it is the way from there, which is the same on every machine.
    """
    whole, here = Path(os.path.abspath(path)), Path.cwd()  # noqa: PTH100 (symbolic links stay as they are called)
    own = whole.relative_to(here) if whole.is_relative_to(here) else whole
    return "file:///" + quote(os.fsencode(own)).lstrip("/")


def _decoded(data: bytes, path: Path) -> str:
    """The text without the mark at its beginning that some editors write."""
    try:
        return data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise InputError(
            "is not UTF-8.", place=Place.behind(path, data[: error.start]), hint="Save the file as UTF-8."
        ) from error


def _renamed(quads: list[ox.Quad], number: int) -> Iterable[ox.Triple] | None:
    """The triples with blank nodes named in the order of the file; None where one holds a term of RDF 1.2."""
    names: dict[str, ox.BlankNode] = {}

    def own(term: object) -> object:
        if not isinstance(term, ox.BlankNode):
            return term
        return names.setdefault(term.value, ox.BlankNode(f"f{number}b{len(names)}"))

    seen: dict[ox.Triple, None] = {}
    for quad in quads:
        if isinstance(quad.object, ox.Triple) or (isinstance(quad.object, ox.Literal) and quad.object.direction):
            return None
        seen[ox.Triple(own(quad.subject), quad.predicate, own(quad.object))] = None  # type: ignore[arg-type]
    return seen
