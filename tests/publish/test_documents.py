"""Documents read without knowing RDF, and give exactly the triples they were made of to those who do."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from pyld import jsonld

from cohorte_graph import documents
from cohorte_graph.dataset import Dataset, Part
from cohorte_graph.documents.framing import refuse
from cohorte_graph.documents.offers import Documents
from cohorte_graph.errors import CallError, InputError, RunError
from cohorte_graph.iri import COH, CONCEPT, ID, PREFIXES

LABEL = PREFIXES["rdfs"] + "label"
XSD = PREFIXES["xsd"]
ROOT = Path(__file__).parents[2]
FRAMES = sorted((ROOT / "ontology" / "frames").glob("*.jsonld"))
assert len(FRAMES) > 5

Made = Callable[..., Dataset]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A dataset of statements in N-Triples, ``id:`` and ``coh:`` standing for their namespaces."""

    def make(*lines: str) -> Dataset:
        full = (line.replace("<id:", f"<{ID}").replace("<coh:", f"<{COH}") for line in lines)
        path = tmp_path / "graph.nq"
        path.write_text("".join(sorted(f"{line} .\n" for line in full)), "utf-8")
        return Dataset(path, ontology=ROOT / "ontology")

    return make


@pytest.fixture(scope="module")
def union(dataset: Dataset) -> set[ox.Triple]:
    return set(dataset.triples())


@pytest.fixture(scope="module")
def offered(dataset: Dataset) -> dict[str, Part]:
    return {part.name: part for part in documents.parts(dataset)}


def content(part: Part) -> bytes:
    file = io.BytesIO()
    part.write(file)
    return file.getvalue()


def read(dataset: Dataset, path: str) -> dict[str, Any]:
    return dict(json.loads(content(documents.document_part(dataset, path))))


def expanded(text: bytes) -> set[ox.Triple]:
    """The triples of a document, by PyLD, which may fetch nothing."""
    quads = jsonld.to_rdf(json.loads(text), {"documentLoader": refuse, "format": "application/n-quads"})
    return {quad.triple for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS)}


def parsed(text: bytes) -> set[ox.Triple]:
    """The same by another parser, which fetches nothing either."""
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)}


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a document but its context and the texts by language."""
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)
    elif isinstance(value, dict):
        if "id" in value:
            yield value
        for key, one in value.items():
            if key != "@context":
                yield from nodes(one)


def one_of_each_kind(names: Iterator[str]) -> list[str]:
    first: dict[str, str] = {}
    for name in sorted(names):
        first.setdefault(name.split("/")[0], name)
    return list(first.values())


def check(documents: Documents, iri: str, text: bytes, union: set[ox.Triple]) -> None:
    """A document gives the triples it was framed from; they are the union's, and all that it says of the resource."""
    framed = documents.neighbourhood.framed(iri, documents.frame(iri))
    assert expanded(text) == framed, iri
    assert framed <= union, iri


def test_a_document_of_each_kind_gives_exactly_the_triples_framed(
    dataset: Dataset, offered: dict[str, Part], union: set[ox.Triple]
) -> None:
    found = Documents(dataset)
    names = one_of_each_kind(iter(offered))
    assert len(names) > 40
    for name in names:
        path = name.removesuffix(".jsonld")
        iri = ID + path if found.knows(ID + path) else CONCEPT + path
        text = content(offered[name])
        check(found, iri, text, union)
        assert parsed(text) == expanded(text), iri


@pytest.mark.slow
def test_every_document_gives_exactly_the_triples_framed(
    dataset: Dataset, offered: dict[str, Part], union: set[ox.Triple]
) -> None:
    found = Documents(dataset)
    said = defaultdict(set)
    for triple in union:
        if triple.predicate.value != f"{COH}searchText":
            said[triple.subject].add(triple)
    assert len(offered) > 500
    for iri, (name, part) in zip(found.offered(), offered.items(), strict=True):
        text = content(part)
        assert len(text) < 400_000, name
        check(found, iri, text, union)
        assert said[ox.NamedNode(iri)] <= parsed(text), name


def test_a_territory_tells_its_pilot_with_effects_limits_and_quotes(dataset: Dataset) -> None:
    read_here = read(dataset, "territory/gruissan")
    assert list(read_here)[:4] == ["@context", "id", "type", "label"]
    assert read_here["id"] == f"{ID}territory/gruissan"
    (pilot,) = read_here["hasPilot"]
    assert pilot["type"] == "Pilot"
    assert pilot["title"]["fr"]
    for key in ("hasEffect", "hasLimit"):
        assert len(pilot[key]) > 1
        for one in pilot[key]:
            assert one["label"].keys() == {"fr", "en"}
            assert one["text"]["fr"]
            assert one["pages"]
            exact = [part["exact"] for passage in one["passage"] for part in passage["hasSelector"] if "exact" in part]
            assert sorted(one["quote"].split(" […] ")) == sorted(exact)
    types = [kind for effect in pilot["hasEffect"] for kind in as_list(effect["effectType"])]
    assert all(kind["label"]["fr"] and "EffectType" in kind["type"] for kind in types)
    assert {one["type"] for one in read_here["chapter"]} <= {"Diagnosis", "PullQuote"}


