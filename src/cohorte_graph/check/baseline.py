"""Known debts: results that are accepted for now, by fingerprint; what is new fails, and so does what is no more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cohorte_graph.check.report.fingerprint import fingerprint
from cohorte_graph.check.result import NOT_CHECKED, CheckResult, Text
from cohorte_graph.errors import InputError, Place

__all__ = ["Compared", "baseline_bytes", "compare", "read_baseline"]

STALE = "BASELINE-STALE"
VERSION = 1
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Compared:
    """Results that are new, how many are known, and a result for each entry that nothing bears out any more."""

    new: tuple[CheckResult, ...]
    known: int
    stale: tuple[CheckResult, ...]


def read_baseline(path: Path) -> dict[str, dict[str, Any]]:
    """The entries by fingerprint.

    Raises InputError with the place where the file is missing, is no JSON, or no baseline.
    """
    hint = "Write it anew with --update-baseline."
    try:
        found = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=Place(path), hint=hint) from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"the JSON does not parse: {error.msg}", place=Place(path, error.lineno, error.colno), hint=hint
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise InputError("is no baseline of known results.", place=Place(path), hint=hint) from error
    entries = found.get("results") if isinstance(found, dict) and found.get("version") == VERSION else None
    if not isinstance(entries, list) or not all(_is_entry(one) for one in entries):
        raise InputError("is no baseline of known results.", place=Place(path), hint=hint)
    return {entry["fingerprint"]: entry for entry in entries}


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, dict) or not isinstance(entry.get("fingerprint"), str):
        return False
    count = entry.get("count")
    return isinstance(count, int) and count > 0 and isinstance(entry.get("code"), str)


def compare(results: Iterable[CheckResult], entries: dict[str, dict[str, Any]], path: Path) -> Compared:
    """Each entry accepts as many results of its fingerprint as it counts."""
    left = {name: int(entry["count"]) for name, entry in entries.items()}
    new, known = [], 0
    for result in results:
        name = fingerprint(result)
        if left.get(name, 0) > 0 and result.code not in NOT_CHECKED:
            left[name] -= 1
            known += 1
        else:
            new.append(result)
    gone = {name: rest for name, rest in left.items() if rest}
    lines = _lines(path) if gone else {}
    stale = [_stale(entries[name], rest, Place(path, lines.get(name, 1))) for name, rest in gone.items()]
    return Compared(tuple(new), known, tuple(stale))


def _stale(entry: dict[str, Any], rest: int, place: Place) -> CheckResult:
    about = f"{entry['code']} {entry.get('anchor', '')}".strip()
    return CheckResult(
        severity="Violation",
        code=STALE,
        stage="lint",
        message=Text(
            f"La dette connue {about} ({rest}) n'existe plus : la rayer avec --update-baseline.",
            f"The known debt {about} ({rest}) is no more: strike it out with --update-baseline.",
        ),
        place=place,
        anchor=str(entry.get("anchor", "")),
    )


def _lines(path: Path) -> dict[str, int]:
    """The first line of each string of the file."""
    found: dict[str, int] = {}
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        for name in _STRING.findall(line):
            found.setdefault(name, number)
    return found


def baseline_bytes(results: Iterable[CheckResult]) -> bytes:
    """A baseline of these results, one entry a line, sorted, so that a change of it reads well."""
    counts: dict[str, tuple[CheckResult, int]] = {}
    for result in results:
        if result.code in NOT_CHECKED:
            continue
        name = fingerprint(result)
        counts[name] = result, counts.get(name, (result, 0))[1] + 1
    entries = [
        {"fingerprint": name, "code": result.code, "anchor": result.anchor, "path": result.path, "count": count}
        for name, (result, count) in counts.items()
    ]
    entries.sort(key=lambda entry: (entry["code"], entry["anchor"], entry["path"], entry["fingerprint"]))
    lines = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in entries)
    return f'{{"version": {VERSION}, "results": [\n{lines}\n]}}\n'.encode()
