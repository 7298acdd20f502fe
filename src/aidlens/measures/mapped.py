"""Where the works shown stand on a map: one mark a district seat and kind family, the rest at a province's edge or beside the map.

A work counts once: at its district if exactly one is known and has a seat point, else at its province if exactly one is known, else beside
the map. Points are those of district seats; a province's mark stands at its western edge, so that nobody takes it for a place.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.measures import work_row, works
from aidlens.single_flight_cache import once
from aidlens.view import BESIDE, View

EDGE_INSET = 0.14


def marks(catalog: Catalog, view: View) -> pd.DataFrame:
    """Marks of the works shown: place, level (district, province, beside), family, works, kinds, lat, lon (degrees; NaN beside)."""
    shown = works.select(catalog, view)
    place = shown["at"].where(shown["at"] != BESIDE, "")
    frame = shown[["id", "kind", "family", "spot"]].assign(place=place)
    grouped = frame.groupby(["spot", "place", "family"], sort=True)
    counted = grouped.agg(works=("id", "size"), kinds=("kind", lambda kinds: tuple(sorted(set(kinds))))).reset_index()
    counted = counted.rename(columns={"spot": "level"})
    points = [point(catalog, row["level"], row["place"]) for row in counted.to_dict("records")]
    return counted.assign(lat=[lat for lat, _ in points], lon=[lon for _, lon in points])


def point(catalog: Catalog, level: str, place: str) -> tuple[float, float]:
    """Where a place's marks belong (lat, lon): a district's point, the edge of a province; NaN beside the map."""
    if level == "district":
        (found,) = work_row.points(catalog, [place])
        return float(found["lat"]), float(found["lon"])
    return edges(catalog)[place] if level == "province" else (float("nan"), float("nan"))


@once(4)
def edges(catalog: Catalog) -> dict[str, tuple[float, float]]:
    """A point just inside the western edge of each province (lat, lon), for works known to the province only."""
    outlines = outline_rings(catalog)
    found = {}
    for key, rings in outlines.items():
        lon, lat = min(sorted(rings, key=_length)[-1])
        found[key] = (lat, lon + EDGE_INSET)
    return found


@once(4)
def outline_rings(catalog: Catalog) -> dict[str, list[list[tuple[float, float]]]]:
    """The outer rings of each province (lists of lon, lat), by place id."""
    ids = {row["iso_3166_2"]: row["id"] for row in catalog.rows("places") if row["kind"] == "province"}
    return {ids[item["properties"]["iso_3166_2"]]: rings_of(item) for item in catalog.geo["provinces.geojson"]["features"]}


def rings_of(feature: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The outer rings of a GeoJSON feature (lists of lon, lat)."""
    shape = feature["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [[(float(x), float(y)) for x, y, *_ in polygon[0]] for polygon in polygons]


def _length(ring: list[tuple[float, float]]) -> int:
    return len(ring)


def precisions(works: pd.DataFrame) -> dict[str, int]:
    """How many of some works (rows of ``works.table``) count at one district, at one province, and beside the map."""
    counts = works["spot"].value_counts()
    return {level: int(counts.get(level, 0)) for level in ("district", "province", "beside")}
