"""Who does what: relations between people and bodies that the words say, none that stand near each other only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cohorte_graph.extract import Gazetteer, Record, Vocabulary
from cohorte_graph.extract.chapter import read_chapter
from cohorte_graph.extract.context import Context, Passage
from cohorte_graph.extract.names import read_unknown_names
from cohorte_graph.extract.people import standing
from cohorte_graph.extract.productions import read_box
from cohorte_graph.extract.records import Mention, Production, TerritoryViewpoint
from cohorte_graph.project import Project
from cohorte_graph.sources import Block, BlockKind, Document, Section, SectionKind, Span
from report_fixtures import MINI, ROOT

VIEWPOINT = "Le point de vue de l'allié"
GOLD = json.loads((ROOT / "tests" / "gold" / "general.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The names of the invented report."""
    project = Project.at(MINI)
    return Gazetteer.load(project.turtle_files(project.data / "gazetteers"))


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    project = Project.at(MINI)
    return Vocabulary.load(project.turtle_files(project.ontology / "concepts"))


def passages(gazetteer: Gazetteer, vocabulary: Vocabulary, *blocks: tuple[BlockKind, str]) -> list[Passage]:
    """Texts as the blocks of one section."""
    raw = "\n".join(text for _, text in blocks)
    context = Context(Document("text", Path("text.txt"), raw, ""), "cohort", gazetteer, vocabulary)
    section = Section(SectionKind.CHAPTER, "chapter", "La commune de Saint-Ourdin-des-Landes", "")
    at = 0
    for kind, text in blocks:
        section.blocks.append(Block(kind, (Span(at, at + len(text)),), text))
        at += len(text) + 1
    return [context.passage(section, block) for block in section.blocks]


def slug(iri: str | None) -> str | None:
    return iri.rsplit("/", 1)[-1] if iri else None


@pytest.mark.parametrize(
    ("text", "function", "organisation"),
    [
        ("Odile Santrouvé, présidente de la Manufacture des passages, ouvre", "…", "manufacture-des-passages"),
        ("Odile Santrouvé (chargée de mission à l'OAT)", "…", "observatoire-armoreen-des-transitions"),
        ("Odile Santrouvé (Brindille)", None, "brindille"),
        ("Odile Santrouvé et Ronan Kervadoué de Brindille", None, "brindille"),
        # Where someone was or spoke is no body they belong to.
        ("Odile Santrouvé, présidente dans l'Agence des rivages du 19 mars 2024", "présidente", None),
        ("Odile Santrouvé, présidente lors de la rencontre de l'OAT", "présidente", None),
        ("Odile Santrouvé, présidente de l'Agence des rivages du 19 mars 2024", "…", None),
        ("la maire Odile Santrouvé ouvre la journée de l'OAT", "maire", None),
        ("Odile Santrouvé, maire, ouvre la journée de l'OAT", "maire", None),
        # The function is held elsewhere, or nobody says where.
        ("Odile Santrouvé, chargée des liens avec l'OAT", "…", None),
        ("Odile Santrouvé pour la MDP", None, None),
        ("Odile Santrouvé, pour MDP", None, None),
    ],
)
def test_a_person_belongs_where_the_words_of_their_function_say(
    text: str, function: str | None, organisation: str | None, gazetteer: Gazetteer, vocabulary: Vocabulary
) -> None:
    names = gazetteer.find(text)
    known = standing(text, names[0], names, vocabulary)
    assert slug(known.organisation) == organisation
    assert known.function and known.function in text if function == "…" else known.function == function


def test_nobody_of_the_report_belongs_to_what_they_attended(report: dict[str, Record]) -> None:
    told = {(slug(m.mention_of), slug(m.organisation)) for m in report.values() if isinstance(m, Mention)}
    assert ("carole-delga", "assemblee-des-territoires") not in told
    assert ("jean-francois-caron", "fabrique-des-transitions") in told


@pytest.mark.parametrize(
    ("text", "producer"),
    [
        ("Un livret réalisé par l'OAT pour les élus.", "observatoire-armoreen-des-transitions"),
        ("Une carte des chemins, dressée et publiée par la Manufacture des passages.", None),
        ("Une carte des chemins, publiée par la Manufacture des passages.", "manufacture-des-passages"),
        ("Les récits écrits par Odile Santrouvé.", "odile-santrouve"),
        # Who is told of, addressed or guided has made nothing.
        ("Ce que vivent les élus et les agents de l'État territorial.", None),
        ("Un livret qui guide le travail de la Manufacture des passages.", None),
        # Something else was made.
        ("Une carte des récits écrits par l'OAT.", None),
        ("Les enjeux des élus, issus des échanges réalisés par la Manufacture des passages.", None),
    ],
)
def test_a_producer_is_whom_words_of_making_name(
    text: str, producer: str | None, gazetteer: Gazetteer, vocabulary: Vocabulary
) -> None:
    box, body = passages(gazetteer, vocabulary, (BlockKind.BOX, "LES OUTILS"), (BlockKind.PARAGRAPH, text))
    made = [r for r in read_box(body.section, body.section.blocks, body.context) if isinstance(r, Production)]
    assert [slug(production.producer) for production in made] == [producer]
    assert box.text == made[0].title


