"""The words of the pages themselves, in French and in English, read from ``phrases.yaml``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

__all__ = ["KINDS", "LANGUAGES", "phrases"]

FILE = Path(__file__).with_name("phrases.yaml")
LANGUAGES: Final = ("fr", "en")


@cache
def phrases(lang: str) -> dict[str, str]:
    """The words in one language, by their names."""
    import yaml

    found = {name: texts[lang] for name, texts in yaml.safe_load(FILE.read_bytes()).items()}
    return {name: _unbroken(text) for name, text in found.items()} if lang == "fr" else found


def _unbroken(text: str) -> str:
    """French with no-break spaces before its signs: no line begins with a colon."""
    return re.sub(r" (?=[:;?!»])", "\u00a0", text)


KINDS: Final[dict[str, tuple[str, str]]] = {
    "Class": ("classe", "class"),
    "ObjectProperty": ("propriété d'objet", "object property"),
    "DatatypeProperty": ("propriété de donnée", "datatype property"),
    "AnnotationProperty": ("propriété d'annotation", "annotation property"),
    "FunctionalProperty": ("une valeur au plus", "at most one value"),
    "InverseFunctionalProperty": ("un sujet au plus", "at most one subject"),
    "TransitiveProperty": ("transitive", "transitive"),
    "SymmetricProperty": ("symétrique", "symmetric"),
    "AsymmetricProperty": ("asymétrique", "asymmetric"),
    "IrreflexiveProperty": ("irréflexive", "irreflexive"),
    "ReflexiveProperty": ("réflexive", "reflexive"),
    "Property": ("propriété", "property"),
}
"""What the kinds of OWL are called, by their local names."""
