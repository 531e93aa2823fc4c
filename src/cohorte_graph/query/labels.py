"""Labels of resources in the language asked, looked up once per store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from cohorte_graph.iri import compact, expand
from cohorte_graph.query.texts import LANGUAGES, Texts
from cohorte_graph.store import Engine, Rows

__all__ = ["Labels"]

BATCH = 1_000


class Labels:
    """The rdfs:labels of one graph; a resource without one is called by its compact IRI.

    A remote engine answers one query per thousand unknown resources, never one per row.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[str, Texts] = {}
        self._literals: dict[tuple[str, str], ox.Literal] = {}

    def learn(self, iris: Iterable[str]) -> None:
        """Look up the labels of the resources not met before."""
        unknown = sorted({iri for iri in iris if iri not in self._known})
        for begin in range(0, len(unknown), BATCH):
            batch = unknown[begin : begin + BATCH]
            self._known.update({iri: {} for iri in batch})
            self._known.update(self._look_up(batch))

    def _look_up(self, iris: list[str]) -> dict[str, Texts]:
        values = " ".join(str(ox.NamedNode(iri)) for iri in iris)
        result = self._engine.query(
            f"SELECT ?x ?label WHERE {{ VALUES ?x {{ {values} }} ?x <{expand('rdfs:label')}> ?label }}"
        )
        assert isinstance(result, Rows)
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for x, label in result.rows:
            if isinstance(x, ox.NamedNode) and isinstance(label, ox.Literal):
                texts, lang = found[x.value], label.language or ""
                texts[lang] = min(label.value, texts.get(lang, label.value))
        return dict(found)

    def literal(self, iri: str, lang: str) -> ox.Literal:
        """The label in the language asked, else French, else without a language, else any, else the name."""
        if found := self._literals.get((iri, lang)):
            return found
        self.learn([iri])
        found = self._literals[iri, lang] = self._literal(iri, lang)
        return found

    def _literal(self, iri: str, lang: str) -> ox.Literal:
        texts = self._known[iri]
        for key in (lang, "fr", "", *LANGUAGES, *sorted(texts)):
            if key in texts:
                return ox.Literal(texts[key], language=key) if key else ox.Literal(texts[key])
        return ox.Literal(compact(iri))

    def text(self, iri: str, lang: str) -> str:
        """The same, as plain text."""
        return self.literal(iri, lang).value
