"""The outlines of symbols, as Plotly draws them: so that a mark has the same form in every output; "bar" is Plotly's line with a body.

Formulas: plotly.js, components/drawing/symbol_defs. ``r`` is half the size of the mark in px.
"""

from __future__ import annotations

import math
from collections.abc import Callable

Point = tuple[float, float]
ROUND = 16  # corners of a circle where one must have some


def _turned(points: list[Point]) -> list[Point]:
    """A quarter of an outline, turned on four times."""
    out: list[Point] = []
    for quarter in range(4):
        for x, y in points:
            for _ in range(quarter):
                x, y = -y, x
            out.append((x, y))
    return out


def _cross(r: float) -> list[Point]:
    thin, far = 0.4 * r, 1.2 * r
    return _turned([(far, thin), (thin, thin), (thin, far)])


def _x(r: float) -> list[Point]:
    step = 0.8 * r / math.sqrt(2)
    return _turned([(0, step), (-step, 2 * step), (-2 * step, step)])


def _triangle(r: float) -> list[Point]:
    half = 2 * r / math.sqrt(3)
    return [(-half, r / 2), (half, r / 2), (0, -r)]


def _hexagon(r: float) -> list[Point]:
    x = r * math.sqrt(3) / 2
    return [(x, -r / 2), (x, r / 2), (0, r), (-x, r / 2), (-x, -r / 2), (0, -r)]


def _star(r: float) -> list[Point]:
    right = [(0.225, -0.309), (0.951, -0.309), (0.363, 0.118), (0.588, 0.809)]
    round_ = [*right, (0.0, 0.382), *((-x, y) for x, y in reversed(right)), (0.0, -1.0)]
    return [(1.4 * r * x, 1.4 * r * y) for x, y in round_]


OUTLINES: dict[str, Callable[[float], list[Point]]] = {
    "square": lambda r: [(r, r), (-r, r), (-r, -r), (r, -r)],
    "diamond": lambda r: [(1.3 * r, 0), (0, 1.3 * r), (-1.3 * r, 0), (0, -1.3 * r)],
    "cross": _cross,
    "x": _x,
    "triangle-up": _triangle,
    "hexagon": _hexagon,
    "star": _star,
    "bar": lambda r: [(1.4 * r, 0.5 * r), (-1.4 * r, 0.5 * r), (-1.4 * r, -0.5 * r), (1.4 * r, -0.5 * r)],
    "line-ew": lambda r: [(1.4 * r, 0), (-1.4 * r, 0)],
}


def left_half(symbol: str, size: float) -> list[Point]:
    """Corners of the half of a symbol left of its middle; a circle's are many. Raises KeyError as ``outline`` does."""
    ring = [(size / 2 * math.cos(math.tau * step / ROUND), size / 2 * math.sin(math.tau * step / ROUND)) for step in range(ROUND)]
    corners, found = outline(symbol, size) or ring, list[Point]()
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if x0 <= 0:
            found.append((x0, y0))
        if min(x0, x1) < 0 < max(x0, x1):
            found.append((0.0, y0 - x0 * (y1 - y0) / (x1 - x0)))
    return found


def outline(symbol: str, size: float) -> list[Point]:
    """Corners of a symbol round (0, 0); for a circle none. Raises KeyError for a symbol the house does not use."""
    return [] if symbol == "circle" else OUTLINES[symbol](size / 2)
