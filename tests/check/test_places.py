"""Each result leads to the very line and column, counted by hand, of what it is about, whichever engine found it."""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohorte_graph.check.passages import Passages
from cohorte_graph.check.result import CheckReport, CheckResult
from cohorte_graph.check.run import Options, check
from cohorte_graph.check.subject import Subject, of_files, of_project
from cohorte_graph.iri import COH, ID, PREFIXES
from cohorte_graph.project import Project
from cohorte_graph.sources.description import read_source_files
from report_fixtures import ROOT

ENGINES = ("pyshacl", "fast")
RDF = PREFIXES["rdf"]
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://e/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
D = "@prefix : <http://e/> .\n"
INTEGERS = ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:datatype xsd:integer ] ."
ONE = ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] ."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def report(files: dict[str, str], shapes: str, engine: str) -> CheckReport:
    Path("s.ttl").write_text(SHAPES + shapes, "utf-8")
    for name, text in files.items():
        Path(name).write_bytes(text.encode())
    return check(of_files([Path(name) for name in files], [Path("s.ttl")], []), Options(engine))


def judged(found: CheckReport) -> list[CheckResult]:
    return [result for result in found.results if result.stage == "validate"]


def demand(places: Iterable[str], files: dict[str, str], shapes: str, engines: Iterable[str] = ENGINES) -> None:
    """The places of the results, and what stands there, by each engine."""
    for engine in engines:
        results = judged(report(files, shapes, engine))
        assert sorted(f"{result.place} {result.at}" for result in results) == sorted(places), engine


# -- values


@pytest.mark.parametrize(
    ("data", "places"),
    [
        (':a a :C ;\n  :p 1 , "x" .', ["3:10 value"]),
        (':a a :C ; :p "😀é" , "x" .', ["2:14 value", "2:21 value"]),
        ('# 😀\r\n:a a :C ;\r\n\t:p\r\n\t\t"x" .', ["5:3 value"]),
        (':a a :C ; :p """a\r\nb""" ,\r\n "c" .', ["2:14 value", "4:2 value"]),
        (":a a :C ; :p [ ] , :b ,\n  _:x , ( 1 ) .", ["2:14 value", "2:20 value", "3:3 value", "3:9 value"]),
        (":a a :C ; :p 1.50 , true ,\n 1e0 , 'y'@FR .", [f"{one} value" for one in ("2:14", "2:21", "3:2", "3:8")]),
        (":a a :C ; :p <#r> , <http://e/\\u00e9> , :b\\~c .", ["2:14 value", "2:21 value", "2:41 value"]),
        ("[] a :C ; :p [ a :C ;\n :p 'x' ] .", ["2:14 value", "3:5 value"]),
        ("@prefix h: <http://e/Fo> . h:o a :C ; :p 'x' .", ["2:42 value"]),
        ("@base <http://b/c?d#e> . <f> a :C ; :p <../g> , <#h> .", ["2:40 value", "2:49 value"]),
    ],
)
def test_a_value_is_where_it_is_written(data: str, places: list[str]) -> None:
    demand([f"d.ttl:{place}" for place in places], {"d.ttl": D + data}, INTEGERS)


def test_a_mark_at_the_beginning_has_no_column() -> None:
    demand(["d.ttl:1:42 value"], {"d.ttl": "\ufeff@prefix : <http://e/> . :a a :C ; :p 1 , 'x' ."}, INTEGERS)


def test_graphs_of_trig_and_lines_of_other_formats() -> None:
    trig = D + ":g { :a a :C }\nGRAPH :h {\n :a :p 'x' . }\n[] a :C ; :p [] ."
    demand(["d.trig:4:8 value", "d.trig:5:14 value"], {"d.trig": trig}, INTEGERS)
    a = "<http://e/a>"
    quads = (
        f"{a} <{RDF}type> <http://e/C> <http://e/g> .\n"
        f'{a}  <http://e/p>\t"😀 <x> . _:y"@en   <http://e/h> .\n'
        f'{a} <http://e/p> "\\u00E9" _:g . # "z"\n'
    )
    demand(["d.nq:2:28 value", "d.nq:3:27 value"], {"d.nq": quads}, INTEGERS)
    demand(["d.nt:2:28 value", "d.nt:3:27 value"], {"d.nt": re.sub(r"(<http://e/[gh]>|_:g) \.", ".", quads)}, INTEGERS)


