"""The printable dossiers of the territories, one page each; none without the words that they are made of."""

from __future__ import annotations

from typing import BinaryIO

from cohorte_graph.bundles.edition import Edition
from cohorte_graph.dataset import Part
from cohorte_graph.export.dossier_rows import rows_of
from cohorte_graph.iri import data_iri, local_path
from cohorte_graph.query import Questions

__all__ = ["FOLDER", "dossier_parts"]

FOLDER = "dossiers/"
LANG = "fr"


def dossier_parts(edition: Edition) -> list[Part]:
    """``dossiers/<cohort>/<territory>.html`` for each territory of each cohort."""
    dataset = edition.dataset
    if not dataset.with_text:
        return []
    questions = Questions(lambda: dataset.engine, edition.project.queries)
    return [
        _part(questions, row["territory"], row["name"], cohort)
        for cohort in dataset.cohorts
        for row in rows_of(questions, "territories", LANG, cohort=data_iri("cohort", cohort))
    ]


def _part(questions: Questions, territory: str, name: str, cohort: str) -> Part:
    def write(file: BinaryIO) -> None:
        from cohorte_graph.export.dossier_gathering import gather
        from cohorte_graph.export.dossier_page import write_dossier

        file.write(write_dossier(gather(questions, territory, LANG, data_iri("cohort", cohort)), "html"))

    slug = local_path(territory).rpartition("/")[2]
    fr, en = f"Dossier imprimable : {name or slug}", f"Printable dossier (in French): {name or slug}"
    return Part(f"{FOLDER}{cohort}/{slug}.html", "text/html", fr, en, write, "text")
