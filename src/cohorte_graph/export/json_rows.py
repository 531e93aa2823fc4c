"""Rows as SPARQL results JSON (https://www.w3.org/TR/sparql11-results-json/) and as JSON Lines."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pyoxigraph as ox

from cohorte_graph.export.cells import number
from cohorte_graph.iri import PREFIXES
from cohorte_graph.query.answer import Table
from cohorte_graph.store import Term

__all__ = ["boolean", "lines", "results", "term_json"]

PLAIN = (PREFIXES["xsd"] + "string", PREFIXES["rdf"] + "langString")


def results(answer: Table) -> str:
    """The standard form: terms with their kind, language and datatype; unbound cells left out."""
    names = [column.name for column in answer.columns]
    bindings = [
        {name: term_json(cell) for name, cell in zip(names, row, strict=True) if cell is not None}
        for row in answer.rows
    ]
    return _dump({"head": {"vars": names}, "results": {"bindings": bindings}})


def boolean(value: bool) -> str:
    """The standard form of an ASK answer."""
    return _dump({"head": {}, "boolean": value})


def term_json(term: Term) -> dict[str, Any]:
    """A term in SPARQL results JSON."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: term_json(part) for name, part in parts.items()}}
    marks = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    plain = term.datatype.value in PLAIN and not term.language
    return {"type": "literal", "value": term.value, **({} if plain else marks)}


def lines(answer: Table) -> str:
    """One object a row: numbers and truths as such, everything else as text, null where unbound.

    Languages and datatypes are lost; who needs them takes json.
    """
    names = [column.name for column in answer.columns]
    rows = ({name: _value(cell) for name, cell in zip(names, row, strict=True)} for row in answer.rows)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _value(term: Term | None) -> Any:
    value = number(term)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _dump(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
