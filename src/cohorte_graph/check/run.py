"""A check from its files to its report: lint, vacuity, validation, places, remedies, in this order."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pyoxigraph as ox

from cohorte_graph.check.components import default_message
from cohorte_graph.check.lint import Remark, Vocabulary, lint_shapes
from cohorte_graph.check.places import Places
from cohorte_graph.check.reading import RdfFile
from cohorte_graph.check.remedies import Remedies
from cohorte_graph.check.result import At, CheckReport, CheckResult, Text
from cohorte_graph.check.subject import Subject
from cohorte_graph.check.vacuity import absent_nodes, counted, empty_shapes, focus_counts
from cohorte_graph.check.words import dangling, unknown_words
from cohorte_graph.errors import Place, RunError
from cohorte_graph.validate import SEVERITIES, ValidationResult
from cohorte_graph.validate.engines import Judged, judge
from cohorte_graph.validate.shapes import ShapesGraph

__all__ = ["Options", "check"]

NOT_VALIDATED = "NOT-VALIDATED"
NOTHING_CHECKED = "NOTHING-CHECKED"


@dataclass(frozen=True)
class Options:
    """``engine`` is auto, pyshacl or fast; ``strict`` raises project style for foreign shapes; ``may_be_empty`` names
    shapes that may meet no node."""

    engine: str = "auto"
    strict: bool = False
    may_be_empty: Sequence[str] = ()


def check(subject: Subject, options: Options, step: Callable[[str], None] = lambda name: None) -> CheckReport:
    """Check a subject; RunError where an engine fails on shapes that have no fault."""
    return _Check(subject, options, step).run()


class _Check:
    def __init__(self, subject: Subject, options: Options, step: Callable[[str], None]) -> None:
        self.subject = subject
        self.options = options
        self.step = step
        self.data = subject.data
        self.started = time.perf_counter()
        self.places = Places(subject.data_files, subject.shape_files, subject.passages, subject.derived)
        self.shapes = ShapesGraph(subject.shapes)

    def run(self) -> CheckReport:
        self.step("lint")
        remarks = self._remarks()
        results = [*self.subject.settings, *map(self._of_remark, remarks), *self._misspelt()]
        if any(remark.fatal for remark in remarks):
            why = Text("formes refusées, données non vérifiées", "shapes refused, data not checked")
            results.append(self._at_shapes(_not_validated(why)))
            return self._report(results, Judged([], "", why.fr, why.en), {})
        self.step("vacuity")
        counts = focus_counts(self.subject.data, self.shapes)
        results += self._empty(counts)
        if self._checked_nothing(counts, results):
            results.append(self._at_shapes(_nothing_checked()))
        self.step("validate")
        try:
            judged = self._judged()
        except RunError as error:
            if not any(remark.severity == SEVERITIES[0] for remark in remarks):
                raise
            judged = Judged([], "", "", "")
            reason = error.message.splitlines()[0]
            results.append(self._at_shapes(_not_validated(Text(reason, reason))))
        results += self._absent(judged)
        self.step("locate")
        placed = [(self._of_validation(told), told) for told in judged.results]
        placed.sort(key=lambda pair: _order(pair[0]))
        results += [self._remedied(result, told) for result, told in placed]
        return self._report(results, judged, counts)

    def _remarks(self) -> list[Remark]:
        """The lint's remarks; where there are some, about the blank nodes that have places."""
        style = SEVERITIES[0] if self.subject.own or self.options.strict else SEVERITIES[2]
        remarks = lint_shapes(self.subject.shapes, self._vocabulary, own_style=style)
        if not remarks:
            return []
        return lint_shapes(_placed(self.subject.shape_files), self._vocabulary, own_style=style)

    @cached_property
    def _vocabulary(self) -> Vocabulary | None:
        return Vocabulary.of(self.subject.ontology) if self.subject.ontology else None

    def _of_remark(self, remark: Remark) -> CheckResult:
        place, at = self.places.of_statement(remark.triple, predicate=remark.at_predicate)
        return CheckResult(
            severity=remark.severity,
            code=remark.code,
            stage="lint",
            message=remark.message,
            place=place,
            at=at,
            focus=str(remark.triple.subject),
            path=remark.triple.predicate.value,
            value=str(remark.triple.object),
            shape=remark.shape,
            remedy=remark.remedy,
            anchor=remark.shape,
        )

    def _misspelt(self) -> list[CheckResult]:
        """What the ontology does not know, in the files; of our own project also what leads nowhere."""
        words = self._vocabulary
        if words is None:
            return []

        def locate(triple: ox.Triple, predicate: bool) -> tuple[Place | None, At]:
            return self.places.of_statement(triple, predicate=predicate)

        stated = dict.fromkeys(triple for file in self.subject.data_files for triple in file.triples)
        results = unknown_words(stated, words.terms, words.namespaces, locate)
        if self.subject.own:
            results += dangling(stated, self._described(), locate)
        return results

    def _described(self) -> set[str]:
        """The resources that files or reports speak of; what only a rule says of one, it says of a misspelt one too."""
        said = (t for t in self.subject.data if t not in self.subject.derived)
        return {t.subject.value for t in said if isinstance(t.subject, ox.NamedNode)}

    def _empty(self, counts: dict[str, int]) -> list[CheckResult]:
        """What meets nothing; where the shapes are the program's, whose reports do not all speak of the same, it is
        nobody's fault here."""
        known = self._vocabulary.terms if self._vocabulary else frozenset()
        results = []
        for result in empty_shapes(counts, self.shapes, self.options.may_be_empty, known):
            place, at = self.places.of_shape(result.focus)
            severity = SEVERITIES[2] if self.subject.borrowed else result.severity
            results.append(replace(result, severity=severity, place=place, at=at))
        return results

    def _absent(self, judged: Judged) -> list[CheckResult]:
        found = absent_nodes(self.data, self.shapes, judged.results, self.options.may_be_empty) if judged.engine else ()
        results = []
        for result, triple in found:
            place, _ = self.places.of_statement(triple)
            results.append(replace(result, place=place, at="shape"))
        return results

    def _judged(self) -> Judged:
        """The engine's results; those that speak of blank nodes once more, about the ones that have places."""
        proven = self.subject.proven
        judged = judge(self.subject.data, self.subject.shapes, self.options.engine, proven=proven)
        if self.subject.own or not any(map(_speaks_of_blank_nodes, judged.results)):
            return judged
        self.data = _placed(self.subject.data_files)
        return judge(self.data, self.subject.shapes, self.options.engine)

    def _checked_nothing(self, counts: dict[str, int], results: Sequence[CheckResult]) -> bool:
        """Whether no shape met any node, without a violation that says so and without leave to meet none."""
        if any(counts.values()):
            return False
        empty = [result for result in results if result.stage == "vacuity"]
        return not counts or (bool(empty) and all(result.severity != SEVERITIES[0] for result in empty))

    def _at_shapes(self, result: CheckResult) -> CheckResult:
        """A result about the shapes as a whole, in their first file: what has no place, code scanning refuses."""
        return replace(result, place=Place(self.subject.shape_files[0].path), at="shape")

    def _of_validation(self, told: ValidationResult) -> CheckResult:
        return self.places.placed(self._worded(told), told)

    def _worded(self, told: ValidationResult) -> CheckResult:
        silent = not told.message_fr and not told.message_en
        return CheckResult(
            severity=told.severity,
            code=told.code,
            stage="validate",
            message=default_message(told.component) if silent else Text(told.message_fr, told.message_en),
            focus=told.focus,
            path=told.path,
            value=told.value,
            component=told.component,
            shape=told.shape,
            facts=self._remedies.facts(told),
            details=tuple(map(self._worded, told.details)),
            anchor=self._anchor(told.focus),
        )

    def _remedied(self, result: CheckResult, told: ValidationResult) -> CheckResult:
        """With its remedy; results are asked for theirs in the order of the report, which shows the first in full."""
        details = tuple(self._remedied(a, b) for a, b in zip(result.details, told.details, strict=True))
        return replace(result, remedy=self._remedies.remedy(told), details=details)

    @cached_property
    def _remedies(self) -> Remedies:
        return Remedies(self.data, self.shapes, self.subject.ontology)

    def _anchor(self, node: str) -> str:
        """The IRI of a node, of a blank node that of the nearest named node that leads to it."""
        seen: set[str] = set()
        while node.startswith("_:") and node not in seen:
            seen.add(node)
            node = self._above.get(node, "")
        return node[1:-1] if node.startswith("<") else ""

    @cached_property
    def _above(self) -> dict[str, str]:
        triples = _placed(self.subject.data_files)
        return {str(t.object): str(t.subject) for t in triples if isinstance(t.object, ox.BlankNode)}

    def _report(self, results: list[CheckResult], judged: Judged, counts: dict[str, int]) -> CheckReport:
        return CheckReport(
            results=tuple(sorted(results, key=_order)),
            shapes=counted(counts, self.shapes, results),
            data_files=tuple(str(file.path) for file in self.subject.data_files),
            shape_files=tuple(str(file.path) for file in self.subject.shape_files),
            triples=len(self.subject.data),
            engine=judged.engine,
            engine_note=Text(judged.note_fr, judged.note_en),
            seconds=time.perf_counter() - self.started,
        )


