"""Which districts of the map share a field at a step of its zoom: those that find no room near their seats stand with their neighbours.

A field stands within ``REACH`` of its seat. Where there is no room so near, it joins the nearest field of its province that has none
either, else the nearest of all, and all are laid out again; at the next step, where the same districts lie farther apart, each has its own.
What has no neighbour may stand farther.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Field
from aidlens.exhibits import mapped_layout as layout
from aidlens.exhibits.mapped_fields import Spot, province_of
from aidlens.exhibits.mapped_land import Size, courses
from aidlens.exhibits.mapped_layout import Asked, Box, Point
from aidlens.measures import borders
from aidlens.single_flight_cache import once

REACH, REACH_LEAST = 4.0, 46.0  # marks side by side, and px: as far as this a field may stand from its seat
Members = tuple[int, ...]


@dataclass(frozen=True)
class Settled:
    """A field at a step: its districts, the first with most works; where its middle stands, in px from the seat of the first (None: no
    room); whether its name has room.
    """

    members: Members
    at: Point | None
    named: bool


class Asking(Protocol):
    """A map whose fields ask for places: ``mapped_figure.Map``."""

    @property
    def size(self) -> Size:
        """Its measures."""

    @property
    def located(self) -> tuple[Spot, ...]:
        """The fields of single districts."""

    @property
    def zooms(self) -> tuple[float, ...]:
        """The steps of its zoom."""

    def frame(self, step: int) -> Box | None:
        """What holds the fields at a step."""

    def kept(self, step: int) -> tuple[Box, ...]:
        """What stays free of them."""

    def drawn_field(self, members: Members, *, named: bool = True) -> Field:
        """The field of some districts."""


class Laying(Protocol):
    """Holds a map; equal to all whose fields stand at the same places."""

    @property
    def map(self) -> Asking:
        """The map."""


@once(64)
def settled(catalog: Catalog, laid: Laying) -> list[list[Settled]]:
    """Where the fields of a map stand at each step."""
    return [_settled(catalog, laid.map, step) for step in range(layout.STEPS)]


def _settled(catalog: Catalog, asking: Asking, step: int) -> list[Settled]:
    spots = asking.located
    seats = [layout.plane(spot.lon, spot.lat, 0) for spot in spots]
    provinces = [province_of(catalog, spot.place) for spot in spots]
    groups: list[Members] = [(number,) for number in range(len(spots))]
    free: set[Members] = set()  # without a neighbour: they may stand as far as they must
    bare: set[Members] = set()
    while True:
        asked = []
        for group in groups:
            field = asking.drawn_field(group, named=group not in bare)
            reach = layout.GAPS[-1] if group in free else max(REACH_LEAST, REACH * asking.size.pitch)
            asked.append(Asked(seats[group[0]], field.width, field.height, reach))
        lines = courses(catalog, borders.PROVINCES)
        found = layout.arrange(asked, asking.zooms[step], lines, asking.frame(step), asking.kept(step))
        left = [group for group, at in zip(groups, found, strict=True) if at is None]
        if not left or all(group in bare for group in left):
            return [Settled(group, at, group not in bare) for group, at in zip(groups, found, strict=True)]
        for group in left:
            if group not in groups:
                continue  # another one has joined it already
            near = [other for other in groups if other != group and provinces[other[0]] == provinces[group[0]]]
            if near:
                # One that has no room either, rather than one that has: what is large stands by itself as long as it can.
                others = [other for other in near if other in left] or near
                other = min(others, key=lambda other: min(math.dist(seats[one], seats[two]) for one in group for two in other))
                groups = [each for each in groups if each not in (group, other)]
                groups.append(tuple(sorted((*group, *other))))
            elif group not in free:
                free.add(group)
            else:
                bare.add(group)
        groups.sort(key=lambda group: (-sum(spots[number].works for number in group), group))
