"""The names written on the ground of a map: provinces and neighbours, and the places where each may stand, inside its outline.

A name stands in its land and nowhere near a place it could be taken for: it is set apart by its type, not by a point.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from aidlens.catalog import Catalog
from aidlens.single_flight_cache import once

AROUND = (57.5, 28.0, 77.5, 40.5)  # west, south, east, north: what a map of the country shows of its neighbours
STEP, FAR_STEP = 0.22, 0.5  # degrees from one place of a name to the next, in a province and in a neighbour
INSET, FAR_INSET = 0.12, 0.35  # degrees a place keeps from the outline, where there is room


@dataclass(frozen=True)
class Name:
    """A name: ``places`` are where its middle may stand (lon, lat), the best first."""

    key: str
    name_en: str
    name_it: str
    places: tuple[tuple[float, float], ...]

    def words(self, code: str) -> str:
        """The name as a map writes lands: in capitals."""
        return (self.name_it if code == "it" else self.name_en).upper()


@once(4)
def names(catalog: Catalog) -> tuple[Name, ...]:
    """The neighbours, then the provinces, the largest first."""
    land = shapely.unary_union([shape(item["geometry"]) for item in catalog.geo["provinces.geojson"]["features"]])
    around = shapely.box(*AROUND)
    found = []
    for item in catalog.geo["neighbours.geojson"]["features"]:
        own = item["properties"]
        if own["borders_afghanistan"]:
            seen = shapely.make_valid(shape(item["geometry"])).intersection(around)
            places = sorted(_inside(seen, FAR_STEP, FAR_INSET), key=lambda at: abs(land.distance(shapely.Point(at)) - 1.0))
            found.append(Name(item["id"], own["name"], own["name_it"], tuple(places[:60])))
    ids = {row["iso_3166_2"]: row for row in catalog.rows("places") if row["kind"] == "province"}
    for item in sorted(catalog.geo["provinces.geojson"]["features"], key=lambda item: -shape(item["geometry"]).area):
        row, area = ids[item["properties"]["iso_3166_2"]], shape(item["geometry"])
        middle = area.representative_point()
        places = sorted(_inside(area, STEP, INSET), key=lambda at: middle.distance(shapely.Point(at)))
        found.append(Name(row["id"], row["name_en"], row["name_it"], ((middle.x, middle.y), *places[:40])))
    return tuple(found)


def _inside(area: BaseGeometry, step: float, inset: float) -> list[tuple[float, float]]:
    """A lattice of places inside an outline."""
    inner = area.simplify(0.02).buffer(-inset)
    if inner.is_empty:
        return []
    west, south, east, north = inner.bounds
    x, y = np.meshgrid(np.arange(west, east, step), np.arange(south, north, step))
    held = shapely.contains_xy(inner, x.ravel(), y.ravel())
    return [(round(float(lon), 3), round(float(lat), 3)) for lon, lat in zip(x.ravel()[held], y.ravel()[held], strict=True)]
