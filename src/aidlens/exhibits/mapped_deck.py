"""The map as a deck for pydeck: the marks of ``mapped_figure``, in px round their places; it asks nothing of the network."""

from __future__ import annotations

import json
import math
from typing import Any

import pandas as pd
import pydeck as pdk

from aidlens.catalog import Catalog
from aidlens.exhibits.mapped_figure import cells, leaders, number, pitch, scale, set_out, size, type_scale
from aidlens.exhibits.place_names import Name, placed
from aidlens.exhibits.style import SANS, Canvas, mix
from aidlens.exhibits.works_figure import GLYPHS
from aidlens.measures import borders
from aidlens.measures.mapped import outline_rings
from aidlens.view import View

# Latitude, longitude, zoom of the two extents.
CENTRES = {"west": (33.95, 62.45, 6.6), "country": (34.1, 66.9, 5.3)}
NARROW_CENTRES = {"west": (33.95, 62.0, 5.3), "country": (34.1, 66.95, 3.55)}
HALO_METRES = 16_000
TALLER = 1.15  # a glyph fills its line less than a symbol of a figure its box
WIDER = 1.2  # and stands the freer for it, where there is room
DECIMALS = 4  # of a degree: eleven metres, finer than a pixel at the closest zoom


def deck(catalog: Catalog, data: pd.DataFrame, view: View, canvas: Canvas, *, served: bool = False) -> pdk.Deck:
    """The interactive map: borders as lines (a selection fades fills), halos, glyphs and numbers; no tiles, no style, no fonts.

    Where the site serves the borders by themselves the deck names their address, else it holds them.
    """
    theme, narrow = canvas.theme, canvas.narrow
    rows = set_out([row for row in data.to_dict("records") if row["level"] != "beside"])
    marks = [_mark(row, cell, canvas) for row, cell in zip(rows, cells(rows), strict=True)]
    seats = list({row["place"]: row for row in rows if row["level"] == "district"}.values())
    lat, lon, zoom = (NARROW_CENTRES if narrow else CENTRES)[view.extent]
    zoom += 0.0 if narrow else math.log2(scale(canvas))
    layers = [
        _borders(catalog, borders.NEIGHBOURS, _rgb(mix(theme.rule, theme.paper, 0.9)), served),
        _borders(catalog, borders.PROVINCES, _rgb(mix(theme.quiet, theme.paper, 0.75)), served),
        pdk.Layer(
            "ScatterplotLayer",
            [{"lon": row.get("home", (0, row["lon"]))[1], "lat": row.get("home", (row["lat"], 0))[0]} for row in seats],
            id="halos",
            get_position="[lon, lat]",
            get_radius=HALO_METRES,
            get_fill_color=[*_rgb(theme.quiet), 26],
            pickable=False,
        ),
        _line_layer(
            "leaders", [{"from": [lon0, lat0], "to": [lon1, lat1]} for (lat0, lon0), (lat1, lon1) in leaders(rows)], _rgb(theme.quiet)
        ),
        _text_layer("marks", marks, "glyph", "size", "colour", "offset", pickable=True),
        _text_layer(
            "numbers", [row for row in marks if row["number"]], "number", "number_size", "number_colour", "number_offset", pickable=False
        ),
        *_bar(view, canvas),
        _text_layer("names", _names(catalog, marks, zoom, canvas), "name", "size", "colour", "offset", pickable=False),
    ]
    return pdk.Deck(
        layers=layers,
        initial_view_state=pdk.ViewState(latitude=lat, longitude=lon, zoom=zoom, min_zoom=3.5, max_zoom=9),
        map_provider=None,
    )


def written(deck: pdk.Deck) -> str:
    """A deck as JSON, as short as it goes."""
    content = json.loads(deck.to_json(), parse_float=lambda text: round(float(text), DECIMALS))
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False)


def _mark(row: dict[str, Any], cell: tuple[int, int], canvas: Canvas) -> dict[str, Any]:
    across, down = pitch(row, canvas)
    factor = 1.0 if canvas.narrow else WIDER
    x, y = round(cell[0] * across * factor / 2), round(cell[1] * down * factor)
    wide = size(row["works"], canvas)
    return {
        "lon": row["lon"],
        "lat": row["lat"],
        "glyph": (HOLLOW if row["level"] == "province" else GLYPHS)[row["family"]],
        "number": number(row, canvas),
        "size": round(wide * TALLER),
        "number_size": round(12 * type_scale(canvas)),
        "colour": _rgb(canvas.theme.kinds[row["family"]]),
        "number_colour": _rgb(canvas.theme.ink),
        "number_offset": [x + wide * 0.5 + 8 * type_scale(canvas), y],
        "offset": [x, y],
        "hover": row["hover"],
        "href": row["href"],
        "place": row["place_text"] if row["level"] == "district" else "",
        "works": row["works"],
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
    "culture": "☆",
}


