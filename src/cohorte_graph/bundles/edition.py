"""What is told of the data wherever it is told: title, description, keywords, day, rights, who published the report."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from cohorte_graph.catalogue import Description, Settings, parts, read_description
from cohorte_graph.catalogue.dcat import WORDLESS_NOTE, WORDLESS_TITLE, dataset_iri
from cohorte_graph.catalogue.description import default_description
from cohorte_graph.catalogue.rights import CC_BY
from cohorte_graph.catalogue.scope import KINDS, Scope, scope_of
from cohorte_graph.dataset import Dataset, Part, Rights, Written, rights
from cohorte_graph.iri import ID
from cohorte_graph.project import Project

__all__ = ["CC_BY", "MAKER", "Edition"]

MAKER = "cohorte-graph"
"""Who made the structure: the creator that the ontology states, an organisation and no person."""


@dataclass(frozen=True)
class Edition:
    """A dataset of a project, and where its files will be served."""

    dataset: Dataset
    project: Project
    settings: Settings

    @classmethod
    def of(cls, dataset: Dataset, project: Project, base_url: str | None) -> Edition:
        """Raises InputError for a damaged data/catalogue.ttl, CallError where ``base_url`` is no web address."""
        return cls(dataset, project, Settings(base_url, description=read_description(project)))

    @cached_property
    def scope(self) -> Scope:
        return scope_of(self.dataset.of_subjects(*(f"{ID}{kind}/" for kind in KINDS)))

    @cached_property
    def about(self) -> Description:
        return self.settings.description or default_description(self.scope)

    @cached_property
    def rights(self) -> Rights:
        return rights(self.dataset)

    @property
    def iri(self) -> str:
        """The IRI of the dataset, as catalogues give it."""
        return dataset_iri(self.about, self.dataset.with_text)

    def title(self, lang: str) -> str:
        return self.about.title[lang] + ("" if self.dataset.with_text else WORDLESS_TITLE[lang])

    def description(self, lang: str) -> str:
        return self.about.description[lang] + ("" if self.dataset.with_text else WORDLESS_NOTE[lang])

    def keywords(self, *languages: str) -> list[str]:
        return [word for lang in languages for word in self.about.keywords.get(lang, ())]

    @property
    def licence(self) -> str:
        """The licence that holds for every file, '' where none does: words quoted are under no licence of ours."""
        return "" if self.dataset.with_text else self.rights.licence

    @cached_property
    def day(self) -> str:
        """The day of the build (SOURCE_DATE_EPOCH where it states none), '' where nobody knows: never the clock's."""
        built = str(self.dataset.facts.get("built", ""))
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if not built and epoch.isdigit():
            built = datetime.fromtimestamp(int(epoch), UTC).isoformat()
        return built[:10]

    def catalogue(self, written: Sequence[Written]) -> list[Part]:
        """The catalogue of some files."""
        return parts(self.dataset, written, self.settings)
