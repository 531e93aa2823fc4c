"""Dumps are streamed: what they hold in memory does not grow with the graph."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cohorte_graph.iri import COH, GRAPH, ID, PREFIXES
from report_fixtures import ROOT

PROC = Path("/proc/self/status")
WRITE = """
import sys
from pathlib import Path
from cohorte_graph.dataset import Dataset
from cohorte_graph.dumps import graph_part
dataset = Dataset(Path(sys.argv[1]), {"triples": {sys.argv[4]: 1}}, ontology=Path(sys.argv[3]))
if sys.argv[2] == "csv":
    from cohorte_graph.tables import part
    made = part(dataset, "effect", "csv", "fr")
else:
    made = graph_part(dataset, None, sys.argv[2])
with open("/dev/null", "wb") as file:
    made.write(file)
status = Path("/proc/self/status").read_text()
print(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])
"""
FORMATS = ["ttl", "trig", "nt", "nq", "jsonld", "rdf"]
NAMED = f"{GRAPH}report/c"

pytestmark = pytest.mark.skipif(not PROC.exists(), reason="the memory of a process is read from Linux's /proc")


def grown(path: Path, effects: int) -> int:
    """Writes a build's text of so many effects, ten triples each; the triples of its union."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_lines(effects))
    return effects * 10


def _lines(effects: int) -> Iterator[str]:
    for effect in range(effects):
        subject = f"<{ID}effect/c/{effect:07}>"
        statements = [
            f"<{PREFIXES['rdf']}type> <{COH}Effect>",
            f'<{PREFIXES["rdfs"]}label> "Effet {effect}"@fr',
            f'<{PREFIXES["rdfs"]}label> "Effect {effect}"@en',
            f"<{COH}effectOf> <{ID}pilot/c/{effect % 997}>",
            f"<{COH}inCohort> <{ID}cohort/c>",
            f'<{COH}number> "{effect}"^^<{PREFIXES["xsd"]}integer>',
            f'<{COH}pages> "{effect % 60}-{effect % 60 + 1}"',
            f"<{COH}passage> <{ID}passage/c/{effect * 100}-{effect * 100 + 99}>",
            f"<{COH}text> \"Ce que l'on voit de l'effet {effect}, dit en une phrase assez longue.\"@fr",
            f"<{COH}territory> <{ID}territory/t-{effect % 8}>",
        ]
        for statement in sorted(statements):
            yield f"{subject} {statement} .\n"
            yield f"{subject} {statement} <{NAMED}> .\n"


def mebibytes(path: Path, format: str) -> float:
    """The most memory that a process held which wrote one format."""
    call = [sys.executable, "-c", WRITE, str(path), format, str(ROOT / "ontology"), NAMED]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return int(done.stdout) / 1024


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "graph.nq"
    grown(path, 500)
    return path


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("larger") / "graph.nq"
    grown(path, 5_000)
    return path


@pytest.mark.parametrize("format", FORMATS)
def test_ten_times_the_graph_takes_no_more_memory(small: Path, larger: Path, format: str) -> None:
    """The text grows by 14 MB; 8 MiB of lines may wait for the files of their graphs, in TriG alone."""
    more = mebibytes(larger, format) - mebibytes(small, format)
    assert larger.stat().st_size - small.stat().st_size > 10e6
    assert more < (24 if format == "trig" else 6)


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("million") / "graph.nq"
    assert grown(path, 100_000) == 1_000_000
    return path


@pytest.mark.slow
@pytest.mark.parametrize("format", [*FORMATS, "csv"])
def test_a_million_triples_stream_within_400_mebibytes(million: Path, format: str) -> None:
    assert mebibytes(million, format) < 400
