"""The dossier of each territory of the real report: complete, well-formed, the same each time, fit for paper."""

from __future__ import annotations

import doctest
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from cohorte_graph.build import BuildReport, build
from cohorte_graph.cli import main
from cohorte_graph.errors import CallError
from cohorte_graph.export import dossier_page
from cohorte_graph.export.dossier import Dossier, Words
from cohorte_graph.export.dossier_gathering import gather
from cohorte_graph.export.dossier_page import FORMATS, escaped, write_dossier
from cohorte_graph.export.dossier_rows import Row, around, rows_of
from cohorte_graph.generation import open_current
from cohorte_graph.iri import data_iri, expand
from cohorte_graph.project import Project
from cohorte_graph.query import Questions
from cohorte_graph.store import OxigraphStore
from report_fixtures import ROOT

GAZETTEER = (ROOT / "data" / "gazetteers" / "territories.ttl").read_text("utf-8")
SLUGS = sorted(re.findall(r"^<id/territory/([a-z0-9-]+)>", GAZETTEER, re.MULTILINE))
LANGUAGES = ("fr", "en")
VOID = {"meta", "br", "wbr", "img", "link", "hr"}
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
HOSTILE = '</style><script>alert("1")</script> *gras* [a](b) | `c` & </td>'
each_territory = pytest.mark.parametrize("slug", SLUGS)
each_language = pytest.mark.parametrize("lang", LANGUAGES)
each_format = pytest.mark.parametrize("format", FORMATS)
Page = Callable[[str, str, str], str]