def _names(catalog: Catalog, marks: list[dict[str, Any]], zoom: float, canvas: Canvas) -> list[dict[str, Any]]:
    """Names of seats below their marks, else above, those with most works first; then of provinces; none over a mark or another name."""
    spots = [(*_pixels(mark, zoom), bool(mark["number"])) for mark in marks]
    wanted = [*_seats(marks, canvas), *_provinces(catalog, canvas)]
    at = [_pixels({**name, "offset": [0, 0]}, zoom) for name, _ in wanted]
    asked = [
        Name(key, name["name"], name["size"], x, tuple(y + offset for offset in offsets))
        for key, ((name, offsets), (x, y)) in enumerate(zip(wanted, at, strict=True))
    ]
    found = placed(asked, spots, type_scale(canvas))
    return [{**wanted[key][0], "offset": [0, wanted[key][1][choice]]} for key, choice in found.items()]


def _seats(marks: list[dict[str, Any]], canvas: Canvas) -> list[tuple[dict[str, Any], tuple[int, ...]]]:
    """Names of seats, those with most works first, each with the offsets it may stand at: below its lowest mark, above its first."""
    frame = pd.DataFrame([{**mark, "down": mark["offset"][1]} for mark in marks if mark["place"]])
    if frame.empty:
        return []
    places = frame.groupby(["place", "lat", "lon"]).agg(works=("works", "sum"), down=("down", "max")).reset_index()
    t = type_scale(canvas)
    return [
        (_name(row["place"], row["lon"], row["lat"], 13 * t, canvas.theme.ink), (round(row["down"] + 26 * t), round(-24 * t)))
        for row in places.sort_values(["works", "place"], ascending=[False, True]).to_dict("records")
    ]


def _provinces(catalog: Catalog, canvas: Canvas) -> list[tuple[dict[str, Any], tuple[int, ...]]]:
    """Faint names of provinces, those with the longest outline first, in the middle of it."""
    outlines = [(key, max(rings, key=len)) for key, rings in outline_rings(catalog).items()]
    faint = mix(canvas.theme.quiet, canvas.theme.paper, 0.75)
    found: list[tuple[dict[str, Any], tuple[int, ...]]] = []
    for key, ring in sorted(outlines, key=lambda item: (-len(item[1]), item[0])):
        lon, lat = sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
        found.append((_name(catalog.name("places", key, canvas.lang.code), lon, lat, 12 * type_scale(canvas), faint), (0,)))
    return found


def _name(name: str, lon: float, lat: float, points: float, colour: str) -> dict[str, Any]:
    return {"lon": lon, "lat": lat, "name": name, "size": round(points), "colour": _rgb(colour)}


def _pixels(mark: dict[str, Any], zoom: float) -> tuple[float, float]:
    """Where something stands in the px of a zoom (web Mercator, the world 512 px wide at zoom 0), rightward and downward."""
    scale = 512 * 2**zoom / math.tau
    north = math.log(math.tan(math.pi / 4 + math.radians(mark["lat"]) / 2))
    return scale * math.radians(mark["lon"]) + mark["offset"][0], mark["offset"][1] - scale * north


def _bar(view: View, canvas: Canvas) -> list[pdk.Layer]:
    """A bar of a hundred kilometres, true at its own latitude."""
    lat, lon = (32.05, 59.2) if view.extent == "west" else (29.6, 61.2)
    end = lon + 100 / (111.32 * math.cos(math.radians(lat)))
    line = [{"from": [lon, lat], "to": [end, lat]}]
    colour, t = canvas.theme.quiet, type_scale(canvas)
    words = [_name("100 km", (lon + end) / 2, lat, 12 * t, colour) | {"offset": [0, round(-11 * t)]}]
    bar = _line_layer("scale", line, _rgb(colour), width=2)
    return [bar, _text_layer("scale-words", words, "name", "size", "colour", "offset", pickable=False)]


def _borders(catalog: Catalog, name: str, colour: list[int], served: bool) -> pdk.Layer:
    return _line_layer(name, borders.address(catalog, name) if served else borders.lines(catalog, name), colour)


def _line_layer(key: str, lines: list[dict[str, Any]] | str, colour: list[int], width: int = 1) -> pdk.Layer:
    return pdk.Layer(
        "LineLayer",
        lines,
        id=key,
        get_source_position="from",
        get_target_position="to",
        get_color=colour,
        get_width=width,
        pickable=False,
    )


def _text_layer(key: str, rows: list[dict[str, Any]], text: str, points: str, colour: str, offset: str, *, pickable: bool) -> pdk.Layer:
    # All rows go to the browser as they are: each layer takes what it draws, and what a reader points at.
    columns = ("lon", "lat", text, points, colour, offset, *(("hover", "href") if pickable else ()))
    # Plain strings would be read as expressions: the literal type keeps them words.
    return pdk.Layer(
        "TextLayer",
        [{column: row[column] for column in columns} for row in rows],
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