def test_predicates_with_signs_of_paths_in_them() -> None:
    for name in ("http://e/a(b)", "urn:x/y", "http://e/p*", "http://e/a+b"):
        shape = f"sh:property [ sh:path <{name}> ; sh:maxCount 0 ] , [ sh:path ( :q <{name}> ) ; sh:maxCount 0 ] ."
        data = f"{D}:a a :C ; <{name}> 1 ; :q :b .\n:b <{name}> 2 ."
        own, far = f"d.ttl:2:{14 + len(name)} statement", "d.ttl:2:6 class"
        for engine in ENGINES:
            results = judged(report({"d.ttl": data}, f":S a sh:NodeShape ; sh:targetClass :C ; {shape}", engine))
            said = [f"{result.place} {result.at}" for result in results]
            assert own in said, said
            assert len(said) == 2
            assert far != own


# -- paths


PATHS = {  # (constraints, data, places)
    "inverse": (
        "sh:path [ sh:inversePath :q ] ; sh:class :D", "\n:a a :C .\n:b :p 1 ;\n  :q :x , :a .", ["d.ttl:5:11 value"],
    ),
    "sequence": ("sh:path ( :p :q ) ; sh:nodeKind sh:IRI", ":a a :C ; :p :b .\n:b\n :q :c , 7 .", ["d.ttl:4:10 value"]),
    "sequence through brackets": (
        "sh:path ( :p :q ) ; sh:nodeKind sh:IRI", ":a a :C ; :p [ :q '😀' ,\n 5 ] .",
        ["d.ttl:2:19 value", "d.ttl:3:2 value"],
    ),
    "sequence with an inverse": (
        "sh:path ( [ sh:inversePath :p ] :q ) ; sh:nodeKind sh:IRI", ":a a :C . :b :p :a ; :q 5 .",
        ["d.ttl:2:25 value"],
    ),
    "alternatives": (
        "sh:path [ sh:alternativePath ( :p :q ) ] ; sh:nodeKind sh:IRI", ":a a :C ; :q 5 .", ["d.ttl:2:14 value"],
    ),
    "repetition": (
        "sh:path ( [ sh:zeroOrMorePath :p ] :q ) ; sh:nodeKind sh:IRI", ":a a :C ; :p :b . :b :q 5 .",
        ["d.ttl:2:6 class"],
    ),
    "nothing at the end of a sequence": (
        "sh:path ( :p :q ) ; sh:minCount 1", ":a :p :b ;\n a :C .", ["d.ttl:3:4 class"],
    ),
    "nothing behind an inverse": (
        "sh:path [ sh:inversePath :p ] ; sh:minCount 1", ":a :p :b ;\n a :C .", ["d.ttl:3:4 class"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", PATHS)
def test_a_path_leads_to_its_value(what: str) -> None:
    constraints, data, places = PATHS[what]
    shape = f":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ {constraints} ] ."
    demand(places, {"d.ttl": D + data}, shape)


# -- what has no value of its own


def test_what_is_missing_is_where_the_class_is_given() -> None:
    demand(["d.ttl:3:4 class"], {"d.ttl": D + ":a :q 1 ;\n a :C ; :r 2 ."}, ONE)
    demand(["d.ttl:3:6 class"], {"d.ttl": D + "[] :q\n [ a :C ] ."}, ONE)
    demand(["e.ttl:3:6 class"], {"d.ttl": D + ":a :q 1 .", "e.ttl": D + "\n:a a :C ."}, ONE)


def test_too_many_are_at_the_last_of_them() -> None:
    most = ONE.replace("minCount", "maxCount")
    demand(["d.ttl:3:2 statement"], {"d.ttl": D + ":a a :C ; :p 1 ,\n 2 ."}, most)
    files = {"d.ttl": D + ":a a :C ; :p 1 .", "e.nt": '\n<http://e/a> <http://e/p> "x" .'}
    demand(["e.nt:2:27 statement"], files, most)


def test_what_a_closed_shape_does_not_know_is_at_its_predicate() -> None:
    shape = """:S a sh:NodeShape ; sh:targetClass :C ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
        sh:property [ sh:path :p ] ."""
    data = D + ":a a :C ;\n :p 1 ;\n   :z 3 , 4 ; <http://e/y>\n 5 ."
    demand(["d.ttl:4:4 value", "d.ttl:4:4 value", "d.ttl:4:15 value"], {"d.ttl": data}, shape)


def test_results_of_sparql_are_at_their_value_or_their_subject() -> None:
    shape = """:S a sh:NodeShape ; sh:targetClass :C ;
        sh:sparql [ sh:message "m" ; sh:select "SELECT $this ?value { $this <http://e/p> ?value }" ] ;
        sh:sparql [ sh:message "n" ; sh:select '''SELECT $this ?path ?value { $this ?path ?value .
            FILTER (?path = <http://e/q>) }''' ] ;
        sh:sparql [ sh:message "o" ; sh:select "SELECT $this { $this <http://e/r> 2 }" ] ."""
    data = D + ":a\n a :C ;\n :p 1 ;\n :q 2 ;\n :r 2 ."
    demand(["d.ttl:4:5 value", "d.ttl:5:5 value", "d.ttl:3:4 class"], {"d.ttl": data}, shape)


def test_a_missing_individual_is_at_the_shape_that_asks_for_it() -> None:
    wanted = "\n:S\n  a sh:NodeShape ; sh:targetNode :m ; sh:property [ sh:path :p ; sh:minCount 1 ] ."
    demand(["s.ttl:5:5 shape"], {"d.ttl": D + ":a :q 1 ."}, wanted)
    demand(["s.ttl:5:34 shape"], {"d.ttl": D + ":a :q 1 ."}, wanted.replace("\n:S", "\n[]"))
    demand(["d.ttl:2:7 value"], {"d.ttl": D + ":a :q :m ."}, wanted)


def test_nodes_that_nothing_describes_are_where_they_are_named() -> None:
    shape = ":S a sh:NodeShape ; sh:targetObjectsOf :q ; sh:property [ sh:path :p ; sh:minCount 1 ] ."
    demand(
        ["d.ttl:2:7 subject", "d.ttl:2:13 value", "d.ttl:3:2 value"], {"d.ttl": D + ":a :q [ ] , _:x ,\n :b ."}, shape
    )


def test_a_literal_that_is_a_focus_node_is_where_it_is_a_value() -> None:
    shape = ":S a sh:NodeShape ; sh:targetObjectsOf :q ; sh:datatype xsd:integer ."
    demand(["d.ttl:3:2 value"], {"d.ttl": D + ":a :q 1 ,\n 'x' ."}, shape)


def test_details_have_places_of_their_own() -> None:
    shape = """:S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:node [
        sh:property [ sh:path :r ; sh:datatype xsd:integer ] , [ sh:path :s ; sh:minCount 1 ] ] ] ."""
    data = D + ":a a :C ;\n :p [\n  :r 'x' ] ."
    (result,) = judged(report({"d.ttl": data}, shape, "auto"))
    assert str(result.place) == "d.ttl:3:5"
    assert {f"{one.place} {one.at}" for one in result.details} == {"d.ttl:4:6 value", "d.ttl:3:5 subject"}


def test_details_of_details_about_blank_nodes_have_places_too() -> None:
    shape = """:S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:node [ sh:property [ sh:path :r ;
        sh:node [ sh:property [ sh:path :s ; sh:datatype xsd:integer ] ] ] ] ] ."""
    data = D + ":a a :C ; :p :b .\n:b :r [\n  :s 'x' ] ."
    (result,) = judged(report({"d.ttl": data}, shape, "auto"))
    (detail,) = result.details
    (inner,) = detail.details
    assert [str(one.place) for one in (result, detail, inner)] == ["d.ttl:2:14", "d.ttl:3:7", "d.ttl:4:6"]


def test_what_is_counted_of_a_blank_node_is_counted() -> None:
    most = ONE.replace("minCount", "maxCount")
    for engine in ENGINES:
        (result,) = judged(report({"d.ttl": D + "[] a :C ; :p 1 , 2 , 3 ."}, most, engine))
        assert dict(result.facts)["found"] == "3"


# -- several files


def test_prefixes_differ_by_file_and_one_label_in_two_files_is_two_nodes() -> None:
    files = {
        "one.ttl": "@prefix e: <http://e/> .\n_:x a e:C ; e:p 'one' .",
        "two.ttl": "@prefix e: <http://other/> . @prefix : <http://e/> .\n\n_:x a :C ; :p 'two' ; e:p 'no' .",
        "three.nt": f'_:x <{RDF}type> <http://e/C> .\n_:x <http://e/p> "three" .\n',
    }
    demand(["one.ttl:2:17 value", "two.ttl:3:15 value", "three.nt:2:18 value"], files, INTEGERS)
    files = {"one.ttl": D + "_:x a :C .", "two.ttl": D + "\n_:x a :C ; :p 1 .", "three.ttl": D + "\n\n_:x :p 1 ."}
    demand(["one.ttl:2:7 class"], files, ONE)


def test_a_path_goes_from_file_to_file() -> None:
    shape = ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path ( :p :q ) ; sh:nodeKind sh:IRI ] ."
    files = {"d.ttl": D + ":a a :C ; :p :b .", "e.nt": '<http://e/b> <http://e/q> "x" .'}
    demand(["e.nt:1:27 value"], files, shape)


def test_formats_that_tell_no_lines_lead_to_their_file_and_say_so() -> None:
    files = {
        "d.jsonld": '{"@id": "http://e/a", "@type": "http://e/C", "http://e/p": "x"}',
        "e.rdf": f'<rdf:RDF xmlns:rdf="{RDF}" xmlns="http://e/"><C><p>x</p></C></rdf:RDF>',
        "f.ttl": D + "[] a :C ; :p 'x' .",
    }
    demand(["d.jsonld file", "e.rdf file", "f.ttl:2:14 value"], files, INTEGERS)
    missing = {name: text.replace("e/p", "e/q").replace("p>", "q>") for name, text in files.items()}
    demand(["d.jsonld file", "e.rdf file"], missing, ONE)


def test_shapes_that_name_a_thing_are_not_taken_for_what_is_said_of_it() -> None:
    files = {"d.jsonld": '{"@id": "http://e/a", "@type": "http://e/C", "http://e/p": "x"}'}
    demand(["d.jsonld file"], files, INTEGERS + "\n:a a :Z ; :p 'x' .")


# -- whatever the graph


NAMES = ("_:x", "_:y", "<http://e/a>", "<http://e/b>")
VALUES = (*NAMES, '"v"', '"7"^^<http://www.w3.org/2001/XMLSchema#integer>')
TRIPLES = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(["p", "q", "type"]), st.sampled_from(VALUES)
).map(lambda t: (t[0], t[1], "<http://e/C>") if t[1] == "type" else t)  # fmt: skip
FILES = st.lists(
    st.tuples(st.sampled_from(["ttl", "nested.ttl", "nt", "nq", "trig", "jsonld"]), st.lists(TRIPLES, max_size=6)),
    min_size=1,
    max_size=3,
)
MANY = """
:S a sh:NodeShape ; sh:targetClass :C ; sh:targetObjectsOf :q ; sh:closed true ;
    sh:ignoredProperties ( rdf:type :q ) ;
    sh:property [ sh:path :p ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ,
        [ sh:path :q ; sh:class :C ; sh:nodeKind sh:IRI ] ,
        [ sh:path [ sh:inversePath :p ] ; sh:nodeKind sh:IRI ; sh:maxCount 1 ] ,
        [ sh:path ( :p :q ) ; sh:maxCount 0 ; sh:nodeKind sh:Literal ] .
"""
Triple = tuple[str, str, str]


def written(kind: str, triples: list[Triple]) -> str:
    """Triples in a format; nested, each value that is a blank node of its own opens a bracket."""
    if kind == "jsonld":
        return json.dumps([_object(triple) for triple in triples])
    lines = [f"{s} <{_iri(p)}> {o}{' <http://e/g>' * (kind == 'nq')} ." for s, p, o in triples]
    if kind == "nested.ttl":
        lines = [line.replace("_:x .", "[ <http://e/p> _:x ; <http://e/q> [ ] , ( ) ] .") for line in lines]
    text = "\n".join(lines)
    return f"<http://e/g> {{\n{text}\n}}" if kind == "trig" else text


def _iri(name: str) -> str:
    return RDF + "type" if name == "type" else f"http://e/{name}"


def _object(triple: Triple) -> dict[str, object]:
    subject, predicate, value = triple
    if value.startswith('"'):
        said: dict[str, object] = {"@value": 7} if "7" in value else {"@value": "v"}
    else:
        said = {"@id": value.strip("<>")}
    return {"@id": subject.strip("<>"), _iri(predicate): said} if predicate != "type" else {
        "@id": subject.strip("<>"), "@type": value.strip("<>"),
    }  # fmt: skip


def kind_of(term: str) -> str:
    return "_:" if term.startswith("_:") else term


FORMATS = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld", "nt": "nt", "ttl": "turtle"}


def merged_results(files: dict[str, str]) -> Counter[tuple[str, ...]]:
    """What pyshacl says of the merge of the graphs, each parsed by rdflib, blank nodes apart."""
    import pyshacl
    import rdflib
    from rdflib import SH

    whole = rdflib.Graph()
    for name, text in files.items():
        one = rdflib.Dataset(default_union=True)
        with warnings.catch_warnings(action="ignore"):  # rdflib warns of its own parsers
            one.parse(data=text, format=FORMATS[name.rpartition(".")[2]])
            triples = {quad[:3] for quad in one.quads()}
        own: dict[object, rdflib.BNode] = {}
        for triple in triples:
            whole.add(tuple(own.setdefault(t, rdflib.BNode()) if isinstance(t, rdflib.BNode) else t for t in triple))
    _, found, _ = pyshacl.validate(whole, shacl_graph=rdflib.Graph().parse(data=SHAPES + MANY), do_owl_imports=False)
    said: Counter[tuple[str, ...]] = Counter()
    for node in found.objects(None, SH.result):
        facts = [found.value(node, one) for one in (SH.focusNode, SH.value)]
        component = str(found.value(node, SH.sourceConstraintComponent)).rpartition("#")[2]
        path = found.value(node, SH.resultPath)
        flat = str(path) if isinstance(path, rdflib.URIRef) else "path"
        said[(*("" if f is None else kind_of(f.n3()) for f in facts), component, flat)] += 1
    return said


def signature(result: CheckResult) -> tuple[str, ...]:
    flat = result.path if result.path.startswith("http") else "path"
    return kind_of(result.focus), kind_of(result.value), result.component + "ConstraintComponent", flat


TOKEN = re.compile(r'\[|\(|_:\w+|<[^>]*>|"[^"]*"(?:\^\^<[^>]*>)?')


def demand_true(result: CheckResult, texts: dict[str, str]) -> None:
    """What stands at the place of a result is what it is about."""
    assert result.place is not None, result
    text = texts[str(result.place.path)]
    if result.at == "file":
        assert str(result.place.path).endswith("jsonld")
        return
    line = text.split("\n")[(result.place.line or 0) - 1]
    token = TOKEN.match(line, (result.place.column or 0) - 1)
    assert token, (result, line)
    if result.at == "class":
        assert token[0] == "<http://e/C>"
    elif result.at == "value" and result.component == "Closed":
        assert token[0] == f"<{result.path}>"
    elif token[0] == "(" and f"<{RDF}nil>" in (result.focus, result.value):
        assert line[token.start() :].startswith("( )")
    elif result.at == "value":
        told = {token[0]} if token[0][0] in '<"' else {"_:"}
        wanted = {kind_of(result.value), kind_of(result.focus)}
        backwards = {kind_of(found[0]) for found in TOKEN.finditer(line)}
        assert told & wanted or ("^" in result.path and wanted & backwards), (result, line)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILES, st.sampled_from(ENGINES))
