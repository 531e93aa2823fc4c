"""Generations: a build is a directory of its own; one pointer, swapped by rename, says which one answers."""

from cohorte_graph.generation.choice import Build, differing_inputs, find_build, read_build
from cohorte_graph.generation.current import (
    current,
    damaged_files,
    load_current,
    manifest,
    open_current,
    whole_manifest,
)
from cohorte_graph.generation.inputs import Inputs, read_inputs
from cohorte_graph.generation.lock import build_lock
from cohorte_graph.generation.manifest import GRAPH_FILE, digest, sealed
from cohorte_graph.generation.publishing import POINTS, Publication, publish

__all__ = [
    "GRAPH_FILE",
    "POINTS",
    "Build",
    "Inputs",
    "Publication",
    "build_lock",
    "current",
    "damaged_files",
    "differing_inputs",
    "digest",
    "find_build",
    "load_current",
    "manifest",
    "open_current",
    "publish",
    "read_build",
    "read_inputs",
    "sealed",
    "whole_manifest",
]
