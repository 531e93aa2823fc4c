"""Words that SHACL does not have, and features that plain SHACL validation passes over."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from cohorte_graph.check.lint.lists import FIRST
from cohorte_graph.check.lint.remark import Remark, closest, meant, said
from cohorte_graph.check.lint.statements import TYPE, Statements
from cohorte_graph.check.lint.terms import (
    CLASSES,
    FORMER,
    NODE_KINDS,
    PROPERTIES,
    REPORT,
    SEVERITIES,
    SH,
    TERMS,
    local,
)
from cohorte_graph.check.result import Remedy, Text
from cohorte_graph.check.turtle import turtle

__all__ = ["not_evaluated", "unknown_terms"]

UNKNOWN = "SHAPES-UNKNOWN-TERM"
NOT_EVALUATED = "SHAPES-NOT-EVALUATED"
ADVANCED = ("entailment", "expression", "js", "rule", "target", "values")
ADVANCED_CLASSES = ("JSFunction", "JSTargetType", "JSValidator", "SPARQLFunction", "SPARQLTargetType")
"""Declared on their own; what SHACL-AF and SHACL-JS have besides stands below one of the properties above."""
VALIDATORS = ("validator", "nodeValidator", "propertyValidator")
CLASS_OF = {"shape": "NodeShape", "nodeShape": "NodeShape", "propertyShape": "PropertyShape"}


def unknown_terms(graph: Statements) -> Iterator[Remark]:
    """A remark for each term of SHACL's namespace that SHACL does not define, or that cannot stand where it does."""
    for triple in graph:
        yield from _predicate(graph, triple)
        if isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(SH):
            yield from _object(graph, triple, local(triple.object.value))


def _predicate(graph: Statements, triple: ox.Triple) -> Iterator[Remark]:
    name = local(triple.predicate.value)
    if not triple.predicate.value.startswith(SH) or name in PROPERTIES:
        return
    if name in TERMS:
        fr, en = f"sh:{name} n'est pas une propriété", f"sh:{name} is no property"
    else:
        fr, en = f"SHACL n'a pas de propriété sh:{name}", f"SHACL has no property sh:{name}"
    better = FORMER.get(name) or FORMER.get(name[:1].lower() + name[1:]) or closest(name, PROPERTIES)
    yield graph.remark(
        UNKNOWN,
        triple,
        f"{fr} : ce qui est demandé ainsi n'est jamais vérifié.",
        f"{en}: what is asked for so is never checked.",
        remedy=_offered(triple, better, CLASS_OF.get(name, "")),
        at_predicate=True,
    )


def _offered(triple: ox.Triple, better: str, kind: str = "") -> Remedy | None:
    words = [f"sh:{word}" for word in (better, kind) if word]
    value = "…" if isinstance(triple.object, ox.BlankNode) else turtle(triple.object)
    return meant(*words, line=f"sh:{better} {value} ;" if better else "")


def _object(graph: Statements, triple: ox.Triple, name: str) -> Iterator[Remark]:
    typing = triple.predicate.value == TYPE
    if name in (CLASSES if typing else TERMS) or not name:
        return
    few = {SH + "nodeKind": NODE_KINDS, SH + "severity": SEVERITIES}.get(triple.predicate.value, frozenset[str]())
    better = closest(name, few or (CLASSES if typing else TERMS))
    offered = [better] if better else sorted(few)
    kind_fr, kind_en = ("de classe", "class") if typing else ("de terme", "term")
    yield graph.remark(
        UNKNOWN,
        triple,
        f"SHACL n'a pas {kind_fr} sh:{name}.",
        f"SHACL has no {kind_en} sh:{name}.",
        remedy=meant(*(f"sh:{one}" for one in offered), line=_line(triple, better) if better else ""),
    )


def _line(triple: ox.Triple, better: str) -> str:
    if triple.predicate.value == FIRST:
        return ""
    return f"{'a' if triple.predicate.value == TYPE else turtle(triple.predicate)} sh:{better} ;"


