"""The drawing of the claim ladder.

Wide: one line a claim, words left, bar in the middle, numbers in columns. Narrow: one block a claim, bar under the words, numbers in a
row. The table arrives ready; nothing is computed here but places on the sheet.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from aidlens.exhibits.sheet import Sheet
from aidlens.exhibits.style import LIGHT, Canvas, hatch, mix
from aidlens.view import STEPS

COLUMNS = STEPS[1:]
WIDE_X = {"official": 0.66, "bulk": 0.725, "traced": 0.795, "placed": 0.860, "confirmed": 0.930, "elsewhere": 1.0}
LARGE_X = {"official": 0.57, "bulk": 0.655, "traced": 0.755, "placed": 0.84, "confirmed": 0.92, "elsewhere": 1.0}
NARROW_X = (0.0, 0.21, 0.375, 0.57, 0.725, 0.87)
BAR_START, BAR_START_LARGE, BAR_END, BAR_END_LARGE = 0.225, 0.22, 0.575, 0.48
TONES = (("traced", 0.42), ("placed", 0.72), ("confirmed", 1.0))


def draw(data: pd.DataFrame, canvas: Canvas) -> go.Figure:
    """The ladder for a canvas; each mark carries the address of its evidence as custom data."""
    page = _Ladder(canvas)
    line = (184 if canvas.narrow else 84) * page.scale
    head = (8 if canvas.narrow else 44) * page.scale
    if not canvas.narrow:
        page.heads(head)
    for index, row in enumerate(data.to_dict("records")):
        page.claim(row, head + index * line)
    return page.figure(page.key(head + line * len(data) + 18 * page.scale))


class _Ladder(Sheet):
    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.start, self.end = (0.0, 0.94) if canvas.narrow else (BAR_START, BAR_END)
        self.columns = LARGE_X if self.large else WIDE_X
        if self.large:
            self.start, self.end = BAR_START_LARGE, BAR_END_LARGE

    def heads(self, head: float) -> None:
        labels = self._short_names() if self.large else self._names()
        for step, words in labels.items():
            self.text(self.columns[step], head - 24 * self.scale, words, size=0.93, colour=self.theme.quiet, anchor="right")

    def claim(self, row: dict[str, Any], top: float) -> None:
        colour, quiet, s = self.theme.kind_text[row["family"]], self.theme.quiet, self.scale
        self.rule(top)
        if self.canvas.narrow:
            self.text(0, top + 22 * s, row["name"], size=1.2, colour=colour, bold=True)
            self.text(0, top + 45 * s, row["words"], colour=quiet)
            self.bar(row, top + 72 * s, 16 * s)
            self.text(0, top + 101 * s, self.wrapped(row["note"], 1.0, 0.93, 2), size=0.93, colour=quiet)
            self.numbers_in_a_row(row, top + 134 * s)
            return
        self.text(0, top + 28 * s, row["name"], size=1.12 if self.large else 1.22, colour=colour, bold=True)
        self.text(0, top + 54 * s, row["quote"] if self.large else row["words"], colour=quiet)
        self.bar(row, top + 32 * s, 20 * s)
        self.text(self.start, top + 62 * s, row["wall_note"] if self.large else row["note"], size=0.95, colour=quiet)
        for step in COLUMNS:
            self.number(row, step, self.columns[step], top + 33 * s, "right")

    def bar(self, row: dict[str, Any], y: float, height: float) -> None:
        colour = self.theme.kinds[row["family"]]
        unit = (self.end - self.start) / (max(row["claimed"] or 0, row["official"] or 0) or 1)

        def strip(step: str, base: float, value: float, marker: dict[str, Any]) -> None:
            hover = self._hover(row, step)
            self.strip(self.start + base * unit, y, value * unit, height, marker, href=row[f"{step}_href"], hover=hover)

        traced, bulk = row["traced"] or 0, row["bulk"] or 0
        rest = max(0.0, (row["official"] or 0) - traced - bulk)
        strip("official", traced + bulk, rest, counted_only(colour, self.theme.paper, large=self.large))
        if bulk:
            strip("bulk", traced, bulk, in_bulk(colour))
        for step, tone in TONES:
            if row[step]:
                strip(step, 0, row[step], {"color": mix(colour, self.theme.paper, tone), "line": {"width": 1, "color": colour}})
        self.ticks(row, y, height, unit)

    def ticks(self, row: dict[str, Any], y: float, height: float, unit: float) -> None:
        def tick(value: float, reach: float, **style: Any) -> float:
            x = self.start + value * unit
            self.line(x, y - reach, x, y + reach, **style)
            return x

        if row["official"]:
            tick(row["official"], height * 0.72, width=2.2)
        for rival in str(row["rivals"]).split(";"):
            if rival and float(rival) * unit <= self.end - self.start + 0.03:
                tick(float(rival), height * 0.36, width=1.2, colour=self.theme.quiet)
        if not row["claimed"]:
            return
        x = tick(row["claimed"], height * 0.72, width=1.6, dash="2px,2px")
        if row["claimed_bound"] in ("over", "at_least"):
            self.arrow(x, y - height * 0.92, 16 * self.scale)
        elif row["claimed_bound"] == "about":
            self.vague(x, row["claimed"] * unit * 0.05, y, height * 0.72)

    def vague(self, x: float, half: float, y: float, reach: float) -> None:
        # A soft band, a twentieth either side: drawn as a sign of vagueness, not as a measured interval.
        band = {"x0": x - half, "x1": min(1.0, x + half), "y0": y - reach, "y1": y + reach}
        self.shapes.append({"type": "rect", **band, "line": {"width": 0}, "fillcolor": self.theme.ink, "opacity": 0.1, "layer": "below"})

    def number(self, row: dict[str, Any], step: str, x: float, y: float, anchor: str) -> None:
        strong = step in ("official", "traced")
        self.text(x, y, row[f"{step}_text"], size=1.5 if strong else 1.36, anchor=anchor, bold=strong)
        shift = 16 * self.scale / self.width
        self.target(x - shift if anchor == "right" else x + shift, y, 38, row[f"{step}_href"], self._hover(row, step))

    def numbers_in_a_row(self, row: dict[str, Any], y: float) -> None:
        for x, (step, words) in zip(NARROW_X, self._short_names().items(), strict=True):
            self.number(row, step, x, y, "left")
            self.text(x, y + 22 * self.scale, words, size=0.86, colour=self.theme.quiet)

    def _names(self) -> dict[str, str]:
        return {
            "official": self.lang.t("official<br>count"),
            "bulk": self.lang.t("reported<br>in bulk"),
            "traced": self.lang.t("traced one<br>by one"),
            "placed": self.lang.t("placed<br>in a district"),
            "confirmed": self.lang.t("two<br>origins"),
            "elsewhere": self.lang.t("outside<br>the scope"),
        }

    def _short_names(self) -> dict[str, str]:
        return {
            "official": self.lang.t("official"),
            "bulk": self.lang.t("in bulk"),
            "traced": self.lang.t("traced"),
            "placed": self.lang.t("placed (short)"),
            "confirmed": self.lang.t("2 origins"),
            "elsewhere": self.lang.t("outside"),
        }

    def _hover(self, row: dict[str, Any], step: str) -> str:
        said = row["official_said"] if step == "official" else row[f"{step}_text"]
        return f"{row['name']}<br>{self._names()[step].replace('<br>', ' ')}: <b>{said}</b>"

    def key(self, y: float) -> float:
        """Draw the key from y; the place below it."""
        colour, paper, s = self.theme.kinds["school"], self.theme.paper, self.scale
        self.rule(y - 18 * s)
        names = {"traced": self.lang.t("traced"), "placed": self.lang.t("placed (short)"), "confirmed": self.lang.t("two origins")}
        entries: list[tuple[str, dict[str, Any] | str]] = [
            (self.lang.t("counted only"), counted_only(colour, paper, large=self.large)),
            (self.lang.t("reported in bulk"), in_bulk(colour)),
            *((names[step], {"color": mix(colour, paper, tone), "line": {"width": 1, "color": colour}}) for step, tone in TONES),
            (self.lang.t("the article; → “over”, band “about”"), "2px,2px"),
            (self.lang.t("official count"), "solid"),
            (self.lang.t("other published counts"), "thin"),
        ]
        swatch = 0.055 if self.canvas.narrow else 0.018
        gap = 12 * s / self.width
        x, line = 0.0, 0
        for words, mark in entries:
            need = swatch + 0.008 + self.room(words, 0.93) + gap
            if x and x + need - gap > 1.0:
                x, line = 0.0, line + 1
            self.entry(x, y + 6 * s + line * 24 * s, swatch, words, mark)
            x += need
        return y + (line + 1) * 24 * s

    def entry(self, x: float, at: float, swatch: float, words: str, mark: dict[str, Any] | str) -> None:
        if isinstance(mark, str):
            thin, middle = mark == "thin", x + swatch / 2
            self.line(middle, at - 7 * self.scale, middle, at + 7 * self.scale, width=1.2 if thin else 2, dash="solid" if thin else mark)
        else:
            self.strip(x, at, swatch, 11 * self.scale, mark)
        self.text(x + swatch + 0.008, at, words, size=0.93, colour=self.theme.quiet)


def counted_only(colour: str, paper: str, *, large: bool = False) -> dict[str, Any]:
    """The marker of what was counted and not named: a fine hatch, coarser on a wall, where a fine one is lost."""
    if large:
        return hatch(colour, "/", 10, 0.22)
    # Light lines on dark paper look thinner than dark ones on light paper.
    return hatch(mix(colour, paper, 0.75), "/", 5, 0.14 if paper == LIGHT.paper else 0.24)


def in_bulk(colour: str) -> dict[str, Any]:
    """The marker of what was reported in bulk: a wide hatch."""
    return hatch(colour, "\\", 9, 0.34)
