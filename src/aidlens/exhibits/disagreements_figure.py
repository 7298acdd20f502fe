"""The drawing of published values: one panel a scope on its own axis, one line a statement, bound and date beside the mark."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from aidlens.exhibits.sheet import Sheet
from aidlens.exhibits.style import Canvas, mix

Row = dict[str, Any]


def draw(data: pd.DataFrame, canvas: Canvas) -> go.Figure:
    """All panels under each other; every mark opens its evidence."""
    sheet = Sheet(canvas)
    s = sheet.scale
    y = 6 * s
    for _, panel in data.groupby("panel", sort=False):
        y = _panel(sheet, panel.to_dict("records"), y)
    return sheet.figure(y)


def _panel(sheet: Sheet, rows: list[Row], y: float) -> float:
    s, narrow = sheet.scale, sheet.canvas.narrow
    start, end = (0.0, 0.7) if narrow else (0.36, 0.9)
    line = (50 if narrow else 29) * s
    sheet.rule(y)
    sheet.text(0, y + 20 * s, rows[0]["scope_name"], size=1.08, bold=True)
    y += 40 * s
    most = max(row["value"] for row in rows) or 1.0
    for row in rows:
        at = y + (30 * s if narrow else line / 2)
        who = sheet.wrapped(row["who"], 0.98 if narrow else 0.34, 0.95, 1)
        sheet.text(0, at - (20 * s if narrow else 0), who, size=0.95, colour=sheet.theme.quiet)
        x = start + row["value"] / most * (end - start)
        _mark(sheet, row, start, x, at)
        y += line
    return y + 16 * s


def _mark(sheet: Sheet, row: Row, start: float, x: float, y: float) -> None:
    s, theme = sheet.scale, sheet.theme
    colour = theme.accent if row["first"] else mix(theme.ink, theme.paper, 0.55)
    vague = row["bound"] in ("about", "range")
    hover = f"<b>{row['text']}</b> · {row['date_text']}<br>{row['name']}<br>{row['publisher']} ({row['origin']})"
    sheet.line(start, y, x, y, width=1.2, colour=theme.rule, below=True)
    if vague:
        half = 11 * s / sheet.width
        sheet.strip(x - half, y, half * 2, 15 * s, {"color": mix(colour, theme.paper, 0.3), "line": {"width": 0}})
    marker = {"symbol": "circle-open" if vague else "circle", "size": 11 * s, "color": colour, "line": {"width": 2, "color": colour}}
    sheet.point(x, y, marker, href=row["href"], hover=hover)
    gap = 13 * s / sheet.width
    if row["bound"] in ("over", "at_least"):
        sheet.arrow(x + gap * 0.6, y, 15 * s)
        gap += 17 * s / sheet.width
    elif row["bound"] == "up_to":
        sheet.arrow(x - gap * 0.6, y, -15 * s)
    sheet.text(x + gap, y, row["short"], bold=row["first"])
