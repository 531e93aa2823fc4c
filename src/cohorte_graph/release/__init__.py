"""Releases: everything that is published, with a manifest that proves it and the changes since the one before."""

from cohorte_graph.release.difference import Difference
from cohorte_graph.release.proof import prove
from cohorte_graph.release.publishing import Published, release

__all__ = ["Difference", "Published", "prove", "release"]