def test_what_is_followed_is_a_list_be_it_one_or_several(dataset: Dataset) -> None:
    followed = {"passage", "hasSelector", "hasFigure", "hasEffect", "hasLimit", "hasPilot", "hasViewpoint", "chapter"}
    lengths: dict[str, set[int]] = {}
    for slug in ("gruissan", "canohes", "sicoval"):
        for node in nodes(read(dataset, f"territory/{slug}")):
            for key in followed & node.keys():
                assert isinstance(node[key], list), key
                lengths.setdefault(key, set()).add(len(node[key]))
    assert lengths.keys() == followed
    assert {1, 2} <= lengths["passage"]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("path", ["territory/gruissan", "person/elsa-bonal", "effect/occitanie-2024-2025/gruissan/1"])
def test_nothing_is_needed_from_elsewhere(dataset: Dataset, union: set[ox.Triple], path: str) -> None:
    """Whatever is pointed at is named in the document, where the graph has a name for it."""
    named = {triple.subject.value for triple in union if triple.predicate.value == LABEL}
    text = content(documents.document_part(dataset, path))
    pointed = {t.object.value for t in expanded(text) if isinstance(t.object, ox.NamedNode)}
    links = {iri for iri in pointed & named if iri.startswith((ID, CONCEPT))}
    told = {node["id"] for node in nodes(json.loads(text)) if "label" in node}
    assert len(links) > 5
    assert links <= told


def test_keys_are_short_and_defined_in_the_document(dataset: Dataset, offered: dict[str, Part]) -> None:
    for name in one_of_each_kind(iter(offered)):
        document = json.loads(content(offered[name]))
        keys = {key for node in nodes(document) for key in node} - {"@context"}
        assert keys <= document["@context"].keys(), name
        assert not [key for key in keys if ":" in key], name
        assert "@graph" not in document, name


def test_people_are_told_with_the_viewpoints_that_are_theirs(dataset: Dataset, union: set[ox.Triple]) -> None:
    """A link against its direction: a viewpoint names its speaker, not the other way round."""
    said = defaultdict(set)
    for triple in union:
        if triple.predicate.value == f"{COH}speaker" and isinstance(triple.object, ox.NamedNode):
            said[triple.object.value].add(str(triple.subject)[1:-1])
    assert len(said) > 5
    for person, viewpoints in sorted(said.items())[:3]:
        told = read(dataset, person)["viewpoints"]
        assert {viewpoint["id"] for viewpoint in told} == viewpoints
        assert all(viewpoint["text"]["fr"] for viewpoint in told)


def test_documents_are_offered_for_what_people_ask_for(offered: dict[str, Part]) -> None:
    kinds = {name.split("/")[0] for name in offered}
    assert {"territory", "pilot", "effect", "limit", "person", "organisation", "event", "effect-type"} <= kinds
    assert not kinds & {"annotation", "passage", "mention"}
    assert {"territory/gruissan.jsonld", "effect-type.jsonld", "cohort/occitanie-2024-2025.jsonld"} <= offered.keys()
    part = offered["territory/gruissan.jsonld"]
    assert (part.media_type, part.kind) == ("application/ld+json", "document")


@pytest.mark.parametrize("path", ["mention", "passage"])
def test_what_is_not_offered_has_its_document_when_asked_for(
    dataset: Dataset, union: set[ox.Triple], path: str
) -> None:
    iri = min(t.subject.value for t in union if str(t.subject).startswith(f"<{ID}{path}/"))
    document = read(dataset, iri)
    assert document["id"] == iri


def test_a_document_without_the_words_of_the_report_has_none(wordless: Dataset) -> None:
    document = read(wordless, "effect/occitanie-2024-2025/gruissan/1")
    assert not {"text", "quote", "printedLabel"} & {key for node in nodes(document) for key in node}
    assert document["effectType"]


def test_the_same_document_is_the_same_bytes(dataset: Dataset) -> None:
    first, second = (content(documents.document_part(dataset, "pilot/occitanie-2024-2025/gruissan")) for _ in "ab")
    assert first == second


# ----------------------------------------------------------------------------------------------------------- edge cases


def test_numbers_are_json_where_nothing_is_lost(made: Made) -> None:
    dataset = made(
        f'<id:thing/a> <coh:number> "5"^^<{XSD}integer>',
        f'<id:thing/a> <coh:rank> "007"^^<{XSD}integer>',
        f'<id:thing/a> <coh:value> "662.50"^^<{XSD}decimal>',
        f'<id:thing/a> <coh:approximate> "true"^^<{XSD}boolean>',
        f'<id:thing/a> <coh:occurrences> "{10**30}"^^<{XSD}integer>',
    )
    document = read(dataset, "thing/a")
    found = {key: document[key] for key in ("number", "rank", "value", "approximate", "occurrences")}
    assert found == {"number": 5, "rank": "007", "value": "662.50", "approximate": True, "occurrences": str(10**30)}
    assert expanded(json.dumps(document).encode()) == set(dataset.triples())


