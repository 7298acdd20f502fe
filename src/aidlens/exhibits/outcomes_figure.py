"""The drawing of what became of it: one bar of all works, hatched where no report was found; below it each reported work on its year."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from aidlens.exhibits.sheet import Sheet
from aidlens.exhibits.style import SYMBOLS, Canvas, hatch

FIRST, LAST = 2008, 2026
Row = dict[str, Any]


def draw(data: pd.DataFrame, canvas: Canvas) -> go.Figure:
    """The exhibit for a canvas; every mark opens its work."""
    return _Outcomes(canvas).drawn(data.to_dict("records"))


class _Outcomes(Sheet):
    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        # The axis of years: undated reports stand in a slot of their own at its left.
        self.undated, self.start, self.end = (0.0, 0.3, 0.9) if canvas.narrow else (0.38, 0.51, 0.9) if self.large else (0.41, 0.5, 0.9)

    def drawn(self, rows: list[Row]) -> go.Figure:
        y = self._whole(rows, 8.0 * self.scale)
        y = self._axis(y + 30 * self.scale)
        for row in rows:
            if row["state"]:
                y = self._line(row, y)
        return self.figure(y + 8)

    def _whole(self, rows: list[Row], y: float) -> float:
        """The bar of all works, and its labels below."""
        s, total = self.scale, sum(row["works"] for row in rows)
        silent = next(row for row in rows if not row["state"])
        share = silent["works"] / total
        tall = 40 * s
        words = f"{silent['state_name']}: {silent['works_text']}"
        self.strip(0, y + tall / 2, share, tall, hatch(self.theme.quiet, "/", 7, 0.2), href=silent["href"], hover=words)
        self.strip(share, y + tall / 2, 1 - share, tall, {"color": self.theme.accent, "line": {"width": 0}})
        size = 1.7 if self.large else 1.15
        below = y + tall + (22 if self.large else 17) * s
        self.text(0, below, self.lang.t("{n} no report found", n=silent["works_text"]), bold=True, size=size)
        reported = self.lang.n("{n} with a later report", "{n} with a later report", total - silent["works"])
        self.text(1, below + (22 * s if self.canvas.narrow else 0), reported, bold=True, size=size, anchor="right", colour=self.theme.link)
        return below + (26 * s if self.canvas.narrow else 8 * s)

    def _axis(self, y: float) -> float:
        s = self.scale
        self.text(self.undated, y, self.lang.t("undated"), colour=self.theme.quiet, size=0.93)
        for year in range(FIRST, LAST + 1, 6):
            self.text(self._x(year), y, str(year), colour=self.theme.quiet, size=0.93, anchor="center")
        return y + 14 * s

    def _x(self, year: int) -> float:
        return self.start + (year - FIRST) / (LAST - FIRST) * (self.end - self.start)

    def _line(self, row: Row, y: float) -> float:
        s, narrow = self.scale, self.canvas.narrow
        self.rule(y)
        letters, lines = (46, 2) if narrow else (50, 1) if self.large else (62, 2)
        words = textwrap.wrap(row["name"], letters, max_lines=lines, placeholder=" …")
        name_tall = len(words) * 19 * s
        tall = name_tall + 34 * s if narrow else 29 * s if self.large else max(34 * s, name_tall + 14 * s)
        self.text(0, y + (name_tall / 2 + 6 * s if narrow else tall / 2), "<br>".join(words))
        at = y + (name_tall + 20 * s if narrow else tall / 2)
        year = int(row["as_of"][:4]) if row["as_of"] else 0
        x = self._x(year) if year else self.undated + 10 * s / self.width
        colour = self.theme.kinds[row["family"]]
        marker = {"symbol": _solid(row["family"]), "size": 13 * s, "color": colour, "line": {"width": 0}}
        self.point(x, at, marker, href=row["href"], hover=" <br>".join(textwrap.wrap(row["statement"], 56)))
        label = f"{row['state_name']}, {row['as_of'][:4]}" if year else row["state_name"]
        # Towards the end of the axis there is more room on the left of the mark.
        right = x < (0.6 if narrow else 0.88)
        step = 13 * s / self.width
        self.text(x + step if right else x - step, at, label, anchor="left" if right else "right", colour=self.theme.ink)
        return y + tall


def _solid(family: str) -> str:
    # Line symbols have no body to click on.
    return "square" if SYMBOLS[family].startswith("line") else SYMBOLS[family]
