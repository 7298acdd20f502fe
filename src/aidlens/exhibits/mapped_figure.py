"""The map as a plain outline figure, and how its marks are set out; ``mapped_deck`` draws the same marks for pydeck.

Marks of one seat are set out in a small grid around it, so that crowded places stay readable and each mark can be chosen.
"""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from aidlens.catalog import Catalog
from aidlens.exhibits.place_names import Name, placed
from aidlens.exhibits.style import SYMBOLS, Canvas, mix, plain_figure
from aidlens.measures.mapped import outline_rings, rings_of
from aidlens.view import View

# Degrees: west, south, east, north of the two extents; on a phone marks in empty land reach further out.
EXTENTS = {"west": (58.9, 31.9, 65.7, 36.1), "country": (58.6, 29.2, 75.1, 38.7)}
NARROW_EXTENTS = {"west": (58.7, 31.9, 65.7, 36.1), "country": (56.6, 29.2, 76.9, 38.7)}
GRID = 3
# Px from mark to mark, across and down: where there is empty land they stand further apart, and each number clear of the next symbol.
PITCH = {"district": (38, 27), "province": (50, 27), "callout": (60, 29)}
NARROW_PITCH = {"district": (18, 15), "province": (30, 20), "callout": (44, 26)}
# Two cities have more marks than their ground can carry: set out in empty land across the border, with a leader line.
CALLOUTS = {"herat-district": (35.35, 59.9), "kabul-district": (33.2, 72.6)}
CALLOUT_FROM = 4
LEAST, GROWTH, MOST = 13.0, 4.2, 34.0
NARROW, ROOM = 0.8, 1.45  # how much smaller on a phone, how much larger in a room


def scale(canvas: Canvas) -> float:
    """How large marks, numbers and the map itself are drawn, to the desktop's."""
    return NARROW if canvas.narrow else ROOM if canvas.large else 1.0


def type_scale(canvas: Canvas) -> float:
    """How large numbers and names are set, to the desktop's: on a phone no smaller."""
    return max(scale(canvas), 1.0)


def tall(canvas: Canvas) -> int:
    """The height of the map in px."""
    return 460 if canvas.narrow else round(640 * scale(canvas))


def size(count: int, canvas: Canvas) -> float:
    """The size of a mark in px: area grows with the works, from a legible least to a most that leaves room."""
    return min(MOST, LEAST + GROWTH * (math.sqrt(count) - 1)) * scale(canvas)


def number(row: dict[str, Any], canvas: Canvas) -> str:
    """The number beside a mark; on a phone only the large marks have room for it: the list and the table have all of them."""
    return row["works_text"] if row["works"] > (9 if canvas.narrow else 1) else ""


def pitch(row: dict[str, Any], canvas: Canvas) -> tuple[float, float]:
    """How far apart the marks of a place stand, in px across and down."""
    across, down = (NARROW_PITCH if canvas.narrow else PITCH)["callout" if "home" in row else row["level"]]
    return (across, down) if canvas.narrow else (across * scale(canvas), down * scale(canvas))


