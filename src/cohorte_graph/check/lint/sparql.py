"""SPARQL of constraints and validators: parsed, kept within SHACL's limits, and kept from reaching outside.

SHACL §5.2 and §6.2, and for what a query must leave out, Appendix A (pre-binding of variables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from cohorte_graph.check.lint.magic import property_functions
from cohorte_graph.check.lint.prefixes import declared, missing, prefix_remarks
from cohorte_graph.check.lint.projection import Select, selects
from cohorte_graph.check.lint.remark import Remark, said
from cohorte_graph.check.lint.statements import Statements
from cohorte_graph.check.lint.syntax import ABSENT, Broken, broken, dangerous, readings
from cohorte_graph.check.lint.terms import SH, local
from cohorte_graph.check.result import Remedy, Text
from cohorte_graph.iri import PREFIXES
from cohorte_graph.query.tokens import Kind, Token, form, tokenise

__all__ = ["sparql_remarks"]

SPARQL = "SHAPES-SPARQL"
STRING = PREFIXES["xsd"] + "string"
OUTSIDE = {"SERVICE", "FROM"}
FORBIDDEN = {"MINUS", "VALUES"}
FORMS = {"select": "SELECT", "ask": "ASK"}


@dataclass(frozen=True)
class Use:
    """How a shapes graph uses a query: ``path`` says whether $PATH has a value there, ``bound`` what always has one."""

    triple: ox.Triple
    path: bool
    bound: tuple[str, ...]


def sparql_remarks(graph: Statements) -> Iterator[Remark]:
    """A remark for each fault of each query that engines run."""
    for triple in graph.all("sparql"):
        if not graph.shacl(triple.object, "select"):
            yield graph.remark(
                SPARQL,
                triple,
                "Cette contrainte en SPARQL n'a pas de sh:select : elle ne vérifie rien.",
                "This SPARQL constraint has no sh:select: it checks nothing.",
            )
    for use in _uses(graph):
        yield from _Query(graph, use).remarks()


def _uses(graph: Statements) -> Iterator[Use]:
    """Queries of constraints and of validators; those of SHACL-AF's rules, targets and functions are never run."""
    for triple in graph.all("select", "ask"):
        constraining = graph.towards(triple.subject, "sparql")
        validating = graph.towards(triple.subject, "validator", "nodeValidator", "propertyValidator")
        types = {local(one) for one in graph.types(triple.subject)}
        if constraining or "SPARQLConstraint" in types:
            on_paths = [graph.is_property_shape(t.subject) for t in constraining if t.subject in graph.shapes]
            yield Use(triple, all(on_paths), ("this",))
        elif validating or types & {"SPARQLAskValidator", "SPARQLSelectValidator"}:
            node = bool(validating) and all(t.predicate.value == SH + "nodeValidator" for t in validating)
            bound = ("this", "value") if local(triple.predicate.value) == "ask" else ("this",)
            yield Use(triple, not node, bound)


