"""The English sentences of errors in asking, of which query with which values, and their French ones."""

from __future__ import annotations

from typing import Final

__all__ = ["FRENCH_OF_QUERY"]

FRENCH_OF_QUERY: Final[dict[str, str]] = {
    # which query, which parameter
    "No stored query is called '{name}'.": "Aucune requête enregistrée ne s'appelle « {name} ».",
    "All of them: {command}": "Toutes les requêtes : {command}",
    "Did you mean {names}?": "Vouliez-vous dire {names} ?",
    "The query '{query}' needs {names}.": "La requête « {query} » demande {names}.",
    "For instance: {command}": "Par exemple : {command}",
    "The query '{query}' has no parameter '{name}'.": ("La requête « {query} » n'a pas de paramètre « {name} »."),
    "It takes: {names}.": "Elle prend : {names}.",
    "It takes no parameter.": "Elle ne prend aucun paramètre.",
    "'{text}' has no parameter name.": "« {text} » est sans nom de paramètre.",
    "Write: name=value": "Écrire : nom=valeur",
    "The parameter '{name}' is given twice.": "Le paramètre « {name} » est donné deux fois.",
    # which value
    "{name}='{value}' is no resource of this graph.": "{name}='{value}' ne désigne rien dans ce graphe.",
    "{name}='{value}' is no {kind} of this graph.": "{name}='{value}' n'est pas un(e) {kind} de ce graphe.",
    "{name}='{value}' names several things.": "{name}='{value}' désigne plusieurs choses.",
    "Say which: {names}.": "Préciser laquelle : {names}.",
    "{name}='{value}' is longer than {n} characters.": "{name}='{value}' dépasse {n} caractères.",
    "{name}='{value}' is empty.": "{name}='{value}' est vide.",
    "{name}='{value}' is not UTF-8.": "{name}='{value}' n'est pas en UTF-8.",
    "{name}='{value}' is not a whole number, for instance {example}.": (
        "{name}='{value}' n'est pas un nombre entier, par exemple {example}."
    ),
    "{name}='{value}' is not a number, for instance {example}.": (
        "{name}='{value}' n'est pas un nombre, par exemple {example}."
    ),
    "{name}='{value}' is not a date, for instance {example}.": (
        "{name}='{value}' n'est pas une date, par exemple {example}."
    ),
    "Expected: a slug, a label or a full IRI, for instance {example}.": (
        "Attendu : un nom court, un libellé ou un IRI complet, par exemple {example}."
    ),
    "Expected: a slug, a label or a full IRI.": "Attendu : un nom court, un libellé ou un IRI complet.",
    "Expected: {what}, for instance {example}.": "Attendu : {what}, par exemple {example}.",
    "'{name}' stands nowhere in the graph.": "« {name} » ne figure nulle part dans le graphe.",
}
