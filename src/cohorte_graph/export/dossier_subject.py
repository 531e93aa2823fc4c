"""What a dossier is about: one territory, in the report of one cohort."""

from __future__ import annotations

from cohorte_graph.errors import CallError
from cohorte_graph.export.dossier_rows import rows_of
from cohorte_graph.iri import local_path
from cohorte_graph.query import Questions

__all__ = ["subject"]


def subject(questions: Questions, territory: str, cohort: str | None = None) -> tuple[str, str]:
    """The IRIs of territory and cohort, each named by slug, label or IRI; by default the only cohort there is.

    Raises CallError for an unknown name, and where the territory is a member of none or of several.
    """
    declared = questions.catalogue.get("effects-of-territory").parameters
    iri = questions.terms.term(declared["territory"], territory).value
    wanted = questions.terms.term(declared["cohort"], cohort).value if cohort else ""
    return iri, _cohort(questions, iri, wanted)


def _cohort(questions: Questions, territory: str, wanted: str) -> str:
    """The cohort whose report is meant."""
    known = [row["cohort"] for row in rows_of(questions, "cohorts", "fr")]
    memberships = [
        cohort
        for cohort in known
        if any(row["territory"] == territory for row in rows_of(questions, "territories", "fr", cohort=cohort))
    ]
    found = [cohort for cohort in memberships if wanted in ("", cohort)]
    if len(found) == 1:
        return found[0]
    name = local_path(territory).rpartition("/")[2]
    slugs = ", ".join(local_path(cohort).rpartition("/")[2] for cohort in memberships)
    if found:
        raise CallError(f"'{name}' is a member of several cohorts.", hint=f"Say which with --cohort: {slugs}.")
    where = "that cohort" if wanted else "any cohort"
    raise CallError(f"'{name}' is not a member of {where}.", hint=f"It is a member of: {slugs}." if slugs else "")
