"""The lint of a shapes graph: what in it is misspelt, ill-formed, dead or dangerous, told before an engine runs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import pyoxigraph as ox

from cohorte_graph.check.lint import features, lists, paths, patterns, references, sparql, style, values
from cohorte_graph.check.lint.remark import Remark
from cohorte_graph.check.lint.statements import Statements
from cohorte_graph.check.lint.vocabulary import Vocabulary
from cohorte_graph.check.lint.words import unknown_datatypes, unknown_words

__all__ = ["CODES", "Remark", "Vocabulary", "lint_shapes"]

CODES: dict[str, str] = {
    "SHAPES-UNKNOWN-TERM": "Violation",
    "SHAPES-NOT-EVALUATED": "Violation",
    "SHAPES-UNKNOWN-DATATYPE": "Violation",
    "SHAPES-PATH": "Violation",
    "SHAPES-LIST": "Violation",
    "SHAPES-VALUE": "Violation",
    "SHAPES-PATTERN": "Violation",
    "SHAPES-SPARQL": "Violation",
    "SHAPES-PREFIX": "Violation",
    "SHAPES-UNKNOWN-WORD": "Violation",
    "SHAPES-LOOP": "Violation",
    "SHAPES-DANGLING": "Violation",
    "SHAPES-UNUSED": "Warning",
    "SHAPES-IMPORTS": "Warning",
    "STYLE-IRI": "Violation",
    "STYLE-CODE": "Violation",
    "STYLE-MESSAGE": "Violation",
    "STYLE-SEVERITY": "Violation",
}
"""Each code with the gravest severity it has: a pattern that is slow is a Warning, style in foreign shapes an Info."""


def lint_shapes(shapes: Sequence[ox.Triple], words: Vocabulary | None, *, own_style: str) -> list[Remark]:
    """The remarks on a shapes graph, by code and then in the order of the graph, each once.

    ``words`` is the ontology's, None where there is none; ``own_style`` the severity of what is only style.
    """
    graph = Statements(shapes)
    found = chain(
        features.unknown_terms(graph),
        features.not_evaluated(graph),
        unknown_datatypes(graph, words),
        paths.path_remarks(graph),
        lists.list_remarks(graph),
        values.value_remarks(graph),
        patterns.pattern_remarks(graph),
        sparql.sparql_remarks(graph),
        unknown_words(graph, words),
        references.loops(graph),
        references.dangling(graph),
        references.unused(graph),
        references.imports(graph),
        style.style_remarks(graph, own_style),
    )
    return list(dict.fromkeys(found))
