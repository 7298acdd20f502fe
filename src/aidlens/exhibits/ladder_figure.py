"""The drawing of the claim ladder: bars, ticks and numbers on a page measured in px downwards.

Wide: one line a claim, words left, bar in the middle, numbers in columns. Narrow: one block a claim, bar under the words, numbers in a
row. The table arrives ready; nothing is computed here but places on the page.
"""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from aidlens.exhibits.style import Canvas, hatch, mix, plain_figure

COLUMNS = ("official", "bulk", "traced", "placed", "confirmed", "elsewhere")
WIDE_X = {"official": 0.66, "bulk": 0.725, "traced": 0.795, "placed": 0.860, "confirmed": 0.930, "elsewhere": 1.0}
BAR_START, BAR_END = 0.225, 0.575


def draw(data: pd.DataFrame, canvas: Canvas) -> go.Figure:
    """The ladder for a canvas; each mark carries the address of its evidence as custom data."""
    scale = canvas.theme.size / 14
    line = (184 if canvas.narrow else 84) * scale
    head = (8 if canvas.narrow else 44) * scale
    key = (120 if canvas.narrow else 44 if scale < 1.5 else 66) * scale
    height = round(head + line * len(data) + key)
    page = _Page(canvas, scale)
    if not canvas.narrow:
        page.heads(head)
    for index, row in enumerate(data.to_dict("records")):
        page.claim(row, head + index * line, line)
    page.key(head + line * len(data) + 18 * scale)
    figure = plain_figure(canvas, height)
    figure.update_layout(barmode="overlay", shapes=page.shapes, annotations=page.annotations)
    figure.update_xaxes(range=[0, 1])
    figure.update_yaxes(range=[height, 0])
    figure.add_traces(page.traces)
    return figure


