"""Records of one thing, told in several places, made one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from cohorte_graph.extract.records import Record

__all__ = ["merge"]


def merge(records: Iterable[Record]) -> list[Record]:
    """One record for each path: what an earlier one leaves open a later one fills; evidence adds up."""
    merged: dict[tuple[str | int, ...], Record] = {}
    for record in records:
        known = merged.get(record.path)
        merged[record.path] = _joined(known, record) if known else record
    return list(merged.values())


def _joined(first: Record, second: Record) -> Record:
    changes: dict[str, Any] = {"evidence": tuple(dict.fromkeys(first.evidence + second.evidence))}
    for field in fields(first):
        if field.name in ("path", "label", "evidence"):
            continue
        one, other = getattr(first, field.name), getattr(second, field.name, None)
        if isinstance(one, tuple):
            changes[field.name] = tuple(dict.fromkeys(one + (other or ())))
        elif one is None:
            changes[field.name] = other
    return replace(first, **changes)
