"""The same report as other extractors would have given it: what is read stays the same.

Sheets marked by a form feed, by a space or by nothing; lines that end in other ways; spaces of other kinds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cohorte_graph.extract import Context, Gazetteer, Vocabulary, extract
from cohorte_graph.project import Project
from cohorte_graph.sources import Document, SectionKind, Span, Structure, read_structure
from cohorte_graph.sources.description import read_source_files
from cohorte_graph.sources.normal_form import Marks, normalise
from report_fixtures import MINI, ROOT

Facts = dict[str, dict[str, Any]]
SHEET = re.compile(r"^(?: |\f ?)(?=\S)", re.MULTILINE)
"""How a new sheet shows: one space, or a form feed, before the first line."""


@dataclass
class Reader:
    """A report and the means to read a changed text of it."""

    raw: str
    slug: str
    cohort: str
    gazetteer: Gazetteer
    vocabulary: Vocabulary
    publisher: str | None

    @classmethod
    def of(cls, project: Project) -> Reader:
        file = read_source_files(project.data / "sources")[0]
        gazetteer = Gazetteer.load(project.turtle_files(project.data / "gazetteers"))
        vocabulary = Vocabulary.load(project.turtle_files(project.ontology / "concepts"))
        return cls(file.open().raw, file.slug, file.cohort, gazetteer, vocabulary, file.publisher)

    def structure(self, raw: str) -> tuple[Document, Structure]:
        document = Document(self.slug, Path(f"{self.slug}.txt"), raw, "0")
        return document, read_structure(document)

    def read(self, raw: str) -> Facts:
        """All that is read, by path, but for where it stands; in the order of reading."""
        document, structure = self.structure(raw)
        context = Context(document, self.cohort, self.gazetteer, self.vocabulary, self.publisher)
        found: Facts = {}
        for record in extract(structure, context).records:
            said = {name: value for name, value in asdict(record).items() if name != "evidence"}
            pieces = [document.text(span) for evidence in record.evidence for span in evidence.spans]
            found["/".join(map(str, record.path))] = {**said, "class": type(record).__name__, "pieces": pieces}
        return found

    def body(self, change: Callable[[str], str]) -> str:
        """The text changed behind its contents table's heading; the cover stays."""
        at = self.raw.index("SOMMAIRE")
        return self.raw[:at] + change(self.raw[at:])


@pytest.fixture(scope="module")
def mini() -> Reader:
    return Reader.of(Project.at(MINI))


@pytest.fixture(scope="module")
def real() -> Reader:
    return Reader.of(Project.at(ROOT))


@pytest.fixture(scope="module")
def mini_facts(mini: Reader) -> Facts:
    return mini.read(mini.raw)


@pytest.fixture(scope="module")
def real_facts(real: Reader) -> Facts:
    return real.read(real.raw)


def same(found: Facts, expected: Facts) -> None:
    """Equal, in the same order; the first difference is shown."""
    assert list(found) == list(expected)
    for path, facts in expected.items():
        assert found[path] == facts, path


# -- how a sheet begins

MARKS = {"form feed": "\f", "form feed and space": "\f ", "space": " "}


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_every_mark_of_a_sheet_is_the_same_event(mini: Reader, mini_facts: Facts, mark: str) -> None:
    assert len(SHEET.findall(mini.raw)) > 4
    same(mini.read(mini.body(lambda text: SHEET.sub(mark, text))), mini_facts)


def test_form_feeds_in_the_real_report(real: Reader, real_facts: Facts) -> None:
    same(real.read(real.body(lambda text: SHEET.sub("\f", text))), real_facts)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=6, deadline=None, derandomize=True, phases=[Phase.generate])
def test_marks_of_both_kinds_in_one_text(seed: int) -> None:
    reader, expected = _mini()
    random = Random(seed)
    same(reader.read(reader.body(lambda t: SHEET.sub(lambda _: random.choice([" ", "\f", "\f "]), t))), expected)


_READ: list[tuple[Reader, Facts]] = []


def _mini() -> tuple[Reader, Facts]:
    """The invented report, read once for all examples (hypothesis takes no module's fixture)."""
    if not _READ:
        reader = Reader.of(Project.at(MINI))
        _READ.append((reader, reader.read(reader.raw)))
    return _READ[0]


WITHOUT_MARKS = ("pilot", "action", "effect", "limit")
FACTS = ("population", "superficie", "communes")


