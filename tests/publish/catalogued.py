"""A catalogue of a few files, and how tests read one: with rdflib, which is none of what wrote it."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

import pyoxigraph as ox
import pytest
from rdflib import Graph, Namespace

from cohorte_graph import catalogue
from cohorte_graph.dataset import Dataset, Part, Written
from cohorte_graph.project import Project
from report_fixtures import ROOT

SHAPES = ROOT.parent / "shared" / "vocab" / "dcat-ap-3.0.1"
BASE_URL = "https://example.org/data/"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
AUTHORITY = Namespace("http://publications.europa.eu/resource/authority/")

LISTED = (
    ("graph/cohorte-graph.ttl.gz", "text/turtle", "graph", ("http://www.w3.org/TR/turtle/",)),
    ("graph/report/occitanie-2024-2025.ttl", "text/turtle", "graph", ()),
    ("graph/concepts.ttl", "text/turtle", "graph", ()),
    ("tables/effect.csv", "text/csv", "table", ("http://www.w3.org/ns/csvw",)),
    (
        "tables/cohorte.en.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "table",
        (),
    ),
    ("documents/territory/gruissan.jsonld", "application/ld+json", "document", ()),
    ("without-text/cohorte-graph.nq.gz", "application/n-quads", "graph", ()),
)
"""Data: name, media type, kind and standards. The files hold their names."""
BESIDE = (("LISEZMOI.md", "text/markdown", "text"), ("void.ttl", "text/turtle", "catalogue"))


def written(listed: Iterable[tuple[str, str, str, tuple[str, ...]]] = LISTED) -> list[Written]:
    """Parts as if written: their bytes are their names."""
    named = [*listed, *((name, media_type, kind, ()) for name, media_type, kind in BESIDE)]
    return [_written(*one) for one in named]


def _written(name: str, media_type: str, kind: str, standards: tuple[str, ...]) -> Written:
    content = name.encode()
    part = Part(name, media_type, f"Essai {name}", f"Sample {name}", lambda file: None, kind, standards)
    return Written(part, len(content), hashlib.sha256(content).hexdigest())


def many_documents() -> list[Written]:
    """More documents than stay among the other files."""
    return [*written(), *(_written(f"documents/{n}.jsonld", "application/ld+json", "document", ()) for n in range(30))]


def settings(base_url: str | None = BASE_URL) -> catalogue.Settings:
    """A version of the real project, issued on a day."""
    return catalogue.Settings(base_url, "1.0.0", date(2026, 12, 1), described())


@cache
def described() -> catalogue.Description | None:
    """What the real project says of its catalogue."""
    return catalogue.read_description(Project.at(ROOT))


def contents(parts: Sequence[Part]) -> dict[str, bytes]:
    """The bytes of parts by their names."""
    found = {}
    for part in parts:
        file = io.BytesIO()
        part.write(file)
        found[part.name] = file.getvalue()
    return found


def made(
    dataset: Dataset, of: catalogue.Settings | None = None, files: list[Written] | None = None
) -> dict[str, bytes]:
    """The files of a catalogue by name."""
    files = written() if files is None else files
    return contents(catalogue.parts(dataset, files, of or settings()))


def read(content: bytes, format: str = "turtle") -> Graph:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated")  # rdflib's own, of its JSON-LD parser
        return Graph().parse(data=content, format=format)


def triples(content: bytes) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)]


def shapes(*names: str) -> list[ox.Triple]:
    """The triples of some files of DCAT-AP's shapes; the test is skipped where they are not there."""
    if not SHAPES.is_dir():
        pytest.skip("needs the shapes of DCAT-AP 3.0.1 beside the project")
    return [triple for name in names for triple in triples((SHAPES / name).read_bytes())]
