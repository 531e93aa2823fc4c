"""The engine behind one small class: load or open quads, answer SPARQL (Oxigraph, in memory or on disk).

Terms of answers are pyoxigraph's term classes, which any SPARQL 1.1 endpoint's results parse into as well
(``pyoxigraph.parse_query_results``), so that a remote engine can stand behind the same three methods.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

import pyoxigraph as ox

from cohorte_graph.errors import InputError, Place, RunError

__all__ = ["Boolean", "Engine", "Graph", "OxigraphStore", "Result", "Rows", "Term", "parse_position", "prepared"]

MAX_EXPECTED = 5
MAX_NEAR = 40
PADDING = 64
UNBOUND = "The SELECT contains a variable that is unbound"
NOWHERE = ox.Variable("cohorteNowhere")
NOT_RUN = "SELECT projection"
"""Of the engine's refusal to bind a variable that a query lacks, which comes when it has parsed, before it runs."""

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True)
class Rows:
    """The answer to a SELECT: one tuple a row, ``None`` where a variable is unbound."""

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


@dataclass(frozen=True)
class Boolean:
    """The answer to an ASK."""

    value: bool


@dataclass(frozen=True)
class Graph:
    """The answer to a CONSTRUCT or DESCRIBE: a set of triples in a stable order."""

    triples: list[ox.Triple]


Result: TypeAlias = Rows | Boolean | Graph


class Engine(Protocol):
    """What the program asks of an engine. The default graph is the set union (ARCHITECTURE, "Named graphs")."""

    def query(self, text: str, *, place: Place | None = None) -> Result: ...
    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]: ...
    def __len__(self) -> int: ...


class OxigraphStore:
    """Oxigraph, empty and in memory until ``load`` fills it, or a folder on disk that ``open`` reads.

    Measured with 70,000 quads: parsing them into memory takes 0.22 s, opening them on disk 0.01 s; a query in
    memory is answered in a third of the time.
    """

    def __init__(self) -> None:
        self._store = ox.Store()

    @classmethod
    def load(cls, path: Path) -> OxigraphStore:
        """A store in memory with the quads of an N-Quads file; InputError where it is missing or broken."""
        store = cls()
        try:
            store._bulk_load(path)
        except OSError as error:
            raise InputError(
                f"cannot be read: {error.strerror or error}", place=Place(path), hint="Run: cohorte build"
            ) from error
        return store

    @classmethod
    def open(cls, folder: Path) -> OxigraphStore:
        """A store on disk, for reading alone and beside other readers; InputError where it cannot be opened.

        Nothing is written, not even a log, so that a folder without write permission will do. Each block that a
        query reads is compared with its checksum.
        """
        store = cls.__new__(cls)
        try:
            store._store = ox.Store.read_only(str(folder))
        except (OSError, RuntimeError) as error:
            raise InputError(
                f"the built graph cannot be opened: {error}", place=Place(folder), hint="Run: cohorte build"
            ) from error
        return store

    @classmethod
    def write(cls, folder: Path, path: Path) -> int:
        """Write the quads of an N-Quads file as a store on disk; their number. OSError where the disk fails."""
        store = cls.__new__(cls)
        try:
            store._store = ox.Store(str(folder))
            store._bulk_load(path)
            store._store.flush()
            count = len(store)
        except RuntimeError as error:
            raise OSError(errno.EIO, str(error)) from error
        del store  # closes the files
        for name in ("LOG", "LOCK", "IDENTITY"):  # the engine's diary; reading needs none of them
            (folder / name).unlink(missing_ok=True)
        return count

    def _bulk_load(self, path: Path) -> None:
        try:
            self._store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
        except SyntaxError as error:
            raise InputError(
                str(error.msg), place=Place(path, error.lineno, error.offset), hint="Run: cohorte build"
            ) from error

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads."""
        self._store.bulk_extend(quads)

    def query(self, text: str, *, place: Place | None = None) -> Result:
        """Answer a query on the default graph and the named graphs; updates do not parse.

        A stranger's text goes through ``cohorte_graph.query`` first, which refuses SERVICE and what else
        the engine would obey. Raises InputError with line and column, or RunError where the engine fails.
        """
        try:
            answer = self._store.query(text)
        except SyntaxError as error:
            raise self._unparsable(text, error, place) from error
        except (RuntimeError, OSError, ValueError) as error:
            raise _engine_error(error) from error
        try:
            return self._read(answer)
        except (RuntimeError, OSError, ValueError) as error:
            raise _engine_error(error) from error

    def _unparsable(self, text: str, error: SyntaxError, place: Place | None) -> InputError:
        """The engine's syntax error with its true place and few words.

        Measured: trying a keyword, the engine reads as many characters as the keyword has and reports the
        place behind them, or the end of the text where that comes first. With the text padded, the place of
        the error is the place reported less the length of the keywords it says it expected.
        """
        words = str(error)
        try:
            self._store.query(text + " " * PADDING)
        except SyntaxError as padded:
            words = str(padded)
        offset = _offset(text, words)
        line = text.count("\n", 0, offset) + 1
        where = Place(place.path if place else "query", line, offset - text.rfind("\n", 0, offset))
        return InputError(f"the SPARQL does not parse: {_reason(words, text[offset:])}", place=where)

    @staticmethod
    def _read(answer: object) -> Result:
        if isinstance(answer, ox.QuerySolutions):
            names = tuple(variable.value for variable in answer.variables)
            return Rows(names, list(map(tuple, answer)))
        if isinstance(answer, ox.QueryBoolean):
            return Boolean(bool(answer))
        assert isinstance(answer, ox.QueryTriples)
        triples = list(answer)  # a CONSTRUCT may say one twice
        lines = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").splitlines()
        by_line = dict(zip(lines, triples, strict=True))
        return Graph([by_line[line] for line in sorted(by_line)])

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """The quads of one named graph, or of the default graph."""
        name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        try:
            yield from self._store.quads_for_pattern(None, None, None, name)
        except (RuntimeError, OSError) as error:
            raise _engine_error(error) from error

    def __len__(self) -> int:
        return len(self._store)


def _engine_error(error: Exception) -> RunError:
    """What the engine says while it answers; a checksum that differs means a damaged file."""
    if "Corruption" in str(error):
        return InputError(f"the built graph is damaged: {error}", hint="Run: cohorte build")
    return RunError(f"The engine could not answer: {error}")


def prepared(text: str) -> None:
    """Parse and plan a query without running it; SyntaxError or RuntimeError, as the engine raises, where it cannot."""
    try:
        ox.Store().query(text, substitutions={NOWHERE: ox.Literal("")})
    except RuntimeError as error:
        if NOT_RUN not in str(error):
            raise


def parse_position(error: SyntaxError) -> tuple[int | None, int | None]:
    """Line and column of an engine's syntax error, from its fields or its words."""
    if error.lineno:
        return error.lineno, error.offset
    found = re.search(r"at (?:line )?(\d+)(?::| column )(\d+)", str(error))
    return (int(found[1]), int(found[2])) if found else (None, None)


