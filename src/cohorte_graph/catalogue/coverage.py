"""Where and when: the regions of the territories, a box around their points, and the years of the cohorts."""

from __future__ import annotations

from cohorte_graph.catalogue.scope import Scope
from cohorte_graph.catalogue.statements import Statements, iri, plain, texts, typed

__all__ = ["say_period", "say_places"]


def say_places(known: Statements, subject: str, catalogue: str, scope: Scope) -> None:
    """The regions, without geometry since no register used here has their contours; and the box of the territories."""
    for place in scope.places:
        known.say(subject, dcterms_spatial=iri(place.iri))
        known.say(
            place.iri,
            a="dcterms:Location",
            skos_prefLabel=texts(place.label),
            rdfs_label=texts(place.label),
            insee_codeINSEE=plain(place.code) if place.code else None,
        )
    if not scope.points:
        return
    node = f"{catalogue}#territories"
    known.say(subject, dcterms_spatial=iri(node))
    known.say(
        node,
        a="dcterms:Location",
        skos_prefLabel=texts({"fr": "Territoires dont un point est connu", "en": "Territories with a known point"}),
        dcat_bbox=_box(scope.points),
        dcat_centroid=_centre(scope.points),
    )


def _edges(points: tuple[tuple[float, float], ...]) -> tuple[float, float, float, float]:
    """West, south, east, north."""
    longitudes, latitudes = zip(*points, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _box(points: tuple[tuple[float, float], ...]) -> object:
    """A polygon, counter-clockwise; None where the points make a line."""
    west, south, east, north = _edges(points)
    if west == east or south == north:
        return None
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return typed(f"POLYGON(({', '.join(f'{x} {y}' for x, y in corners)}))", "geo:wktLiteral")


def _centre(points: tuple[tuple[float, float], ...]) -> object:
    west, south, east, north = _edges(points)
    return typed(f"POINT({round((west + east) / 2, 5)} {round((south + north) / 2, 5)})", "geo:wktLiteral")


def say_period(known: Statements, dataset: str, scope: Scope) -> None:
    """A period of time for each cohort that has one, with the precision printed: years."""
    for cohort in scope.cohorts:
        if not (_is_year(cohort.start) and _is_year(cohort.end)):
            continue
        node = f"{dataset}#period-{cohort.iri.rsplit('/', 1)[-1]}"
        known.say(dataset, dcterms_temporal=iri(node))
        known.say(
            node,
            a="dcterms:PeriodOfTime",
            dcat_startDate=typed(cohort.start, "xsd:gYear"),
            dcat_endDate=typed(cohort.end, "xsd:gYear"),
            rdfs_label=texts(cohort.label),
        )


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit()
