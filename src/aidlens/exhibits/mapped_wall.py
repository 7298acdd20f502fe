"""The map for a wall: one disc a district with all its works, named and numbered in large type; kinds are told apart by filters.

The outline map sets out every kind of every seat: in a hall those marks are too small to read and their numbers run into each other.
"""

from __future__ import annotations

import math
import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from shapely import LineString, clip_by_rect

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import LEADING
from aidlens.exhibits.mapped_figure import EXTENTS, lines, neighbour_rings, scale_bar
from aidlens.exhibits.style import Canvas, mix, plain_figure
from aidlens.measures.mapped import outline_rings
from aidlens.view import View

Row = dict[str, Any]
Box = tuple[float, float, float, float]
EM, EM_BOLD = 0.62, 0.78  # a letter and a bold digit, where a wider font stands in for ours
HEIGHT, WIDTH, MAP = 780, 1760, 1180  # px: the figure as it is laid out (Canvas.width), and the part of it that is map


def draw(catalog: Catalog, data: pd.DataFrame, view: View, canvas: Canvas, words: str) -> go.Figure:
    """The figure; ``words`` (parts joined by " · ") say beside the map how precisely its works are known."""
    theme = canvas.theme
    west, south, _east, north = EXTENTS[view.extent]
    middle = math.cos(math.radians((south + north) / 2))
    unit = (north - south) / HEIGHT  # degrees of latitude a px; longitude is stretched by the axis
    window = (west, south, west + MAP * unit / middle, north)
    provinces = [ring for rings in outline_rings(catalog).values() for ring in rings]
    traces = [
        lines(_clipped(neighbour_rings(catalog), window), mix(theme.rule, theme.paper, 0.9), 1.4),
        lines(_clipped(provinces, window), mix(theme.quiet, theme.paper, 0.75), 1.6),
    ]
    rows = _places(data, view, window)
    seen = data[data["level"] != "beside"]
    beyond = int(seen["works"].sum()) - sum(row["works"] for row in rows)
    if any(row["level"] == "province" for row in rows):
        words += " · " + canvas.lang.t("hollow: only the province is known")
    if beyond:
        words += " · " + canvas.lang.n("{n} work lies outside this frame", "{n} works lie outside this frame", beyond)
    scale = scale_bar(view, canvas)
    bar = scale[0]
    boxes: list[Box] = [(bar["ax"], bar["y"], bar["x"], bar["y"] + canvas.theme.size * LEADING * unit)]
    notes: list[Row] = []
    for row in rows:
        traces.append(_disc(row, canvas))
    for row in rows:
        notes += _label(row, boxes, rows, (unit / middle, unit), canvas)
    side = west + (MAP + 40) * unit / middle
    return plain_figure(
        canvas,
        HEIGHT,
        traces,
        (west, west + WIDTH * unit / middle),
        {"range": [south, north], "scaleanchor": "x", "scaleratio": 1 / middle},
        annotations=[*notes, *scale, *_key(words, side, north, unit, canvas)],
    )


def _places(data: pd.DataFrame, view: View, window: tuple[float, float, float, float]) -> list[Row]:
    """One row a place inside the window, the largest first."""
    west, south, east, north = window
    seen = data[data["level"] != "beside"]
    found = []
    for (place, level), group in seen.groupby(["place", "level"], sort=False):
        first = group.iloc[0]
        if west < first["lon"] < east and south < first["lat"] < north:
            kinds = "<br>".join(f"{row['family_text']}: {row['works_text']}" for row in group.to_dict("records"))
            here = {"district": (place,)} if level == "district" else {"province": (place,)}
            href = view.without_evidence.having(page="map", **here).href()
            found.append(
                {"place": place, "level": level, "name": first["place_text"], "works": int(group["works"].sum()), "lon": first["lon"],
                 "lat": first["lat"], "kinds": kinds, "href": href}
            )  # fmt: skip
    return sorted(found, key=lambda row: -row["works"])


def radius(works: int) -> float:
    """The radius of a disc in px: its area grows with the works."""
    return 7 + 3.6 * math.sqrt(works)


def _disc(row: Row, canvas: Canvas) -> Row:
    hollow = row["level"] == "province"
    theme = canvas.theme
    look = {
        "size": 2 * radius(row["works"]),
        "color": "rgba(0,0,0,0)" if hollow else mix(theme.accent, theme.paper, 0.85),
        "line": {"width": 3 if hollow else 2, "color": theme.quiet if hollow else theme.paper},
    }
    return {
        "type": "scatter",
        "x": [row["lon"]],
        "y": [row["lat"]],
        "mode": "markers",
        "marker": look,
        "customdata": [row["href"]],
        "hovertemplate": f"<b>{row['name']}: {row['works']}</b><br>{row['kinds']}<extra></extra>",
    }