def test_no_result_is_lost_made_up_or_misplaced_whatever_blank_nodes_there_are(
    given_files: list[tuple[str, list[Triple]]], engine: str
) -> None:
    files = {f"f{number}.{kind}": written(kind, triples) for number, (kind, triples) in enumerate(given_files)}
    results = judged(report(files, MANY, engine))
    assert Counter(map(signature, results)) == merged_results(files)
    for result in results:
        demand_true(result, files)
    for path in files:
        Path(path).unlink()


# -- extracted statements


@cache
def project() -> Subject:
    return of_project(Project(ROOT, Path("/nowhere")))


@cache
def report_triples() -> frozenset[ox.Triple]:
    return frozenset(t for t in project().data if project().passages and t in project().passages)


def objects(subject: str, predicate: str) -> list[str]:
    return [str(t.object) for t in report_triples() if (str(t.subject), t.predicate.value) == (subject, predicate)]


@cache
def evidenced(name: str) -> list[tuple[ox.Triple, list[str]]]:
    """Statements of one property that were extracted, whose subjects no hand-written file describes, with passages."""
    written_by_hand = {str(t.subject) for file in project().data_files for t in file.triples}
    annotated = {str(t.object) for t in report_triples() if t.predicate.value == PREFIXES["oa"] + "hasBody"}
    found = []
    for triple in sorted(report_triples(), key=str):
        if triple.predicate.value == COH + name and str(triple.subject) not in written_by_hand | annotated:
            found.append((triple, objects(str(triple.subject), COH + "passage")))
    return [one for one in found if one[1]]


