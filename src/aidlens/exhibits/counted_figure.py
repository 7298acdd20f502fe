"""The drawing of works counted: rows of marks with their number at the end, years as columns of marks; one mark one work.

Solid: exactly one district is known; cut through: it is not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aidlens.drawing.drawing import Drawing, Field, Layer, Line, Link, Marks, Part, Run, Text
from aidlens.exhibits.pen import Pen, within
from aidlens.exhibits.style import Canvas

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Work:
    """A work's mark: its kind's family, whether exactly one district is known, where it leads and what it says."""

    family: str
    placed: bool
    link: Link


def draw(rows: list[Row], works: Mapping[str, tuple[Work, ...]], families: Mapping[str, str], canvas: Canvas, *, years: bool) -> Drawing:
    """The marks of each group (``works`` by its code) for a canvas; ``families`` are the names of the kinds a mark can be of."""
    page = _Counted(canvas)
    y = page.years(rows, works, max(0.0, canvas.high - 110.0 * page.scale)) if years else page.rows(rows, works)
    used = {work.family for group in works.values() for work in group}
    cut = next((work.family for group in works.values() for work in group if not work.placed), "")
    return page.drawing(page.key({key: name for key, name in families.items() if key in used}, cut, y + 18 * page.scale))


def strip(rows: Sequence[Row], works: Mapping[str, tuple[Work, ...]], canvas: Canvas, width: float, room: float) -> Drawing:
    """Columns of years alone, ``width`` px wide, their marks at most ``room`` px high; no mark answers by itself."""
    page = _Counted(canvas)
    page.width = width
    drawn = page.drawing(page.years(rows, works, room) + 4 * page.scale).bare
    items = (replace(item, items=_joined(item.items)) if isinstance(item, Field) else item for item in drawn.items)
    return replace(drawn, items=tuple(items))


def _joined(parts: Sequence[Part | Layer]) -> tuple[Part | Layer, ...]:
    """Marks that nothing tells apart but their place as one: line by line, as they are written."""
    alike: dict[Marks, list[tuple[float, float]]] = {}
    for part in parts:
        if isinstance(part, Marks):
            alike.setdefault(replace(part, points=()), []).extend(part.points)
    joined = (replace(mark, points=tuple(sorted(points, key=lambda point: point[::-1]))) for mark, points in alike.items())
    return (*(part for part in parts if not isinstance(part, Marks)), *joined)


class _Counted(Pen):
    def rows(self, rows: list[Row], works: Mapping[str, tuple[Work, ...]]) -> float:
        """One row of marks a group; the place below them."""
        s, narrow = self.scale, self.canvas.narrow
        left, end = (0.0, 1.0) if narrow else (0.27 if self.large else 0.21, 0.93)
        most = max((len(found) for found in works.values()), default=1)
        pitch, y = min(15 * s, max(11 * s, math.floor(2 * (end - left) * self.width / most) / 2)), 4.0 * s
        per, step = math.floor((end - left) * self.width / pitch), 30 * s
        if self.canvas.high and rows:  # a hall: the rows share the room, their words stay apart
            step = min(max((self.canvas.high - 4 * s - 2.6 * 22 * s) / len(rows), 1.3 * self.theme.size), 40 * s)
        for row in rows:
            found = works[row["group"]]
            high = math.ceil(len(found) / per) * pitch
            middle = y + min(15 * s, step / 2)
            top = y + 28 * s if narrow else max(y, middle - pitch / 2)
            words = self.sheet.wrapped(row["name"], 0.8 if narrow else left - 0.01, 1.0, 1)
            self.opening(0, middle, words, row["href"], row["name"])
            # The number stands where its marks end, as it would at the end of a bar; above them where there is no room beside.
            beside = (left * self.width + len(found) * pitch + 8 * s, "start") if not narrow and len(found) <= per else (self.width, "end")
            self.text(beside[0], middle, row["works_text"], anchor=beside[1], bold=True)
            parts = tuple(self.marks(found, per, pitch))
            every = Link(f"all:{row['group']}", row["href"], (f"{row['name']}: {row['works_text']}",))
            self.items.append(Field(left * self.width, top, per * pitch, high, parts, "", every))
            y = max(y + step, top + high + (8 * s if not self.canvas.high else step / 8))
        return y

    def marks(self, found: tuple[Work, ...], per: int, pitch: float) -> Iterator[Part]:
        """Marks line by line, ``per`` a line."""
        for at, work in enumerate(found):
            yield self.mark(work, (at % per + 0.5) * pitch, (at // per + 0.5) * pitch, pitch)

    def mark(self, work: Work, x: float, y: float, pitch: float) -> Marks:
        """One mark in a square of ``pitch`` px."""
        style = self.style(work.family, "placed" if work.placed else "traced", min(1.0, pitch / (9 * self.scale)))
        return replace(style, points=((x, y),), size=within(style, 0.84 * pitch), link=work.link)

    def years(self, rows: Sequence[Row], works: Mapping[str, tuple[Work, ...]], room: float = 0.0) -> float:
        """One column of marks a year, the undated in a column of their own, at most ``room`` px high; the place below them."""
        s, narrow = self.scale, self.canvas.narrow
        dated = {int(row["group"]): row for row in rows if row["group"]}
        undated = next((row for row in rows if not row["group"]), None)
        span = range(min(dated, default=0), max(dated, default=-1) + 1)
        # The column of the undated is twice as wide, and half a column stands before it.
        column = self.width / (len(span) + (2.5 if undated else 0.0) or 1)
        room = room or (170 if narrow else 190) * s
        most = max((len(works[row["group"]]) for row in dated.values()), default=1)
        pitch = _pitch(most, len(works[""]) if undated else 0, column, room, 11 * s)
        columns = [
            (str(year), works[dated[year]["group"]] if year in dated else (), place * column, column) for place, year in enumerate(span)
        ]
        if undated:
            columns.append((undated["name"], works[""], (len(span) + 0.5) * column, 2 * column))
        high = max(math.ceil(len(found) / _per(wide, pitch)) for _, found, _, wide in columns) * pitch if columns else 0.0
        parts: list[Part] = [Line(((0, high + 2 * s), (self.width, high + 2 * s)), self.theme.rule, 1)]
        every = 1 if column > 30 * s else 2 if column > 18 * s else 5
        for name, found, left, wide in columns:
            per = _per(wide, pitch)
            start = left + (wide - min(per, len(found)) * pitch) / 2
            for at, work in enumerate(found):
                parts.append(self.mark(work, start + (at % per + 0.5) * pitch, high - (at // per + 0.5) * pitch, pitch))
            size = self.theme.size * (1.0 if self.large else 0.86)
            if not name.isdigit():
                parts.append(Text(self.width, high + 14 * s, ((Run(name),),), size, self.theme.quiet, "end"))
            elif int(name) % every == 0 and (not undated or left + column < self.width - self.sheet.room(undated["name"]) * self.width):
                parts.append(Text(left + wide / 2, high + 14 * s, ((Run(name),),), size, self.theme.quiet, "middle"))
        name = self.lang.t("Works by year, mark by mark")
        self.items.append(Field(0, 8 * s, self.width, high + 24 * s, tuple(parts), name, lines=False))
        return 8 * s + high + 24 * s

    def key(self, families: Mapping[str, str], cut: str, y: float) -> float:
        """The kinds by symbol and colour, and what a mark with a cut is, one of the family ``cut``; the place below them."""
        s, x, size = self.scale, 0.0, 0.78 * self.theme.size
        entries = [(self.style(family, "placed", 1.0), words) for family, words in families.items()]
        if cut:
            entries.append((self.style(cut, "traced", 1.0), self.lang.t("cut through: no single district known")))
        for sign, words in entries:
            need = size + 6 * s + 0.95 * self.sheet.room(words, 1.0 if self.large else 0.93) * self.width
            if x and x + need > self.width:
                x, y = 0.0, y + 22 * s
            self.items.append(replace(sign, points=((x + size / 2, y),), size=within(sign, size)))
            self.text(x + size + 6 * s, y, words, size=0.93, colour=self.theme.quiet)
            x += need + 16 * s
        return y + 16 * s


def _per(column: float, pitch: float) -> int:
    return max(1, math.floor(0.88 * column / pitch))


def _pitch(most: int, undated: int, column: float, room: float, largest: float) -> float:
    """The largest size at which the fullest column stands in the room, in steps of half a px; never above ``largest``."""
    pitch = largest
    while pitch > 2 and max(math.ceil(most / _per(column, pitch)), math.ceil(undated / _per(2 * column, pitch))) * pitch > room:
        pitch -= 0.5
    return pitch
