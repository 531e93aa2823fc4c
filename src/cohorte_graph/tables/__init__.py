"""Classes as tables: CSV with its meaning on the Web, Excel, Parquet, and GeoJSON where there are coordinates."""

from cohorte_graph.tables.offers import FORMATS, part, parts, workbook_part

__all__ = ["FORMATS", "part", "parts", "workbook_part"]
