"""What a careless hand or a broken disk can do to a project: the build says where, what and how to mend it.

Each mistake is made on a copy of the invented project, then met twice: by the library and by the command.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cohorte_graph.build import build
from cohorte_graph.cli import main
from cohorte_graph.cli.messages import error_text, translated
from cohorte_graph.errors import BuildRunning, CheckError, CohorteError, InputError, Place, RunError
from cohorte_graph.generation import GRAPH_FILE, build_lock, current, open_current, publish, publishing
from cohorte_graph.graph.curation import read_curation
from cohorte_graph.iri import data_iri
from cohorte_graph.project import Project
from cohorte_graph.sources import Document
from cohorte_graph.store import Rows
from report_fixtures import ROOT

TEXT = "data/sources/armoree-2025-2026.txt"
SOURCES = "data/sources/sources.ttl"
CURATION = "data/curation/armoree-2025-2026/val-d-ombrelune.ttl"
PEOPLE = "data/gazetteers/people.ttl"
BUILD = ("build", "--no-reasoner")
HEAD = """@base <https://w3id.org/cohorte-graph/> .
@prefix coh: <https://w3id.org/cohorte-graph/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


class Spoiler:
    """Makes mistakes in a project's files, and knows in which line it made them."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def bytes(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def write(self, name: str, data: bytes | str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    def replace(self, name: str, old: str, new: str, count: int = 1) -> None:
        text = self.bytes(name).decode()
        assert old in text, f"the fixture has no {old!r} any more"
        self.write(name, text.replace(old, new, count))

    def text(self, change: Callable[[bytes], bytes]) -> None:
        """The source text changed and described anew, so that only its content is wrong."""
        data = change(self.bytes(TEXT))
        assert data != self.bytes(TEXT)
        self.write(TEXT, data)
        described = self.bytes(SOURCES).decode()
        digest = hashlib.sha256(data).hexdigest()
        self.write(SOURCES, re.sub(r'coh:sha256 "[0-9a-f]+"', f'coh:sha256 "{digest}"', described))

    def add(self, name: str, statement: str) -> str:
        """A statement at a file's end; its place."""
        before = self.bytes(name).decode() if (self.root / name).exists() else HEAD
        self.write(name, f"{before}\n{statement}\n")
        return f"{name}:{before.count(chr(10)) + 2}"

    def line(self, name: str, words: str, column: int | None = None) -> str:
        """The place of the first line that holds some words."""
        for number, line in enumerate(self.bytes(name).decode("utf-8", "replace").split("\n"), 1):
            if words in line:
                return f"{name}:{number}" + (f":{column or line.index(words) + 1}")
        raise AssertionError(f"no line of {name} has {words!r}")

    def ontology(self) -> Path:
        """An ontology of the project's own, to be spoilt."""
        shutil.copytree(ROOT / "ontology", self.root / "ontology")
        return self.root / "ontology"


@pytest.fixture
def spoiler(mini_project: Project) -> Spoiler:
    return Spoiler(mini_project.root)


def command(root: Path, *args: str, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ["--lang", lang, "--project", str(root), *args])


def met(spoiler: Spoiler, place: str | None, words: str, *, code: int = 3) -> CohorteError:
    """The error that a build of the spoilt project ends with, the same in the library and the command."""
    with pytest.raises(CohorteError) as caught:
        build(Project.at(spoiler.root))
    error = caught.value
    assert error.exit_code == code
    assert re.search(words, error.message), error.message
    told = str(error.place).removeprefix(f"{spoiler.root}/") if error.place else None
    assert told == place
    assert error.hint, "an error says what to do"
    result = command(spoiler.root, *BUILD)
    assert result.exit_code == code
    assert result.stderr == error_text(error, "en") + "\n"
    assert "Traceback" not in result.output
    if place:
        assert re.match(rf"{re.escape(str(spoiler.root))}/\S+?(:\d+){{0,2}}: \S", result.stderr)
    assert not (spoiler.root / "build" / "current").exists()
    return error


Spoil = Callable[[Spoiler], str]
"""Makes the mistake; returns the true place, below the project's folder."""


# -- the source text as a file


def _missing(s: Spoiler) -> str:
    (s.root / TEXT).unlink()
    return TEXT


def _raw(change: Callable[[bytes], bytes], place: str) -> Spoil:
    def spoil(s: Spoiler) -> str:
        s.text(change)
        return TEXT + place

    return spoil


def _encoded(encoding: str) -> Callable[[bytes], bytes]:
    return lambda data: data.decode().encode(encoding, "replace")


