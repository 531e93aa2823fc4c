"""The one door to answers: a stored query by its name, or SPARQL as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from cohorte_graph.errors import InputError, Place
from cohorte_graph.query.answer import Answer, Statements, Truth, table
from cohorte_graph.query.header import Header
from cohorte_graph.query.iri_columns import iri_columns
from cohorte_graph.query.labels import Labels
from cohorte_graph.query.stored import LANGUAGE, Catalogue
from cohorte_graph.query.syntax import Query, checked
from cohorte_graph.query.terms import Terms
from cohorte_graph.query.tokens import bind, parameter, tokenise
from cohorte_graph.query.unknown_words import unknown_words
from cohorte_graph.store import Boolean, Engine, Graph

__all__ = ["Questions"]


class Questions:
    """Asks stored queries and free SPARQL of one graph.

    ``open_engine`` is called when the first answer needs the graph, so that a wrong call is answered
    without reading it.
    """

    def __init__(self, open_engine: Callable[[], Engine], folder: Path) -> None:
        self._open_engine = open_engine
        self.catalogue = Catalogue(folder)
        self._columns: dict[tuple[str, frozenset[str]], frozenset[str]] = {}

    @cached_property
    def engine(self) -> Engine:
        return self._open_engine()

    @cached_property
    def labels(self) -> Labels:
        return Labels(self.engine)

    @cached_property
    def terms(self) -> Terms:
        return Terms(self.engine)

    def ask(self, name: str, values: Mapping[str, str], lang: str = "fr") -> Answer:
        """The answer of the stored query NAME.

        Raises CallError for an unknown name, parameter or value; InputError or RunError from the engine.
        """
        stored = self.catalogue.get(name)
        stored.check_names(values)
        bound = stored.bound(values, lang, self.terms)
        return self._answer(
            bound, lang, stored.header, lambda: self._iri_columns(bound, (stored.text, frozenset(values)))
        )

    def sparql(self, text: str, lang: str = "fr", path: Path | str = "query") -> Answer:
        """The answer to a query text; the prefixes of the project need not be declared.

        ``?_lang`` is bound; any other parameter is refused, or a stored query given as text would run
        unrestricted and answer what nobody asked.
        """
        _demand_no_parameter(text, path)
        query = checked(bind(text, {LANGUAGE: f'"{lang}"'}), path)
        return self._answer(query, lang, Header(), lambda: iri_columns(query.text, self.engine))

    def unknown_words(self, text: str, path: Path | str = "query") -> list[InputError]:
        """Notes, not raised, on what a query text asks for that stands nowhere in the graph."""
        return unknown_words(text, self.engine, path)

    def _iri_columns(self, query: Query, asked: tuple[str, frozenset[str]]) -> frozenset[str]:
        """Told once for each stored query and names of parameters given: which value a name has changes nothing."""
        if asked not in self._columns:
            self._columns[asked] = iri_columns(query.text, self.engine)
        return self._columns[asked]

    def _answer(self, query: Query, lang: str, header: Header, columns: Callable[[], frozenset[str]]) -> Answer:
        result = query.run(self.engine)
        if isinstance(result, Boolean):
            return Truth(result.value, header.question)
        if isinstance(result, Graph):
            return Statements(result.triples, header.question)
        return table(
            result,
            self.labels,
            lang,
            heads=header.columns,
            iri_columns=columns,
            title=header.question,
            chart=header.chart,
        )


def _demand_no_parameter(text: str, path: Path | str) -> None:
    for token in tokenise(text):
        if parameter(token) not in ("", LANGUAGE):
            raise InputError(
                f"'{token.text}' is a parameter, and nothing binds it here.",
                hint="Ask a stored query by its name (cohorte ask), or rename the variable.",
                place=Place.at(path, text, token.start),
            )
