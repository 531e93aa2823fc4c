"""The report that SHACL defines (sh:ValidationReport, SHACL §3.6), as Turtle."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from cohorte_graph.check.result import CheckReport, CheckResult
from cohorte_graph.iri import PREFIXES
from cohorte_graph.validate.paths import Path, parse_path

__all__ = ["ttl"]

KEYWORDS = {"^": "sh:inversePath", "*": "sh:zeroOrMorePath", "+": "sh:oneOrMorePath", "?": "sh:zeroOrOnePath"}


def ttl(report: CheckReport) -> bytes:
    """The results of validation; what the lint and the search for empty shapes found is told as comments."""
    validated = [result for result in report.results if result.stage == "validate"]
    others = [result for result in report.results if result.stage != "validate"]
    lines = [f"@prefix sh: <{PREFIXES['sh']}> .", f"@prefix rdfs: <{PREFIXES['rdfs']}> .", ""]
    lines.append("[] a sh:ValidationReport ;")
    for result in others:
        words = f"{result.severity}[{result.code}] {result.message.en or result.message.fr}"
        lines.append(f"    rdfs:comment {_literal(words, 'en')} ;")
    lines.append(f"    sh:conforms {'true' if report.conforms else 'false'}{' ;' if validated else ' .'}")
    if validated:
        told = " ,\n".join("    sh:result " * (n == 0) + _result(one, "    ") for n, one in enumerate(validated))
        lines.append(told + " .")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _result(result: CheckResult, indent: str) -> str:
    inner = indent + "    "
    facts = [f"a sh:ValidationResult ;\n{inner}sh:resultSeverity sh:{result.severity}"]
    facts += [f"{name} {value}" for name, value in _facts(result)]
    facts += [f"sh:detail {_result(detail, inner)}" for detail in result.details]
    return "[ " + f" ;\n{inner}".join(facts) + " ]"


def _facts(result: CheckResult) -> Iterator[tuple[str, str]]:
    if result.focus:
        yield "sh:focusNode", result.focus
    if path := parse_path(result.path):
        yield "sh:resultPath", _path(path)
    if result.value:
        yield "sh:value", result.value
    named = ":" in result.component  # by its IRI: it is not one of SHACL's own
    component = str(ox.NamedNode(result.component)) if named else f"sh:{result.component}ConstraintComponent"
    yield "sh:sourceConstraintComponent", component
    if result.shape:
        yield "sh:sourceShape", str(ox.NamedNode(result.shape))
    told = [("fr", result.message.fr), ("en", result.message.en)]
    if result.message.fr == result.message.en:  # a message that is of no language
        told = [("", result.message.en)]
    for language, words in told:
        if words:
            yield "sh:resultMessage", _literal(words, language)


def _path(path: Path) -> str:
    """A path as RDF (SHACL §2.3.1)."""
    if path.kind == "iri":
        return str(ox.NamedNode(path.iri))
    members = [_path(part) for part in path.parts]
    if path.kind == "/":
        return f"( {' '.join(members)} )"
    if path.kind == "|":
        return f"[ sh:alternativePath ( {' '.join(members)} ) ]"
    return f"[ {KEYWORDS[path.kind]} {members[0]} ]"


def _literal(words: str, language: str) -> str:
    return str(ox.Literal(words, language=language) if language else ox.Literal(words))
