"""What leaves the house: the quads of a build as a stream, and the files that are made of them."""

from cohorte_graph.dataset.dataset import UNION, Dataset, open_dataset
from cohorte_graph.dataset.folder import write_folder
from cohorte_graph.dataset.parts import Part, Written
from cohorte_graph.dataset.rights import Rights, rights

__all__ = ["UNION", "Dataset", "Part", "Rights", "Written", "open_dataset", "rights", "write_folder"]
