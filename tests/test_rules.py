"""Each rule says what it should, on both engines; together they reach one fixpoint in any order."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml
from rdflib import Graph

from cohorte_graph.iri import BASE, COH

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
RULES = sorted((ROOT / "ontology" / "rules").glob("*.rq"))
EXAMPLES = FIXTURES / "rules"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

Triples = frozenset[str]
Engine = Callable[[Iterable[str], list[str]], list[Triples]]

assert RULES, "no rules found"
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)


def turtle(path: Path) -> Triples:
    """The triples of a Turtle file as N-Triples statements."""
    return frozenset(str(quad.triple) for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))


def document(triples: Iterable[str]) -> bytes:
    return "".join(f"{triple} .\n" for triple in triples).encode()


def on_pyoxigraph(triples: Iterable[str], rules: list[str]) -> list[Triples]:
    """What each rule constructs from the triples, and the triples do not hold yet."""
    given = frozenset(triples)
    store = ox.Store()
    store.load(document(given), format=ox.RdfFormat.N_TRIPLES)
    return [frozenset(str(triple) for triple in store.query(rule)) - given for rule in rules]


def on_rdflib(triples: Iterable[str], rules: list[str]) -> list[Triples]:
    """The same by rdflib. Parsed and written by one hand on both sides, so that spellings compare."""
    given = frozenset(triples)
    graph = Graph().parse(data=document(given), format="nt")
    return [canonical(graph.query(rule).graph) - given for rule in rules]


def canonical(graph: Graph) -> Triples:
    lines = io.BytesIO(graph.serialize(format="nt", encoding="utf-8"))
    return frozenset(str(quad.triple) for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))


ENGINES: dict[str, Engine] = {"pyoxigraph": on_pyoxigraph, "rdflib": on_rdflib}
both_engines = pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)


def header(rule: Path) -> dict[str, str]:
    lines = rule.read_text("utf-8").splitlines()
    return yaml.safe_load("\n".join(line[3:] for line in lines if line.startswith("#+")))


@pytest.fixture(scope="module")
def ontology() -> Triples:
    return turtle(ROOT / "ontology" / "cohorte.ttl") | turtle(ROOT / "ontology" / "alignments.ttl")


@pytest.fixture(scope="module")
def axioms(ontology: Triples) -> Triples:
    """Those triples of the ontology that rules read: parsing them alone saves rdflib most of its time."""
    read = re.compile(r"\S+ <\S+#(inverseOf|subClassOf|subPropertyOf)> <")
    return frozenset(triple for triple in ontology if read.match(triple))


@pytest.fixture(scope="module")
def small_cohort(ontology: Triples) -> Triples:
    return ontology | turtle(FIXTURES / "small-cohort.ttl")


def example(rule: Path) -> tuple[Triples, Triples]:
    """The triples that the rule's example gives, and those it expects in return."""
    path = EXAMPLES / f"{rule.stem}.trig"
    graphs: dict[str, set[str]] = {"given": set(), "expected": set()}
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TRIG):
        graphs[quad.graph_name.value.removeprefix(BASE)].add(str(quad.triple))
    assert graphs["expected"], f"{path.name} expects nothing"
    return frozenset(graphs["given"]), frozenset(graphs["expected"])


@every_rule
def test_header_says_what_the_rule_is_for(rule: Path) -> None:
    head = header(rule)
    assert set(head) == {"summary", "description"}
    assert all(isinstance(text, str) and text for text in head.values())


@every_rule
def test_rule_is_one_construct_without_traps(rule: Path) -> None:
    text = re.sub(r"^#.*$", "", rule.read_text("utf-8"), flags=re.M)
    assert len(re.findall(r"\bCONSTRUCT\b", text)) == 1
    assert not re.search(r"\b(FROM|SERVICE|GRAPH|BIND)\b", text)


def test_every_example_belongs_to_a_rule() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.trig")} == {rule.stem for rule in RULES}


