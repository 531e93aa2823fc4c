"""What a release says of itself to whoever opens its folder: README.md and RIGHTS.md, in French and English."""

from __future__ import annotations

from cohorte_graph.dataset import Part
from cohorte_graph.dataset.rights import Rights

__all__ = ["names", "notices"]

README = """\
# {name_fr}, version {version}

{changes_fr}

- `graph/` : tous les énoncés, en Turtle, TriG, N-Triples, N-Quads, JSON-LD et RDF/XML, et chaque graphe nommé à part.
- `tables/` : une table par classe (CSV, décrites par `csv-metadata.json`), un classeur Excel, les points en GeoJSON.
- `documents/` : un document JSON-LD par ressource, lisible sans connaître RDF.
- `without-text/` : les mêmes énoncés sans les mots du rapport.
- `catalogue.ttl` (DCAT-AP), `catalogue.fr.ttl` (en français seul), `void.ttl` : ce que les moissonneurs lisent ;
  les documents y sont un jeu de données à part.
- `changes.fr.md` : ce qui a changé depuis la version précédente.
- `manifest.json` : octets et SHA-256 de chaque fichier, nombre de triplets et empreinte RDFC-1.0 de chaque graphe.

Vérifier cette version, sans réseau : `cohorte verify .`
Les droits sont dans `RIGHTS.md`.

# {name_en}, release {version}

{changes_en}

- `graph/`: all statements, in Turtle, TriG, N-Triples, N-Quads, JSON-LD and RDF/XML, and each named graph alone.
- `tables/`: a table a class (CSV, described by `csv-metadata.json`), an Excel workbook, points in GeoJSON.
- `documents/`: a JSON-LD document a resource, readable without knowing RDF.
- `without-text/`: the same statements without the words of the report.
- `catalogue.ttl` (DCAT-AP), `catalogue.fr.ttl` (French only), `void.ttl`: what harvesters read; the
  documents are a dataset of their own there.
- `changes.en.md`: what changed since the release before.
- `manifest.json`: bytes and SHA-256 of each file, number of triples and RDFC-1.0 hash of each graph.

Prove this release, offline: `cohorte verify .`
The rights are in `RIGHTS.md`.
"""
WITHDRAWN = {
    "fr": "Des ressources ont été retirées de ces données : il n'en reste que l'adresse, une pierre tombale "
    "(`coh:Tombstone`). Une version antérieure peut encore les nommer : qui l'a reprise la remplace par celle-ci.",
    "en": "Resources were withdrawn from these data: only their address is left, a tombstone (`coh:Tombstone`). An "
    "earlier release may still name them: whoever took it replaces it by this one.",
}


def names(rights: Rights) -> tuple[str, str]:
    """What is released, in French and English: data drawn from the reports, not the reports themselves."""
    return f"Données tirées de « {rights.title_fr} »", f"Data drawn from “{rights.title_en}”"


def notices(rights: Rights, version: str, changes: dict[str, str], *, withdraws: bool = False) -> list[Part]:
    """The two files; ``changes`` is a sentence a language. Where something is withdrawn, whoever took a release before
    is told to take this one in its place."""
    name_fr, name_en = names(rights)
    readme = README.format(
        name_fr=name_fr,
        name_en=name_en,
        version=version,
        changes_fr=changes["fr"],
        changes_en=changes["en"],
    )
    french, english = (f"\n{WITHDRAWN[lang]}\n" if withdraws else "" for lang in ("fr", "en"))
    stated = f"# Droits\n\n{rights.text('fr')}{french}\n# Rights\n\n{rights.text('en')}{english}"
    return [
        Part.of_bytes("README.md", "text/markdown", "Mode d'emploi", "How to use it", readme.encode()),
        Part.of_bytes("RIGHTS.md", "text/markdown", "Droits", "Rights", stated.encode()),
    ]
