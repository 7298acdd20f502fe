"""The drawing of the timeline: one mark an event, packed in cells of a grid of periods and lanes.

Wide: periods run to the right, lanes lie below each other. Narrow: periods run down, lanes stand side by side. A period is a year, or a
month where the table holds a single year. A click on a mark opens its source; a click on a year zooms into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from aidlens.drawing.drawing import Mark
from aidlens.exhibits.sheet import Sheet
from aidlens.exhibits.style import Canvas, Theme, mix
from aidlens.measures.timeline import LANES

FIRST_YEAR = 2001
SYMBOLS = {"supported": "circle", "imprecise": "diamond", "contradicted": "x", "open": "circle-open", "": "circle"}
PITCH, PAD = 14, 9  # px from mark to mark, and round a cell
Row = dict[str, Any]


@dataclass(frozen=True)
class Period:
    """A column (or, narrow, a line) of the grid: its key, its label, and the address a click on the label opens."""

    key: int
    label: str
    href: str


def draw(data: pd.DataFrame, canvas: Canvas) -> go.Figure:
    """The timeline for a canvas."""
    rows = data.to_dict("records")
    monthly = len({row["year"] for row in rows}) == 1
    periods = _periods(rows, canvas, monthly)
    cells: dict[tuple[int, str], list[Row]] = {}
    for row in rows:
        cells.setdefault((_key(row, monthly), row["lane"]), []).append(row)
    names = {row["lane"]: row["lane_text"][:1].upper() + row["lane_text"][1:] for row in rows}
    grid = _Grid(canvas, periods, cells, names)
    return grid.narrow() if canvas.narrow else grid.wide()


def _key(row: Row, monthly: bool) -> int:
    # 0 stands for "before the first year" or "month not known".
    if monthly:
        return row["month"] if row["month"] == row["month"] and row["month"] else 0
    return row["year"] if row["year"] >= FIRST_YEAR else 0


def _periods(rows: list[Row], canvas: Canvas, monthly: bool) -> list[Period]:
    keys = {_key(row, monthly) for row in rows}
    lang = canvas.lang
    found = []
    if 0 in keys:
        found.append(Period(0, lang.t("no month") if monthly else lang.t("before"), ""))
    if monthly:
        year = rows[0]["year"]
        for month in range(1, 13):
            name = lang.date(f"{year}-{month:02}", short=True).replace(str(year), "").strip()
            found.append(Period(month, name, ""))
        return found
    zooms = {row["year"]: row["zoom"] for row in rows}
    years = [key for key in keys if key]
    for year in range(min(years, default=1), max(years, default=0) + 1):
        found.append(Period(year, str(year), zooms.get(year, "")))
    return found


class _Grid(Sheet):
    def __init__(self, canvas: Canvas, periods: list[Period], cells: dict[tuple[int, str], list[Row]], names: dict[str, str]) -> None:
        super().__init__(canvas)
        self.periods, self.cells, self.names = periods, cells, names
        self.pitch = PITCH * min(self.scale, 1.4)
        self.lanes = [lane for lane in LANES if lane in names]
        self.marks: list[tuple[float, float, Row]] = []

    def wide(self) -> go.Figure:
        left = (112 * self.scale) / self.width
        step = (1 - left) / max(1, len(self.periods))
        a_row = max(1, int((step * self.width - 4) / self.pitch))
        y = 6.0
        for lane in self.lanes:
            tall = max((-(-len(self.cells.get((period.key, lane), [])) // a_row) for period in self.periods), default=1)
            height = max(tall, 2) * self.pitch + 2 * PAD
            self.rule(y)
            self.text(0, y + height / 2, _broken(self.names[lane]), bold=True)
            for at, period in enumerate(self.periods):
                self._cell(period, lane, left + at * step + 3 / self.width, y + height - PAD, a_row, up=True)
            y += height
        self.rule(y)
        every = 1 if step * self.width > 46 * self.scale else 2
        for at, period in enumerate(self.periods):
            if at % every == 0 or not period.key:
                self._label(period, left + at * step + 2 / self.width, y + 14 * self.scale, every * step)
        return self._finished(y + 34 * self.scale)

    def narrow(self) -> go.Figure:
        left, y = 0.15, 14.0
        step = (1 - left) / max(1, len(self.lanes))
        a_row = max(1, int((step * self.width - 8) / self.pitch))
        for at, lane in enumerate(self.lanes):
            self.text(left + at * step, y, _broken(self.names[lane], 12), bold=True, size=0.93)
        y += 22
        for period in self.periods:
            tall = max(-(-len(self.cells.get((period.key, lane), [])) // a_row) for lane in self.lanes)
            height = max(tall, 1) * self.pitch + 8
            self.rule(y)
            self._label(period, 0, y + 4 + self.pitch / 2)
            for at, lane in enumerate(self.lanes):
                self._cell(period, lane, left + at * step, y + 4, a_row, up=False)
            y += height
        self.rule(y)
        return self._finished(y + 18)

    def _cell(self, period: Period, lane: str, x: float, y: float, a_row: int, *, up: bool) -> None:
        for index, row in enumerate(self.cells.get((period.key, lane), [])):
            across, along = index % a_row, index // a_row
            shift = (along + 0.5) * self.pitch
            self.marks.append((x + (across + 0.5) * self.pitch / self.width, y - shift if up else y + shift, row))

    def _label(self, period: Period, x: float, y: float, room: float = 1) -> None:
        # Words too wide for their column end where the next begins.
        wide = len(period.label) * self.theme.size * 0.6 / self.width > room and not period.key
        self.text(x + (room if wide else 0), y, period.label, size=0.93, colour=self.theme.quiet, anchor="right" if wide else "left")
        if period.href:
            words = self.lang.t("zoom into {year}", year=period.label)
            self.target(x + 15 * self.scale / self.width, y, 30, period.href, words)

    def _finished(self, y: float) -> go.Figure:
        for verdict in ("", "supported", "imprecise", "contradicted", "open"):
            self._draw_marks(verdict)
        return self.figure(self._key_line(y))

    def _draw_marks(self, verdict: str) -> None:
        rows = [(x, y, row) for x, y, row in self.marks if row["verdict"] == verdict]
        if rows:
            words = [
                "<br>".join(filter(None, (row["date_text"], _broken(row["title"], 52), _slanted(row["verdict_name"]))))
                for _, _, row in rows
            ]
            places = [x for x, _, _ in rows], [y for _, y, _ in rows]
            self.points(*places, _marker(verdict, self.theme, self.scale), [row["href"] for _, _, row in rows], words)

    def _key_line(self, y: float) -> float:
        """The key, and the height below it."""
        lang, x, line = self.lang, 0.0, y + 10 * self.scale
        words = {
            "supported": lang.t("the article's words hold"),
            "imprecise": lang.t("they are imprecise"),
            "contradicted": lang.t("a source contradicts them"),
            "open": lang.t("open (short)"),
            "": lang.t("not in the article"),
        }
        for verdict, text in words.items():
            need = (len(text) * 7.2 + 44) * self.scale / self.width
            if x and x + need > 1.01:
                x, line = 0.0, line + 24 * self.scale
            self.point(x + 7 * self.scale / self.width, line, _marker(verdict, self.theme, self.scale))
            self.text(x + 20 * self.scale / self.width, line, text, size=0.93, colour=self.theme.quiet)
            x += need
        return line + 16 * self.scale


def _marker(verdict: str, theme: Theme, scale: float) -> dict[str, Any]:
    colour = {
        "": mix(theme.quiet, theme.paper, 0.5),
        "supported": theme.accent,
        "imprecise": mix(theme.accent, theme.paper, 0.7),
        "contradicted": theme.kinds["health"],
        "open": theme.accent,
    }[verdict]
    size = {"": 7, "contradicted": 9, "imprecise": 10}.get(verdict, 9)
    # A plotly mark "circle-open" has no body: its line is the mark.
    line = {"width": 2 if verdict == "open" else 0, "color": colour}
    return {"symbol": SYMBOLS[verdict], "size": size * min(scale, 1.4), "color": colour, "line": line, "opacity": 1}


def verdict_sign(verdict: str, canvas: Canvas) -> Mark:
    """The sign that stands for a verdict, as the timeline draws it."""
    marker = _marker(verdict, canvas.theme, canvas.theme.size / 14)
    hollow = marker["symbol"].endswith("-open")
    edge: dict[str, Any] = (
        {"stroke": marker["color"], "stroke_width": float(marker["line"]["width"])} if hollow else {"fill": marker["color"]}
    )
    return Mark(0, 0, marker["symbol"].removesuffix("-open"), 1.6 * marker["size"], **edge)


def _slanted(text: str) -> str:
    return f"<i>{text}</i>" if text else ""


def _broken(text: str, letters: int = 15) -> str:
    """Words broken into lines of at most so many letters."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return " <br>".join(lines)
