"""The years under the map: a column of marks a year, from which the browser counts while a reader plays or drags."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Bar, Drawing, Link, Run, Text
from aidlens.exhibits.counted_figure import Work, strip
from aidlens.exhibits.mapped_fields import Spot
from aidlens.exhibits.pen import MOST, Pen
from aidlens.exhibits.style import LIGHT, Canvas
from aidlens.measures import works as measures
from aidlens.view import View

UNDATED = 2.5  # columns: what the undated take beside the years, as ``counted_figure`` lays them out
ROOM, ROOM_NARROW = 62.0, 54.0  # px of the highest column


@dataclass(frozen=True)
class Years:
    """The years of some works: their picture, the first and the last, how many columns it has in all, and how many have no date; and of the
    map that is shown, by year (0: undated), which marks stand for how many works.
    """

    drawing: Drawing
    first: int
    last: int
    columns: float
    undated: int
    marks: dict[int, dict[str, int]]


def years(catalog: Catalog, spots: tuple[Spot, ...], shared: tuple[Spot, ...], view: View, canvas: Canvas, width: float) -> Years | None:
    """The years of the works a view shows in all years; ``spots`` are the fields of the map, ``shared`` those of several districts. None
    where no work has a date.
    """
    shown = measures.select(catalog, view.having(first=None, last=None))[["id", "family", "year", "date"]]
    dated = sorted(int(year) for year in shown["year"].dropna())
    if not dated:
        return None
    marks: dict[int, dict[str, int]] = {}
    # A single work is the same mark wherever it stands; those for many of several districts have one of their own.
    for dot in (dot for spot in (*spots, *shared) for dot in spot.dots):
        for year, count in dot.years:
            marks.setdefault(year, {})[dot.link.id] = count
    undated = len(shown) - len(dated)
    first, last = dated[0], dated[-1]
    columns = last - first + 1 + (UNDATED if undated else 0.0)
    room = (ROOM_NARROW if canvas.narrow else ROOM) * canvas.theme.size / LIGHT.size
    families = dict(zip(shown["id"], shown["family"], strict=True))
    if len(shown) > MOST:
        return Years(_bars(Counter(dated), first, last, columns, canvas, width, room), first, last, columns, undated, marks)
    order = {family: place for place, family in enumerate(LIGHT.kinds)}
    groups: dict[str, list[Work]] = {}
    for row in sorted(shown.to_dict("records"), key=lambda row: (order[row["family"]], row["date"], row["id"])):
        group = "" if row["year"] != row["year"] else str(int(row["year"]))
        groups.setdefault(group, []).append(Work(families[row["id"]], True, Link(row["id"])))
    rows = [{"group": group, "name": group or canvas.lang.t("undated")} for group in groups]
    picture = strip(rows, {group: tuple(found) for group, found in groups.items()}, canvas, width, room)
    return Years(picture, first, last, columns, undated, marks)


def _bars(counts: Counter[int], first: int, last: int, columns: float, canvas: Canvas, width: float, room: float) -> Drawing:
    """Too many for marks: a bar a year."""
    pen, column, most = Pen(canvas), width / columns, max(counts.values())
    pen.width = width
    for year in range(first, last + 1):
        high = counts[year] / most * room
        left = (year - first) * column
        pen.items.append(Bar(left + 0.1 * column, 8 * pen.scale + room - high, 0.8 * column, high, fill=pen.theme.quiet))
        if column > 30 * pen.scale or year % 5 == 0:
            words = ((Run(str(year)),),)
            size = 0.86 * pen.theme.size
            pen.items.append(Text(left + column / 2, room + 22 * pen.scale, words, size, pen.theme.quiet, "middle"))
    return pen.drawing(room + 36 * pen.scale)