class Reader(HTMLParser):
    """Reads a page strictly: every element is closed by its own end tag, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in <{tag}>"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text += data

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


def plain(text: str) -> str:
    return " ".join(text.split())


def shown(page: str, format: str) -> str:
    """What a reader sees of a page; Markdown as CommonMark with tables renders it."""
    html = page if format == "html" else MarkdownIt("commonmark").enable("table").render(page)
    return plain(Reader(html).text)


@pytest.fixture(scope="module")
def real(graph: OxigraphStore) -> Questions:
    return Questions(lambda: graph, ROOT / "queries")


@pytest.fixture(scope="module")
def dossiers(real: Questions) -> Callable[[str, str], Dossier]:
    return cache(lambda slug, lang: gather(real, slug, lang))


@pytest.fixture(scope="module")
def page(dossiers: Callable[[str, str], Dossier]) -> Page:
    return cache(lambda slug, lang, format: write_dossier(dossiers(slug, lang), format).decode())


def of_territory(real: Questions, name: str, slug: str, lang: str) -> list[Row]:
    """The rows of a query that are about the territory, whether it is asked or filtered."""
    if "territory" in real.catalogue.get(name).parameters:
        return rows_of(real, name, lang, territory=slug)
    iri = data_iri("territory", slug)
    return [row for row in rows_of(real, name, lang) if row["territory"] == iri]


def test_every_member_has_its_test(real: Questions) -> None:
    members = {row["territory"].rpartition("/")[2] for row in rows_of(real, "territories", "fr")}
    assert set(SLUGS) == members
    assert members


# ---------------------------------------------------------------------------------------------- nothing is left out


@each_territory
@each_language
@each_format
def test_every_effect_and_limit_stands_there_with_its_evidence(
    page: Page, real: Questions, slug: str, lang: str, format: str
) -> None:
    text = shown(page(slug, lang, format), format)
    for name in ("effects-of-territory", "limits-of-territory"):
        rows = of_territory(real, name, slug, lang)
        assert rows
        for row in rows:
            start = text.index(plain(row["text"]))
            nearby = text[start : start + len(row["text"]) + len(row["quote"]) + 400]
            assert f"p. {row['pages']}" in nearby
            assert all(plain(label) in text for label in row["labels"].split(" | ")) if "labels" in row else True
            for concept in (row.get("effectTypes") or row.get("limitThemes") or "").split(" | "):
                assert concept in nearby


@each_territory
@each_language
@each_format
def test_who_classified_stands_behind_each_type_and_theme(
    page: Page, real: Questions, slug: str, lang: str, format: str
) -> None:
    text = shown(page(slug, lang, format), format)
    words = {name: texts[lang] for name, texts in dossier_page.WORDS.items()}
    for row in of_territory(real, "classifications-of-territory", slug, lang):
        origins = ", ".join(words[origin] for origin in row["origin"].split(" | "))
        assert f"{row['conceptLabel']} (" in text
        assert re.search(rf"{re.escape(row['conceptLabel'])} \([^)]*{origins}\)", text)


@each_territory
@each_language
@each_format
def test_every_viewpoint_stands_there_whole_with_who_speaks(
    page: Page, real: Questions, slug: str, lang: str, format: str
) -> None:
    text = shown(page(slug, lang, format), format)
    for row in of_territory(real, "viewpoints-of-territory", slug, lang):
        assert all(plain(paragraph) in text for paragraph in row["text"].split("\n\n"))
        assert all(name in text for name in row["speaker"].split(" | "))
    for row in of_territory(real, "speakers-of-territory", slug, lang):
        assert row["function"] in text
        assert row["organisation"] in text


@each_territory
@each_language
@each_format
def test_pilot_figures_allies_and_notes_stand_there(
    page: Page, real: Questions, slug: str, lang: str, format: str
) -> None:
    text = shown(page(slug, lang, format), format)
    wanted = {
        "pilots": ("title", "tagline", "projectNames"),
        "actions": ("text",),
        "pull-quotes": ("text",),
        "figures": ("valueText", "quote"),
        "accompaniments": ("quote", "allyLabel", "organisation"),
        "diagnoses": ("quote", "organisationLabel"),
    }
    for name, columns in wanted.items():
        for row in of_territory(real, name, slug, lang):
            for value in (value for column in columns for value in row[column].split(" | ")):
                assert all(plain(piece) in text for piece in value.split(" […] ")), (name, value)
            assert all(f"p. {pages}" in text for pages in row["pages"].split(" | "))
    for row in of_territory(real, "pilots", slug, lang):
        assert all(plain(paragraph) in text for paragraph in row["description"].split("\n\n"))
    member = next(row for row in of_territory(real, "territories", slug, lang))
    assert all(member[key] in text for key in ("name", "departmentLabel", "regionLabel", "codeINSEE", "siren"))


@each_territory
@each_language
@each_format
def test_the_notes_on_a_chapter_stand_there(
    page: Page, dossiers: Callable[[str, str], Dossier], slug: str, lang: str, format: str
) -> None:
    text = shown(page(slug, lang, format), format)
    for remark in dossiers(slug, lang).remarks:
        assert plain(remark.note) in text
        assert plain(remark.what) in text
        assert plain(remark.words.quote) in text


def test_some_chapter_has_notes(dossiers: Callable[[str, str], Dossier]) -> None:
    assert any(dossiers(slug, "fr").remarks for slug in SLUGS)


@each_territory
@each_language
@each_format
def test_it_says_how_to_cite_and_under_which_rights(
    page: Page, real: Questions, slug: str, lang: str, format: str
) -> None:
    text = shown(page(slug, lang, format), format)
    source = next(row for row in rows_of(real, "sources", lang) if row["rank"] == "1")
    pages = of_territory(real, "pilots", slug, lang)[0]["pages"]
    assert {"fr": "Citer ce rapport", "en": "Cite this report"}[lang] in text
    title = f"{source['title']}. {source['subtitle']}"
    assert f"{source['publisherLabel']} ({source['period']}), {title}, p. {pages}." in text
    assert source["rights"] in text
    assert source["sha256"] in text


@each_territory
def test_each_place_holds_the_words_quoted(dossiers: Callable[[str, str], Dossier], slug: str) -> None:
    """Anyone can check: the characters at file:start-end are those of the quote."""
    found = dossiers(slug, "fr")
    statements = [words for item in (*found.effects, *found.limits, *found.viewpoints) for words in [item.words]]
    assert found.pilot
    for words in (*statements, found.pilot.title, found.pilot.tagline, found.pilot.description, *found.pull_quotes):
        main_file = words.places[0].file
        raw = (ROOT / "data" / "sources" / main_file).read_text("utf-8")
        pieces = (raw[place.start : place.end] for place in words.places if place.file == main_file)
        assert letters("".join(pieces)) == letters(words.quote)


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text))


@pytest.mark.parametrize("format", FORMATS)
def test_reported_and_official_figures_stand_side_by_side(page: Page, format: str) -> None:
    assert "concorde avec le registre de 2022" in shown(page("gruissan", "fr", format), format)
    doubtful = shown(page("le-vigan", "fr", format), format)
    assert "aucune année du registre ne concorde (3 786 en 2022)" in doubtful
    assert "no year of the register agrees (3,786 in 2022)" in shown(page("le-vigan", "en", format), format)
    rounded = shown(page("montpellier-mediterranee-metropole", "en", format), format)
    assert "rounded from the register of 2022 (516,657)" in rounded


# -------------------------------------------------------------------------------------------------- a sound page


@each_territory
@each_language
def test_the_page_is_sound_and_accessible(page: Page, slug: str, lang: str) -> None:
    reader = Reader(page(slug, lang, "html"))
    assert reader.all("html") == [{"lang": lang}]
    ids = [attributes["id"] for _, attributes in reader.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    levels = [int(tag[1]) for tag, _ in reader.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(next_level <= level + 1 for level, next_level in pairwise(levels))
    assert reader.all("th")
    assert all(attributes["scope"] in ("col", "row") for attributes in reader.all("th"))
    assert all(attributes["lang"] == "fr" for attributes in reader.all("blockquote"))
    targets = {str(attributes["href"]).removeprefix("#") for attributes in reader.all("a")}
    assert targets <= set(ids)
    named = {attributes["aria-labelledby"] for attributes in reader.all("section")}
    assert named <= set(ids)


@each_territory
def test_the_page_fetches_and_runs_nothing(page: Page, slug: str) -> None:
    text = page(slug, "fr", "html")
    reader = Reader(text)
    assert not reader.all("script", "link", "img", "iframe", "object", "embed", "base", "form")
    for tag, attributes in reader.elements:
        assert "src" not in attributes
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes), tag
        assert str(attributes.get("href", "#")).startswith("#")
    style = text.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_colours_keep_their_contrast_on_white(page: Page) -> None:
    """At least 4.5 to 1 (https://www.w3.org/TR/WCAG22/#contrast-minimum)."""
    colours = dict(re.findall(r"--(ink|soft|accent): (#[0-9a-f]{6});", page("gruissan", "fr", "html")))
    assert len(colours) == 3
    for colour in colours.values():
        channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (luminance + 0.05) >= 4.5


def test_the_picture_shows_each_number_once_a_group(dossiers: Callable[[str, str], Dossier]) -> None:
    for slug in SLUGS:
        found = dossiers(slug, "fr")
        for groups, statements in (
            (found.effect_groups, found.effects),
            (found.limit_groups, found.limits),
        ):
            for group in groups:
                expected = [s.number for s in statements if group.name in {c.group for c in s.classifications}]
                assert list(group.numbers) == expected
                assert 1 <= group.territories <= found.members
            assert {n for group in groups for n in group.numbers} == {s.number for s in statements}


@each_format
def test_the_same_graph_gives_the_same_bytes(graph: OxigraphStore, page: Page, format: str) -> None:
    again = Questions(lambda: graph, ROOT / "queries")
    for lang in LANGUAGES:
        assert write_dossier(gather(again, SLUGS[0], lang), format).decode() == page(SLUGS[0], lang, format)


# -------------------------------------------------------------------------------------------- words are only words


def altered(graph: OxigraphStore, change: Callable[[ox.Quad], ox.Quad]) -> Questions:
    """Questions on a copy of the graph with changed quads."""
    everything = graph._store.quads_for_pattern(None, None, None, None)
    store = OxigraphStore()
    store.extend(change(quad) for quad in everything)
    return Questions(lambda: store, ROOT / "queries")


@pytest.fixture(scope="module")
def hostile(graph: OxigraphStore) -> Dossier:
    """The dossier of a territory whose label, effect, function and quote are all out to break a page."""
    planted = {
        (data_iri("territory", "gruissan"), expand("rdfs:label")),
        (data_iri("effect", "occitanie-2024-2025", "gruissan", 1), expand("coh:text")),
        (data_iri("effect", "occitanie-2024-2025", "gruissan", 2), expand("coh:printedLabel")),
        (data_iri("figure", "occitanie-2024-2025", "gruissan", "population"), expand("coh:valueText")),
        (data_iri("figure", "occitanie-2024-2025", "gruissan", "population"), expand("coh:quote")),
        (data_iri("source", "occitanie-2024-2025"), expand("coh:fileName")),
    }

    def change(quad: ox.Quad) -> ox.Quad:
        subject, predicate, value, graph_name = quad
        if (getattr(subject, "value", ""), predicate.value) in planted and isinstance(value, ox.Literal):
            value = ox.Literal(HOSTILE, language=value.language) if value.language else ox.Literal(HOSTILE)
        return ox.Quad(subject, predicate, value, graph_name)

    return gather(altered(graph, change), "gruissan", "fr")


def test_no_word_becomes_a_tag_in_html(hostile: Dossier) -> None:
    written = write_dossier(hostile, "html").decode()
    reader = Reader(written)
    assert not reader.all("script")
    assert "<script" not in written
    assert written.count("</style>") == 1
    assert plain(reader.text).count(HOSTILE) >= 6


def test_no_word_becomes_a_mark_in_markdown(hostile: Dossier) -> None:
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(write_dossier(hostile, "md").decode())
    reader = Reader(html)
    assert not reader.all("script", "a")
    assert plain(reader.text).count(HOSTILE) >= 5
    assert all(len(re.findall("<td", row)) in (0, 3, 4) for row in html.split("</tr>"))


@pytest.mark.parametrize(
    "text",
    [
        "1. un",
        "2) deux",
        "- tiret",
        "+ plus",
        "# titre",
        "> cité",
        "=== souligné",
        "~~~ clôture",
        "a ~~barré~~ b",
        "*gras* et _italique_ et snake_case_",
        "[lien](http://exemple.org) ![image](x)",
        "<b>&amp; &eacute; &#233;</b>",
        "`code` \\ antislash\\",
        "a | b",
        "fin #",
        "**",
        "+20 % et 5 000 à 80 000 habitants - « oui »",
    ],
)
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    for page in (escaped(text), f"> {escaped(text)}", f"## {escaped(text)}", f"| a |\n| --- |\n| {escaped(text)} |"):
        html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(page)
        assert plain(Reader(html).text).removeprefix("a ") in (plain(text), plain(text).removeprefix("a "))
        assert not Reader(html).all("ul", "ol", "em", "strong", "a", "img", "b", "code", "s", "pre")


def test_the_examples_in_docstrings_hold() -> None:
    assert doctest.testmod(dossier_page).failed == 0


@pytest.mark.parametrize(
    ("text", "quote", "other"),
    [
        ("superficielle, oui", "su- […] perficielle, oui", ""),
        ("un\n\ndeux", "un deux", ""),
        ("La volonté", "La […] volonté", ""),
        ("200 habitants", "Population : 200 habitants.", "Population : 200 habitants."),
    ],
)
def test_a_quote_is_shown_apart_where_it_says_more_than_the_text(text: str, quote: str, other: str) -> None:
    assert Words(text, quote).other_quote == other


def test_a_long_quote_is_cut_around_what_is_remarked_on() -> None:
    quote = f"{'avant ' * 100}ici même{' après' * 100}"
    cut = around("ici même", quote)
    assert cut.startswith("[…] avant")
    assert cut.endswith("après […]")
    assert len(cut) < 300
    assert around("ici", "ici même") == "ici même"


# ------------------------------------------------------------------------------------------------------ which one


def test_a_territory_is_named_by_slug_label_or_iri(real: Questions) -> None:
    names = ("gruissan", "La commune de Gruissan", data_iri("territory", "gruissan"))
    assert {gather(real, name, "fr").iri for name in names} == {data_iri("territory", "gruissan")}


def test_of_several_cohorts_one_must_be_named(graph: OxigraphStore) -> None:
    other = ox.NamedNode(data_iri("cohort", "demain"))
    territory = ox.NamedNode(data_iri("territory", "gruissan"))
    store = OxigraphStore()
    store.extend(graph._store.quads_for_pattern(None, None, None, None))
    store.extend(
        ox.Quad(subject, ox.NamedNode(expand(predicate)), value)
        for subject, predicate, value in (
            (other, "rdf:type", ox.NamedNode(expand("coh:Cohort"))),
            (other, "coh:sortKey", ox.Literal("demain")),
            (other, "rdfs:label", ox.Literal("Demain", language="fr")),
            (territory, "coh:memberOf", other),
        )
    )
    questions = Questions(lambda: store, ROOT / "queries")
    with pytest.raises(CallError, match="several cohorts") as error:
        gather(questions, "gruissan", "fr")
    assert "demain" in error.value.hint
    assert gather(questions, "gruissan", "fr", "occitanie-2024-2025").effects
    empty = gather(questions, "gruissan", "fr", "demain")
    assert not empty.effects
    assert not empty.sources
    for format in FORMATS:
        assert "Demain" in shown(write_dossier(empty, format).decode(), format)
    with pytest.raises(CallError, match="not a member"):
        gather(questions, "canohes", "fr", "demain")


@each_format
def test_a_report_of_another_cohort_has_dossiers_too(mini_project: Project, format: str) -> None:
    build(mini_project)
    engine = open_current(mini_project)
    questions = Questions(lambda: engine, ROOT / "queries")
    members = rows_of(questions, "territories", "fr")
    assert members
    for row in members:
        for lang in LANGUAGES:
            found = gather(questions, row["territory"], lang)
            text = shown(write_dossier(found, format).decode(), format)
            assert row["name"] in text
            assert all(plain(p) in text for s in (*found.effects, *found.limits) for p in s.words.paragraphs)


# ------------------------------------------------------------------------------------------------- the command


@pytest.fixture
def call(
    built: tuple[Project, BuildReport], graph: OxigraphStore, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    monkeypatch.delenv("COHORTE_LANG", raising=False)
    monkeypatch.setattr("cohorte_graph.generation.open_current", lambda project: graph)
    return lambda *args: CliRunner().invoke(main, ["--project", str(ROOT), "dossier", *map(str, args)])


def test_the_command_prints_markdown_and_writes_what_the_name_ends_in(
    call: Callable[..., Result], page: Page, tmp_path: Path
) -> None:
    assert call("gruissan").stdout == page("gruissan", "fr", "md")
    assert call("gruissan", "--format", "html", "--lang", "en").stdout == page("gruissan", "en", "html")
    for name, format in (("d.html", "html"), ("d.md", "md"), ("d", "md")):
        result = call("gruissan", "-o", tmp_path / name)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
        assert (tmp_path / name).read_text("utf-8") == page("gruissan", "fr", format)
    assert call("gruissan", "-o", tmp_path / "d.html", "--format", "md").exit_code == 0
    assert (tmp_path / "d.html").read_text("utf-8") == page("gruissan", "fr", "md")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("gruisan",), "Vouliez-vous dire gruissan ?"),
        (("gruissan", "--format", "pdf"), "Formats : md, html."),
        (("gruissan", "-o", "d.docx"), "Extensions connues : .md, .html"),
        (("gruissan", "--cohort", "occitanie"), "occitanie-2024-2025"),
        ((), "TERRITORY"),
    ],
)
def test_a_wrong_call_ends_with_2_and_the_close_ones(
    call: Callable[..., Result], args: tuple[str, ...], words: str
) -> None:
    result = call(*args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


# ------------------------------------------------------------------------------------------------------ on paper


@pytest.mark.skipif(not CHROMIUM, reason="no chromium here")
@pytest.mark.skipif(not shutil.which("pdfinfo") or not shutil.which("pdftotext"), reason="no poppler-utils here")
def test_a_browser_prints_a4_pages_with_numbers(page: Page, tmp_path: Path) -> None:
    source, target = tmp_path / "dossier.html", tmp_path / "dossier.pdf"
    source.write_text(page("gruissan", "fr", "html"), "utf-8")
    flags = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    more = "--disable-component-update --disable-sync --no-pdf-header-footer"
    command = [CHROMIUM, *flags.split(), *more.split(), f"--user-data-dir={tmp_path / 'profile'}"]
    subprocess.run(
        [*command, f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True, timeout=120
    )
    told = subprocess.run(["pdfinfo", str(target)], check=True, capture_output=True, text=True).stdout
    assert re.search(r"Page size: .*\(A4\)", told)
    pages = int(re.search(r"Pages:\s+(\d+)", told)[1])  # type: ignore[index]
    assert 2 <= pages <= 8
    text = subprocess.run(["pdftotext", str(target), "-"], check=True, capture_output=True, text=True).stdout
    sheets = text.split("\f")[:pages]
    for number, sheet in enumerate(sheets, start=1):
        assert f"page {number} / {pages}" in plain(sheet)
        assert not plain(sheet).startswith("p. "), "a page begins with the evidence of words on the page before"
