"""What a check spares: positions are read, and rdflib and pyshacl loaded, only where there is something to tell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cohorte_graph.check.result import CheckReport
from cohorte_graph.check.run import Options, check
from cohorte_graph.check.subject import of_files, of_project
from cohorte_graph.project import Project
from cohorte_graph.validate import positions
from report_fixtures import ROOT

SHAPES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix coh: <https://w3id.org/cohorte-graph/def#> .
@prefix ex: <http://example.org/> .

ex:PersonShape a sh:NodeShape ; coh:code "PERSON" ; sh:severity sh:Violation ; sh:targetClass ex:Person ;
  sh:message "Une personne."@fr , "A person."@en ; sh:property ex:NameShape .
ex:NameShape a sh:PropertyShape ; coh:code "NAME" ; sh:severity sh:Violation ; sh:path ex:name ; sh:minCount 1 ;
  sh:message "Il faut un nom."@fr , "A name is needed."@en .
"""
PREFIX = "@prefix ex: <http://example.org/> .\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with shapes beside three files of data, in which nothing is wrong."""
    (tmp_path / "data").mkdir()
    (tmp_path / "shapes.ttl").write_text(SHAPES, "utf-8")
    for name in ("ada", "bob", "eve"):
        (tmp_path / "data" / f"{name}.ttl").write_text(f'{PREFIX}ex:{name} a ex:Person ; ex:name "{name}" .\n', "utf-8")
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose positions are read from now on."""
    names: list[str] = []
    real = positions.read_located

    def counting(path: Path, *given: object, **more: object) -> object:
        names.append(path.name)
        return real(path, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(positions, "read_located", counting)
    return names


def checked(folder: Path, engine: str = "auto") -> CheckReport:
    return check(of_files([folder / "data"], [folder / "shapes.ttl"], []), Options(engine))


@pytest.mark.parametrize("engine", ["auto", "pyshacl", "fast", "both"])
def test_no_position_is_read_where_nothing_is_wrong(engine: str, files: Path, read: list[str]) -> None:
    assert checked(files, engine).results == ()
    assert read == []


def test_positions_are_read_of_the_file_at_fault_alone(files: Path, read: list[str]) -> None:
    (files / "data" / "bob.ttl").write_text(f"{PREFIX}\nex:bob a ex:Person .\n", "utf-8")
    (result,) = checked(files).results
    assert str(result.place).endswith("bob.ttl:3:10")
    assert read == ["bob.ttl"]


def test_results_without_number_read_each_file_once(files: Path, read: list[str]) -> None:
    for name in ("ada", "eve"):
        people = "".join(f"ex:{name}{number} a ex:Person .\n" for number in range(50))
        (files / "data" / f"{name}.ttl").write_text(PREFIX + people, "utf-8")
    results = checked(files).results
    assert len(results) == 100
    assert all(result.place and result.place.line for result in results)
    assert sorted(read) == ["ada.ttl", "eve.ttl"]


def test_the_project_reads_no_position_twice_and_few_files(read: list[str]) -> None:
    report = check(of_project(Project.at(ROOT)), Options())
    assert any(result.place for result in report.results)
    assert len(read) == len(set(read)) < len(report.data_files)


def test_a_clean_check_loads_neither_rdflib_nor_pyshacl(files: Path) -> None:
    """Half a second that an editor would feel at every key."""
    code = (
        "import sys, pathlib\n"
        "from cohorte_graph.check.run import Options, check\n"
        "from cohorte_graph.check.subject import of_files\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "report = check(of_files([folder / 'data'], [folder / 'shapes.ttl'], []), Options())\n"
        "print(len(report.results), report.engine, *sorted({'rdflib', 'pyshacl'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, files], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["0", "shacl"]
