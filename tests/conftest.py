"""A small graph of the model's form, with stored queries and a built project around it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from cohorte_graph.generation import GRAPH_FILE, publish
from cohorte_graph.query import Questions
from cohorte_graph.store import OxigraphStore
from report_fixtures import *  # noqa: F403

SMALL = """
PREFIX coh: <https://w3id.org/cohorte-graph/def#>
PREFIX g: <https://w3id.org/cohorte-graph/graph/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
BASE <https://w3id.org/cohorte-graph/>

g:ontology {
  coh:Commune rdfs:subClassOf coh:Territory ; rdfs:label "commune"@fr , "commune"@en .
  coh:Effect rdfs:label "effet"@fr , "effect"@en .
  coh:number rdfs:label "numéro"@fr , "number"@en .
  coh:territory a owl:ObjectProperty .
  coh:effectType a owl:ObjectProperty .
}
<graph/reference> {
  <id/cohort/c1> a coh:Cohort ; rdfs:label "Cohorte 1"@fr , "Cohort 1"@en ; coh:sortKey "cohorte 000001" .
  <id/cohort/c2> a coh:Cohort ; rdfs:label "Cohorte 2"@fr ; coh:sortKey "cohorte 000002" .
  <id/territory/gruissan> a coh:Commune ; rdfs:label "Gruissan" ;
    skos:altLabel "La commune de Gruissan" ; coh:sortKey "gruissan" .
  <id/territory/canohes> a coh:Commune ; rdfs:label "Canohès" ; coh:sortKey "canohes" .
  <id/territory/evian> a coh:Commune ; rdfs:label "Évian" ; coh:sortKey "evian" .
  <id/person/a> a coh:Person ; rdfs:label "Ada" . <id/person/b> a coh:Person ; rdfs:label "Ada" .
}
<graph/concepts> {
  <concept/effect-type/outillage> a coh:EffectType , skos:Concept ; skos:inScheme <concept/effect-type> ;
    rdfs:label "Outillage"@fr , "Tools"@en ; skos:hiddenLabel "outils"@fr .
  <concept/effect-type/seul> a coh:EffectType ; skos:inScheme <concept/effect-type> ; rdfs:label "Seul"@fr .
}
<graph/report/c1> {
  <id/pilot/c1/gruissan> a coh:Pilot ; rdfs:label "Pilote de Gruissan"@fr ; coh:inCohort <id/cohort/c1> .
  <id/effect/c1/gruissan/1> a coh:Effect ; rdfs:label "Effet 1"@fr , "Effect 1"@en ; coh:number 1 ;
    coh:territory <id/territory/gruissan> ; coh:inCohort <id/cohort/c1> ;
    coh:text "Un « effet » | à voir"@fr ;
    coh:effectType <concept/effect-type/outillage> ; coh:quote "Un « effet »" ; coh:pages "36-37" ;
    coh:passage <id/passage/s/10-22> .
  <id/effect/c1/gruissan/2> a coh:Effect ; rdfs:label "Effet 2"@fr ; coh:number 2 ;
    coh:territory <id/territory/gruissan> ; coh:inCohort <id/cohort/c1> ; coh:text "=1+1"@fr ;
    coh:effectType <concept/effect-type/outillage> , <concept/effect-type/seul> .
  <id/effect/c2/gruissan/1> a coh:Effect ; coh:number 1 ; coh:territory <id/territory/gruissan> ;
    coh:inCohort <id/cohort/c2> ; coh:text "Autre"@fr .
  <id/passage/s/10-22> a coh:Passage ; coh:pages "36-37" ; oa:hasSource <id/source/s> ;
    oa:hasSelector <id/passage/s/10-22/quote> , <id/passage/s/10-22/position> .
  <id/passage/s/10-22/quote> oa:exact "Un « effet »" .
  <id/passage/s/10-22/position> oa:start 10 ; oa:end 22 .
}
<graph/curation/c1> { <id/effect/c1/gruissan/1> coh:effectType <concept/effect-type/outillage> . }
"""

QUERIES = {
    "effects-of-territory": """\
