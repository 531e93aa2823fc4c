"""One process measured from its start to its end: seconds by the clock, the most memory it held, what it said."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Run", "cohorte", "python"]


@dataclass(frozen=True)
class Run:
    """``mebibytes`` is the largest resident set (ru_maxrss)."""

    seconds: float
    mebibytes: float
    output: str


def python(code: str, *args: object) -> Run:
    """A fresh interpreter that runs some code; AssertionError where it fails."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    ) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    assert process.returncode == 0, output
    return Run(seconds, usage.ru_maxrss / 1024, output)


def cohorte(*args: object) -> Run:
    """The command as a user calls it."""
    return python("from cohorte_graph.cli import main; main()", *args)
