"""The golden answers: which questions they answer, and how they are written.

``tests/golden/<query>[.<value>…].csv`` holds what the program writes with ``--format csv --lang fr``.
After a change that alters answers on purpose, run

    .venv/bin/python tests/golden_answers.py

read the difference against the report, and commit the files with the change.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cohorte_graph.build import build
from cohorte_graph.export.delimited import csv_text
from cohorte_graph.folding import slugify
from cohorte_graph.generation import open_current
from cohorte_graph.iri import compact, expand
from cohorte_graph.project import Project
from cohorte_graph.query import Questions, Statements, StoredQuery, Table

__all__ = ["FOLDER", "Case", "cases", "text", "write"]

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "golden"

TERRITORIES = (
    "barre-des-cevennes",
    "canohes",
    "frontonnais",
    "gruissan",
    "le-vigan",
    "montpellier-mediterranee-metropole",
    "saint-hilaire-de-brethmas",
    "sicoval",
)
ROLES = ("elus", "agents-collectivites", "agents-etat", "acteurs-socio-economiques", "quatre-fantastiques", "habitants")
COHORT = "occitanie-2024-2025"
VALUES: dict[str, tuple[tuple[str, ...], ...]] = {
    "allies-of-department": tuple(
        (slug,) for slug in ("aude", "gard", "haute-garonne", "herault", "lozere", "pyrenees-orientales")
    ),
    "compare-territories": (
        ("gruissan", "saint-hilaire-de-brethmas"),
        ("barre-des-cevennes", "canohes"),
        ("montpellier-mediterranee-metropole", "sicoval"),
    ),
    "effects-of-role": tuple((role,) for role in ROLES),
    "effects-of-type": (("professionnalisation",), ("transversalite",), ("cooperation-et-dialogue",)),
    "events-of-kind": (("journee-tronc-commun",), ("webinaire",), ("etape-politique",), ("temps-de-la-cohorte",)),
    "evidence-of": (
        (f"effect/{COHORT}/gruissan/1",),
        (f"pilot/{COHORT}/canohes",),
        (f"viewpoint/{COHORT}/frontonnais/territory",),
        ("person/sylvain-pambour",),
        ("policy/plan-habitat-durable",),
    ),
    "figures-of": (
        ("territory/gruissan",),
        ("territory/montpellier-mediterranee-metropole",),
        (f"cohort/{COHORT}",),
    ),
    "limits-of-role": tuple((role,) for role in ROLES),
    "limits-of-theme": (("moyens-humains-et-financiers",), ("echeances-electorales",), ("participation-des-acteurs",)),
    "mentions-of": (
        ("person/elsa-bonal",),
        ("organisation/arec-occitanie",),
        ("territory/canohes",),
        ("policy/plan-habitat-durable",),
        ("term/dgs",),
    ),
    "search": (
        ("échéances électorales",),
        ("COOPERATION élus-agents",),
        ("énergies renouvelables",),
        ("allié pivot",),
        ("œuvre",),
    ),
}
"""The values of the parameters that a query demands; those that demand a territory alone get all eight."""


@dataclass(frozen=True)
class Case:
    """A stored query with values for the parameters it demands."""

    name: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def path(self) -> Path:
        return FOLDER / (".".join([self.name, *(slugify(value) for _, value in self.values)]) + ".csv")


def cases(stored: StoredQuery) -> Iterator[Case]:
    """The golden answers of a stored query."""
    names = [parameter.name for parameter in stored.header.parameters if parameter.required]
    if not names:
        yield Case(stored.name)
        return
    given = VALUES.get(stored.name) or (tuple((slug,) for slug in TERRITORIES) if names == ["territory"] else ())
    for values in given:
        yield Case(stored.name, tuple(zip(names, values, strict=True)))


def text(questions: Questions, case: Case) -> str:
    """The answer as CSV; of a graph, which is too long to read, what it holds by class."""
    answer = questions.ask(case.name, dict(case.values), "fr")
    if isinstance(answer, Table):
        return csv_text(answer)
    assert isinstance(answer, Statements)
    return summary(answer)


def summary(answer: Statements) -> str:
    """How many resources of each class a graph describes, and in how many statements."""
    classes = {
        str(triple.subject): compact(triple.object.value)
        for triple in sorted(answer.triples, key=str, reverse=True)
        if triple.predicate.value == expand("rdf:type")
    }
    resources = Counter(classes.values())
    statements = Counter(classes.get(str(triple.subject), "(label only)") for triple in answer.triples)
    named = {str(triple.subject) for triple in answer.triples} - classes.keys()
    resources["(label only)"] = len(named)
    buffer = io.StringIO()
    buffer.write("class,resources,statements\r\n")
    for name in sorted(statements):
        buffer.write(f"{name},{resources[name]},{statements[name]}\r\n")
    return buffer.getvalue()


def write(questions: Questions) -> set[Path]:
    """Write every golden answer, and delete those of no question any more."""
    FOLDER.mkdir(exist_ok=True)
    wanted = {case.path: case for stored in questions.catalogue for case in cases(stored)}
    for path, case in wanted.items():
        path.write_bytes(text(questions, case).encode())
    for path in set(FOLDER.glob("*.csv")) - wanted.keys():
        path.unlink()
    return set(wanted)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Project(ROOT, Path(folder))
        build(project)
        written = write(Questions(lambda: open_current(project), project.queries))
    sys.stdout.write(f"{len(written)} answers in {FOLDER}\n")


if __name__ == "__main__":
    main()
