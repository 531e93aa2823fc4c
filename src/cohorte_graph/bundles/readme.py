"""README.md of a bundle, in French: what it is, how to load it, its files, the rights, and how to check it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cohorte_graph.bundles.bundle import Bundle
from cohorte_graph.bundles.edition import Edition
from cohorte_graph.dataset import Part, Written

__all__ = ["README", "SUMS", "SUMS_ABOUT", "readme_part", "sums_part"]

README = "README.md"
SUMS = "SHA256SUMS"
SUMS_ABOUT = ("Empreintes SHA-256 de tous les autres fichiers", "SHA-256 digests of all other files")
FEW = 12
"""A folder with more files is told in one line."""
UNPLACED = (
    "Les fichiers ne sont encore servis nulle part : dans les catalogues, leurs adresses finissent en `.invalid`.\n"
    "Refaire le lot avec `--base-url ADRESSE` une fois l'adresse connue.\n"
)
WORDLESS = (
    "Cette édition ne contient pas les mots du rapport : ni textes, ni citations, ni libellés imprimés.\n"
    "Les dossiers imprimables, faits de ces mots, n'y sont pas.\n"
)
CHECKING = (
    "`SHA256SUMS` donne l'empreinte de chaque fichier. Dans ce dossier :\n\n"
    "    sha256sum --check SHA256SUMS\n\n"
    "(sous macOS : `shasum -a 256 --check SHA256SUMS`)\n"
)


def readme_part(edition: Edition, bundle: Bundle, written: Sequence[Written]) -> Part:
    """The README of a bundle whose files are written, but those that are told when it stands."""
    later = [_row(f"`{name}`", about, "—") for name, about in (*bundle.announced, (SUMS, SUMS_ABOUT[0]))]
    sections = {
        "Charger": bundle.loading,
        "Fichiers": "\n".join([*_table(written), *later]),
        "Droits": "\n\n".join(edition.rights.statements("fr")),
        "Vérifier": CHECKING,
    }
    text = f"# {edition.title('fr')}\n\n{_introduction(edition, bundle, written)}\n"
    text += "".join(f"\n## {head}\n\n{body.strip()}\n" for head, body in sections.items())
    return Part.of_bytes(README, "text/markdown", "Mode d'emploi du lot", "How to use the bundle", text.encode())


def sums_part(written: Iterable[Written]) -> Part:
    """The digests of all files written so far, in the form that sha256sum checks."""
    lines = sorted(f"{one.sha256}  {one.part.name}\n" for one in written)
    content = "".join(sorted(lines, key=lambda line: line[66:]))
    return Part.of_bytes(SUMS, "text/plain", *SUMS_ABOUT, content.encode())


def _introduction(edition: Edition, bundle: Bundle, written: Sequence[Written]) -> str:
    """What the bundle is; that its addresses lead nowhere where a catalogue tells some."""
    told = [bundle.intro.strip(), edition.description("fr")]
    if edition.day:
        told.append(f"Données construites le {edition.day}.")
    if not edition.dataset.with_text:
        told.append(WORDLESS.strip())
    if edition.settings.base_url is None and any(one.part.kind == "catalogue" for one in written):
        told.append(UNPLACED.strip())
    return "\n\n".join(told)


def _table(written: Sequence[Written]) -> list[str]:
    """A row a file; a folder of many files is one row, with their number and size."""
    folders: dict[str, list[Written]] = defaultdict(list)
    for one in written:
        folder, slash, _ = one.part.name.partition("/")
        folders[folder if slash else ""].append(one)
    rows = ["| Fichier | Contenu | Taille |", "|---|---|---:|"]
    for folder, files in sorted(folders.items()):
        if folder and len(files) > FEW:
            rows.append(_row(f"`{folder}/`", f"{len(files)} fichiers", size(sum(one.bytes for one in files))))
            continue
        for one in sorted(files, key=lambda one: one.part.name):
            rows.append(_row(f"`{one.part.name}`", one.part.fr, size(one.bytes)))
    return rows


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def size(count: int) -> str:
    """A number of bytes as people read it in French.

    >>> size(999), size(12_345), size(6_700_000)
    ('999 octets', '12,3 ko', '6,7 Mo')
    """
    for unit, name in ((1_000_000, "Mo"), (1_000, "ko")):
        if count >= unit:
            return f"{count / unit:.1f} {name}".replace(".", ",")
    return f"{count} octets"
