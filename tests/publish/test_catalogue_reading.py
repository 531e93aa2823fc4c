"""data/catalogue.ttl: what is wrong in it is told with file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogued import described

from cohorte_graph.catalogue import Description, read_description
from cohorte_graph.cli.messages import translated
from cohorte_graph.errors import InputError
from cohorte_graph.project import Project
from report_fixtures import ROOT

TEXT = Project.at(ROOT).catalogue_file.read_text("utf-8")
BLOCK = '<https://example.org/else> a dcat:Dataset ; dcterms:title "x"@fr .\n'


def read(folder: Path, text: str) -> Description | None:
    """What is read from a project whose description is this text."""
    (folder / "data" / "sources").mkdir(parents=True)
    (folder / "data" / "catalogue.ttl").write_text(text, "utf-8")
    return read_description(Project.at(folder))


def test_the_real_description_is_read() -> None:
    about = described()
    assert about is not None
    assert about.dataset == "https://w3id.org/cohorte-graph/dataset/cohortes"
    assert about.themes == ("ENVI", "GOVE", "REGI")
    assert (about.frequency, about.availability) == ("IRREG", "EXPERIMENTAL")
    assert set(about.title) == set(about.catalogue_title) == {"fr", "en"}
    assert len(about.keywords["fr"]) == len(about.keywords["en"]) == 7
    assert about.contact is not None
    assert about.contact.pages


def test_no_file_is_no_description(tmp_path: Path) -> None:
    (tmp_path / "data" / "sources").mkdir(parents=True)
    assert read_description(Project.at(tmp_path)) is None


def test_what_may_be_added_is_read(tmp_path: Path) -> None:
    text = TEXT.replace(
        "<catalogue/cohortes> a dcat:Catalog ;",
        "<catalogue/cohortes> a dcat:Catalog ; <http://xmlns.com/foaf/0.1/homepage> <https://example.org/> ;",
    )
    text = text.replace("dcterms:publisher <catalogue/cohortes#publisher> ;", "dcterms:publisher <id/organisation/x> ;")
    text = text.replace("    vcard:hasURL", "    vcard:hasEmail <mailto:a@example.org> ;\n    vcard:hasURL")
    text += "<id/organisation/x> dcterms:type <http://purl.org/adms/publishertype/Company> .\n"
    about = read(tmp_path, text)
    assert about is not None
    assert about.homepage == "https://example.org/"
    assert (about.publisher, about.publisher_type) == ("https://w3id.org/cohorte-graph/id/organisation/x", "Company")
    assert about.contact is not None
    assert about.contact.emails == ("mailto:a@example.org",)


@pytest.mark.parametrize(
    ("before", "after", "at", "message", "hint"),
    [
        (
            "<dataset/cohortes> a dcat:Dataset ;",
            "<dataset/cohortes> a dcat:Datasett ;",
            None,
            "one dcat:Dataset",
            "one",
        ),
        ("# The address", BLOCK + "# The address", "<https://example.org/else>", "and 2 are", "together"),
        ("dcat:keyword", "dcat:keywrod", "dcat:keywrod", "'dcat:keywrod'", "dcat:keyword"),
        (
            '"Catalogue of cohorts of territories in transition"@en',
            '"Catalogue of cohorts of territories in transition"@de',
            'in transition"@de',
            "once in French and once in English",
            '"…"@fr',
        ),
        (
            ' ,\n        "Catalogue of cohorts of territories in transition"@en',
            "",
            "<catalogue/cohortes> a dcat:Catalog",
            'lacks dcterms:title "…"@en',
            "language",
        ),
        ('"coopération"@fr', '"coopération"', "coopération", "'coopération' is neither", '"…"@fr'),
        ("data-theme/ENVI", "data-theme/ENV", "data-theme/ENV>", "table data-theme", "ENVI"),
        ("frequency/IRREG", "frequency/IRREGULAR", "IRREGULAR", "table frequency", "IRREG"),
        (
            "frequency/IRREG>",
            "frequency/IRREG>, <http://publications.europa.eu/resource/authority/frequency/NEVER>",
            "accrualPeriodicity",
            "said once",
            "Keep one",
        ),
        ("availability/EXPERIMENTAL", "availability/EXPERIMENT", "EXPERIMENT>", "planned-availability", "EXPERIMENTAL"),
        (
            "    vcard:hasURL <https://la-fabrique-des-transitions.webflow.io/> .",
            "    a vcard:Kind .",
            "<catalogue/cohortes#contact> a",
            "lacks vcard:hasEmail or vcard:hasURL",
            "reached",
        ),
        (
            "<https://la-fabrique-des-transitions.webflow.io/>",
            '"la-fabrique-des-transitions.webflow.io"',
            'webflow.io"',
            "leads nowhere",
            "<https:…>",
        ),
        ("    vcard:fn", "    vcard:nickname", "vcard:nickname", "'vcard:nickname'", "vcard:"),
        (
            "    dcat:contactPoint <catalogue/cohortes#contact> .",
            '    dcat:keyword "x"@fr .',
            "<dataset/cohortes> a",
            "lacks dcat:contactPoint",
            "whom to ask",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, before: str, after: str, at: str | None, message: str, hint: str
) -> None:
    assert TEXT.count(before) == 1 or before == "dcat:keyword"
    text = TEXT.replace(before, after)
    line = next((n for n, found in enumerate(text.splitlines(), 1) if at and at in found), 1)
    with pytest.raises(InputError) as refused:
        read(tmp_path, text)
    error = refused.value
    assert error.exit_code == 3
    assert message in error.message
    assert hint in error.hint
    assert error.place is not None
    assert (Path(error.place.path).name, error.place.line) == ("catalogue.ttl", line)
    assert translated(error.message, "fr") != error.message
    assert translated(error.hint, "fr") != error.hint


def test_a_publisher_of_no_known_type_is_refused(tmp_path: Path) -> None:
    text = TEXT.replace("<catalogue/cohortes#publisher> ;", "<id/organisation/x> ;")
    text += "<id/organisation/x> dcterms:type <http://purl.org/adms/publishertype/Compnay> .\n"
    with pytest.raises(InputError, match="Company") as refused:
        read(tmp_path, text)
    assert refused.value.place is not None
    assert refused.value.place.line == len(text.splitlines())


def test_turtle_that_does_not_parse_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not parse") as refused:
        read(tmp_path, TEXT.replace('"territoires"@fr ,', '"territoires@fr ,'))
    assert refused.value.place is not None
    assert refused.value.place.line is not None
