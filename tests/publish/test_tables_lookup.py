"""A resource is found in the sorted text by bisection, just as reading all of it finds it."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from cohorte_graph.dataset import Dataset
from cohorte_graph.dataset.lookup import quads_below
from cohorte_graph.iri import CONCEPT, ID


def test_what_is_below_an_iri_is_what_a_whole_reading_finds(dataset: Dataset) -> None:
    quads = list(dataset.quads())
    texts = [str(quad.subject) for quad in quads]
    known = sorted({quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)})
    chosen = random.Random(5).sample(known, 40)
    starts = [ID, CONCEPT, f"{ID}effect/", f"{ID}gone/", "a", "zzz", known[0], known[-1], *chosen]
    for start in starts:
        for below in (start, f"{start}>"):
            found = list(dataset.quads(below))
            assert found == [quad for quad, text in zip(quads, texts, strict=True) if text.startswith(f"<{below}")], (
                below
            )


@pytest.mark.parametrize("lines", [[], ["<a:a> <p:p> <o:o> .\n"], ["<a:a> <p:p> <o:o> .\n", '<a:b> <p:p> "é" .\n']])
def test_small_texts_are_searched_to_both_ends(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "graph.nq"
    path.write_text("".join(lines), "utf-8")
    for start in ("<a:", "<a:a>", "<a:b>", "<a:c>", "<", "_"):
        found = [str(quad.subject) for quad in quads_below(path, start)]
        assert found == [line.split()[0] for line in lines if line.startswith(start)]
