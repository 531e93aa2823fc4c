"""The concept schemes hold together, and the curation of effects and limits speaks of nothing else."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, SKOS

from cohorte_graph.folding import fold
from cohorte_graph.iri import BASE, COH, CONCEPT, ID

ROOT = Path(__file__).parents[1]
COHORT = "occitanie-2024-2025"
CURATED = sorted((ROOT / "data" / "curation" / COHORT).glob("*.ttl"))
CURATION = [path for path in CURATED if path.stem != "productions"]
SOURCE = ROOT / "data" / "sources" / f"{COHORT}.txt"
coh = Namespace(COH)

SCHEMES = {
    "actor-role": ("actor-roles", coh.ActorRole),
    "effect-type": ("effect-types", coh.EffectType),
    "event-kind": ("event-kinds", coh.EventKind),
    "limit-theme": ("limit-themes", coh.LimitTheme),
    "measure": ("measures", coh.Measure),
    "note-kind": ("note-kinds", coh.NoteKind),
    "organisation-kind": ("organisation-kinds", coh.OrganisationKind),
    "production-kind": ("production-kinds", coh.ProductionKind),
    "task": ("tasks", coh.Task),
}
FILES = {name: ROOT / "ontology" / "concepts" / f"{file}.ttl" for name, (file, _) in SCHEMES.items()}

# Slugs that programs rely on.
FIXED = {
    "actor-role": "elus agents-collectivites agents-etat acteurs-socio-economiques quatre-fantastiques "
    "habitants allie allie-pivot evaluateur media-embarque fabrique",
    "event-kind": "journee-tronc-commun webinaire forum journee-evaluation etape-politique rencontre presentation",
    "measure": "population superficie communes participants entretiens territoires regions personnes "
    "organisations jours annees heures mesures evenements diagnostics presentations membres-cohorte autre",
    "production-kind": "article infolettre plateforme recit synthese site-web outil reportage portrait "
    "entretien podcast captation tribune",
    "task": "appui-projet-pilote diagnostic-sensible",
}

# Effects and limits of each chapter, counted in the report.
COUNTS = {
    "barre-des-cevennes": (3, 2),
    "canohes": (4, 4),
    "frontonnais": (4, 5),
    "gruissan": (4, 3),
    "le-vigan": (4, 4),
    "montpellier-mediterranee-metropole": (6, 7),
    "saint-hilaire-de-brethmas": (4, 4),
    "sicoval": (3, 3),
}
UNLABELLED = {("canohes", 4), ("montpellier-mediterranee-metropole", 3)}

RANGES = {coh.effectType: "effect-type", coh.limitTheme: "limit-theme", coh.concernsRole: "actor-role"}


def read(path: Path) -> Graph:
    return Graph().parse(path, format="turtle")


def concepts(name: str) -> set[URIRef]:
    return set(read(FILES[name]).subjects(RDF.type, SKOS.Concept))


def blocks(path: Path) -> list[list[str]]:
    """The subjects that open a line, block by block; the head of prefixes left out."""
    parts = [part.splitlines() for part in path.read_text(encoding="utf-8").strip().split("\n\n")]
    found = [[line.split()[0].strip("<>") for line in part if line.startswith("<")] for part in parts]
    return [subjects for subjects in found if subjects]


def printed_labels() -> list[str]:
    """Every label between « » after "Effet", line-end hyphens undone; several may follow each other."""
    text = re.sub(r"(?<=\w)-\s*\n\s*(?=\w)", "", SOURCE.read_text(encoding="utf-8"))
    runs = re.findall(r"\bEffet\s*((?:«[^»]*»(?:\s*et\s*(?=«))?)+)", text)
    return [" ".join(label.split()) for run in runs for label in re.findall(r"«([^»]*)»", run)]


def label_key(label: str) -> str:
    return fold(label).removeprefix("d'")


def test_every_scheme_has_its_file() -> None:
    assert sorted(p.name for p in (ROOT / "ontology" / "concepts").glob("*.ttl")) == sorted(
        p.name for p in FILES.values()
    )


@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_scheme_and_concepts_are_complete(name: str) -> None:
    graph = read(FILES[name])
    scheme = URIRef(CONCEPT + name)
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    assert concepts(name)
    for subject in [scheme, *concepts(name)]:
        for prop in (SKOS.prefLabel, SKOS.definition):
            languages = sorted(value.language for value in graph.objects(subject, prop))
            assert languages == ["en", "fr"], f"{subject} {prop}"
    for concept in concepts(name):
        assert re.fullmatch(re.escape(f"{CONCEPT}{name}/") + r"[a-z0-9]+(?:-[a-z0-9]+)*", concept)
        assert set(graph.objects(concept, RDF.type)) == {SKOS.Concept, SCHEMES[name][1]}
        assert list(graph.objects(concept, SKOS.inScheme)) == [scheme]
    assert set(graph.subjects()) == {scheme, *concepts(name)}
    for prop, value in graph.predicate_objects():
        assert not isinstance(value, Literal) or value.language in {"fr", "en"} or prop == coh.severity, value


@pytest.mark.parametrize("name", sorted(FIXED))
def test_fixed_slugs_are_there(name: str) -> None:
    assert {URIRef(f"{CONCEPT}{name}/{slug}") for slug in FIXED[name].split()} <= concepts(name)


@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_labels_are_unique_after_folding(name: str) -> None:
    graph = read(FILES[name])
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for concept in concepts(name):
        for prop in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
            for label in graph.objects(concept, prop):
                assert str(label) == " ".join(label.split()), f"white space in {label!r}"
                holders[label.language, fold(label)].append(concept)
    assert {key: found for key, found in holders.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_definitions_are_unique_and_written_by_us(name: str) -> None:
    graph = read(FILES[name])
    definitions = [str(value) for value in graph.objects(None, SKOS.definition)]
    assert len(set(definitions)) == len(definitions)
    report = fold(re.sub(r"(?<=\w)-\s*\n\s*(?=\w)", "", SOURCE.read_text(encoding="utf-8")))
    for definition in definitions:
        assert definition.endswith(".")
        assert fold(definition).rstrip(".") not in report


@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_hierarchy_is_a_forest_within_the_scheme(name: str) -> None:
    graph = read(FILES[name])
    known = concepts(name)
    for concept in known:
        broader = list(graph.objects(concept, SKOS.broader))
        top = list(graph.objects(concept, SKOS.topConceptOf))
        assert len(broader) + len(top) == 1, concept
        assert set(broader) <= known
        assert set(top) <= {URIRef(CONCEPT + name)}
        seen = {concept}
        while broader:
            assert broader[0] not in seen, f"cycle at {concept}"
            seen.add(broader[0])
            broader = list(graph.objects(broader[0], SKOS.broader))


@pytest.mark.parametrize("path", [*FILES.values(), *CURATED], ids=lambda path: path.stem)
def test_one_resource_a_block_sorted(path: Path) -> None:
    found = blocks(path)
    assert all(len(subjects) == 1 for subjects in found), [s for s in found if len(s) != 1]
    names = [subjects[0] for subjects in found]
    assert names == sorted(set(names))
    assert {BASE + name for name in names} == {str(subject) for subject in read(path).subjects()}


def test_the_report_prints_its_labels() -> None:
    labels = printed_labels()
    assert len(labels) == 34
    assert len({label_key(label) for label in labels}) == 27


@pytest.mark.parametrize("label", sorted(set(printed_labels())))
def test_every_printed_label_meets_one_effect_type(label: str) -> None:
    graph = read(FILES["effect-type"])
    matches = {
        concept
        for concept in concepts("effect-type")
        for prop in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        for value in graph.objects(concept, prop)
        if value.language == "fr" and fold(value) == label_key(label)
    }
    assert len(matches) == 1
    assert all((match, SKOS.broader, None) in graph for match in matches), "a printed label names no group"


def test_every_chapter_is_curated() -> None:
    assert [path.stem for path in CURATION] == sorted(COUNTS)


def test_curated_addresses_belong_to_one_production_each() -> None:
    graph = read(next(path for path in CURATED if path.stem == "productions"))
    assert {prop for _, prop, _ in graph} == {coh.addressOf}
    addresses, productions = list(graph.subjects()), list(graph.objects())
    assert len(addresses) == len(set(addresses)) == len(set(productions)) == 8


@pytest.mark.parametrize("path", CURATION, ids=lambda path: path.stem)
def test_curation_speaks_of_effects_and_limits(path: Path) -> None:
    effects, limits = COUNTS[path.stem]
    subjects = {f"{ID}effect/{COHORT}/{path.stem}/{n + 1}" for n in range(effects)}
    subjects |= {f"{ID}limit/{COHORT}/{path.stem}/{n + 1}" for n in range(limits)}
    for subject, prop, value in read(path):
        assert str(subject) in subjects
        assert prop in RANGES
        assert value in concepts(RANGES[prop]), f"{value} is no {RANGES[prop]}"
        assert prop != coh.effectType or "/effect/" in subject
        assert prop != coh.limitTheme or "/limit/" in subject


@pytest.mark.parametrize("path", CURATION, ids=lambda path: path.stem)
def test_every_limit_has_one_to_three_themes(path: Path) -> None:
    graph = read(path)
    narrow = set(read(FILES["limit-theme"]).subjects(SKOS.broader))
    for n in range(1, COUNTS[path.stem][1] + 1):
        themes = set(graph.objects(URIRef(f"{ID}limit/{COHORT}/{path.stem}/{n}"), coh.limitTheme))
        assert 1 <= len(themes) <= 3, f"limit {n}"
        assert themes <= narrow, "themes are the most specific ones, not groups"


def test_effects_without_a_label_have_a_type() -> None:
    for slug, number in UNLABELLED:
        graph = read(ROOT / "data" / "curation" / COHORT / f"{slug}.ttl")
        subject = URIRef(f"{ID}effect/{COHORT}/{slug}/{number}")
        assert list(graph.objects(subject, coh.effectType))
