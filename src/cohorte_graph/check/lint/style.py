"""How this project writes shapes, so that results can be cited, read and ranked: IRI, code, messages, severity."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from cohorte_graph.check.lint.remark import Remark, said
from cohorte_graph.check.lint.statements import Node, Statements
from cohorte_graph.check.result import Remedy, Text
from cohorte_graph.iri import COH

__all__ = ["style_remarks"]

IRI = "STYLE-IRI"
CODE = "STYLE-CODE"
MESSAGE = "STYLE-MESSAGE"
SEVERITY = "STYLE-SEVERITY"
LANGUAGES = {"fr": ("en français", "in French"), "en": ("en anglais", "in English")}


def style_remarks(graph: Statements, severity: str) -> Iterator[Remark]:
    """A remark for each shape without what a result of it must show; shapes within conditions show none of it."""
    inner = _inner(graph)
    shown = [shape for shape in graph.shapes if shape not in inner]
    for shape in shown:
        yield from _iri_remarks(graph, shape, severity)
        yield from _severity_remarks(graph, shape, severity)
    for node in [*shown, *_constraints(graph)]:
        yield from _message_remarks(graph, node, severity)
    yield from _code_remarks(graph, shown, severity)


def _inner(graph: Statements) -> set[Node]:
    """Nameless shapes that are conditions (sh:or, sh:not, sh:node …), and nameless ones below them."""
    properties = set(graph.all("property"))
    conditions = {target for _, target, triple in graph.references if triple not in properties}
    level = [node for node in conditions if isinstance(node, ox.BlankNode)]
    inner: set[Node] = set(level)
    below: dict[Node, list[Node]] = {}
    for shape, target, _ in graph.references:
        below.setdefault(shape, []).append(target)
    while level:
        level = [
            one for node in level for one in below.get(node, ()) if isinstance(one, ox.BlankNode) and one not in inner
        ]
        inner.update(level)
    return inner


def _constraints(graph: Statements) -> list[Node]:
    targets = {t.object: None for t in graph.all("sparql") if graph.shacl(t.object, "select")}
    return [node for node in targets if isinstance(node, ox.NamedNode | ox.BlankNode)]


def _iri_remarks(graph: Statements, shape: Node, severity: str) -> Iterator[Remark]:
    if isinstance(shape, ox.BlankNode):
        yield graph.remark(
            IRI,
            graph.entry(shape),
            "Cette forme n'a pas d'IRI : ses résultats ne peuvent la citer.",
            "This shape has no IRI: its results cannot cite it.",
            severity=severity,
        )


def _severity_remarks(graph: Statements, shape: Node, severity: str) -> Iterator[Remark]:
    if not graph.shacl(shape, "severity"):
        yield graph.remark(
            SEVERITY,
            graph.entry(shape),
            f"La forme {said(shape)} ne dit pas sa gravité.",
            f"The shape {said(shape)} does not say its severity.",
            severity=severity,
            remedy=Remedy(
                Text("Écrire sh:Violation, sh:Warning ou sh:Info.", "Write sh:Violation, sh:Warning or sh:Info."),
                "sh:severity sh:Violation ;",
            ),
        )


def _message_remarks(graph: Statements, node: Node, severity: str) -> Iterator[Remark]:
    messages = graph.shacl(node, "message")
    said_in = {t.object.language for t in messages if isinstance(t.object, ox.Literal)}
    lacking = [language for language in LANGUAGES if language not in said_in]
    if lacking:
        fr, en = (word.join(LANGUAGES[one][n] for one in lacking) for n, word in enumerate((" ni ", " nor ")))
        yield graph.remark(
            MESSAGE,
            messages[0] if messages else graph.entry(node),
            f"{said(node)} n'a pas de sh:message {fr}.",
            f"{said(node)} has no sh:message {en}.",
            severity=severity,
            remedy=Remedy(
                Text("Y nommer la chose et le remède.", "Name the thing and the remedy in it."),
                "sh:message " + " , ".join('"…"@' + language for language in lacking) + " ;",
            ),
        )


def _code_remarks(graph: Statements, shapes: list[Node], severity: str) -> Iterator[Remark]:
    known: dict[object, Node] = {}
    for shape in shapes:
        codes = graph.about(shape, COH + "code")
        if not codes:
            yield graph.remark(
                CODE,
                graph.entry(shape),
                f"La forme {said(shape)} n'a pas de coh:code.",
                f"The shape {said(shape)} has no coh:code.",
                severity=severity,
                remedy=Remedy(Text("Lui en donner un.", "Give it one."), f'coh:code "{_code(shape)}" ;'),
            )
        for triple in codes[1:]:
            yield graph.remark(
                CODE,
                triple,
                f"La forme {said(shape)} a {len(codes)} coh:code : il en faut un.",
                f"The shape {said(shape)} has {len(codes)} coh:code: it takes one.",
                severity=severity,
            )
        for triple in codes:
            other = known.setdefault(triple.object, shape)
            if other != shape:
                yield graph.remark(
                    CODE,
                    triple,
                    f"Le code {said(triple.object)} est déjà celui de {said(other)}.",
                    f"The code {said(triple.object)} is that of {said(other)} already.",
                    severity=severity,
                )


def _code(shape: Node) -> str:
    """A code made of the last parts of the IRI: shape/Effect/number gives EFFECT-NUMBER."""
    if not isinstance(shape, ox.NamedNode):
        return "…"
    path = said(shape).partition("shape/")[2] or re.split(r"[/#]", shape.value)[-1]
    words = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", path)
    return "-".join(words).upper() or "…"