# Right, left, below, above; then aslant. Beyond a first ring words stand further off, at the end of a line.
NEAR = ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0))
ROUND = (*NEAR, *((x, y) for x in (0.8, -0.8) for y in (0.6, -0.6)))
FAR, NAMED = (50, 90, 130, 170), 10  # px; a place with so many works has its name wherever there is room for it


def _label(row: Row, boxes: list[Box], rows: list[Row], px: tuple[float, float], canvas: Canvas) -> list[Row]:
    """Name and number beside the disc where there is room, the number alone where there is little, nothing where there is none."""
    number = canvas.lang.number(row["works"])
    size, gap = canvas.theme.size, radius(row["works"]) + 8
    discs = [(other["lon"], other["lat"], radius(other["works"])) for other in rows if other is not row]
    name = f"{row['name']} {number}"
    tries = [(name, gap, way) for way in NEAR] if row["level"] == "district" else []
    if tries and row["works"] >= NAMED:
        tries += [(name, gap + far, way) for far in FAR for way in ROUND]
    for words, away, (ux, uy) in [*tries, *((number, gap, way) for way in NEAR)]:
        wide, tall = ((len(words) - len(number)) * EM + len(number) * EM_BOLD) * size, size * LEADING
        start = -wide / 2 if not ux else 0.0 if ux > 0 else -wide
        x, y = row["lon"] + ux * away * px[0], row["lat"] - (uy * away + (0 if ux else uy * tall / 2)) * px[1]
        box = (x + start * px[0], y - tall / 2 * px[1], x + (start + wide) * px[0], y + tall / 2 * px[1])
        # The line to words further off, as small boxes that nothing else may meet.
        steps = [away * share / 10 for share in range(10) if away * share / 10 > gap - 4] if away > gap else []
        line = [_round(row["lon"] + ux * step * px[0], row["lat"] - uy * step * px[1], px) for step in steps]
        if any(_meet(part, other) for part in (box, *line) for other in boxes) or any(
            _touch(part, disc, px) for part in (box, *line) for disc in discs
        ):
            continue
        boxes += [box, *line]
        text = words.replace(number, f"<b>{number}</b>")
        anchor = "center" if not ux else "left" if ux > 0 else "right"
        note = {"x": x, "y": y, "text": text, "showarrow": False, "xanchor": anchor, "yanchor": "middle", "borderpad": 0,
                "font": {"size": size, "color": canvas.theme.ink}}  # fmt: skip
        edge = radius(row["works"])
        leader = {"x": row["lon"] + ux * edge * px[0], "y": row["lat"] - uy * edge * px[1], "ax": row["lon"] + ux * (away - 3) * px[0],
                  "ay": row["lat"] - uy * (away - 3) * px[1], "axref": "x", "ayref": "y", "showarrow": True, "arrowhead": 0,
                  "arrowwidth": 2, "arrowcolor": canvas.theme.quiet, "text": ""}  # fmt: skip
        return [leader, note] if line else [note]
    return []


def _round(x: float, y: float, px: tuple[float, float]) -> Box:
    return x - 3 * px[0], y - 3 * px[1], x + 3 * px[0], y + 3 * px[1]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _touch(box: Box, disc: tuple[float, float, float], px: tuple[float, float]) -> bool:
    lon, lat, r = disc
    return _meet(box, (lon - r * px[0], lat - r * px[1], lon + r * px[0], lat + r * px[1]))


def _clipped(rings: list[list[tuple[float, float]]], window: Box) -> list[list[tuple[float, float]]]:
    """What of some outlines lies in the map's window: the words beside it stand free."""
    seen = [clip_by_rect(LineString(ring), *window) for ring in rings]
    return [list(part.coords) for item in seen for part in getattr(item, "geoms", [item]) if not part.is_empty]


def _key(words: str, x: float, top: float, unit: float, canvas: Canvas) -> list[Row]:
    letters = int((WIDTH - MAP - 40) / (canvas.theme.size * 0.5))
    lines: list[str] = []
    for part in words.split(" · "):
        lines += [*textwrap.wrap(part, letters), ""]
    return [
        {"x": x, "y": top - 20 * unit, "text": "<br>".join(lines), "showarrow": False, "xanchor": "left", "yanchor": "top",
         "align": "left", "font": {"size": canvas.theme.size, "color": canvas.theme.quiet}}
    ]  # fmt: skip
