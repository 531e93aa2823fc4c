"""What is withdrawn is in no output any more, nor what was said of it, and nothing else is missing."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from printed_words import plain_words

from cohorte_graph.build import BuildReport, build
from cohorte_graph.check.run import Options, check
from cohorte_graph.check.subject import of_project
from cohorte_graph.cli import build as build_command
from cohorte_graph.cli import main
from cohorte_graph.comparison import Comparison, compare, take
from cohorte_graph.comparison.words import summary
from cohorte_graph.dataset import open_dataset, rights
from cohorte_graph.errors import CallError, InputError
from cohorte_graph.export.comparison import write_comparison
from cohorte_graph.export.delimited import csv_text
from cohorte_graph.export.dossier_gathering import gather
from cohorte_graph.export.dossier_page import write_dossier
from cohorte_graph.generation import GRAPH_FILE, load_current
from cohorte_graph.iri import COH, GRAPH, ID, expand, local_path
from cohorte_graph.project import Project
from cohorte_graph.query import Questions, Statements, Table
from cohorte_graph.query.header import Parameter
from cohorte_graph.release.notices import notices
from cohorte_graph.release.withdrawals import naming_still
from cohorte_graph.verify import verify
from golden_answers import cases
from report_fixtures import MINI, ROOT

HEAD = """@base <https://w3id.org/cohorte-graph/> .
@prefix coh: <https://w3id.org/cohorte-graph/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
TOMBSTONE = '<id/{}> a coh:Tombstone ;\n    coh:withdrawnOn "2026-11-28"^^xsd:date .\n'

A = "armoree-2025-2026"
OF_MINI = (f"production/{A}/2", "organisation/brindille", "person/ronan-kervadoue")
CONTEXTS = tuple(map(expand, ("oa:prefix", "oa:suffix")))
GONE_WITH_MINI = {
    f"accompaniment/{A}/saint-ourdin-des-landes/ronan-kervadoue",
    f"accompaniment/{A}/val-d-ombrelune/brindille-diagnostic-sensible",
    f"annotation/{A}/accompaniment/val-d-ombrelune/brindille-diagnostic-sensible/passage/1",
    f"annotation/{A}/accompaniment/val-d-ombrelune/brindille-diagnostic-sensible/passage/2",
    f"annotation/{A}/production/2/producer/1",
    f"annotation/{A}/production/2/url/1",
    f"mention/{A}/les-diagnostics-sensibles/1",
    f"mention/{A}/les-projets-pilotes/3",
    f"mention/{A}/les-projets-pilotes/6",
    f"mention/{A}/saint-ourdin-des-landes/4",
    f"note/{A}/proofreading/4",
    f"note/{A}/proofreading/5",
    f"passage/{A}/4264-4282",
    f"passage/{A}/4264-4282/position",
    f"passage/{A}/4264-4282/quote",
    f"passage/{A}/4467-4506",
    f"passage/{A}/4467-4506/position",
    f"passage/{A}/4467-4506/quote",
    f"web-address/{A}/1",
}
"""Read by eye: who accompanied, what names them, the address of the production, notes on how the names are printed."""
LOST_BY_MINI = {
    (f"accompaniment/{A}/val-d-ombrelune/odile-santrouve", "coh:onBehalfOf", "organisation/brindille"),
    (f"diagnosis/{A}/val-d-ombrelune", "coh:diagnosedBy", "organisation/brindille"),
    (f"mention/{A}/les-projets-pilotes/2", "coh:organisation", "organisation/brindille"),
    (
        f"pilot/{A}/saint-ourdin-des-landes",
        "coh:hasAccompaniment",
        f"accompaniment/{A}/saint-ourdin-des-landes/ronan-kervadoue",
    ),
    (f"viewpoint/{A}/saint-ourdin-des-landes/ally", "coh:speaker", "person/ronan-kervadoue"),
}
"""What others no longer say; the second speaker's viewpoint keeps its passage and its speaker."""