def _first_accent(s: Spoiler) -> str:
    """The text in Latin-1; the place of its first letter that is not ASCII."""
    text = s.bytes(TEXT).decode()
    at = next(n for n, c in enumerate(text) if ord(c) > 127)
    s.text(_encoded("latin-1"))
    return f"{TEXT}:{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def _one_byte(s: Spoiler) -> str:
    """One Windows-1252 byte behind accented UTF-8 letters: columns are characters, not bytes."""
    s.text(lambda data: data.replace("été".encode(), "été".encode() + b"\xe9", 1))
    place = s.bytes(TEXT).index("été".encode() + b"\xe9") + len("été".encode())
    before = s.bytes(TEXT)[:place].decode()
    return f"{TEXT}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def _cut_letter(s: Spoiler) -> str:
    """The file ends in the middle of a letter."""
    at = s.bytes(TEXT).index("é".encode(), 9000)
    before = s.bytes(TEXT)[:at].decode()
    s.text(lambda data: data[: at + 1])
    return f"{TEXT}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def _nul(s: Spoiler) -> str:
    s.text(lambda data: data.replace(b"Plan Rivages", b"Plan\0Rivages", 1))
    before = s.bytes(TEXT)[: s.bytes(TEXT).index(b"\0")].decode()
    return f"{TEXT}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def _edited(s: Spoiler) -> str:
    s.write(TEXT, s.bytes(TEXT).replace(b"Population", b"Popolation"))
    return _sha_line(s)


def _halved(s: Spoiler) -> str:
    s.write(TEXT, s.bytes(TEXT)[:9000])
    return _sha_line(s)


def _short_digest(s: Spoiler) -> str:
    """A digest whose digits stand on other lines too."""
    s.write(SOURCES, re.sub(rb'coh:sha256 "[0-9a-f]+"', b'coh:sha256 "20"', s.bytes(SOURCES)))
    return _sha_line(s)


def _sha_line(s: Spoiler) -> str:
    lines = s.bytes(SOURCES).decode().split("\n")
    return f"{SOURCES}:{next(n for n, line in enumerate(lines, 1) if line.strip().startswith('coh:sha256'))}"


FILES: dict[str, tuple[Spoil, str]] = {
    "missing": (_missing, "cannot be read"),
    "empty": (_raw(lambda data: b"", ":1:1"), "empty"),
    "blank": (_raw(lambda data: b" \r\n\t\n", ":1:1"), "empty"),
    "only a byte-order mark": (_raw(lambda data: b"\xef\xbb\xbf\n", ":1:1"), "empty"),
    "binary": (_raw(lambda data: bytes(range(256)) * 4, ":1:1"), "binary"),
    "NUL in a text": (_nul, "binary"),
    "UTF-16 LE": (_raw(lambda data: b"\xff\xfe" + _encoded("utf-16-le")(data), ":1:1"), "UTF-16"),
    "UTF-16 BE": (_raw(lambda data: b"\xfe\xff" + _encoded("utf-16-be")(data), ":1:1"), "UTF-16"),
    "UTF-16 LE without mark": (_raw(_encoded("utf-16-le"), ":1:1"), "UTF-16"),
    "UTF-16 BE without mark": (_raw(_encoded("utf-16-be"), ":1:1"), "UTF-16"),
    "Latin-1": (_first_accent, r"not UTF-8: byte 0xe9"),
    "one byte of Windows-1252": (_one_byte, r"not UTF-8: byte 0xe9"),
    "cut in a letter": (_cut_letter, "cut|ends"),
    "edited": (_edited, r"not the ones described: SHA-256 \w{12}… instead of \w{12}…"),
    "cut": (_halved, "may be cut or edited"),
    "digest of two digits": (_short_digest, "not the ones described"),
}


@pytest.mark.parametrize(("spoil", "words"), FILES.values(), ids=FILES.keys())
def test_a_source_that_is_no_text(spoiler: Spoiler, spoil: Spoil, words: str) -> None:
    met(spoiler, spoil(spoiler), words)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_is_told_with_its_conversion(spoiler: Spoiler, encoding: str) -> None:
    spoiler.text(_encoded(encoding))
    with pytest.raises(InputError, match=r"iconv -f UTF-16\S* -t UTF-8"):
        Document.open(spoiler.root / TEXT, "armoree-2025-2026")


# -- the source text as a report


def test_a_report_without_contents_table(spoiler: Spoiler) -> None:
    spoiler.text(lambda data: data[: data.index(b"SOMMAIRE")] + data[data.index(b"4 5\n") :])
    met(spoiler, f"{TEXT}:1:1", "no contents table")


