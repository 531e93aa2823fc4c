"""Events: members of a dated list, and what prose says was held, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cohorte_graph.extract import template
from cohorte_graph.extract.context import Passage
from cohorte_graph.extract.dates import PrintedDate, dates
from cohorte_graph.extract.gazetteer import Match
from cohorte_graph.extract.numbers import Quantity, quantities
from cohorte_graph.extract.records import Event, Evidence
from cohorte_graph.extract.sentences import sentences
from cohorte_graph.folding import fold, slugify

__all__ = ["attendance", "dated_assemblies", "listed_event", "prose_events", "same_event"]

_NUMBERED = re.compile(r"^(?P<title>[^\W\d_]+ (?P<number>\d+)) ?[-–:] ?")
_HEAD = re.compile(r"^(?P<head>[^:]{2,80}?) ?: ?(?P<topic>.+)$")
_ENDING = re.compile(r"[\s;.]+$")
_HELD_DAY = re.compile(r"\b(?i:une?|la|le) (?P<title>(?:journée|séminaire|colloque|rencontre)\b.{0,60}?) a été")
_PEOPLE = ("personnes", "participants")


def listed_event(passage: Passage, heading: str, lead: str) -> Event | None:
    """The event that a list's member tells: it begins with a date or a number and a date, or ends on "(date)"."""
    text = passage.text
    found = dates(text)
    if not found:
        return None
    date = found[0]
    numbered = _NUMBERED.match(text)
    in_brackets = text[date.at - 1 : date.at] == "(" and text[date.end : date.end + 1] == ")"
    if date.at == 0:
        return _day(passage, date, heading)
    if numbered and date.at == numbered.end():
        return _numbered(passage, date, numbered)
    return _policy_step(passage, date, lead) if in_brackets else None


def _event(passage: Passage, kind: str, slug: str, name: tuple[str, str], **fields: object) -> Event:
    context = passage.context
    number = context.next("event", slug)
    return Event(
        path=("event", context.cohort, slug if number == 1 else f"{slug}-{number}"),
        label=(name[0][:1].upper() + name[0][1:], name[1][:1].upper() + name[1][1:]),
        kind=context.concept("event-kind", kind),
        **fields,  # type: ignore[arg-type]
    )


def _when(date: PrintedDate) -> dict[str, str | None]:
    if date.last:
        return {"start_date": date.first, "end_date": date.last, "date_text": date.printed}
    return {"date": date.first, "date_text": date.printed}


def _kind(passage: Passage, text: str, default: str) -> str:
    found = passage.context.vocabulary.find("event-kind", text)
    return found.rsplit("/", 1)[-1] if found else default


def _day(passage: Passage, date: PrintedDate, heading: str) -> Event:
    """Such as "7 mai 2024 à X : lancement de la cohorte ;" """
    text = passage.text
    head, colon, topic = text.partition(" :")
    place = _place(passage, (date.end, len(head)))
    kind = _kind(passage, heading, "rencontre")
    evidence = [passage.evidence(), passage.part(date.at, date.end, "date")]
    if place:
        evidence.append(passage.part(place.start, place.end, "place"))
    topic = _ENDING.sub("", topic).strip() if colon else ""
    where = f", {place.name.label}" if place else ""
    name = topic[:1].upper() + topic[1:]
    return _event(
        passage,
        kind,
        f"{kind}-{date.first}",
        (f"{name or 'Journée'} ({date.printed}{where})", f"{name or 'Day'} ({date.first}{where})"),
        evidence=tuple(evidence),
        text=text,
        topic=topic or None,
        place=place.name.iri if place else None,
        **_when(date),
    )


def _numbered(passage: Passage, date: PrintedDate, numbered: re.Match[str]) -> Event:
    """Such as "Webinaire 1 - 28/05/24 : les territoires face aux risques ;" """
    topic = _ENDING.sub("", passage.text[date.end :].lstrip(" :"))
    title = numbered["title"]
    return _event(
        passage,
        _kind(passage, title, "rencontre"),
        slugify(title),
        (f"{title} : {topic}", f"{title}: {topic}"),
        evidence=(passage.evidence(), passage.part(date.at, date.end, "date")),
        number=int(numbered["number"]),
        title=title,
        text=passage.text,
        topic=topic,
        **_when(date),
    )


