"""Work on files of strangers, done by a child process with a deadline and so much memory, watched by its parent.

Neither engine can be asked to stop, a regular expression can run for ever, and what nests too deeply ends a process;
so what ends is the child, and the parent says why.
"""

from __future__ import annotations

import os
import re
import select
import signal
import sys
from collections.abc import Callable

from cohorte_graph.check.report.words import commanding_nothing
from cohorte_graph.cli.messages import error_text
from cohorte_graph.errors import CohorteError, RunError, TimeLimit

__all__ = ["supervised"]

MEBIBYTE = 2**20
LONGEST = 10.0**7
"""Seconds; the system cannot wait for ever."""


def supervised(work: Callable[[], int], *, seconds: float, mebibytes: int, lang: str) -> int:
    """The exit code of the work, which prints what it has to say and tells its own errors.

    Raises TimeLimit or RunError where it had to be ended, or ended itself. Where processes cannot be forked the work
    is done here, without limits.
    """
    if not hasattr(os, "fork"):
        return work()
    sys.stdout.flush()
    sys.stderr.flush()
    (alive, ends), (watched, watching) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.close(alive)  # the other end stays open for as long as the child lives
        os.close(watching)  # and this one for as long as its parent does
        os._exit(_done(work, mebibytes, lang, watched))
    os.close(ends)
    os.close(watched)
    try:
        in_time = bool(select.select([alive], [], [], seconds if seconds < LONGEST else LONGEST)[0])
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    finally:
        os.close(alive)
    if not in_time:
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if not in_time:
        raise TimeLimit(f"Not checked within {seconds:g} s.", hint="Check less, or allow more with --timeout SECONDS.")
    if code < 0:
        raise _ended(-code, mebibytes)
    return code


def _done(work: Callable[[], int], mebibytes: int, lang: str, parent: int) -> int:
    """The exit code of the child, whatever happens in it: nothing of it may run on as if it were its parent."""
    try:
        _end_with(parent)
        _limit_memory(mebibytes)
        return _worked(work, mebibytes, lang)
    except BaseException:  # standard error is gone, or there is no memory left to say so
        return CohorteError.exit_code


def _end_with(parent: int) -> None:
    """Let the system end this process when its parent does, however it does: the pipe between them then breaks."""
    import fcntl

    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(parent, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(parent, fcntl.F_SETFL, fcntl.fcntl(parent, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([parent], [], [], 0)[0]:
        os._exit(CohorteError.exit_code)


def _worked(work: Callable[[], int], mebibytes: int, lang: str) -> int:
    """The work in the child, its errors told as the command group tells them."""
    try:
        code = work()
    except MemoryError:
        code = _told(_too_much(mebibytes), lang)
    except RecursionError:
        code = _told(RunError("the files nest too deeply.", hint="Give inner nodes names of their own."), lang)
    except CohorteError as error:
        code = _told(error, lang)
    except KeyboardInterrupt:
        code = 130
    except BaseException as error:  # an engine that panics raises what is no Exception
        if os.environ.get("COHORTE_DEBUG"):
            import traceback

            traceback.print_exc()
        code = _told(RunError(f"Unexpected error: {type(error).__name__}: {error}"), lang)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = code or CohorteError.exit_code
    return code


def _told(error: CohorteError, lang: str) -> int:
    print(_harmless(error_text(error, lang)), file=sys.stderr)
    return error.exit_code


def _harmless(text: str) -> str:
    """A text without signs that steer a terminal, and without lines that a CI takes for commands (``::error::``)."""
    shown = re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", lambda found: f"\\u{ord(found[0]):04x}", text)
    return commanding_nothing(shown)


def _limit_memory(mebibytes: int) -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = min(mebibytes * MEBIBYTE, sys.maxsize)
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _too_much(mebibytes: int) -> RunError:
    return RunError(
        f"The check would take more than {mebibytes} MiB of memory.",
        hint="Check less, or allow more with --memory MIB.",
    )


def _ended(number: int, mebibytes: int) -> RunError:
    """The engine ends its process where memory runs out (SIGABRT) or the stack does (SIGSEGV)."""
    if number == signal.SIGABRT:
        return _too_much(mebibytes)
    return RunError(
        f"The check was ended by signal {number}.",
        hint="Files that nest too deeply end it so; allow more with --memory MIB, or judge with the other --engine.",
    )
