"""A pen for drawings of marks: words, rules and the style of a mark by what is known of it.

What belongs here: the grammar of marks. Where they stand is a figure's business.
"""

from __future__ import annotations

from typing import Any

from aidlens.drawing.drawing import Bar, Drawing, Hatch, Item, Line, Link, Marks, Run, Text, Where
from aidlens.drawing.symbols import outline
from aidlens.exhibits.sheet import Sheet
from aidlens.exhibits.style import SYMBOLS, Canvas, mix

MOST = 1500  # marks of a field: above it bars of the same colours
TINT = 0.2  # how much of its colour a mark has that was only counted


class Pen:
    """Collects the items of one drawing, in px of the canvas. ``scale`` is the type size against 14 px."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.theme, self.lang = canvas, canvas.theme, canvas.lang
        self.sheet = Sheet(canvas)
        self.scale, self.width, self.large = self.sheet.scale, float(canvas.width), canvas.large
        self.edge = 3.0 if self.large else 1.5
        self.items: list[Item] = []
        self._styles: dict[tuple[str, str, float], Marks] = {}

    def drawing(self, height: float) -> Drawing:
        """What was collected, ``height`` px high."""
        return Drawing(self.width, round(height), tuple(self.items))

    # ── words ──

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 1.0,
        colour: str = "",
        anchor: str = "start",
        bold: bool = False,
        where: Where = "",
    ) -> None:
        """Words centred on y; lines are parted by a break. Nothing on a wall is smaller than its least type."""
        em = self.theme.size * (max(size, 1.0) if self.large else size)
        lines = tuple((Run(line, bold=bold),) for line in words.split("<br>"))
        self.items.append(Text(x, y, lines, em, colour or self.theme.ink, anchor, where=where))  # type: ignore[arg-type]

    def opening(
        self, x: float, y: float, words: str, href: str, name: str, *, high: float = 0.0, key: str = "", share: str = "", **style: Any
    ) -> None:
        """Words that open something: they answer as a whole, at least ``high`` px high. With ``share`` they share that sentence; ``key``
        tells apart what leads to one place.
        """
        wide = self.sheet.room(words, style.get("size", 1.0)) * self.width
        left = x - wide if style.get("anchor") == "end" else x
        high = max(high, 1.5 * style.get("size", 1.0) * self.theme.size)
        self.text(x, y, words, **style)
        link = Link(f"{key}{href}", href, (name, share) if share else (name,), share)
        self.items.append(Bar(left, y - high / 2, wide, high, link=link, where=style.get("where", "")))

    def rule(self, y: float) -> None:
        """A thin rule across the page."""
        self.items.append(Line(((0, y), (self.width, y)), self.theme.rule, 1))

    # ── marks ──

    def style(self, family: str, key: str, scale: float) -> Marks:
        """A mark's symbol, fill and edge, by what is known of it; ``scale`` makes edges of small marks finer."""
        known = (family, key, scale)
        if known not in self._styles:
            self._styles[known] = self._style(*known)
        return self._styles[known]

    def _style(self, family: str, key: str, scale: float) -> Marks:
        colour, paper = self.theme.kinds[family], self.theme.paper
        edge = self.edge * scale
        look: dict[str, Any] = {
            "confirmed": {"fill": colour, "stroke": self.theme.ink, "stroke_width": edge},
            "placed": {"fill": colour, "stroke": colour, "stroke_width": edge},
            "found": {"fill": colour, "stroke": colour, "stroke_width": edge},
            "traced": {"fill": colour, "cut": paper, "stroke": colour, "stroke_width": edge},
            "bulk": {"hatch": Hatch(colour, "/", max(3.2, 4 * scale) * self.scale, 0.5), "stroke": colour, "stroke_width": edge},
            "counted": {"fill": mix(colour, paper, TINT), "stroke": colour, "stroke_width": edge},
        }[key]
        symbol = SYMBOLS[family]
        return Marks((), "bar" if symbol == "line-ew" else symbol, 0, **look)


def within(style: Marks, side: float) -> float:
    """The size at which a symbol with its edge fills a square of this side in px."""
    reach = max((max(abs(x), abs(y)) for x, y in outline(style.symbol, 2)), default=1.0)
    return (side - style.stroke_width) / reach