def _policy_step(passage: Passage, date: PrintedDate, lead: str) -> Event:
    """Such as "acte I : adoption de 15 mesures prioritaires (décembre 2023) ;" """
    text = passage.text
    before = _ENDING.sub("", text[: date.at - 1])
    head = _HEAD.match(before)
    title = head["head"].strip() if head else None
    topic = re.sub(r"\s*\([^)]*\)", "", head["topic"] if head else before)
    policies = passage.context.gazetteer.find(lead, "Policy")
    kind = _kind(passage, before, "etape-politique")
    low, high = _participants(text)
    name = f"{title} : {topic}" if title else topic
    return _event(
        passage,
        "etape-politique",
        f"etape-politique-{date.first}",
        (name, name.replace(" : ", ": ")),
        evidence=(passage.evidence(), passage.part(date.at, date.end, "date")),
        title=title or kind.replace("-", " ").capitalize(),
        text=text,
        topic=topic,
        policies=tuple(dict.fromkeys(m.name.iri for m in policies)),
        participants_min=low,
        participants_max=high,
        **_when(date),
    )


def _participants(text: str) -> tuple[int | None, int | None]:
    """The bounds printed; a word such as "une cinquantaine" is a figure, but bounds nothing."""
    for quantity in quantities(text, [(d.at, d.end) for d in dates(text)]):
        if fold(quantity.unit).split(" ")[0] in _PEOPLE and not quantity.rounded:
            return _integer(quantity.low), _integer(quantity.high)
    return None, None


def _integer(value: str | None) -> int | None:
    return int(float(value)) if value else None


def _place(passage: Passage, bounds: tuple[int, int]) -> Match | None:
    for match in passage.names():
        inside = bounds[0] <= match.start < bounds[1]
        if inside and (match.name.kind == "Place" or match.name.is_territory):
            return match
    return None


def attendance(passage: Passage, events: list[Event]) -> list[Event] | None:
    """The events of a list with the attendance that a sentence gives for each of them."""
    if not template.ATTENDANCE.search(passage.folded) or not events:
        return None
    low, high = _participants(passage.text)
    if low is None and high is None:
        return None
    evidence: tuple[Evidence, ...] = (
        passage.evidence("participantsMin"),
        passage.evidence("participantsMax"),
    )
    return [replace(e, participants_min=low, participants_max=high, evidence=e.evidence + evidence) for e in events]


def prose_events(passage: Passage) -> Iterator[Event]:
    """What running text says was held: a day at a place, a series, a dated assembly."""
    previous: Event | None = None
    for start, end in sentences(passage.text):
        sentence = passage.text[start:end]
        if sentence.endswith(":") and not _HELD_DAY.search(sentence):
            continue
        if previous and template.IN_PRESENCE.match(fold(sentence)):
            people = [m for m in passage.names("Person") if start <= m.start < end]
            previous = replace(
                previous,
                attendees=tuple(dict.fromkeys(m.name.iri for m in people)),
                evidence=(*previous.evidence, passage.part(start, end, "attendee")),
            )
            yield previous
            previous = None
            continue
        if previous:
            yield previous
        previous = _held_day(passage, start, end) or _series(passage, start, end)
        yield from dated_assemblies(passage, start, end)
    if previous:
        yield previous


def _held_day(passage: Passage, start: int, end: int) -> Event | None:
    """Such as "une journée « … » a été co-organisée … à X" """
    found = _HELD_DAY.search(passage.text, start, end)
    if not found or not template.HELD.search(fold(passage.text[found.start() : end])):
        return None
    title = found["title"].strip()
    policies = [m for m in passage.names("Policy") if found.start() <= m.start < found.end("title")]
    place = _place(passage, (found.end(), end))
    kind = _kind(passage, found["title"], "rencontre")
    when = [d for d in dates(passage.text) if start <= d.at < end]
    evidence = [passage.part(start, end)]
    if place:
        evidence.append(passage.part(place.start, place.end, "place"))
    name = title[:1].upper() + title[1:]
    return _event(
        passage,
        kind,
        slugify(title),
        (name, name),
        evidence=tuple(evidence),
        title=title,
        text=passage.text[start:end],
        place=place.name.iri if place else None,
        policies=tuple(dict.fromkeys(m.name.iri for m in policies)),
        **(_when(when[0]) if when else {}),
    )