O = "occitanie-2024-2025"  # noqa: E741
OF_REAL = (f"production/{O}/13", "organisation/eco-morphose", "person/elsa-bonal")
NAMES = ("Elsa Bonal", "Eco-Morphose", "Éco-Morphose")
SPOKEN = {
    (f"viewpoint/{O}/{place}/ally", "coh:passage", f"passage/{O}/{span}")
    for place, span in (("barre-des-cevennes", "39070-39090"), ("le-vigan", "53706-53726"))
}
"""Lines that print who speaks, and prove nothing else of the viewpoint."""
ON_THEIR_LINES = {f"mention/{O}/{x}" for x in ("barre-des-cevennes/14", "le-vigan/7", "les-diagnostics-sensibles/11")}
ON_THEIR_LINES |= {f"mention/{O}/les-projets-pilotes/{number}" for number in (33, 34, 35)}
ON_THEIR_LINES |= {f"note/{O}/proofreading/36"}
"""Read by eye: names in passing on lines that say who speaks, who accompanied, and what a production is called."""
SPEAKERS = (f"{O}/viewpoint/barre-des-cevennes/ally", f"{O}/viewpoint/le-vigan/ally")


@dataclass(frozen=True)
class Edition:
    """A built project, and its quads."""

    project: Project
    report: BuildReport

    @cached_property
    def quads(self) -> set[ox.Quad]:
        path = str(self.report.generation / GRAPH_FILE)
        return set(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))

    @cached_property
    def questions(self) -> Questions:
        engine = load_current(self.project)
        return Questions(lambda: engine, self.project.queries)

    @property
    def subjects(self) -> set[str]:
        return {path(quad.subject) for quad in self.quads}


def path(term: object) -> str:
    return local_path(term.value) if isinstance(term, ox.NamedNode) else str(term)


def said(quads: Iterable[ox.Quad]) -> Iterator[tuple[str, str, str]]:
    """Statements between things of the union, short enough to read."""
    for quad in quads:
        if isinstance(quad.graph_name, ox.DefaultGraph):
            predicate = quad.predicate.value.replace(COH, "coh:").replace(expand("rdf:type"), "a")
            yield path(quad.subject), predicate, path(quad.object)


def project_with(folder: Path, data: Path, withdrawn: Iterable[str], more: str = "") -> Project:
    shutil.copytree(data, folder / "data")
    text = HEAD + "\n".join(TOMBSTONE.format(name) for name in withdrawn) + more
    (folder / "data" / "withdrawn.ttl").write_text(text, "utf-8")
    return Project.at(folder)


def edition(folder: Path, data: Path, withdrawn: Iterable[str]) -> Edition:
    project = project_with(folder, data, withdrawn)
    return Edition(project, build(project))


@pytest.fixture(scope="module")
def mini(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Edition]:
    """The invented report before and after."""
    names = ((), OF_MINI)
    return tuple(edition(tmp_path_factory.mktemp("mini"), MINI / "data", n) for n in names)  # type: ignore[return-value]


@pytest.fixture(scope="module")
def real(built: tuple[Project, BuildReport], tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Edition]:
    """The real report before and after."""
    return Edition(*built), edition(tmp_path_factory.mktemp("real"), ROOT / "data", OF_REAL)


@pytest.fixture(params=["mini", "real"])
def pair(request: pytest.FixtureRequest) -> tuple[Edition, Edition, tuple[str, ...]]:
    before, after = request.getfixturevalue(request.param)
    return before, after, OF_MINI if request.param == "mini" else OF_REAL


Pair = tuple[Edition, Edition, tuple[str, ...]]


# --- The graph


def test_only_tombstones_are_left(pair: Pair) -> None:
    _, after, names = pair
    left = {(s, p, o) for s, p, o in said(after.quads) if s in names or o in names}
    dated = {(name, "coh:withdrawnOn", '"2026-11-28"^^<http://www.w3.org/2001/XMLSchema#date>') for name in names}
    assert left == dated | {(name, "a", COH.removeprefix(f"{ID.removesuffix('id/')}") + "Tombstone") for name in names}
    homes = {str(getattr(q.graph_name, "value", "")) for q in after.quads if path(q.subject) in names} - {""}
    assert homes == {f"{GRAPH}reference"}


