"""The drawings of spending: bars with a hatched open part, typed marks in time, an axis of tens, bars by year."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from aidlens.exhibits.point_names import TOUCH, TOUCH_NARROW, Names, Place, Row, numbers, opening, piles
from aidlens.exhibits.sheet import Sheet
from aidlens.exhibits.style import Canvas, hatch, mix

HALL = 3.0  # em of the large numbers in a hall


def split(data: pd.DataFrame, canvas: Canvas) -> go.Figure:
    """One bar of the whole: priced sectors solid, the rest hatched with the unpriced sectors written inside."""
    return _whole(data, canvas, lambda row: row["share"] / 100, None)


def account(data: pd.DataFrame, marks: Row, canvas: Canvas) -> go.Figure:
    """One bar of the account in euros: items solid, the open half hatched, the published 25% as a tick."""
    return _whole(data, canvas, lambda row: row["value"] / marks["total"], marks)


def _whole(data: pd.DataFrame, canvas: Canvas, share: Any, marks: Row | None) -> go.Figure:
    sheet, rows = Sheet(canvas), data.to_dict("records")
    s = sheet.scale
    hall = sheet.large and all(max(sheet.room(row["text"], HALL), sheet.room(row["name"])) < share(row) for row in rows)
    top, height = (58 if marks else 26 if not hall else 4) * s, (58 if not hall else 130) * s
    x = 0.0
    for row in rows:
        length = share(row)
        _part(sheet, row, x, top + height / 2, length, height)
        x += length
    if marks:
        at = marks["tick"] / marks["total"]
        sheet.line(at, top - 18 * s, at, top + height + 6 * s, width=2, dash="5px,3px")
        sheet.text(at + 0.006, top - 24 * s, sheet.wrapped(marks["tick_text"], 0.7), size=0.95, colour=sheet.theme.quiet)
        sheet.target(at, top - 10 * s, 22, marks["tick_href"], marks["tick_text"])
    if hall:
        return sheet.figure(_large_below(sheet, rows, share, top + height))
    below = _labels_below(sheet, rows, share, top + height + 12 * s)
    return sheet.figure(below)


def _part(sheet: Sheet, row: Row, x: float, y: float, length: float, height: float) -> None:
    hover = f"{row['name']}<br><b>{row['text']}</b>"
    if row["family"]:
        marker: dict[str, Any] = {"color": sheet.theme.kinds[row["family"]], "line": {"width": 1, "color": sheet.theme.paper}}
    else:
        marker = hatch(sheet.theme.quiet, "/", 8, 0.12)
    sheet.strip(x, y, length, height, marker, href=row["href"], hover=hover)
    if not row["family"] and row["inside"] and not sheet.canvas.narrow:
        words = sheet.wrapped(row["inside"], length * 0.8, 0.95, 2)
        _plate(sheet, x + length / 2, y, words)


def _plate(sheet: Sheet, x: float, y: float, words: str) -> None:
    # Words on a hatch need paper behind them.
    sheet.text(x, y, words, size=0.95, anchor="center")
    sheet.annotations[-1] |= {"bgcolor": sheet.theme.paper, "borderpad": 5}


def _large_below(sheet: Sheet, rows: list[Row], share: Any, y: float) -> float:
    """In a hall each part's number stands large below it, its name below that; the foot of them."""
    s, x = sheet.scale, 0.0
    for row in rows:
        colour = sheet.theme.kind_text.get(row["family"], sheet.theme.ink)
        sheet.text(x, y + 36 * s, row["text"], size=HALL, colour=colour, bold=True)
        sheet.text(x, y + 76 * s, row["name"], colour=colour)
        x += share(row)
    return y + 92 * s


