"""The promise of evidence, checked with other means than those that keep it.

Nothing here calls the normaliser or the coverage of the package to say what is right: raw text is read with
regular expressions of the test's own, and what they cannot know (which hyphens are real) was read by a person.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from cohorte_graph.build import BuildReport
from cohorte_graph.cli import main
from cohorte_graph.generation import GRAPH_FILE, current
from cohorte_graph.generation.manifest import sealed
from cohorte_graph.project import Project
from cohorte_graph.query import Questions
from cohorte_graph.query.answer import Table
from cohorte_graph.store import OxigraphStore, Rows
from cohorte_graph.verify import verify
from report_fixtures import MINI, ROOT

MAIN = "occitanie-2024-2025"
SECOND = "montpellier-mediterranee-metropole"
ID = "https://w3id.org/cohorte-graph/id/"
PREFIXES = """PREFIX coh: <https://w3id.org/cohorte-graph/def#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
SEAM = " […] "
NO_CONTENT = ("Section", "Source", "Note", "SourceDifference", "UnknownName", "ProofreadingNote", "WebAddress")


def read(name: str) -> str:
    """A source as received: no newline is translated."""
    return (ROOT / "data" / "sources" / name).read_bytes().decode()


RAW = {MAIN: read(f"{MAIN}.txt"), SECOND: read(f"{SECOND}.md")}


@dataclass(frozen=True)
class Passage:
    path: str
    source: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @property
    def raw(self) -> str:
        return RAW[self.source][self.start : self.end]


def rows(graph: OxigraphStore, select: str) -> list[tuple[str, ...]]:
    answer = graph.query(PREFIXES + select)
    assert isinstance(answer, Rows)
    return [tuple(str(getattr(term, "value", "")).removeprefix(ID) for term in row) for row in answer.rows]


@pytest.fixture(scope="module")
def passages(graph: OxigraphStore) -> dict[str, Passage]:
    select = """SELECT ?passage ?source ?start ?end ?exact ?prefix ?suffix WHERE {
      ?passage a coh:Passage , oa:SpecificResource ; oa:hasSource ?source ; oa:hasSelector ?q , ?p .
      ?q a oa:TextQuoteSelector ; oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
      ?p a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end }"""
    found = rows(graph, select)
    assert len(found) > 400
    assert len(found) == len(rows(graph, "SELECT ?p WHERE { ?p a coh:Passage }")), "one selector pair each"
    return {r[0]: Passage(r[0], r[1].removeprefix("source/"), int(r[2]), int(r[3]), *r[4:]) for r in found}


# -- each quote at its offset


def plain(raw: str) -> str:
    """White space and apostrophes unified; Markdown's stars dropped."""
    text = re.sub("[\ufeff\u200b-\u200d\u2060\u00ad]", "", raw)
    text = re.sub("[’ʼ‘]", "'", text)
    return " ".join(re.findall(r"\S+", text.replace("**", "").replace("\\*", "")))


def letters(text: str) -> str:
    return "".join(c for c in text if is_letter(c))


def is_letter(char: str) -> bool:
    """A letter or digit; the apostrophe ʼ (U+02BC) is none, whatever Unicode calls it."""
    return char.isalnum() and char != "ʼ"


BROKEN = re.compile(r"(?<=\w)-[^\S\n]*\n\s*(?=\w)")
REAL_HYPHENS = {"Barre-des-Cévennes", "c'est-à-dire", "qu'eux-mêmes", "vis-à-vis", "éco-hameau"}
"""Words that the report's passages break at a hyphen of their own, read in the source by a person."""
KERNED = {"l 'histoire": "l'histoire", "s 'art iculer": "s'articuler"}
"""What kerning tore apart, read in the source by a person."""


def kerning_closed(text: str) -> str:
    for torn, whole in KERNED.items():
        text = text.replace(torn, whole)
    return text


def test_every_quote_is_what_stands_at_its_offset(passages: dict[str, Passage]) -> None:
    for passage in passages.values():
        if not BROKEN.search(passage.raw):
            assert passage.exact == kerning_closed(plain(passage.raw)), passage.path
        else:
            assert letters(passage.exact) == letters(passage.raw), passage.path
            unbroken = kerning_closed(plain(BROKEN.sub("", passage.raw)))
            assert passage.exact.replace("-", "") == unbroken.replace("-", ""), passage.path


