"""One build at a time: a lock that the system takes back from whoever dies with it."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from cohorte_graph.errors import BuildRunning, Place, RunError

__all__ = ["build_lock"]


@contextlib.contextmanager
def build_lock(folder: Path) -> Iterator[None]:
    """The build folder for one build at a time; BuildRunning where another holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "lock").open("w")
    except OSError as error:
        raise RunError(
            f"the build folder cannot be written: {error.strerror}.",
            place=Place(folder),
            hint="Remove what stands in its way, or give the folder back its rights.",
        ) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BuildRunning(
                f"another build is running in '{folder}'.", hint="Wait until it has ended, then try again."
            ) from error
        yield