def test_a_resource_without_label_has_a_document_without_one(made: Made) -> None:
    document = read(made('<id:thing/a> <coh:code> "x"'), "thing/a")
    assert document.keys() == {"@context", "id", "code"}


def test_properties_that_no_context_knows_get_keys_all_the_same(made: Made) -> None:
    dataset = made(
        '<id:thing/a> <http://example.org/a#code> "theirs"',
        '<id:thing/a> <coh:code> "ours"',
        "<id:thing/a> <http://example.org/a#near> <id:thing/b>",
        '<id:thing/a> <http://example.org/a#saying> "mot"@fr',
    )
    document = read(dataset, "thing/a")
    assert (document["code"], document["x_code"]) == ("ours", "theirs")
    assert document["near"] == f"{ID}thing/b"
    assert document["saying"] == {"fr": "mot"}
    assert expanded(json.dumps(document).encode()) == set(dataset.triples())


def test_resources_that_point_at_each_other_end(made: Made) -> None:
    dataset = made(
        "<id:thing/a> <coh:passage> <id:thing/b>",
        "<id:thing/b> <coh:passage> <id:thing/a>",
        f'<id:thing/b> <{LABEL}> "B"',
    )
    text = content(documents.document_part(dataset, "thing/a"))
    assert expanded(text) == set(dataset.triples())


@pytest.mark.parametrize(
    ("asked", "close"),
    [
        ("territory/gruisan", "territory/gruissan"),
        ("teritory/sicoval", "territory/sicoval"),
        (f"{ID}territory/gruissan> <x", "territory/gruissan"),
    ],
)
def test_an_unknown_resource_is_refused_with_close_ones(dataset: Dataset, asked: str, close: str) -> None:
    with pytest.raises(CallError, match="There is no resource") as caught:
        documents.document_part(dataset, asked)
    assert close in caught.value.hint


def test_nothing_is_fetched() -> None:
    with pytest.raises(RunError, match=r"https://example\.org/context"):
        refuse("https://example.org/context")


# --------------------------------------------------------------------------------------------------------------- frames


@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.stem)
def test_a_frame_is_one_for_any_json_ld_tool(path: Path, union: set[ox.Triple]) -> None:
    """With the context beside it, PyLD expands it without losing a key, and each is a property of the graph."""
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))

    def beside(url: str, options: object = None) -> dict[str, Any]:
        assert url.endswith("ontology/context.jsonld")
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    frame = json.loads(path.read_text("utf-8"))
    options = {"documentLoader": beside, "base": f"https://example.org/ontology/frames/{path.name}", "isFrame": True}
    known = {t.predicate.value for t in union}
    count = 0

    def follow(given: Any, grown: Any) -> None:
        nonlocal count
        forward = {key: nested for key, nested in grown.items() if not key.startswith("@")}
        reverse = grown.get("@reverse", {})
        keys = [key for key in given if not key.startswith("@")]
        assert len(keys) == len(forward) + len(reverse)
        assert forward.keys() | reverse.keys() <= known
        count += len(keys)

    (grown,) = jsonld.expand(frame, options)
    follow(frame, grown)
    assert count > 0


@pytest.mark.parametrize(
    ("frame", "message"),
    [("{", "is not JSON"), ('{"nowhere": {}}', "'nowhere' is no key of a frame"), ("[]", "is not JSON")],
)
def test_a_broken_frame_is_named_with_its_place(tmp_path: Path, made: Made, frame: str, message: str) -> None:
    ontology = tmp_path / "ontology"
    (ontology / "frames").mkdir(parents=True)
    (ontology / "context.jsonld").write_bytes((ROOT / "ontology" / "context.jsonld").read_bytes())
    (ontology / "frames" / "resource.jsonld").write_text(frame, "utf-8")
    dataset = Dataset(made('<id:thing/a> <coh:code> "x"').path, ontology=ontology)
    with pytest.raises(InputError, match=message) as caught:
        read(dataset, "thing/a")
    assert str(caught.value.place).startswith(str(ontology / "frames" / "resource.jsonld"))


def test_an_ontology_without_frames_follows_nothing(tmp_path: Path, made: Made) -> None:
    ontology = tmp_path / "ontology"
    ontology.mkdir()
    (ontology / "context.jsonld").write_bytes((ROOT / "ontology" / "context.jsonld").read_bytes())
    path = made("<id:thing/a> <coh:passage> <id:thing/b>", '<id:thing/b> <coh:code> "x"').path
    document = read(Dataset(path, ontology=ontology), "thing/a")
    assert document["passage"] == f"{ID}thing/b"
