"""The prefixes that a SPARQL text may use: those it declares, and those of sh:prefixes (SHACL §5.2.1)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from cohorte_graph.check.lint.remark import Remark
from cohorte_graph.check.lint.statements import Statements
from cohorte_graph.check.result import Remedy, Text
from cohorte_graph.iri import PREFIXES
from cohorte_graph.query.tokens import Kind, Token, declared_prefixes

__all__ = ["declared", "missing", "prefix_remarks"]

PREFIX = "SHAPES-PREFIX"


def declared(graph: Statements, query: object) -> dict[str, str]:
    """Namespaces by prefix, of sh:prefixes/owl:imports*/sh:declare."""
    graphs = {triple.object: None for triple in graph.shacl(query, "prefixes")}
    for one in list(graphs):
        new = [one]
        while new:
            imported = [t.object for node in new for t in graph.about(node, PREFIXES["owl"] + "imports")]
            new = [node for node in imported if node not in graphs]
            graphs.update(dict.fromkeys(new))
    found = {}
    for declaration in (t.object for one in graphs for t in graph.shacl(one, "declare")):
        names, spaces = graph.shacl(declaration, "prefix"), graph.shacl(declaration, "namespace")
        if names and spaces and isinstance(names[0].object, ox.Literal) and isinstance(spaces[0].object, ox.Literal):
            found[names[0].object.value] = spaces[0].object.value
    return found


def missing(graph: Statements, query: object, tokens: list[Token]) -> list[str]:
    """The prefixes that a text uses and that nothing declares, each once."""
    known = declared(graph, query).keys() | declared_prefixes(tokens)
    used = (token.text.partition(":")[0] for token in tokens if token.kind is Kind.NAME)
    return [prefix for prefix in dict.fromkeys(used) if prefix not in known]


def prefix_remarks(graph: Statements, triple: ox.Triple, tokens: list[Token]) -> Iterator[Remark]:
    """A remark for each prefix that a text uses and that nothing declares."""
    named = bool(graph.shacl(triple.subject, "prefixes"))
    for prefix in missing(graph, triple.subject, tokens):
        namespace = PREFIXES.get(prefix, "…")
        yield graph.remark(
            PREFIX,
            triple,
            f"Le préfixe {prefix}: n'est déclaré ni dans la requête ni par sh:prefixes.",
            f"The prefix {prefix}: is declared neither in the query nor by sh:prefixes.",
            remedy=Remedy(
                Text("Le déclarer là où mène sh:prefixes.", "Declare it where sh:prefixes leads.")
                if named
                else Text("Donner sh:prefixes, et le déclarer là.", "Give sh:prefixes, and declare it there."),
                f'sh:declare [ sh:prefix "{prefix}" ; sh:namespace "{namespace}"^^xsd:anyURI ] .',
            ),
        )
