"""The chapter of a territory: facts, pilot, effects, limits, viewpoints, pull quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cohorte_graph.errors import InputError, Place
from cohorte_graph.extract import template
from cohorte_graph.extract.context import Context, Passage
from cohorte_graph.extract.gazetteer import Match, Name
from cohorte_graph.extract.numbered import shortened
from cohorte_graph.extract.numbers import quantities
from cohorte_graph.extract.records import (
    Action,
    AllyViewpoint,
    Effect,
    Evidence,
    Figure,
    Limit,
    Member,
    Pilot,
    PullQuote,
    Record,
    TerritoryViewpoint,
)
from cohorte_graph.extract.sentences import sentences
from cohorte_graph.extract.shown_names import is_byline
from cohorte_graph.folding import fold
from cohorte_graph.sources import Block, BlockKind, Section

__all__ = ["read_chapter", "territory_of"]

_PARTS = {
    "territory": template.TERRITORY,
    "pilot": template.PILOT,
    "effects": template.EFFECTS,
    "limits": template.LIMITS,
    "ally": template.ALLY_VIEWPOINT,
    "viewpoint": template.TERRITORY_VIEWPOINT,
}


@dataclass
class _Part:
    """A heading of the chapter with what stands under it."""

    heading: Block
    body: list[Block] = field(default_factory=list)


def territory_of(section: Section, context: Context) -> Name:
    """The territory a chapter is about; InputError where no gazetteer names it."""
    name = context.gazetteer.territory_of_title(section.title)
    if name is None:
        title = section.blocks[0]
        raise InputError(
            f"the chapter '{section.title}' is about no territory of the gazetteers.",
            place=Place(context.document.path, *context.document.line_column(title.spans[0].start)),
            hint="Add the territory, with this title as skos:altLabel, to data/gazetteers/territories.ttl.",
        )
    return name


def read_chapter(section: Section, context: Context) -> list[Record]:
    """The records of a chapter, without its figures in prose and its mentions."""
    return list(_Chapter(section, context).read())


class _Chapter:
    def __init__(self, section: Section, context: Context) -> None:
        self.section = section
        self.context = context
        self.name = territory_of(section, context)
        self.territory = self.name.iri
        self.parts = self._cut()

    def read(self) -> Iterator[Record]:
        effects, limits, actions = list(self._effects()), list(self._limits()), list(self._actions())
        viewpoints = list(self._viewpoints())
        yield self._member(viewpoints)
        yield from self._facts()
        yield self._pilot(actions, effects, limits)
        yield from (*actions, *effects, *limits, *viewpoints)
        yield from self._pull_quotes()

    def _cut(self) -> dict[str, _Part]:
        parts: dict[str, _Part] = {}
        current: _Part | None = None
        for block in self.section.blocks:
            if block.kind is BlockKind.HEADING:
                kind = next((k for k, p in _PARTS.items() if p.fullmatch(fold(block.text))), None)
                if kind:
                    current = parts.setdefault(kind, _Part(block))
                    continue
            if current and block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING):
                current.body.append(block)
        return parts

    def _body(self, part: str) -> list[Passage]:
        found = self.parts.get(part)
        return [self.context.passage(self.section, block) for block in found.body] if found else []

    def _path(self, kind: str, *rest: str | int) -> tuple[str | int, ...]:
        return (kind, self.context.cohort, self.name.slug, *rest)

    def _iri(self, record: Record) -> str:
        return self.context.iri(str(record.path[0]), *record.path[2:])

    def _title(self) -> Passage | None:
        tagline = next((b for b in self.section.blocks if b.kind is BlockKind.TAGLINE), None)
        return self.context.passage(self.section, tagline) if tagline else None

    # The territory

    def _member(self, viewpoints: list[Record]) -> Member:
        evidence: list[Evidence] = []
        department = region = None
        for passage in self._body("territory"):
            if fold(passage.text).startswith(template.LOCATION):
                for match in passage.names("Department", "Region"):
                    if match.name.kind == "Department":
                        department = match.name.iri
                        evidence.append(passage.evidence("department"))
                    else:
                        region = match.name.iri
                        evidence.append(passage.evidence("region"))
        return Member(
            path=("territory", self.name.slug),
            label=(self.name.label, self.name.label),
            evidence=tuple(evidence),
            member_of=self.context.iri("cohort"),
            department=department,
            region=region,
            pilot=self.context.iri("pilot", self.name.slug),
            viewpoints=tuple(map(self._iri, viewpoints)),
        )

    def _facts(self) -> Iterator[Figure]:
        for passage in self._body("territory"):
            word, colon, rest = passage.text.partition(":")
            measure = template.FACTS.get(fold(word))
            found = quantities(rest.strip(), []) if colon and measure else []
            if not measure or not found:
                continue
            quantity = found[0]
            fr, en = self.context.vocabulary.names.get(self.context.concept("measure", measure), (measure, measure))
            number = self.context.next("figure", self.name.slug, measure)
            yield Figure(
                path=self._path("figure", measure if number == 1 else f"{measure}-{number}"),
                label=(
                    f"{self.name.label}, {fr.lower()} : {quantity.printed}",
                    f"{self.name.label}, {en.lower()}: {quantity.printed}",
                ),
                evidence=(passage.evidence(),),
                territory=self.territory,
                figure_of=self.territory,
                measure=self.context.concept("measure", measure),
                value=quantity.low,
                value_text=quantity.printed,
                unit=quantity.unit,
            )

    # The pilot

    def _pilot(self, actions: list[Action], effects: list[Effect], limits: list[Limit]) -> Pilot:
        title = self._title()
        paragraphs = [p for p in self._body("pilot") if p.block.kind is BlockKind.PARAGRAPH]
        names = {
            m[m.lastindex]: passage.part(*m.span(m.lastindex), "projectName")
            for part in self.parts
            for passage in self._body(part)
            for m in template.PROJECT_NAME.finditer(passage.text)
            if m.lastindex
        }
        evidence = [p.evidence("text") for p in paragraphs]
        if title:
            evidence.insert(0, title.evidence("title"))
        return Pilot(
            path=self._path("pilot"),
            label=(
                f"{self.name.label}, projet pilote",
                f"{self.name.label}, pilot project",
            ),
            evidence=(*evidence, *names.values()),
            territory=self.territory,
            title=title.text if title else None,
            text="\n\n".join(p.text for p in paragraphs) or None,
            project_names=tuple(names),
            actions=tuple(map(self._iri, actions)),
            effects=tuple(map(self._iri, effects)),
            limits=tuple(map(self._iri, limits)),
        )

    def _actions(self) -> Iterator[Action]:
        items = [p for p in self._body("pilot") if p.block.kind is BlockKind.ITEM]
        for number, passage in enumerate(items, 1):
            yield Action(
                path=self._path("action", number),
                label=(
                    f"{self.name.label}, action {number} : {shortened(passage.text)}",
                    f"{self.name.label}, action {number}: {shortened(passage.text)}",
                ),
                evidence=(passage.evidence(),),
                territory=self.territory,
                number=number,
                text=passage.text,
            )

    # Effects and limits

    def _effects(self) -> Iterator[Effect]:
        for number, passage in enumerate(self._body("effects"), 1):
            labels = _printed_labels(passage.text)
            types = [self.context.vocabulary.concept("effect-type", label) for label in labels]
            fr, en = self._effect_names(labels, types) or (shortened(passage.text),) * 2
            yield Effect(
                path=self._path("effect", number),
                label=(
                    f"{self.name.label}, effet {number} : {fr}",
                    f"{self.name.label}, effect {number}: {en}",
                ),
                evidence=(passage.evidence(),),
                territory=self.territory,
                number=number,
                text=passage.text,
                printed_labels=tuple(labels),
                effect_types=tuple(dict.fromkeys(t for t in types if t)),
            )

    def _effect_names(self, labels: list[str], types: list[str | None]) -> tuple[str, str] | None:
        """The labels as printed, without their "d'", and the English names of their types."""
        if not labels:
            return None
        french = [re.sub(r"^(?:d'|de )", "", label) for label in labels]
        names = self.context.vocabulary.names
        english = [names[t][1].lower() if t else label for label, t in zip(french, types, strict=True)]
        return ", ".join(french), ", ".join(english)

    def _limits(self) -> Iterator[Limit]:
        for number, passage in enumerate(self._body("limits"), 1):
            yield Limit(
                path=self._path("limit", number),
                label=(
                    f"{self.name.label}, limite {number} : {shortened(passage.text)}",
                    f"{self.name.label}, limit {number}: {shortened(passage.text)}",
                ),
                evidence=(passage.evidence(),),
                territory=self.territory,
                number=number,
                text=passage.text,
            )

    # Viewpoints and pull quotes

    def _viewpoints(self) -> Iterator[Record]:
        if "ally" in self.parts:
            byline, body = self._byline("ally")
            yield AllyViewpoint(
                path=self._path("viewpoint", "ally"),
                label=(
                    f"{self.name.label}, point de vue de l'allié·e",
                    f"{self.name.label}, the ally's viewpoint",
                ),
                **self._spoken("ally", byline, body, [byline] if byline else []),
            )
        if "viewpoint" in self.parts:
            byline, body = self._byline("viewpoint")
            yield TerritoryViewpoint(
                path=self._path("viewpoint", "territory"),
                label=(
                    f"{self.name.label}, point de vue du territoire",
                    f"{self.name.label}, the territory's viewpoint",
                ),
                **self._spoken("viewpoint", byline, body, [byline] if byline else body),
            )

    def _byline(self, part: str) -> tuple[Passage | None, list[Passage]]:
        body = self._body(part)
        if body and is_byline(body[0].text):
            return body[0], body[1:]
        return None, body

    def _spoken(
        self, part: str, byline: Passage | None, body: list[Passage], speaking: list[Passage]
    ) -> dict[str, Any]:
        """Who speaks: those the byline names; without one, those whom the territory's text quotes."""
        people = [(p, m) for p in speaking for m in p.names("Person") if p is byline or _is_quoted(p, m)]
        organisations = [m for p in ([byline] if byline else []) for m in p.names("Organisation")]
        evidence = [p.evidence("text") for p in body]
        if byline:
            evidence.insert(0, byline.evidence("speaker"))
        else:
            evidence += [p.part(m.start, m.end, "speaker") for p, m in people]
        return {
            "evidence": tuple(evidence),
            "territory": self.territory,
            "heading": self.parts[part].heading.text,
            "text": "\n\n".join(p.text for p in body),
            "speakers": tuple(dict.fromkeys(m.name.iri for _, m in people)),
            "organisations": tuple(dict.fromkeys(m.name.iri for m in organisations)),
        }

    def _pull_quotes(self) -> Iterator[PullQuote]:
        quotes = [b for b in self.section.blocks if b.kind is BlockKind.PULL_QUOTE]
        for number, block in enumerate(quotes, 1):
            yield PullQuote(
                path=self._path("pull-quote", number),
                label=(f"{self.name.label}, exergue", f"{self.name.label}, pull quote"),
                evidence=(self.context.passage(self.section, block).evidence(),),
                territory=self.territory,
                number=number,
                text=block.text,
            )


def _is_quoted(passage: Passage, person: Match) -> bool:
    """Whether the sentence that names a person lets them speak; one that only tells of them does not."""
    bounds = next(b for b in sentences(passage.text) if person.start < b[1])
    return template.SAID.search(passage.text, *bounds) is not None


def _printed_labels(text: str) -> list[str]:
    """The labels of an effect as printed: Effet « one » et « other »."""
    found = template.EFFECT_LABELS.match(text)
    return template.IMPACT_LABEL.findall(found[1]) if found else []
