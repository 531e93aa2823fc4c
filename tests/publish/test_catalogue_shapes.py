"""The catalogue conforms to DCAT-AP 3.0.1 as its own shapes say, and a catalogue that does not is noticed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from catalogued import BASE_URL, LISTED, SHAPES, described, made, many_documents, settings, shapes, triples, written

from cohorte_graph import catalogue
from cohorte_graph.dataset import Dataset, open_dataset
from cohorte_graph.project import Project
from cohorte_graph.validate import ValidationResult
from cohorte_graph.validate.engines import judge

DCAT = "http://www.w3.org/ns/dcat#"
DCT = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
SPDX = "http://spdx.org/rdf/terms#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
ERRORS = ("shapes.ttl", "range.ttl")

MANDATORY = [
    ("Catalog", DCAT, DCT + "title"),
    ("Catalog", DCAT, DCT + "description"),
    ("Catalog", DCAT, DCT + "publisher"),
    ("Dataset", DCAT, DCT + "title"),
    ("Dataset", DCAT, DCT + "description"),
    ("Distribution", DCAT, DCAT + "accessURL"),
    ("Checksum", SPDX, SPDX + "algorithm"),
    ("Checksum", SPDX, SPDX + "checksumValue"),
    ("Agent", FOAF, FOAF + "name"),
    ("Concept", SKOS, SKOS + "prefLabel"),
    ("ConceptScheme", SKOS, DCT + "title"),
]
TYPED = [
    ("LinguisticSystem", DCT, DCT + "language"),
    ("LicenseDocument", DCT, DCT + "license"),
    ("RightsStatement", DCT, DCT + "rights"),
    ("Location", DCT, DCT + "spatial"),
    ("Frequency", DCT, DCT + "accrualPeriodicity"),
    ("PeriodOfTime", DCT, DCT + "temporal"),
    ("ProvenanceStatement", DCT, DCT + "provenance"),
    ("Standard", DCT, DCT + "conformsTo"),
    ("MediaType", DCT, DCAT + "mediaType"),
    ("MediaTypeOrExtent", DCT, DCT + "format"),
    ("Kind", "http://www.w3.org/2006/vcard/ns#", DCAT + "contactPoint"),
    ("Document", FOAF, DCAT + "landingPage"),
    ("Checksum", SPDX, SPDX + "checksum"),
    ("Distribution", DCAT, DCAT + "distribution"),
    ("Dataset", DCAT, DCAT + "dataset"),
    ("Agent", FOAF, DCT + "publisher"),
    ("Concept", SKOS, DCAT + "theme"),
]


@pytest.fixture(scope="module")
def files(dataset: Dataset) -> dict[str, bytes]:
    return made(dataset)


@pytest.fixture(scope="module")
def stated(files: dict[str, bytes]) -> list[ox.Triple]:
    return triples(files["catalogue.ttl"])


@pytest.fixture(scope="module")
def small(dataset: Dataset) -> list[ox.Triple]:
    """A catalogue of two files, to be spoilt in many ways."""
    return triples(made(dataset, files=written(LISTED[:2]))["catalogue.ttl"])


def results(data: list[ox.Triple], *names: str, engine: str = "pyshacl") -> list[ValidationResult]:
    return judge(data, shapes(*names), engine).results


@pytest.mark.parametrize("name", ["catalogue.ttl", "catalogue.fr.ttl"])
def test_the_catalogue_conforms_for_both_engines(files: dict[str, bytes], name: str) -> None:
    assert results(triples(files[name]), *ERRORS, engine="both") == []


def test_the_shapes_look_at_every_resource_that_they_are_for(stated: list[ox.Triple]) -> None:
    """Nothing conforms because nothing was looked at."""
    kinds = Counter(t.object.value for t in stated if t.predicate == TYPE and isinstance(t.object, ox.NamedNode))
    assert kinds[DCAT + "Catalog"] == kinds[DCAT + "Dataset"] == 1
    assert kinds[DCAT + "Distribution"] == kinds[SPDX + "Checksum"] == len(written()) - 2
    targets = {t.object.value for t in shapes(*ERRORS) if t.predicate.value.endswith("#targetClass")}
    unused = targets - set(kinds)
    assert {name.rpartition("#")[2] for name in unused} == {
        "CatalogRecord",
        "DataService",
        "DatasetSeries",
        "Identifier",
        "Relationship",
    }


def test_what_is_recommended_is_there_but_what_nobody_knows(stated: list[ox.Triple]) -> None:
    """No register used here has the contours of a region: neither its box nor its middle is stated. ADMS has no sort
    of publisher for a few people who drew the data."""
    found = results(stated, "shapes_recommended.ttl", engine="both")
    assert [(r.severity, r.focus.rsplit("/", 1)[-1], r.path.rsplit("#", 1)[-1]) for r in found] == [
        ("Warning", "cohortes#publisher>", "http://purl.org/dc/terms/type"),
        ("Warning", "occitanie>", "bbox"),
        ("Warning", "occitanie>", "centroid"),
    ]


def test_without_address_and_date_the_warnings_are_those_three_more(dataset: Dataset) -> None:
    """The homepage is that of the folder served; the days of issue and change are the releaser's to tell."""
    undated = catalogue.Settings(None, "1.0.0", None, described())
    data = triples(made(dataset, undated)["catalogue.ttl"])
    assert results(data, *ERRORS) == []
    found = Counter(r.path.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for r in results(data, "shapes_recommended.ttl"))
    assert found == {"bbox": 1, "centroid": 1, "issued": 1, "modified": 1, "homepage": 1, "type": 1}


