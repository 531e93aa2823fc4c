"""``cohorte check`` called as people call it; what its child process writes is read from the real outputs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cohorte_graph.cli import main

__all__ = ["Call", "Told", "call", "start"]


@dataclass(frozen=True)
class Told:
    """An exit code and what was said."""

    code: int
    out: str
    err: str


Call = Callable[..., Told]


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Call the command in a folder of its own, quicker than a process that imports everything anew."""
    for name in ("COHORTE_LANG", "GITHUB_STEP_SUMMARY", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*args: str | Path) -> Told:
        capfd.readouterr()
        with pytest.raises(SystemExit) as caught:
            main(["check", *map(str, args)])
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        assert isinstance(caught.value.code, int)
        return Told(caught.value.code, out, err)

    return run


def start(*args: str | Path, cwd: Path, **extra: object) -> subprocess.Popen[str]:
    """The command as a process of its own, in English, which Ctrl-C ends even where the tests run in the background."""
    code = "from cohorte_graph.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, "check", *map(str, args)],
        cwd=cwd,
        env={**os.environ, "COHORTE_LANG": "en"},
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **extra},  # type: ignore[call-overload]
    )