def set_out(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The marks of crowded cities moved to their callout; ``home`` keeps the seat (lat, lon) of a moved mark."""
    totals = pd.Series([row["place"] for row in rows]).value_counts()
    out = []
    for row in rows:
        spot = CALLOUTS.get(row["place"])
        if spot and row["level"] == "district" and totals[row["place"]] >= CALLOUT_FROM:
            out.append({**row, "home": (row["lat"], row["lon"]), "lat": spot[0], "lon": spot[1]})
        else:
            out.append(row)
    return out


def leaders(rows: list[dict[str, Any]]) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Leader lines from a seat to its callout: pairs of (lat, lon)."""
    return sorted({(row["home"], (row["lat"], row["lon"])) for row in rows if "home" in row})


def cells(rows: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Grid cells (column, row) of the marks of each place, centred on its seat."""
    found: list[tuple[int, int]] = []
    seen: dict[str, int] = {}
    totals = pd.Series([row["place"] for row in rows]).value_counts()
    for row in rows:
        index = seen.get(row["place"], 0)
        seen[row["place"]] = index + 1
        across = min(GRID, int(totals[row["place"]]))
        found.append((index % across * 2 - (across - 1), index // across))
    return found


# ── outline ───────────────────────────────────────────────────────────────────────────────────────────────────────


def outline(catalog: Catalog, data: pd.DataFrame, view: View, canvas: Canvas) -> go.Figure:
    """The plain outline map: provinces, faint neighbours, the same marks; every mark opens the works there."""
    theme = canvas.theme
    west, south, east, north = _extent(view, canvas)
    # One degree of longitude is shorter than one of latitude by the cosine of the latitude in the middle of the map.
    up = {"range": [south, north], "scaleanchor": "x", "scaleratio": 1 / math.cos(math.radians((south + north) / 2))}
    traces: list[dict[str, Any]] = [lines(neighbour_rings(catalog), mix(theme.rule, theme.paper, 0.9), 1)]
    traces.append(lines([ring for rings in outline_rings(catalog).values() for ring in rings], mix(theme.quiet, theme.paper, 0.7), 1))
    rows = set_out([row for row in data.to_dict("records") if row["level"] != "beside"])
    for (lat0, lon0), (lat1, lon1) in leaders(rows):
        traces.append(lines([[(lon0, lat0), (lon1, lat1)]], theme.quiet, 1))
    for row, (column, line) in zip(rows, cells(rows), strict=True):
        traces.append(_mark(row, column, line, view, canvas))
    notes = [*_labels(catalog, rows, view, canvas), *scale_bar(view, canvas)]
    return plain_figure(canvas, tall(canvas), traces, (west, east), up, annotations=notes)


def lines(rings: list[list[tuple[float, float]]], colour: str, width: float) -> dict[str, Any]:
    """A trace of outlines."""
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in rings:
        x += [lon for lon, _ in ring] + [None]
        y += [lat for _, lat in ring] + [None]
    return {"type": "scatter", "x": x, "y": y, "mode": "lines", "line": {"color": colour, "width": width}, "hoverinfo": "skip"}


def neighbour_rings(catalog: Catalog) -> list[list[tuple[float, float]]]:
    """The outlines of the countries around."""
    return [ring for item in catalog.geo["neighbours.geojson"]["features"] for ring in rings_of(item)]


def _mark(row: dict[str, Any], column: int, line: int, view: View, canvas: Canvas) -> dict[str, Any]:
    theme, (x, y) = canvas.theme, _spot(row, (column, line), view, canvas)
    colour, hollow = theme.kinds[row["family"]], row["level"] == "province"
    symbol, bar = SYMBOLS[row["family"]], row["family"] == "transport"
    return {
        "type": "scatter",
        "x": [x],
        "y": [y],
        "mode": "markers+text",
        "text": [number(row, canvas)],
        "textposition": "middle right",
        "textfont": {"size": 11 * type_scale(canvas), "color": theme.ink},
        "marker": {
            "symbol": symbol if bar or not hollow or symbol.endswith("open") else f"{symbol}-open",
            "size": size(row["works"], canvas),
            "color": colour,
            "line": {"width": (2.5 if hollow else 6) if bar else 1.8 if hollow else 1, "color": colour if hollow or bar else theme.paper},
        },
        "customdata": [row["href"]],
        "hovertemplate": f"{row['hover']}<extra></extra>",
        "cliponaxis": True,
    }


def _labels(catalog: Catalog, rows: list[dict[str, Any]], view: View, canvas: Canvas) -> list[dict[str, Any]]:
    """Names of seats below their marks, else above them; where either would lie on marks or names it is left to the list."""
    west, south, east, north = _extent(view, canvas)
    degree, degree_down = _degrees_a_pixel(view, canvas)
    spots = [_spot(row, cell, view, canvas) for row, cell in zip(rows, cells(rows), strict=True)]
    marks = [((x - west) / degree, (north - y) / degree_down, bool(number(row, canvas))) for row, (x, y) in zip(rows, spots, strict=True)]
    downs = {row["place_text"]: pitch(row, canvas)[1] for row in rows}
    seats = pd.DataFrame(rows, columns=["place", "level", "works", "lat", "lon", "place_text"])
    seats = seats[seats["level"] == "district"].groupby(["place_text", "lat", "lon"])["works"].agg(["sum", "size"]).reset_index()
    seats = seats.sort_values("sum", ascending=False, kind="stable").reset_index(drop=True)
    points = canvas.theme.size * 0.85
    asked = []
    for key, row in enumerate(seats.to_dict("records")):
        y, down = (north - row["lat"]) / degree_down, downs[row["place_text"]]
        below = y + down * (math.ceil(row["size"] / GRID) - 1 + 0.85)
        asked.append(Name(key, row["place_text"], points, (row["lon"] - west) / degree, (below, y - down * 0.85 - points * 0.375)))

    def inside(x: float, y: float, half: float) -> bool:
        return half < x < (east - west) / degree - half and 0 < y < (north - south) / degree_down

    found = placed(asked, marks, type_scale(canvas), inside)
    return [
        _words(seats.loc[key, "lon"], north - asked[key].ys[choice] * degree_down, asked[key].words, canvas.theme.ink, points)
        for key, choice in found.items()
    ]


def _spot(row: dict[str, Any], cell: tuple[int, int], view: View, canvas: Canvas) -> tuple[float, float]:
    """Where a mark stands (lon, lat): its cell of the grid round its place."""
    across, down = pitch(row, canvas)
    degree, degree_down = _degrees_a_pixel(view, canvas)
    return row["lon"] + cell[0] / 2 * across * degree, row["lat"] - cell[1] * down * degree_down


def _extent(view: View, canvas: Canvas) -> tuple[float, float, float, float]:
    return (NARROW_EXTENTS if canvas.narrow else EXTENTS)[view.extent]


def _degrees_a_pixel(view: View, canvas: Canvas) -> tuple[float, float]:
    """Degrees of longitude and of latitude to a px of the outline map, in the page's usual column."""
    west, south, east, north = _extent(view, canvas)
    width, height = (354 if canvas.narrow else 1824 if canvas.large else 1152), tall(canvas)
    shorter = math.cos(math.radians((south + north) / 2))
    degree = max((east - west) / width, (north - south) / height / shorter)
    return degree, degree * shorter


def _words(x: float, y: float, text: str, colour: str, points: float) -> dict[str, Any]:
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": points, "color": colour}, "yanchor": "middle"}


def scale_bar(view: View, canvas: Canvas) -> list[dict[str, Any]]:
    """A bar of a hundred kilometres with its words."""
    west, south, _, _ = EXTENTS[view.extent]
    km = 100
    width = km / (111.32 * math.cos(math.radians(south)))
    y = south + 0.28
    bar = {"x": west + 0.2 + width, "y": y, "ax": west + 0.2, "ay": y, "axref": "x", "ayref": "y", "showarrow": True, "arrowhead": 0}
    bar |= {"arrowwidth": 2, "arrowcolor": canvas.theme.quiet, "text": ""}
    size = canvas.theme.size * (1 if canvas.large else 0.8)
    above = y + 5 * _degrees_a_pixel(view, canvas)[1]
    return [bar, {**_words(west + 0.2 + width / 2, above, f"{km} km", canvas.theme.quiet, size), "yanchor": "bottom"}]