@both_engines
@every_rule
def test_rule_on_its_example(rule: Path, engine: Engine, axioms: Triples) -> None:
    given, expected = example(rule)
    (found,) = engine(axioms | given, [rule.read_text("utf-8")])
    assert found == expected


@every_rule
def test_rule_adds_nothing_to_the_ontology_itself(rule: Path, ontology: Triples) -> None:
    assert on_pyoxigraph(ontology, [rule.read_text("utf-8")]) == [frozenset()]


def fixpoint(engine: Engine, triples: Triples, rules: list[Path]) -> Triples:
    """All that the rules add, each round running all of them on what is known so far."""
    texts = [rule.read_text("utf-8") for rule in rules]
    known = triples
    while new := frozenset().union(*engine(known, texts)):
        known |= new
    return known - triples


def one_by_one(triples: Triples, rules: list[Path]) -> Triples:
    """All that the rules add, each rule already seeing what the one before it added."""
    known, before = triples, None
    while known != before:
        before = known
        for rule in rules:
            known |= on_pyoxigraph(known, [rule.read_text("utf-8")])[0]
    return known - triples


def members(triples: Triples, name: str) -> set[str]:
    """The paths below id/ or concept/ of the members of one of our classes."""
    pattern = re.compile(rf"<{re.escape(BASE)}(?:id|concept)/([^>]+)> <{TYPE}> <{COH}{name}>")
    return {found[1] for triple in triples if (found := pattern.fullmatch(triple))}


@pytest.fixture(scope="module")
def inferred(small_cohort: Triples) -> Triples:
    return fixpoint(on_pyoxigraph, small_cohort, RULES)


def test_engines_reach_the_same_fixpoint(axioms: Triples, inferred: Triples) -> None:
    """Also with the axioms alone: the rules need nothing else of the ontology."""
    cohort = turtle(FIXTURES / "small-cohort.ttl")
    assert fixpoint(on_rdflib, axioms | cohort, RULES) == inferred


@pytest.mark.parametrize("rules", [RULES, RULES[::-1]], ids=["a to z", "z to a"])
def test_order_of_the_rules_does_not_matter(rules: list[Path], small_cohort: Triples, inferred: Triples) -> None:
    assert one_by_one(small_cohort, rules) == inferred


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ally", {"person/ana", "organisation/atelier"}),
        ("PilotAlly", {"person/ana", "organisation/atelier"}),
        ("DiagnosisAlly", {"person/ana"}),
        ("ContinuingAlly", {"person/ana"}),
        ("RuralCommune", {"territory/village"}),
        ("Territory", {"territory/village", "territory/ville"}),
        ("TerritoryWithoutAllyViewpoint", {"territory/ville"}),
        ("ViewpointWithoutSpeaker", {"viewpoint/c/ville/territory"}),
        ("UnlabelledEffect", {"effect/c/ville/1"}),
        ("SharedEffectType", {"effect-type/dialogue"}),
        ("CrossCuttingEffectType", set()),
        ("SharedLimitTheme", set()),
        ("CrossCuttingLimitTheme", set()),
    ],
)
def test_members_of_defined_classes(name: str, expected: set[str], inferred: Triples) -> None:
    assert members(inferred, name) == expected


def test_inverses_come_in_pairs(small_cohort: Triples, inferred: Triples) -> None:
    known = {tuple(triple.split(" ", 2)) for triple in small_cohort | inferred}
    inverse_of = "<http://www.w3.org/2002/07/owl#inverseOf>"
    pairs = [(s, o) for s, p, o in known if p == inverse_of and s[0] == o[0] == "<"]
    assert len(pairs) >= 12
    used = 0
    for one, other in [*pairs, *((b, a) for a, b in pairs)]:
        stated = {(s, o) for s, p, o in known if p == one}
        used += bool(stated)
        assert stated == {(o, s) for s, p, o in known if p == other}, one
    assert used >= 20
