"""Words of a free query that the graph does not know: a misspelt one would give an empty answer, and no reason why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.errors import InputError, Place, did_you_mean
from cohorte_graph.iri import PREFIXES, namespace
from cohorte_graph.query.texts import shown
from cohorte_graph.query.tokens import Kind, Token, full_iri, prefixes, tokenise
from cohorte_graph.store import Engine, Rows

__all__ = ["unknown_words"]


def unknown_words(text: str, engine: Engine, path: Path | str = "query") -> list[InputError]:
    """A note, not raised, on each IRI or prefixed name that stands nowhere in the graph, with the close ones.

    Datatypes, functions and what CONSTRUCT makes anew need not stand in the graph.
    """
    code = [token for token in tokenise(text) if token.kind is not Kind.COMMENT]
    declared = prefixes(code)
    first: dict[str, Token] = {}
    for token in _asked(code):
        first.setdefault(full_iri(token, declared), token)
    unknown = first.keys() - _standing(first, engine)
    return [_note(first[iri], iri, text, engine, path) for iri in first if iri in unknown]


def _asked(code: list[Token]) -> Iterator[Token]:
    """The names that patterns ask for."""
    template = _template(code)
    for place, token in enumerate(code):
        before = code[place - 1].text if place else ""
        behind = code[place + 1].text if place + 1 < len(code) else ""
        is_declared = before.upper() in ("PREFIX", "BASE") or before.endswith(":")
        is_value = before == "^^" or behind == "("
        if token.kind in (Kind.IRI, Kind.NAME) and not is_declared and not is_value and place not in template:
            yield token


def _template(code: list[Token]) -> range:
    """The places of what CONSTRUCT makes."""
    heads = (at for at, (one, two) in enumerate(pairwise(code)) if _opens_template(one, two))
    begin = next(heads, None)
    if begin is None:
        return range(0)
    end = next((at for at in range(begin, len(code)) if code[at].text == "}"), len(code))
    return range(begin, end)


def _opens_template(word: Token, sign: Token) -> bool:
    return word.word == "CONSTRUCT" and sign.text == "{"


def _standing(iris: Iterable[str], engine: Engine) -> set[str]:
    """Those that stand in the graph, in whatever place; datatypes and what is no absolute IRI are none to look for."""
    nodes, known = [], set()
    for iri in iris:
        try:
            nodes.append(ox.NamedNode(iri))
        except ValueError:
            known.add(iri)
    known |= {node.value for node in nodes if node.value.startswith(PREFIXES["xsd"])}
    places = "{ ?x ?p ?o } UNION { ?s ?x ?o } UNION { ?s ?p ?x } UNION { GRAPH ?x { ?s ?p ?o } }"
    return known | _iris(
        f"SELECT ?x WHERE {{ VALUES ?x {{ {' '.join(map(str, nodes))} }} FILTER EXISTS {{ {places} }} }}", engine
    )


def _note(token: Token, iri: str, text: str, engine: Engine, path: Path | str) -> InputError:
    around = namespace(iri)
    places = "{ ?x ?p ?o } UNION { ?s ?x ?o }"
    same = f'FILTER (isIRI(?x) && STRSTARTS(STR(?x), "{around}"))'
    names = {one[len(around) :] for one in _iris(f"SELECT DISTINCT ?x WHERE {{ {places} {same} }}", engine)}
    return InputError(
        f"'{shown(token.text)}' stands nowhere in the graph.",
        hint=did_you_mean(iri[len(around) :], sorted(name for name in names if name and "/" not in name)),
        place=Place.at(path, text, token.start),
    )


def _iris(query: str, engine: Engine) -> set[str]:
    result = engine.query(query)
    assert isinstance(result, Rows)
    return {term.value for (term,) in result.rows if isinstance(term, ox.NamedNode)}
