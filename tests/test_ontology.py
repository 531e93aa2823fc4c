"""The ontology speaks two languages, stays OWL 2 DL, and a reasoner finds it sound with what it aligns to."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import owlready2
import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, SKOS, VANN, XSD
from rdflib.term import Node

from cohorte_graph.iri import BASE, COH, ID, PREFIXES

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
ONTOLOGY = ROOT / "ontology"
RULES = sorted((ONTOLOGY / "rules").glob("*.rq"))
LANGUAGES = {"fr", "en"}
coh = Namespace(COH)

VOCABULARY = Graph().parse(ONTOLOGY / "cohorte.ttl")
ALIGNMENTS = Graph().parse(ONTOLOGY / "alignments.ttl")
HEADERS = {URIRef(BASE + "def"): VOCABULARY, URIRef(BASE + "alignments"): ALIGNMENTS}
BOTH = Graph()
for part in HEADERS.values():
    BOTH += part

KINDS = {
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.NamedIndividual,
    OWL.Ontology,
}
BUILT_IN = tuple(map(str, (RDF, RDFS, OWL, XSD)))


def own(kind: Node) -> list[URIRef]:
    """Our own terms of a kind, sorted."""
    return sorted(
        term for term in VOCABULARY.subjects(RDF.type, kind) if isinstance(term, URIRef) and term.startswith(COH)
    )


CLASSES = own(OWL.Class)
OBJECT_PROPERTIES = own(OWL.ObjectProperty)
DATA_PROPERTIES = own(OWL.DatatypeProperty)
ANNOTATION_PROPERTIES = own(OWL.AnnotationProperty)
PROPERTIES = OBJECT_PROPERTIES + DATA_PROPERTIES + ANNOTATION_PROPERTIES
assert len(CLASSES) > 60
assert len(PROPERTIES) > 80


def name(term: Node) -> str:
    return str(term).removeprefix(COH)


def texts(term: Node, predicate: URIRef) -> list[Literal]:
    return [text for text in VOCABULARY.objects(term, predicate) if isinstance(text, Literal)]


def declared(term: Node) -> bool:
    return any((term, RDF.type, kind) in BOTH for kind in KINDS)


def built_in(term: Node) -> bool:
    return str(term).startswith(BUILT_IN)


every_term = pytest.mark.parametrize("term", CLASSES + PROPERTIES, ids=name)
every_property = pytest.mark.parametrize("term", PROPERTIES, ids=name)


# --- Every term is documented, in French and in English


@every_term
@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition], ids=["label", "definition"])
def test_one_text_in_each_language(term: URIRef, predicate: URIRef) -> None:
    found = texts(term, predicate)
    assert sorted(text.language or "" for text in found) == sorted(LANGUAGES)
    assert all(text.strip() == str(text) != "" for text in found)


@every_term
def test_notes_speak_both_languages(term: URIRef) -> None:
    for predicate in (SKOS.scopeNote, SKOS.editorialNote):
        assert {text.language for text in texts(term, predicate)} in (set(), LANGUAGES)


@every_term
def test_definition_is_a_sentence(term: URIRef) -> None:
    for text in texts(term, SKOS.definition):
        assert text[0].isupper() or text[0] in "«“"
        assert text.endswith((".", ".”", ". »"))


@pytest.mark.parametrize("terms", [CLASSES, PROPERTIES], ids=["classes", "properties"])
def test_labels_tell_terms_of_a_kind_apart(terms: list[URIRef]) -> None:
    labels = [text for term in terms for text in texts(term, RDFS.label)]
    assert len(labels) == len(set(labels))


@every_property
@pytest.mark.parametrize(
    ("side", "words"),
    [(RDFS.domain, {"fr": "domaine", "en": "domain"}), (RDFS.range, {"fr": "plage", "en": "range"})],
    ids=["domain", "range"],
)
def test_domain_and_range_or_a_reason(term: URIRef, side: URIRef, words: dict[str, str]) -> None:
    stated = list(VOCABULARY.objects(term, side))
    assert len(stated) < 2, "two domains or ranges are an intersection; say owl:unionOf"
    if not stated:
        reasons = {text.language: str(text) for text in texts(term, SKOS.editorialNote)}
        for language, word in words.items():
            assert re.search(rf"\b(sans|no|ni)\b[^.]*\b{word}\b", reasons.get(language, ""), re.IGNORECASE)


def test_inverses_swap_domain_and_range() -> None:
    pairs = [(one, other) for one, other in VOCABULARY.subject_objects(OWL.inverseOf) if one in PROPERTIES]
    assert len(pairs) >= 10
    for one, other in pairs:
        assert sided(one, RDFS.domain) == sided(other, RDFS.range), name(one)
        assert sided(one, RDFS.range) == sided(other, RDFS.domain), name(one)


def sided(term: Node, side: URIRef) -> set[Node]:
    """The classes of a domain or range, a union as its members."""
    stated = VOCABULARY.value(term, side)
    union = VOCABULARY.value(stated, OWL.unionOf) if isinstance(stated, BNode) else None
    if union is not None:
        return set(Collection(VOCABULARY, union))
    return set() if stated is None else {stated}


@pytest.mark.parametrize("header", HEADERS, ids=lambda iri: iri.removeprefix(BASE))
def test_metadata(header: URIRef) -> None:
    graph = HEADERS[header]
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [header]
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert {text.language for text in graph.objects(header, predicate)} == LANGUAGES
    version = graph.value(header, OWL.versionInfo)
    assert graph.value(header, OWL.versionIRI) == URIRef(f"{header}/{version}")
    assert graph.value(header, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert graph.value(header, DCTERMS.created) == Literal("2026-11-22", datatype=XSD.date)
    for predicate in (DCTERMS.creator, DCTERMS.publisher):
        assert list(graph.objects(header, predicate)) == [Literal("cohorte-graph")]


def test_preferred_prefix() -> None:
    header = URIRef(BASE + "def")
    assert VOCABULARY.value(header, VANN.preferredNamespacePrefix) == Literal("coh")
    assert VOCABULARY.value(header, VANN.preferredNamespaceUri) == Literal(COH)


# --- OWL 2 DL


def test_nothing_is_imported() -> None:
    assert not list(BOTH.subject_objects(OWL.imports))


def test_no_term_is_of_two_kinds() -> None:
    for term in set(BOTH.subjects(RDF.type)):
        assert len(KINDS.intersection(BOTH.objects(term, RDF.type))) <= 1, term


def test_no_undeclared_term_is_used() -> None:
    elsewhere = {RDFS.seeAlso, DCTERMS.license, OWL.versionIRI}
    used = {
        (position, term)
        for subject, predicate, value in BOTH
        for position, term in (("subject", subject), ("predicate", predicate), ("object", value))
        if isinstance(term, URIRef) and not (position == "object" and predicate in elsewhere)
    }
    assert not {pair for pair in used if not declared(pair[1]) and not built_in(pair[1])}


def test_own_predicates_of_the_ontology_are_annotations() -> None:
    for predicate in set(BOTH.predicates()):
        assert built_in(predicate) or (predicate, RDF.type, OWL.AnnotationProperty) in BOTH, predicate


def test_every_superclass_is_a_class() -> None:
    for _, above in BOTH.subject_objects(RDFS.subClassOf):
        assert isinstance(above, BNode) or (above, RDF.type, OWL.Class) in BOTH, above


def test_a_property_stays_within_its_kind() -> None:
    for below, above in BOTH.subject_objects(RDFS.subPropertyOf):
        kinds = [KINDS.intersection(BOTH.objects(term, RDF.type)) for term in (below, above)]
        assert kinds[0] == kinds[1], (below, above)


def test_non_simple_properties_are_not_counted() -> None:
    counted_by = [
        OWL.cardinality,
        OWL.minCardinality,
        OWL.maxCardinality,
        OWL.qualifiedCardinality,
        OWL.minQualifiedCardinality,
        OWL.maxQualifiedCardinality,
        OWL.hasSelf,
    ]
    counted = {
        BOTH.value(BOTH.value(restriction, OWL.onProperty), OWL.inverseOf) or BOTH.value(restriction, OWL.onProperty)
        for predicate in counted_by
        for restriction in BOTH.subjects(predicate)
    }
    for kind in (
        OWL.FunctionalProperty,
        OWL.InverseFunctionalProperty,
        OWL.IrreflexiveProperty,
        OWL.AsymmetricProperty,
    ):
        counted.update(BOTH.subjects(RDF.type, kind))
    composite: set[Node] = set(BOTH.subjects(RDF.type, OWL.TransitiveProperty))
    composite.update(BOTH.subjects(OWL.propertyChainAxiom))
    assert coh.territory in composite
    while above := {term for low in composite for term in around(low)} - composite:
        composite |= above
    assert not composite & counted


def around(term: Node) -> set[Node]:
    """What is composite with a property: its super-properties and its inverses."""
    return {
        *BOTH.objects(term, RDFS.subPropertyOf),
        *BOTH.objects(term, OWL.inverseOf),
        *BOTH.subjects(OWL.inverseOf, term),
    }


def test_date_properties_are_annotations() -> None:
    dates = {coh.date, coh.startDate, coh.endDate, coh.vintage}
    assert dates <= set(ANNOTATION_PROPERTIES)
    assert not {XSD.date, XSD.gYear, XSD.gYearMonth} & set(VOCABULARY.objects(None, RDFS.range))


# --- Rules, context and prefixes know the same terms


def test_definitions_and_rules_name_each_other() -> None:
    for term in CLASSES:
        named = {found for text in texts(term, SKOS.definition) for found in re.findall(r"rules/([\w-]+)\.rq", text)}
        assert {rule.stem for rule in RULES if f"a {'coh:' + name(term)} }}" in constructed(rule)} == named


def constructed(rule: Path) -> str:
    """The template of a rule's CONSTRUCT."""
    found = re.search(r"CONSTRUCT (\{.*?\})", rule.read_text("utf-8"))
    assert found
    return found[1]


@pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)
def test_rules_use_known_terms(rule: Path) -> None:
    used = set(re.findall(r"\bcoh:(\w+)", rule.read_text("utf-8")))
    assert used <= {name(term) for term in CLASSES + PROPERTIES}


@pytest.fixture(scope="module")
def context() -> dict[str, object]:
    return json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))["@context"]


@every_term
def test_context_has_the_term(term: URIRef, context: dict[str, object]) -> None:
    entry = context[name(term)]
    iri = f"coh:{name(term)}"
    reach = VOCABULARY.value(term, RDFS.range)
    if term in OBJECT_PROPERTIES or term == coh.property:
        assert entry == {"@id": iri, "@type": "@id"}
    elif reach == RDF.langString:
        assert entry == {"@id": iri, "@container": "@language"}
    elif term in DATA_PROPERTIES and reach != XSD.string:
        assert entry == {"@id": iri, "@type": f"xsd:{str(reach).removeprefix(str(XSD))}"}
    else:
        assert entry == iri


def test_context_knows_no_other_term_of_ours(context: dict[str, object]) -> None:
    ids = [entry["@id"] if isinstance(entry, dict) else entry for entry in context.values()]
    ours = {str(found).removeprefix("coh:") for found in ids if str(found).startswith("coh:")}
    assert ours == {name(term) for term in CLASSES + PROPERTIES}


