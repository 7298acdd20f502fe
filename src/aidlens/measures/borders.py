"""Borders as lines for the interactive map: each border once, without points that no screen shows.

Outlines of neighbouring shapes hold a shared border twice, and more points than the source's own precision; a browser without a graphics
processor pays for every one of them in every picture. Drawings for print keep the full outlines.
"""

from __future__ import annotations

from typing import Any

from shapely import line_merge, simplify, unary_union
from shapely.geometry import shape

from aidlens.catalog import Catalog
from aidlens.once import once

DECIMALS = 3  # of a degree: a hundred metres
# Degrees a line may leave its course: half a kilometre for provinces, 1.5 km for the coarser outlines of the neighbours.
TOLERANCE = {"provinces.geojson": 0.005, "neighbours.geojson": 0.015}


@once(8)
def lines(catalog: Catalog, name: str) -> list[dict[str, Any]]:
    """The borders in an outline file as paths (``{"path": [[lon, lat], …]}``)."""
    outlines = [shape(item["geometry"]).boundary for item in catalog.geo[name]["features"]]
    merged = simplify(line_merge(unary_union(outlines)), TOLERANCE[name])
    parts = getattr(merged, "geoms", [merged])
    return [{"path": [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in part.coords]} for part in parts]