def _labels_below(sheet: Sheet, rows: list[Row], share: Any, y: float) -> float:
    s, x = sheet.scale, 0.0
    if sheet.canvas.narrow or sheet.large:
        for row in rows:
            colour = sheet.theme.kind_text.get(row["family"], sheet.theme.ink)
            sheet.text(0, y + 12 * s, row["name"], size=1.1, colour=colour, bold=True)
            if sheet.room(row["name"], 1.1) + sheet.room(row["text"]) > 0.98:
                y += 22 * s
                sheet.text(0, y + 12 * s, row["text"])
            else:
                sheet.text(1, y + 12 * s, row["text"], anchor="right")
            y += 30 * s
            if row["inside"]:
                sheet.text(0, y + 14 * s, sheet.wrapped(row["inside"], 1.0, 0.95), size=0.95, colour=sheet.theme.quiet)
                y += 46 * s
        return y + 6 * s
    names = [sheet.wrapped(row["name"], max(share(row) * 0.94, 0.1), 1.1, 2) for row in rows]
    second = 18 * s if any("<br>" in name for name in names) else 0
    for row, name in zip(rows, names, strict=True):
        colour = sheet.theme.kind_text.get(row["family"], sheet.theme.ink)
        sheet.text(x, y + 10 * s + (second / 2 if "<br>" in name else 0), name, size=1.1, colour=colour, bold=True)
        sheet.text(x, y + 32 * s + second, sheet.wrapped(row["text"], max(share(row) * 0.96, 0.1), 1.0, 2), colour=sheet.theme.ink)
        x += share(row)
    return y + 56 * s + second


ROLE_SYMBOL = {"cumulative": "circle", "part": "circle-open", "plan": "diamond-open", "period": "square"}


def over_time(data: pd.DataFrame, canvas: Canvas, listed: Callable[[Sequence[Row]], str]) -> go.Figure:
    """Typed marks by date: running totals of one programme joined by steps, every mark named and opening its evidence; those that hide
    each other open as a list, whose address ``listed`` gives.
    """
    sheet = Sheet(canvas)
    s = sheet.scale
    left, right, top, height = (0.155, 0.985, 34 * s, 420 * s) if canvas.narrow else (0.075 if sheet.large else 0.055, 0.9, 34 * s, 360 * s)
    if data.empty:
        sheet.text(0, 30 * s, sheet.lang.t("No amount in this selection."), colour=sheet.theme.quiet)
        return sheet.figure(60 * s)
    years = [year_of(date) for date in data["date"]]
    first, last = math.floor(min(years)), math.ceil(max(years) + 0.01)
    most = max(float(data["value"].max()) / 1e6 * 1.08, 1.0)

    def at(row: Row) -> tuple[float, float]:
        x = left + (year_of(row["date"]) - first) / max(1, last - first) * (right - left)
        return x, top + height * (1 - row["value"] / 1e6 / most)

    _time_axis(sheet, first, last, most, left, right, top, height)
    rows = data.to_dict("records")
    for programme in dict.fromkeys(row["programme"] for row in rows):
        _steps(sheet, [at(row) for row in rows if row["programme"] == programme and row["role"] == "cumulative"])
    found = [(row, at(row)) for row in rows]
    names = Names(sheet, top + height, left * sheet.width)
    for row, (x, y) in found:
        names.keep(x * sheet.width, y, 12 * s, 12 * s)
        if row["bound"] in ("over", "at_least"):
            names.keep(x * sheet.width, y - 14 * s, 8 * s, 16 * s)
    _marks(sheet, found, listed, lambda row, place: _amount_mark(sheet, row, *place))
    _named(sheet, found, names)
    return sheet.figure(_role_key(sheet, rows, top + height + 44 * s))


def _marks(
    sheet: Sheet, found: list[tuple[Row, Place]], listed: Callable[[Sequence[Row]], str], mark: Callable[[Row, Place], None]
) -> None:
    """Each point; over those that hide each other a target that opens them all."""
    heaps = piles(found, sheet, listed)
    for heap in heaps:
        for row, place in zip(heap.rows, heap.places, strict=True):
            mark(row | {"href": ""} if heap.href else row, place)
    for heap in heaps:
        if heap.href:
            opening(sheet, heap)