def test_no_address_tells_of_it(pair: Pair) -> None:
    """Neither as an address nor inside a longer one: of a mention, an accompaniment, an annotation."""
    _, after, names = pair
    slugs = [name.rpartition("/")[2] for name in names if name.count("/") == 1]
    terms = {
        path(term) for quad in after.quads for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)
    }
    assert {term for term in terms if any(slug in term for slug in slugs)} == {n for n in names if n.count("/") == 1}


def test_of_the_invented_report_exactly_this_goes(mini: tuple[Edition, Edition]) -> None:
    before, after = mini
    assert before.subjects - after.subjects == GONE_WITH_MINI
    standing = {(s, p, o) for s, p, o in said(before.quads - after.quads) if s not in GONE_WITH_MINI | set(OF_MINI)}
    standing = {statement for statement in standing if not statement[0].startswith("file/")}
    assert {statement for statement in standing if statement[1] not in CONTEXTS} == LOST_BY_MINI
    blotted = {(s, p, '""') for s, p, _ in standing if p in CONTEXTS}
    come = {one for one in said(after.quads - before.quads) if not one[0].startswith(("file/", "graph/"))}
    assert {one for one in come if one[0] not in OF_MINI} == blotted


def test_of_the_real_report_nothing_is_lost_but_by_the_rule(real: tuple[Edition, Edition]) -> None:
    """What stays loses only links to what goes, and the two lines that name a speaker; notes and mentions go whole."""
    before, after = real
    gone = before.subjects - after.subjects | set(OF_REAL)
    lost = {(s, p, o) for s, p, o in said(before.quads - after.quads) if s not in gone and not s.startswith("file/")}
    assert {statement for statement in lost if statement[2] not in gone and statement[1] not in CONTEXTS} == set()
    come = {(s, p, o) for s, p, o in said(after.quads - before.quads) if not s.startswith(("file/", "graph/"))}
    speakerless = {(s, "a", "def#ViewpointWithoutSpeaker") for s, _, _ in SPOKEN}
    come = {statement for statement in come if statement[0] not in OF_REAL}
    assert come == speakerless | {(s, p, '""') for s, p, _ in lost if p in CONTEXTS}
    kinds = {name.split("/")[0] for name in gone - set(OF_REAL)}
    assert kinds == {"accompaniment", "annotation", "mention", "note", "passage", "web-address"}
    assert len(gone) == 54


def test_whatever_goes_hung_on_it(real: tuple[Edition, Edition]) -> None:
    """Told from the graph before: each mention, accompaniment, note and address that goes is of what is withdrawn."""
    before, after = real
    gone = before.subjects - after.subjects
    of = {"mention": "coh:mentionOf", "accompaniment": "coh:carriedOutBy", "note": "coh:about"}
    of |= {"web-address": "coh:addressOf", "annotation": "http://www.w3.org/ns/oa#hasBody"}
    statements = set(said(before.quads))
    for kind, link in of.items():
        hanging = {s for s, p, o in statements if p == link and o in OF_REAL and s.split("/")[0] == kind}
        going = {name for name in gone if name.split("/")[0] == kind}
        if kind == "annotation":  # those of the speakers' names besides
            assert going - hanging == {
                f"annotation/{O}/viewpoint/{x}/ally/speaker/1" for x in ("barre-des-cevennes", "le-vigan")
            }
        else:
            assert going - ON_THEIR_LINES == hanging, kind


