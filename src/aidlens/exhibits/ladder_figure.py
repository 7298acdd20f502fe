"""The drawing of the claim ladder: a field of marks a claim, one mark one unit.

Wide: words left, the field in the middle, two numbers at the right. Narrow: one block a claim. What Italy counted is there, tinted; what
public pages let us find is solid; what is told of only as a group is hatched. Nothing is computed here but places. One claim alone on a
wall: ``ladder_alone``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from aidlens.drawing.drawing import Arrow, Bar, Drawing, Field, Line, Link, Mark, Marks, Part
from aidlens.exhibits.ladder_key import below, signs
from aidlens.exhibits.ladder_marks import Marked
from aidlens.exhibits.pen import MOST, Pen, within
from aidlens.exhibits.style import Canvas

PER_LINE, PER_LINE_NARROW = 50, 25
MANY = 300  # marks of a field: above it they are half as large, and the key says so
FIELD, FIELD_END = 0.25, 0.79  # where fields begin and end, as shares of the width
OFFICIAL, FOUND = 0.895, 1.0  # where the numbers end
Row = Mapping[str, Any]


def draw(rows: list[Row], marked: Mapping[str, Marked], canvas: Canvas, others: Sequence[Row] = ()) -> Drawing:
    """The fields for a canvas; each mark carries the address of its evidence. ``others`` are the claims that works cannot check: a line
    each below the fields, where there is room for them.
    """
    page = Ladder(canvas)
    y = 4.0 if canvas.narrow else page.heads()
    for row in rows:
        y = page.claim(row, marked[row["claim"]], y)
    page.rule(y)
    if rows:
        totals = {row["claim"]: total_of(row, marked[row["claim"]]) for row in rows}
        many = any(total > MOST for total in totals.values())
        halved = any(row["family"] == "water" and MANY < totals[row["claim"]] <= MOST for row in rows)
        y = signs(page, y + (15 if page.large else 20) * page.scale, many=many, halved=halved)
    return page.drawing(below(page, others, y) if others and not page.large else y)


class Ladder(Pen):
    """Draws the claims one below the other."""

    def heads(self) -> float:
        """The heads of the columns; the place below them."""
        s, quiet = 1.2 if self.large else 1.0, self.theme.quiet
        self.text(0, 20 * s, self.lang.t("The article says"), size=0.93, colour=quiet)
        found = self.lang.t("our search")
        # Where type is large the second head needs more room than its number.
        end = min(OFFICIAL, FOUND - self.sheet.room(found, 1.0 if self.large else 0.93) - 0.01) * self.width
        self.text(end, 20 * s, self.lang.t("Italy's own count"), size=0.93, colour=quiet, anchor="end")
        self.text(FOUND * self.width, 20 * s, found, size=0.93, colour=quiet, anchor="end")
        return 38 * s

    # ── a claim ──

    def claim(self, row: Row, marked: Marked, top: float) -> float:
        """One claim from y down; the place below it."""
        colour, quiet = self.theme.kind_text[row["family"]], self.theme.quiet
        self.rule(top)
        if self.canvas.narrow:
            self.opening(0, top + 24, row["name"], row["claim_href"], row["name"], size=1.25, colour=colour, bold=True)
            self.text(0, top + 47, row["words"], colour=quiet)
            lines = self.sheet.wrapped(row["verdict"], 1.0, 1.0, 2)
            taller = lines.count("<br>") * 18
            self.text(0, top + 69 + taller / 2, lines, bold=True)
            at = top + 92 + taller
            at += 10 + self.field(row, marked, 0, at, self.width, PER_LINE_NARROW)
            at = self.told(row, marked, 0, at + 8, self.width)
            self.opening(0, at + 22, row["official_sum"], row["official_href"], row["note"], size=1.7, bold=True)
            beside = self.sheet.room(row["official_sum"], 1.7) * self.width + 24
            self.text(beside, at + 23, self.lang.t("Italy's own count"), size=0.93, colour=quiet)
            found = self.lang.t("{n} found so far", n=row["traced_text"])
            self.opening(self.width, at + 23, found, row["traced_href"], found, colour=colour, bold=True, anchor="end")
            self.say(row, marked.safe, at + 64, 44)
            return at + 90
        if self.large:
            return self.on_wall(row, marked, top)
        share = FIELD - 0.015
        self.opening(0, top + 26, row["name"], row["claim_href"], row["name"], size=1.22, colour=colour, bold=True)
        self.text(0, top + 49, row["quote"], colour=quiet)
        lines = self.sheet.wrapped(row["verdict"], share, 1.0, 3)
        tall = (lines.count("<br>") + 1) * 18.2
        self.text(0, top + 61 + tall / 2, lines, bold=True)
        foot = self.beside(row, marked, top + 17)
        self.numbers(row, top + 33)
        self.say(row, marked.safe, top + 71, 24)
        return max(foot + 9, top + 60 + tall + 9)

    def on_wall(self, row: Row, marked: Marked, top: float) -> float:
        """One claim of several for a hall: its words, its field, its numbers; the other verdicts are the title."""
        self.opening(
            0, top + 32, row["name"], row["claim_href"], row["name"], size=1.15, colour=self.theme.kind_text[row["family"]], bold=True
        )
        self.text(0, top + 72, row["quote"], colour=self.theme.quiet)
        foot = self.beside(row, marked, top + 18)
        if row["official_sum"] != row["official_text"]:  # a sum of ours never stands without its parts
            self.text(FIELD * self.width, foot + 14, row["verdict"])
            foot += 34
        self.numbers(row, top + 42)
        return max(foot + 8, top + 100)

    def beside(self, row: Row, marked: Marked, top: float) -> float:
        """The field between words and numbers, and what its fills are; the place below them."""
        left, room = FIELD * self.width, (FIELD_END - FIELD) * self.width
        return self.told(row, marked, left, top + self.field(row, marked, left, top, room, PER_LINE) + 9, room)

    def numbers(self, row: Row, y: float) -> None:
        """The official count at the right, and smaller what was found: it measures a search that goes on, as the words with it say."""
        self.opening(OFFICIAL * self.width, y, row["official_sum"], row["official_href"], row["note"], size=1.75, anchor="end", bold=True)
        found = self.lang.t("{n} found so far", n=row["traced_text"])
        style: dict[str, Any] = {"size": 1.2, "colour": self.theme.kind_text[row["family"]], "anchor": "end", "bold": True}
        self.opening(FOUND * self.width, y, row["traced_text"], row["traced_href"], f"{row['name']}: {found}", **style)
        self.text(
            FOUND * self.width, y + 1.25 * self.theme.size, self.lang.t("found so far"), size=0.93, colour=self.theme.quiet, anchor="end"
        )

    def say(self, row: Row, safe: str, y: float, high: float) -> None:
        """The way to what can safely be said of a claim, and a press that shares it."""
        style: dict[str, Any] = {"size": 0.93, "colour": self.theme.link, "high": high}
        words, share = self.lang.t("What you can safely say (short)"), self.lang.t("Share (verb)")
        name = f"{row['name']}: {self.lang.t('What you can safely say')}"
        self.opening(
            self.width,
            y,
            share,
            row["claim_href"],
            f"{share}: {row['name']}",
            key="share:",
            share=safe,
            where="live",
            anchor="end",
            **style,
        )
        place = (0.0, "start") if self.canvas.narrow else ((1 - self.sheet.room(share, 0.93)) * self.width - 14, "end")
        self.opening(place[0], y, words, row["claim_href"], name, key="say:", where="screen", anchor=place[1], **style)

    # ── a field ──

    def field(self, row: Row, marked: Marked, x: float, y: float, room: float, per: int) -> float:
        """The marks of a claim in a room; how high they stand."""
        total = total_of(row, marked)
        if total > MANY:
            per *= 2
        if total > MOST:
            return self.bars(row, marked, x, y, room)
        pitch = math.floor((room - 12 * self.scale) / per * 4) / 4  # an arrow stands behind the last mark
        grid = Grid(self, row["family"], pitch, per)
        parts = (*grid.found(marked), *grid.counted(row, marked), *grid.claimed(row), *grid.ticks(marked, total))
        high = math.ceil(total / per) * pitch
        self.items.append(Field(x, y, per * pitch, high, parts, self.lang.t("{name}, mark by mark", name=row["name"]), marked.all))
        return high

    def bars(self, row: Row, marked: Marked, x: float, y: float, room: float) -> float:
        """Too many to be told apart: bars of the same colours, which the words below name."""
        high, unit, at = 22 * self.scale, room / total_of(row, marked), x
        for key, count, link in _counted(row, marked):
            if count:
                look = self.style(row["family"], key, 1.0)
                self.items.append(Bar(at, y, count * unit, high, look.fill, look.hatch, look.stroke, look.stroke_width, link=link))
            at += count * unit
        return high

    def fills(self, row: Row, marked: Marked) -> Iterator[tuple[str, str]]:
        """Each fill of a field that marks have, and what it is, with their number."""
        group = self.lang.t("{n} as a group", n=row["bulk_text"])
        if not self.large:
            group = self.lang.t("{n} told of only as a group", n=row["bulk_text"])
        words = {
            "found": self.lang.t("{n} found", n=row["traced_text"]),
            "confirmed": self.lang.t("{n} confirmed by a second, independent source", n=row["confirmed_text"]),
            "placed": self.lang.t("{n} with a district", n=self.lang.number(sum(b.units for b in marked.batches if b.known == "placed"))),
            "traced": self.lang.t(
                "{n} without a district", n=self.lang.number(sum(b.units for b in marked.batches if b.known == "traced"))
            ),
            "bulk": group,
            "counted": row["counted_words"],
        }
        return ((key, words[key]) for key, count, _ in _counted(row, marked) if count or key == "found")

    def told(self, row: Row, marked: Marked, x: float, y: float, room: float) -> float:
        """Under a field what its fills are and how many there are of each; the place below the words."""
        s, at, line, step = self.scale, x, 0, 36.0 if self.large else 21.0
        for key, words in self.fills(row, marked):
            size = 0.9 * self.theme.size * 0.8
            need = size + 6 * s + 0.93 * self.sheet.room(words, 0.93 if not self.large else 1.0) * self.width
            if at > x and at + need > x + room:
                at, line = x, line + 1
            sign = self.style(row["family"], key, 1.0)
            middle = y + 8 * s + line * step
            self.items.append(replace(sign, points=((at + size / 2, middle),), size=within(sign, size)))
            strong = key in ("found", "confirmed")
            colour = self.theme.kind_text[row["family"]] if strong else self.theme.quiet
            self.text(at + size + 6 * s, middle, words, size=0.93, colour=colour, bold=strong)
            at += need + (12 if self.large else 16) * s
        return y + (line + 1) * step


@dataclass(frozen=True)
class Grid:
    """The marks of one claim, line by line, ``per`` a line, ``pitch`` px apart."""

    page: Ladder
    family: str
    pitch: float
    per: int

    @property
    def small(self) -> float:
        """How much finer edges are where marks are small."""
        return min(1.0, self.pitch / (9 * self.page.scale))

    def at(self, place: int) -> tuple[float, float]:
        """Where the mark with this number stands, from 0."""
        return (place % self.per + 0.5) * self.pitch, (place // self.per + 0.5) * self.pitch

    def found(self, marked: Marked) -> Iterator[Part]:
        """What public pages let us find, and what is told of only as a group."""
        place = 0
        for batch in marked.batches:
            places = [self.at(place + step) for step in range(batch.units)]
            key = batch.known if marked.well or batch.known == "bulk" else "found"
            yield from self.joined(places, key)
            yield self.painted(tuple(places), key, batch.link)
            place += batch.units

    def counted(self, row: Row, marked: Marked) -> Iterator[Part]:
        """What was only counted. The last line of a number that is only about right is drawn broken."""
        rest, place = _rest(row, marked), sum(batch.units for batch in marked.batches)
        if not rest:
            return
        end = place + rest
        broken = min(rest, end - (end - 1) // self.per * self.per) if row["official_bound"] == "about" else 0
        yield replace(self.painted(tuple(self.at(step) for step in range(place, end)), "counted", marked.counted), broken=broken)

    def painted(self, places: tuple[tuple[float, float], ...], key: str, link: Link | None) -> Marks:
        """Marks of one fill; together they open what ``link`` says."""
        style = self.page.style(self.family, key, self.small)
        return replace(style, points=places, size=within(style, 0.84 * self.pitch), link=link)

    def joined(self, places: list[tuple[float, float]], key: str) -> Iterator[Part]:
        """What holds the units of one work together."""
        between = tuple(((x + other) / 2, y) for (x, y), (other, level) in pairwise(places) if level == y)
        if between:
            yield Marks(between, "square", 0.24 * self.pitch, self.page.style(self.family, key, self.small).stroke)

    def claimed(self, row: Row) -> Iterator[Part]:
        """The article's number behind the mark that it reaches: open to the right where it says "over", soft where "about"."""
        if not row["claimed"]:
            return
        ink, width = self.page.theme.ink, self.page.edge * 1.2
        last = max(int(row["claimed"]) - 1, 0)
        x, y = self.at(last)
        x += self.pitch / 2
        top, foot = y - self.pitch / 2 - 2, y + self.pitch / 2 + 2
        soft = row["claimed_bound"] == "about"
        if soft:
            reach = max(self.pitch, 6.0)
            yield Bar(x - 2 * reach, top, 2 * reach, foot - top, ink, opacity=0.16)
        yield Line(((x, top), (x, foot)), ink, width, f"{2 * self.page.scale:g},{2 * self.page.scale:g}" if soft else "")
        if row["claimed_bound"] in ("over", "at_least"):
            yield Arrow(x, top, x + 11 * self.page.scale, top, ink, self.page.edge)

    def ticks(self, marked: Marked, total: int) -> Iterator[Part]:
        """Other published counts, as far as the field goes."""
        for tick in marked.ticks if not self.page.large else ():  # too fine for a hall
            if not 0 < tick.value <= total:
                continue
            x, y = self.at(int(tick.value) - 1)
            x, half = x + self.pitch / 2, self.pitch / 2
            yield Line(((x, y - half * 0.7), (x, y + half * 0.7)), self.page.theme.quiet, self.page.edge)
            yield Mark(x, y, "square", min(self.pitch * 0.5, 8.0), link=tick.link)


def _rest(row: Row, marked: Marked) -> int:
    return max(0, round(row["official"] or 0) - sum(batch.units for batch in marked.batches))


def total_of(row: Row, marked: Marked) -> int:
    """How many marks a claim has: as many as Italy counted, or as were found where those are more."""
    return sum(batch.units for batch in marked.batches) + _rest(row, marked)


def _counted(row: Row, marked: Marked) -> Iterator[tuple[str, int, Link]]:
    """Each fill of a field with how many marks have it and where they lead as a whole."""
    groups = ("confirmed", "placed", "traced") if marked.well else ("found",)
    for key in (*groups, "bulk"):
        known = ("confirmed", "placed", "traced") if key == "found" else (key,)
        href = row["bulk_href"] if key == "bulk" else row["traced_href"]
        yield key, sum(batch.units for batch in marked.batches if batch.known in known), Link(href, href)
    yield "counted", _rest(row, marked), marked.counted
