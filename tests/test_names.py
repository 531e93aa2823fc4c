"""One word per thing: no proper name in code, each class in all its forms, each prefix with one namespace."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import fields
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from cohorte_graph.bundles import PARTNERS
from cohorte_graph.extract import RECORDS, As, Gazetteer
from cohorte_graph.iri import BASE, COH, CONCEPT, ID, PREFIXES, expand
from cohorte_graph.query.stored import StoredQuery
from cohorte_graph.store import OxigraphStore, Rows

ROOT = Path(__file__).parents[1]
GAZETTEERS = sorted((ROOT / "data" / "gazetteers").glob("*.ttl"))
SOURCE = sorted(path for path in (ROOT / "src").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
QUERIES = sorted((ROOT / "queries").glob("*.rq"))
assert len(GAZETTEERS) > 3
assert len(SOURCE) > 50
assert len(QUERIES) > 40

FROM_TURTLE = {
    "Commune", "CommunityOfCommunes", "AgglomerationCommunity", "Metropolis",
    "Department", "Region", "Place", "Person", "Organisation", "Policy", "Term", "Cohort", "Source",
}  # fmt: skip
"""No record: people write them, in data/gazetteers and data/sources."""
CONCEPTS = {
    "EffectType": "effect-type",
    "LimitTheme": "limit-theme",
    "ActorRole": "actor-role",
    "EventKind": "event-kind",
    "OrganisationKind": "organisation-kind",
    "Measure": "measure",
    "Task": "task",
    "ProductionKind": "production-kind",
    "NoteKind": "note-kind",
}
"""No record: people write them, in ontology/concepts; class → scheme."""
ABSTRACT = {"Territory", "Viewpoint", "Finding", "Note"}
"""No record: a rule derives them from the classes below them."""
EVIDENCE = {"Passage", "Section"}
"""No record: ``graph`` writes them from the evidence of records and from the structure of a source."""
DEFINED = {
    "Ally", "PilotAlly", "DiagnosisAlly", "ContinuingAlly", "RuralCommune", "TerritoryWithoutAllyViewpoint",
    "ViewpointWithoutSpeaker", "UnlabelledEffect", "SharedEffectType", "CrossCuttingEffectType",
    "SharedLimitTheme", "CrossCuttingLimitTheme",
}  # fmt: skip
"""No record and no path of their own: a rule decides who belongs to them."""
UNDER = {
    "Commune": "territory",
    "CommunityOfCommunes": "territory",
    "AgglomerationCommunity": "territory",
    "Metropolis": "territory",
    "AllyViewpoint": "viewpoint",
    "TerritoryViewpoint": "viewpoint",
    "Strength": "finding",
    "Fragility": "finding",
    "Tension": "finding",
    "RegionOrientation": "region-step",
    "RegionActionSheet": "region-step",
    "RegionOutcome": "region-step",
    "SourceDifference": "note",
    "UnknownName": "note",
    "ProofreadingNote": "note",
}
"""Classes whose things live under the path of a class above them: an IRI never carries a role or a sort."""
BELOW = {"Phase": {"pilot-support-step"}}
"""Further paths of a class: those of classes below it that have a path of their own."""
NO_CLASS = {"Member": "a territory's membership of a cohort: stated of the territory itself"}
"""Records that are no class, with the reason."""
PARAMETERS = {"other", "subject", "text"}
"""Query parameters that are named by what they do, because the class would say too little."""

TYPE = ox.NamedNode(expand("rdf:type"))


def kebab(name: str) -> str:
    """
    >>> kebab("PilotSupportStep")
    'pilot-support-step'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def camel(slug: str) -> str:
    first, *rest = slug.split("-")
    return first + "".join(word.capitalize() for word in rest)


@cache
def turtle(*paths: Path) -> frozenset[ox.Triple]:
    return frozenset(
        quad.triple for path in paths for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=BASE)
    )


def ontology() -> frozenset[ox.Triple]:
    return turtle(ROOT / "ontology" / "cohorte.ttl")


def subjects(kind: str, triples: frozenset[ox.Triple] | None = None) -> set[str]:
    """The names of our own terms of a kind."""
    found = {
        str(t.subject.value) for t in triples or ontology() if t.predicate == TYPE and t.object.value == expand(kind)
    }
    return {iri.removeprefix(COH) for iri in found if iri.startswith(COH)}


def texts(name: str, predicate: str) -> dict[str, str]:
    """The texts of a term by language."""
    return {
        t.object.language: t.object.value
        for t in ontology()
        if t.subject.value == COH + name and t.predicate.value == expand(predicate)
    }


