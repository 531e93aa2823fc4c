"""Tables of cases: normal form, printed lines, contents tables, dates, numbers, sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cohorte_graph.errors import InputError
from cohorte_graph.extract.dates import dates, yearless_dates
from cohorte_graph.extract.numbers import quantities
from cohorte_graph.extract.sentences import sentences
from cohorte_graph.sources import Document
from cohorte_graph.sources.contents import find_contents
from cohorte_graph.sources.lines import LineKind, read_lines
from cohorte_graph.sources.normal_form import Marks, normalise


def normal(raw: str, *, markdown: bool = False) -> str:
    return normalise(raw, Marks.of(raw, markdown=markdown))[0]


# -- normal form, by the rules of its docstring


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # 1. undone
        ("accom-\npagner", "accompagner"),
        ("accom- \npagner", "accompagner"),
        ("accom-\n   pagner", "accompagner"),
        ("accom-\n\npagner", "accompagner"),
        ("accom-\r\npagner", "accompagner"),
        ("accom-\n\fpagner", "accompagner"),
        ("géographie/géo-\n logie", "géographie/géologie"),
        ("L’ACCOM- \nPAGNEMENT", "L'ACCOMPAGNEMENT"),
        ("D’OMBRE-\nLUNE", "D'OMBRELUNE"),
        ("mul-\nti-acteurs", "multi-acteurs"),
        ("public-pri-\nvé", "public-privé"),
        # 1. real
        ("éco-\nhameau et l'éco-hameau", "éco-hameau et l'éco-hameau"),
        ("l’éco-\nhameau, un Éco-hameau", "l'éco-hameau, un Éco-hameau"),
        ("2024-\n2025", "2024-2025"),
        ("vis-à-\nvis", "vis-à-vis"),
        ("vis-\nà-vis", "vis-à-vis"),
        ("c’est-à-\ndire", "c'est-à-dire"),
        ("c’est-\nà-dire", "c'est-à-dire"),
        ("eux-\nmêmes", "eux-mêmes"),
        ("elle-\nmême", "elle-même"),
        ("Barre-\ndes-Cévennes", "Barre-des-Cévennes"),
        ("Barre-des-\nCévennes", "Barre-des-Cévennes"),
        ("Saint-\nHilaire", "Saint-Hilaire"),
        # 1. no hyphen of a word
        ("fin –\nsuite", "fin – suite"),
        ("fin -\nsuite", "fin - suite"),
        ("fin-", "fin-"),
        ("fin-\n", "fin-"),
        ("-\nsuite", "- suite"),
        # 2. white space
        (" a\u00a0b\u202fc\td\n\n\n e \f f\u2009g\u3000h ", "a b c d e f g h"),
        ("«\u00a0oui\u202f»", "« oui »"),
        ("", ""),
        (" \n\t\u00a0", ""),
        # 3. apostrophes
        ("l’un ʼ ‘", "l'un ' '"),
        ("l ‘histoire", "l'histoire"),
        ("qu ’il", "qu'il"),
        ("s \u00a0’articule", "s'articule"),
        ("mais ’ici", "mais 'ici"),
        # 4. kerning
        ("s ’art iculer", "s'articuler"),
        ("pour art iculer", "pour articuler"),
        ("un art culinaire", "un art culinaire"),
        ("une part importante", "une part importante"),
        # 5. what nobody sees
        ("\ufeffmot", "mot"),
        ("soft\u00adhyphen zero\u200bwidth\u2060", "softhyphen zerowidth"),
        # everything else as printed
        ("«oui»et : non…—“typo”  –", "«oui»et : non…—“typo” –"),
        ("**non** \\* \\#", "**non** \\* \\#"),
    ],
)
def test_normal_form(raw: str, expected: str) -> None:
    assert normal(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("**des changements** de", "des changements de"),
        ("**Superficie:** 422 km²", "Superficie: 422 km²"),
        ("\\* Effet", "Effet"),
        ("n\\. 4 \\[x\\]", "n. 4 [x]"),
        ("a * b", "a * b"),
    ],
)
def test_normal_form_of_markdown(raw: str, expected: str) -> None:
    assert normal(raw, markdown=True) == expected


def test_a_hyphen_is_real_where_the_word_stands_unbroken_elsewhere_in_the_document() -> None:
    raw = "un savoir-\nfaire, des savoir-faire"
    marks = Marks.of(raw)
    assert normalise(raw, marks, 0, 16)[0] == "un savoir-faire"
    assert normal("un savoir-\nfaire") == "un savoirfaire"


def test_offsets_lead_back_to_each_character() -> None:
    raw = "\ufeff L’éco-\n  système\u00a0:\n\noui 🌱 !"
    text, offsets = normalise(raw, Marks.of(raw))
    assert text == "L'écosystème : oui 🌱 !"
    assert len(text) == len(offsets)
    assert offsets == sorted(offsets)
    for char, offset in zip(text, offsets, strict=True):
        assert raw[offset] == char or (char == " " and raw[offset].isspace()) or (char, raw[offset]) == ("'", "’")


# -- lines


def kinds(raw: str) -> list[tuple[str, str]]:
    return [(line.kind.value, line.text) for line in read_lines(raw) if line.kind is not LineKind.BLANK]


@pytest.mark.parametrize(
    ("raw", "bullet", "text"),
    [
        ("\t✳ oui", "✳", "oui"),
        ("✳oui", "✳", "oui"),
        ("•\t oui ", "•", "oui"),
        ("   → oui", "→", "oui"),
        ("\f\t✳ oui", "✳", "oui"),
        ("\u00a0•\u00a0oui", "•", "oui"),
        ("- oui", "-", "oui"),
        ("\t–\toui", "–", "oui"),
        ("— oui", "", "— oui"),
        ("-oui", "", "-oui"),
        ("- 3 % d'eau", "", "- 3 % d'eau"),
        ("- 3 familles", "-", "3 familles"),
        ("- 12 -", "", "- 12 -"),
        ("* oui", "", "* oui"),
        ("oui • non", "", "oui • non"),
    ],
)
def test_bullets(raw: str, bullet: str, text: str) -> None:
    (line,) = read_lines(raw)
    assert (line.bullet, line.text) == (bullet, text)
    assert raw[line.start : line.end] == text


@pytest.mark.parametrize(
    ("raw", "members"),
    [
        ("Deux choses :\n- une, qui va\nloin ;\n- autre.", ["une, qui va", "autre."]),
        # A heading right above, members without an end.
        ("Il dit :\n- un ;\n- deux.\n\nLes limites\n- Trop\n- Peu", ["un ;", "deux.", "Trop", "Peu"]),
        ("Il dit :\n- un\n- deux\n\n- trois", ["un", "deux", "trois"]),
        # A dash in the middle of a sentence, alone or with its fellow.
        ("Il va, avec les acteurs\n– élus et agents – plus loin.", []),
        ("Il dit :\n– un ;\n– deux, le maire\n– élu hier – et\nson adjoint.", ["un ;", "deux, le maire"]),
        ("Odile Santrouvé\n- Brindille", []),
        ("de 2024\n- 2025, et ensuite", []),
        # A word broken over two lines, a name with a hyphen.
        ("Il dit :\n- un bel éco-\nhameau ;\n- deux.", ["un bel éco-", "deux."]),
        ("Saint-Ourdin\n-des-Landes", []),
        # What stands under another bullet is part of it.
        ("✳ Trois :\n\t- un ;\n\t- deux.\n✳ Quatre.", ["Trois :", "Quatre."]),
        ("✳ Trois :\n\n- un ;\n\n- deux.\n\n✳ Quatre.", ["Trois :", "Quatre."]),
        ("✳ Trois.\n\nIl dit :\n- un ;\n- deux.", ["Trois.", "un ;", "deux."]),
        # Who is quoted.
        ("Il dit :\n– un ;\n– deux.\n\n« Nous voilà. »\n– Odile Santrouvé", ["un ;", "deux."]),
    ],
)
def test_dashes_that_are_bullets(raw: str, members: list[str]) -> None:
    lines = read_lines(raw)
    assert [line.text for line in lines if line.bullet] == members
    assert all(raw[line.start : line.end] == line.text for line in lines)


@pytest.mark.parametrize(
    ("raw", "starts"),
    [
        (" - un ;\n - deux ;\n\n suite", [False, False, False, True]),
        # One space more than the others: a sheet begins.
        (" ✳ un ;\n ✳ deux ;\n  ✳ trois.", [False, False, True]),
        ("✳ un ;\n✳ deux ;\n ✳ trois.", [False, False, True]),
        (" - un ;\n - deux ;\n\f - trois.", [False, False, True]),
    ],
)
def test_an_indent_of_bullets_is_no_mark_of_sheets(raw: str, starts: list[bool]) -> None:
    assert [line.starts_sheet for line in read_lines(raw)] == starts


@pytest.mark.parametrize(
    ("raw", "starts"),
    [(" oui", True), ("\foui", True), ("\f oui", True), ("oui", False), ("\toui", False), ("", False), (" ", False)],
)
def test_marks_of_sheets(raw: str, starts: bool) -> None:
    assert [line.starts_sheet for line in read_lines(raw)] == [starts]


@pytest.mark.parametrize("number", ["7", "18", "214", "6 7", " 12", "\f12"])
def test_page_numbers_are_no_text(number: str) -> None:
    assert kinds(f"une phrase\n{number}\nune autre")[1] == ("noise", number.strip())


@pytest.mark.parametrize("text", ["2024", "12 %", "12.", "1 2 3", "• 12"])
def test_what_only_looks_like_a_page_number(text: str) -> None:
    assert kinds(f"une phrase\n{text}\nune autre")[1][0] == "text"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (" 18 mobilisé pour", [("noise", "18"), ("text", "mobilisé pour")]),
        ("\f18 mobilisé pour", [("noise", "18"), ("text", "mobilisé pour")]),
        ("fin\n\n\n\n20 TITRE", [("text", "fin"), ("noise", "20"), ("text", "TITRE")]),
        ("fin\n20 TITRE", [("text", "fin"), ("text", "20 TITRE")]),
        ("fin\n\n\n\n20 jours", [("text", "fin"), ("text", "20 jours")]),
        ("fin\n18 mobilisé", [("text", "fin"), ("text", "18 mobilisé")]),
        ("\t✳ 18 jours", [("text", "18 jours")]),
        (" 2024 était", [("text", "2024 était")]),
    ],
)
def test_page_numbers_glued_to_a_text(raw: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(raw) == expected


def test_a_running_head_is_a_column_of_letters() -> None:
    head = "\n".join("RAPPORT")
    assert kinds(f"avant\n\n{head}\n\naprès") == [
        ("text", "avant"),
        *(("noise", c) for c in "RAPPORT"),
        ("text", "après"),
    ]
    after = read_lines(f"{head}\naprès")[-1]
    assert after.starts_sheet, "a running head stands on a sheet of its own"
    assert kinds("avant\nA\nB\naprès") == [("text", "avant"), ("text", "A"), ("text", "B"), ("text", "après")]


@pytest.mark.parametrize("address", ["https://toten-occitanie.fr/x?y=%2F#z", "http://a.fr", "www.a.fr/b"])
def test_addresses_stand_alone(address: str) -> None:
    assert kinds(f"voir\n{address}\nici") == [("text", "voir"), ("web-address", address), ("text", "ici")]
    assert kinds(f"voir {address} ici") == [("text", f"voir {address} ici")]


def test_lines_of_windows() -> None:
    """A carriage return is white space: it belongs to no line's text."""
    assert kinds("une\r\n\r\n\t✳ deux\r\n12\r\n") == [("text", "une"), ("text", "deux"), ("noise", "12")]