class _Page:
    def __init__(self, canvas: Canvas, scale: float) -> None:
        self.canvas, self.scale = canvas, scale
        # Collected and handed over at once: a figure checks its whole list again at each single addition.
        self.traces: list[Any] = []
        self.shapes: list[dict[str, Any]] = []
        self.annotations: list[dict[str, Any]] = []
        self.theme, self.lang = canvas.theme, canvas.lang
        # Type as large as on a projector leaves no room for the longer words: they stand in the table and the evidence.
        self.large = scale > 1.5 and not canvas.narrow
        self.start, self.end = (0.0, 0.94) if canvas.narrow else (0.25 if self.large else BAR_START, BAR_END)

    def _annotate(self, **spec: Any) -> None:
        self.annotations.append(spec)

    def _shape(self, **spec: Any) -> None:
        self.shapes.append(spec)

    def _bar_trace(self, **spec: Any) -> None:
        self.traces.append({"type": "bar", **spec})

    def _points(self, **spec: Any) -> None:
        self.traces.append({"type": "scatter", **spec})

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 1.0,
        colour: str = "",
        anchor: str = "left",
        bold: bool = False,
    ) -> None:
        self._annotate(
            x=x, y=y, text=f"<b>{words}</b>" if bold else words, showarrow=False, xanchor=anchor, yanchor="middle", align=anchor,
            font={"size": self.theme.size * size, "color": colour or self.theme.ink},
        )  # fmt: skip

    def rule(self, y: float, colour: str = "") -> None:
        self._shape(type="line", x0=0, x1=1, y0=y, y1=y, line={"color": colour or self.theme.rule, "width": 1}, layer="below")

    def heads(self, head: float) -> None:
        labels = (
            self._short_names()
            if self.large
            else {
                "official": self.lang.t("official<br>count"),
                "bulk": self.lang.t("reported<br>in bulk"),
                "traced": self.lang.t("traced one<br>by one"),
                "placed": self.lang.t("placed<br>in a district"),
                "confirmed": self.lang.t("two<br>origins"),
                "elsewhere": self.lang.t("outside<br>the scope"),
            }
        )
        for step, words in labels.items():
            self.text(WIDE_X[step], head - 24 * self.scale, words, size=0.93, colour=self.theme.quiet, anchor="right")

    def claim(self, row: dict[str, Any], top: float, line: float) -> None:
        colour = self.theme.kind_text[row["family"]]
        self.rule(top)
        s = self.scale
        if self.canvas.narrow:
            self.text(0, top + 22 * s, row["name"], size=1.2, colour=colour, bold=True)
            self.text(0, top + 45 * s, row["words"], size=1.0, colour=self.theme.quiet)
            self.bar(row, top + 72 * s, 16 * s)
            self.text(0, top + 101 * s, "<br>".join(textwrap.wrap(row["note"], 50)[:2]), size=0.93, colour=self.theme.quiet)
            self.numbers_in_a_row(row, top + 134 * s)
        else:
            self.text(0, top + 28 * s, row["name"], size=1.12 if self.large else 1.22, colour=colour, bold=True)
            self.text(0, top + 54 * s, row["quote"] if self.large else row["words"], colour=self.theme.quiet)
            self.bar(row, top + 32 * s, 20 * s)
            self.text(self.start, top + 62 * s, row["count_origin"] if self.large else row["note"], size=0.95, colour=self.theme.quiet)
            for step in COLUMNS:
                self.number(row, step, WIDE_X[step], top + 33 * s, "right")

    def bar(self, row: dict[str, Any], y: float, width: float) -> None:
        colour = self.theme.kinds[row["family"]]
        full = max(row["claimed"] or 0, row["official"] or 0) or 1
        unit = (self.end - self.start) / full

        def strip(step: str, base: float, value: float, marker: dict[str, Any]) -> None:
            self._bar_trace(
                x=[value * unit], base=[self.start + base * unit], y=[y], width=[width], orientation="h", marker=marker,
                customdata=[row[f"{step}_href"]], hovertemplate=self._hover(row, step), name="",
            )  # fmt: skip

        traced, bulk = row["traced"] or 0, row["bulk"] or 0
        rest = max(0.0, (row["official"] or 0) - traced - bulk)
        strip("official", traced + bulk, rest, hatch(mix(colour, self.theme.paper, 0.75), "/", 5, 0.14))
        if bulk:
            strip("bulk", traced, bulk, hatch(colour, "\\", 9, 0.34))
        for step, tone in (("traced", 0.42), ("placed", 0.72), ("confirmed", 1.0)):
            if row[step]:
                strip(step, 0, row[step], {"color": mix(colour, self.theme.paper, tone), "line": {"width": 0}})
        self.ticks(row, y, width, unit)

    def ticks(self, row: dict[str, Any], y: float, width: float, unit: float) -> None:
        def tick(value: float, reach: float, **line: Any) -> float:
            x = self.start + value * unit
            self._shape(type="line", x0=x, x1=x, y0=y - reach, y1=y + reach, line={"color": self.theme.ink, **line})
            return x

        if row["official"]:
            tick(row["official"], width * 0.72, width=2.2)
        for rival in str(row["rivals"]).split(";"):
            if rival and float(rival) * unit <= self.end - self.start + 0.03:
                tick(float(rival), width * 0.36, width=1.2, color=self.theme.quiet)
        if row["claimed"]:
            x = tick(row["claimed"], width * 0.72, width=1.6, dash="2px,2px")
            if row["claimed_bound"] in ("over", "at_least"):
                self._annotate(
                    x=x, y=y - width * 0.92, ax=-16 * self.scale, ay=0, axref="pixel", text="", showarrow=True, arrowhead=2, arrowsize=1,
                    arrowwidth=1.4, arrowcolor=self.theme.ink, xshift=16 * self.scale,
                )  # fmt: skip
            elif row["claimed_bound"] == "about":
                # A soft band, a twentieth either side: drawn as a sign of vagueness, not as a measured interval.
                self._shape(
                    type="rect", x0=x - row["claimed"] * unit * 0.05, x1=min(1.0, x + row["claimed"] * unit * 0.05), y0=y - width * 0.72,
                    y1=y + width * 0.72, line={"width": 0}, fillcolor=self.theme.ink, opacity=0.1, layer="below",
                )  # fmt: skip

    def number(self, row: dict[str, Any], step: str, x: float, y: float, anchor: str) -> None:
        strong = step in ("official", "traced")
        self.text(x, y, row[f"{step}_text"], size=1.5 if strong else 1.36, anchor=anchor, bold=strong)
        shift = 16 * self.scale / (360 if self.canvas.narrow else 1152)
        self._points(
            x=[x - shift if anchor == "right" else x + shift], y=[y], mode="markers", cliponaxis=False, name="",
            marker={"size": 38 * self.scale, "color": "rgba(0,0,0,0)", "line": {"width": 0}},
            customdata=[row[f"{step}_href"]], hovertemplate=self._hover(row, step),
        )  # fmt: skip

    def numbers_in_a_row(self, row: dict[str, Any], y: float) -> None:
        labels = self._short_names()
        for index, (step, words) in enumerate(labels.items()):
            x = index / len(labels)
            self.number(row, step, x, y, "left")
            self.text(x, y + 22 * self.scale, words, size=0.86, colour=self.theme.quiet)

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
        names = {
            "official": self.lang.t("official count"),
            "bulk": self.lang.t("reported in bulk"),
            "traced": self.lang.t("traced one by one"),
            "placed": self.lang.t("placed in one district"),
            "confirmed": self.lang.t("two origins"),
            "elsewhere": self.lang.t("outside the scope"),
        }
        return f"{row['name']}<br>{names[step]}: <b>{row[f'{step}_text']}</b><extra></extra>"

    def key(self, y: float) -> None:
        colour, s = self.theme.kinds["school"], self.scale
        self.rule(y - 18 * s)
        entries: list[tuple[str, dict[str, Any] | str]] = [
            (self.lang.t("counted only"), hatch(mix(colour, self.theme.paper, 0.75), "/", 5, 0.14)),
            (self.lang.t("reported in bulk"), hatch(colour, "\\", 9, 0.34)),
            (self.lang.t("traced"), {"color": mix(colour, self.theme.paper, 0.42)}),
            (self.lang.t("placed (short)"), {"color": mix(colour, self.theme.paper, 0.72)}),
            (self.lang.t("two origins"), {"color": colour}),
            (self.lang.t("the article; → “over”, band “about”"), "2px,2px"),
            (self.lang.t("official count"), "solid"),
            (self.lang.t("other published counts"), "thin"),
        ]
        width = 360 if self.canvas.narrow else 1760 if self.large else 1152
        swatch = 0.055 if self.canvas.narrow else 0.018
        x, line = 0.0, 0
        for words, mark in entries:
            # Libre Franklin runs at about 0.52 em a letter: entries are set one after the other and broken at the page's edge.
            need = swatch + 0.008 + len(words) * 0.93 * 0.52 * self.theme.size / width + 18 * s / width
            if x and x + need - 18 * s / width > 1.0:
                x, line = 0.0, line + 1
            self.entry(x, y + 6 * s + line * 24 * s, swatch, words, mark)
            x += need

    def entry(self, x: float, at: float, swatch: float, words: str, mark: dict[str, Any] | str) -> None:
        s = self.scale
        if isinstance(mark, str):
            thin = mark == "thin"
            line = {"color": self.theme.ink, "width": 1.2 if thin else 2, "dash": "solid" if thin else mark}
            middle = x + swatch / 2
            self._shape(type="line", x0=middle, x1=middle, y0=at - 7 * s, y1=at + 7 * s, line=line)
        else:
            self._bar_trace(x=[swatch], base=[x], y=[at], width=[11 * s], orientation="h", marker=mark, hoverinfo="skip")
        self.text(x + swatch + 0.008, at, words, size=0.93, colour=self.theme.quiet)
