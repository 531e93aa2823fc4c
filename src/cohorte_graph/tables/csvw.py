"""What CSV files mean, as CSV on the Web has it (https://www.w3.org/TR/tabular-metadata/): triples come back from it.

A column of one IRI is a link. A column of several is for people and gives no triples, since CSVW cannot say that each
is a value: they are the lines of the table of links. Columns of labels give none either: another row states them.
"""

from __future__ import annotations

import json
from typing import Any

from cohorte_graph.dataset.rights import Rights
from cohorte_graph.iri import PREFIXES
from cohorte_graph.tables.columns import KEY, Column
from cohorte_graph.tables.links import HEADS, LINKS
from cohorte_graph.tables.table import Constant, Table, Tables
from cohorte_graph.tables.words import LANGUAGES, title

__all__ = ["CSVW", "folder_metadata", "links_metadata", "table_metadata"]

CSVW = "http://www.w3.org/ns/csvw"
CONTEXT = [CSVW, {"@language": "fr"}]
DIALECT = {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True, "delimiter": ",", "doubleQuote": True}
XSD = PREFIXES["xsd"]
BUILT_IN = frozenset(
    "string boolean decimal integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger "
    "negativeInteger unsignedLong unsignedInt unsignedShort unsignedByte double float date dateTime dateTimeStamp time "
    "gYear gYearMonth gMonthDay gMonth gDay duration dayTimeDuration yearMonthDuration anyURI base64Binary hexBinary "
    "normalizedString token language Name NMTOKEN QName".split()
)
SAID = {
    "subject": {"fr": "Sujet", "en": "Subject"},
    "property": {"fr": "Propriété", "en": "Property"},
    "object": {"fr": "Objet", "en": "Object"},
    "origin": {"fr": "Origine", "en": "Origin"},
}


def folder_metadata(tables: Tables, rights: Rights) -> bytes:
    """The metadata of all tables in one folder, which point at each other."""
    described = [_table(tables, table, with_keys=True) for table in tables.all.values()]
    return _dump({"@context": CONTEXT, **_rights(rights), "dialect": DIALECT, "tables": [*described, _links()]})


def table_metadata(tables: Tables, table: Table, rights: Rights) -> bytes:
    """The metadata of one table alone."""
    return _dump({"@context": CONTEXT, **_rights(rights), "dialect": DIALECT, **_table(tables, table)})


def links_metadata(rights: Rights) -> bytes:
    """The metadata of the table of links alone."""
    return _dump({"@context": CONTEXT, **_rights(rights), "dialect": DIALECT, **_links()})


def _dump(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _rights(rights: Rights) -> dict[str, Any]:
    """What holds for the words and the structure, under Dublin Core's names."""
    statements = [{"@value": text, "@language": lang} for lang in LANGUAGES for text in rights.statements(lang)]
    licences = [{"@id": iri} for iri in rights.licences if iri]
    told = {"dc:publisher": rights.publisher, "dc:license": licences, "dc:rights": statements}
    return {name: value for name, value in told.items() if value}


def _texts(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": lang} for lang, text in texts.items()]


def _table(tables: Tables, table: Table, with_keys: bool = False) -> dict[str, Any]:
    survey = tables.survey
    named = {column.name: column for column in table.columns}
    labels = {
        lang: survey.labels[lang][table.class_iri] for lang in LANGUAGES if table.class_iri in survey.labels[lang]
    }
    meant = {
        lang: known[table.class_iri] for lang, known in sorted(survey.definitions.items()) if table.class_iri in known
    }
    schema: dict[str, Any] = {
        "aboutUrl": f"{{+{KEY.name}}}",
        "primaryKey": KEY.name,
        "columns": [
            *(_column(tables, column, named) for column in table.columns),
            *map(_virtual, enumerate(table.constants)),
        ],
    }
    keys = [_foreign_key(column) for column in table.columns if column.target] if with_keys else []
    if keys:
        schema["foreignKeys"] = keys
    told = {"dc:title": _texts(labels), "dc:description": _texts(meant)}
    return {"url": f"{table.kind}.csv", **{name: texts for name, texts in told.items() if texts}, "tableSchema": schema}


def _column(tables: Tables, column: Column, named: dict[str, Column]) -> dict[str, Any]:
    said = title(tables.survey, column, named)
    found: dict[str, Any] = {"name": column.name, "titles": {"und": column.name, **said.heads}}
    if said.meanings:
        found["dc:description"] = _texts(said.meanings)
    found["datatype"] = _datatype(column)
    if column == KEY:
        return {**found, "required": True, "suppressOutput": True}
    if column.labels_of:
        found["suppressOutput"] = True
    else:
        found["propertyUrl"] = column.property_iri
    if column.part:
        found["aboutUrl"] = f"{{+{KEY.name}}}/{column.part}"
    if column.language:
        found["lang"] = column.language
    if column.separator:
        found["separator"] = column.separator
    if column.null != "":
        found["null"] = [column.null] if column.null else []
    if column.is_iri:
        found |= {"suppressOutput": True} if column.separator else {"valueUrl": f"{{+{column.name}}}"}
    return found


def _datatype(column: Column) -> str | dict[str, str]:
    name = column.datatype.removeprefix(XSD)
    return name if name in BUILT_IN else {"@id": column.datatype, "base": "string"}


def _virtual(numbered: tuple[int, Constant]) -> dict[str, Any]:
    """A statement that each row makes without a cell of its own."""
    number, constant = numbered
    about = f"{{+{KEY.name}}}"
    return {
        "name": f"{constant.part or 'own'}_{number + 1}",
        "virtual": True,
        "aboutUrl": f"{about}/{constant.part}" if constant.part else about,
        "propertyUrl": constant.property,
        "valueUrl": f"{about}/{constant.value}" if constant.value_is_part else constant.value,
    }


def _foreign_key(column: Column) -> dict[str, Any]:
    reference = {"resource": f"{column.target}.csv", "columnReference": KEY.name}
    return {"columnReference": column.name, "reference": reference}


def _links() -> dict[str, Any]:
    """Links say their property themselves, so the property of a cell is a template, too."""
    described = []
    for name in HEADS:
        is_label = name.endswith("Label")
        heads = {
            lang: f"{text}{' (nom)' if lang == 'fr' and is_label else ' (name)' if is_label else ''}"
            for lang, text in SAID[name.removesuffix("Label")].items()
        }
        column = {
            "name": name,
            "titles": {"und": name, **heads},
            "datatype": "string" if is_label or name == "origin" else "anyURI",
        }
        told = {"propertyUrl": "{+property}", "valueUrl": "{+object}"} if name == "object" else {"suppressOutput": True}
        described.append({**column, **told})
    keys = ["subject", "property", "object"]
    titles = _texts({"fr": "Liens entre les ressources", "en": "Links between resources"})
    schema = {"aboutUrl": "{+subject}", "primaryKey": keys, "columns": described}
    return {"url": f"{LINKS}.csv", "dc:title": titles, "tableSchema": schema}
