"""The English sentences of the errors of ``cohorte check`` and their French ones, with the same named slots."""

from __future__ import annotations

from typing import Final

__all__ = ["FRENCH_OF_CHECK"]

FRENCH_OF_CHECK: Final[dict[str, str]] = {
    # what was asked for
    "DATA needs shapes to be checked against.": "Pour vérifier des données, il faut des formes.",
    "Name them: --shapes PATH": "Les nommer : --shapes PATH",
    "shapes and ontology are given, but no DATA.": "des formes et une ontologie sont données, mais pas de données.",
    "Without DATA the project is checked, by its own shapes.": (
        "Sans données, c'est le projet qui est vérifié, par ses propres formes."
    ),
    "There is no project here, and no DATA: nothing would be checked.": (
        "Il n'y a ni projet ici ni données : rien ne serait vérifié."
    ),
    "Name a project with --project DIR, or files: cohorte check DATA --shapes SHAPES": (
        "Nommer un projet par --project DIR, ou des fichiers : cohorte check DATA --shapes SHAPES"
    ),
    "--update-baseline needs --baseline FILE.": "--update-baseline demande --baseline FILE.",
    "'{name}' has an ending that names no report.": "« {name} » a une extension qui ne désigne aucun rapport.",
    "Known: {names}": "Connues : {names}",
    "No rule has the code '{code}'.": "Aucune règle n'a le code « {code} ».",
    "Reports name it in brackets: violation[CODE]": "Les rapports le mettent entre crochets : violation[CODE]",
    "'{name}' would be written twice, or over what is read.": (
        "« {name} » serait écrit deux fois, ou par-dessus ce qui est lu."
    ),
    "Name another file to write to.": "Nommer un autre fichier où écrire.",
    # files
    "is no regular file.": "n'est pas un fichier ordinaire.",
    "Write it to a file first.": "L'écrire d'abord dans un fichier.",
    "holds no RDF file.": "ne contient aucun fichier RDF.",
    "Known endings: {names}.": "Extensions connues : {names}.",
    "'{name}' has an ending that names no RDF format.": "« {name} » a une extension qui ne désigne aucun format RDF.",
    "is not UTF-8.": "n'est pas en UTF-8.",
    "Save the file as UTF-8.": "Enregistrer le fichier en UTF-8.",
    "declares XML entities, which can grow without end or reach outside: refused.": (
        "déclare des entités XML, qui peuvent enfler sans fin ou sortir du fichier : refusé."
    ),
    "Write namespaces in full and the file without a DOCTYPE.": (
        "Écrire les espaces de noms en entier et le fichier sans DOCTYPE."
    ),
    "more than {n} brackets within brackets: refused.": "plus de {n} crochets emboîtés : refusé.",
    "Give the inner nodes names of their own.": "Donner un nom aux nœuds intérieurs.",
    "asks for a context outside of the file: nothing is fetched.": (
        "demande un contexte hors du fichier : rien n'est téléchargé."
    ),
    "Put the context into the file, in the place of its address.": (
        "Mettre le contexte dans le fichier, à la place de son adresse."
    ),
    "Two versions meet here: keep one and remove the lines <<<<<<<, ======= and >>>>>>>.": (
        "Deux versions se rencontrent ici : en garder une et ôter les lignes <<<<<<<, ======= et >>>>>>>."
    ),
    "Declare it above, or correct it: @prefix {name}: <…> .": (
        "Le déclarer plus haut, ou le corriger : @prefix {name}: <…> ."
    ),
    "the {format} does not parse: {reason}": "la syntaxe {format} est fautive : {reason}",
    "Mend the file, or name it by the ending of its format.": (
        "Corriger le fichier, ou lui donner l'extension de son format."
    ),
    "states something about a statement (RDF 1.2), which SHACL does not know.": (
        "énonce quelque chose d'un énoncé (RDF 1.2), ce que SHACL ne connaît pas."
    ),
    "Leave triple terms out, or reify them.": "Ôter ces triplets emboîtés, ou les réifier.",
    "'{name}' has no IRI, as there is no @context: what it says would be dropped.": (
        "« {name} » n'a pas d'IRI, faute de @context : ce qui est dit ainsi serait perdu."
    ),
    "Give the document a @context, or write the names as IRIs.": (
        "Donner un @context au document, ou écrire les noms en IRI."
    ),
    "would not be read: it is packed, or Notation3.": "ne serait pas lu : c'est un fichier compressé, ou du Notation3.",
    "Unpack it, or write it as Turtle; or name the files to read, not their folder.": (
        "Le décompresser, ou l'écrire en Turtle ; ou nommer les fichiers à lire, non leur dossier."
    ),
    "holds no SHACL shape: nothing would be checked.": "ne contient aucune forme SHACL : rien ne serait vérifié.",
    "Name the file with the shapes: --shapes FILE": "Nommer le fichier des formes : --shapes FILE",
    # the baseline
    "the JSON does not parse: {reason}": "la syntaxe JSON est fautive : {reason}",
    "is no baseline of known results.": "n'est pas une liste de résultats connus.",
    "Write it anew with --update-baseline.": "L'écrire à nouveau avec --update-baseline.",
    # limits and engines
    "Not checked within {seconds} s.": "Vérification inachevée après {seconds} s.",
    "Check less, or allow more with --timeout SECONDS.": "Vérifier moins, ou accorder plus avec --timeout SECONDS.",
    "The check would take more than {n} MiB of memory.": "La vérification prendrait plus de {n} Mio de mémoire.",
    "Check less, or allow more with --memory MIB.": "Vérifier moins, ou accorder plus avec --memory MIB.",
    "the files nest too deeply.": "les fichiers emboîtent trop profondément.",
    "Give inner nodes names of their own.": "Donner un nom aux nœuds intérieurs.",
    "The check was ended by signal {n}.": "La vérification a été arrêtée par le signal {n}.",
    "Files that nest too deeply end it so; allow more with --memory MIB, or judge with the other --engine.": (
        "Des fichiers trop emboîtés font cela ; accorder plus avec --memory MIB, ou juger avec l'autre --engine."
    ),
    "Unexpected error: {kind}: {error}": "Erreur imprévue : {kind} : {error}",
    "the engine 'shacl' is not installed.": "le moteur « shacl » n'est pas installé.",
    "Install it: pip install shacl": "L'installer : pip install shacl",
    "the engine 'shacl' could not validate: {error}": "le moteur « shacl » n'a pas pu valider : {error}",
    "the engine 'shacl' names a blank node '{name}'.": "le moteur « shacl » nomme un nœud anonyme « {name} ».",
    "pyshacl and shacl differ: {n} results of one are not the other's.": (
        "pyshacl et shacl diffèrent : {n} résultats de l'un ne sont pas ceux de l'autre."
    ),
    "Judge with --engine pyshacl.": "Juger avec --engine pyshacl.",
}
