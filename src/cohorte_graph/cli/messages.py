"""What the command says, in French and in English.

The library words its errors in English, with what is wrong inside. A message is recognised by its English
sentence and told again in French, what fills its slots unchanged. A sentence without a French one is told in
English, never swallowed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from cohorte_graph.cli.french import FRENCH
from cohorte_graph.cli.french_check import FRENCH_OF_CHECK
from cohorte_graph.cli.french_publish import FRENCH_OF_PUBLISH
from cohorte_graph.cli.french_query import FRENCH_OF_QUERY

if TYPE_CHECKING:
    from cohorte_graph.errors import CohorteError

__all__ = ["error_text", "language", "said_in", "translated"]

OWN = {
    "error": {"fr": "Erreur : {message}", "en": "Error: {message}"},
    "first build": {
        "fr": "Première question : le graphe est construit dans {folder}, une fois pour toutes.",
        "en": "First question: the graph is built in {folder}, once and for all.",
    },
    "empty": {"fr": "Aucune ligne.", "en": "No rows."},
    "unexpected": {
        "fr": "Erreur imprévue : {error}\nLe détail s'affiche avec COHORTE_DEBUG=1.",
        "en": "Unexpected error: {error}\nCOHORTE_DEBUG=1 shows where.",
    },
}


def language(args: Sequence[str]) -> str:
    """The language to speak, from arguments that may not even parse, else from COHORTE_LANG, else French."""
    asked = os.environ.get("COHORTE_LANG", "")
    for place, argument in enumerate(args):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            asked = argument.partition("=")[2]
        elif argument == "--lang":
            asked = "".join(args[place + 1 : place + 2])
    return "en" if asked == "en" else "fr"


def error_text(error: CohorteError, lang: str) -> str:
    """An error as the user reads it: ``path:line:col: message`` or ``Error: message``, then the hints.

    A path below the working directory is told from there, as those of results are.
    """
    message = translated(error.message, lang)
    place = str(error.place).removeprefix(f"{os.getcwd()}{os.sep}")  # noqa: PTH109 (pathlib would cost time)
    head = f"{place}: {message}" if error.place else said_in(lang, "error", message=message)
    return "\n".join([head, *(translated(line, lang) for line in error.hint.splitlines())])


def said_in(lang: str, key: str, **slots: str) -> str:
    """One of the command's own sentences."""
    return OWN[key][lang].format(**slots)


def translated(text: str, lang: str) -> str:
    """A sentence of the library in the language asked."""
    if lang == "en":
        return text
    for pattern, french in _patterns():
        if found := pattern.fullmatch(text):
            return french.format(**{name: _listed(name, value) for name, value in found.groupdict().items()})
    return text


def _listed(name: str, value: str) -> str:
    """Lists of names joined by the French words; a reason that is a sentence of its own, in French."""
    if name == "why":
        return translated(value, "fr")
    return value.replace(" or ", " ou ").replace(" and ", " et ") if name == "names" else value


_SENTENCES = {**FRENCH, **FRENCH_OF_QUERY, **FRENCH_OF_CHECK, **FRENCH_OF_PUBLISH}


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(_pattern(english), french) for english, french in _SENTENCES.items()]


def _pattern(sentence: str) -> re.Pattern[str]:
    """A sentence as a pattern, each slot a group."""
    parts = re.split(r"\{(\w+)\}", sentence)
    marked = (f"(?P<{part}>.+?)" if n % 2 else re.escape(part) for n, part in enumerate(parts))
    return re.compile("".join(marked), re.DOTALL)
