"""What a rule wants and why, with a bad and a good example: of shapes, and of the check's own codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from cohorte_graph.check.examples import Example, example_of
from cohorte_graph.check.excerpt import Excerpts
from cohorte_graph.check.explanations import OwnRule, own_rules
from cohorte_graph.check.lint.statements import Statements
from cohorte_graph.check.report.words import printable
from cohorte_graph.check.result import Text
from cohorte_graph.errors import CallError, did_you_mean
from cohorte_graph.iri import BASE, PREFIXES, compact
from cohorte_graph.validate import SEVERITIES
from cohorte_graph.validate.shapes import ShapesGraph

__all__ = ["Explanation", "explain", "explain_all", "explanation_text"]

T = TypeVar("T")
SH = PREFIXES["sh"]
DEFINITIONS = (PREFIXES["skos"] + "definition", PREFIXES["rdfs"] + "comment", PREFIXES["dcterms"] + "description")
FEW = 3
REASONS = (SH + "description", *DEFINITIONS, SH + "name")
"""Where a shape may say why it asks."""

NO_WORDS = Text(
    "La forme n'a pas de message : ce qu'elle demande est ci-dessous.",
    "The shape has no message: what it asks for is below.",
)
NO_REASON = Text(
    "Ni la forme ni l'ontologie ne disent pourquoi.",
    "Neither the shape nor the ontology says why.",
)
NO_EXAMPLE = Text("Cette règle est sans exemple.", "This rule comes without an example.")
MEANING = {
    "Violation": Text(
        "violation : la vérification échoue (code de sortie 1).",
        "violation: the check fails (exit code 1).",
    ),
    "Warning": Text(
        "avertissement : il n'arrête rien ; la vérification n'échoue qu'avec --fail-on warning ou info.",
        "warning: it stops nothing; the check fails with --fail-on warning or info only.",
    ),
    "Info": Text(
        "information : elle n'arrête rien ; la vérification n'échoue qu'avec --fail-on info.",
        "info: it stops nothing; the check fails with --fail-on info only.",
    ),
}
STOPS_BUILD = Text(
    "violation : elle arrête la construction, et la vérification échoue (code de sortie 1).",
    "violation: it stops a build, and the check fails (exit code 1).",
)
HEADS = {
    "what": Text("Ce que dit la règle", "What the rule says"),
    "aims": Text("Porte sur", "Applies to"),
    "why": Text("Pourquoi", "Why"),
    "bad": Text("Mauvais", "Bad"),
    "good": Text("Bon", "Good"),
}


@dataclass(frozen=True)
class Explanation:
    """``severity`` is the gravest that the code has; ``aims`` are the IRIs it is about, ``turtle`` its constraints.

    ``along`` are the properties that the paths of its shapes go along. ``ours`` says that it is a rule of this
    program's shapes, by which a build is judged too.
    """

    code: str
    severity: str
    what: tuple[Text, ...]
    why: tuple[Text, ...]
    bad: str = ""
    good: str = ""
    aims: tuple[str, ...] = ()
    turtle: str = ""
    ours: bool = False
    along: tuple[str, ...] = ()


def explain(
    code: str, rules: Sequence[ox.Triple], known: Sequence[ox.Triple], examples: Path | None = None
) -> Explanation:
    """The explanation of a code, in whatever case it is given; CallError with the close ones for an unknown code.

    ``rules`` are the shapes, ``known`` the ontology, whose definitions tell why; ``examples`` is the folder with the
    examples of this program's own rules.
    """
    own, shapes = own_rules(), _Rules(rules, known)
    spelt = {name.upper(): name for name in [*shapes.by_code, *own]}
    name = spelt.get(code.strip().upper())
    if name is None:
        hint = did_you_mean(code.strip().upper(), spelt) or "Reports name it in brackets: violation[CODE]"
        raise CallError(f"No rule has the code '{code}'.", hint=hint)
    return _own(own[name]) if name in own else shapes.explanation(name, examples)


def explain_all(
    rules: Sequence[ox.Triple], known: Sequence[ox.Triple], examples: Path | None = None
) -> tuple[list[Explanation], list[Explanation]]:
    """The explanations of all codes of the shapes, and of those that are the check's own, each sorted by code."""
    shapes = _Rules(rules, known)
    return [shapes.explanation(code, examples) for code in sorted(shapes.by_code)], [
        _own(told) for _, told in sorted(own_rules().items())
    ]


def _own(told: OwnRule) -> Explanation:
    return Explanation(told.code, told.severity, (told.what,), (told.why,), told.bad, told.good)