# -- contents tables


def contents(*lines: str) -> list[tuple[str, int, bool]]:
    found = find_contents(read_lines("\n".join(lines)), Path("report.txt"))
    return [(entry.title, entry.page, entry.part) for entry in found.entries]


TABLE = [("PARTIE", 6, True), ("Introduction", 8, False), ("Le tronc commun", 14, False)]


@pytest.mark.parametrize(
    "lines",
    [
        ("SOMMAIRE", "", "PARTIE", "", "Introduction", "", "Le tronc commun", "", "6", "", "8", "", "14"),
        ("SOMMAIRE", "PARTIE", "", "Introduction", "", "Le tronc", "commun", "", "6", "8", "14"),
        ("Sommaire", "", "PARTIE", "", "6", "", "Introduction", "", "Le tronc commun", "", "8", "", "14"),
        ("Table des matières", "", "PARTIE", "", "Introduction", "", "Le tronc commun", "", "6", "8", "14"),
        ("COUVERTURE", "", "SOMMAIRE", "", "PARTIE", "", "Introduction", "", "Le tronc commun", "", "6", "8", "14"),
        ("SOMMAIRE\r", "\r", "PARTIE\r", "\r", "Introduction\r", "\r", "Le tronc commun\r", "\r", "6\r", "8\r", "14\r"),
    ],
    ids=["one column", "wrapped title", "two columns", "other heading", "after a cover", "Windows"],
)
def test_contents_tables(lines: tuple[str, ...]) -> None:
    assert contents(*lines, "", "", "TEXTE", "du rapport") == TABLE


