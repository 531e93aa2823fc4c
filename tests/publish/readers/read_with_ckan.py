"""Run by the Python of a CKAN with ckanext-dcat: what its own parser takes from a catalogue, as JSON.

Takes the catalogue's path and its format as rdflib names it. No database and no running CKAN are needed.
"""

import json
import sys
from pathlib import Path

from ckanext.dcat.processors import RDFParser


def main(path: str, format: str) -> None:
    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    parser.parse(Path(path).read_text("utf-8"), _format=format)
    sys.stdout.write(json.dumps(list(parser.datasets())))


main(*sys.argv[1:])