def test_the_build_counts_what_it_took_out(real: tuple[Edition, Edition]) -> None:
    before, after = real
    told = after.report.facts["withdrawn"]
    assert (told["resources"], told["gone"]) == (3, 54)
    assert before.report.facts["withdrawn"]["resources"] == 0
    fewer = {
        k: before.report.counts[O][k] - v for k, v in after.report.counts[O].items() if v != before.report.counts[O][k]
    }
    assert fewer == {"Accompaniment": 3, "Mention": 17, "Production": 1, "ProofreadingNote": 2, "WebAddress": 1}
    assert after.report.results == before.report.results


# --- What is told of it


@pytest.fixture(scope="module")
def told(real: tuple[Edition, Edition]) -> Comparison:
    """The two compared, as for a change list."""
    return compare(*(take(load_current(one.project), one.report.triples) for one in real))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("format", ["text", "md", "json"])
def test_no_change_list_prints_what_is_withdrawn(told: Comparison, format: str, lang: str) -> None:
    """What stands beside the graph, in a release, says no more than its address."""
    listed = write_comparison(told, ("1.0.0", "1.1.0"), [], format, lang).decode()
    assert "person/elsa-bonal" in listed
    named = re.sub(r"[\w:/.#-]+/[\w/-]+", "", listed)  # addresses apart
    assert [line for line in named.splitlines() if re.search("bonal|morphose", plain(line))] == []
    assert "presentation de la cohorte" not in plain(named), "the title of the production"
    assert re.search("barre-des-cevennes|pointdevue", plain(listed).replace(" ", "")), "what others lost is told"


def test_what_is_withdrawn_is_told_by_address_and_class(told: Comparison, real: tuple[Edition, Edition]) -> None:
    before, after = real
    gone = {name for name in before.subjects - after.subjects if not name.startswith(("passage/", "annotation/"))}
    withdrawn = [change.resource for change in told.changes if change.kind == "withdrawn"]
    assert {local_path(one.iri) for one in withdrawn} == gone | set(OF_REAL)
    assert "removed" not in {change.kind for change in told.changes}
    assert all(one.label("fr") == local_path(one.iri) and one.classes and not one.quotes for one in withdrawn)
    assert "1 personne occultée" in summary(told, "fr")
    assert "1 person withdrawn" in summary(told, "en")


def plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).casefold()


def test_a_release_names_those_that_may_still_name_it(mini: tuple[Edition, Edition], tmp_path: Path) -> None:
    before, after = (open_dataset(one.project) for one in mini)
    for version, dataset in (("1.0.0", before), ("1.1.0", after)):
        (tmp_path / version / "graph").mkdir(parents=True)
        triples = ox.serialize(dataset.triples(f"{GRAPH}reference"), format=ox.RdfFormat.TURTLE)
        (tmp_path / version / "graph" / "reference.ttl").write_bytes(triples or b"")
    assert naming_still(tmp_path, after) == ("1.0.0",)
    assert naming_still(tmp_path, before) == ()
    stated = notices(rights(after), "1.1.0", {"fr": "", "en": ""}, withdraws=True)
    told = io.BytesIO()
    stated[1].write(told)
    assert "pierre tombale" in told.getvalue().decode()
    assert "tombstone" in told.getvalue().decode()


# --- Names


def test_no_context_prints_a_part_of_a_name(real: tuple[Edition, Edition]) -> None:
    """What a name leaves over where the 32 characters of a context cut it is a part of it."""
    around = [{q.object.value for q in one.quads if q.predicate.value in CONTEXTS} for one in real]
    parts = ("elsa bonal", "lsa bonal", "morphose", "comorphose", "bonal (", "bonal de")
    assert len([text for text in around[0] if any(part in plain(text) for part in parts)]) > 4
    assert [text for text in around[1] if any(part in plain(text) for part in parts)] == []
    assert [text for text in around[1] if plain(text).endswith(("elsa", "elsa b", "elsa bo"))] == []


def test_no_line_is_left_that_says_who_they_were(real: tuple[Edition, Edition]) -> None:
    quotes = [{q.object.value for q in one.quads if q.predicate.value == expand("oa:exact")} for one in real]
    bylines = {quote for quote in quotes[0] if quote.startswith("Elsa Bonal")}
    assert len(bylines) == 3
    assert bylines & quotes[1] == set()


