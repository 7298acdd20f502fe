"""The map as native shapes: outlines of provinces and neighbours, a sign a place and kind, hollow where only the province is known."""

from __future__ import annotations

import math
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from shapely.geometry import MultiPolygon, Polygon, box

from aidlens.exhibits.mapped_figure import EXTENTS, set_out
from aidlens.exhibits.style import LIGHT, SYMBOLS, mix
from aidlens.export import measure
from aidlens.export.pptx_frame import QUIET, Page, Room, describe, rule, swatch
from aidlens.export.pptx_frame import box as text_box
from aidlens.export.pptx_theme import paint, paint_sign, points
from aidlens.measures.mapped import outline_rings, rings_of

Row = dict[str, Any]
FORMS = {
    "square": MSO_SHAPE.RECTANGLE,
    "cross": MSO_SHAPE.CROSS,
    "circle": MSO_SHAPE.OVAL,
    "line-ew": MSO_SHAPE.RECTANGLE,
    "diamond": MSO_SHAPE.DIAMOND,
    "triangle-up": MSO_SHAPE.ISOSCELES_TRIANGLE,
    "hexagon": MSO_SHAPE.HEXAGON,
    "circle-open": MSO_SHAPE.DONUT,
}
COARSE = 0.02  # degrees: finer than a line's breadth on the slide
KEY = 3.3
ACROSS = 3
PITCH, DOWN = 0.3, 0.19
WIDE_PITCH, WIDE_DOWN = 0.42, 0.27
# Two seats next to Herat stand so close that their marks would lie on each other: set out to the empty east, with a leader line.
NEIGHBOURS = {"injil": (34.85, 64.75), "guzara": (34.05, 64.75)}
_EMU = 914_400


class _Frame:
    """Degrees to inches for one extent in one room."""

    def __init__(self, extent: str, room: Room) -> None:
        self.west, self.south, self.east, self.north = EXTENTS[extent]
        narrow = math.cos(math.radians((self.south + self.north) / 2))
        scale = min(room.width / ((self.east - self.west) * narrow), room.height / (self.north - self.south))
        self.x_scale, self.y_scale = scale * narrow, scale
        self.left, self.top = room.left, room.top
        self.width, self.height = (self.east - self.west) * self.x_scale, (self.north - self.south) * scale

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return self.left + (lon - self.west) * self.x_scale, self.top + (self.north - lat) * self.y_scale

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height


def paint_map(page: Page) -> None:
    """Draw the marks of the page's table on the outlines; what stands beside the map is counted in the key."""
    extent = page.own.view.extent
    frame = _Frame(extent, Room(page.room.left, page.room.top, page.room.width - KEY, page.room.height))
    # The map leans to the left, the key takes what is left of the room.
    group = page.shapes.add_group_shape()
    _outlines(page, group, frame)
    rows = set_out([row for row in page.data.to_dict("records") if row["level"] != "beside"])
    rows = [_apart(row) for row in rows]
    _leaders(page, group, rows, frame)
    beyond = _marks(page, group, rows, frame)
    _names(page, rows, frame)
    _scale(page, frame)
    describe(group, page.words.t("Map"), page.shown.alt)
    _key(page, frame, rows, beyond)


def _outlines(page: Page, group: Any, frame: _Frame) -> None:
    window = box(frame.west, frame.south, frame.east, frame.north)
    code = page.words.code
    faint, line = mix(LIGHT.rule, LIGHT.paper, 0.9), mix(LIGHT.quiet, LIGHT.paper, 0.7)
    for item in page.catalog.geo["neighbours.geojson"]["features"]:
        name = item["properties"]["name_it" if code == "it" else "name"]
        for ring in rings_of(item):
            _outline(group, ring, window, frame, name, LIGHT.paper, faint)
    for key, rings in outline_rings(page.catalog).items():
        for ring in rings:
            _outline(group, ring, window, frame, page.catalog.name("places", key, code), LIGHT.panel, line)


