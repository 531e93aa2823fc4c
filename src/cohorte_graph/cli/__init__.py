"""The command ``cohorte``: each command opens, calls and prints; errors are handled once, here."""

from cohorte_graph.cli.group import main

__all__ = ["main"]
