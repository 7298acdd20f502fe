"""Where the fields of a map stand: each beside its seat, clear of all others, at each step of the zoom.

What belongs here: the projection (Web Mercator, EPSG:3857, the world 512 px round at zoom 0, as deck.gl has it) and the search for places.
What a field shows is ``mapped_fields``' business, how it is drawn ``mapped_figure``'s.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

WORLD = 512.0
EARTH = 40_075_017.0  # metres round the equator (WGS 84)
STEPS = 5
# Px from a seat to the nearest edge of its field, and the ways it may stand: above, below, at the sides, then aslant.
GAPS = (6, 10, 16, 24, 34, 46, 60, 76, 94, 114, 136, 160, 186, 214, 244, 276, 312, 350, 390)
WAYS = tuple((round(math.sin(turn), 6), round(-math.cos(turn), 6)) for turn in (math.tau * k / 24 for k in range(24)))
SEAT, CLEAR = 4.0, 3.0  # px kept free round a seat, and between two fields
BORDER, FOREIGN = 18.0, 60.0  # px a field rather goes than lie across a border, and than cover another seat
BESIDE_IT = 5.0  # px: as near as this a field needs no line to its seat

Box = tuple[float, float, float, float]
Point = tuple[float, float]


def plane(lon: float, lat: float, zoom: float) -> Point:
    """A place in px rightward and downward from longitude 0 on the equator."""
    scale = WORLD * 2**zoom / math.tau
    return scale * math.radians(lon), -scale * math.asinh(math.tan(math.radians(lat)))


def place(x: float, y: float, zoom: float) -> Point:
    """The longitude and latitude of px as from ``plane``."""
    scale = WORLD * 2**zoom / math.tau
    return math.degrees(x / scale), math.degrees(math.atan(math.sinh(-y / scale)))


def fit(bounds: Box, width: float, height: float) -> tuple[Point, float]:
    """The middle (px at zoom 0) and the zoom at which west, south, east, north just fill a frame."""
    (left, bottom), (right, top) = plane(*bounds[:2], 0), plane(*bounds[2:], 0)
    return ((left + right) / 2, (top + bottom) / 2), math.log2(min(width / (right - left), height / (bottom - top)))


@dataclass(frozen=True)
class Asked:
    """A field that asks for a place: its seat in px at zoom 0, its width and height in px, and how many px from its seat it may stand."""

    seat: Point
    width: float
    height: float
    reach: float = GAPS[-1]


def arrange(
    asked: Sequence[Asked], zoom: float, borders: BaseGeometry | None = None, frame: Box | None = None, kept: Sequence[Box] = ()
) -> list[Point | None]:
    """Where the middle of each field stands, in px from its seat; None where there is no room within its reach. The first choose first.

    ``borders`` (in px at zoom 0) are what a field rather does not lie across; ``frame`` (in px at this zoom) holds every field whose seat
    lies in it; ``kept`` are boxes of it that stay free. Where there is room only across a line from a field to its seat, a field stands
    there.
    """
    scale = 2**zoom
    seats = np.array([item.seat for item in asked], dtype=float).reshape(-1, 2) * scale
    lines = shapely.transform(borders, lambda points: points * scale) if borders is not None else None
    if lines is not None:
        shapely.prepare(lines)
    taken, led = np.array(kept, dtype=float).reshape(-1, 4), np.empty((0, 4))
    found: list[Point | None] = []
    for number, item in enumerate(asked):
        offsets, cost = _choices(item.width, item.height, item.reach)
        centre = seats[number] + offsets
        half = np.array([item.width, item.height]) / 2
        boxes = np.hstack([centre - half, centre + half])
        free: np.ndarray = np.ones(len(boxes), dtype=bool)
        if len(taken):
            free &= ~_meet(boxes, taken, CLEAR).any(axis=1)
        others = np.delete(seats, number, axis=0)
        near = np.hstack([others - SEAT, others + SEAT]) if len(others) else np.empty((0, 4))
        if frame is not None and holds(frame, *seats[number]):
            free &= (boxes[:, 0] >= frame[0]) & (boxes[:, 1] >= frame[1]) & (boxes[:, 2] <= frame[2]) & (boxes[:, 3] <= frame[3])
        leads = _leads(seats[number], boxes)
        if len(taken):
            free = _where(free, np.asarray(~_meet(leads.reshape(-1, 4), taken, 0).any(axis=1).reshape(len(boxes), -1).any(axis=1)))
            free = _where(free, np.asarray(~_meet(boxes, led, 0).any(axis=1)))
        price = cost + (FOREIGN * _meet(boxes, near, 0).sum(axis=1) if len(near) else 0)
        if lines is not None:
            # Only what could still be the best is asked whether it lies across a border.
            likely = free & (price <= np.min(price[free], initial=np.inf) + BORDER)
            price[likely] += BORDER * shapely.intersects(lines, shapely.box(*boxes[likely].T)) if likely.any() else 0
        if not free.any():
            found.append(None)
            continue
        at = int(np.argmin(np.where(free, price, np.inf)))
        found.append((float(offsets[at][0]), float(offsets[at][1])))
        taken, led = np.vstack([taken, boxes[at][None]]), np.vstack([led, leads[at]])
    return found


def _where(free: np.ndarray, wished: np.ndarray) -> np.ndarray:
    """The free places that are as wished; all of them where none is."""
    both: np.ndarray = free & wished
    return both if both.any() else free


def _choices(width: float, height: float, far: float) -> tuple[np.ndarray, np.ndarray]:
    """The places a field may take round its seat (px from it to its middle), and how gladly it takes each (the less the better)."""
    ways = np.array(WAYS)
    with np.errstate(divide="ignore"):
        reach = np.minimum(width / 2 / np.abs(ways[:, 0]), height / 2 / np.abs(ways[:, 1]))
    # Above and below before the sides, and those before what stands aslant.
    turn = np.arange(len(ways)) % 6
    fancy = np.where(turn == 0, np.where(np.abs(ways[:, 1]) > 0.5, 0.0, 1.0), 2.0 + np.minimum(turn, 6 - turn) / 4)
    gaps = [gap for gap in GAPS if gap <= far]
    offsets = np.vstack([ways * (reach + gap)[:, None] for gap in gaps])
    return offsets, np.concatenate([gap + fancy for gap in gaps])


def _leads(seat: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """The line from a seat to each box, as small boxes that nothing else may meet: (boxes, parts, 4)."""
    ends = np.column_stack([np.clip(seat[0], boxes[:, 0], boxes[:, 2]), np.clip(seat[1], boxes[:, 1], boxes[:, 3])])
    shares = np.linspace(0.1, 0.9, 7)
    points = seat + shares[None, :, None] * (ends - seat)[:, None, :]
    return np.concatenate([points - 1, points + 1], axis=2)


def _meet(boxes: np.ndarray, others: np.ndarray, clear: float) -> np.ndarray:
    """Which boxes meet which others, or come nearer than ``clear`` px: (boxes, others)."""
    one, other = boxes[:, None, :], others[None, :, :]
    across = (one[..., 0] < other[..., 2] + clear) & (other[..., 0] < one[..., 2] + clear)
    down = (one[..., 1] < other[..., 3] + clear) & (other[..., 1] < one[..., 3] + clear)
    met: np.ndarray = across & down
    return met


def leader(seat: Point, rooms: Sequence[Box]) -> Point | None:
    """Where a line from a seat meets what its field fills (boxes); None where that stands beside it."""
    ends = [(min(max(seat[0], box[0]), box[2]), min(max(seat[1], box[1]), box[3])) for box in rooms]
    far, end = min((math.hypot(x - seat[0], y - seat[1]), (x, y)) for x, y in ends)
    return end if far > BESIDE_IT else None


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share a place."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def holds(frame: Box, x: float, y: float) -> bool:
    """Whether a place lies in a frame."""
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]


def covers(frame: Box, box: Box) -> bool:
    """Whether a whole box lies in a frame."""
    return frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]
