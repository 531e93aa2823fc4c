"""``cohorte explain``: why a thing belongs to a class, or does not, with the passages behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from cohorte_graph.cli.settings import built_questions, chosen_language, common_options, current_project, timeout_option
from cohorte_graph.cli.time_limit import time_limit
from cohorte_graph.export.table import visible
from cohorte_graph.iri import expand
from cohorte_graph.reason.conditions import Absence, Comparison, Condition, Count, Definition, Pattern
from cohorte_graph.reason.explain import Explanation, Finding, Route, Statement, class_named
from cohorte_graph.reason.explain import explain as run
from cohorte_graph.reason.rules import read_rules

if TYPE_CHECKING:
    from cohorte_graph.query import Questions
    from cohorte_graph.store import Term

__all__ = ["explain"]

MAX_THINGS = 12
WORDS = {
    "fr": {
        "belongs": "{thing} appartient à la classe « {kind} ».",
        "outside": "{thing} n'appartient pas à la classe « {kind} ».",
        "rule": "Selon la règle {name} :",
        "stated": "Énoncé tel quel :",
        "narrower": "Par ses classes plus précises : {names}.",
        "undecided": "Aucune règle n'en décide : une donnée doit l'énoncer.",
        "reasoner": "Le raisonneur seul l'a trouvé.",
        "is": "est",
        "missing": "il manque : {what}",
        "absent": "le graphe ne contient aucun : {what}",
        "present": "le graphe contient : {what}",
        "count": "nombre de ‹{what}› {operator} {number} (trouvé : {found})",
        "false": "faux : ",
        "more": "… et {n} autres",
        "or": " ou ",
    },
    "en": {
        "belongs": "{thing} belongs to the class '{kind}'.",
        "outside": "{thing} does not belong to the class '{kind}'.",
        "rule": "By the rule {name}:",
        "stated": "Stated as such:",
        "narrower": "By its narrower classes: {names}.",
        "undecided": "No rule decides it: data must state it.",
        "reasoner": "The reasoner alone found it.",
        "is": "is",
        "missing": "missing: {what}",
        "absent": "the graph holds no: {what}",
        "present": "the graph holds: {what}",
        "count": "number of ‹{what}› {operator} {number} (found: {found})",
        "false": "false: ",
        "more": "… and {n} more",
        "or": " or ",
    },
}
OPERATORS = {">=": "≥", "<=": "≤"}


@click.command()
@click.argument("resource")
@click.argument("class_name")
@timeout_option
@common_options
def explain(resource: str, class_name: str, timeout: float) -> None:
    """Say why a RESOURCE belongs to the class CLASS_NAME, or which condition it fails.

    RESOURCE is a full IRI, a path, a slug or a label; CLASS_NAME is a class's name or label. Each condition stands
    with the statements that meet it, who states them, and the words of the report behind them.
    """
    lang = chosen_language()
    door = built_questions()
    with time_limit(timeout, lang):
        rules = read_rules(current_project().ontology / "rules")
        found = run(door.engine, rules, door.terms.resource(resource), class_named(door.engine, class_name))
        lines = list(_Telling(door, lang).lines(found))
    for line in lines:
        click.echo(line)


class _Telling:
    """An explanation in words; each quote stands once, below the first statements that rest on it."""

    def __init__(self, door: Questions, lang: str) -> None:
        self.door = door
        self.lang = lang
        self.quoted: set[str] = set()

    def lines(self, found: Explanation) -> Iterator[str]:
        thing, kind = self.label(found.resource), self.label(found.class_iri)
        yield self.say("belongs" if found.belongs else "outside", thing=thing, kind=kind)
        yield from self.definition(found.class_iri)
        if found.stated:
            yield from ("", self.say("stated"), *self.statements(found.stated))
        if found.narrower:
            yield from ("", self.say("narrower", names=", ".join(map(self.label, found.narrower))))
        routes = [route for route in found.routes if route.holds] or found.routes
        for route in routes:
            yield from ("", self.say("rule", name=route.definition.rule.name), *self.route(route, thing))
        if found.belongs and not (found.stated or found.narrower or any(route.holds for route in routes)):
            yield from ("", self.say("reasoner"))
        if not (found.belongs or routes):
            yield from ("", self.say("undecided"))

    def definition(self, class_iri: str) -> Iterator[str]:
        """What the class is, in the ontology's words."""
        from cohorte_graph.query.resource import describe

        for fact in describe(class_iri, self.door.engine, self.door.labels, self.lang).facts:
            if fact.property == expand("skos:definition") and getattr(fact.value, "language", None) == self.lang:
                yield fact.value_label

    def route(self, route: Route, thing: str) -> Iterator[str]:
        """The statements that meet conditions, then the conditions that statements alone do not show."""
        met = [one for finding in route.findings if finding.holds for one in finding.statements]
        yield from self.statements(dict.fromkeys(met))
        words = _Words(self, route.definition, thing)
        for finding in route.findings:
            if not (finding.holds and finding.statements):
                yield f"  {'✓' if finding.holds else '✗'} {words.finding(finding)}"
                yield from ("    " + line for line in self.statements(finding.statements, " "))

    def statements(self, statements: Iterable[Statement], mark: str = "✓") -> Iterator[str]:
        """One line a subject with all that is said of it, then the words behind that."""
        about: dict[Term, list[Statement]] = {}
        for statement in statements:
            about.setdefault(statement.subject, []).append(statement)
        for subject, said in list(about.items())[:MAX_THINGS]:
            facts = " · ".join(dict.fromkeys(self.fact(statement) for statement in said))
            origins = sorted({origin for statement in said for origin in statement.origins})
            yield f"  {mark} {self.term(subject)}: {facts} ({', '.join(origins)})"
            for quote, pages in dict.fromkeys((one.quote, one.pages) for one in said):
                if quote and quote not in self.quoted:
                    self.quoted.add(quote)
                    yield f"      « {visible(quote)} »" + (f" (p. {pages})" if pages else "")
        if len(about) > MAX_THINGS:
            yield "    " + self.say("more", n=len(about) - MAX_THINGS)

    def fact(self, statement: Statement) -> str:
        return f"{self.property(statement.property)} {self.term(statement.object)}"

    def say(self, key: str, **slots: object) -> str:
        return WORDS[self.lang][key].format(**slots)

    def label(self, iri: str) -> str:
        return visible(self.door.labels.text(iri, self.lang))

    def property(self, iri: str) -> str:
        return self.say("is") if iri == expand("rdf:type") else self.label(iri)

    def term(self, term: Term) -> str:
        iri = str(term)
        return self.label(iri[1:-1]) if iri.startswith("<") else visible(getattr(term, "value", iri))


