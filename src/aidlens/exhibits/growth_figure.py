"""The drawing of growing counts: published ones as points, the works that can be traced stepping beneath them.

Every point is named where it stands. Points that lie on each other answer as one and open as a list.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from aidlens.exhibits.sheet import Sheet
from aidlens.exhibits.spending_figure import year_of
from aidlens.exhibits.style import Canvas

Row = dict[str, Any]
Place = tuple[float, float]
NEAR = 6.0  # px: marks whose middles are no further apart hide each other by more than half
TYPE = 0.93


def growth(data: pd.DataFrame, canvas: Canvas, listed: Callable[[Sequence[Row]], str]) -> go.Figure:
    """Published counts as points (hollow for about and forecast), traced works as a stepping line of full tone. ``listed`` gives the
    address at which some rows of one series stand as a list, "" where there is none.
    """
    sheet = Sheet(canvas)
    s = sheet.scale
    left, right = (0.1, 0.97) if canvas.narrow else (0.05, 0.93)
    top, height = 26 * s, 300 * s
    rows = data.to_dict("records")
    first, last = math.floor(min(year_of(row["date"]) for row in rows)), math.ceil(max(year_of(row["date"]) for row in rows))
    most = max(row["value"] for row in rows) * 1.08

    def at(row: Row) -> Place:
        return left + (year_of(row["date"]) - first) / max(1, last - first) * (right - left), top + height * (1 - row["value"] / most)

    step = 10 ** math.floor(math.log10(most))
    step = step if most / step > 2.5 else step / 4 if most / step > 1.2 else step / 5
    value = 0.0
    while value <= most:
        y = top + height * (1 - value / most)
        sheet.rule(y, left, 1.0)
        sheet.text(left - 0.012, y, sheet.lang.number(round(value)), size=0.9, colour=sheet.theme.quiet, anchor="right")
        value += step
    for year in range(first, last + 1, 2 if canvas.narrow or sheet.large else 1):
        x = left + (year - first) / max(1, last - first) * (right - left)
        sheet.text(x, top + height + 15 * s, str(year), size=0.9, colour=sheet.theme.quiet, anchor="center")
    steps, counts = (piles([(row, at(row)) for row in rows if row["series"] == name], sheet, listed) for name in ("traced", "published"))
    names = _Names(sheet, top + height)
    for x, y in map(at, rows):
        names.keep(x * sheet.width, y, 11 * s, 11 * s)
    _traced(sheet, steps, right, names)
    _published(sheet, counts, names)
    _steps_named(sheet, steps, names)
    for pile in (*steps, *counts):
        if pile.href:
            _opening(sheet, pile)
    return sheet.figure(top + height + 34 * s)


# ── what lies on each other ──


@dataclass(frozen=True)
class Pile:
    """Rows whose marks hide each other, with their places; ``href`` opens them as a list, "" where each opens by itself."""

    rows: tuple[Row, ...]
    places: tuple[Place, ...]
    href: str = ""


def piles(found: Sequence[tuple[Row, Place]], sheet: Sheet, listed: Callable[[Sequence[Row]], str]) -> list[Pile]:
    """The rows of one series in the order given, those that lie on each other together."""
    groups: list[list[tuple[Row, Place]]] = []
    near = NEAR * sheet.scale
    for row, (x, y) in found:
        mates = [group for group in groups if any(abs(x - ox) * sheet.width <= near and abs(y - oy) <= near for _, (ox, oy) in group)]
        groups = [group for group in groups if group not in mates]
        groups.append([*(item for group in mates for item in group), (row, (x, y))])
    return [_pile(group, listed) for group in groups]


def _pile(group: list[tuple[Row, Place]], listed: Callable[[Sequence[Row]], str]) -> Pile:
    rows = tuple(row for row, _ in group)
    return Pile(rows, tuple(place for _, place in group), listed(rows) if len(rows) > 1 else "")


def _opening(sheet: Sheet, pile: Pile) -> None:
    """What makes a pile answer as one."""
    xs, ys = [x * sheet.width for x, _ in pile.places], [y for _, y in pile.places]
    size = (max(max(xs) - min(xs), max(ys) - min(ys)) + 12 * sheet.scale) / sheet.scale
    lines = [f"{row['date_text']} · {row['text']} · {row['name']}" for row in pile.rows]
    head = sheet.lang.n("{n} point here, as a list", "{n} points here, as a list", len(lines))
    words = "<br>".join((f"<b>{head}</b>", *lines))
    sheet.target((min(xs) + max(xs)) / 2 / sheet.width, (min(ys) + max(ys)) / 2, size, pile.href, words)


# ── marks ──


def _traced(sheet: Sheet, steps: list[Pile], right: float, names: _Names) -> None:
    rows = [(row, place, pile.href) for pile in steps for row, place in zip(pile.rows, pile.places, strict=True)]
    if not rows:
        return
    rows.sort(key=lambda item: (item[0]["date"], item[0]["value"]))
    points = [place for _, place, _ in rows]
    words = [f"<b>{row['name']}</b><br>{row['date_text']} · {row['text']}<br>{row['stated']}" if not pile else "" for row, _, pile in rows]
    sheet.traces.append(
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [*(x for x, _ in points), right],
            "y": [*(y for _, y in points), points[-1][1]],
            "line": {"shape": "hv", "width": 2.4, "color": sheet.theme.accent},
            "marker": {"symbol": "square", "size": [9 * sheet.scale] * len(points) + [0], "color": sheet.theme.accent},
            "customdata": [*(row["href"] if not pile else "" for row, _, pile in rows), ""],
            "text": [*words, ""],
            "hovertemplate": "%{text}<extra></extra>",
            "name": "",
        }
    )
    for (x0, y0), (x1, _) in pairwise([*points, (right, points[-1][1])]):
        names.keep((x0 + x1) / 2 * sheet.width, y0, (x1 - x0) * sheet.width, 3)
    last = sheet.lang.t("works traced: {n}", n=rows[-1][0]["text"])
    y = points[-1][1] - 13 * sheet.scale
    sheet.text(right, y, last, size=0.98, colour=sheet.theme.link, anchor="right", bold=True)
    wide = 1.1 * sheet.room(last, 0.98) * sheet.width
    names.keep(right * sheet.width - wide / 2, y, wide, 16 * sheet.scale)


def _published(sheet: Sheet, counts: list[Pile], names: _Names) -> None:
    s, ink = sheet.scale, sheet.theme.ink
    for pile in counts:
        for row, (x, y) in zip(pile.rows, pile.places, strict=True):
            vague = row["bound"] == "about" or row["kind"] == "plan"
            hover = "" if pile.href else f"<b>{row['text']}</b> · {row['date_text']}<br>{row['what']}<br>{row['name']}"
            look = {"symbol": "circle-open" if vague else "circle", "size": 11 * s, "color": ink, "line": {"width": 2, "color": ink}}
            sheet.point(x, y, look, href="" if pile.href else row["href"], hover=hover)
            if row["bound"] in ("over", "at_least"):
                sheet.arrow_up(x, y - 7 * s, 12 * s)
                names.keep(x * sheet.width, y - 13 * s, 8 * s, 14 * s)
    for pile in counts:
        said = dict.fromkeys(f"{row['what']}: {row['short']}" if row["kind"] == "plan" else str(row["short"]) for row in pile.rows)
        names.put(pile, " · ".join(said), always=True)


def _steps_named(sheet: Sheet, steps: list[Pile], names: _Names) -> None:
    """How far each step reaches, where there is room for its number."""
    for pile in steps[:-1]:
        names.put(pile, str(pile.rows[-1]["short"]), colour=sheet.theme.link)


# ── names ──


@dataclass
class _Names:
    """Puts words beside points, clear of marks, of lines and of each other; ``foot`` is where the plot ends."""

    sheet: Sheet
    foot: float
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def keep(self, x: float, y: float, wide: float, high: float) -> None:
        """Keep a box round a place clear."""
        self.taken.append((x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))

    def put(self, pile: Pile, words: str, *, colour: str = "", always: bool = False) -> None:
        """Words beside a pile where they are clear of all else; where they are nowhere, they stay away unless they ``always`` stand."""
        wide, high = 1.06 * self.sheet.room(words, 1.0 if self.sheet.large else TYPE) * self.sheet.width, 17 * self.sheet.scale
        best, least = None, math.inf
        for x, y in self.sides(pile, wide):
            box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            if box[0] < 0 or box[2] > self.sheet.width or box[1] < 0 or box[3] > self.foot:
                continue
            over = sum(_shared(box, other) for other in self.taken)
            if over < least:
                best, least = box, over
        if best is None or (least and not always):
            return
        self.taken.append(best)
        self.sheet.text(best[0] / self.sheet.width, (best[1] + best[3]) / 2, words, size=TYPE, colour=colour)

    def sides(self, pile: Pile, wide: float) -> Iterator[Place]:
        """Middles of words ``wide`` px around a pile, the best first."""
        s = self.sheet.scale
        xs, ys = [x * self.sheet.width for x, _ in pile.places], [y for _, y in pile.places]
        right, left, middle = max(xs) + 9 * s + wide / 2, min(xs) - 9 * s - wide / 2, (min(xs) + max(xs)) / 2
        high, low = min(ys), max(ys)
        yield from ((right, high - 8 * s), (left, high - 8 * s), (right, low + 9 * s), (left, low + 9 * s))
        for lift in (16, 22, 30):
            yield middle, high - lift * s
            yield middle, low + lift * s
        yield right, (high + low) / 2
        yield left, (high + low) / 2


def _shared(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> float:
    """The area that two boxes share."""
    wide, high = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return max(wide, 0.0) * max(high, 0.0)
