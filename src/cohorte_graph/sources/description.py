"""data/sources/*.ttl: which files hold the texts of which cohort, and what is known of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from cohorte_graph.errors import InputError, Place
from cohorte_graph.iri import COH, ID, data_iri, expand
from cohorte_graph.sources.document import Document
from cohorte_graph.turtle import read_turtle

__all__ = ["SourceFile", "read_source_files"]


@dataclass(frozen=True)
class SourceFile:
    """One text of a cohort; ``rank`` 1 is the report itself."""

    slug: str
    path: Path
    cohort: str
    rank: int
    sha256: str
    publisher: str | None
    described_in: Path

    def describes(self, document: Document) -> bool:
        """Whether a document is, byte for byte, the one described."""
        return document.sha256 == self.sha256.lower()

    def open(self) -> Document:
        """The document.

        Raises InputError where the file is missing, empty, no UTF-8 text, or not the one described.
        """
        document = Document.open(self.path, self.slug)
        if not self.describes(document):
            line = _line_of(self.described_in, "coh:sha256", self.sha256)
            raise InputError(
                f"the bytes of '{self.path.name}' are not the ones described: SHA-256 {document.sha256[:12]}… "
                f"instead of {self.sha256[:12]}…; the file may be cut or edited.",
                place=Place(self.described_in, line),
                hint=f'Restore the file, or describe the new one: coh:sha256 "{document.sha256}".',
            )
        return document


def read_source_files(folder: Path) -> list[SourceFile]:
    """The source files described in a folder, by cohort and rank.

    Raises InputError for a description without its file name, cohort, rank or SHA-256, and where there is none.
    """
    found: list[SourceFile] = []
    for path in sorted(folder.glob("*.ttl")):
        facts: dict[str, dict[str, str]] = defaultdict(dict)
        for triple in read_turtle(path):
            subject = str(getattr(triple.subject, "value", ""))
            if subject.startswith(data_iri("source") + "/") and not isinstance(triple.object, ox.Triple):
                facts[subject][triple.predicate.value] = str(triple.object.value)
        found += [_described(iri, known, path) for iri, known in facts.items() if COH + "fileName" in known]
    if not found:
        raise InputError(
            "no source text is described.",
            place=Place(folder),
            hint="Describe each text in data/sources/sources.ttl: coh:fileName, coh:inCohort, coh:rank, coh:sha256.",
        )
    return sorted(found, key=lambda s: (s.cohort, s.rank, s.slug))


def _described(iri: str, known: dict[str, str], path: Path) -> SourceFile:
    missing = [name for name in ("inCohort", "rank", "sha256") if COH + name not in known]
    if missing:
        raise InputError(
            f"the source {iri.removeprefix(ID)} lacks {', '.join('coh:' + name for name in missing)}.",
            place=Place(path, _line_of(path, "coh:fileName", known[COH + "fileName"])),
            hint="Add it to the source's description.",
        )
    if not known[COH + "rank"].isdigit():
        raise InputError(
            f"the rank of the source {iri.removeprefix(ID)} is no number: '{known[COH + 'rank']}'.",
            place=Place(path, _line_of(path, "coh:rank", known[COH + "rank"])),
            hint="Write coh:rank 1 for the report, 2 for a further text of it.",
        )
    name = known[COH + "fileName"]
    if Path(name).name != name:
        raise InputError(
            f"'{name}' is a path, not the name of a file.",
            place=Place(path, _line_of(path, "coh:fileName", name)),
            hint="Put the text beside its description, and give coh:fileName its name alone.",
        )
    return SourceFile(
        slug=iri.rsplit("/", 1)[-1],
        path=path.parent / name,
        cohort=known[COH + "inCohort"].rsplit("/", 1)[-1],
        rank=int(known[COH + "rank"]),
        sha256=known[COH + "sha256"],
        publisher=known.get(expand("dcterms:publisher")),
        described_in=path,
    )


def _line_of(path: Path, *words: str) -> int:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if all(word in line for word in words):
            return number
    return 1
