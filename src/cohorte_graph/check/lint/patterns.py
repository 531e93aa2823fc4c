"""sh:pattern and sh:flags as pyshacl's Python reads them (SHACL §4.4.3, XPath's flags)."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

import pyoxigraph as ox

from cohorte_graph.check.lint.ambiguity import is_explosive
from cohorte_graph.check.lint.remark import WARNING, Remark, said
from cohorte_graph.check.lint.statements import Statements
from cohorte_graph.check.result import Remedy, Text
from cohorte_graph.iri import PREFIXES

__all__ = ["pattern_remarks"]

PATTERN = "SHAPES-PATTERN"
STRING = PREFIXES["xsd"] + "string"
XPATH = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE, "q": re.NOFLAG}
"""https://www.w3.org/TR/xpath-functions-31/#flags"""
EVALUATED = "im"
"""The flags that pyshacl 0.40 does not pass over."""


def pattern_remarks(graph: Statements) -> Iterator[Remark]:
    """A remark for each pattern or flag that is none, a warning for each that may bring the engine to a halt."""
    for triple in graph.all("flags"):
        yield from _flag_remarks(graph, triple)
    for triple in graph.all("pattern"):
        if _is_string(triple.object):
            yield from _pattern_remarks(graph, triple, _flags(graph, triple))


def _is_string(term: object) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value == STRING


def _flags(graph: Statements, triple: ox.Triple) -> str:
    given = graph.shacl(triple.subject, "flags")
    return given[0].object.value if given and isinstance(given[0].object, ox.Literal) else ""


def _flag_remarks(graph: Statements, triple: ox.Triple) -> Iterator[Remark]:
    if not isinstance(triple.object, ox.Literal) or not _is_string(triple.object):
        return
    unknown = "".join(sorted(set(triple.object.value) - set(XPATH)))
    ignored = "".join(sorted(set(triple.object.value) & set(XPATH) - set(EVALUATED)))
    if unknown:
        yield graph.remark(
            PATTERN,
            triple,
            f"sh:flags ne connaît pas « {unknown} » : i, m, s, x ou q.",
            f"sh:flags does not know '{unknown}': i, m, s, x or q.",
        )
    elif ignored:
        yield graph.remark(
            PATTERN,
            triple,
            f"pyshacl passe outre « {ignored} » dans sh:flags : seuls i et m y sont suivis.",
            f"pyshacl passes over '{ignored}' in sh:flags: only i and m are followed there.",
            severity=WARNING,
        )


def _pattern_remarks(graph: Statements, triple: ox.Triple, flags: str) -> Iterator[Remark]:
    pattern = triple.object.value if isinstance(triple.object, ox.Literal) else ""
    given = sum(XPATH[flag] for flag in set(flags) & set(EVALUATED))
    try:
        with warnings.catch_warnings(action="ignore"):  # Python foresees set operations in [[
            re.compile(pattern, given)
            explosive = is_explosive(pattern, given)
    except (re.error, OverflowError, RecursionError) as error:
        yield graph.remark(
            PATTERN,
            triple,
            f"{said(triple.object)} n'est pas une expression rationnelle pour l'engin, Python : {error}.",
            f"{said(triple.object)} is no regular expression to the engine's Python: {error}.",
        )
        return
    if explosive:
        yield graph.remark(
            PATTERN,
            triple,
            f"{said(triple.object)} répète ce qui se lit de plusieurs façons : une valeur qui ne convient pas "
            "peut demander un temps exponentiel.",
            f"{said(triple.object)} repeats what can be read in several ways: a value that does not match "
            "may take exponential time.",
            severity=WARNING,
            remedy=Remedy(
                Text(
                    "Écrire chaque répétition pour qu'un caractère n'y ait qu'une place : (a+)+ est a+.",
                    "Write each repetition so that a character has one place in it: (a+)+ is a+.",
                )
            ),
        )
