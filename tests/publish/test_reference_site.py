"""The reference documentation: complete in both languages, every link resolves, nothing comes from elsewhere."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from cohorte_graph.check.explain import explain_all
from cohorte_graph.check.explanations import own_rules
from cohorte_graph.cli import main
from cohorte_graph.dataset import Dataset, Part, open_dataset
from cohorte_graph.iri import COH, CONCEPT
from cohorte_graph.project import Project
from cohorte_graph.query.stored import Catalogue
from cohorte_graph.reference_site import parts
from cohorte_graph.reference_site.entries import class_entries, property_entries
from cohorte_graph.reference_site.expressions import plain
from cohorte_graph.reference_site.ontology import read_ontology
from cohorte_graph.reference_site.phrases import FILE
from cohorte_graph.reference_site.usage import Usage, named_in
from report_fixtures import ROOT

LANGUAGES = ("fr", "en")
PAGES = ("index", "ontology", "concepts", "shapes", "queries")
VOID = {"meta", "link", "br", "wbr", "img", "hr", "input"}
SELF_CLOSED = {"path", "line", "rect"}
LOADING = {("img", "src"), ("script", "src"), ("link", "href"), ("iframe", "src"), ("source", "src"), ("use", "href")}
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
each_language = pytest.mark.parametrize("lang", LANGUAGES)
Site = dict[str, bytes]


class Page(HTMLParser):
    """Reads a page strictly: every element is closed by its own end tag, in order; text by the nearest id around it."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(content.decode())
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in <{tag}>"
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag not in VOID:
            self._open.append((tag, given.get("id", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SELF_CLOSED, f"<{tag}/> is not closed in HTML"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, name in self._open:
            if name:
                self.texts[name] = self.texts.get(name, "") + data

    @property
    def ids(self) -> list[str]:
        return [given["id"] for _, given in self.elements if given.get("id")]

    def text(self, anchor: str) -> str:
        """What stands inside the element of that id."""
        return plain_text(self.texts[anchor])


def plain_text(text: str) -> str:
    return " ".join(text.split())


def bytes_of(made: list[Part]) -> Site:
    site = {}
    for part in made:
        file = BytesIO()
        part.write(file)
        site[part.name] = file.getvalue()
    assert len(site) == len(made)
    return site


@pytest.fixture(scope="module")
def site(built: tuple[Project, object], dataset: Dataset) -> Site:
    return bytes_of(parts(built[0], dataset))


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Page]:
    found = {name: Page(content) for name, content in site.items() if name.endswith(".html")}
    assert set(found) == {"index.html", *(f"{lang}/{page}.html" for lang in LANGUAGES for page in PAGES)}
    return found


@pytest.fixture(scope="module")
def words() -> rdflib.Graph:
    """Ontology and concepts, read by another parser."""
    graph = rdflib.Graph()
    for path in [*(ROOT / "ontology").glob("*.ttl"), *(ROOT / "ontology" / "concepts").glob("*.ttl")]:
        graph.parse(path)
    return graph


def said(graph: rdflib.Graph, subject: rdflib.term.Node, name: rdflib.URIRef, lang: str) -> list[str]:
    return [plain_text(str(o)) for o in graph.objects(subject, name) if getattr(o, "language", None) == lang]


# ------------------------------------------------------------------------------------------------- nothing is left out


@each_language
def test_every_class_and_property_stands_at_its_local_name_with_its_words(
    pages: dict[str, Page], words: rdflib.Graph, lang: str
) -> None:
    page = pages[f"{lang}/ontology.html"]
    terms = {s for kind in KINDS for s in words.subjects(RDF.type, kind) if str(s).startswith(COH)}
    assert len(terms) > 150
    for term in terms:
        text = page.text(str(term).removeprefix(COH))
        for name in (RDFS.label, SKOS.definition, SKOS.scopeNote, SKOS.editorialNote):
            for expected in said(words, term, name, lang):
                assert expected in text, term
        assert set(said(words, term, RDFS.label, "fr") + said(words, term, RDFS.label, "en")) <= _within(
            text, words, term
        )


def _within(text: str, words: rdflib.Graph, term: rdflib.term.Node) -> set[str]:
    """The labels of the term, in either language, that stand in the text."""
    return {label for lang in LANGUAGES for label in said(words, term, RDFS.label, lang) if label in text}


@each_language
def test_every_concept_stands_below_its_broader_one_with_its_words(
    pages: dict[str, Page], words: rdflib.Graph, lang: str
) -> None:
    page = pages[f"{lang}/concepts.html"]
    concepts = list(words.subjects(SKOS.inScheme, None))
    assert len(concepts) > 100
    for concept in concepts:
        anchor = str(concept).removeprefix(CONCEPT)
        text = page.text(anchor)
        for name in (SKOS.prefLabel, SKOS.definition, SKOS.altLabel):
            for expected in said(words, concept, name, lang):
                assert expected in text, concept
        for broader in words.objects(concept, SKOS.broader):
            assert text in page.text(str(broader).removeprefix(CONCEPT))
    for scheme in words.subjects(RDF.type, SKOS.ConceptScheme):
        assert said(words, scheme, SKOS.prefLabel, lang)[0] in page.text(str(scheme).removeprefix(CONCEPT))


@each_language
def test_every_code_stands_there_with_its_message_and_examples(pages: dict[str, Page], lang: str) -> None:
    page = pages[f"{lang}/shapes.html"]
    shapes = rdflib.Graph()
    for path in (ROOT / "ontology" / "shapes").glob("*.ttl"):
        shapes.parse(path)
    message = rdflib.URIRef("http://www.w3.org/ns/shacl#message")
    told = 0
    for shape, code in shapes.subject_objects(rdflib.URIRef(COH + "code")):
        for expected in said(shapes, shape, message, lang):
            assert expected in page.text(str(code))
            told += 1
        assert "# ← " + str(code) in page.text(str(code))
    assert told > 300
    for code, own in own_rules().items():
        assert plain_text(own.what.said(lang)) in page.text(code)
        assert plain_text(own.good) in page.text(code)


@each_language
def test_every_stored_query_stands_there_with_question_parameters_columns_and_text(
    pages: dict[str, Page], lang: str
) -> None:
    page = pages[f"{lang}/queries.html"]
    queries = list(Catalogue(ROOT / "queries"))
    assert len(queries) > 50
    for query in queries:
        text = page.text(query.name)
        assert plain_text(query.header.question[lang]) in text
        assert plain_text(query.text) in text
        assert f"cohorte ask {query.name}" in text
        for parameter in query.header.parameters:
            assert parameter.name in text
            assert parameter.label.get(lang, "") in text
        for name, heads in query.header.columns.items():
            assert name in text
            assert plain_text(heads[lang]) in text


def test_alignments_are_those_of_the_file(pages: dict[str, Page]) -> None:
    text = (ROOT / "ontology" / "alignments.ttl").read_text("utf-8")
    stated = re.findall(r"^coh:(\w+)\s+rdfs:sub(?:Class|Property)Of\s+([^;.]+?) *[;.]", text, re.MULTILINE)
    assert len(stated) > 40
    for term, others in stated:
        entry = pages["fr/ontology.html"].text(term)
        for other in others.split(" , "):
            assert other.strip() in entry


@each_language
def test_a_defined_class_is_told_as_an_expression_with_the_rule_that_decides(pages: dict[str, Page], lang: str) -> None:
    page = pages[f"{lang}/ontology.html"]
    assert (
        "(Person or Organisation) and (carriesOut some (Accompaniment and (inRole value concept:actor-role/allie)))"
        in page.text("Ally")
    )
    assert (
        "Commune and (hasFigure some (Figure and (measure value concept:measure/population)"
        " and (value some xsd:decimal [< 2000])))" in page.text("RuralCommune")
    )
    assert "inverse effectType min 3 Effect" in page.text("CrossCuttingEffectType")
    assert "effectOf o pilotOf" in page.text("territory")
    for path in (ROOT / "ontology" / "rules").glob("*.rq"):
        assert plain_text(path.read_text("utf-8")) in page.text(f"rule-{path.stem}")
        for name in re.findall(r"CONSTRUCT \{ \?\w+ a coh:(\w+)", path.read_text("utf-8")):
            assert f"rules/{path.stem}.rq" in page.text(name)


def test_no_expression_of_the_ontology_is_left_untold() -> None:
    ontology = read_ontology(Project.at(ROOT))
    nothing = Usage({}, {}, {})
    classes, properties = class_entries(ontology, nothing), property_entries(ontology, nothing)
    told = [e for entry in classes for e in (*entry.conditions, *entry.equivalents)]
    told += [e for entry in properties for e in (*entry.domain, *entry.range, *entry.chains)]
    assert len(told) > 200
    assert [plain(e) for e in told if "…" in plain(e)] == []


# ---------------------------------------------------------------------------------------------------- what uses a term


def test_a_term_names_the_codes_and_queries_that_use_it(pages: dict[str, Page]) -> None:
    page = pages["fr/ontology.html"]
    queries = {path.stem: path.read_text("utf-8") for path in (ROOT / "queries").glob("*.rq")}
    for term in ("Effect", "effectType", "hasFigure", "Ally", "surfaceForm"):
        links = _links_within(page, term)
        using = {name for name, text in queries.items() if re.search(rf"^[^#].*\bcoh:{term}\b", text, re.MULTILINE)}
        using |= {name for name, text in queries.items() if f'class: "coh:{term}"' in text}
        assert {link.partition("#")[2] for link in links if link.startswith("queries.html#")} == using
    assert "shapes.html#PILOT-TITLE" in _links_within(page, "Pilot")
    assert "shapes.html#PILOT-TITLE" in _links_within(page, "title")
    assert "shapes.html#PILOT-TITLE" not in _links_within(page, "Effect")


def _links_within(page: Page, anchor: str) -> list[str]:
    """The addresses of links between the element of that id and the next article."""
    start = next(n for n, (_, given) in enumerate(page.elements) if given.get("id") == anchor)
    found = []
    for tag, given in page.elements[start + 1 :]:
        if tag == "article":
            break
        if tag == "a" and "href" in given:
            found.append(given["href"])
    return found


def test_names_in_comments_and_strings_of_a_query_count_for_nothing() -> None:
    text = 'PREFIX c: <https://w3id.org/cohorte-graph/def#>\n# coh:Limit\nSELECT * { ?x a c:Effect ; ?p "coh:Pilot" }'
    assert {iri for iri in named_in(text) if iri.startswith(COH)} - {COH} == {COH + "Effect"}


# ------------------------------------------------------------------------------------------------------- links and form


def test_every_link_and_anchor_resolves(site: Site, pages: dict[str, Page]) -> None:
    count = 0
    anchors = {name: set(page.ids) for name, page in pages.items()}
    for name, page in pages.items():
        for href in _addresses(page):
            if href.startswith(("http://", "https://")):
                continue
            path, _, anchor = href.partition("#")
            target = _resolved(name, path) if path else name
            assert target in site, f"{name}: {href}"
            if anchor:
                assert unquote(anchor) in anchors[target], f"{name}: {href}"
            count += 1
    assert count > 10_000


def _addresses(page: Page) -> Iterator[str]:
    for tag, given in page.elements:
        for key in ("href", "src"):
            if key in given and not given[key].startswith("data:"):
                yield given[key]
        for key in ("aria-labelledby", "aria-describedby"):
            yield from (f"#{one}" for one in given.get(key, "").split())
        if tag == "meta" and given.get("http-equiv") == "refresh":
            yield given["content"].partition("url=")[2]
        if "marker-end" in given:
            yield given["marker-end"].removeprefix("url(").removesuffix(")")


def _resolved(page: str, path: str) -> str:
    """A relative address as a name of the site."""
    parts_ = page.split("/")[:-1]
    for piece in path.split("/"):
        parts_ = parts_[:-1] if piece == ".." else [*parts_, piece]
    return "/".join(parts_)


def test_ids_are_unique_and_without_spaces(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert [one for one, count in Counter(page.ids).items() if count > 1] == [], name
        assert [one for one in page.ids if re.search(r"\s", one)] == [], name


def test_nothing_is_loaded_from_elsewhere(site: Site, pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for tag, given in page.elements:
            for key in ("src", "href"):
                if (tag, key) in LOADING and key in given:
                    assert not re.match(r"(?:\w+:)?//", given[key]), f"{name}: {given[key]}"
            assert "style" not in given
            assert not [key for key in given if key.startswith("on")]
        assert "<style" not in site[name].decode()
    assert not re.search(r"url\(|@import|@font-face", site["site.css"].decode())
    assert not re.search(r"https?:|fetch\(|XMLHttpRequest|import\(", site["site.js"].decode())


@each_language
def test_each_page_leads_to_the_same_page_in_the_other_language(pages: dict[str, Page], lang: str) -> None:
    other = "en" if lang == "fr" else "fr"
    for name in PAGES:
        page = pages[f"{lang}/{name}.html"]
        switch = next(given for tag, given in page.elements if given.get("id") == "switch")
        assert switch["href"] == f"../{other}/{name}.html"
        assert next(given for tag, given in page.elements if tag == "html")["lang"] == lang
        assert set(page.ids) == set(pages[f"{other}/{name}.html"].ids)


@each_language
def test_the_diagram_draws_what_the_ontology_states_and_tells_it_in_words(pages: dict[str, Page], lang: str) -> None:
    page = pages[f"{lang}/ontology.html"]
    start = next(n for n, (tag, _) in enumerate(page.elements) if tag == "svg")
    end = next(n for n, (_, given) in enumerate(page.elements) if given.get("id") == "diagram-words")
    drawn = [g["href"] for tag, g in page.elements[start:end] if tag == "a"]
    boxes = [g["href"] for tag, g in page.elements[start:end] if g.get("class") == "box"]
    assert len(boxes) == len(set(boxes)) >= 18
    assert {"#Territory", "#Pilot", "#Effect", "#Limit", "#Passage", "#hasEffect", "#effectType"} <= set(drawn)
    words_ = page.text("diagram-words")
    expected = {"fr": "projet pilote — a pour effet → effet", "en": "pilot — has effect → effect"}
    assert expected[lang] in words_
    rects = [g for tag, g in page.elements[start:end] if tag == "rect"]
    places = [(int(r["x"]), int(r["y"]), int(r["x"]) + int(r["width"]), int(r["y"]) + int(r["height"])) for r in rects]
    for n, a in enumerate(places):
        for b in places[n + 1 :]:
            assert a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1], "two boxes overlap"


def test_the_same_build_gives_the_same_bytes(site: Site, built: tuple[Project, object]) -> None:
    assert bytes_of(parts(built[0], open_dataset(built[0]))) == site


def test_every_phrase_is_used_and_said_in_both_languages() -> None:
    import yaml

    templates = "".join(p.read_text("utf-8") for p in (FILE.parent / "templates").glob("*.jinja"))
    for name, texts in yaml.safe_load(FILE.read_bytes()).items():
        assert set(texts) == set(LANGUAGES)
        assert name in PAGES or re.search(rf"\bw\.{name}\b|\bw\[\"{name}\"\]", templates), name
        assert set(re.findall(r"\{\w+\}", texts["fr"])) == set(re.findall(r"\{\w+\}", texts["en"]))


# --------------------------------------------------------------------------------------------- with and without a build


@each_language
def test_examples_and_counts_are_those_of_the_build(pages: dict[str, Page], dataset: Dataset, lang: str) -> None:
    union = ox.Store()
    union.extend(ox.Quad(t.subject, t.predicate, t.object) for t in dataset.triples())
    page = pages[f"{lang}/ontology.html"]
    kind, typed = ox.NamedNode(COH + "Effect"), ox.NamedNode(str(RDF.type))
    effects = sorted(str(q.subject.value) for q in union.quads_for_pattern(None, typed, kind))  # type: ignore[union-attr]
    text = page.text("Effect")
    assert effects[0] in text
    assert str(len(effects)) in text
    concept = "effect-type/outillage"
    typed_so, outil = ox.NamedNode(COH + "effectType"), ox.NamedNode(CONCEPT + concept)
    uses = {quad.subject for quad in union.quads_for_pattern(None, typed_so, outil)}
    phrase = {"fr": f"{len(uses)} emplois", "en": f"{len(uses)} uses"}[lang]
    assert phrase in pages[f"{lang}/concepts.html"].text(concept)
    size = len(union)
    shown = f"{size:,}".replace(",", "\u202f" if lang == "fr" else ",")
    assert shown in pages[f"{lang}/index.html"].texts["content"]


def test_first_rows_are_those_that_the_command_answers(pages: dict[str, Page], built: tuple[Project, object]) -> None:
    from cohorte_graph.api import Graph, Rows
    from cohorte_graph.generation import open_current
    from cohorte_graph.query import Questions

    graph = Graph(Questions(lambda: open_current(built[0]), ROOT / "queries"))
    answer = graph.ask("territories")
    assert isinstance(answer, Rows)
    text = pages["fr/queries.html"].text("territories")
    for row in list(answer)[:3]:
        assert str(row["name"]) in text
    assert f"sur {len(answer)}" in text


def test_rights_name_the_publisher_that_the_data_name(pages: dict[str, Page]) -> None:
    sources = (ROOT / "data" / "sources" / "sources.ttl").read_text("utf-8")
    assert "fabrique-des-transitions" in sources
    for lang in LANGUAGES:
        text = pages[f"{lang}/index.html"].texts["content"]
        assert "La Fabrique des transitions" in text
        assert "https://creativecommons.org/licenses/by/4.0/" in text


def test_without_a_build_pages_do_without_examples(tmp_path: Path, mini_project: Project) -> None:
    site = bytes_of(parts(mini_project))
    text = site["fr/index.html"].decode()
    assert "cohorte build" in text
    page = Page(site["fr/ontology.html"])
    assert not [given for tag, given in page.elements if given.get("class") == "sample"]
    assert page.text("Effect")
    assert "emploi" not in site["fr/concepts.html"].decode()


def test_another_project_has_examples_of_its_own(built_mini: Path, tmp_path: Path) -> None:
    root = tmp_path / "mini"
    shutil.copytree(built_mini, root)
    runner = CliRunner()
    done = runner.invoke(main, ["--project", str(root), "docs", "-o", str(tmp_path / "docs")], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert "index.html" in done.output
    text = (tmp_path / "docs" / "fr" / "queries.html").read_text("utf-8")
    page = Page(text.encode())
    assert "armoree-2025-2026" in (tmp_path / "docs" / "fr" / "ontology.html").read_text("utf-8")
    call = re.search(r"cohorte ask effects-of-territory territory=(\S+)", page.text("effects-of-territory"))
    assert call
    known = (root / "data" / "gazetteers" / "territories.ttl").read_text("utf-8")
    assert call[1] in known


def test_an_edition_without_the_words_shows_none_of_them(built: tuple[Project, object], wordless: Dataset) -> None:
    site = bytes_of(parts(built[0], wordless))
    union = [t for t in open_dataset(built[0]).triples() if t.predicate.value == COH + "text"]
    sentences = {t.object.value[:60] for t in union if isinstance(t.object, ox.Literal) and len(t.object.value) > 60}
    assert len(sentences) > 50
    for name, content in site.items():
        text = plain_text(content.decode())
        assert [sentence for sentence in sentences if plain_text(sentence) in text] == [], name


# ---------------------------------------------------------------------------------------------------------- the command


def test_a_folder_that_stands_there_is_left_alone(tmp_path: Path, mini_project: Project) -> None:
    target = tmp_path / "docs"
    target.mkdir()
    (target / "mine.txt").write_text("mine", "utf-8")
    done = CliRunner().invoke(main, ["--project", str(mini_project.root), "docs", "-o", str(target)])
    assert done.exit_code == 3
    assert "existe déjà" in done.output
    assert [path.name for path in target.iterdir()] == ["mine.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "mini"]


def test_an_ontology_that_does_not_parse_is_told_with_its_place(tmp_path: Path, mini_project: Project) -> None:
    shutil.copytree(ROOT / "ontology", mini_project.root / "ontology")
    path = mini_project.root / "ontology" / "cohorte.ttl"
    path.write_text(path.read_text("utf-8").replace("coh:Effect a owl:Class ;", "coh:Effect a owl:Class", 1), "utf-8")
    target = tmp_path / "docs"
    done = CliRunner().invoke(main, ["--project", str(mini_project.root), "docs", "-o", str(target)])
    assert done.exit_code == 3
    assert re.search(r"cohorte\.ttl:\d+:\d+", done.output)
    assert not target.exists()


def test_words_of_the_data_cannot_write_marks(tmp_path: Path, mini_project: Project) -> None:
    hostile = '</code><script>alert(1)</script>"'
    shutil.copytree(ROOT / "ontology", mini_project.root / "ontology")
    path = mini_project.root / "ontology" / "cohorte.ttl"
    text = path.read_text("utf-8")
    label = '"effet"@fr'
    assert text.count(label) == 1
    path.write_text(text.replace(label, json.dumps(hostile) + "@fr"), "utf-8")
    site = bytes_of(parts(mini_project))
    for name, content in site.items():
        if name.endswith(".html"):
            scripts = [given for tag, given in Page(content).elements if tag == "script"]
            assert all(given.get("src") == "../site.js" for given in scripts)
    assert hostile in Page(site["fr/ontology.html"]).text("Effect")


def test_explaining_all_codes_explains_each_as_alone() -> None:
    from cohorte_graph.check.explain import explain

    project = Project.at(ROOT)
    ontology = read_ontology(project)
    shapes, own = explain_all(ontology.shapes, ontology.words, project.examples)
    codes = [one.code for one in (*shapes, *own)]
    assert len(codes) == len(set(codes)) > 300
    for one in (shapes[0], shapes[-1], own[0]):
        assert explain(one.code, ontology.shapes, ontology.words, project.examples) == one


# ---------------------------------------------------------------------------------------------------------- the browser

PROBE = """
<script>
addEventListener("load", () => {
  const told = {width: innerWidth, over: document.documentElement.scrollWidth - innerWidth};
  const svg = document.querySelector("svg");
  if (svg) {
    const box = svg.getBoundingClientRect();
    told.svg = [box.width, box.height];
    told.escaping = [...svg.querySelectorAll("a.box")].filter((a) => {
      const text = a.querySelector("text").getBBox(), rect = a.querySelector("rect").getBBox();
      return text.x < rect.x || text.x + text.width > rect.x + rect.width || text.height > rect.height;
    }).map((a) => a.getAttribute("href"));
  }
  const style = getComputedStyle(document.body);
  told.colours = [style.color, style.backgroundColor];
  const input = document.querySelector("#filter input");
  if (input) {
    input.value = PROBED;
    input.dispatchEvent(new Event("input"));
  }
  setTimeout(() => {
    told.shown = [...document.querySelectorAll("[data-find]")].filter((one) => !one.hidden).map((one) => one.id);
    told.status = document.querySelector("#filter p")?.textContent ?? "";
    document.body.textContent = "";
    document.body.dataset.told = JSON.stringify(told);
  }, 400);
});
</script>
</body>
"""


@pytest.fixture
def browse(site: Site, tmp_path: Path) -> Callable[..., dict[str, object]]:
    """Open a page in a browser at a width, filter it, and tell what it shows; anything on its console fails."""

    def told(name: str, width: int, words: str = "", dark: bool = False) -> dict[str, object]:
        folder = tmp_path / "site"
        for path, content in site.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        page = folder / name
        probe = PROBE.replace("PROBED", json.dumps(words))
        page.write_text(page.read_text("utf-8").replace("</body>", probe), "utf-8")
        flags = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --dump-dom"
        more = f"--disable-component-update --disable-sync --enable-logging=stderr --window-size={width},900"
        scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
        command = [CHROMIUM, *flags.split(), *more.split(), scheme, "--virtual-time-budget=5000"]
        command += [f"--user-data-dir={tmp_path / 'profile'}", page.as_uri()]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
        assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []
        found = re.search(r'data-told="([^"]*)"', done.stdout)
        assert found, done.stdout[:500]
        return dict(json.loads(found[1].replace("&quot;", '"').replace("&amp;", "&")))

    return told


@pytest.mark.skipif(not CHROMIUM, reason="no chromium here")
@pytest.mark.parametrize(
    ("name", "width"),
    [
        *((f"fr/{page}.html", 500) for page in PAGES),
        ("fr/index.html", 1280),
        *((f"{lang}/ontology.html", 1280) for lang in LANGUAGES),
    ],
)
def test_a_browser_shows_each_page_without_complaint_nor_sideways_scrolling(
    browse: Callable[..., dict[str, object]], name: str, width: int
) -> None:
    told = browse(name, width)
    assert told["over"] <= 0  # type: ignore[operator]
    if name.endswith("ontology.html"):
        assert told["svg"][0] > 800  # type: ignore[index]
        assert told["svg"][1] > 200  # type: ignore[index]
        assert told["escaping"] == []


@pytest.mark.skipif(not CHROMIUM, reason="no chromium here")
def test_the_filter_finds_words_without_their_accents(browse: Callable[..., dict[str, object]]) -> None:
    told = browse("fr/ontology.html", 1280, "coh:ruralcommune insee")
    assert "RuralCommune" in told["shown"]  # type: ignore[operator]
    assert len(told["shown"]) < 10  # type: ignore[arg-type]
    assert " sur " in str(told["status"])
    folded = browse("fr/concepts.html", 1280, "acceleration")
    assert "effect-type/acceleration" in folded["shown"]  # type: ignore[operator]
    assert "effect-type/mise-en-mouvement-et-concretisation" in folded["shown"]  # type: ignore[operator]
    assert "effect-type/ancrage" not in folded["shown"]  # type: ignore[operator]


@pytest.mark.skipif(not CHROMIUM, reason="no chromium here")
@pytest.mark.parametrize("dark", [False, True])
def test_the_page_is_as_light_or_dark_as_the_reader_has_it(
    browse: Callable[..., dict[str, object]], dark: bool
) -> None:
    ink, ground = (
        [int(n) for n in re.findall(r"\d+", str(c))] for c in browse("fr/index.html", 1280, dark=dark)["colours"]
    )  # type: ignore[attr-defined]
    assert (sum(ink) > sum(ground)) is dark
    assert _contrast(ink, ground) > 10


def _contrast(one: list[int], other: list[int]) -> float:
    """The contrast ratio of two colours (WCAG 2.2, 1.4.3)."""

    def luminance(colour: list[int]) -> float:
        parts_ = [c / 255 for c in colour[:3]]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts_)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
