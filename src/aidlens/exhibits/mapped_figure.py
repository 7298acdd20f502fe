"""The map as a drawing: the ground, the fields of marks beside their seats, and the margin for what no map can place.

What belongs here: how fields, key and margin are drawn. Which marks there are is said in ``mapped_fields``, where fields find room in
``mapped_layout``, what lies under them in ``mapped_land``; ``mapped_deck`` gives the browser the same fields for every step of its zoom.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Bar, Drawing, Field, Line, Mark, Marks, Run, Text
from aidlens.drawing.raster import text_width
from aidlens.exhibits import mapped_layout as layout
from aidlens.exhibits.mapped_fields import Spot, together
from aidlens.exhibits.mapped_land import grounds
from aidlens.exhibits.mapped_layout import Box, Point
from aidlens.exhibits.mapped_marks import Fields, rooms
from aidlens.exhibits.mapped_shared import Settled, settled
from aidlens.exhibits.pen import within
from aidlens.exhibits.style import SLIDE, Canvas
from aidlens.view import View

COLUMN = 210.0  # px a column of the margin takes at least, where it stands below the land
HALO_METRES = 16_000  # a work known to a district is somewhere about its seat: how far is a convention of ours


@dataclass(frozen=True)
class Laid:
    """A map whose fields ask for places; one stands for all with the same ``sign``."""

    map: Map = field(compare=False, repr=False)
    sign: Hashable


@dataclass(frozen=True)
class Placed:
    """A field with its place: ``at`` is its middle in px from its seat, None where there is no room; ``named`` whether its name is set."""

    spot: Spot
    seat: Point
    field: Field
    at: Point | None
    named: bool = True


class Map(Fields):
    """One map for a canvas and an extent. ``spots`` are its fields, ``families`` the names of the kinds a mark can be of."""

    def __init__(self, catalog: Catalog, spots: tuple[Spot, ...], families: dict[str, tuple[str, str]], view: View, canvas: Canvas) -> None:
        super().__init__(catalog, view, canvas)
        self.spots, self.families = spots, families
        self.unseen: list[str] = []
        self._spots: dict[tuple[int, ...], Spot] = {}
        self._drawn: dict[tuple[tuple[int, ...], bool], Field] = {}

    @cached_property
    def located(self) -> tuple[Spot, ...]:
        """The fields that stand on the land."""
        return tuple(spot for spot in self.spots if spot.level == "district")

    @property
    def in_frame(self) -> bool:
        """Whether any field of the land has its seat in what is shown first."""
        frame, zoom = self.frame(self.step), self.zooms[self.step]
        return frame is not None and any(layout.holds(frame, *layout.plane(spot.lon, spot.lat, zoom)) for spot in self.located)

    @cached_property
    def steps(self) -> list[list[Settled]]:
        """Which districts stand together at each step, and where; the same in all colours."""
        return settled(self.catalog, Laid(self, self._sign()))

    def _sign(self) -> Hashable:
        """What two maps have in common whose fields stand at the same places."""
        each = tuple((spot.place, tuple(dot.works for dot in spot.dots)) for spot in self.located)
        return self.size, self.theme.size, self.canvas.narrow, self.lang.code, self.view.extent, each

    def spot(self, members: tuple[int, ...]) -> Spot:
        """The field of one district, or of some that stand together."""
        if members not in self._spots:
            shared = tuple(self.located[number] for number in members)
            self._spots[members] = together(self.catalog, shared, self.view, self.lang, narrow=self.canvas.narrow)
        return self._spots[members]

    def drawn_field(self, members: tuple[int, ...], *, named: bool = True) -> Field:
        """Its marks, name and number; or its number alone."""
        key = members, named
        if key not in self._drawn:
            self._drawn[key] = self.field(self.spot(members), named=named)
        return self._drawn[key]

    @cached_property
    def shown(self) -> list[tuple[int, ...]]:
        """Every field of the land at any step: those of single districts, then those that some share."""
        shared = dict.fromkeys(item.members for step in self.steps for item in step if len(item.members) > 1)
        return [*((number,) for number in range(len(self.located))), *shared]

    def placed(self, step: int) -> list[Placed]:
        """Every field of the land at a step; where there is no room for a name its number stands alone."""
        found = []
        for item in self.steps[step]:
            spot, field = self.spot(item.members), self.drawn_field(item.members, named=item.named)
            found.append(Placed(spot, layout.plane(spot.lon, spot.lat, 0), field, item.at, item.named))
        return found

    def names(self, step: int, placed: list[Placed]) -> dict[str, Point | None]:
        """Where the name of each province and neighbour stands at a step (px at this zoom): clear of all fields, None where nowhere."""
        scale = 2 ** self.zooms[step]
        taken = [*self.kept(step), *(self._box(item, scale) for item in placed if item.at is not None)]
        points = [layout.plane(spot.lon, spot.lat, 0) for item in placed for spot in item.spot.districts]
        seats = [(x * scale, y * scale) for x, y in points]
        taken += [(x - layout.SEAT, y - layout.SEAT, x + layout.SEAT, y + layout.SEAT) for x, y in seats]
        frame, edge = self.frame(step), self.frame(step, whole=True)
        found: dict[str, Point | None] = {}
        for key, words, spots in grounds(self.catalog, self.lang.code):
            half, tall = self.name_room(words)
            boxes = [(x * scale - half, y * scale - tall, x * scale + half, y * scale + tall) for x, y in spots]
            if frame is not None and edge is not None:
                # Those in the picture first; none across its edge or at its foot.
                inner = [box for box in boxes if layout.covers(frame, box)]
                boxes = inner + [box for box in boxes if not layout.overlap(edge, box)]
            box = next((box for box in boxes if not any(layout.overlap(box, other) for other in taken)), None)
            found[key] = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) if box else None
            taken += [box] if box else []
        return found

    def _box(self, item: Placed, scale: float) -> Box:
        x, y = item.seat[0] * scale + item.at[0], item.seat[1] * scale + item.at[1]  # type: ignore[index]
        return x - item.field.width / 2, y - item.field.height / 2, x + item.field.width / 2, y + item.field.height / 2

    # ── the picture ──

    def draw(self) -> Drawing:
        """The whole picture: key, land with its fields, margin."""
        top = self.top()
        self.land(top)
        if not self.canvas.narrow:
            wide, high = self.size.frame
            self.items.append(Bar(wide, top, self.width - wide, high, fill=self.theme.paper))
        self.fields(top)
        foot = self.aside(top)
        return replace(self.drawing(foot), fluid=False)

    def small(self) -> Drawing:
        """The land with its fields alone, and how many works it cannot place."""
        self.land(0)
        self.fields(0)
        _, high = self.size.frame
        y, em = high + 1.1 * self.size.type, self.size.type / self.theme.size
        count = sum(spot.works for spot in self.spots if spot.level != "district")
        words = [self.lang.n("{n} work without a known district", "{n} works without a known district", count)] if count else []
        words += self.unseen
        line = " · ".join(words)
        for each in [line] if text_width(line, self.size.type) < 0.96 * self.width else words:
            self.text(0, y, each, size=em, colour=self.theme.quiet)
            y += 1.35 * self.size.type
        return replace(self.drawing(y - 0.35 * self.size.type), fluid=False)

    def moving(self) -> Drawing:
        """All that stands on a ground that moves: each field and each name at the corner, for the browser to place."""
        fields = [self.drawn_field(members) for members in self.shown]
        names = [self.ground_name(key, words, 0, 0) for key, words, _ in grounds(self.catalog, self.lang.code)]
        return Drawing(*self.size.frame, (*names, *fields), fluid=False)

    def standing(self) -> tuple[Drawing, float]:
        """Key and margin round a ground that moves, and how far down that begins."""
        frame, scale, placed = self.frame(self.step), 2 ** self.zooms[self.step], self.placed(self.step)
        shown = [item for item in placed if item.at and frame and layout.holds(frame, item.seat[0] * scale, item.seat[1] * scale)]
        self.unseen = self._unseen(placed, shown)
        top = self.top()
        return replace(self.drawing(self.aside(top)), fluid=False), top

    def top(self) -> float:
        """Where the land begins: below the key, where that stands first."""
        return 0.0 if self.canvas.narrow else self.key(0, 0, self.width)

    def fields(self, top: float) -> None:
        """Names of the ground, halo of the place in focus, lines to seats, fields."""
        placed, scale, (left, up) = self.placed(self.step), 2 ** self.zooms[self.step], self.corner(top)
        wide, high = self.size.frame
        frame = self.frame(self.step) or (0, 0, 0, 0)
        words = {key: name for key, name, _ in grounds(self.catalog, self.lang.code)}
        for key, at in self.names(self.step, placed).items():
            if at is not None and layout.covers((0, top, wide, top + high), (at[0] - left, at[1] - up, at[0] - left, at[1] - up)):
                self.items.append(self.ground_name(key, words[key], at[0] - left, at[1] - up))
        seats = [(item, (item.seat[0] * scale, item.seat[1] * scale)) for item in placed]
        seen = [(item, (x - left, y - up)) for item, (x, y) in seats if item.at is not None and layout.holds(frame, x, y)]
        boxes = [self._box(item, scale) for item, _ in seen]
        boxes = [(x0 - left, y0 - up, x1 - left, y1 - up) for x0, y0, x1, y1 in boxes]
        for (item, _), box in zip(seen, boxes, strict=True):
            room = [(box[0] + x, box[1] + y, box[0] + x + w, box[1] + y + h) for x, y, w, h in rooms(item.field)]
            for spot in item.spot.districts:
                x, y = layout.plane(spot.lon, spot.lat, 0)
                # From the first alone: lines from all would cross each other.
                self._seat(spot, (x * scale - left, y * scale - up), room if spot is item.spot.districts[0] else [])
        for (item, _), box in zip(seen, boxes, strict=True):
            self.items.append(replace(item.field, x=box[0], y=box[1]))
        self.unseen = self._unseen(placed, [item for item, _ in seen])
        self.scale_bar(top + high)

    def _seat(self, spot: Spot, seat: Point, room: list[Box]) -> None:
        """The seat of a district, how far about it its works may be where it is in focus, and the line to where its marks stand."""
        if spot.place in (self.view.at, *self.view.district):
            px = layout.WORLD * 2 ** self.zooms[self.step] / layout.EARTH / math.cos(math.radians(spot.lat))
            self.items.append(Mark(*seat, "circle", 2 * HALO_METRES * px, fill=self.theme.quiet, opacity=0.18))
        end = layout.leader(seat, room) if room else None
        if end is not None:
            self.items.append(Line((seat, end), self.theme.quiet, self.edge / 1.5))
        self.items.append(Mark(*seat, "circle", 2.6 * self.edge, fill=self.theme.ink))

    def _unseen(self, placed: list[Placed], seen: list[Placed]) -> list[str]:
        """What of the land the picture does not show, in words."""
        full = [item for item in placed if item.at is None]
        crowded = sum(item.spot.works for item in full)
        beyond = sum(item.spot.works for item in placed) - sum(item.spot.works for item in seen) - crowded
        words = []
        if beyond:
            words.append(self.lang.n("{n} more work outside this frame", "{n} more works outside this frame", beyond))
        if crowded:
            words.append(self.lang.n("{n} work has no room at this scale", "{n} works have no room at this scale", crowded))
        return words

    # ── key and margin ──

    def key(self, x: float, y: float, wide: float) -> float:
        """What a mark is, and the kinds by symbol and colour, each a way to its works alone; the place below them."""
        em, line, left = self.size.type, 1.55 * self.size.type, x
        y += line / 2
        public = self.view.funding == "public"
        intro = self.lang.t("One mark is one work of Italian aid:") if public else self.lang.t("One mark is one work:")
        entries: list[tuple[Marks | None, str, str]] = [(None, intro, "")]
        families = dict.fromkeys(dot.family for family in self.families for spot in self.spots for dot in spot.dots if dot.family == family)
        entries += [(self.style(family, "placed", 1.0), *self.families[family]) for family in families]
        if any(not dot.finished for spot in self.spots for dot in spot.dots):
            entries.append((self.style(next(iter(families)), "counted", 1.0), self.lang.t("light: supplied, announced or in progress"), ""))
        if any(spot.many for spot in self.spots):
            entries.append((None, self.lang.t("with a number: so many works"), ""))
        for sign, words, href in entries:
            side = em if sign else 0.0
            need = side + 4 + self.room_for(words, em)
            if x > left and x + need > left + wide:
                x, y = left, y + line
            if sign:
                self.items.append(replace(sign, points=((x + side / 2, y),), size=within(sign, 0.86 * side)))
            at, size = x + side + (4 if sign else 0), em / self.theme.size
            if href:
                self.opening(at, y, words, href, words, size=size)
            else:
                self.text(at, y, words, size=size, colour=self.theme.quiet)
            x += need + em
        return y + line / 2 + 6

    def aside(self, top: float) -> float:
        """What no map can place: fields of provinces, and of no single place; the foot of the picture."""
        # A slide is low: what stands in its margin stands close.
        narrow, gap = self.canvas.narrow, (14 if not self.large else 5 if self.theme.name != SLIDE.name else 2) * self.scale
        (wide, high), em = self.size.frame, self.size.type
        x, y = (0.0, top + high + gap) if narrow else (wide + gap, top)
        room = self.width - x
        if narrow:
            y = self.key(x, y, room) + gap / 2
        apart = [spot for spot in self.spots if spot.level != "district"]
        if any(spot.level == "province" for spot in apart):
            self.items.append(self._words("aside", self.lang.t("Only the province is known:"), x, y, room, bold=True))
            y += self.items[-1].height + 0.5 * em  # type: ignore[union-attr]
        # One below the other, or side by side where there is room for several.
        columns = max(1, int(room // COLUMN)) if narrow else 1
        wide_each = (room - (columns - 1) * gap) / columns
        high_row = 0.0
        for number, spot in enumerate(sorted(apart, key=lambda spot: spot.level == "beside")):
            if number and number % columns == 0:
                y, high_row = y + high_row + gap, 0.0
            field = replace(self.field(spot, wide=wide_each), x=x + number % columns * (wide_each + gap), y=y)
            self.items.append(field)
            high_row = max(high_row, field.height)
        y += high_row + gap if apart else 0
        if self.unseen:
            self.items.append(self._beyond(wide, top + high))
        return max(y, top + high) + (0 if narrow else em * 0.2)

    def _beyond(self, right: float, foot: float) -> Field:
        """What of the land the picture does not show, at its foot."""
        em, words = self.size.type, " · ".join(self.unseen)
        wide = self.room_for(words, em)
        text = Text(wide, 0.7 * em, ((Run(words),),), em, self.theme.ink, "end", plate=self.theme.paper, pad=0.3)
        return Field(right - wide - 0.8 * em, foot - 1.7 * em, wide, 1.4 * em, (text,), "", id="beyond")

    def _words(self, key: str, words: str, x: float, y: float, wide: float, *, bold: bool = False) -> Field:
        em = self.size.type
        lines = self.sheet.wrapped(words, wide / self.canvas.width, em / self.theme.size, 6).split("<br>")
        high = 1.3 * em * len(lines)
        text = Text(0, high / 2, tuple((Run(line, bold=bold),) for line in lines), em, self.theme.quiet if not bold else self.theme.ink)
        return Field(x, y, wide, high, (text,), "", id=key)