def test_the_summary_counts_the_sentences_that_still_name_them(real: tuple[Edition, Edition]) -> None:
    """The graph itself says where, and a question lists them."""
    after = real[1]
    quotes = {(q.subject, q.object.value) for q in after.quads if q.predicate.value == expand("oa:exact")}
    names = r"\b(elsa bonal|eco[- ]?morphose|ecomorphose)\b|\belsa (?!lewin)"
    counted = len([text for _, text in quotes if re.search(names, plain(text))])
    assert after.report.facts["withdrawn"]["printed"] == counted > 0
    said = list(build_command._summary(after.report, "fr"))
    assert f"  {counted} citations du rapport les nomment encore → cohorte ask search text=NOM" in said
    found = csv_text(after.questions.ask("search", {"text": "Eco-Morphose"}, "fr"))  # type: ignore[arg-type]
    assert "Eco-Morphose" in found


def folded(text: str) -> str:
    """Words parted by single spaces, hyphens and apostrophes among them."""
    return " ".join(" ".join(plain_words(text)).replace("-", " ").replace("'", " ").split())


def ours(text: str, printed: str) -> list[str]:
    """Where a text names what is withdrawn in words of our own: with no neighbour that a report prints beside it."""
    words, found = folded(text).split(), []
    for name in {folded(name) for name in NAMES}:
        length = len(name.split())
        for at in range(len(words) - length + 1):
            if " ".join(words[at : at + length]) == name:
                around = [words[max(at - 1, 0) : at + length], words[at : at + length + 1]]
                beside = [" ".join(run) for run in around if len(run) > length]
                if beside and not any(f" {run} " in printed for run in beside):
                    found.append(" ".join(words[max(at - 4, 0) : at + length + 4]))
    return found


@pytest.fixture(scope="module")
def printed(real: tuple[Edition, Edition]) -> str:
    """The reports as received, and their passages without the breaks of lines."""
    texts = ("occitanie-2024-2025.txt", "montpellier-mediterranee-metropole.md")
    read = [(ROOT / "data/sources" / name).read_text("utf-8") for name in texts]
    exact = (q.object.value for q in real[0].quads if q.predicate.value == expand("oa:exact"))
    return " | ".join(["", *map(folded, [*read, *sorted(exact)]), ""]).replace("|", " | ")


def test_no_literal_names_it_but_in_the_words_of_the_report(real: tuple[Edition, Edition], printed: str) -> None:
    before, after = real
    texts = {quad.object.value for quad in after.quads if isinstance(quad.object, ox.Literal)}
    assert [found for text in texts for found in ours(text, printed)] == []
    own = {quad.object.value for quad in before.quads if isinstance(quad.object, ox.Literal)}
    assert len([found for text in own for found in ours(text, printed)]) > 10


def test_no_label_or_sort_key_is_its_name(real: tuple[Edition, Edition]) -> None:
    names = {folded(name) for name in NAMES}
    naming = [expand("rdfs:label"), expand("skos:altLabel"), expand("skos:hiddenLabel"), COH + "sortKey"]
    bearing = {
        path(quad.subject).split("/")[0]
        for quad in real[1].quads
        if quad.predicate.value in naming and any(name in folded(quad.object.value) for name in names)
    }
    assert bearing <= {"passage"}, "only a passage is labelled by the report's words"


# --- The answers


def answers(found: Edition, golden: bool) -> Iterator[tuple[str, str]]:
    """Every stored query, as CSV or triples: with the values of the golden answers, or with its examples."""
    for stored in found.questions.catalogue:
        demanded = [p for p in stored.header.parameters if p.required]
        examples = {p.name: p.example for p in demanded}
        values = [dict(case.values) for case in cases(stored)] if golden else [examples]
        for given in values:
            if golden and set(given.values()) & set(OF_REAL):
                continue  # asked for what is withdrawn
            answer = found.questions.ask(stored.name, given, "fr")
            if isinstance(answer, Table):
                yield f"{stored.name} {given}", csv_text(answer)
            elif isinstance(answer, Statements):
                yield f"{stored.name} {given}", "\n".join(map(str, answer.triples))


