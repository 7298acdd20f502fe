"""The map as a drawing: the ground, the fields of marks beside their seats, and the margin for what no map can place.

What belongs here: how fields, key and margin are drawn. Which marks there are is said in ``mapped_fields``, where fields find room in
``mapped_layout``, what lies under them in ``mapped_land``; ``mapped_deck`` gives the browser the same fields for every step of its zoom.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Bar, Drawing, Field, Line, Link, Mark, Marks, Part, Run, Text
from aidlens.exhibits import mapped_layout as layout
from aidlens.exhibits.mapped_fields import Spot
from aidlens.exhibits.mapped_land import Land, courses, grounds
from aidlens.exhibits.mapped_layout import Asked, Box, Point
from aidlens.exhibits.pen import within
from aidlens.exhibits.style import Canvas
from aidlens.measures import borders
from aidlens.single_flight_cache import once
from aidlens.view import View

HALO_METRES = 16_000  # a work known to a district is somewhere about its seat: how far is a convention of ours


@dataclass(frozen=True)
class Placed:
    """A field with its place: ``at`` is its middle in px from its seat, None where there is no room; ``named`` whether its name is set."""

    spot: Spot
    seat: Point
    field: Field
    at: Point | None
    named: bool = True


class Map(Land):
    """One map for a canvas and an extent. ``spots`` are its fields, ``families`` the names of the kinds a mark can be of."""

    def __init__(self, catalog: Catalog, spots: tuple[Spot, ...], families: dict[str, tuple[str, str]], view: View, canvas: Canvas) -> None:
        super().__init__(catalog, view, canvas)
        self.spots, self.families = spots, families
        self.unseen: list[str] = []

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
    def _fields(self) -> tuple[list[Field], list[Field]]:
        """The fields of the land with their names, and with their numbers alone."""
        return [self.field(spot) for spot in self.located], [self.field(spot, named=False) for spot in self.located]

    def placed(self, step: int) -> list[Placed]:
        """Every field of the land at a step; where there is no room for a name its number stands alone."""
        fields, short = self._fields
        sizes, bare = (tuple((field.width, field.height) for field in each) for each in self._fields)
        seats = tuple(layout.plane(spot.lon, spot.lat, 0) for spot in self.located)
        found = _places(self.catalog, seats, sizes, bare, self.zooms[step], self.frame(step), self.kept(step))
        return [
            Placed(spot, seat, field if named else other, at, named)
            for spot, seat, field, other, (at, named) in zip(self.located, seats, fields, short, found, strict=True)
        ]

    def largest(self, number: int) -> tuple[float, float]:
        """How large a field of the land is with its name, in px."""
        field = self._fields[0][number]
        return field.width, field.height

    def rooms_of(self, number: int) -> list[Box]:
        """What a field of the land fills, with its name (x, y, width, height)."""
        return rooms(self._fields[0][number])

    def names(self, step: int, placed: list[Placed]) -> dict[str, Point | None]:
        """Where the name of each province and neighbour stands at a step (px at this zoom): clear of all fields, None where nowhere."""
        scale = 2 ** self.zooms[step]
        taken = [*self.kept(step), *(self._box(item, scale) for item in placed if item.at is not None)]
        seats = [(item.seat[0] * scale, item.seat[1] * scale) for item in placed]
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

    # ── one field ──

    def field(self, spot: Spot, *, named: bool = True, wide: float = 0.0) -> Field:
        """The marks of a place on a plate, its name and number below; on ``wide`` px of the margin without a plate, its words above."""
        em, number = self.size.type, self.lang.number(spot.works)
        marks, across, down = self.marks(spot, wide)
        every = Link(f"place:{spot.place or 'beside'}", spot.href, (f"{spot.name}: {self.told(spot)}",))
        if wide:
            return self._aside(spot, marks, down, wide, every)
        words = (Run(f"{spot.name} "), Run(number, bold=True)) if named else (Run(number, bold=True),)
        label = self.room_for("".join(run.words for run in words), em) * (1.22 if self.large else 1.0) + 4
        pad = 3 * self.scale if self.large else 3.0
        width, plate = max(label, across + 2 * pad), down + 2 * pad
        left = (width - across) / 2
        line = Text(width / 2, plate + 0.72 * em, (words,), em, self.theme.ink, "middle", plate=self.theme.paper, pad=0.6)
        name = Bar(width / 2 - label / 2, plate, label, 1.4 * em, link=replace(every, id=f"name:{spot.place}"))
        ground = Bar(left - pad, 0, across + 2 * pad, plate, fill=self.theme.paper)
        parts: tuple[Part, ...] = (ground, line, name, *_moved(marks, left, pad))
        return Field(0, 0, width, plate + 1.45 * em, parts, "", every, lines=False, id=f"place:{spot.place}")

    def _aside(self, spot: Spot, marks: list[Part], down: float, wide: float, every: Link) -> Field:
        """A field of the margin: whose it is stands above its marks."""
        em = self.size.type
        words = self.lang.t("{place} province", place=spot.name) if spot.level == "province" else spot.name
        lines = self.sheet.wrapped(words, (wide - 3 * em) / self.canvas.width, em / self.theme.size, 2).split("<br>")
        high = 1.3 * em * len(lines)
        number = Run(f" {self.lang.number(spot.works)}", bold=True)
        text = Text(0, high / 2, tuple((Run(line), *((number,) if line is lines[-1] else ())) for line in lines), em, self.theme.ink)
        name = Bar(0, 0, wide, high, link=replace(every, id=f"name:{spot.place or 'beside'}"))
        parts = (text, name, *_moved(marks, 0, high + 3))
        return Field(0, 0, wide, high + 3 + down, parts, "", every, lines=False, id=f"aside:{spot.place or 'beside'}")

    def told(self, spot: Spot) -> str:
        """How many works a field has."""
        return self.lang.n("{n} work", "{n} works", spot.works)

    def marks(self, spot: Spot, wide: float = 0.0) -> tuple[list[Part], float, float]:
        """The marks of a place in rows, and how wide and high they stand."""
        pitch, many = self.size.pitch, spot.many
        digits = max(len(self.lang.number(dot.works)) for dot in spot.dots) if many else 0
        cell = (1.5 * pitch + self.room_for("0" * digits, self.size.type)) if many else pitch
        row = max(pitch, 1.25 * self.size.type) if many else pitch
        most = math.floor(wide / cell) if wide else 2 if many else math.ceil(math.sqrt(1.8 * len(spot.dots)))
        per = max(1, min(len(spot.dots), most))
        found: list[Part] = []
        for at, dot in enumerate(spot.dots):
            x, y = at % per * cell, (at // per + 0.5) * row
            style = self.style(dot.family, "placed" if dot.finished else "counted", min(1.0, pitch / (11 * self.scale)))
            found.append(replace(style, points=((x + pitch / 2, y),), size=within(style, 0.84 * pitch), link=dot.link))
            if many:
                number = (Run(self.lang.number(dot.works), bold=True),)
                found.append(Text(x + 1.2 * pitch, y, (number,), self.size.type, self.theme.ink))
        return found, per * cell, math.ceil(len(spot.dots) / per) * row

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
        self.text(0, y, " · ".join([*words, *self.unseen]), size=em, colour=self.theme.quiet)
        return replace(self.drawing(y + self.size.type), fluid=False)

    def moving(self) -> Drawing:
        """All that stands on a ground that moves: each field and each name at the corner, for the browser to place."""
        fields = [self.field(spot) for spot in self.located]
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
        for item, seat in seen:
            if item.spot.place in (self.view.at, *self.view.district):
                reach = HALO_METRES / layout.EARTH * layout.WORLD * scale / math.cos(math.radians(item.spot.lat))
                self.items.append(Mark(*seat, "circle", 2 * reach, fill=self.theme.quiet, opacity=0.18))
        boxes = [self._box(item, scale) for item, _ in seen]
        boxes = [(x0 - left, y0 - up, x1 - left, y1 - up) for x0, y0, x1, y1 in boxes]
        for (item, seat), box in zip(seen, boxes, strict=True):
            end = layout.leader(seat, [(box[0] + x, box[1] + y, box[0] + x + w, box[1] + y + h) for x, y, w, h in rooms(item.field)])
            if end is not None:
                self.items.append(Line((seat, end), self.theme.quiet, self.edge / 1.5))
            self.items.append(Mark(*seat, "circle", 2.6 * self.edge, fill=self.theme.ink))
        for (item, _), box in zip(seen, boxes, strict=True):
            self.items.append(replace(item.field, x=box[0], y=box[1]))
        self.unseen = self._unseen(placed, [item for item, _ in seen])
        self.scale_bar(top + high)

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
        narrow, gap = self.canvas.narrow, (5 if self.large else 14) * self.scale
        (wide, high), em = self.size.frame, self.size.type
        x, y = (0.0, top + high + gap) if narrow else (wide + gap, top)
        room = self.width - x
        if narrow:
            y = self.key(x, y, room) + gap / 2
        apart = [spot for spot in self.spots if spot.level != "district"]
        if any(spot.level == "province" for spot in apart):
            self.items.append(self._words("aside", self.lang.t("Only the province is known:"), x, y, room, bold=True))
            y += self.items[-1].height + 0.5 * em  # type: ignore[union-attr]
        for spot in sorted(apart, key=lambda spot: spot.level == "beside"):
            field = replace(self.field(spot, wide=room), x=x, y=y)
            self.items.append(field)
            y += field.height + gap
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


def rooms(field: Field) -> list[Box]:
    """What a field of the land fills of its box: its plate and its name (x, y, width, height)."""
    return [(part.x, part.y, part.width, part.height) for part in field.items if isinstance(part, Bar)]


Sizes = tuple[tuple[float, float], ...]


@once(256)
def _places(
    catalog: Catalog, seats: tuple[Point, ...], sizes: Sizes, bare: Sizes, zoom: float, frame: Box | None, kept: tuple[Box, ...]
) -> list[tuple[Point | None, bool]]:
    """Where each field stands, and whether its name has room; the same in all colours. Those without get their ``bare`` size."""
    named, found = [True] * len(seats), list[Point | None]()
    for _ in range(2):
        each = [one if name else other for one, other, name in zip(sizes, bare, named, strict=True)]
        asked = [Asked(seat, *size) for seat, size in zip(seats, each, strict=True)]
        found = layout.arrange(asked, zoom, courses(catalog, borders.PROVINCES), frame, kept)
        if None not in found:
            break
        named = [name and at is not None for name, at in zip(named, found, strict=True)]
    return list(zip(found, named, strict=True))


def _moved(parts: list[Part], dx: float, dy: float) -> Iterator[Part]:
    yield from Field(dx, dy, 0, 0, tuple(parts), "").placed
