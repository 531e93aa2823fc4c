"""``cohorte build``: sources to a verified graph, with a summary worth reading."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from cohorte_graph.cli.messages import translated
from cohorte_graph.cli.settings import chosen_language, common_options, current_project

if TYPE_CHECKING:
    from cohorte_graph.build import BuildReport

__all__ = ["build"]

STEPS = {
    "sources": ("lecture des répertoires et des concepts", "reading gazetteers and concepts"),
    "extract": ("lecture du rapport", "reading the report"),
    "graph": ("écriture des graphes", "writing the graphs"),
    "reason": ("application des règles", "applying the rules"),
    "reasoner": ("raisonnement (HermiT)", "reasoning (HermiT)"),
    "validate": ("validation SHACL (pyshacl)", "SHACL validation (pyshacl)"),
    "publish": ("vérification et mise en place", "verifying and publishing"),
}
SHOWN = (
    ("Member", "territoires", "territories"),
    ("Pilot", "projets pilotes", "pilots"),
    ("Effect", "effets", "effects"),
    ("Limit", "limites", "limits"),
    ("AllyViewpoint", "points de vue d'alliés", "ally viewpoints"),
    ("TerritoryViewpoint", "points de vue de territoires", "territory viewpoints"),
    ("PullQuote", "exergues", "pull quotes"),
    ("Accompaniment", "accompagnements", "accompaniments"),
    ("Event", "événements", "events"),
    ("Production", "productions", "productions"),
    ("Figure", "chiffres", "figures"),
    ("Mention", "mentions", "mentions"),
)
REASONER_SECONDS = 120.0
"""Measured: eight territories take seven seconds; the time grows faster than the cohort."""
VERDICTS = {
    "consistent": ("cohérent", "consistent"),
    "timed out": ("interrompu", "timed out"),
    "not reasoned": ("pas de raisonnement", "not reasoned"),
}
NOTES = (
    ("UnknownName", "noms inconnus", "unknown names", "unknown-names"),
    (
        "SourceDifference",
        "différences entre les sources",
        "differences between the sources",
        "source-differences",
    ),
    ("ProofreadingNote", "notes de relecture", "proof-reading notes", "proofreading-notes"),
)


@click.command()
@click.option(
    "--reasoner-seconds",
    type=click.FloatRange(min=0),
    default=REASONER_SECONDS,
    show_default=True,
    envvar="COHORTE_REASONER_SECONDS",
    metavar="SECONDS",
    help="How long the reasoner may take for a cohort; the build goes on without its verdict.",
)
@click.option("--no-reasoner", is_flag=True, help="Leave the reasoner out, as where there is no Java.")
@click.option("--force", is_flag=True, help="Build anew even where nothing has changed.")
@common_options
def build(reasoner_seconds: float, no_reasoner: bool, force: bool) -> None:
    """Build the graph: read the sources, extract, reason, validate, verify, publish.

    Where no file, no library and nothing of the program has changed, the build that is there is checked and kept.
    A SHACL violation, or statements that the reasoner finds to contradict each other, stop the build (exit code 1)
    and leave the previous one in place.
    """
    from cohorte_graph.build import ViolationsError
    from cohorte_graph.build import build as run

    lang, seconds = chosen_language(), 0 if no_reasoner else reasoner_seconds
    try:
        with _progress(lang) as progress:
            report = run(current_project(), progress, reasoner_seconds=seconds, force=force)
    except ViolationsError as error:
        error.hint = error.lines(lang)
        raise
    for line in _summary(report, lang):
        click.echo(line)


@contextlib.contextmanager
def _progress(lang: str) -> Iterator[Callable[[str], None]]:
    """The step under way, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield lambda step: status.update(f"{STEPS[step][lang == 'en']}…") if step in STEPS else None