def test_hyphens_at_line_ends_stay_only_where_they_are_real(passages: dict[str, Passage]) -> None:
    kept, undone = set(), set()
    for passage in passages.values():
        for broken in re.finditer(r"([\w’'-]+)-[^\S\n]*\n\s*([\w’'-]+)", passage.raw):
            left, right = plain(broken[1]), plain(broken[2])
            if f"{left}-{right}" in passage.exact:
                kept.add(f"{left}-{right}")
            else:
                assert left + right in passage.exact, passage.path
                undone.add(f"{left}-{right}")
    assert kept == REAL_HYPHENS
    assert len(undone) > 200
    assert not {word for word in undone if re.search(r"-(?:à|mêmes?|vis|dire|là|ci)$", word)}


def test_quotes_hold_no_trace_of_the_layout(graph: OxigraphStore, passages: dict[str, Passage]) -> None:
    addresses = web_addresses(graph)
    assert addresses
    for passage in passages.values():
        assert passage.exact == passage.exact.strip()
        assert passage.exact
        assert not re.search(r"[\n\t\f\u00a0\u202f’ʼ‘✳•→]|  ", passage.exact), passage.path
        assert bool(re.search(r"https?://|www\.", passage.exact)) == (passage.path in addresses), passage.path


def web_addresses(graph: OxigraphStore) -> set[str]:
    return {r[0] for r in rows(graph, "SELECT ?p WHERE { ?address a coh:WebAddress ; coh:passage ?p }")}


def test_contexts_are_32_characters_of_the_file(passages: dict[str, Passage]) -> None:
    for passage in passages.values():
        raw = RAW[passage.source]
        before, after = raw[max(0, passage.start - 400) : passage.start], raw[passage.end : passage.end + 400]
        assert letters(before).endswith(letters(passage.prefix)), passage.path
        assert letters(after).startswith(letters(passage.suffix)), passage.path
        assert len(passage.prefix) == 32 or not letters(before).removesuffix(letters(passage.prefix))
        assert len(passage.suffix) == 32 or not letters(after).removeprefix(letters(passage.suffix))


def test_addresses_of_passages_say_where_they_stand(passages: dict[str, Passage]) -> None:
    for passage in passages.values():
        assert passage.path == f"passage/{passage.source}/{passage.start}-{passage.end}"
        assert 0 <= passage.start < passage.end <= len(RAW[passage.source])


# -- everything is evidenced

EVIDENCED = """Accompaniment Action AllyViewpoint Diagnosis Effect Event Explanation Figure Fragility Improvement Lesson
Limit Mention Mission Objective Perspective Phase Pilot PilotSupportStep PreviousCohort Production ProofreadingNote
PullQuote RegionAccompaniment RegionActionSheet RegionOrientation RegionOutcome SourceDifference Stake
StrategicQuestion Strength Tension TerritoryViewpoint Testimony WebAddress""".split()


@pytest.mark.parametrize("name", EVIDENCED)
def test_everything_has_a_passage_a_quote_and_pages(graph: OxigraphStore, name: str) -> None:
    things = f"?thing a coh:{name} . FILTER (!CONTAINS(STR(?thing), '/figure/reference/'))"
    assert rows(graph, f"SELECT ?thing WHERE {{ {things} }}"), f"the report has no {name}"
    for missing in ("coh:passage/oa:hasSelector/oa:exact", "coh:quote", "coh:inSection/coh:fromSource"):
        without = rows(graph, f"SELECT ?thing WHERE {{ {things} FILTER NOT EXISTS {{ ?thing {missing} ?x }} }}")
        assert not without, missing
    unpaged = rows(
        graph,
        f"SELECT ?thing ?section WHERE {{ {things} ?thing coh:inSection ?section . "
        "FILTER NOT EXISTS { ?thing coh:pages ?pages } }",
    )
    # The contents table lists neither the back cover nor the second text.
    assert {section for _, section in unpaged} <= {
        f"section/{MAIN}/quatrieme-de-couverture",
        f"section/{SECOND}/{SECOND}",
    }


def test_no_passage_stands_for_nothing(graph: OxigraphStore) -> None:
    assert not rows(graph, "SELECT ?p WHERE { ?p a coh:Passage FILTER NOT EXISTS { ?thing coh:passage ?p } }")


