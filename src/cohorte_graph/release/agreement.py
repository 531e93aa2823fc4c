"""The files of a release read again: each dump, table, document and catalogue against the graphs of the N-Quads.

What is not compared here (README, changes, the workbook, the points) is proven by its SHA-256 alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from cohorte_graph.catalogue.statements import expanded
from cohorte_graph.iri import COH, CONCEPT, ID, PREFIXES, compact, graph_iri
from cohorte_graph.release.cells import table_differences
from cohorte_graph.release.contents import DOCUMENTS, LISTED, METADATA, TABLES, UNIONS, WORDLESS_DUMPS, dump_name
from cohorte_graph.release.difference import Difference, unreadable
from cohorte_graph.release.graphs import UNREADABLE, Graphs, read_quads_of, same
from cohorte_graph.release.hashes import graph_hash
from cohorte_graph.release.quads import QUADS

__all__ = ["Agreement", "is_wordless", "printed_properties"]

CATALOGUES: Final = (("catalogue.ttl", "catalogue.rdf", "catalogue.jsonld"), ("catalogue.fr.ttl", "catalogue.fr.rdf"))
"""The files that state the same."""
EXACT, DIGEST = PREFIXES["oa"] + "exact", ox.NamedNode(COH + "exactSha256")
REWORDED: Final = (PREFIXES["rdfs"] + "label", COH + "sortKey")
"""What the edition without text says in words of its own."""
BYTES, CHECKSUM, VALUE = (expanded(name) for name in ("dcat:byteSize", "spdx:checksum", "spdx:checksumValue"))


class Agreement:
    """``differences`` are those found, ``read`` the files that were read again.

    The files have the bytes that the manifest tells; one that it does not list is not read.
    """

    def __init__(self, folder: Path, facts: Mapping[str, Any]) -> None:
        self._folder, self._facts = folder, facts
        self.differences: list[Difference] = []
        self.read: set[str] = set()
        quads = self._quads(QUADS)
        if quads is None:
            return
        self._graphs = Graphs.of(quads)
        self._compare_graphs()
        self._compare_unions()
        self._compare_wordless()
        self._compare_tables()
        self._compare_documents()
        self._compare_catalogues()

    def _quads(self, name: str) -> list[ox.Quad] | None:
        """The quads of a file, None where there are none to be compared."""
        if name not in self._facts["files"]:
            return None
        self.read.add(name)
        try:
            return read_quads_of(self._folder / name)
        except UNREADABLE as error:
            self.differences.append(unreadable(name, error))
            return None

    def _triples(self, name: str) -> set[ox.Triple] | None:
        quads = self._quads(name)
        return None if quads is None else {quad.triple for quad in quads}

    def _differs(self, what: str, fr: str, en: str) -> None:
        self.differences.append(Difference(what, fr, en))

    def _compare_graphs(self) -> None:
        """Each named graph by count and hash, in the N-Quads and in its own file; the union by what they state."""
        named = self._graphs.named
        stated = set[ox.Triple]().union(*(found for name, found in named.items() if name != graph_iri("shapes")))
        if self._graphs.union != stated:
            self._differs(QUADS, "l'union n'est pas celle des graphes.", "the union is not that of the graphs.")
        for name in sorted({*named, *self._facts["graphs"]}):
            self._compare_graph(compact(name), name, named.get(name, set()))
            own = self._triples(dump_name(name))
            if own is not None:
                self._compare_graph(dump_name(name), name, own)

    def _compare_graph(self, what: str, name: str, found: set[ox.Triple]) -> None:
        known, told = self._facts["graphs"].get(name, {"triples": 0, "rdfc10": ""}), graph_hash(found)
        if told.triples != known["triples"]:
            counts = f"{told.triples} / {known['triples']}"
            self._differs(what, f"{counts} triplets.", f"{counts} triples.")
        elif told.rdfc10 != known["rdfc10"]:
            self._differs(what, "l'empreinte RDFC-1.0 diffère.", "the RDFC-1.0 hash differs.")

    def _compare_unions(self) -> None:
        for name in UNIONS:
            quads = self._quads(name) if name != QUADS else None
            if quads is None:
                continue
            if ".trig" in name:
                found, known = Graphs.of(quads).named, self._graphs.named
                fits = found.keys() == known.keys() and all(same(found[one], known[one]) for one in known)
            else:
                fits = same({quad.triple for quad in quads}, self._graphs.union)
            if not fits:
                self._other_triples(name, QUADS)

    def _other_triples(self, name: str, as_in: str) -> None:
        self._differs(name, f"ses triplets ne sont pas ceux de {as_in}.", f"its triples are not those of {as_in}.")

    def _compare_wordless(self) -> None:
        """Without text all links stand and no words; a literal stands as it is, or as this edition rewrites it."""
        first = WORDLESS_DUMPS[0]
        quads = self._quads(first)
        if quads is None:
            return
        found, printed = Graphs.of(quads), printed_properties(self._graphs.union)
        for name in ("", *sorted({*found.named, *self._graphs.named})):
            own = found.named.get(name, set()) if name else found.union
            whole = self._graphs.named.get(name, set()) if name else self._graphs.union
            if not is_wordless(own, whole, printed):
                graph = compact(name) if name else "union"
                self._differs(
                    first,
                    f"{graph} n'y est pas le graphe sans les mots du rapport.",
                    f"{graph} is not the graph without the words of the report.",
                )
        for name in WORDLESS_DUMPS[1:]:
            triples = self._triples(name)
            if triples is not None and not same(triples, found.union):
                self._other_triples(name, first)

    def _compare_tables(self) -> None:
        found, read = table_differences(self._folder, self._graphs, self._facts["files"])
        self.differences += found
        self.read |= read
        for name in sorted(self._facts["files"].keys() - read):
            if name.startswith(TABLES) and name.endswith(".csv") and METADATA in read:
                self._differs(name, f"{METADATA} ne décrit pas cette table.", f"{METADATA} does not describe it.")

    def _compare_documents(self) -> None:
        """A document states nothing that the graph does not, and something of what it is called by."""
        for name in sorted(name for name in self._facts["files"] if name.startswith(DOCUMENTS)):
            triples = self._triples(name)
            if triples is None:
                continue
            path = name.removeprefix(DOCUMENTS).removesuffix(".jsonld")
            if not triples <= self._graphs.union:
                said = min(map(str, triples - self._graphs.union))[:120]
                self._differs(
                    name,
                    f"ce document dit ce que le graphe ne dit pas : {said}",
                    f"this document says what the graph does not: {said}",
                )
            elif not {ox.NamedNode(ID + path), ox.NamedNode(CONCEPT + path)} & {t.subject for t in triples}:
                self._differs(
                    name, "ce document ne dit rien de sa ressource.", "this document says nothing of its own."
                )

    def _compare_catalogues(self) -> None:
        """The catalogue lists the files of the manifest, each with its size and SHA-256, in every format."""
        files = self._facts["files"].items()
        there = {(known["sha256"], str(known["bytes"])) for name, known in files if name.startswith(LISTED)}
        for first, *others in CATALOGUES:
            triples = self._triples(first)
            if triples is None:
                continue
            if _distributions(triples) != there:
                self._differs(
                    first, "les fichiers n'y sont pas ceux du manifeste.", "its files are not those of the manifest."
                )
            for name in others:
                own = self._triples(name)
                if own is not None and not same(own, triples):
                    self._other_triples(name, first)


def printed_properties(union: set[ox.Triple]) -> set[str]:
    """What the edition without text says nothing by; a unit may be a register's."""
    told = {getattr(triple.subject, "value", "") for triple in union if triple.predicate.value == COH + "printed"}
    return {EXACT, *told} - {COH + "unit"}


