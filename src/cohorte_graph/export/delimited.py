"""Rows as CSV and TSV, under their variable names (https://www.w3.org/TR/sparql11-results-csv-tsv/).

Cells are the data, unaltered: a text that begins with ``=`` is not disarmed here, since a program that reads
the file would then read something else than the graph says. Who opens answers in a spreadsheet asks for xlsx,
in which no text can become a formula.
"""

from __future__ import annotations

import csv
import io

from cohorte_graph.export.cells import bare
from cohorte_graph.query.answer import Table
from cohorte_graph.store import Term

__all__ = ["csv_text", "tsv_text"]


def csv_text(answer: Table) -> str:
    """CSV as RFC 4180 has it: lines end in CR LF."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.name for column in answer.columns])
    writer.writerows([bare(cell) for cell in row] for row in answer.rows)
    return buffer.getvalue()


def tsv_text(answer: Table) -> str:
    """TSV with terms in their Turtle form, variables marked by ``?``."""
    lines = ["\t".join(f"?{column.name}" for column in answer.columns)]
    lines += ["\t".join(_turtle(cell) for cell in row) for row in answer.rows]
    return "".join(f"{line}\n" for line in lines)


def _turtle(term: Term | None) -> str:
    """A term as N-Triples writes it, tabs in literals escaped."""
    return "" if term is None else str(term).replace("\t", "\\t")