# -- texts cut in pieces


@pytest.fixture(scope="module")
def pieces(graph: OxigraphStore, passages: dict[str, Passage]) -> dict[tuple[str, str], list[Passage]]:
    """The pieces in the main source of each thing's facts, in their numbered order."""
    found: dict[tuple[str, str], list[tuple[int, Passage]]] = defaultdict(list)
    select = """SELECT ?thing ?property ?target ?n WHERE {
      ?annotation oa:hasBody ?thing ; coh:property ?property ; oa:hasTarget ?target ; coh:number ?n }"""
    for thing, fact, target, number in rows(graph, select):
        if passages[target].source == MAIN:
            found[thing, fact.rsplit("#", 1)[-1]].append((int(number), passages[target]))
    return {key: [passage for _, passage in sorted(value, key=lambda v: v[0])] for key, value in found.items()}


def joined(read: list[Passage]) -> str:
    """Pieces read one after the other; half words joined."""
    text = ""
    for passage in read:
        if re.search(r"\w-$", text) and passage.exact[:1].islower():
            text = text[:-1] + passage.exact
        else:
            text = f"{text} {passage.exact}".strip()
    return text


def test_a_cut_text_is_its_pieces_in_order(graph: OxigraphStore, pieces: dict[tuple[str, str], list[Passage]]) -> None:
    texts = dict(rows(graph, "SELECT ?thing ?text WHERE { ?thing coh:text ?text }"))
    checked = 0
    for (thing, fact), read in pieces.items():
        if fact == "text" and thing in texts and len(read) > 1:
            assert " ".join(texts[thing].split()) == joined(read), thing
            checked += 1
    assert checked > 15


def test_pieces_are_numbered_from_one_without_a_gap(graph: OxigraphStore) -> None:
    select = """SELECT ?thing ?property ?n WHERE {
      ?annotation oa:hasBody ?thing ; coh:property ?property ; coh:number ?n }"""
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for thing, fact, number in rows(graph, select):
        numbers[thing, fact].append(int(number))
    assert numbers
    for key, found in numbers.items():
        assert sorted(found) == list(range(1, len(found) + 1)), key


CUT_WORDS = {
    "viewpoint/occitanie-2024-2025/barre-des-cevennes/territory": "sensible initial,",
    "viewpoint/occitanie-2024-2025/canohes/territory": "La volonté affirmée",
    "viewpoint/occitanie-2024-2025/frontonnais/territory": "jugée trop superficielle, manquant",
}


def test_every_seam_shows_in_the_quote(graph: OxigraphStore, passages: dict[str, Passage]) -> None:
    """The parts of a quote are passages; between two parts something else stands in the file, or it is read earlier."""
    own: dict[str, list[Passage]] = defaultdict(list)
    for thing, passage in rows(graph, "SELECT DISTINCT ?thing ?p WHERE { ?thing coh:passage ?p }"):
        own[thing].append(passages[passage])
    quotes = dict(rows(graph, "SELECT ?thing ?quote WHERE { ?thing coh:quote ?quote }"))
    seams = 0
    for thing, quote in quotes.items():
        known = {p.exact: p for p in own[thing] if p.source == MAIN} or {p.exact: p for p in own[thing]}
        places = [list(_read_on(part, known)) for part in quote.split(SEAM)]
        for one, other in pairwise(places):
            between = RAW[one[-1].source][one[-1].end : other[0].start]
            assert other[0].start < one[-1].end or between.strip(), f"{thing}: no seam at {other[0].path}"
            seams += 1
    assert seams > 20
    for thing, words in CUT_WORDS.items():
        if words not in quotes[thing]:
            assert SEAM in quotes[thing], thing


def _read_on(part: str, known: dict[str, Passage]) -> Iterator[Passage]:
    """The passages that a part of a quote is made of."""
    while part:
        fits = [exact for exact in known if part == exact or part.startswith(exact + " ")]
        assert fits, part[:80]
        longest = max(fits, key=len)
        yield known[longest]
        part = part[len(longest) :].lstrip()


# -- no passage runs across a seam

SHEET = re.compile(r"\n[ ](?=\S)|\f")


