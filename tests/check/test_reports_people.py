"""Reports that people read: the terminal, annotations on GitHub, and the summary of a step."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from commanding import Call, call  # noqa: F401 (a fixture)
from library import SHAPES, checked, laid_out, of_results, result
from markdown_it import MarkdownIt
from rich.cells import cell_len

from cohorte_graph.check.components import default_message
from cohorte_graph.check.report import write_report
from cohorte_graph.check.result import CheckReport, CheckResult, Remedy, ShapeCount, Text
from cohorte_graph.errors import Place


def told(report: CheckReport, format: str, lang: str = "en", *, color: bool = False) -> str:
    return write_report(report, format, lang, fail_on="violation", color=color).decode()


# text


@pytest.mark.parametrize(
    ("before", "what"),
    [
        ("ex:a ex:t ", "plain"),
        ('ex:été ex:t "é" , ', "accents"),
        ('ex:a ex:t "🎉🎉" , ', "emoji"),
        ('ex:a ex:t "漢字" , ', "wide characters"),
        ("\tex:a\tex:t ", "tabs"),
        ("ex:a ex:t \x1b[31m ", "a control character"),
    ],
)
def test_the_caret_is_under_the_column(before: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "data.ttl"
    path.write_text(f'# first\n{before}"wrong" .\r\n', "utf-8")
    text = told(of_results(result("A", place=Place(path, 2, len(before) + 1))), "text")
    line, caret = (one for one in text.splitlines() if one.startswith("  | "))
    assert caret.endswith("^")
    assert "\x1b" not in text
    at = line.index('"wrong"')
    tabs = line.count("\t", 0, at)
    assert tabs == caret.count("\t"), what
    assert cell_len(line[:at].replace("\t", "")) == cell_len(caret[:-1].replace("\t", ""))


def test_a_long_line_is_cut_around_its_column(tmp_path: Path) -> None:
    path = tmp_path / "data.ttl"
    path.write_text("x" * 300 + "HERE" + "y" * 300, "utf-8")
    text = told(of_results(result("A", place=Place(path, 1, 301))), "text")
    line, caret = (one for one in text.splitlines() if one.startswith("  | "))
    assert len(line) < 120
    assert line[caret.index("^") :].startswith("HERE")


def test_control_characters_of_strangers_are_made_visible(tmp_path: Path) -> None:
    strange = result(
        "A\x1b]0;x\x07", message="see \x1b[2J\u202ethis", focus="<https://example.org/\x9b>",
        facts=(("pattern", "\x1b[1m"),), remedy=Remedy(Text("\x07", "\x07")), place=Place("a\x1b[1m.ttl", 1),
    )  # fmt: skip
    for format in ("text", "github", "markdown"):
        shown = told(of_results(strange), format)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown), format
        assert r"\x1b[2J\x202e" in shown.replace("\\\\", "\\").replace("\\[", "["), format


@pytest.mark.parametrize("name", ["::warning::hi.ttl", " ::warning::hi.ttl"])
def test_no_line_of_text_commands_a_ci(name: str) -> None:
    of_literal = result("B", focus='"::error::there"')
    text = write_report(of_results(result("A", place=Place(name, 3, 1)), of_literal), "text", "en", fail_on="violation")
    assert "::warning::hi.ttl:3:1: violation[A]" in text.decode()
    assert "::error::there: violation[B]" in text.decode()
    assert not [line for line in text.decode().split("\n") if line.strip().startswith("::")]


def test_shapes_of_the_program_that_meet_nothing_are_one_line() -> None:
    empty = [
        result("NO-FOCUS", "Info", stage="vacuity", component="", shape=f"https://example.org/{n}") for n in range(9)
    ]
    shapes = tuple(ShapeCount(one.shape, f"CODE-{n}", 0) for n, one in enumerate(empty))
    lines = write_report(of_results(*empty, shapes=shapes), "text", "en", fail_on="violation").decode().split("\n")
    assert lines[0] == (
        "info[NO-FOCUS] 9 shapes of the program meet nothing here, where there is nothing of the kind: "
        "CODE-0, CODE-1, CODE-2, CODE-3, CODE-4, …"
    )
    assert lines[1] == ""
    assert lines[2].startswith("SHACL: conforms. 9 info")


def test_text_tells_place_rule_message_facts_and_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = checked(tmp_path)
    english, french = told(report, "text"), told(report, "text", "fr")
    (head,) = re.findall(r"^data\.ttl:9:\d+: violation\[BOOK-TITLE\] (.+)$", english, re.MULTILINE)
    assert head == "A book has a title: write it."
    assert "sh:minCount: 1  found: 0" in english
    assert 'Add: <https://example.org/title> "…" ;' in english
    assert "violation[BOOK-TITLE] Un livre a un titre : l'écrire." in french
    assert "avertissement[BOOK-PAGES]" in french
    assert "sh:minCount : 1  trouvées : 0" in french
    assert english.splitlines()[-1].startswith("SHACL: does not conform. ")
    assert french.splitlines()[-1].startswith("SHACL : non conforme. ")


def test_results_come_the_gravest_first_and_then_by_place(tmp_path: Path) -> None:
    report = checked(tmp_path)
    kinds = re.findall(r"(violation|warning|info)\[", told(report, "text"))
    assert kinds == sorted(kinds, key=["violation", "warning", "info"].index)
    grave = [one.place for one in report.of(["Violation"]) if one.place]
    assert grave == sorted(grave, key=lambda place: (str(place.path), place.line, place.column))


def test_of_many_results_of_a_rule_the_first_are_told_and_the_rest_counted() -> None:
    many = [result("A", focus=f"<https://example.org/{n}>") for n in range(8)]
    some = [result("A", "Warning", focus=f"<https://example.org/w{n}>") for n in range(4)]
    one = result("LAST")
    text = told(of_results(*many, one, *some), "text")
    assert len(re.findall(r"violation\[A\]", text)) + len(re.findall(r"warning\[A\]", text)) == 5 + 3
    assert re.findall(r"… and (\d+) more of A", text) == ["3", "1"]
    assert "violation[LAST]" in text
    assert "et 1 autre de A " in told(of_results(*many, one, *some), "text", "fr")


def test_only_the_command_for_foreign_shapes_names_them() -> None:
    ours = [result("A", shape="https://w3id.org/cohorte-graph/shape/A") for _ in range(6)]
    theirs = [result("B C", shape="https://example.org/B") for _ in range(6)]
    text = told(of_results(*ours, *theirs), "text")
    assert "more of A: cohorte check --explain A\n" in text
    assert "more of B C: cohorte check --explain 'B C' --shapes …\n" in text


def test_color_is_only_where_it_is_asked_for(tmp_path: Path) -> None:
    report = checked(tmp_path)
    assert "\x1b" not in told(report, "text")
    colored = told(report, "text", color=True)
    assert "\x1b[1;31m" in colored
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == told(report, "text")


def test_a_pipe_gets_no_color(call: Call, tmp_path: Path) -> None:  # noqa: F811
    laid_out(tmp_path)
    assert "\x1b" not in call("data.ttl", "--shapes", "shapes.ttl").out


# GitHub


COMMAND = re.compile(r"^::(error|warning|notice) (\S.*?)::(.*)$")


def annotations(report: CheckReport, lang: str = "en") -> list[tuple[str, dict[str, str], str]]:
    """(kind, properties, message) of each annotation, read as GitHub's runner reads them."""
    found = []
    for line in told(report, "github", lang).splitlines():
        if command := COMMAND.match(line):
            properties = dict(part.split("=", 1) for part in command[2].split(","))
            read = {name: _unescaped(value, {"%3A": ":", "%2C": ","}) for name, value in properties.items()}
            found.append((command[1], read, _unescaped(command[3], {})))
    return found


