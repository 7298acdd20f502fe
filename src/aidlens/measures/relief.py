"""The land under the map: the relief, made once a theme, and the rivers, as lines without points that no screen shows.

The pictures are in Web Mercator: a pixel's row is linear in ``mercator`` of its latitude, its column in longitude.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field

from shapely import LineString, simplify, unary_union
from shapely.geometry import shape

from aidlens.catalog import Catalog
from aidlens.single_flight_cache import once

BOUNDS = (57.0, 27.0, 78.0, 41.0)  # degrees: west, south, east, north of the pictures
DECIMALS = 3  # of a degree: a hundred metres
TOLERANCE = 0.0075  # degrees a river may leave its course: 0.8 km, as the borders do
AROUND = 0.7  # degrees beyond the country's border at which its rivers end, where the slopes fade


@dataclass(frozen=True)
class Relief:
    """A picture and where it lies; it ends in a flat colour at its edges."""

    name: str
    jpeg: bytes = field(repr=False)
    west: float = BOUNDS[0]
    south: float = BOUNDS[1]
    east: float = BOUNDS[2]
    north: float = BOUNDS[3]

    @property
    def file(self) -> str:
        """Its name among the files of the record."""
        return f"relief-{self.name}.jpg"

    @property
    def address(self) -> str:
        """Where the site serves it (``web.borders``): another address for another picture."""
        return f"/geo/{self.file}?v={hashlib.sha256(self.jpeg).hexdigest()[:12]}"

    def box(self, west: float, south: float, east: float, north: float) -> tuple[float, float, float, float]:
        """Where a part of the map lies in it: left, top, right, bottom as shares of its width and height; beyond its edges under 0 or over
        1.
        """
        top, bottom = mercator(self.north), mercator(self.south)
        left, right = ((x - self.west) / (self.east - self.west) for x in (west, east))
        upper, lower = ((top - mercator(y)) / (top - bottom) for y in (north, south))
        return left, upper, right, lower


THEMES = ("light", "dark", "projector")  # those with a picture of their own


def relief(catalog: Catalog, theme: str) -> Relief:
    """The relief in a theme's colours; a theme without a picture of its own has that of paper."""
    name = theme if theme in THEMES else "light"
    return Relief(name, catalog.relief[f"relief-{name}.jpg"])


@once(4)
def rivers(catalog: Catalog) -> tuple[tuple[int, tuple[tuple[float, float], ...]], ...]:
    """The rivers of the country: rank (1 the largest, to 4) and line (lon, lat), the largest first."""
    provinces = [simplify(shape(item["geometry"]), 0.05) for item in catalog.geo["provinces.geojson"]["features"]]
    land = unary_union(provinces).buffer(AROUND, quad_segs=4)
    found = []
    for item in catalog.geo["rivers.geojson"]["features"]:
        line = simplify(shape(item["geometry"]), TOLERANCE).intersection(land)
        for part in getattr(line, "geoms", [line]):
            if isinstance(part, LineString) and not part.is_empty:
                points = tuple((round(x, DECIMALS), round(y, DECIMALS)) for x, y in part.coords)
                found.append((int(item["properties"]["level"]), points))
    return tuple(sorted(found))


def mercator(latitude: float) -> float:
    """The height of a latitude in Web Mercator, in radians of longitude."""
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
