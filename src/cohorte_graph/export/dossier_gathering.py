"""A dossier gathered from stored queries: rows in, records out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from cohorte_graph.export.dossier import (
    Accompaniment,
    Classification,
    Dossier,
    Fact,
    Figure,
    Group,
    Pilot,
    Place,
    Register,
    Remark,
    Source,
    Statement,
    Viewpoint,
    Voice,
    Words,
)
from cohorte_graph.export.dossier_rows import SEVERAL, Row, around, distinct, joined, rows_of, several
from cohorte_graph.export.dossier_subject import subject
from cohorte_graph.iri import COH, concept_iri
from cohorte_graph.query import Questions
from cohorte_graph.query.texts import said

__all__ = ["gather"]

FACTS = tuple(concept_iri("measure", slug) for slug in ("population", "superficie", "communes"))
DIAGNOSIS = concept_iri("task", "diagnostic-sensible")
NOTES = {
    "proofreading-notes": "proofreadingNote",
    "source-differences": "sourceDifference",
    "unknown-names": "unknownName",
}
"""The queries of notes for the proof-reader, and the column that names the note."""
CODES = ("codeINSEE", "siren")


def gather(questions: Questions, territory: str, lang: str, cohort: str | None = None) -> Dossier:
    """The dossier of a territory, named by slug, label or IRI, in one cohort (by default its only one).

    Raises CallError for an unknown territory or cohort, and where it is a member of none or several.
    """
    return _Gathering(questions, *subject(questions, territory, cohort), lang).dossier()


class _Gathering:
    """Asks the stored queries about one territory in one cohort."""

    def __init__(self, questions: Questions, territory: str, cohort: str, lang: str) -> None:
        self._questions = questions
        self._territory = territory
        self._cohort = cohort
        self._lang = lang
        self._answers: dict[tuple[str, ...], list[Row]] = {}
        self._passages = self._asked("passages-of-territory")

    def dossier(self) -> Dossier:
        members = self._of_cohort("territories")
        own = next(row for row in members if row["territory"] == self._territory)
        return Dossier(
            lang=self._lang,
            iri=self._territory,
            name=own["name"],
            kind=own["kindLabel"],
            department=own["departmentLabel"],
            region=own["regionLabel"],
            location=self._words(self._territory, "", "department"),
            codes=tuple((self._head("territories", name), own[name]) for name in CODES if own[name]),
            cohort=self._label(self._cohort),
            members=len(members),
            pilot=self._pilot(),
            facts=tuple(self._facts()),
            effects=tuple(self._statements("effect")),
            limits=tuple(self._statements("limit")),
            effect_groups=tuple(self._groups("Effect", "effect-group-matrix", "effectType")),
            limit_groups=tuple(self._groups("Limit", "limit-group-matrix", "limitTheme")),
            viewpoints=tuple(self._viewpoints()),
            pull_quotes=tuple(self._words(row["pullQuote"], row["text"], row=row) for row in self._mine("pull-quotes")),
            allies=tuple(self._allies()),
            diagnoses=tuple(self._diagnoses()),
            figures=tuple(self._figures()),
            remarks=tuple(self._remarks()),
            sources=tuple(self._sources()),
            registers=tuple(self._registers()),
        )

    def _label(self, iri: str) -> str:
        return self._questions.labels.text(iri, self._lang)

    def _head(self, query: str, column: str) -> str:
        return said(self._questions.catalogue.get(query).header.columns.get(column, {}), self._lang, column)

    def _asked(self, name: str) -> list[Row]:
        """A query about this territory."""
        return self._rows(name, territory=self._territory, cohort=self._cohort)

    def _of_cohort(self, name: str) -> list[Row]:
        return self._rows(name, cohort=self._cohort)

    def _rows(self, name: str, **values: str) -> list[Row]:
        """The rows of a query, asked once."""
        key = (name, *values.values())
        if key not in self._answers:
            self._answers[key] = rows_of(self._questions, name, self._lang, **values)
        return self._answers[key]

    def _mine(self, name: str) -> list[Row]:
        """The rows of a query about the cohort that are about this territory."""
        return [row for row in self._of_cohort(name) if row["territory"] == self._territory]

    def _words(self, statement: str, text: str, fact: str = "text", row: Row | None = None) -> Words:
        """A text with the passages that bear it: those of the fact, else those of no particular one."""
        own = [passage for passage in self._passages if passage["statement"] == statement]
        found = (
            [passage for passage in own if passage["property"] == f"{COH}{fact}"]
            or [passage for passage in own if not passage["property"]]
            or own
        )
        places = tuple(map(_place, found))
        if row is not None:
            return Words(text, row["quote"], row["pages"], places)
        quote = " […] ".join(p["quote"] for p in found if p["fileName"] == found[0]["fileName"])
        return Words(text, quote, joined(p["pages"] for p in found), places)

    def _sentences(self, statement: str) -> tuple[Words, ...]:
        """Each passage a statement rests on, whatever part of it the passage bears; one printed twice, once."""
        own = {p["passage"]: p for p in self._passages if p["statement"] == statement}
        files = distinct(p["fileName"] for p in own.values())
        by_quote: dict[str, list[Row]] = {}
        for passage in sorted(own.values(), key=lambda p: (files.index(p["fileName"]), int(p["start"]))):
            by_quote.setdefault(passage["quote"], []).append(passage)
        return tuple(
            Words("", quote, joined(p["pages"] for p in same), tuple(map(_place, same)))
            for quote, same in by_quote.items()
        )

    def _pilot(self) -> Pilot | None:
        for row in self._mine("pilots"):
            pilot = row["pilot"]
            actions = (action for action in self._mine("actions"))
            return Pilot(
                title=self._words(pilot, row["title"], "title"),
                tagline=self._words(pilot, row["tagline"], "tagline"),
                description=self._words(pilot, row["description"]),
                actions=tuple(self._words(action["action"], action["text"], row=action) for action in actions),
                project_names=tuple(self._words(pilot, name, "projectName") for name in several(row["projectNames"])),
            )
        return None

    def _statements(self, kind: str) -> Iterator[Statement]:
        """The effects or the limits."""
        classified = self._asked("classifications-of-territory")
        for row in self._asked(f"{kind}s-of-territory"):
            own = (other for other in classified if other["statement"] == row[kind])
            yield Statement(
                number=row["number"],
                labels=several(row.get("labels", "")),
                words=self._words(row[kind], row["text"], row=row),
                classifications=tuple(
                    Classification(c["conceptLabel"], c["groupLabel"], several(c["origin"])) for c in own
                ),
                roles=several(row["actorRoles"]),
            )

    def _groups(self, kind: str, matrix: str, concept: str) -> Iterator[Group]:
        """The groups that occur here, in the order of the concepts."""
        rows = [r for r in self._asked("classifications-of-territory") if r["kind"] == f"{COH}{kind}"]
        cohort = self._of_cohort(matrix)
        for group in distinct(row[concept] for row in cohort):
            numbers = distinct(row["number"] for row in rows if row["group"] == group)
            among = [row for row in cohort if row[concept] == group]
            if numbers:
                places = {row["territory"] for row in among}
                yield Group(among[0][f"{concept}Label"], numbers, len(places))

    def _facts(self) -> Iterator[Fact]:
        """Population, area, number of communes: as the report gives them, then what registers add."""
        compared = {row["figure"]: row for row in self._mine("reported-versus-official")}
        official = [row for row in self._rows("official-figures") if row["territory"] == self._territory]
        reported = [row for row in self._mine("figures") if self._is_fact(row)]
        for row in sorted(reported, key=lambda row: FACTS.index(row["measure"])):
            beside = compared.get(row["figure"], {})
            yield Fact(
                measure=row["measureLabel"],
                value=row["valueText"] or f"{row['value']} {row['unit']}".strip(),
                words=self._words(row["figure"], row["valueText"], row=row),
                status=beside.get("status", ""),
                official=beside.get("official", ""),
                year=beside.get("year", ""),
                registers=tuple(_registers(r for r in official if r["measure"] == row["measure"])),
            )

    def _is_fact(self, row: Row) -> bool:
        return row["subject"] == self._territory and row["measure"] in FACTS

    def _figures(self) -> Iterator[Figure]:
        for row in self._mine("figures"):
            if not self._is_fact(row):
                value = row["valueText"] or f"{row['value']} {row['unit']}".strip()
                yield Figure(row["measureLabel"], row["subjectLabel"], self._words(row["figure"], value, row=row))

    def _viewpoints(self) -> Iterator[Viewpoint]:
        speakers = self._asked("speakers-of-territory")
        for row in self._asked("viewpoints-of-territory"):
            voices = (_voice(other) for other in speakers if other["viewpoint"] == row["viewpoint"])
            words = self._words(row["viewpoint"], row["text"], row=row)
            yield Viewpoint(row["kindLabel"], row["heading"], tuple(voices), words)

    def _allies(self) -> Iterator[Accompaniment]:
        """One entry per sentence: it may name several people, and several tasks; who diagnosed stands elsewhere."""
        diagnosing = {(row["organisation"], self._label(DIAGNOSIS)) for row in self._mine("diagnoses")}
        rows = [row for row in self._mine("accompaniments") if (row["ally"], row["task"]) not in diagnosing]
        for quote in distinct(row["quote"] for row in rows):
            same = [row for row in rows if row["quote"] == quote]
            tasks = tuple(
                (task, tuple(Voice(r["allyLabel"], "", r["organisation"]) for r in same if r["task"] == task))
                for task in distinct(row["task"] for row in same)
            )
            yield Accompaniment(tasks, self._sentences(same[0]["accompaniment"]))

    def _diagnoses(self) -> Iterator[Accompaniment]:
        """That the diagnosis was made, and by whom where the report says it."""
        rows = self._mine("diagnoses")
        for diagnosis, group in groupby(rows, key=lambda row: row["diagnosis"]):
            same = list(group)
            names = tuple(Voice(r["organisationLabel"], "", "") for r in same if r["organisation"])
            yield Accompaniment((("", names),), self._sentences(diagnosis))

    def _remarks(self) -> Iterator[Remark]:
        """The notes about this territory, or about a sentence of its chapter."""
        own = {passage["statement"] for passage in self._passages}
        for query, column in NOTES.items():
            for row in self._of_cohort(query):
                if row[column] in own:
                    words = replace(
                        self._words(row[column], row["what"], row=row), quote=around(row["what"], row["quote"])
                    )
                    kind = self._label(f"{COH}{column[0].upper()}{column[1:]}")
                    yield Remark(kind, row["what"], row["note"], words)

    def _sources(self) -> Iterator[Source]:
        """The documents quoted, the main one first."""
        quoted = {passage["fileName"] for passage in self._passages}
        rows = sorted(self._of_cohort("sources"), key=lambda row: int(row["rank"] or 1))
        return (_source(row) for row in rows if row["fileName"] in quoted)

    def _registers(self) -> Iterator[Source]:
        """The registers whose figures stand beside the report's."""
        official = self._rows("official-figures")
        used = {row["source"] for row in official if row["territory"] == self._territory}
        return (_source(row) for row in self._rows("sources") if row["source"] in used)


def _place(passage: Row) -> Place:
    return Place(passage["fileName"], int(passage["start"]), int(passage["end"]))


def _registers(rows: Iterable[Row]) -> Iterator[Register]:
    """The values by register, in the order of the rows."""
    found = list(rows)
    for name in distinct(row["sourceLabel"] for row in found):
        yield Register(name, tuple((row["year"], row["value"]) for row in found if row["sourceLabel"] == name))


def _source(row: Row) -> Source:
    return Source(
        title=row["title"],
        subtitle=row["subtitle"],
        publisher=row["publisherLabel"],
        period=row["period"],
        file=row["fileName"],
        sha256=row["sha256"],
        rights=row["rights"],
    )


def _voice(row: Row) -> Voice:
    return Voice(row["speakerLabel"], row["function"].replace(SEVERAL, ", "), row["organisation"])
