"""The English sentences of the errors of what is published and their French ones, with the same named slots."""

from __future__ import annotations

from typing import Final

__all__ = ["FRENCH_OF_PUBLISH"]

FRENCH_OF_PUBLISH: Final[dict[str, str]] = {
    # dataset
    "'{name}' is no graph of this build.": "« {name} » n'est pas un graphe de cette construction.",
    "stands there already.": "existe déjà.",
    "Name another folder, or move this one away.": "Nommer un autre dossier, ou déplacer celui-ci.",
    "'{name}' would be written outside of its folder.": "« {name} » serait écrit hors de son dossier.",
    "the build does not say which properties hold words of the report (coh:printed).": (
        "la construction ne dit pas quelles propriétés portent des mots du rapport (coh:printed)."
    ),
    "Build again, with an ontology that says so: cohorte build": (
        "Construire à nouveau, avec une ontologie qui le dit : cohorte build"
    ),
    "the rights in the report are still those of the example.": (
        "les droits sur le rapport sont encore ceux de l'exemple."
    ),
    "Say in dcterms:rights, in French and English, by what right it is quoted; then: cohorte build": (
        "Dire dans dcterms:rights, en français et en anglais, à quel titre il est cité ; puis : cohorte build"
    ),
    "nothing is said of who published the report.": "rien n'est dit de l'éditeur du rapport.",
    "Describe the organisation of dcterms:publisher in data/gazetteers/organisations.ttl; then: cohorte build": (
        "Décrire l'organisation de dcterms:publisher dans data/gazetteers/organisations.ttl ; puis : cohorte build"
    ),
    # withdrawal
    "'{name}' is withdrawn, but the graph has no such resource.": (
        "« {name} » est retirée, mais le graphe n'a pas une telle ressource."
    ),
    "'{name}' would go with what is withdrawn.": "« {name} » s'en irait avec ce qui est retiré.",
    "Cohorts, sources and sections stay: take their files out of data/sources instead.": (
        "Cohortes, sources et sections restent : retirer plutôt leurs fichiers de data/sources."
    ),
    "Members and pilots stay: withdraw what must not be told of them, or take the report out.": (
        "Membres et pilotes restent : retirer ce qui ne doit pas en être dit, ou ôter le rapport."
    ),
    "a blank node is withdrawn, which nobody can ask for.": (
        "un nœud anonyme est retiré : personne ne peut le demander."
    ),
    "'{name}' is no resource of a report or a register.": (
        "« {name} » n'est pas une ressource d'un rapport ni d'un registre."
    ),
    "Only those can be withdrawn.": "Seules celles-là peuvent être retirées.",
    "{property} is said of '{name}', which is withdrawn.": "{property} est dit de « {name} », qui est retirée.",
    "Only coh:withdrawnOn and rdfs:comment may be said of it.": (
        "On ne peut en dire que coh:withdrawnOn et rdfs:comment."
    ),
    "'{name}' is called no tombstone.": "« {name} » n'est pas dite pierre tombale.",
    "Write it: a coh:Tombstone": "L'écrire : a coh:Tombstone",
    "{name}='{value}' was withdrawn on {date}.": "{name}='{value}' a été retiré du graphe le {date}.",
    # dumps
    "the IRI '{iri}' begins like a prefixed name of the JSON-LD context.": (
        "l'IRI « {iri} » commence comme un nom préfixé du contexte JSON-LD."
    ),
    "Choose another format: {names}.": "Choisir un autre format : {names}.",
    "is no JSON-LD context that can be read.": "n'est pas un contexte JSON-LD lisible.",
    "Mend the file.": "Corriger le fichier.",
    "a statement about a statement has no form in {format}.": "un énoncé sur un énoncé ne s'écrit pas en {format}.",
    "the property {property} cannot be the name of an XML element.": (
        "la propriété {property} ne peut pas nommer un élément XML."
    ),
    "a text holds the character U+{code}, which XML cannot write.": (
        "un texte contient le caractère U+{code}, que XML ne peut pas écrire."
    ),
    "Nothing is said of '{iri}'.": "Rien n'est dit de « {iri} ».",
    "See: cohorte show": "Voir : cohorte show",
    # offers
    "'{name}' does not come as '{format}'.": "« {name} » n'existe pas au format « {format} ».",
    "'{what}' names several things.": "« {what} » désigne plusieurs choses.",
    "Nothing is called '{what}'.": "Rien ne s'appelle « {what} ».",
    "WHAT is a graph (union, ontology), a class (effect), tables, catalogue, void, or a resource (territory/SLUG).": (
        "WHAT est un graphe (union, ontology), une classe (effect), tables, catalogue, void, "
        "ou une ressource (territory/SLUG)."
    ),
    "--for PARTNER says all of what is written.": "--for PARTNER dit à lui seul ce qui est écrit.",
    "Leave WHAT and --format out.": "Ne donner ni WHAT ni --format.",
    "--base-url says nothing of this: it holds no address of a file.": (
        "--base-url ne dit rien de ceci, qui ne contient l'adresse d'aucun fichier."
    ),
    "Leave it out, or ask for what holds some: catalogue, --for PARTNER.": (
        "Ne pas la donner, ou demander ce qui en contient : catalogue, --for PARTNER."
    ),
    "There is no partner '{partner}'.": "Il n'y a pas de partenaire « {partner} ».",
    "Partners: {names}.": "Partenaires : {names}.",
    "Several files are written: they need a folder.": "Plusieurs fichiers sont écrits : il leur faut un dossier.",
    "Name a folder: -o DIR": "Nommer un dossier : -o DIR",
    # tables
    "There is no table '{kind}'.": "Il n'y a pas de table « {kind} ».",
    "Tables: {names}.": "Tables : {names}.",
    "A table cannot be written as '{format}'.": "Une table ne s'écrit pas au format « {format} ».",
    "The table '{kind}' has no coordinates: it cannot be written as geojson.": (
        "La table « {kind} » n'a pas de coordonnées : elle ne s'écrit pas en geojson."
    ),
    "Tables with coordinates: {names}.": "Tables avec coordonnées : {names}.",
    "Parquet needs the library pyarrow, which is not installed.": (
        "Parquet a besoin de la bibliothèque pyarrow, qui n'est pas installée."
    ),
    "Install it: pip install 'cohorte-graph[parquet]'": "L'installer : pip install 'cohorte-graph[parquet]'",
    "The sheet '{name}' would have more rows than Excel can hold.": (
        "La feuille « {name} » aurait plus de lignes qu'Excel ne peut en contenir."
    ),
    "Ask for csv.": "Demander le format csv.",
    # documents
    "There is no resource '{iri}'.": "Il n'y a pas de ressource « {iri} ».",
    "is not JSON.": "n'est pas du JSON.",
    "'{key}' is no key of a frame.": "« {key} » n'est pas une clé de cadre (frame).",
    "A frame nests objects under keys of context.jsonld, or of its own context.": (
        "Un cadre imbrique des objets sous des clés de context.jsonld, ou de son propre contexte."
    ),
    "a JSON-LD document asks for '{url}'.": "un document JSON-LD demande « {url} ».",
    "Documents hold their context; nothing is fetched.": (
        "Les documents contiennent leur contexte ; rien n'est téléchargé."
    ),
    # catalogue
    "'{url}' is no address of a folder on the web.": "« {url} » n'est pas l'adresse d'un dossier du web.",
    "Write it whole, with a slash at the end: --base-url https://example.org/data/": (
        "L'écrire en entier, avec une barre à la fin : --base-url https://example.org/data/"
    ),
    "one {kind} is to be described here, and {n} are.": "il faut décrire ici un seul {kind}, et il y en a {n}.",
    "Describe one catalogue and one dataset: all cohorts of a project are published together.": (
        "Décrire un catalogue et un jeu de données : toutes les cohortes d'un projet sont publiées ensemble."
    ),
    "'{name}' says nothing to the catalogue.": "« {name} » ne dit rien au catalogue.",
    "{name} lacks {property}.": "à {name}, il manque {property}.",
    "Portals show it to those who read that language.": "Les portails le montrent à qui lit cette langue.",
    "{name} is to be said once in French and once in English.": (
        "{name} est à dire une fois en français et une fois en anglais."
    ),
    'Write: "…"@fr , "…"@en': 'Écrire : "…"@fr , "…"@en',
    "the keyword '{word}' is neither French nor English.": "le mot-clé « {word} » n'est ni français ni anglais.",
    "{name} leads nowhere: '{value}'.": "{name} ne mène nulle part : « {value} ».",
    "Write an address in angle brackets: <{scheme}:…>": "Écrire une adresse entre chevrons : <{scheme}:…>",
    "Whoever finds the data must know whom to ask.": "Qui trouve les données doit savoir à qui s'adresser.",
    "{name} is no concept of the EU's table {table}: <{value}>.": (
        "{name} n'est pas un concept de la table {table} de l'UE : <{value}>."
    ),
    "{name} is to be said once.": "{name} est à dire une seule fois.",
    "Keep one of them.": "N'en garder qu'un.",
    "Name whom to ask.": "Nommer à qui s'adresser.",
    "Say how the contact can be reached.": "Dire comment joindre ce contact.",
    "the type of the publisher is none of ADMS: <{value}>.": (
        "le type de l'éditeur n'est pas de ceux d'ADMS : <{value}>."
    ),
    # bundles
    # release
    "'{version}' is no version.": "« {version} » n'est pas une version.",
    "A version is three numbers: 1.0.0": "Une version est faite de trois nombres : 1.0.0",
    "A release is never changed.": "Une version publiée ne change jamais.",
    "{version} does not come after {latest}, the latest release.": (
        "{version} ne vient pas après {latest}, la dernière version publiée."
    ),
    "the release {version} is listed and not there.": "la version {version} est dans la liste et n'est pas là.",
    "Put it back: what changed is told from the release before.": (
        "La remettre : ce qui change est dit depuis la version précédente."
    ),
    "The build does not conform: it is not released.": "La construction n'est pas conforme : elle n'est pas publiée.",
    "See: cohorte check": "Voir : cohorte check",
    "The build was not reasoned ({status}): it is not released.": (
        "La construction n'a pas été vérifiée par le raisonneur ({status}) : elle n'est pas publiée."
    ),
    "Build with a reasoner: cohorte build --force": "Construire avec un raisonneur : cohorte build --force",
    "the build is not of the files as they are: {names}.": (
        "la construction ne vient pas des fichiers tels qu'ils sont : {names}."
    ),
    "{n} faults found: it is not released.": "{n} fautes trouvées : elle n'est pas publiée.",
    "The release is not what was written: {what}": "La version publiée n'est pas ce qui fut écrit : {what}",
    "the release before is not what its manifest says: {what}.": (
        "la version précédente n'est pas ce que dit son manifeste : {what}."
    ),
    "See: cohorte verify": "Voir : cohorte verify",
    "See: cohorte verify {folder}": "Voir : cohorte verify {folder}",
    "the quads of the release cannot be read: {error}": "les quadruplets de la version sont illisibles : {error}",
    "is no release: its manifest cannot be read.": "n'est pas une version publiée : son manifeste est illisible.",
    "Name the folder of a release, such as releases/1.0.0": (
        "Nommer le dossier d'une version, par exemple releases/1.0.0"
    ),
    "is no manifest of a release: '{name}' is missing, or not what it should be.": (
        "n'est pas le manifeste d'une version : « {name} » manque, ou n'est pas ce qu'il faut."
    ),
    "has a form that this program does not know: {form}.": "a une forme que ce programme ne connaît pas : {form}.",
    "Take the release anew from its source.": "Reprendre la version à sa source.",
    "is no list of releases.": "n'est pas une liste de versions.",
    "It is made anew by the next release: move it away.": ("La prochaine version la récrira : déplacer ce fichier."),
    "Differences from the manifest: {n}.": "Différences avec le manifeste : {n}.",
    # reference site
}