def is_wordless(found: set[ox.Triple], whole: set[ox.Triple], printed: set[str]) -> bool:
    """Whether a graph is another one without the words of reports, as ``dataset/wordless.py`` makes it: all links, no
    value of the ``printed`` properties, and of the other literals none that is not the same or made by that edition."""
    if any(triple.predicate.value in printed for triple in found):
        return False
    if any(not isinstance(triple.object, ox.Literal) for triple in found ^ whole):
        return False
    about = {(triple.subject, triple.predicate.value) for triple in whole}
    digests = {
        ox.Triple(triple.subject, DIGEST, ox.Literal(hashlib.sha256(triple.object.value.encode()).hexdigest()))
        for triple in whole
        if triple.predicate.value == EXACT and isinstance(triple.object, ox.Literal)
    }
    return all(
        triple.predicate.value in REWORDED and (triple.subject, triple.predicate.value) in about
        for triple in found - whole - digests
    )


def _distributions(catalogue: set[ox.Triple]) -> set[tuple[str, str]]:
    """SHA-256 and size of each file that a catalogue lists."""
    told: dict[str, dict[object, Any]] = {BYTES: {}, CHECKSUM: {}, VALUE: {}}
    for triple in catalogue:
        if triple.predicate.value in told:
            told[triple.predicate.value][triple.subject] = triple.object
    values = {node: told[VALUE].get(checksum) for node, checksum in told[CHECKSUM].items()}
    return {
        (getattr(value, "value", ""), getattr(told[BYTES].get(node), "value", "")) for node, value in values.items()
    }