class _Rules:
    """Shapes and ontology, by what an explanation asks of them."""

    def __init__(self, rules: Sequence[ox.Triple], known: Sequence[ox.Triple]) -> None:
        self.shapes = ShapesGraph(rules)
        self.statements = Statements(rules)
        self.words = ShapesGraph([*known, *rules])
        self.excerpts = Excerpts(rules)

    @cached_property
    def by_code(self) -> dict[str, list[str]]:
        """The shapes by their codes; those below conditions, which give no results of their own, are left out."""
        below = {str(triple.object) for triple in self.statements.all("property")}
        found: dict[str, list[str]] = {}
        for shape in map(str, self.statements.shapes):
            if shape.startswith("<") or shape in below or not self.shapes.nearest(shape):
                found.setdefault(self.shapes.code(shape), []).append(shape)
        return found

    def explanation(self, code: str, examples: Path | None) -> Explanation:
        shapes = self.by_code[code]
        named = [shape for shape in shapes if shape.startswith("<")] or shapes
        ours = all(shape.startswith(f"<{BASE}") for shape in named)  # another's shape may have the code of one of ours
        example = (example_of(code, examples) if ours and examples else None) or Example("", "")
        return Explanation(
            code=code,
            severity=min(map(self._severity, shapes), key=SEVERITIES.index),
            what=self._messages(shapes) or (NO_WORDS,),
            why=self._why(shapes) or (NO_REASON,),
            bad=example.bad,
            good=example.good,
            aims=_each(aim for shape in named for aim in self.excerpts.aims(shape)),
            turtle="\n\n".join(map(self.excerpts.of, named)),
            ours=ours,
            along=_each(step for shape in named for step in self.excerpts.predicates(shape)),
        )

    def _severity(self, shape: str) -> str:
        stated = [str(value) for value in self.shapes.values(shape, SH + "severity")]
        return self.shapes.severity(stated[0].strip("<>")) if stated else SEVERITIES[0]

    def _messages(self, shapes: list[str]) -> tuple[Text, ...]:
        """The messages of shapes and of their SPARQL constraints."""
        constraints = [str(value) for shape in shapes for value in self.shapes.values(shape, SH + "sparql")]
        return _each(text for one in [*shapes, *constraints] for text in self._texts(one, [SH + "message"]))

    def _why(self, shapes: list[str]) -> tuple[Text, ...]:
        """The shape's own reasons, then the definitions of what it is about: of many classes the first few."""
        own = [text for shape in shapes for text in self._texts(shape, REASONS)]
        aims = _each(aim for shape in shapes for aim in self.excerpts.aims(shape))
        steps = _each(step for shape in shapes for step in self.excerpts.predicates(shape))
        defined = [text for iri in [*aims[:FEW], *steps] for text in self._definition(iri)]
        return _each([*own, *defined])

    def _definition(self, iri: str) -> list[Text]:
        name = compact(iri)
        texts = self._texts(f"<{iri}>", DEFINITIONS)[:1]
        return [Text(text.fr and f"{name} : {text.fr}", text.en and f"{name}: {text.en}") for text in texts]

    def _texts(self, node: str, properties: Iterable[str]) -> list[Text]:
        """The texts of some properties; one without a language stands for both, a third language is not read."""
        found = []
        for name in properties:
            literals = [value for value in self.words.values(node, name) if isinstance(value, ox.Literal)]
            said = {(value.language or "").partition("-")[0]: value.value for value in reversed(literals)}
            text = Text(said.get("fr", said.get("", "")), said.get("en", said.get("", "")))
            found += [text] if text.fr or text.en else []
        return found


def _each(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def explanation_text(explanation: Explanation, lang: str) -> str:
    """The explanation as it is printed, in French or in English."""
    stops = explanation.ours and explanation.severity == SEVERITIES[0]
    meaning = STOPS_BUILD if stops else MEANING[explanation.severity]
    paragraphs = [f"{explanation.code} — {meaning.said(lang)}"]
    what = [text.said(lang) for text in explanation.what]
    if explanation.aims:
        colon = ": " if lang == "en" else " : "
        what.append(HEADS["aims"].said(lang) + colon + ", ".join(map(compact, explanation.aims)))
    paragraphs.append(_paragraph("what", "\n".join(what), lang))
    if explanation.turtle:
        paragraphs.append(_indented(explanation.turtle))
    paragraphs.append(_paragraph("why", "\n".join(text.said(lang) for text in explanation.why), lang))
    for head, example in (("bad", explanation.bad), ("good", explanation.good)):
        if example:
            paragraphs.append(_paragraph(head, example, lang))
    if not explanation.bad:
        paragraphs.append(NO_EXAMPLE.said(lang))
    return "\n\n".join(paragraphs)


def _paragraph(head: str, text: str, lang: str) -> str:
    return f"{HEADS[head].said(lang)}\n{_indented(text)}"


def _indented(text: str) -> str:
    return "\n".join(f"    {printable(line)}".rstrip() for line in text.split("\n"))
