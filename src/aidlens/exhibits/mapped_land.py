"""The ground of the map on a canvas: how large it is, what of the country is seen, relief, rivers, borders and the names of lands.

What belongs here: everything that lies under the fields of ``mapped_figure``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Bar, Field, Line, Picture, Run, Text
from aidlens.exhibits import mapped_layout as layout
from aidlens.exhibits.mapped_layout import Box, Point
from aidlens.exhibits.pen import Pen
from aidlens.exhibits.style import GROUNDS, SLIDE, Canvas, mix
from aidlens.measures import borders, ground_names
from aidlens.measures.relief import relief as relief_of
from aidlens.single_flight_cache import once
from aidlens.view import View

# West, south, east, north of what each extent shows whole, in degrees.
EXTENTS: dict[str, Box] = {"west": (60.35, 31.85, 65.2, 35.75), "country": (60.3, 29.3, 74.95, 38.55)}
LOW = 320  # px: land is no lower on a wall
FINEST = 0.9  # px a line may leave its course
STEP_OF = {"country": 0, "west": 2}


@dataclass(frozen=True)
class Size:
    """The measures of a map on one canvas, in px: the picture's width, the land's height, the margin beside it (0: it stands below), from
    mark to mark, of the type, of the strip at the land's foot that no field enters, and of a button of the interactive map.
    """

    width: float
    land: float
    margin: float
    pitch: float
    type: float
    foot: float
    button: float

    @property
    def frame(self) -> tuple[float, float]:
        """Width and height of the land."""
        return self.width - self.margin, self.land


def size(canvas: Canvas) -> Size:
    """The measures for a canvas."""
    if canvas.shape == "middle":
        return Size(712, 520, 0, 10, 12.5, 24, 44)
    if canvas.shape == "low":
        return Size(712, 320, 0, 8, 11.5, 22, 44)
    if canvas.narrow:
        return Size(canvas.width, 420, 0, 8, 11.5, 22, 44)
    if canvas.large:
        # Two lines of the key stand above the land.
        land = max(LOW, canvas.high - 3.6 * canvas.theme.size) if canvas.high else 660
        return Size(canvas.width, land, 400 if canvas.theme.name != SLIDE.name else 460, 18, canvas.theme.size, 52, 64)
    return Size(1056, 612, 188, 12, 13, 25, 36)


class Land(Pen):
    """The ground of one map, for a canvas and the extent of a view."""

    def __init__(self, catalog: Catalog, view: View, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.catalog, self.view, self.size = catalog, view, size(canvas)
        self.width = self.size.width
        self.centre, _ = layout.fit(EXTENTS[view.extent], *self.size.frame)

    # ── steps of the zoom ──

    @cached_property
    def zooms(self) -> tuple[float, ...]:
        """The steps on which the zoom settles: the country, between, the west, and twice nearer."""
        country, west = (layout.fit(EXTENTS[name], *self.size.frame)[1] for name in ("country", "west"))
        return country, (country + west) / 2, west, west + 1, west + 2

    def kept(self, step: int) -> tuple[Box, ...]:
        """What stays free of the land at a step: the corner where the interactive map has its four buttons."""
        frame = self.frame(step)
        if frame is None:
            return ()
        return ((frame[2] - 4 * self.size.button - 10, frame[1], frame[2], frame[1] + self.size.button + 10),)

    @property
    def step(self) -> int:
        """The step at which this extent is first shown."""
        return STEP_OF[self.view.extent]

    def frame(self, step: int, *, whole: bool = False) -> Box | None:
        """The land in px at a step, where that is what an extent shows first; else any part of the land may be seen."""
        for name, at in STEP_OF.items():
            if at == step:
                (x, y), _ = layout.fit(EXTENTS[name], *self.size.frame)
                scale, (wide, high) = 2 ** self.zooms[step], self.size.frame
                foot = high / 2 - (0 if whole else self.size.foot)
                return x * scale - wide / 2, y * scale - high / 2, x * scale + wide / 2, y * scale + foot
        return None

    @property
    def name_size(self) -> float:
        """The type of names of the ground in px."""
        return self.size.type * (1.0 if self.large else 0.92)

    def room_for(self, words: str, em: float) -> float:
        """About how wide words are in px, set in ``em`` px."""
        return self.sheet.room(words, em / self.theme.size) * self.canvas.width

    @property
    def ground(self) -> str:
        """The colour of what lies beyond the relief."""
        return GROUNDS[relief_of(self.catalog, self.theme.name).name]

    def land(self, top: float) -> None:
        """Relief, rivers and borders, clipped to the frame."""
        wide, high = self.size.frame
        (left, up), zoom = self.corner(top), self.zooms[self.step]
        west, north = layout.place(left, up + top, zoom)
        east, south = layout.place(left + wide, up + top + high, zoom)
        relief = relief_of(self.catalog, self.theme.name)
        self.items.append(Bar(0, top, wide, high, fill=self.ground))
        part = relief.box(west, south, east, north)
        seen = tuple(min(max(share, 0.0), 1.0) for share in part)
        across, down = wide / (part[2] - part[0]), high / (part[3] - part[1])
        place = (seen[0] - part[0]) * across, top + (seen[1] - part[1]) * down
        room = (seen[2] - seen[0]) * across, (seen[3] - seen[1]) * down
        self.items.append(Picture(*place, *room, relief.address, relief.jpeg, (seen[0], seen[1], seen[2], seen[3])))
        paper, quiet = self.theme.paper, self.theme.quiet
        self.lines(courses(self.catalog, borders.RIVERS), mix(self.theme.kinds["water"], paper, 0.5), top)
        self.lines(courses(self.catalog, borders.NEIGHBOURS), mix(quiet, paper, 0.5), top)
        self.lines(courses(self.catalog, borders.PROVINCES), mix(quiet, paper, 0.6), top)

    def lines(self, courses: BaseGeometry, colour: str, top: float) -> None:
        """Lines of the ground (px at zoom 0), those parts that lie in the frame."""
        scale, (left, up), (wide, high) = 2 ** self.zooms[self.step], self.corner(top), self.size.frame
        seen = shapely.clip_by_rect(shapely.transform(courses, lambda points: points * scale - (left, up)), 0, top, wide, top + high)
        for part in getattr(shapely.simplify(seen, FINEST * (1.4 if self.canvas.narrow else 1.0)), "geoms", [seen]):
            if not part.is_empty:
                self.items.append(Line(tuple((round(x, 1), round(y, 1)) for x, y in part.coords), colour, self.edge / 1.5))

    def corner(self, top: float) -> Point:
        """The corner of the picture in px at the zoom of its step."""
        scale, (wide, high) = 2 ** self.zooms[self.step], self.size.frame
        return self.centre[0] * scale - wide / 2, self.centre[1] * scale - high / 2 - top

    def scale_bar(self, foot: float) -> None:
        """A bar of some kilometres, true in the middle of the picture."""
        _, lat = layout.place(*self.centre, 0)
        km = 1000 / layout.EARTH * layout.WORLD * 2 ** self.zooms[self.step] / math.cos(math.radians(lat))
        length = next(step for step in (200, 100, 50, 20) if step * km < 0.2 * self.size.frame[0])
        x, y, em = 10.0 * self.scale, foot - 10 * self.scale, self.name_size
        self.items.append(Line(((x, y), (x + length * km, y)), self.theme.quiet, 1.5 * self.edge / 1.5))
        self.text(x, y - 0.8 * em, f"{length} km", size=em / self.theme.size, colour=self.theme.quiet)

    def name_room(self, words: str) -> tuple[float, float]:
        """Half the width and half the height that a name of the ground takes, in px; capitals are wide."""
        return self.room_for(words, self.name_size) * 0.78, 0.78 * self.name_size

    def ground_name(self, key: str, words: str, x: float, y: float) -> Field:
        """A name of the ground, centred on a place."""
        em, (half, tall) = self.name_size, self.name_room(words)
        wide, high = 2 * half, 2 * tall
        text = Text(wide / 2, high / 2, ((Run(words),),), em, self.theme.quiet, "middle", plate=self.theme.paper, pad=0.3)
        return Field(x - wide / 2, y - high / 2, wide, high, (text,), "", id=f"name:{key}")


@once(8)
def courses(catalog: Catalog, name: str) -> BaseGeometry:
    """Borders or rivers in px at zoom 0."""
    return shapely.MultiLineString([[layout.plane(lon, lat, 0) for lon, lat in course] for course in borders.courses(catalog, name)])


@once(8)
def grounds(catalog: Catalog, code: str) -> list[tuple[str, str, list[Point]]]:
    """The names of the ground: id, words, and the places they may stand at, the best first (px at zoom 0)."""
    return [(name.key, name.words(code), [layout.plane(lon, lat, 0) for lon, lat in name.places]) for name in ground_names.names(catalog)]
