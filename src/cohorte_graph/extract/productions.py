"""Boxes: productions with their producers, and the web addresses that stand under them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cohorte_graph.extract import template
from cohorte_graph.extract.context import Context, Passage
from cohorte_graph.extract.records import Evidence, Production, Record, WebAddress
from cohorte_graph.folding import fold
from cohorte_graph.iri import data_iri
from cohorte_graph.sources import Block, BlockKind, Section

__all__ = ["read_box"]

_MADE_BY = re.compile(
    r"\b(?P<made>(?:conçu|créé|développé|écrit|édité|élaboré|préparé|produit|publié|réalisé|rédigé)e?s?)"
    r" par (?:la |le |les |l')?$"
)
_OTHER_THINGS = re.compile(r"[.,;:]|\b(?:issue?s?|tirée?s?|partir|qui|que|dont|où)\b")
"""After these a description may speak of something else than the thing described."""
_FORMS = {"un": r"[^es]$", "le": r"[^es]$", "une": r"e$", "la": r"e$", "les": r"s$", "des": r"s$"}
"""How a word of making ends, by the article of the thing that was made."""
_TITLE = re.compile(r"^(.{3,90}?)(?: avec |, | : |$)")


def read_box(section: Section, blocks: list[Block], context: Context) -> list[Record]:
    """The productions and web addresses of the boxes of one sheet, in the order printed.

    A link's address is listed once for each printed line of the linked words, in their order. Where that fits
    the productions in exactly one way each address is given to its production; else nothing tells, and a
    person may say it in data/curation.
    """
    productions: list[tuple[Production, int]] = []
    heading: Passage | None = None
    group: Evidence | None = None
    for block in blocks:
        passage = context.passage(section, block)
        if block.kind is BlockKind.BOX:
            heading, group = passage, None
        elif block.kind is BlockKind.ITEM and block.text.endswith(":"):
            group = passage.evidence("productionKind")
        elif block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH):
            made = _production(passage, heading, group)
            productions.append((made, block.lines))
    addresses = _addresses(section, [b for b in blocks if b.kind is BlockKind.WEB_ADDRESS], context)
    return list(_linked(productions, addresses))


def _production(passage: Passage, heading: Passage | None, group: Evidence | None) -> Production:
    context = passage.context
    printed = heading.text if heading else ""
    is_text = passage.block.kind is BlockKind.PARAGRAPH
    producer = None
    words = fold(printed)
    found = template.PRODUCTIONS.match(words)
    if found and heading:
        names = context.gazetteer.find(_title_case(printed)) or context.gazetteer.find(printed)
        begins = names and template.PRODUCTIONS.fullmatch(fold(printed[: names[0].start]) + " ")
        producer = names[0].name.iri if begins else None
    described = is_text and not found and bool(printed)
    title = printed if described else _first_words(passage.text)
    kinds = context.vocabulary
    kind = kinds.find("production-kind", passage.text)
    if not described:
        kind = kind or kinds.find("production-kind", printed)
    evidence = [passage.evidence()]
    if heading and (described or producer):
        evidence.append(heading.evidence("title" if described else "producer"))
    if group:
        evidence.append(group)
    number = context.next("production")
    return Production(
        path=("production", context.cohort, number),
        label=(title, title),
        evidence=tuple(evidence),
        number=number,
        title=title,
        text=passage.text,
        kind=kind or context.concept("production-kind", "outil" if described else "autre"),
        producer=producer or (_maker(passage) if described else None),
    )


def _maker(passage: Passage) -> str | None:
    """Whom words of making name that agree with the thing described: "Un guide réalisé par N".

    In "Un guide issu d'échanges réalisés par N" they say who made something else.
    """
    form = _FORMS.get(fold(passage.text.partition(" ")[0]), "")
    for match in passage.names("Organisation", "Person"):
        found = _MADE_BY.search(passage.text, 0, match.start)
        if not found or not re.search(form, found["made"]):
            continue
        if not _OTHER_THINGS.search(passage.text[: found.start()].rstrip(", ")):
            return match.name.iri
    return None


def _first_words(text: str) -> str:
    found = _TITLE.match(text)
    return (found[1] if found else text).rstrip(" .;:")


def _title_case(capitals: str) -> str:
    """Capitals as names are written, so that gazetteers find them."""
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), capitals)


def _addresses(section: Section, blocks: list[Block], context: Context) -> list[tuple[WebAddress, int]]:
    """Each address once, with the number of lines it is repeated on."""
    result: list[tuple[WebAddress, int]] = []
    for block in blocks:
        url = block.text
        passage = context.passage(section, block)
        if result and result[-1][0].url == url:
            known, lines = result[-1]
            result[-1] = (replace(known, evidence=(*known.evidence, passage.evidence())), lines + 1)
            continue
        number = context.next("web-address")
        short = re.sub(r"[?#].*$", "", url.removeprefix("https://").removeprefix("http://"))
        address = WebAddress(
            path=("web-address", context.cohort, number),
            label=(short, short),
            evidence=(passage.evidence(),),
            number=number,
            url=url,
        )
        result.append((address, 1))
    return result


def _linked(productions: list[tuple[Production, int]], addresses: list[tuple[WebAddress, int]]) -> Iterator[Record]:
    places = _only_fit([lines for _, lines in productions], [lines for _, lines in addresses])
    for index, (production, _) in enumerate(productions):
        address = addresses[places.index(index)][0] if index in places else None
        if address is None:
            yield production
            continue
        evidence = tuple(replace(e, property="url") for e in address.evidence)
        yield replace(production, url=address.url, evidence=production.evidence + evidence)
    for number, (address, _) in enumerate(addresses):
        target = productions[places[number]][0] if places else None
        yield replace(address, address_of=data_iri(*target.path) if target else None)


def _only_fit(lines: list[int], wanted: list[int]) -> list[int]:
    """Where ``wanted`` lies in ``lines`` in order, if there is exactly one way to lay it; else nothing."""
    ways: list[list[int]] = [[] for _ in wanted]
    latest = len(lines)
    for number in range(len(wanted) - 1, -1, -1):
        latest = max((i for i in range(latest) if lines[i] == wanted[number]), default=-1)
        if latest < 0:
            return []
        ways[number].append(latest)
    earliest = -1
    for number, count in enumerate(wanted):
        earliest = min(i for i in range(earliest + 1, len(lines)) if lines[i] == count)
        ways[number].append(earliest)
    # The latest and the earliest way are one where no other way exists.
    return [first for first, _ in ways] if all(first == last for first, last in ways) else []
