"""The small map of one thing: the outline of its province with the seats of its districts, and where in the country that is.

No relief and few corners, so that it weighs little. It is as precise as the record and no more: a dot is the point of a district, never
of a village or a building, and ``SmallMap.precise`` says so in words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Bar, Drawing, Item, Line, Link, Mark, Run, Text
from aidlens.drawing.raster import text_width
from aidlens.drawing.svg import svg
from aidlens.exhibits import mapped_layout as layout
from aidlens.exhibits.mapped_land import courses
from aidlens.exhibits.style import DARK, LIGHT, Canvas, mix
from aidlens.i18n import Lang
from aidlens.measures import borders, mapped
from aidlens.single_flight_cache import once

WIDE, HIGH, FOOT = 340.0, 250.0, 76.0  # px: the land, and the strip below it with the country
LOW = 30.0  # px: that strip where the land is the country
PAD = 12.0  # px between a province and the edge
FINE, COARSE = 0.8, 1.6  # px an outline may leave its course: the province's own, all others
LEAST, MOST = 3.6, 11.0  # px: the radius of a dot for one work, and for the most
TYPE = 13.0
NEAREST = 9.5  # the zoom at which a small province is not yet blown up further
WAYS = ((1, 0.0), (-1, 0.0), (0, -1.0), (0, 1.0))  # where a name may stand beside its dot


@dataclass(frozen=True)
class Seat:
    """A dot: the place whose point it is, its name, how many works it stands for (0: no number is told), and where it leads."""

    place: str
    name: str
    lat: float
    lon: float
    works: int = 0
    link: Link | None = None


@dataclass(frozen=True)
class SmallMap:
    """What is seen: the provinces in front (none: the country), the dots; ``alt`` is the picture in words, ``precise`` how exactly it
    places what it shows.
    """

    provinces: tuple[str, ...]
    seats: tuple[Seat, ...]
    alt: str
    precise: str

    def drawing(self, catalog: Catalog, canvas: Canvas) -> Drawing:
        """Its marks for a canvas, which decides colours and words only."""
        return _Page(catalog, self, canvas).drawing()

    def picture(self, catalog: Catalog, lang: Lang, name: str, title: str, link: object = str) -> str:
        """As SVG for light and dark pages; ``name`` heads its ids, ``link`` writes an address as the page needs it."""
        light, dark = (self.drawing(catalog, Canvas(theme, lang)) for theme in (LIGHT, DARK))
        return svg(light, dark=dark, name=name, title=title, description=self.alt, link=link)  # type: ignore[arg-type]


def seats(catalog: Catalog, places: Iterable[tuple[str, int, Link | None]], lang: Lang) -> tuple[Seat, ...]:
    """The dots of some districts, with the works each stands for; those without a point are left out."""
    found = []
    for key, works, link in places:
        row = catalog.row("places", key)
        if row["lat"] is not None and row["lat"] == row["lat"]:
            found.append(Seat(key, lang.pick(row, "name"), float(row["lat"]), float(row["lon"]), works, link))
    return tuple(found)


# ── the ground ──


@once(4)
def _lands(catalog: Catalog) -> dict[str, BaseGeometry]:
    """The outline of each province, in px at zoom 0."""
    found = {}
    for key, rings in mapped.outline_rings(catalog).items():
        shapes = [shapely.make_valid(shapely.Polygon([layout.plane(lon, lat, 0) for lon, lat in ring])) for ring in rings]
        found[key] = shapely.unary_union(shapes)
    return found


@once(4)
def _country(catalog: Catalog) -> BaseGeometry:
    """The outline of the country in px at zoom 0, with few corners."""
    near = 0.02  # px at zoom 0
    coarse = [land.simplify(near / 2).buffer(near) for land in _lands(catalog).values()]
    return shapely.unary_union(coarse).buffer(-near).simplify(near)


def _rings(shape: BaseGeometry) -> Iterator[list[tuple[float, float]]]:
    """The outer rings of a shape, the tiniest left out."""
    parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon" and not part.is_empty]
    largest = max((part.area for part in parts), default=0.0)
    for part in parts:
        if part.area > largest / 200:
            yield [(round(x, 1), round(y, 1)) for x, y in part.exterior.coords]


class _Page:
    def __init__(self, catalog: Catalog, shown: SmallMap, canvas: Canvas) -> None:
        self.catalog, self.shown, self.theme, self.lang = catalog, shown, canvas.theme, canvas.lang
        lands = _lands(catalog)
        self.front = shapely.unary_union([lands[key] for key in shown.provinces]) if shown.provinces else _country(catalog)
        left, top, right, bottom = self.front.bounds
        zoom = math.log2(min((WIDE - 2 * PAD) / (right - left), (HIGH - 2 * PAD) / (bottom - top)))
        self.scale = 2 ** min(zoom, NEAREST)
        self.corner = (left + right) / 2 * self.scale - WIDE / 2, (top + bottom) / 2 * self.scale - HIGH / 2

    def drawing(self) -> Drawing:
        items: list[Item] = [*self.land()]
        if self.shown.provinces:
            items += self.country()
        items += self.bar()
        items += self.dots()
        return Drawing(WIDE, self.foot, tuple(items), fluid=False)

    @property
    def foot(self) -> float:
        """The lower edge."""
        return HIGH + (FOOT if self.shown.provinces else LOW)

    def placed(self, shape: BaseGeometry) -> BaseGeometry:
        return shapely.transform(shape, lambda points: points * self.scale - self.corner)

    def land(self) -> Iterator[Item]:
        """What is in front, filled; then the borders of all provinces."""
        fill, edge = mix(self.theme.accent, self.theme.paper, 0.13), mix(self.theme.ink, self.theme.paper, 0.75)
        yield Bar(0, 0, WIDE, HIGH, fill=self.theme.panel)
        front = [*_rings(shapely.simplify(self.placed(self.front), FINE))]
        for ring in front:
            yield Line(tuple(ring), "", 0, fill=fill)
        lines = shapely.clip_by_rect(self.placed(courses(self.catalog, borders.PROVINCES)), 0, 0, WIDE, HIGH)
        for part in getattr(shapely.simplify(lines, COARSE), "geoms", [lines]):
            if not part.is_empty:
                yield Line(tuple((round(x, 1), round(y, 1)) for x, y in part.coords), mix(self.theme.quiet, self.theme.paper, 0.45), 0.8)
        for ring in front:
            yield Line(tuple(ring), edge, 1.4)

    def country(self) -> Iterator[Item]:
        """The country at the foot, with what is in front."""
        west, top, _, bottom = _country(self.catalog).bounds
        room = FOOT - 14
        scale = room / (bottom - top)

        def small(shape: BaseGeometry) -> Iterator[list[tuple[float, float]]]:
            return _rings(shapely.transform(shape, lambda points: (points - (west, top)) * scale + (1, HIGH + 12)).simplify(0.6))

        for ring in small(_country(self.catalog)):
            yield Line(tuple(ring), mix(self.theme.quiet, self.theme.paper, 0.8), 0.9, fill=self.theme.panel)
        for ring in small(self.front):
            yield Line(tuple(ring), self.theme.accent, 0.6, fill=self.theme.accent)

    def bar(self) -> Iterator[Item]:
        """A bar of some kilometres, true in the middle of the land."""
        _, lat = layout.place(0, (self.corner[1] + HIGH / 2) / self.scale, 0)
        km = 1000 / layout.EARTH * layout.WORLD * self.scale / math.cos(math.radians(lat))
        length = next((step for step in (200, 100, 50, 20, 10) if step * km < 0.3 * WIDE), 5)
        right, y = WIDE - 1, self.foot - (14 if self.shown.provinces else 4)
        yield Line(((right - length * km, y), (right, y)), self.theme.quiet, 1.4)
        yield Text(right, y - 11, ((Run(f"{length} km"),),), TYPE - 1, self.theme.quiet, "end")

    def dots(self) -> Iterator[Item]:
        """The dots, the largest first, then the names for which there is room."""
        most = max((seat.works for seat in self.shown.seats), default=0)
        ordered = sorted(self.shown.seats, key=lambda seat: (-seat.works, seat.place))
        placed = [(seat, *self.at(seat), self.radius(seat, most)) for seat in ordered]
        for seat, x, y, r in placed:
            fill = self.theme.accent if len(placed) == 1 or seat.works else self.theme.paper
            mark = Mark(x, y, "circle", 2 * r, fill=fill, stroke=self.theme.paper if seat.works or len(placed) == 1 else self.theme.accent)
            yield replace(mark, stroke_width=1.2, link=seat.link)
        taken = [(x - r, y - r, x + r, y + r) for _, x, y, r in placed]
        for seat, x, y, r in placed:
            wide = text_width(seat.name, TYPE) + 4
            for across, down in WAYS:
                left = x + r + 3 if across > 0 else x - r - 3 - wide if across < 0 else x - wide / 2
                middle = y + down * (r + 0.8 * TYPE)
                box = (left, middle - 0.55 * TYPE, left + wide, middle + 0.55 * TYPE)
                if layout.covers((2, 2, WIDE - 2, HIGH - 2), box) and not any(layout.overlap(box, other) for other in taken):
                    taken.append(box)
                    anchor = "start" if across > 0 else "end" if across < 0 else "middle"
                    start = left if across > 0 else left + wide if across < 0 else x
                    yield Text(start, middle, ((Run(seat.name),),), TYPE, self.theme.ink, anchor, plate=self.theme.paper, pad=0.6)  # type: ignore[arg-type]
                    break

    def at(self, seat: Seat) -> tuple[float, float]:
        x, y = layout.plane(seat.lon, seat.lat, 0)
        return round(x * self.scale - self.corner[0], 1), round(y * self.scale - self.corner[1], 1)

    def radius(self, seat: Seat, most: int) -> float:
        """By area; a dot that tells no number is one for one work, larger where it is alone."""
        if len(self.shown.seats) == 1:
            return 5.5
        share = math.sqrt(max(seat.works, 1) / max(most, 1))
        return round(max(LEAST, MOST * share) if most > 1 else 4.5, 1)