def beginning(passages: list[str]) -> str:
    """Where the first of some passages begins: by its offset, read from its selector, in the file as received."""
    source = "occitanie-2024-2025"
    starts = []
    for passage in passages:
        if f"/{source}/" in passage:
            for selector in objects(passage, PREFIXES["oa"] + "hasSelector"):
                starts += [int(text.split('"')[1]) for text in objects(selector, PREFIXES["oa"] + "start")]
    path = ROOT / "data" / "sources" / f"{source}.txt"
    before = path.read_bytes().decode()[: min(starts)].split("\n")
    return f"{path}:{len(before)}:{len(before[-1]) + 1}"


def spoilt(gone: ox.Triple, instead: ox.Triple | None) -> list[CheckResult]:
    """The results about a subject, with one of its extracted statements gone or changed."""
    whole = project()
    triples = [triple for triple in whole.data if triple != gone] + ([instead] if instead else [])
    extracted = report_triples() - {gone} | ({instead} if instead else set())
    sources = {file.slug: file.path for file in read_source_files(ROOT / "data" / "sources")}
    passages = Passages(extracted, sources)
    found = check(replace(whole, data=triples, passages=passages), Options("fast"))
    return [one for one in judged(found) if one.focus == str(gone.subject) and one.severity == "Violation"]


