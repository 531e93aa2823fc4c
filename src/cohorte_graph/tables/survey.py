"""One pass over all statements that counts what each table will hold, and remembers names and labels.

What it keeps grows with the number of resources, not with that of statements: an IRI and its labels each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

import pyoxigraph as ox

from cohorte_graph.dataset import Dataset
from cohorte_graph.iri import PREFIXES, compact
from cohorte_graph.tables.forms import IRI, Form, Forms, bars, mark_of
from cohorte_graph.tables.kinds import kind_of
from cohorte_graph.tables.origins import CURATION, origin

__all__ = ["LABEL", "TYPE", "Group", "Origins", "Statements", "Survey", "grouped", "survey"]

TYPE = PREFIXES["rdf"] + "type"
LABEL = PREFIXES["rdfs"] + "label"
DEFINITION = PREFIXES["skos"] + "definition"
TEXTS = {LABEL, DEFINITION}

SAMPLES = 30

Statements = dict[tuple[str, str], list[str]]
"""What is said of one resource: its values, sorted, by property and mark."""
Origins = dict[tuple[str, str], str]
"""Who states each link of one resource, by property and the IRI it leads to."""


@dataclass
class Group:
    """The resources of one kind that have the same classes.

    ``endings`` are the last segments of their IRIs, two of them at most: one alone is that of a part.
    """

    kind: str
    classes: tuple[str, ...]
    members: int = 0
    endings: set[str] = field(default_factory=set)
    forms: Forms = field(default_factory=lambda: defaultdict(Form))
    parts: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass
class Survey:
    """``labels`` and ``definitions`` are by language and IRI, definitions of classes and properties alone."""

    groups: dict[tuple[str, tuple[str, ...]], Group] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    definitions: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    subjects: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)

    @cached_property
    def lacking(self) -> frozenset[str]:
        """The kinds of which a resource is pointed at that is not there."""
        return frozenset(map(kind_of, self.targets - self.subjects))

    @cached_property
    def label_bars(self) -> int:
        """The longest run of bars in any label."""
        return max((bars(text) for texts in self.labels.values() for text in texts.values()), default=0)

    def label(self, iri: str, lang: str) -> str:
        """The label in the language asked, else French, else without a language, else any, else the short IRI."""
        for language in (lang, "fr", "", *sorted(self.labels)):
            if text := self.labels[language].get(iri) if language in self.labels else None:
                return text
        return compact(iri)

    def names_any(self, form: Form) -> bool:
        """Whether anything that is pointed at has a label."""
        return bool(form.targets & self._labelled) or any(map(self.has_label, form.outside))

    @cached_property
    def _labelled(self) -> frozenset[str]:
        """The kinds that have a labelled resource."""
        return frozenset(
            group.kind for group in self.groups.values() for property, _ in group.forms if property == LABEL
        )

    def has_label(self, iri: str) -> bool:
        return any(iri in texts for texts in self.labels.values())


def grouped(quads: Iterator[ox.Quad]) -> Iterator[tuple[str, Statements, Origins]]:
    """Each named resource with what the union says of it, and which graphs say so."""
    for subject, group in groupby(quads, key=lambda quad: quad.subject):
        if isinstance(subject, ox.NamedNode):
            found: Statements = defaultdict(list)
            graphs: dict[tuple[str, str], list[str]] = defaultdict(list)
            for quad in group:
                value, graph = quad.object, quad.graph_name
                if not isinstance(graph, ox.NamedNode):
                    text = value.value if isinstance(value, ox.NamedNode | ox.Literal) else str(value)
                    found[quad.predicate.value, mark_of(value)].append(text)
                elif isinstance(value, ox.NamedNode):
                    graphs[quad.predicate.value, value.value].append(graph.value)
            for texts in found.values():
                texts.sort()
            if found:
                yield subject.value, found, {link: origin(told) for link, told in graphs.items()}


def survey(dataset: Dataset) -> Survey:
    """Count what all tables of the union hold."""
    found = Survey()
    for iri, statements, origins in grouped(dataset.quads()):
        kind = kind_of(iri)
        for (property, mark), texts in statements.items():
            if property in TEXTS and mark != IRI and (property == LABEL or not kind):
                known = found.labels if property == LABEL else found.definitions
                known[mark[1:] if mark.startswith("@") else ""][iri] = texts[0]
        if kind:
            found.subjects.add(iri)
            _count(found, kind, iri, statements, origins)
    return found


def _count(found: Survey, kind: str, iri: str, statements: Statements, origins: Origins) -> None:
    classes = tuple(statements.get((TYPE, IRI), ()))
    group = found.groups.get((kind, classes))
    if group is None:
        group = found.groups[kind, classes] = Group(kind, classes)
    group.members += 1
    if len(group.endings) < 2:
        group.endings.add(iri.rpartition("/")[2])
    for (property, mark), texts in statements.items():
        form = group.forms[property, mark]
        form.add(texts, mark)
        if mark == IRI:
            _follow(found, group, form, property, iri, texts)
            form.curated |= any(CURATION in origins.get((property, target), "") for target in texts)


def _follow(found: Survey, group: Group, form: Form, property: str, iri: str, targets: list[str]) -> None:
    for target in targets:
        if target.startswith(f"{iri}/"):
            group.parts[property, target[len(iri) + 1 :]] += 1
        kind = kind_of(target)
        form.targets.add(kind)
        if kind:
            found.targets.add(target)
        elif len(form.outside) < SAMPLES:
            form.outside.add(target)