def test_a_contents_table_that_lost_a_page(spoiler: Spoiler) -> None:
    spoiler.text(lambda data: data.replace(b"\n13\n\n", b"\n", 1))
    met(spoiler, spoiler.line(TEXT, "SOMMAIRE"), r"7 titles but 6 pages")


def test_a_contents_table_cut_in_its_titles(spoiler: Spoiler) -> None:
    spoiler.text(lambda data: data[: data.index(b"Les diagnostics sensibles")])
    met(spoiler, spoiler.line(TEXT, "SOMMAIRE"), r"3 titles but 0 pages")


def test_a_contents_table_whose_pages_run_backwards(spoiler: Spoiler, no_shacl: None) -> None:
    """Pages detached from their titles must at least ascend: else titles and pages do not belong together."""
    spoiler.text(lambda data: data.replace(b"18\n\n20\n\n22\n\n24", b"24\n\n22\n\n20\n\n18"))
    met(spoiler, spoiler.line(TEXT, "SOMMAIRE"), "pages")


def test_a_report_cut_after_its_contents_table(spoiler: Spoiler) -> None:
    spoiler.text(lambda data: data[: data.index(b"4 5\n")])
    error = met(spoiler, _end(spoiler), r"'L'ACCOMPAGNEMENT' \(page 4 of the contents\) has no heading")
    assert "capitals" in error.hint


@pytest.mark.parametrize(
    ("last_words", "missing"),
    [
        ("y trouvent de quoi", "Le tronc commun"),
        ("raconter un terri-", "Les diagnostics sensibles"),
        ("les \nparents sont", "La com'com' du Val d'Ombrelune"),
        ("une trêve plus", "La com'com' du Val d'Ombrelune"),
        ("personne \nne dit", "CONCLUSION"),
        ("un \nappui plus", "Les perspectives"),
    ],
)
def test_a_report_cut_in_the_middle_of_a_section(spoiler: Spoiler, last_words: str, missing: str) -> None:
    """The error names the first section that is missing, and the place where the text ends."""
    words = last_words.encode()
    spoiler.text(lambda data: data[: data.index(words) + len(words)])
    met(spoiler, _end(spoiler), rf"'{re.escape(missing)}'.*has no heading")


def _line(place: str) -> int:
    return int(place.split(":")[1])


def _end(s: Spoiler) -> str:
    """The place behind the last sign of the text."""
    text = s.bytes(TEXT).decode().rstrip()
    return f"{TEXT}:{text.count(chr(10)) + 1}:{len(text) - text.rfind(chr(10))}"


def test_a_section_without_its_heading(spoiler: Spoiler) -> None:
    """Told where the section before it ends."""
    spoiler.text(lambda data: data.replace(b"LES \nENSEIGNEMENTS\n", b""))
    first, last = (_line(spoiler.line(TEXT, words)) for words in ("Deux territoires ne font", "On les traverse"))
    with pytest.raises(InputError, match=r"'Les enseignements'.*has no heading") as caught:
        build(Project.at(spoiler.root))
    assert caught.value.place is not None
    assert first <= (caught.value.place.line or 0) <= last + 2


@pytest.mark.parametrize("heading", ["Le territoire", "Le projet pilote", "Les impacts positifs", "Les limites"])
def test_a_chapter_without_one_of_its_headings(spoiler: Spoiler, no_shacl: None, heading: str) -> None:
    """No fact is lost silently: the place is the chapter's title."""
    chapter = spoiler.bytes(TEXT).index(b"LA COM'COM'")
    words = f"\n{heading}\n".encode()
    spoiler.text(lambda data: data[:chapter] + data[chapter:].replace(words, b"\n\n", 1))
    met(spoiler, spoiler.line(TEXT, "LA COM'COM'"), f"Val d'Ombrelune.*'{heading}'")


def test_a_chapter_about_no_known_territory(spoiler: Spoiler) -> None:
    title = "LA COM'COM' \nDU VAL D’OMBRE-\nLUNE".encode()
    spoiler.text(
        lambda data: data.replace(b"La com'com' du Val d'Ombrelune", b"La commune de Trifouillis", 1).replace(
            title, b"LA COMMUNE \nDE TRIFOUILLIS"
        )
    )
    second = int(spoiler.line(TEXT, "DE TRIFOUILLIS").split(":")[1])
    error = met(spoiler, f"{TEXT}:{second - 1}:1", "'La commune de Trifouillis' is about no territory")
    assert "territories.ttl" in error.hint


def test_without_gazetteers_the_first_chapter_is_told(spoiler: Spoiler) -> None:
    shutil.rmtree(spoiler.root / "data" / "gazetteers")
    met(spoiler, spoiler.line(TEXT, "LA COMMUNE DE"), "about no territory")


