"""By what a result is known again when lines have moved: its rule, its resource, its path and value,
and those of what sh:node found inside."""

from __future__ import annotations

import re
from hashlib import sha256

from cohorte_graph.check.result import CheckResult

__all__ = ["fingerprint"]


def fingerprint(result: CheckResult) -> str:
    """Sixteen hexadecimal digits; no line is in it, and no name of a blank node, which another reading changes."""
    about = result.anchor or result.focus
    parts = (result.code, about, result.path, result.component, result.value)
    steady = [re.sub(r"^_:.*", "_:", part) for part in parts]
    return sha256("\0".join([*steady, *sorted(map(fingerprint, result.details))]).encode()).hexdigest()[:16]
