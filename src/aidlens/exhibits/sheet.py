"""A sheet to draw on: x from 0 to 1 across the page, y in px downwards. Marks are collected and handed to the figure at once.

What belongs here: placing words, rules, strips and points in the house style. What they say, and where, is the figure's business.
"""

from __future__ import annotations

import textwrap
from typing import Any

import plotly.graph_objects as go

from aidlens.exhibits.style import Canvas, plain_figure

# Libre Franklin runs at about this many em a letter: enough to set words one after the other without measuring.
EM_PER_LETTER = 0.52


class Sheet:
    """Collects the marks of one figure. ``scale`` is the type size against 14 px, ``width`` the page's usual width in px."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.theme, self.lang = canvas, canvas.theme, canvas.lang
        self.scale = canvas.theme.size / 14
        self.width = canvas.width
        # Collected and handed over at once: a figure checks its whole list again at each single addition.
        self.traces: list[dict[str, Any]] = []
        self.shapes: list[dict[str, Any]] = []
        self.annotations: list[dict[str, Any]] = []

    @property
    def large(self) -> bool:
        """Whether type is as large as on a projector, which leaves no room for the longer words."""
        return self.canvas.large

    def text(
        self, x: float, y: float, words: str, *, size: float = 1.0, colour: str = "", anchor: str = "left", bold: bool = False
    ) -> None:
        """Words at a place; ``size`` in em, ``anchor`` left, center or right. Centred words stay on the sheet near its edges."""
        if anchor == "center":
            half = min(0.5, 1.15 * self.room(max(words.split("<br>"), key=len), size) / 2)
            x = min(max(x, half), 1 - half)
        self.annotations.append(
            {
                "x": x,
                "y": y,
                "text": f"<b>{words}</b>" if bold else words,
                "showarrow": False,
                "xanchor": anchor,
                "yanchor": "middle",
                "align": anchor,
                # Nothing on a projector is smaller than its least type.
                "font": {"size": self.theme.size * (max(size, 1.0) if self.large else size), "color": colour or self.theme.ink},
            }
        )

    def wrapped(self, words: str, share: float, size: float = 1.0, lines: int = 3) -> str:
        """Words broken to fit a share of the page's width, at most so many lines (the last ends in an ellipsis)."""
        letters = max(8, int(share * self.width / (self.theme.size * size * EM_PER_LETTER)))
        return "<br>".join(textwrap.wrap(words, letters, max_lines=lines, placeholder=" …"))

    def room(self, words: str, size: float = 1.0) -> float:
        """The share of the page's width that words need."""
        return len(words) * self.theme.size * size * EM_PER_LETTER / self.width

    def rule(self, y: float, start: float = 0.0, end: float = 1.0, colour: str = "") -> None:
        """A thin rule across the page."""
        self.line(start, y, end, y, colour=colour or self.theme.rule, width=1, below=True)

    def line(
        self, x0: float, y0: float, x1: float, y1: float, *, colour: str = "", width: float = 2.0, dash: str = "solid", below: bool = False
    ) -> None:
        """A straight line, over the marks or below them."""
        style = {"color": colour or self.theme.ink, "width": width, "dash": dash}
        self.shapes.append({"type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "line": style, "layer": "below" if below else "above"})

    def strip(self, x: float, y: float, length: float, height: float, marker: dict[str, Any], *, href: str = "", hover: str = "") -> None:
        """A bar from x, centred on y; with an address it opens its evidence."""
        self.traces.append(
            {
                "type": "bar",
                "x": [length],
                "base": [x],
                "y": [y],
                "width": [height],
                "orientation": "h",
                "marker": marker,
                "name": "",
                **_linked(href, hover),
            }
        )

    def column(self, x: float, foot: float, tall: float, width: float, marker: dict[str, Any], *, href: str = "", hover: str = "") -> None:
        """A bar standing on y ``foot``, ``tall`` px high and centred on x."""
        trace = {"type": "bar", "x": [x], "y": [-tall], "base": [foot], "width": [width], "marker": marker, "name": ""}
        self.traces.append(trace | _linked(href, hover))

    def point(self, x: float, y: float, marker: dict[str, Any], *, href: str = "", hover: str = "") -> None:
        """A symbol at a place; with an address it opens its evidence."""
        self.traces.append(
            {
                "type": "scatter",
                "x": [x],
                "y": [y],
                "mode": "markers",
                "cliponaxis": False,
                "marker": marker,
                "name": "",
                **_linked(href, hover),
            }
        )

    def points(self, x: list[float], y: list[float], marker: dict[str, Any], hrefs: list[str], hovers: list[str]) -> None:
        """Symbols of one kind at their places, each opening its own evidence."""
        place = {"type": "scatter", "x": x, "y": y, "mode": "markers", "cliponaxis": False, "marker": marker, "name": ""}
        self.traces.append(place | {"customdata": hrefs, "text": hovers, "hovertemplate": "%{text}<extra></extra>"})

    def target(self, x: float, y: float, size: float, href: str, hover: str) -> None:
        """An invisible mark that makes words clickable."""
        self.point(x, y, {"size": size * self.scale, "color": "rgba(0,0,0,0)", "line": {"width": 0}}, href=href, hover=hover)

    def arrow(self, x: float, y: float, length: float) -> None:
        """A short arrow to the right (or left, for a negative length in px): an open end."""
        self.annotations.append(
            {
                "x": x,
                "y": y,
                "ax": -length,
                "ay": 0,
                "axref": "pixel",
                "text": "",
                "showarrow": True,
                "arrowhead": 2,
                "arrowsize": 1,
                "arrowwidth": 1.4,
                "arrowcolor": self.theme.ink,
                "xshift": length,
            }
        )

    def arrow_up(self, x: float, y: float, length: float) -> None:
        """A short arrow upwards from a place: an open upper end on an axis that rises."""
        style = {"showarrow": True, "arrowhead": 2, "arrowsize": 1, "arrowwidth": 1.4, "arrowcolor": self.theme.ink}
        self.annotations.append({"x": x, "y": y - length, "ax": 0, "ay": length, "text": "", **style})

    def figure(self, height: float) -> go.Figure:
        """The finished figure, ``height`` px high."""
        tall = round(height)
        return plain_figure(self.canvas, tall, self.traces, (0, 1), (tall, 0), shapes=self.shapes, annotations=self.annotations)


def _linked(href: str, hover: str) -> dict[str, Any]:
    if not hover:
        return {"hoverinfo": "skip"} | ({"customdata": [href]} if href else {})
    return {"customdata": [href], "hovertemplate": f"{hover}<extra></extra>"}
