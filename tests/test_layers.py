"""Imports flow one way, the engine has one door, and modules stay small.

The order is ARCHITECTURE's: sources → extract → graph → reason, validate → store → query → export → cli.
Below all of it lies what every part may use; above export lie the parts that call the others in order.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "cohorte_graph"
MODULES = sorted(PACKAGE.rglob("*.py"))
assert len(MODULES) > 50

ORDER = (
    ("cohorte_graph",),
    ("errors", "iri", "folding"),
    ("turtle", "project"),
    ("sources",),
    ("extract",),
    ("graph",),
    ("reason", "validate"),
    ("store",),
    ("query", "comparison"),
    ("export",),
    ("cohort", "generation", "build_report"),
    ("project_graphs", "dataset"),
    ("build", "verify", "starter", "check", "dumps", "tables", "documents"),
    ("catalogue",),
    ("offers", "bundles", "release", "reference_site"),
    ("api",),
    ("cli",),
)
"""The parts of the package, the lower first; parts of one level do not know each other."""

BASE = {"cohorte_graph", "errors", "iri", "folding", "turtle", "project"}
ALLOWED = {
    "cohorte_graph": {"api"},
    "errors": set(),
    "iri": set(),
    "folding": set(),
    "turtle": {"errors", "iri"},
    "project": {"errors", "cohorte_graph"},
    "sources": BASE,
    "extract": BASE | {"sources"},
    "graph": BASE | {"sources", "extract"},
    "reason": BASE | {"store"},
    "validate": BASE,
    "store": BASE,
    "query": BASE | {"store"},
    "comparison": BASE | {"store"},
    "export": BASE | {"store", "query", "comparison"},
    "cohort": BASE | {"sources", "extract", "graph"},
    "generation": BASE | {"store"},
    "build_report": {"errors", "validate"},
    "project_graphs": BASE | {"sources", "extract", "graph", "reason", "cohort"},
    "build": BASE
    | {"extract", "graph", "reason", "validate", "cohort", "generation", "build_report", "project_graphs"},
    "check": BASE | {"sources", "validate", "store", "query", "generation", "project_graphs"},
    "verify": BASE | {"sources", "extract", "graph", "store", "generation"},
    "dataset": BASE | {"store", "generation"},
    "dumps": BASE | {"export", "dataset"},
    "tables": BASE | {"export", "dataset"},
    "documents": BASE | {"store", "dataset"},
    "catalogue": BASE | {"dataset"},
    "offers": BASE | {"query", "generation", "dataset", "dumps", "tables", "documents", "catalogue"},
    "bundles": BASE | {"query", "export", "dataset", "dumps", "tables", "documents", "catalogue"},
    "release": BASE
    | {"store", "comparison", "export", "generation", "verify", "dataset", "dumps", "tables", "documents", "catalogue"},
    "reference_site": BASE | {"reason", "store", "query", "export", "dataset", "check"},
    "starter": {"errors"},
    "api": BASE | {"query", "generation", "build"},
    "cli": BASE
    | {"reason", "store", "query", "comparison", "export", "generation", "build", "verify", "starter"}
    | {"check", "dataset", "catalogue", "offers", "bundles", "release", "reference_site"},
}
"""What each part may import. Answering knows nothing of extraction: query and export see the store alone."""

BACKWARDS = {
    (
        "reason",
        "store",
    ): "rules run on an engine of their own, of which they ask what every user asks: query and extend",
    ("cohorte_graph", "api"): "`import cohorte_graph` offers the Python interface, imported when it is first asked for",
}
"""Arrows against the order, each with its reason; ARCHITECTURE.md tells them too."""

RDF_LIBRARIES = {"rdflib": {"validate", "api"}, "pyshacl": {"validate"}, "owlready2": {"reason"}}
"""Who may import the libraries that cost half a second and that no answer needs."""

HEAVY = {
    "babel",
    "jinja2",
    "markdown_it",
    "num2words",
    "openpyxl",
    "owlready2",
    "pyoxigraph",
    "pyshacl",
    "rapidfuzz",
    "rdflib",
    "shacl",
    "simplemma",
    "vl_convert",
    "yaml",
}
LONGEST = 350
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "shared", "lib"}

each_module = pytest.mark.parametrize("path", MODULES, ids=[str(p.relative_to(PACKAGE)) for p in MODULES])


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def part(path: Path) -> str:
    """The part of the package that a module belongs to: its folder, or itself."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "cohorte_graph" if first == "__init__" else first


