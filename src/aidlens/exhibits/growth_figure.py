"""The drawing of growing counts: published ones as points, the works that can be traced stepping beneath them.

Every point is named where it stands. Points that lie on each other answer as one and open as a list.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from aidlens.exhibits.point_names import Names, Pile, Place, Row, opening, piles
from aidlens.exhibits.sheet import Sheet
from aidlens.exhibits.spending_figure import year_of
from aidlens.exhibits.style import Canvas


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
    names = Names(sheet, top + height)
    for x, y in map(at, rows):
        names.keep(x * sheet.width, y, 11 * s, 11 * s)
    _traced(sheet, steps, right, names)
    _published(sheet, counts, names)
    _steps_named(sheet, steps, names)
    for pile in (*steps, *counts):
        if pile.href:
            opening(sheet, pile)
    return sheet.figure(top + height + 34 * s)


# ── marks ──


def _traced(sheet: Sheet, steps: list[Pile], right: float, names: Names) -> None:
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


def _published(sheet: Sheet, counts: list[Pile], names: Names) -> None:
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


def _steps_named(sheet: Sheet, steps: list[Pile], names: Names) -> None:
    """How far each step reaches, where there is room for its number."""
    for pile in steps[:-1]:
        names.put(pile, str(pile.rows[-1]["short"]), colour=sheet.theme.link)