def test_a_table_ends_with_its_pages() -> None:
    """What follows is no second column unless as many pages follow it."""
    assert contents("SOMMAIRE", "", "Une", "", "Deux", "", "2", "4", "", "Trois", "", "du texte") == [
        ("Une", 2, False),
        ("Deux", 4, False),
    ]


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        (("du texte", "sans table"), "report.txt:1:1", "no contents table"),
        (("SOMMAIRE",), "report.txt:1:1", "0 titles but 0 pages"),
        (("x", "SOMMAIRE", "", "Une", "", "Deux", "", "2"), "report.txt:2:1", "2 titles but 1 pages"),
        (("SOMMAIRE", "", "Une", "", "Deux", "", "4", "2"), "report.txt:1:1", "do not ascend"),
    ],
)
def test_wrong_contents_tables(lines: tuple[str, ...], place: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        contents(*lines)
    assert str(caught.value.place) == place
    assert caught.value.hint


def table(*entries: tuple[str, int]) -> list[str]:
    titles = [line for title, _ in entries for line in (title, "")]
    return ["SOMMAIRE", "", *titles, *(str(page) for _, page in entries)]


def test_pages_reach_to_the_next_entry() -> None:
    found = find_contents(read_lines("\n".join(table(*((f"Titre {n}", n) for n in (6, 8, 9, 13, 44))))), Path("r.txt"))
    assert [found.pages(n) for n in range(5)] == ["6-7", "8", "9-12", "13-43", "44-45"]


@pytest.mark.parametrize(
    ("printed", "matches"),
    [
        ("LA COMMUNE DU VIGAN", True),
        ("COMMUNE DU VIGAN", True),
        ("LACOMMUNEDUVIGAN", True),
        ("LA COM-MUNE DU VIGAN", True),
        ("LA COMMUNE DE VIGAN", False),
        ("VIGAN", False),
    ],
)
def test_titles_match_whatever_their_spaces_accents_and_article(printed: str, matches: bool) -> None:
    found = find_contents(read_lines("\n".join(table(("Avant", 2), ("La commune du Vigan", 4)))), Path("r.txt"))
    assert (found.match(printed, -1) == 1) is matches
    assert found.match(printed, 1) is None, "each title once, in the order of the table"


# -- dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le 7 mai 2024 à", ("7 mai 2024", "2024-05-07", None)),
        ("le 07 mai 2024", ("07 mai 2024", "2024-05-07", None)),
        ("1er juin 2024", ("1er juin 2024", "2024-06-01", None)),
        ("29 février 2024", ("29 février 2024", "2024-02-29", None)),
        ("28/05/24", ("28/05/24", "2024-05-28", None)),
        ("28/05/2024,", ("28/05/2024", "2024-05-28", None)),
        ("17/4/24", ("17/4/24", "2024-04-17", None)),
        ("29/02/24", ("29/02/24", "2024-02-29", None)),
        ("mai 2024", ("mai 2024", "2024-05", None)),
        ("Août 2024", ("Août 2024", "2024-08", None)),
        ("(DÉCEMBRE 2024)", ("DÉCEMBRE 2024", "2024-12", None)),
        ("juillet et septembre 2024", ("juillet et septembre 2024", "2024-07", "2024-09")),
        ("de juillet à septembre 2024", ("juillet à septembre 2024", "2024-07", "2024-09")),
        ("juin - juillet 2024", ("juin - juillet 2024", "2024-06", "2024-07")),
        ("juin-juillet 2024", ("juin-juillet 2024", "2024-06", "2024-07")),
        ("les 3 et 4 juin 2024", ("3 et 4 juin 2024", "2024-06-03", "2024-06-04")),
        ("du 3 au 5 juin 2024", ("3 au 5 juin 2024", "2024-06-03", "2024-06-05")),
        ("1er et 2 juin 2024", ("1er et 2 juin 2024", "2024-06-01", "2024-06-02")),
        ("la cohorte 2024-2025.", ("2024-2025", "2024", "2025")),
        ("2021–2022", ("2021–2022", "2021", "2022")),
        ("En 2025,", ("2025", "2025", None)),
        ("depuis 2019", ("2019", "2019", None)),
    ],
)
def test_dates(text: str, expected: tuple[str, str, str | None]) -> None:
    (found,) = dates(text)
    assert (found.printed, found.first, found.last) == expected
    assert text[found.at : found.end] == found.printed


