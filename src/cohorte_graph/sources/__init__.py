"""A document as received, its normal form, its reading order (text in, sections of blocks out)."""

from cohorte_graph.sources.blocks import Block, BlockKind, Section, SectionKind, Span, Structure
from cohorte_graph.sources.document import Document, Reading
from cohorte_graph.sources.reading_order import read_structure

__all__ = [
    "Block",
    "BlockKind",
    "Document",
    "Reading",
    "Section",
    "SectionKind",
    "Span",
    "Structure",
    "read_structure",
]