def not_evaluated(graph: Statements) -> Iterator[Remark]:
    """A remark for each request that no plain SHACL validation hears."""
    for triple in graph.all(*ADVANCED):
        yield _passed_over(graph, triple, local(triple.predicate.value))
    for triple in graph.stated(TYPE):
        name = local(triple.object.value) if isinstance(triple.object, ox.NamedNode) else ""
        if name in ADVANCED_CLASSES:
            yield _passed_over(graph, triple, name)
        if name == "ConstraintComponent":
            yield from _component(graph, triple)
        elif graph.is_unseen_class(triple.subject) and triple == graph.about(triple.subject, TYPE)[0]:
            yield _unseen(graph, triple)
    for triple in graph.all(*sorted(REPORT)):
        if triple.subject in graph.shapes:
            yield _of_reports(graph, triple, local(triple.predicate.value))


def _passed_over(graph: Statements, triple: ox.Triple, name: str) -> Remark:
    if name == "entailment":
        return graph.remark(
            NOT_EVALUATED,
            triple,
            "sh:entailment n'est pas suivi : les données sont jugées telles quelles.",
            "sh:entailment is not followed: the data are judged as they are.",
            remedy=Remedy(
                Text("Écrire les données déduites avec les autres.", "Write the entailed data beside the rest.")
            ),
            at_predicate=True,
        )
    standard = "SHACL-JS" if name.lower().startswith("js") else "SHACL-AF"
    return graph.remark(
        NOT_EVALUATED,
        triple,
        f"sh:{name} est de {standard} : la validation SHACL passe outre, rien n'est vérifié ainsi.",
        f"sh:{name} is of {standard}: SHACL validation passes over it, and nothing is checked so.",
        remedy=Remedy(
            Text(
                "Le dire avec les contraintes de SHACL, au besoin avec sh:sparql.",
                "Say it with SHACL's own constraints, with sh:sparql if need be.",
            )
        ),
        at_predicate=triple.predicate.value != TYPE,
    )


def _component(graph: Statements, triple: ox.Triple) -> Iterator[Remark]:
    """A component of one's own needs a parameter and a query (SHACL §6.2): without, an engine refuses the shapes."""
    validators = [t.object for t in graph.shacl(triple.subject, *VALIDATORS)]
    if not graph.shacl(triple.subject, "parameter"):
        yield graph.remark(
            NOT_EVALUATED,
            triple,
            "Ce composant n'a pas de sh:parameter : aucune forme ne peut l'employer.",
            "This component has no sh:parameter: no shape can use it.",
            remedy=Remedy(Text("Lui en donner un.", "Give it one."), "sh:parameter [ sh:path … ] ;"),
        )
    if not any(graph.shacl(one, "ask", "select", "jsFunctionName") for one in validators):
        yield graph.remark(
            NOT_EVALUATED,
            triple,
            "Ce composant n'a pas de sh:validator avec une requête : rien n'est vérifié par lui.",
            "This component has no sh:validator with a query: nothing is checked by it.",
            remedy=Remedy(
                Text("Lui en donner un, ou l'ôter.", "Give it one, or take it out."),
                'sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { … }" ] ;',
            ),
        )


def _unseen(graph: Statements, triple: ox.Triple) -> Remark:
    shown = turtle(ox.NamedNode(triple.subject.value)) if isinstance(triple.subject, ox.NamedNode) else "…"
    return graph.remark(
        NOT_EVALUATED,
        triple,
        f"{said(triple.subject)} n'est une classe que par une suite de rdfs:subClassOf, que nul moteur ne suit : "
        "ses membres ne sont pas vérifiés.",
        f"{said(triple.subject)} is a class only by a chain of rdfs:subClassOf, which engines do not follow: "
        "its members are not checked.",
        remedy=Remedy(Text("Nommer la cible.", "Name the target."), f"sh:targetClass {shown} ;"),
    )


def _of_reports(graph: Statements, triple: ox.Triple, name: str) -> Remark:
    return graph.remark(
        NOT_EVALUATED,
        triple,
        f"sh:{name} est une propriété des rapports de validation : elle ne dit rien dans une forme.",
        f"sh:{name} is a property of validation reports: in a shape it says nothing.",
        remedy=_offered(triple, FORMER.get(name, "")),
        at_predicate=True,
    )
