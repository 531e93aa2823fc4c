"""The table of a benchmark run: pytest-benchmark's JSON in, Markdown out."""

from __future__ import annotations

import json
import math
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Entry = dict[str, Any]
HEAD = """\
# Speed

Written by `make bench`; every figure of one run, on one machine, in processes of its own where it says "cold".
The naive way is rdflib's memory store and pyshacl over the same triples (`tests/benchmarks/naive.py`).
For `cohorte check` it is pyshacl's own command; the engines alone are compared only where both find the same results.
Larger graphs are the real report and copies of it under new slugs (`tests/benchmarks/corpus.py`).
Each cell: ours, then the naive way, then how many times it is faster or smaller.
"""


def main(source: Path, target: Path) -> None:
    run = json.loads(source.read_text("utf-8"))
    entries: dict[tuple[str, int], dict[str, Entry]] = {}
    for one in run["benchmarks"]:
        facts = {**one["extra_info"], "median": one["stats"]["median"]}
        entries.setdefault((one["group"], facts["triples"]), {})[facts["who"]] = facts
    sizes = sorted({triples for _, triples in entries})
    rows = [
        ("load into memory", lambda n: _pair(entries, "load", n, "median", _time)),
        ("… memory held", lambda n: _pair(entries, "load", n, "mebibytes", _memory)),
        ("cold `cohorte ask`", lambda n: _pair(entries, "cold ask", n, "median", _time)),
        ("… memory held", lambda n: _pair(entries, "cold ask", n, "mebibytes", _memory)),
        ("cold `cohorte check`, unchanged project", lambda n: _pair(entries, "cold check", n, "median", _time)),
        ("… its engine alone, CPU time", lambda n: _pair(entries, "engine of check", n, "cpu", _time)),
        ("`cohorte export` in six RDF formats, beside rdflib", lambda n: _pair(entries, "export", n, "seconds", _time)),
        (
            "… memory held, the most of Turtle, N-Quads, CSV",
            lambda n: _pair(entries, "export", n, "mebibytes", _memory),
        ),
        ("stored queries, geometric mean", lambda n: _queries(entries, n)),
        ("… beside the bare engine", lambda n: _overhead(entries, n)),
        ("full build, pyshacl and reasoner apart", lambda n: _build(entries, n)),
        ("… with pyshacl", lambda n: _pair(entries, "build", n, "seconds", _time)),
        ("… pyshacl's share of that", lambda n: _share(entries, n)),
        ("… HermiT besides, a cohort", lambda n: _reasoner(entries, n)),
        ("… memory held", lambda n: _pair(entries, "build", n, "mebibytes", _memory)),
        ("unchanged build", lambda n: _time(entries["unchanged build", n]["ours"]["median"])),
        ("full build per 100,000 triples", lambda n: _per(entries, "build", n, "seconds")),
        ("load per 100,000 triples", lambda n: _per(entries, "load", n, "median")),
    ]
    lines = [HEAD, _head(sizes), "| --- |" + " --- |" * len(sizes)]
    lines += filter(None, (_row(name, cell, sizes) for name, cell in rows))
    machine = run["machine_info"]
    lines.append(f"\nPython {machine['python_version']}, {_cores(machine)}; {run['datetime'][:10]}.")
    target.write_text("\n".join(lines) + "\n", "utf-8")
    print(target.read_text("utf-8"))


def _head(sizes: list[int]) -> str:
    return "| |" + "".join(f" {size:,} triples |" for size in sizes)


def _row(name: str, cell: Callable[[int], str], sizes: list[int]) -> str:
    """A row of the table; nothing for what was not measured in this run at any size."""
    try:
        cells = [cell(size) for size in sizes]
    except KeyError:
        return ""
    return f"| {name} |" + "".join(f" {said} |" for said in cells) if set(cells) != {"–"} else ""


def _pair(
    entries: dict[tuple[str, int], dict[str, Entry]], group: str, n: int, key: str, say: Callable[[float], str]
) -> str:
    found = entries.get((group, n))
    if found is None:
        return "–"
    ours = found["ours"][key]
    naive = found["naive"].get(key) if "naive" in found else None
    if naive is None:
        return say(ours)
    return f"{say(ours)} · {say(naive)} · {_ratio(naive / ours)}"


def _queries(entries: dict[tuple[str, int], dict[str, Entry]], n: int) -> str:
    found = entries["stored queries", n]
    ours = found["ours"]["queries"]
    mean = _geometric(ours.values())
    if "naive" not in found:
        return f"{_time(mean)} ({len(ours)} queries)"
    naive = found["naive"]["queries"]
    ratio = _geometric(naive[name] / ours[name] for name in ours)
    return f"{_time(mean)} · {_time(_geometric(naive.values()))} · {_ratio(ratio)} ({len(ours)} queries)"


def _overhead(entries: dict[tuple[str, int], dict[str, Entry]], n: int) -> str:
    """How many queries are within 1.5 times or 0.3 ms of the engine alone, and the median of what is added."""
    found = entries["stored queries", n]["ours"]
    ours, bare = found["queries"], found["bare"]
    within = sum(ours[name] <= 1.5 * bare[name] or ours[name] - bare[name] <= 0.0003 for name in ours)
    more = statistics.median(ours[name] - bare[name] for name in ours)
    return f"{within} of {len(ours)} within 1.5× or 0.3 ms; median + {_time(max(more, 0))}"


def _build(entries: dict[tuple[str, int], dict[str, Entry]], n: int) -> str:
    """Ours without the judge, beside the whole of the naive pipeline."""
    found = entries["build", n]
    ours = found["ours"]["seconds"] - found["ours"]["judge"]
    if "naive" not in found:
        return _time(ours)
    return f"{_time(ours)} · {_time(found['naive']['seconds'])} · {_ratio(found['naive']['seconds'] / ours)}"


def _share(entries: dict[tuple[str, int], dict[str, Entry]], n: int) -> str:
    return " · ".join(
        f"{100 * one['judge'] / one['seconds']:.0f} %"
        for who in ("ours", "naive")
        if (one := entries["build", n].get(who))
    )


def _reasoner(entries: dict[tuple[str, int], dict[str, Entry]], n: int) -> str:
    found = entries.get(("reasoner", n))
    if found:
        return _time(found["ours"]["seconds"])
    return "the same" if any(group == "reasoner" for group, _ in entries) else "–"


def _per(entries: dict[tuple[str, int], dict[str, Entry]], group: str, n: int, key: str) -> str:
    return _time(entries[group, n]["ours"][key] / n * 100_000)


def _geometric(values: Any) -> float:
    logs = [math.log(value) for value in values]
    return math.exp(sum(logs) / len(logs))


def _ratio(ratio: float) -> str:
    return f"**{ratio:.0f}×**" if ratio >= 9.5 else f"**{ratio:.1f}×**"


def _time(seconds: float) -> str:
    if seconds < 0.0995:
        return f"{seconds * 1000:.2f} ms" if seconds < 0.00995 else f"{seconds * 1000:.0f} ms"
    return f"{seconds:.2f} s" if seconds < 9.95 else f"{seconds:.0f} s"


def _memory(mebibytes: float) -> str:
    return f"{mebibytes:,.0f} MiB"


def _cores(machine: dict[str, Any]) -> str:
    return f"{machine['cpu'].get('count', '?')} cores, {machine['cpu'].get('brand_raw', machine['machine'])}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
