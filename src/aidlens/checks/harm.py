"""Rules against harm: no point finer than a district's, and nothing of a withheld row that tells one from another.

Each rule is a generator of faults named by what it refuses; ``RULES`` lists them, and ``checks.rules`` runs them with its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pandas as pd

from aidlens.catalog import Catalog, split_list
from aidlens.checks.faults import Fault
from aidlens.checks.numbered import rows
from aidlens.public_copy import WITHHELD

MAX_KM = 10.0
KM_PER_DEGREE = 111.2
WITHHELD_SOURCE = "source-withheld"  # the one page that every withheld row rests on
# What a withheld row says where its table demands a word: nothing that tells one from another.
GENERIC = {
    "works": {
        "name_en": "Withheld work",
        "name_it": "Opera riservata",
        "kind": "other",
        "facility": "other",
        "extent": "service",
        "action": "funded",
        "status": "unknown",
    },
    "outcomes": {
        "statement_en": "Withheld statement",
        "statement_it": "Dichiarazione riservata",
        "scope": "country",
        "state": "unknown",
        "source": WITHHELD_SOURCE,
    },
    "sources": {"publisher": "Source withheld", "kind": "press"},
}


def points_only_at_seats(catalog: Catalog) -> Iterator[Fault]:
    """Only a district carries a point, and both its coordinates."""
    for row, data in rows(catalog, "places"):
        held = [name for name in ("lat", "lon") if not pd.isna(data[name])]
        if held and data["kind"] != "district":
            yield Fault("places.csv", row, held[0], f"{data[held[0]]:g}", "point-on-village")
        elif len(held) == 1:
            yield Fault("places.csv", row, "lon" if held == ["lat"] else "lat", "", "half-point")


def points_in_province(catalog: Catalog) -> Iterator[Fault]:
    """A district's point lies within ten kilometres of its province."""
    from shapely.geometry import Point, shape

    outlines = {item["properties"]["iso_3166_2"]: shape(item["geometry"]) for item in catalog.geo["provinces.geojson"]["features"]}
    iso = {data["id"]: data["iso_3166_2"] for _, data in rows(catalog, "places")}
    for row, data in rows(catalog, "places"):
        outline = outlines.get(iso.get(data["parent"], ""))
        if outline is None or pd.isna(data["lat"]) or pd.isna(data["lon"]):
            continue
        km = outline.distance(Point(data["lon"], data["lat"])) * KM_PER_DEGREE
        if km > MAX_KM:
            yield Fault("places.csv", row, "lat", data["parent"], "point-off-province", f"{km:.0f}")


def withheld_stays_withheld(catalog: Catalog) -> Iterator[Fault]:
    """A withheld row holds a generic name and what its table demands, nothing else; a withheld work gives no place or link away."""
    works = catalog.works
    withheld = set(works.loc[works["sensitivity"] == WITHHELD, "id"])
    yield from _generic(catalog)
    coarse = set(works.loc[works["sensitivity"] == "coarse", "id"])
    kinds = dict(zip(catalog.places["id"], catalog.places["kind"], strict=True))
    for row, data in rows(catalog, "works"):
        if data["id"] not in withheld:
            for name in ("part_of", "possible_twins"):
                if withheld & set(split_list(data[name])):
                    yield Fault("works.csv", row, name, data[name], "withheld-link")
    for row, data in rows(catalog, "work_places"):
        if data["work"] in withheld and kinds.get(data["place"]) != "country":
            yield Fault("work_places.csv", row, "place", data["place"], "withheld-place")
        if data["work"] in coarse and kinds.get(data["place"]) == "village":
            yield Fault("work_places.csv", row, "place", data["place"], "coarse-place")
    for table in ("outcomes",):
        for row, data in rows(catalog, table):
            if data["work"] in withheld and data["sensitivity"] != WITHHELD:
                yield Fault(f"{table}.csv", row, "work", data["work"], "withheld-link")
    for row, data in rows(catalog, "work_sources"):
        if data["work"] in withheld and (data["note"] or not _is_withheld_source(catalog, data["source"])):
            yield Fault("work_sources.csv", row, "source", data["source"], "withheld-link")


def _generic(catalog: Catalog) -> Iterator[Fault]:
    for item in catalog.descriptor["resources"]:
        fields = {spec["name"]: spec for spec in item["schema"]["fields"]}
        if "sensitivity" not in fields:
            continue
        demanded = {name for name, spec in fields.items() if spec.get("constraints", {}).get("required")}
        said = GENERIC[item["name"]]
        stem = f"{item['name'].removesuffix('s')}-withheld"
        for row, data in rows(catalog, item["name"]):
            if data["sensitivity"] != WITHHELD:
                continue
            if not re.fullmatch(rf"{stem}(-\d+)?", data["id"]):
                yield Fault(item["path"], row, "id", f"{stem}-1", "withheld-name")
            for name, value in data.items():
                if name not in demanded and not pd.isna(value) and value != "":
                    yield Fault(item["path"], row, str(name), "", "withheld-detail")
                elif name in said and value != said[name]:
                    yield Fault(item["path"], row, str(name), said[name], "withheld-name")


def _is_withheld_source(catalog: Catalog, source: str) -> bool:
    return catalog.has("sources", source) and catalog.row("sources", source)["sensitivity"] == WITHHELD


RULES: tuple[Callable[[Catalog], Iterator[Fault]], ...] = (points_only_at_seats, points_in_province, withheld_stays_withheld)
