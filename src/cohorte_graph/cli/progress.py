"""The step under way, told on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

__all__ = ["progress"]


@contextmanager
def progress(lang: str, words: Mapping[str, tuple[str, str]]) -> Iterator[Callable[[str], None]]:
    """A function to call with each step by its name; a step without words is shown by its name."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield lambda step: status.update(f"{words[step][lang == 'en'] if step in words else step}…")
