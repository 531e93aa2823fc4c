"""Files of six formats are read whole or refused where they go wrong, by the library and by the command."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from commanding import Call, call
from hypothesis import given, settings
from hypothesis import strategies as st

from cohorte_graph.check.reading import RdfFile, read_files
from cohorte_graph.errors import CallError, InputError
from cohorte_graph.turtle import read_turtle

__all__ = ["call"]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="http://e/">\n'
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<http://e/S> a sh:NodeShape ; sh:targetClass <http://e/C> ; sh:property [ sh:path <http://e/p> ; sh:minCount 1 ] .
"""
GOOD = {
    "a.ttl": '@prefix e: <http://e/> . e:a a e:C ; e:p "é" .',
    "a.trig": '@prefix e: <http://e/> . e:g { e:a a e:C ; e:p "é" }',
    "a.nt": f'<http://e/a> <{RDF}type> <http://e/C> .\n<http://e/a> <http://e/p> "\\u00E9" .\n',
    "a.nq": f'<http://e/a> <{RDF}type> <http://e/C> <http://e/g> .\n<http://e/a> <http://e/p> "é" <http://e/h> .\n',
    "a.jsonld": '{"@context": {"p": "http://e/p"}, "@id": "http://e/a", "@type": "http://e/C", "p": "é"}',
    "a.rdf": f'{XML}<e:C rdf:about="http://e/a"><e:p>é</e:p></e:C></rdf:RDF>',
}
SAME = {
    ox.Triple(ox.NamedNode("http://e/a"), ox.NamedNode(RDF + "type"), ox.NamedNode("http://e/C")),
    ox.Triple(ox.NamedNode("http://e/a"), ox.NamedNode("http://e/p"), ox.Literal("é")),
}


@pytest.fixture(autouse=True)
def shapes(call: Call) -> None:
    """Each test in a folder of its own, with shapes."""
    Path("shapes.ttl").write_text(SHAPES, "utf-8")


def told(call: Call, name: str, code: int, place: str, french: str, english: str) -> None:
    """A file is refused at a place, with an exit code, in two languages."""
    for lang, words in (("fr", french), ("en", english)):
        result = call(name, "--shapes", "shapes.ttl", "--lang", lang)
        assert result.code == code, result
        first = result.err.splitlines()[0]
        assert first.startswith(place), first
        assert words in first, first
        assert not result.out


# -- what is read


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("dress", ["plain", "mark", "crlf"])
def test_six_formats_say_the_same_with_a_mark_in_front_and_with_ends_of_lines_of_windows(
    name: str, dress: str, tmp_path: Path
) -> None:
    text = GOOD[name]
    data = {"plain": text, "mark": "\ufeff" + text, "crlf": text.replace("\n", "\r\n").replace(" . ", " .\r\n")}[dress]
    (tmp_path / name).write_bytes(data.encode())
    (file,) = read_files([tmp_path / name])
    assert set(file.triples) == SAME


@pytest.mark.parametrize("name", GOOD)
def test_the_command_finds_each_format_right_and_without_its_value_wrong(name: str, call: Call) -> None:
    Path(name).write_text(GOOD[name], "utf-8")
    assert call(name, "--shapes", "shapes.ttl").code == 0
    Path(name).write_text(GOOD[name].replace("http://e/p", "http://e/q").replace("e:p", "e:q"), "utf-8")
    result = call(name, "--shapes", "shapes.ttl")
    assert (result.code, result.out.startswith(f"{name}:")) == (1, True), result


