"""Folders that partners take as they are: what each one's own tools read, with a README, rights and checksums."""

from cohorte_graph.bundles.writing import PARTNERS, write_bundle

__all__ = ["PARTNERS", "write_bundle"]
