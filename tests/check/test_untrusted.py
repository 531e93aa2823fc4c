"""Files of strangers: whatever they hold, a check ends in time, fetches nothing, shows nothing that was not given to
it, leaves no process behind, and never says that all is well."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commanding import Told, start

SECRET = "gargamel-4711"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PREFIXES = f"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://e/> . @prefix rdf: <{RDF}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
DATA = PREFIXES + ':a a :C ; :p "v" , :b . :b a :C ; :p :a .'
SHAPES = PREFIXES + ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] ."
ENGINES = ("pyshacl", "fast")
DEADLINE = 60
"""Seconds within which the whole process has to be gone, on a busy machine."""


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A socket that nobody may connect to."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def address(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def nobody_came(listener: socket.socket) -> bool:
    try:
        listener.accept()
    except BlockingIOError:
        return True
    return False


def ended(folder: Path, *args: str | Path) -> Told:
    """The command, which has ended before the deadline."""
    process = start(*args, cwd=folder)
    try:
        out, err = process.communicate(timeout=DEADLINE)
    finally:
        process.kill()
    assert "Traceback" not in out + err, err
    return Told(process.returncode, out, err)


def checked(folder: Path, data: str, shapes: str, *more: str, name: str = "d.ttl", engine: str = "auto") -> Told:
    (folder / name).write_text(data, "utf-8")
    (folder / "s.ttl").write_text(shapes, "utf-8")
    return ended(folder, name, "--shapes", "s.ttl", "--engine", engine, "--timeout", "15", *more)


# -- what loops, explodes or never ends


LOOPS = {  # shapes by what loops in them
    "shapes that ask for themselves": ":S a sh:NodeShape ; sh:targetClass :C ; sh:node :S .",
    "shapes in a ring": """:S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:node :T ] .
        :T a sh:NodeShape ; sh:property [ sh:path :p ; sh:node :S ] .""",
    "a shape that is not itself": ":S a sh:NodeShape ; sh:targetClass :C ; sh:not :S .",
    "a list in a ring": ":S a sh:NodeShape ; sh:targetClass :C ; sh:in :l . :l rdf:first :a ; rdf:rest :l .",
    "shapes in a list in a ring": ":S a sh:NodeShape ; sh:targetClass :C ; sh:and :l . :l rdf:first :S ; rdf:rest :l .",
    "ignored properties in a ring": """:S a sh:NodeShape ; sh:targetClass :C ; sh:closed true ;
        sh:ignoredProperties :l . :l rdf:first :p ; rdf:rest :m . :m rdf:first :q ; rdf:rest :l .""",
    "a path in a ring": ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path _:p ; sh:minCount 9 ] . "
    "_:p sh:inversePath _:p .",
    "a sequence in a ring": ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path _:p ; sh:minCount 9 ] . "
    "_:p rdf:first :p ; rdf:rest _:p .",
    "a repetition in a ring": ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path _:p ; sh:minCount 9 ] . "
    "_:p sh:zeroOrMorePath _:p .",
    "alternatives in a ring": ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path _:p ; sh:minCount 9 ] . "
    "_:p sh:alternativePath ( :p _:p ) .",
    "property shapes in a ring": ":S a sh:PropertyShape ; sh:targetClass :C ; sh:path :p ; sh:property :S .",
}


@pytest.mark.parametrize("what", LOOPS)
def test_shapes_that_loop_end_with_something_said(what: str, tmp_path: Path) -> None:
    told = checked(tmp_path, DATA, PREFIXES + LOOPS[what], engine="both")
    assert told.code in (1, 3), told
    assert told.out or told.err


def test_data_that_loop_are_judged(tmp_path: Path) -> None:
    rings = ":C rdfs:subClassOf :D . :D rdfs:subClassOf :C . :l rdf:first :a ; rdf:rest :l . :a :p _:x . _:x :p _:x ."
    shapes = ":S a sh:NodeShape ; sh:targetClass :D ; sh:property [ sh:path [ sh:oneOrMorePath :p ] ; sh:maxCount 1 ] ."
    for engine in ENGINES:
        told = checked(tmp_path, DATA + rings, PREFIXES + shapes, engine=engine)
        assert (told.code, "[S]" in told.out) == (1, True), told


EXPLODING = {
    "pattern": 'sh:property [ sh:path :p ; sh:pattern "^(a+)+$" ]',
    "query": """sh:sparql [
        sh:select "SELECT $this WHERE { $this ?p ?v . FILTER (regex(str(?v), '^(a+)+$')) }" ]""",
}


@contextmanager
def exploding(folder: Path, *more: str, where: str = "pattern") -> Iterator[subprocess.Popen[str]]:
    """A check that would take longer than anybody lives, ended with the block if not before."""
    (folder / "d.ttl").write_text(PREFIXES + f':a a :C ; :p "{"a" * 40}!" .', "utf-8")
    (folder / "s.ttl").write_text(PREFIXES + f":S a sh:NodeShape ; sh:targetClass :C ; {EXPLODING[where]} .", "utf-8")
    process = start("d.ttl", "--shapes", "s.ttl", "--engine", "pyshacl", *more, cwd=folder)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("where", EXPLODING)
def test_a_regular_expression_that_explodes_is_stopped_with_its_process(where: str, tmp_path: Path) -> None:
    started = time.monotonic()
    with exploding(tmp_path, "--timeout", "3", where=where) as process:
        children = seen_children(process)
        out, err = process.communicate(timeout=DEADLINE)
        assert (process.returncode, out) == (3, "")
        assert "Not checked within 3 s." in err
        assert "--timeout" in err
        assert 3 <= time.monotonic() - started < 30
        assert children
        assert not any(map(is_alive, children))


def seen_children(process: subprocess.Popen[str]) -> list[int]:
    """The children of a process, once it has some."""
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not path.exists():
        pytest.skip("this system does not list the children of a process")
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if process.poll() is None and (found := path.read_text().split()):
            return [int(one) for one in found]
        time.sleep(0.02)
    return []


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_no_child_is_left_where_its_parent_is_ended(number: signal.Signals, tmp_path: Path) -> None:
    with exploding(tmp_path) as process:
        children = seen_children(process)
        assert children
        time.sleep(1.5)  # into the regular expression, which holds off all of Python
        assert process.poll() is None
        process.send_signal(number)
        process.communicate(timeout=DEADLINE)
        assert process.returncode not in (0, 1)
        deadline = time.monotonic() + 10
        while any(map(is_alive, children)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(map(is_alive, children))


def test_a_child_that_is_killed_is_no_success(tmp_path: Path) -> None:
    with exploding(tmp_path) as process:
        (child,) = seen_children(process)
        os.kill(child, signal.SIGKILL)
        out, err = process.communicate(timeout=DEADLINE)
        assert (process.returncode, out) == (3, "")
        assert "signal 9" in err


# -- what is deep, long or large


def deep(name: str, depth: int) -> str:
    return {
        "d.ttl": PREFIXES + ":a a :C ; :p " + "[ :p " * depth + "1" + " ]" * depth + " .",
        "d.trig": PREFIXES + ":g { :a a :C ; :p " + "( " * depth + ") " * depth + " }",
        "d.jsonld": '{"@id":"http://e/a","@type":"http://e/C","http://e/p":' * depth + "1" + "}" * depth,
        "lists.jsonld": '{"@id":"http://e/a","http://e/p":' + '{"@list":[' * depth + "1" + "]}" * depth + "}",
        "open.jsonld": "[" * depth,
        "d.rdf": f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="http://e/">'
        + "<e:C><e:p>" * depth
        + "</e:p></e:C>" * depth
        + "</rdf:RDF>",
        "open.rdf": f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="http://e/">' + "<e:C><e:p>" * depth,
        "open.ttl": PREFIXES + ":a :p " + "[ :p " * depth,
        "said.ttl": PREFIXES + ":a :p " + "<<( :a :p " * depth + ":b" + " )>>" * depth + " .",
    }[name]


@pytest.mark.parametrize("name", [
    "d.ttl", "d.trig", "d.jsonld", "lists.jsonld", "open.jsonld", "d.rdf", "open.rdf", "open.ttl", "said.ttl",
])  # fmt: skip
def test_a_hundred_thousand_brackets_in_brackets_are_refused_or_judged(name: str, tmp_path: Path) -> None:
    told = checked(tmp_path, deep(name, 100_000), SHAPES, "--timeout", "5", name=name)
    assert told.code in (1, 3), (told.code, told.err[:500])
    assert told.out or told.err
    if name in ("d.ttl", "d.trig", "open.ttl"):
        assert (told.code, "brackets" in told.err) == (3, True), told.err[:500]


@pytest.mark.parametrize("name", ["d.ttl", "d.trig", "d.jsonld", "d.rdf"])
def test_brackets_less_deep_than_refused_are_judged_to_the_end(name: str, tmp_path: Path) -> None:
    told = checked(tmp_path, deep(name, 400), SHAPES.replace("minCount 1", "maxCount 0"), name=name)
    assert told.code == 1, (told.code, told.err[:500])
    assert "[S]" in told.out


def test_a_huge_literal_and_a_line_of_ten_megabytes_are_judged(tmp_path: Path) -> None:
    huge = PREFIXES + f':a a :C ; :q "{"é" * 5_000_000}" .'
    told = checked(tmp_path, huge, SHAPES, "--timeout", "60")
    assert (told.code, told.out.startswith("d.ttl:4:6: violation")) == (1, True), (told.out[:300], told.err[:300])
    filler = "x" * 1000
    line = PREFIXES.replace("\n", " ") + "".join(f':a{n} a :C ; :p "{filler}" . ' for n in range(10_000)) + ":z a :C ."
    told = checked(tmp_path, line, SHAPES, "--timeout", "60", engine="fast")
    assert told.code == 1, told.err[:300]
    assert f"d.ttl:1:{len(line) - 3}: violation" in told.out
    assert len(told.out) < 10_000, "the line itself is not shown whole"


def test_so_much_memory_and_no_more(tmp_path: Path) -> None:
    many = PREFIXES + "".join(f':a{n} a :C ; :p "{n}" , :b{n} , "{n}"@fr .\n' for n in range(200_000))
    for engine in ENGINES:
        told = checked(tmp_path, many, SHAPES, "--memory", "256", "--timeout", "60", engine=engine)
        assert (told.code, told.out) == (3, ""), (told.code, told.out[:300])
        assert "256 MiB" in told.err
        assert "--memory" in told.err


BOMB = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 20}">' for n in range(9))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rdf:RDF [<!ENTITY e0 "ha">{BOMB}]>',
        '<!DOCTYPE rdf:RDF [<!ENTITY e9 SYSTEM "secret.txt">]>',
        '<!DOCTYPE rdf:RDF [<!ENTITY % x SYSTEM "ADDRESS/x.dtd"> %x;]>',
        '<!DOCTYPE rdf:RDF SYSTEM "ADDRESS/x.dtd">',
        '<!DOCTYPE rdf:RDF PUBLIC "-//x//y" "secret.txt">',
        '<!DOCTYPE\nrdf:RDF\n[<!-- ] > --><!ENTITY\ne9 "ha">]>',
    ],
)
def test_entities_of_xml_are_refused(doctype: str, listener: socket.socket, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SECRET)
    text = f'{doctype}<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="http://e/"><e:C><e:p>&e9;</e:p></e:C></rdf:RDF>'
    told = checked(tmp_path, text.replace("ADDRESS", address(listener)), SHAPES, name="d.rdf")
    assert told.code == 3
    assert "entities" in told.err
    assert SECRET not in told.out + told.err
    assert nobody_came(listener)


def test_a_comment_that_speaks_of_entities_is_none(tmp_path: Path) -> None:
    text = f'<!-- <!ENTITY --><rdf:RDF xmlns:rdf="{RDF}" xmlns:e="http://e/"><e:C><e:p>1</e:p></e:C></rdf:RDF>'
    assert checked(tmp_path, text, SHAPES, name="d.rdf").code == 0


# -- what reaches outside


def query(text: str) -> str:
    return f""":S a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:message "{{?v}}" ; sh:select '''{text}''' ] ."""


OUTSIDE = {
    "FROM a file": query("SELECT $this ?v FROM <file:SECRET> WHERE { ?s ?p ?v }"),
    "FROM NAMED a file": query("SELECT $this ?v FROM NAMED <file:SECRET> WHERE { GRAPH ?g { ?s ?p ?v } }"),
    "FROM an address": query("SELECT $this ?v FROM <ADDRESS/d.ttl> WHERE { ?s ?p ?v }"),
    "FROM in escapes": query(r"SELECT $this ?v \\u0046ROM <ADDRESS/d.ttl> WHERE { ?s ?p ?v }"),
    "FROM after a comment": query("SELECT $this ?v #\n FROM#\n <ADDRESS/d.ttl> WHERE { ?s ?p ?v }"),
    "SERVICE": query("SELECT $this ?v WHERE { $this ?p ?o . SERVICE <ADDRESS/sparql> { ?s ?q ?v } }"),
    "SERVICE SILENT": query("SELECT $this ?v WHERE { $this ?p ?o . SERVICE SILENT <ADDRESS/sparql> { ?s ?q ?v } }"),
    "SERVICE of a variable": query(
        "SELECT $this ?v WHERE { $this ?p ?o . BIND (<ADDRESS/sparql> AS ?a) SERVICE ?a { ?s ?q ?v } }"
    ),
    "SERVICE in a sub-select": query(
        "SELECT $this ?v WHERE { $this ?p ?o . { SELECT ?v { SERVICE <ADDRESS/sparql> { ?s ?q ?v } } } }"
    ),
    "LOAD": query("LOAD <ADDRESS/d.ttl>"),
    "LOAD after a query": query("SELECT $this WHERE { $this ?p ?v } ; LOAD <file:SECRET>"),
    "imports": ":S a sh:NodeShape ; sh:targetClass :C ; owl:imports <ADDRESS/s.ttl> . <> owl:imports <file:SECRET> .",
    "a shapes graph elsewhere": ":S a sh:NodeShape ; sh:targetClass :C . <> sh:shapesGraph <ADDRESS/s.ttl> .",
    "scripts": """:S a sh:NodeShape ; sh:targetClass :C ; sh:js [ a sh:JSConstraint ; sh:jsFunctionName "f" ;
        sh:jsLibrary [ sh:jsLibraryURL "ADDRESS/x.js"^^xsd:anyURI ] ] .""",
    "a rule": """:S a sh:NodeShape ; sh:targetClass :C ; sh:rule [ a sh:SPARQLRule ;
        sh:construct "CONSTRUCT { $this :q ?v } FROM <ADDRESS/d.ttl> WHERE { ?s ?p ?v }" ] .""",
    "a target": """:S a sh:NodeShape ; sh:targetClass :C ; sh:target [ a sh:SPARQLTarget ;
        sh:select "SELECT ?this FROM <ADDRESS/d.ttl> WHERE { ?this ?p ?v }" ] .""",
    "a component": """:K a sh:ConstraintComponent ; sh:parameter [ sh:path :k ] ;
        sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { SERVICE <ADDRESS/sparql> { ?s ?p $value } }" ] .
        :S a sh:NodeShape ; sh:targetClass :C ; :k 1 .""",
    "prefixes": """:S a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:prefixes :P ;
        sh:select "SELECT $this WHERE { $this x:p ?v }" ] .
        :P owl:imports <ADDRESS/p.ttl> ; sh:declare [ sh:prefix "x" ; sh:namespace "http://e/"^^xsd:anyURI ] .""",
    "a prefix that is a query": """:S a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:prefixes :P ;
        sh:select "SELECT $this ?v WHERE { ?s ?p ?v }" ] . :P sh:declare [ sh:prefix "x" ;
        sh:namespace "http://e/> SELECT $this ?v FROM <ADDRESS/d.ttl> WHERE { ?s ?p ?v } #"^^xsd:anyURI ] .""",
}


@pytest.mark.parametrize("what", OUTSIDE)
def test_nothing_is_fetched_and_nothing_leaks(what: str, listener: socket.socket, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text(f'<http://e/a> <http://e/secret> "{SECRET}" .', "utf-8")
    shapes = OUTSIDE[what].replace("ADDRESS", address(listener)).replace("SECRET", str(secret))
    data = DATA + f"<> owl:imports <{address(listener)}/d.ttl> , <file:{secret}> ."
    told = checked(tmp_path, data, PREFIXES + shapes, engine="both")
    assert SECRET not in told.out + told.err
    assert nobody_came(listener), told
    if "SERVICE" in shapes or "FROM" in shapes or "LOAD" in shapes:
        assert told.code in (1, 3) or what in ("a rule", "a target"), told


@pytest.mark.parametrize(
    "text",
    [
        '{"@context": "ADDRESS/c.jsonld", "@id": "http://e/a"}',
        '{"@context": "file:SECRET", "@id": "http://e/a"}',
        '{"@context": "secret.jsonld", "@id": "http://e/a"}',
        '{"@context": [{}, ["ADDRESS/c.jsonld"]], "@id": "http://e/a"}',
        '{"@context": {"@import": "ADDRESS/c.jsonld"}, "@id": "http://e/a"}',
        '{"@context": {"q": {"@id": "x:q", "@context": "ADDRESS/c.jsonld"}}, "q": {"@id": "http://e/a"}}',
        '{"@context": {"@base": "ADDRESS/"}, "@id": "a", "@context": "c.jsonld"}',
        '{"\\u0040context": "ADDRESS/c.jsonld", "@id": "http://e/a"}',
    ],
)
def test_contexts_elsewhere_are_refused(text: str, listener: socket.socket, tmp_path: Path) -> None:
    secret = tmp_path / "secret.jsonld"
    secret.write_text(f'{{"@context": {{"{SECRET}": "http://e/p"}}, "x": "{SECRET}"}}', "utf-8")
    text = text.replace("ADDRESS", address(listener)).replace("SECRET", str(secret))
    told = checked(tmp_path, text, SHAPES, name="d.jsonld")
    assert (told.code, told.out) == (3, ""), told
    assert SECRET not in told.err
    assert nobody_came(listener)


STEERING = {
    "d.ttl": PREFIXES + '<http://e/a> :p x"\x1b[31m\n::error::owned',
    "e.ttl": PREFIXES + ":a \x1b[31m\u009b::error::owned :b .",
    "d.jsonld": '{"@context": {"a": {"@id": "x:a", "@type": "b\\u001b[31m\\n::error::owned"}}, "@id": "x:b", "a": 1}',
    "d.rdf": f'<rdf:RDF xmlns:rdf="{RDF}">\n<rdf:li rdf:ID="a&#x9b;\n::error::owned"/></rdf:RDF>',
    "f.ttl": PREFIXES + ':a a :C ; :p "\\u001b[31m\\r\\n::error::owned" .',
}


@pytest.mark.parametrize("form", ["text", "github"])
@pytest.mark.parametrize("name", STEERING)
def test_no_file_steers_a_terminal_or_gives_orders_to_ci(name: str, form: str, tmp_path: Path) -> None:
    message = 'sh:message "\\u001b[31m\\n::error::owned"'
    shapes = SHAPES.replace("sh:minCount 1", f"sh:maxCount 0 ; {message}")
    told = checked(tmp_path, STEERING[name], shapes, "--format", form, name=name)
    assert told.code in (1, 3)
    assert not [sign for sign in told.out + told.err if sign != "\n" and (sign < " " or "\x7f" <= sign <= "\x9f")]
    assert not [line for line in (told.out + told.err).splitlines() if line.strip().startswith("::error::owned")]


def test_explaining_a_rule_of_strange_shapes_is_watched_too(tmp_path: Path) -> None:
    (tmp_path / "s.jsonld").write_text(deep("d.jsonld", 200_000), "utf-8")
    told = ended(tmp_path, "--explain", "S", "--shapes", "s.jsonld", "--timeout", "15")
    assert told.code in (2, 3)
    assert told.err
