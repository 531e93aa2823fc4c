"""The columns of a table: one a property, or one a language or datatype of it, and the labels of what is pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cohorte_graph.iri import COH, PREFIXES
from cohorte_graph.tables.forms import IRI, NULL, Form, Forms
from cohorte_graph.tables.survey import LABEL, Survey

__all__ = ["KEY", "Column", "columns", "names"]

LANGUAGES = ("fr", "en")
STRING = PREFIXES["xsd"] + "string"


@dataclass(frozen=True)
class Column:
    """``mark`` tells what the cells hold: IRI, "@" and a language, or a datatype; ``part`` whose values they are,
    ``variant`` what tells this column from others of the same property: a language, the name of a datatype.
    ``separator`` is there where a cell may hold several values, ``null`` where an empty cell would say an empty text.
    ``labels_of`` is the name of the column whose IRIs these labels are of; with ``tells_origin`` not their labels, but
    who states each of these links.
    """

    name: str
    property_iri: str = ""
    mark: str = STRING
    part: str = ""
    variant: str = ""
    separator: str | None = None
    null: str | None = ""
    labels_of: str = ""
    tells_origin: bool = False
    target: str = ""
    precision: tuple[int, int] = (0, 0)

    @property
    def is_iri(self) -> bool:
        return self.mark == IRI

    @property
    def language(self) -> str:
        """The language of the texts, where they have one."""
        return self.mark[1:] if self.mark.startswith("@") else ""

    @property
    def datatype(self) -> str:
        """The IRI of the datatype of the cells, xsd:anyURI for IRIs."""
        if self.is_iri:
            return PREFIXES["xsd"] + "anyURI"
        return STRING if self.language else self.mark

    def cell(self, values: tuple[str, ...]) -> str:
        """The values in one text cell."""
        if not values:
            return self.null or ""
        return self.separator.join(values) if self.separator else values[0]


KEY = Column("iri", mark=IRI)
"""The first column of every table."""


def names(survey: Survey) -> dict[str, str]:
    """The short name of each property: its local one, with its prefix where a property of ours has it already."""
    found = {property for group in survey.groups.values() for property, _ in group.forms}
    taken: dict[str, str] = {}
    for property in sorted(found, key=lambda iri: (not iri.startswith(COH), iri)):
        local = re.split(r"[/#]", property)[-1]
        prefix = next((prefix for prefix, iri in PREFIXES.items() if property.startswith(iri)), "x")
        candidates = (local, f"{prefix}_{local}", *(f"{prefix}_{local}{n}" for n in range(2, 99)))
        name = next(name for name in candidates if name not in taken and name != KEY.name)
        taken[name] = property
    return {property: name for name, property in taken.items()}


def columns(survey: Survey, names: dict[str, str], members: int, forms: Forms, parts: dict[str, Forms]) -> list[Column]:
    """The columns of a table in their order: IRI, labels, then the others by name, languages French first.

    ``parts`` are the forms of what belongs to a resource under its own IRI and stands in its row.
    """
    found = list(_columns(survey, names, members, forms, ""))
    for part, own in parts.items():
        of_part = list(_columns(survey, names, members, own, part))
        clash = {column.name for column in found} & {column.name for column in of_part}
        found += [_renamed(column, part) for column in of_part] if clash else of_part
    found.sort(key=_order)
    return [KEY, *found]


def _columns(survey: Survey, names: dict[str, str], members: int, forms: Forms, part: str) -> Iterator[Column]:
    for (property, mark), form in forms.items():
        variant = _variant(forms, property, mark)
        name = f"{names[property]}_{variant.replace('-', '_')}" if variant else names[property]
        column = Column(name, property, mark, part, variant, precision=(form.digits, form.scale))
        several = f" {'|' * (form.bars + 1)} " if form.most > 1 else None
        target = _target(survey, form) if mark == IRI else ""
        yield replace(column, separator=several, null=_null(form, members), target=target)
        if mark == IRI and survey.names_any(form):
            labels = replace(column, name=f"{name}Label", mark=STRING, labels_of=name)
            yield replace(labels, separator=several and f" {'|' * (survey.label_bars + 1)} ")
        if form.curated:
            yield replace(
                column, name=f"{name}Origin", mark=STRING, labels_of=name, tells_origin=True, separator=several
            )


def _variant(forms: Forms, property: str, mark: str) -> str:
    """What the column's name adds to that of its property: a language, or the kind of value where there are several."""
    others = [other for name, other in forms if name == property and not other.startswith("@")]
    if mark.startswith("@"):
        return mark[1:]
    if len(others) < 2 or mark == STRING:
        return ""
    return re.split(r"[/#]", mark)[-1] or "iri"


def _null(form: Form, members: int) -> str | None:
    """What an empty cell is written as: nothing, but where an empty text must be told from none."""
    if not form.has_empty or form.most > 1:
        return ""
    return None if form.subjects == members else NULL + "N" * max(0, form.nulls + 1 - len(NULL))


def _target(survey: Survey, form: Form) -> str:
    """The one kind that all values are of, when each of them has its row."""
    (kind, *more) = form.targets or {""}
    return kind if not more and kind not in survey.lacking and form.most == 1 else ""


def _renamed(column: Column, part: str) -> Column:
    """The column of a part under a name of its own."""
    return replace(column, name=f"{part}_{column.name}", labels_of=column.labels_of and f"{part}_{column.labels_of}")


def _order(column: Column) -> tuple[bool, str, int, str]:
    base = (column.labels_of or column.name).partition("_")[0]
    rank = LANGUAGES.index(column.language) if column.language in LANGUAGES else len(LANGUAGES)
    return column.property_iri != LABEL or bool(column.part), base, rank if column.language else -1, column.name
