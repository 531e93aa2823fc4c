"""What a broken constraint says where its shape has no words of its own (SHACL §4, §5)."""

from __future__ import annotations

from cohorte_graph.check.result import Text
from cohorte_graph.iri import compact

__all__ = ["default_message"]

MESSAGES = {
    "Class": ("La valeur n'est pas de la classe demandée.", "The value is not of the class asked for."),
    "Datatype": ("La valeur n'a pas le type de données demandé.", "The value does not have the datatype asked for."),
    "NodeKind": (
        "La valeur n'est pas de la sorte demandée (IRI, littéral, nœud anonyme).",
        "The value is not of the kind asked for (IRI, literal, blank node).",
    ),
    "MinCount": ("Il manque une valeur.", "A value is missing."),
    "MaxCount": ("Il y a trop de valeurs.", "There are too many values."),
    "MinExclusive": ("La valeur est trop petite.", "The value is too small."),
    "MinInclusive": ("La valeur est trop petite.", "The value is too small."),
    "MaxExclusive": ("La valeur est trop grande.", "The value is too large."),
    "MaxInclusive": ("La valeur est trop grande.", "The value is too large."),
    "MinLength": ("La valeur est trop courte.", "The value is too short."),
    "MaxLength": ("La valeur est trop longue.", "The value is too long."),
    "Pattern": ("La valeur n'a pas la forme demandée.", "The value does not have the form asked for."),
    "LanguageIn": ("La langue de la valeur n'est pas admise.", "The language of the value is not allowed."),
    "UniqueLang": ("Deux valeurs sont de la même langue.", "Two values are in the same language."),
    "Equals": ("Les valeurs des deux propriétés diffèrent.", "The values of the two properties differ."),
    "Disjoint": ("Les deux propriétés partagent une valeur.", "The two properties share a value."),
    "LessThan": ("La valeur n'est pas plus petite que l'autre.", "The value is not less than the other one."),
    "LessThanOrEquals": ("La valeur est plus grande que l'autre.", "The value is greater than the other one."),
    "Not": ("Le nœud a ce qu'il ne doit pas avoir.", "The node has what it must not have."),
    "And": ("Le nœud ne satisfait pas toutes les formes.", "The node does not satisfy all of the shapes."),
    "Or": ("Le nœud ne satisfait aucune des formes.", "The node satisfies none of the shapes."),
    "Xone": ("Le nœud ne satisfait pas une forme et une seule.", "The node does not satisfy exactly one shape."),
    "Node": ("Le nœud ne satisfait pas la forme.", "The node does not satisfy the shape."),
    "QualifiedMinCount": ("Trop peu de valeurs satisfont la forme.", "Too few values satisfy the shape."),
    "QualifiedMaxCount": ("Trop de valeurs satisfont la forme.", "Too many values satisfy the shape."),
    "Closed": ("Cette propriété n'est pas admise ici.", "This property is not allowed here."),
    "HasValue": ("La valeur demandée manque.", "The value asked for is missing."),
    "In": ("La valeur n'est pas de la liste.", "The value is not one of the list."),
    "SPARQL": ("La condition en SPARQL n'est pas remplie.", "The SPARQL condition is not met."),
}


def default_message(component: str) -> Text:
    """The words for a component; for one that SHACL does not define its name."""
    if component in MESSAGES:
        return Text(*MESSAGES[component])
    name = compact(component)
    return Text(f"La contrainte {name} n'est pas respectée.", f"The constraint {name} is not met.")