def _summary(report: BuildReport, lang: str) -> Iterator[str]:
    en = lang == "en"
    for cohort, counts in report.counts.items():
        yield f"{'Cohort' if en else 'Cohorte'} {cohort}"
        shown = [(counts.get(name, 0), e if en else f) for name, f, e in SHOWN]
        width = max(len(label) for _, label in shown)
        half = (len(shown) + 1) // 2
        for left, right in zip(shown[:half], [*shown[half:], None], strict=False):
            line = f"  {left[0]:>5}  {left[1]:<{width}}"
            yield (line + (f"  {right[0]:>5}  {right[1]}" if right else "")).rstrip()
        for name, fr_note, en_note, query in NOTES:
            if counts.get(name):
                yield f"  {counts[name]:>5}  {en_note if en else fr_note} → cohorte ask {query}"
    yield ""
    for source, found in sorted(report.coverage.items(), key=lambda item: -int(item[1]["characters"])):
        text = "coverage" if en else "couverture"
        yield f"{text} {_percent(found['share'], lang)}  {source} ({found['covered']}/{found['characters']})"
    yield from _withdrawn(report, en)
    yield _results(report, en)
    if nowhere := report.facts.get("dangling"):
        what = "references that lead nowhere" if en else "références qui ne mènent nulle part"
        yield f"{what}{':' if en else ' :'} {nowhere} → cohorte check"
    yield from _reasoned(report, lang)
    total = sum(report.triples.values())
    took = ", ".join(f"{STEPS[step][en]} {seconds:.1f} s" for step, seconds in report.timings.items() if seconds >= 0.1)
    yield f"{total} {'triples in' if en else 'triplets dans'} {len(report.triples)} {'graphs' if en else 'graphes'}"
    yield _unchanged(report, en) if report.unchanged else f"{report.seconds:.1f} s ({took})"
    commands = "cohorte queries · cohorte ask territories · cohorte dossier TERRITORY · cohorte export --help"
    yield f"{'Next:' if en else 'Ensuite :'} {commands}"


def _percent(share: float, lang: str) -> str:
    text = f"{share * 100:.2f}"
    return f"{text}%" if lang == "en" else f"{text.replace('.', ',')} %"


def _unchanged(report: BuildReport, en: bool) -> str:
    built = report.facts["built"]
    if en:
        return f"{report.seconds:.1f} s: nothing has changed since the build of {built}, and its files are whole"
    return f"{report.seconds:.1f} s : rien n'a changé depuis la construction du {built}, et ses fichiers sont intacts"


def _withdrawn(report: BuildReport, en: bool) -> Iterator[str]:
    """What data/withdrawn.ttl takes out, where it takes something out."""
    told = report.facts.get("withdrawn") or {}
    if told.get("resources"):
        named, others = told["resources"], told["gone"] - told["resources"]
        yield f"withdrawn: {named}, and {others} with them" if en else f"retirées : {named}, et {others} avec elles"
    if printed := told.get("printed"):
        what = "quotes of the report still print a name of theirs" if en else "citations du rapport les nomment encore"
        yield f"  {printed} {what} → cohorte ask search text={'NAME' if en else 'NOM'}"


def _results(report: BuildReport, en: bool) -> str:
    kinds = (("Warning", "avertissement", "warning"), ("Info", "information", "note"))
    counts = [(report.results.get(kind, 0), e if en else f) for kind, f, e in kinds]
    told = ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts)
    by = report.facts.get("judge")
    if en:
        return f"SHACL: conforms ({told})" + (f", judged by {by}" if by else "")
    return f"SHACL : conforme ({told})" + (f", jugé par {by}" if by else "")


def _reasoned(report: BuildReport, lang: str) -> Iterator[str]:
    """One line a cohort: the reasoner's verdict, or why there is none; then where it and the rules differ."""
    en = lang == "en"
    for cohort, verdict in report.reasoned.items():
        said = VERDICTS[verdict["status"]][en]
        note = translated(verdict["note"], lang) or "HermiT"
        of = f" {cohort}" if len(report.reasoned) > 1 else ""
        yield f"{f'Reasoner{of}:' if en else f'Raisonneur{of} :'} {said} ({note})"
        if verdict["memberships"]:
            more = "memberships added" if en else "appartenances ajoutées"
            yield f"  {verdict['memberships']} {more}"
        for membership in verdict["unconfirmed"]:
            yield f"  {'a rule alone says' if en else 'une règle seule dit'}: {membership}"