@pytest.mark.parametrize(
    "text",
    [
        "32/13/24",
        "12/13/24",
        "00/01/24",
        "31/04/24",
        "29/02/23",
        "99/99/9999",
        "31 février 2024",
        "29 février 2023",
        "0 mai 2024",
        "45 mai 2024",
        "2022-2021",
        "septembre à mars 2025",
        "5 au 3 juin 2024",
        "2025",
        "1789",
        "en 1789",
        "05/24",
        "1/2/3",
        "24/24",
        "mai 20245",
        "mais 2024",
        "le 15 juillet",
        "En septembre",
        "8 136",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """Impossible ones, periods that run backwards, and what has no year or is only a number."""
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("le projet le 15 juillet.", ["le 15 juillet"]),
        ("En septembre, puis", ["En septembre"]),
        ("à partir de septembre", ["à partir de septembre"]),
        ("le 9 juin et en février", ["le 9 juin", "en février"]),
        ("le 15 juillet 2024", []),
        ("en septembre 2024", []),
        ("de juillet à septembre 2024", []),
        ("du 3 au 5 juin 2024", []),
        ("en marsouin", []),
    ],
)
def test_days_and_months_without_a_year(text: str, printed: list[str]) -> None:
    assert [text[start:end] for start, end in yearless_dates(text)] == printed


