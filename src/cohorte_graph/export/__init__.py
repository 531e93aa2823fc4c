"""Answers as bytes: tables, spreadsheets, result formats, graphs and charts."""

from cohorte_graph.export.formats import FORMATS, Terminal, formats_for, write

__all__ = ["FORMATS", "Terminal", "formats_for", "write"]
