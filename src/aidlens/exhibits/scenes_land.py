"""The land of a scene: an extent of the map on the canvas of scenes, with what of it stays free."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import shapely

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Item, Line
from aidlens.exhibits import mapped_layout as layout
from aidlens.exhibits.mapped_land import EXTENTS, Land, Size, courses
from aidlens.exhibits.mapped_layout import Box, Point
from aidlens.exhibits.scenes_picture import NARROW, WIDE
from aidlens.exhibits.style import LIGHT, Canvas, mix
from aidlens.measures import borders
from aidlens.view import View

STRIP, STRIP_NARROW = 124.0, 64.0  # px at the foot, for what has no seat in the frame
PITCH, PITCH_NARROW = 13.0, 6.5
PLATE = 0.43, 0.27  # of a wide land: the room of the words about a single work
CORNER = {"west": (1, 0), "country": (1, 1)}  # where that room is: no work of the record has its seat there
COARSE = 3.5  # px a border may leave its course there


class Ground(Land):
    """The land of a scene: an extent of the map on the canvas of scenes."""

    def __init__(self, catalog: Catalog, canvas: Canvas, extent: str, letters: float = 13.5) -> None:
        super().__init__(catalog, View(extent=extent), replace(canvas, theme=replace(canvas.theme, size=LIGHT.size)))
        (wide, high), strip = (NARROW, STRIP_NARROW) if canvas.narrow else (WIDE, STRIP)
        pitch = PITCH_NARROW if canvas.narrow else PITCH
        shrunk = 0.6 if extent == "country" else 1.0
        self.size = Size(wide, high - strip, 0, pitch * shrunk, letters, 4, 0)
        self.width, self.edge = wide, 1.5
        self.centre, _ = layout.fit(EXTENTS[extent], *self.size.frame)

    @cached_property
    def room(self) -> Box | None:
        """The room of the words about a single work, in px of the canvas; None on a phone, where the caption has them."""
        if self.canvas.narrow:
            return None
        wide, high = self.size.frame
        across, down = PLATE[0] * wide, PLATE[1] * high
        right, low = CORNER[self.view.extent]
        left, top = right * (wide - across), low * (high - down)
        return left, top, left + across, top + down

    def kept(self, step: int) -> tuple[Box, ...]:
        """What stays free of fields."""
        frame = self.frame(step, whole=True)
        if frame is None or self.room is None:
            return ()
        return (tuple(value + frame[at % 2] for at, value in enumerate(self.room)),)  # type: ignore[return-value]

    def seat(self, lon: float, lat: float) -> Point:
        """Where a place lies on the canvas."""
        x, y = layout.plane(lon, lat, self.zooms[self.step])
        left, up = self.corner(0)
        return x - left, y - up

    def under(self, *, coarse: bool = False) -> tuple[Item, ...]:
        """Relief, rivers and borders; ``coarse``: relief and the borders of provinces with few corners, for pages that must be light."""
        self.items = []
        self.land(0)
        if not coarse:
            return tuple(self.items)
        found = [item for item in self.items if not isinstance(item, Line)]
        scale, (left, up), (wide, high) = 2 ** self.zooms[self.step], self.corner(0), self.size.frame
        ways = shapely.transform(courses(self.catalog, borders.PROVINCES), lambda points: points * scale - (left, up))
        seen = shapely.simplify(shapely.clip_by_rect(ways, 0, 0, wide, high), COARSE)
        colour = mix(self.theme.quiet, self.theme.paper, 0.6)
        parts = [part for part in getattr(seen, "geoms", [seen]) if part.length > 20]
        return (*found, *(Line(tuple((round(x), round(y)) for x, y in part.coords), colour, 1) for part in parts))