def _unescaped(text: str, more: dict[str, str]) -> str:
    for escape, character in {**more, "%0D": "\r", "%0A": "\n", "%25": "%"}.items():
        text = text.replace(escape, character)
    return text


def test_annotations_keep_their_signs() -> None:
    strange = result("A:B,C%", message="100 % of it: a, b::c %0A", place=Place("a,b:c%.ttl", 3, 7))
    assert annotations(of_results(strange)) == [
        ("error", {"file": "a,b:c%.ttl", "title": "A:B,C%", "line": "3", "col": "7"}, "100 % of it: a, b::c %0A")
    ]


def test_a_line_break_in_a_message_begins_no_command() -> None:
    lines = told(of_results(result("A", message="a\n::error::b\r::stop-commands::x")), "github").splitlines()
    assert len(lines) == 2
    assert sum(line.startswith("::") for line in lines) == 1


def test_ten_annotations_of_a_kind_each_rule_before_any_twice() -> None:
    results = [
        *(result("A", focus=f"<https://example.org/{n}>") for n in range(30)),
        *(result(code) for code in "BCDE"),
        *(result("W", "Warning", focus=f"<https://example.org/{n}>") for n in range(10)),
        *(result("I", "Info", focus=f"<https://example.org/{n}>") for n in range(11)),
    ]
    found = annotations(of_results(*results))
    assert Counter(kind for kind, _, _ in found) == {"error": 10, "warning": 10, "notice": 10}
    titles = [properties["title"] for kind, properties, _ in found if kind == "error"]
    assert titles[:5] == list("ABCDE")
    assert titles[5:] == ["A"] * 4 + ["cohorte check"]
    assert [message for _, properties, message in found if properties["title"] == "cohorte check"] == [
        "25 more in the step summary",
        "2 more in the step summary",
    ]


def test_a_result_without_place_says_what_it_is_about() -> None:
    ((_, properties, message),) = annotations(of_results(result("A", focus="<https://example.org/nana>")))
    assert "file" not in properties
    assert message == "https://example.org/nana: It is so."