def test_no_answer_tells_of_it(real: tuple[Edition, Edition], printed: str) -> None:
    found = list(answers(real[1], golden=True))
    assert len(found) > 100
    for name, text in found:
        if name.startswith("statements-"):
            continue
        assert [slug for slug in ("person/elsa-bonal", "eco-morphose", f"production/{O}/13>") if slug in text] == [], (
            name
        )
        cells = [cell for line in text.splitlines() for cell in re.split(r'","|,(?=")|(?<="),|,(?=\S)|\|', line)]
        assert [own for cell in cells for own in ours(cell, printed)] == [], name


def test_no_dossier_tells_of_it(real: tuple[Edition, Edition], printed: str) -> None:
    for slug in ("barre-des-cevennes", "le-vigan", "frontonnais", "sicoval"):
        pages = [write_dossier(gather(found.questions, slug, "fr"), "html").decode() for found in real]
        texts = [html.unescape(re.sub(r"<[^>]+>", " \n ", page)) for page in pages]
        assert "elsa-bonal" not in pages[1]
        assert "eco-morphose" not in pages[1]
        own = [[found for line in text.splitlines() for found in ours(line, printed)] for text in texts]
        lines = [{" ".join(line.split()) for line in text.splitlines()} for text in texts]
        assert own[1] == []
        assert not lines[1] & set(NAMES), "a name by itself, as dossiers print who accompanied"
        assert lines[0] & set(NAMES) or slug == "sicoval"


# --- The promise and the checks still hold


def test_every_passage_is_at_its_place_and_nothing_counts_as_forgotten(pair: Pair) -> None:
    before, after, _ = pair
    assert [fault.line("en") for fault in verify(after.project).faults] == []
    shares = [[found.coverage.share for found in verify(one.project).sources] for one in (before, after)]
    assert shares[0] == shares[1]


