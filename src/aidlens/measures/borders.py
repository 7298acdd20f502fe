"""Borders, and rivers, as lines for the interactive map: each border once, without points that no screen shows.

Outlines of neighbouring shapes hold a shared border twice, and more points than the source's own precision; a browser without a graphics
processor pays for every one of them in every picture. Drawings for print keep the full outlines.
"""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from typing import Any

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


@once(8)
def lines(catalog: Catalog, name: str) -> list[dict[str, Any]]:
    """The borders of PROVINCES, or of NEIGHBOURS among themselves, or the RIVERS with their rank as ``level``, as straight pieces:
    ``{"from": [lon, lat], "to": [lon, lat]}``.
    """
    if name == RIVERS:
        return [{"from": start, "to": end, "level": level} for level, line in relief.rivers(catalog) for start, end in pairwise(line)]
    merged = _merged(catalog, name)
    if name == NEIGHBOURS:
        country = unary_union([shape(item["geometry"]) for item in catalog.geo[f"{PROVINCES}.geojson"]["features"]]).boundary
        own = simplify(country, TOLERANCE[PROVINCES]).buffer(NEAR)  # of the full outline it would take a second
        edge = box(*merged.bounds).boundary.buffer(EDGE)
        apart = MultiLineString([part for part in merged.geoms if not part.within(own)]).difference(edge)
        merged = _lines(line_merge(apart))
    pieces = []
    for part in simplify(merged, TOLERANCE[name]).geoms:
        points = [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in part.coords]
        pieces += [{"from": start, "to": end} for start, end in pairwise(points)]
    return pieces


@once(8)
def written(catalog: Catalog, name: str) -> str:
    """``lines`` as JSON."""
    return json.dumps(lines(catalog, name), separators=(",", ":"))


def address(catalog: Catalog, name: str) -> str:
    """Where the site serves ``written`` (``web.borders``): another address for other lines, whether the record or this code changes."""
    return f"/geo/{name}.json?v={hashlib.sha256(written(catalog, name).encode()).hexdigest()[:12]}"


def _merged(catalog: Catalog, name: str) -> MultiLineString:
    return _lines(line_merge(unary_union(_boundaries(catalog, name))))


def _lines(found: BaseGeometry) -> MultiLineString:
    return MultiLineString([found]) if isinstance(found, LineString) else MultiLineString(found)


def _boundaries(catalog: Catalog, name: str) -> list[BaseGeometry]:
    return [shape(item["geometry"]).boundary for item in catalog.geo[f"{name}.geojson"]["features"]]
