"""An invented foreign project, a library, with faults of several kinds; and reports of one's own making."""

from __future__ import annotations

from pathlib import Path

from cohorte_graph.check.result import CheckReport, CheckResult, ShapeCount, Text
from cohorte_graph.check.run import Options, check
from cohorte_graph.check.subject import of_files

__all__ = ["DATA", "HEAD", "SHAPES", "checked", "laid_out", "of_results", "result"]

HEAD = """\
@prefix coh: <https://w3id.org/cohorte-graph/def#> .
@prefix ex: <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPES = """
ex:Book-shape a sh:NodeShape ; coh:code "BOOK" ; sh:targetClass ex:Book ;
    sh:property ex:Book-title , ex:Book-pages , ex:Book-shelf ; sh:nodeKind sh:IRI .
ex:Book-title a sh:PropertyShape ; coh:code "BOOK-TITLE" ; sh:path ex:title ; sh:minCount 1 ;
    sh:message "Un livre a un titre : l'écrire."@fr , "A book has a title: write it."@en .
ex:Book-pages a sh:PropertyShape ; coh:code "BOOK-PAGES" ; sh:path ex:pages ; sh:datatype xsd:integer ;
    sh:severity sh:Warning ; sh:message "Pages | are `numbers`, 100 % <b>whole</b>, says @octocat #1 [x](y) $1$" .
ex:Book-shelf a sh:PropertyShape ; coh:code "BOOK-SHELF" ; sh:path ( ex:shelf ex:room ) ; sh:severity sh:Info ;
    sh:class ex:Room .
ex:Room-shape a sh:NodeShape ; coh:code "ROOM" ; sh:targetClass ex:Room ; coh:mayBeEmpty true ; sh:nodeKind sh:IRI .
ex:Author-shape a sh:NodeShape ; coh:code "AUTHOR" ; sh:targetClass ex:Author ; sh:node ex:Named .
ex:Named a sh:NodeShape ; coh:code "NAMED" ; sh:property [ sh:path rdfs:label ; sh:minCount 1 ] .
"""
DATA = """
ex:emma a ex:Book ; ex:title "Emma" ; ex:pages 474 ; ex:shelf [ ex:room ex:attic ] .
ex:nana a ex:Book ;
    ex:pages "beaucoup" .
ex:soiree a ex:Book ; ex:title "Soirée 🎉 漢字" , "x" ; ex:pages "no" , 3.5 .
_:lost a ex:Book ; ex:title "Lost" .
ex:zola a ex:Author .
ex:jane a ex:Author ; rdfs:label "Jane" .
"""


def laid_out(folder: Path, data: str = DATA, shapes: str = SHAPES) -> tuple[Path, Path]:
    """(data file, shapes file), written."""
    paths = folder / "data.ttl", folder / "shapes.ttl"
    for path, text in zip(paths, (data, shapes), strict=True):
        path.write_text(HEAD + text, "utf-8")
    return paths


def checked(folder: Path, data: str = DATA, shapes: str = SHAPES, engine: str = "auto") -> CheckReport:
    """The real check of a library."""
    data_file, shapes_file = laid_out(folder, data, shapes)
    return check(of_files([data_file], [shapes_file], []), Options(engine))


def result(code: str, severity: str = "Violation", message: str = "It is so.", **more: object) -> CheckResult:
    """A result of one's own making."""
    told = {"stage": "validate", "component": "MinCount", "anchor": "https://example.org/a", **more}
    return CheckResult(severity=severity, code=code, message=Text(message, message), **told)  # type: ignore[arg-type]


def of_results(*results: CheckResult, shapes: tuple[ShapeCount, ...] = ()) -> CheckReport:
    """A report of such results."""
    return CheckReport(results, shapes, ("data.ttl",), ("shapes.ttl",), 10, "pyshacl")