def test_a_passage_runs_over_a_sheet_only_where_the_word_goes_on(passages: dict[str, Passage]) -> None:
    """Of the sheets' beginnings one continues what stands before it in the file: "géo-⏎ logie"."""
    crossed = {
        " ".join(passage.raw[mark.start() - 4 : mark.end() + 5].split())
        for passage in passages.values()
        if passage.source == MAIN
        for mark in SHEET.finditer(passage.raw)
    }
    assert crossed == {"géo- logie"}


@pytest.fixture(scope="module")
def asides() -> list[tuple[int, int, str]]:
    """Lines of the report that are no text: URLs, page numbers, letters of vertical running heads."""
    found = []
    at = 0
    for line in RAW[MAIN].split("\n"):
        if re.fullmatch(r"\s*(?:https?://\S+|www\.\S+|\d{1,3}(?: \d{1,3})?|\S)\s*", line):
            found.append((at, at + len(line), line))
        elif glued := re.match(r" ?(\d{1,3}) (?=[A-Z][A-Z’]|mobilisé)", line):
            found.append((at, at + glued.end(), glued[1]))
        at += len(line) + 1
    assert len(found) > 100
    return found


def test_no_passage_holds_an_address_a_page_number_or_a_running_head(
    graph: OxigraphStore, passages: dict[str, Passage], asides: list[tuple[int, int, str]]
) -> None:
    addresses = web_addresses(graph)
    for passage in passages.values():
        if passage.source == MAIN and passage.path not in addresses:
            inside = [text for start, end, text in asides if passage.start < end and start < passage.end]
            assert not inside, passage.path
    for path in addresses:
        assert re.fullmatch(r"(?:https?://|www\.)\S+", passages[path].raw)


def test_a_blank_line_inside_a_passage_is_a_column_break(passages: dict[str, Passage]) -> None:
    """What stands before it is no finished sentence, and no list's next member follows.

    One colon was read: "agent  : ⏎⏎ sentiment d'une forme de reconnaissance" goes on, it opens no list.
    """
    breaks = 0
    for passage in passages.values():
        if passage.source == MAIN:
            for gap in re.finditer(r"(\S)[^\S\n]*\n[^\S\n]*\n\s*(\S)", passage.raw):
                assert gap[1] not in ".!?;…", passage.path
                assert gap[2] not in "✳•→«", passage.path
                breaks += 1
    assert breaks > 5


# -- coverage, counted anew


def body_of_the_report(asides: list[tuple[int, int, str]]) -> set[int]:
    """The offsets of the letters and digits that stand behind the contents table and are no aside."""
    raw = RAW[MAIN]
    after = re.search(r"^SOMMAIRE$.*^44$", raw, re.MULTILINE | re.DOTALL)
    assert after
    aside = {at for start, end, _ in asides for at in range(start, end)}
    return {at for at in range(after.end(), len(raw)) if is_letter(raw[at]) and at not in aside}


def content(graph: OxigraphStore, passages: dict[str, Passage], source: str) -> set[int]:
    """The offsets that lie in a passage of content.

    Neither a mention (its passage is the sentence around a name) nor a figure within a text adds any: they would
    hide that the text itself is not there. The facts of a territory are figures that stand alone.
    """
    select = """SELECT DISTINCT ?p ?class ?of WHERE {
      ?thing coh:passage ?p ; a ?class . OPTIONAL { ?thing coh:figureOf ?of } }"""
    known = {
        path
        for path, kind, of in rows(graph, select)
        if kind.rsplit("#", 1)[-1] not in {*NO_CONTENT, "Mention", "Figure", "Thing"} or of.startswith("territory/")
    }
    return {
        at
        for path in known
        if passages[path].source == source
        for at in range(passages[path].start, passages[path].end)
    }


@pytest.fixture(scope="module")
def questions_of_report(graph: OxigraphStore) -> Questions:
    return Questions(lambda: graph, ROOT / "queries")


def coverage_rows(questions: Questions, source: str) -> list[dict[str, str]]:
    answer = questions.ask("source-coverage", {})
    assert isinstance(answer, Table)
    names = [column.name for column in answer.columns]
    found = [
        {name: str(getattr(cell, "value", "")) for name, cell in zip(names, row, strict=True)} for row in answer.rows
    ]
    return [row for row in found if row["source"] == f"{ID}source/{source}"]