# -- the description of the sources


def _description(old: str, new: str) -> Spoil:
    def spoil(s: Spoiler) -> str:
        place = s.line(SOURCES, old)
        s.replace(SOURCES, old, new)
        return ":".join(place.split(":")[:2])

    return spoil


def _folder_for_file(s: Spoiler) -> str:
    (s.root / "data" / "sources" / "folder").mkdir()
    s.replace(SOURCES, '"armoree-2025-2026.txt"', '"folder"')
    return "data/sources/folder"


def _without_rank(s: Spoiler) -> str:
    s.replace(SOURCES, " ;\n    coh:rank 1", "")
    return ":".join(s.line(SOURCES, "coh:fileName").split(":")[:2])


def _nothing_described(s: Spoiler) -> str:
    s.write(SOURCES, HEAD)
    return "data/sources"


DESCRIPTIONS: dict[str, tuple[Spoil, str]] = {
    "no rank": (_without_rank, "lacks coh:rank"),
    "a rank in words": (_description("coh:rank 1", 'coh:rank "first"'), "rank"),
    "a file elsewhere": (_description('fileName "', 'fileName "../../'), "is a path"),
    "a file that is a folder": (_folder_for_file, "cannot be read"),
    "nothing": (_nothing_described, "no source text is described"),
}


@pytest.mark.parametrize(("spoil", "words"), DESCRIPTIONS.values(), ids=DESCRIPTIONS.keys())
def test_a_wrong_description_of_the_sources(spoiler: Spoiler, spoil: Spoil, words: str) -> None:
    met(spoiler, spoil(spoiler), words)


def test_a_digest_in_capitals_is_the_same_digest(spoiler: Spoiler, no_shacl: None) -> None:
    spoiler.write(SOURCES, re.sub(rb'(?<=sha256 ")[0-9a-f]+', lambda m: m.group().upper(), spoiler.bytes(SOURCES)))
    build(Project.at(spoiler.root))
    assert "no longer the one described" not in command(spoiler.root, "verify").output


# -- Turtle that does not parse

TURTLE = {
    "curation": CURATION,
    "gazetteer": PEOPLE,
    "sources": SOURCES,
    "reference": "data/reference/registers.ttl",
    "concepts": "ontology/concepts/tasks.ttl",
    "shapes": "ontology/shapes/pilots.ttl",
    "ontology": "ontology/cohorte.ttl",
}


@pytest.mark.parametrize("name", TURTLE.values(), ids=TURTLE.keys())
def test_broken_turtle_is_told_where_it_breaks(spoiler: Spoiler, no_shacl: None, name: str) -> None:
    if name.startswith("ontology"):
        spoiler.ontology()
    statement = '<id/person/zoe> a coh:Person ; coh:text "été « là » 🌱"@fr fi .'
    place = spoiler.add(name, statement)
    met(spoiler, f"{place}:{statement.index('fi .') + 1}", "Turtle does not parse")


@pytest.mark.parametrize(
    ("statement", "column"),
    [
        ("foo:bar a coh:Person .", 1),
        ("<id/a b> a coh:Person .", 1),
        ('<id/a> coh:text "\\q" .', 18),
        ("<id/a> a coh:Person ; coh:number 1 2 .", 36),
    ],
    ids=["prefix", "IRI", "escape", "comma"],
)
def test_the_usual_slips_in_turtle(spoiler: Spoiler, no_shacl: None, statement: str, column: int) -> None:
    met(spoiler, f"{spoiler.add(CURATION, statement)}:{column}", "Turtle does not parse")


def test_turtle_in_another_encoding(spoiler: Spoiler, no_shacl: None) -> None:
    place = spoiler.line(PEOPLE, "Ma\u00eblle")
    spoiler.write(PEOPLE, spoiler.bytes(PEOPLE).decode().encode("latin-1"))
    error = met(spoiler, f"{place.rsplit(':', 1)[0]}:{int(place.rsplit(':', 1)[1]) + 2}", "UTF-8")
    assert "UTF-8" in error.message


def test_a_folder_or_a_dangling_link_in_place_of_turtle(spoiler: Spoiler, no_shacl: None) -> None:
    (spoiler.root / "data/gazetteers/zz.ttl").symlink_to("/nowhere/at/all.ttl")
    met(spoiler, "data/gazetteers/zz.ttl", "cannot be read")


# -- Turtle that parses and says nonsense