def _outline(group: Any, ring: list[tuple[float, float]], window: Any, frame: _Frame, name: str, fill: str, line: str) -> None:
    shape = Polygon(ring)
    shape = (shape if shape.is_valid else shape.buffer(0)).simplify(COARSE).intersection(window)
    parts = list(shape.geoms) if isinstance(shape, MultiPolygon) else [shape] if isinstance(shape, Polygon) else []
    for part in parts:
        if part.is_empty or part.area < 1e-4:
            continue
        path = [tuple(round(value * _EMU) for value in frame.at(x, y)) for x, y in part.exterior.coords]
        builder = group.shapes.build_freeform(path[0][0], path[0][1])
        builder.add_line_segments(path[1:], close=True)
        drawn = builder.convert_to_shape()
        drawn.fill.solid()
        paint(drawn.fill.fore_color, fill)
        paint(drawn.line.color, line)
        drawn.line.width = points(0.75)
        describe(drawn, name, name)


def _apart(row: Row) -> Row:
    spot = NEIGHBOURS.get(row["place"]) if row["level"] == "district" else None
    return {**row, "home": (row["lat"], row["lon"]), "lat": spot[0], "lon": spot[1]} if spot else row


def _pitch(row: Row) -> tuple[float, float]:
    """How far apart the marks of a place stand: wider where there is room."""
    return (WIDE_PITCH, WIDE_DOWN) if "home" in row or row["level"] == "province" else (PITCH, DOWN)


def _leaders(page: Page, group: Any, rows: list[Row], frame: _Frame) -> None:
    for home, there in sorted({(row["home"], (row["lat"], row["lon"])) for row in rows if "home" in row}):
        (x0, y0), (x1, y1) = frame.at(home[1], home[0]), frame.at(there[1], there[0])
        if frame.holds(x0, y0) and frame.holds(x1, y1):
            words = page.words.t("A line from the marks to their place")
            rule(group.shapes, x0, y0, x1 - x0, y1 - y0, LIGHT.quiet, 0.75, "Line", words)


def size(works: int) -> float:
    """The size of a mark in inches: its area grows with the works."""
    return min(0.27, 0.11 + 0.035 * (math.sqrt(works) - 1))


def _marks(page: Page, group: Any, rows: list[Row], frame: _Frame) -> int:
    """Draw each mark that lies in the frame; the works of those that do not."""
    totals: dict[str, int] = {}
    for row in rows:
        totals[row["place"]] = totals.get(row["place"], 0) + 1
    seen: dict[str, int] = {}
    beyond = 0
    for row in rows:
        index = seen.get(row["place"], 0)
        seen[row["place"]] = index + 1
        across = min(ACROSS, totals[row["place"]])
        x, y = frame.at(row["lon"], row["lat"])
        if not frame.holds(x, y):
            beyond += int(row["works"])
            continue
        pitch, down = _pitch(row)
        x += (index % across - (across - 1) / 2) * pitch
        y += index // across * down
        sign(group.shapes, row["family"], x, y, size(row["works"]), row["place_text"], row["hover"], hollow=row["level"] == "province")
        if row["works"] > 1:
            room = Room(x + size(row["works"]) / 2 + 0.02, y - 0.09, 0.24, 0.18)
            text_box(page.shapes, room, row["works_text"], "Number", page.words.code, size=10, anchor="middle", wrap=False)
    return beyond


def sign(shapes: Any, family: str, x: float, y: float, wide: float, name: str, words: str, *, hollow: bool) -> Any:
    """The sign of a kind, centred on a point; a bar for roads, a ring for culture, hollow for a province only."""
    form, colour = SYMBOLS[family], LIGHT.kinds[family]
    tall = wide * 0.36 if form == "line-ew" else wide
    shape = swatch(shapes, Room(x - wide / 2, y - tall / 2, wide, tall), name, words, FORMS[form])
    if form == "cross":
        shape.adjustments[0] = 0.34
    if form == "circle-open":
        shape.adjustments[0] = 0.2
    paint_sign(shape, colour, hollow=hollow)
    return shape