def _series(passage: Passage, start: int, end: int) -> Event | None:
    """Such as "quatre forums … se sont tenus entre juillet et septembre 2024, avec …" """
    sentence = passage.text[start:end]
    held = template.HELD.search(fold(sentence))
    if not held:
        return None
    masked = [(d.at, d.end) for d in dates(sentence)]
    for quantity in quantities(sentence, masked):
        noun = sentence[quantity.end - len(quantity.unit) :]
        kind = passage.context.vocabulary.starts("event-kind", noun)
        if kind is None or quantity.low is None or quantity.start > held.start():
            continue
        return _held_series(passage, start, end, quantity, kind[0])
    return None


def _held_series(passage: Passage, start: int, end: int, quantity: Quantity, kind: str) -> Event:
    sentence = passage.text[start:end]
    when = dates(sentence)
    held = re.search(r"\b(?:se sont|ont)\b", sentence)
    noun = sentence[quantity.end - len(quantity.unit) : held.start() if held else None].strip()
    low, high = _participants(sentence)
    slug = kind.rsplit("/", 1)[-1]
    name = noun[:1].upper() + noun[1:]
    return _event(
        passage,
        slug,
        slug,
        (name, name),
        evidence=(passage.part(start, end),),
        title=noun,
        text=sentence,
        occurrences=int(quantity.low or 0),
        participants_min=low,
        participants_max=high,
        **(_when(when[0]) if when else {}),
    )


def dated_assemblies(passage: Passage, start: int, end: int) -> Iterator[Event]:
    """Such as "l'Assemblée du 19 mars 2024": an assembly that the gazetteers know, with a date right after it."""
    for match in passage.names("Organisation"):
        if not start <= match.start < end:
            continue
        kind = passage.context.vocabulary.find("event-kind", match.name.label)
        when = [d for d in dates(passage.text) if passage.text[match.end : d.at] in (" du ", " en ", " de ")]
        if not kind or not when:
            continue
        slug = kind.rsplit("/", 1)[-1]
        near = list(_speakers(passage, start, end))
        name = match.name.label
        yield _event(
            passage,
            slug,
            f"{match.name.slug}-{when[0].first}",
            (f"{name} ({when[0].printed})", f"{name} ({when[0].first})"),
            evidence=(passage.part(start, end), passage.part(when[0].at, when[0].end, "date")),
            title=name,
            text=passage.text[start:end],
            attendees=tuple(dict.fromkeys(m.name.iri for m in near)),
            **_when(when[0]),
        )


def _speakers(passage: Passage, start: int, end: int) -> Iterator[Match]:
    """The people of "l'intervention de X aux côtés de Y", up to the clause that tells something else."""
    found = template.INTERVENTION.search(passage.text, start, end)
    if found:
        yield from (m for m in passage.names("Person") if found.start() <= m.start < found.end())


def same_event(events: list[Event]) -> list[Event]:
    """Events told twice joined: one assembly dated by its day here and by its month there."""
    result: list[Event] = []
    for event in sorted(events, key=lambda e: -len(e.date or "")):
        for index, known in enumerate(result):
            told_again = (
                event.title is not None
                and event.title == known.title
                and event.date is not None
                and known.date is not None
                and known.date.startswith(event.date)
                and known.path != event.path
            )
            if told_again:
                # The shorter date stays evidence of the whole, not of the longer date.
                evidence = tuple(e for e in event.evidence if e.property is None)
                result[index] = replace(
                    known,
                    evidence=known.evidence + evidence,
                    attendees=tuple(dict.fromkeys(known.attendees + event.attendees)),
                )
                break
        else:
            result.append(event)
    order = {event.path: n for n, event in enumerate(events)}
    return sorted(result, key=lambda e: order[e.path])
