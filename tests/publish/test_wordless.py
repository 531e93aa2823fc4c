"""The edition without words: none of the reports' are in it, and nothing but words is missing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox
import pytest
from printed_words import ROOT, TEXTS, ours, plain_words, printed, quoting

from cohorte_graph.dataset import Dataset
from cohorte_graph.dataset.wordless import Wordless
from cohorte_graph.errors import RunError
from cohorte_graph.iri import COH, ID, PREFIXES, expand
from cohorte_graph.sources import Document, Span

WORDS = {
    f"coh:{name}"
    for name in (
        "text quote searchText printedLabel printedFunction heading title tagline topic projectName surfaceForm"
        " valueText dateText unit noteText"
    ).split()
} | {"oa:exact", "oa:prefix", "oa:suffix", "skos:hiddenLabel", "skos:example", "skos:altLabel"}
"""What may go, as the issue lists it: texts, printed labels, quotes, contexts, search text."""
RENAMED = {"rdfs:label", "coh:sortKey"}
"""What may get other words: the class and the path."""
EXACT_HASH = ox.NamedNode(COH + "exactSha256")


@pytest.fixture(scope="module")
def whole(dataset: Dataset) -> set[ox.Quad]:
    return set(dataset.quads())


@pytest.fixture(scope="module")
def bare(wordless: Dataset) -> set[ox.Quad]:
    return set(wordless.quads())


def iris(names: Iterable[str]) -> set[str]:
    return {expand(name) for name in names}


@cache
def document(slug: str) -> Document:
    path = next(path for path in TEXTS if path.stem == slug)
    return Document.open(path, slug)


def placed(quads: Iterable[ox.Quad]) -> dict[str, tuple[str, int, int]]:
    """The source and the offsets of each quote selector, from the IRI that the passage and its selectors share."""
    form = re.compile(rf"{re.escape(ID)}passage/([a-z0-9-]+)/(\d+)-(\d+)/quote")
    found = {}
    for quad in quads:
        if match := form.fullmatch(str(getattr(quad.subject, "value", ""))):
            found[quad.subject.value] = (match[1], int(match[2]), int(match[3]))
    return found


# --- No words


def test_no_literal_holds_a_run_of_the_reports_words(bare: set[ox.Quad]) -> None:
    """Names, titles, labels and definitions that people wrote excuse their own words, and nothing else is excused."""
    assert len(printed()) > 15_000
    assert quoting(bare, ours()) == []


def test_the_same_search_finds_the_words_where_they_are(whole: set[ox.Quad]) -> None:
    assert len(quoting(whole, ours())) > 2_000


def test_not_even_a_definition_repeats_a_sentence(bare: set[ox.Quad]) -> None:
    """Eight words in a row are nobody's turn of phrase; only the names of things are as long."""
    names = iris(["rdfs:label", "skos:altLabel", "skos:prefLabel", "coh:sortKey", "dcterms:title", "coh:subtitle"])
    eight = {run for path in TEXTS for run in _eight(path.read_text("utf-8"))}
    said = [
        str(quad)
        for quad in bare
        if isinstance(quad.object, ox.Literal)
        and quad.predicate.value not in names
        and not quad.object.datatype.value.endswith("#anyURI")
        and eight & set(_eight(quad.object.value))
    ]
    assert said == []


def _eight(text: str) -> list[tuple[str, ...]]:
    words = plain_words(text)
    return list(zip(*(words[n:] for n in range(8)), strict=False))


def test_no_printed_label_is_left_but_as_the_name_of_a_concept(whole: set[ox.Quad], bare: set[ox.Quad]) -> None:
    labels = {q.object.value.lower() for q in whole if q.predicate.value == COH + "printedLabel"}
    assert len(labels) > 20
    naming = iris(["rdfs:label", "skos:prefLabel", "coh:sortKey"])
    left = {
        (q.predicate.value, str(q.subject.value).startswith(f"{ID.removesuffix('id/')}concept/"))
        for q in bare
        if isinstance(q.object, ox.Literal) and q.object.value.lower() in labels
    }
    assert left <= {(name, True) for name in naming}


def test_a_web_address_is_an_address_and_no_text(bare: set[ox.Quad]) -> None:
    addresses = {q.object.value for q in bare if q.predicate.value == COH + "url"}
    assert len(addresses) > 10
    assert [address for address in addresses if not re.fullmatch(r"https?://[^\s\"<>]+", address)] == []


# --- Hashes in place of quotes


def test_each_hash_is_that_of_the_normal_form_at_its_place(wordless: Dataset) -> None:
    hashes = {t.subject.value: t.object.value for t in wordless.triples() if t.predicate == EXACT_HASH}
    places = placed(wordless.quads())
    assert len(hashes) > 500
    assert hashes.keys() == places.keys()
    for selector, (slug, start, end) in places.items():
        normal = document(slug).text(Span(start, end))
        assert hashes[selector] == hashlib.sha256(normal.encode()).hexdigest(), selector


