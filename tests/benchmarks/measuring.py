"""One process measured from its start to its end: seconds by the clock, the most memory it held, what it said."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Run", "cohorte", "python"]


TELL_MEMORY = """\
import atexit, sys
atexit.register(lambda: sys.stderr.write(open("/proc/self/status").read()))
"""
"""The most memory held, from Linux itself: ru_maxrss of a child counts what its parent held before (proc(5))."""


@dataclass(frozen=True)
class Run:
    """``mebibytes`` is the largest resident set (VmHWM)."""

    seconds: float
    mebibytes: float
    output: str


def python(code: str, *args: object) -> Run:
    """A fresh interpreter that runs some code; AssertionError where it fails."""
    begun = time.perf_counter()
    code = TELL_MEMORY + code
    with subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    ) as process:
        output, said = process.communicate()
    seconds = time.perf_counter() - begun
    assert process.returncode == 0, said
    return Run(seconds, float(re.findall(r"VmHWM:\s*(\d+) kB", said)[-1]) / 1024, output)


def cohorte(*args: object) -> Run:
    """The command as a user calls it."""
    return python("from cohorte_graph.cli import main; main()", *args)
