"""The data dictionary: one line a column of a table, with what it means in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cohorte_graph.iri import PREFIXES
from cohorte_graph.tables.columns import Column
from cohorte_graph.tables.table import Table, Tables
from cohorte_graph.tables.words import LANGUAGES, title

__all__ = ["HEADS", "dictionary"]

HEADS: Final = {
    "class": ("Classe", "Class"),
    "table": ("Table", "Table"),
    "column": ("Colonne", "Column"),
    "label_fr": ("Nom (fr)", "Label (fr)"),
    "label_en": ("Nom (en)", "Label (en)"),
    "definition_fr": ("Définition (fr)", "Definition (fr)"),
    "definition_en": ("Définition (en)", "Definition (en)"),
    "datatype": ("Type de donnée", "Datatype"),
    "language": ("Langue", "Language"),
    "separator": ("Plusieurs valeurs, séparées par", "Several values, separated by"),
    "property": ("Propriété (IRI)", "Property (IRI)"),
    "class_iri": ("Classe (IRI)", "Class (IRI)"),
}
"""The columns of the dictionary itself, with their French and English heads."""


def dictionary(tables: Tables, shown: list[Table], lang: str) -> Iterator[list[str]]:
    """The lines, in the order of the tables and their columns."""
    for table in shown:
        named = {column.name: column for column in table.columns}
        label = tables.label(table, lang)
        for column in table.columns:
            said = title(tables.survey, column, named)
            yield [
                label,
                table.kind,
                column.name,
                *(said.heads[language] for language in LANGUAGES),
                *(said.meanings.get(language, "") for language in LANGUAGES),
                _datatype(column),
                column.language,
                column.separator or "",
                column.property_iri,
                table.class_iri,
            ]


def _datatype(column: Column) -> str:
    return "IRI" if column.is_iri else column.datatype.removeprefix(PREFIXES["xsd"])