def of_the_chapters(found: Facts, territories: set[str]) -> Facts:
    """Titles, facts, actions, effects and limits of the chapters."""
    kept = {}
    for path, facts in found.items():
        kind, *rest = path.split("/")
        is_fact = kind == "figure" and rest[1] in territories and rest[-1] in FACTS
        if kind in WITHOUT_MARKS or is_fact:
            kept[path] = facts
        elif kind == "territory":  # the introduction names it too, where boxes end with their sheet
            kept[path] = {name: value for name, value in facts.items() if name != "pieces"}
    return kept


@pytest.mark.parametrize("name", ["mini", "real"])
def test_without_any_mark_the_headings_lead(name: str, request: pytest.FixtureRequest) -> None:
    """A tail of a viewpoint may stay with the chapter before; all else of the chapters is found."""
    reader: Reader = request.getfixturevalue(name)
    expected: Facts = request.getfixturevalue(f"{name}_facts")
    raw = reader.body(lambda text: SHEET.sub("", text))
    assert not SHEET.search(raw[raw.index("SOMMAIRE") :])
    _, marked = reader.structure(reader.raw)
    _, unmarked = reader.structure(raw)
    assert [(s.kind, s.slug, s.pages) for s in unmarked.sections] == [
        (s.kind, s.slug, s.pages) for s in marked.sections
    ]
    territories = {path.split("/")[1] for path in expected if path.startswith("territory/")}
    assert len(territories) == sum(section.kind is SectionKind.CHAPTER for section in marked.sections)
    found = of_the_chapters(reader.read(raw), territories)
    same(dict(sorted(found.items())), dict(sorted(of_the_chapters(expected, territories).items())))


@pytest.mark.parametrize("name", ["mini", "real"])
def test_without_any_mark_no_letter_is_lost(name: str, request: pytest.FixtureRequest) -> None:
    """Every line of the body is in a block, wherever it ends up."""
    reader: Reader = request.getfixturevalue(name)
    raw = reader.body(lambda text: SHEET.sub("", text))
    document, structure = reader.structure(raw)
    held = {
        at
        for section in structure.sections
        for block in section.blocks
        for span in block.spans
        for at in range(span.start, span.end)
    } | {at for span in structure.noise for at in range(span.start, span.end)}
    start = document.raw.index(structure.sections[0].blocks[0].text.split(" ")[0].split("-")[0][:5])
    start = max(start, min(held))
    left = {at for at in range(start, len(raw)) if raw[at].isalnum() and at not in held}
    assert not "".join(raw[at] for at in sorted(left))


# -- how a line ends


@pytest.mark.parametrize("name", ["mini", "real"])
def test_windows_line_ends(name: str, request: pytest.FixtureRequest) -> None:
    reader: Reader = request.getfixturevalue(name)
    same(reader.read(reader.raw.replace("\n", "\r\n")), request.getfixturevalue(f"{name}_facts"))


def test_a_byte_order_mark(mini: Reader, mini_facts: Facts) -> None:
    same(mini.read("\ufeff" + mini.raw), mini_facts)


@pytest.mark.parametrize("end", ["", " ", "   ", "\t", "\u00a0", " \r"])
def test_spaces_at_line_ends(mini: Reader, mini_facts: Facts, end: str) -> None:
    same(mini.read(re.sub(r"(?<=\S)[ \t]*(?=\n)", end, mini.raw)), mini_facts)


def test_no_space_at_line_ends_of_the_real_report(real: Reader, real_facts: Facts) -> None:
    same(real.read(re.sub(r"[ \t]+(?=\n)", "", real.raw)), real_facts)


# -- what a space is

SPACES = "\u00a0\u202f\u2009 "


@pytest.mark.parametrize("space", SPACES[:2], ids=["no-break", "narrow no-break"])
def test_no_break_spaces_everywhere(real: Reader, real_facts: Facts, space: str) -> None:
    same(real.read(re.sub(r"(?<=\S) (?=\S)", space, real.raw)), real_facts)


@given(seed=st.integers(0, 2**32), share=st.sampled_from([0.02, 0.3, 0.8]))
@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate])
def test_spaces_of_any_kind_anywhere_within_lines(seed: int, share: float) -> None:
    """One space more, another kind of space, spaces at line ends: the texts are the same."""
    reader, expected = _mini()
    random = Random(seed)

    def other(found: re.Match[str]) -> str:
        return random.choice(SPACES[:2]) if random.random() < share else found.group()

    def end(found: re.Match[str]) -> str:
        return random.choice(["", " ", "\u00a0 ", "\t"]) if random.random() < share else found.group()

    raw = re.sub(r"(?<=\S) (?=\S)", other, reader.raw)
    same(reader.read(re.sub(r"(?<=\S)[ \t]*(?=\n)", end, raw)), expected)


