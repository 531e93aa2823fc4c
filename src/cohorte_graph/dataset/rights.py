"""Who owns what in a dataset: the words of the reports, our structure, the registers; and who the people in it are.

Publishers, licences and what the sources say of their rights come from the graph; no name stands here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.dataset.dataset import Dataset
from cohorte_graph.errors import CheckError, Place
from cohorte_graph.iri import BASE, COH, ID, expand
from cohorte_graph.turtle import place_of_subject

__all__ = ["Rights", "SourceRights", "demand_stated", "rights"]

Texts = Mapping[str, str]
Facts = dict[str, list[ox.NamedNode | ox.Literal]]

ONTOLOGY = BASE + "def"
TITLE, LICENCE, PUBLISHER, RIGHTS = (expand(f"dcterms:{name}") for name in ("title", "license", "publisher", "rights"))
CREATOR = expand("dcterms:creator")
LABEL, RANK = expand("rdfs:label"), COH + "rank"

PEOPLE: Texts = {
    "fr": "Les personnes y figurent par leur nom, leur fonction et leur organisation, telles que le rapport les donne, "
    "et par ce qu'il dit qu'elles ont fait dans la cohorte ; rien d'autre ne les décrit.",
    "en": "People appear in it by name, function and organisation, as the report gives them, and by what it says they "
    "did in the cohort; nothing else describes them.",
}
PEOPLE_WITHOUT_WORDS: Texts = {
    "fr": "Les personnes y figurent par leur nom et leur organisation, et par ce que le rapport dit qu'elles ont fait "
    "dans la cohorte ; rien d'autre ne les décrit.",
    "en": "People appear in it by name and organisation, and by what the report says they did in the cohort; nothing "
    "else describes them.",
}
STRUCTURE: Texts = {
    "fr": "La structure (ontologie, concepts, classements, liens, notes) est publiée sous la licence {licence}, "
    "à attribuer à {creator}.",
    "en": "The structure (ontology, concepts, classifications, links, notes) is published under the licence {licence}, "
    "to be credited to {creator}.",
}
QUOTED: Texts = {
    "fr": "« {title} » est publié par {publisher}. Ses textes sont cités avec leur place dans la source : qui veut les "
    "réutiliser pour eux-mêmes s'adresse à l'éditeur.",
    "en": "“{title}” is published by {publisher}. Its texts are quoted with their place in the source: whoever wants "
    "to reuse them for themselves asks the publisher.",
}
WORDLESS: Texts = {
    "fr": "« {title} » est publié par {publisher}. Cette édition n'en contient pas les mots : ni textes, ni citations, "
    "ni libellés imprimés ; chaque citation y est remplacée par sa place dans la source et par son empreinte SHA-256.",
    "en": "“{title}” is published by {publisher}. This edition holds none of its words: no texts, no quotes, no "
    "printed labels; each quote is replaced by its place in the source and by its SHA-256 digest.",
}
REGISTER: Texts = {
    "fr": "{title} ({publisher}) : {rights} Licence : {licence}",
    "en": "{title} ({publisher}): {rights} Licence: {licence}",
}
PLACEHOLDERS = ("Exemple inventé", "Invented example", "Dire ici", "Say here")
"""How the rights begin that ``cohorte init`` writes for its example: nobody's rights in a report."""
UNLICENSED: Texts = {"fr": "Le rapport n'indique aucune licence.", "en": "The report states no licence."}
UNSTATED: Texts = {"fr": "aucune licence indiquée", "en": "no licence stated"}


@dataclass(frozen=True)
class SourceRights:
    """A report or a register: its title, its name and what it says of its rights by language, its publisher, the IRI
    of its licence."""

    iri: str
    title: str
    names: Texts
    publisher: str
    publisher_iri: str
    rights: Texts
    licence: str | None = None


