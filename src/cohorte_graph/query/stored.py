"""Stored queries: files that each ask a human question, and the catalogue of a folder of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cohorte_graph.errors import CallError, InputError, Place, did_you_mean
from cohorte_graph.folding import words
from cohorte_graph.query.header import Header, Parameter, read_header
from cohorte_graph.query.syntax import Query, checked
from cohorte_graph.query.terms import Terms
from cohorte_graph.query.texts import LANGUAGES, shown
from cohorte_graph.query.tokens import Token, cut, fill, parameter, tokenise, values_data

__all__ = ["LANGUAGE", "Catalogue", "StoredQuery"]

ANY_TERM = "<urn:any:term>"
LANGUAGE = "lang"
"""The reserved parameter: ``?_lang`` is the language of the answer, bound by the caller, never declared."""


@dataclass(frozen=True)
class StoredQuery:
    """A query file: its name, its header and its text."""

    name: str
    path: Path
    text: str
    header: Header

    @classmethod
    def read(cls, path: Path) -> StoredQuery:
        """The stored query in a file; InputError where it cannot be read or its header is wrong."""
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot be read: {error}", place=Place(path)) from error
        query = cls(path.stem, path, text, read_header(text, path))
        query._demand_declared_parameters()
        return query

    @cached_property
    def _tokens(self) -> list[Token]:
        return tokenise(self.text)

    @cached_property
    def _template(self) -> tuple[list[str], Query]:
        """The text cut at its parameters, text and name in turn, and the query with a term in each place, checked.

        What is checked does not depend on the terms: each is one IRI or literal that stands where the parameter
        stood. So it is done once.
        """
        pieces = cut(self.text, self._tokens)
        return pieces, checked(fill(pieces, defaultdict(lambda: ANY_TERM)), self.path)

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """The declared parameters by name."""
        return {parameter.name: parameter for parameter in self.header.parameters}

    def _demand_declared_parameters(self) -> None:
        """Each ``?_name`` is declared and each declared one used; one that can be UNDEF stands in VALUES."""
        tokens = self._tokens
        used = {name: token for token in tokens if (name := parameter(token))}
        declared = self.parameters
        for name in used.keys() - declared.keys() - {LANGUAGE}:
            raise self._fault(f"'?_{name}' is not declared in the header.", used[name].start)
        for name in declared.keys() - used.keys():
            raise self._fault(f"the parameter '{name}' is declared and not used.", 0)
        data = values_data(tokens)
        for token in tokens:
            optional = (found := declared.get(parameter(token))) and not found.required
            if optional and found and found.default is None and token.start not in data:
                raise self._fault(
                    f"'{token.text}' may be absent: it stands in VALUES data only.",
                    token.start,
                    hint=f"Write: VALUES ?{found.name} {{ {token.text} }}",
                )

    def _fault(self, message: str, offset: int, hint: str = "") -> InputError:
        return InputError(message, hint=hint, place=Place.at(self.path, self.text, offset))

    def bound(self, values: Mapping[str, str], lang: str, terms: Terms) -> Query:
        """The checked query with every parameter replaced by a typed term.

        Raises CallError for an unknown, missing or wrong value, before any engine sees the query.
        """
        self.check_names(values)
        bound = {LANGUAGE: f'"{lang}"'}
        for name, declared in self.parameters.items():
            value = values.get(name, declared.default)
            bound[name] = "UNDEF" if value is None else str(terms.term(declared, value))
        pieces, template = self._template
        return template.with_body(fill(pieces, bound))

    def check_names(self, values: Mapping[str, str]) -> None:
        """CallError where a value's name is unknown or a required one is missing."""
        for name in values:
            if name not in self.parameters:
                raise self._unknown(name)
        missing = [p for p in self.header.parameters if p.required and p.name not in values]
        if missing:
            names = " and ".join(f"'{p.name}'" for p in missing)
            raise CallError(f"The query '{self.name}' needs {names}.", hint=self._example())

    def _unknown(self, name: str) -> CallError:
        known = ", ".join(self.parameters)
        takes = f"It takes: {known}." if known else "It takes no parameter."
        near = did_you_mean(name, self.parameters)
        hint = "\n".join(line for line in (near, takes) if line)
        return CallError(f"The query '{self.name}' has no parameter '{shown(name)}'.", hint=hint)

    def _example(self) -> str:
        values = (f" {p.name}={p.example or '…'}" for p in self.header.parameters if p.required)
        return f"For instance: cohorte ask {self.name}{''.join(values)}"


@dataclass(frozen=True)
class Catalogue:
    """The stored queries of a folder; a file is read again only when it has changed."""

    folder: Path

    @cached_property
    def paths(self) -> Mapping[str, Path]:
        """The query files by name, sorted."""
        return {path.stem: path for path in sorted(self.folder.glob("*.rq"))}

    def __iter__(self) -> Iterator[StoredQuery]:
        return (self._read(path) for path in self.paths.values())

    @cached_property
    def _known(self) -> dict[Path, tuple[tuple[int, int], StoredQuery]]:
        return {}

    def _read(self, path: Path) -> StoredQuery:
        try:
            found = path.stat()
        except OSError:
            return StoredQuery.read(path)  # which tells why
        state = (found.st_mtime_ns, found.st_size)
        if path not in self._known or self._known[path][0] != state:
            self._known[path] = (state, StoredQuery.read(path))
        return self._known[path][1]

    def get(self, name: str) -> StoredQuery:
        """The query of that name; CallError with the close names where there is none."""
        if name in self.paths:
            return self._read(self.paths[name])
        near = did_you_mean(name, self.paths)
        hint = "\n".join(line for line in (near, "All of them: cohorte queries") if line)
        raise CallError(f"No stored query is called '{shown(name)}'.", hint=hint)

    def search(self, text: str) -> list[StoredQuery]:
        """The queries in which every word begins some word of name, question, summary or tags."""
        wanted = words(text)
        return [query for query in self if all(_has(query, word) for word in wanted)]


def _has(query: StoredQuery, word: str) -> bool:
    header = query.header
    questions = (header.question.get(lang, "") for lang in LANGUAGES)
    text = " ".join((query.name, header.summary, header.description, *questions, *header.tags))
    return any(known.startswith(word) for known in words(text))