# -- numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # digits: thousands, decimals
        ("6 575 habitants", ("6575", "6575", "habitants")),
        ("7010 habitants", ("7010", "7010", "habitants")),
        ("516 000 habitants", ("516000", "516000", "habitants")),
        ("1 234 567 habitants", ("1234567", "1234567", "habitants")),
        ("8.56 km²", ("8.56", "8.56", "km²")),
        ("13,9 km²", ("13.9", "13.9", "km²")),
        ("1 234,56 hectares", ("1234.56", "1234.56", "hectares")),
        # French words
        ("dix territoires", ("10", "10", "territoires")),
        ("Trois réunions", ("3", "3", "réunions")),
        ("vingt et un élus", ("21", "21", "élus")),
        ("vingt-et-un élus", ("21", "21", "élus")),
        ("soixante et onze agents", ("71", "71", "agents")),
        ("quatre-vingt-dix personnes", ("90", "90", "personnes")),
        ("cent personnes", ("100", "100", "personnes")),
        ("cent vingt personnes", ("120", "120", "personnes")),
        ("trois cents personnes", ("300", "300", "personnes")),
        ("mille personnes", ("1000", "1000", "personnes")),
        ("deux mille personnes", ("2000", "2000", "personnes")),
        ("une cinquantaine de participants", ("50", "50", "participants")),
        # ranges
        ("entre 18 et 26 personnes", ("18", "26", "personnes")),
        ("Entre deux et trois jours", ("2", "3", "jours")),
        ("18 à 26 personnes", ("18", "26", "personnes")),
        ("3 ou 4 réunions", ("3", "4", "réunions")),
        ("cinq-six personnes", ("5", "6", "personnes")),
        # bounds
        ("plus de 400 organisations", ("400", None, "organisations")),
        ("plus d'une centaine de personnes", ("100", None, "personnes")),
        ("au moins 3 réunions", ("3", None, "réunions")),
        ("+400 personnes", ("400", None, "personnes")),
        ("moins de 20 personnes", (None, "20", "personnes")),
        # units keep no little word that follows
        ("deux heures et demie", ("2", "2", "heures")),
        ("six jours de travail", ("6", "6", "jours")),
        ("400 organisations publiques et privées", ("400", "400", "organisations publiques")),
    ],
)
def test_numbers(text: str, expected: tuple[str | None, str | None, str]) -> None:
    found = quantities(text, [])[0]
    assert (found.low, found.high, found.unit) == expected
    assert text[found.start : found.end] == found.printed
    assert not found.elided


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("retenu (40 visés)", "40"),
        ("les quatre autres", "4"),
        ("d'en retenir deux pour", "2"),
        ("une quinzaine)", "15"),
    ],
)
def test_numbers_whose_noun_is_not_repeated(text: str, value: str) -> None:
    (found,) = quantities(text, [])
    assert found.elided
    assert found.low == value


