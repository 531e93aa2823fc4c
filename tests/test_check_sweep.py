"""One statement at a time corrupted or deleted, in the project's own hand-written files: the check finds the line.

What the rules derive from a file stays as it was while a statement of it is spoilt; whole runs, with the files
themselves spoilt, are at the end.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from cohorte_graph.check.lint import Vocabulary
from cohorte_graph.check.places import Places
from cohorte_graph.check.reading import RdfFile
from cohorte_graph.check.result import CheckResult, Text
from cohorte_graph.check.subject import Subject, of_project
from cohorte_graph.check.words import dangling, unknown_words
from cohorte_graph.iri import BASE, COH, CONCEPT, ID
from cohorte_graph.project import Project
from cohorte_graph.validate.fast import validate_fast
from report_fixtures import ROOT

FOLDERS = ("data/curation", "data/gazetteers", "ontology/concepts")
SEED = 20251124


@dataclass(frozen=True)
class Spoilt:
    """A file with one word spoilt, the line it is on, what is no longer stated, and what is stated instead."""

    file: RdfFile
    line: int
    was: set[ox.Triple]
    now: set[ox.Triple]


@cache
def subject() -> Subject:
    return of_project(Project(ROOT, Path("/nowhere")))


@cache
def words() -> Vocabulary:
    return Vocabulary.of(subject().ontology)


@cache
def statements() -> list[tuple[RdfFile, ox.Triple]]:
    """Every statement with a place, of the files that people write, in an order that stays."""
    found = []
    for file in subject().data_files:
        if any(folder in file.path.as_posix() for folder in FOLDERS):
            assert file.located is not None
            found += [(file, triple) for triple in file.located.objects]
    assert len(found) > 2000
    random.Random(SEED).shuffle(found)
    return found


SAMPLE = range(20)
REST = range(20, 600)


def spoil(file: RdfFile, triple: ox.Triple, how: str) -> Spoilt | None:
    """A copy of the file with a statement spoilt; None where it cannot be spoilt so, or another one stands for it."""
    assert file.located is not None
    offset = file.located.predicates.get(triple) if how == "predicate" else file.located.objects[triple]
    if offset is None or sum(triple in other.triples for other in subject().data_files) > 1:
        return None
    found = re.compile(r"<[^>]*>|[\w-]*:[\w.-]*\w").match(file.text, offset)
    if found is None or found[0] == "a":
        return None
    end = found.end() - (1 if found[0].endswith(">") else 0)
    text = f"{file.text[:end]}x{file.text[end:]}"
    changed = [quad.triple for quad in ox.parse(text, format=file.format, base_iri=BASE)]
    was, now = set(file.triples) - set(changed), set(changed) - set(file.triples)
    assert triple in was
    assert len(was) == len(now), "as many statements, in other words"
    line = file.located.text.place(offset).line
    return Spoilt(replace(file, text=text, triples=tuple(changed)), line or 0, was, now)


def results_of(spoilt: Spoilt) -> list[CheckResult]:
    """What a check finds in the project with this one file spoilt, beyond what it finds without."""
    whole = subject()
    files = [spoilt.file if file.path == spoilt.file.path else file for file in whole.data_files]
    data = (set(whole.data) - spoilt.was) | spoilt.now
    places = Places(files, whole.shape_files, whole.passages, whole.derived)

    def locate(triple, predicate):  # type: ignore[no-untyped-def]
        return places.of_statement(triple, predicate=predicate)

    described = {t.subject.value for t in data if isinstance(t.subject, ox.NamedNode)}
    stated = [triple for file in files for triple in file.triples]
    found = unknown_words(stated, words().terms, words().namespaces, locate) + dangling(stated, described, locate)
    for told in validate_fast(data, whole.shapes):
        if told not in known_results():
            bare = CheckResult(told.severity, told.code, "validate", Text("", ""), value=told.value, focus=told.focus)
            found.append(places.placed(bare, replace(told, details=())))
    return found


@cache
def known_results() -> frozenset[object]:
    return frozenset(validate_fast(subject().data, subject().shapes))


def judged(word: str) -> bool:
    """Whether a misspelling of it can be noticed: its namespace is one that the ontology describes."""
    return word[: max(word.rfind("#"), word.rfind("/")) + 1] in words().namespaces


def check_predicate(number: int) -> bool:
    file, triple = statements()[number]
    spoilt = spoil(file, triple, "predicate")
    if spoilt is None or not judged(triple.predicate.value):
        return False
    at = {(r.place.path, r.place.line) for r in results_of(spoilt) if r.place and r.code == "DATA-UNKNOWN-WORD"}
    assert at == {(file.path, spoilt.line)}, triple
    return True


def check_object(number: int) -> bool:
    file, triple = statements()[number]
    if not isinstance(triple.object, ox.NamedNode):
        return False
    iri = triple.object.value
    spoilt = spoil(file, triple, "object")
    is_class = iri.startswith(COH) and triple.predicate.value.endswith("#type")
    if spoilt is None or not (is_class or iri.startswith((ID, CONCEPT))):
        return False
    lines = [(str(r.place.path), r.place.line) for r in results_of(spoilt) if r.place and r.severity == "Violation"]
    assert (str(file.path), spoilt.line) in lines, triple
    return True


def check_deletion(number: int) -> bool:
    """What is missed is missed where its subject is described, or where something else leads to it."""
    file, triple = statements()[number]
    assert file.located is not None
    rest = tuple(one for one in file.triples if one != triple)
    spoilt = Spoilt(replace(file, triples=rest), 0, {triple}, set())
    results = [r for r in results_of(spoilt) if r.severity == "Violation"]
    block = {file.located.at(t).line for t in file.located.about(str(triple.subject))}
    for result in results:
        assert result.place is not None, result
        assert {str(triple.subject), str(triple.object)} & {result.value, result.focus}, (triple, result)
        if result.focus == str(triple.subject) and result.at in ("class", "subject", "statement"):
            assert (result.place.path, result.place.line in block) == (file.path, True), (triple, result)
    return bool(results)


CHECKS = {"predicate": check_predicate, "object": check_object, "deletion": check_deletion}


def run(numbers: range, least: dict[str, int]) -> None:
    done = Counter(name for number in numbers for name, check in CHECKS.items() if check(number))
    for name, count in least.items():
        assert done[name] >= count, f"too few were tried or noticed: {done}"


def test_a_spoilt_statement_is_found_at_its_line() -> None:
    run(SAMPLE, {"predicate": 10, "object": 2, "deletion": 2})


@pytest.mark.slow
def test_many_spoilt_statements_are_found_at_their_lines() -> None:
    run(REST, {"predicate": 300, "object": 80, "deletion": 80})