def test_a_heading_names_its_producer_first(gazetteer: Gazetteer, vocabulary: Vocabulary) -> None:
    for heading, producer in (
        ("LES PRODUCTIONS DE L'OBSERVATOIRE ARMORÉEN", "observatoire-armoreen-des-transitions"),
        ("LES PRODUCTIONS DES AGENTS DE L'ÉTAT", None),
    ):
        _, item = passages(gazetteer, vocabulary, (BlockKind.BOX, heading), (BlockKind.ITEM, "Infolettre #1"))
        made = [r for r in read_box(item.section, item.section.blocks, item.context) if isinstance(r, Production)]
        assert [slug(production.producer) for production in made] == [producer]


def test_the_producers_of_the_report(report: dict[str, Record], cohort_names: Gazetteer) -> None:
    found = {p.title: slug(p.producer) for p in report.values() if isinstance(p, Production)}
    for expected in GOLD["productions"]:
        named = cohort_names.named(expected["producer"]) if expected["producer"] else None
        assert found[expected["title"]] == (named.slug if named else None)
    # The report says of what these speak and what they came from, not who made them.
    assert {found[resource["title"]] for resource in GOLD["resources"]} == {None}


@pytest.fixture(scope="module")
def cohort_names() -> Gazetteer:
    project = Project.at(ROOT)
    return Gazetteer.load(project.turtle_files(project.data / "gazetteers"))


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Pour Odile Santrouvé, « tout a changé ».", ["odile-santrouve"]),
        ("Odile Santrouvé souligne que tout a changé.", ["odile-santrouve"]),
        ("Tout a changé selon Odile Santrouvé.", ["odile-santrouve"]),
        ("Tout a changé grâce à Odile Santrouvé, qui a prêté ses pelles.", []),
        ("La mairie souligne le travail fait. Odile Santrouvé a prêté ses pelles.", []),
    ],
)
def test_who_is_only_told_of_does_not_speak(
    text: str, speakers: list[str], gazetteer: Gazetteer, vocabulary: Vocabulary
) -> None:
    blocks = [(BlockKind.HEADING, "Le point de vue du territoire"), (BlockKind.PARAGRAPH, text)]
    first = passages(gazetteer, vocabulary, *blocks)[0]
    records = read_chapter(first.section, first.context)
    [viewpoint] = [record for record in records if isinstance(record, TerritoryViewpoint)]
    assert list(map(slug, viewpoint.speakers)) == speakers


@pytest.mark.parametrize(
    ("kind", "above", "text", "names"),
    [
        # A byline names people and their bodies, whatever their words.
        (BlockKind.PARAGRAPH, VIEWPOINT, "Odile Santrouvé (Pain partagé)", ["Pain partagé"]),
        (BlockKind.PARAGRAPH, VIEWPOINT, "Odile Santrouvé - Pain partagé", ["Pain partagé"]),
        (BlockKind.PARAGRAPH, VIEWPOINT, "Odile Santrouvé (Terres du pain Armorée)", ["Terres du pain Armorée"]),
        (BlockKind.PARAGRAPH, VIEWPOINT, "Rose Lefort (Brindille)", ["Rose Lefort"]),
        (BlockKind.PARAGRAPH, VIEWPOINT, "Odile Santrouvé (Brindille) et Ronan Kervadoué (Levain)", ["Levain"]),
        (BlockKind.PARAGRAPH, VIEWPOINT, "Odile Santrouvé (agente du PETR Val Clair)", ["PETR Val Clair"]),
        (BlockKind.PARAGRAPH, VIEWPOINT, "Odile Santrouvé et Ronan Kervadoué (Les Semeurs d'Estran)", []),
        (BlockKind.PARAGRAPH, VIEWPOINT, "Odile Santrouvé (maire)", []),
        (BlockKind.PARAGRAPH, "Le projet pilote", "Le four (Pain partagé)", []),
        # A noun for a body is followed by its name.
        (BlockKind.PARAGRAPH, "", "Nous avons choisi le cabinet Mesure Juste.", ["Mesure Juste"]),
        (BlockKind.PARAGRAPH, "", "Le bureau d'études Mesure Juste et l'association « Pain partagé » sont venus.",
         ["Mesure Juste", "Pain partagé"]),
        (BlockKind.PARAGRAPH, "", "Avec l'appui de la Fondation Terre Neuve.", ["Fondation Terre Neuve"]),
        (BlockKind.PARAGRAPH, "", "Avec le collectif Les Voisins de la Tour.", ["Les Voisins de la Tour"]),
        (BlockKind.PARAGRAPH, "", "Nous avons choisi le cabinet Les Arpenteuses. Une association locale a suivi.", []),
        # Who accompanies whom.
        (BlockKind.ITEM, "", "Odile Santrouvé de Pain partagé à Saint-Ourdin des Landes ;", ["Pain partagé"]),
        (BlockKind.ITEM, "", "Odile Santrouvé d'Après-là pour la CC du Val d'Ombrelune.", ["Après-là"]),
        (BlockKind.ITEM, "", "Odile Santrouvé de Brindilles pour la CC du Val d'Ombrelune.", []),
    ],
)  # fmt: skip
def test_names_that_their_place_shows(
    kind: BlockKind, above: str, text: str, names: list[str], gazetteer: Gazetteer, vocabulary: Vocabulary
) -> None:
    blocks = [(BlockKind.HEADING, above or "Les projets"), (kind, text)]
    passage = passages(gazetteer, vocabulary, *blocks)[1]
    notes = list(read_unknown_names(passage, "chapter"))
    assert [note.surface_form for note in notes] == names
    document = passage.context.document
    assert [document.join(note.evidence[0].spans) for note in notes] == names