def above(name: str) -> set[str]:
    """A class and our own classes above it."""
    found, fresh = {name}, {name}
    while fresh:
        fresh = {
            t.object.value.removeprefix(COH)
            for t in ontology()
            if t.predicate.value == expand("rdfs:subClassOf")
            and isinstance(t.object, ox.NamedNode)
            and t.object.value.startswith(COH)
            and t.subject.value.removeprefix(COH) in fresh
        } - found
        found |= fresh
    return found


@pytest.fixture(scope="module")
def instantiated(graph: OxigraphStore) -> dict[str, set[str]]:
    """The classes that the real graph has things of, and the kinds of their IRIs' paths."""
    answer = graph.query("SELECT DISTINCT ?class ?thing WHERE { ?thing a ?class }")
    assert isinstance(answer, Rows)
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind, thing in answer.rows:
        if isinstance(kind, ox.NamedNode) and isinstance(thing, ox.NamedNode) and kind.value.startswith(COH):
            path = thing.value.removeprefix(ID).removeprefix(CONCEPT)
            kinds[kind.value.removeprefix(COH)].add(path.split("/")[0])
    assert len(kinds) > 50
    return kinds


# --- No proper name in code


def test_no_proper_name_stands_in_code() -> None:
    """The names are looked for as in a report: see ``Gazetteer.find``. Terms are words of the template."""
    names = [name for name in Gazetteer.load(GAZETTEERS).names if name.kind != "Term"]
    assert len(names) > 50
    gazetteer = Gazetteer(names)
    found = []
    for path in SOURCE:
        text = path.read_text("utf-8")
        for match in gazetteer.find(text):
            line = text.count("\n", 0, match.start) + 1
            found.append(f"{path.relative_to(ROOT)}:{line}: {match.printed} ({match.name.iri.removeprefix(ID)})")
    assert found == []


def test_no_proper_name_stands_in_code_as_a_slug() -> None:
    """No rule, query text or example of the code speaks of what one report names, nor of one cohort."""
    slugs = {name.slug for name in Gazetteer.load(GAZETTEERS).names if name.kind != "Term"} - PREFIXES.keys()
    slugs -= set(PARTNERS)  # a platform that takes a bundle, and that a report speaks of
    slugs |= {folder.name for folder in (ROOT / "data" / "curation").iterdir()}
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(slugs)))})(?![\w-])")
    found = []
    for path in SOURCE:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            found += [f"{path.relative_to(ROOT)}:{number}: {slug}" for slug in pattern.findall(line)]
    assert found == []


# --- One word per thing


def test_every_class_in_use_is_in_the_ontology_with_label_and_definition(instantiated: dict[str, set[str]]) -> None:
    assert set(instantiated) - subjects("owl:Class") == set()
    for predicate in ("rdfs:label", "skos:definition"):
        bare = {name for name in instantiated if set(texts(name, predicate)) != {"fr", "en"}}
        assert bare == set(), predicate


def test_every_class_in_use_has_a_node_shape(instantiated: dict[str, set[str]]) -> None:
    shapes = turtle(*sorted((ROOT / "ontology" / "shapes").glob("*.ttl")))
    node_shapes = {t.subject for t in shapes if t.predicate == TYPE and t.object.value == expand("sh:NodeShape")}
    targeted = {
        t.object.value.removeprefix(COH)
        for t in shapes
        if t.predicate.value == expand("sh:targetClass") and t.subject in node_shapes
    }
    assert {name for name in instantiated if not above(name) & targeted} == set()


def test_every_class_in_use_has_a_record_or_a_reason(instantiated: dict[str, set[str]]) -> None:
    records = {record.__name__ for record in RECORDS}
    exempt = FROM_TURTLE | set(CONCEPTS) | ABSTRACT | EVIDENCE | DEFINED
    assert set(instantiated) - records - exempt == set()
    assert exempt & records == set(), "an exemption that a record has overtaken"
    assert exempt - subjects("owl:Class") == set(), "an exemption for a class that is gone"


def test_every_record_is_a_class_or_says_why_not() -> None:
    assert {record.__name__ for record in RECORDS} - subjects("owl:Class") == set(NO_CLASS)


