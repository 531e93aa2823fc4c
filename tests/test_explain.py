"""Why a thing belongs to a class: the rule's own conditions, the statements that meet them, the words behind those."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from cohorte_graph.cli import main
from cohorte_graph.errors import CallError
from cohorte_graph.generation import GRAPH_FILE, publish
from cohorte_graph.iri import BASE, COH, data_iri, expand, graph_iri
from cohorte_graph.reason import Rule, infer, read_rules
from cohorte_graph.reason.conditions import Absence, Comparison, Count, Pattern, definition
from cohorte_graph.reason.explain import Explanation, class_named, explain
from cohorte_graph.store import OxigraphStore, Rows
from report_fixtures import ROOT

RULES = read_rules(ROOT / "ontology" / "rules")
DEFINING = [rule for rule in RULES if re.search(r"CONSTRUCT \{ \?\w+ a coh:\w+ \}", rule.text)]
assert len(DEFINING) > 10
PREFIXES = f"BASE <{BASE}> PREFIX coh: <{COH}> PREFIX rdfs: <{expand('rdfs:')}> PREFIX oa: <{expand('oa:')}>"
WORDS = """
<id/accompaniment/c/village/ana> rdfs:label "Ana au village"@fr , "Ana in the village"@en ;
    coh:quote "Ana accompagne le village." ; coh:pages "2-3" .
<id/figure/c/village/population> rdfs:label "200 habitants"@fr , "200 inhabitants"@en ;
    coh:quote "Population : 200 habitants." ; coh:pages "2-3" .
<id/annotation/c/ana/task> oa:hasBody <id/accompaniment/c/village/ana> ; oa:hasTarget <id/passage/s/0-9> ;
    coh:property coh:task ; coh:number 1 .
<id/effect/c/village/1> rdfs:label "Village, effet 1"@fr , "Village, effect 1"@en .
"""
Call = Callable[..., Result]
Why = Callable[[str, str], Explanation]


def triples(text: bytes, kind: ox.RdfFormat = ox.RdfFormat.TURTLE) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text, format=kind, base_iri=BASE)}


@pytest.fixture(scope="module")
def quads() -> list[ox.Quad]:
    """The invented cohort of the reasoner's tests, with labels and words, in named graphs and their union."""
    ontology = triples((ROOT / "ontology" / "cohorte.ttl").read_bytes())
    cohort = triples((ROOT / "tests" / "fixtures" / "small-cohort.ttl").read_bytes()) | triples(
        f"{PREFIXES} {WORDS}".encode()
    )
    graphs = {
        graph_iri("ontology"): ontology,
        graph_iri("report", "c"): cohort,
        graph_iri("inferred", "c"): infer(ontology | cohort, RULES),
    }
    named = [ox.Quad(*t, ox.NamedNode(name)) for name, found in graphs.items() for t in found]
    return [*named, *(ox.Quad(*t) for t in set().union(*graphs.values()))]


@pytest.fixture(scope="module")
def engine(quads: list[ox.Quad]) -> OxigraphStore:
    store = OxigraphStore()
    store.extend(quads)
    return store


@pytest.fixture
def why(engine: OxigraphStore) -> Why:
    def ask(path: str, name: str) -> Explanation:
        resource = BASE + path if path.startswith("concept/") else data_iri(path)
        return explain(engine, RULES, resource, COH + name)

    return ask


# --- A rule as conditions


def selected(rule: Rule, store: OxigraphStore) -> set[str]:
    """The things that all conditions of a definition hold of."""
    found = definition(rule)
    assert found is not None
    anchor = " ".join(f"VALUES {name} {{ {' '.join(terms)} }}" for name, terms in found.choices.items())
    parts = [f"{{ {c.select(anchor, True)} }}" if isinstance(c, Count) else c.sparql for c in found.conditions]
    rows = store.query(f"SELECT DISTINCT {found.variable} WHERE {{ {anchor} {' '.join(parts)} }}")
    assert isinstance(rows, Rows)
    return {row[0].value for row in rows.rows}


