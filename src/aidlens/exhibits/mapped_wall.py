"""The map for a wall: one disc a district with all its works, named and numbered in large type; kinds are told apart by filters.

The outline map sets out every kind of every seat: in a hall those marks are too small to read and their numbers run into each other.
"""

from __future__ import annotations

import math
import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from aidlens.catalog import Catalog
from aidlens.exhibits.mapped_figure import EXTENTS, lines, neighbour_rings, scale_bar
from aidlens.exhibits.style import Canvas, mix, plain_figure
from aidlens.measures.mapped import outline_rings
from aidlens.view import View

Row = dict[str, Any]
Box = tuple[float, float, float, float]
EM = 0.56
HEIGHT, WIDTH, MAP = 780, 1792, 1180  # px: the figure as it is laid out, and the part of it that is map


def draw(catalog: Catalog, data: pd.DataFrame, view: View, canvas: Canvas, words: str) -> go.Figure:
    """The figure; ``words`` (parts joined by " · ") say beside the map how precisely its works are known."""
    theme = canvas.theme
    west, south, _east, north = EXTENTS[view.extent]
    middle = math.cos(math.radians((south + north) / 2))
    unit = (north - south) / HEIGHT  # degrees of latitude a px; longitude is stretched by the axis
    traces = [
        lines(neighbour_rings(catalog), mix(theme.rule, theme.paper, 0.9), 1.4),
        lines([ring for rings in outline_rings(catalog).values() for ring in rings], mix(theme.quiet, theme.paper, 0.75), 1.6),
    ]
    rows = _places(data, view, (west, south, west + MAP * unit / middle, north))
    boxes: list[Box] = []
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
        annotations=[*notes, *scale_bar(view, canvas), *_key(words, side, north, unit, canvas)],
        shapes=[_veil(west + MAP * unit / middle, canvas)],
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
            href = view.closed.having(page="map", **here).href()
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


def _label(row: Row, boxes: list[Box], rows: list[Row], px: tuple[float, float], canvas: Canvas) -> list[Row]:
    """Name and number beside the disc where there is room, the number alone where there is little, nothing where there is none."""
    number = canvas.lang.number(row["works"])
    size, gap = canvas.theme.size, radius(row["works"]) + 8
    discs = [(other["lon"], other["lat"], radius(other["works"])) for other in rows if other is not row]
    names = [number] if row["level"] == "province" else [f"{row['name']} {number}", number]
    for words in names:
        wide, tall = len(words) * size * EM, size * 1.15
        for dx, dy, anchor in ((gap, 0, "left"), (-gap, 0, "right"), (0, gap + tall / 2, "center"), (0, -gap - tall / 2, "center")):
            start = {"left": 0.0, "right": -wide, "center": -wide / 2}[anchor]
            x, y = row["lon"] + dx * px[0], row["lat"] + dy * px[1]
            box = (x + start * px[0], y - tall / 2 * px[1], x + (start + wide) * px[0], y + tall / 2 * px[1])
            if any(_meet(box, other) for other in boxes) or any(_touch(box, disc, px) for disc in discs):
                continue
            boxes.append(box)
            text = words.replace(number, f"<b>{number}</b>")
            return [{"x": x, "y": y, "text": text, "showarrow": False, "xanchor": anchor, "yanchor": "middle",
                     "font": {"size": size, "color": canvas.theme.ink}}]  # fmt: skip
    return []


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _touch(box: Box, disc: tuple[float, float, float], px: tuple[float, float]) -> bool:
    lon, lat, r = disc
    return _meet(box, (lon - r * px[0], lat - r * px[1], lon + r * px[0], lat + r * px[1]))


def _veil(x: float, canvas: Canvas) -> Row:
    """Paper over what lies east of the map's window, so that the words beside it stand free."""
    box = {"x0": x, "x1": 1, "y0": 0, "y1": 1, "xref": "x", "yref": "paper"}
    return {"type": "rect", **box, "x1": x + 40, "fillcolor": canvas.theme.paper, "line": {"width": 0}, "layer": "above"}


def _key(words: str, x: float, top: float, unit: float, canvas: Canvas) -> list[Row]:
    letters = int((WIDTH - MAP - 40) / (canvas.theme.size * 0.5))
    lines: list[str] = []
    for part in words.split(" · "):
        lines += [*textwrap.wrap(part, letters), ""]
    return [
        {"x": x, "y": top - 20 * unit, "text": "<br>".join(lines), "showarrow": False, "xanchor": "left", "yanchor": "top",
         "align": "left", "font": {"size": canvas.theme.size, "color": canvas.theme.quiet}}
    ]  # fmt: skip