def test_a_thing_lives_under_the_name_of_its_class(instantiated: dict[str, set[str]]) -> None:
    wrong = {}
    for name, kinds in instantiated.items():
        if name not in DEFINED:
            expected = {CONCEPTS.get(name) or UNDER.get(name) or kebab(name)} | BELOW.get(name, set())
            if kinds - expected:
                wrong[name] = kinds - expected
    assert wrong == {}


def test_the_exemptions_from_a_path_are_classes_below_one_that_has_it() -> None:
    for name, path in UNDER.items():
        assert path in {kebab(parent) for parent in above(name) - {name}}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_property_of_a_record_is_in_the_ontology(record: type) -> None:
    objects = subjects("owl:ObjectProperty")
    others = subjects("owl:DatatypeProperty") | subjects("owl:AnnotationProperty")
    for field in fields(record):
        name, kind = field.metadata.get("property"), field.metadata.get("as")
        if name is not None:
            assert name in (objects if kind is As.RESOURCE else others), f"{field.name}: coh:{name}"


@pytest.mark.parametrize("scheme", CONCEPTS.values())
def test_every_concept_class_has_its_scheme(scheme: str) -> None:
    stated = turtle(*sorted((ROOT / "ontology" / "concepts").glob("*.ttl")))
    scheme_type = ox.NamedNode(expand("skos:ConceptScheme"))
    assert ox.Triple(ox.NamedNode(CONCEPT + scheme), TYPE, scheme_type) in stated


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_query_names_its_parameters_by_what_they_are(path: Path) -> None:
    classes = subjects("owl:Class")
    for parameter in StoredQuery.read(path).header.parameters:
        if parameter.kind == "scheme":
            slug = parameter.of.removeprefix(CONCEPT)
            assert slug in CONCEPTS.values()
            assert parameter.name == camel(slug)
        elif parameter.kind == "class" and parameter.of != "any":
            name = parameter.of.removeprefix(COH)
            assert name in classes
            assert parameter.name in PARAMETERS | {name[:1].lower() + name[1:]}
        else:
            assert parameter.name in PARAMETERS


# --- One namespace per prefix


def declared() -> dict[str, str]:
    """The prefixes of ontology/prefixes.ttl."""
    facts: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in turtle(ROOT / "ontology" / "prefixes.ttl"):
        facts[str(triple.subject)][triple.predicate.value] = triple.object.value
    named = (f for f in facts.values() if expand("sh:prefix") in f)
    return {f[expand("sh:prefix")]: f[expand("sh:namespace")] for f in named}


def test_the_code_knows_the_prefixes_that_the_ontology_declares() -> None:
    assert len(declared()) > 20
    assert {name: iri for name, iri in PREFIXES.items() if declared().get(name) != iri} == {}


def test_the_context_declares_the_same_prefixes() -> None:
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
    prefixes = {
        name: value["@id"] for name, value in context.items() if isinstance(value, dict) and value.get("@prefix")
    }
    assert prefixes == declared()


def test_no_file_gives_a_prefix_another_namespace() -> None:
    """In Turtle, TriG, SPARQL, Python and the documents; a prefix that only tests use has one namespace too.

    The tests of the check hold files of strangers, who bind prefixes as they like.
    """
    strangers = (ROOT / "tests" / "check", ROOT / "tests" / "fixtures" / "lint")
    files = [path for folder in ("ontology", "data", "queries", "src", "tests") for path in (ROOT / folder).rglob("*")]
    files += ROOT.glob("*.md")
    statement = re.compile(r"(?i)(?:@prefix|\bprefix)\s+(\w+):\s*<([a-z]+:[^>{}\s]+)>")
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path in files:
        if path.suffix in (".ttl", ".trig", ".rq", ".py", ".md") and not any(map(path.is_relative_to, strangers)):
            for prefix, iri in statement.findall(path.read_text("utf-8")):
                found[prefix].setdefault(iri, str(path.relative_to(ROOT)))
    assert len(found) > 15
    known = {**declared(), "p": BASE + "prefixes#"}
    wrong = {p: iris for p, iris in found.items() if len(iris) > 1 or (p in known and set(iris) != {known[p]})}
    assert wrong == {}


def test_one_module_spells_the_base() -> None:
    """Elsewhere in the code our address stands only where SPARQL declares a prefix."""
    prefix = re.compile(rf"PREFIX \w+: <{re.escape(BASE)}[^>]*>")
    spelling = [
        str(path.relative_to(ROOT))
        for path in SOURCE
        if path.suffix == ".py"
        and path.name != "iri.py"
        and BASE.rstrip("/") in prefix.sub("", path.read_text("utf-8"))
    ]
    assert spelling == []
