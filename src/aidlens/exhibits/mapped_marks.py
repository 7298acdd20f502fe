"""One field of the map: the marks of a place on a plate with its name and number, or with its words above where no map can place it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from aidlens.drawing.drawing import Bar, Field, Link, Part, Run, Text
from aidlens.drawing.raster import text_width
from aidlens.exhibits.mapped_fields import Spot
from aidlens.exhibits.mapped_land import Land
from aidlens.exhibits.mapped_layout import Box
from aidlens.exhibits.pen import within
from aidlens.exhibits.style import SLIDE


class Fields(Land):
    """The fields of a map, on the canvas of its ground."""

    def field(self, spot: Spot, *, named: bool = True, wide: float = 0.0) -> Field:
        """The marks of a place on a plate, its name and number below; on ``wide`` px of the margin without a plate, its words above."""
        em, number = self.size.type, self.lang.number(spot.works)
        marks, across, down = self.marks(spot, wide)
        each = self.lang.join(f"{one.name} {self.lang.number(one.works)}" for one in spot.shared)
        every = Link(f"place:{spot.place or 'beside'}", spot.href, (f"{spot.name}: {self.told(spot)}", *([each] if each else [])))
        if wide:
            return self._aside(spot, marks, down, wide, every)
        words = (Run(f"{spot.name} "), Run(number, bold=True)) if named else (Run(number, bold=True),)
        # Slides are shown in the fonts that a machine has, which may be wider.
        spare = 1.22 if self.theme.name == SLIDE.name else 1.04
        label = float(math.ceil(sum(text_width(run.words, em, bold=run.bold) for run in words) * spare) + 4)
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


def rooms(field: Field) -> list[Box]:
    """What a field of the land fills of its box: its plate and its name (x, y, width, height)."""
    return [(part.x, part.y, part.width, part.height) for part in field.items if isinstance(part, Bar)]


def _moved(parts: list[Part], dx: float, dy: float) -> Iterator[Part]:
    yield from Field(dx, dy, 0, 0, tuple(parts), "").placed