def _named(sheet: Sheet, found: list[tuple[Row, Place]], names: Names) -> None:
    """Each point's number, once where they stand close; the longest words first, for they need most room."""
    heaps = [(heap, numbers(heap, sheet.lang)) for heap in piles(found, sheet, near=TOUCH_NARROW if sheet.canvas.narrow else TOUCH)]
    for heap, words in sorted(heaps, key=lambda item: -len(item[1])):
        names.put(heap, words, always=True, far=True)


def _time_axis(sheet: Sheet, first: int, last: int, most: float, left: float, right: float, top: float, height: float) -> None:
    step = 20 if most > 30 else 5 if most > 8 else 2
    for value in range(0, int(most) + 1, step):
        y = top + height * (1 - value / most)
        sheet.rule(y, left, 1.0)
        sheet.text(
            left - 0.012, y, sheet.lang.t("{n}M (short)", n=sheet.lang.number(value)), size=0.9, colour=sheet.theme.quiet, anchor="right"
        )
    every = 4 if sheet.canvas.narrow or sheet.large else 2
    for year in range(first, last + 1, every):
        x = left + (year - first) / max(1, last - first) * (right - left)
        sheet.text(x, top + height + 16 * sheet.scale, str(year), size=0.9, colour=sheet.theme.quiet, anchor="center")


def _steps(sheet: Sheet, points: list[tuple[float, float]]) -> None:
    for (x0, y0), (x1, y1) in pairwise(points):
        sheet.line(x0, y0, x1, y0, width=1.2, colour=sheet.theme.quiet, below=True)
        sheet.line(x1, y0, x1, y1, width=1.2, colour=sheet.theme.quiet, below=True)


def _amount_mark(sheet: Sheet, row: Row, x: float, y: float) -> None:
    colour = sheet.theme.accent if row["role"] in ("cumulative", "part") else sheet.theme.kinds["transport"]
    marker = {"symbol": ROLE_SYMBOL[row["role"]], "size": 12 * sheet.scale, "color": colour, "line": {"width": 2, "color": colour}}
    hover = f"<b>{row['text']}</b> · {row['date_text']}<br>{row['role_text']} · {row['publisher']}<br>{row['scope']}"
    sheet.point(x, y, marker, href=row["href"], hover=hover if row["href"] else "")
    if row["bound"] in ("over", "at_least"):
        sheet.arrow_up(x, y - 8 * sheet.scale, 13 * sheet.scale)


def _role_key(sheet: Sheet, rows: list[Row], y: float) -> float:
    s, x = sheet.scale, 0.0
    for role in ROLE_SYMBOL:
        row = next((item for item in rows if item["role"] == role), None)
        if row is None:
            continue
        need = sheet.room(row["role_text"], 0.95) + 44 * s / sheet.width
        if x and x + need > 1:
            x, y = 0.0, y + 24 * s
        colour = sheet.theme.accent if role in ("cumulative", "part") else sheet.theme.kinds["transport"]
        sheet.point(
            x + 8 * s / sheet.width,
            y,
            {"symbol": ROLE_SYMBOL[role], "size": 11 * s, "color": colour, "line": {"width": 2, "color": colour}},
        )
        sheet.text(x + 20 * s / sheet.width, y, row["role_text"], size=0.95, colour=sheet.theme.quiet)
        x += need
    return y + 22 * s


def year_of(date: str) -> float:
    """A partial date as a decimal year; a year alone stands in its middle."""
    parts = [int(part) for part in date.split("-")]
    return parts[0] + ((parts[1] - 1) / 12 if len(parts) > 1 else 0.5) + ((parts[2] - 1) / 365 if len(parts) > 2 else 0)


