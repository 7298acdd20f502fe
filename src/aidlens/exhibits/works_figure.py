"""The drawings of works: bars split by precision of place, and running counts with traced works stepping beneath them."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from aidlens.exhibits.sheet import Sheet
from aidlens.exhibits.spending_figure import year_of
from aidlens.exhibits.style import SYMBOLS, Canvas, hatch, mix

Row = dict[str, Any]
LEVELS = ("district", "province", "country")


def counts(data: pd.DataFrame, canvas: Canvas) -> go.Figure:
    """One bar a group: full tone for one known district, light for one province, hatched for several or none."""
    sheet = Sheet(canvas)
    y = bars(sheet, data, "works", LEVELS)
    return sheet.figure(_key(sheet, y + 22 * sheet.scale))


def bars(sheet: Sheet, data: pd.DataFrame, total: str, levels: tuple[str, ...]) -> float:
    """One bar a row, as long as its column ``total`` and made of its ``levels``, each in the tone of its place; returns the next y.

    A row has name, href, family (may be ""), ``total`` and its text, and a number a level.
    """
    s, narrow = sheet.scale, sheet.canvas.narrow
    start, end = (0.0, 0.86) if narrow else (0.3, 0.93) if sheet.large else (0.24, 0.9)
    line = (48 if narrow else 30) * s
    most = max(1, data[total].max())
    y = 6 * s
    for row in data.to_dict("records"):
        at = y + (30 * s if narrow else line / 2)
        text, colour = row[f"{total}_text"], sheet.theme.kinds.get(row["family"], sheet.theme.accent)
        _name(sheet, row, y + 10 * s if narrow else at)
        x = start
        for place, level in zip(LEVELS, levels, strict=False):
            length = row[level] / most * (end - start)
            if length:
                sheet.strip(
                    x,
                    at,
                    length,
                    17 * s,
                    marker(place, colour, sheet.theme.paper),
                    href=row["href"],
                    hover=f"{row['name']}<br><b>{text}</b>",
                )
            x += length
        sheet.text(x + 9 * s / sheet.width, at, text, bold=True)
        sheet.target(x + 16 * s / sheet.width, at, 24, row["href"], f"{row['name']}<br><b>{text}</b>")
        y += line
    return y


def _name(sheet: Sheet, row: Row, y: float) -> None:
    glyph = GLYPHS.get(row["family"], "")
    colour = sheet.theme.kind_text.get(row["family"], sheet.theme.ink)
    words = sheet.wrapped(row["name"], 0.9 if sheet.canvas.narrow else 0.28 if sheet.large else 0.2, 1.0, 1)
    sheet.text(0, y, f"<span style='color:{colour}'>{glyph}</span>  {words}" if glyph else words)


# The symbol of a kind as a letterform, for names and for the map: the same shapes as style.SYMBOLS.
GLYPHS = {
    "school": "■",
    "health": "✚",
    "water": "●",
    "transport": "▬",
    "security": "◆",
    "public": "▲",
    "agriculture": "⬢",
    "culture": "★",
}
assert GLYPHS.keys() == SYMBOLS.keys()


def marker(level: str, colour: str, paper: str) -> dict[str, Any]:
    """The marker of a precision of place."""
    if level == "country":
        return hatch(mix(colour, paper, 0.8), "/", 6, 0.16)
    return {"color": colour if level == "district" else mix(colour, paper, 0.42), "line": {"width": 1, "color": colour}}


def _key(sheet: Sheet, y: float) -> float:
    s, x = sheet.scale, 0.0
    names = {
        "district": sheet.lang.t("one known district"),
        "province": sheet.lang.t("one province only"),
        "country": sheet.lang.t("several or no place"),
    }
    for level, words in names.items():
        need = sheet.room(words, 0.93) + 25 * s / sheet.width
        if x and x + need > 1:
            x, y = 0.0, y + 22 * s
        sheet.strip(x, y, 18 * s / sheet.width, 11 * s, marker(level, sheet.theme.accent, sheet.theme.paper))
        sheet.text(x + 25 * s / sheet.width, y, words, size=0.93, colour=sheet.theme.quiet)
        x += need + 23 * s / sheet.width
    return y + 20 * s


def growth(data: pd.DataFrame, canvas: Canvas) -> go.Figure:
    """Published counts as points (hollow for about and forecast), traced works as a stepping line of full tone."""
    sheet = Sheet(canvas)
    s = sheet.scale
    left, right = (0.1, 0.97) if canvas.narrow else (0.05, 0.93)
    top, height = 26 * s, 300 * s
    rows = data.to_dict("records")
    first, last = math.floor(min(year_of(row["date"]) for row in rows)), math.ceil(max(year_of(row["date"]) for row in rows))
    most = max(row["value"] for row in rows) * 1.08

    def at(row: Row) -> tuple[float, float]:
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
    _traced(sheet, [row for row in rows if row["series"] == "traced"], at, right)
    _published(sheet, [row for row in rows if row["series"] == "published"], at)
    return sheet.figure(top + height + 34 * s)


def _traced(sheet: Sheet, rows: list[Row], at: Any, right: float) -> None:
    if not rows:
        return
    points = [at(row) for row in rows]
    sheet.traces.append(
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [*(x for x, _ in points), right],
            "y": [*(y for _, y in points), points[-1][1]],
            "line": {"shape": "hv", "width": 2.4, "color": sheet.theme.accent},
            "marker": {"symbol": "square", "size": [9 * sheet.scale] * len(points) + [0], "color": sheet.theme.accent},
            "customdata": [*(row["href"] for row in rows), ""],
            "text": [*(f"<b>{row['name']}</b><br>{row['date_text']} · {row['text']}<br>{row['stated']}" for row in rows), ""],
            "hovertemplate": "%{text}<extra></extra>",
            "name": "",
        }
    )
    words = sheet.lang.t("works traced: {n}", n=rows[-1]["text"])
    sheet.text(right, points[-1][1] - 13 * sheet.scale, words, size=0.98, colour=sheet.theme.link, anchor="right", bold=True)


def _published(sheet: Sheet, rows: list[Row], at: Any) -> None:
    s, ink = sheet.scale, sheet.theme.ink
    for row in rows:
        x, y = at(row)
        vague = row["bound"] == "about" or row["kind"] == "plan"
        hover = f"<b>{row['text']}</b> · {row['date_text']}<br>{row['what']}<br>{row['name']}"
        look = {"symbol": "circle-open" if vague else "circle", "size": 11 * s, "color": ink, "line": {"width": 2, "color": ink}}
        sheet.point(x, y, look, href=row["href"], hover=hover)
        if row["bound"] in ("over", "at_least"):
            sheet.arrow_up(x, y - 7 * s, 12 * s)
        crowded = any(0 < (at(other)[0] - x) * sheet.width < 52 * s and abs(at(other)[1] - y) < 16 * s for other in rows)
        if not crowded:
            right = x + 11 * s / sheet.width + sheet.room(row["short"], 0.93) < 1
            sheet.text(
                x + (11 if right else -11) * s / sheet.width, y - 8 * s, row["short"], size=0.93, anchor="left" if right else "right"
            )