def test_one_label_for_two_things_in_one_file(spoiler: Spoiler, no_shacl: None) -> None:
    """The line is that of the second thing, the one just added."""
    place = spoiler.add(PEOPLE, '<id/person/ysee> a coh:Person ; rdfs:label "Ysé MIRLOTON" .')
    error = met(spoiler, place, "belongs to two things")
    assert "person/yse-mirloton" in error.message
    assert "person/ysee" in error.message


def test_one_label_for_two_things_in_two_files(spoiler: Spoiler, no_shacl: None) -> None:
    place = spoiler.add(
        "data/gazetteers/zz.ttl", '<id/organisation/ysee> a coh:Organisation ; rdfs:label "Ysé  Mirloton" .'
    )
    met(spoiler, place, "belongs to two things: person/yse-mirloton and organisation/ysee")


@pytest.mark.parametrize("label", ["", " ", "\u00a0", "-"])
def test_a_label_without_a_word(spoiler: Spoiler, no_shacl: None, label: str) -> None:
    place = spoiler.add(PEOPLE, f'<id/person/zoe> a coh:Person ; rdfs:label "Zoé" , "{label}" .')
    met(spoiler, place, "label")


def test_labels_are_no_patterns(spoiler: Spoiler, no_shacl: None) -> None:
    spoiler.add(PEOPLE, '<id/person/zoe> a coh:Person ; rdfs:label "Zoé (la [*+?\\\\" .')
    build(Project.at(spoiler.root))


CURATED = {
    "an effect the report does not have": "<id/effect/armoree-2025-2026/val-d-ombrelune/99>",
    "a territory that is none": "<id/effect/armoree-2025-2026/trifouillis/1>",
    "another cohort": "<id/effect/armoree-2015-2016/val-d-ombrelune/3>",
    "a misspelt kind": "<id/effects/armoree-2025-2026/val-d-ombrelune/3>",
    "a foreign thing": "<http://example.org/effect>",
    "a blank node": "[]",
}


@pytest.mark.parametrize("subject", CURATED.values(), ids=CURATED.keys())
def test_curation_of_what_is_not_there(spoiler: Spoiler, no_shacl: None, subject: str) -> None:
    """A statement about nothing would never be asked for: it is a slip, and told with its line."""
    place = spoiler.add(CURATION, f"{subject} coh:effectType <concept/effect-type/developpement> .")
    met(spoiler, f"{place}:1", "nothing|no resource|does not have|blank")


CURATED_ELSEWHERE = {
    "a tab behind the subject": ("", "<id/effect/x/9>\tcoh:number 1 ."),
    "a prefixed subject": ("", "coh:Foo coh:number 1 ."),
    "an indented subject behind another statement": ("<id/effect/x/8> a coh:Effect . ", "coh:x\n coh:number 1 ."),
    "another base": ("@base <https://w3id.org/cohorte-graph> .\n", "<id/effect/x/9> coh:number 1 ."),
    "a blank node with a label": ("", "_:x coh:number 1 ."),
    "a blank node within a statement": ("<id/effect/x/8> # [\n coh:limitTheme ", "[ a coh:LimitTheme ] ."),
}