def imported(path: Path) -> list[tuple[str, int]]:
    """The full names of what a module imports, at its top, in functions and for its types, with their lines."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return found


def target(name: str) -> str | None:
    """The part of the package that an imported name belongs to; None for what is not ours."""
    names = name.split(".")
    if names[0] != "cohorte_graph":
        return None
    known = len(names) > 1 and names[1] in ALLOWED
    return names[1] if known else "cohorte_graph"


def arrows() -> dict[tuple[str, str], list[str]]:
    """(importing part, imported part) → the lines that say so."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in MODULES:
        for name, line in imported(path):
            to = target(name)
            if to is not None and to != part(path):
                found.setdefault((part(path), to), []).append(f"{path.relative_to(PACKAGE)}:{line}")
    return found


def level(name: str) -> int:
    return next(number for number, names in enumerate(ORDER) if name in names)


def test_every_part_has_its_place() -> None:
    parts = {part(path) for path in MODULES}
    assert parts == set(ALLOWED)
    assert parts == {name for names in ORDER for name in names}


def test_imports_are_those_of_the_table() -> None:
    wrong = {f"{a} → {b}": lines for (a, b), lines in arrows().items() if b not in ALLOWED[a]}
    assert wrong == {}


def test_the_table_follows_the_order_but_for_stated_reasons() -> None:
    backwards = {(a, b) for a, allowed in ALLOWED.items() for b in allowed if b != a and level(b) >= level(a)}
    assert backwards == set(BACKWARDS)
    assert all(BACKWARDS.values())


def test_the_table_allows_nothing_that_nobody_uses() -> None:
    used = arrows()
    idle = {(a, b) for a, allowed in ALLOWED.items() for b in allowed - BASE if (a, b) not in used}
    assert idle == set()


def test_architecture_tells_of_the_arrows_against_the_order() -> None:
    text = (PACKAGE.parents[1] / "ARCHITECTURE.md").read_text("utf-8")
    for importing, to in BACKWARDS:
        assert f"`{importing}` → `{to}`" in text


@each_module
def test_only_the_store_touches_the_engine(path: Path) -> None:
    touched = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr == "Store"
        and isinstance(node.value, ast.Name)
        and node.value.id in ("ox", "pyoxigraph")
    ]
    touched += [line for name, line in imported(path) if name == "pyoxigraph.Store"]
    assert part(path) == "store" or touched == []


@each_module
def test_heavy_rdf_libraries_stay_where_they_are_needed(path: Path) -> None:
    for name, line in imported(path):
        allowed = RDF_LIBRARIES.get(name.split(".")[0])
        assert allowed is None or part(path) in allowed, f"line {line}: {name}"


@each_module
def test_a_module_is_named_by_what_it_is_about(path: Path) -> None:
    assert path.stem not in VAGUE
    assert path.parent.name not in VAGUE


@each_module
def test_a_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines < LONGEST, "look for the second noun in it"
    first = (ast.get_docstring(tree(path)) or "").split("\n\n")[0].replace("\n", " ")
    assert first.endswith((".", "…", ":")), "the docstring opens with its job in one sentence"


@each_module
def test_a_module_says_what_it_offers(path: Path) -> None:
    """``__all__`` is there, sorted as ruff sorts it, and each name in it exists."""
    stated = [
        node.value
        for node in tree(path).body
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets)
    ]
    assert len(stated) == 1, "no __all__"
    offered = ast.literal_eval(stated[0])
    assert set(offered) <= _names(tree(path))


def _names(module: ast.Module) -> set[str]:
    """The names that the top of a module binds."""
    found: set[str] = set()
    bodies = [module.body, *(node.body for node in module.body if isinstance(node, ast.If))]
    for node in (node for body in bodies for node in body):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {alias.asname or alias.name for alias in node.names}
    return found


def loaded_by(code: str, *arguments: str) -> set[str]:
    """The heavy libraries that a fresh interpreter holds after running some code."""
    listed = f"{code}\nimport sys\nsys.stderr.write('|'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", listed, *arguments], capture_output=True, text=True, check=True, timeout=60
    )
    return {name.split(".")[0] for name in done.stderr.split("|")} & HEAVY


def test_importing_the_command_is_light() -> None:
    assert loaded_by("import cohorte_graph.cli") == set()


def test_answering_loads_no_library_of_the_build(small_project: Path) -> None:
    code = "\n".join(
        (
            "import sys, contextlib",
            "from cohorte_graph.cli import main",
            "with contextlib.suppress(SystemExit): main(sys.argv[1:])",
        )
    )
    loaded = loaded_by(code, "--project", str(small_project), "ask", "effects-of-territory", "territory=gruissan")
    assert "pyoxigraph" in loaded
    assert loaded & {"rdflib", "pyshacl", "owlready2", "simplemma", "num2words", "openpyxl", "vl_convert"} == set()
