"""Borders, and rivers, as lines for the map: each border once, without points that no screen shows.

Outlines of neighbouring shapes hold a shared border twice, and more points than the source's own precision; a browser without a graphics
processor pays for every one of them in every picture. Drawings for print keep the full outlines.
"""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise

from shapely import LineString, MultiLineString, box, line_merge, simplify, unary_union
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from aidlens.catalog import Catalog
from aidlens.measures import relief
from aidlens.single_flight_cache import once

PROVINCES, NEIGHBOURS, RIVERS = NAMES = "provinces", "neighbours", "rivers"
DECIMALS = 3  # of a degree: a hundred metres
# Degrees a line may leave its course: 0.8 km for provinces, 2 km for the coarser outlines of the neighbours.
TOLERANCE = {PROVINCES: 0.0075, NEIGHBOURS: 0.02}
NEAR = 0.05  # degrees: a neighbour's line that stays so close to the country's own is the same border, drawn by another hand
EDGE = 0.002  # degrees: the rounding of the outlines' clipping


def steps(catalog: Catalog, name: str) -> list[list[int]]:
    """``courses`` as the browser fetches them, a third as heavy: each in thousandths of a degree, lon and lat in turn, first where it
    begins, then the way from point to point.
    """
    found = []
    for course in courses(catalog, name):
        points = [(0, 0), *((round(lon * 10**DECIMALS), round(lat * 10**DECIMALS)) for lon, lat in course)]
        found.append([way for (x0, y0), (x, y) in pairwise(points) for way in (x - x0, y - y0)])
    return found


@once(8)
def courses(catalog: Catalog, name: str) -> list[list[tuple[float, float]]]:
    """The borders of PROVINCES, or of NEIGHBOURS among themselves, or the RIVERS, as lines of lon, lat."""
    if name == RIVERS:
        return [list(line) for _, line in relief.rivers(catalog)]
    merged = _merged(catalog, name)
    if name == NEIGHBOURS:
        country = unary_union([shape(item["geometry"]) for item in catalog.geo[f"{PROVINCES}.geojson"]["features"]]).boundary
        own = simplify(country, TOLERANCE[PROVINCES]).buffer(NEAR)  # of the full outline it would take a second
        edge = box(*merged.bounds).boundary.buffer(EDGE)
        apart = MultiLineString([part for part in merged.geoms if not part.within(own)]).difference(edge)
        merged = _lines(line_merge(apart))
    return [[(round(x, DECIMALS), round(y, DECIMALS)) for x, y in part.coords] for part in simplify(merged, TOLERANCE[name]).geoms]


@once(8)
def written(catalog: Catalog, name: str) -> str:
    """``steps`` as JSON."""
    return json.dumps(steps(catalog, name), separators=(",", ":"))


def address(catalog: Catalog, name: str) -> str:
    """Where the site serves ``written`` (``web.borders``): another address for other lines, whether the record or this code changes."""
    return f"/geo/{name}.json?v={hashlib.sha256(written(catalog, name).encode()).hexdigest()[:12]}"


def _merged(catalog: Catalog, name: str) -> MultiLineString:
    return _lines(line_merge(unary_union(_boundaries(catalog, name))))


def _lines(found: BaseGeometry) -> MultiLineString:
    return MultiLineString([found]) if isinstance(found, LineString) else MultiLineString(found)


def _boundaries(catalog: Catalog, name: str) -> list[BaseGeometry]:
    return [shape(item["geometry"]).boundary for item in catalog.geo[f"{name}.geojson"]["features"]]
