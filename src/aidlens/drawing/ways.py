"""Ways of a pen in SVG: round a symbol, through points, as short as they can be written."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from aidlens.drawing.palette import short as _n
from aidlens.drawing.symbols import Point, outline

HEAD = 6.0  # px, the arrow's head


def ring(symbol: str, size: float) -> tuple[tuple[float, float], str]:
    """Where the outline of a symbol begins, seen from its middle, and the way round and back from there."""
    corners, r = outline(symbol, size), size / 2
    if not corners:
        # One arc almost all the way round, and closed: half as long as two.
        return (-r, 0.0), f"a{_n(r)} {_n(r)} 0 1 1 0 .01z"
    return round_of(corners)


def round_of(corners: list[Point]) -> tuple[Point, str]:
    """Where a way round begins, and its steps."""
    return corners[0], "".join(_step(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(corners)) + "z"


def _step(dx: float, dy: float) -> str:
    """A straight step, as short as it is written."""
    x, y = _n(dx), _n(dy)
    return f"h{x}" if y in ("0", "-0") else f"v{y}" if x in ("0", "-0") else f"l{x} {y}"


def path(points: Iterable[Point]) -> str:
    """A closed way through points."""
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + "Z"


def arrow(dx: float, dy: float, *, head: bool) -> str:
    """From a tail to an end at 0, 0, with a head there or without."""
    far = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / far, dy / far
    line = f"M{_n(dx)} {_n(dy)}L0 0"
    if not head:
        return line
    left, right = (ux - uy * 0.6, uy + ux * 0.6), (ux + uy * 0.6, uy - ux * 0.6)
    return line + f"M{_n(left[0] * HEAD)} {_n(left[1] * HEAD)}L0 0L{_n(right[0] * HEAD)} {_n(right[1] * HEAD)}"