class _Query:
    def __init__(self, graph: Statements, use: Use) -> None:
        self.graph = graph
        self.use = use
        value = use.triple.object
        self.text = value.value if isinstance(value, ox.Literal) and value.datatype.value == STRING else None

    @cached_property
    def tokens(self) -> list[Token]:
        return [token for token in tokenise(self.text or "") if token.kind is not Kind.COMMENT]

    @cached_property
    def readings(self) -> list[str]:
        return readings(self.text or "")

    def remark(self, fr: str, en: str, *, fatal: bool = False, remedy: Remedy | None = None) -> Remark:
        return self.graph.remark(SPARQL, self.use.triple, fr, en, fatal=fatal, remedy=remedy)

    def remarks(self) -> Iterator[Remark]:
        """The gravest first; what cannot be parsed is not looked at further."""
        if self.text is None:
            shown = said(self.use.triple.object)
            yield self.remark(
                f"{shown} n'est pas une requête : donner une chaîne.", f"{shown} is no query: give a string."
            )
            return
        outside = list(self.outside())
        yield from outside
        yield from prefix_remarks(self.graph, self.use.triple, self.tokens)
        if fault := dangerous(self.text):
            yield self.of_broken(fault)
        elif outside:
            return
        elif fault := broken(self.text, self.tokens, self.namespaces()):
            yield self.of_broken(fault)
        else:
            yield from self.limits()

    def of_broken(self, fault: Broken) -> Remark:
        """Fatal where another parser may yet read the text, and reach outside."""
        fatal = fault.fatal or any(re.search(rf"(?i)\b{word}\b", text) for text in self.readings for word in OUTSIDE)
        return self.remark(
            f"La requête ne se lit pas : {fault.fr}.", f"The query does not parse: {fault.en}.", fatal=fatal
        )

    def namespaces(self) -> dict[str, str]:
        """Those declared, and some for prefixes that are missing, of which there is a remark already."""
        lacking = missing(self.graph, self.use.triple.subject, self.tokens)
        absent = {prefix: f"{ABSENT}{prefix}:" for prefix in lacking}
        return declared(self.graph, self.use.triple.subject) | absent

    def outside(self) -> Iterator[Remark]:
        tokens = [token for text in self.readings for token in tokenise(text)]
        for word in dict.fromkeys(token.word for token in tokens if token.word in OUTSIDE):
            yield self.remark(
                f"{word} va chercher ailleurs que dans les données : refusé.",
                f"{word} reaches outside of the data: refused.",
                fatal=True,
            )

    def limits(self) -> Iterator[Remark]:
        wanted = FORMS[local(self.use.triple.predicate.value)]
        if form(self.tokens) != wanted:
            yield self.remark(f"La requête n'est pas un {wanted}.", f"The query is no {wanted}.")
            return
        for word in dict.fromkeys(token.word for token in self.tokens if token.word in FORBIDDEN):
            yield self.remark(
                f"SHACL interdit {word} dans une requête (annexe A) : employer FILTER.",
                f"SHACL forbids {word} in a query (Appendix A): use FILTER.",
            )
        if any(token.word == "GRAPH" for token in self.tokens):
            yield self.remark(
                "GRAPH demande un graphe nommé, et les données validées n'en ont pas : l'engin refuse la requête.",
                "GRAPH asks for a named graph, and the data validated have none: the engine refuses the query.",
                remedy=Remedy(Text("Écrire le motif sans GRAPH { … }.", "Write the pattern without GRAPH { … }.")),
            )
        for name in property_functions(self.tokens, self.namespaces()):
            yield self.remark(
                f"{name} est calculé par un autre moteur : pour celui-ci, c'est un prédicat que rien ne porte.",
                f"{name} is computed by another engine: to this one it is a predicate that nothing has.",
            )
        yield from self.variables()
        yield from self.projections()

    def variables(self) -> Iterator[Remark]:
        names = {token.text[1:] for token in self.tokens if token.kind is Kind.VARIABLE}
        if "PATH" in names and not self.use.path:
            yield self.remark(
                "$PATH n'a de valeur que dans une forme de propriété.", "$PATH has a value in a property shape only."
            )
        if "shapesGraph" in names:
            yield self.remark(
                "$shapesGraph n'est pas de ce que chaque engin connaît : pyshacl refuse la requête.",
                "$shapesGraph is not known to every engine: pyshacl refuses the query.",
            )
        for one, other in zip(self.tokens, self.tokens[1:], strict=False):
            if one.word == "AS" and other.kind is Kind.VARIABLE and other.text[1:] in self.use.bound:
                yield self.remark(
                    f"{other.text} a déjà une valeur : AS ne peut lui en donner une autre.",
                    f"{other.text} has a value already: AS cannot give it another.",
                )

    def projections(self) -> Iterator[Remark]:
        for select in selects(self.tokens):
            yield from self.projection(select)

    def projection(self, select: Select) -> Iterator[Remark]:
        if select.nested and select.all:
            lacking = list(self.use.bound)
        else:
            lacking = [name for name in self.use.bound if not select.all and name not in select.variables]
        if not lacking:
            return
        names = ", ".join(f"${name}" for name in lacking)
        if select.nested:
            yield self.remark(
                f"Une sous-requête doit rendre {names} : le nommer dans son SELECT.",
                f"A sub-query must return {names}: name it in its SELECT.",
            )
        else:
            yield self.remark(
                f"Le SELECT ne rend pas {names} : nul ne sait de quel nœud il parle.",
                f"The SELECT does not return {names}: nobody knows which node it speaks of.",
            )
