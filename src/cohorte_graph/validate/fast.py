"""The ``shacl`` engine (Rust), which answers in an instant; pyshacl stays the judge.

It reads text and names blank nodes anew, in the order in which the text first mentions them, the shapes' before
the data's (measured with 0.3.4; ``tests/test_engines.py`` holds it to that).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from cohorte_graph.errors import RunError
from cohorte_graph.validate.lines import lines_with
from cohorte_graph.validate.paths import parse_path
from cohorte_graph.validate.results import ValidationResult
from cohorte_graph.validate.shacl import ranked
from cohorte_graph.validate.shapes import ShapesGraph

if TYPE_CHECKING:
    import shacl

__all__ = ["is_installed", "validate_fast"]


@cache
def is_installed() -> bool:
    """Whether the engine is there."""
    from importlib.util import find_spec

    return find_spec("shacl") is not None


def validate_fast(data: Iterable[ox.Triple], shapes: Iterable[ox.Triple]) -> list[ValidationResult]:
    """The same results as ``validate``; RunError where the engine fails."""
    import shacl

    known = ShapesGraph(shapes)
    rules, text = _n_triples(known.triples), _n_triples(data)
    try:
        report = shacl.Shapes.from_text(rules, "ntriples").validate_text(text, "ntriples")
    except (MemoryError, KeyboardInterrupt):
        raise
    except BaseException as error:  # the engine raises ValueError, and where it panics what is no Exception
        raise RunError(
            f"the engine 'shacl' could not validate: {error}", hint="Judge with --engine pyshacl."
        ) from error
    names = _names(rules) + _names(text)
    return ranked(_result(one, known, names) for one in report.results)


def _n_triples(triples: Iterable[ox.Triple]) -> str:
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    return text.decode()


def _names(text: str) -> list[str]:
    """The blank nodes of a text in the order of their first mention."""
    lines = "".join(line for _, line in lines_with(text, "_:"))
    quads = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    terms = (term for quad in quads for term in (quad.subject, quad.object))
    return list(dict.fromkeys(str(term) for term in terms if isinstance(term, ox.BlankNode)))


def _result(one: shacl.Result, shapes: ShapesGraph, names: list[str]) -> ValidationResult:
    shape = _term(one.source_shape, names)
    component = shapes.component(one.component, shape)
    messages = shapes.messages(shape, component, said=one.messages)
    path = parse_path(one.path or "")
    return ValidationResult(
        severity=shapes.severity(one.severity_iri),
        code=shapes.code(shape),
        focus=_term(one.focus_node, names),
        path=str(path or ""),
        value=_term(one.value, names),
        message_fr=messages.get("fr", messages.get("", "")),
        message_en=messages.get("en", messages.get("", "")),
        component=component,
        shape=shapes.nearest(shape),
        source=shape,
    )


def _term(written: str | None, names: list[str]) -> str:
    """A term with the blank node's own name; the engine's are ``_:<document>_b<number>``."""
    if written is None or not written.startswith("_:"):
        return _as_oxigraph(written) if written and written.startswith('"') else written or ""
    number = written.rsplit("_b", 1)[-1]
    if not number.isdigit() or int(number) >= len(names):
        raise RunError(f"the engine 'shacl' names a blank node '{written}'.", hint="Judge with --engine pyshacl.")
    return names[int(number)]


@cache
def _as_oxigraph(literal: str) -> str:
    """A literal in Oxigraph's writing: engines escape differently."""
    (quad,) = ox.parse(f"<a:> <a:> {literal} .", format=ox.RdfFormat.N_TRIPLES)
    return str(quad.object)
