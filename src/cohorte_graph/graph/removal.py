"""What goes with a withdrawn resource, and what is left of the rest.

- A resource goes that has lost a link which its shape demands (``sh:minCount``): a mention of nothing, a figure of
  nothing, an accompaniment by nobody; so does a note that was about it, an address that was its, and so on until
  nothing more goes.
- A passage, a selector goes that only such resources cited. An annotation goes whose body has none of the values
  any more that it proves, and the body no longer cites its passage, unless that proves something else of it.
- A line goes that printed a withdrawn name to say who speaks, produced or accompanied, and now is there for nobody:
  it is no other resource's text, nor does it name another who is left; mentions that had no other place go with it.
- What only pointed to it loses that statement; where its label was made with the name of what it pointed to, the
  name gives way to ``[…]``.

The sentences of the report stay the report's: a text or a quote that is another resource's keeps its words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from cohorte_graph.folding import words
from cohorte_graph.graph.printed_names import EXACT, NAMING, WithdrawnNames
from cohorte_graph.iri import COH, expand

__all__ = ["Removal", "demanded_links"]

Links = dict[str, set[tuple[str, str]]]

TYPE, LABEL, PROPERTY = expand("rdf:type"), expand("rdfs:label"), COH + "property"
BELONGING = (COH + "about", COH + "addressOf")
"""Links that no shape demands, but that say whose a note or an address is: it goes with that."""
BODY = expand("oa:hasBody")
TARGET, PASSAGE = expand("oa:hasTarget"), COH + "passage"
CITING = frozenset({PASSAGE, TARGET, expand("oa:hasSelector")})
"""Links to what stands for the sake of what cites it."""
SELECTOR = expand("oa:hasSelector")
IN_PASSING = (COH + "mentionOf", COH + "noteText")
"""What has one of these, a mention or a note, is no content: a line is not kept for its sake."""
GONE = "[…]"


@dataclass
class Removal:
    """``resources`` go with the withdrawn ones, which are among them."""

    resources: set[str]
    names: dict[str, set[str]] = field(default_factory=dict)
    """Of what pointed to one of them, the names that its label must no longer hold."""
    passages: dict[str, set[str]] = field(default_factory=dict)
    """By resource, the passages that it no longer cites: they proved nothing but a link that is gone."""

    @classmethod
    def of(cls, withdrawn: Iterable[str], union: Iterable[ox.Triple], shapes: Iterable[ox.Triple]) -> Removal:
        """What the withdrawal takes out of a graph in which all that follows by rules is stated."""
        union, withdrawn = list(union), frozenset(withdrawn)
        return _Fixpoint(union, demanded_links(shapes)).without(withdrawn, WithdrawnNames(withdrawn, union))

    def applied(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """The triples that are left."""
        for triple in triples:
            if _iri(triple.subject) in self.resources or _iri(triple.object) in self.resources:
                continue
            if _iri(triple.object) in self.passages.get(_iri(triple.subject), ()):
                continue
            names = self.names.get(_iri(triple.subject))
            if names and triple.predicate.value == LABEL and isinstance(triple.object, ox.Literal):
                triple = ox.Triple(triple.subject, triple.predicate, _unnamed(triple.object, names))
            yield triple


def demanded_links(shapes: Iterable[ox.Triple]) -> dict[str, dict[str, int]]:
    """By class, the properties that a shape demands and how many values at least, where a lack is a violation."""
    stated: dict[object, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in shapes:
        if isinstance(triple.object, ox.NamedNode | ox.Literal):
            stated[triple.subject][triple.predicate.value].append(triple.object)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for shape in list(stated.values()):
        for facts in (shape, *(stated[inner] for inner in shape[expand("sh:property")])):
            if _is_demand(facts):
                least = int(facts[expand("sh:minCount")][0].value)
                for target in shape[expand("sh:targetClass")]:
                    found[target.value][facts[expand("sh:path")][0].value] = least
    return dict(found)


def _is_demand(facts: dict[str, list[ox.NamedNode | ox.Literal]]) -> bool:
    grave = [severity.value for severity in facts[expand("sh:severity")]] == [expand("sh:Violation")]
    return grave and bool(facts[expand("sh:minCount")]) and bool(facts[expand("sh:path")])


class _Fixpoint:
    """The links of a graph, of which more and more go."""

    def __init__(self, union: Iterable[ox.Triple], demanded: dict[str, dict[str, int]]) -> None:
        self.demanded = demanded
        self.outgoing: Links = defaultdict(set)
        self.incoming: Links = defaultdict(set)
        self.said: dict[str, set[str]] = defaultdict(set)
        self.labels: dict[str, set[str]] = defaultdict(set)
        self.called: dict[str, set[str]] = defaultdict(set)
        self.exact: dict[str, str] = {}
        self.gone: set[str] = set()
        self.uncited: dict[str, set[str]] = defaultdict(set)
        for triple in union:
            subject, predicate, value = _iri(triple.subject), triple.predicate.value, triple.object
            if isinstance(value, ox.NamedNode):
                self.outgoing[subject].add((predicate, value.value))
                self.incoming[value.value].add((predicate, subject))
            elif isinstance(value, ox.Literal):
                self.said[subject].add(predicate)
                if predicate == LABEL:
                    self.labels[subject].add(value.value)
                if predicate in NAMING:
                    self.called[subject].add(value.value)
                elif predicate == EXACT:
                    self.exact[subject] = value.value

    def without(self, withdrawn: Iterable[str], names: WithdrawnNames) -> Removal:
        self._take_out(withdrawn)
        self._take_out(line for line in self._lines(names) if self._is_for_nobody(line))
        return Removal(self.gone, self._names(), dict(self.uncited))

    def _take_out(self, found: Iterable[str]) -> None:
        pending = sorted(found)
        while pending:
            iri = pending.pop()
            if iri not in self.gone:
                self.gone.add(iri)
                self._uncite(iri)
                pending += [other for other in self._touched(iri) if other not in self.gone and self._falls(other)]

    def _lines(self, names: WithdrawnNames) -> Iterator[str]:
        """Passages that print a withdrawn name and said who, in something gone or in a link that is gone."""
        for selector, text in self.exact.items():
            if names.find(text):
                for passage in self._citing(selector, SELECTOR) - self.gone:
                    if any(map(self._told_who, self._citing(passage, PASSAGE, TARGET))):
                        yield passage

    def _told_who(self, citing: str) -> bool:
        """Whether something that cites a passage is gone and was content, or is an annotation of a link now gone."""
        proved = list(self._proved(citing))
        if proved:
            return any(self._lost(body, link) for body, link in proved)
        return citing in self.gone and not self._in_passing(citing)

    def _in_passing(self, iri: str) -> bool:
        return any(self._values(iri, link) or link in self.said[iri] for link in IN_PASSING)

    def _is_for_nobody(self, line: str) -> bool:
        """Whether what is left of it are names in passing, and links to things that it does not name."""
        annotations = {one for one in self._citing(line, TARGET) if self._values(one, BODY)} - self.gone
        proved = {(body, link) for one in annotations for body, link in self._proved(one)}
        for body, link in proved:
            values = self._values(body, link) - self.gone
            if not values or any(self._names_one(line, value) for value in values):
                return False
        linked = {body for body, _ in proved if len(self._values(body, PASSAGE) - self.gone) > 1}
        return all(map(self._in_passing, self._citing(line, PASSAGE) - self.gone - linked))

    def _names_one(self, line: str, iri: str) -> bool:
        texts = [_folded(self.exact.get(selector, "")) for selector in self._values(line, SELECTOR)]
        return any(_folded(name) in text for name in self.called[iri] for text in texts)

    def _proved(self, annotation: str) -> Iterator[tuple[str, str]]:
        """The bodies of an annotation with the properties that it proves of them."""
        for body in self._values(annotation, BODY):
            for proved in self._values(annotation, PROPERTY):
                yield body, proved

    def _citing(self, iri: str, *links: str) -> set[str]:
        return {subject for predicate, subject in self.incoming[iri] if predicate in links}

    def _uncite(self, annotation: str) -> None:
        """Where an annotation goes and its body stays, the body cites the passage no longer, if it has others."""
        for body in self._values(annotation, BODY) - self.gone:
            others = {a for predicate, a in self.incoming[body] if predicate == BODY} - self.gone
            proving = {passage for other in others for passage in self._values(other, TARGET)}
            for passage in self._values(annotation, TARGET) - proving:
                if len(self._values(body, PASSAGE)) > 1:
                    self.outgoing[body].discard((PASSAGE, passage))
                    self.incoming[passage].discard((PASSAGE, body))
                    self.uncited[body].add(passage)

    def _touched(self, iri: str) -> Iterator[str]:
        """What loses a link with ``iri``: what points at it and what it cited; the annotations of the former."""
        for _, subject in sorted(self.incoming[iri]):
            yield subject
            yield from (annotation for predicate, annotation in sorted(self.incoming[subject]) if predicate == BODY)
        yield from (value for predicate, value in sorted(self.outgoing[iri]) if predicate in CITING)

    def _falls(self, iri: str) -> bool:
        return self._lacks(iri) or self._is_cited_no_more(iri) or self._proves_nothing(iri)

    def _lacks(self, iri: str) -> bool:
        """Whether a link that its class demands, or what it belongs to, has gone."""
        for kind in self._values(iri, TYPE):
            for path, least in self.demanded.get(kind, {}).items():
                if self._lost(iri, path) and len(self._values(iri, path) - self.gone) < least:
                    return True
        return any(self._lost(iri, path) and not self._values(iri, path) - self.gone for path in BELONGING)

    def _is_cited_no_more(self, iri: str) -> bool:
        citing = {subject for predicate, subject in self.incoming[iri] if predicate in CITING}
        return bool(citing) and citing <= self.gone

    def _proves_nothing(self, annotation: str) -> bool:
        """Whether all values have gone of the property that an annotation proves of its body."""
        for body in self._values(annotation, BODY):
            for proved in self._values(annotation, PROPERTY):
                if proved not in self.said[body] and self._lost(body, proved):
                    return not self._values(body, proved) - self.gone
        return False

    def _values(self, iri: str, path: str) -> set[str]:
        return {value for predicate, value in self.outgoing[iri] if predicate == path}

    def _lost(self, iri: str, path: str) -> bool:
        return bool(self._values(iri, path) & self.gone)

    def _names(self) -> dict[str, set[str]]:
        """What is left and pointed to something gone, with the names of that."""
        found: dict[str, set[str]] = defaultdict(set)
        for iri in self.gone:
            for _, subject in self.incoming[iri]:
                if subject not in self.gone:
                    found[subject] |= self.labels[iri]
        return {subject: names for subject, names in found.items() if names}


def _unnamed(label: ox.Literal, names: set[str]) -> ox.Literal:
    """A label without the names, as whole words, the longer ones first."""
    pattern = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    text = re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", GONE, label.value)
    return ox.Literal(text, language=label.language) if label.language else ox.Literal(text)


def _folded(text: str) -> str:
    return f" {' '.join(words(text))} "


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""