@pytest.mark.parametrize(
    "text",
    [
        "2024",
        "en 2025",
        "n°4",
        "numéro 12",
        "acte 2",
        "phase 2 :",
        "20 %",
        "20% des",
        "12e",
        "1er",
        "3e adjointe",
        "#1",
        "1h30",
        "une réunion",
        "un élu",
        "Webinaire 1 - 04/11/25",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert quantities(text, []) == []


def test_about_so_many_is_rounded() -> None:
    assert [q.rounded for q in quantities("une vingtaine de participants et 20 élus", [])] == [True, False]


def test_numbers_of_names_and_dates_are_left_alone() -> None:
    text = 'les "4 Fantastiques", 3 élus'
    at = text.index("4")
    assert [q.printed for q in quantities(text, [(at, at + 14)])] == ["3 élus"]


# -- sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un. Deux. Trois.", ["Un.", "Deux.", "Trois."]),
        ("Un ? Deux ! Trois… Quatre", ["Un ?", "Deux !", "Trois…", "Quatre"]),
        ("Accueil vs. préservation. Fin.", ["Accueil vs. préservation.", "Fin."]),
        ("Soit 3.5 km². Suite.", ["Soit 3.5 km².", "Suite."]),
        ("Elle dit « oui ». Il part.", ["Elle dit « oui ».", "Il part."]),
        ("Elle dit : « Oui. » Puis part.", ["Elle dit : « Oui. »", "Puis part."]),
        ('Il l\'a dit "pour eux." Ensuite', ['Il l\'a dit "pour eux."', "Ensuite"]),
        ("Selon M. Dupont et MM. Durand. Fin.", ["Selon M. Dupont et MM. Durand.", "Fin."]),
        ("Suite. « Non », dit-il. État.", ["Suite.", "« Non », dit-il.", "État."]),
        ("Deux : trois ; quatre", ["Deux : trois ; quatre"]),
        ("Sans fin", ["Sans fin"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


# -- places in a document


def test_lines_and_columns_count_from_one_in_code_points() -> None:
    document = Document("d", Path("d.txt"), "é🌱b\n\nc\r\nd", "0")
    assert [document.line_column(n) for n in range(len(document.raw) + 1)] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (1, 4),
        (2, 1),
        (3, 1),
        (3, 2),
        (3, 3),
        (4, 1),
        (4, 2),
    ]


def test_the_normaliser_has_a_version_and_its_rules() -> None:
    import cohorte_graph.sources.normal_form as module

    assert re.search(rf"Version {re.escape(module.VERSION)}\.", module.__doc__ or "")
