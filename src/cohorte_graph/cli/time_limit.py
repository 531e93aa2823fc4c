"""A time limit that holds even while the engine does not listen.

A running query cannot be cancelled, and keeps Python's signal handlers waiting (measured); so a second thread
ends the process, and while a limit is on, Ctrl-C ends it without asking Python.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from cohorte_graph.cli.messages import error_text
from cohorte_graph.errors import TimeLimit

__all__ = ["time_limit"]


@contextmanager
def time_limit(seconds: float, lang: str) -> Iterator[None]:
    """End the process with exit code 3 and a message unless the block ends in time.

    The lock makes the two ends exclude each other: once the block is left, its answer may be written at any
    pace; once the message is begun, nothing of an answer is.
    """
    lock = threading.Lock()
    done = threading.Event()

    def watch() -> None:
        if done.wait(seconds):
            return
        with lock:
            if not done.is_set():
                _give_up(seconds, lang)

    threading.Thread(target=watch, daemon=True, name="time-limit").start()
    with _immediate_interrupt():
        try:
            yield
        finally:
            with lock:
                done.set()


def _give_up(seconds: float, lang: str) -> None:
    error = TimeLimit(
        f"No answer within {seconds:g} s.",
        hint="Ask for less, or allow more with --timeout SECONDS.",
    )
    os.write(2, (error_text(error, lang) + "\n").encode())
    os._exit(error.exit_code)


@contextmanager
def _immediate_interrupt() -> Iterator[None]:
    """Ctrl-C with its default action, where this thread may say so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