def test_a_dataset_of_documents_has_all_that_the_first_one_has(dataset: Dataset) -> None:
    data = triples(made(dataset, files=many_documents())["catalogue.ttl"])
    assert len({t.subject for t in data if str(t.object) == "<http://www.w3.org/ns/dcat#Dataset>"}) == 2
    assert results(data, *ERRORS) == []
    known = [r.focus for r in results(data, "shapes_recommended.ttl")]
    assert not any("documents" in focus for focus in known)


def test_terms_of_the_authority_tables_are_those_that_are_wanted(stated: list[ox.Triple]) -> None:
    """What is left: algorithms are wanted below https://spdx.org, where SPDX's own IRIs are below http://; publisher
    and places are wanted among the EU's bodies and countries, where these are an association and a French region."""
    found = Counter((r.severity, r.path.rsplit("/", 1)[-1]) for r in results(stated, "mdr-vocabularies.shape.ttl"))
    distributions = len(written()) - 2
    assert found == {
        ("Violation", "terms#algorithm"): distributions,
        ("Warning", "publisher"): 2,
        ("Warning", "spatial"): 4,
    }


def members(data: list[ox.Triple], kind: str) -> set[object]:
    return {t.subject for t in data if t.predicate == TYPE and t.object == ox.NamedNode(kind)}


@pytest.mark.parametrize(("kind", "space", "path"), MANDATORY, ids=lambda value: value.rsplit("/", 1)[-1])
def test_a_mandatory_property_that_is_dropped_is_missed(
    small: list[ox.Triple], kind: str, space: str, path: str
) -> None:
    of = members(small, space + kind)
    kept = [t for t in small if not (t.subject in of and t.predicate.value == path)]
    assert len(kept) < len(small)
    found = results(kept, *ERRORS)
    missed = {r.focus for r in found if r.path == path and r.component == "MinCount" and r.severity == "Violation"}
    assert missed == {str(one) for one in of}


@pytest.mark.parametrize(("kind", "space", "path"), TYPED, ids=lambda value: value.rsplit("/", 1)[-1])
def test_a_term_without_its_class_is_refused(small: list[ox.Triple], kind: str, space: str, path: str) -> None:
    kept = [t for t in small if not (t.predicate == TYPE and t.object == ox.NamedNode(space + kind))]
    assert len(kept) < len(small)
    assert path in {r.path for r in results(kept, *ERRORS) if r.component == "Class"}


@pytest.mark.parametrize(
    ("path", "value", "component"),
    [
        (DCAT + "byteSize", ox.Literal("12"), "Datatype"),
        (SPDX + "checksumValue", ox.Literal("ab"), "Datatype"),
        (DCT + "license", ox.Literal("CC BY 4.0"), "NodeKind"),
        (DCT + "identifier", ox.NamedNode("https://example.org/"), "NodeKind"),
        (DCAT + "theme", ox.Literal("ENVI"), "NodeKind"),
        (DCT + "publisher", ox.Literal("Someone"), "Class"),
    ],
)
def test_a_value_of_another_kind_is_refused(
    small: list[ox.Triple], path: str, value: ox.Literal | ox.NamedNode, component: str
) -> None:
    changed = [ox.Triple(t.subject, t.predicate, value) if t.predicate.value == path else t for t in small]
    assert changed != small
    assert (path, component) in {(r.path, r.component) for r in results(changed, *ERRORS)}


def test_a_catalogue_of_another_project_and_a_wordless_one_conform(wordless: Dataset, built_mini: Path) -> None:
    mini = open_dataset(Project.at(built_mini))
    for data, of in ((wordless, settings()), (mini, catalogue.Settings(BASE_URL, "0.1.0"))):
        assert results(triples(made(data, of)["catalogue.ttl"]), *ERRORS) == []


def test_shapes_are_those_of_dcat_ap(files: dict[str, bytes]) -> None:
    assert len(shapes(*ERRORS)) > 500
    assert (SHAPES / "shapes_recommended.ttl").is_file()