def test_a_folder_is_read_with_the_folders_in_it_and_mixed_with_files(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name, place in (("a.ttl", "in"), ("a.rdf", "in/deep"), ("a.nt", ".")):
        (tmp_path / place / name).write_text(GOOD[name], "utf-8")
    (tmp_path / "in" / "package.json").write_text("{", "utf-8")
    (tmp_path / "in" / "README.md").write_text("no RDF", "utf-8")
    files = read_files([tmp_path / "in", tmp_path / "a.nt", tmp_path / "in" / "a.ttl"])
    assert [file.path.relative_to(tmp_path).as_posix() for file in files] == ["in/a.ttl", "in/deep/a.rdf", "a.nt"]


def test_one_file_by_several_spellings_is_read_once_and_shown_by_the_first(call: Call, tmp_path: Path) -> None:
    """Its blank node would be two things."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.ttl").write_text("[] <urn:p> [ ] .")
    (tmp_path / "b.ttl").symlink_to(tmp_path / "data" / "a.ttl")
    (read,) = read_files([Path("data"), tmp_path / "data" / "a.ttl", Path("data/../data/a.ttl"), Path("b.ttl")])
    assert (read.path, len(read.triples)) == (Path("data/a.ttl"), 1)


def test_one_label_in_two_files_is_two_nodes_and_in_one_file_is_one(tmp_path: Path) -> None:
    for name in ("one.ttl", "two.nt"):
        (tmp_path / name).write_text("_:x <http://e/p> _:x .\n_:x <http://e/q> _:y .\n", "utf-8")
    one, two = read_files([tmp_path / "one.ttl", tmp_path / "two.nt"])

    def names(file: RdfFile, *, placed: bool) -> set[str]:
        triples = file.placed_triples if placed else file.triples
        return {str(term) for triple in triples for term in (triple.subject, triple.object)}

    for placed in (False, True):
        assert len(names(one, placed=placed)) == 2
        assert names(one, placed=placed).isdisjoint(names(two, placed=placed))


def test_relative_names_are_those_of_their_own_file_and_the_same_wherever_the_folder_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("here", "there"):
        for folder in ("a", "b"):
            (tmp_path / place / folder).mkdir(parents=True)
            (tmp_path / place / folder / "é x.ttl").write_text("<#i> <p> <> .", "utf-8")
    subjects = {}
    for place in ("here", "there"):
        monkeypatch.chdir(tmp_path / place)
        subjects[place] = [str(t.subject) for file in read_files([Path("a"), Path("b")]) for t in file.triples]
    assert subjects["here"] == subjects["there"]
    assert len(set(subjects["here"])) == 2


# -- what is not


WRONG = {  # name: (text, line and column, counted by hand, a word of the reason)
    "stray.ttl": ('@prefix : <x:> .\n:a :b "é😀" x .\n', "2:12", "x"),
    "prefix.ttl": ('@prefix : <x:> .\r\n:a :b "é" ;\r\n  :c foo:d .\r\n', "3:6", "foo"),
    "mark.ttl": ("\ufeff:a :b 1 .\n", "1:1", "prefix"),
    "end.ttl": ("@prefix : <x:> .\n:a :b :c\n", "3:1", "end"),
    "string.ttl": ('@prefix : <x:> .\n:a :b "abc\n .\n', "2:7", "end"),
    "bracket.trig": ('@prefix : <x:> .\n:g {\n :a :b "😀" , ] .\n}\n', "3:14", "]"),
    "word.nt": ('<x:a> <x:b> <x:c> .\n<x:a> <x:b> "😀" oops .\n', "2:17", "subject"),
    "language.nq": ('<x:a> <x:b> <x:c> <x:g> .\n\n<x:a> <x:b> "é"@ .\n', "3:17", "language"),
    "comma.jsonld": ('{\n "@id": "x:a",\n "x:b": "é😀" "c"\n}\n', "3:14", "comma"),
    "empty.jsonld": ("", "1:1", "value"),
    "keys.jsonld": ('{\n "@id": "x:a",\n "x:é": {"@value": 1, "@language": "é"}\n}\n', "3:23", "@language"),
    "tag.rdf": (f'{XML} <rdf:Description rdf:about="http://e/é😀"><e:p>1</e:q></rdf:Description>\n', "2:51", "tag"),
    "end.rdf": (f"{XML} <rdf:Description>\n", "3:1", "no element"),
    "empty.rdf": ("", "1:1", "no element"),
    "prefix.rdf": (f"{XML} <rdf:Description>é<f:p/></rdf:Description></rdf:RDF>", "2:20", "prefix"),
    "name.rdf": (f'{XML} <e:A/>\n <e:B rdf:ID="é é"/>\n <e:C/></rdf:RDF>', "3:2", "ID"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_parse_is_refused_where_it_goes_wrong(name: str, call: Call) -> None:
    text, place, word = WRONG[name]
    Path(name).write_bytes(text.encode())
    with pytest.raises(InputError) as caught:
        read_files([Path(name)])
    assert str(caught.value.place) == f"{name}:{place}"
    assert word in caught.value.message
    assert caught.value.hint
    told(
        call, name, 3, f"{name}:{place}: ", "ne se lit pas" if name.endswith("ttl") else "est fautive", "does not parse"
    )


HINTS = {  # name: (text, place, what the hint must name)
    "ours.ttl": ("@prefix : <x:> .\n<<<<<<< HEAD\n:a :b 1 .\n=======\n:a :b 2 .\n>>>>>>> other\n", "2:7", "<<<<<<<"),
    "middle.ttl": ("@prefix : <x:> .\r\n:a :b 1 .\r\n=======\r\n:a :b 2 .\r\n", "3:1", "======="),
    "theirs.trig": ("@prefix : <x:> .\n:a :b 1 ;\n>>>>>>> other\n:c 2 .\n", "3:1", ">>>>>>>"),
    "prefix.ttl": ("@prefix : <x:> .\n:a foo-x:d 1 .\n", "2:4", "@prefix foo-x: <…> ."),
    "dot.ttl": ("@prefix : <x:> .\n:a :b 1\n:a :c 1 .\n", "3:1", "."),
}


@pytest.mark.parametrize("name", HINTS)
def test_the_hint_names_what_editors_and_people_leave_behind(name: str, call: Call) -> None:
    text, place, word = HINTS[name]
    Path(name).write_bytes(text.encode())
    hints = [call(name, "--shapes", "shapes.ttl", "--lang", lang).err.splitlines() for lang in ("fr", "en")]
    assert all(told[0].startswith(f"{name}:{place}: ") and word in told[1] for told in hints)
    assert hints[0][1] != hints[1][1]


def test_the_project_s_own_reader_of_turtle_passes_over_the_mark_in_front(tmp_path: Path) -> None:
    (tmp_path / "mark.ttl").write_text("\ufeff<#a> <#b> <#c> .\n", "utf-8")
    (tmp_path / "plain.ttl").write_text("<#a> <#b> <#c> .\n", "utf-8")
    marked, plain = (read_turtle(tmp_path / f"{name}.ttl") for name in ("mark", "plain"))
    assert marked == plain != []


@pytest.mark.parametrize("ending", ["ttl", "trig", "nt", "nq", "jsonld", "rdf"])
def test_what_is_no_utf_8_is_refused_at_the_first_wrong_byte(ending: str, call: Call) -> None:
    Path(f"latin.{ending}").write_bytes("# é\r\n# 😀 ".encode() + b"caf\xe9\n")
    told(call, f"latin.{ending}", 3, f"latin.{ending}:2:8: ", "pas en UTF-8", "not UTF-8")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{\n "@context": "http://127.0.0.1:9/c.jsonld",\n "@id": "x:a"}', "2:2"),
        ('{"@id": "x:a", "@context": [{"p": "x:p"},\n "context.jsonld"]}', "1:16"),
        ('{"@context": {"é": "x:é"},\n "x:p": {"@context": "file:///etc/hostname", "q": 1}}', "2:10"),
        ('{"@context": {"@import": "http://127.0.0.1:9/c.jsonld"}, "@id": "x:a"}', "1:15"),
    ],
)
def test_contexts_outside_of_the_file_are_refused_where_they_are_asked_for(text: str, place: str, call: Call) -> None:
    Path("a.jsonld").write_text(text, "utf-8")
    Path("context.jsonld").write_text('{"@context": {"p": "http://e/p"}}', "utf-8")
    told(call, "a.jsonld", 3, f"a.jsonld:{place}: ", "hors du fichier", "outside of the file")


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.ttl", '<x:a> <x:b> "<< {| ~" .\n<x:a> <x:b> <<( <x:a> <x:b> "é" )>> .', "2:13"),
        ("a.ttl", "# << a comment\n<x:a> <x:b> <x:c> {| <x:d> 1 |} .", "2:19"),
        ("a.trig", "<x:g> { << <x:a> <x:b> <x:c> >> <x:d> 1 }", "1:9"),
        ("a.nt", "<x:a> <x:b> <<( <x:a> <x:b> <x:c> )>> .", "1:13"),
        ("a.ttl", '<x:a> <x:b> "a"@en , "b"@ar--rtl .', "1:25"),
    ],
)
def test_statements_about_statements_are_refused(name: str, text: str, place: str, call: Call) -> None:
    Path(name).write_text(text, "utf-8")
    told(call, name, 3, f"{name}:{place}: ", "RDF 1.2", "RDF 1.2")


def test_what_is_not_there_or_no_file_is_refused(call: Call) -> None:
    Path("folder").mkdir()
    Path("folder/notes.txt").write_text("", "utf-8")
    told(call, "gone.ttl", 3, "gone.ttl: ", "ne peut pas être lu", "cannot be read")
    told(call, "folder", 3, "folder: ", "aucun fichier RDF", "holds no RDF file")
    told(call, "folder/notes.txt", 2, "", "ne désigne aucun format", "names no RDF format")
    os.mkfifo("pipe.ttl")
    told(call, "pipe.ttl", 3, "pipe.ttl: ", "pas un fichier ordinaire", "is no regular file")
    Path("loop.ttl").symlink_to("loop.ttl")
    told(call, "loop.ttl", 3, "loop.ttl: ", "ne peut pas être lu", "cannot be read")
    Path("device.ttl").symlink_to("/dev/zero")
    told(call, "device.ttl", 3, "device.ttl: ", "pas un fichier ordinaire", "is no regular file")


def test_what_may_not_be_read_is_refused_and_no_folder_is_left_out_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(tmp_path, "in").mkdir()
    Path(tmp_path, "in", "a.ttl").write_text(GOOD["a.ttl"], "utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / "in"))

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        with pytest.raises(InputError, match="cannot be read"):
            read_files([tmp_path])
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        with pytest.raises(InputError, match=r"a\.ttl: cannot be read: Permission denied"):
            read_files([tmp_path])


def test_a_folder_of_links_in_a_ring_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.ttl").write_text(GOOD["a.ttl"], "utf-8")
    (tmp_path / "in" / "ring").symlink_to(tmp_path / "in")
    assert len(read_files([tmp_path / "in"])) == 1


def test_an_ending_is_known_in_capitals_and_unknown_ones_are_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "A.TTL").write_text(GOOD["a.ttl"], "utf-8")
    assert set(read_files([tmp_path / "A.TTL"])[0].triples) == SAME
    with pytest.raises(CallError, match="names no RDF format"):
        read_files([tmp_path / "a.n3"])


def test_files_without_a_triple_are_read(tmp_path: Path) -> None:
    texts = {"a.ttl": "", "a.trig": "", "a.nt": "", "a.nq": "", "a.jsonld": "{}", "a.rdf": f"{XML}</rdf:RDF>"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert [len(file.triples) for file in read_files(tmp_path / name for name in texts)] == [0] * 6


# -- places do not depend on what stands before


LINES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=6), max_size=5
)


@settings(max_examples=60, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_comments_before_a_fault_move_its_line_and_nothing_else(lines: list[str], end: str, mark: bool) -> None:
    text = "\ufeff" * mark + "".join(f"# {line}{end}" for line in lines) + "<x:a> <x:b> x:c ."
    assert _fault(text) == f"{len(lines) + 1}:13"


def _fault(text: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.ttl")
        path.write_bytes(text.encode())
        with pytest.raises(InputError) as caught:
            read_files([path])
    found = re.search(r":(\d+:\d+)$", str(caught.value.place))
    assert found
    return found[1]


# -- lines of what one parser reads and the other trips over


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("@prefix : <http://e/> .\n:d :q " + "[ :q " * 450 + "1" + " ]" * 450 + " .\n:a a :C .", "d.ttl:3:6:"),
        ('VERSION "1.2"\nPREFIX : <http://e/>\n:a a :C .', "d.ttl:3:6:"),
        ("@version '1.2' .\n@prefix : <http://e/> . :a a :C .", "d.ttl:2:30:"),
    ],
)
def test_deep_nesting_and_a_version_cost_no_line(text: str, place: str, call: Call) -> None:
    Path("d.ttl").write_text(text, "utf-8")
    result = call("d.ttl", "--shapes", "shapes.ttl", "--lang", "en")
    assert result.code == 1
    assert result.out.startswith(place), result.out[:200]