@pytest.mark.parametrize("rule", DEFINING, ids=lambda rule: rule.name)
def test_the_conditions_of_a_rule_select_what_the_rule_constructs(rule: Rule, engine: OxigraphStore) -> None:
    """On the rule's own example and on the invented cohort."""
    example = OxigraphStore()
    path = ROOT / "tests" / "fixtures" / "rules" / f"{rule.name}.trig"
    given = [q for q in ox.parse(path.read_bytes(), format=ox.RdfFormat.TRIG) if q.graph_name.value.endswith("given")]
    example.extend(ox.Quad(*quad.triple) for quad in given)
    for store in (example, engine):
        constructed = {triple.subject.value for triple in store.query(rule.text).triples}
        assert selected(rule, store) == constructed
    assert constructed or selected(rule, example)


def test_a_rule_that_defines_no_class_or_says_too_much_is_no_definition() -> None:
    told = {rule.name for rule in RULES if definition(rule)}
    assert told == {rule.name for rule in DEFINING}
    for where in ("?x coh:a/coh:b ?y", "?x coh:a ?y . OPTIONAL { ?x coh:b ?z }", "?x other:a ?y", "?x coh:a ?y"):
        text = f"PREFIX coh: <{COH}>\nCONSTRUCT {{ ?x a coh:C }}\nWHERE {{ {where} }}"
        assert (definition(Rule("r", Path("r.rq"), text)) is None) == (where != "?x coh:a ?y"), where


def test_conditions_of_every_kind_are_read() -> None:
    kinds = {type(c) for found in map(definition, DEFINING) if found for c in found.conditions}
    assert kinds == {Pattern, Comparison, Absence, Count}


# --- The explanation


def test_belonging_and_a_rule_that_holds_are_one_for_everything(engine: OxigraphStore) -> None:
    rows = engine.query(f'SELECT DISTINCT ?x {{ ?x a ?c FILTER(STRSTARTS(STR(?x), "{BASE}")) }}')
    assert isinstance(rows, Rows)
    things = [row[0].value for row in rows.rows if "def#" not in row[0].value]
    assert len(things) > 30
    held = 0
    for kind in [found.class_iri for found in map(definition, DEFINING) if found]:
        for thing in things:
            found = explain(engine, RULES, thing, kind)
            assert found.belongs == any(route.holds for route in found.routes), (thing, kind)
            assert all(finding.holds for route in found.routes for finding in route.findings[:-1])
            held += found.belongs
    assert held > 8


def test_the_statements_that_meet_a_condition_have_their_origin_and_words(why: Why) -> None:
    (route,) = why("person/ana", "PilotAlly").routes
    said = {s.property.removeprefix(COH): s for finding in route.findings for s in finding.statements}
    assert set(said) == {expand("rdf:type"), "carriedOutBy", "inRole", "task"}
    assert said["carriedOutBy"].subject.value == data_iri("accompaniment/c/village/ana")
    assert {s.origins for s in said.values()} == {("report",)}
    assert (said["inRole"].quote, said["inRole"].pages) == ("Ana accompagne le village.", "2-3")
    assert said["task"].quote == "Le texte", "words that state just this come before those of the whole"


@pytest.mark.parametrize(
    ("path", "name", "kind", "values"),
    [
        ("person/ben", "Ally", Pattern, ()),
        ("territory/village", "Ally", Pattern, ()),
        ("territory/village", "TerritoryWithoutAllyViewpoint", Absence, ()),
        ("territory/ville", "RuralCommune", Pattern, ()),
        ("concept/effect-type/dialogue", "CrossCuttingEffectType", Count, ("2",)),
        ("concept/effect-type/lien", "SharedEffectType", Pattern, ()),
        ("organisation/atelier", "ContinuingAlly", Pattern, ()),
    ],
)
def test_the_first_condition_that_fails_is_told(
    path: str, name: str, kind: type, values: tuple[str, ...], why: Why
) -> None:
    found = why(path, name)
    (route,) = found.routes
    failed = route.findings[-1]
    assert not found.belongs
    assert not failed.holds
    assert isinstance(failed.condition, kind)
    assert failed.values == values


def test_what_may_not_be_there_is_shown(why: Why) -> None:
    (route,) = why("effect/c/village/1", "UnlabelledEffect").routes
    (statement,) = route.findings[-1].statements
    assert statement.property == COH + "printedLabel"
    assert statement.object == ox.Literal("dialogue", language="fr")


