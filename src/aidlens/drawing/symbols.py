"""The outlines of symbols, as Plotly draws them: so that a mark has the same form in every output; "bar" is Plotly's line with a body.

Formulas: plotly.js, components/drawing/symbol_defs. ``r`` is half the size of the mark in px.
"""

from __future__ import annotations

import math
from collections.abc import Callable

Point = tuple[float, float]
CUT = 0.2  # how wide a cut through a mark is, as a share of the mark


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


def cut(symbol: str, size: float, edge: float) -> list[Point]:
    """Corners of a cut from top left to bottom right through a symbol with an edge of ``edge`` px, wide enough to be
    seen on each of them at 8 px. Raises KeyError as ``outline`` does.
    """
    side = size * max((max(abs(x), abs(y)) for x, y in outline(symbol, 2)), default=1.0) + edge
    half, far = CUT * side / math.sqrt(8), side / 2
    return [(-far - half, -far + half), (-far + half, -far - half), (far + half, far - half), (far - half, far + half)]


def outline(symbol: str, size: float) -> list[Point]:
    """Corners of a symbol round (0, 0); for a circle none. Raises KeyError for a symbol the house does not use."""
    return [] if symbol == "circle" else OUTLINES[symbol](size / 2)
