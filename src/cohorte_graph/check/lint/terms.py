"""The terms that SHACL defines, by their kind.

SHACL 2017 (https://www.w3.org/TR/shacl/), the Advanced Features (https://www.w3.org/TR/shacl-af/) and the JavaScript
Extensions (https://www.w3.org/TR/shacl-js/), as https://www.w3.org/ns/shacl# lists them. All names are without prefix.
"""

from __future__ import annotations

from cohorte_graph.iri import PREFIXES

__all__ = [
    "CLASSES",
    "FORMER",
    "LIST_TAKING",
    "NODE_KINDS",
    "PARAMETERS",
    "PROPERTIES",
    "REPORT",
    "RESOURCES",
    "SEVERITIES",
    "SH",
    "SHAPE_EXPECTING",
    "TARGETS",
    "TERMS",
    "local",
]

SH = PREFIXES["sh"]

TARGETS = frozenset("targetClass targetNode targetObjectsOf targetSubjectsOf".split())
SHAPE_EXPECTING = frozenset("node not property qualifiedValueShape".split())
"""Parameters whose value is a shape."""
LIST_TAKING = frozenset("and or xone".split())
"""Parameters whose value is a list of shapes."""
PARAMETERS = frozenset(
    """
    class closed datatype disjoint equals flags hasValue ignoredProperties in languageIn lessThan lessThanOrEquals
    maxCount maxExclusive maxInclusive maxLength minCount minExclusive minInclusive minLength nodeKind pattern
    qualifiedMaxCount qualifiedMinCount qualifiedValueShapesDisjoint sparql uniqueLang expression js
    """.split()
    + sorted(SHAPE_EXPECTING | LIST_TAKING)
)
"""What makes a node that has one of them a shape (SHACL §2.1)."""
REPORT = frozenset(
    """
    conforms detail focusNode result resultMessage resultPath resultSeverity shapesGraphWellFormed sourceConstraint
    sourceConstraintComponent sourceShape value
    """.split()
)
"""Properties of validation reports, which say nothing in a shape."""
PROPERTIES = (
    TARGETS
    | PARAMETERS
    | REPORT
    | frozenset(
        """
        alternativePath inversePath oneOrMorePath path zeroOrMorePath zeroOrOnePath
        annotationProperty annotationValue annotationVarName ask condition construct deactivated declare defaultValue
        description entailment filterShape group intersection jsFunctionName jsLibrary jsLibraryURL labelTemplate
        message name namespace nodeValidator nodes object optional order parameter predicate prefix prefixes
        propertyValidator resultAnnotation returnType rule select severity shapesGraph subject suggestedShapesGraph
        target union update validator values
        """.split()
    )
)
NODE_KINDS = frozenset("BlankNode BlankNodeOrIRI BlankNodeOrLiteral IRI IRIOrLiteral Literal".split())
SEVERITIES = frozenset("Info Violation Warning".split())
CLASSES = frozenset(
    """
    AbstractResult ConstraintComponent Function JSConstraint JSExecutable JSFunction JSLibrary JSRule JSTarget
    JSTargetType JSValidator NodeKind NodeShape Parameter Parameterizable PrefixDeclaration PropertyGroup PropertyShape
    ResultAnnotation Rule SPARQLAskExecutable SPARQLAskValidator SPARQLConstraint SPARQLConstructExecutable
    SPARQLExecutable SPARQLFunction SPARQLRule SPARQLSelectExecutable SPARQLSelectValidator SPARQLTarget
    SPARQLTargetType SPARQLUpdateExecutable Severity Shape Target TargetType TripleRule ValidationReport
    ValidationResult Validator
    """.split()
)
_COMPONENTS = {
    "And": "and",
    "Class": "class",
    "Closed": "closed ignoredProperties",
    "Datatype": "datatype",
    "Disjoint": "disjoint",
    "Equals": "equals",
    "Expression": "expression",
    "HasValue": "hasValue",
    "In": "in",
    "LanguageIn": "languageIn",
    "LessThan": "lessThan",
    "LessThanOrEquals": "lessThanOrEquals",
    "MaxCount": "maxCount",
    "MaxExclusive": "maxExclusive",
    "MaxInclusive": "maxInclusive",
    "MaxLength": "maxLength",
    "MinCount": "minCount",
    "MinExclusive": "minExclusive",
    "MinInclusive": "minInclusive",
    "MinLength": "minLength",
    "Node": "node",
    "NodeKind": "nodeKind",
    "Not": "not",
    "Or": "or",
    "Pattern": "flags pattern",
    "Property": "property",
    "QualifiedMaxCount": "qualifiedMaxCount qualifiedValueShape qualifiedValueShapesDisjoint",
    "QualifiedMinCount": "qualifiedMinCount qualifiedValueShape qualifiedValueShapesDisjoint",
    "SPARQL": "sparql",
    "UniqueLang": "uniqueLang",
    "Xone": "xone",
}
RESOURCES = (
    NODE_KINDS
    | SEVERITIES
    | frozenset(f"{name}ConstraintComponent" for name in [*_COMPONENTS, "JS"])
    | frozenset(f"{name}ConstraintComponent-{of}" for name, taken in _COMPONENTS.items() for of in taken.split())
    | frozenset(["JSConstraint-js", "this"])
)
TERMS = PROPERTIES | CLASSES | RESOURCES

FORMER = {
    "shape": "node",
    "valueShape": "node",
    "nodeShape": "node",
    "propertyShape": "property",
    "constraint": "property",
    "valueClass": "class",
    "type": "class",
    "valueType": "datatype",
    "dataType": "datatype",
    "allowedValues": "in",
    "scopeClass": "targetClass",
    "scopeNode": "targetNode",
    "regex": "pattern",
    "resultMessage": "message",
    "resultPath": "path",
    "resultSeverity": "severity",
    "value": "hasValue",
}
"""Names of earlier drafts, of other languages or of reports, and what SHACL calls the same in a shape."""


def local(iri: str) -> str:
    """The name of a SHACL term; the empty string for an IRI of another namespace."""
    return iri[len(SH) :] if iri.startswith(SH) else ""
