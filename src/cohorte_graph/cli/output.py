"""Where answers go: a terminal, a pipe, or a file that is written whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from cohorte_graph.cli.messages import said_in
from cohorte_graph.errors import CallError, Place, RunError

if TYPE_CHECKING:
    from cohorte_graph.dataset import Part
    from cohorte_graph.export import Terminal
    from cohorte_graph.query import Answer

__all__ = ["chosen_format", "emit", "emit_answer", "emit_part", "is_file", "named_format"]

Writer = Callable[[BinaryIO], object]
ENDINGS = {"txt": ("table", "text"), "markdown": ("md",), "turtle": ("ttl",), "xml": ("rdf",)}
"""Endings that are not the name of a format, and the formats they may stand for."""


def chosen_format(format: str | None, output: Path | None, known: tuple[str, ...]) -> str | None:
    """The format asked for, else the one the file's ending says, None without one; CallError for an unknown one."""
    from cohorte_graph.export.formats import check_format

    if format:
        check_format(format, known)
        return format
    return named_format(output, known)


def named_format(output: Path | None, known: tuple[str, ...], *, packed: bool = False) -> str | None:
    """The format that a file's ending names, None where it has no ending, ``packed`` with a .gz behind it or without.

    An ending begins with a letter: a day or a version at the end of a name is none. CallError for one that names no
    format, since the file would not be what its name says.
    """
    name = output.name.lower() if output else ""
    stem, _, ending = (name.removesuffix(".gz") if packed else name).rpartition(".")
    if not stem or not ending[:1].isalpha():
        return None
    found = next((format for format in (ending, *ENDINGS.get(ending, ())) if format in known), None)
    if found is None:
        from cohorte_graph.query.texts import shown

        others = [other for other, formats in ENDINGS.items() if set(formats) & {*known}]
        listed = ", ".join(f".{one}" for one in (*known, *others) if one not in ("table", "text"))
        raise CallError(
            f"'{shown(name)}' has an ending that names no format.",
            hint=f"Known endings: {listed}.\nOr say what it is to be: --format FORMAT",
        )
    return found


def emit_answer(answer: Answer, format: str | None, output: Path | None, lang: str) -> None:
    """Write an answer in the format asked for, else in the usual one of its kind."""
    from cohorte_graph.export.formats import BINARY, default_format, write
    from cohorte_graph.query import Table

    format = format or default_format(answer)
    if format in BINARY and not is_file(output) and sys.stdout.isatty():
        raise CallError(f"{format} is no text: a terminal cannot show it.", hint="Name a file with -o FILE.")
    emit(write(answer, format, lang, None if is_file(output) else _terminal()), output)
    if isinstance(answer, Table) and not answer.rows and format == "table":
        click.echo(said_in(lang, "empty"), err=True)


def emit(content: bytes, output: Path | None) -> None:
    """Write bytes to a file, or to standard output."""
    _emit(lambda file: file.write(content), output)


def emit_part(part: Part, output: Path | None) -> None:
    """Write a part to a file, or to standard output, as it is made."""
    from cohorte_graph.dataset.folder import write_part

    _emit(lambda file: write_part(part, file), output)


def is_file(output: Path | None) -> bool:
    """Whether -o names something other than standard output."""
    return output is not None and str(output) != "-"


def _emit(write: Writer, output: Path | None) -> None:
    if output and is_file(output):
        _write_file(write, output)
    else:
        _print(write)


def _terminal() -> Terminal | None:
    """The terminal, if there is one; NO_COLOR (https://no-color.org) takes its colours away."""
    if not sys.stdout.isatty():
        return None
    import shutil

    from cohorte_graph.export import Terminal

    return Terminal(shutil.get_terminal_size().columns, color=not os.environ.get("NO_COLOR"))


def _print(write: Writer) -> None:
    """To standard output; a reader that has seen enough (``| head``) is no mistake."""
    try:
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise RunError(f"cannot be written: {error.strerror}", place=Place("standard output")) from error


def _write_file(write: Writer, path: Path) -> None:
    """Through a neighbour that takes the file's place; devices and pipes are written as they are."""
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                write(file)
        else:
            _replace(write, path.resolve())
    except OSError as error:
        raise RunError(f"cannot be written: {error.strerror}", place=Place(path)) from error


def _replace(write: Writer, path: Path) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    neighbour = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        neighbour.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        neighbour.replace(path)
    except BaseException:
        neighbour.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