@pytest.mark.parametrize("name", CURATED_ELSEWHERE)
def test_curation_is_told_with_its_place_however_it_is_written(name: str, tmp_path: Path) -> None:
    before, at = CURATED_ELSEWHERE[name]
    text = "'''[ coh:Foo . \u00e9\n _:x \\''''@fr"
    above = f"{HEAD}# <id/effect/x/9> coh:Foo _:x [\n<id/effect/x/8> coh:text {text} ; coh:number 1.5 . {before}"
    path = tmp_path / "x.ttl"
    path.write_text(f"{above}{at}\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_curation([path], {data_iri("effect", "x", "8")})
    assert caught.value.place == Place(path, above.count("\n") + 1, len(above) - above.rfind("\n"))


def test_an_error_tells_a_path_below_the_working_directory_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = InputError("is wrong.", place=Place(tmp_path / "data" / "x.ttl", 3, 5))
    assert error_text(error, "en") == f"{tmp_path}/data/x.ttl:3:5: is wrong."
    monkeypatch.chdir(tmp_path)
    assert error_text(error, "en") == "data/x.ttl:3:5: is wrong."


def test_curation_in_a_folder_of_no_cohort(spoiler: Spoiler, no_shacl: None) -> None:
    """A misspelt folder would be passed over in silence."""
    spoiler.add("data/curation/armore-2025-2026/x.ttl", "")
    met(spoiler, "data/curation/armore-2025-2026", "cohort")


def test_the_same_statement_in_two_files_is_one(spoiler: Spoiler, no_shacl: None) -> None:
    statement = "<id/effect/armoree-2025-2026/val-d-ombrelune/3> coh:effectType <concept/effect-type/developpement> ."
    spoiler.add("data/curation/armoree-2025-2026/zz.ttl", statement)
    project = Project.at(spoiler.root)
    build(project)
    answer = open_current(project).query(
        "PREFIX coh: <https://w3id.org/cohorte-graph/def#> SELECT ?t WHERE { "
        "<https://w3id.org/cohorte-graph/id/effect/armoree-2025-2026/val-d-ombrelune/3> coh:effectType ?t }"
    )
    assert isinstance(answer, Rows)
    assert len(answer.rows) == 1


# -- rules


def _rule(text: str | bytes) -> Callable[[Spoiler], str]:
    def spoil(s: Spoiler) -> str:
        s.ontology()
        s.write("ontology/rules/zz.rq", text)
        return "ontology/rules/zz.rq"

    return spoil


RULES: dict[str, tuple[Spoil, str, str]] = {
    "does not parse": (_rule("# é\nCONSTRUCT { ?s a ?o }\nWHERE { ?s a ?o . FILTR(?o) }\n"), ":3:19", "does not parse"),
    "ends too early": (_rule("CONSTRUCT { ?s a ?o }\nWHERE { ?s a ?o \n"), ":3:1", "does not parse"),
    "asks": (_rule("ASK { ?s a ?o }"), ":1", "CONSTRUCT"),
    "selects": (_rule("# why\nSELECT * { ?s a ?o }"), ":1", "CONSTRUCT"),
    "deletes": (_rule("DELETE WHERE { ?s a ?o }"), ":1:1", "does not parse"),
    "asks another server": (
        _rule("CONSTRUCT { ?s a ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s a ?o } }"),
        ":1",
        "another server",
    ),
    "is empty": (_rule(""), ":1:1", "does not parse"),
    "is Latin-1": (_rule("# é".encode("latin-1")), ":1:3", "UTF-8"),
}


@pytest.mark.parametrize(("spoil", "where", "words"), RULES.values(), ids=RULES.keys())
def test_a_wrong_rule(spoiler: Spoiler, no_shacl: None, spoil: Spoil, where: str, words: str) -> None:
    met(spoiler, spoil(spoiler) + where, words)


def test_rules_that_never_end_are_named(spoiler: Spoiler, no_shacl: None) -> None:
    """Only those that still add something: the others are innocent."""
    text = "CONSTRUCT { ?s a ?new } WHERE { ?s a <https://w3id.org/cohorte-graph/def#Cohort> BIND (UUID() AS ?new) }"
    _rule(text)(spoiler)
    with pytest.raises(RunError, match=r"rounds: zz\b"):
        build(Project.at(spoiler.root))


def test_a_project_without_shapes_is_not_called_conforming(spoiler: Spoiler) -> None:
    shutil.rmtree(spoiler.ontology() / "shapes")
    met(spoiler, "ontology/shapes", "shapes")


# -- SHACL: the previous build answers on


@pytest.fixture
def before(built_mini: Path, tmp_path: Path) -> Iterator[Spoiler]:
    """A built project to be spoilt; afterwards the bytes that answered must answer still."""
    root = tmp_path / "mini"
    shutil.copytree(built_mini, root)
    project = Project.at(root)
    pointer, graph = _state(project)
    yield Spoiler(root)
    assert _state(project) == (pointer, graph)
    assert len(open_current(project)) > 1000
    assert command(root, "ask", "territories").exit_code == 0
    assert not list((root / "build" / "generations").glob(".new-*"))


def _state(project: Project) -> tuple[bytes, bytes]:
    return (project.build / "current").read_bytes(), (current(project) / GRAPH_FILE).read_bytes()


def test_a_concept_that_does_not_exist(before: Spoiler) -> None:
    before.replace(CURATION, "effect-type/developpement", "effect-type/nope")
    result = command(before.root, *BUILD)
    assert result.exit_code == 1
    assert "SHACL violations: 1; this build is not published." in result.stderr
    line = next(line for line in result.stderr.splitlines() if "EFFECT-TYPE" in line)
    assert "effect/armoree-2025-2026/val-d-ombrelune/3" in line
    assert "effect-type/nope" in line
    assert "Traceback" not in result.output


def test_a_misspelt_property_and_a_second_name(before: Spoiler) -> None:
    before.replace(CURATION, "coh:limitTheme", "coh:limtTheme")
    before.add("data/gazetteers/zz.ttl", '<id/person/yse-mirloton> a coh:Person ; rdfs:label "Ysé Mirlotonne" .')
    before.add(CURATION, '<id/effect/armoree-2025-2026/val-d-ombrelune/1> coh:text "Autre."@fr .')
    with pytest.raises(CheckError) as caught:
        build(Project.at(before.root))
    found = set(re.findall(r"violation\[([A-Z-]+)\] (\S+)", caught.value.hint))
    assert found == {
        ("LIMIT-CLOSED", "limit/armoree-2025-2026/val-d-ombrelune/1"),
        ("NAME", "person/yse-mirloton"),
        ("EFFECT-TEXT", "effect/armoree-2025-2026/val-d-ombrelune/1"),
    }


def test_a_violation_leads_to_the_line_that_states_it(before: Spoiler) -> None:
    before.replace(CURATION, "effect-type/developpement", "effect-type/nope")
    place = _line(before.line(CURATION, "effect-type/nope"))
    stderr = command(before.root, *BUILD).stderr
    assert re.search(rf"^{re.escape(str(before.root / CURATION))}:{place}(:\d+)?: \S", stderr, re.MULTILINE)


def test_violations_are_told_in_french_by_default(before: Spoiler) -> None:
    before.replace(CURATION, "effect-type/developpement", "effect-type/nope")
    result = CliRunner().invoke(main, ["--project", str(before.root), *BUILD], env={"COHORTE_LANG": ""})
    assert "Violations SHACL : 1 ; rien n'est publié." in result.stderr
    assert "give a concept" not in result.stderr


def test_violations_of_whatever_shape_speak_one_language_and_name_properties(spoiler: Spoiler) -> None:
    """Those of SPARQL constraints, whose messages pyshacl strips of their languages, and of paths without a name."""
    spoiler.replace(
        "data/gazetteers/territories.ttl",
        "coh:memberOf <id/cohort/armoree-2025-2026> .",
        'coh:memberOf <id/cohort/armoree-2025-2026> .\n<id/territory/zut> a coh:Commune ; rdfs:label "Zut" ;\n'
        '  insee:codeINSEE "99199" ; coh:siren "219901998" ; coh:department <id/department/rivelaine> ;\n'
        "  coh:region <id/region/armoree> ; coh:memberOf <id/cohort/armoree-2025-2026> .",
    )
    with pytest.raises(CheckError) as caught:
        build(Project.at(spoiler.root))
    assert "territory/zut" in caught.value.hint
    french = [line for line in caught.value.hint.splitlines() if re.search(r"\b(?:dans|vérifier|n'a pas)\b", line)]
    assert not french
    assert "COHORT-PILOTS" in caught.value.hint
    assert "MEMBER-EFFECT" in caught.value.hint
    assert not re.search(r"\bN[0-9a-f]{32}\b", caught.value.hint), "a random label helps nobody"


# -- the build folder


@pytest.mark.parametrize("blocked", ["build", "build/lock", "build/generations", "build/current"])
def test_a_build_folder_that_cannot_be_written(spoiler: Spoiler, no_shacl: None, blocked: str) -> None:
    """Something else stands where the build writes (tests may run as root, whom no permission stops)."""
    path = spoiler.root / blocked
    path.parent.mkdir(exist_ok=True)
    if blocked in ("build/lock", "build/current"):
        path.mkdir()
    else:
        path.write_text("no folder")
    result = command(spoiler.root, *BUILD)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"{spoiler.root}/build")
    assert "written" in result.stderr
    assert len(result.stderr.splitlines()) == 2, "what is wrong, then what to do"
    assert "Traceback" not in result.output