def test_the_body_is_what_coverage_measures(questions_of_report: Questions, asides: list[tuple[int, int, str]]) -> None:
    counted = sum(int(row["characters"]) for row in coverage_rows(questions_of_report, MAIN))
    assert counted == len(body_of_the_report(asides))


def test_what_no_passage_covers_is_a_heading(
    graph: OxigraphStore,
    passages: dict[str, Passage],
    asides: list[tuple[int, int, str]],
    questions_of_report: Questions,
) -> None:
    """Headings are covered by what they title; all else lies in a passage of content: coverage is what it says."""
    raw = RAW[MAIN]
    body = body_of_the_report(asides)
    left = body - content(graph, passages, MAIN)
    uncovered_lines = set()
    for at in left:
        start, end = raw.rfind("\n", 0, at) + 1, raw.find("\n", at)
        line = raw[start:end]
        assert not [n for n in range(start, end) if n in body and n not in left], line
        uncovered_lines.add((start, line.strip()))
    for _, line in uncovered_lines:
        assert len(line) < 60, line
        assert not re.search(r"[.;…]$", line), line
    rows_of_main = coverage_rows(questions_of_report, MAIN)
    assert sum(int(row["covered"]) for row in rows_of_main) == len(body)
    assert len(left) < 0.06 * len(body)


def test_coverage_of_the_second_text(
    graph: OxigraphStore, passages: dict[str, Passage], questions_of_report: Questions
) -> None:
    raw = RAW[SECOND]
    (row,) = coverage_rows(questions_of_report, SECOND)
    assert int(row["characters"]) == len(letters(raw))
    headings = {at for line in re.finditer(r"^#+ .*$|^\*\*.*?\*\*$", raw, re.MULTILINE) for at in range(*line.span())}
    covered = content(graph, passages, SECOND) | headings
    assert int(row["covered"]) == sum(is_letter(raw[at]) for at in covered)


# -- a machine re-checks it: what is spoilt is found


@pytest.fixture
def spoilt(built_mini: Path, tmp_path: Path) -> Project:
    """A built project of one's own."""
    root = tmp_path / "mini"
    shutil.copytree(built_mini, root)
    return Project.at(root)


def rewrite(project: Project, change: Callable[[str], str]) -> None:
    """Change the built graph and its manifest, as a faulty build would have written both."""
    folder = current(project)
    before = (folder / GRAPH_FILE).read_text("utf-8")
    after = change(before)
    assert after != before
    data = after.encode()
    (folder / GRAPH_FILE).write_bytes(data)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["files"][GRAPH_FILE] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    del manifest["seal"]
    (folder / "manifest.json").write_bytes(sealed(manifest))


def without_passage(thing: str) -> Callable[[str], str]:
    start = f"<{ID}{thing}> <https://w3id.org/cohorte-graph/def#passage> "
    return lambda text: "".join(line for line in text.splitlines(True) if not line.startswith(start))


def verified(project: Project) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--lang", "en", "--project", str(project.root), "verify"])
    return result.exit_code, result.stderr


def test_an_untouched_build_passes(spoilt: Project) -> None:
    assert verified(spoilt) == (0, "")
    assert verify(spoilt).sources[0].coverage.share == 1.0


def effects(project: Project) -> list[str]:
    text = (current(project) / GRAPH_FILE).read_text("utf-8")
    return sorted(set(re.findall(rf"^<{ID}(effect/[^>]+)> ", text, re.MULTILINE)))


def test_an_effect_without_its_passage_lowers_the_coverage(spoilt: Project) -> None:
    found = effects(spoilt)
    assert len(found) == 7
    for effect in found[::3]:
        untouched = (current(spoilt) / GRAPH_FILE).read_text("utf-8")
        rewrite(spoilt, without_passage(effect))
        code, said = verified(spoilt)
        assert code == 1
        assert re.search(r"armoree-2025-2026\.txt:\d+:\d+: coverage of the chapter 0\.\d+, goal 1\.0", said)
        rewrite(spoilt, lambda text, untouched=untouched: untouched)


