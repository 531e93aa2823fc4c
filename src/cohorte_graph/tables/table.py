"""What each table is: its columns, what its rows say besides, and where its rows come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cohorte_graph.dataset import Dataset
from cohorte_graph.dataset.rights import Rights, rights
from cohorte_graph.errors import CallError, did_you_mean
from cohorte_graph.iri import COH, PREFIXES
from cohorte_graph.tables.columns import Column, columns, names
from cohorte_graph.tables.forms import IRI, Form, Forms
from cohorte_graph.tables.kinds import class_kind, kind_of, starts_of
from cohorte_graph.tables.survey import TYPE, Group, Origins, Statements, Survey, grouped, survey
from cohorte_graph.tables.words import class_label

__all__ = ["Constant", "Row", "Table", "Tables"]

SORT_KEY = COH + "sortKey"
LATITUDE = PREFIXES["schema"] + "latitude"
LONGITUDE = PREFIXES["schema"] + "longitude"

Row = list[tuple[str, ...]]
"""The values of each column, sorted; an empty tuple where there is none."""


@dataclass(frozen=True)
class Constant:
    """A statement that every row makes without a column: of the part ``part``, or about it where ``value`` is one."""

    part: str
    property: str
    value: str
    value_is_part: bool = False


@dataclass(frozen=True)
class Table:
    """``parts`` are the last segments of IRIs below a member's own that stand in its row."""

    kind: str
    class_iri: str
    columns: tuple[Column, ...]
    constants: tuple[Constant, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def coordinates(self) -> tuple[int, int] | None:
        """The places of longitude and latitude, where the rows have them."""
        places = {column.property_iri: n for n, column in enumerate(self.columns)}
        return (places[LONGITUDE], places[LATITUDE]) if {LATITUDE, LONGITUDE} <= places.keys() else None


class Tables:
    """The tables of a dataset. Its statements are read once to know the columns, and once more for the rows asked."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    @cached_property
    def survey(self) -> Survey:
        return survey(self.dataset)

    @cached_property
    def rights(self) -> Rights:
        return rights(self.dataset)

    @cached_property
    def all(self) -> dict[str, Table]:
        """By kind, in alphabetical order."""
        short = names(self.survey)
        groups: dict[str, list[Group]] = defaultdict(list)
        for group in self.survey.groups.values():
            groups[group.kind].append(group)
        return {kind: _table(self.survey, short, kind, groups[kind]) for kind in sorted(groups)}

    def called(self, kind: str) -> Table:
        """The table of a kind; CallError with the close ones where there is none."""
        if kind not in self.all:
            hint = did_you_mean(kind, self.all) or f"Tables: {', '.join(self.all)}."
            raise CallError(f"There is no table '{kind}'.", hint=hint)
        return self.all[kind]

    def label(self, table: Table, lang: str) -> str:
        """What a table is called: by its class, or by its kind where nobody labels that."""
        return class_label(self.survey, table.class_iri, lang) or table.kind.replace("-", " ")

    def rows(self, table: Table, lang: str) -> Iterator[Row]:
        """The rows by coh:sortKey, then by IRI, with labels in the language asked."""
        places = {
            (column.property_iri, column.mark, column.part): n
            for n, column in enumerate(table.columns)
            if not column.labels_of
        }
        rows: dict[str, Row] = {}
        for iri, statements, origins in self._resources(table):
            owner, _, part = iri.rpartition("/")
            part = part if part in table.parts and owner in self.survey.subjects else ""
            row = rows.setdefault(owner if part else iri, [()] * len(table.columns))
            _fill(row, places, statements, part)
            _fill_origins(row, table.columns, origins, part)
            if not part:
                row[0] = (iri,)
        key = places.get((SORT_KEY, PREFIXES["xsd"] + "string", ""))
        labelled = _label_places(table)
        for row in sorted(rows.values(), key=lambda row: (row[key] if key else (), row[0])):
            for place, of in labelled:
                row[place] = tuple(self.survey.label(iri, lang) for iri in row[of])
            yield row

    def _resources(self, table: Table) -> Iterator[tuple[str, Statements, Origins]]:
        for start in starts_of(table.kind):
            for one in grouped(self.dataset.quads(below=start)):
                if kind_of(one[0]) == table.kind:
                    yield one


def _fill(row: Row, places: dict[tuple[str, str, str], int], statements: Statements, part: str) -> None:
    for (property, mark), texts in statements.items():
        place = places.get((property, mark, part))
        if place is not None:
            row[place] = tuple(texts)


def _fill_origins(row: Row, columns: tuple[Column, ...], origins: Origins, part: str) -> None:
    """Who states each link of a resource, in the order of the links."""
    for n, column in enumerate(columns):
        if column.tells_origin and column.part == part:
            place = next(at for at, other in enumerate(columns) if other.name == column.labels_of)
            row[n] = tuple(origins.get((column.property_iri, iri), "") for iri in row[place])


def _label_places(table: Table) -> list[tuple[int, int]]:
    """The columns of labels, each with that of what they are labels of."""
    places = {column.name: n for n, column in enumerate(table.columns)}
    labelling = ((n, column) for n, column in enumerate(table.columns) if column.labels_of and not column.tells_origin)
    return [(n, places[column.labels_of]) for n, column in labelling]


def _table(survey: Survey, short: dict[str, str], kind: str, groups: list[Group]) -> Table:
    parts = _parts(groups)
    own = [group for group in groups if group not in parts.values()]
    forms = _merged(own)
    links = {property for group in own for property, _ in group.parts}
    constants = [Constant(part, TYPE, value) for part, group in parts.items() for value in group.classes]
    for property in sorted(links):
        told = {part for group in own for linked, part in group.parts if linked == property}
        if told <= parts.keys() and forms[property, IRI].values == sum(parts[part].members for part in told):
            del forms[property, IRI]
            constants += [Constant("", property, part, value_is_part=True) for part in sorted(told)]
    of_parts = {
        part: {key: form for key, form in group.forms.items() if key[0] != TYPE} for part, group in parts.items()
    }
    members = sum(group.members for group in own)
    made = columns(survey, short, members, forms, of_parts)
    return Table(kind, _class(kind, own), tuple(made), tuple(constants), tuple(parts))


def _parts(groups: list[Group]) -> dict[str, Group]:
    """The groups whose resources are, each, a part of another one, which points at it: one of every other."""
    ends = {next(iter(group.endings)): group for group in groups if len(group.endings) == 1}
    told = {part for group in groups for _, part in group.parts} & ends.keys()
    found = {part: ends[part] for part in sorted(told)}
    rest = [group for group in groups if group not in found.values()]
    members = sum(group.members for group in rest)
    linked = {part: sum(n for group in rest for (_, to), n in group.parts.items() if to == part) for part in found}
    return {part: group for part, group in found.items() if group.members == members == linked[part]}


def _merged(groups: list[Group]) -> Forms:
    forms: Forms = defaultdict(Form)
    for group in groups:
        for key, form in group.forms.items():
            forms[key].merge(form)
    return forms


def _class(kind: str, groups: list[Group]) -> str:
    """The class that gives the kind its name, else the first that a member has."""
    classes = sorted({iri for group in groups for iri in group.classes})
    return next((iri for iri in classes if class_kind(iri) == kind), classes[0] if classes else "")