@pytest.mark.parametrize("name", ["number", "text"])
def test_an_extracted_statement_that_is_wrong_is_in_the_report_where_its_passage_begins(name: str) -> None:
    known = [one for one in evidenced(name) if "/effect/" in str(one[0].subject) or "/limit/" in str(one[0].subject)]
    assert len(known) > 10
    for (triple, passages), is_changed in ((known[0], True), (known[-1], False)):
        wrong = ox.Triple(triple.subject, triple.predicate, ox.NamedNode(ID + "nothing"))
        results = spoilt(triple, wrong if is_changed else None)
        assert results, (triple, is_changed)
        for result in results:
            assert (str(result.place), result.at) == (beginning(passages), "passage"), result


def test_the_words_of_a_passage_begin_at_the_place_that_is_told() -> None:
    passages = project().passages
    assert passages is not None
    known = [str(t.subject) for t in report_triples() if t.object == ox.NamedNode(COH + "Passage")]
    known = sorted(one for one in known if "/occitanie-2024-2025/" in one)[::40]
    assert len(known) > 10
    for passage in known:
        place = passages.place(passage)
        assert place is not None
        lines = Path(place.path).read_bytes().decode().split("\n")
        rest = "\n".join([lines[(place.line or 0) - 1][(place.column or 0) - 1 :], *lines[place.line or 0 :][:60]])
        (quoted,) = [
            text
            for selector in objects(passage, PREFIXES["oa"] + "hasSelector")
            for text in objects(selector, PREFIXES["oa"] + "exact")
        ]
        letters, wanted = ("".join(re.findall(r"[^\W_]", text)) for text in (rest, json.loads(quoted)))
        assert letters.startswith(wanted[:20]), passage


def test_what_only_rules_say_is_called_derived() -> None:
    whole = project()
    triple = min((t for t in whole.derived if t.predicate.value == COH + "inCohort"), key=str)
    wrong = ox.Triple(triple.subject, triple.predicate, ox.NamedNode(ID + "nothing"))
    data = [*(one for one in whole.data if one != triple), wrong]
    found = check(replace(whole, data=data, derived=frozenset(whole.derived | {wrong})), Options("fast"))
    about = [one for one in judged(found) if one.value == f"<{ID}nothing>"]
    assert about
    assert all(one.derived for one in about)
    assert not any(one.derived for one in judged(found) if not one.value)