def test_the_real_report_without_one_passage(built: tuple[Project, BuildReport], tmp_path: Path) -> None:
    """The effect's place is named: line and column of its first letter."""
    effect = "effect/occitanie-2024-2025/gruissan/1"
    shutil.copytree(built[0].build, tmp_path / "build")
    project = Project(ROOT, tmp_path / "build")
    rewrite(project, without_passage(effect))
    report = verify(project)
    assert not report.ok
    main_source = next(source for source in report.sources if source.rank == 1)
    assert main_source.coverage.share < 1.0
    chapter = RAW[MAIN].index("LA COMMUNE \nDE GRUISSAN")
    at = RAW[MAIN].index("Effet", RAW[MAIN].index("Les impacts positifs", chapter))
    place = f"{RAW[MAIN].count(chr(10), 0, at) + 1}:{at - RAW[MAIN].rfind(chr(10), 0, at)}"
    assert [fault.place.split(".txt:")[-1] for fault in report.faults] == [place]


def _move_one(text: str, by: int) -> tuple[str, str]:
    """One passage of the mini graph moved; the new text and the line:column where it now begins."""
    passage = re.search(rf"<{ID}(passage/armoree-2025-2026/(\d+)-(\d+))/position> <[^>]+#start>", text)
    assert passage
    start = int(passage[2]) + by
    new = re.sub(rf'(<{ID}{passage[1]}/position> <[^>]+#start> )"\d+"', rf'\g<1>"{start}"', text)
    raw = (MINI / "data/sources/armoree-2025-2026.txt").read_bytes().decode()
    return new, f"{raw.count(chr(10), 0, start) + 1}:{start - raw.rfind(chr(10), 0, start)}"


@pytest.mark.parametrize("by", [1, -1, 40])
def test_a_quote_moved_is_named_with_its_place(spoilt: Project, by: int) -> None:
    places = []

    def move(text: str) -> str:
        new, place = _move_one(text, by)
        places.append(place)
        return new

    rewrite(spoilt, move)
    code, said = verified(spoilt)
    assert code == 1
    assert f"armoree-2025-2026.txt:{places[0]}: the quote" in said


@pytest.mark.parametrize("selector", ["exact", "prefix", "suffix"])
def test_a_changed_word_of_a_quote_is_found(spoilt: Project, selector: str) -> None:
    rewrite(
        spoilt,
        lambda text: re.sub(rf'(/quote> <http://www.w3.org/ns/oa#{selector}> ")(?=\w)', r"\g<1>X", text, count=1),
    )
    code, said = verified(spoilt)
    assert code == 1
    assert re.search(r"armoree-2025-2026\.txt:\d+:\d+: the quote", said)


def test_an_offset_past_the_end_is_found(spoilt: Project) -> None:
    rewrite(spoilt, lambda text: _move_one(text, 10**6)[0])
    assert verified(spoilt)[0] == 1


def test_a_source_changed_by_one_byte_is_found(spoilt: Project) -> None:
    source = spoilt.data / "sources" / "armoree-2025-2026.txt"
    source.write_bytes(source.read_bytes().replace(b"Reste \xc3\xa0 passer", b"Reste \xc3\xa0 gasser"))
    code, said = verified(spoilt)
    assert code == 1
    assert "is no longer the one described" in said
    assert re.search(r"armoree-2025-2026\.txt:\d+:\d+: the quote '.*' is not at its place", said)


def test_a_passage_across_a_seam_is_found(spoilt: Project) -> None:
    """A quote may stand at its offset and still join what nobody reads in one go: here two paragraphs."""
    raw = (spoilt.data / "sources" / "armoree-2025-2026.txt").read_bytes().decode()
    start = raw.index("Ce document raconte")
    end = raw.index("Les cohortes régionales") + len("Les cohortes régionales")

    def widen(text: str) -> str:
        found = re.search(rf"<{ID}(passage/armoree-2025-2026/{start}-(\d+))/position>", text)
        assert found
        exact = plain(raw[start:end])
        text = re.sub(rf'(<{ID}{found[1]}/position> <[^>]+#end> )"\d+"', rf'\g<1>"{end}"', text)
        text = re.sub(rf'(<{ID}{found[1]}/quote> <[^>]+#exact> )".*?"( |@)', rf'\g<1>"{exact}"\g<2>', text)
        suffix = plain(raw[end : end + 60])[:31]
        return re.sub(rf'(<{ID}{found[1]}/quote> <[^>]+#suffix> )".*?"( |@)', rf'\g<1>" {suffix}"\g<2>', text)

    rewrite(spoilt, widen)
    code, said = verified(spoilt)
    assert code == 1
    assert "across a seam" in said