@dataclass(frozen=True)
class _Words:
    """The conditions of one definition in words."""

    telling: _Telling
    definition: Definition
    thing: str

    def finding(self, finding: Finding) -> str:
        condition = finding.condition
        values = ", ".join(finding.values[:MAX_THINGS])
        if isinstance(condition, Count):
            what, operator = self.variable("?" + condition.counted), OPERATORS.get(condition.operator)
            slots = {"what": what, "operator": operator or condition.operator, "number": condition.number}
            return self.telling.say("count", **slots, found=values or "0")
        if isinstance(condition, Comparison):
            words = (self.term(word) if word.startswith("?") else word for word in condition.text.split())
            false = "" if finding.holds else self.telling.say("false")
            return f"{' '.join(words)} ({false}{values})"
        if isinstance(condition, Pattern):
            return self.telling.say("missing", what=self.pattern(condition))
        told = [self.pattern(p) for p in condition.patterns if not (p.is_type and len(condition.patterns) > 1)]
        return self.telling.say("absent" if finding.holds else "present", what=", ".join(told))

    def pattern(self, pattern: Pattern) -> str:
        step = next((step for step in pattern.steps if not step.inverse), pattern.steps[0])
        ends = (self.term(pattern.subject), self.term(pattern.object))
        first, last = ends[::-1] if step.inverse else ends
        return f"{first} — {self.telling.property(step.iri)} — {last}"

    def term(self, term: str) -> str:
        """A term of a condition: the thing itself, what it is, or the classes it may be."""
        if term == self.definition.variable:
            return self.thing
        if term in self.definition.choices:
            names = (self.telling.label(choice[1:-1]) for choice in self.definition.choices[term])
            return self.telling.say("or").join(names)
        if term.startswith("?"):
            return f"‹{self.variable(term)}›"
        return self.telling.label(term[1:-1]) if term.startswith("<") else term

    def variable(self, name: str) -> str:
        """What a variable stands for: its class, else the property that gives its value."""
        patterns = [p for c in self.definition.conditions for p in ([c] if isinstance(c, Pattern) else _inner(c))]
        classes = (p.object for p in patterns if p.subject == name and p.is_type and p.object.startswith("<"))
        properties = (f"<{p.steps[0].iri}>" for p in patterns if p.object == name)
        found = next(classes, None) or next(properties, None)
        return self.telling.label(found[1:-1]) if found else name.removeprefix("?")


def _inner(condition: Condition) -> tuple[Pattern, ...]:
    return condition.patterns if isinstance(condition, Absence) else ()
