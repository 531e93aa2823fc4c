"""Every error of the library has its French sentence: the source is read for them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from cohorte_graph.cli.messages import translated
from report_fixtures import ROOT

ERRORS = {"InputError", "RunError", "CallError", "CheckError", "BuildRunning", "TimeLimit"}
MODULES = sorted(path for path in (ROOT / "src").rglob("*.py") if not path.name.startswith("french"))


def sentences() -> list[tuple[str, str]]:
    """Each message and hint given to an error, its slots filled with a word: (place, sentence)."""
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS:
                given = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "hint")]
                for value in given:
                    text = _text(value)
                    if text and any(c.isalpha() for c in text.replace("slot", "")):
                        found.append((f"{path.relative_to(ROOT)}:{node.lineno}", text))
    return found


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "slot" for part in node.values)
    return ""


@pytest.mark.parametrize(("place", "sentence"), sentences(), ids=lambda value: value[:60])
def test_each_error_is_told_in_french(place: str, sentence: str) -> None:
    for line in sentence.splitlines():
        assert translated(line, "fr") != line, place


def test_there_are_errors_to_tell() -> None:
    assert len(sentences()) > 40
    assert Path(MODULES[0]).is_file()


def test_a_reason_within_an_error_is_told_in_french_too() -> None:
    said = translated("Invalid value for '--lang' (env var: 'COHORTE_LANG'): 'de' is not one of 'fr', 'en'.", "fr")
    assert "is not one of" not in said
    assert "env var" not in said