def in_scale(data: pd.DataFrame, groups: list[str], canvas: Canvas, listed: Callable[[Sequence[Row]], str]) -> go.Figure:
    """One row a ledger on an axis of tens; every published value a named point, those that hide each other open as a list (``listed``)."""
    sheet = Sheet(canvas)
    s = sheet.scale
    left, right = (0.06, 0.93) if canvas.narrow else (0.25, 0.93)
    row_height, head = (92 if canvas.narrow else 78) * s, 34 * s
    low, high = 7, 10

    def at(value: float) -> float:
        return left + (math.log10(value) - low) / (high - low) * (right - left)

    bottom = head + row_height * len(groups)
    for power in range(low, high + 1):
        x = at(10**power)
        sheet.line(x, head - 8 * s, x, bottom, width=1, colour=sheet.theme.rule, below=True)
        words = sheet.lang.t("€{amount}", amount=sheet.lang.compact(10**power))
        sheet.text(x, 12 * s, words, size=0.9, colour=sheet.theme.quiet, anchor="center")
    for index, group in enumerate(groups):
        rows = data[data["group"] == group].to_dict("records")
        y = head + row_height * (index + (0.68 if canvas.narrow else 0.5))
        name = rows[0]["group_text"]
        sheet.text(0, y - 36 * s if canvas.narrow else y, name if canvas.narrow else sheet.wrapped(name, 0.2, 1.1, 2), size=1.08, bold=True)
        sheet.line(
            at(min(row["value"] for row in rows)),
            y,
            at(max(row["value"] for row in rows)),
            y,
            width=1.2,
            colour=sheet.theme.quiet,
            below=True,
        )
        found = [(row, (at(row["value"]), y)) for row in rows]
        names = Names(sheet, y + row_height / 2)
        wide = 1.3 * sheet.room(name, 1.08) * sheet.width if canvas.narrow else 0
        names.keep(wide / 2, y - 36 * s, wide, 20 * s)
        for _, (x, _) in found:
            names.keep(x * sheet.width, y, 12 * s, 12 * s)
        _marks(sheet, found, listed, lambda row, place: _scale_mark(sheet, row, *place))
        _named(sheet, found, names)
    return sheet.figure(bottom + 8 * s)


def _scale_mark(sheet: Sheet, row: Row, x: float, y: float) -> None:
    own = row["group"] == "spend"
    colour = sheet.theme.accent if own else mix(sheet.theme.ink, sheet.theme.paper, 0.6)
    marker = {
        "symbol": "circle",
        "size": (14 if own else 11) * sheet.scale,
        "color": colour,
        "line": {"width": 1.4, "color": sheet.theme.paper},
    }
    hover = f"<b>{row['text']}</b> · {row['date_text']}<br>{row['name']} ({row['role_text']})<br>{row['publisher']}"
    sheet.point(x, y, marker, href=row["href"], hover=hover if row["href"] else "")


def years(data: pd.DataFrame, canvas: Canvas) -> go.Figure:
    """Bars by year from zero; the highest and the last are labelled."""
    sheet = Sheet(canvas)
    s = sheet.scale
    height, top = 200 * s, 26 * s
    most, count = data["value"].max(), len(data)
    slot = 1 / count
    for index, row in enumerate(data.to_dict("records")):
        x = (index + 0.5) * slot
        tall = row["value"] / most * height
        hover = f"{row['year_text']}<br><b>{row['text']}</b>"
        sheet.column(x, top + height, tall, slot * 0.72, {"color": sheet.theme.accent, "line": {"width": 0}}, href=row["href"], hover=hover)
        if row["value"] == most or index == count - 1:
            words = sheet.lang.t("US${amount}", amount=sheet.lang.compact(round(row["value"], -6)))
            last = index == count - 1
            sheet.text(1.0 if last else x, top + height - tall - 11 * s, words, size=0.93, anchor="right" if last else "center")
            if last:
                sheet.annotations[-1] |= {"bgcolor": sheet.theme.paper, "borderpad": 2}
        every = 5 if canvas.narrow or sheet.large else 2
        if index % every == 0:
            # The first bar is narrower than its year: centred, the year would begin outside.
            place, anchor = (x, "center") if index else (0.0, "left")
            sheet.text(place, top + height + 14 * s, row["year_text"], size=0.9, colour=sheet.theme.quiet, anchor=anchor)
    sheet.rule(top + height, colour=sheet.theme.ink)
    return sheet.figure(top + height + 30 * s)
