"""Parts written into a folder that appears whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from io import BufferedWriter
from pathlib import Path
from typing import BinaryIO, cast

from cohorte_graph.dataset.parts import Part, Written
from cohorte_graph.errors import Place, RunError

__all__ = ["Later", "write_folder", "write_part"]

Later = Callable[[list[Written]], Iterable[Part]]
"""Parts that can be told only when others are written: a catalogue with their sizes, a manifest."""


def write_folder(
    target: Path, parts: Iterable[Part], *later: Later, step: Callable[[str], None] = lambda name: None
) -> list[Written]:
    """Write the parts, then those that follow from them, into a new folder, and give it its name at the end.

    A folder or file that stands there already is refused. Raises RunError, with the place, where the disk fails; then
    nothing is left behind.
    """
    if target.exists():
        raise RunError("stands there already.", place=Place(target), hint="Name another folder, or move this one away.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    except OSError as error:
        raise RunError(f"cannot be written: {error.strerror}", place=Place(target)) from error
    try:
        written = [_written(fresh, part, step) for part in parts]
        for make in later:
            written += [_written(fresh, part, step) for part in make(list(written))]
        os.sync()  # once for all files: to wait for the disk after each takes longer than to write them
        fresh.chmod(0o777 & ~_umask())
        fresh.rename(target)
    except OSError as error:
        raise RunError(f"cannot be written: {error.strerror or error}", place=Place(target)) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return written


def _written(folder: Path, part: Part, step: Callable[[str], None]) -> Written:
    step(part.name)
    path = folder / part.name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise RunError(f"'{part.name}' would be written outside of its folder.", place=Place(folder))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_part(part, file)
    with path.open("rb") as read:
        digest = hashlib.file_digest(read, "sha256").hexdigest()
    return Written(part, path.stat().st_size, digest)


def write_part(part: Part, file: BinaryIO) -> None:
    """Write one part; a name that ends in .gz, or .GZ, is compressed, with no clock and no name in it."""
    if not part.name.lower().endswith(".gz"):
        part.write(file)
        return
    with gzip.GzipFile(filename="", mode="wb", fileobj=cast(BufferedWriter, file), mtime=0) as packed:
        part.write(cast(BinaryIO, packed))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