def test_without_the_spans_of_what_went_the_chapter_would_be_short(
    real: tuple[Edition, Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the test above can fail: what is withdrawn did stand in the text."""
    monkeypatch.setattr("cohorte_graph.verify._withdrawn", lambda project: {})
    whole = sum(found.coverage.covered for found in verify(real[0].project).sources)
    assert sum(found.coverage.covered for found in verify(real[1].project).sources) < whole


def test_the_check_conforms_and_sees_the_tombstones(mini: tuple[Edition, Edition]) -> None:
    reports = [check(of_project(found.project), Options()) for found in mini]
    grave = [sorted(r.code for r in report.results if r.severity == "Violation") for report in reports]
    assert grave[1] == grave[0]


# --- Whoever asks for it is told


def test_show_tells_of_the_withdrawal(mini: tuple[Edition, Edition]) -> None:
    root = str(mini[1].project.root)
    shown = CliRunner().invoke(main, ["--project", root, "show", "ronan-kervadoue"])
    assert shown.exit_code == 0
    assert "pierre tombale" in shown.output
    assert "retirée le: 2026-11-28" in shown.output
    assert "Ronan" not in shown.output


@pytest.mark.parametrize("of", ["any", f"{COH}Person", f"{COH}Territory"])
@pytest.mark.parametrize("value", ["ronan-kervadoue", "person/ronan-kervadoue", f"{ID}person/ronan-kervadoue"])
def test_a_parameter_that_names_it_is_told(mini: tuple[Edition, Edition], of: str, value: str) -> None:
    parameter = Parameter("subject", "class", of, required=True, example="ambroise-talverne")
    with pytest.raises(CallError, match=r"subject='\S+' was withdrawn on 2026-11-28\."):
        mini[1].questions.terms.term(parameter, value)


def test_a_question_about_it_is_told_in_french(mini: tuple[Edition, Edition]) -> None:
    root = str(mini[1].project.root)
    asked = CliRunner().invoke(main, ["--project", root, "ask", "mentions-of", "subject=brindille"])
    assert asked.exit_code == 2
    assert "subject='brindille' a été retiré du graphe le 2026-11-28." in asked.output


# --- What the file may say


def refused(tmp_path: Path, more: str, names: Iterable[str] = ()) -> InputError:
    project = project_with(tmp_path / "mini", MINI / "data", names, more)
    with pytest.raises(InputError) as caught:
        build(project)
    assert caught.value.exit_code == 3
    assert str(caught.value.place).startswith(str(project.data / "withdrawn.ttl"))
    return caught.value


MISSPELT, OF_YSE = TOMBSTONE.format("person/ronan-kervadou"), TOMBSTONE.format("person/yse-mirloton")


@pytest.mark.parametrize(
    ("more", "line", "message", "hint"),
    [
        (MISSPELT, 6, "the graph has no such resource", "Did you mean person/ronan-kervadoue"),
        (OF_YSE + '<id/person/yse-mirloton> rdfs:label "Y" .', 8, "rdfs:label is said", "coh:withdrawnOn"),
        ("<id/person/yse-mirloton> coh:withdrawnOn 1 .", 6, "is called no tombstone", "a coh:Tombstone"),
        ("<id/person/yse-mirloton> a coh:Person .", 6, "is called no tombstone", "a coh:Tombstone"),
        ("<concept/actor-role/elus> a coh:Tombstone .", 6, "no resource of a report", "Only those"),
        ("[] a coh:Tombstone .", 6, "a blank node is withdrawn", "by its IRI"),
        (TOMBSTONE.format(f"cohort/{A}"), 6, f"'cohort/{A}' would go", "data/sources"),
        (TOMBSTONE.format("organisation/manufacture-des-passages"), 6, "would go", "data/sources"),
        (TOMBSTONE.format("territory/val-d-ombrelune"), 6, "'pilot/", "Members and pilots stay"),
        (TOMBSTONE.format(f"pilot/{A}/val-d-ombrelune"), 6, f"'pilot/{A}/val-d-ombrelune' would", "Members and pilots"),
    ],
)
def test_the_file_is_refused_with_the_line(tmp_path: Path, more: str, line: int, message: str, hint: str) -> None:
    error = refused(tmp_path, more)
    assert error.place is not None
    assert error.place.line == line
    assert message in error.message
    assert hint in error.hint


def test_a_date_that_is_none_is_a_violation(tmp_path: Path) -> None:
    more = '<id/person/yse-mirloton> a coh:Tombstone ; coh:withdrawnOn "demain" .'
    project = project_with(tmp_path / "mini", MINI / "data", (), more)
    done = CliRunner().invoke(main, ["--project", str(project.root), "build", "--no-reasoner"])
    assert done.exit_code == 1
    assert "TOMBSTONE-DATE" in done.output
    assert "withdrawn.ttl:6" in done.output


def test_a_project_without_the_file_withdraws_nothing(built_mini: Path) -> None:
    assert not (built_mini / "data" / "withdrawn.ttl").exists()
    manifest = next((built_mini / "build" / "generations").glob("*/manifest.json"))
    assert json.loads(manifest.read_text("utf-8"))["withdrawn"] == {
        "resources": 0,
        "gone": 0,
        "printed": 0,
        "spans": {},
    }


def test_the_project_s_own_file_is_understood_and_withdraws_nothing() -> None:
    from cohorte_graph.graph.withdrawal import read_withdrawals

    text = (ROOT / "data" / "withdrawn.ttl").read_text("utf-8")
    assert not read_withdrawals(ROOT / "data" / "withdrawn.ttl")
    example = "\n".join(line.removeprefix("#   ") for line in text.splitlines() if line.startswith("#   "))
    quads = list(ox.parse((HEAD + example).encode(), format=ox.RdfFormat.TURTLE))
    assert len(quads) == 4