def _names(page: Page, rows: list[Row], frame: _Frame) -> None:
    """Names of places below their marks, the places with most works first, none over another."""
    places: dict[str, list[Row]] = {}
    for row in rows:
        if row["level"] == "district":
            places.setdefault(row["place"], []).append(row)
    taken: list[tuple[float, float, float]] = []
    for mine in sorted(places.values(), key=lambda group: -sum(row["works"] for row in group)):
        x, y = frame.at(mine[0]["lon"], mine[0]["lat"])
        y += (math.ceil(len(mine) / ACROSS) - 1) * _pitch(mine[0])[1] + 0.22
        text, half = mine[0]["place_text"], measure.width(mine[0]["place_text"], 11) / 144
        clear = all(abs(x - other) > half + far or abs(y - high) > 0.2 for other, high, far in taken)
        if clear and frame.holds(x - half, y - 0.1) and frame.holds(x + half, y + 0.2):
            taken.append((x, y, half))
            room = Room(x - half - 0.05, y - 0.09, 2 * half + 0.1, 0.2)
            text_box(page.shapes, room, text, "Place", page.words.code, size=11, align="center", anchor="middle", wrap=False)


def _scale(page: Page, frame: _Frame) -> None:
    wide = 100 / (111.32 * math.cos(math.radians(frame.south))) * frame.x_scale
    x, y = frame.left + 0.12, frame.top + frame.height - 0.12
    rule(page.shapes, x, y, wide, 0, LIGHT.quiet, 1.5, "Scale", "100 km")
    text_box(page.shapes, Room(x, y - 0.24, wide, 0.2), "100 km", "Scale", page.words.code, size=11, colour=QUIET, align="center")


def _key(page: Page, frame: _Frame, rows: list[Row], beyond: int) -> None:
    words, code = page.words, page.words.code
    x, wide = frame.left + frame.width + 0.3, page.room.left + page.room.width - frame.left - frame.width - 0.3
    y = page.room.top
    names: dict[str, str] = {}
    for row in page.data.to_dict("records"):
        known = names.get(row["family"], "")
        names[row["family"]] = row["family_text"] if len(row["family_text"]) > len(known) else known
    for family in (key for key in SYMBOLS if key in names):
        text, points_ = measure.fitted(names[family][:1].upper() + names[family][1:], (wide - 0.4) * 72, 2, (14, 12))
        tall = measure.lines(text, points_, (wide - 0.4) * 72) * points_ * measure.LINE / 72
        sign(page.shapes, family, x + 0.12, y + points_ * 0.6 / 72, 0.2, text, text, hollow=False)
        text_box(page.shapes, Room(x + 0.38, y, wide - 0.38, tall), text, "Key", code, size=points_)
        y += tall + 0.06
    if (page.data["level"] == "province").any():
        sign(page.shapes, "school", x + 0.12, y + 0.12, 0.2, words.t("province only"), words.t("province only"), hollow=True)
        text_box(page.shapes, Room(x + 0.38, y, wide - 0.38, 0.3), words.t("hollow: only the province is known"), "Key", code, size=13)
        y += 0.36
    lines = [page.shown.coverage]
    if beyond:
        lines.append(words.n("{n} work lies outside this frame", "{n} works lie outside this frame", beyond))
    lines.append(words.t("No point is finer than a district seat; a village is text only. Security works never go below the district."))
    text = "\n".join(line for line in lines if line)
    points_ = next(
        (item for item in (14, 13, 12, 11, 10) if measure.lines(text, item, wide * 72) * item * measure.LINE / 72 < page.room.bottom - y),
        10,
    )
    text_box(page.shapes, Room(x, y, wide, page.room.bottom - y), text, "Key", code, size=points_, colour=QUIET)
