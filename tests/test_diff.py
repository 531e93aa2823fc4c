"""``cohorte diff``: what changed between two builds, by resource, in words, with passages."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cohorte_graph.build import build
from cohorte_graph.cli import main
from cohorte_graph.comparison import Comparison, Snapshot, compare, take
from cohorte_graph.comparison.words import counted, summary
from cohorte_graph.errors import CallError, InputError
from cohorte_graph.generation import GRAPH_FILE, current, find_build, manifest, open_current, read_build
from cohorte_graph.iri import COH, GRAPH, ID, expand
from cohorte_graph.project import Project
from cohorte_graph.starter import EXAMPLE, lay_out

TEXT = f"data/sources/{EXAMPLE}.txt"
CURATION = f"data/curation/{EXAMPLE}/roche-lavande.ttl"
HEAD = "@base <https://w3id.org/cohorte-graph/> .\n@prefix coh: <https://w3id.org/cohorte-graph/def#> .\n"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of ``cohorte init``, built once, without SHACL, which has no part in this."""
    root = tmp_path_factory.mktemp("first") / "project"
    lay_out(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cohorte_graph.build.validate", lambda data, shapes: [])
        build(Project.at(root))
    return root


@pytest.fixture(scope="module")
def real(built: tuple[Project, object]) -> Snapshot:
    """The real report."""
    return take(open_current(built[0]), manifest(built[0])["triples"])


@pytest.fixture
def project(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr("cohorte_graph.build.validate", lambda data, shapes: [])
    shutil.copytree(first, tmp_path / "project")
    return Project.at(tmp_path / "project")


def rewrite(project: Project, name: str, change: Callable[[str], str]) -> None:
    """A file changed; the digest of a source is described anew."""
    path = project.root / name
    before = path.read_bytes().decode()
    after = change(before)
    assert after != before
    path.write_bytes(after.encode())
    if name == TEXT:
        import hashlib

        described = project.root / "data/sources/sources.ttl"
        digest = hashlib.sha256(after.encode()).hexdigest()
        described.write_text(re.sub(r'sha256 "\w+"', f'sha256 "{digest}"', described.read_text("utf-8")), "utf-8")


def diff(project: Project, *args: str, lang: str = "fr") -> Result:
    return CliRunner().invoke(main, ["--lang", lang, "--project", str(project.root), "diff", *args])


def compared(project: Project) -> Comparison:
    builds = [read_build(find_build(lambda: project, name)) for name in ("previous", "current")]
    return compare(*(take(one.store, one.facts["triples"]) for one in builds))


def test_an_effect_put_in_and_a_quote_corrected(project: Project) -> None:
    """Numbers shift, places shift, and still it is one effect and one quote."""
    rewrite(
        project,
        TEXT,
        lambda text: text.replace("en pleine récolte", "en pleine vendange").replace(
            "\t✳ Effet « prise", "\t✳ Effet « dialogue » : on se parle enfin.\n\n\t✳ Effet « prise"
        ),
    )
    build(project)
    done = diff(project)
    assert done.exit_code == 0
    head, _, said, _, files, *rest = done.stdout.splitlines()
    assert re.fullmatch(r"\w{16} \(.*Z\) → \w{16} \(.*Z\)", head)
    assert said.startswith("1 effet ajouté, 1 limite modifiée, ")
    assert re.search(r", 1 effet renuméroté, 1 citation corrigée, \d+ citations déplacées\.$", said)
    assert files == f"Fichiers différents : {TEXT}, data/sources/sources.ttl"
    text = "\n".join(rest)
    assert "Roche-Lavande, effet 2 : dialogue (effet, effect/exemple-2026/roche-lavande/2)" in text
    assert re.search(r"« Effet « dialogue » : on se parle enfin\. » \(p\. 8-9, exemple-2026:\d+-\d+\)", text)
    assert "− « Un calendrier trop serré : les réunions sont tombées en pleine récolte. » (p. 8-9" in text
    assert "+ « Un calendrier trop serré : les réunions sont tombées en pleine vendange. » (p. 8-9" in text
    assert "effect/exemple-2026/roche-lavande/2 → effect/exemple-2026/roche-lavande/3" in text
    # A place told is the place in the file.
    start, end = map(int, re.findall(r"parle enfin\. » \(p\. 8-9, exemple-2026:(\d+)-(\d+)", text)[0])
    source = (project.root / TEXT).read_bytes().decode()
    assert source[start:end] == "Effet « dialogue » : on se parle enfin."
    english = diff(project, lang="en").stdout
    assert "1 effect added, 1 limit changed, " in english
    assert "1 quote corrected, " in english


def test_what_a_curator_states(project: Project) -> None:
    rewrite(
        project,
        CURATION,
        lambda text: (
            text.replace("limit-theme/temps-et-calendrier", "limit-theme/perennite")
            + f"\n<id/effect/{EXAMPLE}/roche-lavande/2> coh:concernsRole <concept/actor-role/elus> .\n"
        ),
    )
    build(project)
    done = diff(project, "--format", "md")
    assert "\n\n1 effet modifié, 1 limite modifiée.\n\n" in done.stdout
    assert re.search(
        r"    - thème de limite : − Temps et calendrier \(curation\)  \+ \S.* \(curation\)", done.stdout
    ), done.stdout
    changes = json.loads(diff(project, "--format", "json").stdout)["changes"]
    themes = [
        one
        for change in changes
        for one in change.get("properties", [])
        if one["property"] == COH + "limitTheme" and change["kind"] == "changed"
    ]
    assert [[value["origins"] for value in one["gone"]] for one in themes] == [[["curation"]]]


def test_what_is_gone(project: Project) -> None:
    """Without its paragraph a limit is removed, and what a curator said of it with it."""
    rewrite(project, TEXT, lambda text: text.replace("\t✳ Un poste manque pour entretenir le bassin.\n\n", ""))
    rewrite(project, CURATION, lambda text: text[: text.index(f"<id/limit/{EXAMPLE}/roche-lavande/2>")])
    build(project)
    removed = [change.resource.iri for change in compared(project).changes if change.kind == "removed"]
    assert removed == [f"{ID}limit/{EXAMPLE}/roche-lavande/2"]
    assert "1 limite retirée" in diff(project).stdout
    assert "« Un poste manque pour entretenir le bassin. » (p. 8-9, " in diff(project).stdout


def test_of_the_names_in_a_sentence_the_right_one_is_gone(project: Project) -> None:
    """They share their quote: the mention of what is gone is gone, and the others take other numbers."""
    rewrite(project, "data/gazetteers/organisations.ttl", lambda text: text[: text.index("<id/organisation/")])
    build(project)
    comparison = compared(project)
    gone = [change.resource for change in comparison.changes if change.kind == "removed"]
    assert [one.iri.removeprefix(ID) for one in gone if "mention" not in one.iri] == [
        "organisation/atelier-des-passages"
    ]
    assert {one.label("fr").partition(",")[0] for one in gone if "mention" in one.iri} == {"Atelier des passages"}
    assert "changed" not in {change.kind for change in comparison.changes if "/mention/" in change.resource.iri}
    renumbered = [c.resource.label("fr").partition(",")[0] for c in comparison.changes if c.kind == "renumbered"]
    assert "Camille Ferlandine" in renumbered


def test_the_ontology_too(project: Project) -> None:
    """A class restated in a blank node is a change of the class."""
    shutil.copytree(Path(__file__).parents[1] / "ontology", project.root / "ontology")
    rewrite(
        project,
        "ontology/cohorte.ttl",
        lambda text: (
            text
            + "\ncoh:Effect rdfs:subClassOf [ a owl:Restriction ; owl:onProperty coh:text ; owl:cardinality 1 ] .\n"
        ),
    )
    build(project)
    (change,) = (c for c in compared(project).changes if c.kind != "moved")
    assert change.resource.iri == COH + "Effect"
    (told,) = change.properties
    assert "owl:onProperty coh:text" in told.new[0][0].value
    assert "1 classe modifiée" in diff(project).stdout


def test_nothing_differs_from_itself(project: Project) -> None:
    done = diff(project, "current", str(project.root))
    assert done.exit_code == 0
    assert "\naucune différence.\n" in done.stdout
    assert diff(project, "current", "current", "--exit-code").exit_code == 0
    rewrite(project, CURATION, lambda text: text + "\n# a comment\n")
    build(project)
    assert "no difference." in diff(project, lang="en").stdout
    assert f"Files that differ: {CURATION}" in diff(project, lang="en").stdout
    assert diff(project, "--exit-code").exit_code == 0


def test_the_other_way_round_is_the_opposite(project: Project) -> None:
    rewrite(project, TEXT, lambda text: text.replace("\t✳ écrire avec les habitants les règles du lieu.\n", ""))
    build(project)
    forth, back = (
        diff(project, "previous", "current", "--format", "json"),
        diff(project, "current", "previous", "--format", "json"),
    )
    one, two = (json.loads(done.stdout)["changes"] for done in (forth, back))
    opposite = {"added": "removed", "removed": "added"}
    assert {(c["kind"], c["resource"]) for c in one if c["kind"] in opposite} == {
        (opposite[c["kind"]], c["resource"]) for c in two if c["kind"] in opposite
    }
    assert diff(project, "--exit-code").exit_code == 1


def test_no_differing_line_goes_untold(project: Project) -> None:
    """The lines of the two graphs, compared as text: each that stands in one only belongs to a change."""
    rewrite(
        project,
        TEXT,
        lambda text: (
            text.replace("1 248 habitants", "1 249 habitants")
            .replace("Dominique Astrelle (maire)", "Dominique Astrelle (adjoint)")
            .replace("\t✳ remettre l'eau dans le bassin ;\n\n", "")
            .replace("\t✳ Effet « coopération »", "\t✳ Effet « outillage » : une clé.\n\n\t✳ Effet « coopération »")
        ),
    )
    rewrite(project, "data/gazetteers/organisations.ttl", lambda text: text.replace("association>", "media>"))
    build(project)
    comparison = compared(project)
    one, two = (
        set((find_build(lambda: project, name) / GRAPH_FILE).read_text("utf-8").splitlines())
        for name in ("previous", "current")
    )
    derived = "|".join(
        re.escape(expand(f"coh:{name}")) for name in ("sortKey", "searchText", "quote", "pages", "passage")
    )
    subjects = {
        line.split(">", 1)[0][1:]
        for line in one ^ two
        if not re.search(rf"> <(?:{derived})> ", line) and f"<{GRAPH}provenance>" not in line and f"<{GRAPH}" in line
    }
    subjects = {s for s in subjects if not s.startswith((ID + "passage/", ID + "annotation/"))}
    told = {iri for c in comparison.changes for iri in (c.before and c.before.iri, c.after and c.after.iri) if iri}
    assert len(subjects) > 10
    assert subjects - told == set()


def test_builds_are_found_by_many_names(project: Project) -> None:
    before = current(project)
    rewrite(project, CURATION, lambda text: text + "\n# x\n")
    build(project)
    after = current(project)

    def find(name: str | Path) -> Path:
        return find_build(lambda: project, str(name))

    assert find("previous") == find(before.name) == find(before) == before
    assert find("current") == find(after.name) == find(project.root) == find(project.build) == after
    with pytest.raises(CallError, match="is no build") as caught:
        find("curent")
    assert "Did you mean current" in caught.value.hint
    done = diff(project, "curent")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (2, "Erreur : « curent » n'est pas une construction.")


def test_where_there_is_no_other_build_or_a_damaged_one(project: Project) -> None:
    with pytest.raises(InputError, match="no previous build"):
        find_build(lambda: project, "previous")
    assert diff(project).exit_code == 3
    path = current(project) / GRAPH_FILE
    path.write_bytes(path.read_bytes().replace(b"Roche", b"Rocha"))
    done = diff(project, "current", "current", lang="en")
    assert done.exit_code == 3
    assert "the built graph is damaged" in done.stderr


def test_numbers_and_nouns_agree(real: Snapshot) -> None:
    """The labels are those of the ontology."""
    said = (
        "2 effets ajoutés|2 effects added",
        "2 limites ajoutées|2 limits added",
        "2 points de vue de l'allié·e ajoutés|2 ally's viewpoints added",
        "2 enjeux ajoutés|2 stakes added",
        "2 lieux ajoutés|2 places added",
        "2 adresses web ajoutées|2 web addresses added",
        "2 politiques ou dispositifs ajoutés|2 policies or schemes added",
        "2 diagnostics sensibles ajoutés|2 sensitive diagnoses added",
        "2 personnes ajoutées|2 people added",
        "2 différences entre sources ajoutées|2 differences between sources added",
        "2 fiches actions de la Région ajoutées|2 action sheets of the Region added",
    )
    labels = {term.label("fr"): term.label("en") for term in real.resources.values() if term.iri.startswith(COH)}
    told = {f"{counted(2, fr, 'ajouté', 'fr')}|{counted(2, en, 'added', 'en')}" for fr, en in labels.items()}
    assert set(said) <= told
    assert counted(1, "limite", "ajouté", "fr") == "1 limite ajoutée"
    assert counted(2, real.label(COH + "Tombstone", "fr"), "ajouté", "fr") == "2 pierres tombales ajoutées"
    assert counted(0, "limite", "ajouté", "fr") == "0 limite ajoutée"
    assert counted(0, "limit", "added", "en") == "0 limits added"


def test_the_real_report_against_itself(project: Project, built: tuple[Project, object]) -> None:
    """Another project altogether: everything of one is gone, everything of the other new, and words stay finite."""
    real = built[0]
    one, two = (
        take(open_current(project), manifest(project)["triples"]),
        take(open_current(real), manifest(real)["triples"]),
    )
    assert summary(compare(two, two), "fr") == "aucune différence"
    said = summary(compare(one, two), "fr")
    assert "390 mentions ajoutées" in said
    assert "32 effets ajoutés" in said
    assert "2 effets retirés" in said