def test_data_survive_json_ld(context: dict[str, object]) -> None:
    data = Graph().parse(FIXTURES / "small-cohort.ttl")
    written = data.serialize(format="json-ld", context=context, auto_compact=False)
    back = Graph()
    for quad in ox.parse(written, format=ox.RdfFormat.JSON_LD):
        back.parse(data=f"{quad.triple} .", format="nt")
    assert set(back) == set(data)
    assert '"On se parle."' in written
    assert f'"{COH}' not in written.split('"@graph"')[1]


def prefixes() -> dict[str, str]:
    graph = Graph().parse(ONTOLOGY / "prefixes.ttl")
    declarations = list(graph.objects(URIRef(BASE + "prefixes"), SH.declare))
    found = {str(graph.value(node, SH.prefix)): str(graph.value(node, SH.namespace)) for node in declarations}
    assert len(found) == len(declarations) == len(set(found.values()))
    assert all(f"{BASE}prefixes#{prefix}" in map(str, declarations) for prefix in found)
    return found


def test_prefixes_agree_with_the_program() -> None:
    assert PREFIXES.items() <= prefixes().items()
    assert prefixes()["id"] == ID


def test_prefixes_agree_with_the_context(context: dict[str, object]) -> None:
    marked = {key: entry["@id"] for key, entry in context.items() if isinstance(entry, dict) and "@prefix" in entry}
    assert marked == prefixes()


