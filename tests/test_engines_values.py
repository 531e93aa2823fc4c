"""Wherever ``auto`` takes the fast engine, both give the same results: kinds of value × constraints, crossed.

Each value is offered alone to ``treated_differently``; those that it lets pass are then judged together by both.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Sequence

import pyoxigraph as ox
import pytest

from cohorte_graph.errors import RunError
from cohorte_graph.iri import PREFIXES as KNOWN
from cohorte_graph.validate import engines, validate
from cohorte_graph.validate.agreement import treated_differently
from cohorte_graph.validate.engines import judge
from cohorte_graph.validate.literals import is_familiar, is_plain
from test_engines import demand_same, quiet, turtle

__all__ = ["quiet"]

DATATYPES = """
string boolean decimal integer double float date time dateTime gYear gYearMonth gMonthDay gDay gMonth duration
dayTimeDuration yearMonthDuration nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger long int short
byte unsignedLong unsignedInt unsignedShort unsignedByte anyURI hexBinary base64Binary language token normalizedString
Name NCName NMTOKEN QName dateTimeStamp
""".split()
WORDS = [
    *"""
    0 1 01 -1 +1 -0 1. .5 1.0 1e5 1E400 INF +INF -INF inf NaN nan true TRUE 2024-02-30 2024-02-29 2023-02-29 0000-01-01
    -0001-01-01 12024-01-01 2024-01-01Z 2024-01-01+14:00 2024-01-01+13:59 2024-01-01+15:00 24:00:00 23:59:60 12:00
    12:00:00 12:00:00Z 12:00:00.5 12:00:00.123456789 2024-01-01T24:00:00 2024-01-01T00:00:00 2024-01-01T00:00:00.25Z
    2024-01-01T00:00 2024-1-1 2024-01-01 9999-12-31 0001-01-01 2024 0000 24 +2024 -2024 2024Z 2024-13 2024-02 2024-02Z
    --02-30 --02-29 ---31 ---32 --12 --13 P1Y P PT P1D P1Y1D -P1M P1.5Y PT1.5S P1W P1Y2M3DT4H5M6S -PT1H P1DT 256 -129
    128 127 65536 4294967296 2147483648 99999999999999999999 999999999999999999 1_000 ١ 0x1 AB abc a+b= YQ== YQ
    http://a http://e/é https://e/(x)?a=b#c mailto:a@b a: %zz en en-US x- toolonglanguage a:b 1,5 1e 1.5e-3 e5 --1 0.0
    -0.0 00 0.10000000000000000000000000000001 0.123456789012345 123456789012345.123456789012345
    """.split(),
    "", "ab cd", "http://é/ x", "2024-01-01 00:00:00", "1 2", "a\nb", "1\n", " 1",
]  # fmt: skip
TEXTS = [*"m² ½ é Bara\u0302t a\u001cb a\u00a0b \u0130 \u0131 i I \u017f s \u212a k ß ẞ ٣ 3 _ \u200d ﬅ Σ".split(" "),
         *"ς σ \u0085 a.b ªº ① ‿ 中 \u0345 µ μ Ω 𝒳 œ Œ ÿ Ÿ l’été n°5 10\u202f000 a\u2028b a-b 12 a\nb a\r".split(" "),
         "", "a b"]  # fmt: skip
TERMS = [
    '"a"@en', '"a"@EN', '"a"@en-US', '"a"@fr', '"a"@fr-Latn-FR', '""@en', '"x"^^:dt', '" x "^^:dt', "<http://e/é>",
    ":i2", '"<a/>"^^rdf:XMLLiteral', '"<a></a>"^^rdf:HTML', '"{}"^^rdf:JSON', "_:b", "[]", "[ a :C ]", ":c",
]  # fmt: skip
PATTERNS = [
    r"^\w+$", r"^\W+$", r"^\d+$", r"\s", r"\S", r"^.$", r"^.b$", r"a\b", r"\bb", "^i$", "^s$", "^k$", "^ß$", "^ẞ$",
    "^ﬅ$", "^σ$", "^[a-z]+$", "^[A-Z]$", "^[^a-z]$", r"^[\w]+$", r"^[^\s]+$", "^$", "a$", "$a", "^^a", "", "^µ$", "^İ$",
    "^ı$", "^Ω$", "[à-ÿ]", "^(a|b)+?$", "^a{0}$", r"\B", "x{2,1}", "[]", "a**", "a{,2}", "[a-]", "[-a]", "[$]", "^œ$",
    r".{0,2}\d", "(a)(?:b)", "[.]", r"^\\$", '"', "a{1000000}", r"\w{100}", r"(\w{10}){10}", "(", "a)", "[b-a]", "^*",
    "[a--b]", "x{1}{2}", "(?i)a", "a|", "|", "^|b", "(|a)", "()", "()*", "]", "}", "{", r"\-", "[é-]", "(?:a*)*b",
]  # fmt: skip
EXACT = ["0.10000000000000000000000000000001", "0.1", "1", "-5", "99999999999999999999999999999999998",
         '"abc"^^xsd:integer', '"2024-01-01"^^xsd:date', '"a"', '"1"^^xsd:int', '"01"^^xsd:integer']  # fmt: skip
CONSTRAINTS = [
    *(f"sh:datatype xsd:{name}" for name in DATATYPES),
    *(f"sh:datatype {name}" for name in ("rdf:langString", "rdf:HTML", "rdf:JSON", "rdf:XMLLiteral", ":dt")),
    *(f"sh:{bound} {value}" for bound in ("minInclusive", "maxExclusive") for value in EXACT),
    "sh:minExclusive 0.1",
    "sh:maxInclusive 1 ; sh:minInclusive 0, 1",
    *(f"sh:hasValue {value}" for value in ("1", '"01"^^xsd:integer', '"a"@en', '"1.0"^^xsd:decimal', ":i2")),
    *(f"sh:in ( {value} )" for value in ("1", '"a"@EN', '"2024-01-01"^^xsd:date true "P1D"^^xsd:duration', "")),
    *(f"sh:languageIn ( {tags} )" for tags in ('"en"', '"EN"', '"fr" "de"', '"*"', "", '""')),
    *(f"sh:{name} {n}" for name in ("minLength", "maxLength") for n in (0, 1, 2, 19)),
    *(f"sh:minCount {n}" for n in ("0", "1, 2", '"1"^^xsd:int', '"2"')),
    *(f"sh:nodeKind sh:{kind}" for kind in ("IRI", "Literal", "IRI, sh:Literal")),
    *(f"sh:maxCount 0 ; sh:deactivated {truth}" for truth in ("true", '"1"^^xsd:boolean', '"true"')),
    *(f"sh:closed {truth}" for truth in ("true", "false")),
    *(f"sh:{name} ()" for name in ("or", "and", "xone")),
    "sh:class :C",
    "sh:not [ sh:datatype xsd:decimal ]",
    "sh:or ( [ sh:minExclusive 1 ] [ sh:datatype xsd:gYear ] )",
    "sh:xone ( [ sh:maxLength 1 ] [ sh:pattern '^1' ] )",
    "sh:and ( [ sh:nodeKind sh:Literal ] [ sh:not [ sh:minInclusive 0 ] ] )",
    "sh:qualifiedValueShape [ sh:datatype xsd:date ] ; sh:qualifiedMinCount 1",
    "sh:qualifiedValueShape [ sh:maxInclusive 3 ] ; sh:qualifiedMaxCount 0",
    "sh:severity sh:Warning ; sh:maxCount 0",
]
OF_TWO = ["sh:uniqueLang true", 'sh:uniqueLang "1"^^xsd:boolean', "sh:uniqueLang false", "sh:maxCount 1",
          "sh:minCount 2", "sh:equals :q", "sh:disjoint :q"]  # fmt: skip


def literal(words: str, datatype: str) -> ox.Literal:
    return ox.Literal(words, datatype=ox.NamedNode(KNOWN["xsd"] + datatype))


def stated(value: ox.Literal) -> list[ox.Triple]:
    return [ox.Triple(ox.NamedNode("http://e/i"), ox.NamedNode("http://e/p"), value)]


TYPED = [stated(literal(words, name)) for name in DATATYPES for words in WORDS]
OTHERS = [turtle(f":i :p {term} .") for term in TERMS]
LITERALS = [stated(ox.Literal(text)) for text in TEXTS]
IRIS = [turtle(f":i :p <http://e/{text}> .") for text in ("é", "²", "İ", "a")]
PAIRS = [turtle(f":i :p {a}, {b} ; :q {b} .") for a, b in itertools.combinations_with_replacement(
    [*TERMS[:11], '"1"^^xsd:integer', '"01"^^xsd:integer', '"1.0"^^xsd:decimal', "true", '"1"^^xsd:boolean',
     '"2024-01-01"^^xsd:date', '"2024-01-01Z"^^xsd:date', '"abc"^^xsd:integer'], 2)]  # fmt: skip


def rule(constraint: str) -> list[ox.Triple]:
    return turtle(f":S a sh:NodeShape ; sh:targetClass :T ; sh:property :P . :P sh:path :p ; {constraint} .")


def of_pattern(pattern: str, flags: str) -> list[ox.Triple]:
    text, path = ox.Literal(pattern), ox.NamedNode("http://e/P")
    shapes = [*rule("sh:minCount 1"), ox.Triple(path, ox.NamedNode(KNOWN["sh"] + "pattern"), text)]
    return [*shapes, ox.Triple(path, ox.NamedNode(KNOWN["sh"] + "flags"), ox.Literal(flags))] if flags else shapes


def passed(shapes: Sequence[ox.Triple], each: Iterable[Sequence[ox.Triple]]) -> int:
    """How many of the data are left to the fast engine; both must agree on all of these."""
    data: list[ox.Triple] = []
    count = 0
    for given in each:
        if treated_differently(shapes, given):
            continue
        own = ox.NamedNode(f"http://e/i{count}")
        data += [ox.Triple(own, ox.NamedNode(KNOWN["rdf"] + "type"), ox.NamedNode("http://e/T"))]
        data += [ox.Triple(own if t.subject == ox.NamedNode("http://e/i") else t.subject, t.predicate, t.object)
                 for t in given]  # fmt: skip
        count += 1
    if count:
        demand_same(data, shapes)
    return count


def cross(chance: random.Random, share: int, expected: int) -> None:
    """Every constraint with one value in ``share``, a datatype with every value of its own."""
    values = [*TYPED, *OTHERS, *LITERALS]
    total = 0
    for constraint in CONSTRAINTS:
        name = constraint.removeprefix("sh:datatype xsd:")
        own = [stated(literal(words, name)) for words in WORDS[:: max(1, share // 50)] if name in DATATYPES]
        total += passed(rule(constraint), [*own, *OTHERS, *chance.sample(values, len(values) // share)])
    for constraint in OF_TWO:
        total += passed(rule(constraint), chance.sample(PAIRS, len(PAIRS) // max(1, share // 30)))
    assert total > expected


def test_both_agree_on_values_of_every_kind() -> None:
    cross(random.Random(7), 150, 1_500)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_both_agree_on_many_values_under_every_constraint(seed: int) -> None:
    """With a share of one, some minutes, all were once tried."""
    cross(random.Random(seed), 10, 20_000)


def test_both_agree_on_some_patterns() -> None:
    chance = random.Random(5)
    taken = [(pattern, flags) for pattern in PATTERNS for flags in ("", "i")]
    assert sum(passed(of_pattern(*one), LITERALS[::2]) for one in chance.sample(taken, 30)) > 300


@pytest.mark.slow
@pytest.mark.parametrize("flags", ["", "i"])
def test_both_agree_on_every_pattern(flags: str) -> None:
    left = {pattern: passed(of_pattern(pattern, flags), [*LITERALS, *IRIS]) for pattern in PATTERNS}
    assert left["^[a-z]+$"] > 20


@pytest.mark.parametrize("pattern", [r"\B", "a**", "x{2,1}", "a{1000000}", "a{,2}", "[a--b]", "(?i)a", "x{1}{2}"])
def test_a_pattern_that_one_reads_otherwise_is_left_to_the_judge(pattern: str) -> None:
    assert treated_differently(of_pattern(pattern, ""), turtle(':i :p "a" .')) == [f'sh:pattern "{pattern}"']


def test_both_agree_on_every_familiar_character() -> None:
    """On all of them at once: what is a letter, a digit, a space, and what a case is ignored for."""
    familiar = [chr(n) for n in range(0x3000) if is_familiar(chr(n))]
    assert set("é²½œıİ’\u202f\u00a0") & set(familiar) == set("éœ’\u202f\u00a0")
    values = " , ".join(str(ox.Literal(f"{one}x")) for one in familiar)
    patterns = [*((one, "") for one in (r"^\w", r"^\d", r"^\s", r"^[^\w]", r"\bx")),
                *((one, "i") for one in ("^[a-z]", "^[À-Þ]", "^[^à-į]", "^ß", "^µ", "^å", "^[Œ]"))]  # fmt: skip
    told = " , ".join(
        f"[ sh:path :p ; sh:pattern {ox.Literal(pattern)} ; sh:flags '{flags}' ]" for pattern, flags in patterns
    )
    shapes, data = turtle(f":S a sh:NodeShape ; sh:targetNode :i ; sh:property {told} ."), turtle(f":i :p {values} .")
    assert treated_differently(shapes, data) == []
    assert len(demand_same(data, shapes)) > len(familiar)


@pytest.mark.parametrize(
    ("constraint", "value", "reason"),
    [
        ("sh:datatype xsd:dayTimeDuration", '"x"^^xsd:dayTimeDuration', 'xsd:dayTimeDuration "x"'),
        ("sh:datatype xsd:hexBinary", '"A"^^xsd:hexBinary', 'xsd:hexBinary "A"'),
        ("sh:datatype xsd:date", '"12024-01-01"^^xsd:date', 'xsd:date "12024-01-01"'),
        ("sh:datatype xsd:decimal", '"1e5"^^xsd:decimal', 'xsd:decimal "1e5"'),
        ("sh:minExclusive 0.1", '"abc"^^xsd:integer', 'xsd:integer "abc"'),
        (r"sh:pattern '^\\w+$'", '"m²"', r'sh:pattern "^\w+$" on "m²"'),
        (r"sh:pattern '^\\w+$'", "<http://e/²>", r'sh:pattern "^\w+$" on "http://e/²"'),
        ("sh:uniqueLang '1'^^xsd:boolean", "1", 'sh:uniqueLang "1"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("sh:closed true", "1", "sh:closed of a property shape"),
        ("sh:or ()", "1", "sh:or ()"),
        ("sh:minCount 1, 2", "1", "sh:minCount twice"),
    ],
)
def test_auto_leaves_to_the_judge_what_differs(constraint: str, value: str, reason: str) -> None:
    shapes, data = rule(constraint), turtle(f":i a :T ; :p {value} .")
    assert treated_differently(shapes, data) == [reason]
    try:
        expected = validate(data, shapes)
    except RunError:
        return  # the lint refuses such shapes
    judged = judge(data, shapes, "auto")
    assert (judged.engine, judged.results, judged.note_en) == ("pyshacl", expected, f"the engines may differ: {reason}")


def test_the_data_count_under_proven_shapes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(engines, "validate", lambda data, shapes: asked.append("pyshacl") or [])
    shapes = rule("sh:datatype xsd:time ; sh:node [ sh:nodeKind sh:Literal ]")
    assert judge(turtle(':i a :T ; :p "12:00:00"^^xsd:time .'), shapes, "auto", proven=True).engine == "shacl"
    assert judge(turtle(':i a :T ; :p "12:00"^^xsd:time .'), shapes, "auto", proven=True).engine == "pyshacl"
    assert asked == ["pyshacl"]


def test_a_bound_asks_only_about_the_values_that_it_compares() -> None:
    shapes = turtle(
        ":S a sh:NodeShape ; sh:targetClass :T ; sh:property [ sh:path :date ; sh:datatype xsd:date ] ,"
        " [ sh:path ( :q [ sh:inversePath :n ] ) ; sh:or ( [ sh:minInclusive 1 ] [ sh:nodeKind sh:IRI ] ) ] ."
    )
    assert treated_differently(shapes, turtle(':i :date "2024-01-01"^^xsd:date .')) == []
    assert treated_differently(shapes, turtle(':i :n "2024-01-01"^^xsd:date .')) == ["bounds for xsd:date"]


def test_plain_values_of_every_datatype_that_people_use_are_left_to_the_fast_engine() -> None:
    plain = {
        "integer": "-12", "decimal": "43.6", "double": "1.5e3", "boolean": "true", "date": "2024-02-29",
        "time": "12:00:00", "dateTime": "2024-02-29T12:00:00+01:00", "gYear": "2024", "gYearMonth": "2024-02",
        "duration": "P1DT2H", "anyURI": "https://e/é?a=(b)", "nonNegativeInteger": "7", "language": "fr-FR",
        "string": "m²\t",
    }  # fmt: skip
    for name, words in plain.items():
        assert is_plain(literal(words, name)), name
        assert passed(rule(f"sh:datatype xsd:{name}"), [stated(literal(words, name))]) == 1, name
