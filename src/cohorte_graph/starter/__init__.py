"""A new cohort project: a folder with an invented example to be replaced, which builds as it is."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cohorte_graph.errors import CallError, InputError, Place, RunError

__all__ = ["EXAMPLE", "lay_out"]

FILES = Path(__file__).parent / "files"
EXAMPLE = "exemple-2026"
SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*?-(?P<years>(?:19|20)\d\d(?:-(?:19|20)\d\d)?)")
EXAMPLE_ONLY = ("data/gazetteers/", "data/curation/")
"""Below these lie statements about the example's own text."""
OF_THE_EXAMPLE = re.compile(r'^    (dcterms:(?:publisher|rights)) (?:[^";]|"[^"]*")*;$', re.MULTILINE)
"""Who publishes the example and by what right it is used: of another text only its steward can say that."""


def lay_out(folder: Path, cohort: str = "", text: Path | None = None) -> list[Path]:
    """Write a project into a folder that is not there or is empty; the files written, below it.

    With a ``text`` the project describes that report by its SHA-256, and statements about the example stand in
    its files as comments, publisher and rights among them, which the build then asks for; a ``cohort`` that is not
    given is then called as the text is, else as the example.
    Raises CallError for a cohort that is no slug with its years or a folder that holds something, InputError for
    a text that cannot be read, RunError where the folder cannot be written; then nothing is left.
    """
    cohort = cohort or (text.stem if text else EXAMPLE)
    if not (slug := SLUG.fullmatch(cohort)):
        raise CallError(
            f"'{cohort}' cannot name a cohort.",
            hint="Name it in small letters, digits and hyphens, its years last: --cohort region-2025-2026",
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CallError(
            f"'{folder}' is not empty.", hint="Name a folder that is not there yet: nothing is overwritten."
        )
    report = _read(text) if text else (FILES / "data/sources/__cohort__.txt").read_bytes()
    values = {"cohort": cohort, "period": slug["years"], "sha256": hashlib.sha256(report).hexdigest()}
    files = dict(_files(values, report, example=text is None))
    try:
        _write(folder, files)
    except OSError as error:
        raise RunError(
            f"the project cannot be written: {error.strerror}.",
            place=Place(folder),
            hint="Name a folder that can be written.",
        ) from error
    return sorted(map(Path, files))


def _read(text: Path) -> bytes:
    try:
        return text.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}.",
            place=Place(text),
            hint="Name the text of a report, as UTF-8: pdftotext report.pdf",
        ) from error


def _files(values: dict[str, str], report: bytes, *, example: bool) -> Iterator[tuple[str, bytes]]:
    for path in sorted(path for path in FILES.rglob("*") if path.is_file()):
        name = path.relative_to(FILES).as_posix()
        if path.suffix == ".txt":
            data = report
        else:
            filled = _filled(path.read_text("utf-8"), values)
            if not example:
                filled = _commented(filled) if name.startswith(EXAMPLE_ONLY) else _unsaid(filled)
            data = filled.encode()
        yield _filled(re.sub(r"^dot-", ".", name), values), data


def _filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"__(cohort|period|sha256)__", lambda found: values[found[1]], text)


def _commented(turtle: str) -> str:
    """Statements made comments; prefixes stay, and a line says what the comments are."""
    lines = turtle.split("\n")
    kept = [line if not line or line[0] in "#@" else f"# {line}" for line in lines]
    last = max(number for number, line in enumerate(kept) if line.startswith("@prefix"))
    return "\n".join([*kept[: last + 1], "", "# Exemple inventé, à remplacer :", *kept[last + 1 :]])


def _unsaid(turtle: str) -> str:
    """What is true of the example's text alone as a comment, its values left out."""
    values = {"dcterms:publisher": "<id/organisation/…> ;", "dcterms:rights": '"…"@fr , "…"@en ;'}
    return OF_THE_EXAMPLE.sub(lambda found: f"    # {found[1]} {values[found[1]]}", turtle)


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """All files or none: they are written beside where they belong, then moved there.

    A folder that is there stays the same folder, since somebody may stand in it.
    """
    there = folder.exists()
    if not there:
        folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".cohorte-init-", dir=folder if there else folder.parent))
    try:
        work.chmod(0o755)
        for name, data in files.items():
            path = work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if there:
            for path in sorted(work.iterdir()):
                path.rename(folder / path.name)
        else:
            work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