def test_every_prefix_in_use_is_declared() -> None:
    known = {**prefixes(), "p": f"{BASE}prefixes#"}  # p: is local to prefixes.ttl
    pattern = re.compile(r"^\s*@?prefix\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
    files = [
        path
        for folder in ("ontology", "data", "queries")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".ttl", ".rq"}
    ]
    assert files
    for path in files:
        for prefix, namespace in pattern.findall(path.read_text("utf-8")):
            assert known.get(prefix) == namespace, f"{path.relative_to(ROOT)}: {prefix}: <{namespace}>"


# --- The reasoner

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT runs on Java, which is not here")
Reasoner = Callable[..., owlready2.World]


@pytest.fixture
def reason(tmp_path: Path) -> Reasoner:
    """HermiT on the ontology, the alignments, the axioms they align with, and what a test adds in Turtle.

    owlready2 gets one N-Triples file with one ontology header; raises OwlReadyInconsistentOntologyError.
    """

    def run(*added: str, cohort: bool = True) -> owlready2.World:
        graph = Graph() + BOTH
        graph.parse(FIXTURES / "aligned-axioms.ttl")
        if cohort:
            graph.parse(FIXTURES / "small-cohort.ttl")
        for turtle in added:
            graph.parse(data=PREAMBLE + turtle, format="turtle")
        graph.remove((URIRef(BASE + "alignments"), None, None))
        path = tmp_path / "all.nt"
        graph.serialize(path, format="nt", encoding="utf-8")
        world = owlready2.World()
        ontology = world.get_ontology(path.as_uri()).load()
        with ontology:
            owlready2.sync_reasoner_hermit(world, debug=0)
        return world

    return run


PREAMBLE = f"""
@base <{BASE}> .
@prefix coh: <{COH}> .
@prefix owl: <{OWL}> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <{RDFS}> .
@prefix xsd: <{XSD}> .
"""


@needs_java
def test_ontology_is_consistent_and_every_class_can_have_members(reason: Reasoner) -> None:
    assert not list(reason(cohort=False).inconsistent_classes())


@needs_java
def test_reasoner_sees_an_unsatisfiable_class(reason: Reasoner) -> None:
    world = reason("coh:Impossible a owl:Class ; rdfs:subClassOf coh:Effect , coh:Limit .", cohort=False)
    assert {found.name for found in world.inconsistent_classes()} == {"Impossible", "Nothing"}


@needs_java
def test_reasoner_agrees_with_the_rules(reason: Reasoner) -> None:
    """On the classes that OWL can define; tests/test_rules.py expects the same of the rules."""
    world = reason()

    def members(term: URIRef) -> set[str]:
        found = world[str(term)]
        return {one.iri.removeprefix(ID) for one in world.search(type=found)}

    assert members(coh.Ally) == {"person/ana", "organisation/atelier"}
    assert members(coh.PilotAlly) == {"person/ana", "organisation/atelier"}
    assert members(coh.DiagnosisAlly) == {"person/ana"}
    assert members(coh.RuralCommune) == {"territory/village"}


BROKEN = {
    "an effect that is a limit": "<id/effect/c/village/1> a coh:Limit .",
    "an effect of two pilots": """
        <id/effect/c/village/1> coh:effectOf <id/pilot/c/ville> .
        <id/pilot/c/village> owl:differentFrom <id/pilot/c/ville> .""",
    "a number in words": '<id/effect/c/ville/1> coh:number "un" .',
    "a date as printed, but as a number": "<id/event/c/1> coh:dateText 28 .",
    "an accompaniment carried out by a territory": """
        <id/accompaniment/c/x> a coh:Accompaniment ; coh:carriedOutBy <id/territory/ville> .""",
    "an ally's viewpoint where there is none": """
        <id/territory/village> a coh:TerritoryWithoutAllyViewpoint .""",
    "an effect type among the limit themes": """
        <id/limit/c/village/1> coh:limitTheme <concept/effect-type/lien> .""",
    "a passage from which an event derives": "coh:passage rdfs:subPropertyOf prov:wasDerivedFrom .",
}


@needs_java
@pytest.mark.parametrize("added", BROKEN.values(), ids=BROKEN)
def test_reasoner_refuses(added: str, reason: Reasoner) -> None:
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason(added)
