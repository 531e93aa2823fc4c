"""Curation speaks of what the report has: a statement about nothing is a slip, told with its line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.errors import InputError, Place, did_you_mean
from cohorte_graph.iri import local_path
from cohorte_graph.turtle import place_of_subject, read_turtle

__all__ = ["check_folders", "read_curation"]


def read_curation(paths: Iterable[Path], known: set[str]) -> list[ox.Triple]:
    """The triples of a cohort's curation files; ``known`` are the IRIs that the report states something about.

    Raises InputError with the line of a statement about anything else.
    """
    triples: list[ox.Triple] = []
    for path in paths:
        for triple in read_turtle(path):
            if not isinstance(triple.subject, ox.NamedNode):
                raise InputError(
                    "a blank node is curated, which nobody can ask for.",
                    place=place_of_subject(path),
                    hint="Name the resource by its IRI.",
                )
            if triple.subject.value not in known:
                raise _unknown(path, triple.subject.value, known)
            triples.append(triple)
    return triples


def check_folders(folder: Path, cohorts: Iterable[str]) -> None:
    """Each folder of curation belongs to a cohort; InputError for one that would be passed over."""
    slugs = list(cohorts)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir() and path.name not in slugs:
            raise InputError(
                f"the folder '{path.name}' is named after no cohort.",
                place=Place(path),
                hint=did_you_mean(path.name, slugs) or f"The cohorts are: {', '.join(slugs)}.",
            )


def _unknown(path: Path, iri: str, known: set[str]) -> InputError:
    name = local_path(iri)
    close = did_you_mean(name, (local_path(other) for other in known if other.count("/") == iri.count("/")))
    return InputError(
        f"the report has no resource '{name}': a statement about it would say nothing.",
        place=place_of_subject(path, iri),
        hint=close or "Look its IRI up with: cohorte show",
    )
