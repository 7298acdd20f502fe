"""The map drawn twice from the same marks: a plain outline figure, and a deck for pydeck. Neither asks anything of the network.

Marks of one seat are set out in a small grid around it, so that crowded places stay readable and each mark can be chosen.
"""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pydeck as pdk

from aidlens.catalog import Catalog
from aidlens.exhibits.style import SANS, SYMBOLS, Canvas, mix, plain_figure
from aidlens.exhibits.works_figure import GLYPHS
from aidlens.measures import borders
from aidlens.measures.mapped import outline_rings, rings_of
from aidlens.view import View

# Degrees: west, south, east, north of the two extents; zoom and centre for the deck.
EXTENTS = {"west": (58.9, 31.9, 65.7, 36.1), "country": (58.6, 29.2, 75.1, 38.7)}
CENTRES = {"west": (33.95, 62.45, 6.6), "country": (34.1, 66.9, 5.3)}
HALO_METRES = 16_000
GRID = 3
CELL = {"west": (0.3, 0.18), "country": (0.72, 0.42)}
CELL_PX = (46, 30)
ROOMY = 1.3  # where there is empty land, marks stand further apart, so that each number keeps clear of the next symbol
# Two cities have more marks than their ground can carry: set out in empty land across the border, with a leader line.
CALLOUTS = {"herat-district": (35.35, 59.9), "kabul-district": (33.2, 72.6)}
CALLOUT_FROM = 4
LEAST, GROWTH, MOST = 13.0, 4.2, 34.0


def size(count: int) -> float:
    """The size of a mark in px: area grows with the works, from a legible least to a most that leaves room."""
    return min(MOST, LEAST + GROWTH * (math.sqrt(count) - 1))


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


