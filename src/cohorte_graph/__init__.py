"""Programme reports as knowledge graphs in which every statement leads back to its sentence.

>>> import cohorte_graph
>>> graph = cohorte_graph.open_graph()  # doctest: +SKIP
>>> graph.ask("effects-of-territory", territory="…")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cohorte_graph.api import Graph, Rows, Triples, open_graph

__all__ = ["Graph", "Rows", "Triples", "__version__", "open_graph"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """The Python interface, imported when it is first asked for: a command does not wait for it."""
    if name in ("Graph", "Rows", "Triples", "open_graph"):
        from cohorte_graph import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