def test_while_another_build_runs(before: Spoiler) -> None:
    with (before.root / "build" / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(BuildRunning):
            build(Project.at(before.root))
        result = command(before.root, *BUILD)
        assert result.exit_code == 3
        assert result.stderr.splitlines() == [
            f"Error: another build is running in '{before.root / 'build'}'.",
            "Wait until it has ended, then try again.",
        ]
        assert command(before.root, "ask", "territories").exit_code == 0


def test_a_failed_build_leaves_the_folder_free(spoiler: Spoiler, no_shacl: None) -> None:
    spoiler.add(CURATION, "oops")
    with pytest.raises(InputError):
        build(Project.at(spoiler.root))
    with build_lock(spoiler.root / "build"):
        pass


def _published(folder: Path, text: bytes = b"<a:a> <a:b> <a:c> .\n") -> Project:
    (folder / "data" / "sources").mkdir(parents=True)
    project = Project.at(folder)
    publish(project.build, {GRAPH_FILE: text}, {})
    return project


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_full_disk_leaves_the_previous_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    project = _published(tmp_path)
    state = _state(project)

    def fail(path: Path, data: bytes) -> None:
        path.write_bytes(data[: len(data) // 2])
        raise OSError(code, "the disk says no")

    monkeypatch.setattr(publishing, "_write", fail)
    with pytest.raises(RunError) as caught:
        publish(project.build, {GRAPH_FILE: b"<a:x> <a:y> <a:z> .\n"}, {})
    assert caught.value.exit_code == 3
    assert "previous build" in caught.value.hint
    assert _state(project) == state
    assert not list((project.build / "generations").glob(".new-*"))


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, OSError], ids=["Ctrl-C", "disk"])
def test_building_the_same_again_never_takes_the_answer_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]
) -> None:
    """Readers never see half a build, not even when a rebuild of the same bytes breaks off at its last step."""
    project = _published(tmp_path)
    graph = b"<a:a> <a:b> <a:c> .\n"

    def fail(self: Path, target: Path) -> Path:
        raise interruption

    monkeypatch.setattr(Path, "rename", fail)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises((KeyboardInterrupt, RunError)):
        publish(project.build, {GRAPH_FILE: graph}, {})
    assert len(open_current(project)) == 1