#+ summary: Effets d'un territoire
#+ x-cohorte:
#+     question: {fr: "Quels effets ici ?", en: "Which effects here?"}
#+     params:
#+         territory: {class: "coh:Territory", required: true, example: gruissan, label: {fr: Territoire}}
#+         cohort: {class: "coh:Cohort", required: false, example: c1}
#+     columns: {effect: {fr: Effet, en: Effect}, number: {fr: "N°", en: No.}, text: {fr: Texte, en: Text}}
#+ tags: [effects, evidence]
PREFIX coh: <https://w3id.org/cohorte-graph/def#>
SELECT ?effect ?number ?text WHERE {
  VALUES ?cohort { ?_cohort }
  ?effect a coh:Effect ; coh:territory ?_territory ; coh:inCohort ?cohort ;
    coh:number ?number ; coh:text ?text .
} ORDER BY ?cohort ?number
""",
    "effects-of-type": """\
#+ summary: Effets d'un type
#+ x-cohorte:
#+     question: {fr: "Quels effets de ce type ?", en: "Which effects of this type?"}
#+     params: {effectType: {scheme: effect-type, example: outillage}}
#+ tags: [effects]
PREFIX coh: <https://w3id.org/cohorte-graph/def#>
SELECT ?effect ?territory WHERE { ?effect coh:effectType ?_effectType ; coh:territory ?territory . }
ORDER BY ?effect
""",
    "matrix": """\
#+ summary: Types par territoire
#+ x-cohorte:
#+     question: {fr: "Quels types où ?", en: "Which types where?"}
#+     columns: {effectType: {fr: Type, en: Type}, territory: {fr: Territoire, en: Territory}}
#+     chart: {type: heatmap, x: territoryLabel, y: effectTypeLabel, color: effects}
#+ tags: [effects]
PREFIX coh: <https://w3id.org/cohorte-graph/def#>
SELECT ?effectType ?territory (COUNT(?effect) AS ?effects) WHERE {
  ?effect coh:effectType ?effectType ; coh:territory ?territory .
} GROUP BY ?effectType ?territory ORDER BY ?effectType
""",
    "search": """\
#+ summary: Textes qui contiennent
#+ x-cohorte:
#+     question: {fr: "Où est-il dit … ?", en: "Where does it say …?"}
#+     params: {text: {datatype: "xsd:string", example: effet}, from: {datatype: "xsd:integer", default: 1}}
#+ tags: [search]
PREFIX coh: <https://w3id.org/cohorte-graph/def#>
SELECT ?effect ?text (?_text AS ?asked) WHERE {
  ?effect coh:text ?text ; coh:number ?number . FILTER (CONTAINS(STR(?text), ?_text) && ?number >= ?_from)
} ORDER BY ?effect
""",
    "about": """\
#+ summary: Tout sur une chose
#+ x-cohorte:
#+     question: {fr: "Que dit le graphe de cette chose ?", en: "What does the graph say of this?"}
#+     params: {subject: {class: any, example: territory/gruissan}}
#+ tags: [evidence]
CONSTRUCT { ?_subject ?p ?o } WHERE { ?_subject ?p ?o }
""",
}


@pytest.fixture(scope="session")
def small_quads() -> list[ox.Quad]:
    """The quads of the small graph, the union of its graphs in the default graph."""
    named = list(ox.parse(SMALL, format=ox.RdfFormat.TRIG))
    return [*named, *(ox.Quad(*quad.triple) for quad in named)]


@pytest.fixture(scope="session")
def engine(small_quads: list[ox.Quad]) -> OxigraphStore:
    store = OxigraphStore()
    store.extend(small_quads)
    return store


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory, small_quads: list[ox.Quad]) -> Path:
    """A project folder with queries and a published build."""
    root = tmp_path_factory.mktemp("project")
    (root / "data" / "sources").mkdir(parents=True)
    (root / "queries").mkdir()
    for name, text in QUERIES.items():
        (root / "queries" / f"{name}.rq").write_text(text, encoding="utf-8")
    graph = ox.serialize(small_quads, format=ox.RdfFormat.N_QUADS)
    assert graph is not None
    publish(root / "build", {GRAPH_FILE: graph}, {})
    return root


@pytest.fixture
def questions(engine: OxigraphStore, small_project: Path) -> Questions:
    return Questions(lambda: engine, small_project / "queries")