# -- two texts of one chapter


def test_the_same_effect_has_passages_in_both_texts(graph: OxigraphStore, passages: dict[str, Passage]) -> None:
    for kind, count in (("effect", 6), ("limit", 7)):
        for number in range(1, count + 1):
            thing = f"{kind}/occitanie-2024-2025/montpellier-mediterranee-metropole/{number}"
            own = [passages[r[0]] for r in rows(graph, f"SELECT DISTINCT ?p WHERE {{ <{ID}{thing}> coh:passage ?p }}")]
            assert {p.source for p in own} == {MAIN, SECOND}, thing
            (quote,) = {r[0] for r in rows(graph, f"SELECT ?q WHERE {{ <{ID}{thing}> coh:quote ?q }}")}
            assert quote == SEAM.join(p.exact for p in sorted(own, key=lambda p: p.start) if p.source == MAIN)
            assert rows(graph, f"SELECT DISTINCT ?x WHERE {{ <{ID}{thing}> coh:pages ?x }}") == [("32-33",)]
            texts = {letters(joined([p for p in own if p.source == source])) for source in (MAIN, SECOND)}
            assert len(texts) == 1, thing


def test_everything_of_the_chapter_but_its_address_stands_in_both(graph: OxigraphStore) -> None:
    """Pilot, actions, effects, limits, viewpoints: nothing of the second text is a second thing."""
    select = f"""SELECT DISTINCT ?thing WHERE {{ ?thing coh:passage ?p . ?p oa:hasSource <{ID}source/{SECOND}> .
      FILTER NOT EXISTS {{ ?thing coh:passage/oa:hasSource <{ID}source/{MAIN}> }} }}"""
    alone = {thing for (thing,) in rows(graph, select)}
    assert alone
    assert all(thing.startswith("note/occitanie-2024-2025/source-difference/") for thing in alone)


def tokens(raw: str) -> list[str]:
    """The words and signs of a text: marks of lists and headings and line-end hyphens aside."""
    text = re.sub(r"(\w)-[^\S\n]*\n\s*(?=\w)", r"\1", raw)
    text = re.sub(r"^#+ |^- |^✳|^\s*✳|\*\*|\\\*", " ", text, flags=re.MULTILINE)
    return re.findall(r"\w+|[^\w\s]", re.sub("[’ʼ‘]", "'", text))


def test_differences_of_the_two_texts_are_all_and_only_the_real_ones(graph: OxigraphStore) -> None:
    """The chapter read in its two texts: its last section stands before its title in the report."""
    raw = RAW[MAIN]
    title, after = raw.index("MONTPELLIER \nMÉDITERRANÉE \nMÉTROPOLE"), raw.index(" LA COMMUNE DE \nSAINT-HILAIRE")
    tail = raw.rindex("Le point de vue", 0, title - 300)
    report = raw[title:after] + raw[tail:title] + raw[raw.index("La Fabrique des transitions anime") :]
    second = RAW[SECOND]
    chapter = second.index("## MONTPELLIER")
    one, other = tokens(report), tokens(second[chapter:])
    changes = [
        (" ".join(one[a - 3 : b + 3]), " ".join(other[c - 3 : d + 3]))
        for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    only_there = [line.strip("# ") for line in second[:chapter].splitlines() if line.strip()]
    assert changes == [
        ("jugé trop vaste – alors que cette", "jugé trop vaste - alors que cette"),
        ("avec la collectivité , notamment avec la", "avec la collectivité . notamment avec la"),
    ]
    notes = rows(
        graph,
        "SELECT ?form ?note WHERE { ?n a coh:SourceDifference ; coh:surfaceForm ?form ; coh:noteText ?note . "
        "FILTER (LANG(?note) = 'en') } ORDER BY ?n",
    )
    differing = {"jugé trop vaste – alors que cette", "avec la collectivité, notamment avec la"}
    assert {form for form, _ in notes} == {*only_there, *differing}
    assert len(notes) == len(differing) + len(only_there)
    assert sum("Stands only in montpellier-mediterranee-metropole.md" in note for _, note in notes) == len(only_there)