def test_a_class_without_a_rule_is_stated_or_follows_from_a_narrower_one(why: Why) -> None:
    stated = why("territory/village", "Commune")
    assert (stated.belongs, stated.routes, len(stated.stated)) == (True, (), 1)
    above = why("territory/village", "Territory")
    assert (above.belongs, above.stated, above.narrower[0]) == (True, (), COH + "Commune")
    assert not why("territory/village", "Person").belongs


@pytest.mark.parametrize(
    "value",
    ["RuralCommune", "coh:RuralCommune", "ruralcommune", COH + "RuralCommune", "commune rurale", "Rural Commune"],
)
def test_a_class_is_found_by_name_label_or_iri(value: str, engine: OxigraphStore) -> None:
    assert class_named(engine, value) == COH + "RuralCommune"


def test_a_class_that_is_not_there_is_answered_with_the_close_ones(engine: OxigraphStore) -> None:
    with pytest.raises(CallError, match="'RuralComune' is no class") as raised:
        class_named(engine, "RuralComune")
    assert "RuralCommune" in raised.value.hint


# --- The command


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, quads: list[ox.Quad]) -> Path:
    root = tmp_path_factory.mktemp("explained")
    (root / "data" / "sources").mkdir(parents=True)
    graph = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert graph is not None
    publish(root / "build", {GRAPH_FILE: graph}, {})
    return root


@pytest.fixture
def call(project: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.delenv("COHORTE_LANG", raising=False)
    return lambda *args: CliRunner().invoke(main, ["--project", str(project), "explain", *args])


def test_the_command_says_why(call: Call) -> None:
    said = call("village", "RuralCommune").output.splitlines()
    assert said[0] == "Village appartient à la classe « commune rurale »."
    assert said[1].startswith("Commune dont un chiffre de population du graphe")
    assert said[3:] == [
        "Selon la règle rural-commune :",
        "  ✓ Village: est commune (report)",
        "  ✓ 200 habitants: chiffre de Village · est chiffre · mesure population · valeur 200 (report)",
        "      « Population : 200 habitants. » (p. 2-3)",
        "  ✓ ‹valeur› < 2000 (200 < 2000)",
    ]


def test_the_command_says_why_not_in_english(call: Call) -> None:
    said = call("ville", "RuralCommune", "--lang", "en").output.splitlines()
    assert said[0] == "Ville does not belong to the class 'rural commune'."
    assert said[3:] == ["By the rule rural-commune:", "  ✗ missing: Ville — is — commune"]
    said = call("person/ben", "ally", "--lang", "en").output.splitlines()
    assert said[-1] == "  ✗ missing: ‹accompaniment› — carried out by — Ben"
    said = call("village", "Ally", "--lang", "en").output.splitlines()
    assert said[-1] == "  ✗ missing: Village — is — person or organisation"
    said = call("dialogue", "CrossCuttingEffectType", "--lang", "en").output.splitlines()
    assert said[-1] == "  ✗ number of ‹territory› ≥ 3 (found: 2)"


def test_the_command_shows_what_stands_against_it(call: Call) -> None:
    said = call("effect/c/village/1", "UnlabelledEffect", "--lang", "en").output.splitlines()
    assert said[-2:] == [
        "  ✗ the graph holds: Village, effect 1 — printed label — ‹printed label›",
        "        Village, effect 1: printed label dialogue (report)",
    ]
    said = call("ville", "TerritoryWithoutAllyViewpoint").output.splitlines()
    assert said[-1] == "  ✓ le graphe ne contient aucun : ‹point de vue de l'allié·e› — point de vue sur — Ville"


def test_the_command_tells_classes_without_a_rule(call: Call) -> None:
    assert "Énoncé tel quel :\n  ✓ Village: est commune (report)" in call("village", "Commune").output
    assert "Par ses classes plus précises : " in call("village", "Territory").output
    assert call("village", "Person").output.endswith("Aucune règle n'en décide : une donnée doit l'énoncer.\n")


def test_a_wrong_call_ends_with_2_and_the_close_ones(call: Call) -> None:
    said = call("village", "RuralComune")
    assert said.exit_code == 2
    assert said.stderr.splitlines()[0] == "Erreur : « RuralComune » n'est pas une classe de l'ontologie."
    assert "Vouliez-vous dire" in said.stderr
    assert call("nowhere", "Ally").exit_code == 2
    assert call("village").exit_code == 2
    assert call("village", "Person").exit_code == 0, "a no is an answer"
