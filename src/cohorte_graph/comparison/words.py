"""A comparison in a sentence: numbers with the nouns of their classes, in French and English."""

from __future__ import annotations

import re
from collections import Counter

from cohorte_graph.comparison.changes import KINDS, Comparison, Kind
from cohorte_graph.comparison.snapshot import Resource
from cohorte_graph.iri import COH, expand

__all__ = ["class_noun", "counted", "summary"]

MOVED = ("déplacé", "moved")
WORDS: dict[Kind, tuple[str, str]] = {
    "added": ("ajouté", "added"),
    "withdrawn": ("occulté", "withdrawn"),
    "removed": ("retiré", "removed"),
    "changed": ("modifié", "changed"),
    "renumbered": ("renuméroté", "renumbered"),
}
OTHERS = {
    expand("owl:Class"): ("classe", "class"),
    expand("owl:ObjectProperty"): ("propriété", "property"),
    expand("owl:DatatypeProperty"): ("propriété", "property"),
    expand("owl:AnnotationProperty"): ("propriété", "property"),
    expand("sh:NodeShape"): ("forme SHACL", "SHACL shape"),
    expand("sh:PropertyShape"): ("forme SHACL", "SHACL shape"),
    expand("skos:ConceptScheme"): ("schéma de concepts", "concept scheme"),
}
"""Nouns of classes that are not ours to label."""
RESOURCE = ("ressource", "resource")
FEMININE = re.compile(
    r"(?:action|adresse|citation|classe|cohorte|communauté|commune|différence|explication|étape|fiche|forme|fragilité"
    r"|issue|limite|mention|mesure|métropole|mission|note|orientation|organisation|personne|perspective|phase|pierre"
    r"|politique(?! ou)|production|propriété|question|région|ressource|section|sorte|source|tension)s?\b"
)
"""Head nouns of class labels that are feminine; French agrees with them."""
PREPOSITION = re.compile(
    r" (?=(?:d'|de |du |des |en |à |entre |pour |sans |of |in |on |for |between |from |to |without |proposed )\S)"
)
INVARIABLE = ("ou", "et", "web")
IRREGULAR = {"person": "people", "diagnosis": "diagnoses"}


def summary(comparison: Comparison, lang: str) -> str:
    """``2 effets ajoutés, 1 limite retirée, 1 citation corrigée``; the sorts with most changes first."""
    en = lang == "en"
    parts = []
    for kind in KINDS[: KINDS.index("moved")]:
        nouns = Counter(class_noun(c.resource, comparison, lang) for c in comparison.changes if c.kind == kind)
        for noun, count in sorted(nouns.items(), key=lambda item: (-item[1], item[0])):
            parts.append(counted(count, noun, WORDS[kind][en], lang))
    quote = "quote" if en else "citation"
    if comparison.corrected_quotes:
        parts.append(counted(comparison.corrected_quotes, quote, "corrected" if en else "corrigé", lang))
    moved = sum(
        len(c.after.quotes - c.before.quotes) for c in comparison.changes if c.kind == "moved" and c.before and c.after
    )
    if moved:
        parts.append(counted(moved, quote, MOVED[en], lang))
    return ", ".join(parts) or ("no difference" if en else "aucune différence")


def class_noun(resource: Resource, comparison: Comparison, lang: str) -> str:
    """The label of a resource's class: the first of ours, else one that everybody knows."""
    classes = resource.classes
    for name in classes:
        if name.startswith(COH):
            return comparison.label(name, lang)
    return next((OTHERS[name] for name in classes if name in OTHERS), RESOURCE)[lang == "en"]


def counted(count: int, noun: str, participle: str, lang: str) -> str:
    """A number with its noun and participle, which agree with it: ``2 limites ajoutées``."""
    several = count > 1 if lang == "fr" else count != 1
    if lang == "en":
        return f"{count} {_plural(noun, lang) if several else noun} {participle}"
    feminine = "e" if FEMININE.match(noun) else ""
    return f"{count} {_plural(noun, lang) if several else noun} {participle}{feminine}{'s' if several else ''}"


def _plural(noun: str, lang: str) -> str:
    """The words before the first preposition in the plural; in English the last of them, in French all."""
    head, preposition, rest = _split(noun)
    words = head.split(" ")
    if lang == "en":
        joined = [n for n, word in enumerate(words[1:], 1) if word in ("or", "and")]
        ends = {len(words) - 1, *(n - 1 for n in joined)}
        words = [_english(word) if n in ends else word for n, word in enumerate(words)]
    else:
        words = [word if word in INVARIABLE or word.isupper() else _french(word) for word in words]
    return " ".join(words) + preposition + rest


def _split(noun: str) -> tuple[str, str, str]:
    found = PREPOSITION.search(noun)
    return (noun[: found.start()], " ", noun[found.end() :]) if found else (noun, "", "")


def _french(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith(("eau", "eu")):
        return f"{word}x"
    return f"{word[:-2]}aux" if word.endswith("al") else f"{word}s"


def _english(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"
