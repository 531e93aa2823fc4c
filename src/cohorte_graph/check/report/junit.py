"""Results as JUnit XML, which CI servers show: a case for each shape, with the nodes it met."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree import ElementTree as ET

from cohorte_graph.check.report.words import about, commanding_nothing, sentence, shown_place
from cohorte_graph.check.result import CheckReport, CheckResult, Rule, Text, grave

__all__ = ["junit"]

NOT_MET = Text("la forme ne rencontre aucun nœud : rien n'est vérifié", "the shape meets no node: nothing is checked")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: CheckReport, lang: str, *, fail_on: str) -> bytes:
    """A suite with a case for each shape that has targets, and one for each other rule that gave results.

    A case fails where it has a result that counts for ``fail_on``; others are told in its output. A shape that met no
    node has proven nothing: its case is skipped.
    """
    severities = grave(fail_on)
    by_rule: dict[Rule, list[CheckResult]] = defaultdict(list)
    for result in report.results:
        by_rule[result.rule].append(result)
    suite = ET.Element("testsuite", name="cohorte check", time=f"{report.seconds:.3f}")
    for shape in report.shapes:
        case = ET.SubElement(suite, "testcase", name=_legal(shape.code), classname=_legal(shape.shape))
        properties = ET.SubElement(case, "properties")
        ET.SubElement(properties, "property", name="focusNodes", value=str(shape.focus_nodes))
        _fill(case, by_rule.pop(shape.rule, []), severities, lang)
        if not shape.focus_nodes and case.find("failure") is None:
            ET.SubElement(case, "skipped", message=NOT_MET.said(lang))
    for (code, whose), results in sorted(by_rule.items()):
        _fill(ET.SubElement(suite, "testcase", name=_legal(code), classname=_legal(whose)), results, severities, lang)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    ET.indent(suite)
    return bytes(ET.tostring(suite, encoding="utf-8", xml_declaration=True)) + b"\n"


def _fill(case: ET.Element, results: list[CheckResult], severities: tuple[str, ...], lang: str) -> None:
    failing = [result for result in results if result.severity in severities]
    if failing:
        failure = ET.SubElement(
            case, "failure", message=_legal(failing[0].message.said(lang)), type=failing[0].severity
        )
        failure.text = _lines(failing, lang)
    rest = [result for result in results if result.severity not in severities]
    if rest:
        ET.SubElement(case, "system-out").text = _lines(rest, lang)


def _lines(results: list[CheckResult], lang: str) -> str:
    return commanding_nothing(_legal("\n".join(_line(result, lang) for result in results)))


def _line(result: CheckResult, lang: str) -> str:
    return f"{shown_place(result.place)} {about(result)}: {sentence(result, lang)}".strip()


def _legal(text: str) -> str:
    """Without the characters that XML 1.0 forbids (§2.2)."""
    return _FORBIDDEN.sub("", text)