@dataclass(frozen=True)
class Rights:
    """``licence`` is the IRI of the licence of our structure, ``creator`` whom it is credited to; ``reports`` are the
    main sources, one a cohort."""

    licence: str
    creator: str
    reports: tuple[SourceRights, ...]
    registers: tuple[SourceRights, ...]
    with_text: bool

    @property
    def publisher(self) -> str:
        """Who published the reports, each once."""
        return ", ".join(dict.fromkeys(report.publisher for report in self.reports))

    @property
    def title_fr(self) -> str:
        """What the reports are called in French."""
        return ", ".join(_in(report.names, "fr") for report in self.reports)

    @property
    def title_en(self) -> str:
        """What the reports are called in English."""
        return ", ".join(_in(report.names, "en") for report in self.reports)

    @property
    def licences(self) -> tuple[str, ...]:
        """The IRIs of all licences that apply to something in it: ours first, each once."""
        others = (register.licence for register in self.registers if register.licence)
        return tuple(dict.fromkeys([self.licence, *others]))

    def statements(self, lang: str) -> list[str]:
        """What holds, a sentence or two each: of each report, of our structure, of each register, of people."""
        found = []
        for report in self.reports:
            opening = (QUOTED if self.with_text else WORDLESS)[lang]
            said = opening.format(title=report.title, publisher=report.publisher)
            found.append(f"{said} {self._terms(report, lang)}".strip())
        found.append(STRUCTURE[lang].format(licence=self.licence, creator=self.creator))
        for register in self.registers:
            licence = register.licence or UNSTATED[lang]
            said = _in(register.rights, lang)
            told = {"title": register.title, "publisher": register.publisher, "rights": said, "licence": licence}
            found.append(REGISTER[lang].format(**told))
        return [*found, (PEOPLE if self.with_text else PEOPLE_WITHOUT_WORDS)[lang]]

    def _terms(self, report: SourceRights, lang: str) -> str:
        """What a source says of its rights speaks of its words; where there are none, of its licence alone."""
        if self.with_text:
            return _in(report.rights, lang)
        return report.licence or UNLICENSED[lang]

    def text(self, lang: str) -> str:
        """The statements as lines of a file: one paragraph each."""
        return "\n\n".join(self.statements(lang)) + "\n"

    @property
    def page(self) -> str:
        """The statements in French, then in English, as a file of Markdown."""
        return f"# Droits\n\n{self.text('fr')}\n# Rights\n\n{self.text('en')}"


def rights(dataset: Dataset) -> Rights:
    """The rights in a dataset, from what it says of its sources; a register is a source without a rank."""
    facts: dict[str, Facts] = defaultdict(lambda: defaultdict(list))
    for triple in dataset.of_subjects(f"{ONTOLOGY}>", f"{ID}source/", f"{ID}organisation/"):
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            facts[triple.subject.value][triple.predicate.value].append(triple.object)
    sources = [_source(iri, facts) for iri in sorted(facts) if iri.startswith(f"{ID}source/")]
    ranks = {source.iri: _first(facts[source.iri], RANK) for source in sources}
    return Rights(
        licence=_first(facts[ONTOLOGY], LICENCE),
        creator=_first(facts[ONTOLOGY], CREATOR),
        reports=tuple(source for source in sources if ranks[source.iri] == "1"),
        registers=tuple(source for source in sources if not ranks[source.iri]),
        with_text=dataset.with_text,
    )


def demand_stated(stated: Rights, sources: Path) -> None:
    """CheckError, with the place in ``sources``, where nobody has said who published a report or by what right it is
    quoted: what is given away tells it."""
    for report in stated.reports:
        where = _described(report.iri, sources)
        if any(text.startswith(PLACEHOLDERS) for text in report.rights.values()):
            raise CheckError(
                "the rights in the report are still those of the example.",
                place=where,
                hint="Say in dcterms:rights, in French and English, by what right it is quoted; then: cohorte build",
            )
        if report.publisher == report.publisher_iri:
            raise CheckError(
                "nothing is said of who published the report.",
                place=where,
                hint="Describe the organisation of dcterms:publisher in data/gazetteers/organisations.ttl; "
                "then: cohorte build",
            )


def _described(iri: str, sources: Path) -> Place:
    """Where a source is described."""
    places = (place_of_subject(path, iri) for path in sorted(sources.glob("*.ttl")))
    return next((place for place in places if place.line), Place(sources))


def _source(iri: str, facts: Mapping[str, Facts]) -> SourceRights:
    said = facts[iri]
    publisher = _first(said, PUBLISHER)
    return SourceRights(
        iri=iri,
        title=_first(said, TITLE),
        names=_texts(said[LABEL]),
        publisher=_first(facts[publisher], LABEL) or publisher,
        publisher_iri=publisher,
        rights=_texts(said[RIGHTS]),
        licence=_first(said, LICENCE) or None,
    )


def _first(said: Facts, predicate: str) -> str:
    """One value of a property, the same on each run; French before other languages; empty where there is none."""
    values = said[predicate]
    return min(values, key=lambda value: (getattr(value, "language", None) != "fr", str(value))).value if values else ""


def _texts(values: list[ox.NamedNode | ox.Literal]) -> Texts:
    return {value.language or "": value.value for value in values if isinstance(value, ox.Literal)}


def _in(texts: Texts, lang: str) -> str:
    return texts.get(lang) or texts.get("fr") or next(iter(texts.values()), "")