@pytest.mark.parametrize("format", ["github", "junit", "markdown", "sarif"])
def test_where_no_facts_are_told_a_shape_without_words_names_the_path(format: str) -> None:
    silent = result("A", message="", path="http://purl.org/dc/terms/title")
    silent = replace(silent, message=default_message(silent.component))
    spoken = result("B", message="A title, please.", path="http://purl.org/dc/terms/creator")
    text = re.sub(r"<!-- -->|\\(?=:)", "", told(of_results(silent, spoken), format))
    assert "A value is missing. (dcterms:title)" in text
    assert "A title, please. (" not in text


def test_the_command_puts_all_of_it_into_the_summary_of_the_step(
    call: Call,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    books = "\n".join(f"ex:b{n:02} a ex:Book ." for n in range(30))
    laid_out(tmp_path, books, SHAPES)
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    done = call("data.ttl", "--shapes", "shapes.ttl", "--format", "github", "--lang", "en", "--may-be-empty", "all")
    assert done.code == 1
    assert sum(line.startswith("::error ") for line in done.out.splitlines()) == 10
    text = summary.read_text("utf-8")
    assert text.startswith("before\n## SHACL: does not conform")
    assert {f"b{n:02}" for n in range(30)} == set(re.findall(r"b\d\d", text))


# Markdown


STRANGE = "| `code` <b>bold</b> &amp; *x* _y_ ~~z~~ [a](b) ![i](j) <script>alert(1)</script> \\| @octocat #12 $1$ | # h"


def tokens(text: str) -> list[str]:
    """The texts of a Markdown document, block by block, markup taken away; HTML comments and spans are none."""
    parser = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    found = []
    for block in parser.parse(text):
        if block.type == "inline":
            kinds = {child.type for child in block.children or []}
            assert kinds <= {"text", "html_inline", "softbreak", "text_special"}, kinds
            raw = "".join(c.content for c in block.children or [] if c.type == "html_inline")
            assert set(re.findall(r"<[^>]*>", raw)) <= {"<!-- -->", "<span>", "</span>"}
            found.append("".join(c.content for c in block.children or [] if c.type != "html_inline"))
    return found


def cells(text: str) -> list[list[str]]:
    """The rows of the one table of a Markdown document."""
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    parsed = tokens("\n".join([rows[0], "|---|---|--:|--:|---|", *rows[1:]]))
    return [parsed[n : n + 5] for n in range(0, len(parsed), 5)]


def strange_result() -> CheckResult:
    return result(STRANGE, message=STRANGE, place=Place(f"{STRANGE}.ttl".replace("/", "∕"), 1), focus='"x"')


def test_what_strangers_write_stays_text_in_tables() -> None:
    text = told(of_results(strange_result()), "markdown")
    assert cells(text)[1] == [STRANGE, "violation", "1", "", f"{STRANGE}.ttl".replace("/", "∕") + ":1"]


def test_what_strangers_write_stays_text_in_lists() -> None:
    text = told(of_results(strange_result()), "markdown")
    (item,) = [line for line in text.splitlines() if line.startswith("- ")]
    assert tokens(item)[0].endswith(f": {STRANGE}")
    assert "<script" not in text


@pytest.mark.parametrize("start", ["1. a", "- a", "+ a", "# a", "12) a", "=== a", "> a", "* a", "```", "    a"])
def test_a_file_name_opens_no_block(start: str) -> None:
    text = told(of_results(result("A", place=Place(start, 1))), "markdown")
    (item,) = [line for line in text.splitlines() if line.startswith("- ")]
    parsed = MarkdownIt("commonmark").parse(item)
    assert [block.type for block in parsed if block.nesting == 1] == [
        "bullet_list_open", "list_item_open", "paragraph_open",
    ]  # fmt: skip
    assert tokens(item)[0].strip().startswith(start.strip())


def test_nobody_is_mentioned() -> None:
    """GitHub looks for @name and #1 in the rendered text: they must not stand there in one piece."""
    text = told(of_results(strange_result()), "markdown")
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert "@<!-- -->octocat" in html
    assert "#<!-- -->12" in html
    assert not re.search(r"@\w|#\d", re.sub(r"&#\d+;", "", html))


def test_the_table_counts_results_and_focus_nodes_by_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = checked(tmp_path)
    rows = cells(told(report, "markdown"))
    assert rows[0] == ["rule", "severity", "results", "focus nodes", "first"]
    by_rule = {row[0]: row[1:] for row in rows[1:]}
    assert by_rule["BOOK"][:3] == ["violation", "1", "4"]
    assert by_rule["BOOK-PAGES"][:3] == ["warning", "3", ""]
    assert sum(int(row[2]) for row in rows[1:]) == len(report.results)


def test_folds_hold_up_to_fifty_results_and_count_the_rest() -> None:
    many = [result("A_B", focus=f"<https://example.org/{n}>") for n in range(51)]
    text = told(of_results(*many), "markdown", "fr")
    assert text.count("\n- ") == 51
    assert "\n- … 1 autre\n" in text
    assert "<summary>A_B (51)</summary>" in text