def _leaders(rows: list[dict[str, Any]]) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Leader lines from a seat to its callout: pairs of (lat, lon)."""
    return sorted({(row["home"], (row["lat"], row["lon"])) for row in rows if "home" in row})


def _cells(rows: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Grid cells (column, row) of the marks of each place, centred on its seat."""
    cells: list[tuple[int, int]] = []
    seen: dict[str, int] = {}
    totals = pd.Series([row["place"] for row in rows]).value_counts()
    for row in rows:
        index = seen.get(row["place"], 0)
        seen[row["place"]] = index + 1
        across = min(GRID, int(totals[row["place"]]))
        cells.append((index % across * 2 - (across - 1), index // across))
    return cells


# ── outline ───────────────────────────────────────────────────────────────────────────────────────────────────────


def outline(catalog: Catalog, data: pd.DataFrame, view: View, canvas: Canvas) -> go.Figure:
    """The plain outline map: provinces, faint neighbours, the same marks; every mark opens the works there."""
    theme = canvas.theme
    west, south, east, north = EXTENTS[view.extent]
    figure = plain_figure(canvas, 460 if canvas.narrow else 640)
    # One degree of longitude is shorter than one of latitude by the cosine of the latitude in the middle of the map.
    figure.update_xaxes(range=[west, east])
    figure.update_yaxes(range=[south, north], scaleanchor="x", scaleratio=1 / math.cos(math.radians((south + north) / 2)))
    traces: list[dict[str, Any]] = [lines(neighbour_rings(catalog), mix(theme.rule, theme.paper, 0.9), 1)]
    traces.append(lines([ring for rings in outline_rings(catalog).values() for ring in rings], mix(theme.quiet, theme.paper, 0.7), 1))
    rows = set_out([row for row in data.to_dict("records") if row["level"] != "beside"])
    for (lat0, lon0), (lat1, lon1) in _leaders(rows):
        traces.append(lines([[(lon0, lat0), (lon1, lat1)]], theme.quiet, 1))
    for row, (column, line) in zip(rows, _cells(rows), strict=True):
        traces.append(_mark(row, column, line, view, canvas))
    figure.add_traces(traces)
    figure.update_layout(annotations=[*_labels(catalog, rows, view, canvas), *scale_bar(view, canvas)])
    return figure


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
    wide = size(row["works"]) * (0.8 if canvas.narrow else 1.0)
    return {
        "type": "scatter",
        "x": [x],
        "y": [y],
        "mode": "markers+text",
        # On a phone only the large marks have room for their number; the list and the table have all of them.
        "text": [row["works_text"] if row["works"] > (9 if canvas.narrow else 1) else ""],
        "textposition": "middle right",
        "textfont": {"size": 11, "color": theme.ink},
        "marker": {
            "symbol": symbol if bar or not hollow or symbol.endswith("open") else f"{symbol}-open",
            "size": wide,
            "color": colour,
            "line": {"width": (2.5 if hollow else 6) if bar else 1.8 if hollow else 1, "color": colour if hollow or bar else theme.paper},
        },
        "customdata": [row["href"]],
        "hovertemplate": f"{row['hover']}<extra></extra>",
        "cliponaxis": True,
    }


def _labels(catalog: Catalog, rows: list[dict[str, Any]], view: View, canvas: Canvas) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    taken: list[tuple[float, float, float]] = []
    west, south, east, north = EXTENTS[view.extent]
    degree = _degrees_a_pixel(view, canvas)
    down = CELL[view.extent][1]
    marks = [_spot(row, cell, view, canvas) for row, cell in zip(rows, _cells(rows), strict=True)]
    totals = pd.DataFrame(rows, columns=["place", "level", "works", "lat", "lon", "place_text"])
    totals = totals[totals["level"] == "district"].groupby(["place_text", "lat", "lon"])["works"].agg(["sum", "size"]).reset_index()
    for row in totals.sort_values("sum", ascending=False).to_dict("records"):
        lines = math.ceil(row["size"] / GRID)
        points = canvas.theme.size * 0.85
        half, tall = len(row["place_text"]) * points * 0.27 * degree, points * 0.75 * degree
        # A name stands below its marks, else above them; where either would lie on marks or names it is left to the list.
        for lat in (row["lat"] - down * (lines - 1 + 0.85), row["lat"] + down * 0.85 + tall * 0.5):
            spot = (row["lon"], lat)
            inside = west + half < spot[0] < east - half and south < lat < north
            on_names = any(abs(spot[0] - x) < half + other and abs(lat - y) < 2 * tall for x, y, other in taken)
            # A mark reaches to the right as far as its number.
            on_marks = any(
                spot[0] - half - 26 * degree < x < spot[0] + half + 8 * degree and abs(lat - y) < tall + 3 * degree for x, y in marks
            )
            if inside and not on_names and not on_marks:
                taken.append((*spot, half))
                found.append(_words(*spot, row["place_text"], canvas.theme.ink, points))
                break
    return found


def _spot(row: dict[str, Any], cell: tuple[int, int], view: View, canvas: Canvas) -> tuple[float, float]:
    """Where a mark stands (lon, lat): its cell of the grid round its place, wider on a phone where the land is empty."""
    across, down = CELL[view.extent]
    roomy = "home" in row or row["level"] == "province"
    wide = (1.6 if canvas.narrow else ROOMY) if roomy else 1.0
    return row["lon"] + cell[0] * across / 2 * wide, row["lat"] - cell[1] * down * (wide if canvas.narrow else 1.0)


def _degrees_a_pixel(view: View, canvas: Canvas) -> float:
    """Degrees of longitude to a px of the outline map, in the page's usual column."""
    west, south, east, north = EXTENTS[view.extent]
    width, height = (354, 460) if canvas.narrow else (1152, 640)
    return max((east - west) / width, (north - south) / height / math.cos(math.radians((south + north) / 2)))


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
    return [bar, _words(west + 0.2 + width / 2, y + 0.16, f"{km} km", canvas.theme.quiet, canvas.theme.size * 0.8)]


# ── deck ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def deck(catalog: Catalog, data: pd.DataFrame, view: View, canvas: Canvas) -> pdk.Deck:
    """The interactive map: outlines stroked only (a selection fades fills), halos, glyphs and numbers; no tiles, no style, no fonts."""
    theme = canvas.theme
    rows = set_out([row for row in data.to_dict("records") if row["level"] != "beside"])
    marks = [_deck_row(row, cell, theme.kinds[row["family"]], theme.ink) for row, cell in zip(rows, _cells(rows), strict=True)]
    seats = list({row["place"]: row for row in rows if row["level"] == "district"}.values())
    lat, lon, zoom = CENTRES[view.extent]
    zoom, lon = (zoom - 1.1, lon - 0.3) if canvas.narrow else (zoom, lon)
    layers = [
        _outline_layer("neighbours", borders.lines(catalog, "neighbours.geojson"), _rgb(mix(theme.rule, theme.paper, 0.9))),
        _outline_layer("provinces", borders.lines(catalog, "provinces.geojson"), _rgb(mix(theme.quiet, theme.paper, 0.75))),
        pdk.Layer(
            "ScatterplotLayer",
            [{"lon": row.get("home", (0, row["lon"]))[1], "lat": row.get("home", (row["lat"], 0))[0]} for row in seats],
            id="halos",
            get_position="[lon, lat]",
            get_radius=HALO_METRES,
            get_fill_color=[*_rgb(theme.quiet), 26],
            pickable=False,
        ),
        pdk.Layer(
            "LineLayer",
            [{"from": [lon0, lat0], "to": [lon1, lat1]} for (lat0, lon0), (lat1, lon1) in _leaders(rows)],
            id="leaders",
            get_source_position="from",
            get_target_position="to",
            get_color=_rgb(theme.quiet),
            get_width=1,
            pickable=False,
        ),
        _text_layer("marks", marks, "glyph", "size", "colour", "offset", pickable=True),
        _text_layer(
            "numbers", [row for row in marks if row["number"]], "number", "number_size", "number_colour", "number_offset", pickable=False
        ),
        *_deck_scale(view, theme.quiet),
        _text_layer("provinces-names", _province_names(catalog, rows, canvas), "name", "size", "colour", "offset", pickable=False),
        _text_layer("names", _deck_names(rows, marks, theme.ink), "name", "size", "colour", "offset", pickable=False),
    ]
    return pdk.Deck(
        layers=layers,
        initial_view_state=pdk.ViewState(latitude=lat, longitude=lon, zoom=zoom, min_zoom=4, max_zoom=9),
        map_provider=None,
        tooltip={"text": "{hover}"},
    )


def _deck_row(row: dict[str, Any], cell: tuple[int, int], colour: str, ink: str) -> dict[str, Any]:
    hollow = row["level"] == "province"
    return {
        "lon": row["lon"],
        "lat": row["lat"],
        "glyph": HOLLOW[row["family"]] if hollow else GLYPHS[row["family"]],
        "number": row["works_text"] if row["works"] > 1 else "",
        "size": round(size(row["works"]) * 1.15),
        "number_size": 12,
        "colour": _rgb(colour),
        "number_colour": _rgb(ink),
        "number_offset": [cell[0] * CELL_PX[0] / 2 + size(row["works"]) * 0.5 + 8, cell[1] * CELL_PX[1]],
        "offset": [cell[0] * CELL_PX[0] / 2, cell[1] * CELL_PX[1]],
        "hover": row["hover"],
        "href": row["href"],
    }


# The hollow twins of the glyphs: works known to a province only.
HOLLOW = {
    "school": "□",
    "health": "✛",
    "water": "○",
    "transport": "▭",
    "security": "◇",
    "public": "△",
    "agriculture": "⬡",
    "culture": "◌",
}


def _deck_names(rows: list[dict[str, Any]], marks: list[dict[str, Any]], colour: str) -> list[dict[str, Any]]:
    lowest: dict[str, float] = {}
    totals: dict[str, int] = {}
    for row, mark in zip(rows, marks, strict=True):
        if row["level"] == "district":
            lowest[row["place"]] = max(lowest.get(row["place"], 0), mark["offset"][1])
            totals[row["place"]] = totals.get(row["place"], 0) + row["works"]
    found: list[dict[str, Any]] = []
    taken: list[tuple[float, float]] = []
    for row in sorted(rows, key=lambda item: -totals.get(item["place"], 0)):
        if row["level"] != "district" or any(abs(row["lon"] - x) < 0.5 and abs(row["lat"] - y) < 0.22 for x, y in taken):
            continue
        taken.append((row["lon"], row["lat"]))
        offset = [0, lowest[row["place"]] + 26]
        found.append(
            {"lon": row["lon"], "lat": row["lat"], "name": row["place_text"], "size": 13, "colour": _rgb(colour), "offset": offset}
        )
    return found


def _deck_scale(view: View, colour: str) -> list[pdk.Layer]:
    """A bar of a hundred kilometres, true at its own latitude."""
    lat, lon = (32.05, 58.6) if view.extent == "west" else (29.6, 61.2)
    end = lon + 100 / (111.32 * math.cos(math.radians(lat)))
    line = [{"from": [lon, lat], "to": [end, lat]}]
    words = [{"lon": (lon + end) / 2, "lat": lat, "name": "100 km", "size": 12, "colour": _rgb(colour), "offset": [0, -11]}]
    bar = pdk.Layer(
        "LineLayer", line, id="scale", get_source_position="from", get_target_position="to", get_color=_rgb(colour), get_width=2
    )
    return [bar, _text_layer("scale-words", words, "name", "size", "colour", "offset", pickable=False)]


def _province_names(catalog: Catalog, rows: list[dict[str, Any]], canvas: Canvas) -> list[dict[str, Any]]:
    """Faint names of provinces, left out where a mark or its name would stand on them."""
    theme, found = canvas.theme, []
    for key, rings in outline_rings(catalog).items():
        ring = sorted(rings, key=len)[-1]
        lon, lat = sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
        if all(abs(row["lon"] - lon) > 0.75 or abs(row["lat"] - lat) > 0.4 for row in rows):
            name = catalog.name("places", key, canvas.lang.code)
            found.append(
                {"lon": lon, "lat": lat, "name": name, "size": 12, "colour": _rgb(mix(theme.quiet, theme.paper, 0.75)), "offset": [0, 0]}
            )
    return found


def _outline_layer(key: str, paths: list[dict[str, Any]], colour: list[int]) -> pdk.Layer:
    return pdk.Layer("PathLayer", paths, id=key, get_path="path", get_color=colour, width_min_pixels=1, pickable=False)


def _text_layer(key: str, rows: list[dict[str, Any]], text: str, points: str, colour: str, offset: str, *, pickable: bool) -> pdk.Layer:
    # Plain strings would be read as expressions: the literal type keeps them words.
    return pdk.Layer(
        "TextLayer",
        rows,
        id=key,
        get_position="[lon, lat]",
        get_text=text,
        get_size=points,
        get_color=colour,
        get_pixel_offset=offset,
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(SANS),
        size_units=pdk.types.String("pixels"),
        get_text_anchor=pdk.types.String("middle"),
        get_alignment_baseline=pdk.types.String("center"),
        pickable=pickable,
    )


def _rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
