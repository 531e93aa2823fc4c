"""The proof-reader: what it finds in both reports, nothing else, and each rule on a report spoilt on purpose."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from asking import rows
from cohorte_graph.cohort import Cohort
from cohorte_graph.extract.records import ProofreadingNote
from cohorte_graph.project import Project
from cohorte_graph.query import Questions
from cohorte_graph.store import OxigraphStore
from report_fixtures import ROOT, read

Found = tuple[str, str, str]
"""Kind, section and printed words of a note."""

# What a reader of the whole report finds odd by the rules, in its order: (kind, section, words).
REAL: tuple[Found, ...] = (
    # "Nous avons profondément besoin de créer …": one word left out.
    ("exergue-remanie", "introduction", 'Nous avons besoin de créer des "communautés apprenantes" de territoires,'),
    # Elsewhere "COP Régionales", twice.
    ("graphies-multiples", "introduction", "COP régionales"),
    # Elsewhere "conduite de changement".
    ("graphies-multiples", "introduction", "conduite du changement"),
    ("coquille-possible", "introduction", "la communes"),
    # The sentence is cut and "média/journaliste" became "média".
    ("exergue-remanie", "introduction", "L'idée est de créer une relation de confiance fondée sur la coopération,"),
    # In the text "Sans Transition".
    ("graphies-multiples", "introduction", "SANS TRANSITIONS"),
    # Eight diagnoses were made; for three of them the report says by whom.
    *[("diagnostic-sans-auteur", "les-diagnostics-sensibles", "Un diagnostic sensible a été réalisée dans chacun des…")]
    * 5,
    ("graphies-multiples", "les-diagnostics-sensibles", "Tierre de Confiance"),
    ("graphies-multiples", "les-projets-pilotes", "4 Fondamentaux de la conduite du changement systémique"),
    # Elsewhere "Territoires citoyens Occitanie".
    ("graphies-multiples", "les-projets-pilotes", "Territoires et citoyens en Occitanie"),
    ("coquille-possible", "les-projets-pilotes", "des raison"),
    ("coquille-possible", "les-projets-pilotes", "les accompagnement"),
    # In the chapter "Pierre Cancé".
    ("graphies-multiples", "les-projets-pilotes", "Pierre Cance"),
    # In the text "offrent aux parties prenantes la possibilité".
    ("exergue-remanie", "les-projets-pilotes", "Les projets pilotes offrent aux territoires la possibilité de partir"),
    ("coquille-possible", "l-evaluation", "des observation"),
    ("coquille-possible", "l-evaluation", "cette missions"),
    # And "Barre-des Cévennes", and "Barre-des-Cévennes".
    ("graphies-multiples", "l-evaluation", "Barre des Cévennes"),
    ("graphies-multiples", "l-evaluation", "Communauté de communs du Frontonnais"),
    # Elsewhere "Saint-Hilaire de Brethmas".
    ("graphies-multiples", "l-accompagnement-de-la-region-occitanie", "Saint-Hilaire-de-Brethmas"),
    ("date-sans-annee", "l-accompagnement-de-la-region-occitanie", "En septembre"),
    ("graphies-multiples", "l-accompagnement-de-la-region-occitanie", "Assemblée des territoires"),
    # "a également accompagné".
    (
        "exergue-remanie",
        "l-accompagnement-de-la-region-occitanie",
        "La Fabrique des transitions a accompagné la Région",
    ),
    # "il apermis de remettre du dialogue".
    ("coquille-possible", "la-commune-de-barre-des-cevennes", "apermis"),
    # « nouvel hameau » in the chapter before.
    ("graphies-multiples", "la-commune-de-barre-des-cevennes", "nouvel-hameau"),
    # "est qu'il permet d'ancrer".
    (
        "exergue-remanie",
        "la-commune-de-barre-des-cevennes",
        "L'accompagnement permet d'ancrer le projet pilote dans la",
    ),
    # "dans le périmètre des réunion coté élus".
    ("coquille-possible", "la-commune-de-canohes", "des réunion"),
    ("effet-sans-libelle", "la-commune-de-canohes", "L'accompagnement par un consultant extérieur qui met en…"),
    ("cinquieme-fantastique", "la-commune-de-canohes", "Le fantastique « citoyen »"),
    # And "Eco-morphose"; elsewhere "Eco-Morphose".
    ("graphies-multiples", "la-com-com-du-frontonnais", "Ecomorphose"),
    ("graphies-multiples", "la-com-com-du-frontonnais", "Toten"),
    ("chapitre-sans-exergue", "la-commune-du-vigan", "LA COMMUNE DU VIGAN"),
    ("graphies-multiples", "la-commune-du-vigan", "Déjà-Là"),
    ("chapitre-sans-exergue", "montpellier-mediterranee-metropole", "MONTPELLIER MÉDITERRANÉE MÉTROPOLE"),
    (
        "effet-sans-libelle",
        "montpellier-mediterranee-metropole",
        "Occasion de se confronter à d'autres cultures / manières de…",
    ),
    ("date-sans-annee", "montpellier-mediterranee-metropole", "le 15 juillet"),
    ("date-sans-annee", "montpellier-mediterranee-metropole", "à partir de septembre"),
    # The pilot's "ressourcerie".
    ("graphies-multiples", "montpellier-mediterranee-metropole", "recyclerie"),
    (
        "chapitre-sans-point-de-vue",
        "la-commune-de-saint-hilaire-de-brethmas",
        "LA COMMUNE DE SAINT-HILAIRE DE BRETHMAS",
    ),
    ("coquille-possible", "la-commune-de-saint-hilaire-de-brethmas", "les comportement"),
    # In the text "a perçu l'accompagnement comme un outil".
    (
        "exergue-remanie",
        "la-commune-de-saint-hilaire-de-brethmas",
        "L'accompagnement est un outil précieux pour initier",
    ),
    ("chapitre-sans-exergue", "la-commune-de-gruissan", "LA COMMUNE DE GRUISSAN"),
    # Two allies under it.
    ("intertitre-discordant", "la-commune-de-gruissan", "Le point de vue de l'allié"),
    # Elsewhere "Pôles en pomme".
    ("graphies-multiples", "la-commune-de-gruissan", "Pôle en Pommes"),
    (
        "chapitre-sans-point-de-vue",
        "la-communaute-d-agglomeration-du-sicoval",
        "LA COMMUNAUTÉ D'AGGLOMÉRATION DU SICOVAL",
    ),
    # Elsewhere "SICOVAL".
    ("graphies-multiples", "la-communaute-d-agglomeration-du-sicoval", "Sicoval"),
    # It is an agglomeration community.
    ("nature-contradictoire", "la-communaute-d-agglomeration-du-sicoval", "la communauté de communes"),
    # In the text "a vécu l'accompagnement comme une expérience".
    ("exergue-remanie", "la-communaute-d-agglomeration-du-sicoval", "L'accompagnement a été une expérience riche et"),
    # "C'est également un dispositif".
    ("exergue-remanie", "les-enseignements", "C'est un dispositif qui permet de faire un pas de côté,"),
    # "et qu'elle permet".
    ("exergue-remanie", "les-perspectives", "La transition écologique est compatible avec différentes"),
)

# What the README of the invented report has planted.
MINI: tuple[Found, ...] = (
    ("graphies-multiples", "introduction", "Saint-Ourdin-des-Landes"),
    # Twelve in the chapter.
    ("chiffres-contradictoires", "introduction", "quatorze communes"),
    # "Brindille a réalisé l'un des deux diagnostics".
    ("diagnostic-sans-auteur", "les-diagnostics-sensibles", "Un diagnostic sensible a été mené dans chacun des…"),
    ("graphies-multiples", "les-projets-pilotes", "Brindilles"),
    ("graphies-multiples", "les-projets-pilotes", "Ronan Kervadoue"),
    ("date-sans-annee", "l-accompagnement-de-la-region-armoree", "En février"),
    ("date-sans-annee", "l-accompagnement-de-la-region-armoree", "le 9 juin"),
    (
        "effet-sans-libelle",
        "la-commune-de-saint-ourdin-des-landes",
        "Trois familles ont proposé de garder la clé, sans qu'on le…",
    ),
    # Said of the mayor of a commune.
    ("nature-contradictoire", "la-commune-de-saint-ourdin-des-landes", "la communauté de communes"),
    # Two allies under it.
    ("intertitre-discordant", "la-commune-de-saint-ourdin-des-landes", "Le point de vue de l'alliée"),
    ("chapitre-sans-point-de-vue", "la-com-com-du-val-d-ombrelune", "LA COM'COM' DU VAL D'OMBRELUNE"),
    # "n'est assuré que jusqu'en décembre"; "se ferment en septembre" tells a habit and is no date.
    ("date-sans-annee", "la-com-com-du-val-d-ombrelune", "en décembre"),
    ("exergue-hors-texte", "la-com-com-du-val-d-ombrelune", "L'eau n'attend pas que nous soyons d'accord."),
)


def notes(cohort: Cohort) -> list[ProofreadingNote]:
    return [record for record in cohort.records if isinstance(record, ProofreadingNote)]


def found(cohort: Cohort) -> list[Found]:
    return [(slug(note.kind), note.evidence[0].section, note.surface_form or "") for note in notes(cohort)]


def slug(iri: str | None) -> str:
    return (iri or "").rsplit("/", 1)[-1]


def begins(one: Found, other: Found) -> bool:
    return one[:2] == other[:2] and one[2].startswith(other[2])


@pytest.mark.parametrize(("name", "expected"), [("cohort", REAL), ("mini_cohort", MINI)], ids=["real", "invented"])
def test_all_that_is_odd_and_nothing_else(
    name: str, expected: tuple[Found, ...], request: pytest.FixtureRequest
) -> None:
    """Long words are given by their beginning."""
    there = found(request.getfixturevalue(name))
    assert [one for one in there if not any(begins(one, other) for other in expected)] == []
    assert [other for other in expected if not any(begins(one, other) for one in there)] == []
    assert len(there) == len(expected)


@pytest.mark.parametrize("name", ["cohort", "mini_cohort"])
def test_every_note_has_a_place_a_kind_and_a_reason_in_two_languages(name: str, request: pytest.FixtureRequest) -> None:
    cohort: Cohort = request.getfixturevalue(name)
    document = cohort.documents[0].document
    for number, note in enumerate(notes(cohort), 1):
        assert note.path == ("note", cohort.slug, "proofreading", number)
        assert note.number == number
        assert note.about
        assert note.surface_form
        assert note.note
        french, english = note.note
        assert french != english
        assert all(reason.endswith(".") for reason in note.note)
        assert note.label[0] != note.label[1]
        assert "/concept/note-kind/" in (note.kind or "")
        text = document.join(note.evidence[0].spans)
        assert note.surface_form.removesuffix("…") in text


def test_notes_stand_in_the_order_of_the_report(cohort: Cohort) -> None:
    sections = [section.slug for section in cohort.documents[0].structure.sections]
    order = [sections.index(note.evidence[0].section) for note in notes(cohort)]
    assert order == sorted(order)


def test_a_reworded_pull_quote_says_what_differs(cohort: Cohort) -> None:
    note = next(note for note in notes(cohort) if slug(note.kind) == "exergue-remanie")
    assert note.note
    assert "Omis : « profondément »." in note.note[0]
    assert "Left out: 'profondément'." in note.note[1]
    assert len(note.evidence) == 2


def test_several_spellings_are_counted(cohort: Cohort) -> None:
    said = {note.surface_form: note.note[0] for note in notes(cohort) if note.note}
    assert "« Eco-Morphose » (3 fois), « Ecomorphose » (1 fois) et « Eco-morphose » (1 fois)" in said["Ecomorphose"]
    assert "« Communauté de Communes du Frontonnais » (1 fois)" in said["Communauté de communs du Frontonnais"]


# --- Each rule, on the invented report spoilt on purpose


@pytest.fixture
def spoilt(mini_project: Project) -> Callable[..., list[Found]]:
    """The notes that the report gets besides its own once words of it are replaced."""

    def spoil(*changes: tuple[str, str]) -> list[Found]:
        folder = Path(mini_project.data) / "sources"
        text = next(folder.glob("*.txt"))
        before = text.read_bytes().decode()
        after = before
        for old, new in changes:
            pattern = r"\s+".join(re.escape(word) for word in old.split())
            assert len(re.findall(pattern, after)) == 1, old
            after = re.sub(pattern, lambda _, new=new: new, after)  # type: ignore[misc]
        text.write_bytes(after.encode())
        described = folder / "sources.ttl"
        old_sum, new_sum = (hashlib.sha256(x.encode()).hexdigest() for x in (before, after))
        described.write_text(described.read_text("utf-8").replace(old_sum, new_sum), encoding="utf-8")
        own = list(MINI)
        more = []
        for one in found(read(mini_project)):
            known = next((other for other in own if begins(one, other)), None)
            own.remove(known) if known else more.append(one)
        return more

    return spoil


def test_nothing_spoilt_nothing_found(spoilt: Callable[..., list[Found]]) -> None:
    assert spoilt() == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # a list and its lead
        ("déployé en deux temps :", "déployé en trois temps :", ("chiffres-contradictoires", "trois temps")),
        ("Deux webinaires d’une", "Trois webinaires d’une", ("chiffres-contradictoires", "Trois webinaires")),
        # what is announced, and the chapters
        ("lement, 2 territoires se", "lement, 3 territoires se", ("chiffres-contradictoires", "3 territoires")),
        (
            "rassemble les deux déléga-",
            "rassemble les trois déléga-",
            ("chiffres-contradictoires", "trois délégations"),
        ),
        # the same fact in the chapter's own prose
        ("pêchent et décident,", "pêchent et décident dans 13 communes,", ("chiffres-contradictoires", "13 communes")),
        # sorts of territory
        ("La délégation du Val", "La métropole du Val", ("nature-contradictoire", "La métropole")),
        ("devant les mairies ;", "devant la métropole ;", ("nature-contradictoire", "la métropole")),
        ("devant les mairies ;", "devant la métropole de Brumeville ;", None),
        ("devant les mairies ;", "devant une métropole ;", None),
        ("devant les mairies ;", "devant les communes ;", None),
        # a fifth Fantastique
        ("Reste à passer", "Reste au fantastique à passer", None),
        ("La mairie retient", "Le fantastique « élu » retient", None),
        ("La mairie retient", 'Le fantastique "acteurs socio-économiques" retient', None),
        ("La mairie retient", "Le collectif fantastique retient", None),
        (
            "La mairie retient",
            "La fantastique « doyenne » retient",
            ("cinquieme-fantastique", "La fantastique « doyenne »"),
        ),
        ("La mairie retient", "Les cinq fantastiques retiennent", ("cinquieme-fantastique", "cinq fantastiques")),
        # pull quotes
        (
            "Les clés du four ont changé de mains avant que le feu prenne.",
            "Les clés du four \nont beaucoup changé \nde mains avant que le \nfeu prenne.",
            ("exergue-remanie", "Les clés du four ont beaucoup changé de mains avant que le feu prenne."),
        ),
        # dates
        ("se ferment en septembre", "ont fermé en septembre", ("date-sans-annee", "en septembre")),
        ("se ferment en septembre", "se fermeront en septembre", ("date-sans-annee", "en septembre")),
        ("se ferment en septembre", "se fermeront en septembre 2026", None),
        # misprints
        ("Les commerçants sont restés", "Les commerçant sont restés", ("coquille-possible", "Les commerçant")),
        ("Cette approche a été", "Cette approches a été", ("coquille-possible", "Cette approches")),
        ("le règlement a été écrit en", "le règlement aété écrit en", None),  # too short to be sure
        ("Les agents y ont gagné", "Les agents y ont agagné", ("coquille-possible", "agagné")),
        # signs that may be bullets
        (
            "retient surtout que l’on",
            "retient surtout \n– la mairie du bourg, que l’on",
            ("puce-possible", "– la mairie du bourg, que l'on peut commencer petit"),
        ),
        ("retient surtout que l’on", "retient surtout \n– la mairie du bourg – que l’on", None),
        (
            "✳ Un calendrier trop serré :",
            "\n- 3 % de temps :",
            ("puce-possible", "- 3 % de temps : le chantier et les réunions se sont…"),
        ),
        # names
        ("3 mars 2026 à Bourg-Tisane", "3 mars 2026 à Bourg Tisane", ("graphies-multiples", "Bourg Tisane")),
        ("La MDP peut-elle", "La Manufacture peut-elle", None),
    ],
)
def test_a_rule_finds_what_was_spoilt(
    old: str, new: str, expected: tuple[str, str] | None, spoilt: Callable[..., list[Found]]
) -> None:
    more = spoilt((old, new))
    assert [(kind, words) for kind, _, words in more] == ([expected] if expected else [])


# --- The notes in the graph


@pytest.fixture(scope="module")
def listed(graph: OxigraphStore) -> list[dict[str, str]]:
    return rows(Questions(lambda: graph, ROOT / "queries"), "proofreading-notes")


def test_the_query_lists_the_notes_in_the_order_of_the_report(listed: list[dict[str, str]], cohort: Cohort) -> None:
    """The note of a rule stands first in its chapter, whose facts it is about."""
    printed = [row["what"] for row in listed]
    at = printed.index("7010 habitants")
    assert printed[:at] + printed[at + 1 :] == [note.surface_form for note in notes(cohort)]
    assert printed[at + 1] == "LA COMMUNE DU VIGAN"


def test_every_row_says_what_where_why_and_how_grave(listed: list[dict[str, str]]) -> None:
    for row in listed:
        for column in ("what", "whereLabel", "quote", "pages", "note", "kindLabel", "aboutLabel"):
            assert row[column], (column, row)
        assert row["what"].removesuffix("…") in row["quote"]
        assert row["severity"] in ("Warning", "Info")
    grave = {slug(row["kind"]) for row in listed if row["severity"] == "Warning"}
    assert grave == {
        "graphies-multiples",
        "chiffre-sans-registre",
        "cinquieme-fantastique",
        "coquille-possible",
        "intertitre-discordant",
        "nature-contradictoire",
    }


def test_a_figure_that_no_register_supports(listed: list[dict[str, str]]) -> None:
    (row,) = [row for row in listed if slug(row["kind"]) == "chiffre-sans-registre"]
    assert row["note"] == "« 7010 habitants » : les registres donnent de 3706 à 3863 (millésimes 2020 à 2023)."
    assert row["quote"] == "Population : 7010 habitants."
    assert row["about"].endswith("/le-vigan/population")


def test_the_notes_speak_english(graph: OxigraphStore) -> None:
    english = rows(Questions(lambda: graph, ROOT / "queries"), "proofreading-notes", "en")
    said = {row["what"]: (row["kindLabel"], row["note"]) for row in english}
    assert said["apermis"] == ("Possible misprint", "'apermis': probably 'a permis'; the text stays as printed.")


def test_every_kind_of_note_is_written_by_a_rule() -> None:
    code = [*(ROOT / "src").rglob("proofreading*.py"), *(ROOT / "ontology" / "rules").glob("*.rq")]
    text = "".join(path.read_text("utf-8") for path in code)
    concepts = (ROOT / "ontology" / "concepts" / "note-kinds.ttl").read_text("utf-8")
    kinds = re.findall(r"^<concept/note-kind/([a-z-]+)>", concepts, re.MULTILINE)
    assert len(kinds) > 10
    assert [kind for kind in kinds if f'"{kind}"' not in text and f"note-kind/{kind}>" not in text] == []