def _speaks_of_blank_nodes(result: ValidationResult) -> bool:
    return "_:" in (result.focus[:2], result.value[:2]) or any(map(_speaks_of_blank_nodes, result.details))


def _placed(files: Sequence[RdfFile]) -> list[ox.Triple]:
    return list(dict.fromkeys(triple for file in files for triple in file.placed_triples))


def _nothing_checked() -> CheckResult:
    return CheckResult(
        severity=SEVERITIES[0],
        code=NOTHING_CHECKED,
        stage="vacuity",
        message=Text(
            "Aucune forme active ne rencontre un nœud des données : rien n'a été vérifié.",
            "No active shape meets a node of the data: nothing has been checked.",
        ),
    )


def _not_validated(reason: Text) -> CheckResult:
    return CheckResult(
        severity=SEVERITIES[0],
        code=NOT_VALIDATED,
        stage="lint",
        message=Text(
            f"Les données n'ont pas été vérifiées : corriger d'abord les formes ({reason.fr}).",
            f"The data have not been checked: mend the shapes first ({reason.en}).",
        ),
    )


def _order(result: CheckResult) -> tuple[int, bool, str, int, int, str, str, str, str]:
    place = result.place
    where = (str(place.path), place.line or 0, place.column or 0) if place else ("", 0, 0)
    facts = (result.code, result.focus, result.path, result.value)
    return SEVERITIES.index(result.severity), place is None, *where, *facts
