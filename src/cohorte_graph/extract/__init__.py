"""A document in reading order becomes frozen records; names come from gazetteers, kinds from concepts."""

from cohorte_graph.extract.context import Context
from cohorte_graph.extract.extraction import Extraction, extract
from cohorte_graph.extract.gazetteer import Gazetteer, Name
from cohorte_graph.extract.records import RECORDS, As, Evidence, Record
from cohorte_graph.extract.vocabulary import Vocabulary

__all__ = [
    "RECORDS",
    "As",
    "Context",
    "Evidence",
    "Extraction",
    "Gazetteer",
    "Name",
    "Record",
    "Vocabulary",
    "extract",
]