def test_where_the_raw_text_is_plain_its_own_hash_is_the_one(wordless: Dataset) -> None:
    """Told without the normaliser: a passage of letters, commas and single spaces is its own normal form."""
    hashes = {t.subject.value: t.object.value for t in wordless.triples() if t.predicate == EXACT_HASH}
    plain = 0
    for selector, (slug, start, end) in placed(wordless.quads()).items():
        path = next(path for path in TEXTS if path.stem == slug)
        raw = _raw(path)[start:end]
        if re.fullmatch(r"[^\W\d_]+(?:,? [^\W\d_]+)*\.?", raw) and unicodedata.is_normalized("NFC", raw):
            plain += 1
            assert hashes[selector] == hashlib.sha256(raw.encode()).hexdigest(), selector
    assert plain > 10


@cache
def _raw(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


# --- Nothing but words is missing


def test_only_statements_of_words_go(whole: set[ox.Quad], bare: set[ox.Quad]) -> None:
    gone = whole - bare
    assert len(gone) > 1000
    assert all(isinstance(quad.object, ox.Literal) for quad in gone)
    assert {quad.predicate.value for quad in gone} <= iris(WORDS | RENAMED)


def test_only_hashes_and_plain_names_come(whole: set[ox.Quad], bare: set[ox.Quad]) -> None:
    come = bare - whole
    assert {quad.predicate.value for quad in come} == iris(RENAMED) | {EXACT_HASH.value}


def test_each_word_property_is_gone_for_good(bare: set[ox.Quad]) -> None:
    """But for the unit of a register's figure, which no report printed, and other names of concepts and things."""
    left = {quad.predicate.value for quad in bare} & iris(WORDS)
    assert left == iris(["coh:unit", "skos:altLabel"])
    units = [quad for quad in bare if quad.predicate.value == COH + "unit"]
    assert units
    assert all(str(quad.subject.value).startswith(f"{ID}figure/reference/") for quad in units)


@pytest.mark.parametrize(
    "name",
    [
        *("coh:effectType", "coh:limitTheme", "coh:concernsRole", "coh:measure", "coh:actorRole", "coh:organisation"),
        *("coh:speaker", "coh:passage", "coh:pages", "oa:start", "oa:end", "coh:number", "coh:value", "coh:date"),
    ],
)
def test_facts_concepts_and_offsets_are_all_there(name: str, whole: set[ox.Quad], bare: set[ox.Quad]) -> None:
    kept = {quad for quad in whole if quad.predicate.value == expand(name)}
    assert kept
    assert kept <= bare


def test_every_name_has_another_in_its_place(whole: set[ox.Quad], bare: set[ox.Quad]) -> None:
    def names(quads: set[ox.Quad]) -> Counter[tuple[object, ...]]:
        named = (q for q in quads if q.predicate.value in iris(RENAMED) and isinstance(q.object, ox.Literal))
        return Counter((q.subject, q.predicate, q.object.language, q.graph_name) for q in named)

    assert names(bare) == names(whole)


def test_a_plain_name_says_class_and_path(bare: set[ox.Quad]) -> None:
    effect = f"{ID}effect/occitanie-2024-2025/gruissan/1"
    said = {str(q.object) for q in bare if q.subject.value == effect and q.predicate.value == expand("rdfs:label")}
    assert said == {'"effet gruissan/1"@fr', '"effect gruissan/1"@en'}


# --- The form


def test_its_lines_are_sorted_as_those_of_the_build_are(wordless: Dataset, bare: set[ox.Quad]) -> None:
    quads = list(wordless.quads())
    lines = [ox.serialize([quad], format=ox.RdfFormat.N_QUADS) for quad in quads]
    assert len(quads) == len(bare)
    assert lines == sorted(lines)  # type: ignore[type-var]


def test_it_is_the_same_each_time_and_takes_one_subject_after_the_other(wordless: Dataset) -> None:
    again = Dataset(wordless.path, wordless.facts, with_text=False)
    assert list(wordless.quads()) == list(again.quads())
    subjects = [subject for subject, _ in groupby(wordless.triples(), key=lambda triple: triple.subject)]
    assert len(subjects) == len(set(subjects))


def test_it_is_a_stream() -> None:
    """The first quads come before the last are read."""
    words = Wordless(frozenset({COH + "text"}), frozenset(), {}, re.compile("never"))
    read = []

    def endless() -> Iterable[ox.Quad]:
        for number in range(10**9):
            read.append(number)
            yield ox.Quad(ox.NamedNode(f"{ID}effect/{number:09}"), ox.NamedNode(COH + "number"), ox.Literal("1"))

    stream = words.quads(endless())
    assert [next(stream).subject.value for _ in range(3)] == [f"{ID}effect/{number:09}" for number in range(3)]
    assert len(read) < 6


def test_the_ontology_marks_the_properties_that_hold_words() -> None:
    """Every property of data whose values quote a report is marked, and no mark is on what holds none."""
    text = (ROOT / "ontology/cohorte.ttl").read_text("utf-8")
    quads = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, base_iri=ID.removesuffix("id/"))
    marked = {q.subject.value for q in quads if q.predicate.value == COH + "printed"}
    assert marked == {iri for iri in iris(WORDS) if iri.startswith(COH)}
    assert not any(iri.startswith(PREFIXES["oa"]) for iri in marked)


def test_without_an_ontology_that_tells_words_from_facts_nothing_is_published(whole: set[ox.Quad]) -> None:
    silent = [quad for quad in whole if quad.predicate.value != f"{COH}printed"]
    with pytest.raises(RunError, match="coh:printed"):
        Wordless.of(silent, ["any"])