def _offset(text: str, words: str) -> int:
    """Where in the text an error stands, from the engine's words about the padded text."""
    found = re.match(r"error at (\d+):(\d+)", words)
    if not found or UNBOUND in words:
        first = re.search(r"\bSELECT\b", text, re.IGNORECASE)
        return first.start() if first else 0
    lines = text.split("\n")
    offset = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
    offset = min(offset - _keyword_length(words), len(text))
    blank = re.compile(r"\s*").match(text, offset)
    return blank.end() if blank else offset


def _keyword_length(words: str) -> int:
    """The length of the longest keyword expected, where nothing but keywords was."""
    expected = words.partition("expected ")[2].removeprefix("one of ")
    keywords = [word.strip() for word in expected.split(",")]
    if not all(re.fullmatch(r"[A-Za-z_]+|\[_\]", word) for word in keywords):
        return 0
    return max(len(word) for word in keywords if word != "[_]") if set(keywords) - {"[_]"} else 0


def _reason(words: str, rest: str) -> str:
    """The engine's words cut to what a reader can use: it lists character classes, and not what it found."""
    if UNBOUND in words:
        return "a selected variable is neither grouped nor aggregated."
    near = " ".join(rest.split())
    near = f"see '{near[:MAX_NEAR]}{'…' if len(near) > MAX_NEAR else ''}'" if near else "it ends too early"
    signs = re.findall(r'"([^"\w\s\\]{1,3}|\\")"', words)[:MAX_EXPECTED]
    expected = ", ".join(f"'{sign}'" for sign in signs)
    return f"{near}; expected {'one of ' if len(signs) > 1 else ''}{expected}." if signs else f"{near}."