def test_leftovers_of_a_killed_build_are_swept(tmp_path: Path) -> None:
    project = _published(tmp_path)
    leftover = project.build / "generations" / ".new-killed"
    leftover.mkdir()
    (leftover / GRAPH_FILE).write_bytes(b"<a:a> <a:b")
    publish(project.build, {GRAPH_FILE: b"<a:x> <a:y> <a:z> .\n"}, {})
    assert not leftover.exists()
    assert len(open_current(project)) == 1


# -- the built graph damaged


def _cut_graph(project: Project) -> None:
    path = current(project) / GRAPH_FILE
    path.write_bytes(path.read_bytes()[:-20])


def _no_graph(project: Project) -> None:
    (current(project) / GRAPH_FILE).unlink()


def _no_manifest(project: Project) -> None:
    (current(project) / "manifest.json").unlink()


def _cut_manifest(project: Project) -> None:
    path = current(project) / "manifest.json"
    path.write_text(path.read_text()[:-20])


def _other_manifest(project: Project) -> None:
    (current(project) / "manifest.json").write_text("[]")


def _empty_pointer(project: Project) -> None:
    (project.build / "current").write_text("")


def _dead_pointer(project: Project) -> None:
    (project.build / "current").write_text("0123456789abcdef\n")


def _binary_pointer(project: Project) -> None:
    (project.build / "current").write_bytes(b"\xff\xfe\x00")


DAMAGES = [
    _cut_graph,
    _no_graph,
    _no_manifest,
    _cut_manifest,
    _other_manifest,
    _empty_pointer,
    _dead_pointer,
    _binary_pointer,
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.__name__.strip("_"))
@pytest.mark.parametrize("call", [("sparql", "ASK { ?s ?p ?o }"), ("verify",)], ids=lambda c: c[0])
def test_a_damaged_build_is_told(tmp_path: Path, damage: Callable[[Project], None], call: tuple[str, ...]) -> None:
    project = _published(tmp_path)
    damage(project)
    with pytest.raises(InputError):
        open_current(project)
    result = command(tmp_path, *call)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"{project.build}/")
    assert "Run: cohorte build" in result.stderr


def test_a_graph_changed_by_hand_is_found_by_verify(before_verify: Project) -> None:
    """As many bytes as before, but others: the manifest's SHA-256 tells."""
    path = current(before_verify) / GRAPH_FILE
    data = path.read_bytes()
    changed = data.replace(b'def#text> "Un calendrier trop', b'def#text> "Un calendrier bien')
    assert changed != data
    path.write_bytes(changed)
    result = command(before_verify.root, "verify")
    assert result.exit_code == 1
    assert GRAPH_FILE in result.stderr


@pytest.fixture
def before_verify(built_mini: Path, tmp_path: Path) -> Project:
    root = tmp_path / "mini"
    shutil.copytree(built_mini, root)
    return Project.at(root)


# -- what is wrong is told in French as well


def test_every_sentence_of_the_build_has_a_french_one(spoiler: Spoiler) -> None:
    """Sentences as the library words them, with what fills their slots."""
    errors: list[CohorteError] = []
    for spoil, _ in [*FILES.values(), *DESCRIPTIONS.values()]:
        root = spoiler.root.with_name("again")
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(spoiler.root, root)
        spoil(Spoiler(root))
        with pytest.raises(CohorteError) as caught:
            build(Project.at(root))
        errors.append(caught.value)
    said = {line for error in errors for line in (error.message, *error.hint.splitlines())}
    assert not sorted(line for line in said if translated(line, "fr") == line)