# -- a document and its places


@pytest.fixture(scope="module")
def readings(real: Reader) -> tuple[Document, list[tuple[Span, ...]]]:
    document, structure = real.structure(real.raw)
    return document, [block.spans for section in structure.sections for block in section.blocks]


def test_parts_of_a_text_are_found_again(readings: tuple[Document, list[tuple[Span, ...]]]) -> None:
    """The spans of ``text[start:end]``, read and joined, are ``text[start:end]``, over seams too."""
    document, blocks = readings
    random = Random(0)
    cut = [spans for spans in blocks if len(spans) > 1]
    assert cut
    for spans in [*random.choices(blocks, k=300), *random.choices(cut, k=300)]:
        reading = document.read_spans(spans)
        assert len(reading.text) == len(reading.offsets)
        start = random.randrange(len(reading.text))
        end = random.randrange(start, len(reading.text)) + 1
        wanted = reading.text[start:end].strip()
        if not wanted:
            continue
        parts = reading.locate(start, end)
        assert document.join(parts) == wanted
        for part in parts:
            assert any(span.start <= part.start < part.end <= span.end for span in spans)


def test_the_whole_of_a_text_is_all_its_spans(readings: tuple[Document, list[tuple[Span, ...]]]) -> None:
    document, blocks = readings
    for spans in blocks:
        reading = document.read_spans(spans)
        assert document.join(reading.locate(0, len(reading.text))) == reading.text


def test_line_and_column_lead_back_to_the_offset(real: Reader) -> None:
    document, _ = real.structure(real.raw)
    starts = [0, *(found.end() for found in re.finditer("\n", real.raw))]
    for offset in Random(0).choices(range(len(real.raw) + 1), k=400):
        line, column = document.line_column(offset)
        assert starts[line - 1] + column - 1 == offset
        assert "\n" not in real.raw[starts[line - 1] : offset]


@pytest.mark.parametrize("name", ["mini", "real"])
def test_the_normal_form_of_a_report_is_its_own_normal_form(name: str, request: pytest.FixtureRequest) -> None:
    reader: Reader = request.getfixturevalue(name)
    document, _ = reader.structure(reader.raw)
    text = document.normal
    assert normalise(text, Marks.of(text))[0] == text
    assert not re.search(r"\s\s|[\n\t’ʼ‘\u00a0]|^\s|\s$", text)


LETTERS = st.text(alphabet="aéœßÀ9.,;:!?«»\"'’ʼ‘-–—… \u00a0\u202f\t\n\r\f\u00ad\u200b🌱", max_size=40)


@given(raw=LETTERS)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_text_has_a_normal_form_with_offsets(raw: str) -> None:
    text, offsets = normalise(raw, Marks.of(raw))
    assert len(text) == len(offsets)
    assert offsets == sorted(set(offsets))
    assert not re.search(r"\s\s|[\n\t’ʼ‘\u00a0]|^\s|\s$", text)
    kept = [c for c in raw if c.isalnum() and c != "ʼ"]
    assert [c for c in text if c.isalnum()] == kept, "no letter is lost, none made up"


@given(words=st.lists(st.text(alphabet="aéœßÀ9.,;:!?«»\"'-–—…🌱", min_size=1, max_size=6), max_size=8))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_normal_text_stays_as_it_is(words: list[str]) -> None:
    text = " ".join(words)
    once = normalise(text, Marks.of(text))[0]
    assert normalise(once, Marks.of(once))[0] == once


@given(raw=LETTERS, cut=st.integers(0, 40))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_pieces_of_a_document_read_as_the_whole(raw: str, cut: int) -> None:
    """Cut at a space, a text's two spans join to its normal form."""
    at = next((n for n in range(min(cut, len(raw)), len(raw)) if raw[n].isspace()), len(raw))
    document = Document("d", Path("d.txt"), raw, "0")
    joined = document.join([Span(0, at), Span(at, len(raw))])
    assert joined.replace("-", "").replace(" ", "") == document.normal.replace("-", "").replace(" ", "")
