"""The naive way, which needs nothing but rdflib and pyshacl: what every measure is compared with."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

ASK = """
import sys, rdflib
graph = rdflib.Graph()
graph.parse(sys.argv[1], format="nt11")
for row in graph.query(open(sys.argv[2], encoding="utf-8").read()):
    print(*row, sep=",")
"""
"""A script as one would write it: read the triples, ask, print."""


def pipeline(triples: Path, shapes: Path, target: Path) -> dict[str, float]:
    """Seconds of reading the same triples, validating them and storing them."""
    import pyshacl
    import rdflib

    begun = time.perf_counter()
    graph = rdflib.Graph()
    graph.parse(triples, format="nt11")
    read = time.perf_counter()
    shapes_graph = rdflib.Graph().parse(shapes, format="nt11")
    pyshacl.validate(graph, shacl_graph=shapes_graph, inference="none", do_owl_imports=False, advanced=False)
    judged = time.perf_counter()
    graph.serialize(target, format="nt11", encoding="utf-8")
    stored = time.perf_counter()
    return {"read": read - begun, "validate": judged - read, "store": stored - judged, "all": stored - begun}


def main() -> None:
    """The pipeline on the three files of the command line, told as JSON."""
    print(json.dumps(pipeline(*map(Path, sys.argv[1:4]))))
